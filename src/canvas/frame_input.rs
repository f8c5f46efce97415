//! What the canvas is given to show in one frame, and where.

use egui::Rect;

use crate::scene::Scene;
use crate::session::{Highlight, ViewContext};

/// The inputs of one frame.
#[derive(Clone, Copy)]
pub(super) struct FrameInput<'a> {
    pub scene: &'a Scene,
    pub highlight: &'a Highlight,
    pub context: &'a ViewContext<'a>,
    /// The whole canvas.
    pub screen: Rect,
    /// The map's part of it.
    pub map: Rect,
}
