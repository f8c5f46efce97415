//! Candidate positions for link labels, and the priority of labels and names where space is short.

use super::geometry::{Curve, Path, Point};
use super::marks::{ActorMark, LinkMark};
use crate::map::{ActorKind, LinkForm, LinkKind, LinkStatus};

/// Curves with a bounding box flatter than this (height by width) count as horizontal.
const MAX_SLOPE: f32 = 0.08;

/// A horizontal part of a path that can carry a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelCandidate {
    /// Its centre.
    pub middle: Point,
    /// Its length.
    pub length: f32,
}

/// The horizontal parts of a path, the one nearest to its middle first.
pub fn label_candidates(path: &Path) -> Vec<LabelCandidate> {
    let mut candidates: Vec<LabelCandidate> = Vec::new();
    for curve in path.curves() {
        let (from, to) = (curve.at(0.0), curve.at(1.0));
        if !is_horizontal(&curve) {
            continue;
        }
        candidates.push(LabelCandidate { middle: curve.at(0.5), length: (to.x - from.x).abs() });
    }
    let middle = path.middle()[0];
    candidates.sort_by(|a, b| a.middle.distance(middle).total_cmp(&b.middle.distance(middle)));
    candidates
}

fn is_horizontal(curve: &Curve) -> bool {
    let area = curve.bounds();
    area.height() <= area.width() * MAX_SLOPE
}

/// Priority of a link's label: product links before others, then contracts and links in force.
pub fn link_label_priority(mark: &LinkMark) -> u8 {
    let goods = if mark.kind == LinkKind::Product { 4 } else { 0 };
    let form = match mark.form {
        Some(LinkForm::Contract) => 2,
        Some(_) => 1,
        None => 0,
    };
    goods + form + u8::from(mark.status == LinkStatus::InForce)
}

/// Priority of an actor's name: by kind from buyers down, more for cores of models, most for flagged ones; 0 if absent.
pub fn name_priority(mark: &ActorMark) -> u8 {
    let kind = match mark.kind {
        ActorKind::Market | ActorKind::Enterprise => 3,
        ActorKind::Union | ActorKind::Cooperative => 2,
        ActorKind::Trader | ActorKind::Supporter => 1,
        ActorKind::Group | ActorKind::Household => 0,
    };
    let core = match mark.verdict {
        Some(verdict) if verdict.is_flagged() => 6,
        Some(_) => 4,
        None => 0,
    };
    if mark.is_absent { 0 } else { kind + core }
}
