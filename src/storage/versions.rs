//! Earlier contents of maps, in the user's own folder: a folder for each map, a compressed file for each content.
//!
//! A file is called after the time from which the content is, in seconds since 1970, and its hash. Its text is what the
//! map's file had, packed by gzip.

use std::io::{self, Read, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::disk::{Disk, create_parent, read_file, replace_file};
use super::{OpenError, ReadError, SIZE_LIMIT, read};
use crate::map::{LinkageMap, MapId};

/// The maximum number of versions of one map that are looked through.
const COUNT_LIMIT: usize = 10_000;
const SUFFIX: &str = ".lienket.gz";

/// Stores versions in a folder.
#[derive(Clone, Debug)]
pub struct VersionStore {
    folder: PathBuf,
}

/// An earlier content of a map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// When it was the map's content, in seconds since 1970.
    pub at: i64,
    /// The hash of that content.
    pub hash: u64,
    /// Its file.
    pub path: PathBuf,
}

impl Version {
    fn of_file(path: PathBuf) -> Option<Self> {
        let (at, hash) = path.file_name()?.to_str()?.strip_suffix(SUFFIX)?.split_once('-')?;
        let (at, hash) = (at.parse().ok()?, u64::from_str_radix(hash, 16).ok()?);
        Some(Self { at, hash, path })
    }
}

impl VersionStore {
    /// A store in this folder, which is created with the first version.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps a content of a map, unless it has it already.
    ///
    /// # Errors
    /// The disk's error.
    pub fn keep(&self, disk: &dyn Disk, identity: MapId, at: i64, hash: u64, bytes: &[u8]) -> io::Result<()> {
        if self.find(disk, identity, hash)?.is_some() {
            return Ok(());
        }
        let path = self.map_folder(identity).join(format!("{at:010}-{hash:016x}{SUFFIX}"));
        create_parent(disk, &path)?;
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(bytes)?;
        replace_file(disk, &path, &packed.finish()?).map(drop)
    }

    /// The versions of a map, the oldest first.
    ///
    /// # Errors
    /// The disk's error.
    pub fn list(&self, disk: &dyn Disk, identity: MapId) -> io::Result<Vec<Version>> {
        let files = disk.list(&self.map_folder(identity), COUNT_LIMIT)?;
        let mut versions: Vec<Version> = files.into_iter().filter_map(Version::of_file).collect();
        versions.sort();
        Ok(versions)
    }

    /// The version of a map with this content.
    ///
    /// # Errors
    /// The disk's error.
    pub fn find(&self, disk: &dyn Disk, identity: MapId, hash: u64) -> io::Result<Option<Version>> {
        Ok(self.list(disk, identity)?.into_iter().find(|version| version.hash == hash))
    }

    /// Reads a version.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&self, disk: &dyn Disk, version: &Version) -> Result<LinkageMap, OpenError> {
        let path = || version.path.clone();
        let unreadable = |source| OpenError::Unreadable { path: path(), source };
        let packed = read_file(disk, &version.path, SIZE_LIMIT).map_err(unreadable)?;
        let too_large =
            |size| OpenError::Read { path: path(), source: ReadError::TooLarge { size, limit: SIZE_LIMIT } };
        let packed = packed.map_err(too_large)?;
        let mut bytes = Vec::new();
        GzDecoder::new(&*packed.bytes).take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        read(&bytes).map_err(|source| OpenError::Read { path: path(), source })
    }

    fn map_folder(&self, identity: MapId) -> PathBuf {
        self.folder.join(format!("{:016x}", identity.0))
    }
}
