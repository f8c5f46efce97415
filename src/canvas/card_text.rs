//! The text of cards: name, detail line and the word of the verdict, in the sizes of a zoom.

use std::sync::Arc;

use egui::{Pos2, Rect, Vec2};

use super::camera::inverse_lerp;
use super::card_names::{CardNames, NameSpace};
use super::cards::{CardStyle, NAME_FADE_ZOOM, badge_overlap, has_icon, has_verdict_label, scaled_layout};
use super::icon::colour;
use super::text_block::{FontStyle, TextBlock};
use super::text_painter::{TextBatch, TextWriter};
use crate::map::ActorKind;
use crate::scene::{
    ActorMark, Area, DETAIL_SIZE, NAME_MAX_LINES, NAME_SIZE, VERDICT_SIZE, card_layout, card_text_colours, line_height,
};
use crate::theme::{Palette, font_size};

/// Zooms over which a name grows from the minimum font size to [`MEDIUM_NAME_SIZE`].
const NAME_GROWTH_ZOOM: std::ops::Range<f32> = 0.4..0.5;
/// Font size of a name at medium zoom.
const MEDIUM_NAME_SIZE: f32 = 10.5;
/// Ratio of the steps of zoom for which names are shortened.
const SPACE_STEP_RATIO: f32 = 1.022;
/// Zoom from which a card has its detail line.
const MIN_DETAIL_ZOOM: f32 = 0.72;

/// All that the text of cards depends on besides the card: the same over a step of zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TextLevel {
    /// The zoom that text is laid out for.
    step: f32,
    /// The zoom that names are shortened for, in finer steps: small cards have no letter to give away.
    space: f32,
    has_icon: bool,
    has_detail: bool,
}

impl TextLevel {
    pub fn at(zoom: f32) -> Self {
        Self {
            step: font_zoom_step(zoom),
            space: zoom_step(zoom, SPACE_STEP_RATIO),
            has_icon: has_icon(zoom),
            has_detail: zoom >= MIN_DETAIL_ZOOM,
        }
    }

    fn is_detailed(self, mark: &ActorMark) -> bool {
        self.has_detail && !mark.detail.is_empty()
    }

    /// Left and right end of the text on a card, in map units.
    fn text_ends(self, mark: &ActorMark, text_area: Area) -> (f32, f32) {
        let width = mark.area.width();
        let (left, right) =
            if self.has_icon { (text_area.min.x, width - text_area.max.x) } else { iconless_padding(mark.kind) };
        let badge = if mark.verdict.is_some() { badge_overlap(self.space) } else { 0.0 };
        (left, width - right.max(badge))
    }

    /// The rows of a name on a card of this height, in letters of this size, in points.
    fn name_rows(self, mark: &ActorMark, height: f32, font_size: f32) -> usize {
        if self.is_detailed(mark) {
            NAME_MAX_LINES
        } else {
            (height / line_height(font_size)).floor().clamp(1.0, 3.0) as usize
        }
    }

    /// Space for a name on a card, with usual letters and with small ones, at the least zoom of this step: what fits then
    /// fits at all others.
    pub fn name_spaces(mark: &ActorMark, level: Self) -> [NameSpace; 2] {
        let (width, height) = (mark.area.width(), mark.area.height());
        let (left, right) = level.text_ends(mark, card_layout(mark.kind, width, height).text_area);
        [name_size(level.step), small_name_size(level.step)].map(|font_size| NameSpace {
            width: (right - left) * level.space,
            font_size,
            max_rows: level.name_rows(mark, height * level.space, font_size),
        })
    }
}

/// Adds name, detail line and verdict label of a card.
pub(super) fn add_card_text(
    writer: &TextWriter<'_>,
    batch: &mut TextBatch,
    (mark, names): (&ActorMark, &mut CardNames<TextLevel>),
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
    let level = TextLevel::at(zoom);
    let available = available(mark, rect, zoom);
    let detailed = level.is_detailed(mark);
    let step = level.step;
    if mark.verdict.is_some() && has_verdict_label(zoom) && card_style.detailed {
        let (area, start) = layout.labelled_badge(mark.verdict_label);
        let style = FontStyle::bold((VERDICT_SIZE * step).max(font_size::MIN));
        let words = writer.text(mark.verdict_label, style, (area.max.x - start.x) * zoom, 1);
        let at = rect.min + Vec2::new(start.x, start.y) * zoom - Vec2::new(0.0, words.size().y / 2.0);
        batch.paint_text(at, &words, colour(palette.card));
    }
    let name = drawn_name(writer, (mark, names), rect, zoom);
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

/// The space for text on a card.
fn available(mark: &ActorMark, rect: Rect, zoom: f32) -> Rect {
    let text_area = scaled_layout(mark, rect, zoom).text_area;
    let (left, right) = TextLevel::at(zoom).text_ends(mark, text_area);
    Rect::from_min_max(
        rect.min + Vec2::new(left, text_area.min.y) * zoom,
        rect.min + Vec2::new(right, text_area.max.y) * zoom,
    )
}

/// Lays out what is drawn of the name of a card.
pub(super) fn drawn_name(
    writer: &TextWriter<'_>,
    (mark, names): (&ActorMark, &mut CardNames<TextLevel>),
    rect: Rect,
    zoom: f32,
) -> Arc<TextBlock> {
    let level = TextLevel::at(zoom);
    let width = available(mark, rect, zoom).width();
    names.layout(mark, |text, is_small| {
        let size = if is_small { small_name_size(level.step) } else { name_size(level.step) };
        writer.text(text, FontStyle::bold(size), width, level.name_rows(mark, rect.height(), size))
    })
}

/// The zoom that text is laid out for: rounded down to a power of `RUNG`. So slow zooming does not lay out every name
/// anew in each frame, and no name is too large for its card.
pub(super) fn font_zoom_step(zoom: f32) -> f32 {
    const STEP_RATIO: f32 = 1.07;
    zoom_step(zoom, STEP_RATIO)
}

/// A zoom rounded down to a power of a ratio.
fn zoom_step(zoom: f32, ratio: f32) -> f32 {
    ratio.powf((zoom.ln() / ratio.ln() + 0.01).floor())
}

/// Left and right padding of a name on a card without an icon, at 100 %: such a card is small, and every letter counts,
/// but none touches a round or pointed end.
fn iconless_padding(kind: ActorKind) -> (f32, f32) {
    match kind {
        ActorKind::Market => (12.0, 12.0),
        ActorKind::Trader => (8.0, 10.0),
        ActorKind::Union => (9.0, 9.0),
        _ => (7.0, 7.0),
    }
}

/// Font size of a name at a zoom. At medium zoom a card has more space than its name needs at scale, so the name is as
/// large as small text elsewhere.
fn name_size(zoom: f32) -> f32 {
    let medium = font_size::MIN + (MEDIUM_NAME_SIZE - font_size::MIN) * inverse_lerp(zoom, &NAME_GROWTH_ZOOM);
    (NAME_SIZE * zoom).max(medium)
}

/// Font size of a name that has no space at its usual size: that of the whole card at this zoom.
fn small_name_size(zoom: f32) -> f32 {
    (NAME_SIZE * zoom).max(font_size::MIN)
}

/// Opacity of a small card's name at a zoom; it fades in once the icon has faded out.
pub(super) fn name_opacity(zoom: f32) -> f32 {
    (inverse_lerp(zoom, &NAME_FADE_ZOOM) * 2.0 - 1.0).max(0.0)
}
