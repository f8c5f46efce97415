//! Many texts replaced at once, worked out on a copy of the map: on another thread, while the map is seen as it is.

use super::text_changes::{TextChange, change_texts};
use super::text_search::{TextHit, TextQuery};
use crate::analysis::ProgressCallback;
use crate::map::{LinkageMap, Patch, Transaction, Violation};

/// So many records are changed between two questions whether the replacement is still wanted.
const CHUNK_SIZE: usize = 256;

/// Texts to be replaced, as they were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacement {
    /// What was looked for, and what is to stand there instead.
    pub query: TextQuery,
    /// Where it is to be replaced, in the order of records.
    pub hits: Vec<TextHit>,
    /// The map in which it was found.
    pub found_in: LinkageMap,
}

/// What a replacement comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Replaced {
    /// The map after it.
    pub map: LinkageMap,
    /// What it changes.
    pub patch: Patch,
    /// How many texts were replaced.
    pub texts: usize,
    /// How many were left out, as they are no longer what they were.
    pub left_out: usize,
}

impl Replacement {
    /// Replaces the texts in a copy of a map, but for those that are another there; `None` when cancelled.
    ///
    /// # Errors
    /// Why the map refuses one.
    pub fn carry_out(&self, map: &LinkageMap, progress: ProgressCallback<'_>) -> Option<Result<Replaced, Violation>> {
        let mut copy = map.clone();
        let mut edit = Transaction::begin(&mut copy);
        let (mut texts, mut seen) = (0, 0);
        for (at, hits) in self.hits.chunk_by(|one, other| one.record == other.record).enumerate() {
            if at.is_multiple_of(CHUNK_SIZE) && !progress(seen as f32 / self.hits.len() as f32) {
                return None;
            }
            let changes = hits.iter().filter_map(|hit| hit.change(&self.query, &self.found_in));
            let changes: Vec<TextChange> = changes.filter(|change| change.fits(map)).collect();
            if let Err(violation) = change_texts(&mut edit, &changes) {
                return Some(Err(violation));
            }
            (texts, seen) = (texts + changes.len(), seen + hits.len());
        }
        let patch = edit.finish();
        progress(1.0).then_some(Ok(Replaced { map: copy, patch, texts, left_out: seen - texts }))
    }
}
