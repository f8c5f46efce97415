//! Hair lines of thousands of links, drawn once and cached: while one pans they are moved, and while one zooms a little
//! made larger or smaller, which no eye can tell from drawing them anew.

use egui::epaint::Vertex;
use egui::{Mesh, Painter, Rect};

use super::camera::Camera;
use super::lines::Emphasis;
use super::paint::Layer;
use crate::scene::Area;

/// How much larger or smaller lines are shown than they were drawn.
const SCALE_RANGE: std::ops::RangeInclusive<f32> = 0.87..=1.15;

/// What a drawing holds for; with any other it is stale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LinkMeshKey {
    /// Grows with every new scene, and with whatever is lit.
    pub versions: (u64, u64),
    pub links: usize,
    pub area: Area,
    /// Whether dark, and of high contrast.
    pub theme_variant: (bool, bool),
    /// How links stand back.
    pub emphasis: Emphasis,
}

/// More vertices than this are not spent on hair lines.
const MAX_VERTICES: usize = 56_000;

/// The drawing.
#[derive(Debug, Default)]
pub(super) struct LinkMeshCache {
    cached: Option<CachedMesh>,
    /// How many vertices a line had on average in the last drawing.
    vertices_per_link: usize,
}

#[derive(Debug)]
struct CachedMesh {
    mesh_key: LinkMeshKey,
    camera: Camera,
    /// What of the map is in it.
    area: Area,
    /// With the camera's middle in its origin.
    mesh: Mesh,
}

impl LinkMeshCache {
    /// Whether there is a drawing that holds, of all that is seen.
    pub fn covers(&self, mesh_key: LinkMeshKey, camera: &Camera, seen: Area) -> bool {
        self.cached.as_ref().is_some_and(|cached| {
            cached.mesh_key == mesh_key
                && SCALE_RANGE.contains(&(camera.zoom / cached.camera.zoom))
                && cached.area.contains(seen.min)
                && cached.area.contains(seen.max)
        })
    }

    /// How many lines there is room for, if they are as long as the last ones.
    pub fn link_capacity(&self) -> usize {
        MAX_VERTICES / self.vertices_per_link.max(1)
    }

    /// Keeps what has been drawn for a screen: so many lines.
    pub fn store(&mut self, mesh_key: LinkMeshKey, camera: &Camera, screen: Rect, mut mesh: Mesh, lines: usize) {
        self.vertices_per_link = mesh.vertices.len().div_ceil(lines.max(1));
        mesh.translate(-screen.center().to_vec2());
        self.cached = Some(CachedMesh { mesh_key, camera: *camera, area: camera.visible_area(screen), mesh });
    }

    /// Hands it to the painter.
    pub fn paint(&self, painter: &Painter, camera: &Camera, screen: Rect) {
        if let Some(mesh) = self.transformed_mesh(camera, screen) {
            Layer::Links.add(painter, mesh);
        }
    }

    /// The lines where they are seen now.
    fn transformed_mesh(&self, camera: &Camera, screen: Rect) -> Option<Mesh> {
        let cached = self.cached.as_ref()?;
        let scale = camera.zoom / cached.camera.zoom;
        let by = camera.screen_from_map(cached.camera.middle, screen).to_vec2();
        let mut mesh = Mesh { indices: cached.mesh.indices.clone(), ..Mesh::default() };
        let placed = |vertex: &Vertex| Vertex { pos: vertex.pos * scale + by, ..*vertex };
        mesh.vertices.extend(cached.mesh.vertices.iter().map(placed));
        Some(mesh)
    }
}

#[cfg(test)]
mod tests {
    use egui::{Color32, Pos2, Vec2};

    use super::*;
    use crate::scene::Point;

    const SCREEN: Rect = Rect::from_min_max(Pos2::new(200.0, 50.0), Pos2::new(1000.0, 650.0));

    fn mesh_key(lit: u64) -> LinkMeshKey {
        LinkMeshKey {
            versions: (1, lit),
            links: 1,
            area: Area::NOTHING,
            theme_variant: (false, false),
            emphasis: Emphasis::Plain,
        }
    }

    #[test]
    fn cached_lines_are_where_they_would_be_drawn() {
        let points = [Point::new(-300.0, 20.0), Point::new(0.0, 0.0), Point::new(41.0, -77.0)];
        let drawn = Camera { middle: Point::new(-40.0, 12.0), zoom: 0.4 };
        let mut mesh = Mesh::default();
        for point in points {
            mesh.colored_vertex(drawn.screen_from_map(point, SCREEN), Color32::RED);
        }
        let wide = SCREEN.expand2(SCREEN.size() * 0.1);
        let mut cache = LinkMeshCache::default();
        cache.store(mesh_key(0), &drawn, wide, mesh, 1);

        let near = |zoom: f32, by: Vec2| {
            let mut camera = drawn;
            camera.zoom_at(SCREEN.center(), zoom, SCREEN);
            camera.pan(by);
            camera
        };
        for (zoom, by) in
            [(1.0, Vec2::ZERO), (1.0, Vec2::new(70.0, -50.0)), (1.1, Vec2::new(20.0, 9.0)), (0.92, Vec2::ZERO)]
        {
            let camera = near(zoom, by);
            assert!(cache.covers(mesh_key(0), &camera, camera.visible_area(SCREEN)), "{zoom} {by:?}");
            let placed = cache.transformed_mesh(&camera, SCREEN).map_or_else(Vec::new, |mesh| mesh.vertices);
            assert_eq!(placed.len(), points.len());
            for (vertex, point) in placed.iter().zip(points) {
                assert!(vertex.pos.distance(camera.screen_from_map(point, SCREEN)) < 0.01, "{zoom} {by:?}");
            }
        }
        // Too far, too near, too much to the side, or of something else.
        for (zoom, by) in [(1.4, Vec2::ZERO), (0.7, Vec2::ZERO), (1.0, Vec2::new(100.0, 0.0))] {
            let camera = near(zoom, by);
            assert!(!cache.covers(mesh_key(0), &camera, camera.visible_area(SCREEN)), "{zoom} {by:?}");
        }
        assert!(!cache.covers(mesh_key(1), &drawn, drawn.visible_area(SCREEN)));
    }
}
