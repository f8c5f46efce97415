//! Labels on the lines of links. Where they stand is found once for a scene, a zoom and the neighbourhood of what is in
//! view: panning moves them with the map, and does not shuffle them.

use std::ops::Range;

use egui::{Painter, Rect};

use super::camera::inverse_lerp;
use super::card_text::font_zoom_step;
use super::frame::Frame;
use super::icon::colour;
use super::lines::Emphasis;
use super::text_block::FontStyle;
use crate::language::Language;
use crate::scene::{Area, LINK_LABEL_SIZE, LabelRequest, LinkLabel, place_link_labels};
use crate::session::Dimming;

/// Zooms over which labels fade in: on a map of so few links that all of it has them, on one of few links, and on others,
/// whose lines are close.
const TINY_MAP_ZOOM: Range<f32> = 0.24..0.28;
const SMALL_MAP_ZOOM: Range<f32> = 0.42..0.5;
const LARGE_MAP_ZOOM: Range<f32> = 0.8..0.95;
/// A map with more links is none of the first.
const TINY_MAP_LINKS: usize = 40;
/// A map with more links is no small map, and with more links around what is in view none has a label.
const MAX_LINKS: usize = 600;
/// How far beyond the screen labels are placed, as a part of it, so that panning needs no new places.
const MARGIN: f32 = 0.4;

/// What the places of labels depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct LabelKey {
    /// Scene version, and highlight version where what is highlighted comes first.
    versions: (u64, Option<u64>),
    links: usize,
    area: Area,
    language: Language,
    /// The font size, in map units.
    size: f32,
}

impl LabelKey {
    /// Whether it is the same view, of another scene perhaps.
    fn is_alike(&self, other: &Self) -> bool {
        (self.language, self.size) == (other.language, other.size)
    }
}

/// The labels around what is in view.
#[derive(Debug, Default)]
pub(super) struct LinkLabelCache {
    key: Option<LabelKey>,
    area: Option<Area>,
    labels: Vec<LinkLabel>,
}

impl LinkLabelCache {
    fn labels(&mut self, frame: &Frame<'_>) -> &[LinkLabel] {
        let puts_highlight_first = !frame.highlight.is_empty() && frame.highlight.dimming == Dimming::Full;
        let zoom = font_zoom_step(frame.camera.zoom).min(1.0);
        let key = LabelKey {
            versions: (frame.versions.0, puts_highlight_first.then_some(frame.versions.1)),
            links: frame.scene.links.len(),
            area: frame.scene.area,
            language: frame.context.language,
            size: LINK_LABEL_SIZE / zoom,
        };
        let seen = frame.camera.visible_area(frame.screen);
        if self.key == Some(key) && self.area.is_some_and(|area| area.covers(seen)) {
            return &self.labels;
        }
        // Just after an edit, labels stay where they are until all links are routed.
        if frame.scene.is_provisional && self.key.is_some_and(|known| known.is_alike(&key)) {
            return &self.labels;
        }
        let is_small = frame.scene.links.len() <= MAX_LINKS;
        let within = if is_small {
            Area::EVERYTHING
        } else {
            frame.camera.visible_area(frame.screen.expand2(frame.screen.size() * MARGIN))
        };
        let request = LabelRequest { size: key.size, within, occupied: &[], max_links: MAX_LINKS };
        self.labels = place_link_labels(frame.scene, frame.context.map, frame.context.language, &request, |mark| {
            puts_highlight_first && frame.highlight.links.contains(&mark.id)
        });
        (self.key, self.area) = (Some(key), Some(within));
        &self.labels
    }
}

/// Paints the labels on links that touch nothing of what is `occupied`, in points.
pub(super) fn paint_link_labels(frame: &Frame<'_>, painter: &Painter, occupied: &[Rect]) {
    let links = frame.scene.links.len();
    let zooms = if links <= TINY_MAP_LINKS {
        &TINY_MAP_ZOOM
    } else if links <= MAX_LINKS {
        &SMALL_MAP_ZOOM
    } else {
        &LARGE_MAP_ZOOM
    };
    let opacity = inverse_lerp(frame.camera.zoom, zooms);
    if opacity <= 0.0 || frame.context.view.drawing.labels_hidden {
        return;
    }
    let palette = frame.context.palette;
    let seen = frame.camera.visible_area(frame.screen);
    let mut batch = frame.writer.batch();
    let mut cache = frame.link_labels.borrow_mut();
    for label in cache.labels(frame).iter().filter(|label| label.area.intersects(seen)) {
        let Some(mark) = frame.scene.link(label.link) else { continue };
        let rect = frame.camera.screen_rect(label.area, frame.screen);
        // The line of a card that is being moved runs elsewhere for the moment.
        let is_moved = frame.offsets.contains(mark.from) || frame.offsets.contains(mark.to);
        if is_moved || occupied.iter().any(|other| other.intersects(rect.expand(2.0))) {
            continue;
        }
        let foreground = match frame.link_emphasis(mark) {
            Emphasis::Highlighted => palette.text,
            Emphasis::Selected => palette.accent,
            Emphasis::Plain | Emphasis::Onward => palette.text_muted,
            Emphasis::Muted => palette.faded(palette.text_muted, 0.45),
            // What is told about one chain is not to be lost among the figures of all others.
            Emphasis::Dimmed => continue,
        };
        painter.rect_filled(rect, 3.0, colour(palette.background).gamma_multiply(opacity));
        let style = FontStyle::plain(label.size * font_zoom_step(frame.camera.zoom));
        for (row, middle) in label.row_middles() {
            let words = frame.writer.text(row, style, rect.width(), 1);
            let corner = frame.camera.screen_from_map(middle, frame.screen) - words.size() / 2.0;
            batch.paint_text(corner, &words, colour(foreground).gamma_multiply(opacity));
        }
    }
    batch.paint(painter);
}
