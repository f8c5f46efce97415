//! A session that touches every kind of file, step by step, and what must be on the disk after each.
//!
//! Whatever else the program stores gets its steps here: what [`Session::run`] does for it, and the change that the disk
//! must show then; where the test does not know the bytes, they come from the same step on a sound disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lienket::app::Settings;
use lienket::exchange::{io_error_text, open_sentence, sample_map, save_sentence};
use lienket::language::Language;
use lienket::map::{IdBlock, Info, LinkageMap, Transaction};
use lienket::storage::{
    self, FileFingerprint, FileState, LookDepth, OpenError, ReadProgress, SaveError, SaveRemark, TemplateSaved,
    TemplateStore, WorkingCopy, WorkingCopyStore, file_state, is_write_protected, keep_report, open_from, replace_file,
    save_to,
};

use super::disk::{Call, MemoryDisk};
use super::tree::Tree;

/// The map that is opened.
pub const MAP: &str = "/m/a.lienket";
const SAVED_AS: &str = "/m/b.lienket";
const PICTURE: &str = "/m/a.svg";
const SETTINGS: &str = "/config/settings.ron";
/// What it has at first.
pub static FIRST: LazyLock<Vec<u8>> = LazyLock::new(|| storage::write(&edited(&sample_map(3, 1), 0)));

/// What the program does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Open,
    /// Edits the map and saves it to its file.
    Save,
    /// Saves it to a new file.
    SaveAs,
    /// Stores which ids it has issued.
    StoreCopy,
    LoadCopy,
    WriteSettings,
    SaveTemplate,
    ReplaceTemplate,
    ListTemplates,
    RemoveTemplate,
    Export,
    /// Writes the report of an error in the program.
    Report,
    /// Looks whether somebody else has changed the map's file, and whether it can be written.
    Look,
}

/// What a step that was done leads to.
#[derive(Debug)]
pub enum Done {
    Quietly,
    /// Something was saved, and this is told of it.
    Saved(Option<SaveRemark>),
}

/// The steps of a session, in their order.
pub const SCRIPT: [Step; 16] = [
    Step::Open,
    Step::LoadCopy,
    Step::Look,
    Step::Save,
    Step::StoreCopy,
    Step::Save,
    Step::Export,
    Step::SaveAs,
    Step::StoreCopy,
    Step::LoadCopy,
    Step::WriteSettings,
    Step::SaveTemplate,
    Step::ReplaceTemplate,
    Step::ListTemplates,
    Step::RemoveTemplate,
    Step::Report,
];

/// Why a step was not done.
#[derive(Debug)]
pub enum Failure {
    Open(OpenError),
    Save(SaveError),
    /// The program puts the file before the reason.
    Io(std::io::Error),
}

impl Failure {
    /// What is told of it in both languages.
    pub fn sentences(&self) -> [String; 2] {
        [Language::English, Language::Vietnamese].map(|language| match self {
            Self::Open(error) => open_sentence(error, language),
            Self::Save(error) => save_sentence(error, language),
            Self::Io(error) => format!("{MAP}: {}", io_error_text(error, language)),
        })
    }
}

/// The program, and what it should have on the disk.
pub struct Session {
    pub disk: MemoryDisk,
    map: LinkageMap,
    known: Option<FileFingerprint>,
    edits: u32,
    stored: Option<WorkingCopy>,
    /// What each file has.
    expected: BTreeMap<PathBuf, Vec<u8>>,
    /// The file that the last step writes or removes, with its new content.
    change: Option<(PathBuf, Option<Vec<u8>>)>,
    /// What may come back by a power loss.
    older: BTreeSet<(PathBuf, Option<Vec<u8>>)>,
}

impl Session {
    pub fn new() -> Self {
        let bytes = FIRST.clone();
        let disk = MemoryDisk::default();
        disk.put(Path::new(MAP), &bytes);
        disk.take_moments();
        Self {
            disk,
            map: LinkageMap::default(),
            known: None,
            edits: 1,
            stored: None,
            expected: BTreeMap::from([(PathBuf::from(MAP), bytes)]),
            change: None,
            older: BTreeSet::new(),
        }
    }

    /// Does a step. A step that failed can be done again: the same is written then.
    pub fn run(&mut self, step: Step) -> Result<Done, Failure> {
        let (copies, templates) = (WorkingCopyStore::new("/state".into()), TemplateStore::new("/templates".into()));
        let template = templates.path("Mẫu").unwrap();
        self.change = None;
        match step {
            Step::Open => {
                let opened = open_from(&self.disk, Path::new(MAP), &ReadProgress::default()).map_err(Failure::Open)?;
                assert_eq!(storage::write(&opened.map), self.expected[Path::new(MAP)]);
                (self.map, self.known) = (opened.map, Some(opened.fingerprint));
            }
            Step::Save => {
                let map = edited(&self.map, self.edits);
                self.change = Some((MAP.into(), Some(storage::write(&map))));
                let saved = save_to(&self.disk, &map, Path::new(MAP), self.known).map_err(Failure::Save)?;
                (self.map, self.known) = (map, saved.fingerprint);
                self.edits += 1;
                return Ok(Done::Saved(saved.replaced.remark()));
            }
            Step::SaveAs => {
                self.change = Some((SAVED_AS.into(), Some(storage::write(&self.map))));
                let saved = save_to(&self.disk, &self.map, Path::new(SAVED_AS), None).map_err(Failure::Save)?;
                return Ok(Done::Saved(saved.replaced.remark()));
            }
            Step::StoreCopy => {
                let copy = WorkingCopy { block: IdBlock::ORIGINAL, ledger: self.map.ledger().clone() };
                let store = |disk: &MemoryDisk| copies.save(disk, Path::new(MAP), self.map.identity(), &copy);
                let sound = MemoryDisk::of(self.disk.tree());
                store(&sound).map_err(Failure::Io)?;
                self.change = self.first_difference(&sound.tree());
                store(&self.disk).map_err(Failure::Io)?;
                self.stored = Some(copy);
            }
            Step::LoadCopy => {
                // One that cannot be read counts as lost, which does no harm.
                if let Some(loaded) = copies.load(&self.disk, Path::new(MAP), self.map.identity()) {
                    assert_eq!(Some(&loaded), self.stored.as_ref());
                } else {
                    assert!(self.stored.is_none() || self.disk.has_failed());
                }
            }
            Step::Look => {
                let known = self.known.unwrap();
                let state = file_state(&self.disk, Path::new(MAP), known, LookDepth::Content);
                let is_unreadable = matches!(state, FileState::Unreadable(_)) && self.disk.has_failed();
                assert!(state == FileState::Unchanged(known) || is_unreadable, "{state:?}");
                assert!(!is_write_protected(&self.disk, Path::new(MAP)) || self.disk.has_failed());
            }
            Step::WriteSettings => {
                self.change = Some((SETTINGS.into(), Some(b"(zoom: 1.0)".to_vec())));
                Settings::write_text(&self.disk, Path::new(SETTINGS), "(zoom: 1.0)").map_err(Failure::Io)?;
            }
            Step::SaveTemplate | Step::ReplaceTemplate => {
                let map = edited(&self.map, if step == Step::SaveTemplate { 100 } else { 101 });
                self.change = Some((template.clone(), Some(storage::write(&map))));
                let there = storage::fingerprint(&self.disk, &template).map_err(Failure::Io)?;
                match TemplateStore::save(&self.disk, &map, &template, there).map_err(Failure::Save)? {
                    TemplateSaved::Written(replaced) => return Ok(Done::Saved(replaced.remark())),
                    TemplateSaved::Exists(_) => panic!("it was agreed to"),
                }
            }
            Step::ListTemplates => {
                let files = templates.list(&self.disk).map_err(Failure::Open)?;
                assert_eq!(files.paths, [template]);
            }
            Step::RemoveTemplate => {
                self.change = Some((template.clone(), None));
                templates.remove(&self.disk, &template).map_err(Failure::Io)?;
            }
            Step::Export => {
                self.change = Some((PICTURE.into(), Some(b"<svg/>".to_vec())));
                let unwritable = |source| Failure::Save(SaveError::Unwritable { path: PICTURE.into(), source });
                let replaced = replace_file(&self.disk, Path::new(PICTURE), b"<svg/>").map_err(unwritable)?;
                return Ok(Done::Saved(replaced.remark()));
            }
            Step::Report => {
                let folder = Path::new("/state/crashes");
                self.change = Some((folder.join("1.txt"), Some(b"thread: main".to_vec())));
                keep_report(&self.disk, folder, "1.txt", "thread: main").map_err(Failure::Io)?;
            }
        }
        Ok(Done::Quietly)
    }

    /// The first file that another disk has otherwise than is expected of this.
    fn first_difference(&self, tree: &Tree) -> Option<(PathBuf, Option<Vec<u8>>)> {
        let mut files = tree.paths().map(|path| (path.clone(), tree.bytes(path)));
        files.find(|(path, bytes)| bytes.as_ref() != self.expected.get(path))
    }

    /// The last step was done, though these calls failed.
    pub fn on_done(&mut self, failed: &BTreeSet<Call>) {
        let Some((path, bytes)) = self.change.take() else { return };
        let old = self.expected.remove(&path);
        if bytes.is_none() || failed.contains(&Call::SyncFolder) {
            // Nobody waits for the disk to forget a file.
            self.older.insert((path.clone(), old));
        }
        self.expected.extend(bytes.map(|bytes| (path, bytes)));
    }

    /// The last step was not done.
    pub fn on_failed(&mut self) {
        self.change = None;
    }

    /// The files of a disk are those that are expected, and no other.
    pub fn check(&self, tree: &Tree, context: &str) {
        let found: BTreeSet<&PathBuf> = tree.paths().collect();
        assert_eq!(found, self.expected.keys().collect(), "{context}");
        for (path, bytes) in &self.expected {
            assert!(tree.bytes(path).as_ref() == Some(bytes), "{}: {context}", path.display());
        }
    }

    /// Whatever each file may be, now or after a power loss, it is as it was or as it is to be.
    pub fn check_moment(&self, tree: &Tree, context: &str) {
        let paths: BTreeSet<&PathBuf> = self.expected.keys().chain(self.change.iter().map(|(path, _)| path)).collect();
        for path in paths {
            let changes = self.older.iter().chain(&self.change).filter(|(changed, _)| changed == path);
            let mut allowed: Vec<Option<&Vec<u8>>> = changes.map(|(_, bytes)| bytes.as_ref()).collect();
            allowed.push(self.expected.get(path));
            let is_allowed = tree.after_power_loss(path).iter().all(|bytes| allowed.contains(bytes));
            assert!(is_allowed, "{} may be neither old nor new: {context}", path.display());
        }
    }
}

/// The map with another title, as long as each other.
pub fn edited(map: &LinkageMap, number: u32) -> LinkageMap {
    let mut map = map.clone();
    let info = Info { title: format!("Lần sửa {number:03}"), ..map.info().clone() };
    let mut edit = Transaction::begin(&mut map);
    edit.set_info(info).unwrap();
    edit.finish();
    map
}

/// Whether a message says what failed: which file, and why where the system says so.
pub fn is_true(failure: &Failure, kind: std::io::ErrorKind) -> bool {
    use std::io::ErrorKind;
    let reasons = match kind {
        ErrorKind::StorageFull => ["the disk is full", "ổ đĩa đầy"],
        ErrorKind::PermissionDenied => ["you have no permission", "không có quyền"],
        _ => ["check the disk", "hãy kiểm tra ổ đĩa"],
    };
    failure
        .sentences()
        .iter()
        .zip(reasons)
        .all(|(sentence, reason)| sentence.starts_with('/') && sentence.contains(reason) && !sentence.contains('\n'))
}

/// Whether a step that was done though these calls failed has said so, where that may cost the file.
pub fn is_told(done: &Done, failed: &BTreeSet<Call>) -> bool {
    match done {
        Done::Quietly => true,
        Done::Saved(remark) => (*remark == Some(SaveRemark::Unconfirmed)) == failed.contains(&Call::SyncFolder),
    }
}
