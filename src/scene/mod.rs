//! What is to be seen, as plain shapes: lanes, cards of actors, curves of links, and what of them is lit.
//!
//! Nothing here knows the window or a file format: the canvas paints a scene, and paper will print the same one.
//! Everything is in map units (one unit is one point at 100 %), y downwards.

mod alone;
mod bands;
mod build;
mod focus;
mod geometry;
mod index;
mod marks;
mod ports;
mod selection;
mod style;

pub use alone::Alone;
pub use build::{build, build_after};
pub use focus::Focus;
pub use geometry::{Area, Curve, Path, Point};
pub use marks::{ActorMark, BandMark, LaneMark, LinkMark, Scene, SupportersMark};
pub use selection::{Selection, Shown, Sight, Subject, Supposed};
pub use style::{
    LinkDash, kind_colour, kind_icon, kind_silhouette, link_dash, severity_icon, verdict_colour, verdict_icon,
};
