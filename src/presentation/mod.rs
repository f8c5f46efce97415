//! The meeting: how the slides of a map are shown and walked through.
//!
//! A slide is a live view: it names what it shows, and everything on it follows the map. Nothing here changes the map or
//! the session; `app` carries out what [`Presenting`](crate::command::Presenting) asks for.

mod deck;
mod keys;
mod pointer;
mod stage;
mod state;
mod strip;
mod text_slides;

pub use deck::Deck;
pub use keys::presenting_key;
pub use stage::{Stage, stage_ratio, stage_scale, stage_ui};
pub use state::Presentation;
