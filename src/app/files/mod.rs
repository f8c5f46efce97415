//! Files: what is being read, written and asked, and what waits for it. One state machine, and the only owner of all that.
//!
//! Invariants. A write belongs to the document, or to the export, that it was asked for, and is finished for that one,
//! whatever is open by then. Writes to one file, and saves of one document, happen one after another, in the order in which
//! they were asked for; of those that still wait the newest state wins. No file is written that nobody has chosen. Whoever
//! leaves a document after saving it leaves only if that save, and no later wish, says so.

mod export;
mod leaving;
mod opening;
pub(super) mod outcome;
mod questions;
mod write;

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};

pub(super) use export::{Export, Sources, TableExport};
pub(super) use opening::{Failure, OFTEN, Opening, is_read_first};
pub(super) use outcome::{RequestId, WriteOutcome};
pub(super) use questions::{Purpose, Question};

use questions::Leaving;
use write::{Content, Write};

use super::dialogs::{DialogRequest, Picked};
use super::document::{Document, DocumentId};
use super::environment::Environment;
use super::errors::save_sentence;
use super::work::ShellJobs;
use crate::command::Command;
use crate::language::{Language, UiText};
use crate::map::{IdLedger, LinkageMap};
use crate::storage::{Durability, FileFingerprint, OpenError, WorkingCopy, absolute};

/// The file of a document.
#[derive(Clone, Debug)]
struct OwnFile {
    path: PathBuf,
    /// How it was when it was last read or written.
    fingerprint: Option<FileFingerprint>,
    /// The ids that its working copy is remembered to have handed out.
    remembered: IdLedger,
}

/// What came of something that was done with files, for the shell to carry on with.
pub(super) enum Effect {
    /// Do this, asking first where it would lose changes.
    Execute(Command),
    /// Do this; its user has said so.
    ExecuteUnasked(Command),
    /// Show a map that was read.
    Show { map: Box<LinkageMap>, path: PathBuf, fingerprint: Option<FileFingerprint>, copy: Box<WorkingCopy> },
    /// A map could not be read; the window may have begun with it.
    NotOpened { error: OpenError, first: bool },
    /// Something went wrong.
    Error { title: UiText, message: String },
    /// Something went well.
    News(UiText),
    /// The map was saved, without what no field takes yet.
    Saved(UiText),
    /// A map to be remembered as one that was open lately.
    Recent(PathBuf),
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
    pub recent: Option<&'a Path>,
}

/// Files.
#[derive(Default)]
pub(super) struct Files {
    /// The files of the open document and of those that are still being saved.
    own: BTreeMap<DocumentId, OwnFile>,
    requests: u64,
    /// The ids that working copies of this run have handed out, by the paths of their files.
    ledgers: BTreeMap<PathBuf, IdLedger>,
    /// What is written and waits to be, in the order in which it was asked for.
    writes: Vec<Write>,
    dialogs: BTreeMap<RequestId, Purpose>,
    questions: VecDeque<(RequestId, Question)>,
    leaving: Option<Leaving>,
    /// The map that is being read.
    pub opening: Option<Opening>,
    /// The path to open that was typed last.
    typed_path: String,
    /// The program ends once everything is written: the state of the open document that its user has agreed to leave.
    quitting: Option<u64>,
}

impl Files {
    /// The file of a document.
    pub fn path(&self, document: DocumentId) -> Option<&Path> {
        self.own.get(&document).map(|own| own.path.as_path())
    }

    /// The file of a document, and how it was when it was last read or written.
    pub fn file(&self, document: DocumentId) -> Option<(PathBuf, Option<FileFingerprint>)> {
        self.own.get(&document).map(|own| (own.path.clone(), own.fingerprint))
    }

    /// The file that a document has, or will have once it is written: the one that was chosen last.
    fn current_path(&self, document: DocumentId) -> Option<&Path> {
        let saves = self.writes.iter().rev().find(|write| write.state_of(document).is_some());
        saves.map(|write| write.path.as_path()).or(self.path(document))
    }

    /// A document was opened, from this file if it has one. Questions about the one before are dropped; what is being
    /// written of it is finished.
    pub fn begin(&mut self, document: &Document, file: Option<(PathBuf, Option<FileFingerprint>)>) {
        self.stop_opening();
        self.leaving = None;
        self.questions.retain(|(_, question)| match question {
            Question::SaveFirst { .. } | Question::ChangedOutside { .. } => false,
            Question::Path { purpose, .. } | Question::Replace { purpose, .. } => purpose.is_saving(),
            Question::Writing => true,
        });
        if let Some((path, fingerprint)) = file {
            let remembered = document.editor.map().ledger().clone();
            self.own.insert(document.id, OwnFile { path, fingerprint, remembered });
        }
        self.forget_closed(document.id);
    }

    /// The ids that the working copy of a file is known to have handed out in this run of the program, whatever was
    /// saved of it.
    pub fn ledger(&self, path: &Path) -> IdLedger {
        self.ledgers.get(path).cloned().unwrap_or_default()
    }

    /// The document is about to be closed: the ids that it has handed out are remembered, saved or not.
    pub fn end(&mut self, context: &mut FilesContext<'_>) {
        self.remember_copy(context);
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
        } else if !self.is_asked_where(document) {
            self.save_as(context);
        }
    }

    /// Asks where to save the document.
    pub fn save_as(&mut self, context: &mut FilesContext<'_>) {
        let document = &context.document;
        let purpose =
            Purpose::Save { document: document.id, map: document.editor.snapshot(), state: document.editor.state() };
        self.ask(purpose, context);
    }

    /// Saves the document to a file that its user has chosen. Its own file is asked about where somebody else has changed
    /// it, unless `anyway`.
    pub fn save_to(&mut self, path: PathBuf, anyway: bool, context: &mut FilesContext<'_>) {
        let path = absolute(path);
        let own = self.current_path(context.document.id);
        let is_own = own == Some(&path);
        if own.is_some() && !is_own {
            // The file of the old name keeps its block of ids, and what was handed out of it.
            self.remember_copy(context);
            let fresh = WorkingCopy::new(context.document.editor.map(), (context.environment.random)());
            context.document.editor.set_block(fresh.block);
        }
        let document = &*context.document;
        let content = Content::Map {
            map: document.editor.snapshot(),
            state: document.editor.state(),
            block: document.editor.block(),
            anyway: anyway || !is_own,
        };
        self.enqueue(Some(document.id), path, content);
        self.start_ready(context);
    }

    /// Writes the settings.
    pub fn keep_settings(&mut self, path: PathBuf, text: String, context: &mut FilesContext<'_>) {
        self.enqueue(None, path, Content::Settings(text));
        self.start_ready(context);
    }

    fn next_request(&mut self) -> RequestId {
        self.requests += 1;
        RequestId(self.requests)
    }

    /// Remembers which ids the open document has handed out, where that is not remembered yet.
    fn remember_copy(&mut self, context: &FilesContext<'_>) {
        let editor = &context.document.editor;
        let ledger = editor.map().ledger();
        let Some(own) = self.own.get_mut(&context.document.id).filter(|own| own.remembered != *ledger) else { return };
        own.remembered = ledger.clone();
        let path = own.path.clone();
        self.ledgers.entry(path.clone()).or_default().merge(ledger);
        if context.environment.copies.is_some() {
            let copy = WorkingCopy { block: editor.block(), ledger: ledger.clone() };
            let content = Content::WorkingCopy { identity: editor.map().identity(), copy: Box::new(copy) };
            self.enqueue(None, path, content);
        }
    }

    /// Forgets the files of documents that are neither open nor still being saved.
    fn forget_closed(&mut self, open: DocumentId) {
        let writes = &self.writes;
        self.own.retain(|id, _| *id == open || writes.iter().any(|write| write.document == Some(*id)));
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
            WriteOutcome::Done { fingerprint, durability } => match (write.document, write.content) {
                (Some(document), Content::Map { map, state, .. }) => {
                    let remembered = map.ledger().clone();
                    self.ledgers.entry(write.path.clone()).or_default().merge(&remembered);
                    self.own.insert(document, OwnFile { path: write.path.clone(), fingerprint, remembered });
                    if is_undecided {
                        context.document.editor.mark_saved(state);
                    } else if self.path(context.document.id).is_some_and(|own| own == write.path) {
                        // The file of the open map is another document's now.
                        context.document.editor.mark_unsaved();
                    }
                    effects.push(Effect::Recent(write.path));
                    effects.push(Effect::Saved(saved_news(durability)));
                }
                (_, Content::Export(_)) => effects.push(Effect::News(saved_news(durability))),
                _ => {}
            },
            WriteOutcome::ChangedOutside if is_undecided => {
                self.stay();
                let question = Question::ChangedOutside { document: context.document.id, path: write.path };
                self.put_question(question);
            }
            // Nobody is there any more to say whether to write over it.
            WriteOutcome::ChangedOutside => {
                self.stay();
                let message = format!("{}: {}", write.path.display(), UiText::ChangedOutside.text(context.language));
                effects.push(Effect::Error { title: UiText::CannotSave, message });
            }
            WriteOutcome::Failed(error) => {
                self.give_up_leaving();
                let message = save_sentence(&error, context.language);
                effects.push(Effect::Error { title: UiText::CannotSave, message });
            }
            WriteOutcome::Panicked if write.content.is_background() => {}
            WriteOutcome::Panicked => {
                self.give_up_leaving();
                let message = UiText::ProgramError.text(context.language).to_owned();
                effects.push(Effect::Error { title: UiText::CannotSave, message });
            }
        }
        self.start_ready(context);
        self.forget_closed(context.document.id);
        effects.extend(self.go_on_leaving(context.document));
        effects
    }
}

fn saved_news(durability: Durability) -> UiText {
    match durability {
        Durability::Synced => UiText::Saved,
        Durability::Unconfirmed => UiText::SavedUnconfirmed,
    }
}
