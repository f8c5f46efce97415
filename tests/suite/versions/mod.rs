//! Two states of a map: what has changed, and both made into one.

mod choosing;
mod comparing;
mod merging;
mod merging_cases;

use lienket::exchange::sample_map;
use lienket::map::{EditLabel, Editor, IdBlock, LinkageMap, MapId};
use proptest::prelude::*;

use crate::map::operations::{self, Change, Wild};

/// Edits as people make them, right and wrong ones.
pub fn edits(most: usize) -> impl Strategy<Value = Vec<(Change, Wild)>> {
    prop::collection::vec(operations::change(), 0..most)
}

/// A map of a few actors with everything that a map has.
pub fn start(seed: u64) -> LinkageMap {
    sample_map(12, seed).with_new_identity(MapId(7))
}

/// The map after these edits by a working copy that issues ids from this block.
pub fn edited(map: &LinkageMap, edits: &[(Change, Wild)], block: u64) -> LinkageMap {
    let mut editor = Editor::new(map.clone());
    if block > 0 {
        editor.set_block(IdBlock::with_number(block));
    }
    for edit in edits {
        // What an edit refuses leaves the map as it was.
        let _ = editor.edit(EditLabel::EditMap, |transaction| operations::apply(transaction, edit).map(drop));
    }
    editor.map().clone()
}
