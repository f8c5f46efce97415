//! The mesh of thousands of links as hairlines, built once and cached: panning translates it, and slight zooming scales
//! it, which cannot be told from drawing it anew.

use egui::epaint::Vertex;
use egui::{Mesh, Painter, Rect};

use super::camera::Camera;
use super::layer::Layer;
use super::lines::Emphasis;
use crate::scene::Area;

/// Range of the zoom relative to the zoom that the mesh was built at.
const SCALE_RANGE: std::ops::RangeInclusive<f32> = 0.87..=1.15;

/// What the mesh depends on; with any other key it is stale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LinkMeshKey {
    /// Scene version and highlight version.
    pub versions: (u64, u64),
    pub links: usize,
    pub area: Area,
    /// Dark theme, high contrast.
    pub theme_variant: (bool, bool),
    /// Emphasis of the links that are not highlighted.
    pub emphasis: Emphasis,
}

/// Maximum number of vertices of the mesh.
const MAX_VERTICES: usize = 56_000;

#[derive(Debug, Default)]
pub(super) struct LinkMeshCache {
    cached: Option<CachedMesh>,
    /// Average number of vertices per link in the last mesh.
    vertices_per_link: usize,
}

#[derive(Debug)]
struct CachedMesh {
    mesh_key: LinkMeshKey,
    camera: Camera,
    /// The area of the map that it covers.
    area: Area,
    /// With the camera's middle at the origin.
    mesh: Mesh,
}

impl LinkMeshCache {
    /// Whether the cached mesh is valid and covers all that is visible.
    pub fn covers(&self, mesh_key: LinkMeshKey, camera: &Camera, visible: Area) -> bool {
        self.cached.as_ref().is_some_and(|cached| {
            cached.mesh_key == mesh_key
                && SCALE_RANGE.contains(&(camera.zoom / cached.camera.zoom))
                && cached.area.contains(visible.min)
                && cached.area.contains(visible.max)
        })
    }

    /// How many links fit, if they are as long as the last ones.
    pub fn link_capacity(&self) -> usize {
        MAX_VERTICES / self.vertices_per_link.max(1)
    }

    /// Caches a mesh of `lines` links that was built for a screen rectangle.
    pub fn store(&mut self, mesh_key: LinkMeshKey, camera: &Camera, screen: Rect, mut mesh: Mesh, lines: usize) {
        self.vertices_per_link = mesh.vertices.len().div_ceil(lines.max(1));
        mesh.translate(-screen.center().to_vec2());
        self.cached = Some(CachedMesh { mesh_key, camera: *camera, area: camera.visible_area(screen), mesh });
    }

    pub fn paint(&self, painter: &Painter, camera: &Camera, screen: Rect) {
        if let Some(mesh) = self.transformed_mesh(camera, screen) {
            Layer::Links.add(painter, mesh);
        }
    }

    /// The mesh transformed to the present camera.
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
        // Zoomed out or in too far, panned too far, or another key.
        for (zoom, by) in [(1.4, Vec2::ZERO), (0.7, Vec2::ZERO), (1.0, Vec2::new(100.0, 0.0))] {
            let camera = near(zoom, by);
            assert!(!cache.covers(mesh_key(0), &camera, camera.visible_area(SCREEN)), "{zoom} {by:?}");
        }
        assert!(!cache.covers(mesh_key(1), &drawn, drawn.visible_area(SCREEN)));
    }
}
