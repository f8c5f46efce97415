//! Saves a map.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::format::{FORMAT, PARENTHESIS_LIMIT, SIZE_LIMIT, format_of_start, parentheses};
use super::{SaveError, replace_file, write};
use crate::map::LinkageMap;

/// How much of an existing file is looked at to tell its format.
const START: u64 = 64 * 1024;

/// Saves a map: the file is the old one or the new one, never a mix.
///
/// # Errors
/// Why it was not saved; also when it would be too large to open again, and when a map of a newer format stands there, which is never written over.
pub fn save(map: &LinkageMap, path: &Path) -> Result<(), SaveError> {
    if let Some(found) = newer_format(path) {
        return Err(SaveError::NewerFormat { path: path.to_owned(), found, supported: FORMAT });
    }
    let bytes = write(map);
    // What would not open again is not written.
    if bytes.len() as u64 > SIZE_LIMIT || parentheses(&bytes) > PARENTHESIS_LIMIT {
        return Err(SaveError::TooLarge { path: path.to_owned() });
    }
    replace_file(path, &bytes).map_err(|source| SaveError::Unwritable { path: path.to_owned(), source })
}

/// The format of what stands there, where it is a map of a newer one.
fn newer_format(path: &Path) -> Option<u64> {
    // Only a plain file: reading a pipe or a device could wait for ever.
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut start = Vec::new();
    File::open(path).ok()?.take(START).read_to_end(&mut start).ok()?;
    format_of_start(&start).filter(|found| *found > FORMAT)
}
