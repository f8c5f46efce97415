//! Paints a scene: ground, links, cards, marks of breaks, names of bands, headers, in this order.

use std::cell::RefCell;

use egui::{Color32, Mesh, Painter, Rect, Shape, Stroke, Vec2};

use super::bands;
use super::camera::Camera;
use super::cards::{self, CardLook};
use super::displaced::Displaced;
use super::far;
use super::gesture::Gesture;
use super::hairs::Hairs;
use super::headers;
use super::icon::colour;
use super::letters::Pen;
use super::lines::Emphasis;
use super::stamps::Stamps;
use crate::map::ActorId;
use crate::scene::{ActorMark, Area, Point, Scene};
use crate::session::{Highlight, ViewContext};

/// More cards than this are smaller than a pixel: from afar an even part of them is drawn.
const CARDS_DRAWN: usize = 25_000;
/// More cards than this are plain boxes without icons.
const CARDS_DETAILED: usize = 400;
/// More lit links and actors than this are thinned evenly from afar.
pub(super) const LIT_DRAWN: usize = 1_500;
/// The least size of a lit card, in points: from afar a true one could not be seen.
const LIT_LEAST: Vec2 = Vec2::new(9.0, 5.0);
/// More cards than this have no writing; at such a zoom there is no room for it anyway.
const CARDS_WRITTEN: usize = 1_500;

/// What is painted as one large mesh.
#[derive(Clone, Copy, Debug)]
pub(super) enum Layer {
    Links,
    Cards,
    LitLinks,
    LitCards,
}

impl Layer {
    /// Hands it to the painter. What has one clip comes into one mesh, which moves in memory when it grows by so much; so
    /// each layer has a clip of its own, larger by far less than a pixel.
    pub fn add(self, painter: &Painter, mesh: Mesh) {
        let wider = (self as u8 + 1) as f32 / 1_024.0;
        painter.with_clip_rect(painter.clip_rect().expand(wider)).add(Shape::mesh(mesh));
    }
}

/// What one frame of the canvas needs to know.
pub(super) struct Frame<'a> {
    pub scene: &'a Scene,
    pub focus: &'a Highlight,
    pub shown: &'a ViewContext<'a>,
    pub camera: Camera,
    pub screen: Rect,
    pub pen: &'a Pen<'a>,
    pub stamps: RefCell<&'a mut Stamps>,
    pub hairs: RefCell<&'a mut Hairs>,
    /// Grow with every new scene, and with whatever is lit.
    pub editions: (u64, u64),
    pub gesture: &'a Gesture,
    pub hovered: Option<ActorId>,
    /// The cards that are drawn elsewhere than the scene has them.
    pub displaced: &'a Displaced,
}

impl Frame<'_> {
    /// Paints everything.
    pub fn paint(&self, painter: &Painter) {
        let (palette, language) = (self.shown.palette, self.shown.language);
        headers::ground(painter, self.scene, &self.camera, self.screen, palette, self.pen, language);
        let far = far::part(self.camera.zoom);
        // What is lit stands above the boxes; everything else fades with the distance.
        let mut above = Above::default();
        let signs = self.break_signs();
        let cards;
        if far < 1.0 {
            let mut fading = painter.clone();
            fading.set_opacity(1.0 - far);
            let labels = self.has_link_labels();
            let links = self.links(&fading, &mut above, labels);
            cards = self.cards(&fading, &mut above);
            self.link_labels(painter, &links, &signs);
        } else {
            cards = self.lit(&mut above);
        }
        if far > 0.0 {
            self.far(painter);
        }
        above.paint(self, painter);
        self.names(painter, &cards, 1.0 - far);
        self.breaks(painter, signs);
        self.tools(painter);
        bands::names(painter, self.scene, &self.camera, self.screen, palette, self.pen, language);
        headers::headers(painter, self.scene, &self.camera, self.screen, palette, self.pen, language);
    }

    pub(super) fn seen(&self) -> Area {
        self.camera.seen(self.screen).grown(24.0 / self.camera.zoom)
    }

    fn cards<'a>(&'a self, painter: &Painter, lit: &mut Above<'a>) -> Vec<(&'a ActorMark, Emphasis)> {
        let mut mesh = self.stamps.borrow().mesh();
        let mut written = Vec::new();
        let seen = self.scene.actors_in(self.grown_for_moving()).map(|mark| (mark, self.actor_emphasis(mark)));
        let stands_out = |mark: &ActorMark, emphasis: Emphasis| emphasis.stands_out() || self.hovered == Some(mark.id);
        let (out, back): (Vec<_>, Vec<_>) = seen.partition(|(mark, emphasis)| stands_out(mark, *emphasis));
        lit.take(self, &out);
        let detailed = back.len() <= CARDS_DETAILED;
        for (mark, emphasis) in thinned(back.iter(), back.len(), CARDS_DRAWN) {
            let look = CardLook { emphasis: *emphasis, hovered: false, detailed };
            let rect = self.camera.screen_area(mark.area, self.screen);
            self.stamps.borrow_mut().add(&mut mesh, mark, rect, look, self.shown.palette);
            if written.len() < CARDS_WRITTEN {
                written.push((*mark, rect, look));
            }
        }
        self.stamps.borrow_mut().note(&mesh);
        Layer::Cards.add(painter, mesh);
        let mut sheet = self.pen.sheet();
        for (mark, rect, look) in written {
            cards::write_card(self.pen, &mut sheet, mark, rect, self.camera.zoom, look, self.shown.palette);
        }
        sheet.paint(painter);
        [out, back].concat()
    }

    /// What is lit, where nothing else is drawn one by one.
    fn lit<'a>(&'a self, lit: &mut Above<'a>) -> Vec<(&'a ActorMark, Emphasis)> {
        let seen = self.grown_for_moving();
        let links = self.focus.links.iter().filter_map(|id| self.scene.link(*id));
        let links = thinned(links, self.focus.links.len(), LIT_DRAWN).filter(|mark| mark.path.area().touches(seen));
        let links: Vec<_> = links.map(|mark| (mark, self.link_emphasis(mark))).collect();
        self.add_links(&mut lit.links, &links, LIT_DRAWN);
        let actors = self.focus.actors.iter().filter_map(|id| self.scene.actor(*id));
        let actors = thinned(actors, self.focus.actors.len(), LIT_DRAWN).filter(|mark| mark.area.touches(seen));
        let actors: Vec<_> = actors.map(|mark| (mark, self.actor_emphasis(mark))).collect();
        lit.take(self, &actors);
        actors
    }

    fn actor_emphasis(&self, mark: &ActorMark) -> Emphasis {
        if self.shown.view.selection.has_actor(mark.id) || self.displaced.contains(mark.id) {
            Emphasis::Selected
        } else if self.focus.is_empty() {
            Emphasis::Plain
        } else if self.focus.actors.contains(&mark.id) {
            Emphasis::Lit
        } else {
            self.unlit()
        }
    }

    /// How what is not lit stands back. While a link is drawn, everything may be its end.
    pub(super) fn unlit(&self) -> Emphasis {
        match self.gesture {
            Gesture::Linking { .. } => Emphasis::Plain,
            _ if self.focus.subtle_dimming => Emphasis::Receding,
            _ => Emphasis::Dimmed,
        }
    }

    pub(super) fn moved_area(&self, mark: &ActorMark) -> Area {
        self.displaced.area(mark)
    }

    /// Dragged cards may come into sight from outside.
    fn grown_for_moving(&self) -> Area {
        self.seen().grown(self.displaced.reach())
    }

    /// The link or the frame that is being drawn.
    fn tools(&self, painter: &Painter) {
        let accent = colour(self.shown.palette.accent);
        match self.gesture {
            Gesture::Linking { from, to } => {
                let Some(mark) = self.scene.actor(*from) else { return };
                let start = nearest_edge(mark.area, *to);
                let (start, tip) =
                    (self.camera.screen_from_map(start, self.screen), self.camera.screen_from_map(*to, self.screen));
                painter.line_segment([start, tip], Stroke::new(2.0, accent));
                painter.circle_filled(tip, 4.0, accent);
            }
            Gesture::Framing { from, to, .. } => {
                let frame = self.camera.screen_area(Area::between(*from, *to), self.screen);
                painter.rect(
                    frame,
                    2.0,
                    accent.gamma_multiply(0.10),
                    Stroke::new(1.0, accent),
                    egui::StrokeKind::Inside,
                );
            }
            Gesture::Idle | Gesture::Panning | Gesture::Dragging { .. } => self.handle(painter, accent),
        }
    }

    /// A knob at the edge of the card under the pointer: from here one draws a link.
    fn handle(&self, painter: &Painter, accent: Color32) {
        let mark = self.hovered.and_then(|id| self.scene.actor(id));
        let draws = self.camera.zoom > 0.35 && self.shown.view.scope.is_whole_map();
        if let (Gesture::Idle, Some(mark), true) = (self.gesture, mark, draws) {
            let edge = Point::new(mark.area.max.x, mark.area.middle().y);
            let middle = self.camera.screen_from_map(edge, self.screen);
            painter.circle(middle, 5.0, colour(self.shown.palette.card), Stroke::new(2.0, accent));
        }
    }
}

/// What stands above the boxes that are seen from afar.
#[derive(Default)]
pub(super) struct Above<'a> {
    pub links: Mesh,
    cards: Vec<(&'a ActorMark, CardLook)>,
}

impl<'a> Above<'a> {
    fn take(&mut self, frame: &Frame<'_>, cards: &[(&'a ActorMark, Emphasis)]) {
        let detailed = cards.len() <= CARDS_DETAILED;
        self.cards.extend(thinned(cards.iter(), cards.len(), LIT_DRAWN).map(|(mark, emphasis)| {
            let hovered = frame.hovered == Some(mark.id);
            (*mark, CardLook { emphasis: *emphasis, hovered, detailed: detailed || hovered })
        }));
    }

    fn paint(self, frame: &Frame<'_>, painter: &Painter) {
        Layer::LitLinks.add(painter, self.links);
        let (zoom, palette) = (frame.camera.zoom, frame.shown.palette);
        let mut mesh = Mesh::default();
        let place = |mark: &ActorMark| {
            let exact = frame.camera.screen_area(frame.moved_area(mark), frame.screen);
            Rect::from_center_size(exact.center(), exact.size().max(LIT_LEAST))
        };
        for (mark, look) in &self.cards {
            frame.stamps.borrow_mut().add(&mut mesh, mark, place(mark), *look, palette);
        }
        Layer::LitCards.add(painter, mesh);
        let mut sheet = frame.pen.sheet();
        for (mark, look) in self.cards.iter().take(CARDS_WRITTEN) {
            cards::write_card(frame.pen, &mut sheet, mark, place(mark), zoom, *look, palette);
        }
        sheet.paint(painter);
    }
}

/// An even part of many things, at most so many.
pub(super) fn thinned<T>(things: impl Iterator<Item = T>, many: usize, most: usize) -> impl Iterator<Item = T> {
    things.step_by(many.div_ceil(most).max(1))
}

fn nearest_edge(card: Area, to: Point) -> Point {
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
