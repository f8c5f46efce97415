//! The text of cards: name, detail line and the word of the verdict, in the sizes of a zoom.

use std::sync::Arc;

use egui::{Pos2, Rect, Vec2};

use super::camera::inverse_lerp;
use super::card_names::{CardNames, NameSpace};
use super::card_zoom::CardZoom;
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
/// Height of a line by font size, with what rounding may add to it where letters are small.
const LINE_HEIGHT: f32 = 1.24;
/// How far the word of a verdict reaches into its card, in map units.
const BADGE_DEPTH: f32 = 9.0;
/// How much smaller than usual letters those may be that a long name is written in, where text is larger.
const LARGE_TEXT_SHARE: f32 = 0.85;
/// Zoom from which a card has its detail line.
const MIN_DETAIL_ZOOM: f32 = 0.72;

/// All that the text of cards depends on besides the card: the same over a step of zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TextLevel {
    /// The zoom that text is laid out for.
    step: CardZoom,
    /// The zoom that names are shortened for, in finer steps: small cards have no letter to give away.
    space: CardZoom,
    has_icon: bool,
    has_detail: bool,
}

impl TextLevel {
    pub fn at(zoom: CardZoom) -> Self {
        let at = |points: f32| CardZoom { points, ..zoom };
        Self {
            step: at(font_zoom_step(zoom.points)),
            space: at(zoom_step(zoom.points, SPACE_STEP_RATIO)),
            has_icon: has_icon(zoom.detail()),
            has_detail: zoom.detail() >= MIN_DETAIL_ZOOM,
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

    /// Font size of a name on a card in usual letters: where text is larger, as much larger as two rows of it have room.
    fn name_size(self, mark: &ActorMark) -> f32 {
        let CardZoom { points, text_scale } = self.step;
        let least = name_size(self.step.detail()) / text_scale;
        // Below them the line of details, and above them the word of the verdict, as far as it reaches into the card.
        let detail = if self.is_detailed(mark) {
            line_height(self.step.usual(font_size::MIN).max(DETAIL_SIZE * points))
        } else {
            0.0
        };
        let has_badge = mark.verdict.is_some() && has_verdict_label(self.step.detail());
        let badge = if has_badge { 2.0 * BADGE_DEPTH * points } else { 0.0 };
        let two_rows = (mark.area.height() * points - detail - badge) / (2.0 * LINE_HEIGHT);
        name_size(points).min(two_rows).max(least)
    }

    /// Font size of a name that has no space in usual letters: that of the whole card at this zoom. Where text is larger, a
    /// shorter name in large letters is better than a whole one in small ones.
    fn small_name_size(self, mark: &ActorMark) -> f32 {
        let least = small_name_size(self.step);
        if self.step.text_scale > 1.0 { least.max(self.name_size(mark) * LARGE_TEXT_SHARE) } else { least }
    }

    /// Space for a name on a card, with usual letters and with small ones, at the least zoom of this step: what fits then
    /// fits at all others.
    pub fn name_spaces(mark: &ActorMark, level: Self) -> [NameSpace; 2] {
        let (width, height) = (mark.area.width(), mark.area.height());
        let (left, right) = level.text_ends(mark, card_layout(mark.kind, width, height).text_area);
        [level.name_size(mark), level.small_name_size(mark)].map(|font_size| NameSpace {
            width: (right - left) * level.space.points,
            font_size,
            max_rows: level.name_rows(mark, height * level.space.points, font_size),
        })
    }
}

/// Adds name, detail line and verdict label of a card.
pub(super) fn add_card_text(
    writer: &TextWriter<'_>,
    batch: &mut TextBatch,
    (mark, names): (&ActorMark, &mut CardNames<TextLevel>),
    rect: Rect,
    card_zoom: CardZoom,
    card_style: CardStyle,
    palette: &Palette,
) {
    let (zoom, detail_zoom) = (card_zoom.points, card_zoom.detail());
    let least_size = card_zoom.usual(font_size::MIN);
    let opacity = name_opacity(detail_zoom);
    if opacity <= 0.0 {
        return;
    }
    let (foreground, muted) = card_text_colours(mark, card_style.emphasis, palette);
    let layout = scaled_layout(mark, rect, zoom);
    let level = TextLevel::at(card_zoom);
    let available = available(mark, rect, card_zoom);
    let detailed = level.is_detailed(mark);
    let step = level.step.points;
    if mark.verdict.is_some() && has_verdict_label(detail_zoom) && card_style.detailed {
        let (area, start) = layout.labelled_badge(mark.verdict_label);
        let style = FontStyle::bold((VERDICT_SIZE * step).max(least_size));
        let words = writer.text(mark.verdict_label, style, (area.max.x - start.x) * zoom, 1);
        let at = rect.min + Vec2::new(start.x, start.y) * zoom - Vec2::new(0.0, words.size().y / 2.0);
        batch.paint_text(at, &words, colour(palette.card));
    }
    let name = drawn_name(writer, (mark, names), rect, card_zoom);
    let detail = detailed.then(|| {
        let style = FontStyle::plain((DETAIL_SIZE * step).max(least_size));
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
fn available(mark: &ActorMark, rect: Rect, zoom: CardZoom) -> Rect {
    let text_area = scaled_layout(mark, rect, zoom.points).text_area;
    let (left, right) = TextLevel::at(zoom).text_ends(mark, text_area);
    Rect::from_min_max(
        rect.min + Vec2::new(left, text_area.min.y) * zoom.points,
        rect.min + Vec2::new(right, text_area.max.y) * zoom.points,
    )
}

/// Lays out what is drawn of the name of a card.
pub(super) fn drawn_name(
    writer: &TextWriter<'_>,
    (mark, names): (&ActorMark, &mut CardNames<TextLevel>),
    rect: Rect,
    zoom: CardZoom,
) -> Arc<TextBlock> {
    let level = TextLevel::at(zoom);
    let width = available(mark, rect, zoom).width();
    names.layout(mark, |text, is_small| {
        let size = if is_small { level.small_name_size(mark) } else { level.name_size(mark) };
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
fn small_name_size(zoom: CardZoom) -> f32 {
    (NAME_SIZE * zoom.points).max(zoom.usual(font_size::MIN))
}

/// Opacity of a small card's name at a zoom; it fades in once the icon has faded out.
pub(super) fn name_opacity(zoom: f32) -> f32 {
    (inverse_lerp(zoom, &NAME_FADE_ZOOM) * 2.0 - 1.0).max(0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cards::badge_area;
    use super::*;
    use crate::analysis::assess;
    use crate::exchange::sample_map;
    use crate::language::Language;
    use crate::scene::build;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn badges_cover_no_letter(
            seed in 0..20_u64,
            detail in 0.277..1.6_f32,
            text_scale in prop::sample::select(vec![1.0, 1.25, 1.5, 2.0]),
        ) {
            let map = sample_map(60, seed);
            let scene = build(&map, &assess(&map, map.info().year), Language::Vietnamese);
            let zoom = CardZoom { points: detail / text_scale, text_scale };
            let level = TextLevel::at(zoom);
            for mark in scene.actors.iter().filter(|mark| mark.verdict.is_some()) {
                let size = Vec2::new(mark.area.width(), mark.area.height()) * zoom.points;
                let rect = Rect::from_min_size(Pos2::ZERO, size);
                let badge = badge_area(mark, rect, zoom);
                let available = available(mark, rect, zoom);
                for space in TextLevel::name_spaces(mark, level) {
                    // The most rows that a name may have, and the line below it.
                    let detail = if level.is_detailed(mark) { (DETAIL_SIZE * level.step.points).max(zoom.usual(font_size::MIN)) } else { 0.0 };
                    let rows = space.max_rows as f32 * line_height(space.font_size);
                    let height = rows + if detail > 0.0 { line_height(detail) } else { 0.0 };
                    let top = available.center().y - height / 2.0;
                    let name = Rect::from_min_size(Pos2::new(available.min.x, top), Vec2::new(space.width, rows));
                    let covered = name.intersect(badge);
                    prop_assert!(
                        covered.width() < 0.6 || covered.height() < 0.6,
                        "{badge:?} on {name:?} at {zoom:?}",
                    );
                }
            }
        }
    }
}
