//! What a map is: its records, their ids, and the one way to change them.
//!
//! Nothing here draws, reads files, knows a clock or draws lots. Invariants: [`LinkageMap::violations`] is empty
//! for every map that can be reached; tables iterate in id order; text is NFC; an id is never reused ([`IdLedger`]).

mod cascade;
mod checks;
mod history;
mod ids;
mod incidence;
mod kinds;
mod ledger;
mod linkage_map;
mod order;
mod partial;
mod patch;
mod positions;
mod proposal;
mod record;
mod records;
mod standing;
mod text;
mod tidy;
mod transaction;
mod view;
mod violations;

pub use history::{EditLabel, Editor};
pub use ids::{ActorId, ChannelId, Id, LinkId, ModelId, ProductId, StageId, TargetId, ViewId};
pub use kinds::{ActorKind, Banding, LinkForm, LinkKind, Measure, Sector, Verdict};
pub use ledger::{BLOCK_SIZE, BLOCKS, Block, FIRST_BLOCK, IdLedger, MapId, TableLedger};
pub use linkage_map::{LinkageMap, Parts};
pub use order::{SortKey, sort_key};
pub use patch::{Diff, Diffs, Mismatch, Patch};
pub use positions::Positions;
pub use proposal::Proposal;
pub use record::{Record, Table};
pub use records::{
    Actor, Channel, Conversion, CoopModel, Evidence, Figures, Info, Link, Place, Product, Stage, Supply, Target, Year,
};
pub use standing::LinkStanding;
pub use text::{LINE_LIMIT, NOTE_LIMIT, line, note};
pub use transaction::Transaction;
pub use view::{Camera, Colouring, Drawing, Filter, Neighborhood, NoSelection, Scope, Selection, View, ViewState};
pub use violations::{CANVAS_LIMIT, Complaints, Problem, RecordRef, VIOLATION_LIMIT, Violation, YEARS};
