//! What differs from another state of the map: halos and dashed lines below the cards, frames and signs over them, and
//! zoomed out the numbers in each lane.

use egui::{Mesh, Painter, Pos2, Rect, Shape, Vec2};

use super::cards::screen_outline;
use super::frame::{Frame, MAX_HIGHLIGHTED, evenly_sampled};
use super::headers::HEADER_HEIGHT;
use super::icon::{add_icon, colour};
use super::lines::{DetailLevel, PathFlattener, Scratch, add_polyline, for_each_dash};
use super::safe_area::{FILTER_BUTTON_SIZE, map_rect};
use super::tessellation;
use super::text_block::FontStyle;
use crate::language::{Language, integer};
use crate::map::LinkId;
use crate::scene::{
    Area, ChangeMarks, ChangeSign, EndMarker, GhostCard, GhostLine, LineStyle, LinkMark, Path, Point, SignCounts,
};
use crate::theme::{Palette, font_size};

/// Up to this many marks in view have frames and signs; more are points, which still tell where much has changed.
const MAX_DETAILED: usize = 400;
/// Up to this many links have signs where cards are small; with more, their colours and the signs of cards are enough.
const MAX_FAR_SIGNS: usize = 60;
/// Up to this many changed links are looked up one by one; above, the visible links are searched.
const MAX_LOOKUPS: usize = 1_500;
/// How far a frame stands off its card, in points.
const FRAME_GAP: f32 = 3.0;
/// Width of a frame, in points.
const FRAME_WIDTH: f32 = 1.8;
/// Width of the halo of a line, in points.
const HALO_WIDTH: f32 = 6.0;
/// Dash and gap of what only the other state has, in points.
const DASH: (f32, f32) = (6.0, 4.0);
/// The smallest and the largest radius of a sign, in points, and its radius at 100 %.
const RADII: (f32, f32, f32) = (5.0, 9.0, 9.0);
/// How far from the start of its line the sign of a link stands, in points.
const SIGN_DISTANCE: f32 = 19.0;
/// Below this zoom lanes tell how much has changed in them.
const MAX_COUNTS_ZOOM: f32 = 0.3;
/// From this zoom on a card that only the other state has shows its name.
const MIN_NAME_ZOOM: f32 = 0.3;
/// Padding and distance of the numbers of a lane, in points.
const COUNT_PADDING: Vec2 = Vec2::new(7.0, 2.0);
const COUNT_GAP: f32 = 6.0;

/// The radius of a sign at a zoom, in points.
fn sign_radius(zoom: f32) -> f32 {
    (RADII.2 * zoom).clamp(RADII.0, RADII.1)
}

/// A sign, in screen coordinates.
struct Sign {
    middle: Pos2,
    sign: ChangeSign,
}

/// The signs of a frame.
#[derive(Default)]
pub(super) struct Signs(Vec<Sign>);

impl Signs {
    /// The screen rectangles that they take.
    pub fn occupied_rects(&self) -> impl Iterator<Item = Rect> {
        let side = Vec2::splat(2.0 * RADII.1);
        self.0.iter().map(move |sign| Rect::from_center_size(sign.middle, side))
    }
}

/// Whether cards that only the other state has are shown: where the map is shown as a whole, as only there they have a place.
fn shows_ghosts(frame: &Frame<'_>) -> bool {
    frame.context.view.scope.is_whole_map()
}

/// Paints what lies below the cards, and returns the signs of lines.
pub(super) fn paint_changed_lines(frame: &Frame<'_>, painter: &Painter, changes: &ChangeMarks) -> Signs {
    let palette = frame.context.palette;
    let seen = frame.visible_area();
    let lines = visible_lines(frame, changes, seen);
    let is_detailed = lines.len() <= MAX_DETAILED;
    let has_signs = lines.len() <= if frame.camera.zoom < MAX_COUNTS_ZOOM { MAX_FAR_SIGNS } else { MAX_DETAILED };
    let mut flattener = PathFlattener::new(frame.camera, frame.screen, frame.text_scale);
    let (mut mesh, mut scratch, mut signs) = (Mesh::default(), Scratch::default(), Vec::new());
    for (mark, sign) in evenly_sampled(lines.iter(), lines.len(), MAX_HIGHLIGHTED) {
        let path = frame.displayed_path(mark);
        let halo = colour(sign.colour(palette)).gamma_multiply(0.28);
        flattener.for_each_piece(&path, |points, _| {
            tessellation::line(&mut mesh, points, if is_detailed { HALO_WIDTH } else { 2.0 }, halo);
        });
        signs.extend(has_signs.then(|| line_sign(frame, &path, *sign)));
    }
    if shows_ghosts(frame) {
        let ghosts: Vec<&GhostLine> =
            changes.ghost_lines.iter().filter(|ghost| ghost.path.bounds().intersects(seen)).collect();
        let has_signs = has_signs && ghosts.len() <= MAX_FAR_SIGNS;
        for ghost in evenly_sampled(ghosts.iter(), ghosts.len(), MAX_DETAILED) {
            let style = ghost_style(ghost.sign, palette);
            flattener.for_each_piece(&ghost.path, |points, ends| {
                add_polyline(&mut mesh, points, ends, &style, 1.0, DetailLevel::Plain, &mut scratch);
            });
            signs.extend(has_signs.then(|| line_sign(frame, &ghost.path, ghost.sign)));
        }
        add_ghosts(frame, &mut mesh, changes);
    }
    painter.add(Shape::mesh(mesh));
    paint_ghost_names(frame, painter, changes);
    Signs(signs)
}

/// The lines in view that differ.
fn visible_lines<'a>(frame: &Frame<'a>, changes: &ChangeMarks, seen: Area) -> Vec<(&'a LinkMark, ChangeSign)> {
    let sign = |id: LinkId| changes.lines.get(&id).copied();
    if changes.lines.len() <= MAX_LOOKUPS {
        let marks = changes.lines.iter().filter_map(|(id, sign)| Some((frame.scene.link(*id)?, *sign)));
        return marks.filter(|(mark, _)| mark.path.bounds().intersects(seen)).collect();
    }
    frame.scene.links_in(seen).filter_map(|mark| Some((mark, sign(mark.id)?))).collect()
}

fn line_sign(frame: &Frame<'_>, path: &Path, sign: ChangeSign) -> Sign {
    let at = path.reversed().trimmed_end(SIGN_DISTANCE / frame.camera.zoom);
    Sign { middle: frame.camera.screen_from_map(at, frame.screen), sign }
}

fn ghost_style(sign: ChangeSign, palette: &Palette) -> LineStyle {
    LineStyle {
        colour: sign.colour(palette),
        width: 1.5,
        pattern: Some(&[DASH]),
        double: false,
        end_marker: EndMarker::Open,
        mid_marker: None,
        flow_band: None,
    }
}

/// Adds the outlines of cards that only the other state has.
fn add_ghosts(frame: &Frame<'_>, mesh: &mut Mesh, changes: &ChangeMarks) {
    let palette = frame.context.palette;
    let ghosts = visible_ghosts(frame, changes);
    let is_detailed = ghosts.len() <= MAX_DETAILED;
    let mut dash = Vec::new();
    for ghost in evenly_sampled(ghosts.iter(), ghosts.len(), MAX_HIGHLIGHTED) {
        let rect = frame.camera.screen_rect(ghost.area, frame.screen);
        let ink = colour(ghost.sign.colour(palette));
        if !is_detailed {
            mesh.add_colored_rect(rect, ink.gamma_multiply(0.3));
            continue;
        }
        let mut points = screen_outline(ghost.kind, rect, frame.camera.zoom);
        tessellation::aliased_polygon(mesh, &points, colour(palette.background).gamma_multiply(0.6));
        points.extend(points.first().copied());
        for_each_dash(&points, std::iter::repeat(DASH), &mut dash, |dash| tessellation::line(mesh, dash, 1.4, ink));
    }
}

fn visible_ghosts<'a>(frame: &Frame<'_>, changes: &'a ChangeMarks) -> Vec<&'a GhostCard> {
    if !shows_ghosts(frame) {
        return Vec::new();
    }
    let seen = frame.visible_area();
    changes.ghosts.iter().filter(|ghost| ghost.area.intersects(seen)).collect()
}

/// Paints what lies over the cards: frames and signs.
pub(super) fn paint_changed_cards(frame: &Frame<'_>, painter: &Painter, changes: &ChangeMarks, signs: &mut Signs) {
    let (palette, zoom) = (frame.context.palette, frame.camera.zoom);
    let cards = frame.scene.actors_in(frame.padded_visible_area());
    let cards: Vec<_> = cards.filter_map(|mark| Some((mark, *changes.cards.get(&mark.id)?))).collect();
    let ghosts = visible_ghosts(frame, changes);
    let is_detailed = cards.len() + ghosts.len() <= MAX_DETAILED;
    let mut mesh = Mesh::default();
    for (mark, sign) in evenly_sampled(cards.iter(), cards.len(), MAX_HIGHLIGHTED) {
        let rect = frame.camera.screen_rect(frame.displayed_area(mark), frame.screen);
        let ink = colour(sign.colour(palette));
        if !is_detailed {
            let side = Vec2::splat(2.0 * RADII.0).min(rect.size());
            mesh.add_colored_rect(Rect::from_min_size(rect.min, side), ink);
            continue;
        }
        // What only stands elsewhere is the same: a sign is enough.
        if *sign != ChangeSign::Moved {
            let outline = screen_outline(mark.kind, rect.expand(FRAME_GAP), zoom);
            tessellation::closed_line(&mut mesh, &outline, FRAME_WIDTH, ink);
        }
        signs.0.push(card_sign(rect, *sign));
    }
    if is_detailed {
        let place = |ghost: &GhostCard| frame.camera.screen_rect(ghost.area, frame.screen);
        signs.0.extend(ghosts.iter().map(|ghost| card_sign(place(ghost), ghost.sign)));
    }
    for Sign { middle, sign } in &signs.0 {
        add_sign(&mut mesh, *sign, *middle, sign_radius(zoom), palette);
    }
    painter.add(Shape::mesh(mesh));
}

/// At the upper left corner: the upper right one has the verdict.
fn card_sign(card: Rect, sign: ChangeSign) -> Sign {
    Sign { middle: card.left_top() + Vec2::splat(1.0), sign }
}

fn paint_ghost_names(frame: &Frame<'_>, painter: &Painter, changes: &ChangeMarks) {
    let ghosts = visible_ghosts(frame, changes);
    if frame.camera.zoom < MIN_NAME_ZOOM || ghosts.len() > MAX_DETAILED {
        return;
    }
    let palette = frame.context.palette;
    let mut batch = frame.writer.batch();
    for ghost in ghosts {
        let rect = frame.camera.screen_rect(ghost.area, frame.screen).shrink(6.0);
        let size = (13.0 * frame.camera.zoom).clamp(font_size::MIN, font_size::HEADING);
        let words = frame.writer.text(&ghost.name, FontStyle::plain(size), rect.width(), 2);
        if words.size().y <= rect.height() {
            batch.paint_text(rect.center() - words.size() / 2.0, &words, colour(palette.text_muted));
        }
    }
    batch.paint(painter);
}

/// A square whose corners are cut, around a middle: verdicts have discs.
fn square(middle: Pos2, radius: f32) -> [Pos2; 8] {
    let (far, near) = (radius, radius * 0.6);
    [(-near, -far), (near, -far), (far, -near), (far, near), (near, far), (-near, far), (-far, near), (-far, -near)]
        .map(|(x, y)| middle + Vec2::new(x, y))
}

/// Adds a sign: on a square of its colour, with a rim around it that keeps it apart from what lies below.
pub(super) fn add_sign(mesh: &mut Mesh, sign: ChangeSign, middle: Pos2, radius: f32, palette: &Palette) {
    for (radius, ink) in [(radius + 1.4, palette.background), (radius, sign.colour(palette))] {
        tessellation::filled_polygon(mesh, &square(middle, radius), colour(ink));
    }
    add_icon(mesh, sign.icon(), Rect::from_center_size(middle, Vec2::splat(radius * 1.7)), colour(palette.card));
}

/// Paints how much has changed in each lane, below its header, where single signs are too small to be counted.
pub(super) fn paint_lane_counts(frame: &Frame<'_>, painter: &Painter, changes: &ChangeMarks) {
    if frame.camera.zoom >= MAX_COUNTS_ZOOM || !shows_ghosts(frame) {
        return;
    }
    let (palette, language) = (frame.context.palette, frame.context.language);
    let map = map_rect(frame.screen, frame.scene);
    let painter = painter.with_clip_rect(map);
    let mut batch = frame.writer.batch();
    for lane in &frame.scene.lanes {
        let Some(counts) = changes.lanes.get(&lane.stage) else { continue };
        let x = |x: f32| frame.camera.screen_from_map(Point::new(x, 0.0), frame.screen).x;
        let (left, right) = (x(lane.left), x(lane.right));
        let parts: Vec<_> = parts(counts, language)
            .map(|(sign, text)| (sign, frame.writer.text(&text, FontStyle::bold(font_size::SMALL), f32::INFINITY, 1)))
            .collect();
        let width: f32 =
            parts.iter().map(|(_, text)| text.size().x).sum::<f32>() + COUNT_GAP * parts.len().saturating_sub(1) as f32;
        let height = parts.iter().map(|(_, text)| text.size().y).fold(0.0, f32::max);
        let size = Vec2::new(width, height) + 2.0 * COUNT_PADDING;
        let middle = Pos2::new(f32::midpoint(left, right), frame.screen.min.y + HEADER_HEIGHT + 6.0 + size.y / 2.0);
        let mut chip = Rect::from_center_size(middle, size);
        if chip.min.x < map.min.x + FILTER_BUTTON_SIZE.x {
            // Below the button in the corner.
            chip = chip.translate(Vec2::new(0.0, FILTER_BUTTON_SIZE.y - 6.0));
        }
        if size.x > right - left || !map.contains_rect(chip) {
            continue;
        }
        let edge = egui::Stroke::new(1.0, colour(palette.border));
        painter.rect(chip, size.y / 2.0, colour(palette.panel), edge, egui::StrokeKind::Inside);
        let mut at = chip.min + COUNT_PADDING;
        for (sign, text) in parts {
            batch.paint_text(at, &text, colour(sign.colour(palette)));
            at.x += text.size().x + COUNT_GAP;
        }
    }
    batch.paint(&painter);
}

/// "+3", "−1", "~5": the signs that occur with their numbers.
fn parts(counts: &SignCounts, language: Language) -> impl Iterator<Item = (ChangeSign, String)> {
    let counted = ChangeSign::ALL.into_iter().zip(*counts).filter(|(_, count)| *count > 0);
    counted.map(move |(sign, count)| (sign, format!("{}{}", sign.letter(), integer(count as u64, language))))
}
