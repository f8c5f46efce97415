//! Keeps the journal of the open document: what has happened since the last write goes to it as a job, at most one at a
//! time, and it ends with the document.
//!
//! Invariant: while the document has something that no file has, its journal has it too, but for what is being written
//! at this moment. A journal is removed only once its map is saved, or once a person has agreed to lose what it has.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::document::{Document, DocumentId};
use super::environment::Environment;
use super::exit_flush::ExitFlush;
use super::job_types::{JobName, JobResult, ShellJobs};
use super::shell::Shell;
use crate::map::{EditLabel, Editor, LinkageMap, MapId, Patch};
use crate::storage::{
    Disk, FORMAT, FileFingerprint, JournalClaim, JournalHeader, JournalMirror, JournalName, JournalSnapshot,
    JournalStore, PendingEntry, TypedText,
};

/// Seconds between two records of text being typed.
const TYPING_INTERVAL: f64 = 0.4;
/// Seconds before a write that failed is tried again.
const RETRY_INTERVAL: f64 = 5.0;
/// Seconds that a closed window waits for its journal.
const PATIENCE: f64 = 3.0;
/// Bytes at which a journal is written anew around the present state.
const COMPACTION_SIZE: u64 = 4_000_000;

/// A claim to a journal, shared with the job that writes it.
type SharedClaim = Arc<Mutex<Option<JournalClaim>>>;

/// A journal that a document continues.
#[derive(Clone, Debug)]
pub(super) struct JournalSeed {
    pub name: JournalName,
    claim: SharedClaim,
}

impl JournalSeed {
    /// A journal that is claimed.
    pub fn new(name: JournalName, claim: JournalClaim) -> Self {
        Self { name, claim: Arc::new(Mutex::new(Some(claim))) }
    }
}

/// The steps that can be undone in a map that was opened, from the journal that its document continues.
#[derive(Debug)]
pub(super) struct KeptHistory {
    pub editor: Editor,
    pub seed: JournalSeed,
}

impl KeptHistory {
    /// That of a map that was read from a file with content of this hash.
    pub fn of(store: &JournalStore, disk: &dyn Disk, map: &LinkageMap, (path, hash): (&Path, u64)) -> Option<Self> {
        let (name, claim, replayed) = store.history_of(disk, map, path, hash)?;
        Some(Self { editor: replayed.editor, seed: JournalSeed::new(name, claim) })
    }
}

/// How a write of a journal ended.
#[derive(Debug)]
pub(super) struct Journaled {
    /// Its size now, in bytes, as far as it was written anew; else the bytes that were added.
    size: u64,
    is_anew: bool,
}

/// What of a document the journal depends on beside its editor.
pub(super) struct JournalContext<'a> {
    pub document: &'a Document,
    /// Its file with the fingerprint from when it was last read or written.
    pub file: Option<(PathBuf, Option<FileFingerprint>)>,
    /// Texts that no edit takes as they are.
    pub texts: Vec<String>,
    pub environment: &'a Environment,
    pub jobs: &'a mut ShellJobs,
    /// egui's time, in seconds.
    pub now: f64,
}

/// Text that is typed, without a time.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    edit: Option<(EditLabel, Patch)>,
    texts: Vec<String>,
    entry: String,
}

/// The journals of the open document and of those that were closed just now.
#[derive(Default)]
pub(super) struct Journals {
    open: Option<Journal>,
    closed: Vec<Journal>,
    /// Whether the last write failed.
    has_failed: bool,
    /// How long is waited for the journal of the document that was closed last, in egui's time.
    patience: f64,
}

struct Journal {
    document: DocumentId,
    seed: JournalSeed,
    mirror: JournalMirror,
    /// What of typed text was recorded last, and when it may be recorded again.
    typed: Option<Typed>,
    typing_due: f64,
    /// The saved state and the file that it was written for.
    base: (Option<u64>, Option<(PathBuf, Option<FileFingerprint>)>),
    pending: Vec<PendingEntry>,
    file: JournalFile,
    /// Whether its base is kept among the versions.
    has_base: bool,
    is_writing: bool,
    size: u64,
    retry_due: f64,
    /// What becomes of it, once the document is closed.
    end: Option<JournalEnd>,
}

/// How the file of a journal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum JournalFile {
    Absent,
    /// To be written anew.
    Outdated,
    /// It says everything but what is pending.
    Current,
}

/// What becomes of a journal.
#[derive(Clone, Debug)]
enum JournalEnd {
    /// Its steps can be undone when the map is opened again. With what it has to say, if it does not say so yet.
    Keep(Option<Box<(JournalHeader, JournalSnapshot)>>),
    /// The same for the steps up to the state that the map's file has: a person has agreed to lose what followed.
    KeepSaved(Box<(JournalHeader, Editor)>),
    Remove,
}

impl Journals {
    /// Begins with a document; `seed` is the journal that it continues.
    pub fn on_document_opened(&mut self, document: &Document, seed: Option<JournalSeed>, environment: &Environment) {
        let new = || {
            let identity = document.editor.map().identity().unwrap_or(MapId(0));
            JournalSeed { name: JournalName::new(identity, (environment.random)()), claim: SharedClaim::default() }
        };
        let file = if seed.is_some() { JournalFile::Outdated } else { JournalFile::Absent };
        self.open = environment.journal_store.is_some().then(|| Journal {
            document: document.id,
            seed: seed.unwrap_or_else(new),
            mirror: JournalMirror::of(&document.editor),
            typed: None,
            typing_due: 0.0,
            base: (None, None),
            pending: Vec::new(),
            file,
            has_base: false,
            is_writing: false,
            size: 0,
            retry_due: 0.0,
            end: None,
        });
    }

    /// Ends the journal of a document that is closed: what no file has is given up, as a person has agreed to.
    pub fn on_document_closing(&mut self, context: &mut JournalContext<'_>) {
        self.follow(context);
        self.patience = context.now + PATIENCE;
        let Some(mut journal) = self.open.take_if(|journal| journal.document == context.document.id) else { return };
        journal.end = Some(journal.ending(context));
        if journal.has_file() {
            journal.start(context);
            self.closed.push(journal);
        }
    }

    /// The journal of the open document, for a window that goes on with it.
    pub fn hand_over(&mut self) -> Option<JournalSeed> {
        self.open.take().filter(Journal::has_file).map(|journal| journal.seed)
    }

    /// The journals of the documents of this window.
    pub fn own_names(&self) -> Vec<JournalName> {
        self.closed.iter().chain(&self.open).map(|journal| journal.seed.name.clone()).collect()
    }

    /// Whether nothing is being written any more, or a disk has hung for too long after the last document was closed.
    pub fn are_settled(&self, now: f64) -> bool {
        now >= self.patience || !self.closed.iter().chain(&self.open).any(|journal| journal.is_writing)
    }

    /// Whether the journals on the disk have everything that has happened until the last call of [`Self::follow`].
    pub fn are_current(&self) -> bool {
        let is_current = |journal: &Journal| {
            !journal.is_writing && journal.pending.is_empty() && journal.file != JournalFile::Outdated
        };
        self.closed.iter().chain(&self.open).all(is_current)
    }

    /// Records what has happened since the last call, and returns after how many seconds it is to be called again, if
    /// nothing happens until then.
    pub fn follow(&mut self, context: &mut JournalContext<'_>) -> Option<Duration> {
        let journal = self.open.as_mut().filter(|journal| journal.document == context.document.id)?;
        journal.follow(context);
        journal.start(context);
        let due = journal.retry_due.max(if journal.has_unrecorded_text(context) { journal.typing_due } else { 0.0 });
        (due > context.now && !journal.is_writing).then(|| Duration::from_secs_f64(due - context.now))
    }

    /// Whether the last write failed: what has happened since the one before would be lost with the program.
    pub fn are_failing(&self) -> bool {
        self.has_failed
    }

    /// Handles the end of a write.
    pub fn on_written(
        &mut self,
        document: DocumentId,
        outcome: Option<std::io::Result<Journaled>>,
        context: &mut JournalContext<'_>,
    ) {
        if let Some(journal) = self.open.as_mut().filter(|journal| journal.document == document) {
            journal.is_writing = false;
            if let Some(Ok(written)) = outcome {
                journal.size = if written.is_anew { written.size } else { journal.size + written.size };
                self.has_failed = false;
                return;
            }
            // It may end in half a record now.
            (journal.file, journal.has_base) = (JournalFile::Outdated, false);
            journal.retry_due = context.now + RETRY_INTERVAL;
            if !std::mem::replace(&mut self.has_failed, true) {
                log::warn!("edits are not kept: {outcome:?}");
            }
        } else if let Some(at) = self.closed.iter().position(|journal| journal.document == document) {
            let mut journal = self.closed.remove(at);
            journal.is_writing = false;
            // What has ended is done, or stays for the next start, which tells of it.
            if journal.end.is_some() {
                journal.start(context);
                self.closed.push(journal);
            }
        }
    }
}

impl Journal {
    fn follow(&mut self, context: &JournalContext<'_>) {
        let (editor, at) = (&context.document.editor, context.environment.clock.now());
        let entries = self.mirror.follow(editor, at);
        if entries.iter().any(|entry| matches!(entry, PendingEntry::Edit { .. })) {
            // An edit takes the place of what was typed.
            self.typed = None;
        }
        self.pending.extend(entries);
        if self.has_unrecorded_text(context) && context.now >= self.typing_due {
            self.typed = typed_of(context);
            self.typing_due = context.now + TYPING_INTERVAL;
            self.pending.pop_if(|entry| matches!(entry, PendingEntry::Typed(_)));
            self.pending.push(self.typed_entry(at));
        }
        let base = (editor.saved_state(), context.file.clone());
        if self.base != base {
            self.base = base;
            self.has_base = false;
            if self.has_file() {
                self.file = JournalFile::Outdated;
            }
            self.size = 0;
        }
    }

    fn has_unrecorded_text(&self, context: &JournalContext<'_>) -> bool {
        self.typed != typed_of(context)
    }

    fn typed_entry(&self, at: i64) -> PendingEntry {
        PendingEntry::Typed(self.typed.as_ref().map(|typed| TypedText {
            at,
            edit: typed.edit.as_ref().map(|(label, patch)| (*label, Arc::new(patch.clone()))),
            texts: typed.texts.clone(),
            entry: typed.entry.clone(),
        }))
    }

    /// Starts the next write, if there is something to write and none runs.
    fn start(&mut self, context: &mut JournalContext<'_>) {
        let Some(store) = context.environment.journal_store.clone() else { return };
        if self.is_writing {
            return;
        }
        if let Some(end) = self.end.take() {
            self.start_ending(end, store, context);
            return;
        }
        // A map is dirty without an edit when its file was given to another document.
        let is_wanted = match self.file {
            JournalFile::Absent => context.document.editor.is_dirty(),
            JournalFile::Outdated => true,
            JournalFile::Current => false,
        };
        let has_something = is_wanted || !self.pending.is_empty();
        if !has_something || context.now < self.retry_due {
            return;
        }
        let at = context.environment.clock.now();
        let is_compact = self.size >= COMPACTION_SIZE;
        let is_anew = self.file != JournalFile::Current || is_compact;
        let snapshot = (is_anew || !self.has_base)
            .then(|| JournalSnapshot::of(&context.document.editor, self.typed_entry(at), at, is_compact));
        let pending = std::mem::take(&mut self.pending);
        self.has_base |= snapshot.as_ref().is_some_and(|snapshot| !is_anew || snapshot.needs_base());
        self.file = JournalFile::Current;
        let (disk, seed, header) =
            (Arc::clone(&context.environment.disk), self.seed.clone(), header_of(context, snapshot.as_ref()));
        self.run(context.jobs, move || {
            hold_claim(&store, &*disk, &seed)?;
            let size = match &snapshot {
                Some(snapshot) if is_anew => store.write(&*disk, &seed.name, &header, snapshot)?,
                _ => store.append(&*disk, &seed.name, &pending)?,
            };
            // The map's file may be lost or replaced before it is saved again.
            if let Some(snapshot) = snapshot.filter(|_| !is_anew) {
                store.keep_base(&*disk, &header, &snapshot)?;
            }
            Ok(Journaled { size, is_anew })
        });
    }

    fn has_file(&self) -> bool {
        self.file != JournalFile::Absent
    }

    /// What becomes of it when the document is closed now.
    fn ending(&self, context: &JournalContext<'_>) -> JournalEnd {
        let editor = &context.document.editor;
        if context.file.is_none() || editor.steps().next().is_none() {
            return JournalEnd::Remove;
        }
        if editor.is_dirty() {
            return JournalEnd::KeepSaved(Box::new((header_of(context, None), editor.clone())));
        }
        let is_current = self.file == JournalFile::Current;
        let is_complete = self.pending.is_empty() && is_current && self.typed.is_none();
        JournalEnd::Keep((!is_complete).then(|| {
            let at = context.environment.clock.now();
            let snapshot = JournalSnapshot::of(editor, PendingEntry::Typed(None), at, false);
            Box::new((header_of(context, Some(&snapshot)), snapshot))
        }))
    }

    fn start_ending(&mut self, end: JournalEnd, store: JournalStore, context: &mut JournalContext<'_>) {
        let (disk, seed) = (Arc::clone(&context.environment.disk), self.seed.clone());
        let at = context.environment.clock.now();
        self.run(context.jobs, move || {
            match end {
                JournalEnd::Keep(None) => {}
                JournalEnd::KeepSaved(left) => keep_saved(&store, &*disk, &seed.name, *left, at)?,
                JournalEnd::Keep(Some(last)) => drop(store.write(&*disk, &seed.name, &last.0, &last.1)?),
                JournalEnd::Remove => store.remove(&*disk, &seed.name)?,
            }
            let claim = seed.claim.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(claim) = claim {
                store.release(&*disk, &seed.name, claim);
            }
            Ok(Journaled { size: 0, is_anew: true })
        });
    }

    fn run(&mut self, jobs: &mut ShellJobs, write: impl FnOnce() -> std::io::Result<Journaled> + Send + 'static) {
        let document = self.document;
        self.is_writing = true;
        jobs.start(JobName::Journal(document), move |_| JobResult::Journaled(document, write()));
    }
}

/// What the journal of a document is about.
fn header_of(context: &JournalContext<'_>, snapshot: Option<&JournalSnapshot>) -> JournalHeader {
    let editor = &context.document.editor;
    let info = editor.map().info();
    let (path, fingerprint) = context.file.clone().unzip();
    let fingerprint = fingerprint.flatten();
    let is_base_saved = snapshot.is_none_or(|snapshot| snapshot.is_base_saved(editor));
    JournalHeader {
        journal: 0,
        format: FORMAT,
        identity: editor.map().identity().unwrap_or(MapId(0)),
        title: info.title.clone(),
        // RON has no bytes for names that are no text.
        path: path.filter(|path| path.to_str().is_some()),
        base: fingerprint.map_or(0, |fingerprint| fingerprint.hash),
        saved: is_base_saved && fingerprint.is_some(),
        file: None,
        block: editor.block(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        begun: context.environment.clock.now(),
    }
}

/// What is typed in a document, as far as no edit has it.
fn typed_of(context: &JournalContext<'_>) -> Option<Typed> {
    let (edit, texts) = (context.document.typed_edit(), context.texts.clone());
    let entry = context.document.pending_entry().unwrap_or_default().to_owned();
    let is_something = edit.is_some() || !texts.is_empty() || !entry.is_empty();
    is_something.then_some(Typed { edit, texts, entry })
}

/// Leaves the steps of a document up to the state that its file has, if there are some.
fn keep_saved(
    store: &JournalStore,
    disk: &dyn Disk,
    name: &JournalName,
    (mut header, editor): (JournalHeader, Editor),
    at: i64,
) -> std::io::Result<()> {
    let saved = editor.up_to_saved().filter(|saved| header.saved && !saved.undo_steps().is_empty());
    let Some(saved) = saved else { return store.remove(disk, name) };
    header.title.clone_from(&saved.map().info().title);
    let snapshot = JournalSnapshot::of(&saved, PendingEntry::Typed(None), at, false);
    store.write(disk, name, &header, &snapshot).map(drop)
}

/// Claims a journal, unless that is done.
fn hold_claim(store: &JournalStore, disk: &dyn Disk, seed: &JournalSeed) -> std::io::Result<()> {
    let mut claim = seed.claim.lock().unwrap_or_else(PoisonError::into_inner);
    if claim.is_none() {
        let taken = store.claim(disk, &seed.name)?;
        *claim = Some(taken.ok_or_else(|| std::io::Error::other("another window writes it"))?);
    }
    Ok(())
}

impl Shell {
    fn journals_with_context(&mut self) -> (&mut Journals, JournalContext<'_>) {
        let texts = self.unaccepted_texts();
        // Nothing waits then for its time.
        let is_ending = self.exit_flush.as_ref().is_some_and(ExitFlush::is_ending);
        let context = JournalContext {
            file: self.files.file(self.document.id),
            texts,
            document: &self.document,
            environment: &self.environment,
            jobs: &mut self.jobs,
            now: if is_ending { f64::INFINITY } else { self.ctx.input(|input| input.time) },
        };
        (&mut self.journals, context)
    }

    /// Records what has happened to the document since the last frame.
    pub(super) fn follow_journal(&mut self) {
        let (journals, mut context) = self.journals_with_context();
        if let Some(wait) = journals.follow(&mut context) {
            self.ctx.request_repaint_after(wait);
        }
        if let Some(exit) = self.exit_flush.as_ref().filter(|exit| exit.is_ending() && self.journals.are_current()) {
            exit.on_flushed();
        }
    }

    /// Ends the journal of the document, which is about to be closed.
    pub(super) fn close_journal(&mut self) {
        let (journals, mut context) = self.journals_with_context();
        journals.on_document_closing(&mut context);
    }

    pub(super) fn on_journaled(&mut self, document: DocumentId, outcome: Option<std::io::Result<Journaled>>) {
        let (journals, mut context) = self.journals_with_context();
        journals.on_written(document, outcome, &mut context);
    }
}
