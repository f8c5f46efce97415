//! Paints a scene: background, links, cards, signs of changes, break markers, names of bands, headers, in this order.

use egui::{Mesh, Painter, Rect, Vec2};

use super::background;
use super::bands;
use super::breaks::{self, BreakMarker};
use super::cards::CardStyle;
use super::change_marks::{self, Signs};
use super::frame::{Frame, MAX_HIGHLIGHTED, evenly_sampled};
use super::headers;
use super::labels;
use super::layer::Layer;
use super::lines::Emphasis;
use super::link_labels;
use super::links;
use super::overview;
use super::tool_paint;
use crate::scene::ActorMark;

/// Above this many cards, each smaller than a pixel, an even sample is drawn.
const MAX_CARDS: usize = 25_000;
/// Above this many, cards are plain boxes without icons.
const MAX_DETAILED_CARDS: usize = 400;
/// Minimum size of a highlighted card, in points, so that it stays visible zoomed out.
const MIN_HIGHLIGHTED_SIZE: Vec2 = Vec2::new(9.0, 5.0);
/// Maximum number of cards with text; with more, the zoom leaves no space for it anyway.
const MAX_LABELLED_CARDS: usize = 1_500;

/// Paints all layers.
pub(super) fn paint(frame: &Frame<'_>, painter: &Painter) {
    let (palette, language) = (frame.context.palette, frame.context.language);
    background::paint_background(painter, frame.scene, &frame.camera, frame.screen, palette, frame.writer, language);
    tool_paint::paint_below(frame, painter);
    let overview_opacity = overview::overview_opacity(frame.scene, frame.card_zoom().detail());
    // Highlighted items are painted over the overview; everything else fades out into it.
    let mut overlay = Overlay::default();
    let mut signs = Signs::default();
    let markers = breaks::break_markers(frame);
    let cards = if overview_opacity < 1.0 {
        let mut fading = painter.clone();
        fading.set_opacity(1.0 - overview_opacity);
        links::paint_links(frame, &fading, &mut overlay.links);
        if let Some(changes) = frame.changes {
            signs = change_marks::paint_changed_lines(frame, &fading, changes);
        }
        paint_cards(frame, &fading, &mut overlay)
    } else {
        add_highlighted(frame, &mut overlay)
    };
    if overview_opacity > 0.0 {
        overview::paint_overview(frame, painter);
    }
    overlay.paint(frame, painter);
    let occupied = markers.iter().flat_map(BreakMarker::occupied_rects).chain(signs.occupied_rects());
    let occupied: Vec<Rect> = occupied.collect();
    if overview_opacity < 1.0 {
        link_labels::paint_link_labels(frame, painter, &occupied);
    }
    labels::paint_names(frame, painter, &cards, 1.0 - overview_opacity, &occupied);
    if let Some(changes) = frame.changes {
        let mut fading = painter.clone();
        fading.set_opacity(1.0 - overview_opacity);
        if overview_opacity < 1.0 {
            change_marks::paint_changed_cards(frame, &fading, changes, &mut signs);
        }
        change_marks::paint_lane_counts(frame, painter, changes);
    }
    breaks::paint_breaks(frame, painter, markers);
    tool_paint::paint_tools(frame, painter);
    bands::paint_labels(frame, painter);
    headers::paint_headers(painter, frame.scene, &frame.camera, frame.screen, palette, frame.writer, language);
}

fn paint_cards<'a>(frame: &Frame<'a>, painter: &Painter, overlay: &mut Overlay<'a>) -> Vec<(&'a ActorMark, Emphasis)> {
    let mut mesh = frame.card_meshes.borrow().reserved_mesh();
    let mut labelled = Vec::new();
    let visible = frame.scene.actors_in(frame.padded_visible_area()).map(|mark| (mark, frame.actor_emphasis(mark)));
    let is_emphasized =
        |mark: &ActorMark, emphasis: Emphasis| emphasis.is_emphasized() || frame.hovered == Some(mark.id);
    let (emphasized, remaining): (Vec<_>, Vec<_>) =
        visible.partition(|(mark, emphasis)| is_emphasized(mark, *emphasis));
    overlay.add_cards(frame, &emphasized);
    let detailed = remaining.len() <= MAX_DETAILED_CARDS;
    for (mark, emphasis) in evenly_sampled(remaining.iter(), remaining.len(), MAX_CARDS) {
        let style = CardStyle { emphasis: *emphasis, hovered: false, detailed };
        let rect = frame.camera.screen_rect(mark.area, frame.screen);
        frame.card_meshes.borrow_mut().add_card(&mut mesh, mark, rect, style, frame.context.palette);
        if labelled.len() < MAX_LABELLED_CARDS {
            labelled.push((*mark, rect, style));
        }
    }
    frame.card_meshes.borrow_mut().record_size(&mesh);
    Layer::Cards.add(painter, mesh);
    frame.cards_text(&labelled).paint(painter);
    [emphasized, remaining].concat()
}

/// Adds the visible highlighted items to the overlay where only the overview is shown, and returns the actors.
fn add_highlighted<'a>(frame: &Frame<'a>, overlay: &mut Overlay<'a>) -> Vec<(&'a ActorMark, Emphasis)> {
    let seen = frame.padded_visible_area();
    let links = frame.highlight.links.iter().filter_map(|id| frame.scene.link(*id));
    let links = evenly_sampled(links, frame.highlight.links.len(), MAX_HIGHLIGHTED)
        .filter(|mark| mark.path.bounds().intersects(seen));
    let links: Vec<_> = links.map(|mark| (mark, frame.link_emphasis(mark))).collect();
    links::add_links(frame, &mut overlay.links, &links, MAX_HIGHLIGHTED);
    let actors = frame.highlight.actors.iter().filter_map(|id| frame.scene.actor(*id));
    let actors =
        evenly_sampled(actors, frame.highlight.actors.len(), MAX_HIGHLIGHTED).filter(|mark| mark.area.intersects(seen));
    let actors: Vec<_> = actors.map(|mark| (mark, frame.actor_emphasis(mark))).collect();
    overlay.add_cards(frame, &actors);
    actors
}

/// Highlighted links and cards, painted over the overview.
#[derive(Default)]
struct Overlay<'a> {
    links: Mesh,
    cards: Vec<(&'a ActorMark, CardStyle)>,
}

impl<'a> Overlay<'a> {
    fn add_cards(&mut self, frame: &Frame<'_>, cards: &[(&'a ActorMark, Emphasis)]) {
        let detailed = cards.len() <= MAX_DETAILED_CARDS;
        self.cards.extend(evenly_sampled(cards.iter(), cards.len(), MAX_HIGHLIGHTED).map(|(mark, emphasis)| {
            let hovered = frame.hovered == Some(mark.id);
            (*mark, CardStyle { emphasis: *emphasis, hovered, detailed: detailed || hovered })
        }));
    }

    fn paint(self, frame: &Frame<'_>, painter: &Painter) {
        Layer::HighlightedLinks.add(painter, self.links);
        // What is dragged lies over the names of all others.
        let (displaced, others): (Vec<_>, Vec<_>) =
            self.cards.into_iter().partition(|(mark, _)| frame.offsets.contains(mark.id));
        for cards in [others, displaced] {
            Self::paint_cards(frame, painter, &cards);
        }
    }

    fn paint_cards(frame: &Frame<'_>, painter: &Painter, cards: &[(&ActorMark, CardStyle)]) {
        let palette = frame.context.palette;
        let mut mesh = Mesh::default();
        let place = |mark: &ActorMark| {
            let exact = frame.camera.screen_rect(frame.displayed_area(mark), frame.screen);
            Rect::from_center_size(exact.center(), exact.size().max(MIN_HIGHLIGHTED_SIZE))
        };
        for (mark, style) in cards {
            frame.card_meshes.borrow_mut().add_card(&mut mesh, mark, place(mark), *style, palette);
        }
        Layer::HighlightedCards.add(painter, mesh);
        let labelled = cards.iter().take(MAX_LABELLED_CARDS);
        let labelled: Vec<_> = labelled.map(|(mark, style)| (*mark, place(mark), *style)).collect();
        frame.cards_text(&labelled).paint(painter);
    }
}
