//! Work beside the window: one job of each name at a time, with a flag to cancel it, and its result as a message.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::SystemTime;

use super::document::{Question, Survey};
use super::files::Picked;
use super::sifting::Sifted;
use crate::analysis::Study;
use crate::command::Arranging;
use crate::language::Screen;
use crate::layout;
use crate::map::{Banding, LinkageMap, Place};
use crate::panels::{Arranged, Underway};
use crate::storage::{OpenError, SaveError};

/// What work there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum JobName {
    Open,
    Save,
    Pick,
    Export,
    Copy,
    Sort,
    Prepare,
    Tidy,
    TidyThoroughly,
    Survey,
    Study,
    Sift,
}

impl JobName {
    /// What a person may break off. A save is never cut short: it ends as the old file or the new one.
    const THAT_MAY_END: [Self; 4] = [Self::Open, Self::Tidy, Self::TidyThoroughly, Self::Survey];

    /// What the status line says meanwhile; a file dialog speaks for itself.
    pub fn words(self) -> Option<Screen> {
        match self {
            Self::Open => Some(Screen::Opening),
            Self::Save | Self::Export => Some(Screen::Saving),
            Self::Tidy => Some(Screen::Tidying),
            Self::TidyThoroughly => Some(Screen::TidyingThoroughly),
            Self::Survey | Self::Sift | Self::Copy => Some(Screen::Working),
            Self::Pick | Self::Study | Self::Sort | Self::Prepare => None,
        }
    }
}

/// When and how large a file was, to notice a change from outside.
pub(super) type Stamp = Option<(SystemTime, u64)>;

/// What a job ends with.
#[derive(Debug)]
pub(super) enum Done {
    Opened {
        path: PathBuf,
        result: Result<Box<LinkageMap>, OpenError>,
        stamp: Stamp,
    },
    Saved {
        path: PathBuf,
        state: u64,
        result: Result<(), SaveError>,
        stamp: Stamp,
    },
    /// The file is no longer as it was when it was opened or last saved.
    ChangedOutside {
        path: PathBuf,
    },
    /// What the page of tables asked for.
    Arranged(Arranging, Box<Arranged>),
    /// A table as the clipboard takes it.
    Copied(String),
    /// A table was written, or not.
    Exported(Result<(), SaveError>),
    Picked(Picked),
    Tidied {
        revision: u64,
        /// The bands that were asked for, where they are to change.
        bands: Option<Option<Banding>>,
        places: Option<Vec<Place>>,
    },
    TidiedThoroughly {
        revision: u64,
        /// What was asked; an edit meanwhile may leave it as it was.
        request: Box<layout::Request>,
        places: Option<Vec<Place>>,
    },
    /// What the map says; nothing when it was cancelled.
    Surveyed(Option<Box<Survey>>),
    Studied(Question, Box<Study>),
    /// What a filter leaves of the scene.
    Sifted(Box<Sifted>),
    /// The job broke off; the program has an error.
    Broke,
}

/// What a job and whoever waits for it share.
#[derive(Debug, Default)]
pub(super) struct Work {
    cancelled: AtomicBool,
    /// How much is done, in thousandths.
    done: AtomicU32,
}

impl Work {
    /// Says how much is done, from 0 to 1; gives whether the result is still wanted.
    pub fn goes_on(&self, part: f32) -> bool {
        self.done.store((part.clamp(0.0, 1.0) * 1_000.0) as u32, Ordering::Relaxed);
        !self.cancelled.load(Ordering::Relaxed)
    }

    /// How much is done, from 0 to 1; none before anything is.
    fn part(&self) -> Option<f32> {
        let done = self.done.load(Ordering::Relaxed);
        (done > 0).then(|| done as f32 / 1_000.0)
    }
}

struct Running {
    work: Arc<Work>,
    number: u64,
}

/// The jobs under way.
pub(super) struct Jobs {
    running: BTreeMap<JobName, Running>,
    started: u64,
    sender: Sender<(JobName, u64, Done)>,
    receiver: Receiver<(JobName, u64, Done)>,
    wake: egui::Context,
}

impl Jobs {
    /// No jobs yet; `wake` is told when one ends.
    pub fn new(wake: egui::Context) -> Self {
        let (sender, receiver) = channel();
        Self { running: BTreeMap::new(), started: 0, sender, receiver, wake }
    }

    /// Starts a job; one of the same name that still runs is cancelled and its result not heard.
    pub fn start(&mut self, name: JobName, job: impl FnOnce(&Work) -> Done + Send + 'static) {
        self.cancel(name);
        self.started += 1;
        let number = self.started;
        let work = Arc::new(Work::default());
        self.running.insert(name, Running { work: Arc::clone(&work), number });
        let (sender, wake) = (self.sender.clone(), self.wake.clone());
        let run = move || {
            let done = catch_unwind(AssertUnwindSafe(|| job(&work))).unwrap_or(Done::Broke);
            // Nobody listens when the window is gone; then there is nothing to tell.
            let _ = sender.send((name, number, done));
            wake.request_repaint();
        };
        if let Err(error) = std::thread::Builder::new().name(format!("{name:?}").to_lowercase()).spawn(run) {
            log::error!("no thread for {name:?}: {error}");
            self.running.remove(&name);
        }
    }

    /// Cancels a job; its result will not be heard.
    pub fn cancel(&mut self, name: JobName) {
        if let Some(running) = self.running.remove(&name) {
            running.work.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Cancels what a person may break off.
    pub fn cancel_work(&mut self) {
        for name in JobName::THAT_MAY_END {
            self.cancel(name);
        }
    }

    /// How much of a job is done, from 0 to 1, where that is known.
    pub fn part(&self, name: JobName) -> Option<f32> {
        self.running.get(&name).and_then(|running| running.work.part())
    }

    /// Whether a job runs.
    pub fn is_running(&self, name: JobName) -> bool {
        self.running.contains_key(&name)
    }

    /// Whether any job runs.
    pub fn any(&self) -> bool {
        !self.running.is_empty()
    }

    /// What the status line says.
    pub fn told(&self) -> Option<Underway> {
        self.running.iter().find_map(|(name, running)| {
            let may_end = JobName::THAT_MAY_END.contains(name);
            Some(Underway { words: name.words()?, part: running.work.part(), may_end })
        })
    }

    /// The results that have come in since.
    pub fn finished(&mut self) -> Vec<Done> {
        let mut finished = Vec::new();
        while let Ok((name, number, done)) = self.receiver.try_recv() {
            if self.running.get(&name).is_some_and(|running| running.number == number) {
                self.running.remove(&name);
                finished.push(done);
            }
        }
        finished
    }
}
