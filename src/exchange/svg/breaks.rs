//! The breaks of a chain as SVG, each with its reason.

use super::background::{LabelStyle, push_fitted_label};
use super::cards::push_break;
use super::path_data::{push_colour, push_length};
use crate::exchange::picture::Picture;
use crate::language::Localized;
use crate::scene::{Area, BreakMark, FontWeight, MarkSpace, Point, reason_place, text_width, wrap_text};
use crate::theme::Palette;

/// Font size of a reason.
const SIZE: f32 = 11.5;
/// Maximum width of a reason.
const MAX_WIDTH: f32 = 180.0;
/// Height of a reason's frame, and its left and right padding.
const HEIGHT: f32 = 18.0;
const PADDING: f32 = 5.0;

/// A break with its place on the page.
pub(super) struct PlacedBreak {
    middle: Point,
    radius: f32,
    /// The reason, and the frame around it.
    reason: Option<(String, Area)>,
}

impl PlacedBreak {
    /// What it covers.
    pub fn areas(&self) -> impl Iterator<Item = Area> {
        let marker = Area::from_center_size(self.middle, 2.0 * self.radius, 2.0 * self.radius);
        std::iter::once(marker).chain(self.reason.as_ref().map(|(_, frame)| *frame))
    }
}

/// The breaks of a picture.
pub(super) fn placed_breaks(picture: &Picture) -> Vec<PlacedBreak> {
    let space = MarkSpace::of(&picture.scene);
    let marks = space.place_breaks(&picture.breaks);
    let square = |mark: &BreakMark| Area::from_center_size(mark.middle, 2.0 * mark.radius, 2.0 * mark.radius);
    let mut occupied: Vec<Area> = marks.iter().map(square).collect();
    let placed = marks.into_iter().filter_map(|BreakMark { index, middle, radius }| {
        let chain_break = picture.breaks.get(index)?;
        let text = chain_break.reason.text(picture.options.language);
        let reason = wrap_text(text, FontWeight::SemiBold, SIZE, MAX_WIDTH, 1).pop().map(|text| {
            let width = text_width(&text, FontWeight::SemiBold, SIZE) + 2.0 * PADDING;
            let cards = picture.scene.break_cards(chain_break).map(|mark| mark.area);
            let is_clear = |area: Area| !space.covers_cards(area);
            let frame = reason_place((middle, radius), (width, HEIGHT), Area::EVERYTHING, is_clear, cards, &occupied);
            occupied.push(frame);
            (text, frame)
        });
        Some(PlacedBreak { middle, radius, reason })
    });
    placed.collect()
}

/// Adds breaks.
pub(super) fn push_breaks(out: &mut String, breaks: &[PlacedBreak], palette: &Palette) {
    for PlacedBreak { middle, radius, reason } in breaks {
        push_break(out, *middle, *radius, palette);
        let Some((text, frame)) = reason else { continue };
        out.push_str("<rect rx=\"4\"");
        push_length(out, "x", frame.min.x);
        push_length(out, "y", frame.min.y);
        push_length(out, "width", frame.width());
        push_length(out, "height", frame.height());
        push_colour(out, "fill", palette.background);
        push_colour(out, "stroke", palette.error);
        out.push_str("/>");
        let start = Point::new(frame.min.x + PADDING, frame.middle().y);
        let style = LabelStyle { size: SIZE, weight: FontWeight::SemiBold, colour: palette.error };
        push_fitted_label(out, text, start, frame.width() - 2.0 * PADDING, style);
    }
}
