//! Actors: a card in the shape of its kind, with icon, name, detail line and verdict badge.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Mesh, Pos2, Rect, Ui, Vec2};

use super::camera::inverse_lerp;
use super::card_zoom::CardZoom;
use super::icon::{add_icon, colour};
use super::lines::Emphasis;
use super::text_block::layout_prefix;
use super::{lines, tessellation};
use crate::analysis::Verdict;
use crate::map::ActorKind;
use crate::scene::{
    ActorMark, BADGE_RADIUS, CardLayout, EDGE_WIDTH, Point, VERDICT_SIZE, card_colours, card_fade, card_layout,
    card_outline, kind_icon, line_height, verdict_icon,
};
use crate::theme::{CardShape, Palette, Rgb, font_size, outline};

/// Zoom below which a card is a plain block of colour.
const MAX_BLOCK_ZOOM: f32 = 0.12;
/// Zooms over which a card's icon fades out and then its name fades in, once it has space for two rows: very near to each
/// other, as a map may rest between them, where names would be faint both on the cards and beside them.
pub(super) const NAME_FADE_ZOOM: std::ops::Range<f32> = 0.282..0.283;

/// Minimum radius of a badge, in points of usual text.
const MIN_BADGE_RADIUS: f32 = 5.0;
/// Width of the ring around a badge, in points of usual text.
const BADGE_RING: f32 = 1.6;
/// How far a badge without its word reaches into its card from the right, and how much higher than the corner its middle
/// is, by its radius: so that it covers no letter of the name.
const BADGE_INSIDE: f32 = 0.65;
const BADGE_RAISE: f32 = 0.1;

/// Emphasis and level of detail of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct CardStyle {
    pub emphasis: Emphasis,
    pub hovered: bool,
    /// With shape, icon and badge; otherwise a plain box.
    pub detailed: bool,
}

/// Adds the shape of a card to a mesh; its text comes later, on top of all shapes.
pub(super) fn add_card(
    mesh: &mut Mesh,
    mark: &ActorMark,
    rect: Rect,
    card_zoom: CardZoom,
    style: CardStyle,
    palette: &Palette,
) {
    let (zoom, detail) = (card_zoom.points, card_zoom.detail());
    let colours = card_colours(mark, style.emphasis, palette);
    let edge = colour(colours.edge);
    if detail < MAX_BLOCK_ZOOM {
        // Zoomed out, whole lanes are one surface: calmer than the edges of single cards.
        let fade = card_fade(mark, style.emphasis).max(0.3);
        let surface = colour(mark.colour_key.colour(palette).mixed(palette.background, fade));
        mesh.add_colored_rect(rect.shrink(rect.height() * 0.06), surface);
        return;
    }
    let fill = colour(colours.fill);
    if !style.detailed {
        mesh.add_colored_rect(rect, edge);
        mesh.add_colored_rect(rect.shrink(1.0), fill);
        return;
    }
    let layout = scaled_layout(mark, rect, zoom);
    let to_screen = |point: Point| rect.min + Vec2::new(point.x, point.y) * zoom;
    let width = (EDGE_WIDTH * zoom).clamp(0.8, 2.0);
    let points = screen_outline(mark.kind, rect, zoom);
    if mark.is_multiple {
        let behind = Vec2::new(layout.stack_offset.x, layout.stack_offset.y) * zoom;
        let behind: Vec<Pos2> = points.iter().map(|point| *point + behind).collect();
        tessellation::aliased_polygon(mesh, &behind, fill);
        tessellation::closed_line(mesh, &behind, width, edge.gamma_multiply(0.6));
    }
    if style.emphasis == Emphasis::Selected {
        tessellation::closed_line(mesh, &points, width + 7.0, colour(palette.accent).gamma_multiply(0.28));
    }
    tessellation::aliased_polygon(mesh, &points, fill);
    let (line, width) = match style {
        CardStyle { emphasis: Emphasis::Selected, .. } => (colour(palette.accent), 2.4),
        CardStyle { hovered: true, .. } => (colour(palette.accent), 1.8),
        _ => (edge, width),
    };
    tessellation::closed_line(mesh, &points, width, line);
    if has_icon(detail) {
        let middle = to_screen(layout.icon);
        tessellation::filled_polygon(mesh, &tessellation::circle(middle, layout.disc * zoom), colour(colours.disc));
        let square = Rect::from_center_size(middle, Vec2::splat(layout.icon_side * zoom));
        add_icon(mesh, kind_icon(mark.kind), square, edge);
    } else if icon_opacity(detail) > 0.0 {
        let side = (rect.height() * 0.72).max(card_zoom.usual(8.0));
        let square = Rect::from_center_size(rect.center(), Vec2::splat(side));
        add_icon(mesh, kind_icon(mark.kind), square, edge.gamma_multiply(icon_opacity(detail)));
    }
    if let Some(imbalance) = mark.imbalance {
        let ends = imbalance
            .ends(mark.area)
            .map(|end| to_screen(Point::new(end.x - mark.area.min.x, end.y - mark.area.min.y)));
        lines::add_imbalance(mesh, ends, imbalance.width, zoom, palette);
    }
    if let Some(verdict) = mark.verdict {
        if has_verdict_label(detail) {
            add_labelled_badge(mesh, mark, verdict, &layout, (rect.min, zoom), colours.badge, palette);
        } else {
            add_badge(mesh, verdict, rect, card_zoom, colours.badge, palette);
        }
    }
}

/// Lays out text in at most `rows` rows of this width, with an ellipsis where it is truncated.
pub(super) fn galley(ui: &Ui, text: &str, font: FontId, foreground: Color32, width: f32, rows: usize) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    let line_height = Some(line_height(font.size));
    job.append(
        layout_prefix(text),
        0.0,
        TextFormat { font_id: font, color: foreground, line_height, ..TextFormat::default() },
    );
    job.wrap = TextWrapping {
        max_width: width.max(1.0),
        max_rows: rows,
        break_anywhere: false,
        overflow_character: Some('…'),
    };
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}

/// Opacity of a small card's icon.
fn icon_opacity(zoom: f32) -> f32 {
    (1.0 - inverse_lerp(zoom, &NAME_FADE_ZOOM) * 2.0).max(0.0)
}

pub(super) fn has_icon(zoom: f32) -> bool {
    zoom >= 0.62
}

/// The layout of a card, in map units.
pub(super) fn scaled_layout(mark: &ActorMark, rect: Rect, zoom: f32) -> CardLayout {
    card_layout(mark.kind, rect.width() / zoom, rect.height() / zoom)
}

/// The outline on the screen; corners keep their shape at every zoom, but points nearer than one screen point are
/// merged.
pub(super) fn screen_outline(kind: ActorKind, rect: Rect, zoom: f32) -> Vec<Pos2> {
    let mut points: Vec<Pos2> = Vec::new();
    for (x, y) in card_outline(kind, rect.width() / zoom, rect.height() / zoom) {
        let point = rect.center() + Vec2::new(x, y) * zoom;
        if points.last().is_none_or(|last| last.distance_sq(point) >= 1.0) {
            points.push(point);
        }
    }
    points
}

/// How far a badge reaches into its card from the right where names are as high as it, in map units.
pub(super) fn badge_overlap(zoom: CardZoom) -> f32 {
    let inside = BADGE_INSIDE * badge_radius(zoom) + zoom.usual(BADGE_RING);
    if has_verdict_label(zoom.detail()) { 0.0 } else { inside / zoom.points }
}

/// The radius of a badge without its word, in points.
fn badge_radius(zoom: CardZoom) -> f32 {
    (BADGE_RADIUS * zoom.points).max(zoom.usual(MIN_BADGE_RADIUS))
}

/// Whether a verdict badge has its label beside the icon, at this zoom for details: where it is legible.
pub(super) fn has_verdict_label(zoom: f32) -> bool {
    VERDICT_SIZE * zoom >= font_size::MIN
}

fn add_labelled_badge(
    mesh: &mut Mesh,
    mark: &ActorMark,
    verdict: Verdict,
    layout: &CardLayout,
    (origin, zoom): (Pos2, f32),
    background: Rgb,
    palette: &Palette,
) {
    let (area, start) = layout.labelled_badge(mark.verdict_label);
    let to_screen = |x: f32, y: f32| origin + Vec2::new(x, y) * zoom;
    let middle = area.middle();
    for (margin, fill) in [(1.6, palette.background), (0.0, background)] {
        let area = area.expanded(margin);
        let points = outline(CardShape::Pill, area.width(), area.height()).into_iter();
        let points: Vec<Pos2> = points.map(|(x, y)| to_screen(middle.x + x, middle.y + y)).collect();
        tessellation::filled_polygon(mesh, &points, colour(fill));
    }
    let icon = Rect::from_center_size(to_screen(area.min.x + 11.0, start.y), Vec2::splat(12.0 * zoom));
    add_icon(mesh, verdict_icon(verdict), icon, colour(palette.card));
}

fn add_badge(mesh: &mut Mesh, verdict: Verdict, rect: Rect, zoom: CardZoom, background: Rgb, palette: &Palette) {
    let (middle, radius) = badge_circle(rect, zoom);
    let ring = radius + zoom.usual(BADGE_RING);
    tessellation::filled_polygon(mesh, &tessellation::circle(middle, ring), colour(palette.background));
    tessellation::filled_polygon(mesh, &tessellation::circle(middle, radius), colour(background));
    let icon = Rect::from_center_size(middle, Vec2::splat(radius * 1.45));
    add_icon(mesh, verdict_icon(verdict), icon, colour(palette.card));
}

/// Middle and radius of a badge without its word.
fn badge_circle(card: Rect, zoom: CardZoom) -> (Pos2, f32) {
    let radius = badge_radius(zoom);
    (card.right_top() + Vec2::new(1.0 - BADGE_INSIDE, -BADGE_RAISE) * radius, radius)
}

/// What the badge of a verdict covers.
#[cfg(test)]
pub(super) fn badge_area(mark: &ActorMark, rect: Rect, zoom: CardZoom) -> Rect {
    if has_verdict_label(zoom.detail()) {
        let (area, _) = scaled_layout(mark, rect, zoom.points).labelled_badge(mark.verdict_label);
        let to_screen = |point: Point| rect.min + Vec2::new(point.x, point.y) * zoom.points;
        let area = area.expanded(1.6);
        return Rect::from_min_max(to_screen(area.min), to_screen(area.max));
    }
    let (middle, radius) = badge_circle(rect, zoom);
    Rect::from_center_size(middle, Vec2::splat(2.0 * (radius + zoom.usual(BADGE_RING))))
}
