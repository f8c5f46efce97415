//! Reads a map in the background.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::{Effect, Files, FilesContext, OpenFailure, RequestId, absolute};
use crate::app::document::Unsaved;
use crate::app::job_types::{JobName, JobResult};
use crate::app::journal::KeptHistory;
use crate::command::{Command, RescueWay};
use crate::exchange::open_sentence;
use crate::language::UiText;
use crate::storage::{self, Disk, KeptState, OpenedMap, ReadProgress, Rescue, SystemDisk, WorkingCopy, open_from};

/// Seconds before the progress of a read is drawn over an open map: a shorter one would flicker.
pub(super) const PROGRESS_DELAY: f64 = 0.25;
/// Redraw interval of the progress bar.
pub(in crate::app) const PROGRESS_REDRAW_INTERVAL: Duration = Duration::from_millis(80);

/// Why the initial map did not open; `None` while it may, and once another map is open.
pub(in crate::app) type StartupError = Arc<Mutex<Option<String>>>;

/// What a map is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpeningPurpose {
    /// It is the initial map: there is no other map to show.
    Startup,
    /// To be opened.
    Document,
    /// It is a template, of which a new map is made.
    Template,
    /// It does not open: what can be had of it is to be shown as a new map.
    Rescue(RescueWay),
}

/// A map being read.
#[derive(Debug)]
pub(in crate::app) struct Opening {
    pub(super) request: RequestId,
    pub path: PathBuf,
    pub progress: Arc<ReadProgress>,
    pub(super) purpose: OpeningPurpose,
    /// What the user agreed to discard when the read was requested.
    pub(super) discarded: Unsaved,
    is_running: bool,
    /// When it was first drawn, in seconds of egui time.
    pub shown_at: Option<f64>,
}

impl Opening {
    /// Whether this file is being read.
    pub(super) fn is_reading(&self, path: &Path) -> bool {
        self.is_running && self.path == path
    }

    /// Whether the progress is to be drawn at `now`.
    pub fn is_shown(&mut self, now: f64) -> bool {
        let shown_at = *self.shown_at.get_or_insert(now);
        self.purpose == OpeningPurpose::Startup || now - shown_at >= PROGRESS_DELAY
    }
}

impl Files {
    /// Reads a map in the background; replaces any other read.
    pub fn open(&mut self, path: PathBuf, is_startup: bool, context: &mut FilesContext<'_>) {
        let purpose = if is_startup { OpeningPurpose::Startup } else { OpeningPurpose::Document };
        self.begin_opening(path, purpose, context);
    }

    /// Reads a template in the background, to make a new map of it; replaces any other read.
    pub fn open_template(&mut self, path: PathBuf, context: &mut FilesContext<'_>) {
        self.begin_opening(path, OpeningPurpose::Template, context);
    }

    pub(super) fn begin_opening(&mut self, path: PathBuf, purpose: OpeningPurpose, context: &mut FilesContext<'_>) {
        self.stop_opening();
        let (request, path) = (self.next_request(), absolute(path));
        let discarded = self.unsaved(context);
        let progress = Arc::new(ReadProgress::default());
        self.opening = Some(Opening { request, path, progress, purpose, discarded, is_running: false, shown_at: None });
        self.start_ready(context);
    }

    /// Starts the read, once no write to that file is pending.
    pub(super) fn start_opening(&mut self, context: &mut FilesContext<'_>) {
        let Some(path) = self.opening.as_ref().filter(|opening| !opening.is_running).map(|it| it.path.clone()) else {
            return;
        };
        if self.has_pending_write(&path) {
            return;
        }
        let Some(opening) = &mut self.opening else { return };
        opening.is_running = true;
        if let OpeningPurpose::Rescue(way) = opening.purpose {
            self.start_rescue(way, context);
            return;
        }
        let (request, progress) = (opening.request, Arc::clone(&opening.progress));
        let disk = Arc::clone(&context.environment.disk);
        let copies = context.environment.copy_store.clone();
        let journals = context.environment.journal_store.clone();
        let is_template = opening.purpose == OpeningPurpose::Template;
        let random = (context.environment.random)();
        let openings = context.environment.openings.clone().filter(|_| !is_template);
        context.jobs.start(JobName::Open(request), move |_| {
            let has_begun = openings.as_ref().is_some_and(|openings| openings.begin(&disk, &path));
            let result = open_from(&*disk, &path, &progress).map(Box::new);
            if let Some(openings) = openings.filter(|_| has_begun && result.is_err()) {
                openings.end(&*disk, &path);
            }
            let copy = result.as_ref().map_or_else(
                |_| WorkingCopy::default(),
                |opened| {
                    let known = copies.as_ref().and_then(|copies| copies.load(&*disk, &path, opened.map.identity()));
                    known.unwrap_or_else(|| WorkingCopy::new(&opened.map, random))
                },
            );
            let history = result.as_ref().ok().filter(|_| !is_template);
            let history = history.and_then(|opened| {
                KeptHistory::of(journals.as_ref()?, &*disk, &opened.map, (&path, opened.fingerprint.hash))
            });
            let result = result.map_err(|error| {
                let kept = KeptState { journals: journals.as_ref().filter(|_| !is_template), copies: copies.as_ref() };
                let rescue = Rescue::of(&error, &*disk, &path, kept);
                Box::new(OpenFailure { error, rescue })
            });
            JobResult::Opened { request, path, result, copy: Box::new(copy), history: history.map(Box::new) }
        });
    }

    /// Cancels the read; the open document stays.
    pub fn stop_opening(&mut self) {
        if let Some(opening) = self.opening.take() {
            opening.progress.cancel();
        }
    }

    /// Whether the initial map is still being read.
    pub fn is_loading_initial(&self) -> bool {
        self.opening.as_ref().is_some_and(|opening| opening.purpose == OpeningPurpose::Startup)
    }

    /// Handles the end of a read.
    pub fn on_opened(
        &mut self,
        request: RequestId,
        path: PathBuf,
        result: Result<Box<OpenedMap>, Box<OpenFailure>>,
        (copy, history): (Box<WorkingCopy>, Option<Box<KeptHistory>>),
        context: &FilesContext<'_>,
    ) -> Option<Effect> {
        let opening = self.opening.take_if(|opening| opening.request == request)?;
        let is_template = opening.purpose == OpeningPurpose::Template;
        let unsaved = self.unsaved(context);
        Some(match result {
            // Edits made during the read are not discarded without asking.
            Ok(_) if !unsaved.is_empty() && unsaved != opening.discarded => {
                Effect::Execute(if is_template { Command::NewFromOwnTemplate(path) } else { Command::OpenPath(path) })
            }
            Ok(opened) if is_template => Effect::ShowCopy(Box::new(opened.map)),
            Ok(opened) => Effect::ShowMap { opened, path, copy, history },
            Err(failure) if is_template => {
                Effect::Error { title: UiText::CannotOpen, message: open_sentence(&failure.error, context.language) }
            }
            Err(failure) => {
                let is_startup = opening.purpose == OpeningPurpose::Startup;
                Effect::OpenFailed { failure, path, is_startup }
            }
        })
    }
}

/// Whether a file is read before the window opens: because it is small, or no map at all, so that no window is needed.
pub(in crate::app) fn is_loaded_sync(path: &Path) -> bool {
    /// Size in bytes that is read in about 50 ms.
    const SMALL: u64 = 4_000_000;
    let found = SystemDisk.metadata(path).ok().flatten();
    let is_small = found.is_some_and(|found| found.size <= SMALL);
    is_small || !storage::has_map_header(path)
}
