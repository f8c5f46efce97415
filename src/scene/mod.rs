//! What is to be seen, as plain shapes: lanes, cards of actors, curves of links, and what of them is lit.
//!
//! Nothing here knows the window or a file format: the canvas paints a scene, and paper shows the same one.
//! Everything is in map units (one unit is one point at 100 %), y downwards.

mod alone;
mod bands;
mod breaks;
mod build;
mod card;
mod cells;
mod colouring;
mod geometry;
mod index;
mod labels;
mod legend;
mod line;
mod marks;
mod ports;
mod streams;
mod style;
mod ways;
mod writing;

pub use alone::{isolated_focus, isolated_map, isolated_scene};
pub use breaks::{BREAK_RADIUS, break_outline, break_point, reason_area};
pub use build::{Said, build, build_drawn, sifted};
pub use card::{
    CardColours, CardPlan, DETAIL_SIZE, EDGE_WIDTH, NAME_ROWS, NAME_SIZE, VERDICT_SIZE, card_colours, card_fade,
    card_inks, card_outline, card_plan, line_height, tint_colours,
};
pub use cells::{CellLevel, CellMark, RibbonMark};
pub use colouring::Tint;
pub use geometry::{Area, Curve, Path, Point};
pub use labels::{LabelPlace, label_places, link_weight, name_weight};
pub use legend::{LegendEntry, LegendGroup, Sample, legend};
pub use line::{
    DOUBLE_APART, Emphasis, HEAD_ROOM, HEAD_SIZE, Head, LineKind, LineLook, Sign, arrowhead, end_dot, line_look,
    sign_strokes, sign_width,
};
pub use marks::{ActorMark, BandMark, LaneMark, LinkMark, Scene, SupportersMark};
pub use streams::{Scale, Stub};
pub use style::{
    LinkDash, kind_colour, kind_icon, kind_silhouette, link_dash, severity_icon, verdict_colour, verdict_icon,
};
pub use ways::{Ways, ways, ways_watched};
pub use writing::{Weight, even_break, rows_of, text_width};
