//! The small map of the whole in the corner: where one is, and a way to go elsewhere.

use egui::{Mesh, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2};

use super::icon::colour;
use super::travel::Travel;
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
const CELL: f32 = 3.0;
/// Seconds in which it comes and goes.
const FADE: f32 = 0.15;
/// On a canvas smaller than this it would be in the way.
const LEAST_CANVAS: Vec2 = Vec2::new(420.0, 300.0);

/// What the small map is drawn from.
pub(super) struct Stand<'a> {
    pub scene: &'a Scene,
    /// The whole canvas.
    pub screen: Rect,
    /// The part of it that the map has for itself.
    pub map: Rect,
    pub shown: &'a ViewContext<'a>,
    /// Grows with every new scene.
    pub edition: u64,
}

/// What a drawing holds for; with any other it is stale.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    edition: u64,
    area: Area,
    actors: usize,
    frame: Rect,
    /// Dark, and of high contrast.
    tones: (bool, bool),
}

/// The small map, drawn once a scene.
#[derive(Debug, Default)]
pub(super) struct Overview {
    drawn: Option<(Key, Mesh)>,
    /// From the middle of the frame to where it was taken, in points, while it is dragged.
    held: Option<Vec2>,
}

impl Overview {
    /// Draws it unless the whole map is in sight, and lets its user go elsewhere; says where it stands.
    pub fn show(&mut self, ui: &Ui, stand: &Stand<'_>, travel: &mut Travel) -> Option<Rect> {
        let seen_whole =
            stand.map.expand(1.0).contains_rect(travel.camera().screen_area(stand.scene.area, stand.screen));
        let room = stand.map.size().x >= LEAST_CANVAS.x && stand.map.size().y >= LEAST_CANVAS.y;
        let wanted = room && !seen_whole && !stand.scene.actors.is_empty();
        let id = ui.scope_id().with("overview");
        let strength =
            ui.ctx().animate_bool_with_time(id, wanted || self.held.is_some(), FADE.min(ui.style().animation_time));
        if strength <= 0.0 {
            return None;
        }
        let frame = place(stand);
        let small = Small::fitting(stand.scene.area, frame.shrink(PADDING));
        if wanted || self.held.is_some() {
            self.take_hold(ui, id, frame, &small, stand, travel);
        }
        let palette = stand.shown.palette;
        let mut painter = ui.painter_at(stand.screen);
        painter.set_opacity(strength);
        painter.rect(frame, 6.0, colour(palette.panel), Stroke::new(1.0, colour(palette.border)), StrokeKind::Inside);
        painter.add(Shape::mesh(self.drawing(stand, frame, &small)));
        let inside = painter.with_clip_rect(frame.shrink(1.0));
        let seen = small.frame(travel, stand).intersect(frame.shrink(2.0));
        let accent = colour(palette.accent);
        inside.rect(seen, 2.0, accent.gamma_multiply(0.10), Stroke::new(1.5, accent), StrokeKind::Inside);
        Some(frame)
    }

    /// A press on the frame takes it along; elsewhere a click flies there, and a drag goes on from there.
    fn take_hold(&mut self, ui: &Ui, id: egui::Id, frame: Rect, small: &Small, stand: &Stand<'_>, travel: &mut Travel) {
        // Keys move about on the map itself: no stop for Tab here.
        let response = ui.interact(frame, id, Sense::CLICK | Sense::DRAG);
        response.widget_info(|| {
            let words = UiText::MinimapHint.text(stand.shown.language);
            egui::WidgetInfo::labeled(egui::Role::Image, true, words)
        });
        let now = ui.input(|input| input.time);
        let place = response.interact_pointer_pos();
        if let (true, Some(place)) = (response.clicked(), place) {
            let point = small.map_from_small(place);
            travel.fly_to(point, stand.map, stand.screen, now);
        }
        if let (true, Some(place)) = (response.drag_started(), place) {
            let origin = ui.input(|input| input.pointer.press_origin()).unwrap_or(place);
            let seen = small.frame(travel, stand);
            self.held = Some(if seen.contains(origin) { origin - seen.center() } else { Vec2::ZERO });
        }
        if let (Some(held), Some(place)) = (self.held, place.filter(|_| response.dragged())) {
            let point = small.map_from_small(place - held);
            travel.put(point, stand.map, stand.screen, now);
            ui.ctx().request_repaint();
        }
        if !response.dragged() {
            self.held = None;
        }
        if response.hovered() || response.dragged() {
            let icon = if response.dragged() { egui::CursorIcon::Grabbing } else { egui::CursorIcon::PointingHand };
            ui.ctx().set_cursor_icon(icon);
        }
    }

    fn drawing(&mut self, stand: &Stand<'_>, frame: Rect, small: &Small) -> Mesh {
        let scene = stand.scene;
        let tones = (stand.shown.palette.is_dark, stand.shown.palette.is_high_contrast);
        let key = Key { edition: stand.edition, area: scene.area, actors: scene.actors.len(), frame, tones };
        if let Some((known, mesh)) = &self.drawn
            && *known == key
        {
            return mesh.clone();
        }
        let mesh = draw(scene, small, stand.shown.palette);
        self.drawn = Some((key, mesh.clone()));
        mesh
    }
}

/// Where it stands: at the bottom right of the canvas, in the form of the map.
fn place(stand: &Stand<'_>) -> Rect {
    let area = stand.scene.area;
    let form = Vec2::new(area.width().max(1.0), area.height().max(1.0));
    let room = SIZE - Vec2::splat(2.0 * PADDING);
    let scale = (room.x / form.x).min(room.y / form.y);
    // Long and thin maps keep a width that one can point at.
    let size = (form * scale).max(Vec2::new(60.0, 36.0)) + Vec2::splat(2.0 * PADDING);
    Rect::from_min_max(stand.map.max - Vec2::splat(MARGIN) - size, stand.map.max - Vec2::splat(MARGIN))
}

/// From the map to the small map and back.
struct Small {
    area: Area,
    room: Rect,
    scale: f32,
}

impl Small {
    fn fitting(area: Area, room: Rect) -> Self {
        let scale = (room.width() / area.width().max(1.0)).min(room.height() / area.height().max(1.0));
        Self { area, room, scale }
    }

    fn small_from_map(&self, point: Point) -> Pos2 {
        let middle = self.area.middle();
        self.room.center() + Vec2::new(point.x - middle.x, point.y - middle.y) * self.scale
    }

    /// The point of the map that a place stands for; beside the map the nearest.
    fn map_from_small(&self, place: Pos2) -> Point {
        let middle = self.area.middle();
        let offset = (self.rect(self.area).clamp(place) - self.room.center()) / self.scale;
        Point::new(middle.x + offset.x, middle.y + offset.y)
    }

    fn rect(&self, area: Area) -> Rect {
        Rect::from_min_max(self.small_from_map(area.min), self.small_from_map(area.max))
    }

    /// The part of the map that is in sight.
    fn frame(&self, travel: &Travel, stand: &Stand<'_>) -> Rect {
        let camera = travel.camera();
        let seen = Area {
            min: camera.map_from_screen(stand.map.min, stand.screen),
            max: camera.map_from_screen(stand.map.max, stand.screen),
        };
        let rect = self.rect(seen);
        // Very near, the frame would be a dot that nobody finds.
        rect.expand2((Vec2::splat(7.0) - rect.size()).max(Vec2::ZERO) / 2.0)
    }
}

/// Lanes as strips; actors as cells of a raster, the stronger the more of a cell they cover, in the colour of the
/// kind that most of them are of. What is drawn does not grow with the map.
fn draw(scene: &Scene, small: &Small, palette: &Palette) -> Mesh {
    let mut mesh = Mesh::default();
    for lane in scene.lanes.iter().step_by(2) {
        let strip =
            Area { min: Point::new(lane.left, small.area.min.y), max: Point::new(lane.right, small.area.max.y) };
        mesh.add_colored_rect(small.rect(strip), colour(palette.lane.mixed(palette.border, 0.35)));
    }
    if let Some(below) = scene.supporters {
        let strip =
            Area { min: Point::new(small.area.min.x, below.top), max: Point::new(small.area.max.x, below.bottom) };
        mesh.add_colored_rect(small.rect(strip), colour(palette.band.mixed(palette.border, 0.35)));
    }
    if scene.actors.len() <= FEW {
        for mark in &scene.actors {
            let rect = small.rect(mark.area);
            let rect = rect.expand2((Vec2::new(2.5, 1.5) - rect.size()).max(Vec2::ZERO) / 2.0);
            mesh.add_colored_rect(rect, colour(mark.tint.colour(palette).mixed(palette.panel, 0.25)));
        }
        return mesh;
    }
    let (columns, rows) = ((small.room.width() / CELL) as usize + 1, (small.room.height() / CELL) as usize + 1);
    let mut cells = vec![Cell::default(); columns * rows];
    let mut most = 1;
    for mark in &scene.actors {
        let offset = (small.small_from_map(mark.area.middle()) - small.room.min) / CELL;
        let (column, row) = (offset.x.max(0.0) as usize, offset.y.max(0.0) as usize);
        if let Some(cell) = cells.get_mut(row.min(rows - 1) * columns + column.min(columns - 1)) {
            let kind = ActorKind::ALL.iter().position(|kind| *kind == mark.kind).unwrap_or_default();
            if let Some(count) = cell.kinds.get_mut(kind) {
                *count += 1;
            }
            cell.all += 1;
            most = most.max(cell.all);
        }
    }
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.all > 0) {
        let Some(kind) = cell.usual() else { continue };
        let min = small.room.min + Vec2::new((at % columns) as f32, (at / columns) as f32) * CELL;
        // Sparse cells are still to be seen.
        let faint = 0.65 * (1.0 - (cell.all as f32 / most as f32).sqrt());
        let rect = Rect::from_min_size(min, Vec2::splat(CELL)).intersect(small.room);
        mesh.add_colored_rect(rect, colour(kind_colour(kind, palette).mixed(palette.panel, 0.15 + faint)));
    }
    mesh
}

/// Up to this many actors each has its own box.
const FEW: usize = 600;

/// How many actors of which kind stand in a cell.
#[derive(Clone, Copy, Default)]
struct Cell {
    all: u32,
    kinds: [u32; ActorKind::ALL.len()],
}

impl Cell {
    fn usual(&self) -> Option<ActorKind> {
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
        let small = Small::fitting(area, Rect::from_min_size(Pos2::new(900.0, 500.0), SIZE));
        let place = small.room.center() + Vec2::new(-30.0, 6.0);
        assert!(small.small_from_map(small.map_from_small(place)).distance(place) < 0.01);
        assert!(small.room.expand(0.1).contains_rect(small.rect(area)));
    }
}
