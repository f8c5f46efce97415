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
mod dimensions;
mod edge_routing;
mod free_position;
mod grid;
mod incremental;
mod interval;
mod isolated;
mod lane_ends;
mod lanes;
mod layering;
mod obstacles;
mod order;
mod pipeline;
mod placing;
mod progress;
mod request;
mod selection;
mod slide;
mod supporters;
mod tidy;
mod y_coordinates;

pub use band_strips::{BandStrip, band_strips};
pub use banding::{Band, Bands, bands, bands_by, default_banding};
pub use dimensions::{
    ACTOR_SIZE, COLUMN_GAP, EMPTY_LANE_WIDTH, LANE_PADDING, LANE_WIDTH, LINK_CLEARANCE, ROW_GAP, STRIP_MARGIN,
    SUPPORTERS_GAP,
};
pub(crate) use edge_routing::f32_sort_key;
pub use edge_routing::{EdgeRoute, RouteSegment, crossings, route_edges, route_edges_watched};
pub use free_position::free_position;
pub use isolated::tidy_isolated;
pub use lane_ends::LaneEnds;
pub use lanes::{Lane, Lanes, lanes, supporters_top};
pub use progress::ProgressCallback;
pub use request::LayoutRequest;
pub use selection::tidy_selection;
pub use slide::{TwoRows, tidy_slide, tidy_two_rows};
pub use tidy::{tidy, tidy_thoroughly};
