//! The links of a frame: with as much detail as the vertex budget allows, zoomed out from a cached mesh.

use std::borrow::Cow;

use egui::{Mesh, Painter, Vec2};

use super::lines::{self, DetailLevel, Emphasis, PathFlattener};
use super::link_mesh_cache::LinkMeshKey;
use super::paint::{FramePainter, Layer, MAX_HIGHLIGHTED, Overlay, evenly_sampled};
use crate::map::Selection;
use crate::scene::{Area, Curve, LinkMark, Path, Point};

/// Above this many links, an even sample is drawn: more cannot be told apart.
const MAX_DRAWN: usize = 3_000;
/// Above this many links, dashes are not feathered.
const MAX_FINE: usize = 100;
/// Above this many, links have neither dash nor arrowhead: nobody could tell them apart.
const MAX_DASHED: usize = 450;
/// Maximum number of vertices of links that are drawn with detail.
const MAX_VERTICES: usize = 50_000;
/// Maximum number of vertices with feathered dashes.
const MAX_FINE_VERTICES: usize = 30_000;
/// Margin of the cached mesh around the screen, as a fraction of it, so that panning needs no new mesh.
const CACHE_MARGIN: f32 = 0.1;
/// Minimum margin on each side, in points.
const MIN_CACHE_MARGIN: Vec2 = Vec2::splat(96.0);
/// Up to this many highlighted links are looked up one by one; above, the visible links are searched.
const MAX_HIGHLIGHT_LOOKUPS: usize = 1_000;

impl<'a> FramePainter<'a> {
    /// Paints the links that are not emphasized, and adds the others to `overlay`. Returns at least the emphasized
    /// links, all visible ones if `labels` is set.
    pub(super) fn paint_links(
        &self,
        painter: &Painter,
        overlay: &mut Overlay<'_>,
        labels: bool,
    ) -> Vec<(&'a LinkMark, Emphasis)> {
        let mesh_key = self.link_mesh_key();
        let is_cached = mesh_key
            .is_some_and(|mesh_key| self.link_meshes.borrow().covers(mesh_key, &self.camera, self.visible_area()));
        if is_cached && !labels && self.highlight.links.len() <= MAX_HIGHLIGHT_LOOKUPS {
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
        // The same density as `MAX_DASHED` links on the screen alone.
        let max_dashed = (MAX_DASHED as f32 * wide.area() / self.screen.area().max(1.0)) as usize;
        if let (Some(mesh_key), false) = (mesh_key, is_cached) {
            let (emphasized, remaining) = self.partition_links(self.camera.visible_area(wide));
            if remaining.len() > max_dashed {
                self.add_links(&mut overlay.links, &emphasized, MAX_HIGHLIGHTED);
                let mut mesh = Mesh::default();
                let mut flattener = PathFlattener::new(self.camera, wide);
                let max_links = MAX_DRAWN.min(self.link_meshes.borrow().link_capacity());
                for (mark, emphasis) in evenly_sampled(remaining.iter(), remaining.len(), max_links) {
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
                cache.store(mesh_key, &self.camera, wide, mesh, remaining.len().min(max_links));
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

    /// The key of the cached mesh; `None` while cards are displaced.
    fn link_mesh_key(&self) -> Option<LinkMeshKey> {
        self.offsets.is_empty().then(|| LinkMeshKey {
            versions: self.versions,
            links: self.scene.links.len(),
            area: self.scene.area,
            theme_variant: (self.context.palette.is_dark, self.context.palette.is_high_contrast),
            emphasis: if self.highlight.is_empty() { Emphasis::Plain } else { self.dimmed_emphasis() },
        })
    }

    /// The links in an area: the emphasized, and the others.
    #[expect(clippy::type_complexity, reason = "twice the same list")]
    fn partition_links(&self, area: Area) -> (Vec<(&'a LinkMark, Emphasis)>, Vec<(&'a LinkMark, Emphasis)>) {
        let seen = self.scene.links_in(area).map(|mark| (mark, self.link_emphasis(mark)));
        seen.partition(|(_, emphasis)| emphasis.is_emphasized())
    }

    /// Adds at most so many links, with as much detail as the vertex budget allows.
    pub(super) fn add_links(&self, mesh: &mut Mesh, links: &[(&LinkMark, Emphasis)], max_links: usize) {
        let mut flattener = PathFlattener::new(self.camera, self.screen);
        // Long dotted lines have very vertex_count dots.
        let within_budget = |detail: DetailLevel, most_links: usize, most_vertices: usize| {
            let each = |(mark, emphasis): &(&LinkMark, Emphasis)| {
                flattener.estimated_vertices(mark, &self.displayed_path(mark), *emphasis, detail, self.context.palette)
            };
            let vertex_count = (links.len() <= most_links).then(|| links.iter().map(each).sum::<usize>());
            vertex_count
                .filter(|vertex_count| *vertex_count <= most_vertices)
                .map(|vertex_count| (detail, vertex_count))
        };
        let budgeted = within_budget(DetailLevel::Fine, MAX_FINE, MAX_FINE_VERTICES)
            .or_else(|| within_budget(DetailLevel::Plain, MAX_DASHED, MAX_VERTICES));
        let (budgeted, vertex_count) = budgeted.unwrap_or((DetailLevel::Hairline, 0));
        mesh.reserve_vertices(vertex_count);
        mesh.reserve_triangles(vertex_count);
        for detail in [budgeted, DetailLevel::Hairline] {
            mesh.clear();
            for (mark, emphasis) in evenly_sampled(links.iter(), links.len(), max_links) {
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

    /// The emphasis of a link.
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

    /// The path of a link; while an end is displaced, one curve, routed again once the scene is rebuilt.
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
