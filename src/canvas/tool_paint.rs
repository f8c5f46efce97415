//! What the gesture in progress shows: the link or frame that is drawn, guides, copies, and the lanes that would change.

use egui::{Color32, Mesh, Painter, Pos2, Rect, Stroke, StrokeKind, Vec2};

use super::cards::{self, CardStyle};
use super::frame::Frame;
use super::gesture::Gesture;
use super::hits::{END_RADIUS, HIT_RADIUS, handle_beside, hit_actor, stage_at};
use super::icon::colour;
use super::layer::Layer;
use super::lines::Emphasis;
use super::safe_area::map_rect;
use super::snapping::Guide;
use super::text_block::FontStyle;
use crate::editing::LinkEnd;
use crate::map::{ActorId, Selection, StageId};
use crate::scene::{Area, Point};
use crate::theme::font_size;

/// Opacity of the tint of a lane that would change.
const LANE_TINT: f32 = 0.10;
/// Half the length of the ticks at the ends of a gap, in points.
const TICK: f32 = 4.0;
/// Opacity of a copy that is dragged.
const COPY_OPACITY: f32 = 0.75;
/// At most so many copies are drawn.
const MAX_COPIES: usize = 400;
/// Padding of the name of a lane, in points.
const CHIP_PADDING: Vec2 = Vec2::new(8.0, 3.0);

/// What of the gesture lies below cards and links: the lanes that would change, and guides, which strike no name through.
pub(super) fn paint_below(frame: &Frame<'_>, painter: &Painter) {
    paint_target_lanes(frame, painter);
    if let Gesture::Dragging(_) = frame.gesture {
        paint_guides(frame, &painter.with_clip_rect(map_rect(frame.screen, frame.scene)));
    }
}

/// Tints the lanes that dragged actors, or one that a link makes, would come to.
fn paint_target_lanes(frame: &Frame<'_>, painter: &Painter) {
    let tint = colour(frame.context.palette.accent).gamma_multiply(LANE_TINT);
    let bottom = Point::new(0.0, frame.scene.lanes_bottom());
    let bottom = frame.camera.screen_from_map(bottom, frame.screen).y.min(frame.screen.max.y);
    for lane in frame.scene.lanes.iter().filter(|lane| target_lanes(frame).contains(&lane.stage)) {
        let x = |x: f32| frame.camera.screen_from_map(Point::new(x, 0.0), frame.screen).x;
        let strip = Rect::from_min_max(Pos2::new(x(lane.left), frame.screen.min.y), Pos2::new(x(lane.right), bottom));
        if strip.is_positive() {
            painter.rect_filled(strip, 0.0, tint);
        }
    }
}

fn target_lanes(frame: &Frame<'_>) -> Vec<StageId> {
    match frame.gesture {
        Gesture::Dragging(_) => frame.preview.lanes.iter().copied().collect(),
        Gesture::Linking(new) if target(frame, new.to).is_none() => stage_at(frame.scene, new.to).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn target(frame: &Frame<'_>, at: Point) -> Option<ActorId> {
    hit_actor(frame.scene, at, HIT_RADIUS / frame.camera.zoom).map(|(actor, _)| actor)
}

/// Paints the gesture over everything else on the map.
pub(super) fn paint_tools(frame: &Frame<'_>, painter: &Painter) {
    let painter = &painter.with_clip_rect(map_rect(frame.screen, frame.scene));
    let accent = colour(frame.context.palette.accent);
    match frame.gesture {
        Gesture::Linking(new) => {
            let targets = new.targets(frame.scene, &frame.context.view.selection, HIT_RADIUS / frame.camera.zoom);
            let sources = if new.from.len() > MAX_COPIES { [new.anchor].into() } else { new.from.clone() };
            for source in sources.iter().filter_map(|id| frame.scene.actor(*id)) {
                let start = nearest_side_point(source.area, new.to);
                paint_new_link(frame, painter, (start, end_at_card(frame, start, new.to)), new.is_upstream);
            }
            paint_targets(frame, painter, targets.iter().flatten().take(MAX_COPIES));
        }
        Gesture::Reconnecting { link, end, to } => {
            let Some(mark) = frame.scene.link(*link) else { return };
            let fixed = if *end == LinkEnd::From { mark.path.end() } else { mark.path.start() };
            paint_new_link(frame, painter, (fixed, end_at_card(frame, fixed, *to)), *end == LinkEnd::From);
            paint_targets(frame, painter, target(frame, *to).iter());
        }
        Gesture::BoxSelecting { from, to, .. } => {
            let selected = frame.camera.screen_rect(Area::from_corners(*from, *to), frame.screen);
            painter.rect(selected, 2.0, accent.gamma_multiply(0.10), Stroke::new(1.0, accent), StrokeKind::Inside);
        }
        Gesture::Dragging(_) => {
            paint_copies(frame, painter);
            paint_lane_name(frame, painter);
        }
        Gesture::Idle | Gesture::Panning => {
            paint_link_handle(frame, painter, accent);
            paint_link_ends(frame, painter, accent);
        }
    }
}

/// A link as it would be, to where the pointer is or from there.
fn paint_new_link(frame: &Frame<'_>, painter: &Painter, (fixed, moving): (Point, Point), is_upstream: bool) {
    let accent = colour(frame.context.palette.accent);
    let [start, tip] = [fixed, moving].map(|point| frame.camera.screen_from_map(point, frame.screen));
    painter.line_segment([start, tip], Stroke::new(2.0, accent));
    let (end, from) = if is_upstream { (start, tip) } else { (tip, start) };
    let along = (end - from).normalized();
    let back = end - along * 10.0;
    let corners = vec![end, back + along.rot90() * 4.5, back - along.rot90() * 4.5];
    painter.add(egui::Shape::convex_polygon(corners, accent, Stroke::NONE));
}

/// Where a new link ends that is pulled to a point: at the edge of the card there, whose name it would strike through.
fn end_at_card(frame: &Frame<'_>, from: Point, to: Point) -> Point {
    let card = target(frame, to).and_then(|id| frame.scene.actor(id)).map(|mark| frame.displayed_area(mark));
    card.and_then(|card| entry_point(card, from, to)).unwrap_or(to)
}

/// Where the way from a point to another comes into an area; `None` if it does not, or begins in it.
fn entry_point(area: Area, from: Point, to: Point) -> Option<Point> {
    // The parts of the way that are between the sides, along one axis.
    let within = |from: f32, to: f32, low: f32, high: f32| {
        let (one, other) = ((low - from) / (to - from), (high - from) / (to - from));
        // Along the sides both are infinite: of different signs only between them.
        (one.min(other), one.max(other))
    };
    let (x, y) = (within(from.x, to.x, area.min.x, area.max.x), within(from.y, to.y, area.min.y, area.max.y));
    let (entry, exit) = (x.0.max(y.0), x.1.min(y.1));
    ((0.0..=1.0).contains(&entry) && entry <= exit).then(|| from.lerp(to, entry))
}

/// Rings around the cards that a link would be linked with.
fn paint_targets<'a>(frame: &Frame<'_>, painter: &Painter, targets: impl Iterator<Item = &'a ActorId>) {
    let ring = Stroke::new(2.0, colour(frame.context.palette.accent));
    for mark in targets.filter_map(|id| frame.scene.actor(*id)) {
        let card = frame.camera.screen_rect(frame.displayed_area(mark), frame.screen).expand(4.0);
        painter.rect_stroke(card, 6.0, ring, StrokeKind::Outside);
    }
}

/// The copies that would be put down; the originals stay where they are.
fn paint_copies(frame: &Frame<'_>, painter: &Painter) {
    let mut faded = painter.clone();
    faded.set_opacity(COPY_OPACITY);
    let (zoom, palette) = (frame.card_zoom(), frame.context.palette);
    let style = CardStyle { emphasis: Emphasis::Selected, hovered: false, detailed: true };
    let copies = frame.preview.copies.iter().take(MAX_COPIES);
    let copies =
        copies.filter_map(|(id, area)| Some((frame.scene.actor(*id)?, frame.camera.screen_rect(*area, frame.screen))));
    let copies: Vec<_> = copies.collect();
    let mut mesh = Mesh::default();
    for (mark, rect) in &copies {
        cards::add_card(&mut mesh, mark, *rect, zoom, style, palette);
    }
    Layer::HighlightedCards.add(&faded, mesh);
    let copies: Vec<_> = copies.into_iter().map(|(mark, rect)| (mark, rect, style)).collect();
    frame.cards_text(&copies).paint(&faded);
}

fn paint_guides(frame: &Frame<'_>, painter: &Painter) {
    let stroke = Stroke::new(1.0, colour(frame.context.palette.accent));
    let screen = |point: Point| frame.camera.screen_from_map(point, frame.screen);
    for guide in &frame.preview.guides {
        let (from, to) = match guide {
            Guide::Line(from, to) | Guide::Gap(from, to) => (screen(*from), screen(*to)),
        };
        painter.line_segment([from, to], stroke);
        if matches!(guide, Guide::Gap(..)) {
            let tick = (to - from).normalized().rot90() * TICK;
            for end in [from, to] {
                painter.line_segment([end - tick, end + tick], stroke);
            }
        }
    }
}

/// The name of the lane that dragged cards would come to, above them.
fn paint_lane_name(frame: &Frame<'_>, painter: &Painter) {
    let lanes = frame.scene.lanes.iter().filter(|lane| frame.preview.lanes.contains(&lane.stage));
    let names: Vec<&str> = lanes.map(|lane| lane.name.as_str()).take(3).collect();
    if names.is_empty() {
        return;
    }
    let palette = frame.context.palette;
    let text = format!("→ {}", names.join(", "));
    let words = frame.writer.text(&text, FontStyle::bold(font_size::SMALL), 260.0, 1);
    let dragged = frame.camera.screen_rect(frame.preview.area, frame.screen);
    let size = words.size() + 2.0 * CHIP_PADDING;
    let within = painter.clip_rect();
    let at = Pos2::new(dragged.center().x - size.x / 2.0, dragged.min.y - size.y - 8.0);
    let at = at.clamp(within.min, (within.max - size).max(within.min));
    painter.rect_filled(Rect::from_min_size(at, size), 6.0, colour(palette.accent));
    frame.writer.paint_text(painter, at + CHIP_PADDING, &words, colour(palette.accent_text));
}

/// Paints the handle at the edge of the hovered card, from which a link is drawn; a selected one has its own.
fn paint_link_handle(frame: &Frame<'_>, painter: &Painter, accent: Color32) {
    let selection = &frame.context.view.selection;
    let has_own = |id: ActorId| *selection == Selection::actor(id);
    let mark = frame.hovered.filter(|id| !has_own(*id)).and_then(|id| frame.scene.actor(id));
    let draws = frame.camera.zoom > 0.35 && frame.context.view.scope.is_whole_map();
    if let (Gesture::Idle, Some(mark), true) = (frame.gesture, mark, draws) {
        let edge = Point::new(mark.area.max.x, mark.area.middle().y);
        let beside = handle_beside(mark.area, edge, END_RADIUS / frame.camera.zoom);
        let middle = frame.camera.screen_from_map(beside, frame.screen);
        painter.circle(middle, END_RADIUS, colour(frame.context.palette.card), Stroke::new(2.0, accent));
    }
}

/// Paints the handles at both ends of the selected link, by which it is reconnected.
fn paint_link_ends(frame: &Frame<'_>, painter: &Painter, accent: Color32) {
    let Selection::Link(id) = frame.context.view.selection else { return };
    let Some(mark) = frame.scene.link(id).filter(|_| frame.context.view.scope.is_whole_map()) else { return };
    let path = frame.displayed_path(mark);
    for (actor, end) in [(mark.from, path.start()), (mark.to, path.end())] {
        let card = frame.scene.actor(actor).map(|mark| frame.displayed_area(mark));
        let beside = card.map_or(end, |card| handle_beside(card, end, END_RADIUS / frame.camera.zoom));
        let middle = frame.camera.screen_from_map(beside, frame.screen);
        painter.circle(middle, END_RADIUS, colour(frame.context.palette.card), Stroke::new(2.0, accent));
    }
}

fn nearest_side_point(card: Area, to: Point) -> Point {
    let middle = card.middle();
    if to.x > card.max.x {
        Point::new(card.max.x, middle.y)
    } else if to.x < card.min.x {
        Point::new(card.min.x, middle.y)
    } else if to.y < middle.y {
        Point::new(middle.x, card.min.y)
    } else {
        Point::new(middle.x, card.max.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_link_ends_where_it_comes_into_the_card() {
        let card = Area { min: Point::new(10.0, 0.0), max: Point::new(20.0, 10.0) };
        let entry = |from: (f32, f32), to: (f32, f32)| {
            entry_point(card, Point::new(from.0, from.1), Point::new(to.0, to.1)).map(|point| (point.x, point.y))
        };
        assert_eq!(entry((0.0, 5.0), (15.0, 5.0)), Some((10.0, 5.0)), "from the left");
        assert_eq!(entry((15.0, 30.0), (15.0, 5.0)), Some((15.0, 10.0)), "from below");
        assert_eq!(entry((30.0, 5.0), (5.0, 5.0)), Some((20.0, 5.0)), "through it");
        assert_eq!(entry((0.0, 5.0), (9.0, 5.0)), None, "not as far");
        assert_eq!(entry((0.0, 20.0), (30.0, 20.0)), None, "past it");
        assert_eq!(entry((12.0, 5.0), (18.0, 5.0)), None, "within it");
    }
}
