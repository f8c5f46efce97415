//! Where things stand: lanes from left to right, actors in them, supporters below.
//!
//! [`tidy`] and [`tidy_thoroughly`] are functions of their [`Request`] alone: nothing here draws, reads files, knows a
//! clock or leaves anything to chance. The phases, in their order: `columns` (layers inside the lanes), `frame` (how many
//! columns and rows), `sections` (what must not mix), `order` (who stands above whom), `rows` (heights), `pins` (others
//! give way to pinned actors), `supporters`; `studio` is what all pictures of a map are made of. Everything is measured in
//! map units, and a place is the middle of an actor's box.

mod adjacency;
mod band_strips;
mod banding;
mod components;
mod edge_routing;
mod free_position;
mod grid;
mod incremental;
mod interval;
mod isolated;
mod lanes;
mod layering;
mod obstacles;
mod order;
mod pipeline;
mod request;
mod supporters;
mod tidy;
mod y_coordinates;

pub use band_strips::{BandStrip, band_strips};
pub use banding::{Band, Bands, bands, bands_by};
pub(crate) use edge_routing::f32_sort_key;
pub use edge_routing::{EdgeRoute, RouteSegment, crossings, route_edges, route_edges_watched};
pub use free_position::free_position;
pub use isolated::tidy_isolated;
pub use lanes::{Lane, Lanes, lanes};
pub use request::LayoutRequest;
pub use tidy::{tidy, tidy_thoroughly};

/// Is told which part of the work is done, from 0 to 1, and says whether the result is still wanted.
pub type ProgressCallback<'a> = &'a dyn Fn(f32) -> bool;

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
pub const SUPPORTERS_GAP: f32 = 112.0;

/// From the middle of one box to that of the next below, at the least.
const ROW_PITCH: f64 = (ACTOR_SIZE.1 + ROW_GAP) as f64;
/// From the middle of one box to that of the next to the right, inside a lane.
const COLUMN_PITCH: f64 = (ACTOR_SIZE.0 + COLUMN_GAP) as f64;
