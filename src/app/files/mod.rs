//! File operations: reads, writes, dialogs, prompts and what waits for them, in one state machine.
//!
//! Invariants. A write belongs to the document or export that requested it and completes for it, whichever document is
//! open by then. Writes to one file, and saves of one document, run in the order requested; of queued ones only the
//! newest state is written. No file is written that the user has not chosen. Closing after a save happens only if that
//! save succeeded and no later command cancelled it.

mod closing;
mod drawing_export;
mod export;
mod opening;
pub(super) mod outcome;
mod prompts;
mod rescue;
mod templates;
mod write;

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};

pub(super) use drawing_export::DrawingExport;
pub(super) use export::{Export, ResultsExport, TableExportJob, TableSnapshot};
pub(super) use opening::{Opening, PROGRESS_REDRAW_INTERVAL, StartupError, is_loaded_sync};
pub(super) use outcome::{RequestId, WriteOutcome};
pub(super) use prompts::{FilePrompt, Purpose};
pub(super) use rescue::{OpenFailure, Rescued};

use prompts::{AfterSave, UnsavedMap};
pub(super) use write::Replaces;
use write::{Content, WriteRequest};

use super::dialogs::{DialogRequest, DialogResult};
use super::document::{Document, DocumentId};
use super::environment::Environment;
use super::job_types::ShellJobs;
use super::journal::KeptHistory;
use super::letters::PictureFonts;
use super::map_locks::{MapLocks, holder_of};
use crate::command::Command;
use crate::exchange::{io_error_text, remark_text, save_sentence};
use crate::language::{Language, UiText, lock_line, marked_names_sentence};
use crate::map::{IdLedger, LinkageMap};
use crate::storage::{FileFingerprint, LockOwner, OpenedMap, SaveRemark, WorkingCopy, absolute};

/// The file of a document.
#[derive(Clone, Debug)]
struct DocumentFile {
    path: PathBuf,
    /// Fingerprint when last read or written.
    fingerprint: Option<FileFingerprint>,
    /// Issued ids already recorded for its working copy.
    stored_ledger: IdLedger,
}

/// Effect of a file operation, applied by the shell.
pub(super) enum Effect {
    /// Execute, asking first if it would discard changes.
    Execute(Command),
    /// Execute without asking.
    ExecuteConfirmed(Command),
    /// Show a map that was read.
    ShowMap { opened: Box<OpenedMap>, path: PathBuf, copy: Box<WorkingCopy>, history: Option<Box<KeptHistory>> },
    /// Show the records of a map that was read as a new map.
    ShowCopy(Box<LinkageMap>),
    /// The user's own templates have changed.
    TemplatesChanged,
    /// A map could not be read, possibly the initial one.
    OpenFailed { failure: Box<OpenFailure>, path: PathBuf, is_startup: bool },
    /// Show what was brought back of a map that does not open.
    ShowRescued(Box<Rescued>),
    /// Show an error.
    Error { title: UiText, message: String },
    /// Show a status text.
    Status(UiText),
    /// The map was saved; the shell warns if a field has invalid text.
    Saved(UiText),
    /// Add a map to the recent files.
    AddRecent(PathBuf),
    /// Somebody has taken over the lock on the open map.
    LockLost(LockOwner),
    /// Take the lock on this file over, as it is to be the open map's.
    TakeOver(PathBuf),
    /// Read the file of the open map again.
    Reload,
    /// Close the window.
    Close,
}

/// Parts of the shell that file operations use.
pub(super) struct FilesContext<'a> {
    pub document: &'a mut Document,
    /// Texts in fields and cells that the map does not take.
    pub refused_texts: Vec<String>,
    pub jobs: &'a mut ShellJobs,
    pub environment: &'a Environment,
    pub locks: &'a MapLocks,
    /// For pictures.
    pub fonts: PictureFonts,
    pub language: Language,
    /// Fallback for the initial folder of dialogs.
    pub recent_path: Option<&'a Path>,
}

/// File operations in progress and their state.
#[derive(Default)]
pub(super) struct Files {
    /// Files of the open document and of those being saved.
    attached: BTreeMap<DocumentId, DocumentFile>,
    request_count: u64,
    /// Ids issued by the working copies of this run, by path.
    ledgers: BTreeMap<PathBuf, IdLedger>,
    /// Running and queued writes in the order requested.
    writes: Vec<WriteRequest>,
    dialogs: BTreeMap<RequestId, Purpose>,
    prompts: VecDeque<(RequestId, FilePrompt)>,
    after_save: Option<AfterSave>,
    /// The map being read.
    pub opening: Option<Opening>,
    /// The last path typed to open.
    typed_path: String,
    quitting: Option<closing::Quitting>,
}

impl Files {
    /// The path of a document's file.
    pub fn path(&self, document: DocumentId) -> Option<&Path> {
        self.attached.get(&document).map(|own| own.path.as_path())
    }

    /// The file of a document with its last fingerprint.
    pub fn file(&self, document: DocumentId) -> Option<(PathBuf, Option<FileFingerprint>)> {
        self.attached.get(&document).map(|own| (own.path.clone(), own.fingerprint))
    }

    /// Takes note of what the file of a document is known to have.
    pub fn set_fingerprint(&mut self, document: DocumentId, fingerprint: FileFingerprint) {
        if let Some(own) = self.attached.get_mut(&document) {
            own.fingerprint = Some(fingerprint);
        }
    }

    /// The file of a document, or the one that it is being saved to: the last one chosen.
    fn current_path(&self, document: DocumentId) -> Option<&Path> {
        let saves = self.writes.iter().rev().find(|write| write.state_of(document).is_some());
        saves.map(|write| write.path.as_path()).or(self.path(document))
    }

    /// Called when a document opens, from this file if any. Prompts about the previous one are dropped; its saves
    /// continue.
    pub fn on_document_opened(&mut self, document: &Document, file: Option<(PathBuf, Option<FileFingerprint>)>) {
        self.stop_opening();
        self.after_save = None;
        self.prompts.retain(|(_, prompt)| match prompt {
            FilePrompt::SaveFirst { .. }
            | FilePrompt::ChangedOutside { .. }
            | FilePrompt::TakenOver { .. }
            | FilePrompt::Reload { .. }
            | FilePrompt::Dangerous { .. } => false,
            FilePrompt::Path { purpose, .. } | FilePrompt::Replace { purpose, .. } => purpose.is_saving(),
            FilePrompt::SaveFailed(_)
            | FilePrompt::Template(_)
            | FilePrompt::RemoveTemplate { .. }
            | FilePrompt::Writing => true,
        });
        if let Some((path, fingerprint)) = file {
            let stored_ledger = document.editor.map().ledger().clone();
            self.attached.insert(document.id, DocumentFile { path, fingerprint, stored_ledger });
        }
        self.drop_closed(document.id);
    }

    /// Ids issued in this run by the working copy of a file, saved or not.
    pub fn ledger(&self, path: &Path) -> IdLedger {
        self.ledgers.get(path).cloned().unwrap_or_default()
    }

    /// Called before the document closes: records the ids that it has issued, saved or not.
    pub fn on_document_closing(&mut self, context: &mut FilesContext<'_>) {
        self.store_working_copy(context);
        self.start_ready(context);
    }

    /// Whether a write is running or queued.
    pub fn is_writing(&self) -> bool {
        !self.writes.is_empty()
    }

    /// Saves the document to its file, or to the one of its pending first save, or asks where.
    pub fn save(&mut self, context: &mut FilesContext<'_>) {
        let document = context.document.id;
        if let Some(path) = self.current_path(document).map(Path::to_owned) {
            self.save_to(path, Replaces::AnyMap, context);
        } else if !self.has_pending_save_dialog(document) {
            self.save_as(context);
        }
    }

    /// Asks where to save the document.
    pub fn save_as(&mut self, context: &mut FilesContext<'_>) {
        let document = &context.document;
        let purpose =
            Purpose::Save { document: document.id, map: document.editor.snapshot(), state: document.editor.state() };
        self.open_dialog(purpose, context);
    }

    /// Saves the document to a file. A change of its own file by another program is asked about; of another one, what was
    /// `agreed` to is replaced.
    pub fn save_to(&mut self, path: PathBuf, agreed: Replaces, context: &mut FilesContext<'_>) {
        let path = absolute(path);
        let document = context.document.id;
        // While its first save is on its way, what was agreed to then.
        let pending = self.writes.iter().rev().find(|write| write.path == path && write.state_of(document).is_some());
        let pending = pending.and_then(|write| write.content.replaces());
        let is_own = self.path(document) == Some(&path);
        self.save_over(path, if is_own { Replaces::Own } else { pending.unwrap_or(agreed) }, context);
    }

    /// Saves the document over what was agreed to.
    pub(super) fn save_over(&mut self, path: PathBuf, replaces: Replaces, context: &mut FilesContext<'_>) {
        let own = self.current_path(context.document.id);
        let is_own = own == Some(&path);
        if own.is_some() && !is_own {
            // The old file keeps its id block and ledger.
            self.store_working_copy(context);
            let fresh = WorkingCopy::new(context.document.editor.map(), (context.environment.random)());
            context.document.editor.set_block(fresh.block);
        }
        let document = &*context.document;
        let content = Content::Map {
            map: document.editor.snapshot(),
            state: document.editor.state(),
            block: document.editor.block(),
            replaces,
        };
        self.enqueue(Some(document.id), path, content);
        self.start_ready(context);
    }

    /// Writes the settings.
    pub fn write_settings(&mut self, path: PathBuf, text: String, context: &mut FilesContext<'_>) {
        self.enqueue(None, path, Content::Settings(text));
        self.start_ready(context);
    }

    fn next_request(&mut self) -> RequestId {
        self.request_count += 1;
        RequestId(self.request_count)
    }

    /// Stores the ids issued by the open document, if not yet stored.
    fn store_working_copy(&mut self, context: &FilesContext<'_>) {
        let editor = &context.document.editor;
        let ledger = editor.map().ledger();
        let Some(own) = self.attached.get_mut(&context.document.id).filter(|own| own.stored_ledger != *ledger) else {
            return;
        };
        own.stored_ledger = ledger.clone();
        let path = own.path.clone();
        self.ledgers.entry(path.clone()).or_default().merge(ledger);
        if context.environment.copy_store.is_some() {
            let copy = WorkingCopy { block: editor.block(), ledger: ledger.clone() };
            let content = Content::WorkingCopy { identity: editor.map().identity(), copy: Box::new(copy) };
            self.enqueue(None, path, content);
        }
    }

    /// Drops the files of documents that are neither open nor being saved.
    fn drop_closed(&mut self, open: DocumentId) {
        let writes = &self.writes;
        self.attached.retain(|id, _| *id == open || writes.iter().any(|write| write.document == Some(*id)));
    }

    /// Handles the end of a write.
    pub fn on_written(
        &mut self,
        request: RequestId,
        written: WriteOutcome,
        context: &mut FilesContext<'_>,
    ) -> Vec<Effect> {
        let Some(at) = self.writes.iter().position(|write| write.request == request) else { return Vec::new() };
        let write = self.writes.remove(at);
        let is_open_document = write.document == Some(context.document.id);
        let mut effects = Vec::new();
        match written {
            WriteOutcome::Written { fingerprint, remark, marked_names } => match (write.document, write.content) {
                (Some(document), Content::Map { map, state, .. }) => {
                    let stored_ledger = map.ledger().clone();
                    self.ledgers.entry(write.path.clone()).or_default().merge(&stored_ledger);
                    self.attached
                        .insert(document, DocumentFile { path: write.path.clone(), fingerprint, stored_ledger });
                    if is_open_document {
                        context.document.editor.mark_saved(state);
                    } else if self.path(context.document.id).is_some_and(|own| own == write.path) {
                        // The open map's file now holds another document.
                        context.document.editor.mark_unsaved();
                    }
                    effects.push(Effect::AddRecent(write.path));
                    effects.push(Effect::Saved(saved_status(remark, UiText::Saved)));
                }
                (_, Content::Export(_)) => {
                    effects.push(Effect::Status(saved_status(remark, UiText::Saved)));
                    if !marked_names.is_empty() {
                        let message = marked_names_sentence(&marked_names, context.language);
                        effects.push(Effect::Error { title: UiText::LettersMissing, message });
                    }
                }
                (_, Content::Template { .. }) => {
                    let status = saved_status(remark, UiText::TemplateSaved);
                    effects.extend([Effect::Status(status), Effect::TemplatesChanged]);
                }
                (_, Content::TemplateRemoval) => {
                    effects.extend([Effect::Status(UiText::TemplateRemoved), Effect::TemplatesChanged]);
                }
                _ => {}
            },
            WriteOutcome::ChangedOutside if is_open_document => {
                self.cancel_quit();
                let prompt = FilePrompt::ChangedOutside { document: context.document.id, path: write.path };
                self.push_prompt(prompt);
            }
            // That document is closed: nobody can confirm overwriting.
            WriteOutcome::ChangedOutside => {
                self.cancel_quit();
                let message = format!("{}: {}", write.path.display(), UiText::ChangedOutside.text(context.language));
                effects.extend(self.on_write_failed(write, message));
            }
            WriteOutcome::Locked(owner) if is_open_document => {
                self.cancel_quit();
                let holder = holder_of(&owner);
                if self.path(context.document.id) == Some(&write.path) {
                    effects.push(Effect::LockLost(owner));
                }
                self.push_prompt(FilePrompt::TakenOver { document: context.document.id, path: write.path, holder });
            }
            // That document is closed: nobody can take over.
            WriteOutcome::Locked(owner) => {
                self.cancel_quit();
                let message = format!("{}: {}", write.path.display(), lock_line(&holder_of(&owner), context.language));
                effects.extend(self.on_write_failed(write, message));
            }
            WriteOutcome::Exists(found) => {
                if let Content::Template { map, .. } = write.content {
                    self.on_template_exists(&write.path, map, found);
                }
            }
            WriteOutcome::Failed(error) => {
                self.cancel_close();
                let message = save_sentence(&error, context.language);
                effects.extend(self.on_write_failed(write, message));
            }
            WriteOutcome::Impossible(message) => {
                self.cancel_close();
                effects.extend(self.on_write_failed(write, message));
            }
            WriteOutcome::NotRemoved(error) => {
                self.cancel_close();
                let reason = io_error_text(&error, context.language);
                let message = format!("{}: {reason}.", write.path.display());
                effects.extend(self.on_write_failed(write, message));
            }
            WriteOutcome::Cancelled => effects.push(Effect::Status(UiText::ExportCancelled)),
            WriteOutcome::InternalError if write.content.is_background() => {}
            WriteOutcome::InternalError => {
                self.cancel_close();
                let message = UiText::ProgramError.text(context.language).to_owned();
                effects.extend(self.on_write_failed(write, message));
            }
        }
        self.start_ready(context);
        self.drop_closed(context.document.id);
        effects.extend(self.resume_after_save(context.document));
        effects
    }

    /// Tells why something was not written. A map can then be saved under another name, also one that is closed.
    fn on_write_failed(&mut self, write: WriteRequest, message: String) -> Option<Effect> {
        match (write.document, write.content) {
            (Some(document), Content::Map { map, state, .. }) => {
                self.push_prompt(FilePrompt::SaveFailed(Box::new(UnsavedMap { document, map, state, message })));
                None
            }
            (_, content) => Some(Effect::Error { title: content.failure_title(), message }),
        }
    }
}

fn saved_status(remark: Option<SaveRemark>, saved: UiText) -> UiText {
    remark.map_or(saved, remark_text)
}
