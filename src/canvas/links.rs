//! The links of a frame: with as much detail as there is room for, and from afar from a drawing that is kept.

use std::borrow::Cow;

use egui::{Mesh, Painter, Vec2};

use super::lines::{self, DetailLevel, Emphasis, PathFlattener};
use super::link_mesh_cache::LinkMeshKey;
use super::paint::{FramePainter, Layer, MAX_HIGHLIGHTED, Overlay, evenly_sampled};
use crate::map::Selection;
use crate::scene::{Area, Curve, LinkMark, Path, Point};

/// More links than this are not told apart by any eye: from afar an even part of them is drawn.
const MAX_DRAWN: usize = 3_000;
/// Of more links than this the dashes have no soft edges.
const MAX_FINE: usize = 100;
/// More links than this have no dash and no arrowhead: nobody could tell them apart.
const MAX_DASHED: usize = 450;
/// More vertices than this are not spent on links that are drawn with detail.
const MAX_VERTICES: usize = 50_000;
/// More than this are not spent on soft edges of dashes.
const MAX_FINE_VERTICES: usize = 30_000;
/// The part of the screen around it that hair lines are drawn for, so that one can pan.
const CACHE_MARGIN: f32 = 0.1;
/// The least of it on each side, in points.
const MIN_CACHE_MARGIN: Vec2 = Vec2::splat(96.0);
/// Of more lit links than this those in sight are asked for.
const MAX_INDIVIDUAL: usize = 1_000;

impl<'a> FramePainter<'a> {
    /// Paints the links that stand back, and hands on those that stand out. Gives all of them where their labels are
    /// asked for.
    pub(super) fn paint_links(
        &self,
        painter: &Painter,
        overlay: &mut Overlay<'_>,
        labels: bool,
    ) -> Vec<(&'a LinkMark, Emphasis)> {
        let mesh_key = self.link_mesh_key();
        let is_cached = mesh_key
            .is_some_and(|mesh_key| self.link_meshes.borrow().covers(mesh_key, &self.camera, self.visible_area()));
        if is_cached && !labels && self.highlight.links.len() <= MAX_INDIVIDUAL {
            let seen = self.visible_area();
            let emphasized = self.highlight.links.iter().filter_map(|id| self.scene.link(*id));
            let emphasized = emphasized
                .filter(|mark| mark.path.bounds().intersects(seen))
                .map(|mark| (mark, self.link_emphasis(mark)));
            let emphasized: Vec<_> = emphasized.collect();
            self.add_links(&mut overlay.links, &emphasized, MAX_HIGHLIGHTED);
            self.link_meshes.borrow().paint(painter, &self.camera, self.screen);
            return emphasized;
        }
        let wide = self.screen.expand2((self.screen.size() * CACHE_MARGIN).max(MIN_CACHE_MARGIN));
        // As many as would be one too many on the screen alone.
        let max_dashed = (MAX_DASHED as f32 * wide.area() / self.screen.area().max(1.0)) as usize;
        if let (Some(mesh_key), false) = (mesh_key, is_cached) {
            let (emphasized, remaining) = self.partition_links(self.camera.visible_area(wide));
            if remaining.len() > max_dashed {
                self.add_links(&mut overlay.links, &emphasized, MAX_HIGHLIGHTED);
                let mut mesh = Mesh::default();
                let mut flattener = PathFlattener::new(self.camera, wide);
                let most = MAX_DRAWN.min(self.link_meshes.borrow().link_capacity());
                for (mark, emphasis) in evenly_sampled(remaining.iter(), remaining.len(), most) {
                    let palette = self.context.palette;
                    lines::add_link(
                        &mut mesh,
                        mark,
                        &mark.path,
                        *emphasis,
                        DetailLevel::Hairline,
                        &mut flattener,
                        palette,
                    );
                }
                let mut cache = self.link_meshes.borrow_mut();
                cache.store(mesh_key, &self.camera, wide, mesh, remaining.len().min(most));
                cache.paint(painter, &self.camera, self.screen);
                return if labels { [emphasized, remaining].concat() } else { emphasized };
            }
        }
        let (emphasized, remaining) = self.partition_links(self.visible_area());
        self.add_links(&mut overlay.links, &emphasized, MAX_HIGHLIGHTED);
        if is_cached {
            self.link_meshes.borrow().paint(painter, &self.camera, self.screen);
        } else {
            let mut mesh = Mesh::default();
            self.add_links(&mut mesh, &remaining, MAX_DRAWN);
            Layer::Links.add(painter, mesh);
        }
        [emphasized, remaining].concat()
    }

    /// What a drawing of the links that stand back holds for; none while they are dragged.
    fn link_mesh_key(&self) -> Option<LinkMeshKey> {
        self.offsets.is_empty().then(|| LinkMeshKey {
            versions: self.versions,
            links: self.scene.links.len(),
            area: self.scene.area,
            theme_variant: (self.context.palette.is_dark, self.context.palette.is_high_contrast),
            emphasis: if self.highlight.is_empty() { Emphasis::Plain } else { self.dimmed_emphasis() },
        })
    }

    /// The links in an area: those that stand out, and the others.
    #[expect(clippy::type_complexity, reason = "twice the same list")]
    fn partition_links(&self, area: Area) -> (Vec<(&'a LinkMark, Emphasis)>, Vec<(&'a LinkMark, Emphasis)>) {
        let seen = self.scene.links_in(area).map(|mark| (mark, self.link_emphasis(mark)));
        seen.partition(|(_, emphasis)| emphasis.is_emphasized())
    }

    /// Adds links, with as much detail as there is room for, and no more than `most` of them.
    pub(super) fn add_links(&self, mesh: &mut Mesh, links: &[(&LinkMark, Emphasis)], most: usize) {
        let mut flattener = PathFlattener::new(self.camera, self.screen);
        // Long dotted lines have very many dots.
        let room = |detail: DetailLevel, most_links: usize, most_vertices: usize| {
            let each = |(mark, emphasis): &(&LinkMark, Emphasis)| {
                flattener.estimated_vertices(mark, &self.displayed_path(mark), *emphasis, detail, self.context.palette)
            };
            let many = (links.len() <= most_links).then(|| links.iter().map(each).sum::<usize>());
            many.filter(|many| *many <= most_vertices).map(|many| (detail, many))
        };
        let wanted = room(DetailLevel::Fine, MAX_FINE, MAX_FINE_VERTICES)
            .or_else(|| room(DetailLevel::Plain, MAX_DASHED, MAX_VERTICES));
        let (wanted, many) = wanted.unwrap_or((DetailLevel::Hairline, 0));
        mesh.reserve_vertices(many);
        mesh.reserve_triangles(many);
        for detail in [wanted, DetailLevel::Hairline] {
            mesh.clear();
            for (mark, emphasis) in evenly_sampled(links.iter(), links.len(), most) {
                let path = self.displayed_path(mark);
                lines::add_link(mesh, mark, &path, *emphasis, detail, &mut flattener, self.context.palette);
                if detail != DetailLevel::Hairline && mesh.vertices.len() > MAX_VERTICES {
                    break;
                }
            }
            if mesh.vertices.len() <= MAX_VERTICES {
                return;
            }
        }
    }

    /// How a link stands out.
    pub(super) fn link_emphasis(&self, mark: &LinkMark) -> Emphasis {
        if self.context.view.selection == Selection::Link(mark.id) {
            Emphasis::Selected
        } else if self.highlight.is_empty() {
            Emphasis::Plain
        } else if self.highlight.links.contains(&mark.id) {
            Emphasis::Highlighted
        } else {
            self.dimmed_emphasis()
        }
    }

    /// The line of a link; while an end is dragged it goes straight there, and finds its way when that is put down.
    pub(super) fn displayed_path<'b>(&self, mark: &'b LinkMark) -> Cow<'b, Path> {
        let [start, end] = [mark.from, mark.to].map(|end| self.offsets.contains(end).then(|| self.offsets.offset(end)));
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
