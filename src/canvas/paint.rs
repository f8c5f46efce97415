//! Paints a scene: background, links, cards, break markers, names of bands, headers, in this order.

use std::cell::RefCell;

use egui::{Color32, Mesh, Painter, Rect, Shape, Stroke, Vec2};

use super::background;
use super::bands;
use super::camera::Camera;
use super::card_mesh_cache::CardMeshCache;
use super::card_offsets::CardOffsets;
use super::cards::{self, CardStyle};
use super::gesture::Gesture;
use super::headers;
use super::icon::colour;
use super::lines::Emphasis;
use super::link_mesh_cache::LinkMeshCache;
use super::overview;
use super::text_painter::TextWriter;
use crate::map::ActorId;
use crate::scene::{ActorMark, Area, Point, Scene};
use crate::session::{Highlight, ViewContext};

/// Above this many cards, each smaller than a pixel, an even sample is drawn.
const MAX_CARDS: usize = 25_000;
/// Above this many, cards are plain boxes without icons.
const MAX_DETAILED_CARDS: usize = 400;
/// Above this many highlighted links or actors, an even sample is drawn.
pub(super) const MAX_HIGHLIGHTED: usize = 1_500;
/// Minimum size of a highlighted card, in points, so that it stays visible zoomed out.
const MIN_HIGHLIGHTED_SIZE: Vec2 = Vec2::new(9.0, 5.0);
/// Maximum number of cards with text; with more, the zoom leaves no space for it anyway.
const MAX_LABELLED_CARDS: usize = 1_500;

/// Layers that are each painted as one large mesh.
#[derive(Clone, Copy, Debug)]
pub(super) enum Layer {
    Links,
    Cards,
    HighlightedLinks,
    HighlightedCards,
}

impl Layer {
    /// Adds a mesh to the painter. egui merges shapes with the same clip rectangle into one mesh, which is reallocated
    /// when it grows by so much; so each layer has a clip rectangle of its own, larger by far less than a pixel.
    pub fn add(self, painter: &Painter, mesh: Mesh) {
        let margin = (self as u8 + 1) as f32 / 1_024.0;
        painter.with_clip_rect(painter.clip_rect().expand(margin)).add(Shape::mesh(mesh));
    }
}

/// The inputs of painting one frame.
pub(super) struct FramePainter<'a> {
    pub scene: &'a Scene,
    pub highlight: &'a Highlight,
    pub context: &'a ViewContext<'a>,
    pub camera: Camera,
    pub screen: Rect,
    pub writer: &'a TextWriter<'a>,
    pub card_meshes: RefCell<&'a mut CardMeshCache>,
    pub link_meshes: RefCell<&'a mut LinkMeshCache>,
    /// Scene version and highlight version.
    pub versions: (u64, u64),
    pub gesture: &'a Gesture,
    pub hovered: Option<ActorId>,
    /// Offsets of displaced cards.
    pub offsets: &'a CardOffsets,
}

impl FramePainter<'_> {
    /// Paints all layers.
    pub fn paint(&self, painter: &Painter) {
        let (palette, language) = (self.context.palette, self.context.language);
        background::paint_background(painter, self.scene, &self.camera, self.screen, palette, self.writer, language);
        let overview_opacity = overview::overview_opacity(self.camera.zoom);
        // Highlighted items are painted over the overview; everything else fades out into it.
        let mut overlay = Overlay::default();
        let markers = self.break_markers();
        let cards;
        if overview_opacity < 1.0 {
            let mut fading = painter.clone();
            fading.set_opacity(1.0 - overview_opacity);
            let labels = self.has_link_labels();
            let links = self.paint_links(&fading, &mut overlay, labels);
            cards = self.paint_cards(&fading, &mut overlay);
            self.paint_link_labels(painter, &links, &markers);
        } else {
            cards = self.add_highlighted(&mut overlay);
        }
        if overview_opacity > 0.0 {
            self.paint_overview(painter);
        }
        overlay.paint(self, painter);
        self.paint_names(painter, &cards, 1.0 - overview_opacity);
        self.paint_breaks(painter, markers);
        self.paint_tools(painter);
        bands::paint_labels(painter, self.scene, &self.camera, self.screen, palette, self.writer, language);
        headers::paint_headers(painter, self.scene, &self.camera, self.screen, palette, self.writer, language);
    }

    pub(super) fn visible_area(&self) -> Area {
        self.camera.visible_area(self.screen).expanded(24.0 / self.camera.zoom)
    }

    fn paint_cards<'a>(&'a self, painter: &Painter, overlay: &mut Overlay<'a>) -> Vec<(&'a ActorMark, Emphasis)> {
        let mut mesh = self.card_meshes.borrow().reserved_mesh();
        let mut labelled = Vec::new();
        let visible = self.scene.actors_in(self.padded_visible_area()).map(|mark| (mark, self.actor_emphasis(mark)));
        let is_emphasized =
            |mark: &ActorMark, emphasis: Emphasis| emphasis.is_emphasized() || self.hovered == Some(mark.id);
        let (emphasized, remaining): (Vec<_>, Vec<_>) =
            visible.partition(|(mark, emphasis)| is_emphasized(mark, *emphasis));
        overlay.add_cards(self, &emphasized);
        let detailed = remaining.len() <= MAX_DETAILED_CARDS;
        for (mark, emphasis) in evenly_sampled(remaining.iter(), remaining.len(), MAX_CARDS) {
            let style = CardStyle { emphasis: *emphasis, hovered: false, detailed };
            let rect = self.camera.screen_rect(mark.area, self.screen);
            self.card_meshes.borrow_mut().add_card(&mut mesh, mark, rect, style, self.context.palette);
            if labelled.len() < MAX_LABELLED_CARDS {
                labelled.push((*mark, rect, style));
            }
        }
        self.card_meshes.borrow_mut().record_size(&mesh);
        Layer::Cards.add(painter, mesh);
        let mut batch = self.writer.batch();
        for (mark, rect, style) in labelled {
            cards::add_card_text(self.writer, &mut batch, mark, rect, self.camera.zoom, style, self.context.palette);
        }
        batch.paint(painter);
        [emphasized, remaining].concat()
    }

    /// Adds the visible highlighted items to the overlay where only the overview is shown, and returns the actors.
    fn add_highlighted<'a>(&'a self, overlay: &mut Overlay<'a>) -> Vec<(&'a ActorMark, Emphasis)> {
        let seen = self.padded_visible_area();
        let links = self.highlight.links.iter().filter_map(|id| self.scene.link(*id));
        let links = evenly_sampled(links, self.highlight.links.len(), MAX_HIGHLIGHTED)
            .filter(|mark| mark.path.bounds().intersects(seen));
        let links: Vec<_> = links.map(|mark| (mark, self.link_emphasis(mark))).collect();
        self.add_links(&mut overlay.links, &links, MAX_HIGHLIGHTED);
        let actors = self.highlight.actors.iter().filter_map(|id| self.scene.actor(*id));
        let actors = evenly_sampled(actors, self.highlight.actors.len(), MAX_HIGHLIGHTED)
            .filter(|mark| mark.area.intersects(seen));
        let actors: Vec<_> = actors.map(|mark| (mark, self.actor_emphasis(mark))).collect();
        overlay.add_cards(self, &actors);
        actors
    }

    fn actor_emphasis(&self, mark: &ActorMark) -> Emphasis {
        if self.context.view.selection.has_actor(mark.id) || self.offsets.contains(mark.id) {
            Emphasis::Selected
        } else if self.highlight.is_empty() {
            Emphasis::Plain
        } else if self.highlight.actors.contains(&mark.id) {
            Emphasis::Highlighted
        } else {
            self.dimmed_emphasis()
        }
    }

    /// The emphasis of what is not highlighted. While a link is drawn, everything may be its end.
    pub(super) fn dimmed_emphasis(&self) -> Emphasis {
        match self.gesture {
            Gesture::Linking { .. } => Emphasis::Plain,
            _ if self.highlight.subtle_dimming => Emphasis::Muted,
            _ => Emphasis::Dimmed,
        }
    }

    pub(super) fn displayed_area(&self, mark: &ActorMark) -> Area {
        self.offsets.area(mark)
    }

    /// The visible area, padded as displaced cards may come from outside.
    fn padded_visible_area(&self) -> Area {
        self.visible_area().expanded(self.offsets.max_offset())
    }

    /// Paints the link or the selection frame that is being drawn.
    fn paint_tools(&self, painter: &Painter) {
        let accent = colour(self.context.palette.accent);
        match self.gesture {
            Gesture::Linking { from, to } => {
                let Some(mark) = self.scene.actor(*from) else { return };
                let start = nearest_side_point(mark.area, *to);
                let (start, tip) =
                    (self.camera.screen_from_map(start, self.screen), self.camera.screen_from_map(*to, self.screen));
                painter.line_segment([start, tip], Stroke::new(2.0, accent));
                painter.circle_filled(tip, 4.0, accent);
            }
            Gesture::BoxSelecting { from, to, .. } => {
                let frame = self.camera.screen_rect(Area::from_corners(*from, *to), self.screen);
                painter.rect(
                    frame,
                    2.0,
                    accent.gamma_multiply(0.10),
                    Stroke::new(1.0, accent),
                    egui::StrokeKind::Inside,
                );
            }
            Gesture::Idle | Gesture::Panning | Gesture::Dragging { .. } => self.paint_link_handle(painter, accent),
        }
    }

    /// Paints the handle at the edge of the hovered card, from which a link is drawn.
    fn paint_link_handle(&self, painter: &Painter, accent: Color32) {
        let mark = self.hovered.and_then(|id| self.scene.actor(id));
        let draws = self.camera.zoom > 0.35 && self.context.view.scope.is_whole_map();
        if let (Gesture::Idle, Some(mark), true) = (self.gesture, mark, draws) {
            let edge = Point::new(mark.area.max.x, mark.area.middle().y);
            let middle = self.camera.screen_from_map(edge, self.screen);
            painter.circle(middle, 5.0, colour(self.context.palette.card), Stroke::new(2.0, accent));
        }
    }
}

/// Highlighted links and cards, painted over the overview.
#[derive(Default)]
pub(super) struct Overlay<'a> {
    pub links: Mesh,
    cards: Vec<(&'a ActorMark, CardStyle)>,
}

impl<'a> Overlay<'a> {
    fn add_cards(&mut self, frame: &FramePainter<'_>, cards: &[(&'a ActorMark, Emphasis)]) {
        let detailed = cards.len() <= MAX_DETAILED_CARDS;
        self.cards.extend(evenly_sampled(cards.iter(), cards.len(), MAX_HIGHLIGHTED).map(|(mark, emphasis)| {
            let hovered = frame.hovered == Some(mark.id);
            (*mark, CardStyle { emphasis: *emphasis, hovered, detailed: detailed || hovered })
        }));
    }

    fn paint(self, frame: &FramePainter<'_>, painter: &Painter) {
        Layer::HighlightedLinks.add(painter, self.links);
        let (zoom, palette) = (frame.camera.zoom, frame.context.palette);
        let mut mesh = Mesh::default();
        let place = |mark: &ActorMark| {
            let exact = frame.camera.screen_rect(frame.displayed_area(mark), frame.screen);
            Rect::from_center_size(exact.center(), exact.size().max(MIN_HIGHLIGHTED_SIZE))
        };
        for (mark, style) in &self.cards {
            frame.card_meshes.borrow_mut().add_card(&mut mesh, mark, place(mark), *style, palette);
        }
        Layer::HighlightedCards.add(painter, mesh);
        let mut batch = frame.writer.batch();
        for (mark, style) in self.cards.iter().take(MAX_LABELLED_CARDS) {
            cards::add_card_text(frame.writer, &mut batch, mark, place(mark), zoom, *style, palette);
        }
        batch.paint(painter);
    }
}

/// An even sample of the items, at most so many.
pub(super) fn evenly_sampled<T>(
    items: impl Iterator<Item = T>,
    count: usize,
    max_count: usize,
) -> impl Iterator<Item = T> {
    items.step_by(count.div_ceil(max_count).max(1))
}

fn nearest_side_point(card: Area, to: Point) -> Point {
    let middle = card.middle();
    if to.x > card.max.x {
        Point::new(card.max.x, middle.y)
    } else if to.x < card.min.x {
        Point::new(card.min.x, middle.y)
    } else if to.y < middle.y {
        Point::new(middle.x, card.min.y)
    } else {
        Point::new(middle.x, card.max.y)
    }
}
