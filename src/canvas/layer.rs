//! Layers of the canvas that are each painted as one large mesh.

use egui::{Mesh, Painter, Shape};

/// A layer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Layer {
    Links,
    Cards,
    HighlightedLinks,
    HighlightedCards,
}

impl Layer {
    /// Adds a mesh to the painter. egui merges shapes with the same clip rectangle into one mesh, which is reallocated
    /// when it grows by so much; so each layer has a clip rectangle of its own, larger by far less than a pixel.
    pub fn add(self, painter: &Painter, mesh: Mesh) {
        let margin = (self as u8 + 1) as f32 / 1_024.0;
        painter.with_clip_rect(painter.clip_rect().expand(margin)).add(Shape::mesh(mesh));
    }
}
