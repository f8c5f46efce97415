//! Where things stand: lanes from left to right, actors in them, supporters below.
//!
//! [`tidy`] and [`tidy_thoroughly`] are functions of their [`Request`] alone: nothing here draws, reads files, knows a
//! clock or leaves anything to chance. The phases, in their order: `columns` (layers inside the lanes), `frame` (how many
//! columns and rows), `sections` (what must not mix), `order` (who stands above whom), `rows` (heights), `pins` (others
//! give way to pinned actors), `supporters`; `studio` is what all pictures of a map are made of. Everything is measured in
//! map units, and a place is the middle of an actor's box.

mod banding;
mod columns;
mod focus;
mod frame;
mod free_spot;
mod keep;
mod lanes;
mod neighbours;
mod order;
mod pins;
mod request;
mod routes;
mod rows;
mod sections;
mod span;
mod strips;
mod studio;
mod supporters;
mod tidy;

pub use banding::{Band, Bands, bands, bands_by};
pub use focus::focus;
pub use free_spot::free_spot;
pub use lanes::{Lane, Lanes, lanes};
pub use request::Request;
pub(crate) use routes::sorting;
pub use routes::{Route, Run, crossings, routes, routes_watched};
pub use strips::{Strip, strips};
pub use tidy::{tidy, tidy_thoroughly};

/// Is told which part of the work is done, from 0 to 1, and says whether the result is still wanted.
pub type Watch<'a> = &'a dyn Fn(f32) -> bool;

/// Width and height of every actor's box.
pub const ACTOR_SIZE: (f32, f32) = (176.0, 72.0);
/// The least room between two boxes, one above the other.
pub const ROW_GAP: f32 = 20.0;
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
