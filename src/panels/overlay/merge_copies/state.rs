//! Two copies that are to become one: what was read, what was chosen, and what comes of it.
//!
//! Invariant: what is carried out was worked out from the map as it is and from everything that is chosen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::editing::{MergeConflict, MergeSide};
use crate::exchange::ConflictText;
use crate::language::Language;
use crate::map::{LinkageMap, Patch, RecordRef};
use crate::storage::OpenError;

/// What both copies come from, and how that is known.
#[derive(Clone, Debug)]
pub enum MergeBase {
    /// It is not known.
    None,
    /// A saved version of the map, of this time, by this person.
    Version(Arc<LinkageMap>, DateTime, Option<String>),
    /// What this window read or wrote last.
    OfWindow(Arc<LinkageMap>),
    /// What a file has that somebody has chosen.
    File(Arc<LinkageMap>, PathBuf),
}

impl MergeBase {
    /// The state itself.
    pub fn map(&self) -> Option<&Arc<LinkageMap>> {
        match self {
            Self::None => None,
            Self::Version(map, ..) | Self::OfWindow(map) | Self::File(map, _) => Some(map),
        }
    }
}

/// What a merge is worked out from.
#[derive(Debug)]
pub struct MergeRequest {
    /// The other copy.
    pub copy: Arc<LinkageMap>,
    /// What both come from.
    pub base: Option<Arc<LinkageMap>>,
    /// Which side stands where.
    pub chosen: BTreeMap<MergeConflict, MergeSide>,
    /// The language of its texts.
    pub language: Language,
}

/// What comes of a merge.
#[derive(Debug)]
pub struct MergePreview {
    /// The map that it was made from, what it becomes, and the edit that leads there.
    pub prepared: PreparedMerge,
    /// What changes in it, in a line; empty for nothing.
    pub summary: String,
    /// Where the copies contradict each other.
    pub conflicts: Vec<ConflictText>,
    /// The conflicts that are settled together.
    pub bound: BTreeMap<MergeConflict, RecordRef>,
    /// Records that may be one, in words.
    pub twins: Vec<String>,
    /// Whether nothing says that they are copies of one map, so that records were paired by what people know them by.
    pub is_aligned: bool,
}

/// An edit that makes two copies one.
#[derive(Debug)]
pub struct PreparedMerge {
    /// The map before.
    pub mine: Arc<LinkageMap>,
    /// The map after.
    pub map: LinkageMap,
    /// The edit.
    pub patch: Patch,
}

/// The other copy, as far as it is known.
#[derive(Debug)]
pub(super) enum CopyState {
    Pending,
    Read(Arc<LinkageMap>),
    Unreadable(OpenError),
}

/// A merge while it is looked at.
#[derive(Debug)]
pub struct MergeCopiesState {
    path: PathBuf,
    pub(super) copy: CopyState,
    pub(super) base: MergeBase,
    /// Why a common state that was chosen cannot be read.
    pub(super) unread_base: Option<OpenError>,
    pub(super) chosen: BTreeMap<MergeConflict, MergeSide>,
    /// Goes up with each change of what the preview is of.
    revision: u64,
    asked: Option<(Arc<MergeRequest>, u64, u64)>,
    /// What comes of it, or why nothing does.
    pub(super) preview: Option<Result<MergePreview, String>>,
    pub(super) has_focus: bool,
}

impl MergeCopiesState {
    /// With the copy in this file, which is still to be read.
    pub(in crate::panels) fn new(path: PathBuf) -> Self {
        Self {
            path,
            copy: CopyState::Pending,
            base: MergeBase::None,
            unread_base: None,
            chosen: BTreeMap::new(),
            revision: 0,
            asked: None,
            preview: None,
            has_focus: false,
        }
    }

    /// The file with the other copy.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name of that file.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// Takes in the other copy, and what both come from.
    pub fn on_read(&mut self, read: Result<(Arc<LinkageMap>, MergeBase), OpenError>) {
        match read {
            Ok((copy, base)) => (self.copy, self.base) = (CopyState::Read(copy), base),
            Err(error) => self.copy = CopyState::Unreadable(error),
        }
        self.touch();
    }

    /// Takes in another state that both come from, or why it cannot be read. What was chosen was chosen by another one.
    pub fn on_base(&mut self, read: Result<MergeBase, OpenError>) {
        match read {
            Ok(base) => {
                (self.base, self.unread_base) = (base, None);
                self.chosen.clear();
            }
            Err(error) => self.unread_base = Some(error),
        }
        self.touch();
    }

    /// Something that counts has changed.
    fn touch(&mut self) {
        self.revision += 1;
    }

    /// What is to be worked out, if there is nothing yet of this state of the map and of everything chosen.
    pub fn next_request(&mut self, map_revision: u64, language: Language) -> Option<Arc<MergeRequest>> {
        let CopyState::Read(copy) = &self.copy else { return None };
        let is_asked = self.asked.as_ref().is_some_and(|(request, revision, of_map)| {
            (*revision, *of_map, request.language) == (self.revision, map_revision, language)
        });
        if is_asked {
            return None;
        }
        let (copy, base) = (Arc::clone(copy), self.base.map().map(Arc::clone));
        let request = Arc::new(MergeRequest { copy, base, chosen: self.chosen.clone(), language });
        self.asked = Some((Arc::clone(&request), self.revision, map_revision));
        Some(request)
    }

    /// Takes in what was worked out, unless something else has been asked for since.
    pub fn on_preview(&mut self, request: &Arc<MergeRequest>, preview: Result<MergePreview, String>) {
        if self.asked.as_ref().is_some_and(|(asked, ..)| Arc::ptr_eq(asked, request)) {
            self.preview = Some(preview);
        }
    }

    /// Has it worked out once more.
    pub fn ask_again(&mut self) {
        self.asked = None;
    }

    /// Chooses a side for a conflict, and for all that are settled with it.
    pub(super) fn choose(&mut self, conflict: MergeConflict, side: MergeSide) {
        let Some(Ok(preview)) = &self.preview else { return };
        let hangs_on = preview.bound.get(&conflict);
        let together = preview.bound.iter().filter(|(_, on)| hangs_on == Some(on)).map(|(conflict, _)| *conflict);
        self.chosen.extend(together.chain([conflict]).map(|conflict| (conflict, side)));
        self.touch();
    }

    /// Chooses one side for all conflicts.
    pub(super) fn choose_all(&mut self, side: MergeSide) {
        let Some(Ok(preview)) = &self.preview else { return };
        self.chosen = preview.conflicts.iter().map(|conflict| (conflict.conflict, side)).collect();
        self.touch();
    }

    /// How many conflicts there are, and how many of them are still to be decided.
    pub(super) fn counts(&self) -> (usize, usize) {
        let Some(Ok(preview)) = &self.preview else { return (0, 0) };
        let is_open = |conflict: &&ConflictText| !self.chosen.contains_key(&conflict.conflict);
        (preview.conflicts.len(), preview.conflicts.iter().filter(is_open).count())
    }

    /// Whether the preview is of everything that is chosen.
    fn is_current(&self) -> bool {
        self.asked.as_ref().is_some_and(|(_, revision, _)| *revision == self.revision)
    }

    /// Whether it can be carried out: everything is decided, and something changes.
    pub(super) fn can_merge(&self) -> bool {
        let changes = |preview: &MergePreview| !preview.prepared.patch.is_empty();
        let (_, open) = self.counts();
        self.is_current() && open == 0 && matches!(&self.preview, Some(Ok(preview)) if changes(preview))
    }

    /// The edit, if it is of the map in this revision and of everything chosen; it is then worked out anew.
    pub fn take_prepared(&mut self, map_revision: u64) -> Option<PreparedMerge> {
        let is_of_map = self.asked.as_ref().is_some_and(|(.., of_map)| *of_map == map_revision);
        if !self.can_merge() || !is_of_map {
            return None;
        }
        self.asked = None;
        self.preview.take()?.ok().map(|preview| preview.prepared)
    }
}
