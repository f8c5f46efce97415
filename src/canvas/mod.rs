//! The canvas: the widget that shows a scene, with its camera, tools and painting.
//!
//! It never changes the map: gestures emit [`Command`](crate::command::Command)s. Gesture rules and camera are plain
//! arithmetic, tested without a window.
//!
//! Imports run one way: `view` owns the state and hands `tools`, `keyboard` and `accessibility` a `frame_input` and the
//! parts that they change; `paint` calls the painters of links, cards, labels and the overview, which take a `frame`.

mod accessibility;
mod background;
mod bands;
mod breaks;
mod button;
mod camera;
mod camera_history;
mod camera_motion;
mod card_mesh_cache;
mod card_names;
mod card_offsets;
mod card_text;
mod card_zoom;
mod cards;
mod change_marks;
mod composition;
mod context_menu;
mod dragging;
mod empty_states;
mod frame;
mod frame_input;
mod gesture;
mod graph_navigation;
mod growth_handles;
mod headers;
mod hits;
mod icon;
mod keyboard;
mod labels;
mod layer;
mod legend;
mod line_breaking;
mod lines;
mod link_labels;
mod link_mesh_cache;
mod links;
mod minimap;
mod overview;
mod paint;
mod questions;
mod safe_area;
mod scrolling;
mod slide;
mod snapping;
mod subject_menu;
mod tessellation;
mod text_block;
mod text_cache;
mod text_painter;
mod tool_paint;
mod tools;
mod view;

pub use button::primary_ui;
pub use camera::Camera;
pub use empty_states::{not_computed_ui, progress_ui};
pub use headers::HEADER_HEIGHT as SLIDE_HEADER_HEIGHT;
pub use icon::{colour, icon_ui, paint_icon};
pub use scrolling::{menu_list_ui, scroll_to_focused};
pub use subject_menu::{route_menu, row_menu};
pub use view::{Canvas, CanvasOptions};
