//! Colours, font sizes, fonts, icons and shapes, as plain data: the only module that defines colours.
//!
//! It depends on no other module: neither on the map's records nor on the window.

mod card_shape;
mod colour;
mod fonts;
mod icons;
mod palette;

pub use card_shape::{CardShape, Outline, outline};
pub use colour::Rgb;
pub use fonts::{BOLD, FontFile, REGULAR, SEMIBOLD, fonts};
pub use icons::{ICON_SIZE, Icon, IconStroke};
pub use palette::{CATEGORICAL_COUNT, ChangeColours, KindColours, Palette, VerdictColours};

/// Font sizes on the screen, in points.
pub mod font_size {
    /// Titles of dialogs.
    pub const TITLE: f32 = 18.0;
    /// Headings inside a panel.
    pub const HEADING: f32 = 14.0;
    /// Everything else.
    pub const BODY: f32 = 13.0;
    /// Second lines, hints.
    pub const SMALL: f32 = 11.5;
    /// Smaller text is not drawn.
    pub const MIN: f32 = 9.0;
}
