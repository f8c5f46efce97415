//! The transform map of the whole in the corner: where one is, and a way to go elsewhere.

use egui::{Mesh, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2};

use super::camera_motion::CameraMotion;
use super::icon::colour;
use crate::language::UiText;
use crate::map::ActorKind;
use crate::scene::{Area, Point, Scene, kind_colour};
use crate::session::ViewContext;
use crate::theme::Palette;

/// Its size at the most, in points; one side is shorter unless the map has this very form.
const SIZE: Vec2 = Vec2::new(180.0, 110.0);
/// How far it stays from the edges of the canvas.
const MARGIN: f32 = 12.0;
/// Free space around the map in it.
const PADDING: f32 = 6.0;
/// Side of a cell of the raster that it is drawn in, in points.
const CELL_SIZE: f32 = 3.0;
/// Seconds in which it comes and goes.
const FADE_SECONDS: f32 = 0.15;
/// On a canvas smaller than this it would be in the way.
const MIN_CANVAS_SIZE: Vec2 = Vec2::new(420.0, 300.0);

/// What the transform map is drawn from.
pub(super) struct MinimapParams<'a> {
    pub scene: &'a Scene,
    /// The whole canvas.
    pub screen: Rect,
    /// The part of it that the map has for itself.
    pub map: Rect,
    pub context: &'a ViewContext<'a>,
    /// Grows with every new scene.
    pub scene_version: u64,
}

/// What a drawing holds for; with any other it is stale.
#[derive(Clone, Copy, Debug, PartialEq)]
struct MinimapKey {
    scene_version: u64,
    area: Area,
    actors: usize,
    frame: Rect,
    /// Dark, and of high contrast.
    theme_variant: (bool, bool),
}

/// The transform map, drawn once a scene.
#[derive(Debug, Default)]
pub(super) struct Minimap {
    cached: Option<(MinimapKey, Mesh)>,
    /// From the middle of the frame to where it was taken, in points, while it is dragged.
    drag_offset: Option<Vec2>,
}

impl Minimap {
    /// Draws it unless the whole map is in sight, and lets its user go elsewhere; says where it stands.
    pub fn show(&mut self, ui: &Ui, params: &MinimapParams<'_>, travel: &mut CameraMotion) -> Option<Rect> {
        let seen_whole =
            params.map.expand(1.0).contains_rect(travel.camera().screen_rect(params.scene.area, params.screen));
        let available = params.map.size().x >= MIN_CANVAS_SIZE.x && params.map.size().y >= MIN_CANVAS_SIZE.y;
        let wanted = available && !seen_whole && !params.scene.actors.is_empty();
        let id = ui.scope_id().with("overview");
        let opacity = ui.ctx().animate_bool_with_time(
            id,
            wanted || self.drag_offset.is_some(),
            FADE_SECONDS.min(ui.style().animation_time),
        );
        if opacity <= 0.0 {
            return None;
        }
        let frame = minimap_rect(params);
        let transform = MinimapTransform::fitting(params.scene.area, frame.shrink(PADDING));
        if wanted || self.drag_offset.is_some() {
            self.handle_pointer(ui, id, frame, &transform, params, travel);
        }
        let palette = params.context.palette;
        let mut painter = ui.painter_at(params.screen);
        painter.set_opacity(opacity);
        painter.rect(frame, 6.0, colour(palette.panel), Stroke::new(1.0, colour(palette.border)), StrokeKind::Inside);
        painter.add(Shape::mesh(self.cached_mesh(params, frame, &transform)));
        let inside = painter.with_clip_rect(frame.shrink(1.0));
        let seen = transform.viewport(travel, params).intersect(frame.shrink(2.0));
        let accent = colour(palette.accent);
        inside.rect(seen, 2.0, accent.gamma_multiply(0.10), Stroke::new(1.5, accent), StrokeKind::Inside);
        Some(frame)
    }

    /// A press on the frame takes it along; elsewhere a click flies there, and a drag goes on from there.
    fn handle_pointer(
        &mut self,
        ui: &Ui,
        id: egui::Id,
        frame: Rect,
        transform: &MinimapTransform,
        params: &MinimapParams<'_>,
        travel: &mut CameraMotion,
    ) {
        // Keys move about on the map itself: no stop for Tab here.
        let response = ui.interact(frame, id, Sense::CLICK | Sense::DRAG);
        response.widget_info(|| {
            let words = UiText::MinimapHint.text(params.context.language);
            egui::WidgetInfo::labeled(egui::Role::Image, true, words)
        });
        let now = ui.input(|input| input.time);
        let place = response.interact_pointer_pos();
        if let (true, Some(place)) = (response.clicked(), place) {
            let point = transform.map_from_minimap(place);
            travel.fly_to(point, params.map, params.screen, now);
        }
        if let (true, Some(place)) = (response.drag_started(), place) {
            let origin = ui.input(|input| input.pointer.press_origin()).unwrap_or(place);
            let seen = transform.viewport(travel, params);
            self.drag_offset = Some(if seen.contains(origin) { origin - seen.center() } else { Vec2::ZERO });
        }
        if let (Some(drag_offset), Some(place)) = (self.drag_offset, place.filter(|_| response.dragged())) {
            let point = transform.map_from_minimap(place - drag_offset);
            travel.center_on(point, params.map, params.screen, now);
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
        if let Some((known, mesh)) = &self.cached
            && *known == key
        {
            return mesh.clone();
        }
        let mesh = build_mesh(scene, transform, params.context.palette);
        self.cached = Some((key, mesh.clone()));
        mesh
    }
}

/// Where it stands: at the bottom right of the canvas, in the form of the map.
fn minimap_rect(params: &MinimapParams<'_>) -> Rect {
    let area = params.scene.area;
    let extent = Vec2::new(area.width().max(1.0), area.height().max(1.0));
    let available = SIZE - Vec2::splat(2.0 * PADDING);
    let scale = (available.x / extent.x).min(available.y / extent.y);
    // Long and thin maps keep a width that one can point at.
    let size = (extent * scale).max(Vec2::new(60.0, 36.0)) + Vec2::splat(2.0 * PADDING);
    Rect::from_min_max(params.map.max - Vec2::splat(MARGIN) - size, params.map.max - Vec2::splat(MARGIN))
}

/// From the map to the transform map and back.
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

    /// The point of the map that a place stands for; beside the map the nearest.
    fn map_from_minimap(&self, place: Pos2) -> Point {
        let middle = self.area.middle();
        let offset = (self.rect(self.area).clamp(place) - self.bounds.center()) / self.scale;
        Point::new(middle.x + offset.x, middle.y + offset.y)
    }

    fn rect(&self, area: Area) -> Rect {
        Rect::from_min_max(self.minimap_from_map(area.min), self.minimap_from_map(area.max))
    }

    /// The part of the map that is in sight.
    fn viewport(&self, travel: &CameraMotion, params: &MinimapParams<'_>) -> Rect {
        let camera = travel.camera();
        let seen = Area {
            min: camera.map_from_screen(params.map.min, params.screen),
            max: camera.map_from_screen(params.map.max, params.screen),
        };
        let rect = self.rect(seen);
        // Very near, the frame would be a dot that nobody finds.
        rect.expand2((Vec2::splat(7.0) - rect.size()).max(Vec2::ZERO) / 2.0)
    }
}

/// Lanes as strips; actors as cells of a raster, the stronger the more of a cell they cover, in the colour of the
/// kind that most of them are of. What is drawn does not grow with the map.
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
    let mut most = 1;
    for mark in &scene.actors {
        let offset = (transform.minimap_from_map(mark.area.middle()) - transform.bounds.min) / CELL_SIZE;
        let (column, row) = (offset.x.max(0.0) as usize, offset.y.max(0.0) as usize);
        if let Some(cell) = cells.get_mut(row.min(rows - 1) * columns + column.min(columns - 1)) {
            let kind = ActorKind::ALL.iter().position(|kind| *kind == mark.kind).unwrap_or_default();
            if let Some(count) = cell.kinds.get_mut(kind) {
                *count += 1;
            }
            cell.total += 1;
            most = most.max(cell.total);
        }
    }
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.total > 0) {
        let Some(kind) = cell.dominant_kind() else { continue };
        let min = transform.bounds.min + Vec2::new((at % columns) as f32, (at / columns) as f32) * CELL_SIZE;
        // Sparse cells are still to be seen.
        let fade = 0.65 * (1.0 - (cell.total as f32 / most as f32).sqrt());
        let rect = Rect::from_min_size(min, Vec2::splat(CELL_SIZE)).intersect(transform.bounds);
        mesh.add_colored_rect(rect, colour(kind_colour(kind, palette).mixed(palette.panel, 0.15 + fade)));
    }
    mesh
}

/// Up to this many actors each has its own box.
const MAX_INDIVIDUAL_ACTORS: usize = 600;

/// How many actors of which kind params in a cell.
#[derive(Clone, Copy, Default)]
struct RasterCell {
    total: u32,
    kinds: [u32; ActorKind::ALL.len()],
}

impl RasterCell {
    fn dominant_kind(&self) -> Option<ActorKind> {
        let most = self.kinds.iter().max()?;
        let at = self.kinds.iter().position(|count| count == most)?;
        ActorKind::ALL.get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let area = Area { min: Point::new(-300.0, 40.0), max: Point::new(9_000.0, 2_000.0) };
        let transform = MinimapTransform::fitting(area, Rect::from_min_size(Pos2::new(900.0, 500.0), SIZE));
        let place = transform.bounds.center() + Vec2::new(-30.0, 6.0);
        assert!(transform.minimap_from_map(transform.map_from_minimap(place)).distance(place) < 0.01);
        assert!(transform.bounds.expand(0.1).contains_rect(transform.rect(area)));
    }
}
