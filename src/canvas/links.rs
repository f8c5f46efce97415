//! The links of a frame: with as much care as there is room for, and from afar from a drawing that is kept.

use std::borrow::Cow;

use egui::{Mesh, Painter, Vec2};

use super::hairs::Holds;
use super::lines::{self, Care, Emphasis, Tracer};
use super::paint::{Above, Frame, LIT_DRAWN, Layer, thinned};
use crate::map::Selection;
use crate::scene::{Area, Curve, LinkMark, Path, Point};

/// More links than this are not told apart by any eye: from afar an even part of them is drawn.
const DRAWN: usize = 3_000;
/// Of more links than this the dashes have no soft edges.
const FINE: usize = 100;
/// More links than this have no dash and no arrowhead: nobody could tell them apart.
const DETAILED: usize = 450;
/// More vertices than this are not spent on links that are drawn with care.
const VERTICES: usize = 50_000;
/// More than this are not spent on soft edges of dashes.
const SOFT: usize = 30_000;
/// The part of the screen around it that hair lines are drawn for, so that one can pan.
const AROUND: f32 = 0.1;
/// The least of it on each side, in points.
const LEAST_AROUND: Vec2 = Vec2::splat(96.0);
/// Of more lit links than this those in sight are asked for.
const FEW: usize = 1_000;

impl<'a> Frame<'a> {
    /// Paints the links that stand back, and hands on those that stand out. Gives all of them where their labels are
    /// asked for.
    pub(super) fn links(&self, painter: &Painter, lit: &mut Above<'_>, labels: bool) -> Vec<(&'a LinkMark, Emphasis)> {
        let holds = self.holds();
        let kept = holds.is_some_and(|holds| self.hairs.borrow().covers(holds, &self.camera, self.seen()));
        if kept && !labels && self.focus.links.len() <= FEW {
            let seen = self.seen();
            let out = self.focus.links.iter().filter_map(|id| self.scene.link(*id));
            let out = out.filter(|mark| mark.path.area().touches(seen)).map(|mark| (mark, self.link_emphasis(mark)));
            let out: Vec<_> = out.collect();
            self.add_links(&mut lit.links, &out, LIT_DRAWN);
            self.hairs.borrow().paint(painter, &self.camera, self.screen);
            return out;
        }
        let wide = self.screen.expand2((self.screen.size() * AROUND).max(LEAST_AROUND));
        // As many as would be one too many on the screen alone.
        let crowd = (DETAILED as f32 * wide.area() / self.screen.area().max(1.0)) as usize;
        if let (Some(holds), false) = (holds, kept) {
            let (out, back) = self.parted(self.camera.seen(wide));
            if back.len() > crowd {
                self.add_links(&mut lit.links, &out, LIT_DRAWN);
                let mut mesh = Mesh::default();
                let mut tracer = Tracer::new(self.camera, wide);
                let most = DRAWN.min(self.hairs.borrow().room());
                for (mark, emphasis) in thinned(back.iter(), back.len(), most) {
                    let palette = self.shown.palette;
                    lines::add_link(&mut mesh, mark, &mark.path, *emphasis, Care::Hair, &mut tracer, palette);
                }
                let mut hairs = self.hairs.borrow_mut();
                hairs.keep(holds, &self.camera, wide, mesh, back.len().min(most));
                hairs.paint(painter, &self.camera, self.screen);
                return if labels { [out, back].concat() } else { out };
            }
        }
        let (out, back) = self.parted(self.seen());
        self.add_links(&mut lit.links, &out, LIT_DRAWN);
        if kept {
            self.hairs.borrow().paint(painter, &self.camera, self.screen);
        } else {
            let mut mesh = Mesh::default();
            self.add_links(&mut mesh, &back, DRAWN);
            Layer::Links.add(painter, mesh);
        }
        [out, back].concat()
    }

    /// What a drawing of the links that stand back holds for; none while they are dragged.
    fn holds(&self) -> Option<Holds> {
        self.displaced.is_empty().then(|| Holds {
            edition: self.editions,
            links: self.scene.links.len(),
            area: self.scene.area,
            tones: (self.shown.palette.is_dark, self.shown.palette.is_high_contrast),
            back: if self.focus.is_empty() { Emphasis::Plain } else { self.unlit() },
        })
    }

    /// The links in an area: those that stand out, and the others.
    #[expect(clippy::type_complexity, reason = "twice the same list")]
    fn parted(&self, area: Area) -> (Vec<(&'a LinkMark, Emphasis)>, Vec<(&'a LinkMark, Emphasis)>) {
        let seen = self.scene.links_in(area).map(|mark| (mark, self.link_emphasis(mark)));
        seen.partition(|(_, emphasis)| emphasis.stands_out())
    }

    /// Adds links, with as much care as there is room for, and no more than `most` of them.
    pub(super) fn add_links(&self, mesh: &mut Mesh, links: &[(&LinkMark, Emphasis)], most: usize) {
        let mut tracer = Tracer::new(self.camera, self.screen);
        // Long dotted lines have very many dots.
        let room = |care: Care, most_links: usize, most_vertices: usize| {
            let each = |(mark, emphasis): &(&LinkMark, Emphasis)| {
                tracer.vertices(mark, &self.moved_path(mark), *emphasis, care, self.shown.palette)
            };
            let many = (links.len() <= most_links).then(|| links.iter().map(each).sum::<usize>());
            many.filter(|many| *many <= most_vertices).map(|many| (care, many))
        };
        let wanted = room(Care::Fine, FINE, SOFT).or_else(|| room(Care::Plain, DETAILED, VERTICES));
        let (wanted, many) = wanted.unwrap_or((Care::Hair, 0));
        mesh.reserve_vertices(many);
        mesh.reserve_triangles(many);
        for care in [wanted, Care::Hair] {
            mesh.clear();
            for (mark, emphasis) in thinned(links.iter(), links.len(), most) {
                let path = self.moved_path(mark);
                lines::add_link(mesh, mark, &path, *emphasis, care, &mut tracer, self.shown.palette);
                if care != Care::Hair && mesh.vertices.len() > VERTICES {
                    break;
                }
            }
            if mesh.vertices.len() <= VERTICES {
                return;
            }
        }
    }

    /// How a link stands out.
    pub(super) fn link_emphasis(&self, mark: &LinkMark) -> Emphasis {
        if self.shown.view.selection == Selection::Link(mark.id) {
            Emphasis::Selected
        } else if self.focus.is_empty() {
            Emphasis::Plain
        } else if self.focus.links.contains(&mark.id) {
            Emphasis::Lit
        } else {
            self.unlit()
        }
    }

    /// The line of a link; while an end is dragged it goes straight there, and finds its way when that is put down.
    pub(super) fn moved_path<'b>(&self, mark: &'b LinkMark) -> Cow<'b, Path> {
        let [start, end] =
            [mark.from, mark.to].map(|end| self.displaced.contains(end).then(|| self.displaced.offset(end)));
        if start.is_none() && end.is_none() {
            return Cow::Borrowed(&mark.path);
        }
        let shifted = |point: Point, offset: Option<(f32, f32)>| {
            offset.map_or(point, |(dx, dy)| Point::new(point.x + dx, point.y + dy))
        };
        let mut curves = mark.path.curves();
        let last = curves.clone().last();
        let (Some(Curve([a, b, ..])), Some(Curve([.., c, d]))) = (curves.next(), last) else {
            return Cow::Borrowed(&mark.path);
        };
        let [a, b, c, d] = [(a, start), (b, start), (c, end), (d, end)].map(|(point, offset)| shifted(point, offset));
        Cow::Owned(Path::new(Curve([a, b, c, d]), []))
    }
}
