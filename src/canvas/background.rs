//! What lies behind the map: shaded lanes, the separators of bands, and the strip of supporters with its name.

use std::sync::Arc;

use egui::{Painter, Pos2, Rect};

use super::bands;
use super::camera::Camera;
use super::icon::colour;
use super::text_block::{FontStyle, TextBlock};
use super::text_painter::TextWriter;
use crate::language::{Language, UiText};
use crate::scene::{Area, Point, Scene};
use crate::theme::{Palette, font_size};

/// Gap between the name of the strip of supporters and a card beside it, in points.
const LABEL_GAP: f32 = 4.0;
/// Below this width, in points, too little of that name would be left to read.
const MIN_LABEL_WIDTH: f32 = 46.0;

/// Paints what lies behind the map: every other lane shaded, the separators of bands, the strip of supporters.
pub(super) fn paint_background(
    painter: &Painter,
    scene: &Scene,
    camera: &Camera,
    screen: Rect,
    palette: &Palette,
    writer: &TextWriter<'_>,
    language: Language,
) {
    painter.rect_filled(screen, 0.0, colour(palette.background));
    let x = |at: f32| camera.screen_from_map(Point::new(at, 0.0), screen).x;
    let y = |at: f32| camera.screen_from_map(Point::new(0.0, at), screen).y;
    let lanes_bottom = scene.supporters.map_or(screen.max.y, |strip| y(strip.top).min(screen.max.y));
    let (first, second) = scene.lane_rows();
    let turn = scene.second_row.map_or(lanes_bottom, |row| y(row.top));
    for (lanes, top, bottom) in [(first, screen.min.y, turn), (second, turn, lanes_bottom)] {
        for lane in lanes.iter().step_by(2) {
            let strip = Rect::from_min_max(Pos2::new(x(lane.left), top), Pos2::new(x(lane.right), bottom));
            if strip.is_positive() {
                painter.rect_filled(strip, 0.0, colour(palette.lane));
            }
        }
    }
    bands::paint_separators(painter, scene, camera, screen, palette);
    if let Some(below) = scene.supporters {
        let strip = Rect::from_min_max(Pos2::new(screen.min.x, y(below.top)), Pos2::new(screen.max.x, y(below.bottom)));
        painter.rect_filled(strip, 0.0, colour(palette.band));
        painter.hline(screen.x_range(), strip.min.y, (1.0, colour(palette.border)));
        painter.hline(screen.x_range(), strip.max.y, (1.0, colour(palette.border)));
    }
    if let Some((rect, label)) = supporters_label(scene, camera, screen, writer, language) {
        writer.paint_text(painter, rect.min, &label, colour(palette.text_muted));
    }
}

/// Whether the strip of supporters is high enough on the screen for its name.
pub(super) fn has_supporters_label(top: f32, bottom: f32) -> bool {
    bottom - top > 24.0
}

/// The name of the strip of supporters and its rectangle; `None` where it does not fit.
pub(super) fn supporters_label(
    scene: &Scene,
    camera: &Camera,
    screen: Rect,
    writer: &TextWriter<'_>,
    language: Language,
) -> Option<(Rect, Arc<TextBlock>)> {
    let below = scene.supporters?;
    let y = |y: f32| camera.screen_from_map(Point::new(0.0, y), screen).y;
    if !has_supporters_label(y(below.top), y(below.bottom)) {
        return None;
    }
    let layout = |available: f32| {
        writer.text(UiText::Supporters.text(language), FontStyle::bold(font_size::SMALL), available, 1)
    };
    let at = Pos2::new(screen.min.x + bands::column_width(scene) + 10.0, y(below.top) + 6.0);
    let label = layout(160.0);
    let rect = Rect::from_min_size(at, label.size());
    // Zoomed out or panned to the right, cards may lie under its end.
    let to_map = |rect: Pos2| camera.map_from_screen(rect, screen);
    let cards = scene.actors_in(Area::from_corners(to_map(rect.min), to_map(rect.max)));
    let left = cards.map(|mark| camera.screen_from_map(mark.area.min, screen).x).reduce(f32::min);
    match left.map(|left| left - at.x - LABEL_GAP) {
        None => Some((rect, label)),
        Some(available) if available >= MIN_LABEL_WIDTH => {
            let label = layout(available);
            Some((Rect::from_min_size(at, label.size()), label))
        }
        Some(_) => None,
    }
}
