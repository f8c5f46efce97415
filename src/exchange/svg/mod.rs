//! A picture as SVG: text as text in the built-in font family, a titled group for each actor and link, presentation
//! attributes only and no external resources, so that browsers, drawing programs and word processors agree on it.

mod background;
mod breaks;
mod cards;
mod layers;
mod legend;
mod link_labels;
mod links;
mod merged_links;
mod page_layout;
mod path_data;
mod shapes;

use std::borrow::Cow;
use std::convert::Infallible;

use super::picture::{Frame, Picture};
use crate::analysis::Verdict;
use crate::language::{Language, Localized, UiText, map_part_line};
use crate::map::ActorId;
use crate::scene::{Area, BREAK_RADIUS, LinkMark, Point, legend as build_legend, verdict_colour, verdict_icon};
use crate::theme::{Palette, REGULAR};
use background::TitleBlock;
pub(super) use background::{LabelStyle, push_label, push_rect};
pub(super) use cards::push_badge;
use layers::Layers;
pub(super) use legend::push_legend;
use merged_links::distinct_links;
use page_layout::PageLayout;
pub(super) use page_layout::{LegendFlow, PlacedLegendGroup, place_legend};
use path_data::push_text;

/// From a break, or its reason, to the edge of the page.
const BREAK_MARGIN: f32 = 4.0;
/// Zoom below which cards have no text or no icon, as on the screen.
const TEXT_MIN_ZOOM: f32 = 0.30;
pub(super) const ICON_MIN_ZOOM: f32 = 0.12;

/// Writes a picture as SVG, at 100 %.
pub fn export_svg(picture: &Picture) -> String {
    let layout = layout_page(picture);
    whole(picture, Parts::Page(&layout), &links_at_zoom(picture, 1.0, &layout))
}

/// A picture as an element of an HTML page: as wide as its place, and as high as that asks for.
pub(super) fn svg_element(picture: &Picture) -> String {
    whole(picture, Parts::Element(&layout_page(picture)), &picture.scene.links)
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
    Layers::new(picture, 1.0, Parts::Page(layout)).write(&picture.scene.links, &mut sink)
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

/// The map of a picture with its headers as SVGs that are drawn one over the other, as it is seen at this zoom; their upper
/// left corner is that of [`map_area`].
pub(super) fn map_layers(picture: &Picture, zoom: f32) -> Vec<String> {
    let layout = PageLayout::of_map(&picture.scene);
    layers(picture, (zoom, Parts::Map(&layout)))
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

/// A picture to be shown at this zoom as SVGs that are drawn one over the other: illegible detail is omitted, as on the
/// screen, and so are lines where there are more than can be told apart.
pub(super) fn layers_at_zoom(picture: &Picture, zoom: f32) -> Vec<String> {
    layers(picture, (zoom, Parts::Page(&layout_page(picture))))
}

fn layers(picture: &Picture, (zoom, parts): (f32, Parts<'_>)) -> Vec<String> {
    Layers::new(picture, zoom, parts).split(&links_at_zoom(picture, zoom, parts.layout()))
}

/// The links that can be told apart at a zoom.
fn links_at_zoom<'a>(picture: &'a Picture, zoom: f32, layout: &PageLayout) -> Cow<'a, [LinkMark]> {
    let page = layout.page;
    distinct_links(&picture.scene.links, zoom, page.width() * page.height() * zoom * zoom)
}

fn whole(picture: &Picture, parts: Parts<'_>, links: &[LinkMark]) -> String {
    let mut text = String::new();
    let written: Result<(), Infallible> = Layers::new(picture, 1.0, parts).write(links, &mut |piece: &str| {
        text.push_str(piece);
        Ok(())
    });
    let Ok(()) = written;
    text
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
