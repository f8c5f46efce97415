//! Names of stages, and the stage of each kind of actor.

use super::keywords::folded_key;
use crate::language::{DefaultStage, Language};
use crate::map::ActorKind;

/// Index of the default stage with this name in either language, and that language.
pub fn default_stage(name: &str) -> Option<(usize, Language)> {
    let key = folded_key(name);
    let language_of = |stage: &DefaultStage| {
        let by_name = Language::ALL.iter().copied().find(|language| folded_key(stage.text(*language)) == key);
        by_name.or_else(|| (*stage == DefaultStage::Inputs && key == "input").then_some(Language::English))
    };
    DefaultStage::ALL.iter().enumerate().find_map(|(at, stage)| Some((at, language_of(stage)?)))
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
