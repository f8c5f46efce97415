//! Lanes behind the map, and their headers, which stay at the top of the canvas however far one scrolls.

use std::sync::Arc;

use egui::{Mesh, Painter, Pos2, Rect, Shape, Vec2};

use super::bands;
use super::camera::Camera;
use super::icon::colour;
use super::letters::{Pen, Style, Text};
use super::stroke;
use crate::language::{Language, Screen, integer};
use crate::scene::{Point, Scene};
use crate::theme::{Palette, text};

/// Height of the strip of headers at the top of the canvas, in points.
pub(super) const HEIGHT: f32 = 36.0;
/// How far a header points into the next one, in points.
const POINT: f32 = 11.0;
/// Free space above and below the headers.
const GAP: f32 = 4.0;

/// Paints what lies behind the map: lanes by turns, the lines between bands, the strip of supporters.
pub(super) fn ground(
    painter: &Painter,
    scene: &Scene,
    camera: &Camera,
    screen: Rect,
    palette: &Palette,
    pen: &Pen<'_>,
    language: Language,
) {
    painter.rect_filled(screen, 0.0, colour(palette.paper));
    let x = |at: f32| camera.screen_from_map(Point::new(at, 0.0), screen).x;
    let y = |at: f32| camera.screen_from_map(Point::new(0.0, at), screen).y;
    let floor = scene.supporters.map_or(screen.max.y, |strip| y(strip.top).min(screen.max.y));
    for (at, lane) in scene.lanes.iter().enumerate() {
        let strip = Rect::from_min_max(Pos2::new(x(lane.left), screen.min.y), Pos2::new(x(lane.right), floor));
        if at % 2 == 0 && strip.is_positive() {
            painter.rect_filled(strip, 0.0, colour(palette.lane));
        }
    }
    bands::lines(painter, scene, camera, screen, palette);
    if let Some(below) = scene.supporters {
        let strip = Rect::from_min_max(Pos2::new(screen.min.x, y(below.top)), Pos2::new(screen.max.x, y(below.bottom)));
        painter.rect_filled(strip, 0.0, colour(palette.band));
        painter.hline(screen.x_range(), strip.min.y, (1.0, colour(palette.line)));
        painter.hline(screen.x_range(), strip.max.y, (1.0, colour(palette.line)));
    }
    if let Some((place, words)) = supporters_name(scene, camera, screen, pen, language) {
        pen.write(painter, place.min, &words, colour(palette.ink_soft));
    }
}

/// The name of the strip of supporters, and where it stands; none where the strip is too low for it.
pub(super) fn supporters_name(
    scene: &Scene,
    camera: &Camera,
    screen: Rect,
    pen: &Pen<'_>,
    language: Language,
) -> Option<(Rect, Arc<Text>)> {
    let below = scene.supporters?;
    let y = |y: f32| camera.screen_from_map(Point::new(0.0, y), screen).y;
    if y(below.bottom) - y(below.top) <= 24.0 {
        return None;
    }
    let words = pen.text(Screen::Supporters.text(language), Style::bold(text::SMALL), 160.0, 1);
    let at = Pos2::new(screen.min.x + bands::column_width(scene) + 10.0, y(below.top) + 6.0);
    Some((Rect::from_min_size(at, words.size()), words))
}

/// Paints the headers over everything else on the canvas.
pub(super) fn headers(
    painter: &Painter,
    scene: &Scene,
    camera: &Camera,
    screen: Rect,
    palette: &Palette,
    pen: &Pen<'_>,
    language: Language,
) {
    let strip = Rect::from_min_size(screen.min, Vec2::new(screen.width(), HEIGHT));
    painter.rect_filled(strip, 0.0, colour(palette.paper));
    let x = |at: f32| camera.screen_from_map(Point::new(at, 0.0), screen).x;
    let mut mesh = Mesh::default();
    let mut words = Vec::new();
    for (at, lane) in scene.lanes.iter().enumerate() {
        let (left, right) = (x(lane.left) + 1.0, x(lane.right) - 1.0);
        if right < screen.min.x - POINT || left > screen.max.x || right - left < 3.0 {
            continue;
        }
        let (top, bottom) = (strip.min.y + GAP, strip.max.y - GAP);
        let middle = f32::midpoint(top, bottom);
        let point = POINT.min((right - left) / 3.0);
        let mut shape = vec![
            Pos2::new(left, top),
            Pos2::new(right, top),
            Pos2::new(right + point, middle),
            Pos2::new(right, bottom),
            Pos2::new(left, bottom),
        ];
        if at > 0 {
            shape.push(Pos2::new(left + point, middle));
        }
        stroke::filled(&mut mesh, &shape, colour(palette.header));
        let seen = (left + point + 6.0).max(screen.min.x + 8.0)..(right - 2.0).min(screen.max.x - 8.0);
        if seen.end - seen.start > 26.0 {
            words.push((seen, middle, lane));
        }
    }
    painter.add(Shape::mesh(mesh));
    let mut sheet = pen.sheet();
    for (seen, middle, lane) in words {
        let room = seen.end - seen.start;
        let ink = colour(palette.header_ink);
        let name = pen.text(&lane.name, Style::bold(text::BODY), room, 1);
        let count = integer(lane.actors as u64, language);
        let count = pen.text(&count, Style::plain(text::SMALL), 60.0, 1);
        let both = name.size().x + 8.0 + count.size().x;
        let start = if both <= room {
            seen.start + (room - both) / 2.0
        } else {
            seen.start + (room - name.size().x).max(0.0) / 2.0
        };
        let count_at = Pos2::new(start + name.size().x + 8.0, middle - count.size().y / 2.0 + 0.5);
        sheet.write(Pos2::new(start, middle - name.size().y / 2.0), &name, ink);
        if both <= room {
            sheet.write(count_at, &count, ink.gamma_multiply(0.85));
        }
    }
    sheet.paint(painter);
}
