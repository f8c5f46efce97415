//! A version: what its file is called.

use std::path::PathBuf;

const SUFFIX: &str = ".lienket.gz";
const UNSAVED: &str = "-unsaved";

/// An earlier content of a map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// When it was the map's content, in seconds since 1970.
    pub at: i64,
    /// The hash of that content.
    pub hash: u64,
    /// Whether a file of the map had it. If not, it is there for a journal only.
    pub is_saved: bool,
    /// Its file.
    pub path: PathBuf,
}

impl Version {
    pub(super) fn of_file(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_suffix(SUFFIX)?;
        let saved = name.strip_suffix(UNSAVED);
        let (at, hash) = saved.unwrap_or(name).split_once('-')?;
        let (at, hash) = (at.parse().ok()?, u64::from_str_radix(hash, 16).ok()?);
        Some(Self { at, hash, is_saved: saved.is_none(), path })
    }
}

/// Where a content comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionKind<'a> {
    /// It was saved just now, by this person.
    Saved(Option<&'a str>),
    /// The map's file had it.
    Found,
    /// No file had it.
    Unsaved,
}

/// A content of a map that is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct VersionContent<'a> {
    /// When it was the map's content, in seconds since 1970.
    pub at: i64,
    /// Its hash.
    pub hash: u64,
    /// The content.
    pub bytes: &'a [u8],
    /// Where it comes from.
    pub kind: VersionKind<'a>,
}

impl VersionContent<'_> {
    pub(super) fn file_name(&self) -> String {
        let unsaved = if self.kind == VersionKind::Unsaved { UNSAVED } else { "" };
        // Without a sign, which would be taken for the hyphen.
        format!("{:010}-{:016x}{unsaved}{SUFFIX}", self.at.max(0), self.hash)
    }
}
