//! What is shown of a map, for whoever draws a part of the screen.

use super::Subject;
use crate::analysis::{Assessment, Study};
use crate::language::Language;
use crate::map::{Actor, ActorId, Filter, Link, LinkId, LinkageMap, Proposal, ViewState, Year};
use crate::theme::Palette;

/// What is only supposed in the map that is shown.
#[derive(Clone, Copy, Debug)]
pub struct WhatIf<'a> {
    /// The map as it is recorded, without what is supposed.
    pub recorded: &'a LinkageMap,
    /// The changes that are tried out on it.
    pub proposals: &'a [Proposal],
}

/// What is shown, for whoever draws a part of the screen.
#[derive(Clone, Copy, Debug)]
pub struct ViewContext<'a> {
    /// The map; while something is tried out, the map with that.
    pub map: &'a LinkageMap,
    /// Another number for every other map: what is kept of one is stale once this differs.
    pub map_generation: u64,
    /// What of it is only supposed; none unless something is tried out.
    pub what_if: Option<WhatIf<'a>>,
    /// What it says in `year`; none while it is worked out.
    pub assessment: Option<&'a Assessment>,
    /// What it says beyond that; none while it is worked out.
    pub study: Option<&'a Study>,
    /// Another number for every other `assessment` or `study`.
    pub analysis_generation: u64,
    /// Another number for every other `assessment`.
    pub assessment_generation: u64,
    /// How one looks at it.
    pub view: &'a ViewState,
    /// What a finding is about: it is lit instead of what the selection would light. Empty for none.
    pub highlight: &'a [Subject],
    /// The filter that was taken off last; empty for none.
    pub removed_filter: &'a Filter,
    /// The year that the map is read at.
    pub year: Year,
    /// The language of the screen.
    pub language: Language,
    /// The colours.
    pub palette: &'static Palette,
}

impl<'a> ViewContext<'a> {
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
        self.what_if.map_or(self.map, |what_if| what_if.recorded)
    }

    /// What is supposed of one thing.
    pub fn proposals_for(&self, subject: Subject) -> impl Iterator<Item = &'a Proposal> {
        let all = self.what_if.map_or(&[][..], |what_if| what_if.proposals);
        all.iter().filter(move |proposal| match (subject, proposal) {
            (Subject::Actor(id), Proposal::RemoveActor(actor)) => *actor == id,
            (
                Subject::Link(id),
                Proposal::EndLink(link)
                | Proposal::SignLink(link)
                | Proposal::RenewLink(link, _)
                | Proposal::AddProduct(link, _),
            ) => *link == id,
            _ => false,
        })
    }
}
