//! What can be done about a map that does not open. Nothing here changes a file.

use std::collections::BTreeSet;
use std::path::Path;

use super::format::{is_salvageable, salvage};
use super::{
    Disk, JournalStore, OpenError, ReadError, ReadProgress, SIZE_LIMIT, Salvage, Version, WorkingCopyStore, absolute,
    named_identity, read_file, read_start,
};
use crate::map::{LinkageMap, MapId};

/// Bytes at the start of a file in which its identity is.
const START_LEN: u64 = 4_096;
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

/// The last saved version of the map at a path that can be read.
pub fn last_version(disk: &dyn Disk, path: &Path, kept: KeptState<'_>) -> Option<(Version, LinkageMap)> {
    let journals = kept.journals?;
    let mut found: Vec<Version> = Vec::new();
    for identity in identities(disk, path, journals, kept.copies) {
        found.extend(journals.versions().list(disk, identity).unwrap_or_default());
    }
    found.retain(|version| version.is_saved);
    found.sort();
    let mut newest = found.into_iter().rev().take(TRIED_VERSIONS);
    newest.find_map(|version| {
        let map = journals.versions().read(disk, &version).ok()?;
        Some((version, map))
    })
}

/// The maps that a path may lead to: the one that its file names, or those that were seen there before.
fn identities(
    disk: &dyn Disk,
    path: &Path,
    journals: &JournalStore,
    copies: Option<&WorkingCopyStore>,
) -> BTreeSet<MapId> {
    if let Some(identity) = read_start(disk, path, START_LEN).ok().and_then(|start| named_identity(&start)) {
        return BTreeSet::from([identity]);
    }
    let own = absolute(path.to_owned());
    let names = journals.names(disk).unwrap_or_default();
    let headers = names.iter().filter_map(|name| journals.header(disk, name).ok());
    let there = headers.filter(|header| header.path.as_ref() == Some(&own)).map(|header| header.identity);
    there.chain(copies.and_then(|copies| copies.identity_at(disk, path))).collect()
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
