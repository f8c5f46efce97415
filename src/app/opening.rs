//! A map on its way from its file, and what is shown meanwhile.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use egui::{Rect, Ui};

use super::files;
use super::jobs::{Done, JobName};
use super::shell::Shell;
use crate::canvas::waiting_ui;
use crate::command::Command;
use crate::language::opening_line;
use crate::storage::{self, Progress};

/// Seconds that a reading takes at the least before it is shown over a map that one is looking at: what is read sooner
/// would only flicker.
const SOON: f64 = 0.25;
/// How often the bar is drawn anew.
pub(super) const OFTEN: Duration = Duration::from_millis(80);

/// Why the map that the window was to begin with did not open; none as long as it may, and once another map is there.
pub(super) type Failure = Arc<Mutex<Option<String>>>;

/// A map that is being read.
#[derive(Debug)]
pub(super) struct Opening {
    path: PathBuf,
    progress: Arc<Progress>,
    /// Whether the window began with it: then there is no other map to look at.
    pub first: bool,
    /// The state of the map that was open when it began.
    pub revision: u64,
    /// When it was first drawn.
    since: Option<f64>,
}

impl Shell {
    /// Reads a map beside the window.
    pub(super) fn open(&mut self, path: PathBuf, first: bool) {
        self.stop_opening();
        let progress = Arc::new(Progress::default());
        let revision = self.document.editor.revision();
        self.opening =
            Some(Opening { path: path.clone(), progress: Arc::clone(&progress), first, revision, since: None });
        self.jobs.start(JobName::Open, move |_| {
            let stamp = files::stamp(&path);
            let result = storage::open_watched(&path, &progress).map(Box::new);
            Done::Opened { path, result, stamp }
        });
    }

    /// Stops reading a map; what is open stays.
    pub(super) fn stop_opening(&mut self) {
        if let Some(opening) = self.opening.take() {
            opening.progress.stop();
        }
    }

    /// Whether there is nothing to look at but a map that is still being read.
    pub(super) fn is_beginning(&self) -> bool {
        self.opening.as_ref().is_some_and(|opening| opening.first)
    }

    /// Shows how far the reading is.
    pub(super) fn opening_ui(&mut self, ui: &Ui, middle: Rect, wishes: &mut Vec<Command>) {
        let (language, palette) = (self.language(), self.palette());
        let Some(opening) = &mut self.opening else { return };
        let now = ui.input(|input| input.time);
        let since = *opening.since.get_or_insert(now);
        ui.ctx().request_repaint_after(OFTEN);
        if !opening.first && now - since < SOON {
            return;
        }
        let name = opening.path.file_name().unwrap_or(opening.path.as_os_str()).to_string_lossy();
        let words = opening_line(&name, language);
        if waiting_ui(ui, middle, &words, opening.progress.part(), true, language, palette) {
            wishes.push(Command::CancelWork);
        }
    }

    /// Remembers why the window's first map did not open.
    pub(super) fn note_failure(&self, message: Option<String>) {
        if let Ok(mut failure) = self.failure.lock() {
            *failure = message;
        }
    }

    /// Whether the map that was open is no longer as it was when the reading began.
    pub(super) fn was_edited_meanwhile(&self) -> bool {
        let revision = self.document.editor.revision();
        self.opening.as_ref().is_some_and(|opening| opening.revision != revision)
    }
}

/// Whether a file is read before the window stands, because that takes no time to speak of, or because it is no map and
/// the window need not come at all.
pub(super) fn is_read_first(path: &Path) -> bool {
    /// Bytes that are read in about 50 ms.
    const SMALL: u64 = 4_000_000;
    let is_small = std::fs::metadata(path).is_ok_and(|data| data.len() <= SMALL);
    is_small || !storage::seems_to_be_a_map(path)
}
