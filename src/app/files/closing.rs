//! Leaving a document, and the program: what is asked first, what is waited for, and what calls it off.

use super::prompts::{AfterSave, FilePrompt};
use super::write::Content;
use super::{Effect, Files, FilesContext};
use crate::app::document::Document;
use crate::command::Command;

impl Files {
    /// Whether the file of a document is about to hold something else than the document as it is: an earlier state of it,
    /// or another document that was saved to the same file.
    pub fn has_stale_write(&self, document: &Document) -> bool {
        let own = self.path(document.id);
        self.writes.iter().any(|write| match write.state_of(document.id) {
            Some(state) => state != document.editor.state(),
            None => matches!(write.content, Content::Map { .. }) && own == Some(&write.path),
        })
    }

    /// Whoever wants something else of files does not want to leave any more, nor what was asked about the document.
    pub fn cancel_pending(&mut self) {
        self.after_save = None;
        self.quit_state = None;
        self.prompts.retain(|(_, question)| !matches!(question, FilePrompt::SaveFirst { .. } | FilePrompt::Writing));
    }

    /// Asks whether to save the document before it is left. Where just this state of it is being saved, that is waited
    /// for instead.
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

    /// Ends the program, once everything is written.
    pub fn quit(&mut self, context: &mut FilesContext<'_>) {
        // Whoever quits does not want to see another map first.
        self.stop_opening();
        self.on_document_closing(context);
        self.quit_state = Some(context.document.editor.state());
        if self.writes.iter().any(|write| !write.content.is_background()) {
            self.push_prompt(FilePrompt::Writing);
        }
    }

    /// Ends the program, where that was asked for. What a job has changed in the map since is asked about first.
    pub(super) fn close(&mut self, document: &Document) -> Option<Effect> {
        let agreed = self.quit_state.take()?;
        self.prompts.retain(|(_, question)| !matches!(question, FilePrompt::Writing));
        let is_changed = document.is_typing() || document.is_dirty() && document.editor.state() != agreed;
        Some(if is_changed { Effect::Execute(Command::Quit) } else { Effect::Close })
    }

    /// Whether the program ends once everything is written.
    pub fn is_quitting(&self) -> bool {
        self.quit_state.is_some()
    }

    /// Ends the program, where that was asked for and nothing is left to be written or answered.
    pub fn finish_quitting(&mut self, document: &Document) -> Option<Effect> {
        let has_prompt = self.prompts.iter().any(|(_, question)| !matches!(question, FilePrompt::Writing));
        if self.writes.is_empty() && !has_prompt { self.close(document) } else { None }
    }

    /// Something that was to be written is not, whatever it was: nobody leaves before reading that.
    pub(super) fn cancel_close(&mut self) {
        self.after_save = None;
        self.cancel_quit();
    }

    /// The program does not end: there is something to be read or answered first.
    pub(super) fn cancel_quit(&mut self) {
        self.quit_state = None;
        self.prompts.retain(|(_, question)| !matches!(question, FilePrompt::Writing));
    }

    /// What waited for the save of a document, where nothing of it is saved any more.
    pub(super) fn resume_after_save(&mut self, document: &Document) -> Option<Effect> {
        let saves = self.writes.iter().any(|write| write.state_of(document.id).is_some());
        let asks = self.prompts.iter().any(|(_, question)| matches!(question, FilePrompt::ChangedOutside { .. }));
        if saves || asks {
            return None;
        }
        // Edited meanwhile, it is asked again.
        self.after_save.take_if(|leaving| leaving.document == document.id).map(|leaving| Effect::Execute(leaving.then))
    }
}
