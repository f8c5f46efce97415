//! The file of the settings. Nothing that a person may have written there is lost: a file that cannot be read is never
//! written over, and one that is no settings is kept beside first.

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Settings;
use crate::storage::{Disk, Durability, SystemDisk};

/// The most bytes that settings have.
const SIZE_LIMIT: u64 = 1 << 20;

impl Settings {
    /// The settings in a file, or fresh ones that will stand there: where there is none, or none that holds settings. Where
    /// it cannot be read, fresh ones that are written nowhere.
    pub fn read(file: &Path) -> Self {
        let fresh = |known: Self| Self { file: Some(file.to_owned()), ..known };
        match read_bytes(&SystemDisk, file) {
            Ok(Some(bytes)) => fresh(parse_bytes(&bytes).unwrap_or_else(|| {
                log::warn!("{}: no settings", file.display());
                Self::default()
            })),
            Ok(None) => fresh(Self::default()),
            Err(error) => {
                log::warn!("{}: settings cannot be read, and are not kept: {error}", file.display());
                Self::default()
            }
        }
    }

    /// Writes the text of settings to their file, whose folder is made where it is missing. What stands there and is no
    /// settings is first kept beside it, in `settings-unreadable.ron` for `settings.ron`, or with a number where there is
    /// such a file already.
    ///
    /// # Errors
    /// What the system refused, also to read what stands there: the file is then as it was.
    pub fn write_text(disk: &dyn Disk, file: &Path, text: &str) -> io::Result<Durability> {
        if let Some(bytes) = read_bytes(disk, file)?.filter(|bytes| parse_bytes(bytes).is_none()) {
            back_up(disk, file, &bytes)?;
        }
        replace(disk, file, text.as_bytes())
    }
}

fn replace(disk: &dyn Disk, file: &Path, bytes: &[u8]) -> io::Result<Durability> {
    disk.replace(file, true, Box::new(|writer| writer.write_all(bytes)))
}

/// The bytes of a file; none where there is no file.
fn read_bytes(disk: &dyn Disk, file: &Path) -> io::Result<Option<Vec<u8>>> {
    match disk.read(file, SIZE_LIMIT) {
        Ok(Ok(bytes)) => Ok(Some(bytes)),
        Ok(Err(size)) => Err(io::Error::new(ErrorKind::FileTooLarge, format!("it has {size} bytes"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The settings in the bytes of a file; none where they are no settings.
fn parse_bytes(bytes: &[u8]) -> Option<Settings> {
    Settings::parse(std::str::from_utf8(bytes).ok()?).ok()
}

/// Keeps these bytes in a file of their own beside one, unless an earlier such file has the same.
fn back_up(disk: &dyn Disk, file: &Path, bytes: &[u8]) -> io::Result<()> {
    for number in 1_u32.. {
        let path = backup_path(file, number);
        match read_bytes(disk, &path)? {
            Some(earlier) if earlier == bytes => return Ok(()),
            Some(_) => {}
            None => return replace(disk, &path, bytes).map(drop),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// `settings-unreadable.ron` beside `settings.ron`, and from the second on with its number.
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
