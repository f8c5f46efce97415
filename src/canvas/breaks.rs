//! Markers of the breaks of a chain, with their reasons.

use std::sync::Arc;

use egui::{Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2};

use super::card_text::font_zoom_step;
use super::frame::Frame;
use super::icon::{add_icon, colour};
use super::safe_area::map_rect;
use super::text_block::{FontStyle, TextBlock};
use super::{overview, tessellation};
use crate::analysis::Break;
use crate::language::Localized;
use crate::scene::{ActorMark, Area, BreakMark, MarkSpace, Point, break_outline, reason_place};
use crate::theme::{Icon, Palette, font_size};

/// Below this zoom a marker has no reason beside it.
const MIN_REASON_ZOOM: f32 = 0.3;
/// From a reason to the edge of the map, in points.
const CARD_GAP: f32 = 4.0;
/// Padding around a reason, in points.
const REASON_PADDING: Vec2 = Vec2::new(5.0, 1.0);

/// A marker, in screen coordinates.
pub(super) struct BreakMarker {
    middle: Pos2,
    radius: f32,
    reason: Option<(Rect, Arc<TextBlock>)>,
}

impl BreakMarker {
    /// The screen rectangles of marker and reason.
    pub fn occupied_rects(&self) -> impl Iterator<Item = Rect> + use<> {
        let mark = Rect::from_center_size(self.middle, Vec2::splat(2.0 * self.radius));
        std::iter::once(mark).chain(self.reason.as_ref().map(|(frame, _)| *frame))
    }
}

/// The markers of the visible breaks.
pub(super) fn break_markers(frame: &Frame<'_>) -> Vec<BreakMarker> {
    let breaks = &frame.highlight.breaks;
    if breaks.is_empty() {
        return Vec::new();
    }
    let is_overview = overview::is_overview(frame.scene, frame.card_zoom().detail());
    // In the overview only what is highlighted is drawn as cards.
    let card = |mark: &ActorMark| {
        let is_drawn = !is_overview || frame.actor_emphasis(mark).is_emphasized();
        is_drawn.then(|| frame.displayed_area(mark))
    };
    let space = MarkSpace {
        scene: frame.scene,
        // In steps, so that marks stay where they are while zooming slowly.
        unit: 1.0 / font_zoom_step(frame.camera.zoom),
        reach: frame.offsets.max_offset(),
        card: &card,
        path: &|mark| frame.displayed_path(mark),
        within: frame.camera.visible_area(frame.screen.expand(40.0)),
    };
    let marks = space.place_breaks(breaks);
    let place = |mark: &BreakMark| frame.camera.screen_from_map(mark.middle, frame.screen);
    let square = |mark: &BreakMark| Rect::from_center_size(place(mark), Vec2::splat(2.0 * mark.radius));
    let mut occupied: Vec<Area> = marks.iter().map(|mark| area_from_rect(square(mark))).collect();
    let with_reason = |mark: BreakMark| {
        let chain_break = breaks.get(mark.index).filter(|_| frame.camera.zoom >= MIN_REASON_ZOOM);
        let reason = chain_break.map(|chain_break| {
            let (area, words) = place_reason(frame, &space, (mark, chain_break), &occupied);
            occupied.push(area);
            (Rect::from_min_max(Pos2::new(area.min.x, area.min.y), Pos2::new(area.max.x, area.max.y)), words)
        });
        BreakMarker { middle: place(&mark), radius: mark.radius, reason }
    };
    marks.into_iter().map(with_reason).collect()
}

/// Where the reason of a break stands on the screen, and its words.
fn place_reason(
    frame: &Frame<'_>,
    space: &MarkSpace<'_>,
    (mark, chain_break): (BreakMark, &Break),
    occupied: &[Area],
) -> (Area, Arc<TextBlock>) {
    let words = chain_break.reason.text(frame.context.language);
    let words = frame.writer.text(words, FontStyle::bold(font_size::SMALL), 180.0, 1);
    let size = words.size() + 2.0 * REASON_PADDING;
    let middle = frame.camera.screen_from_map(mark.middle, frame.screen);
    let to_map = |x: f32, y: f32| frame.camera.map_from_screen(Pos2::new(x, y), frame.screen);
    let is_clear = |area: Area| {
        !space.covers_cards(Area { min: to_map(area.min.x, area.min.y), max: to_map(area.max.x, area.max.y) })
    };
    let cards = frame.scene.break_cards(chain_break).map(|mark| frame.displayed_area(mark));
    let cards = cards.map(|card| area_from_rect(frame.camera.screen_rect(card, frame.screen)));
    let available = area_from_rect(map_rect(frame.screen, frame.scene).shrink(CARD_GAP));
    let at = (Point::new(middle.x, middle.y), mark.radius);
    (reason_place(at, (size.x, size.y), available, is_clear, cards, occupied), words)
}

pub(super) fn paint_breaks(frame: &Frame<'_>, painter: &Painter, markers: Vec<BreakMarker>) {
    let palette = frame.context.palette;
    for BreakMarker { middle, radius, reason } in markers {
        let mut mesh = Mesh::default();
        add_break_marker(&mut mesh, middle, radius, palette);
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
