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

pub use dialogs::{FileDialogs, Picked, Question as DialogQuestion, SystemDialogs};
pub(super) use export::{Export, Sources, TableExport};
use names::{ENDING, proposed_name};
pub(super) use opening::{Failure, OFTEN, Opening, is_read_first};
pub(super) use write::Written;

use names::with_ending;
use write::{Content, Write, is_same};

use super::document::{Document, DocumentId};
use super::environment::Environment;
use super::errors::{open_sentence, save_sentence};
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
pub(super) struct Around<'a> {
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
    /// What is written and waits to be, in the order in which it was asked for.
    writes: Vec<Write>,
    dialogs: BTreeMap<RequestId, Purpose>,
    questions: VecDeque<Question>,
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

    /// A document was opened, from this file if it has one. Questions about the one before are dropped; what is being
    /// written of it is finished.
    pub fn begin(&mut self, document: &Document, file: Option<(PathBuf, Option<FileFingerprint>)>) {
        self.stop_opening();
        self.leaving = None;
        self.questions.retain(|question| match question {
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

    /// The document is about to be closed: the ids that it has handed out are remembered, saved or not.
    pub fn end(&mut self, around: &mut Around<'_>) {
        self.remember_copy(around);
        self.pump(around);
    }

    /// The question that stands before everything else.
    pub fn question(&self) -> Option<&Question> {
        self.questions.front()
    }

    /// The same, for what is typed in it.
    pub fn question_mut(&mut self) -> Option<&mut Question> {
        self.questions.front_mut()
    }

    /// Whether the file of a document is about to hold another state of it than the one that it is in.
    pub fn is_saving_another_state(&self, document: &Document) -> bool {
        let mut states = self.writes.iter().filter_map(|write| write.state_of(document.id));
        states.any(|state| state != document.editor.state())
    }

    /// Whether anything is being written, or waits for it.
    pub fn is_writing(&self) -> bool {
        !self.writes.is_empty()
    }

    /// Whoever wants something else of files does not want to leave any more, nor what was asked about the document.
    pub fn call_off(&mut self) {
        self.leaving = None;
        self.quitting = None;
        self.questions.retain(|question| !matches!(question, Question::SaveFirst { .. } | Question::Writing));
    }

    /// Asks whether to save the document before it is left. Where just this state of it is being saved, that is waited
    /// for instead.
    pub fn ask_to_save(&mut self, then: Command, document: &Document) {
        self.call_off();
        let is_on_its_way = !document.is_typing()
            && self.writes.iter().rev().find_map(|write| write.state_of(document.id)) == Some(document.editor.state());
        if is_on_its_way {
            self.leaving = Some(Leaving { document: document.id, then });
        } else {
            self.questions.push_back(Question::SaveFirst { document: document.id, then });
        }
    }

    /// Saves the document to its file, or to the one that it is just being saved to for the first time, or asks where.
    pub fn save(&mut self, around: &mut Around<'_>) {
        let document = around.document.id;
        let first = || self.writes.iter().rev().find(|write| write.document == Some(document)).map(|it| &*it.path);
        if let Some(path) = self.path(document).or_else(first).map(Path::to_owned) {
            self.save_to(path, false, around);
        } else if !self.is_asked_where(document) {
            self.save_as(around);
        }
    }

    /// Whether its user is being asked where to save a document.
    fn is_asked_where(&self, document: DocumentId) -> bool {
        let is_it = |purpose: &Purpose| matches!(purpose, Purpose::Save { document: id, .. } if *id == document);
        let by_question = |question: &Question| match question {
            Question::Path { purpose, .. } | Question::Replace { purpose, .. } => is_it(purpose),
            _ => false,
        };
        self.dialogs.values().any(is_it) || self.questions.iter().any(by_question)
    }

    /// Asks where to save the document.
    pub fn save_as(&mut self, around: &mut Around<'_>) {
        let document = &around.document;
        let purpose =
            Purpose::Save { document: document.id, map: document.editor.snapshot(), state: document.editor.state() };
        self.ask(purpose, around);
    }

    /// Saves the document to a file that its user has chosen. Its own file is asked about where somebody else has changed
    /// it, unless `anyway`.
    pub fn save_to(&mut self, path: PathBuf, anyway: bool, around: &mut Around<'_>) {
        let document = &mut *around.document;
        let own = self.own.get(&document.id).map(|own| own.path.clone());
        let is_own = own.as_deref() == Some(&path);
        if own.is_some() && !is_own {
            // The file of the old name keeps its block of ids, and what was handed out of it.
            self.remember_copy(around);
            let fresh = WorkingCopy::fresh(around.document.editor.map(), (around.environment.chance)());
            around.document.editor.set_block(fresh.block);
        }
        let document = &*around.document;
        let content = Content::Map {
            map: document.editor.snapshot(),
            state: document.editor.state(),
            block: document.editor.block(),
            anyway: anyway || !is_own,
        };
        self.enqueue(Some(document.id), path, content);
        self.pump(around);
    }

    /// Asks which map to open.
    pub fn ask_to_open(&mut self, around: &mut Around<'_>) {
        self.ask(Purpose::Open, around);
    }

    /// Asks where to write something.
    pub fn ask_to_export(&mut self, export: Export, around: &mut Around<'_>) {
        self.ask(Purpose::Export(Box::new(export)), around);
    }

    /// Writes the settings.
    pub fn keep_settings(&mut self, path: PathBuf, text: String, around: &mut Around<'_>) {
        self.enqueue(None, path, Content::Settings(text));
        self.pump(around);
    }

    /// Ends the program, once everything is written.
    pub fn quit(&mut self, around: &mut Around<'_>) -> Vec<Effect> {
        // Whoever quits does not want to see another map first.
        self.stop_opening();
        self.end(around);
        self.quitting = Some(around.document.editor.state());
        if self.writes.is_empty() {
            return self.close(around.document).into_iter().collect();
        }
        self.questions.push_back(Question::Writing);
        Vec::new()
    }

    /// Ends the program, where that was asked for. What a job has changed in the map since is asked about first.
    fn close(&mut self, document: &Document) -> Option<Effect> {
        let agreed = self.quitting.take()?;
        self.questions.retain(|question| !matches!(question, Question::Writing));
        let is_changed = document.is_dirty() && document.editor.state() != agreed;
        Some(if is_changed { Effect::Execute(Command::Quit) } else { Effect::Close })
    }

    fn ask(&mut self, purpose: Purpose, around: &mut Around<'_>) {
        let own = self.path(around.document.id);
        let folder = match &purpose {
            Purpose::Export(_) => own,
            Purpose::Open | Purpose::Save { .. } => own.or(around.recent),
        };
        let question = DialogQuestion {
            saving: purpose.is_saving(),
            kind: purpose.kind(),
            folder: folder.and_then(Path::parent).map(Path::to_owned),
            name: self
                .proposed(&purpose, around.document.id)
                .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned())),
            language: around.language,
        };
        let request = self.next_request();
        self.dialogs.insert(request, purpose);
        let wait = around.environment.dialogs.ask(&question);
        around.jobs.start(JobName::Pick(request), move |_| JobResult::Picked(request, wait()));
    }

    /// A path to save to: the document's own, or one that its title, or what is exported, says.
    fn proposed(&self, purpose: &Purpose, open: DocumentId) -> Option<PathBuf> {
        match purpose {
            Purpose::Open => None,
            Purpose::Save { document, map, .. } => {
                let own = self.path(*document).filter(|_| *document == open).map(Path::to_owned);
                Some(own.unwrap_or_else(|| proposed_name(&map.info().title).into()))
            }
            Purpose::Export(export) => Some(export.proposed().into()),
        }
    }

    /// A file dialog was answered.
    pub fn on_picked(&mut self, request: RequestId, picked: Picked, around: &mut Around<'_>) -> Vec<Effect> {
        let Some(purpose) = self.dialogs.remove(&request) else { return Vec::new() };
        match picked {
            Picked::Path { path, .. } => return self.on_path(path, false, purpose, around),
            Picked::Cancelled => self.on_cancelled(&purpose, around.document.id),
            Picked::NoDialog { .. } => {
                let saving = purpose.is_saving();
                let proposed = self.proposed(&purpose, around.document.id);
                let typed = match proposed {
                    Some(path) => path.to_string_lossy().into_owned(),
                    None => std::mem::take(&mut self.typed_path),
                };
                let asked = PathQuestion { saving, kind: purpose.kind(), typed, exists: false };
                self.questions.push_back(Question::Path { asked, purpose });
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
    fn on_path(&mut self, chosen: PathBuf, agreed: bool, purpose: Purpose, around: &mut Around<'_>) -> Vec<Effect> {
        if !purpose.is_saving() {
            return vec![Effect::Execute(Command::OpenPath(chosen))];
        }
        let path = with_ending(chosen.clone(), purpose.ending());
        let is_there = || around.environment.disk.fingerprint(&path).is_ok_and(|found| found.is_some());
        if !agreed && path != chosen && is_there() {
            self.questions.push_back(Question::Replace { path, purpose });
            return Vec::new();
        }
        match purpose {
            Purpose::Save { document, .. } if document == around.document.id => self.save_to(path, false, around),
            Purpose::Save { document, map, state } => {
                // That document is no longer open: it is saved as it was when it was asked for, as a further copy.
                let fresh = WorkingCopy::fresh(&map, (around.environment.chance)());
                let content = Content::Map { map, state, block: fresh.block, anyway: true };
                self.enqueue(Some(document), path, content);
                self.pump(around);
            }
            Purpose::Export(export) => {
                self.enqueue(None, path, Content::Export(export));
                self.pump(around);
            }
            Purpose::Open => {}
        }
        Vec::new()
    }

    /// The question that stands before everything else was answered.
    pub fn answer(&mut self, answer: Answer, around: &mut Around<'_>) -> Vec<Effect> {
        let Some(question) = self.questions.pop_front() else { return Vec::new() };
        match (question, answer) {
            (Question::SaveFirst { document, .. }, _) if document != around.document.id => Vec::new(),
            (Question::SaveFirst { document, then }, Answer::Yes) => {
                self.leaving = Some(Leaving { document, then });
                vec![Effect::ExecuteUnasked(Command::Save)]
            }
            (Question::SaveFirst { then, .. }, Answer::No) => vec![Effect::ExecuteUnasked(then)],
            (Question::SaveFirst { .. }, Answer::Cancel) => Vec::new(),
            (Question::Path { asked, purpose }, Answer::Yes) => self.on_typed(asked, purpose, around),
            (Question::Path { purpose, .. } | Question::Replace { purpose, .. }, Answer::Cancel | Answer::No) => {
                self.on_cancelled(&purpose, around.document.id);
                Vec::new()
            }
            (Question::Replace { path, purpose }, Answer::Yes) => self.on_path(path, true, purpose, around),
            (Question::ChangedOutside { document, .. }, _) if document != around.document.id => Vec::new(),
            (Question::ChangedOutside { path, .. }, Answer::Yes) => {
                self.save_to(path, true, around);
                Vec::new()
            }
            (Question::ChangedOutside { .. }, Answer::No) => vec![Effect::ExecuteUnasked(Command::SaveAs)],
            (Question::ChangedOutside { .. }, Answer::Cancel) => {
                self.leaving = None;
                Vec::new()
            }
            (Question::Writing, Answer::No) => self.close(around.document).into_iter().collect(),
            (Question::Writing, Answer::Yes | Answer::Cancel) => {
                self.quitting = None;
                Vec::new()
            }
        }
    }

    /// A path was typed where the system has no dialog.
    fn on_typed(&mut self, asked: PathQuestion, purpose: Purpose, around: &mut Around<'_>) -> Vec<Effect> {
        let chosen = PathBuf::from(asked.typed.trim());
        if !purpose.is_saving() {
            self.typed_path = asked.typed;
            return vec![Effect::Execute(Command::OpenPath(chosen))];
        }
        let path = with_ending(chosen, purpose.ending());
        let is_own = matches!(&purpose, Purpose::Save { document, .. } if self.path(*document) == Some(&path));
        let is_there = || around.environment.disk.fingerprint(&path).is_ok_and(|found| found.is_some());
        if !asked.exists && !is_own && is_there() {
            self.questions.push_front(Question::Path { asked: PathQuestion { exists: true, ..asked }, purpose });
            return Vec::new();
        }
        self.on_path(path, true, purpose, around)
    }

    fn next_request(&mut self) -> RequestId {
        self.requests += 1;
        RequestId(self.requests)
    }

    /// Remembers which ids the open document has handed out, where that is not remembered yet.
    fn remember_copy(&mut self, around: &Around<'_>) {
        let editor = &around.document.editor;
        let ledger = editor.map().ledger();
        let Some(own) = self.own.get_mut(&around.document.id).filter(|own| own.remembered != *ledger) else { return };
        own.remembered = ledger.clone();
        let path = own.path.clone();
        if around.environment.copies.is_some() {
            let copy = WorkingCopy { block: editor.block(), ledger: ledger.clone() };
            self.enqueue(None, path, Content::Copy(Box::new(copy)));
        }
    }

    /// Forgets the files of documents that are neither open nor still being saved.
    fn forget_closed(&mut self, open: DocumentId) {
        let writes = &self.writes;
        self.own.retain(|id, _| *id == open || writes.iter().any(|write| write.document == Some(*id)));
    }

    /// The question, or the error, that ends a write.
    pub fn on_written(&mut self, request: RequestId, written: Written, around: &mut Around<'_>) -> Vec<Effect> {
        let Some(at) = self.writes.iter().position(|write| write.request == request) else { return Vec::new() };
        let write = self.writes.remove(at);
        let is_open = write.document == Some(around.document.id);
        let mut effects = Vec::new();
        match written {
            Written::Done { fingerprint, durability } => match (write.document, write.content) {
                (Some(document), Content::Map { map, state, .. }) => {
                    let remembered = map.ledger().clone();
                    self.own.insert(document, OwnFile { path: write.path.clone(), fingerprint, remembered });
                    if is_open {
                        around.document.editor.mark_saved(state);
                    } else if self.path(around.document.id).is_some_and(|own| is_same(own, &write.path)) {
                        // The file of the open map is another document's now.
                        around.document.editor.mark_unsaved();
                    }
                    effects.push(Effect::Recent(write.path));
                    effects.push(Effect::News(saved_news(durability)));
                }
                (_, Content::Export(_)) => effects.push(Effect::News(saved_news(durability))),
                _ => {}
            },
            Written::ChangedOutside if is_open => {
                let question = Question::ChangedOutside { document: around.document.id, path: write.path };
                self.questions.push_back(question);
            }
            // Nobody is there any more to say whether to write over it.
            Written::ChangedOutside => effects.push(Effect::Error {
                title: Screen::CannotSave,
                message: format!("{}: {}", write.path.display(), Screen::ChangedOutside.text(around.language)),
            }),
            Written::Failed(error) => {
                self.give_up_leaving(is_open);
                let message = save_sentence(&error, around.language);
                effects.push(Effect::Error { title: Screen::CannotSave, message });
            }
            Written::Broken if write.content.is_quiet() => {}
            Written::Broken => {
                self.give_up_leaving(is_open);
                let message = Screen::ProgramError.text(around.language).to_owned();
                effects.push(Effect::Error { title: Screen::CannotSave, message });
            }
        }
        self.pump(around);
        self.forget_closed(around.document.id);
        effects.extend(self.go_on_leaving(around.document));
        if self.writes.is_empty() {
            effects.extend(self.close(around.document));
        }
        effects
    }

    fn give_up_leaving(&mut self, is_open: bool) {
        if is_open {
            self.leaving = None;
        }
        self.quitting = None;
        self.questions.retain(|question| !matches!(question, Question::Writing));
    }

    /// What waited for the save of a document, where nothing of it is saved any more.
    fn go_on_leaving(&mut self, document: &Document) -> Option<Effect> {
        let saves = self.writes.iter().any(|write| write.state_of(document.id).is_some());
        let asks = self.questions.iter().any(|question| matches!(question, Question::ChangedOutside { .. }));
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

/// A sentence on a map that could not be read.
pub(super) fn not_opened(error: &OpenError, language: Language) -> String {
    open_sentence(error, language)
}
