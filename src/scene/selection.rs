//! What a person has chosen, and what is shown of the map: plain data that canvas and panels share.

use std::collections::BTreeSet;

use crate::analysis::{Assessment, Study};
use crate::language::Language;
use crate::map::{ActorId, LinkId, LinkageMap, ModelId, ProductId, Year};
use crate::theme::Palette;

/// What is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing: the inspector shows the map itself.
    #[default]
    None,
    /// Some actors.
    Actors(BTreeSet<ActorId>),
    /// A link.
    Link(LinkId),
    /// A cooperative model; its route is lit.
    Model(ModelId),
}

impl Selection {
    /// The selection of one actor.
    pub fn actor(id: ActorId) -> Self {
        Self::Actors(BTreeSet::from([id]))
    }

    /// Whether this actor is selected itself.
    pub fn has_actor(&self, id: ActorId) -> bool {
        matches!(self, Self::Actors(actors) if actors.contains(&id))
    }

    /// What of it still stands in a map.
    #[must_use]
    pub fn still_in(self, map: &LinkageMap) -> Self {
        match self {
            Self::Actors(mut actors) => {
                actors.retain(|id| map.actors().contains_key(id));
                if actors.is_empty() { Self::None } else { Self::Actors(actors) }
            }
            Self::Link(id) if !map.links().contains_key(&id) => Self::None,
            Self::Model(id) if !map.models().contains_key(&id) => Self::None,
            other => other,
        }
    }
}

/// A thing of the map that one can go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An actor.
    Actor(ActorId),
    /// A link.
    Link(LinkId),
    /// A cooperative model.
    Model(ModelId),
}

/// What is shown, for whoever draws a part of the screen.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The map.
    pub map: &'a LinkageMap,
    /// What it says in `year`; none while it is worked out.
    pub assessment: Option<&'a Assessment>,
    /// What it says beyond that; none while it is worked out.
    pub study: Option<&'a Study>,
    /// What is selected.
    pub selection: &'a Selection,
    /// The year that the map is read at.
    pub year: Year,
    /// Only what carries this product is lit.
    pub product: Option<ProductId>,
    /// The language of the screen.
    pub language: Language,
    /// The colours.
    pub palette: &'static Palette,
}
