//! The slides of a map: which there are and in what order, their titles, captions, steps and lines of text. The window
//! shows them (`presentation`) and a deck has them (`exchange/deck`): both say the same.
//!
//! Nothing here draws, lays out a page, or changes what is looked at.

mod caption;
mod line;
mod pages;
mod slide;

pub use caption::{Step, caption, remedy, steps_of};
pub use line::Line;
pub use pages::{TargetLine, change_lines, lapse_lines, target_line};
pub use slide::{Slide, slides};
