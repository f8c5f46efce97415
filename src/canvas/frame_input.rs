//! What the canvas is given to show in one frame, and where.

use egui::Rect;

use super::camera::Camera;
use super::card_zoom::CardZoom;
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
    /// How much larger text is than usual.
    pub text_scale: f32,
}

impl FrameInput<'_> {
    /// The zoom that decides how much is shown.
    pub fn detail_zoom(&self, camera: &Camera) -> f32 {
        CardZoom::of(camera, self.text_scale).detail()
    }
}
