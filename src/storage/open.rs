//! Opens a file: bounded reading, then the format.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::format::{format_of_start, read_watched};
use super::{FORMAT, OpenError, Progress, ReadError, SIZE_LIMIT};
use crate::map::LinkageMap;

/// So many bytes hold the format.
const HEAD: u64 = 4_096;

/// Opens a map.
///
/// # Errors
/// Why the file does not open; nothing is changed by trying.
pub fn open(path: &Path) -> Result<LinkageMap, OpenError> {
    open_watched(path, &Progress::default())
}

/// Opens a map, and says meanwhile how far it is; it can be stopped.
///
/// # Errors
/// Why the file does not open; nothing is changed by trying.
pub fn open_watched(path: &Path, progress: &Progress) -> Result<LinkageMap, OpenError> {
    let bytes = match bounded(path) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(size)) => {
            let source = ReadError::TooLarge { size, limit: SIZE_LIMIT };
            return Err(OpenError::Read { path: path.to_owned(), source });
        }
        Err(source) => return Err(OpenError::Unreadable { path: path.to_owned(), source }),
    };
    read_watched(&bytes, progress).map_err(|source| OpenError::Read { path: path.to_owned(), source })
}

/// Whether a file begins like a map of a format that this version reads. It may be damaged all the same.
pub fn seems_to_be_a_map(path: &Path) -> bool {
    let mut start = Vec::new();
    let is_file = std::fs::metadata(path).is_ok_and(|data| data.is_file());
    let is_read = is_file && File::open(path).is_ok_and(|file| file.take(HEAD).read_to_end(&mut start).is_ok());
    is_read && format_of_start(&start).is_some_and(|format| format <= FORMAT)
}

/// The bytes of a file, or its size where that is over the limit. A file may grow while it is read, so the
/// reading itself is bounded as well.
fn bounded(path: &Path) -> io::Result<Result<Vec<u8>, u64>> {
    // Asked before opening: a pipe or a device would keep us waiting for ever.
    let data = std::fs::metadata(path)?;
    if data.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !data.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a pipe or a device, not a file"));
    }
    let file = File::open(path)?;
    if data.len() > SIZE_LIMIT {
        return Ok(Err(data.len()));
    }
    let mut bytes = Vec::with_capacity(data.len() as usize + 1);
    file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    Ok(if size > SIZE_LIMIT { Err(size) } else { Ok(bytes) })
}
