//! Where the label of a link may stand, and whose name is to be read first where there is no room for all.

use super::geometry::{Curve, Path, Point};
use super::marks::{ActorMark, LinkMark};
use crate::map::{ActorKind, LinkForm, LinkKind, LinkStatus};

/// Bends that rise or fall by less than this part of their length are as good as level.
const MAX_SLOPE: f32 = 0.08;

/// A level part of a line, that a label may stand on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelCandidate {
    /// Its middle.
    pub middle: Point,
    /// How long it is.
    pub length: f32,
}

/// The level parts of a line, the one nearest to its middle first.
pub fn label_candidates(path: &Path) -> Vec<LabelCandidate> {
    let mut places: Vec<LabelCandidate> = Vec::new();
    for curve in path.curves() {
        let (from, to) = (curve.at(0.0), curve.at(1.0));
        if !is_horizontal(&curve) {
            continue;
        }
        places.push(LabelCandidate { middle: curve.at(0.5), length: (to.x - from.x).abs() });
    }
    let middle = path.middle()[0];
    places.sort_by(|a, b| a.middle.distance(middle).total_cmp(&b.middle.distance(middle)));
    places
}

fn is_horizontal(curve: &Curve) -> bool {
    let area = curve.bounds();
    area.height() <= area.width() * MAX_SLOPE
}

/// How much a link's label is worth to be read: contracts in force before agreements, goods before support.
pub fn link_label_priority(mark: &LinkMark) -> u8 {
    let goods = if mark.kind == LinkKind::Product { 4 } else { 0 };
    let form = match mark.form {
        Some(LinkForm::Contract) => 2,
        Some(_) => 1,
        None => 0,
    };
    goods + form + u8::from(mark.state == LinkStatus::InForce)
}

/// How much an actor's name is worth to be read: the core of a model, buyers, whoever stands for others.
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
