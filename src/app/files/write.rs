//! Queue of writes, in order where necessary.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Export, Files, FilesContext, RequestId, WriteOutcome};
use crate::app::document::DocumentId;
use crate::app::job_types::{JobName, JobResult};
use crate::app::jobs::CancelToken;
use crate::app::map_locks::SaveGuard;
use crate::app::settings::Settings;
use crate::language::UiText;
use crate::map::{IdBlock, LinkageMap, MapId};
use crate::storage::{
    Disk, FileFingerprint, SaveError, TemplateSaved, TemplateStore, VersionKeeper, WorkingCopy, WorkingCopyStore,
    save_to, save_with_versions,
};

/// A running or queued write.
pub(super) struct WriteRequest {
    pub request: RequestId,
    /// The document that it saves.
    pub document: Option<DocumentId>,
    pub path: PathBuf,
    pub content: Content,
    is_running: bool,
}

/// What a map may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Replaces {
    /// Its own file, as it is known.
    Own,
    /// Whatever map is there, as was agreed to.
    AnyMap,
    /// Nothing: there was no file when it was chosen.
    Nothing,
}

/// Content of a write.
pub(super) enum Content {
    /// A document, in this state.
    Map {
        map: Arc<LinkageMap>,
        state: u64,
        /// Id block of its working copy.
        block: IdBlock,
        replaces: Replaces,
    },
    Export(Box<Export>),
    /// A template of the user's own, and the file that may be lost to it.
    Template {
        map: Arc<LinkageMap>,
        agreed: Option<FileFingerprint>,
    },
    /// Removes the template at the path.
    TemplateRemoval,
    /// The text of the settings.
    Settings(String),
    /// Record of the working copy of this map at the path.
    WorkingCopy {
        identity: Option<MapId>,
        copy: Box<WorkingCopy>,
    },
}

impl Content {
    /// Whether it is written without a user's request and reports no error.
    pub fn is_background(&self) -> bool {
        matches!(self, Self::Settings(_) | Self::WorkingCopy { .. })
    }

    /// What a map may replace.
    pub fn replaces(&self) -> Option<Replaces> {
        match self {
            Self::Map { replaces, .. } => Some(*replaces),
            _ => None,
        }
    }

    /// The title of what is told when it fails.
    pub fn failure_title(&self) -> UiText {
        match self {
            Self::Template { .. } => UiText::CannotSaveTemplate,
            Self::TemplateRemoval => UiText::CannotRemoveTemplate,
            Self::Map { .. } | Self::Export(_) | Self::Settings(_) | Self::WorkingCopy { .. } => UiText::CannotSave,
        }
    }

    /// Whether it writes the file at the path itself.
    fn writes_to_path(&self) -> bool {
        !matches!(self, Self::WorkingCopy { .. })
    }
}

impl WriteRequest {
    /// The state of a document that it saves.
    pub fn state_of(&self, document: DocumentId) -> Option<u64> {
        match self.content {
            Content::Map { state, .. } if self.document == Some(document) => Some(state),
            _ => None,
        }
    }

    /// Whether `later` must wait for this write.
    fn precedes(&self, later: &Self) -> bool {
        let same_file = self.content.writes_to_path() == later.content.writes_to_path() && self.path == later.path;
        same_file || self.document.is_some() && self.document == later.document
    }
}

impl Files {
    /// Queues a write. Replaces a queued one of the same content kind, path and document.
    pub(super) fn enqueue(&mut self, document: Option<DocumentId>, path: PathBuf, content: Content) {
        let request = self.next_request();
        let is_stale = |write: &WriteRequest| {
            let is_same_kind = std::mem::discriminant(&write.content) == std::mem::discriminant(&content);
            let replaces = document.is_some() || content.is_background();
            !write.is_running && replaces && is_same_kind && write.document == document && write.path == path
        };
        // Only the last one: an earlier one may be followed by a write to another file.
        if let Some(at) = self.writes.len().checked_sub(1).filter(|at| self.writes.get(*at).is_some_and(is_stale)) {
            self.writes.remove(at);
        }
        self.writes.push(WriteRequest { request, document, path, content, is_running: false });
    }

    /// Whether a write of a file or of its working-copy record is pending.
    pub fn has_pending_write(&self, path: &Path) -> bool {
        self.writes.iter().any(|write| write.path == path)
    }

    /// Starts queued writes that nothing blocks, and the read.
    pub fn start_ready(&mut self, context: &mut FilesContext<'_>) {
        for at in 0..self.writes.len() {
            let (before, rest) = self.writes.split_at_mut(at);
            let Some(write) = rest.first_mut().filter(|write| !write.is_running) else { continue };
            let is_read = self.opening.as_ref().is_some_and(|opening| opening.is_reading(&write.path));
            if is_read || before.iter().any(|earlier| earlier.precedes(write)) {
                continue;
            }
            write.is_running = true;
            let known = write.document.and_then(|id| self.attached.get(&id));
            let known = known.filter(|own| own.path == write.path).and_then(|own| own.fingerprint);
            let guard = context.locks.guard(write.document, &write.path, context.environment);
            launch(write, (known, guard), context);
        }
        self.start_opening(context);
    }
}

/// Starts one write in the background.
fn launch(
    write: &WriteRequest,
    (known, guard): (Option<FileFingerprint>, Option<SaveGuard>),
    context: &mut FilesContext<'_>,
) {
    let (request, path) = (write.request, write.path.clone());
    let disk = Arc::clone(&context.environment.disk);
    let copies = context.environment.copy_store.clone();
    let work: Box<dyn FnOnce(&CancelToken) -> WriteOutcome + Send> = match &write.content {
        Content::Map { map, block, replaces, .. } => {
            let (map, block, known) = (Arc::clone(map), *block, known.filter(|_| *replaces != Replaces::AnyMap));
            // Once it is saved there, the file is its own.
            let is_new = *replaces == Replaces::Nothing && known.is_none();
            let (journals, by) = (context.environment.journal_store.clone(), context.environment.user.clone());
            let now = context.environment.clock.now();
            Box::new(move |_| {
                let keeper = journals.as_ref().map(|journals| VersionKeeper { journals, by: by.as_deref(), now });
                if let Some(owner) = guard.and_then(|guard| guard.holder(&*disk, &path)) {
                    return WriteOutcome::Locked(owner);
                }
                // Somebody else was faster.
                if is_new && disk.metadata(&path).is_ok_and(|found| found.is_some()) {
                    return WriteOutcome::ChangedOutside;
                }
                save(&*disk, &map, (&path, known), keeper, (copies.as_ref(), block))
            })
        }
        Content::Export(export) => {
            let (export, fonts) = (export.clone(), context.fonts.clone());
            Box::new(move |token| match export.write(&*disk, &path, &fonts, &|part| token.report_progress(part)) {
                WriteOutcome::InternalError if token.is_cancelled() => WriteOutcome::Cancelled,
                written => written,
            })
        }
        Content::Template { map, agreed } => {
            let (map, agreed) = (Arc::clone(map), *agreed);
            Box::new(move |_| match TemplateStore::save(&*disk, &map, &path, agreed) {
                Ok(TemplateSaved::Written(replaced)) => WriteOutcome::of_replaced(Ok(replaced), &path),
                Ok(TemplateSaved::Exists(found)) => WriteOutcome::Exists(found),
                Err(error) => WriteOutcome::Failed(error),
            })
        }
        Content::TemplateRemoval => {
            let store = context.environment.template_store.clone();
            Box::new(move |_| match store.map(|store| store.remove(&*disk, &path)) {
                Some(Err(error)) => WriteOutcome::NotRemoved(error),
                Some(Ok(())) | None => WriteOutcome::DONE,
            })
        }
        Content::Settings(text) => {
            let text = text.clone();
            Box::new(move |_| match Settings::write_text(&*disk, &path, &text) {
                Ok(()) => WriteOutcome::DONE,
                Err(error) => {
                    // Logged only: not worth interrupting the user.
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
                WriteOutcome::DONE
            })
        }
    };
    let name = match &write.content {
        content if content.is_background() => JobName::StoreState(request),
        Content::Export(_) => JobName::Export(request),
        _ => JobName::Write(request),
    };
    context.jobs.start(name, move |token| JobResult::Written(request, work(token)));
}

/// Saves a map if the file still has the fingerprint `known`, or over any map without one.
fn save(
    disk: &dyn Disk,
    map: &LinkageMap,
    (path, known): (&Path, Option<FileFingerprint>),
    keeper: Option<VersionKeeper<'_>>,
    (copies, block): (Option<&WorkingCopyStore>, IdBlock),
) -> WriteOutcome {
    let saved = match keeper {
        Some(keeper) => save_with_versions(disk, map, path, known, keeper),
        None => save_to(disk, map, path, known),
    };
    match saved {
        Ok(saved) => {
            let copy = WorkingCopy { block, ledger: map.ledger().clone() };
            if let Some(Err(error)) = copies.map(|copies| copies.save(disk, path, map.identity(), &copy)) {
                log::warn!("{}: its block of ids is not remembered: {error}", path.display());
            }
            WriteOutcome::Written {
                fingerprint: saved.fingerprint,
                remark: saved.replaced.remark(),
                marked_names: Vec::new(),
            }
        }
        Err(SaveError::ChangedOutside { .. }) => WriteOutcome::ChangedOutside,
        Err(error) => WriteOutcome::Failed(error),
    }
}
