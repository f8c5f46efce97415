//! The links of a frame: with as much detail as the vertex budget allows, zoomed out from a cached mesh.

use egui::{Mesh, Painter, Vec2};

use super::frame::{Frame, MAX_HIGHLIGHTED, evenly_sampled};
use super::layer::Layer;
use super::lines::{self, DetailLevel, Emphasis, PathFlattener};
use super::link_mesh_cache::LinkMeshKey;
use crate::scene::{Area, LinkMark};

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

/// Paints the links that are not emphasized, and adds the others to `overlay`.
pub(super) fn paint_links(frame: &Frame<'_>, painter: &Painter, overlay: &mut Mesh) {
    let mesh_key = link_mesh_key(frame);
    let is_cached = mesh_key
        .is_some_and(|mesh_key| frame.link_meshes.borrow().covers(mesh_key, &frame.camera, frame.visible_area()));
    if is_cached && frame.highlight.links.len() <= MAX_HIGHLIGHT_LOOKUPS {
        let seen = frame.visible_area();
        let emphasized = frame.highlight.links.iter().filter_map(|id| frame.scene.link(*id));
        let emphasized =
            emphasized.filter(|mark| mark.path.bounds().intersects(seen)).map(|mark| (mark, frame.link_emphasis(mark)));
        let emphasized: Vec<_> = emphasized.collect();
        add_links(frame, overlay, &emphasized, MAX_HIGHLIGHTED);
        frame.link_meshes.borrow().paint(painter, &frame.camera, frame.screen);
        return;
    }
    let wide = frame.screen.expand2((frame.screen.size() * CACHE_MARGIN).max(MIN_CACHE_MARGIN));
    // The same density as `MAX_DASHED` links on the screen alone.
    let max_dashed = (MAX_DASHED as f32 * wide.area() / frame.screen.area().max(1.0)) as usize;
    if let (Some(mesh_key), false) = (mesh_key, is_cached) {
        let (emphasized, remaining) = partition_links(frame, frame.camera.visible_area(wide));
        if remaining.len() > max_dashed {
            add_links(frame, overlay, &emphasized, MAX_HIGHLIGHTED);
            let mut mesh = Mesh::default();
            let mut flattener = PathFlattener::new(frame.camera, wide, frame.text_scale);
            let max_links = MAX_DRAWN.min(frame.link_meshes.borrow().link_capacity());
            for (mark, emphasis) in evenly_sampled(remaining.iter(), remaining.len(), max_links) {
                let palette = frame.context.palette;
                lines::add_link(&mut mesh, mark, &mark.path, *emphasis, DetailLevel::Hairline, &mut flattener, palette);
            }
            let mut cache = frame.link_meshes.borrow_mut();
            cache.store(mesh_key, &frame.camera, wide, mesh, remaining.len().min(max_links));
            cache.paint(painter, &frame.camera, frame.screen);
            return;
        }
    }
    let (emphasized, remaining) = partition_links(frame, frame.visible_area());
    add_links(frame, overlay, &emphasized, MAX_HIGHLIGHTED);
    if is_cached {
        frame.link_meshes.borrow().paint(painter, &frame.camera, frame.screen);
    } else {
        let mut mesh = Mesh::default();
        add_links(frame, &mut mesh, &remaining, MAX_DRAWN);
        Layer::Links.add(painter, mesh);
    }
}

/// The key of the cached mesh; `None` while cards are displaced.
fn link_mesh_key(frame: &Frame<'_>) -> Option<LinkMeshKey> {
    frame.offsets.is_empty().then(|| LinkMeshKey {
        versions: frame.versions,
        links: frame.scene.links.len(),
        area: frame.scene.area,
        theme_variant: (frame.context.palette.is_dark, frame.context.palette.is_high_contrast),
        emphasis: if frame.highlight.is_empty() { Emphasis::Plain } else { frame.dimmed_emphasis() },
    })
}

/// The links in an area: the emphasized, and the others.
#[expect(clippy::type_complexity, reason = "twice the same list")]
fn partition_links<'a>(
    frame: &Frame<'a>,
    area: Area,
) -> (Vec<(&'a LinkMark, Emphasis)>, Vec<(&'a LinkMark, Emphasis)>) {
    let seen = frame.scene.links_in(area).map(|mark| (mark, frame.link_emphasis(mark)));
    seen.partition(|(_, emphasis)| emphasis.is_emphasized())
}

/// Adds at most so many links, with as much detail as the vertex budget allows.
pub(super) fn add_links(frame: &Frame<'_>, mesh: &mut Mesh, links: &[(&LinkMark, Emphasis)], max_links: usize) {
    let mut flattener = PathFlattener::new(frame.camera, frame.screen, frame.text_scale);
    // Long dotted lines have very vertex_count dots.
    let within_budget = |detail: DetailLevel, most_links: usize, most_vertices: usize| {
        let each = |(mark, emphasis): &(&LinkMark, Emphasis)| {
            flattener.estimated_vertices(mark, &frame.displayed_path(mark), *emphasis, detail, frame.context.palette)
        };
        let vertex_count = (links.len() <= most_links).then(|| links.iter().map(each).sum::<usize>());
        vertex_count.filter(|vertex_count| *vertex_count <= most_vertices).map(|vertex_count| (detail, vertex_count))
    };
    let budgeted = within_budget(DetailLevel::Fine, MAX_FINE, MAX_FINE_VERTICES)
        .or_else(|| within_budget(DetailLevel::Plain, MAX_DASHED, MAX_VERTICES));
    let (budgeted, vertex_count) = budgeted.unwrap_or((DetailLevel::Hairline, 0));
    mesh.reserve_vertices(vertex_count);
    mesh.reserve_triangles(vertex_count);
    for detail in [budgeted, DetailLevel::Hairline] {
        mesh.clear();
        for (mark, emphasis) in evenly_sampled(links.iter(), links.len(), max_links) {
            let path = frame.displayed_path(mark);
            lines::add_link(mesh, mark, &path, *emphasis, detail, &mut flattener, frame.context.palette);
            if detail != DetailLevel::Hairline && mesh.vertices.len() > MAX_VERTICES {
                break;
            }
        }
        if mesh.vertices.len() <= MAX_VERTICES {
            return;
        }
    }
}
