//! Layout (at 100 %) and colours of an actor's card, on screen and in exported pictures.

use super::colouring::ColourKey;
use super::geometry::{Area, Point};
use super::link_style::Emphasis;
use super::marks::ActorMark;
use super::style::{kind_shape, verdict_colour};
use super::text_metrics::{FontWeight, text_width};
use crate::map::ActorKind;
use crate::theme::{Outline, Palette, Rgb, outline};

/// Font size of a card's name at 100 %.
pub const NAME_SIZE: f32 = 13.5;
/// Font size of a card's second line at 100 %.
pub const DETAIL_SIZE: f32 = 11.0;
/// Line height by font size: leaves space for two diacritics on one letter.
const LINE_HEIGHT: f32 = 1.22;
/// Line height by font size for small text, so that two lines fit in a card at low zoom.
const TIGHT_LINE_HEIGHT: f32 = 1.15;
/// Font sizes below this use the tight line height.
const TIGHT_MAX_SIZE: f32 = 10.0;
/// The most lines of a name above the detail line.
pub const NAME_MAX_LINES: usize = 2;
/// Distance between the baselines of two lines of this font size, rounded.
pub fn line_height(size: f32) -> f32 {
    let share = if size < TIGHT_MAX_SIZE { TIGHT_LINE_HEIGHT } else { LINE_HEIGHT };
    (size * share).round()
}

/// Width of a card's edge at 100 %.
pub const EDGE_WIDTH: f32 = 1.4;

/// Positions of the parts of a card at 100 %, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CardLayout {
    /// Centre of the icon and of the disc behind it.
    pub icon: Point,
    /// Radius of the disc.
    pub disc: f32,
    /// Side length of the icon's box.
    pub icon_side: f32,
    /// Area for text, beside the icon.
    pub text_area: Area,
    /// Offset of the second sheet behind a card that stands for several actors.
    pub stack_offset: Point,
    /// Centre of the verdict badge.
    pub badge: Point,
    /// Radius of the badge.
    pub badge_radius: f32,
}

/// Radius of a verdict's badge at 100 %.
pub const BADGE_RADIUS: f32 = 10.0;
/// Font size of a verdict's word at 100 %.
pub const VERDICT_SIZE: f32 = 9.5;
/// How far badges and the stack behind a card reach above it at 100 %.
pub(super) const BADGE_REACH: f32 = 14.0;
/// How much higher a labelled badge is placed, so that it does not touch the name.
const VERDICT_OFFSET_Y: f32 = 3.0;
/// Left and right padding of the word in a badge.
const VERDICT_MARGIN: (f32, f32) = (20.0, 8.0);

impl CardLayout {
    /// The badge with the verdict's word beside its icon: its area, and the left centre of the word. It grows to the
    /// left, so that it stays at its corner.
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

/// The layout of a card of this kind and size.
pub fn card_layout(kind: ActorKind, width: f32, height: f32) -> CardLayout {
    // A pill's round end leaves less space.
    let right = if kind == ActorKind::Market { 14.0 } else { 9.0 };
    CardLayout {
        icon: Point::new(22.0, height / 2.0),
        disc: 15.0,
        icon_side: 20.0,
        text_area: Area { min: Point::new(40.0, 3.0), max: Point::new(width - right, height - 3.0) },
        stack_offset: Point::new(4.0, -4.0),
        badge: Point::new(width - BADGE_RADIUS * 0.9, BADGE_RADIUS * 0.1),
        badge_radius: BADGE_RADIUS,
    }
}

/// The outline of a kind's card around its centre, at 100 %.
pub fn card_outline(kind: ActorKind, width: f32, height: f32) -> Outline {
    outline(kind_shape(kind), width, height)
}

/// What the card of an actor takes up where it is drawn, with its badge, which reaches so far above it, and the stack
/// behind it, and with a margin.
pub(super) fn occupied_area(mark: &ActorMark, card: Area, margin: f32, badge_reach: f32) -> Area {
    let mut area = card.expanded(margin);
    if mark.verdict.is_some() {
        area.min.y -= badge_reach;
        area.max.x += margin;
    } else if mark.is_multiple {
        area.min.y -= margin;
        area.max.x += margin;
    }
    area
}

/// The colours of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CardColours {
    /// Background.
    pub fill: Rgb,
    /// Outline and icon.
    pub edge: Rgb,
    /// Disc behind the icon.
    pub disc: Rgb,
    /// Text of the name.
    pub name: Rgb,
    /// Text of the second line.
    pub detail: Rgb,
    /// Badge, if any.
    pub badge: Rgb,
}

/// The colours of a card with this emphasis.
pub fn card_colours(mark: &ActorMark, emphasis: Emphasis, palette: &Palette) -> CardColours {
    let fade = card_fade(mark, emphasis);
    let badge = mark.verdict.map_or(palette.text_muted, |verdict| verdict_colour(verdict, palette));
    CardColours { badge: palette.faded(badge, fade), ..key_colours(mark.colour_key, fade, palette) }
}

/// The colours of a card without a verdict, by colour key and fade (0 to 1).
pub fn key_colours(key: ColourKey, fade: f32, palette: &Palette) -> CardColours {
    let faded = |colour: Rgb| palette.faded(colour, fade);
    let hue = key.colour(palette);
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

/// How far a card fades into the background: 0 not at all, 1 invisible.
pub fn card_fade(mark: &ActorMark, emphasis: Emphasis) -> f32 {
    match (emphasis, mark.is_absent) {
        (Emphasis::Dimmed, _) => 0.76,
        (Emphasis::Muted, _) => 0.45,
        (_, true) => 0.5,
        _ => 0.0,
    }
}
