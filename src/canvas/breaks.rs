//! Marks of the places where a chain breaks, with their reasons.

use std::sync::Arc;

use egui::{Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2};

use super::icon::{add_icon, colour};
use super::letters::{Style, Text};
use super::paint::Frame;
use super::stroke;
use crate::language::Localized;
use crate::map::LinkId;
use crate::scene::{Area, BREAK_RADIUS, Point, break_outline, break_point, reason_area};
use crate::theme::{Icon, Palette, font_size};

/// From afar a mark has no reason beside it.
const SILENT: f32 = 0.3;
/// Between a mark and the card that it stands beside.
const CLEAR: f32 = 4.0;
/// Around the words of a reason.
const AROUND: Vec2 = Vec2::new(5.0, 1.0);

/// A mark, with where it stands on the screen.
pub(super) struct BreakSign {
    middle: Pos2,
    /// The link that it stands on.
    pub link: Option<LinkId>,
    reason: Option<(Rect, Arc<Text>)>,
}

impl BreakSign {
    /// What of the screen it takes.
    pub fn takes(&self) -> impl Iterator<Item = Rect> + use<> {
        let mark = Rect::from_center_size(self.middle, Vec2::splat(2.0 * BREAK_RADIUS));
        std::iter::once(mark).chain(self.reason.as_ref().map(|(frame, _)| *frame))
    }

    /// Where words of this size stand next to it on its link: above the mark or, less well, below it.
    pub fn places_beside(&self, size: Vec2) -> [Rect; 2] {
        let by = Vec2::new(0.0, BREAK_RADIUS + 2.0 + size.y / 2.0);
        [-by, by].map(|by| Rect::from_center_size(self.middle + by, size))
    }
}

impl Frame<'_> {
    /// Where the chain breaks, as far as it is in sight.
    pub(super) fn break_signs(&self) -> Vec<BreakSign> {
        let language = self.shown.language;
        let mut taken: Vec<Area> = Vec::new();
        let mut signs = Vec::new();
        for stop in &self.focus.breaks {
            let link = stop.link.and_then(|id| self.scene.link(id));
            let path = link.map(|mark| self.moved_path(mark));
            let card = self.scene.actor(stop.actor).map(|mark| self.moved_area(mark));
            let Some(at) = break_point(path.as_deref(), card) else { continue };
            let mut middle = self.camera.screen_from_map(at, self.screen);
            // The mark is as large from afar; beside a card it stays clear of it.
            if let (None, Some(card)) = (link, card) {
                let card = self.camera.screen_area(card, self.screen);
                middle.x = middle.x.max(card.max.x + BREAK_RADIUS + CLEAR);
            }
            if !self.screen.expand(40.0).contains(middle) {
                continue;
            }
            let reason = (self.camera.zoom >= SILENT).then(|| {
                let words = self.pen.text(stop.reason.text(language), Style::bold(font_size::SMALL), 180.0, 1);
                let size = words.size() + 2.0 * AROUND;
                let cards = self.scene.break_cards(stop).map(|mark| self.moved_area(mark));
                let cards = cards.map(|card| area(self.camera.screen_area(card, self.screen)));
                let at = Point::new(middle.x, middle.y);
                let written = reason_area(at, (size.x, size.y), area(self.screen.shrink(CLEAR)), cards, &taken);
                taken.push(written);
                (Rect::from_min_size(Pos2::new(written.min.x, written.min.y), size), words)
            });
            signs.push(BreakSign { middle, link: link.map(|mark| mark.id), reason });
        }
        signs
    }

    /// Paints the marks.
    pub(super) fn breaks(&self, painter: &Painter, signs: Vec<BreakSign>) {
        let palette = self.shown.palette;
        for BreakSign { middle, reason, .. } in signs {
            let mut mesh = Mesh::default();
            add_mark(&mut mesh, middle, BREAK_RADIUS, palette);
            painter.add(Shape::mesh(mesh));
            if let Some((frame, words)) = reason {
                let edge = Stroke::new(1.0, colour(palette.error));
                painter.rect(frame, 4.0, colour(palette.background), edge, StrokeKind::Inside);
                self.pen.write(painter, frame.min + AROUND, &words, colour(palette.error));
            }
        }
    }
}

/// Adds a mark that keeps clear of what lies behind it.
pub(super) fn add_mark(mesh: &mut Mesh, middle: Pos2, radius: f32, palette: &Palette) {
    for (radius, ink) in [(radius + 2.0, palette.background), (radius, palette.error)] {
        let outline = break_outline(Point::new(middle.x, middle.y), radius);
        stroke::filled(mesh, &outline.map(|corner| Pos2::new(corner.x, corner.y)), colour(ink));
    }
    add_icon(mesh, Icon::Break, Rect::from_center_size(middle, Vec2::splat(radius * 1.1)), colour(palette.card));
}

fn area(rect: Rect) -> Area {
    Area::between(Point::new(rect.min.x, rect.min.y), Point::new(rect.max.x, rect.max.y))
}
