//! Closing a document and quitting: prompts, waiting for writes, cancellation.

use super::prompts::{AfterSave, FilePrompt};
use super::write::Content;
use super::{Effect, Files, FilesContext};
use crate::app::document::{Document, Unsaved};
use crate::command::Command;

/// A request to quit that waits for writes.
pub(super) struct Quitting {
    /// What the user agreed to discard; nothing if everything was saved at the request.
    discarded: Unsaved,
}

impl Files {
    /// Whether a pending write leaves the document's file out of date: an earlier state of it, or another document
    /// saved to the same file.
    pub fn has_stale_write(&self, document: &Document) -> bool {
        let own = self.path(document.id);
        self.writes.iter().any(|write| match write.state_of(document.id) {
            Some(state) => state != document.editor.state(),
            None => matches!(write.content, Content::Map { .. }) && own == Some(&write.path),
        })
    }

    /// What would be lost if the open document were left now.
    pub(super) fn unsaved(&self, context: &FilesContext<'_>) -> Unsaved {
        let document = &*context.document;
        let is_changed = document.editor.is_dirty() || self.has_stale_write(document);
        Unsaved {
            state: is_changed.then(|| document.editor.state()),
            draft: document.draft().filter(|_| document.is_typing()).cloned(),
            refused: context.refused_texts.clone(),
            entry: document.pending_entry().map(str::to_owned),
        }
    }

    /// Cancels a pending close or quit with its prompts, as another file command was submitted.
    pub fn cancel_pending(&mut self) {
        self.after_save = None;
        self.quitting = None;
        self.prompts.retain(|(_, prompt)| !matches!(prompt, FilePrompt::SaveFirst { .. } | FilePrompt::Writing));
    }

    /// Asks whether to save the document before it closes. If this very state is being saved, waits for that instead.
    pub fn ask_to_save(&mut self, then: Command, document: &Document) {
        self.cancel_pending();
        let is_being_saved = !document.is_typing()
            && self.writes.iter().rev().find_map(|write| write.state_of(document.id)) == Some(document.editor.state());
        if is_being_saved {
            self.after_save = Some(AfterSave { document: document.id, then });
        } else {
            self.push_prompt(FilePrompt::SaveFirst { document: document.id, then });
        }
    }

    /// Quits once all writes are done.
    pub fn quit(&mut self, context: &mut FilesContext<'_>) {
        // Quitting cancels the read.
        self.stop_opening();
        self.on_document_closing(context);
        self.quitting = Some(Quitting { discarded: self.unsaved(context) });
        if self.writes.iter().any(|write| !write.content.is_background()) {
            self.push_prompt(FilePrompt::Writing);
        }
    }

    /// Closes if quitting was requested. Changes since then, such as a job's, are asked about first.
    pub(super) fn close(&mut self, context: &FilesContext<'_>) -> Option<Effect> {
        let Quitting { discarded } = self.quitting.take()?;
        self.prompts.retain(|(_, prompt)| !matches!(prompt, FilePrompt::Writing));
        let unsaved = self.unsaved(context);
        let is_agreed = unsaved.is_empty() || unsaved == discarded;
        Some(if is_agreed { Effect::Close } else { Effect::Execute(Command::Quit) })
    }

    /// Whether the program is quitting.
    pub fn is_quitting(&self) -> bool {
        self.quitting.is_some()
    }

    /// Closes if quitting was requested and no write or other prompt is left.
    pub fn finish_quitting(&mut self, context: &FilesContext<'_>) -> Option<Effect> {
        let has_prompt = self.prompts.iter().any(|(_, prompt)| !matches!(prompt, FilePrompt::Writing));
        if self.writes.is_empty() && !has_prompt { self.close(context) } else { None }
    }

    /// A write failed: cancels close and quit, so that the error is read.
    pub(super) fn cancel_close(&mut self) {
        self.after_save = None;
        self.cancel_quit();
    }

    /// Cancels quitting: something must be read or answered first.
    pub(super) fn cancel_quit(&mut self) {
        self.quitting = None;
        self.prompts.retain(|(_, prompt)| !matches!(prompt, FilePrompt::Writing));
    }

    /// The command that waited for a save, once no save of the document is pending.
    pub(super) fn resume_after_save(&mut self, document: &Document) -> Option<Effect> {
        let is_saving = self.writes.iter().any(|write| write.state_of(document.id).is_some());
        let is_prompted = self
            .prompts
            .iter()
            .any(|(_, prompt)| matches!(prompt, FilePrompt::ChangedOutside { .. } | FilePrompt::TakenOver { .. }));
        if is_saving || is_prompted {
            return None;
        }
        // If edited meanwhile, this is_prompted again.
        self.after_save.take_if(|after| after.document == document.id).map(|after| Effect::Execute(after.then))
    }
}
