//! What is written to files, one after another where it has to be.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Around, Export, Files, RequestId};
use crate::app::document::DocumentId;
use crate::app::jobs::CancelToken;
use crate::app::settings::Settings;
use crate::app::work::{JobName, JobResult};
use crate::map::{Block, LinkageMap};
use crate::storage::{CopyStore, Disk, Durability, FileFingerprint, SaveError, WorkingCopy, save_over};

/// A write that is asked for.
pub(super) struct Write {
    pub request: RequestId,
    /// The document that is saved by it.
    pub document: Option<DocumentId>,
    pub path: PathBuf,
    pub content: Content,
    is_running: bool,
}

/// What is written.
pub(super) enum Content {
    /// A document, in this state.
    Map {
        map: Arc<LinkageMap>,
        state: u64,
        /// The block of ids that its working copy has.
        block: Block,
        /// Whether also over a file that somebody else has changed.
        anyway: bool,
    },
    Export(Box<Export>),
    /// The text of the settings.
    Settings(String),
    /// What is remembered of the working copy that stands at the path.
    Copy(Box<WorkingCopy>),
}

impl Content {
    /// Whether nobody has asked for it by name, or is to be told of it.
    pub fn is_quiet(&self) -> bool {
        matches!(self, Self::Settings(_) | Self::Copy(_))
    }

    /// Whether it goes to the path itself, and not to a place beside that.
    fn is_at_path(&self) -> bool {
        !matches!(self, Self::Copy(_))
    }
}

/// How a write ended.
#[derive(Debug)]
pub(in crate::app) enum Written {
    /// The file is there.
    Done { fingerprint: Option<FileFingerprint>, durability: Durability },
    /// Nothing was written: the file is no longer as it was when it was opened or last saved.
    ChangedOutside,
    /// Nothing was written.
    Failed(SaveError),
    /// The program has an error; the file is as it was.
    Broken,
}

impl Write {
    /// The state of a document that is saved by it.
    pub fn state_of(&self, document: DocumentId) -> Option<u64> {
        match self.content {
            Content::Map { state, .. } if self.document == Some(document) => Some(state),
            _ => None,
        }
    }

    /// Whether the later one has to wait for this one.
    fn precedes(&self, later: &Self) -> bool {
        let same_file = self.content.is_at_path() == later.content.is_at_path() && is_same(&self.path, &later.path);
        same_file || self.document.is_some() && self.document == later.document
    }
}

/// Whether two paths name one file, as far as the paths tell.
pub(super) fn is_same(a: &Path, b: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    a == b || absolute(a) == absolute(b)
}

impl Files {
    /// Asks for a write. What still waits to be written to the same place for the same document is no longer wanted.
    pub(super) fn enqueue(&mut self, document: Option<DocumentId>, path: PathBuf, content: Content) {
        let request = self.next_request();
        let is_stale = |write: &Write| {
            let alike = std::mem::discriminant(&write.content) == std::mem::discriminant(&content);
            let replaces = document.is_some() || content.is_quiet();
            !write.is_running && replaces && alike && write.document == document && write.path == path
        };
        // Only the last one that waits: another one before it may have been asked for with another file in between.
        if let Some(at) = self.writes.len().checked_sub(1).filter(|at| self.writes.get(*at).is_some_and(is_stale)) {
            self.writes.remove(at);
        }
        self.writes.push(Write { request, document, path, content, is_running: false });
    }

    /// Whether a file is about to be written.
    pub(super) fn is_written(&self, path: &Path) -> bool {
        self.writes.iter().any(|write| write.content.is_at_path() && is_same(&write.path, path))
    }

    /// Lets whatever waits begin, where nothing before it is in its way.
    pub fn pump(&mut self, around: &mut Around<'_>) {
        for at in 0..self.writes.len() {
            let (before, rest) = self.writes.split_at_mut(at);
            let Some(write) = rest.first_mut().filter(|write| !write.is_running) else { continue };
            let is_read = self.opening.as_ref().is_some_and(|opening| opening.is_reading(&write.path));
            if is_read || before.iter().any(|earlier| earlier.precedes(write)) {
                continue;
            }
            write.is_running = true;
            let known = write.document.and_then(|id| self.own.get(&id));
            let known = known.filter(|own| own.path == write.path).and_then(|own| own.fingerprint);
            launch(write, known, around);
        }
        self.launch_opening(around);
    }
}

/// Has one file written beside the window.
fn launch(write: &Write, known: Option<FileFingerprint>, around: &mut Around<'_>) {
    let (request, path) = (write.request, write.path.clone());
    let disk = Arc::clone(&around.environment.disk);
    let copies = around.environment.copies.clone();
    let work: Box<dyn FnOnce(&CancelToken) -> Written + Send> = match &write.content {
        Content::Map { map, block, anyway, .. } => {
            let (map, block, anyway) = (Arc::clone(map), *block, *anyway);
            Box::new(move |_| save(&*disk, &map, &path, known.filter(|_| !anyway), (copies.as_ref(), block)))
        }
        Content::Export(export) => {
            let export = export.clone();
            Box::new(move |token| export.write(&*disk, &path, &|part| token.goes_on(part)))
        }
        Content::Settings(text) => {
            let text = text.clone();
            Box::new(move |_| match Settings::write_text(&*disk, &path, &text) {
                Ok(durability) => Written::Done { fingerprint: None, durability },
                Err(error) => {
                    // A failure is no reason to disturb anyone.
                    log::warn!("{}: settings not kept: {error}", path.display());
                    Written::Broken
                }
            })
        }
        Content::Copy(copy) => {
            let copy = copy.clone();
            Box::new(move |_| {
                if let Some(Err(error)) = copies.map(|copies| copies.remember(&*disk, &path, &copy)) {
                    log::warn!("{}: its block of ids is not remembered: {error}", path.display());
                }
                Written::Done { fingerprint: None, durability: Durability::Synced }
            })
        }
    };
    let name = if write.content.is_quiet() { JobName::Remember(request) } else { JobName::Write(request) };
    around.jobs.start(name, move |token| JobResult::Written(request, work(token)));
}

/// Saves a map over a file that is as it is `known`, or over any other where it is not.
fn save(
    disk: &dyn Disk,
    map: &LinkageMap,
    path: &Path,
    known: Option<FileFingerprint>,
    (copies, block): (Option<&CopyStore>, Block),
) -> Written {
    let found = disk.fingerprint(path).ok().flatten();
    if known.is_some() && found.is_some() && found != known {
        return Written::ChangedOutside;
    }
    match save_over(disk, map, path, known) {
        Ok((fingerprint, durability)) => {
            let copy = WorkingCopy { block, ledger: map.ledger().clone() };
            if let Some(Err(error)) = copies.map(|copies| copies.remember(disk, path, &copy)) {
                log::warn!("{}: its block of ids is not remembered: {error}", path.display());
            }
            Written::Done { fingerprint, durability }
        }
        Err(error) => Written::Failed(error),
    }
}

/// Replaces a file with these bytes.
pub(super) fn replace(disk: &dyn Disk, path: &Path, bytes: Vec<u8>) -> Written {
    match disk.replace(path, false, Box::new(move |file| file.write_all(&bytes))) {
        Ok(durability) => Written::Done { fingerprint: None, durability },
        Err(source) => Written::Failed(SaveError::Unwritable { path: path.to_owned(), source }),
    }
}
