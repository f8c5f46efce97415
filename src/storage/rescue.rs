//! What can be done about a map that does not open. Nothing here changes a file.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::format::{is_salvageable, salvage};
use super::identity::identity_in;
use super::{
    Disk, JournalStore, OpenError, ReadError, ReadProgress, SIZE_LIMIT, Salvage, Version, WorkingCopyStore, absolute,
    open_from, read_file,
};
use crate::map::{LinkageMap, MapId};

/// The most versions that are tried.
const TRIED_VERSIONS: usize = 20;

/// What can be done about a map that does not open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rescue {
    /// When the last version that can be read was the map's content, in seconds since 1970.
    pub last_version: Option<i64>,
    /// Whether something of the file can be read.
    pub is_salvageable: bool,
}

impl Rescue {
    /// What can be done, after this error.
    pub fn of(error: &OpenError, disk: &dyn Disk, path: &Path, kept: KeptState<'_>) -> Self {
        let last_version = || last_version(disk, path, kept).map(|(version, _)| version.at);
        let OpenError::Read { source, .. } = error else {
            return Self { last_version: last_version(), is_salvageable: false };
        };
        if matches!(source, ReadError::NewerFormat { .. } | ReadError::Cancelled) {
            // The file is whole.
            return Self::default();
        }
        let content = read_file(disk, path, SIZE_LIMIT).ok().and_then(Result::ok);
        let is_salvageable = content.is_some_and(|content| is_salvageable(&content.bytes));
        Self { last_version: last_version(), is_salvageable }
    }
}

/// What is kept of maps beside their files.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeptState<'a> {
    /// Journals and versions.
    pub journals: Option<&'a JournalStore>,
    /// Working copies.
    pub copies: Option<&'a WorkingCopyStore>,
}

impl KeptState<'_> {
    /// The maps that a path may lead to: the one that its file is of, or those that were seen there before.
    ///
    /// # Errors
    /// The disk's error about the folder of the journals.
    pub fn identities(self, disk: &dyn Disk, path: &Path) -> io::Result<BTreeSet<MapId>> {
        if let Some(identity) = identity_in(disk, path) {
            return Ok(BTreeSet::from([identity]));
        }
        if let Ok(opened) = open_from(disk, path, &ReadProgress::default()) {
            return Ok(opened.map.identity().into_iter().collect());
        }
        let own = absolute(path.to_owned());
        let mut found: BTreeSet<MapId> =
            self.copies.and_then(|copies| copies.identity_at(disk, path)).into_iter().collect();
        if let Some(journals) = self.journals {
            let names = journals.names(disk)?;
            let headers = names.iter().filter_map(|name| journals.header(disk, name).ok());
            found.extend(headers.filter(|header| header.path.as_ref() == Some(&own)).map(|header| header.identity));
        }
        Ok(found)
    }

    /// The saved versions of the maps that a path may lead to, the oldest first.
    ///
    /// # Errors
    /// The disk's error.
    pub fn versions_of(self, disk: &dyn Disk, path: &Path) -> io::Result<Vec<Version>> {
        let Some(journals) = self.journals else { return Ok(Vec::new()) };
        let mut versions = Vec::new();
        for identity in self.identities(disk, path)? {
            versions.extend(journals.versions().list(disk, identity)?);
        }
        versions.retain(|version| version.is_saved);
        versions.sort();
        Ok(versions)
    }
}

/// The last saved version of the map at a path that can be read.
pub fn last_version(disk: &dyn Disk, path: &Path, kept: KeptState<'_>) -> Option<(Version, LinkageMap)> {
    let journals = kept.journals?;
    let versions = kept.versions_of(disk, path).unwrap_or_default();
    versions.into_iter().rev().take(TRIED_VERSIONS).find_map(|version| {
        let map = journals.versions().read(disk, &version).ok()?;
        Some((version, map))
    })
}

/// Reads what can be read of a damaged file.
///
/// # Errors
/// Why nothing can be.
pub fn salvage_from(disk: &dyn Disk, path: &Path, progress: &ReadProgress) -> Result<Salvage, OpenError> {
    let content = read_file(disk, path, SIZE_LIMIT);
    let content = content.map_err(|source| OpenError::Unreadable { path: path.to_owned(), source })?;
    let too_large = |size| ReadError::TooLarge { size, limit: SIZE_LIMIT };
    let salvaged = content.map_err(too_large).and_then(|content| salvage(&content.bytes, progress));
    salvaged.map_err(|source| OpenError::Read { path: path.to_owned(), source })
}
