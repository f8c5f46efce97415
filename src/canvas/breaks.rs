//! Markers of the breaks of a chain, with their reasons.

use std::sync::Arc;

use egui::{Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2};

use super::frame::Frame;
use super::icon::{add_icon, colour};
use super::tessellation;
use super::text_block::{FontStyle, TextBlock};
use crate::language::Localized;
use crate::scene::{Area, BREAK_RADIUS, Point, break_outline, break_position, reason_area};
use crate::theme::{Icon, Palette, font_size};

/// Below this zoom a marker has no reason beside it.
const MIN_REASON_ZOOM: f32 = 0.3;
/// Gap between a marker and the card beside it, in points.
const CARD_GAP: f32 = 4.0;
/// Padding around a reason, in points.
const REASON_PADDING: Vec2 = Vec2::new(5.0, 1.0);

/// A marker, in screen coordinates.
pub(super) struct BreakMarker {
    middle: Pos2,
    reason: Option<(Rect, Arc<TextBlock>)>,
}

impl BreakMarker {
    /// The screen rectangles of marker and reason.
    pub fn occupied_rects(&self) -> impl Iterator<Item = Rect> + use<> {
        let mark = Rect::from_center_size(self.middle, Vec2::splat(2.0 * BREAK_RADIUS));
        std::iter::once(mark).chain(self.reason.as_ref().map(|(frame, _)| *frame))
    }
}

/// The markers of the visible breaks.
pub(super) fn break_markers(frame: &Frame<'_>) -> Vec<BreakMarker> {
    let language = frame.context.language;
    let mut occupied: Vec<Area> = Vec::new();
    let mut markers = Vec::new();
    for chain_break in &frame.highlight.breaks {
        let link = chain_break.link.and_then(|id| frame.scene.link(id));
        let path = link.map(|mark| frame.displayed_path(mark));
        let card = frame.scene.actor(chain_break.actor).map(|mark| frame.displayed_area(mark));
        let Some(at) = break_position(path.as_deref(), card) else { continue };
        let mut middle = frame.camera.screen_from_map(at, frame.screen);
        // Markers do not scale with the zoom; one beside a card keeps clear of it.
        if let (None, Some(card)) = (link, card) {
            let card = frame.camera.screen_rect(card, frame.screen);
            middle.x = middle.x.max(card.max.x + BREAK_RADIUS + CARD_GAP);
        }
        if !frame.screen.expand(40.0).contains(middle) {
            continue;
        }
        let reason = (frame.camera.zoom >= MIN_REASON_ZOOM).then(|| {
            let words =
                frame.writer.text(chain_break.reason.text(language), FontStyle::bold(font_size::SMALL), 180.0, 1);
            let size = words.size() + 2.0 * REASON_PADDING;
            let cards = frame.scene.break_cards(chain_break).map(|mark| frame.displayed_area(mark));
            let cards = cards.map(|card| area_from_rect(frame.camera.screen_rect(card, frame.screen)));
            let at = Point::new(middle.x, middle.y);
            let area =
                reason_area(at, (size.x, size.y), area_from_rect(frame.screen.shrink(CARD_GAP)), cards, &occupied);
            occupied.push(area);
            (Rect::from_min_size(Pos2::new(area.min.x, area.min.y), size), words)
        });
        markers.push(BreakMarker { middle, reason });
    }
    markers
}

pub(super) fn paint_breaks(frame: &Frame<'_>, painter: &Painter, markers: Vec<BreakMarker>) {
    let palette = frame.context.palette;
    for BreakMarker { middle, reason } in markers {
        let mut mesh = Mesh::default();
        add_break_marker(&mut mesh, middle, BREAK_RADIUS, palette);
        painter.add(Shape::mesh(mesh));
        if let Some((rect, words)) = reason {
            let edge = Stroke::new(1.0, colour(palette.error));
            painter.rect(rect, 4.0, colour(palette.background), edge, StrokeKind::Inside);
            frame.writer.paint_text(painter, rect.min + REASON_PADDING, &words, colour(palette.error));
        }
    }
}

/// Adds a marker with an outline in the background colour.
pub(super) fn add_break_marker(mesh: &mut Mesh, middle: Pos2, radius: f32, palette: &Palette) {
    for (radius, ink) in [(radius + 2.0, palette.background), (radius, palette.error)] {
        let outline = break_outline(Point::new(middle.x, middle.y), radius);
        tessellation::filled_polygon(mesh, &outline.map(|corner| Pos2::new(corner.x, corner.y)), colour(ink));
    }
    add_icon(mesh, Icon::Break, Rect::from_center_size(middle, Vec2::splat(radius * 1.1)), colour(palette.card));
}

fn area_from_rect(rect: Rect) -> Area {
    Area::from_corners(Point::new(rect.min.x, rect.min.y), Point::new(rect.max.x, rect.max.y))
}
