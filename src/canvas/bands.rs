//! Bands across the lanes: separators between them, and their names in a column at the left that stays there while the
//! map pans.

use egui::{Mesh, Painter, Pos2, Rect, Sense, Shape, Ui, Vec2};

use super::camera::Camera;
use super::frame::Frame;
use super::headers::HEADER_HEIGHT;
use super::icon::colour;
use super::text_block::FontStyle;
use super::{overview, tessellation};
use crate::language::{Language, integer};
use crate::scene::{BandMark, Point, Scene};
use crate::theme::{Palette, font_size};

/// Width of the column of names, in points.
const COLUMN_WIDTH: f32 = 124.0;
/// Free space at both sides of a name, in points.
const MARGIN: f32 = 8.0;
/// A band lower than this on the screen, in points, has no name: many of them would be a blur.
const MIN_LABEL_HEIGHT: f32 = 14.0;
/// Bands lower than this on the screen, in points, have no separators, which would overlap.
const MIN_SEPARATED_HEIGHT: f32 = 4.0;
/// Height of a line of text, in points.
const LINE_HEIGHT: f32 = 16.0;
/// Gap between a name and the count beside it, in points.
const COUNT_GAP: f32 = 6.0;
/// Maximum number of lines of a name.
const MAX_LINES: usize = 3;

/// Width of the column of names; 0 without bands.
pub(super) fn column_width(scene: &Scene) -> f32 {
    if scene.bands.is_empty() { 0.0 } else { COLUMN_WIDTH }
}

/// The rectangle for a band's name: the visible part of the band, in the column.
fn label_area(band: &BandMark, camera: &Camera, screen: Rect) -> Rect {
    let y = |at: f32| camera.screen_from_map(Point::new(0.0, at), screen).y;
    let top = y(band.top).max(screen.min.y + HEADER_HEIGHT);
    Rect::from_min_max(
        Pos2::new(screen.min.x, top),
        Pos2::new(screen.min.x + COLUMN_WIDTH, y(band.bottom).min(screen.max.y)),
    )
}

/// Height of a whole band on the screen.
fn screen_height(band: &BandMark, camera: &Camera) -> f32 {
    (band.bottom - band.top) * camera.zoom
}

/// Paints the separators, behind everything else.
pub(super) fn paint_separators(painter: &Painter, scene: &Scene, camera: &Camera, screen: Rect, palette: &Palette) {
    let (Some(first), Some(last)) = (scene.lanes.first(), scene.lanes.last()) else { return };
    for pair in scene.bands.windows(2) {
        let [above, below] = pair else { continue };
        if screen_height(above, camera).min(screen_height(below, camera)) >= MIN_SEPARATED_HEIGHT {
            let left = camera.screen_from_map(Point::new(first.left, below.top), screen);
            let right = camera.screen_from_map(Point::new(last.right, below.top), screen);
            painter.hline(left.x..=right.x, left.y, (1.0, colour(palette.border)));
        }
    }
}

/// Paints the column of names over the map: those of the bands, or, where these are too low, of the rows of cells.
pub(super) fn paint_labels(frame: &Frame<'_>, painter: &Painter) {
    let Frame { scene, camera, screen, writer, .. } = *frame;
    let (camera, palette, language) = (&camera, frame.context.palette, frame.context.language);
    if scene.bands.is_empty() {
        return;
    }
    let are_low = scene.bands.iter().filter(|band| screen_height(band, camera) < MIN_LABEL_HEIGHT).count();
    let is_overview = overview::is_overview(scene, frame.card_zoom().detail());
    let rows = (is_overview && are_low * 2 > scene.bands.len()).then(|| overview::band_rows(scene, camera.zoom));
    let bands = rows.as_ref().unwrap_or(&scene.bands);
    let column = Rect::from_min_max(screen.min, Pos2::new(screen.min.x + COLUMN_WIDTH, screen.max.y));
    painter.rect_filled(column, 0.0, colour(palette.background));
    painter.vline(column.max.x, column.y_range(), (1.0, colour(palette.border)));
    let foreground = colour(palette.text);
    let muted = colour(palette.text_muted);
    let mut mesh = Mesh::default();
    let mut batch = writer.batch();
    for band in bands {
        let place = label_area(band, camera, screen);
        let available = place.height();
        if available <= 0.0 {
            continue;
        }
        if screen_height(band, camera) >= MIN_SEPARATED_HEIGHT {
            for y in [place.min.y, place.max.y] {
                let ends = [Pos2::new(column.min.x, y), Pos2::new(column.max.x, y)];
                tessellation::line(&mut mesh, &ends, 1.0, colour(palette.border));
            }
        }
        if available < MIN_LABEL_HEIGHT {
            continue;
        }
        // The last line is for the count.
        let lines = ((available / LINE_HEIGHT) as usize).saturating_sub(1).clamp(1, MAX_LINES);
        let layout = |width: f32| writer.text(&band.name, FontStyle::bold(font_size::SMALL), width, lines);
        let name = layout(COLUMN_WIDTH - 2.0 * MARGIN);
        let count = integer(band.actors as u64, language);
        let count = writer.text(&count, FontStyle::plain(font_size::SMALL), COLUMN_WIDTH, 1);
        let left = column.min.x + MARGIN;
        let both = name.size().y + count.size().y;
        // A low band has its count beside the name, which gives way to it.
        let name =
            if both <= available { name } else { layout(COLUMN_WIDTH - 2.0 * MARGIN - COUNT_GAP - count.size().x) };
        let top = place.center().y - if both <= available { both } else { name.size().y } / 2.0;
        let place = if both <= available {
            Pos2::new(left, top + name.size().y)
        } else {
            Pos2::new(left + name.size().x + COUNT_GAP, top)
        };
        batch.paint_text(place, &count, muted);
        batch.paint_text(Pos2::new(left, top), &name, foreground);
    }
    painter.add(Shape::mesh(mesh));
    batch.paint(painter);
}

/// Adds accessibility nodes for the bands whose names are visible.
pub(super) fn add_accessibility_nodes(ui: &Ui, scene: &Scene, camera: &Camera, screen: Rect, language: Language) {
    for (at, band) in scene.bands.iter().enumerate() {
        let place = label_area(band, camera, screen);
        if place.height() < MIN_LABEL_HEIGHT {
            continue;
        }
        let node = ui.interact(place, ui.scope_id().with(("band", at)), Sense::hover());
        let words = label_with_count(band, language);
        node.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
    }
}

/// The band whose name is at a screen position.
pub(super) fn band_label_at<'a>(scene: &'a Scene, camera: &Camera, screen: Rect, place: Pos2) -> Option<&'a BandMark> {
    let rows = Rect::from_min_size(
        screen.min + Vec2::new(0.0, HEADER_HEIGHT),
        Vec2::new(column_width(scene), screen.height() - HEADER_HEIGHT),
    );
    if !rows.contains(place) {
        return None;
    }
    scene.band_at(camera.map_from_screen(place, screen).y)
}

/// A band's name with the number of its actors.
pub(super) fn label_with_count(band: &BandMark, language: Language) -> String {
    format!("{}: {}", band.name, integer(band.actors as u64, language))
}
