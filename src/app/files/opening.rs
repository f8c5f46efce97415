//! A map on its way from its file.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::{Effect, Files, FilesContext, RequestId, absolute};
use crate::app::document::{Document, MapKey};
use crate::app::job_types::{JobName, JobResult};
use crate::command::Command;
use crate::map::LinkageMap;
use crate::storage::{self, Disk, FileFingerprint, OpenError, ReadProgress, SystemDisk, WorkingCopy, open_from};

/// Seconds that a reading takes at the least before it is shown over a map that one is looking at: what is read sooner
/// would only flicker.
pub(super) const PROGRESS_DELAY: f64 = 0.25;
/// How often the bar is drawn anew.
pub(in crate::app) const PROGRESS_REDRAW_INTERVAL: Duration = Duration::from_millis(80);

/// Why the map that the window was to begin with did not open; none as long as it may, and once another map is there.
pub(in crate::app) type StartupError = Arc<Mutex<Option<String>>>;

/// A map that is being read.
#[derive(Debug)]
pub(in crate::app) struct Opening {
    request: RequestId,
    pub path: PathBuf,
    pub progress: Arc<ReadProgress>,
    /// Whether the window began with it: then there is no other map to look at.
    pub is_startup: bool,
    /// The state of the map that was open when it began, and whether its user has agreed to lose changes of it.
    base_key: MapKey,
    was_dirty: bool,
    is_running: bool,
    /// When it was first drawn, in seconds of the window's time.
    pub shown_at: Option<f64>,
}

impl Opening {
    /// Whether this file is being read.
    pub(super) fn is_reading(&self, path: &Path) -> bool {
        self.is_running && self.path == path
    }

    /// Whether it has lasted so long that it is to be shown.
    pub fn is_shown(&mut self, now: f64) -> bool {
        let shown_at = *self.shown_at.get_or_insert(now);
        self.is_startup || now - shown_at >= PROGRESS_DELAY
    }
}

impl Files {
    /// Reads a map beside the window, in place of any other that is being read.
    pub fn open(&mut self, path: PathBuf, is_startup: bool, context: &mut FilesContext<'_>) {
        self.stop_opening();
        let (request, path) = (self.next_request(), absolute(path));
        let (base_key, was_dirty) = (context.document.map_key(), context.document.is_dirty());
        let progress = Arc::new(ReadProgress::default());
        self.opening = Some(Opening {
            request,
            path,
            progress,
            is_startup,
            base_key,
            was_dirty,
            is_running: false,
            shown_at: None,
        });
        self.start_ready(context);
    }

    /// Begins to read, once nothing is being written to that file.
    pub(super) fn start_opening(&mut self, context: &mut FilesContext<'_>) {
        let Some(path) = self.opening.as_ref().filter(|opening| !opening.is_running).map(|it| it.path.clone()) else {
            return;
        };
        if self.has_pending_write(&path) {
            return;
        }
        let Some(opening) = &mut self.opening else { return };
        opening.is_running = true;
        let (request, progress) = (opening.request, Arc::clone(&opening.progress));
        let disk = Arc::clone(&context.environment.disk);
        let copies = context.environment.copy_store.clone();
        let random = (context.environment.random)();
        context.jobs.start(JobName::Open(request), move |_| {
            // Taken before: a change between the two is then noticed when the map is saved.
            let fingerprint = disk.fingerprint(&path).ok().flatten();
            let result = open_from(&*disk, &path, &progress).map(Box::new);
            let copy = result.as_ref().map_or_else(
                |_| WorkingCopy::default(),
                |map| {
                    let known = copies.and_then(|copies| copies.load(&*disk, &path, map.identity()));
                    known.unwrap_or_else(|| WorkingCopy::new(map, random))
                },
            );
            JobResult::Opened { request, path, result, fingerprint, copy: Box::new(copy) }
        });
    }

    /// Stops reading a map; what is open stays.
    pub fn stop_opening(&mut self) {
        if let Some(opening) = self.opening.take() {
            opening.progress.cancel();
        }
    }

    /// Whether there is nothing to look at but a map that is still being read.
    pub fn is_loading_initial(&self) -> bool {
        self.opening.as_ref().is_some_and(|opening| opening.is_startup)
    }

    /// A map was read, or could not be.
    pub fn on_opened(
        &mut self,
        request: RequestId,
        path: PathBuf,
        result: Result<Box<LinkageMap>, OpenError>,
        (fingerprint, copy): (Option<FileFingerprint>, Box<WorkingCopy>),
        (document, is_dirty): (&Document, bool),
    ) -> Option<Effect> {
        let opening = self.opening.take_if(|opening| opening.request == request)?;
        Some(match result {
            // Edits that were made while it was read are not thrown away unasked.
            Ok(_)
                if is_dirty
                    && (!opening.was_dirty || document.is_typing() || document.map_key() != opening.base_key) =>
            {
                Effect::Execute(Command::OpenPath(path))
            }
            Ok(map) => Effect::ShowMap { map, path, fingerprint, copy },
            Err(error) => Effect::OpenFailed { error, first: opening.is_startup },
        })
    }
}

/// Whether a file is read before the window stands, because that takes no time to speak of, or because it is no map and
/// the window need not come at all.
pub(in crate::app) fn is_loaded_sync(path: &Path) -> bool {
    /// Bytes that are read in about 50 ms.
    const SMALL: u64 = 4_000_000;
    let found = SystemDisk.fingerprint(path).ok().flatten();
    let is_small = found.is_some_and(|found| found.size <= SMALL);
    is_small || !storage::has_map_header(path)
}
