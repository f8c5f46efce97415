//! The surroundings of a window, in the hands of the test: a disk, threads, dialogs and a clock.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use jiff::civil::Date;
use lienket::app::{Clock, DialogRequest, DialogResult, FileDialogs, Scheduler, Task};
use lienket::panels::FileKind;
use lienket::storage::{Disk, Durability, FileFingerprint, WriteFn};

/// What a job meets when it touches the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    #[default]
    None,
    /// The disk is full.
    Full,
    /// It does not say whether it keeps what it took.
    Unsure,
    /// The program itself breaks.
    Panic,
}

/// One write that took place.
#[derive(Clone, Debug)]
pub struct Write {
    pub path: PathBuf,
    pub before: Option<Vec<u8>>,
    pub after: Vec<u8>,
}

#[derive(Default)]
struct Files {
    by_path: BTreeMap<PathBuf, (Vec<u8>, u64)>,
    ticks: u64,
    fault: Fault,
    /// Whether a job has failed of it.
    has_met_fault: bool,
    writes: Vec<Write>,
    removed: Vec<PathBuf>,
}

/// A disk in memory.
#[derive(Clone, Default)]
pub struct FakeDisk(Arc<Mutex<Files>>);

impl FakeDisk {
    fn with<T>(&self, work: impl FnOnce(&mut Files) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        self.with(|files| files.by_path.get(path).map(|(bytes, _)| bytes.clone()))
    }

    /// Somebody else writes a file.
    pub fn put(&self, path: &Path, bytes: Vec<u8>) {
        self.with(|files| {
            files.ticks += 1;
            files.by_path.insert(path.to_owned(), (bytes, files.ticks));
        });
    }

    /// What jobs meet from now on.
    pub fn set_fault(&self, fault: Fault) {
        self.with(|files| (files.fault, files.has_met_fault) = (fault, false));
    }

    /// Whether something failed of the present fault: a job that never got as far has not.
    pub fn has_met_fault(&self) -> bool {
        self.with(|files| files.has_met_fault)
    }

    pub fn take_removed(&self) -> Vec<PathBuf> {
        self.with(|files| std::mem::take(&mut files.removed))
    }

    pub fn take_writes(&self) -> Vec<Write> {
        self.with(|files| std::mem::take(&mut files.writes))
    }
}

impl Disk for FakeDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Result<Vec<u8>, u64>> {
        self.with(|files| {
            if files.fault == Fault::Full {
                files.has_met_fault = true;
                return Err(ErrorKind::PermissionDenied.into());
            }
            let bytes = files.by_path.get(path).map(|(bytes, _)| bytes.clone()).ok_or(ErrorKind::NotFound)?;
            let size = bytes.len() as u64;
            Ok(if size > limit { Err(size) } else { Ok(bytes) })
        })
    }

    fn read_start(&self, path: &Path, length: u64) -> io::Result<Vec<u8>> {
        Ok(self.read(path, u64::MAX)?.unwrap_or_default().into_iter().take(length as usize).collect())
    }

    fn fingerprint(&self, path: &Path) -> io::Result<Option<FileFingerprint>> {
        let fingerprint = |(bytes, tick): &(Vec<u8>, u64)| FileFingerprint {
            modified: SystemTime::UNIX_EPOCH + Duration::from_secs(*tick),
            size: bytes.len() as u64,
        };
        Ok(self.with(|files| files.by_path.get(path).map(fingerprint)))
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.with(|files| files.by_path.keys().any(|file| file != path && file.starts_with(path)))
    }

    fn list(&self, folder: &Path, limit: usize) -> io::Result<Vec<PathBuf>> {
        self.with(|files| {
            if files.fault == Fault::Full {
                files.has_met_fault = true;
                return Err(ErrorKind::PermissionDenied.into());
            }
            let inside = files.by_path.keys().filter(|path| path.parent() == Some(folder));
            Ok(inside.take(limit).cloned().collect())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let fault = self.with(|files| {
            files.has_met_fault |= matches!(files.fault, Fault::Full | Fault::Panic);
            files.fault
        });
        assert!(fault != Fault::Panic, "the program breaks on purpose");
        self.with(|files| {
            if fault == Fault::Full {
                return Err(ErrorKind::ReadOnlyFilesystem.into());
            }
            files.by_path.remove(path).ok_or(ErrorKind::NotFound)?;
            files.removed.push(path.to_owned());
            Ok(())
        })
    }

    fn replace(&self, path: &Path, _: bool, writing: WriteFn<'_>) -> io::Result<Durability> {
        let mut after = Vec::new();
        let fault = self.with(|files| {
            files.has_met_fault |= matches!(files.fault, Fault::Full | Fault::Panic);
            files.fault
        });
        assert!(fault != Fault::Panic, "the program breaks on purpose");
        writing(&mut after)?;
        if fault == Fault::Full {
            return Err(ErrorKind::StorageFull.into());
        }
        self.with(|files| {
            files.ticks += 1;
            let before = files.by_path.insert(path.to_owned(), (after.clone(), files.ticks)).map(|(bytes, _)| bytes);
            files.writes.push(Write { path: path.to_owned(), before, after });
        });
        Ok(if fault == Fault::Unsure { Durability::Unconfirmed } else { Durability::Synced })
    }
}

/// Tasks that wait until the test lets them run.
#[derive(Clone, Default)]
pub struct Held(pub Arc<Mutex<Vec<(String, Task)>>>);

impl Scheduler for Held {
    fn spawn(&self, name: &str, task: Task) -> io::Result<()> {
        self.0.lock().unwrap().push((name.to_owned(), task));
        Ok(())
    }
}

/// What the person answers to the dialog that is answered next.
#[derive(Clone, Default)]
pub struct Person {
    pub answer: Arc<Mutex<Option<DialogResult>>>,
    /// Whether each dialog that was opened since this was looked at last is for saving a map.
    pub saves: Arc<Mutex<VecDeque<bool>>>,
}

impl FileDialogs for Person {
    fn ask(&self, question: &DialogRequest) -> Box<dyn FnOnce() -> DialogResult + Send> {
        let (answer, saving) = (Arc::clone(&self.answer), question.saving);
        self.saves.lock().unwrap().push_back(saving && question.kind == FileKind::Map);
        Box::new(move || match answer.lock().unwrap().take() {
            Some(DialogResult::Path { path, .. }) => DialogResult::Path { saving, path },
            Some(DialogResult::Unavailable { .. }) => DialogResult::Unavailable { saving },
            Some(DialogResult::Cancelled) | None => DialogResult::Cancelled,
        })
    }
}

pub struct Noon;

impl Clock for Noon {
    fn today(&self) -> Date {
        Date::constant(2026, 11, 28)
    }
}
