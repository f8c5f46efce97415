//! Errors of opening and saving: each message is one line with place, reason and remedy.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::map::{VIOLATION_LIMIT, Violation};

/// Why bytes are not a map.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Not a map; with what it seems to be.
    #[error("this is not a Lienket map: {0}; choose a .lienket file")]
    NotAMap(&'static str),
    /// Written by a newer version of the program.
    #[error(
        "it is in format {found}, and this version of Lienket reads up to format {supported}; open it with a newer version"
    )]
    NewerFormat {
        /// The format of the file.
        found: u64,
        /// The newest format that can be read.
        supported: u64,
    },
    /// The text breaks off or does not parse as a map.
    #[error(
        "it is damaged at line {line}, column {column}{}: {expected}; mend that place in a text editor, or take an earlier copy",
        FieldSuffix(field)
    )]
    Damaged {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// The field, such as `actors[3].kind`; empty at the top.
        field: String,
        /// What was expected there.
        expected: String,
    },
    /// It parses, but its content is invalid.
    #[error("{}; correct it in a text editor", ViolationSummary { line: *line, violations })]
    Invalid {
        /// The line of the first violation's record, from 1, where it could be found.
        line: Option<usize>,
        /// The violations: at least one, at most [`VIOLATION_LIMIT`].
        violations: Vec<Violation>,
    },
    /// More bytes than a map may have.
    #[error("it has {size} bytes, and a map may have {limit}; choose a smaller file")]
    TooLarge {
        /// Size of the file in bytes, or as much of it as was read.
        size: u64,
        /// The maximum.
        limit: u64,
    },
    /// More records than a map may have.
    #[error("it has {found} opening parentheses, and a map may have {limit}; split it into several maps")]
    TooManyRecords {
        /// Opening parentheses, one or more a record.
        found: usize,
        /// The maximum.
        limit: usize,
    },
    /// Reading was cancelled.
    #[error("reading it was stopped; open it again")]
    Cancelled,
    /// A map, but in another encoding.
    #[error("it is not UTF-8 text (line {line}): it seems to be {encoding}; save it as UTF-8 and open it again")]
    NotUtf8 {
        /// The first line that is not UTF-8, from 1.
        line: usize,
        /// The likely encoding.
        encoding: &'static str,
    },
}

/// Why a file does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It could not be read at all.
    #[error("{}: it cannot be read: {}", path.display(), IoReason(source))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// It was read, but is not a valid map.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: ReadError,
    },
}

/// Why a map was not saved. The file is then unchanged.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file is a map in a newer format.
    #[error(
        "{}: a map in the newer format {found} stands there, and this version of Lienket writes format {supported}; it was not replaced: save under another name",
        path.display()
    )]
    NewerFormat {
        /// The file.
        path: PathBuf,
        /// The format of the file.
        found: u64,
        /// The format that would have been written.
        supported: u64,
    },
    /// The existing file cannot be read as a map, so it is not known what would be lost.
    #[error("{}: what stands there cannot be read ({source}); it was not replaced: remove it first, or write to another file", path.display())]
    Unrecognized {
        /// The file.
        path: PathBuf,
        /// Why it cannot be read.
        source: Box<ReadError>,
    },
    /// Somebody else has changed the file since it was read, or while the map was written.
    #[error("{}: it has been changed by somebody else meanwhile; it was not replaced: open it again, or save under another name", path.display())]
    ChangedOutside {
        /// The file.
        path: PathBuf,
    },
    /// The map is over the limits for opening.
    #[error("{}: the map is too large to be opened again, so it was not saved; split it into several maps", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// It could not be written.
    #[error("{}: it cannot be saved: {}", path.display(), IoReason(source))]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
}

/// Displays a system error in plain words with a remedy, if it is a common one.
struct IoReason<'a>(&'a io::Error);

impl fmt::Display for IoReason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0.kind() {
            io::ErrorKind::NotFound => "there is no such file or folder; check the path",
            io::ErrorKind::PermissionDenied => "you have no permission; ask its owner, or choose another place",
            io::ErrorKind::IsADirectory => "it is a folder; give the name of a file",
            io::ErrorKind::NotADirectory => "a part of its path is not a folder; check the path",
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "the disk is full; make room or choose another"
            }
            io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only; choose another place",
            io::ErrorKind::FileTooLarge => "the disk does not take a file of this size; choose another place",
            io::ErrorKind::InvalidFilename => "the name is too long or not allowed; choose another name",
            _ => return write!(f, "{}; check the disk, or choose another place", self.0),
        })
    }
}

struct FieldSuffix<'a>(&'a str);

impl fmt::Display for FieldSuffix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, " ({})", self.0) }
    }
}

struct ViolationSummary<'a> {
    line: Option<usize>,
    violations: &'a [Violation],
}

impl fmt::Display for ViolationSummary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(first) = self.violations.first() {
            first.fmt(f)?;
        }
        match self.violations.len().saturating_sub(1) {
            0 => Ok(()),
            more if more + 1 >= VIOLATION_LIMIT => write!(f, " (and at least {more} more)"),
            more => write!(f, " (and {more} more)"),
        }
    }
}
