//! What is asked about files, by dialogs of the system and by the window itself, and what the answers lead to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::write::Content;
use super::{DialogRequest, DialogResult, Effect, Export, Files, FilesContext, RequestId};
use crate::app::document::DocumentId;
use crate::app::errors::save_sentence;
use crate::app::file_names::{
    MAP_EXTENSION, PICTURE_EXTENSION, TABLE_EXTENSION, suggested_name, with_default_extension,
};
use crate::app::job_types::{JobName, JobResult};
use crate::command::Command;
use crate::language::UiText;
use crate::map::LinkageMap;
use crate::panels::{DialogAnswer, FileKind, PathPrompt};
use crate::storage::{SaveError, WorkingCopy, absolute};

/// What a file is asked for.
pub(in crate::app) enum Purpose {
    /// To open it.
    Open,
    /// To save a document, which was in this state when it was asked.
    Save { document: DocumentId, map: Arc<LinkageMap>, state: u64 },
    /// To write something of a document to.
    Export(Box<Export>),
}

impl Purpose {
    fn kind(&self) -> FileKind {
        match self {
            Self::Open | Self::Save { .. } => FileKind::Map,
            Self::Export(export) => export.kind(),
        }
    }

    pub(super) fn is_saving(&self) -> bool {
        !matches!(self, Self::Open)
    }

    fn extension(&self) -> &'static str {
        match self.kind() {
            FileKind::Map => MAP_EXTENSION,
            FileKind::Table => TABLE_EXTENSION,
            FileKind::Picture => PICTURE_EXTENSION,
        }
    }
}

/// A question that stands before everything else.
pub(in crate::app) enum FilePrompt {
    /// Whether to save a document before it is left.
    SaveFirst { document: DocumentId, then: Command },
    /// Which path, where the system has no dialog.
    Path { asked: PathPrompt, purpose: Purpose },
    /// Whether to replace a file that nobody was asked about: its ending was added afterwards.
    Replace { path: PathBuf, purpose: Purpose },
    /// Whether to write over a file that somebody else has changed since.
    ChangedOutside { document: DocumentId, path: PathBuf },
    /// What is still written is waited for before the program ends.
    Writing,
}

/// What is to be done once a document is saved.
pub(super) struct AfterSave {
    pub document: DocumentId,
    pub then: Command,
}

impl Files {
    /// The question that stands before everything else.
    pub fn prompt(&self) -> Option<&FilePrompt> {
        self.prompts.front().map(|(_, question)| question)
    }

    /// The same, for what is typed in it.
    pub fn prompt_mut(&mut self) -> Option<&mut FilePrompt> {
        self.prompts.front_mut().map(|(_, question)| question)
    }

    /// Names the question that stands before everything else.
    pub fn prompt_id(&self) -> Option<RequestId> {
        self.prompts.front().map(|(id, _)| *id)
    }

    /// Nobody answers what is asked.
    pub fn dismiss_prompts(&mut self) {
        self.prompts.clear();
    }

    pub(super) fn push_prompt(&mut self, question: FilePrompt) {
        let request = self.next_request();
        self.prompts.push_back((request, question));
    }

    fn push_prompt_front(&mut self, question: FilePrompt) {
        let request = self.next_request();
        self.prompts.push_front((request, question));
    }

    /// Whether its user is being asked where to save a document.
    pub(super) fn has_pending_save_dialog(&self, document: DocumentId) -> bool {
        let is_save_of = |purpose: &Purpose| matches!(purpose, Purpose::Save { document: id, .. } if *id == document);
        let by_question = |question: &FilePrompt| match question {
            FilePrompt::Path { purpose, .. } | FilePrompt::Replace { purpose, .. } => is_save_of(purpose),
            _ => false,
        };
        self.dialogs.values().any(is_save_of) || self.prompts.iter().any(|(_, question)| by_question(question))
    }

    /// Asks which map to open.
    pub fn ask_to_open(&mut self, context: &mut FilesContext<'_>) {
        self.open_dialog(Purpose::Open, context);
    }

    /// Asks where to write something.
    pub fn ask_to_export(&mut self, export: Export, context: &mut FilesContext<'_>) {
        self.open_dialog(Purpose::Export(Box::new(export)), context);
    }

    pub(super) fn open_dialog(&mut self, purpose: Purpose, context: &mut FilesContext<'_>) {
        let question = DialogRequest {
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
        let await_result = context.environment.dialogs.ask(&question);
        context.jobs.start(JobName::Pick(request), move |_| JobResult::DialogClosed(request, await_result()));
    }

    /// Where to begin looking.
    fn folder(&self, purpose: &Purpose, context: &FilesContext<'_>) -> Option<PathBuf> {
        let own = self.path(context.document.id);
        let near = match purpose {
            Purpose::Export(_) => own,
            Purpose::Open | Purpose::Save { .. } => own.or(context.recent_path),
        };
        near.and_then(Path::parent).or(context.environment.documents.as_deref()).map(Path::to_owned)
    }

    /// A path to save to: the document's own, or one that its title, or what is exported, says.
    fn suggested_path(&self, purpose: &Purpose, open: DocumentId) -> Option<PathBuf> {
        match purpose {
            Purpose::Open => None,
            Purpose::Save { document, map, .. } => {
                let own = self.current_path(*document).filter(|_| *document == open).map(Path::to_owned);
                Some(own.unwrap_or_else(|| suggested_name(&map.info().title).into()))
            }
            Purpose::Export(export) => Some(export.suggested_name().into()),
        }
    }

    /// A file dialog was answered.
    pub fn on_dialog_result(
        &mut self,
        request: RequestId,
        dialog_result: DialogResult,
        context: &mut FilesContext<'_>,
    ) -> Vec<Effect> {
        let Some(purpose) = self.dialogs.remove(&request) else { return Vec::new() };
        match dialog_result {
            DialogResult::Path { path, .. } => return self.on_path(path, false, purpose, context),
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
                let asked = PathPrompt { saving, kind: purpose.kind(), input: typed, exists: false };
                self.push_prompt(FilePrompt::Path { asked, purpose });
            }
        }
        Vec::new()
    }

    /// Its user thought better of it, and so of leaving after it.
    fn on_cancelled(&mut self, purpose: &Purpose, open: DocumentId) {
        if matches!(purpose, Purpose::Save { document, .. } if *document == open) {
            self.after_save = None;
        }
    }

    /// A path was chosen. Whoever chose it was asked about what stands there only if it is `agreed`, or if it is the very
    /// path that a dialog of the system gave.
    fn on_path(
        &mut self,
        chosen: PathBuf,
        confirmed: bool,
        purpose: Purpose,
        context: &mut FilesContext<'_>,
    ) -> Vec<Effect> {
        if !purpose.is_saving() {
            return vec![Effect::Execute(Command::OpenPath(chosen))];
        }
        let chosen = absolute(chosen);
        if is_folder(&chosen, context) {
            self.on_cancelled(&purpose, context.document.id);
            return vec![folder_error(chosen, context)];
        }
        let path = with_default_extension(chosen.clone(), purpose.extension());
        let is_there = || context.environment.disk.fingerprint(&path).is_ok_and(|found| found.is_some());
        if !confirmed && path != chosen && is_there() {
            self.push_prompt(FilePrompt::Replace { path, purpose });
            return Vec::new();
        }
        match purpose {
            Purpose::Save { document, .. } if document == context.document.id => self.save_to(path, false, context),
            Purpose::Save { document, map, state } => {
                // That document is no longer open: it is saved as it was when it was asked for, as a further copy.
                let fresh = WorkingCopy::new(&map, (context.environment.random)());
                let content = Content::Map { map, state, block: fresh.block, anyway: true };
                self.enqueue(Some(document), path, content);
                self.start_ready(context);
            }
            Purpose::Export(export) => {
                self.enqueue(None, path, Content::Export(export));
                self.start_ready(context);
            }
            Purpose::Open => {}
        }
        Vec::new()
    }

    /// The question that stands before everything else was answered.
    pub fn answer(&mut self, answer: DialogAnswer, context: &mut FilesContext<'_>) -> Vec<Effect> {
        let Some((_, question)) = self.prompts.pop_front() else { return Vec::new() };
        match (question, answer) {
            (FilePrompt::SaveFirst { document, .. }, _) if document != context.document.id => Vec::new(),
            (FilePrompt::SaveFirst { document, then }, DialogAnswer::Yes) => {
                self.after_save = Some(AfterSave { document, then });
                vec![Effect::ExecuteConfirmed(Command::Save)]
            }
            (FilePrompt::SaveFirst { then, .. }, DialogAnswer::No) => vec![Effect::ExecuteConfirmed(then)],
            (FilePrompt::SaveFirst { .. }, DialogAnswer::Cancel) => Vec::new(),
            (FilePrompt::Path { asked: path_prompt, purpose }, DialogAnswer::Yes) => {
                self.on_typed(path_prompt, purpose, context)
            }
            (
                FilePrompt::Path { purpose, .. } | FilePrompt::Replace { purpose, .. },
                DialogAnswer::Cancel | DialogAnswer::No,
            ) => {
                self.on_cancelled(&purpose, context.document.id);
                Vec::new()
            }
            (FilePrompt::Replace { path, purpose }, DialogAnswer::Yes) => self.on_path(path, true, purpose, context),
            (FilePrompt::ChangedOutside { document, .. }, _) if document != context.document.id => Vec::new(),
            (FilePrompt::ChangedOutside { path, .. }, DialogAnswer::Yes) => {
                self.save_to(path, true, context);
                Vec::new()
            }
            (FilePrompt::ChangedOutside { .. }, DialogAnswer::No) => vec![Effect::ExecuteConfirmed(Command::SaveAs)],
            (FilePrompt::ChangedOutside { .. }, DialogAnswer::Cancel) => {
                self.after_save = None;
                Vec::new()
            }
            (FilePrompt::Writing, DialogAnswer::No) => self.close(context.document).into_iter().collect(),
            (FilePrompt::Writing, DialogAnswer::Yes | DialogAnswer::Cancel) => {
                self.quit_state = None;
                Vec::new()
            }
        }
    }

    /// A path was typed where the system has no dialog.
    fn on_typed(&mut self, path_prompt: PathPrompt, purpose: Purpose, context: &mut FilesContext<'_>) -> Vec<Effect> {
        let chosen = PathBuf::from(path_prompt.input.trim());
        if chosen.as_os_str().is_empty() {
            self.push_prompt_front(FilePrompt::Path { asked: path_prompt, purpose });
            return Vec::new();
        }
        if !purpose.is_saving() {
            self.typed_path = path_prompt.input;
            return vec![Effect::Execute(Command::OpenPath(chosen))];
        }
        let chosen = absolute(chosen);
        if is_folder(&chosen, context) {
            // It stays in its field, to be corrected.
            self.push_prompt_front(FilePrompt::Path { asked: path_prompt, purpose });
            return vec![folder_error(chosen, context)];
        }
        let path = with_default_extension(chosen, purpose.extension());
        let is_own = matches!(&purpose, Purpose::Save { document, .. } if self.current_path(*document) == Some(&path));
        let is_there = || context.environment.disk.fingerprint(&path).is_ok_and(|found| found.is_some());
        if !path_prompt.exists && !is_own && is_there() {
            let typed = path.to_string_lossy().into_owned();
            let path_prompt = PathPrompt { exists: true, input: typed, ..path_prompt };
            self.push_prompt_front(FilePrompt::Path { asked: path_prompt, purpose });
            return Vec::new();
        }
        self.on_path(path, true, purpose, context)
    }
}

/// Whether a path says, or the disk knows, that a folder stands there: it gets no ending, and nothing is written to it.
fn is_folder(path: &Path, context: &FilesContext<'_>) -> bool {
    path.as_os_str().to_string_lossy().ends_with(std::path::is_separator) || context.environment.disk.is_folder(path)
}

fn folder_error(path: PathBuf, context: &FilesContext<'_>) -> Effect {
    let error = SaveError::Unwritable { path, source: std::io::ErrorKind::IsADirectory.into() };
    Effect::Error { title: UiText::CannotSave, message: save_sentence(&error, context.language) }
}
