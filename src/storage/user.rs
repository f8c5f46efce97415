//! The person at this computer: where the program keeps what belongs to them, their name, and their local time.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{JournalStore, Openings, VersionStore, WorkingCopyStore};

/// The folder of the program's state.
#[derive(Clone, Debug)]
pub struct StateFolders {
    folder: PathBuf,
}

impl StateFolders {
    /// That of the user, which `XDG_STATE_HOME` moves on Linux; `None` where there is no home.
    pub fn of_user() -> Option<Self> {
        let folders = directories::ProjectDirs::from("vn", "", "lienket")?;
        Some(Self { folder: folders.state_dir().unwrap_or(folders.data_local_dir()).into() })
    }

    /// The id blocks of working copies.
    pub fn working_copies(&self) -> WorkingCopyStore {
        WorkingCopyStore::new(self.folder.join("copies"))
    }

    /// The folder of the reports of errors in the program.
    pub fn crash_reports(&self) -> PathBuf {
        self.folder.join("crashes")
    }

    /// The marks of maps that are open.
    pub fn openings(&self) -> Openings {
        Openings::new(self.folder.join("open"))
    }

    /// The journals with the versions.
    pub fn journals(&self) -> JournalStore {
        JournalStore::new(self.folder.join("journals"), VersionStore::new(self.folder.join("versions")))
    }
}

/// Where the program keeps what belongs to the user, to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFolders {
    /// Settings and templates.
    pub settings: PathBuf,
    /// Earlier versions, journals and reports of errors.
    pub state: PathBuf,
}

impl OwnFolders {
    /// Those of the user; `None` where there is no home.
    pub fn of_user() -> Option<Self> {
        let settings = directories::ProjectDirs::from("vn", "", "lienket")?.config_dir().to_owned();
        Some(Self { settings, state: StateFolders::of_user()?.folder })
    }
}

/// The name of the user, as the system has it.
pub fn user_name() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()))
}

/// A time in seconds since 1970 as clocks here show it.
pub fn local_time(seconds: i64) -> DateTime {
    TimeZone::system().to_datetime(Timestamp::from_second(seconds).unwrap_or_default())
}
