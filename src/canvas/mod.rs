//! The scene in the window: one widget with its own camera, tools and paint.
//!
//! It never changes the map: what a gesture wants goes out as a [`Command`](crate::command::Command). The tools'
//! rules and the camera are plain arithmetic, tested without a window.

mod access;
mod bands;
mod breaks;
mod button;
mod camera;
mod cards;
mod corners;
mod displaced;
mod far;
mod gesture;
mod hairs;
mod headers;
mod history;
mod icon;
mod keys;
mod labels;
mod legend;
mod letters;
mod lines;
mod links;
mod overview;
mod paint;
mod rows;
mod stamps;
mod states;
mod stroke;
mod tools;
mod travel;
mod view;
mod walk;
mod words;

pub use button::primary_ui;
pub use camera::Camera;
pub use icon::{colour, icon_ui, paint_icon};
pub use states::{unknown_ui, waiting_ui};
pub use view::{Canvas, CanvasOptions};
