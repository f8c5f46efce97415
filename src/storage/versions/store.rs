//! The folder of the versions.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};

use super::thinning::{VersionAge, VersionLimits, superfluous_overall, superfluous_versions};
use super::version::{Version, VersionContent, VersionKind};
use crate::map::{LinkageMap, MapId};
use crate::storage::disk::{Disk, create_parent, read_file, read_start, remove_abandoned_files, replace_private};
use crate::storage::identity::identity_of;
use crate::storage::{OpenError, ReadError, SIZE_LIMIT, read};

/// The maximum number of versions of one map that are looked through.
const COUNT_LIMIT: usize = 10_000;
/// Bytes at the start of a file that are enough to find who saved it.
const HEADER_LEN: u64 = 1_024;
/// Characters of a name that are kept.
const NAME_LEN: usize = 100;

/// Stores versions in a folder.
#[derive(Clone, Debug)]
pub struct VersionStore {
    folder: PathBuf,
}

impl VersionStore {
    /// A store in this folder, which is created with the first version.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps a content of a map, unless it has it already: a content that was saved again is kept again.
    ///
    /// # Errors
    /// The disk's error.
    pub fn keep(&self, disk: &dyn Disk, identity: MapId, content: VersionContent<'_>) -> io::Result<()> {
        let versions = self.list(disk, identity)?;
        let mut saved = versions.iter().filter(|version| version.is_saved);
        let is_there = match content.kind {
            VersionKind::Saved(_) => saved.next_back().is_some_and(|newest| newest.hash == content.hash),
            VersionKind::Found => saved.any(|version| version.hash == content.hash),
            VersionKind::Unsaved => versions.iter().any(|version| version.hash == content.hash),
        };
        if is_there {
            return self.confirm(disk, identity);
        }
        // Two of one second keep their order.
        let is_taken = versions.last().is_some_and(|newest| newest.at == content.at);
        let content = VersionContent { at: content.at + i64::from(is_taken), ..content };
        let path = self.map_folder(identity).join(content.file_name());
        create_parent(disk, &path)?;
        let mut builder = GzBuilder::new();
        if let VersionKind::Saved(Some(by)) = content.kind {
            let name: String = by.chars().filter(|c| !c.is_control()).take(NAME_LEN).collect();
            builder = builder.comment(name);
        }
        let mut packed = builder.write(Vec::new(), Compression::fast());
        packed.write_all(content.bytes)?;
        replace_private(disk, &path, &packed.finish()?)
    }

    /// Whether a content of a map is kept, so that a power loss does not take it; of those that are `saved`, if not of all.
    ///
    /// # Errors
    /// The disk's error.
    pub fn has(&self, disk: &dyn Disk, identity: MapId, hash: u64, saved: bool) -> io::Result<bool> {
        let is_there = self.list(disk, identity)?.iter().any(|it| it.hash == hash && (it.is_saved || !saved));
        if is_there {
            self.confirm(disk, identity)?;
        }
        Ok(is_there)
    }

    /// Waits until the disk has the names of the versions: whoever wrote one may have failed in that.
    fn confirm(&self, disk: &dyn Disk, identity: MapId) -> io::Result<()> {
        disk.sync_folder(&self.map_folder(identity))
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

    /// The newest version of a map with this content.
    ///
    /// # Errors
    /// The disk's error.
    pub fn find(&self, disk: &dyn Disk, identity: MapId, hash: u64) -> io::Result<Option<Version>> {
        Ok(self.list(disk, identity)?.into_iter().rfind(|version| version.hash == hash))
    }

    /// Who saved a version; `None` where that is not known.
    pub fn saved_by(&self, disk: &dyn Disk, version: &Version) -> Option<String> {
        let start = read_start(disk, &version.path, HEADER_LEN).ok()?;
        let comment = GzDecoder::new(&*start).header()?.comment()?.to_owned();
        String::from_utf8(comment).ok().filter(|name| !name.is_empty())
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
        let mut map = read(&bytes).map_err(|source| OpenError::Read { path: path(), source })?;
        map.ensure_identity(identity_of(&bytes));
        Ok(map)
    }

    /// Removes the versions of a map that are not kept any longer; `needed` has the hashes of those on which journals
    /// build.
    ///
    /// # Errors
    /// The disk's error.
    pub fn thin(&self, disk: &dyn Disk, identity: MapId, needed: &BTreeSet<u64>, now: i64) -> io::Result<()> {
        let versions = self.list_saved(disk, identity)?;
        let ages = ages(disk, &versions, |version| needed.contains(&version.hash))?;
        let gone = superfluous_versions(&ages, now, VersionLimits::default());
        gone.into_iter()
            .filter_map(|position| versions.get(position))
            .try_for_each(|version| disk.remove(&version.path))
    }

    /// Removes the oldest versions of all maps together that are over these limits; not those of which `is_needed` says so.
    ///
    /// # Errors
    /// The disk's error.
    pub fn thin_overall(
        &self,
        disk: &dyn Disk,
        limits: VersionLimits,
        is_needed: impl Fn(MapId, &Version) -> bool,
    ) -> io::Result<()> {
        let folders = disk.list(&self.folder, COUNT_LIMIT)?;
        let mut identities: Vec<MapId> = folders.iter().filter_map(|folder| identity_of_folder(folder)).collect();
        identities.sort_unstable();
        let (mut maps, mut known) = (Vec::new(), Vec::new());
        for identity in identities {
            let versions = self.list_saved(disk, identity)?;
            known.push(ages(disk, &versions, |version| is_needed(identity, version))?);
            maps.push(versions);
        }
        let gone = superfluous_overall(&known, limits).into_iter();
        gone.filter_map(|(map, position)| maps.get(map)?.get(position))
            .try_for_each(|version| disk.remove(&version.path))
    }

    fn list_saved(&self, disk: &dyn Disk, identity: MapId) -> io::Result<Vec<Version>> {
        let mut versions = self.list(disk, identity)?;
        versions.retain(|version| version.is_saved);
        Ok(versions)
    }

    /// Removes the versions that no file had and on which no journal builds.
    ///
    /// # Errors
    /// The disk's error.
    pub fn remove_unsaved(&self, disk: &dyn Disk, identity: MapId, needed: &BTreeSet<u64>) -> io::Result<()> {
        let versions = self.list(disk, identity)?.into_iter();
        let mut gone = versions.filter(|version| !version.is_saved && !needed.contains(&version.hash));
        gone.try_for_each(|version| disk.remove(&version.path))
    }

    /// Removes the temporary files that programs have left by dying.
    pub fn clean_up(&self, disk: &dyn Disk) {
        for folder in disk.list(&self.folder, COUNT_LIMIT).unwrap_or_default() {
            remove_abandoned_files(disk, &folder);
        }
    }

    fn map_folder(&self, identity: MapId) -> PathBuf {
        self.folder.join(format!("{:016x}", identity.0))
    }
}

fn identity_of_folder(folder: &Path) -> Option<MapId> {
    let name = folder.file_name()?.to_str().filter(|name| name.len() == 16)?;
    u64::from_str_radix(name, 16).ok().map(MapId)
}

fn ages(disk: &dyn Disk, versions: &[Version], is_needed: impl Fn(&Version) -> bool) -> io::Result<Vec<VersionAge>> {
    let age = |version: &Version| {
        let size = disk.metadata(&version.path)?.map_or(0, |found| found.size);
        Ok(VersionAge { at: version.at, size, is_needed: is_needed(version) })
    };
    versions.iter().map(age).collect()
}
