//! The window's dependencies behind traits: threads, file dialogs, clipboard, clock, disk, random numbers. Tests substitute their
//! own.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ZonedDateTime};

use super::dialogs::{FileDialogs, SystemDialogs};
use super::system_clipboard::{Clipboard, NoClipboard, SystemClipboard};
use super::system_viewer::{NoViewer, SystemViewer, Viewer};
use crate::storage::{
    Disk, JournalStore, LockOwner, Openings, OwnFolders, StateFolders, SystemDisk, SystemFont, TemplateStore,
    WorkingCopy, WorkingCopyStore, local_time, system_fonts, user_name,
};

/// A closure to run on another thread.
pub type Task = Box<dyn FnOnce() + Send>;

/// Runs tasks in the background.
pub trait Scheduler: Send + Sync {
    /// Runs a task under this name; the task never panics.
    ///
    /// # Errors
    /// When no thread could be started.
    fn spawn(&self, name: &str, task: Task) -> io::Result<()>;
}

/// Starts a thread for each task.
#[derive(Clone, Copy, Debug)]
pub struct ThreadScheduler;

impl Scheduler for ThreadScheduler {
    fn spawn(&self, name: &str, task: Task) -> io::Result<()> {
        std::thread::Builder::new().name(name.to_owned()).spawn(task).map(drop)
    }
}

/// Provides date and time.
pub trait Clock: Send + Sync {
    /// Today in the local time zone.
    fn today(&self) -> Date;
    /// Seconds since 1970.
    fn now(&self) -> i64;
    /// A time in seconds since 1970 in the local time zone.
    fn local(&self, at: i64) -> DateTime {
        local_time(at)
    }
}

/// The system clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn today(&self) -> Date {
        ZonedDateTime::now().date()
    }

    fn now(&self) -> i64 {
        Timestamp::now().as_second()
    }
}

/// Finds fonts that have letters which the built-in ones lack; called on the threads of jobs only.
pub type FontLookup = Arc<dyn Fn(&BTreeSet<char>) -> Vec<SystemFont> + Send + Sync>;

/// The window's dependencies.
pub struct Environment {
    /// Runs background tasks.
    pub scheduler: Arc<dyn Scheduler>,
    /// File dialogs.
    pub dialogs: Box<dyn FileDialogs>,
    /// What takes copied tables and pictures.
    pub clipboard: Arc<dyn Clipboard>,
    /// Opens sheets to print.
    pub viewer: Arc<dyn Viewer>,
    /// The folder for sheets to print, which the system empties.
    pub print_dir: PathBuf,
    /// Clock.
    pub clock: Arc<dyn Clock>,
    /// File system.
    pub disk: Arc<dyn Disk>,
    /// The user's documents folder, the last resort for the initial folder of file dialogs.
    pub documents_dir: Option<PathBuf>,
    /// Store of working-copy records; `None` keeps none.
    pub copy_store: Option<WorkingCopyStore>,
    /// Journals and versions; `None` keeps none.
    pub journal_store: Option<JournalStore>,
    /// Who saves; `None` where the system does not say.
    pub user: Option<String>,
    /// Who locks the maps that are open; `None` locks none.
    pub lock_owner: Option<LockOwner>,
    /// Marks of the maps that are open; `None` keeps none.
    pub openings: Option<Openings>,
    /// The user's own templates; `None` where there is no folder for them.
    pub template_store: Option<TemplateStore>,
    /// Where the user's own data lie; `None` where nowhere.
    pub own_folders: Option<OwnFolders>,
    /// Finds fonts of the system that have some letters.
    pub fonts: FontLookup,
    /// Random number: picks map identities and the id blocks of working copies.
    pub random: Arc<dyn Fn() -> u64 + Send + Sync>,
}

impl Environment {
    /// The disk and the clock, for another thread.
    pub(super) fn disk_and_clock(&self) -> (Arc<dyn Disk>, Arc<dyn Clock>) {
        (Arc::clone(&self.disk), Arc::clone(&self.clock))
    }

    /// The real environment.
    pub fn for_user() -> Self {
        let folders = directories::ProjectDirs::from("vn", "", "lienket");
        let config = folders.map(|folders| folders.config_dir().join("templates"));
        let state = StateFolders::of_user();
        Self {
            clipboard: Arc::new(SystemClipboard),
            viewer: Arc::new(SystemViewer),
            fonts: Arc::new(system_fonts),
            documents_dir: directories::UserDirs::new().and_then(|user| user.document_dir().map(Path::to_owned)),
            copy_store: state.as_ref().map(StateFolders::working_copies),
            journal_store: state.as_ref().map(StateFolders::journals),
            user: user_name(),
            lock_owner: Some(LockOwner::of_user()),
            openings: state.as_ref().map(StateFolders::openings),
            template_store: config.map(TemplateStore::new),
            own_folders: OwnFolders::of_user(),
            ..Self::with_dialogs(Box::new(SystemDialogs))
        }
    }

    /// The real environment with these dialogs, without the user's folders, clipboard, fonts, templates and stored working
    /// copies.
    pub fn with_dialogs(dialogs: Box<dyn FileDialogs>) -> Self {
        Self {
            scheduler: Arc::new(ThreadScheduler),
            dialogs,
            clipboard: Arc::new(NoClipboard),
            viewer: Arc::new(NoViewer),
            print_dir: std::env::temp_dir(),
            clock: Arc::new(SystemClock),
            disk: Arc::new(SystemDisk),
            documents_dir: None,
            copy_store: None,
            journal_store: None,
            user: None,
            lock_owner: None,
            openings: None,
            template_store: None,
            own_folders: None,
            fonts: Arc::new(|_| Vec::new()),
            random: Arc::new(WorkingCopy::random_number),
        }
    }
}
