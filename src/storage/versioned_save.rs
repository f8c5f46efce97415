//! Saves a map and keeps among its versions what the file had before, whoever wrote that, and what it has now.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::format::detect_format;
use super::identity::identity_of;
use super::save::{SavedMap, expect, save_over};
use super::{
    Disk, FileFingerprint, JournalStore, SIZE_LIMIT, SaveError, VersionContent, VersionKind, VersionLimits, read_file,
    write,
};
use crate::map::{LinkageMap, MapId};

/// Bytes at the start of a file that are enough to find its format.
const HEADER_LEN: usize = 4_096;

/// Where versions are kept, and what is told of a save.
#[derive(Clone, Copy, Debug)]
pub struct VersionKeeper<'a> {
    /// The journals with the versions.
    pub journals: &'a JournalStore,
    /// Who saves.
    pub by: Option<&'a str>,
    /// The time, in seconds since 1970.
    pub now: i64,
}

/// Saves a map as [`save_to`](super::save_to), and keeps versions of it. What cannot be kept is logged: the save counts.
///
/// # Errors
/// Why it was not saved; the file is then unchanged.
pub fn save_with_versions(
    disk: &dyn Disk,
    map: &LinkageMap,
    path: &Path,
    known: Option<FileFingerprint>,
    keeper: VersionKeeper<'_>,
) -> Result<SavedMap, SaveError> {
    let identity = map.identity().unwrap_or(MapId(0));
    let expected = expect(disk, path, known)?;
    // Before it is lost: a crash after the save finds it kept.
    log_failure(path, keeper.keep_found(disk, identity, path, known));
    let bytes = write(map);
    let saved = save_over(disk, &bytes, path, expected)?;
    if let Some(fingerprint) = saved.fingerprint {
        log_failure(path, keeper.keep_saved(disk, identity, fingerprint, &bytes));
    }
    Ok(saved)
}

impl VersionKeeper<'_> {
    /// Keeps what the file has, as far as it is a map.
    fn keep_found(
        self,
        disk: &dyn Disk,
        identity: MapId,
        path: &Path,
        known: Option<FileFingerprint>,
    ) -> std::io::Result<()> {
        let versions = self.journals.versions();
        if let Some(known) = known
            && versions.has(disk, identity, known.hash, true)?
        {
            return Ok(());
        }
        if disk.metadata(path)?.is_none() {
            return Ok(());
        }
        let Ok(content) = read_file(disk, path, SIZE_LIMIT)? else { return Ok(()) };
        if detect_format(content.bytes.get(..HEADER_LEN).unwrap_or(&content.bytes)).is_none() {
            return Ok(());
        }
        // Another map may have stood there.
        let identity = identity_of(&content.bytes);
        let found = content.fingerprint();
        // Not later than what takes its place, whatever the clock of another computer said.
        let (at, hash) = (seconds(found.modified).min(self.now - 1), found.hash);
        versions.keep(disk, identity, VersionContent { at, hash, bytes: &content.bytes, kind: VersionKind::Found })
    }

    /// Keeps what was saved, and thins the versions of the map.
    fn keep_saved(
        self,
        disk: &dyn Disk,
        identity: MapId,
        fingerprint: FileFingerprint,
        bytes: &[u8],
    ) -> std::io::Result<()> {
        let kind = VersionKind::Saved(self.by);
        let content = VersionContent { at: self.now, hash: fingerprint.hash, bytes, kind };
        self.journals.versions().keep(disk, identity, content)?;
        self.journals.thin_versions(disk, identity, self.now)?;
        self.journals.thin_all_versions(disk, VersionLimits::OF_ALL_MAPS, self.now)
    }
}

/// A time in seconds since 1970.
pub fn seconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or_default()
}

fn log_failure(path: &Path, kept: std::io::Result<()>) {
    if let Err(error) = kept {
        log::warn!("{}: its version is not kept: {error}", path.display());
    }
}
