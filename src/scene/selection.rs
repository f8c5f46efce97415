//! What a person has chosen, and what is shown of the map: plain data that canvas and panels share.

use std::collections::BTreeSet;

use super::alone::Alone;
use super::filter::Filter;
use super::reach::Reach;
use crate::analysis::{Assessment, Study};
use crate::language::Language;
use crate::map::{Actor, ActorId, Link, LinkId, LinkageMap, ModelId, ProductId, Proposal, Year};
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

/// How one looks at the map; nothing of it is stored there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// What is shown alone; none shows the whole map.
    pub alone: Option<Alone>,
    /// How far one looks from selected actors.
    pub reach: Reach,
    /// What is left out of sight.
    pub filter: Filter,
    /// The filter that was taken off last, to be put on again; empty for none.
    pub taken_off: Filter,
    /// Whether what is not lit is hidden rather than dimmed.
    pub rest_hidden: bool,
    /// What a finding is about: it is lit instead of what the selection would light. Empty for none.
    pub pointed: Vec<Subject>,
}

impl Sight {
    /// Puts a filter on, in place of the one that is there; an empty one takes that off.
    pub fn put_on(&mut self, filter: Filter) {
        let before = std::mem::replace(&mut self.filter, filter);
        if self.filter.is_empty() && !before.is_empty() {
            self.taken_off = before;
        } else if !self.filter.is_empty() {
            self.taken_off = Filter::default();
        }
    }
}

/// What is only supposed in the map that is shown.
#[derive(Clone, Copy, Debug)]
pub struct Supposed<'a> {
    /// The map as it is recorded, without what is supposed.
    pub recorded: &'a LinkageMap,
    /// The changes that are tried out on it.
    pub proposals: &'a [Proposal],
}

/// What is shown, for whoever draws a part of the screen.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The map; while something is tried out, the map with that.
    pub map: &'a LinkageMap,
    /// What of it is only supposed; none unless something is tried out.
    pub supposed: Option<Supposed<'a>>,
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
    /// How one looks at it.
    pub sight: &'a Sight,
    /// The language of the screen.
    pub language: Language,
    /// The colours.
    pub palette: &'static Palette,
}

impl<'a> Shown<'a> {
    /// An actor as it is recorded, whatever is tried out.
    pub fn recorded_actor(&self, id: ActorId) -> Option<&'a Actor> {
        self.recorded().actors().get(&id)
    }

    /// A link as it is recorded; none for one that is only tried out.
    pub fn recorded_link(&self, id: LinkId) -> Option<&'a Link> {
        self.recorded().links().get(&id)
    }

    /// The map without what is only supposed: what an edit changes.
    pub fn recorded(&self) -> &'a LinkageMap {
        self.supposed.map_or(self.map, |supposed| supposed.recorded)
    }

    /// What is supposed of one thing.
    pub fn supposed_of(&self, subject: Subject) -> impl Iterator<Item = &'a Proposal> {
        let all = self.supposed.map_or(&[][..], |supposed| supposed.proposals);
        all.iter().filter(move |proposal| match (subject, proposal) {
            (Subject::Actor(id), Proposal::LeaveOut(actor)) => *actor == id,
            (
                Subject::Link(id),
                Proposal::End(link) | Proposal::Sign(link) | Proposal::Renew(link, _) | Proposal::AddProduct(link, _),
            ) => *link == id,
            _ => false,
        })
    }
}
