//! Replaces texts of records: a few at once, many in the background.

use std::sync::Arc;

use super::document::Document;
use super::job_types::{JobName, JobResult, ReplacementResult};
use super::shell::Shell;
use crate::editing::{Replacement, TextChange, change_texts};
use crate::language::UiText;
use crate::map::{EditLabel, LinkageMap, Violation};

impl Shell {
    /// Changes texts as one edit, but for those that are no longer as expected.
    pub(super) fn replace_texts(&mut self, mut changes: Vec<TextChange>) {
        let asked = changes.len();
        changes.retain(|change| change.fits(self.document.editor.map()));
        let status = if changes.len() < asked { UiText::ReplacedInPart } else { UiText::Replaced };
        self.edit_and_report(status, |document| document.change_texts(&changes));
    }

    /// Works out what replacing many texts makes of the map.
    pub(super) fn replace_many(&mut self, replacement: Box<Replacement>) {
        let (document, base) = (self.document.id, self.document.editor.snapshot());
        self.jobs.start(JobName::ReplaceTexts, move |token| {
            let outcome = replacement.carry_out(&base, &|part| token.report_progress(part));
            outcome.map_or(JobResult::Cancelled, |outcome| {
                JobResult::TextsReplaced(Box::new(ReplacementResult { document, base, replacement, outcome }))
            })
        });
    }

    /// Takes over what was worked out; if the map was edited meanwhile, it is worked out again.
    pub(super) fn on_texts_replaced(&mut self, result: ReplacementResult) {
        let ReplacementResult { document, base, replacement, outcome } = result;
        if document != self.document.id {
            return;
        }
        self.flush_draft();
        if !self.document.is_of(&base) {
            self.replace_many(replacement);
            return;
        }
        match outcome {
            Ok(replaced) => {
                let label = label(replaced.texts);
                let status = if replaced.left_out > 0 { UiText::ReplacedInPart } else { UiText::Replaced };
                self.edit_and_report(status, |document| {
                    document.editor.adopt(label, &base, replaced.map, replaced.patch);
                    Ok(())
                });
            }
            Err(violation) => self.show_violation(&violation),
        }
    }
}

fn label(texts: usize) -> EditLabel {
    EditLabel::ReplaceTexts(u32::try_from(texts).unwrap_or(u32::MAX))
}

impl Document {
    /// Whether the map is still this one.
    pub(super) fn is_of(&self, base: &Arc<LinkageMap>) -> bool {
        Arc::ptr_eq(base, &self.editor.snapshot())
    }

    fn change_texts(&mut self, changes: &[TextChange]) -> Result<(), Violation> {
        self.editor.edit(label(changes.len()), |edit| change_texts(edit, changes))
    }
}
