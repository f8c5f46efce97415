//! What is written to files, one after another where it has to be.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Export, Files, FilesContext, RequestId, WriteOutcome};
use crate::app::document::DocumentId;
use crate::app::job_types::{JobName, JobResult};
use crate::app::jobs::CancelToken;
use crate::app::settings::Settings;
use crate::map::{IdBlock, LinkageMap, MapId};
use crate::storage::{Disk, Durability, FileFingerprint, SaveError, WorkingCopy, WorkingCopyStore, save_to};

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
        block: IdBlock,
        /// Whether also over a file that somebody else has changed.
        anyway: bool,
    },
    Export(Box<Export>),
    /// The text of the settings.
    Settings(String),
    /// What is remembered of the working copy of this map that stands at the path.
    WorkingCopy {
        identity: Option<MapId>,
        copy: Box<WorkingCopy>,
    },
}

impl Content {
    /// Whether nobody has asked for it by name, or is to be told of it.
    pub fn is_background(&self) -> bool {
        matches!(self, Self::Settings(_) | Self::WorkingCopy { .. })
    }

    /// Whether it goes to the path itself, and not to a place beside that.
    fn writes_to_path(&self) -> bool {
        !matches!(self, Self::WorkingCopy { .. })
    }
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
        let same_file = self.content.writes_to_path() == later.content.writes_to_path() && self.path == later.path;
        same_file || self.document.is_some() && self.document == later.document
    }
}

impl Files {
    /// Asks for a write. What still waits to be written to the same place for the same document is no longer wanted.
    pub(super) fn enqueue(&mut self, document: Option<DocumentId>, path: PathBuf, content: Content) {
        let request = self.next_request();
        let is_stale = |write: &Write| {
            let is_same_kind = std::mem::discriminant(&write.content) == std::mem::discriminant(&content);
            let replaces = document.is_some() || content.is_background();
            !write.is_running && replaces && is_same_kind && write.document == document && write.path == path
        };
        // Only the last one that waits: another one before it may have been asked for with another file in between.
        if let Some(at) = self.writes.len().checked_sub(1).filter(|at| self.writes.get(*at).is_some_and(is_stale)) {
            self.writes.remove(at);
        }
        self.writes.push(Write { request, document, path, content, is_running: false });
    }

    /// Whether a file, or what is remembered of it, is about to be written.
    pub(super) fn has_pending_write(&self, path: &Path) -> bool {
        self.writes.iter().any(|write| write.path == path)
    }

    /// Lets whatever waits begin, where nothing before it is in its way.
    pub fn start_ready(&mut self, context: &mut FilesContext<'_>) {
        for at in 0..self.writes.len() {
            let (before, rest) = self.writes.split_at_mut(at);
            let Some(write) = rest.first_mut().filter(|write| !write.is_running) else { continue };
            let is_read = self.opening.as_ref().is_some_and(|opening| opening.is_reading(&write.path));
            if is_read || before.iter().any(|earlier| earlier.precedes(write)) {
                continue;
            }
            write.is_running = true;
            let known = write.document.and_then(|id| self.document_files.get(&id));
            let known = known.filter(|own| own.path == write.path).and_then(|own| own.fingerprint);
            launch(write, known, context);
        }
        self.start_opening(context);
    }
}

/// Has one file written beside the window.
fn launch(write: &Write, known: Option<FileFingerprint>, context: &mut FilesContext<'_>) {
    let (request, path) = (write.request, write.path.clone());
    let disk = Arc::clone(&context.environment.disk);
    let copies = context.environment.copy_store.clone();
    let work: Box<dyn FnOnce(&CancelToken) -> WriteOutcome + Send> = match &write.content {
        Content::Map { map, block, anyway: overwrite, .. } => {
            let (map, block, overwrite) = (Arc::clone(map), *block, *overwrite);
            Box::new(move |_| save(&*disk, &map, &path, known.filter(|_| !overwrite), (copies.as_ref(), block)))
        }
        Content::Export(export) => {
            let export = export.clone();
            Box::new(move |token| export.write(&*disk, &path, &|part| token.report_progress(part)))
        }
        Content::Settings(text) => {
            let text = text.clone();
            Box::new(move |_| match Settings::write_text(&*disk, &path, &text) {
                Ok(durability) => WriteOutcome::Written { fingerprint: None, durability },
                Err(error) => {
                    // A failure is no reason to disturb anyone.
                    log::warn!("{}: settings not kept: {error}", path.display());
                    WriteOutcome::InternalError
                }
            })
        }
        Content::WorkingCopy { identity, copy } => {
            let (identity, copy) = (*identity, copy.clone());
            Box::new(move |_| {
                if let Some(Err(error)) = copies.map(|copies| copies.save(&*disk, &path, identity, &copy)) {
                    log::warn!("{}: its block of ids is not remembered: {error}", path.display());
                }
                WriteOutcome::Written { fingerprint: None, durability: Durability::Synced }
            })
        }
    };
    let name = if write.content.is_background() { JobName::StoreState(request) } else { JobName::Write(request) };
    context.jobs.start(name, move |token| JobResult::Written(request, work(token)));
}

/// Saves a map over a file that is as it is `known`, or over any other where it is not.
fn save(
    disk: &dyn Disk,
    map: &LinkageMap,
    path: &Path,
    known: Option<FileFingerprint>,
    (copies, block): (Option<&WorkingCopyStore>, IdBlock),
) -> WriteOutcome {
    let found = disk.fingerprint(path).ok().flatten();
    if known.is_some() && found.is_some() && found != known {
        return WriteOutcome::ChangedOutside;
    }
    match save_to(disk, map, path, known) {
        Ok((fingerprint, durability)) => {
            let copy = WorkingCopy { block, ledger: map.ledger().clone() };
            if let Some(Err(error)) = copies.map(|copies| copies.save(disk, path, map.identity(), &copy)) {
                log::warn!("{}: its block of ids is not remembered: {error}", path.display());
            }
            WriteOutcome::Written { fingerprint, durability }
        }
        Err(error) => WriteOutcome::Failed(error),
    }
}

/// Replaces a file with these bytes.
pub(super) fn replace(disk: &dyn Disk, path: &Path, bytes: Vec<u8>) -> WriteOutcome {
    match disk.replace(path, false, Box::new(move |file| file.write_all(&bytes))) {
        Ok(durability) => WriteOutcome::Written { fingerprint: None, durability },
        Err(source) => WriteOutcome::Failed(SaveError::Unwritable { path: path.to_owned(), source }),
    }
}
