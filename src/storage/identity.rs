//! Which map a file is of, without reading the whole of it: it may be damaged.

use std::path::Path;

use super::working_copies::fnv_1a;
use super::{Disk, read_start};
use crate::map::MapId;

/// Bytes at the start of a file in which its identity is looked for.
const START_LEN: usize = 4_096;

/// The identity that a file names for its map; none where it names none, or cannot be read.
pub fn identity_in(disk: &dyn Disk, path: &Path) -> Option<MapId> {
    named_identity(&read_start(disk, path, START_LEN as u64).ok()?)
}

/// The identity of the map in a file; that of its content where it names none.
pub(super) fn identity_of(bytes: &[u8]) -> MapId {
    named_identity(bytes).unwrap_or_else(|| content_identity(bytes))
}

/// The identity that the text of a map names, before its info.
pub(super) fn named_identity(bytes: &[u8]) -> Option<MapId> {
    let start = String::from_utf8_lossy(bytes.get(..START_LEN).unwrap_or(bytes));
    let before_info = start.split("info:").next()?;
    let (_, rest) = before_info.split_once("identity:")?;
    ron::from_str(rest.split([',', '\n']).next()?.trim()).ok()
}

/// The identity of a map whose file has none: a hash of its content, so the same for all copies of the file.
fn content_identity(bytes: &[u8]) -> MapId {
    /// A prefix of this many bytes is enough to identify a large file.
    const HASHED_LEN: usize = 64 * 1024;
    let start = bytes.get(..HASHED_LEN).unwrap_or(bytes).iter().copied();
    MapId(fnv_1a(start.chain(bytes.len().to_le_bytes())))
}
