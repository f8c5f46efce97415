//! Words beside cards that are too small to hold their names, and on the lines of links: at their real size, each where
//! nothing else stands, the important ones first.

use std::cmp::Reverse;

use egui::{Painter, Rect, Vec2};

use super::breaks::BreakSign;
use super::camera::way;
use super::cards::named;
use super::headers;
use super::icon::colour;
use super::letters::Style;
use super::lines::Emphasis;
use super::paint::Frame;
use super::view::Canvas;
use crate::language::link_label;
use crate::scene::{ActorMark, Area, LinkMark, label_places, link_weight, name_weight};
use crate::theme::font_size;

/// Zoom from which links have labels, and over which they come in.
const LINK_LABELS: std::ops::Range<f32> = 0.8..0.95;
/// Among more links or cards than this none has room for words of its own, but for what is lit.
const CROWD: usize = 700;
/// How many words are tried, the important ones first.
const TRIED: usize = 90;
/// The widest name beside a card, in points.
const NAME_WIDTH: f32 = 130.0;
/// The widest label on a line.
const LABEL_WIDTH: f32 = 190.0;
/// How far a verdict's badge reaches around the corner of a small card, in points.
const BADGE: f32 = 7.0;
/// Free space around words.
const AROUND: Vec2 = Vec2::new(4.0, 1.0);

impl Frame<'_> {
    /// Writes names beside the cards that are too small for them; whoever is lit always has one.
    pub(super) fn names(&self, painter: &Painter, cards: &[(&ActorMark, Emphasis)], fading: f32) {
        // Nearer, names stand in the cards.
        let strength = 1.0 - named(self.camera.zoom);
        let (mut lit, mut others): (Vec<_>, Vec<_>) = cards.iter().partition(|(_, emphasis)| emphasis.stands_out());
        if strength <= 0.0 {
            return;
        }
        if others.len() > CROWD || !self.focus.is_empty() && !self.focus.subtle_dimming {
            others.clear();
        }
        let order = |(mark, _): &(&ActorMark, Emphasis)| (Reverse(name_weight(mark)), mark.id);
        lit.sort_by_key(order);
        others.sort_by_key(order);
        let palette = self.shown.palette;
        // Words never cover the badge of a verdict, nor the name of the strip of supporters.
        let badge = |mark: &ActorMark| {
            let card = self.camera.screen_area(self.moved_area(mark), self.screen);
            mark.verdict.map(|_| Rect::from_center_size(card.right_top(), Vec2::splat(2.0 * BADGE)))
        };
        let mut taken: Vec<Rect> = lit.iter().chain(&others).filter_map(|(mark, _)| badge(mark)).collect();
        let strip = headers::supporters_name(self.scene, &self.camera, self.screen, self.pen, self.shown.language);
        taken.extend(strip.map(|(place, _)| place));
        let room = Canvas::map_screen(self.screen, self.scene);
        let mut sheet = self.pen.sheet();
        for (mark, emphasis) in lit.iter().take(TRIED).chain(others.iter().take(TRIED)) {
            let stands_out = emphasis.stands_out();
            let style = Style::bold(if stands_out { font_size::SMALL } else { 10.5 });
            let ink = if stands_out { palette.text } else { palette.text_muted };
            let words = self.pen.name(&mark.name, style, NAME_WIDTH, 1);
            if words.rows() == 0 {
                continue;
            }
            let card = self.camera.screen_area(self.moved_area(mark), self.screen);
            let size = words.size() + AROUND * 2.0;
            let half = (card.size() + size) / 2.0;
            let beside =
                [Vec2::new(0.0, half.y), Vec2::new(0.0, -half.y), Vec2::new(half.x, 0.0), Vec2::new(-half.x, 0.0)];
            let places = beside.map(|by| Rect::from_center_size(card.center() + by, size));
            let apart = |place: &Rect| !taken.iter().any(|other| other.intersects(*place));
            let free = |place: &Rect| room.contains_rect(*place) && apart(place) && self.is_bare(*place, mark);
            let place = places.iter().find(|place| free(place));
            // What is lit may stand over cards that are not.
            let place = place.or_else(|| places.iter().find(|place| apart(place)).filter(|_| stands_out));
            if let Some(place) = place {
                let opacity = strength * if stands_out { 1.0 } else { fading };
                painter.rect_filled(*place, 3.0, colour(palette.background).gamma_multiply(0.82 * opacity));
                sheet.write(place.min + AROUND, &words, colour(ink).gamma_multiply(opacity));
                taken.push(*place);
            }
        }
        sheet.paint(painter);
    }

    /// Whether no other card lies under a place of the screen.
    fn is_bare(&self, place: Rect, own: &ActorMark) -> bool {
        // Words that touch two cards could be the name of either.
        let place = place.expand(1.5);
        let area = Area {
            min: self.camera.map_from_screen(place.min, self.screen),
            max: self.camera.map_from_screen(place.max, self.screen),
        };
        self.scene.actors_in(area).all(|mark| mark.id == own.id)
    }

    /// Whether the lines of links have labels.
    pub(super) fn has_link_labels(&self) -> bool {
        way(self.camera.zoom, &LINK_LABELS) > 0.0
    }

    /// Writes on the lines of links what goes along them.
    pub(super) fn link_labels(&self, painter: &Painter, links: &[(&LinkMark, Emphasis)], signs: &[BreakSign]) {
        let strength = way(self.camera.zoom, &LINK_LABELS);
        if strength <= 0.0 || links.len() > CROWD {
            return;
        }
        let mut links: Vec<&(&LinkMark, Emphasis)> = links.iter().collect();
        links.sort_by_key(|(mark, emphasis)| {
            (Reverse((emphasis.stands_out(), *emphasis == Emphasis::Plain, link_weight(mark))), mark.id)
        });
        let palette = self.shown.palette;
        let mut sheet = self.pen.sheet();
        let mut taken: Vec<Rect> = signs.iter().flat_map(BreakSign::takes).collect();
        let moved = |mark: &LinkMark| self.displaced.contains(mark.from) || self.displaced.contains(mark.to);
        for (mark, emphasis) in links.into_iter().filter(|(mark, _)| !moved(mark)).take(TRIED) {
            let Some(link) = self.shown.map.links().get(&mark.id) else { continue };
            let words = link_label(self.shown.map, link, self.shown.language);
            if words.is_empty() {
                continue;
            }
            let ink = match emphasis {
                Emphasis::Lit => palette.text,
                Emphasis::Selected => palette.accent,
                Emphasis::Plain => palette.text_muted,
                Emphasis::Dimmed | Emphasis::Receding => palette.faded(palette.text_muted, 0.45),
            };
            let words = self.pen.text(&words, Style::plain(10.5), LABEL_WIDTH, 1);
            if words.rows() == 0 {
                continue;
            }
            let size = words.size() + AROUND * 2.0;
            let places =
                label_places(&mark.path).into_iter().filter(|place| place.length * self.camera.zoom >= size.x + 16.0);
            let places = places
                .map(|place| Rect::from_center_size(self.camera.screen_from_map(place.middle, self.screen), size));
            // The mark of a break has the best place.
            let beside = signs.iter().filter(|sign| sign.link == Some(mark.id));
            let mut places = places.chain(beside.flat_map(|sign| sign.places_beside(size)));
            let place = places.find(|place| self.stands_free(*place, &taken));
            if let Some(place) = place {
                painter.rect_filled(place, 3.0, colour(palette.background).gamma_multiply(0.94 * strength));
                sheet.write(place.min + AROUND, &words, colour(ink).gamma_multiply(strength));
                taken.push(place);
            }
        }
        sheet.paint(painter);
    }

    fn stands_free(&self, place: Rect, taken: &[Rect]) -> bool {
        let around = Area {
            min: self.camera.map_from_screen(place.min - AROUND, self.screen),
            max: self.camera.map_from_screen(place.max + AROUND, self.screen),
        };
        let apart = taken.iter().all(|other| !other.intersects(place.expand(2.0)));
        Canvas::map_screen(self.screen, self.scene).contains_rect(place)
            && apart
            && self.scene.actors_in(around).next().is_none()
    }
}
