//! The read-only state that the panels and the canvas draw from.

use std::sync::LazyLock;

use super::Subject;
use crate::analysis::{Assessment, Study};
use crate::language::Language;
use crate::map::{Actor, ActorId, Filter, Link, LinkId, LinkageMap, Proposal, ViewState, Year};
use crate::theme::Palette;

/// The what-if changes in the shown map.
#[derive(Clone, Copy, Debug)]
pub struct WhatIf<'a> {
    /// The map as recorded, without the proposals.
    pub recorded: &'a LinkageMap,
    /// The proposed changes.
    pub proposals: &'a [Proposal],
}

/// The read-only state that the panels and the canvas draw from.
#[derive(Clone, Copy, Debug)]
pub struct ViewContext<'a> {
    /// The map, with any what-if changes applied.
    pub map: &'a LinkageMap,
    /// Changes with the map: what is cached for another value is stale.
    pub map_generation: u64,
    /// The what-if changes; `None` when there are none.
    pub what_if: Option<WhatIf<'a>>,
    /// The assessment for `year`; `None` while it is computed.
    pub assessment: Option<&'a Assessment>,
    /// The further analysis; `None` while it is computed.
    pub study: Option<&'a Study>,
    /// Changes with `assessment` or `study`.
    pub analysis_generation: u64,
    /// Changes with `assessment`.
    pub assessment_generation: u64,
    /// The view settings.
    pub view: &'a ViewState,
    /// The subjects of a finding: highlighted instead of the selection. Empty for none.
    pub highlight: &'a [Subject],
    /// The last removed filter; empty for none.
    pub removed_filter: &'a Filter,
    /// The year that is shown.
    pub year: Year,
    /// The language of the interface.
    pub language: Language,
    /// The colours.
    pub palette: &'static Palette,
}

/// No filter has been removed.
static NO_FILTER: LazyLock<Filter> = LazyLock::new(Filter::default);

impl<'a> ViewContext<'a> {
    /// The context of a map that is looked at outside the window, in the year of its assessment.
    pub fn of_map(
        map: &'a LinkageMap,
        assessment: &'a Assessment,
        study: Option<&'a Study>,
        view: &'a ViewState,
        language: Language,
        palette: &'static Palette,
    ) -> Self {
        Self {
            map,
            map_generation: 0,
            what_if: None,
            assessment: Some(assessment),
            study,
            analysis_generation: 0,
            assessment_generation: 0,
            view,
            highlight: &[],
            removed_filter: &NO_FILTER,
            year: assessment.year,
            language,
            palette,
        }
    }

    /// An actor as recorded, without what-if changes.
    pub fn recorded_actor(&self, id: ActorId) -> Option<&'a Actor> {
        self.recorded().actors().get(&id)
    }

    /// A link as recorded; `None` for one that only a what-if change adds.
    pub fn recorded_link(&self, id: LinkId) -> Option<&'a Link> {
        self.recorded().links().get(&id)
    }

    /// The map without what-if changes: the one that edits apply to.
    pub fn recorded(&self) -> &'a LinkageMap {
        self.what_if.map_or(self.map, |what_if| what_if.recorded)
    }

    /// The proposals about one subject.
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
