//! The minimap in the corner: shows the viewport, and moves it by click or drag.

use egui::{Mesh, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2};

use super::camera_motion::CameraMotion;
use super::icon::colour;
use crate::language::UiText;
use crate::map::ActorKind;
use crate::scene::{Area, Point, Scene, kind_colour};
use crate::session::ViewContext;
use crate::theme::Palette;

/// Maximum size, in points; one side is shorter unless the map has the same aspect ratio.
const SIZE: Vec2 = Vec2::new(180.0, 110.0);
/// Distance from the edges of the canvas, in points.
const MARGIN: f32 = 12.0;
/// Padding inside the frame, in points.
const PADDING: f32 = 6.0;
/// Side of a raster cell, in points.
const CELL_SIZE: f32 = 3.0;
/// Duration of fading in and out, in seconds.
const FADE_SECONDS: f32 = 0.15;
/// On a canvas smaller than this, in points, it is not shown.
const MIN_CANVAS_SIZE: Vec2 = Vec2::new(420.0, 300.0);

/// What the minimap is drawn from.
pub(super) struct MinimapParams<'a> {
    pub scene: &'a Scene,
    /// The whole canvas.
    pub screen: Rect,
    /// The map's part of it.
    pub map: Rect,
    pub context: &'a ViewContext<'a>,
    /// Incremented with every new scene.
    pub scene_version: u64,
}

/// What the cached mesh depends on; with any other key it is stale.
#[derive(Clone, Copy, Debug, PartialEq)]
struct MinimapKey {
    scene_version: u64,
    area: Area,
    actors: usize,
    frame: Rect,
    /// Dark theme, high contrast.
    theme_variant: (bool, bool),
}

/// The minimap; its mesh is built once per key.
#[derive(Debug, Default)]
pub(super) struct Minimap {
    cached: Option<(MinimapKey, Mesh)>,
    /// From the centre of the viewport frame to the press, in points, while dragging.
    drag_offset: Option<Vec2>,
}

impl Minimap {
    /// Draws it unless the whole map is visible, and handles its pointer input; gives its rectangle.
    pub fn show(&mut self, ui: &Ui, params: &MinimapParams<'_>, camera_motion: &mut CameraMotion) -> Option<Rect> {
        let seen_whole =
            params.map.expand(1.0).contains_rect(camera_motion.camera().screen_rect(params.scene.area, params.screen));
        let has_space = params.map.size().x >= MIN_CANVAS_SIZE.x && params.map.size().y >= MIN_CANVAS_SIZE.y;
        let is_needed = has_space && !seen_whole && !params.scene.actors.is_empty();
        let id = ui.scope_id().with("overview");
        let opacity = ui.ctx().animate_bool_with_time(
            id,
            is_needed || self.drag_offset.is_some(),
            FADE_SECONDS.min(ui.style().animation_time),
        );
        if opacity <= 0.0 {
            return None;
        }
        let frame = minimap_rect(params);
        let transform = MinimapTransform::fitting(params.scene.area, frame.shrink(PADDING));
        if is_needed || self.drag_offset.is_some() {
            self.handle_pointer(ui, id, frame, &transform, params, camera_motion);
        }
        let palette = params.context.palette;
        let mut painter = ui.painter_at(params.screen);
        painter.set_opacity(opacity);
        painter.rect(frame, 6.0, colour(palette.panel), Stroke::new(1.0, colour(palette.border)), StrokeKind::Inside);
        painter.add(Shape::mesh(self.cached_mesh(params, frame, &transform)));
        let inside = painter.with_clip_rect(frame.shrink(1.0));
        let viewport = transform.viewport(camera_motion, params).intersect(frame.shrink(2.0));
        let accent = colour(palette.accent);
        inside.rect(viewport, 2.0, accent.gamma_multiply(0.10), Stroke::new(1.5, accent), StrokeKind::Inside);
        Some(frame)
    }

    /// A drag on the viewport frame moves it; elsewhere a click flies there, and a drag continues from there.
    fn handle_pointer(
        &mut self,
        ui: &Ui,
        id: egui::Id,
        frame: Rect,
        transform: &MinimapTransform,
        params: &MinimapParams<'_>,
        camera_motion: &mut CameraMotion,
    ) {
        // No tab stop: the canvas itself handles navigation by keyboard.
        let response = ui.interact(frame, id, Sense::CLICK | Sense::DRAG);
        response.widget_info(|| {
            let words = UiText::MinimapHint.text(params.context.language);
            egui::WidgetInfo::labeled(egui::Role::Image, true, words)
        });
        let now = ui.input(|input| input.time);
        let place = response.interact_pointer_pos();
        if let (true, Some(place)) = (response.clicked(), place) {
            let point = transform.map_from_minimap(place);
            camera_motion.fly_to(point, params.map, params.screen, now);
        }
        if let (true, Some(place)) = (response.drag_started(), place) {
            let origin = ui.input(|input| input.pointer.press_origin()).unwrap_or(place);
            let viewport = transform.viewport(camera_motion, params);
            self.drag_offset = Some(if viewport.contains(origin) { origin - viewport.center() } else { Vec2::ZERO });
        }
        if let (Some(drag_offset), Some(place)) = (self.drag_offset, place.filter(|_| response.dragged())) {
            let point = transform.map_from_minimap(place - drag_offset);
            camera_motion.center_on(point, params.map, params.screen, now);
            ui.ctx().request_repaint();
        }
        if !response.dragged() {
            self.drag_offset = None;
        }
        if response.hovered() || response.dragged() {
            let icon = if response.dragged() { egui::CursorIcon::Grabbing } else { egui::CursorIcon::PointingHand };
            ui.ctx().set_cursor_icon(icon);
        }
    }

    fn cached_mesh(&mut self, params: &MinimapParams<'_>, frame: Rect, transform: &MinimapTransform) -> Mesh {
        let scene = params.scene;
        let theme_variant = (params.context.palette.is_dark, params.context.palette.is_high_contrast);
        let key = MinimapKey {
            scene_version: params.scene_version,
            area: scene.area,
            actors: scene.actors.len(),
            frame,
            theme_variant,
        };
        if let Some((cached_key, mesh)) = &self.cached
            && *cached_key == key
        {
            return mesh.clone();
        }
        let mesh = build_mesh(scene, transform, params.context.palette);
        self.cached = Some((key, mesh.clone()));
        mesh
    }
}

/// Its rectangle: at the bottom right of the canvas, with the map's aspect ratio.
fn minimap_rect(params: &MinimapParams<'_>) -> Rect {
    let area = params.scene.area;
    let extent = Vec2::new(area.width().max(1.0), area.height().max(1.0));
    let available = SIZE - Vec2::splat(2.0 * PADDING);
    let scale = (available.x / extent.x).min(available.y / extent.y);
    // Long and thin maps keep a size that can be pointed at.
    let size = (extent * scale).max(Vec2::new(60.0, 36.0)) + Vec2::splat(2.0 * PADDING);
    Rect::from_min_max(params.map.max - Vec2::splat(MARGIN) - size, params.map.max - Vec2::splat(MARGIN))
}

/// Converts between map and minimap coordinates.
struct MinimapTransform {
    area: Area,
    bounds: Rect,
    scale: f32,
}

impl MinimapTransform {
    fn fitting(area: Area, bounds: Rect) -> Self {
        let scale = (bounds.width() / area.width().max(1.0)).min(bounds.height() / area.height().max(1.0));
        Self { area, bounds, scale }
    }

    fn minimap_from_map(&self, point: Point) -> Pos2 {
        let middle = self.area.middle();
        self.bounds.center() + Vec2::new(point.x - middle.x, point.y - middle.y) * self.scale
    }

    /// The map point at a minimap position, clamped to the map.
    fn map_from_minimap(&self, place: Pos2) -> Point {
        let middle = self.area.middle();
        let offset = (self.rect(self.area).clamp(place) - self.bounds.center()) / self.scale;
        Point::new(middle.x + offset.x, middle.y + offset.y)
    }

    fn rect(&self, area: Area) -> Rect {
        Rect::from_min_max(self.minimap_from_map(area.min), self.minimap_from_map(area.max))
    }

    /// The visible part of the map, in minimap coordinates.
    fn viewport(&self, camera_motion: &CameraMotion, params: &MinimapParams<'_>) -> Rect {
        let camera = camera_motion.camera();
        let seen = Area {
            min: camera.map_from_screen(params.map.min, params.screen),
            max: camera.map_from_screen(params.map.max, params.screen),
        };
        let rect = self.rect(seen);
        // Zoomed in far, the frame would be too small to find.
        rect.expand2((Vec2::splat(7.0) - rect.size()).max(Vec2::ZERO) / 2.0)
    }
}

/// Lanes as strips; actors as raster cells, the stronger the more actors a cell holds, in the colour of its most
/// frequent kind. The number of shapes does not grow with the map.
fn build_mesh(scene: &Scene, transform: &MinimapTransform, palette: &Palette) -> Mesh {
    let mut mesh = Mesh::default();
    for lane in scene.lanes.iter().step_by(2) {
        let strip = Area {
            min: Point::new(lane.left, transform.area.min.y),
            max: Point::new(lane.right, transform.area.max.y),
        };
        mesh.add_colored_rect(transform.rect(strip), colour(palette.lane.mixed(palette.border, 0.35)));
    }
    if let Some(below) = scene.supporters {
        let strip = Area {
            min: Point::new(transform.area.min.x, below.top),
            max: Point::new(transform.area.max.x, below.bottom),
        };
        mesh.add_colored_rect(transform.rect(strip), colour(palette.band.mixed(palette.border, 0.35)));
    }
    if scene.actors.len() <= MAX_INDIVIDUAL_ACTORS {
        for mark in &scene.actors {
            let rect = transform.rect(mark.area);
            let rect = rect.expand2((Vec2::new(2.5, 1.5) - rect.size()).max(Vec2::ZERO) / 2.0);
            mesh.add_colored_rect(rect, colour(mark.colour_key.colour(palette).mixed(palette.panel, 0.25)));
        }
        return mesh;
    }
    let (columns, rows) =
        ((transform.bounds.width() / CELL_SIZE) as usize + 1, (transform.bounds.height() / CELL_SIZE) as usize + 1);
    let mut cells = vec![RasterCell::default(); columns * rows];
    let mut max_total = 1;
    for mark in &scene.actors {
        let offset = (transform.minimap_from_map(mark.area.middle()) - transform.bounds.min) / CELL_SIZE;
        let (column, row) = (offset.x.max(0.0) as usize, offset.y.max(0.0) as usize);
        if let Some(cell) = cells.get_mut(row.min(rows - 1) * columns + column.min(columns - 1)) {
            let kind = ActorKind::ALL.iter().position(|kind| *kind == mark.kind).unwrap_or_default();
            if let Some(count) = cell.kinds.get_mut(kind) {
                *count += 1;
            }
            cell.total += 1;
            max_total = max_total.max(cell.total);
        }
    }
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.total > 0) {
        let Some(kind) = cell.dominant_kind() else { continue };
        let min = transform.bounds.min + Vec2::new((at % columns) as f32, (at / columns) as f32) * CELL_SIZE;
        // Sparse cells stay visible.
        let fade = 0.65 * (1.0 - (cell.total as f32 / max_total as f32).sqrt());
        let rect = Rect::from_min_size(min, Vec2::splat(CELL_SIZE)).intersect(transform.bounds);
        mesh.add_colored_rect(rect, colour(kind_colour(kind, palette).mixed(palette.panel, 0.15 + fade)));
    }
    mesh
}

/// Up to this many actors each has its own box.
const MAX_INDIVIDUAL_ACTORS: usize = 600;

/// Numbers of actors in a cell, in all and by kind.
#[derive(Clone, Copy, Default)]
struct RasterCell {
    total: u32,
    kinds: [u32; ActorKind::ALL.len()],
}

impl RasterCell {
    fn dominant_kind(&self) -> Option<ActorKind> {
        let max_count = self.kinds.iter().max()?;
        let at = self.kinds.iter().position(|count| count == max_count)?;
        ActorKind::ALL.get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minimap_and_map_round_trip() {
        let area = Area { min: Point::new(-300.0, 40.0), max: Point::new(9_000.0, 2_000.0) };
        let transform = MinimapTransform::fitting(area, Rect::from_min_size(Pos2::new(900.0, 500.0), SIZE));
        let place = transform.bounds.center() + Vec2::new(-30.0, 6.0);
        assert!(transform.minimap_from_map(transform.map_from_minimap(place)).distance(place) < 0.01);
        assert!(transform.bounds.expand(0.1).contains_rect(transform.rect(area)));
    }
}
