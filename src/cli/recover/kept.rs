//! What is kept of a map that a path leads to, also where its file is damaged or gone.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::{Texts, text};
use crate::language::{Language, date_time};
use crate::map::MapId;
use crate::storage::{
    JournalStore, ReadProgress, StateFolders, SystemDisk, Version, WorkingCopyStore, absolute, local_time,
    named_identity, open_from, read_start,
};

/// Bytes at the start of a file in which its identity is.
const START_LEN: u64 = 4_096;

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

    /// The maps that a path may lead to: the one that its file names, or the ones that were seen there before.
    pub fn identities(&self, path: &Path) -> io::Result<Vec<MapId>> {
        let start = read_start(&SystemDisk, path, START_LEN).unwrap_or_default();
        if let Some(identity) = named_identity(&start) {
            return Ok(vec![identity]);
        }
        if let Ok(opened) = open_from(&SystemDisk, path, &ReadProgress::default()) {
            return Ok(opened.map.identity().into_iter().collect());
        }
        let mut found: BTreeSet<MapId> = self.copies.identity_at(&SystemDisk, path).into_iter().collect();
        let own = absolute(path.to_owned());
        for name in self.journals.names(&SystemDisk)? {
            let header = self.journals.header(&SystemDisk, &name).ok();
            found.extend(header.filter(|header| header.path.as_ref() == Some(&own)).map(|header| header.identity));
        }
        Ok(found.into_iter().collect())
    }

    /// The saved versions of the maps that a path may lead to, the oldest first.
    pub fn versions_of(&self, path: &Path) -> io::Result<Vec<Version>> {
        let mut versions = Vec::new();
        for identity in self.identities(path)? {
            versions.extend(self.journals.versions().list(&SystemDisk, identity)?);
        }
        versions.retain(|version| version.is_saved);
        versions.sort();
        Ok(versions)
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
