//! File dialogs of the system and prompts of the window, and how their answers are handled.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::templates::TemplateDraft;
use super::write::Content;
use super::{DialogRequest, DialogResult, Effect, Export, Files, FilesContext, Replaces, RequestId};
use crate::app::document::DocumentId;
use crate::app::file_names::{MAP_EXTENSION, TABLE_EXTENSION, suggested_name, with_default_extension};
use crate::app::job_types::{JobName, JobResult};
use crate::command::{Command, ComparedState};
use crate::exchange::save_sentence;
use crate::language::{LockHolder, UiText};
use crate::map::LinkageMap;
use crate::panels::{DialogAnswer, FileKind, PathPrompt};
use crate::storage::{SaveError, WorkingCopy, absolute, is_folder};

/// What a file is chosen for.
pub(in crate::app) enum Purpose {
    /// To open it.
    Open,
    /// To compare a document with the map in it.
    Compare(DocumentId),
    /// To merge a document with the copy in it.
    Merge(DocumentId),
    /// To take the map in it for what a document and a copy of it come from.
    MergeBase(DocumentId),
    /// To import the tables in it, into a document.
    Import(DocumentId),
    /// To save a document in the state at the request.
    Save { document: DocumentId, map: Arc<LinkageMap>, state: u64 },
    /// To export a table or picture.
    Export(Box<Export>),
}

impl Purpose {
    fn kind(&self) -> FileKind {
        match self {
            Self::Open | Self::Save { .. } => FileKind::Map,
            Self::Compare(_) => FileKind::Compared,
            Self::Merge(_) => FileKind::Copy,
            Self::MergeBase(_) => FileKind::MergeBase,
            Self::Import(_) => FileKind::Tables,
            Self::Export(export) => export.kind(),
        }
    }

    pub(super) fn is_saving(&self) -> bool {
        matches!(self, Self::Save { .. } | Self::Export(_))
    }

    /// The document to save.
    fn document(&self) -> Option<DocumentId> {
        match self {
            Self::Save { document, .. } => Some(*document),
            Self::Open | Self::Compare(_) | Self::Merge(_) | Self::MergeBase(_) | Self::Import(_) | Self::Export(_) => {
                None
            }
        }
    }

    /// What is done with files that were chosen to be read.
    fn reading(&self, paths: Vec<PathBuf>, open: DocumentId) -> Option<Command> {
        match self {
            Self::Open => paths.into_iter().next().map(Command::OpenPath),
            Self::Compare(document) | Self::Merge(document) | Self::MergeBase(document) => {
                let path = paths.into_iter().next().filter(|_| *document == open)?;
                Some(match self {
                    Self::Merge(_) => Command::MergeWith(path),
                    Self::MergeBase(_) => Command::SetMergeBase(Some(path)),
                    _ => Command::CompareWith(ComparedState::File(path)),
                })
            }
            Self::Import(document) => (*document == open).then_some(Command::ImportFiles(paths)),
            Self::Save { .. } | Self::Export(_) => None,
        }
    }

    /// A chosen path, with its ending where it has none.
    fn with_ending(&self, path: PathBuf) -> PathBuf {
        match self {
            Self::Export(export) => export.with_ending(path),
            Self::Import(_) => with_default_extension(path, TABLE_EXTENSION),
            Self::Open | Self::Save { .. } | Self::Compare(_) | Self::Merge(_) | Self::MergeBase(_) => {
                with_default_extension(path, MAP_EXTENSION)
            }
        }
    }
}

/// A modal prompt about a file.
pub(in crate::app) enum FilePrompt {
    /// Whether to save a document before it closes.
    SaveFirst { document: DocumentId, then: Command },
    /// Path entry, where the system has no dialog.
    Path { prompt: PathPrompt, purpose: Purpose },
    /// Whether to replace an existing file that the dialog did not ask about, as the extension was added afterwards.
    Replace { path: PathBuf, purpose: Purpose },
    /// Whether to overwrite a file that another program has changed.
    ChangedOutside { document: DocumentId, path: PathBuf },
    /// Whether to take a file over from somebody else who has it, and save.
    TakenOver { document: DocumentId, path: PathBuf, holder: LockHolder },
    /// Whether edits that are in no file give way to what the file has.
    Reload { document: DocumentId },
    /// A map could not be saved: whether to save it under another name.
    SaveFailed(Box<UnsavedMap>),
    /// Whether to open a map with which the program has died repeatedly.
    Dangerous { path: PathBuf },
    /// Under which name to keep a map as a template, and whether to replace the one of this name.
    Template(Box<TemplateDraft>),
    /// Whether to delete a template.
    RemoveTemplate { path: PathBuf },
    /// Waiting for writes before quitting.
    Writing,
}

impl FilePrompt {
    /// The document that a positive answer would save.
    pub fn document(&self) -> Option<DocumentId> {
        match self {
            Self::SaveFirst { document, .. }
            | Self::ChangedOutside { document, .. }
            | Self::TakenOver { document, .. } => Some(*document),
            Self::SaveFailed(unsaved) => Some(unsaved.document),
            Self::Path { purpose, .. } | Self::Replace { purpose, .. } => purpose.document(),
            Self::Reload { .. }
            | Self::Dangerous { .. }
            | Self::Template(_)
            | Self::RemoveTemplate { .. }
            | Self::Writing => None,
        }
    }

    /// The prompt for a path, or for the name of a template.
    pub fn path(&self) -> Option<&PathPrompt> {
        match self {
            Self::Path { prompt, .. } => Some(prompt),
            Self::Template(draft) => Some(&draft.prompt),
            _ => None,
        }
    }

    /// The same, for editing its input.
    pub fn path_mut(&mut self) -> Option<&mut PathPrompt> {
        match self {
            Self::Path { prompt, .. } => Some(prompt),
            Self::Template(draft) => Some(&mut draft.prompt),
            _ => None,
        }
    }

    /// Whether it asks for the path of a save of this document.
    fn is_path_of(&self, document: DocumentId) -> bool {
        matches!(self, Self::Path { .. } | Self::Replace { .. }) && self.document() == Some(document)
    }
}

/// A map that could not be saved, as it was when that was asked for.
pub(in crate::app) struct UnsavedMap {
    pub document: DocumentId,
    pub map: Arc<LinkageMap>,
    pub state: u64,
    /// Why not.
    pub message: String,
}

/// Command to execute once a document is saved.
pub(super) struct AfterSave {
    pub document: DocumentId,
    pub then: Command,
}

impl Files {
    /// The current prompt.
    pub fn prompt(&self) -> Option<&FilePrompt> {
        self.prompts.front().map(|(_, prompt)| prompt)
    }

    /// The current prompt, for editing its input.
    pub fn prompt_mut(&mut self) -> Option<&mut FilePrompt> {
        self.prompts.front_mut().map(|(_, prompt)| prompt)
    }

    /// Id of the current prompt.
    pub fn prompt_id(&self) -> Option<RequestId> {
        self.prompts.front().map(|(id, _)| *id)
    }

    /// Closes all prompts unanswered.
    pub fn dismiss_prompts(&mut self) {
        self.prompts.clear();
    }

    pub(super) fn push_prompt(&mut self, prompt: FilePrompt) {
        let request = self.next_request();
        self.prompts.push_back((request, prompt));
    }

    pub(super) fn push_prompt_front(&mut self, prompt: FilePrompt) {
        let request = self.next_request();
        self.prompts.push_front((request, prompt));
    }

    /// Whether the user is being asked where to save a document.
    pub(super) fn has_pending_save_dialog(&self, document: DocumentId) -> bool {
        self.dialogs.values().any(|purpose| purpose.document() == Some(document))
            || self.prompts.iter().any(|(_, prompt)| prompt.is_path_of(document))
    }

    /// Asks which map to open.
    pub fn ask_to_open(&mut self, context: &mut FilesContext<'_>) {
        self.open_dialog(Purpose::Open, context);
    }

    /// Asks which map to compare the document with.
    pub fn ask_to_compare(&mut self, context: &mut FilesContext<'_>) {
        let document = context.document.id;
        self.open_dialog(Purpose::Compare(document), context);
    }

    /// Asks which copy to merge the document with.
    pub fn ask_to_merge(&mut self, context: &mut FilesContext<'_>) {
        let document = context.document.id;
        self.open_dialog(Purpose::Merge(document), context);
    }

    /// Asks what the document and a copy of it come from.
    pub fn ask_for_merge_base(&mut self, context: &mut FilesContext<'_>) {
        let document = context.document.id;
        self.open_dialog(Purpose::MergeBase(document), context);
    }

    /// Asks which files with tables to import.
    pub fn ask_to_import(&mut self, context: &mut FilesContext<'_>) {
        let document = context.document.id;
        self.open_dialog(Purpose::Import(document), context);
    }

    /// Asks whether to open a map with which the program has died repeatedly.
    pub fn ask_about_dangerous(&mut self, path: PathBuf) {
        self.push_prompt(FilePrompt::Dangerous { path });
    }

    /// Asks whether the unsaved edits of a document give way to what its file has.
    pub fn ask_to_reload(&mut self, document: DocumentId) {
        if !self.prompts.iter().any(|(_, prompt)| matches!(prompt, FilePrompt::Reload { .. })) {
            self.push_prompt(FilePrompt::Reload { document });
        }
    }

    /// Asks where to save an export.
    pub fn ask_to_export(&mut self, export: Export, context: &mut FilesContext<'_>) {
        self.open_dialog(Purpose::Export(Box::new(export)), context);
    }

    pub(super) fn open_dialog(&mut self, purpose: Purpose, context: &mut FilesContext<'_>) {
        let dialog_request = DialogRequest {
            saving: purpose.is_saving(),
            kind: purpose.kind(),
            folder: self.folder(&purpose, context),
            name: self
                .suggested_path(&purpose, context.document.id)
                .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned())),
            language: context.language,
        };
        let request = self.next_request();
        self.dialogs.insert(request, purpose);
        let await_result = context.environment.dialogs.ask(&dialog_request);
        context.jobs.start(JobName::Pick(request), move |_| JobResult::DialogClosed(request, await_result()));
    }

    /// Initial folder of a dialog.
    fn folder(&self, purpose: &Purpose, context: &FilesContext<'_>) -> Option<PathBuf> {
        let own = self.path(context.document.id);
        let near = match purpose {
            Purpose::Export(_)
            | Purpose::Import(_)
            | Purpose::Compare(_)
            | Purpose::Merge(_)
            | Purpose::MergeBase(_) => own,
            Purpose::Open | Purpose::Save { .. } => own.or(context.recent_path),
        };
        near.and_then(Path::parent).or(context.environment.documents_dir.as_deref()).map(Path::to_owned)
    }

    /// Suggested path: the document's own, or a name from its title or the export.
    fn suggested_path(&self, purpose: &Purpose, open: DocumentId) -> Option<PathBuf> {
        match purpose {
            Purpose::Open | Purpose::Compare(_) | Purpose::Merge(_) | Purpose::MergeBase(_) | Purpose::Import(_) => {
                None
            }
            Purpose::Save { document, map, .. } => {
                let own = self.current_path(*document).filter(|_| *document == open).map(Path::to_owned);
                Some(own.unwrap_or_else(|| suggested_name(&map.info().title).into()))
            }
            Purpose::Export(export) => Some(export.suggested_name().into()),
        }
    }

    /// Handles the result of a file dialog.
    pub fn on_dialog_result(
        &mut self,
        request: RequestId,
        dialog_result: DialogResult,
        context: &mut FilesContext<'_>,
    ) -> Vec<Effect> {
        let Some(purpose) = self.dialogs.remove(&request) else { return Vec::new() };
        match dialog_result {
            DialogResult::Path { path, .. } => return self.on_path_chosen(path, false, purpose, context),
            DialogResult::Paths(paths) => {
                return purpose.reading(paths, context.document.id).map(Effect::Execute).into_iter().collect();
            }
            DialogResult::Cancelled => self.on_cancelled(&purpose, context.document.id),
            DialogResult::Unavailable { .. } => {
                let saving = purpose.is_saving();
                let proposed = self.suggested_path(&purpose, context.document.id);
                let typed = match proposed {
                    Some(path) => {
                        let folder = self.folder(&purpose, context).unwrap_or_default();
                        folder.join(path).to_string_lossy().into_owned()
                    }
                    None => std::mem::take(&mut self.typed_path),
                };
                let prompt = PathPrompt { saving, kind: purpose.kind(), input: typed, exists: false };
                self.push_prompt(FilePrompt::Path { prompt, purpose });
            }
        }
        Vec::new()
    }

    /// Handles cancellation: a close waiting for this save is cancelled too.
    fn on_cancelled(&mut self, purpose: &Purpose, open: DocumentId) {
        if purpose.document() == Some(open) {
            self.after_save = None;
        }
    }

    /// Handles a chosen path. Asks before replacing an existing file, unless `confirmed` or the path is exactly the
    /// system dialog's, which has asked.
    fn on_path_chosen(
        &mut self,
        chosen: PathBuf,
        confirmed: bool,
        purpose: Purpose,
        context: &mut FilesContext<'_>,
    ) -> Vec<Effect> {
        if !purpose.is_saving() {
            return purpose.reading(vec![chosen], context.document.id).map(Effect::Execute).into_iter().collect();
        }
        let chosen = absolute(chosen);
        let path = match save_path(&chosen, &purpose, context) {
            Ok(path) => path,
            Err(message) => {
                self.on_cancelled(&purpose, context.document.id);
                return self.on_unusable_path(message, purpose);
            }
        };
        let is_there = file_exists(&path, context);
        if !confirmed && path != chosen && is_there {
            self.push_prompt(FilePrompt::Replace { path, purpose });
            return Vec::new();
        }
        let replaces = if is_there { Replaces::AnyMap } else { Replaces::Nothing };
        match purpose {
            Purpose::Save { document, .. } if document == context.document.id => self.save_to(path, replaces, context),
            Purpose::Save { document, map, state } => {
                // That document is closed: saved as it was when requested, as a new working copy.
                let fresh = WorkingCopy::new(&map, (context.environment.random)());
                let content = Content::Map { map, state, block: fresh.block, replaces };
                self.enqueue(Some(document), path, content);
                self.start_ready(context);
            }
            Purpose::Export(export) => {
                self.enqueue(None, path, Content::Export(export));
                self.start_ready(context);
            }
            Purpose::Open | Purpose::Compare(_) | Purpose::Merge(_) | Purpose::MergeBase(_) | Purpose::Import(_) => {}
        }
        Vec::new()
    }

    /// Tells why nothing is written to a path that was chosen; for a map another one can be chosen.
    fn on_unusable_path(&mut self, message: String, purpose: Purpose) -> Vec<Effect> {
        if let Purpose::Save { document, map, state } = purpose {
            self.push_prompt(FilePrompt::SaveFailed(Box::new(UnsavedMap { document, map, state, message })));
            return Vec::new();
        }
        vec![Effect::Error { title: UiText::CannotSave, message }]
    }

    /// Handles the answer to the current prompt.
    pub fn answer(&mut self, answer: DialogAnswer, context: &mut FilesContext<'_>) -> Vec<Effect> {
        let Some((_, prompt)) = self.prompts.pop_front() else { return Vec::new() };
        match (prompt, answer) {
            (FilePrompt::SaveFirst { document, .. }, _) if document != context.document.id => Vec::new(),
            (FilePrompt::SaveFirst { document, then }, DialogAnswer::Yes) => {
                self.after_save = Some(AfterSave { document, then });
                vec![Effect::ExecuteConfirmed(Command::Save)]
            }
            (FilePrompt::SaveFirst { then, .. }, DialogAnswer::No) => vec![Effect::ExecuteConfirmed(then)],
            (FilePrompt::SaveFirst { .. }, DialogAnswer::Cancel)
            | (FilePrompt::Dangerous { .. }, DialogAnswer::No | DialogAnswer::Cancel) => Vec::new(),
            (FilePrompt::Path { prompt: path_prompt, purpose }, DialogAnswer::Yes) => {
                self.on_path_typed(path_prompt, purpose, context)
            }
            (
                FilePrompt::Path { purpose, .. } | FilePrompt::Replace { purpose, .. },
                DialogAnswer::Cancel | DialogAnswer::No,
            ) => {
                self.on_cancelled(&purpose, context.document.id);
                Vec::new()
            }
            (FilePrompt::Replace { path, purpose }, DialogAnswer::Yes) => {
                self.on_path_chosen(path, true, purpose, context)
            }
            (FilePrompt::ChangedOutside { document, .. } | FilePrompt::TakenOver { document, .. }, _)
                if document != context.document.id =>
            {
                Vec::new()
            }
            (FilePrompt::ChangedOutside { path, .. }, DialogAnswer::Yes) => {
                self.save_over(path, Replaces::AnyMap, context);
                Vec::new()
            }
            (FilePrompt::TakenOver { path, .. }, DialogAnswer::Yes) => {
                vec![Effect::TakeOver(path.clone()), Effect::ExecuteConfirmed(Command::SaveTo(path))]
            }
            (FilePrompt::Dangerous { path }, DialogAnswer::Yes) => vec![Effect::Execute(Command::OpenPath(path))],
            (FilePrompt::ChangedOutside { .. } | FilePrompt::TakenOver { .. }, DialogAnswer::No) => {
                vec![Effect::ExecuteConfirmed(Command::SaveAs)]
            }
            (FilePrompt::ChangedOutside { .. } | FilePrompt::TakenOver { .. }, DialogAnswer::Cancel) => {
                // Whoever goes back here does not want to leave either, whatever was answered before.
                (self.after_save, self.quitting) = (None, None);
                Vec::new()
            }
            (FilePrompt::Reload { document }, DialogAnswer::Yes) if document == context.document.id => {
                vec![Effect::Reload]
            }
            (FilePrompt::Reload { .. }, _) | (FilePrompt::SaveFailed(_), DialogAnswer::No | DialogAnswer::Cancel) => {
                Vec::new()
            }
            (FilePrompt::SaveFailed(unsaved), DialogAnswer::Yes) if unsaved.document == context.document.id => {
                vec![Effect::ExecuteConfirmed(Command::SaveAs)]
            }
            (FilePrompt::SaveFailed(unsaved), DialogAnswer::Yes) => {
                let UnsavedMap { document, map, state, .. } = *unsaved;
                self.open_dialog(Purpose::Save { document, map, state }, context);
                Vec::new()
            }
            (FilePrompt::Template(draft), _) => self.on_template_named(draft, answer, context),
            (FilePrompt::RemoveTemplate { path }, _) => {
                if answer == DialogAnswer::Yes {
                    self.enqueue(None, path, Content::TemplateRemoval);
                    self.start_ready(context);
                }
                Vec::new()
            }
            (FilePrompt::Writing, DialogAnswer::No) => self.close(context).into_iter().collect(),
            (FilePrompt::Writing, DialogAnswer::Yes | DialogAnswer::Cancel) => {
                self.quitting = None;
                Vec::new()
            }
        }
    }

    /// Handles a path typed into the path prompt.
    fn on_path_typed(
        &mut self,
        path_prompt: PathPrompt,
        purpose: Purpose,
        context: &mut FilesContext<'_>,
    ) -> Vec<Effect> {
        let chosen = PathBuf::from(path_prompt.input.trim());
        if chosen.as_os_str().is_empty() {
            self.push_prompt_front(FilePrompt::Path { prompt: path_prompt, purpose });
            return Vec::new();
        }
        if !purpose.is_saving() {
            self.typed_path = path_prompt.input;
            return purpose.reading(vec![chosen], context.document.id).map(Effect::Execute).into_iter().collect();
        }
        let path = match save_path(&absolute(chosen), &purpose, context) {
            Ok(path) => path,
            Err(message) => {
                // The path stays in its field for correction.
                self.push_prompt_front(FilePrompt::Path { prompt: path_prompt, purpose });
                return vec![Effect::Error { title: UiText::CannotSave, message }];
            }
        };
        let is_own = matches!(&purpose, Purpose::Save { document, .. } if self.current_path(*document) == Some(&path));
        if !path_prompt.exists && !is_own && file_exists(&path, context) {
            let typed = path.to_string_lossy().into_owned();
            let path_prompt = PathPrompt { exists: true, input: typed, ..path_prompt };
            self.push_prompt_front(FilePrompt::Path { prompt: path_prompt, purpose });
            return Vec::new();
        }
        self.on_path_chosen(path, true, purpose, context)
    }
}

/// The path to save to, with its default extension. A path that ends like a folder, or is one on disk, gets no extension
/// and is not written to: the reason is given instead.
fn save_path(chosen: &Path, purpose: &Purpose, context: &FilesContext<'_>) -> Result<PathBuf, String> {
    let ends_like_folder = chosen.as_os_str().to_string_lossy().ends_with(std::path::is_separator);
    if ends_like_folder || is_folder(&*context.environment.disk, chosen) {
        let source = std::io::ErrorKind::IsADirectory.into();
        let error = SaveError::Unwritable { path: chosen.to_owned(), source };
        return Err(save_sentence(&error, context.language));
    }
    Ok(purpose.with_ending(chosen.to_owned()))
}

fn file_exists(path: &Path, context: &FilesContext<'_>) -> bool {
    context.environment.disk.metadata(path).is_ok_and(|found| found.is_some())
}
