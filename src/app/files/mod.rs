//! Files: what is being read, written and asked, and what waits for it. One state machine, and the only owner of all that.
//!
//! Invariants. A write belongs to the document, or to the export, that it was asked for, and is finished for that one,
//! whatever is open by then. Writes to one file, and saves of one document, happen one after another, in the order in which
//! they were asked for; of those that still wait the newest state wins. No file is written that nobody has chosen. Whoever
//! leaves a document after saving it leaves only if that save, and no later wish, says so.

mod closing;
mod export;
mod opening;
pub(super) mod outcome;
mod prompts;
mod write;

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};

pub(super) use export::{Export, TableExportJob, TableSnapshot};
pub(super) use opening::{Opening, PROGRESS_REDRAW_INTERVAL, StartupError, is_loaded_sync};
pub(super) use outcome::{RequestId, WriteOutcome};
pub(super) use prompts::{FilePrompt, Purpose};

use prompts::AfterSave;
use write::{Content, Write};

use super::dialogs::{DialogRequest, DialogResult};
use super::document::{Document, DocumentId};
use super::environment::Environment;
use super::errors::save_sentence;
use super::job_types::ShellJobs;
use crate::command::Command;
use crate::language::{Language, UiText};
use crate::map::{IdLedger, LinkageMap};
use crate::storage::{Durability, FileFingerprint, OpenError, WorkingCopy, absolute};

/// The file of a document.
#[derive(Clone, Debug)]
struct DocumentFile {
    path: PathBuf,
    /// How it was when it was last read or written.
    fingerprint: Option<FileFingerprint>,
    /// The ids that its working copy is remembered to have handed out.
    stored_ledger: IdLedger,
}

/// What came of something that was done with files, for the shell to carry on with.
pub(super) enum Effect {
    /// Do this, asking first where it would lose changes.
    Execute(Command),
    /// Do this; its user has said so.
    ExecuteConfirmed(Command),
    /// Show a map that was read.
    ShowMap { map: Box<LinkageMap>, path: PathBuf, fingerprint: Option<FileFingerprint>, copy: Box<WorkingCopy> },
    /// A map could not be read; the window may have begun with it.
    OpenFailed { error: OpenError, first: bool },
    /// Something went wrong.
    Error { title: UiText, message: String },
    /// Something went well.
    Status(UiText),
    /// The map was saved, without what no field takes yet.
    Saved(UiText),
    /// A map to be remembered as one that was open lately.
    AddRecent(PathBuf),
    /// The program ends.
    Close,
}

/// What files need of whoever owns them.
pub(super) struct FilesContext<'a> {
    pub document: &'a mut Document,
    pub jobs: &'a mut ShellJobs,
    pub environment: &'a Environment,
    pub language: Language,
    /// Where to begin looking for files when the document has none.
    pub recent_path: Option<&'a Path>,
}

/// Files.
#[derive(Default)]
pub(super) struct Files {
    /// The files of the open document and of those that are still being saved.
    document_files: BTreeMap<DocumentId, DocumentFile>,
    request_count: u64,
    /// The ids that working copies of this run have handed out, by the paths of their files.
    ledgers: BTreeMap<PathBuf, IdLedger>,
    /// What is written and waits to be, in the order in which it was asked for.
    writes: Vec<Write>,
    dialogs: BTreeMap<RequestId, Purpose>,
    prompts: VecDeque<(RequestId, FilePrompt)>,
    after_save: Option<AfterSave>,
    /// The map that is being read.
    pub opening: Option<Opening>,
    /// The path to open that was typed last.
    typed_path: String,
    /// The program ends once everything is written: the state of the open document that its user has agreed to leave.
    quit_state: Option<u64>,
}

impl Files {
    /// The file of a document.
    pub fn path(&self, document: DocumentId) -> Option<&Path> {
        self.document_files.get(&document).map(|own| own.path.as_path())
    }

    /// The file of a document, and how it was when it was last read or written.
    pub fn file(&self, document: DocumentId) -> Option<(PathBuf, Option<FileFingerprint>)> {
        self.document_files.get(&document).map(|own| (own.path.clone(), own.fingerprint))
    }

    /// The file that a document has, or will have once it is written: the one that was chosen last.
    fn current_path(&self, document: DocumentId) -> Option<&Path> {
        let saves = self.writes.iter().rev().find(|write| write.state_of(document).is_some());
        saves.map(|write| write.path.as_path()).or(self.path(document))
    }

    /// A document was opened, from this file if it has one. Questions about the one before are dropped; what is being
    /// written of it is finished.
    pub fn on_document_opened(&mut self, document: &Document, file: Option<(PathBuf, Option<FileFingerprint>)>) {
        self.stop_opening();
        self.after_save = None;
        self.prompts.retain(|(_, question)| match question {
            FilePrompt::SaveFirst { .. } | FilePrompt::ChangedOutside { .. } => false,
            FilePrompt::Path { purpose, .. } | FilePrompt::Replace { purpose, .. } => purpose.is_saving(),
            FilePrompt::Writing => true,
        });
        if let Some((path, fingerprint)) = file {
            let stored_ledger = document.editor.map().ledger().clone();
            self.document_files.insert(document.id, DocumentFile { path, fingerprint, stored_ledger });
        }
        self.drop_closed(document.id);
    }

    /// The ids that the working copy of a file is known to have handed out in this run of the program, whatever was
    /// saved of it.
    pub fn ledger(&self, path: &Path) -> IdLedger {
        self.ledgers.get(path).cloned().unwrap_or_default()
    }

    /// The document is about to be closed: the ids that it has handed out are remembered, saved or not.
    pub fn on_document_closing(&mut self, context: &mut FilesContext<'_>) {
        self.store_working_copy(context);
        self.start_ready(context);
    }

    /// Whether anything is being written, or waits for it.
    pub fn is_writing(&self) -> bool {
        !self.writes.is_empty()
    }

    /// Saves the document to its file, or to the one that it is just being saved to for the first time, or asks where.
    pub fn save(&mut self, context: &mut FilesContext<'_>) {
        let document = context.document.id;
        if let Some(path) = self.current_path(document).map(Path::to_owned) {
            self.save_to(path, false, context);
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

    /// Saves the document to a file that its user has chosen. Its own file is asked about where somebody else has changed
    /// it, unless `anyway`.
    pub fn save_to(&mut self, path: PathBuf, overwrite: bool, context: &mut FilesContext<'_>) {
        let path = absolute(path);
        let own = self.current_path(context.document.id);
        let is_own = own == Some(&path);
        if own.is_some() && !is_own {
            // The file of the old name keeps its block of ids, and what was handed out of it.
            self.store_working_copy(context);
            let fresh = WorkingCopy::new(context.document.editor.map(), (context.environment.random)());
            context.document.editor.set_block(fresh.block);
        }
        let document = &*context.document;
        let content = Content::Map {
            map: document.editor.snapshot(),
            state: document.editor.state(),
            block: document.editor.block(),
            anyway: overwrite || !is_own,
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

    /// Remembers which ids the open document has handed out, where that is not remembered yet.
    fn store_working_copy(&mut self, context: &FilesContext<'_>) {
        let editor = &context.document.editor;
        let ledger = editor.map().ledger();
        let Some(own) = self.document_files.get_mut(&context.document.id).filter(|own| own.stored_ledger != *ledger)
        else {
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

    /// Forgets the files of documents that are neither open nor still being saved.
    fn drop_closed(&mut self, open: DocumentId) {
        let writes = &self.writes;
        self.document_files.retain(|id, _| *id == open || writes.iter().any(|write| write.document == Some(*id)));
    }

    /// The question, or the error, that ends a write.
    pub fn on_written(
        &mut self,
        request: RequestId,
        written: WriteOutcome,
        context: &mut FilesContext<'_>,
    ) -> Vec<Effect> {
        let Some(at) = self.writes.iter().position(|write| write.request == request) else { return Vec::new() };
        let write = self.writes.remove(at);
        let is_undecided = write.document == Some(context.document.id);
        let mut effects = Vec::new();
        match written {
            WriteOutcome::Written { fingerprint, durability } => match (write.document, write.content) {
                (Some(document), Content::Map { map, state, .. }) => {
                    let stored_ledger = map.ledger().clone();
                    self.ledgers.entry(write.path.clone()).or_default().merge(&stored_ledger);
                    self.document_files
                        .insert(document, DocumentFile { path: write.path.clone(), fingerprint, stored_ledger });
                    if is_undecided {
                        context.document.editor.mark_saved(state);
                    } else if self.path(context.document.id).is_some_and(|own| own == write.path) {
                        // The file of the open map is another document's now.
                        context.document.editor.mark_unsaved();
                    }
                    effects.push(Effect::AddRecent(write.path));
                    effects.push(Effect::Saved(saved_status(durability)));
                }
                (_, Content::Export(_)) => effects.push(Effect::Status(saved_status(durability))),
                _ => {}
            },
            WriteOutcome::ChangedOutside if is_undecided => {
                self.cancel_quit();
                let question = FilePrompt::ChangedOutside { document: context.document.id, path: write.path };
                self.push_prompt(question);
            }
            // Nobody is there any more to say whether to write over it.
            WriteOutcome::ChangedOutside => {
                self.cancel_quit();
                let message = format!("{}: {}", write.path.display(), UiText::ChangedOutside.text(context.language));
                effects.push(Effect::Error { title: UiText::CannotSave, message });
            }
            WriteOutcome::Failed(error) => {
                self.cancel_close();
                let message = save_sentence(&error, context.language);
                effects.push(Effect::Error { title: UiText::CannotSave, message });
            }
            WriteOutcome::InternalError if write.content.is_background() => {}
            WriteOutcome::InternalError => {
                self.cancel_close();
                let message = UiText::ProgramError.text(context.language).to_owned();
                effects.push(Effect::Error { title: UiText::CannotSave, message });
            }
        }
        self.start_ready(context);
        self.drop_closed(context.document.id);
        effects.extend(self.resume_after_save(context.document));
        effects
    }
}

fn saved_status(durability: Durability) -> UiText {
    match durability {
        Durability::Synced => UiText::Saved,
        Durability::Unconfirmed => UiText::SavedUnconfirmed,
    }
}
