//! How an actor's card is drawn, on the screen and on paper: where its parts stand at 100 %, and their colours.

use super::colouring::ColourKey;
use super::geometry::{Area, Point};
use super::link_style::Emphasis;
use super::marks::ActorMark;
use super::style::{kind_silhouette, verdict_colour};
use super::text_metrics::{FontWeight, text_width};
use crate::map::ActorKind;
use crate::theme::{Outline, Palette, Rgb, outline};

/// Size of a card's name at 100 %.
pub const NAME_SIZE: f32 = 13.5;
/// Size of a card's second line at 100 %.
pub const DETAIL_SIZE: f32 = 11.0;
/// Height of a line of writing for its size: room for two marks on one letter.
const LINE_HEIGHT: f32 = 1.22;
/// The same for letters so small that two lines of them would else not fit in a card seen from afar.
const TIGHT_LINE_HEIGHT: f32 = 1.15;
/// Letters smaller than this stand tight.
const TIGHT_MAX_SIZE: f32 = 10.0;
/// The most lines that a name has above a second line.
pub const NAME_MAX_LINES: usize = 2;
/// From one line of writing of this size to the next, in whole units of the size.
pub fn line_height(size: f32) -> f32 {
    let share = if size < TIGHT_MAX_SIZE { TIGHT_LINE_HEIGHT } else { LINE_HEIGHT };
    (size * share).round()
}

/// Width of a card's edge at 100 %.
pub const EDGE_WIDTH: f32 = 1.4;

/// Where the parts of a card stand at 100 %, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CardLayout {
    /// Middle of the icon and of the disc behind it.
    pub icon: Point,
    /// Radius of the disc.
    pub disc: f32,
    /// Side of the icon's box.
    pub icon_side: f32,
    /// Where writing may stand, beside the icon.
    pub text_area: Area,
    /// How far the sheet behind a card for several stands from it.
    pub stack_offset: Point,
    /// Middle of the badge of a verdict.
    pub badge: Point,
    /// Radius of the badge.
    pub badge_radius: f32,
}

/// Size of a verdict's word at 100 %.
pub const VERDICT_SIZE: f32 = 9.5;
/// How much higher a badge with a word stands, so that it does not touch the name.
const VERDICT_OFFSET_Y: f32 = 3.0;
/// How far the word of a badge begins from its left end, and ends before its right one.
const VERDICT_MARGIN: (f32, f32) = (20.0, 8.0);

impl CardLayout {
    /// The badge with the word of its verdict beside the icon: where it is, and where the word begins and has its
    /// middle. The badge grows to the left, so that it stays at its corner.
    pub fn labelled_badge(&self, word: &str) -> (Area, Point) {
        let (before, after) = VERDICT_MARGIN;
        let width = before + text_width(word, FontWeight::SemiBold, VERDICT_SIZE) + after;
        let radius = self.badge_radius - 1.0;
        let right = self.badge.x + radius;
        let middle = self.badge.y - VERDICT_OFFSET_Y;
        let area = Area { min: Point::new(right - width, middle - radius), max: Point::new(right, middle + radius) };
        (area, Point::new(area.min.x + before, middle))
    }
}

/// The plan of a card of this kind and size.
pub fn card_layout(kind: ActorKind, width: f32, height: f32) -> CardLayout {
    // A pill's round end leaves less room.
    let right = if kind == ActorKind::Market { 14.0 } else { 9.0 };
    let badge_radius = 10.0;
    CardLayout {
        icon: Point::new(22.0, height / 2.0),
        disc: 15.0,
        icon_side: 20.0,
        text_area: Area { min: Point::new(40.0, 3.0), max: Point::new(width - right, height - 3.0) },
        stack_offset: Point::new(4.0, -4.0),
        badge: Point::new(width - badge_radius * 0.9, badge_radius * 0.1),
        badge_radius,
    }
}

/// The outline of a kind's card around its middle, at 100 %.
pub fn card_outline(kind: ActorKind, width: f32, height: f32) -> Outline {
    outline(kind_silhouette(kind), width, height)
}

/// The colours of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CardColours {
    /// Inside the outline.
    pub fill: Rgb,
    /// The outline, and the icon.
    pub edge: Rgb,
    /// The disc behind the icon.
    pub disc: Rgb,
    /// The name.
    pub name: Rgb,
    /// The second line.
    pub detail: Rgb,
    /// The badge, where there is one.
    pub badge: Rgb,
}

/// The colours of a card that stands out so.
pub fn card_colours(mark: &ActorMark, emphasis: Emphasis, palette: &Palette) -> CardColours {
    let fade = card_fade(mark, emphasis);
    let badge = mark.verdict.map_or(palette.text_muted, |verdict| verdict_colour(verdict, palette));
    CardColours { badge: palette.faded(badge, fade), ..key_colours(mark.colour_key, fade, palette) }
}

/// The colours of a card of this tint that stands back so much, without a verdict.
pub fn key_colours(tint: ColourKey, fade: f32, palette: &Palette) -> CardColours {
    let faded = |colour: Rgb| palette.faded(colour, fade);
    let hue = tint.colour(palette);
    let fill = palette.tinted(palette.card, hue, if palette.is_dark { 0.12 } else { 0.05 });
    let (name, detail) = text_colours(fade, palette);
    CardColours {
        fill: faded(fill),
        edge: faded(hue),
        disc: faded(palette.tinted(fill, hue, 0.14)),
        name,
        detail,
        badge: detail,
    }
}

/// The colours of a card's name and of its second line.
pub fn card_text_colours(mark: &ActorMark, emphasis: Emphasis, palette: &Palette) -> (Rgb, Rgb) {
    text_colours(card_fade(mark, emphasis), palette)
}

fn text_colours(fade: f32, palette: &Palette) -> (Rgb, Rgb) {
    (palette.faded(palette.text, fade), palette.faded(palette.text_muted, fade))
}

/// How much a card stands back: 0 not at all, 1 would be gone.
pub fn card_fade(mark: &ActorMark, emphasis: Emphasis) -> f32 {
    match (emphasis, mark.is_absent) {
        (Emphasis::Dimmed, _) => 0.76,
        (Emphasis::Muted, _) => 0.45,
        (_, true) => 0.5,
        _ => 0.0,
    }
}
