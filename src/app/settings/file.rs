//! The settings file. No user content is lost: a file that cannot be read is never overwritten, and one that does not
//! parse is backed up first.

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Settings;
use crate::storage::{Disk, SystemDisk, create_parent, read_file, replace_file};

/// Maximum size of the settings file in bytes.
const SIZE_LIMIT: u64 = 1 << 20;

impl Settings {
    /// Reads the settings from a file; defaults to be saved there if it is missing or does not parse. If it cannot be
    /// read, defaults that are never saved.
    pub fn read(file: &Path) -> Self {
        let with_file = |settings: Self| Self { file: Some(file.to_owned()), ..settings };
        match read_bytes(&SystemDisk, file) {
            Ok(Some(bytes)) => with_file(parse_bytes(&bytes).unwrap_or_else(|| {
                log::warn!("{}: no settings", file.display());
                Self::default()
            })),
            Ok(None) => with_file(Self { tour_seen: false, ..Self::default() }),
            Err(error) => {
                log::warn!("{}: settings cannot be read, and are not kept: {error}", file.display());
                Self::default()
            }
        }
    }

    /// Writes the settings, creating the folder if needed. An existing file that does not parse is first copied to
    /// `settings-unreadable.ron` beside `settings.ron`, numbered if that exists.
    ///
    /// # Errors
    /// When reading the existing file or writing fails; the file is then unchanged.
    pub fn write_text(disk: &dyn Disk, file: &Path, text: &str) -> io::Result<()> {
        if let Some(bytes) = read_bytes(disk, file)?.filter(|bytes| parse_bytes(bytes).is_none()) {
            back_up(disk, file, &bytes)?;
        }
        replace(disk, file, text.as_bytes())
    }
}

fn replace(disk: &dyn Disk, file: &Path, bytes: &[u8]) -> io::Result<()> {
    create_parent(disk, file)?;
    replace_file(disk, file, bytes).map(drop)
}

/// The bytes of a file; `None` if it does not exist.
fn read_bytes(disk: &dyn Disk, file: &Path) -> io::Result<Option<Vec<u8>>> {
    match read_file(disk, file, SIZE_LIMIT) {
        Ok(Ok(content)) => Ok(Some(content.bytes)),
        Ok(Err(size)) => Err(io::Error::new(ErrorKind::FileTooLarge, format!("it has {size} bytes"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Parses settings; `None` if the bytes are no settings.
fn parse_bytes(bytes: &[u8]) -> Option<Settings> {
    Settings::parse(std::str::from_utf8(bytes).ok()?).ok()
}

/// Copies these bytes to a backup beside the file, unless an earlier backup has the same.
fn back_up(disk: &dyn Disk, file: &Path, bytes: &[u8]) -> io::Result<()> {
    for number in 1_u32.. {
        let path = backup_path(file, number);
        match read_bytes(disk, &path)? {
            Some(earlier) if earlier == bytes => return Ok(()),
            Some(_) => {}
            None => return replace(disk, &path, bytes),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// `settings-unreadable.ron` beside `settings.ron`; numbered from the second on.
fn backup_path(file: &Path, number: u32) -> PathBuf {
    let mut name = OsString::from(file.file_stem().unwrap_or_default());
    name.push("-unreadable");
    if number > 1 {
        name.push(format!("-{number}"));
    }
    if let Some(extension) = file.extension() {
        name.push(".");
        name.push(extension);
    }
    file.with_file_name(name)
}
