//! What surrounds the window, behind traits: threads, file dialogs, the clock, the disk, random. Tests put their own in place
//! and so decide what happens when.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::ZonedDateTime;
use jiff::civil::Date;

use super::dialogs::{FileDialogs, SystemDialogs};
use crate::storage::{Disk, SystemDisk, WorkingCopy, WorkingCopyStore};

/// Work for another thread.
pub type Task = Box<dyn FnOnce() + Send>;

/// Runs work beside the window.
pub trait Scheduler: Send + Sync {
    /// Runs a task, which goes by this name; it never panics.
    ///
    /// # Errors
    /// Where there is no thread for it.
    fn spawn(&self, name: &str, task: Task) -> io::Result<()>;
}

/// A thread for each task.
#[derive(Clone, Copy, Debug)]
pub struct ThreadScheduler;

impl Scheduler for ThreadScheduler {
    fn spawn(&self, name: &str, task: Task) -> io::Result<()> {
        std::thread::Builder::new().name(name.to_owned()).spawn(task).map(drop)
    }
}

/// Tells the date.
pub trait Clock: Send + Sync {
    /// Today, where the computer stands.
    fn today(&self) -> Date;
}

/// The clock of this computer.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn today(&self) -> Date {
        ZonedDateTime::now().date()
    }
}

/// What surrounds the window.
pub struct Environment {
    /// Where work beside the window runs.
    pub scheduler: Arc<dyn Scheduler>,
    /// Who asks for files.
    pub dialogs: Box<dyn FileDialogs>,
    /// Who tells the date.
    pub clock: Arc<dyn Clock>,
    /// Where files stand.
    pub disk: Arc<dyn Disk>,
    /// The folder of the user's documents, where files are looked for if nothing else says where.
    pub documents: Option<PathBuf>,
    /// Where working copies of files are remembered; none remembers none.
    pub copy_store: Option<WorkingCopyStore>,
    /// Any number, another one at each call: picks the block of ids of a working copy.
    pub random: Arc<dyn Fn() -> u64 + Send + Sync>,
}

impl Environment {
    /// That of the user's computer.
    pub fn for_user() -> Self {
        let folders = directories::ProjectDirs::from("vn", "", "lienket");
        let state =
            folders.map(|folders| -> PathBuf { folders.state_dir().unwrap_or(folders.data_local_dir()).into() });
        Self {
            documents: directories::UserDirs::new().and_then(|user| user.document_dir().map(Path::to_owned)),
            copy_store: state.map(|folder| WorkingCopyStore::new(folder.join("copies"))),
            ..Self::with_dialogs(Box::new(SystemDialogs))
        }
    }

    /// The computer's, with these dialogs, and nothing that is remembered of its user.
    pub fn with_dialogs(dialogs: Box<dyn FileDialogs>) -> Self {
        Self {
            scheduler: Arc::new(ThreadScheduler),
            dialogs,
            clock: Arc::new(SystemClock),
            disk: Arc::new(SystemDisk),
            documents: None,
            copy_store: None,
            random: Arc::new(WorkingCopy::random_number),
        }
    }
}
