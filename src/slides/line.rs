//! A line of text on a slide.

use crate::theme::{Icon, Rgb};

/// A line of a caption or of a page of text, with what it begins with.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The icon before it, and its colour.
    pub icon: Option<(Icon, Rgb)>,
    /// What it says.
    pub text: String,
    /// Whether it is what one reads first.
    pub is_strong: bool,
}

impl Line {
    /// A line that is read first.
    pub(super) fn strong(icon: Option<(Icon, Rgb)>, text: String) -> Self {
        Self { icon, text, is_strong: true }
    }

    /// Any other line.
    pub(super) fn plain(icon: Option<(Icon, Rgb)>, text: String) -> Self {
        Self { icon, text, is_strong: false }
    }
}
