//! Replaces texts of records.

use super::document::Document;
use super::shell::Shell;
use crate::editing::{TextChange, change_texts};
use crate::language::UiText;
use crate::map::{EditLabel, Violation};

impl Shell {
    /// Changes texts as one edit, but for those that are no longer as expected.
    pub(super) fn replace_texts(&mut self, mut changes: Vec<TextChange>) {
        let asked = changes.len();
        changes.retain(|change| change.fits(self.document.editor.map()));
        let status = if changes.len() < asked { UiText::ReplacedInPart } else { UiText::Replaced };
        self.edit_and_report(status, |document| document.change_texts(&changes));
    }
}

impl Document {
    fn change_texts(&mut self, changes: &[TextChange]) -> Result<(), Violation> {
        let count = u32::try_from(changes.len()).unwrap_or(u32::MAX);
        self.editor.edit(EditLabel::ReplaceTexts(count), |edit| change_texts(edit, changes))
    }
}
