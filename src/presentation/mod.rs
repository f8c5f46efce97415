//! The meeting: the slides of a map, their steps and captions, and how they are shown.
//!
//! A slide is a live view: it names what it shows, and everything on it follows the map. Nothing here changes the map or
//! the session; `app` carries out what [`Presenting`](crate::command::Presenting) asks for.

mod caption;
mod deck;
mod keys;
mod pointer;
mod slide;
mod stage;
mod state;
mod strip;
mod text_slides;

pub use caption::{Step, steps_of};
pub use deck::Deck;
pub use keys::presenting_key;
pub use slide::{Slide, slides};
pub use stage::{Stage, stage_ratio, stage_scale, stage_ui};
pub use state::Presentation;
