//! What a window does with the disk while a map is open, step by step: mark, lock, journal, versions, working copy; and what
//! it may have lost, and left behind, if it ended now.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use lienket::map::{EditLabel, Editor, IdBlock, Info, LinkageMap, MapId, RecordImages};
use lienket::storage::{
    self, Disk, FORMAT, FileFingerprint, JournalClaim, JournalHeader, JournalMirror, JournalName, JournalSnapshot,
    JournalStore, KeptState, LockOwner, Locking, MapLock, Openings, PendingEntry, ReadProgress, Recovered, SaveRemark,
    TypedText, VersionKeeper, VersionStore, WorkingCopy, WorkingCopyStore, last_version, lock_map, lock_path,
    open_from, remove_abandoned_files, save_with_versions, seconds,
};

use super::disk::{Call, MemoryDisk};
use super::script::{FIRST, Failure, MAP};
use super::tree::{START, Tree};

/// What a window does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Removes what others have left by dying.
    CleanUp,
    Open,
    Edit,
    /// Types in a field.
    Type,
    Undo,
    /// Brings back the edits that a window has left by dying.
    Recover,
    Save,
    /// The journal has grown, and is written anew around the present state.
    Compact,
    /// Removes the versions that are not kept for longer than a month.
    Thin,
    /// Closes the map; what is not saved is given up.
    Close,
}

/// What is on the screen.
#[derive(Clone, PartialEq)]
pub struct Screen {
    map: LinkageMap,
    typed: Option<String>,
}

impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, typed {:?}", self.map.info().title, self.typed)
    }
}

impl Screen {
    fn of(map: &LinkageMap, typed: Option<String>) -> Self {
        // Ids of records that no state has may be issued again.
        Self { map: map.clone().with_new_identity(MapId(0)), typed }
    }

    fn of_journal(recovered: &Recovered) -> Self {
        let typed = recovered.replayed.typed.as_ref().map(|typed| typed.entry.clone());
        Self::of(recovered.replayed.editor.map(), typed)
    }
}

/// An open map.
struct OpenMap {
    editor: Editor,
    mirror: JournalMirror,
    known: FileFingerprint,
    journal: JournalName,
    claim: Option<JournalClaim>,
    lock: Option<MapLock>,
    has_journal: bool,
    is_outdated: bool,
    has_base: bool,
    typed: Option<String>,
}

/// What must be found on the disk.
#[derive(Clone)]
struct Kept {
    /// The contents that the map's file may have.
    files: Vec<Vec<u8>>,
    /// The first of the screens that may be found again: what came before it has been kept for good.
    floor: usize,
    /// The contents that are kept as versions.
    versions: BTreeSet<u64>,
}

/// A window, and what must be on the disk.
pub struct Window {
    pub disk: MemoryDisk,
    shared: Arc<dyn Disk>,
    openings: Openings,
    open: Option<OpenMap>,
    steps: i64,
    edits: u32,
    /// What was on the screen, in order.
    screens: Vec<Screen>,
    /// What must be found now, and what had to be before the step that was done last.
    kept: Kept,
    before: Kept,
}

pub fn journals() -> JournalStore {
    JournalStore::new("/state/journals".into(), VersionStore::new("/state/versions".into()))
}

fn copies() -> WorkingCopyStore {
    WorkingCopyStore::new("/state/copies".into())
}

fn marks() -> Openings {
    Openings::new("/state/open".into())
}

impl Window {
    /// A window on a disk with the map.
    pub fn new() -> Self {
        let disk = MemoryDisk::default();
        disk.put(Path::new(MAP), &FIRST);
        Self { steps: 0, ..Self::on(disk, Vec::new()) }
    }

    /// A window that starts on a disk where others have shown these screens.
    pub fn on(disk: MemoryDisk, mut screens: Vec<Screen>) -> Self {
        let file = disk.tree().bytes(Path::new(MAP)).unwrap();
        // Later than what others did.
        let steps = if screens.is_empty() { 60 } else { 40 };
        screens.push(kept(&disk, "at the start"));
        let kept = Kept { files: vec![file], floor: screens.len() - 1, versions: versions(&disk) };
        disk.take_moments();
        Self {
            shared: Arc::new(disk.clone()),
            disk,
            openings: marks(),
            open: None,
            steps,
            edits: 0,
            screens,
            before: kept.clone(),
            kept,
        }
    }

    fn now(&self) -> i64 {
        // Within an hour, in which no version is thinned.
        seconds(*START) + 200 + 60 * self.steps
    }

    /// Does a step; `is_again` when it was done before, and failed.
    pub fn run(&mut self, step: Step, is_again: bool) -> Result<(), Failure> {
        if !is_again {
            self.steps += 1;
        }
        self.before = self.kept.clone();
        match step {
            Step::CleanUp => clean_up(&self.disk),
            Step::Open => self.open()?,
            Step::Edit | Step::Type | Step::Undo => {
                if !is_again {
                    self.change(step);
                }
                self.write_journal(false)?;
            }
            Step::Compact => self.write_journal(true)?,
            // The edits are back, and could not be written to the journal.
            Step::Recover if self.open.as_ref().unwrap().has_journal => self.write_journal(false)?,
            Step::Recover => self.recover()?,
            Step::Save => self.save()?,
            Step::Thin => {
                let identity = self.identity();
                let listed = journals().versions().list(&self.disk, identity).map_err(Failure::Io)?;
                let newest = listed.into_iter().rfind(|version| version.is_saved);
                self.kept.versions = newest.iter().map(|version| version.hash).collect();
                let later = self.now() + 40 * 86_400;
                journals().thin_versions(&self.disk, identity, later).map_err(Failure::Io)?;
            }
            Step::Close => self.close()?,
        }
        Ok(())
    }

    fn identity(&self) -> MapId {
        self.open.as_ref().unwrap().editor.map().identity().unwrap()
    }

    fn open(&mut self) -> Result<(), Failure> {
        self.openings.begin(&self.shared, Path::new(MAP));
        let opened = open_from(&self.disk, Path::new(MAP), &ReadProgress::default());
        let opened = opened.inspect_err(|_| self.openings.end(&self.disk, Path::new(MAP))).map_err(Failure::Open)?;
        let owner = LockOwner { computer: "MAY-1".into(), process: 7, since: self.now(), ..LockOwner::default() };
        let lock = match lock_map(&self.shared, Path::new(MAP), &owner) {
            Locking::Locked(lock, _) => Some(lock),
            Locking::Without => None,
            // Nobody can read who has left it.
            Locking::Taken(_) => {
                assert!(self.disk.has_failed(), "nobody else has it");
                None
            }
        };
        let (hash, identity) = (opened.fingerprint.hash, opened.map.identity().unwrap());
        let (journal, claim, editor) = match journals().history_of(&self.disk, &opened.map, Path::new(MAP), hash) {
            Some((journal, claim, replayed)) => (journal, Some(claim), replayed.editor),
            None => (JournalName::new(identity, self.steps as u64), None, Editor::new(opened.map)),
        };
        let has_journal = claim.is_some();
        self.open = Some(OpenMap {
            mirror: JournalMirror::of(&editor),
            editor,
            known: opened.fingerprint,
            journal,
            claim,
            lock,
            has_journal,
            is_outdated: has_journal,
            has_base: false,
            typed: None,
        });
        Ok(())
    }

    fn change(&mut self, step: Step) {
        let open = self.open.as_mut().unwrap();
        self.edits += 1;
        let title = format!("Sửa lần {}", self.edits);
        match step {
            Step::Edit => {
                let info = Info { title, ..open.editor.map().info().clone() };
                open.editor.edit(EditLabel::EditMap, |map| map.set_info(info)).unwrap();
                open.typed = None;
            }
            Step::Type => open.typed = Some(title),
            _ => drop(open.editor.undo()),
        }
        self.screens.push(Screen::of(open.editor.map(), open.typed.clone()));
    }

    /// Writes to the journal what has happened, as the window does.
    fn write_journal(&mut self, is_compact: bool) -> Result<(), Failure> {
        let (store, now) = (journals(), self.now());
        let open = self.open.as_mut().unwrap();
        if !open.has_journal && !open.editor.is_dirty() && open.typed.is_none() {
            return Ok(());
        }
        let entries = open.mirror.follow(&open.editor, now);
        let typed = PendingEntry::Typed(open.typed.as_ref().map(|title| {
            let info = Info { title: title.clone(), ..open.editor.map().info().clone() };
            let images = RecordImages { info: Some(info), ..RecordImages::default() };
            let patch = Arc::new(images.patch_to(open.editor.map()));
            TypedText { at: now, edit: Some((EditLabel::EditMap, patch)), texts: Vec::new(), entry: title.clone() }
        }));
        let snapshot = JournalSnapshot::of(&open.editor, typed.clone(), now, is_compact);
        let header = header_of(open, &snapshot, now);
        let is_anew = open.is_outdated || is_compact || !open.has_journal;
        let entries: Vec<PendingEntry> = entries.into_iter().chain([typed]).collect();
        open.has_journal = true;
        let written = claim(open, &self.disk).and_then(|()| {
            if is_anew {
                return store.write(&self.disk, &open.journal, &header, &snapshot).map(drop);
            }
            store.append(&self.disk, &open.journal, &entries)?;
            if open.has_base { Ok(()) } else { store.keep_base(&self.disk, &header, &snapshot).map(drop) }
        });
        open.is_outdated = written.is_err();
        open.has_base = written.is_ok() && (open.has_base || !is_anew || snapshot.needs_base());
        if written.is_ok() {
            self.kept.floor = self.screens.len() - 1;
        }
        written.map_err(Failure::Io)
    }

    fn recover(&mut self) -> Result<(), Failure> {
        let store = journals();
        let names = store.names(&self.disk).map_err(Failure::Io)?;
        for name in names {
            let Some(claim) = store.claim(&self.disk, &name).map_err(Failure::Io)? else { continue };
            let recovered = match store.recover(&self.disk, &name) {
                Ok(recovered) => recovered,
                Err(error) => {
                    assert!(self.disk.has_failed(), "{name}: {error}");
                    store.release(&self.disk, &name, claim);
                    // The window tells the system's error, or that the version is not to be found.
                    return Err(Failure::Io(match error {
                        storage::RecoverError::Unreadable(error) => error,
                        other => std::io::Error::other(other),
                    }));
                }
            };
            if !recovered.replayed.is_unsaved() {
                store.release(&self.disk, &name, claim);
                continue;
            }
            let screen = Screen::of_journal(&recovered);
            let open = self.open.as_mut().unwrap();
            assert!(recovered.file.is_some() || self.disk.has_failed(), "nobody else has written the file");
            open.known = recovered.file.unwrap_or(open.known);
            let typed = recovered.replayed.typed.map(|typed| typed.entry);
            open.editor = recovered.replayed.editor;
            open.mirror = JournalMirror::of(&open.editor);
            (open.journal, open.claim, open.typed) = (name, Some(claim), typed);
            (open.has_journal, open.is_outdated, open.has_base) = (true, true, false);
            self.screens.push(screen);
            self.write_journal(false)?;
            break;
        }
        Ok(())
    }

    fn save(&mut self) -> Result<(), Failure> {
        let (store, now) = (journals(), self.now());
        let open = self.open.as_mut().unwrap();
        let bytes = storage::write(open.editor.map());
        let old = self.kept.files.last().unwrap().clone();
        self.kept.files.push(bytes.clone());
        let keeper = VersionKeeper { journals: &store, by: Some("lan"), now };
        let saved = save_with_versions(&self.disk, open.editor.map(), Path::new(MAP), Some(open.known), keeper);
        let saved = saved.map_err(Failure::Save)?;
        let is_unsure = saved.replaced.remark() == Some(SaveRemark::Unconfirmed);
        open.known = saved.fingerprint.unwrap();
        open.editor.mark_saved(open.editor.state());
        open.typed = None;
        let identity = open.editor.map().identity();
        let copy = WorkingCopy { block: IdBlock::ORIGINAL, ledger: open.editor.map().ledger().clone() };
        // Without it nothing is lost.
        drop(copies().save(&self.disk, Path::new(MAP), identity, &copy));
        self.screens.push(Screen::of(open.editor.map(), None));
        if !is_unsure {
            self.kept.files = vec![bytes.clone()];
            if !open.has_journal {
                self.kept.floor = self.screens.len() - 1;
            }
        }
        if !self.disk.has_failed() {
            self.kept.versions.extend([&old, &bytes].map(|bytes| storage::hash_bytes(bytes)));
        }
        open.is_outdated = true;
        open.has_base = false;
        if open.has_journal {
            self.write_journal(false)?;
            if is_unsure {
                // Its owner was told.
                self.kept.floor = 0;
            }
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Failure> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        let (store, now) = (journals(), self.now());
        let is_given_up = open.editor.is_dirty() || open.typed.is_some();
        if is_given_up {
            let map = storage::read(self.kept.files.last().unwrap()).unwrap();
            self.screens.push(Screen::of(&map, None));
        }
        let mut ended = Ok(());
        if open.has_journal {
            ended = if is_given_up || open.editor.steps().next().is_none() {
                store.remove(&self.disk, &open.journal)
            } else if open.is_outdated {
                let snapshot = JournalSnapshot::of(&open.editor, PendingEntry::Typed(None), now, false);
                let header = header_of(&open, &snapshot, now);
                store.write(&self.disk, &open.journal, &header, &snapshot).map(drop)
            } else {
                Ok(())
            };
            if let Some(claim) = open.claim.take().filter(|_| ended.is_ok()) {
                store.release(&self.disk, &open.journal, claim);
            }
        }
        self.openings.end(&self.disk, Path::new(MAP));
        drop(open);
        ended.map_err(Failure::Io)
    }

    /// Whether everything that was on the screen, and is not given up, is found again on a disk as it is.
    pub fn check_now(&self, context: &str) {
        let disk = MemoryDisk::of(self.disk.tree());
        assert_eq!(kept(&disk, context), *self.screens.last().unwrap(), "{context}");
    }

    /// Whether a window that starts on a disk as it was at a moment of the last step finds what was kept before, or what was
    /// about to be.
    pub fn check_moment(&self, tree: &Tree, context: &str) {
        let disk = MemoryDisk::of(tree.clone());
        let file = tree.bytes(Path::new(MAP)).unwrap();
        assert!(self.kept.files.contains(&file) || self.before.files.contains(&file), "neither old nor new: {context}");
        let (found, floor) = (kept(&disk, context), self.before.floor.min(self.kept.floor));
        assert!(self.screens[floor..].contains(&found), "what was kept is lost: {found:?}: {context}");
        // Those that are thinned may still be there.
        let both = self.before.versions.intersection(&self.kept.versions);
        assert!(versions(&disk).is_superset(&both.copied().collect()), "a version is lost: {context}");
    }

    /// What still holds where the disk only said that it kept what was written: a damaged file is seen to be damaged, and a
    /// version from before is found.
    pub fn check_lie(&self, tree: &Tree, context: &str) {
        let disk = MemoryDisk::of(tree.clone());
        match open_from(&disk, Path::new(MAP), &ReadProgress::default()) {
            Ok(_) => {
                let file = tree.bytes(Path::new(MAP)).unwrap();
                assert!(self.kept.files.contains(&file) || self.before.files.contains(&file), "a mixture: {context}");
            }
            Err(_) if self.before.versions.is_empty() => {}
            Err(error) => {
                let (journals, copies) = (journals(), copies());
                let kept = KeptState { journals: Some(&journals), copies: Some(&copies) };
                // Where all that says which map it was is lost, too, nobody can tell its versions from those of others.
                let is_known = !kept.identities(&disk, Path::new(MAP)).unwrap().is_empty();
                let version = last_version(&disk, Path::new(MAP), kept);
                assert!(version.is_some() || !is_known, "no version: {error}: {context}");
            }
        }
        for name in journals().names(&disk).unwrap() {
            if let Ok(recovered) = journals().recover(&disk, &name) {
                let screen = Screen::of_journal(&recovered);
                assert!(self.screens.contains(&screen), "it was never so: {context}: {screen:?}");
            }
        }
    }

    /// Whether the disk has what it should and nothing more.
    pub fn check_nothing_left(&self, context: &str) {
        let tree = self.disk.tree();
        let bases: BTreeSet<u64> = journals()
            .names(&MemoryDisk::of(tree.clone()))
            .unwrap()
            .iter()
            .map(|name| journals().header(&MemoryDisk::of(tree.clone()), name).unwrap().base)
            .collect();
        let lock = self.open.as_ref().filter(|open| open.lock.is_some()).map(|_| lock_path(&self.disk, Path::new(MAP)));
        let claim = self.open.as_ref().filter(|open| open.claim.is_some()).map(|open| format!("{}.lock", open.journal));
        for path in tree.paths() {
            let name = path.file_name().unwrap().to_string_lossy();
            let is_wanted = match path.parent().unwrap().to_str().unwrap() {
                "/m" => path == Path::new(MAP) || Some(path) == lock.as_ref(),
                "/state/journals" => name.ends_with(".journal") || Some(&*name) == claim.as_deref(),
                "/state/open" => self.open.is_some(),
                "/state/copies" => name.ends_with(".ron"),
                folder => {
                    let unsaved = name.strip_suffix("-unsaved.lienket.gz").and_then(|name| name.split_once('-'));
                    let is_needed = |hash: &str| bases.contains(&u64::from_str_radix(hash, 16).unwrap());
                    folder.starts_with("/state/versions/")
                        && name.ends_with(".lienket.gz")
                        // Those that are needed no more go with the claim.
                        && unsaved.is_none_or(|(_, hash)| self.open.is_some() || is_needed(hash))
                }
            };
            assert!(is_wanted, "{} is left: {context}", path.display());
        }
    }

    pub fn screens(&self) -> Vec<Screen> {
        self.screens.clone()
    }

    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// A hash of what is allowed at this moment.
    pub fn expectation(&self) -> u64 {
        let of = |kept: &Kept| -> Vec<u64> {
            let files = kept.files.iter().map(|bytes| storage::hash_bytes(bytes));
            files.chain([kept.floor as u64]).chain(kept.versions.iter().copied()).collect()
        };
        let words = [of(&self.before), of(&self.kept), vec![self.screens.len() as u64]].concat();
        storage::hash_bytes(&words.into_iter().flat_map(u64::to_le_bytes).collect::<Vec<u8>>())
    }

    /// Another window starts on the disk as it was at a moment, and goes on to the end: then the disk is clean.
    pub fn check_restart(tree: Tree, context: &str) {
        let mut next = Self::on(MemoryDisk::of(tree), Vec::new());
        let found = kept(&next.disk, context);
        for step in [Step::CleanUp, Step::Open, Step::Recover] {
            next.run(step, false).unwrap_or_else(|failure| panic!("{step:?}: {failure:?}: {context}"));
        }
        let open = next.open.as_ref().unwrap();
        assert_eq!(Screen::of(open.editor.map(), open.typed.clone()), found, "{context}");
        for step in [Step::Edit, Step::Save, Step::Close] {
            next.run(step, false).unwrap_or_else(|failure| panic!("{step:?}: {failure:?}: {context}"));
            next.check_now(context);
        }
        next.check_nothing_left(context);
    }
}

/// Whether what cannot be removed is the only thing that may be left.
pub fn may_leave(failed: &BTreeSet<Call>) -> bool {
    failed.contains(&Call::Remove) || failed.contains(&Call::List)
}

fn claim(open: &mut OpenMap, disk: &MemoryDisk) -> std::io::Result<()> {
    if open.claim.is_none() {
        open.claim = journals().claim(disk, &open.journal)?;
        assert!(open.claim.is_some(), "nobody else has it");
    }
    Ok(())
}

fn header_of(open: &OpenMap, snapshot: &JournalSnapshot, now: i64) -> JournalHeader {
    JournalHeader {
        journal: 0,
        format: FORMAT,
        identity: open.editor.map().identity().unwrap(),
        title: open.editor.map().info().title.clone(),
        path: Some(MAP.into()),
        base: open.known.hash,
        saved: snapshot.is_base_saved(&open.editor),
        file: None,
        block: open.editor.block(),
        program: "0.1.0".into(),
        begun: now,
    }
}

fn clean_up(disk: &MemoryDisk) {
    journals().clean_up(disk);
    copies().clean_up(disk);
    marks().clean_up(disk);
    remove_abandoned_files(disk, Path::new("/m"));
}

/// What a window that starts on a disk shows of the map: the edits that no file has, or the file.
fn kept(disk: &MemoryDisk, context: &str) -> Screen {
    let names = journals().names(disk).unwrap().into_iter();
    // The others are for undo only.
    let names = names.filter(|name| journals().read(disk, name).is_ok_and(|contents| contents.has_edits()));
    let recovered = names.map(|name| {
        let recovered = journals().recover(disk, &name);
        recovered.unwrap_or_else(|error| panic!("{name}: {error}: {context}"))
    });
    let mut unsaved: Vec<Recovered> = recovered.filter(|recovered| recovered.replayed.is_unsaved()).collect();
    assert!(unsaved.len() <= 1, "{context}");
    match unsaved.pop() {
        Some(recovered) => Screen::of_journal(&recovered),
        None => Screen::of(&open_from(disk, Path::new(MAP), &ReadProgress::default()).unwrap().map, None),
    }
}

/// The contents that are kept as versions of the map; each can be read, and is what its name says.
fn versions(disk: &MemoryDisk) -> BTreeSet<u64> {
    let identity = storage::read(&FIRST).unwrap().identity().unwrap();
    let listed = journals().versions().list(disk, identity).unwrap();
    for version in &listed {
        let map = journals().versions().read(disk, version).unwrap();
        assert_eq!(storage::hash_bytes(&storage::write(&map)), version.hash, "{}", version.path.display());
    }
    listed.into_iter().filter(|version| version.is_saved).map(|version| version.hash).collect()
}
