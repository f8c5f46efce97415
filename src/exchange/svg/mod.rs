//! A picture as SVG: text as text in the built-in family, a titled group for each actor and link, plain attributes
//! and nothing from elsewhere, so that browsers, drawing programs and word processors show it alike.

mod cards;
mod ground;
mod legend;
mod lines;
mod sheet;
mod xml;

use std::convert::Infallible;

use rayon::prelude::*;

use super::picture::Picture;
use crate::language::{Language, Localized, UiText};
use crate::scene::{
    Area, BREAK_RADIUS, FontWeight, NAME_SIZE, Point, legend as build_legend, reason_area, text_width, wrap_text,
};
use crate::theme::REGULAR;
use cards::{Cards, Detail, SharedShapes, push_break};
use ground::{Heading, Setting, push_words_in};
use lines::Titles;
use sheet::Sheet;
use xml::{push_colour, push_number, push_text};

/// So many actors or links are written at a time.
const PORTION: usize = 1_024;
/// So many portions are written while those before them are taken in.
const LOT: usize = 16;
/// Actors and links together, up to which several cores are not worth their while.
const FEW: usize = 4_000;
/// More actors than this have the shapes of their cards drawn once for all; up to it each has its own, which every
/// word processor understands.
const SHARED: usize = 4_000;
/// Sizes below which cards have no writing and no icon, as on the screen.
const SILENT: f32 = 0.30;
const BLOCK: f32 = 0.12;

/// Writes a picture as SVG, at 100 %.
pub fn export_svg(picture: &Picture) -> String {
    drawn(picture, 1.0)
}

/// The same in pieces, one after another: while one is taken in, the next ones are written.
///
/// # Errors
/// That of the first piece which is not taken in; there are no more after it.
pub fn export_svg_to<E: Send>(picture: &Picture, mut take: impl FnMut(&str) -> Result<(), E> + Send) -> Result<(), E> {
    push_drawn(picture, 1.0, &mut take)
}

fn heading_of(picture: &Picture) -> Heading {
    let (info, language) = (picture.map.info(), picture.wish.language);
    let with = |words: UiText, what: &str| words.text(language).replace("{}", what);
    let title = if info.title.is_empty() { UiText::Untitled.text(language).to_owned() } else { info.title.clone() };
    let year = with(UiText::PaperYear, &picture.wish.year.to_string());
    let date = with(UiText::PaperDate, &picture.wish.date);
    let remark = picture.wish.remark.clone().unwrap_or_default();
    let details = [info.region.clone(), year, date, remark].into_iter().filter(|part| !part.is_empty()).collect();
    let model = picture.model.as_ref().map(|(name, verdict)| {
        let words = with(UiText::PaperModel, name);
        let judged = verdict.map(|verdict| format!("{words} – {}", verdict.text(language)));
        (judged.unwrap_or(words), *verdict)
    });
    Heading { title, details, model }
}

fn sheet_of(picture: &Picture) -> Sheet {
    let legend = build_legend(&picture.scene, !picture.breaks.is_empty(), picture.wish.language);
    Sheet::new(&picture.scene, legend, heading_of(picture).lines())
}

/// Size of a picture at 100 %.
pub(super) fn size_of(picture: &Picture) -> (f32, f32) {
    let page = sheet_of(picture).page;
    (page.width(), page.height())
}

/// The SVG of a picture that will be shown at this size: what could not be read there is left out, as on the screen.
pub(super) fn drawn(picture: &Picture, zoom: f32) -> String {
    let mut whole = String::new();
    let taken: Result<(), Infallible> = push_drawn(picture, zoom, &mut |piece: &str| {
        whole.push_str(piece);
        Ok(())
    });
    let Ok(()) = taken;
    whole
}

fn push_drawn<E: Send>(picture: &Picture, zoom: f32, take: &mut Take<'_, E>) -> Result<(), E> {
    let sheet = &sheet_of(picture);
    let (scene, palette, language) = (&picture.scene, picture.palette, picture.wish.language);
    let heading = heading_of(picture);
    let detail = match zoom {
        zoom if zoom < BLOCK => Detail::Shape,
        zoom if zoom < SILENT => Detail::Icon,
        _ => Detail::Writing,
    };
    let shared = (scene.actors.len() > SHARED).then(|| SharedShapes::of(scene, palette, detail));
    let shared = shared.as_ref();
    let mut out = String::with_capacity(16_384);
    push_root(&mut out, sheet.page, &heading.title, language);
    if let Some(shared) = shared {
        out.push_str(&shared.definitions);
    }
    ground::push_ground(&mut out, scene, sheet, palette, language);
    out.push_str("<g stroke-linejoin=\"round\">\n");
    let plain = zoom < BLOCK;
    take(&out)?;
    portions(&scene.links, 500, take, |out, marks| {
        let mut titles = Titles::of(picture, marks);
        for mark in marks {
            lines::push_link(out, mark, &mut titles, palette, language, plain);
        }
    })?;
    let mut between =
        "</g>\n<g stroke-linejoin=\"round\" stroke-linecap=\"round\" font-weight=\"600\" font-size=\"".to_owned();
    push_number(&mut between, NAME_SIZE);
    between.push_str("\">\n");
    take(&between)?;
    portions(&scene.actors, if shared.is_some() { 600 } else { 1_000 }, take, |out, marks| {
        let mut cards = Cards::new(palette, detail, language, shared);
        for mark in marks {
            cards.push(out, mark);
        }
    })?;
    let mut end = "</g>\n".to_owned();
    push_breaks(&mut end, picture);
    ground::push_headers(&mut end, scene, sheet, palette, language);
    ground::push_title(&mut end, &heading, sheet, palette);
    legend::push_legend(&mut end, sheet, palette);
    end.push_str("</svg>\n");
    take(&end)
}

fn push_root(out: &mut String, page: Area, title: &str, language: Language) {
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"");
    xml::push_length(out, "width", page.width());
    xml::push_length(out, "height", page.height());
    out.push_str(" viewBox=\"");
    xml::push_pair(out, page.min.x, page.min.y);
    out.push(' ');
    xml::push_pair(out, page.width(), page.height());
    let tag = match language {
        Language::Vietnamese => "vi",
        Language::English => "en",
    };
    out.push_str(&format!("\" lang=\"{tag}\" font-family=\"'{REGULAR}', Inter, Arial, sans-serif\">\n<title>"));
    push_text(out, title);
    out.push_str("</title>\n");
}

/// Takes a piece in.
type Take<'a, E> = dyn FnMut(&str) -> Result<(), E> + Send + 'a;

/// Writes many things in portions, on several cores where they are many; the order stays.
/// A thing takes about so many `bytes`.
fn portions<T: Sync, E: Send>(
    things: &[T],
    bytes: usize,
    take: &mut Take<'_, E>,
    write: impl Fn(&mut String, &[T]) + Sync,
) -> Result<(), E> {
    if things.len() < FEW {
        let mut out = String::with_capacity(things.len() * bytes);
        write(&mut out, things);
        return take(&out);
    }
    let room = || vec![String::with_capacity(PORTION * bytes); LOT];
    let (mut ready, mut next) = (room(), room());
    for lot in things.chunks(PORTION * LOT) {
        let take_ready = || ready.iter().try_for_each(|piece| take(piece));
        let write_next = || {
            next.par_iter_mut().for_each(String::clear);
            next.par_iter_mut().zip(lot.par_chunks(PORTION)).for_each(|(out, things)| write(out, things));
        };
        rayon::join(take_ready, write_next).0?;
        std::mem::swap(&mut ready, &mut next);
    }
    ready.iter().try_for_each(|piece| take(piece))
}

/// Adds the places where the chain breaks, each with its reason.
fn push_breaks(out: &mut String, picture: &Picture) {
    let (palette, size) = (picture.palette, 11.5);
    let mut taken: Vec<Area> = Vec::new();
    for stop in &picture.breaks {
        let Some(at) = picture.scene.break_position(stop) else { continue };
        push_break(out, at, BREAK_RADIUS, palette);
        let words = wrap_text(stop.reason.text(picture.wish.language), FontWeight::SemiBold, size, 180.0, 1).pop();
        let Some(words) = words else { continue };
        let length = text_width(&words, FontWeight::SemiBold, size);
        let width = length + 10.0;
        let cards = picture.scene.break_cards(stop).map(|mark| mark.area);
        let frame = reason_area(at, (width, 18.0), Area::ALL, cards, &taken);
        out.push_str("<rect rx=\"4\"");
        xml::push_length(out, "x", frame.min.x);
        xml::push_length(out, "y", frame.min.y);
        xml::push_length(out, "width", frame.width());
        xml::push_length(out, "height", frame.height());
        push_colour(out, "fill", palette.background);
        push_colour(out, "stroke", palette.error);
        out.push_str("/>");
        let start = Point::new(frame.min.x + 5.0, frame.middle().y);
        push_words_in(out, &words, start, length, Setting { size, weight: FontWeight::SemiBold, ink: palette.error });
        taken.push(frame);
    }
}
