//! Where things stand: lanes from left to right, actors in them, supporters below.
//!
//! [`tidy`] is a function of its [`Request`] alone: nothing here draws, reads files, knows a clock or draws lots, and
//! no place of an unpinned actor is an input, so tidying a tidied map moves nothing. The phases, in their order:
//! `frame` (how many columns and rows), `order` (who stands above whom), `refine` (small maps: fewer crossings),
//! `rows` (heights), `pins` (others give way to pinned actors), `band` (supporters). Everything is measured in map
//! units, and a place is the middle of an actor's box.

mod band;
mod frame;
mod free_spot;
mod lanes;
mod order;
mod pins;
mod refine;
mod request;
mod rows;
mod tidy;

pub use free_spot::free_spot;
pub use lanes::{Lane, Lanes, lanes};
pub use request::Request;
pub use tidy::tidy;

/// Width and height of every actor's box.
pub const ACTOR_SIZE: (f32, f32) = (176.0, 64.0);
/// The least room between two boxes, one above the other.
pub const ROW_GAP: f32 = 24.0;
/// The least room between two boxes side by side.
pub const COLUMN_GAP: f32 = 56.0;
/// Room between a lane's edge and its actors; links between lanes run here.
pub const LANE_PADDING: f32 = 44.0;
/// Width of a lane with one column of actors, or with none.
pub const LANE_WIDTH: f32 = ACTOR_SIZE.0 + 2.0 * LANE_PADDING;
/// Room between the lowest actor of the lanes and the highest supporter.
pub const BAND_GAP: f32 = 112.0;

/// From the middle of one box to that of the next below, at the least.
const ROW_PITCH: f64 = (ACTOR_SIZE.1 + ROW_GAP) as f64;
/// From the middle of one box to that of the next to the right, inside a lane.
const COLUMN_PITCH: f64 = (ACTOR_SIZE.0 + COLUMN_GAP) as f64;
