//! The scene graph of a map as plain shapes: lanes, cards of actors, curves of links, and their emphasis.
//!
//! Nothing here depends on the window or a file format: canvas and exported pictures show the same scene.
//! Everything is in map units (one unit is one point at 100 %), y downwards.

mod area_grid;
mod bands;
mod breaks;
mod build;
mod card;
mod card_names;
mod change_marks;
mod colouring;
mod detours;
mod edge_paths;
mod flow_widths;
mod geometry;
mod isolation;
mod labels;
mod legend;
mod legend_symbols;
mod level_of_detail;
mod line_index;
mod link_labels;
mod link_routing;
mod link_style;
mod marker_places;
mod marks;
mod name_cuts;
mod rtree;
mod scene_graph;
mod slide;
mod stretch;
mod style;
mod text_metrics;
mod two_rows;

pub use bands::band_actors;
pub use breaks::{BREAK_RADIUS, BreakMark, MarkSpace, break_outline, reason_area, reason_place};
pub use build::{SceneAssessment, build, build_with_paths, filtered};
pub use card::{
    BADGE_RADIUS, CardColours, CardLayout, DETAIL_SIZE, EDGE_WIDTH, NAME_MAX_LINES, NAME_SIZE, VERDICT_SIZE,
    card_colours, card_fade, card_layout, card_outline, card_text_colours, key_colours, line_height,
};
pub use card_names::{DistinctNames, shortened_names, wrapped_name};
pub use change_marks::{ChangeMarks, ChangeSign, GhostCard, GhostLine, SignCounts};
pub use colouring::ColourKey;
pub use edge_paths::{EdgePaths, edge_paths, edge_paths_with_progress, provisional_edge_paths};
pub use flow_widths::{FlowScale, ImbalanceMark};
pub use geometry::{Area, Curve, Path, Point};
pub use isolation::{isolated_highlight, isolated_map, isolated_scene, routes_of};
pub use labels::name_priority;
pub use legend::{change_legend, legend};
pub use legend_symbols::{LegendEntry, LegendGroup, LegendSymbol};
pub use level_of_detail::{BundleMark, CellMark, LodLevel};
pub use link_labels::{LINK_LABEL_SIZE, LabelRequest, LinkLabel, place_link_labels};
pub use link_style::{
    ARROWHEAD_INSET, ARROWHEAD_SIZE, DOUBLE_LINE_OFFSET, Emphasis, EndMarker, LineAttributes, LineStyle, MidMarker,
    arrowhead, dot_marker, line_style, mid_marker_strokes, mid_marker_width,
};
pub use marks::{ActorMark, BandMark, LaneMark, LaneRow, LinkMark, SupportersMark};
pub use scene_graph::Scene;
pub use slide::{MAX_WHOLE_MAP, slide_scene};
pub use style::{
    DashPattern, LinkDash, kind_colour, kind_icon, kind_shape, link_dash, severity_icon, target_icon, verdict_colour,
    verdict_icon,
};
pub use text_metrics::{
    FontWeight, NO_BREAK_SPACE, balanced_break, flow_text, has_built_in_glyph, is_breaking_space, short_remarks,
    text_width, wrap_text,
};
