//! The zoom at which cards are drawn, and how much of them is shown.

use super::camera::Camera;

/// How large cards are on the screen, where text is larger than usual, too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CardZoom {
    /// Points per map unit.
    pub points: f32,
    /// How much larger a point is than usual: text of one and a half times the usual size makes points of that size, of
    /// which the window has fewer.
    pub text_scale: f32,
}

impl CardZoom {
    pub fn of(camera: &Camera, text_scale: f32) -> Self {
        Self { points: camera.zoom, text_scale }
    }

    /// The zoom that decides what is shown: that of a window with usual text in which cards are as large. A map keeps what
    /// it shows when text grows; else there would be nothing to read on it just for who reads large letters.
    pub fn detail(self) -> f32 {
        self.points * self.text_scale
    }

    /// A length of so many points where text has its usual size, in points.
    pub fn usual(self, points: f32) -> f32 {
        points / self.text_scale
    }
}
