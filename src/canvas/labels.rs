//! Names beside cards that are too small for them: at a legible size, each where it covers nothing, the important ones
//! first.

use std::cmp::Reverse;

use egui::{Painter, Rect, Vec2};

use super::background;
use super::card_names::NameSpace;
use super::card_text::name_opacity;
use super::frame::Frame;
use super::icon::colour;
use super::lines::Emphasis;
use super::safe_area::map_rect;
use super::text_block::FontStyle;
use crate::scene::{ActorMark, Area, name_priority};
use crate::session::Dimming;
use crate::theme::font_size;

/// Above this many cards only highlighted cards have labels.
const MAX_LABELLED: usize = 700;
/// Maximum number of labels to place, the most important first.
const MAX_ATTEMPTS: usize = 90;
/// Maximum width of a name beside a card, in points.
const NAME_WIDTH: f32 = 130.0;
/// Font size of names that are not highlighted.
const OTHER_SIZE: f32 = 10.5;
/// How far a verdict badge reaches around the corner of a small card, in points.
const BADGE_RADIUS: f32 = 7.0;
/// Padding around a label, in points.
const LABEL_PADDING: Vec2 = Vec2::new(4.0, 1.0);

/// Paints names beside cards that are too small for them; highlighted cards come first and may cover others, but none
/// covers `marks`.
pub(super) fn paint_names(
    frame: &Frame<'_>,
    painter: &Painter,
    cards: &[(&ActorMark, Emphasis)],
    others_opacity: f32,
    marks: &[Rect],
) {
    // Zoomed in, names are inside the cards.
    let label_opacity = 1.0 - name_opacity(frame.card_zoom().detail());
    let (mut highlighted, mut others): (Vec<_>, Vec<_>) =
        cards.iter().partition(|(_, emphasis)| emphasis.is_emphasized());
    if label_opacity <= 0.0 {
        return;
    }
    if others.len() > MAX_LABELLED || !frame.highlight.is_empty() && frame.highlight.dimming == Dimming::Full {
        others.clear();
    }
    let order = |(mark, _): &(&ActorMark, Emphasis)| (Reverse(name_priority(mark)), mark.id);
    highlighted.sort_by_key(order);
    others.sort_by_key(order);
    let palette = frame.context.palette;
    // Labels never cover a verdict badge or the name of the supporters of supporters.
    let badge = |mark: &ActorMark| {
        let card = frame.camera.screen_rect(frame.displayed_area(mark), frame.screen);
        mark.verdict.map(|_| Rect::from_center_size(card.right_top(), Vec2::splat(2.0 * BADGE_RADIUS)))
    };
    let mut occupied: Vec<Rect> = highlighted.iter().chain(&others).filter_map(|(mark, _)| badge(mark)).collect();
    let supporters =
        background::supporters_label(frame.scene, &frame.camera, frame.screen, frame.writer, frame.context.language);
    occupied.extend(supporters.map(|(place, _)| place));
    occupied.extend(marks);
    occupied.extend(frame.covered.into_iter().flatten());
    let available = map_rect(frame.screen, frame.scene);
    let mut batch = frame.writer.batch();
    let attempts = || highlighted.iter().take(MAX_ATTEMPTS).chain(others.iter().take(MAX_ATTEMPTS));
    // Where text is large, more names find a place in its smallest letters than in larger ones.
    let (large, small) =
        if frame.text_scale > 1.0 { (font_size::MIN, font_size::MIN) } else { (font_size::SMALL, OTHER_SIZE) };
    let space = NameSpace { width: NAME_WIDTH, font_size: large, max_rows: 1 };
    let mut names = frame.outer_names.borrow_mut();
    names.learn(frame.scene, attempts().map(|(mark, _)| *mark), |_, ()| [space; 2]);
    for (mark, emphasis) in attempts() {
        let is_emphasized = emphasis.is_emphasized();
        let style = FontStyle::bold(if is_emphasized { large } else { small });
        let foreground = if is_emphasized { palette.text } else { palette.text_muted };
        let words = names.layout(mark, |text, _| frame.writer.text(text, style, NAME_WIDTH, 1));
        if words.rows() == 0 {
            continue;
        }
        let card = frame.camera.screen_rect(frame.displayed_area(mark), frame.screen);
        let size = words.size() + LABEL_PADDING * 2.0;
        let places = places_beside(card, size);
        let apart = |place: &Rect| !occupied.iter().any(|other| other.intersects(*place));
        let is_free = |place: &Rect| {
            available.contains_rect(*place) && apart(place) && covers_none(frame, *place, mark, |_| true)
        };
        let place = places.into_iter().find(is_free);
        // Names of highlighted cards may cover cards that are not, but none is cut off by an edge.
        let is_last_resort = is_emphasized && available.intersects(card);
        let is_near = |place: &Rect| {
            !place.shrink(1.0).intersects(card)
                && apart(place)
                && covers_none(frame, *place, mark, |other| frame.actor_emphasis(other).is_emphasized())
        };
        let place = place.or_else(|| {
            places.map(|place| moved_into(place, available)).into_iter().find(is_near).filter(|_| is_last_resort)
        });
        if let Some(place) = place {
            let opacity = label_opacity * if is_emphasized { 1.0 } else { others_opacity };
            painter.rect_filled(place, 3.0, colour(palette.background).gamma_multiply(0.82 * opacity));
            batch.paint_text(place.min + LABEL_PADDING, &words, colour(foreground).gamma_multiply(opacity));
            occupied.push(place);
        }
    }
    batch.paint(painter);
}

/// Places of this size around a card, the best first: below and above its middle, beside it, and from its ends on.
fn places_beside(card: Rect, size: Vec2) -> [Rect; 8] {
    let half = (card.size() + size) / 2.0;
    let aligned = (size.x - card.width()) / 2.0;
    [
        (0.0, half.y),
        (0.0, -half.y),
        (half.x, 0.0),
        (-half.x, 0.0),
        (aligned, half.y),
        (-aligned, half.y),
        (aligned, -half.y),
        (-aligned, -half.y),
    ]
    .map(|(x, y)| Rect::from_center_size(card.center() + Vec2::new(x, y), size))
}

/// A rectangle moved no farther than to lie within another, as far as it fits.
fn moved_into(place: Rect, within: Rect) -> Rect {
    let last = (within.max - place.size()).max(within.min);
    Rect::from_min_size(place.min.clamp(within.min, last), place.size())
}

/// Whether a rectangle of the screen covers no such card but its own.
fn covers_none(frame: &Frame<'_>, place: Rect, own: &ActorMark, counts: impl Fn(&ActorMark) -> bool) -> bool {
    // A name that touches two cards could belong to either.
    let place = place.expand(1.5);
    let area = Area {
        min: frame.camera.map_from_screen(place.min, frame.screen),
        max: frame.camera.map_from_screen(place.max, frame.screen),
    };
    frame.scene.actors_in(area).all(|mark| mark.id == own.id || !counts(mark))
}
