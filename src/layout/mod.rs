//! Automatic layout: lanes from left to right, actors in them, supporters below.
//!
//! [`tidy`] and [`tidy_thoroughly`] are pure functions of their [`LayoutRequest`]: no drawing, no files, no clock, no
//! unseeded randomness. The phases, in order: `layering` (layers inside lanes), `grid` (columns and rows), `components`
//! (clusters that must not mix), `order` (vertex order per layer), `y_coordinates`, `obstacles` (other actors avoid
//! pinned ones), `supporters`; `pipeline` holds what all layouts of a map share. Lengths are in map units; a position
//! is the centre of an actor's box.

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
mod placing;
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

/// Called with the fraction of the work done, 0 to 1; returns whether to continue (`false` cancels).
pub type ProgressCallback<'a> = &'a dyn Fn(f32) -> bool;

/// Width and height of an actor's box.
pub const ACTOR_SIZE: (f32, f32) = (176.0, 72.0);
/// Minimum vertical gap between two boxes.
pub const ROW_GAP: f32 = 20.0;
/// Minimum horizontal gap between two boxes.
pub const COLUMN_GAP: f32 = 56.0;
/// Space between a lane's edge and its actors; links between lanes run here.
pub const LANE_PADDING: f32 = 44.0;
/// Width of a lane with one column of actors or none.
pub const LANE_WIDTH: f32 = ACTOR_SIZE.0 + 2.0 * LANE_PADDING;
/// Vertical gap between the lowest actor of the lanes and the highest supporter.
pub const SUPPORTERS_GAP: f32 = 112.0;

/// Minimum vertical distance between the centres of two boxes.
const ROW_PITCH: f64 = (ACTOR_SIZE.1 + ROW_GAP) as f64;
/// Horizontal distance between the centres of neighbouring columns inside a lane.
const COLUMN_PITCH: f64 = (ACTOR_SIZE.0 + COLUMN_GAP) as f64;
