//! Hair lines of thousands of links, drawn once and kept: while one pans they are moved, and while one zooms a little
//! made larger or smaller, which no eye can tell from drawing them anew.

use egui::epaint::Vertex;
use egui::{Mesh, Painter, Rect, Shape};

use super::camera::Camera;
use super::lines::Emphasis;
use crate::scene::Area;

/// How much larger or smaller lines are shown than they were drawn.
const STRETCH: std::ops::RangeInclusive<f32> = 0.87..=1.15;

/// What a drawing holds for; with any other it is stale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Holds {
    /// Grows with every new scene, and with whatever is lit.
    pub edition: (u64, u64),
    pub links: usize,
    pub area: Area,
    /// Whether dark, and of high contrast.
    pub tones: (bool, bool),
    /// How links stand back.
    pub back: Emphasis,
}

/// More vertices than this are not spent on hair lines.
const VERTICES: usize = 64_000;

/// The drawing.
#[derive(Debug, Default)]
pub(super) struct Hairs {
    kept: Option<Kept>,
    /// How many vertices a line had on average in the last drawing.
    each: usize,
}

#[derive(Debug)]
struct Kept {
    holds: Holds,
    camera: Camera,
    /// What of the map is in it.
    area: Area,
    /// With the camera's middle in its origin.
    mesh: Mesh,
}

impl Hairs {
    /// Whether there is a drawing that holds, of all that is seen.
    pub fn covers(&self, holds: Holds, camera: &Camera, seen: Area) -> bool {
        self.kept.as_ref().is_some_and(|kept| {
            kept.holds == holds
                && STRETCH.contains(&(camera.zoom / kept.camera.zoom))
                && kept.area.contains(seen.min)
                && kept.area.contains(seen.max)
        })
    }

    /// How many lines there is room for, if they are as long as the last ones.
    pub fn room(&self) -> usize {
        VERTICES / self.each.max(1)
    }

    /// Keeps what has been drawn for a screen: so many lines.
    pub fn keep(&mut self, holds: Holds, camera: &Camera, screen: Rect, mut mesh: Mesh, lines: usize) {
        self.each = mesh.vertices.len().div_ceil(lines.max(1));
        mesh.translate(-screen.center().to_vec2());
        self.kept = Some(Kept { holds, camera: *camera, area: camera.seen(screen), mesh });
    }

    /// Hands it to the painter.
    pub fn paint(&self, painter: &Painter, camera: &Camera, screen: Rect) {
        let Some(kept) = &self.kept else { return };
        let larger = camera.zoom / kept.camera.zoom;
        let by = camera.screen_from_map(kept.camera.middle, screen).to_vec2();
        let mut mesh = Mesh { indices: kept.mesh.indices.clone(), ..Mesh::default() };
        let placed = |vertex: &Vertex| Vertex { pos: vertex.pos * larger + by, ..*vertex };
        mesh.vertices.extend(kept.mesh.vertices.iter().map(placed));
        painter.add(Shape::mesh(mesh));
    }
}
