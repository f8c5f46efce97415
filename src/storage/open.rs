//! Opens a file: bounded reading, then the format.

use std::path::Path;

use super::format::{detect_format, read_with_progress};
use super::identity::identity_of;
use super::{
    Disk, FORMAT, FileContent, FileFingerprint, OpenError, ReadError, ReadProgress, SIZE_LIMIT, SystemDisk, read_file,
    read_start,
};
use crate::map::{LinkageMap, MapId};

/// Bytes at the start of a file that are enough to find its format.
const HEADER_LEN: u64 = 4_096;

/// A map with the fingerprint of the very bytes that it was read from.
#[derive(Clone, Debug)]
pub struct OpenedMap {
    /// The map.
    pub map: LinkageMap,
    /// The fingerprint of its file.
    pub fingerprint: FileFingerprint,
    /// Whether the file names the map's identity; else it is that of its content, which another hand may have changed.
    is_identified: bool,
}

impl OpenedMap {
    /// Whether it cannot be another state of the map of this identity.
    pub fn is_other_than(&self, identity: Option<MapId>) -> bool {
        self.is_identified && self.map.identity() != identity
    }
}

/// Opens a map.
///
/// # Errors
/// Why the file does not open; nothing is changed.
pub fn open(path: &Path) -> Result<LinkageMap, OpenError> {
    open_from(&SystemDisk, path, &ReadProgress::default()).map(|opened| opened.map)
}

/// Opens a map on some disk, with progress; can be cancelled through `progress`.
///
/// # Errors
/// Why the file does not open; nothing is changed.
pub fn open_from(disk: &dyn Disk, path: &Path, progress: &ReadProgress) -> Result<OpenedMap, OpenError> {
    let (mut map, content) = read_map(disk, path, progress)?;
    let is_identified = map.identity().is_some();
    if !is_identified {
        map.ensure_identity(identity_of(&content.bytes));
    }
    Ok(OpenedMap { map, fingerprint: content.fingerprint(), is_identified })
}

/// Opens a map as it stands in its file: without an identity if that names none.
///
/// # Errors
/// Why the file does not open; nothing is changed.
pub fn open_as_written(path: &Path) -> Result<LinkageMap, OpenError> {
    read_map(&SystemDisk, path, &ReadProgress::default()).map(|(map, _)| map)
}

fn read_map(disk: &dyn Disk, path: &Path, progress: &ReadProgress) -> Result<(LinkageMap, FileContent), OpenError> {
    let content = match read_file(disk, path, SIZE_LIMIT) {
        Ok(Ok(content)) => content,
        Ok(Err(size)) => {
            let source = ReadError::TooLarge { size, limit: SIZE_LIMIT };
            return Err(OpenError::Read { path: path.to_owned(), source });
        }
        Err(source) => return Err(OpenError::Unreadable { path: path.to_owned(), source }),
    };
    let read = read_with_progress(&content.bytes, progress);
    let map = read.map_err(|source| OpenError::Read { path: path.to_owned(), source })?;
    Ok((map, content))
}

/// Whether a file starts with the header of a format that this version reads. The rest may be damaged.
pub fn has_map_header(path: &Path) -> bool {
    let start = read_start(&SystemDisk, path, HEADER_LEN).unwrap_or_default();
    detect_format(&start).is_some_and(|format| format <= FORMAT)
}
