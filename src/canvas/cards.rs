//! Actors: a card in the shape of its kind, with icon, name, detail line and verdict badge.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Mesh, Pos2, Rect, Ui, Vec2};

use super::camera::inverse_lerp;
use super::icon::{add_icon, colour};
use super::lines::Emphasis;
use super::text_block::{FontStyle, layout_prefix};
use super::text_painter::{TextBatch, TextWriter};
use super::{lines, tessellation};
use crate::analysis::Verdict;
use crate::scene::{
    ActorMark, CardLayout, DETAIL_SIZE, EDGE_WIDTH, NAME_MAX_LINES, NAME_SIZE, Point, VERDICT_SIZE, card_colours,
    card_fade, card_layout, card_outline, card_text_colours, kind_icon, line_height, verdict_icon,
};
use crate::theme::{CardShape, Palette, Rgb, font_size, outline};

/// Zoom below which a card is a plain block of colour.
const MAX_BLOCK_ZOOM: f32 = 0.12;
/// Zooms over which a card's icon fades out and then its name fades in.
const NAME_FADE_ZOOM: std::ops::Range<f32> = 0.245..0.265;
/// Zooms over which a name grows from the minimum font size to [`MEDIUM_NAME_SIZE`].
const NAME_GROWTH_ZOOM: std::ops::Range<f32> = 0.4..0.5;
/// Font size of a name at medium zoom.
const MEDIUM_NAME_SIZE: f32 = 10.5;
/// Padding beside a name in a card without an icon, at 100 %.
const ICONLESS_PADDING: f32 = 7.0;
/// Zoom from which a card has its detail line.
const MIN_DETAIL_ZOOM: f32 = 0.72;

/// Emphasis and level of detail of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct CardStyle {
    pub emphasis: Emphasis,
    pub hovered: bool,
    /// With shape, icon and badge; otherwise a plain box.
    pub detailed: bool,
}

/// Adds the shape of a card to a mesh; its text comes later, on top of all shapes.
pub(super) fn add_card(mesh: &mut Mesh, mark: &ActorMark, rect: Rect, zoom: f32, style: CardStyle, palette: &Palette) {
    let colours = card_colours(mark, style.emphasis, palette);
    let edge = colour(colours.edge);
    if zoom < MAX_BLOCK_ZOOM {
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
    let points = screen_outline(mark, rect, zoom);
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
    if has_icon(zoom) {
        let middle = to_screen(layout.icon);
        tessellation::filled_polygon(mesh, &tessellation::circle(middle, layout.disc * zoom), colour(colours.disc));
        let square = Rect::from_center_size(middle, Vec2::splat(layout.icon_side * zoom));
        add_icon(mesh, kind_icon(mark.kind), square, edge);
    } else if icon_opacity(zoom) > 0.0 {
        let side = (rect.height() * 0.72).max(8.0);
        let square = Rect::from_center_size(rect.center(), Vec2::splat(side));
        add_icon(mesh, kind_icon(mark.kind), square, edge.gamma_multiply(icon_opacity(zoom)));
    }
    if let Some(imbalance) = mark.imbalance {
        let ends = imbalance
            .ends(mark.area)
            .map(|end| to_screen(Point::new(end.x - mark.area.min.x, end.y - mark.area.min.y)));
        lines::add_imbalance(mesh, ends, imbalance.width, zoom, palette);
    }
    if let Some(verdict) = mark.verdict {
        if has_verdict_label(zoom) {
            add_labelled_badge(mesh, mark, verdict, &layout, (rect.min, zoom), colours.badge, palette);
        } else {
            add_badge(mesh, verdict, rect, &layout, zoom, colours.badge, palette);
        }
    }
}

/// Adds name, detail line and verdict label of a card.
pub(super) fn add_card_text(
    writer: &TextWriter<'_>,
    batch: &mut TextBatch,
    mark: &ActorMark,
    rect: Rect,
    zoom: f32,
    card_style: CardStyle,
    palette: &Palette,
) {
    let opacity = name_opacity(zoom);
    if opacity <= 0.0 {
        return;
    }
    let (foreground, muted) = card_text_colours(mark, card_style.emphasis, palette);
    let layout = scaled_layout(mark, rect, zoom);
    let text_area = layout.text_area;
    // Without an icon a card is small, and every letter counts.
    let (left, right) = if has_icon(zoom) {
        (text_area.min.x, text_area.max.x)
    } else {
        (ICONLESS_PADDING, mark.area.width() - ICONLESS_PADDING)
    };
    let available = Rect::from_min_max(
        rect.min + Vec2::new(left, text_area.min.y) * zoom,
        rect.min + Vec2::new(right, text_area.max.y) * zoom,
    );
    let detailed = zoom >= MIN_DETAIL_ZOOM && !mark.detail.is_empty();
    let step = font_zoom_step(zoom);
    let size = name_size(step);
    let rows =
        if detailed { NAME_MAX_LINES } else { (rect.height() / line_height(size)).floor().clamp(1.0, 3.0) as usize };
    if mark.verdict.is_some() && has_verdict_label(zoom) && card_style.detailed {
        let (area, start) = layout.labelled_badge(mark.verdict_label);
        let style = FontStyle::bold((VERDICT_SIZE * step).max(font_size::MIN));
        let words = writer.text(mark.verdict_label, style, (area.max.x - start.x) * zoom, 1);
        let at = rect.min + Vec2::new(start.x, start.y) * zoom - Vec2::new(0.0, words.size().y / 2.0);
        batch.paint_text(at, &words, colour(palette.card));
    }
    let name = writer.name(&mark.name, FontStyle::bold(size), available.width(), rows);
    let detail = detailed.then(|| {
        let style = FontStyle::plain((DETAIL_SIZE * step).max(font_size::MIN));
        writer.text(&mark.detail, style, available.width(), 1)
    });
    let height = name.size().y + detail.as_ref().map_or(0.0, |detail| detail.size().y);
    let top = available.center().y - height / 2.0;
    let below = top + name.size().y;
    batch.paint_text(Pos2::new(available.min.x, top), &name, colour(foreground).gamma_multiply(opacity));
    if let Some(detail) = detail {
        batch.paint_text(Pos2::new(available.min.x, below), &detail, colour(muted));
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

/// The zoom that text is laid out for: rounded down to a power of `RUNG`. So slow zooming does not lay out every name
/// anew in each frame, and no name is too large for its card.
pub(super) fn font_zoom_step(zoom: f32) -> f32 {
    const STEP_RATIO: f32 = 1.07;
    STEP_RATIO.powf((zoom.ln() / STEP_RATIO.ln() + 0.01).floor())
}

/// Font size of a name at a zoom. At medium zoom a card has more space than its name needs at scale, so the name is as
/// large as small text elsewhere.
fn name_size(zoom: f32) -> f32 {
    let medium = font_size::MIN + (MEDIUM_NAME_SIZE - font_size::MIN) * inverse_lerp(zoom, &NAME_GROWTH_ZOOM);
    (NAME_SIZE * zoom).max(medium)
}

/// Opacity of a small card's name at a zoom; it fades in once the icon has faded out.
pub(super) fn name_opacity(zoom: f32) -> f32 {
    (inverse_lerp(zoom, &NAME_FADE_ZOOM) * 2.0 - 1.0).max(0.0)
}

/// Opacity of a small card's icon.
fn icon_opacity(zoom: f32) -> f32 {
    (1.0 - inverse_lerp(zoom, &NAME_FADE_ZOOM) * 2.0).max(0.0)
}

fn has_icon(zoom: f32) -> bool {
    zoom >= 0.62
}

fn scaled_layout(mark: &ActorMark, rect: Rect, zoom: f32) -> CardLayout {
    card_layout(mark.kind, rect.width() / zoom, rect.height() / zoom)
}

/// The outline on the screen; corners keep their shape at every zoom, but points nearer than one screen point are
/// merged.
fn screen_outline(mark: &ActorMark, rect: Rect, zoom: f32) -> Vec<Pos2> {
    let mut points: Vec<Pos2> = Vec::new();
    for (x, y) in card_outline(mark.kind, rect.width() / zoom, rect.height() / zoom) {
        let point = rect.center() + Vec2::new(x, y) * zoom;
        if points.last().is_none_or(|last| last.distance_sq(point) >= 1.0) {
            points.push(point);
        }
    }
    points
}

/// Whether a verdict badge has its label beside the icon: where it is legible.
fn has_verdict_label(zoom: f32) -> bool {
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

fn add_badge(
    mesh: &mut Mesh,
    verdict: Verdict,
    rect: Rect,
    layout: &CardLayout,
    zoom: f32,
    background: Rgb,
    palette: &Palette,
) {
    let radius = (layout.badge_radius * zoom).max(5.0);
    let middle = Pos2::new(rect.max.x - radius * 0.9, rect.min.y + radius * 0.1);
    tessellation::filled_polygon(mesh, &tessellation::circle(middle, radius + 1.6), colour(palette.background));
    tessellation::filled_polygon(mesh, &tessellation::circle(middle, radius), colour(background));
    let icon = Rect::from_center_size(middle, Vec2::splat(radius * 1.45));
    add_icon(mesh, verdict_icon(verdict), icon, colour(palette.card));
}
