//! Deletes what is selected: a few records at once, many in the background.

use std::collections::BTreeSet;

use super::job_types::{JobName, JobResult, RemovalResult};
use super::shell::Shell;
use crate::editing::remove_actors;
use crate::language::UiText;
use crate::map::{ActorId, EditLabel, Selection};

/// From so many actors on they are removed in the background: that may take longer than a frame has.
const MANY_ACTORS: usize = 5_000;

impl Shell {
    /// Deletes what is selected.
    pub(super) fn delete_selection(&mut self) {
        match &self.document.session.view.selection {
            Selection::Actors(actors) if actors.len() >= MANY_ACTORS => self.remove_many(actors.clone()),
            _ => self.edit_and_report(UiText::Removed, |document| document.delete_selection()),
        }
    }

    /// Works out what removing many actors makes of the map.
    fn remove_many(&mut self, actors: BTreeSet<ActorId>) {
        let (document, base) = (self.document.id, self.document.editor.snapshot());
        self.jobs.start(JobName::RemoveActors, move |token| {
            let removed = remove_actors(&base, &actors, &|part| token.report_progress(part));
            removed.map_or(JobResult::Cancelled, |(map, patch)| {
                JobResult::ActorsRemoved(Box::new(RemovalResult { document, base, actors, map, patch }))
            })
        });
    }

    /// Takes over what was worked out; if the map was edited meanwhile, it is worked out again.
    pub(super) fn on_actors_removed(&mut self, result: RemovalResult) {
        let RemovalResult { document, base, actors, map, patch } = result;
        if document != self.document.id {
            return;
        }
        self.flush_draft();
        if !self.document.is_of(&base) {
            self.remove_many(actors);
            return;
        }
        self.edit_and_report(UiText::Removed, |document| {
            document.editor.adopt(EditLabel::Delete, &base, map, patch);
            Ok(())
        });
        // The map as it was takes a while to be given back: the frame need not wait for that.
        rayon::spawn(move || drop(base));
    }
}
