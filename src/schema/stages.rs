//! Names of stages, and the stage of each kind of actor.

use super::keywords::folded_key;
use crate::language::{DefaultStage, Language};
use crate::map::ActorKind;

/// Index of the default stage with this name in either language.
pub fn default_stage(name: &str) -> Option<usize> {
    let key = folded_key(name);
    let is_match = |stage: &DefaultStage| {
        let names = [Language::Vietnamese, Language::English].map(|language| folded_key(stage.text(language)));
        names.contains(&key) || (*stage == DefaultStage::Inputs && key == "input")
    };
    DefaultStage::ALL.iter().position(is_match)
}

/// Index of the default stage of an actor kind; `None` for the area below the lanes.
pub fn stage_for_kind(kind: ActorKind) -> Option<usize> {
    match kind {
        ActorKind::Household | ActorKind::Group | ActorKind::Cooperative => Some(1),
        ActorKind::Union | ActorKind::Trader => Some(2),
        ActorKind::Enterprise => Some(3),
        ActorKind::Market => Some(5),
        ActorKind::Supporter => None,
    }
}
