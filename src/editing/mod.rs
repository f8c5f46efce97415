//! What a gesture or a line of text makes of a map, where that is more than one record: the defaults of new records, actors
//! grown from others, chains told as text, two actors merged, text found and replaced.
//!
//! Everything works on a [`Transaction`](crate::map::Transaction) or plans one; nothing here draws, nor knows what is
//! selected.

mod arrange;
mod clearance;
mod defaults;
mod fragment;
mod growth;
mod linking;
mod merge;
mod moves;
mod outside_links;
mod quick_entry;
mod removal;
mod strip;
mod text_changes;
mod text_replacement;
mod text_search;
mod three_way;

pub use arrange::{Arrangement, arrange, lay_out};
pub use clearance::Aside;
pub use defaults::{inferred_stage, new_conversion, new_link, products_of_models, usual_kind, usual_stage};
pub use fragment::{Fragment, Pasted, fragment, paste};
pub use growth::{Growth, add_actor, grow, replace_actor, settle};
pub use linking::{LinkEnd, LinkedActor, add_linked_actor, add_missing_links, existing_link, likely_kinds};
pub use merge::{ActorMerge, MergeChoice, MergeEffects, MergeRow, MergeSlot, UnitedChannels, merge};
pub use moves::{ActorMove, duplicate_to, move_actors, move_apart};
pub use outside_links::{OutsideLinks, reconnect};
pub use quick_entry::{EntryLine, EntryOutcome, LinkDetails, NEW_UNIT, apply_entry, read_entry};
pub use removal::remove_actors;
pub use strip::keeping_strip;
pub use text_changes::{TextChange, change_texts};
pub use text_replacement::{Replaced, Replacement};
pub use text_search::{HitPreview, SearchScope, TextHit, TextQuery, TextSearch};
pub use three_way::{
    LikelyTwins, MergeChoices, MergeConflict, MergeMapsError, MergeSide, MergedMaps, TwinReason, aligned,
    may_come_from, merge_maps,
};
