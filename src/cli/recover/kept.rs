//! What is kept of a map that a path leads to, also where its file is damaged or gone.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::{Texts, text};
use crate::language::{Language, date_time};
use crate::map::MapId;
use crate::storage::{self, JournalStore, StateFolders, SystemDisk, Version, WorkingCopyStore, local_time};

/// The program's state of the user.
pub(in crate::cli) struct KeptState {
    pub(super) journals: JournalStore,
    copies: WorkingCopyStore,
}

impl KeptState {
    pub fn of_user() -> Option<Self> {
        let folders = StateFolders::of_user()?;
        Some(Self { journals: folders.journals(), copies: folders.working_copies() })
    }

    /// The maps that a path may lead to.
    pub fn identities(&self, path: &Path) -> io::Result<BTreeSet<MapId>> {
        self.stores().identities(&SystemDisk, path)
    }

    /// The saved versions of the maps that a path may lead to, the oldest first.
    pub fn versions_of(&self, path: &Path) -> io::Result<Vec<Version>> {
        self.stores().versions_of(&SystemDisk, path)
    }

    fn stores(&self) -> storage::KeptState<'_> {
        storage::KeptState { journals: Some(&self.journals), copies: Some(&self.copies) }
    }
}

const LAST_GOOD: Texts = ("bản tốt gần nhất lưu lúc", "the last good version was saved");
const WRITE_OUT: Texts = ("để ghi ra tệp mới", "writes it to a new file");

/// Which version of a damaged file is the last good one, and how to get it; `None` when none is kept.
pub(in crate::cli) fn last_good_line(path: &Path, language: Language) -> Option<String> {
    let kept = KeptState::of_user()?;
    let versions = kept.versions_of(path).ok()?;
    let is_good = |version: &&Version| kept.journals.versions().read(&SystemDisk, version).is_ok();
    let (at, version) = versions.iter().rev().enumerate().find(|(_, version)| is_good(version))?;
    let saved = date_time(local_time(version.at), None, language);
    let command = format!("lienket recover {:?} --version {} -o OUT", path.display().to_string(), at + 1);
    Some(format!("{}: {} {saved}; {command} {}", path.display(), text(LAST_GOOD, language), text(WRITE_OUT, language)))
}
