//! The user's own templates: saved under a name, opened as new maps, removed.

use std::path::PathBuf;
use std::sync::Arc;

use super::prompts::FilePrompt;
use super::write::Content;
use super::{Effect, Files, FilesContext};
use crate::language::UiText;
use crate::map::LinkageMap;
use crate::panels::{DialogAnswer, FileKind, PathPrompt};
use crate::storage::{FileFingerprint, file_title};

/// A map that is to be kept as a template, and what its owner is asked about that.
pub(in crate::app) struct TemplateDraft {
    /// The name typed so far; it exists if the file was found to be there.
    pub prompt: PathPrompt,
    pub map: Arc<LinkageMap>,
    /// The file that would be replaced, as it was found.
    found: Option<FileFingerprint>,
}

impl Files {
    /// Asks under which name to keep the map as a template.
    pub fn ask_template_name(&mut self, context: &mut FilesContext<'_>) -> Option<Effect> {
        if context.environment.template_store.is_none() {
            return Some(refusal(UiText::NoTemplateFolder, context));
        }
        let map = context.document.editor.snapshot();
        let input = map.info().title.clone();
        self.push_prompt(template_prompt(input, map, None));
        None
    }

    /// Asks whether to delete a template.
    pub fn ask_to_remove_template(&mut self, path: PathBuf) {
        self.push_prompt(FilePrompt::RemoveTemplate { path });
    }

    /// Handles the answer to the name of a template.
    pub(super) fn on_template_named(
        &mut self,
        draft: Box<TemplateDraft>,
        answer: DialogAnswer,
        context: &mut FilesContext<'_>,
    ) -> Vec<Effect> {
        if answer != DialogAnswer::Yes {
            return Vec::new();
        }
        let store = context.environment.template_store.as_ref();
        let Some(path) = store.and_then(|store| store.path(&draft.prompt.input)) else {
            // The name stays in its field for correction.
            self.push_prompt_front(FilePrompt::Template(draft));
            return vec![refusal(UiText::TemplateNameUnusable, context)];
        };
        let TemplateDraft { prompt, map, found } = *draft;
        self.enqueue(None, path, Content::Template { map, agreed: found.filter(|_| prompt.exists) });
        self.start_ready(context);
        Vec::new()
    }

    /// Asks whether to replace the template that was found where one was to be saved.
    pub(super) fn on_template_exists(&mut self, path: &std::path::Path, map: Arc<LinkageMap>, found: FileFingerprint) {
        self.cancel_quit();
        self.push_prompt(template_prompt(file_title(path), map, Some(found)));
    }
}

fn template_prompt(input: String, map: Arc<LinkageMap>, found: Option<FileFingerprint>) -> FilePrompt {
    let prompt = PathPrompt { saving: true, kind: FileKind::Template, input, exists: found.is_some() };
    FilePrompt::Template(Box::new(TemplateDraft { prompt, map, found }))
}

fn refusal(reason: UiText, context: &FilesContext<'_>) -> Effect {
    Effect::Error { title: UiText::CannotSaveTemplate, message: reason.text(context.language).to_owned() }
}
