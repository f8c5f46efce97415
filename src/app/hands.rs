//! Commands of the hands on the map that need more of the shell than its document.

use std::collections::BTreeSet;

use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::editing::LinkEnd;
use crate::language::UiText;
use crate::layout;
use crate::map::{ActorId, LinkId, Selection};

impl Shell {
    /// Moves an end of a link to another actor.
    pub(super) fn move_link_end(&mut self, link: LinkId, end: LinkEnd, to: ActorId) {
        match self.document.editor.map().links().get(&link) {
            None => self.messages.status = Some(UiText::LinkOnlyInWhatIf),
            Some(link) if end.other().of(link) == to => self.messages.status = Some(UiText::LinkNeedsTwo),
            Some(_) => self.edit(|document| document.move_link_end(link, end, to)),
        }
    }

    /// Links each of these actors to each of those.
    pub(super) fn add_links(&mut self, from: &BTreeSet<ActorId>, to: &BTreeSet<ActorId>) {
        let before = self.document.editor.revision();
        self.edit(|document| document.add_links(from, to));
        let has_added = self.document.editor.revision() != before;
        self.messages.status = Some(if has_added { UiText::LinksAdded } else { UiText::LinkedAlready });
    }

    /// Lays the selected actors out in the background, among the others.
    pub(super) fn tidy_selection(&mut self) {
        let Selection::Actors(selected) = self.document.session.view.selection.clone() else { return };
        self.jobs.cancel(JobName::TidyThoroughly);
        self.pending_bands = None;
        let (map, revision) = (self.document.editor.snapshot(), self.document.editor.revision());
        let document = self.document.id;
        self.jobs.start(JobName::Tidy, move |token| {
            let placements = layout::tidy_selection(&map, &selected, &|part| token.report_progress(part));
            let Some(placements) = placements else { return JobResult::Cancelled };
            JobResult::TidiedSelection { document, revision, placements }
        });
    }
}
