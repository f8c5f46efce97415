//! The priority of labels and names where space is short.

use super::marks::{ActorMark, LinkMark};
use crate::map::{ActorKind, LinkForm, LinkKind, LinkStatus};

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
