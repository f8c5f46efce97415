//! Labels beside cards that are too small for their names, and on links: at a legible size, each where it covers
//! nothing, the important ones first.

use std::cmp::Reverse;

use egui::{Painter, Rect, Vec2};

use super::background;
use super::breaks::BreakMarker;
use super::camera::inverse_lerp;
use super::cards::name_opacity;
use super::icon::colour;
use super::lines::Emphasis;
use super::paint::FramePainter;
use super::text_block::FontStyle;
use super::view::Canvas;
use crate::language::link_label;
use crate::scene::{ActorMark, Area, LinkMark, label_candidates, link_label_priority, name_priority};
use crate::theme::font_size;

/// Zooms over which the labels of links fade in.
const LINK_LABEL_ZOOM: std::ops::Range<f32> = 0.8..0.95;
/// Above this many links or cards only highlighted cards have labels.
const MAX_LABELLED: usize = 700;
/// Maximum number of labels to place, the most important first.
const MAX_ATTEMPTS: usize = 90;
/// Maximum width of a name beside a card, in points.
const NAME_WIDTH: f32 = 130.0;
/// Maximum width of a label on a link, in points.
const LABEL_WIDTH: f32 = 190.0;
/// How far a verdict badge reaches around the corner of a small card, in points.
const BADGE_RADIUS: f32 = 7.0;
/// Padding around a label, in points.
const LABEL_PADDING: Vec2 = Vec2::new(4.0, 1.0);

impl FramePainter<'_> {
    /// Paints names beside cards that are too small for them; highlighted cards come first and may cover others.
    pub(super) fn paint_names(&self, painter: &Painter, cards: &[(&ActorMark, Emphasis)], others_opacity: f32) {
        // Zoomed in, names are inside the cards.
        let label_opacity = 1.0 - name_opacity(self.camera.zoom);
        let (mut highlighted, mut others): (Vec<_>, Vec<_>) =
            cards.iter().partition(|(_, emphasis)| emphasis.is_emphasized());
        if label_opacity <= 0.0 {
            return;
        }
        if others.len() > MAX_LABELLED || !self.highlight.is_empty() && !self.highlight.subtle_dimming {
            others.clear();
        }
        let order = |(mark, _): &(&ActorMark, Emphasis)| (Reverse(name_priority(mark)), mark.id);
        highlighted.sort_by_key(order);
        others.sort_by_key(order);
        let palette = self.context.palette;
        // Labels never cover a verdict badge or the name of the supporters of supporters.
        let badge = |mark: &ActorMark| {
            let card = self.camera.screen_rect(self.displayed_area(mark), self.screen);
            mark.verdict.map(|_| Rect::from_center_size(card.right_top(), Vec2::splat(2.0 * BADGE_RADIUS)))
        };
        let mut occupied: Vec<Rect> = highlighted.iter().chain(&others).filter_map(|(mark, _)| badge(mark)).collect();
        let supporters =
            background::supporters_label(self.scene, &self.camera, self.screen, self.writer, self.context.language);
        occupied.extend(supporters.map(|(place, _)| place));
        let available = Canvas::map_rect(self.screen, self.scene);
        let mut batch = self.writer.batch();
        for (mark, emphasis) in highlighted.iter().take(MAX_ATTEMPTS).chain(others.iter().take(MAX_ATTEMPTS)) {
            let is_emphasized = emphasis.is_emphasized();
            let style = FontStyle::bold(if is_emphasized { font_size::SMALL } else { 10.5 });
            let foreground = if is_emphasized { palette.text } else { palette.text_muted };
            let words = self.writer.name(&mark.name, style, NAME_WIDTH, 1);
            if words.rows() == 0 {
                continue;
            }
            let card = self.camera.screen_rect(self.displayed_area(mark), self.screen);
            let size = words.size() + LABEL_PADDING * 2.0;
            let half = (card.size() + size) / 2.0;
            let beside =
                [Vec2::new(0.0, half.y), Vec2::new(0.0, -half.y), Vec2::new(half.x, 0.0), Vec2::new(-half.x, 0.0)];
            let places = beside.map(|by| Rect::from_center_size(card.center() + by, size));
            let apart = |place: &Rect| !occupied.iter().any(|other| other.intersects(*place));
            let is_free =
                |place: &Rect| available.contains_rect(*place) && apart(place) && self.is_clear_of_cards(*place, mark);
            let place = places.iter().find(|place| is_free(place));
            // Names of highlighted cards may cover cards that are not.
            let place = place.or_else(|| places.iter().find(|place| apart(place)).filter(|_| is_emphasized));
            if let Some(place) = place {
                let opacity = label_opacity * if is_emphasized { 1.0 } else { others_opacity };
                painter.rect_filled(*place, 3.0, colour(palette.background).gamma_multiply(0.82 * opacity));
                batch.paint_text(place.min + LABEL_PADDING, &words, colour(foreground).gamma_multiply(opacity));
                occupied.push(*place);
            }
        }
        batch.paint(painter);
    }

    /// Whether a rectangle of the screen covers no card but its own.
    fn is_clear_of_cards(&self, place: Rect, own: &ActorMark) -> bool {
        // A name that touches two cards could belong to either.
        let place = place.expand(1.5);
        let area = Area {
            min: self.camera.map_from_screen(place.min, self.screen),
            max: self.camera.map_from_screen(place.max, self.screen),
        };
        self.scene.actors_in(area).all(|mark| mark.id == own.id)
    }

    /// Whether links have labels at this zoom.
    pub(super) fn has_link_labels(&self) -> bool {
        inverse_lerp(self.camera.zoom, &LINK_LABEL_ZOOM) > 0.0
    }

    /// Paints labels on links.
    pub(super) fn paint_link_labels(
        &self,
        painter: &Painter,
        links: &[(&LinkMark, Emphasis)],
        markers: &[BreakMarker],
    ) {
        let opacity = inverse_lerp(self.camera.zoom, &LINK_LABEL_ZOOM);
        if opacity <= 0.0 || links.len() > MAX_LABELLED {
            return;
        }
        let mut links: Vec<&(&LinkMark, Emphasis)> = links.iter().collect();
        links.sort_by_key(|(mark, emphasis)| {
            (Reverse((emphasis.is_emphasized(), *emphasis == Emphasis::Plain, link_label_priority(mark))), mark.id)
        });
        let palette = self.context.palette;
        let mut batch = self.writer.batch();
        let mut occupied: Vec<Rect> = markers.iter().flat_map(BreakMarker::occupied_rects).collect();
        let moved = |mark: &LinkMark| self.offsets.contains(mark.from) || self.offsets.contains(mark.to);
        for (mark, emphasis) in links.into_iter().filter(|(mark, _)| !moved(mark)).take(MAX_ATTEMPTS) {
            let Some(link) = self.context.map.links().get(&mark.id) else { continue };
            let words = link_label(self.context.map, link, self.context.language);
            if words.is_empty() {
                continue;
            }
            let foreground = match emphasis {
                Emphasis::Highlighted => palette.text,
                Emphasis::Selected => palette.accent,
                Emphasis::Plain => palette.text_muted,
                Emphasis::Dimmed | Emphasis::Muted => palette.faded(palette.text_muted, 0.45),
            };
            let words = self.writer.text(&words, FontStyle::plain(10.5), LABEL_WIDTH, 1);
            if words.rows() == 0 {
                continue;
            }
            let size = words.size() + LABEL_PADDING * 2.0;
            let places = label_candidates(&mark.path)
                .into_iter()
                .filter(|place| place.length * self.camera.zoom >= size.x + 16.0);
            let places = places
                .map(|place| Rect::from_center_size(self.camera.screen_from_map(place.middle, self.screen), size));
            // The marker of a break takes the best position.
            let beside = markers.iter().filter(|marker| marker.link == Some(mark.id));
            let mut places = places.chain(beside.flat_map(|marker| marker.label_rects(size)));
            let place = places.find(|place| self.is_free(*place, &occupied));
            if let Some(place) = place {
                painter.rect_filled(place, 3.0, colour(palette.background).gamma_multiply(0.94 * opacity));
                batch.paint_text(place.min + LABEL_PADDING, &words, colour(foreground).gamma_multiply(opacity));
                occupied.push(place);
            }
        }
        batch.paint(painter);
    }

    fn is_free(&self, place: Rect, occupied: &[Rect]) -> bool {
        let around = Area {
            min: self.camera.map_from_screen(place.min - LABEL_PADDING, self.screen),
            max: self.camera.map_from_screen(place.max + LABEL_PADDING, self.screen),
        };
        let clear_of_labels = occupied.iter().all(|other| !other.intersects(place.expand(2.0)));
        Canvas::map_rect(self.screen, self.scene).contains_rect(place)
            && clear_of_labels
            && self.scene.actors_in(around).next().is_none()
    }
}
