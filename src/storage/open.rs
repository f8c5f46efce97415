//! Opens a file: bounded reading, then the format.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::{OpenError, ReadError, SIZE_LIMIT, read};
use crate::map::LinkageMap;

/// Opens a map.
///
/// # Errors
/// Why the file does not open; nothing is changed by trying.
pub fn open(path: &Path) -> Result<LinkageMap, OpenError> {
    let bytes = match bounded(path) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(size)) => {
            let source = ReadError::TooLarge { size, limit: SIZE_LIMIT };
            return Err(OpenError::Read { path: path.to_owned(), source });
        }
        Err(source) => return Err(OpenError::Unreadable { path: path.to_owned(), source }),
    };
    read(&bytes).map_err(|source| OpenError::Read { path: path.to_owned(), source })
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
