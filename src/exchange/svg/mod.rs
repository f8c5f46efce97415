//! A picture as SVG: text as text in the built-in font family, a titled group for each actor and link, presentation
//! attributes only and no external resources, so that browsers, drawing programs and word processors agree on it.

mod background;
mod breaks;
mod cards;
mod legend;
mod link_labels;
mod links;
mod merged_links;
mod page_layout;
mod path_data;
mod shapes;

use std::convert::Infallible;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::picture::{Frame, Picture};
use crate::analysis::Verdict;
use crate::language::{Language, Localized, UiText, map_part_line};
use crate::map::ActorId;
use crate::scene::{
    Area, BREAK_RADIUS, LinkMark, NAME_SIZE, Point, legend as build_legend, verdict_colour, verdict_icon,
};
use crate::theme::{Palette, REGULAR};
use background::TitleBlock;
pub(super) use background::{LabelStyle, push_label, push_rect};
pub(super) use cards::push_badge;
use cards::{CardWriter, Detail, SharedShapes};
pub(super) use legend::push_legend;
use links::LinkTitles;
use merged_links::distinct_links;
use page_layout::PageLayout;
pub(super) use page_layout::{LegendFlow, PlacedLegendGroup, place_legend};
use path_data::{push_number, push_text};

/// Actors or links per chunk.
const CHUNK_SIZE: usize = 1_024;
/// Chunks that are written in parallel while the previous batch goes to the sink.
const CHUNKS_PER_BATCH: usize = 16;
/// Number of actors or links from which on they are written in parallel.
const PARALLEL_THRESHOLD: usize = 4_000;
/// Above this number of actors, card shapes are shared by `<use>`; up to it each card has its own, which every word
/// processor supports.
const SHARED_SHAPES_THRESHOLD: usize = 4_000;
/// From a break, or its reason, to the edge of the page.
const BREAK_MARGIN: f32 = 4.0;
/// Zoom below which cards have no text or no icon, as on the screen.
const TEXT_MIN_ZOOM: f32 = 0.30;
pub(super) const ICON_MIN_ZOOM: f32 = 0.12;

/// Writes a picture as SVG, at 100 %.
pub fn export_svg(picture: &Picture) -> String {
    svg_at_zoom(picture, 1.0)
}

/// A picture as an element of an HTML page: as wide as its place, and as high as that asks for.
pub(super) fn svg_element(picture: &Picture) -> String {
    collected(picture, (1.0, Parts::Element(&layout_page(picture))), &picture.scene.links)
}

/// The marker of a break as a group about (0, 0), for a picture in which a script shows breaks.
pub(super) fn break_marker(palette: &Palette) -> String {
    let mut out = String::new();
    cards::push_break(&mut out, Point::new(0.0, 0.0), BREAK_RADIUS, palette);
    out
}

/// The badge of a verdict about (0, 0), with this radius.
pub(super) fn verdict_badge(verdict: Verdict, radius: f32, palette: &Palette) -> String {
    let mut out = String::new();
    let colour = verdict_colour(verdict, palette);
    push_badge(&mut out, verdict_icon(verdict), (0.0, 0.0), radius, colour, palette);
    out
}

/// As [`export_svg`], passing chunks to `sink` in order, while the next ones are written.
///
/// # Errors
/// The first error of `sink`, which is not called again.
pub fn export_svg_to<E: Send>(picture: &Picture, mut sink: impl FnMut(&str) -> Result<(), E> + Send) -> Result<(), E> {
    let layout = &layout_page(picture);
    write_svg(picture, (1.0, Parts::Page(layout)), &picture.scene.links, &mut sink)
}

/// What of a picture is written.
#[derive(Clone, Copy)]
enum Parts<'a> {
    /// All of it.
    Page(&'a PageLayout),
    /// All of it, as an element of an HTML page.
    Element(&'a PageLayout),
    /// The map with its headers, for a sheet of paper that has title and legend of its own. The group of an actor has
    /// an id, see [`actor_of_group`].
    Map(&'a PageLayout),
}

impl<'a> Parts<'a> {
    fn layout(self) -> &'a PageLayout {
        let (Self::Page(layout) | Self::Element(layout) | Self::Map(layout)) = self;
        layout
    }
}

/// The actor of a group with this id in a [`map_svg`].
pub(super) fn actor_of_group(id: &str) -> Option<ActorId> {
    id.strip_prefix(cards::GROUP_PREFIX)?.parse().ok().map(ActorId)
}

/// What the map of a picture covers with its headers, in map units.
pub(super) fn map_area(picture: &Picture) -> Area {
    PageLayout::of_map(&picture.scene).page
}

/// The map of a picture with its headers as SVG, as it is seen at this zoom; its upper left corner is that of
/// [`map_area`].
pub(super) fn map_svg(picture: &Picture, zoom: f32) -> String {
    let layout = PageLayout::of_map(&picture.scene);
    whole_svg(picture, (zoom, Parts::Map(&layout)))
}

/// The title block of a picture: title, what follows it, and which part of the map is shown.
pub(super) fn title_block(picture: &Picture) -> TitleBlock {
    let (info, language) = (picture.map.info(), picture.options.language);
    let fill_in = |text: UiText, value: &str| text.text(language).replace("{}", value);
    let title = if info.title.is_empty() { UiText::Untitled.text(language).to_owned() } else { info.title.clone() };
    let year = fill_in(UiText::PaperYear, &picture.options.year.to_string());
    let date = fill_in(UiText::PaperDate, &picture.options.date);
    let remark = picture.options.remark.clone().unwrap_or_default();
    let date = if picture.options.date.is_empty() { String::new() } else { date };
    let office = picture.options.office.trim().to_owned();
    let details =
        [office, info.region.clone(), year, date, remark].into_iter().filter(|part| !part.is_empty()).collect();
    let model = picture.model.as_ref().map(|(name, verdict)| {
        let text = fill_in(UiText::PaperModel, name);
        let with_verdict = verdict.map(|verdict| format!("{text} – {}", verdict.text(language)));
        (with_verdict.unwrap_or(text), *verdict)
    });
    let part = picture.part.map(|actors| (map_part_line(actors, language), None));
    TitleBlock { title, details, part: model.or(part) }
}

fn layout_page(picture: &Picture) -> PageLayout {
    let legend = match picture.frame {
        Frame::Bare => Vec::new(),
        Frame::Full | Frame::Legend => {
            build_legend(&picture.scene, !picture.breaks.is_empty(), picture.options.language)
        }
    };
    let title_lines = (picture.frame == Frame::Full).then(|| title_block(picture).line_count());
    let mut layout = PageLayout::new(&picture.scene, legend, title_lines);
    // A break beside the last card, and its reason, may reach beyond the lanes.
    for area in breaks::placed_breaks(picture).iter().flat_map(breaks::PlacedBreak::areas) {
        layout.page = layout.page.union(area.expanded(BREAK_MARGIN));
    }
    layout
}

/// Size of a picture at 100 %.
pub(super) fn picture_size(picture: &Picture) -> (f32, f32) {
    let page = layout_page(picture).page;
    (page.width(), page.height())
}

/// The SVG of a picture to be shown at this zoom: illegible detail is omitted, as on the screen, and so are lines where there
/// are more than can be told apart.
pub(super) fn svg_at_zoom(picture: &Picture, zoom: f32) -> String {
    whole_svg(picture, (zoom, Parts::Page(&layout_page(picture))))
}

fn whole_svg(picture: &Picture, (zoom, parts): (f32, Parts<'_>)) -> String {
    let page = parts.layout().page;
    let links = distinct_links(&picture.scene.links, zoom, page.width() * page.height() * zoom * zoom);
    collected(picture, (zoom, parts), &links)
}

fn collected(picture: &Picture, (zoom, parts): (f32, Parts<'_>), links: &[LinkMark]) -> String {
    let mut text = String::new();
    let written: Result<(), Infallible> = write_svg(picture, (zoom, parts), links, &mut |piece: &str| {
        text.push_str(piece);
        Ok(())
    });
    let Ok(()) = written;
    text
}

fn write_svg<E: Send>(
    picture: &Picture,
    (zoom, parts): (f32, Parts<'_>),
    links: &[LinkMark],
    sink: &mut ChunkSink<'_, E>,
) -> Result<(), E> {
    let layout = parts.layout();
    let is_map_only = matches!(parts, Parts::Map(_));
    let (scene, palette, language) = (&picture.scene, picture.palette, picture.options.language);
    let title_block = title_block(picture);
    let detail = match zoom {
        zoom if zoom < ICON_MIN_ZOOM => Detail::Shape,
        zoom if zoom < TEXT_MIN_ZOOM => Detail::Icon,
        _ => Detail::Text,
    };
    let shared = (scene.actors.len() > SHARED_SHAPES_THRESHOLD).then(|| SharedShapes::of(scene, palette, detail));
    let shared = shared.as_ref();
    let mut out = String::with_capacity(16_384);
    if let Parts::Element(_) = parts {
        push_svg_start(&mut out, None, layout.page, &title_block.title, language);
    } else {
        push_root(&mut out, layout.page, &title_block.title, language);
    }
    if let Some(shared) = shared {
        out.push_str(&shared.definitions);
    }
    if !is_map_only || palette.is_dark {
        push_rect(&mut out, layout.page, palette.background);
    }
    background::push_background(&mut out, scene, layout, palette, language);
    out.push_str("<g stroke-linejoin=\"round\">\n");
    let far = Some(zoom).filter(|zoom| *zoom < ICON_MIN_ZOOM);
    sink(&out)?;
    write_chunks(links, 500, sink, |out, marks| {
        let mut titles = LinkTitles::of(picture, marks);
        for mark in marks {
            links::push_link(out, mark, &mut titles, palette, language, far);
        }
    })?;
    let mut actors_start =
        "</g>\n<g stroke-linejoin=\"round\" stroke-linecap=\"round\" font-weight=\"600\" font-size=\"".to_owned();
    push_number(&mut actors_start, NAME_SIZE);
    actors_start.push_str("\">\n");
    sink(&actors_start)?;
    let short_names =
        if detail == Detail::Text { crate::scene::shortened_names(&scene.actors) } else { FxHashMap::default() };
    write_chunks(&scene.actors, if shared.is_some() { 600 } else { 1_000 }, sink, |out, marks| {
        let mut card_writer = CardWriter::new((palette, language), (detail, zoom), shared, &short_names);
        card_writer.has_ids = is_map_only;
        for mark in marks {
            card_writer.push(out, mark);
        }
    })?;
    let mut tail = "</g>\n".to_owned();
    let breaks = breaks::placed_breaks(picture);
    if detail == Detail::Text && !picture.options.drawing.labels_hidden {
        link_labels::push_link_labels(&mut tail, picture, layout.map, &breaks);
    }
    breaks::push_breaks(&mut tail, &breaks, palette);
    background::push_headers(&mut tail, scene, layout, palette, language);
    if !is_map_only {
        if picture.frame == Frame::Full {
            background::push_title(&mut tail, &title_block, layout, palette);
        }
        push_legend(&mut tail, &layout.legend, layout.scale, palette);
    }
    tail.push_str("</svg>\n");
    sink(&tail)
}

/// Begins an SVG of this area.
pub(super) fn push_root(out: &mut String, page: Area, title: &str, language: Language) {
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    push_svg_start(out, Some((page.width(), page.height())), page, title, language);
}

/// Begins the element of an SVG, of this size or as wide as its place.
fn push_svg_start(out: &mut String, size: Option<(f32, f32)>, page: Area, title: &str, language: Language) {
    out.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    if let Some((width, height)) = size {
        path_data::push_length(out, "width", width);
        path_data::push_length(out, "height", height);
    } else {
        out.push_str(" width=\"100%\"");
    }
    out.push_str(" viewBox=\"");
    path_data::push_pair(out, page.min.x, page.min.y);
    out.push(' ');
    path_data::push_pair(out, page.width(), page.height());
    let tag = language_tag(language);
    out.push_str(&format!("\" lang=\"{tag}\" font-family=\"'{REGULAR}', Inter, Arial, sans-serif\">\n<title>"));
    push_text(out, title);
    out.push_str("</title>\n");
}

/// The tag of a language in SVG and PDF.
pub(super) fn language_tag(language: Language) -> &'static str {
    match language {
        Language::Vietnamese => "vi",
        Language::English => "en",
    }
}

/// Receives the chunks of an SVG in order.
type ChunkSink<'a, E> = dyn FnMut(&str) -> Result<(), E> + Send + 'a;

/// Writes items in chunks, in order, in parallel from [`PARALLEL_THRESHOLD`] items on.
/// `bytes_per_item` is an estimate for buffer sizes.
fn write_chunks<T: Sync, E: Send>(
    items: &[T],
    bytes_per_item: usize,
    sink: &mut ChunkSink<'_, E>,
    write: impl Fn(&mut String, &[T]) + Sync,
) -> Result<(), E> {
    if items.len() < PARALLEL_THRESHOLD {
        let mut out = String::with_capacity(items.len() * bytes_per_item);
        write(&mut out, items);
        return sink(&out);
    }
    let buffers = || vec![String::with_capacity(CHUNK_SIZE * bytes_per_item); CHUNKS_PER_BATCH];
    let (mut ready, mut next) = (buffers(), buffers());
    for batch in items.chunks(CHUNK_SIZE * CHUNKS_PER_BATCH) {
        let flush_ready = || ready.iter().try_for_each(|chunk| sink(chunk));
        let write_next = || {
            next.par_iter_mut().for_each(String::clear);
            next.par_iter_mut().zip(batch.par_chunks(CHUNK_SIZE)).for_each(|(out, items)| write(out, items));
        };
        rayon::join(flush_ready, write_next).0?;
        std::mem::swap(&mut ready, &mut next);
    }
    ready.iter().try_for_each(|chunk| sink(chunk))
}
