//! What a map is: its records, their ids, and the one way to change them.
//!
//! Nothing here draws, reads files, or uses a clock or random numbers. Invariants: [`LinkageMap::violations`] is empty
//! for every map that code outside can get; tables iterate in id order; text is NFC; an id is never reused
//! ([`IdLedger`]).
//!
//! `record`, `patch`, `violations`, `checks`, `redirect` and `cascade` are one kernel and import from each other: a record
//! says how its table is patched, checked, led on and removed from, and each of these is written once for all records.

mod cascade;
mod checks;
mod collation;
mod defaults;
mod difference;
pub mod distinct;
mod history;
mod id_index;
mod ids;
mod incidence;
mod kinds;
mod ledger;
mod link_status;
mod linkage_map;
mod patch;
mod production;
mod proposal;
mod record;
mod record_images;
mod records;
mod redirect;
mod salvage;
mod short_text;
mod subgraph;
mod text;
mod transaction;
mod view;
mod violations;

pub use checks::FieldChecks;
pub use collation::{SortKey, sort_key};
pub use history::{EditLabel, Editor, HistoryStep};
pub use id_index::IdIndex;
pub use ids::{ActorId, ChannelId, Id, LinkId, ModelId, ProductId, StageId, TargetId, ViewId};
pub use kinds::{ActorKind, Banding, LinkForm, LinkKind, Measure, Sector, Verdict};
pub use ledger::{BLOCK_COUNT, BLOCK_SIZE, FIRST_BLOCK_ID, IdBlock, IdLedger, MapId, TableLedger};
pub use link_status::LinkStatus;
pub use linkage_map::{LinkageMap, MapParts};
pub use patch::{Diff, Diffs, Mismatch, Patch};
pub use production::{Conversion, Portion, Supply};
pub use proposal::{LinkStep, LinkStepKind, Proposal};
pub use record::{Record, Table};
pub use record_images::{Images, RecordImages};
pub use records::{
    Actor, Channel, CoopModel, Evidence, Figures, Info, Link, Placement, Product, Stage, Target, Year, YearlyFigures,
};
pub use redirect::{FieldRefs, Redirect};
pub use salvage::SalvagedMap;
pub use short_text::ShortText;
pub use text::{
    LINE_LIMIT, NOTE_LIMIT, is_invisible, is_nfc, normalize_line, normalize_line_mut, normalize_note,
    normalize_note_mut, normalized_line, without_look_alike,
};
pub use transaction::Transaction;
pub use view::{
    CameraState, Colouring, DrawingStyle, Filter, InvalidSelection, Neighborhood, Scope, Selection, View, ViewState,
};
pub use violations::{CANVAS_LIMIT, RecordRef, VIOLATION_LIMIT, Validator, Violation, ViolationKind, YEARS};
