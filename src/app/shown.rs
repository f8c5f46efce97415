//! What the window shows, as seen from outside.

use std::path::Path;

use super::document::DocumentId;
use super::files::FilePrompt;
use super::messages::Prompt;
use super::shell::Shell;
use crate::language::Language;
use crate::map::{Editor, LinkageMap, ProductId, Selection, ViewState, Year};
use crate::scene::ChangeMarks;

impl Shell {
    /// The current notice or prompt.
    pub fn prompt(&self) -> Option<Prompt> {
        if !self.messages.notices.is_empty() {
            return Some(Prompt::Notice);
        }
        self.files.prompt().map(|prompt| match prompt {
            FilePrompt::SaveFirst { .. } => Prompt::SaveFirst,
            FilePrompt::Path { prompt: path_prompt, .. } if path_prompt.saving => Prompt::SavePath,
            FilePrompt::Path { .. } => Prompt::OpenPath,
            FilePrompt::Replace { .. } => Prompt::Replace,
            FilePrompt::ChangedOutside { .. } => Prompt::ChangedOutside,
            FilePrompt::TakenOver { .. } => Prompt::TakenOver,
            FilePrompt::Reload { .. } => Prompt::Reload,
            FilePrompt::SaveFailed(_) => Prompt::SaveFailed,
            FilePrompt::Dangerous { .. } => Prompt::Dangerous,
            FilePrompt::Template(draft) if draft.prompt.exists => Prompt::ReplaceTemplate,
            FilePrompt::Template(_) => Prompt::TemplateName,
            FilePrompt::RemoveTemplate { .. } => Prompt::RemoveTemplate,
            FilePrompt::Writing => Prompt::Writing,
        })
    }

    /// The document that the current prompt would save; none for an export or a file to open.
    pub fn prompted_document(&self) -> Option<DocumentId> {
        self.files.prompt().and_then(FilePrompt::document)
    }

    /// The text in the prompt for a path, or for the name of a template.
    pub fn typed_path(&self) -> Option<&str> {
        self.files.prompt().and_then(FilePrompt::path).map(|prompt| prompt.input.as_str())
    }

    /// The template that the current prompt would delete.
    pub fn template_to_remove(&self) -> Option<&Path> {
        match self.files.prompt() {
            Some(FilePrompt::RemoveTemplate { path }) => Some(path),
            _ => None,
        }
    }

    /// The open document.
    pub fn document(&self) -> DocumentId {
        self.document.id
    }

    /// The file of the open map.
    pub fn path(&self) -> Option<&Path> {
        self.files.path(self.document.id)
    }

    /// The open map, without the draft.
    pub fn map(&self) -> &LinkageMap {
        self.document.editor.map()
    }

    /// The open map with its history, without the draft.
    pub fn history(&self) -> &Editor {
        &self.document.editor
    }

    /// The displayed map: the open one or the what-if map.
    pub fn shown_map(&self) -> &LinkageMap {
        self.document.map()
    }

    /// The lines in quick entry of the open document that are not in its map, if there are any.
    pub fn pending_entry(&self) -> Option<&str> {
        self.document.pending_entry()
    }

    /// What differs from the state that the map is compared with, as it is to be seen on it.
    pub fn change_marks(&self) -> Option<&ChangeMarks> {
        self.panels.comparison.marks()
    }

    /// The selection.
    pub fn selection(&self) -> &Selection {
        &self.document.session.view.selection
    }

    /// The view state including the camera.
    pub fn view(&self) -> ViewState {
        let camera = self.navigation.canvas(&self.derived, &self.document).map_camera();
        ViewState { camera: Some(camera), ..self.document.session.view.clone() }
    }

    /// The product whose chains are highlighted.
    pub fn product(&self) -> Option<ProductId> {
        self.document.session.view.product
    }

    /// The year in effect.
    pub fn year(&self) -> Year {
        self.document.year()
    }

    /// Zoom of the visible canvas: points per map unit.
    pub fn zoom(&self) -> f32 {
        self.navigation.canvas(&self.derived, &self.document).zoom()
    }

    /// The jobs, commands and writes that are pending, by their names.
    pub fn pending_work(&self) -> Vec<String> {
        let jobs = self.jobs.names().map(|name| format!("{name:?}"));
        let commands = self.commands.iter().map(|(_, command)| command.label(Language::English).to_owned());
        jobs.chain(commands).chain(self.files.is_writing().then(|| "writing".to_owned())).collect()
    }

    /// Whether anything is pending.
    pub fn is_working(&self) -> bool {
        !self.pending_work().is_empty()
    }

    /// Whether the journal has all edits, so that none is lost when the program is killed.
    pub fn is_journal_current(&self) -> bool {
        self.journals.are_current()
    }

    /// Whether the window closes once all writes are done.
    pub fn is_quitting(&self) -> bool {
        self.is_closing || self.files.is_quitting()
    }

    /// Whether the window is closing.
    pub fn is_closing(&self) -> bool {
        self.is_closing
    }
}
