//! Files: what is being read, written and asked, and what waits for it. One state machine, and the only owner of all that.
//!
//! Invariants. A write belongs to the document, or to the export, that it was asked for, and is finished for that one,
//! whatever is open by then. Writes to one file, and saves of one document, happen one after another, in the order in which
//! they were asked for; of those that still wait the newest state wins. No file is written that nobody has chosen. Whoever
//! leaves a document after saving it leaves only if that save, and no later wish, says so.

mod dialogs;
mod export;
mod names;
mod opening;
mod write;

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use dialogs::{DialogRequest, FileDialogs, Picked, SystemDialogs};
pub(super) use export::{Export, Sources, TableExport};
use names::{ENDING, proposed_name};
pub(super) use opening::{Failure, OFTEN, Opening, is_read_first};
pub(super) use write::WriteOutcome;

use names::with_ending;
use write::{Content, Write};

use super::document::{Document, DocumentId};
use super::environment::Environment;
use super::errors::save_sentence;
use super::work::{JobName, JobResult, ShellJobs};
use crate::command::Command;
use crate::language::{Language, Screen};
use crate::map::{IdLedger, LinkageMap};
use crate::panels::{Answer, FileKind, PathQuestion};
use crate::storage::{Durability, FileFingerprint, OpenError, WorkingCopy};

/// Names one thing that was asked of files: a write, a dialog, a reading. None comes twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(u64);

/// The file of a document.
#[derive(Clone, Debug)]
struct OwnFile {
    path: PathBuf,
    /// How it was when it was last read or written.
    fingerprint: Option<FileFingerprint>,
    /// The ids that its working copy is remembered to have handed out.
    remembered: IdLedger,
}

/// What a file is asked for.
pub(super) enum Purpose {
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

    fn is_saving(&self) -> bool {
        !matches!(self, Self::Open)
    }

    fn ending(&self) -> &'static str {
        match self.kind() {
            FileKind::Map => ENDING,
            FileKind::Table => names::TABLE_ENDING,
            FileKind::Picture => names::PICTURE_ENDING,
        }
    }
}

/// A question that stands before everything else.
pub(super) enum Question {
    /// Whether to save a document before it is left.
    SaveFirst { document: DocumentId, then: Command },
    /// Which path, where the system has no dialog.
    Path { asked: PathQuestion, purpose: Purpose },
    /// Whether to replace a file that nobody was asked about: its ending was added afterwards.
    Replace { path: PathBuf, purpose: Purpose },
    /// Whether to write over a file that somebody else has changed since.
    ChangedOutside { document: DocumentId, path: PathBuf },
    /// What is still written is waited for before the program ends.
    Writing,
}

/// What is to be done once a document is saved.
struct Leaving {
    document: DocumentId,
    then: Command,
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
    Error { title: Screen, message: String },
    /// Something went well.
    News(Screen),
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

    /// The question that stands before everything else.
    pub fn question(&self) -> Option<&Question> {
        self.questions.front().map(|(_, question)| question)
    }

    /// The same, for what is typed in it.
    pub fn question_mut(&mut self) -> Option<&mut Question> {
        self.questions.front_mut().map(|(_, question)| question)
    }

    /// Names the question that stands before everything else.
    pub fn question_id(&self) -> Option<RequestId> {
        self.questions.front().map(|(id, _)| *id)
    }

    /// Nobody answers what is asked.
    pub fn dismiss_questions(&mut self) {
        self.questions.clear();
    }

    fn put_question(&mut self, question: Question) {
        let request = self.next_request();
        self.questions.push_back((request, question));
    }

    /// Whether the file of a document is about to hold something else than the document as it is: an earlier state of it,
    /// or another document that was saved to the same file.
    pub fn is_overtaken(&self, document: &Document) -> bool {
        let own = self.path(document.id);
        self.writes.iter().any(|write| match write.state_of(document.id) {
            Some(state) => state != document.editor.state(),
            None => matches!(write.content, Content::Map { .. }) && own == Some(&write.path),
        })
    }

    /// Whether anything is being written, or waits for it.
    pub fn is_writing(&self) -> bool {
        !self.writes.is_empty()
    }

    /// Whoever wants something else of files does not want to leave any more, nor what was asked about the document.
    pub fn cancel_pending(&mut self) {
        self.leaving = None;
        self.quitting = None;
        self.questions.retain(|(_, question)| !matches!(question, Question::SaveFirst { .. } | Question::Writing));
    }

    /// Asks whether to save the document before it is left. Where just this state of it is being saved, that is waited
    /// for instead.
    pub fn ask_to_save(&mut self, then: Command, document: &Document) {
        self.cancel_pending();
        let is_on_its_way = !document.is_typing()
            && self.writes.iter().rev().find_map(|write| write.state_of(document.id)) == Some(document.editor.state());
        if is_on_its_way {
            self.leaving = Some(Leaving { document: document.id, then });
        } else {
            self.put_question(Question::SaveFirst { document: document.id, then });
        }
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

    /// Whether its user is being asked where to save a document.
    fn is_asked_where(&self, document: DocumentId) -> bool {
        let is_it = |purpose: &Purpose| matches!(purpose, Purpose::Save { document: id, .. } if *id == document);
        let by_question = |question: &Question| match question {
            Question::Path { purpose, .. } | Question::Replace { purpose, .. } => is_it(purpose),
            _ => false,
        };
        self.dialogs.values().any(is_it) || self.questions.iter().any(|(_, question)| by_question(question))
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
            let fresh = WorkingCopy::fresh(context.document.editor.map(), (context.environment.random)());
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

    /// Asks which map to open.
    pub fn ask_to_open(&mut self, context: &mut FilesContext<'_>) {
        self.ask(Purpose::Open, context);
    }

    /// Asks where to write something.
    pub fn ask_to_export(&mut self, export: Export, context: &mut FilesContext<'_>) {
        self.ask(Purpose::Export(Box::new(export)), context);
    }

    /// Writes the settings.
    pub fn keep_settings(&mut self, path: PathBuf, text: String, context: &mut FilesContext<'_>) {
        self.enqueue(None, path, Content::Settings(text));
        self.start_ready(context);
    }

    /// Ends the program, once everything is written.
    pub fn quit(&mut self, context: &mut FilesContext<'_>) {
        // Whoever quits does not want to see another map first.
        self.stop_opening();
        self.end(context);
        self.quitting = Some(context.document.editor.state());
        if self.writes.iter().any(|write| !write.content.is_background()) {
            self.put_question(Question::Writing);
        }
    }

    /// Ends the program, where that was asked for. What a job has changed in the map since is asked about first.
    fn close(&mut self, document: &Document) -> Option<Effect> {
        let agreed = self.quitting.take()?;
        self.questions.retain(|(_, question)| !matches!(question, Question::Writing));
        let is_changed = document.is_typing() || document.is_dirty() && document.editor.state() != agreed;
        Some(if is_changed { Effect::Execute(Command::Quit) } else { Effect::Close })
    }

    fn ask(&mut self, purpose: Purpose, context: &mut FilesContext<'_>) {
        let own = self.path(context.document.id);
        let folder = match &purpose {
            Purpose::Export(_) => own,
            Purpose::Open | Purpose::Save { .. } => own.or(context.recent),
        };
        let question = DialogRequest {
            saving: purpose.is_saving(),
            kind: purpose.kind(),
            folder: folder.and_then(Path::parent).map(Path::to_owned),
            name: self
                .proposed(&purpose, context.document.id)
                .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned())),
            language: context.language,
        };
        let request = self.next_request();
        self.dialogs.insert(request, purpose);
        let wait = context.environment.dialogs.ask(&question);
        context.jobs.start(JobName::Pick(request), move |_| JobResult::Picked(request, wait()));
    }

    /// A path to save to: the document's own, or one that its title, or what is exported, says.
    fn proposed(&self, purpose: &Purpose, open: DocumentId) -> Option<PathBuf> {
        match purpose {
            Purpose::Open => None,
            Purpose::Save { document, map, .. } => {
                let own = self.current_path(*document).filter(|_| *document == open).map(Path::to_owned);
                Some(own.unwrap_or_else(|| proposed_name(&map.info().title).into()))
            }
            Purpose::Export(export) => Some(export.proposed().into()),
        }
    }

    /// A file dialog was answered.
    pub fn on_picked(&mut self, request: RequestId, picked: Picked, context: &mut FilesContext<'_>) -> Vec<Effect> {
        let Some(purpose) = self.dialogs.remove(&request) else { return Vec::new() };
        match picked {
            Picked::Path { path, .. } => return self.on_path(path, false, purpose, context),
            Picked::Cancelled => self.on_cancelled(&purpose, context.document.id),
            Picked::NoDialog { .. } => {
                let saving = purpose.is_saving();
                let proposed = self.proposed(&purpose, context.document.id);
                let typed = match proposed {
                    Some(path) => path.to_string_lossy().into_owned(),
                    None => std::mem::take(&mut self.typed_path),
                };
                let asked = PathQuestion { saving, kind: purpose.kind(), typed, exists: false };
                self.put_question(Question::Path { asked, purpose });
            }
        }
        Vec::new()
    }

    /// Its user thought better of it, and so of leaving after it.
    fn on_cancelled(&mut self, purpose: &Purpose, open: DocumentId) {
        if matches!(purpose, Purpose::Save { document, .. } if *document == open) {
            self.leaving = None;
        }
    }

    /// A path was chosen. Whoever chose it was asked about what stands there only if it is `agreed`, or if it is the very
    /// path that a dialog of the system gave.
    fn on_path(
        &mut self,
        chosen: PathBuf,
        agreed: bool,
        purpose: Purpose,
        context: &mut FilesContext<'_>,
    ) -> Vec<Effect> {
        if !purpose.is_saving() {
            return vec![Effect::Execute(Command::OpenPath(chosen))];
        }
        let chosen = absolute(chosen);
        let path = with_ending(chosen.clone(), purpose.ending());
        let is_there = || context.environment.disk.fingerprint(&path).is_ok_and(|found| found.is_some());
        if !agreed && path != chosen && is_there() {
            self.put_question(Question::Replace { path, purpose });
            return Vec::new();
        }
        match purpose {
            Purpose::Save { document, .. } if document == context.document.id => self.save_to(path, false, context),
            Purpose::Save { document, map, state } => {
                // That document is no longer open: it is saved as it was when it was asked for, as a further copy.
                let fresh = WorkingCopy::fresh(&map, (context.environment.random)());
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
    pub fn answer(&mut self, answer: Answer, context: &mut FilesContext<'_>) -> Vec<Effect> {
        let Some((_, question)) = self.questions.pop_front() else { return Vec::new() };
        match (question, answer) {
            (Question::SaveFirst { document, .. }, _) if document != context.document.id => Vec::new(),
            (Question::SaveFirst { document, then }, Answer::Yes) => {
                self.leaving = Some(Leaving { document, then });
                vec![Effect::ExecuteUnasked(Command::Save)]
            }
            (Question::SaveFirst { then, .. }, Answer::No) => vec![Effect::ExecuteUnasked(then)],
            (Question::SaveFirst { .. }, Answer::Cancel) => Vec::new(),
            (Question::Path { asked, purpose }, Answer::Yes) => self.on_typed(asked, purpose, context),
            (Question::Path { purpose, .. } | Question::Replace { purpose, .. }, Answer::Cancel | Answer::No) => {
                self.on_cancelled(&purpose, context.document.id);
                Vec::new()
            }
            (Question::Replace { path, purpose }, Answer::Yes) => self.on_path(path, true, purpose, context),
            (Question::ChangedOutside { document, .. }, _) if document != context.document.id => Vec::new(),
            (Question::ChangedOutside { path, .. }, Answer::Yes) => {
                self.save_to(path, true, context);
                Vec::new()
            }
            (Question::ChangedOutside { .. }, Answer::No) => vec![Effect::ExecuteUnasked(Command::SaveAs)],
            (Question::ChangedOutside { .. }, Answer::Cancel) => {
                self.leaving = None;
                Vec::new()
            }
            (Question::Writing, Answer::No) => self.close(context.document).into_iter().collect(),
            (Question::Writing, Answer::Yes | Answer::Cancel) => {
                self.quitting = None;
                Vec::new()
            }
        }
    }

    /// A path was typed where the system has no dialog.
    fn on_typed(&mut self, asked: PathQuestion, purpose: Purpose, context: &mut FilesContext<'_>) -> Vec<Effect> {
        let chosen = PathBuf::from(asked.typed.trim());
        if chosen.as_os_str().is_empty() {
            self.put_question(Question::Path { asked, purpose });
            return Vec::new();
        }
        if !purpose.is_saving() {
            self.typed_path = asked.typed;
            return vec![Effect::Execute(Command::OpenPath(chosen))];
        }
        let path = with_ending(absolute(chosen), purpose.ending());
        let is_own = matches!(&purpose, Purpose::Save { document, .. } if self.current_path(*document) == Some(&path));
        let is_there = || context.environment.disk.fingerprint(&path).is_ok_and(|found| found.is_some());
        if !asked.exists && !is_own && is_there() {
            let request = self.next_request();
            let asked = PathQuestion { exists: true, ..asked };
            self.questions.push_front((request, Question::Path { asked, purpose }));
            return Vec::new();
        }
        self.on_path(path, true, purpose, context)
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
        let is_open = write.document == Some(context.document.id);
        let mut effects = Vec::new();
        match written {
            WriteOutcome::Done { fingerprint, durability } => match (write.document, write.content) {
                (Some(document), Content::Map { map, state, .. }) => {
                    let remembered = map.ledger().clone();
                    self.ledgers.entry(write.path.clone()).or_default().merge(&remembered);
                    self.own.insert(document, OwnFile { path: write.path.clone(), fingerprint, remembered });
                    if is_open {
                        context.document.editor.mark_saved(state);
                    } else if self.path(context.document.id).is_some_and(|own| own == write.path) {
                        // The file of the open map is another document's now.
                        context.document.editor.mark_unsaved();
                    }
                    effects.push(Effect::Recent(write.path));
                    effects.push(Effect::News(saved_news(durability)));
                }
                (_, Content::Export(_)) => effects.push(Effect::News(saved_news(durability))),
                _ => {}
            },
            WriteOutcome::ChangedOutside if is_open => {
                self.stay();
                let question = Question::ChangedOutside { document: context.document.id, path: write.path };
                self.put_question(question);
            }
            // Nobody is there any more to say whether to write over it.
            WriteOutcome::ChangedOutside => {
                self.stay();
                let message = format!("{}: {}", write.path.display(), Screen::ChangedOutside.text(context.language));
                effects.push(Effect::Error { title: Screen::CannotSave, message });
            }
            WriteOutcome::Failed(error) => {
                self.give_up_leaving(is_open);
                let message = save_sentence(&error, context.language);
                effects.push(Effect::Error { title: Screen::CannotSave, message });
            }
            WriteOutcome::Panicked if write.content.is_background() => {}
            WriteOutcome::Panicked => {
                self.give_up_leaving(is_open);
                let message = Screen::ProgramError.text(context.language).to_owned();
                effects.push(Effect::Error { title: Screen::CannotSave, message });
            }
        }
        self.start_ready(context);
        self.forget_closed(context.document.id);
        effects.extend(self.go_on_leaving(context.document));
        effects
    }

    /// Whether the program ends once everything is written.
    pub fn is_quitting(&self) -> bool {
        self.quitting.is_some()
    }

    /// Ends the program, where that was asked for and nothing is left to be written or answered.
    pub fn finish_quitting(&mut self, document: &Document) -> Option<Effect> {
        let is_asking = self.questions.iter().any(|(_, question)| !matches!(question, Question::Writing));
        if self.writes.is_empty() && !is_asking { self.close(document) } else { None }
    }

    fn give_up_leaving(&mut self, is_open: bool) {
        if is_open {
            self.leaving = None;
        }
        self.stay();
    }

    /// The program does not end: there is something to be read or answered first.
    fn stay(&mut self) {
        self.quitting = None;
        self.questions.retain(|(_, question)| !matches!(question, Question::Writing));
    }

    /// What waited for the save of a document, where nothing of it is saved any more.
    fn go_on_leaving(&mut self, document: &Document) -> Option<Effect> {
        let saves = self.writes.iter().any(|write| write.state_of(document.id).is_some());
        let asks = self.questions.iter().any(|(_, question)| matches!(question, Question::ChangedOutside { .. }));
        if saves || asks {
            return None;
        }
        // Edited meanwhile, it is asked again.
        self.leaving.take_if(|leaving| leaving.document == document.id).map(|leaving| Effect::Execute(leaving.then))
    }
}

fn saved_news(durability: Durability) -> Screen {
    match durability {
        Durability::Synced => Screen::Saved,
        Durability::Unsure => Screen::SavedUnsure,
    }
}

/// A path that says the same from whatever folder one looks: two names of one file are compared by it.
pub(super) fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}
