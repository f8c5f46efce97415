//! What an SVG shows, in the order in which it is drawn: ground and lines, cards, and what lies over them. It is written as one
//! file in chunks, or as several that are read at the same time.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::breaks::{placed_breaks, push_breaks};
use super::cards::{CardWriter, Detail, SharedShapes};
use super::legend::push_legend;
use super::link_labels::push_link_labels;
use super::links::{LinkTitles, push_link};
use super::path_data::push_number;
use super::{
    Frame, ICON_MIN_ZOOM, Parts, Picture, TEXT_MIN_ZOOM, TitleBlock, background, push_rect, push_root, push_svg_start,
    title_block,
};
use crate::map::ActorId;
use crate::scene::{ActorMark, LinkMark, NAME_SIZE, shortened_names};

/// Actors or links per chunk.
const CHUNK_SIZE: usize = 1_024;
/// Chunks that are written in parallel while the previous batch goes to the sink.
const CHUNKS_PER_BATCH: usize = 16;
/// Number of actors or links from which on they are written in parallel.
const PARALLEL_THRESHOLD: usize = 4_000;
/// Above this number of actors, card shapes are shared by `<use>`; up to it each card has its own, which every word
/// processor supports.
const SHARED_SHAPES_THRESHOLD: usize = 4_000;
/// Up to this number of actors a drawing is read in one piece.
const WHOLE_THRESHOLD: usize = 250;

/// Receives the chunks of an SVG in order.
type ChunkSink<'a, E> = dyn FnMut(&str) -> Result<(), E> + Send + 'a;

/// A picture as it is written at a zoom.
pub(super) struct Layers<'a> {
    picture: &'a Picture,
    zoom: f32,
    parts: Parts<'a>,
    detail: Detail,
    title_block: TitleBlock,
    shared: Option<SharedShapes>,
    short_names: FxHashMap<ActorId, String>,
}

impl<'a> Layers<'a> {
    pub fn new(picture: &'a Picture, zoom: f32, parts: Parts<'a>) -> Self {
        let detail = match zoom {
            zoom if zoom < ICON_MIN_ZOOM => Detail::Shape,
            zoom if zoom < TEXT_MIN_ZOOM => Detail::Icon,
            _ => Detail::Text,
        };
        let actors = &picture.scene.actors;
        let is_shared = actors.len() > SHARED_SHAPES_THRESHOLD;
        Self {
            picture,
            zoom,
            parts,
            detail,
            title_block: title_block(picture),
            shared: is_shared.then(|| SharedShapes::of(&picture.scene, picture.palette, detail)),
            short_names: if detail == Detail::Text { shortened_names(actors) } else { FxHashMap::default() },
        }
    }

    /// Writes all of it in chunks; what lies over the cards is worked out meanwhile.
    pub fn write<E: Send>(&self, links: &[LinkMark], sink: &mut ChunkSink<'_, E>) -> Result<(), E> {
        let below = || {
            sink(&(self.start() + &self.ground()))?;
            self.write_links(links, sink)?;
            self.write_cards(&self.picture.scene.actors, sink)
        };
        let (written, above) = rayon::join(below, || self.above());
        written?;
        sink(&(above + END))
    }

    /// The same as several drawings of the same size, to be drawn one over the other.
    pub fn split(&self, links: &[LinkMark]) -> Vec<String> {
        let actors = &self.picture.scene.actors;
        if actors.len() <= WHOLE_THRESHOLD {
            let mut whole = String::new();
            self.write(links, &mut push_to(&mut whole)).unwrap_or_else(|never| match never {});
            return vec![whole];
        }
        let ground_and_links = || {
            let mut out = self.start() + &self.ground();
            self.write_links(links, &mut push_to(&mut out)).unwrap_or_else(|never| match never {});
            out + END
        };
        let cards = || -> Vec<String> {
            let size = actors.len().div_ceil(rayon::current_num_threads()).max(WHOLE_THRESHOLD);
            let of_chunk = |chunk: &[ActorMark]| {
                let mut out = self.start();
                self.write_cards(chunk, &mut push_to(&mut out)).unwrap_or_else(|never| match never {});
                out + END
            };
            actors.par_chunks(size).map(of_chunk).collect()
        };
        let above = || self.start() + &self.above() + END;
        let (above, (below, cards)) = rayon::join(above, || rayon::join(ground_and_links, cards));
        std::iter::once(below).chain(cards).chain([above]).collect()
    }

    /// The start of the file, with the shapes that cards share.
    fn start(&self) -> String {
        let mut out = String::with_capacity(16_384);
        let (page, language) = (self.parts.layout().page, self.picture.options.language);
        if let Parts::Element(_) = self.parts {
            push_svg_start(&mut out, None, page, &self.title_block.title, language);
        } else {
            push_root(&mut out, page, &self.title_block.title, language);
        }
        if let Some(shared) = &self.shared {
            out.push_str(&shared.definitions);
        }
        out
    }

    fn is_map_only(&self) -> bool {
        matches!(self.parts, Parts::Map(_))
    }

    fn ground(&self) -> String {
        let mut out = String::new();
        let (picture, layout) = (self.picture, self.parts.layout());
        if !self.is_map_only() || picture.palette.is_dark {
            push_rect(&mut out, layout.page, picture.palette.background);
        }
        background::push_background(&mut out, &picture.scene, layout, picture.palette, picture.options.language);
        out
    }

    fn write_links<E: Send>(&self, links: &[LinkMark], sink: &mut ChunkSink<'_, E>) -> Result<(), E> {
        let (palette, language) = (self.picture.palette, self.picture.options.language);
        let far = Some(self.zoom).filter(|zoom| *zoom < ICON_MIN_ZOOM);
        sink("<g stroke-linejoin=\"round\">\n")?;
        write_chunks(links, 500, sink, |out, marks| {
            let mut titles = LinkTitles::of(self.picture, marks);
            for mark in marks {
                push_link(out, mark, &mut titles, palette, language, far);
            }
        })?;
        sink("</g>\n")
    }

    fn write_cards<E: Send>(&self, actors: &[ActorMark], sink: &mut ChunkSink<'_, E>) -> Result<(), E> {
        let (palette, language) = (self.picture.palette, self.picture.options.language);
        let mut start =
            "<g stroke-linejoin=\"round\" stroke-linecap=\"round\" font-weight=\"600\" font-size=\"".to_owned();
        push_number(&mut start, NAME_SIZE);
        start.push_str("\">\n");
        sink(&start)?;
        let shared = self.shared.as_ref();
        write_chunks(actors, if shared.is_some() { 600 } else { 1_000 }, sink, |out, marks| {
            let mut card_writer =
                CardWriter::new((palette, language), (self.detail, self.zoom), shared, &self.short_names);
            card_writer.has_ids = self.is_map_only();
            for mark in marks {
                card_writer.push(out, mark);
            }
        })?;
        sink("</g>\n")
    }

    /// What lies over the cards: labels, breaks, headers, and what is around the map.
    fn above(&self) -> String {
        let (picture, layout) = (self.picture, self.parts.layout());
        let (palette, language) = (picture.palette, picture.options.language);
        let mut out = String::new();
        let breaks = placed_breaks(picture);
        if self.detail == Detail::Text && !picture.options.drawing.labels_hidden {
            push_link_labels(&mut out, picture, layout.map, &breaks);
        }
        push_breaks(&mut out, &breaks, palette);
        background::push_headers(&mut out, &picture.scene, layout, palette, language);
        if !self.is_map_only() {
            if picture.frame == Frame::Full {
                background::push_title(&mut out, &self.title_block, layout, palette);
            }
            push_legend(&mut out, &layout.legend, layout.scale, palette);
        }
        out
    }
}

/// The end of a file.
const END: &str = "</svg>\n";

/// A sink that keeps all of it.
fn push_to(out: &mut String) -> impl FnMut(&str) -> Result<(), std::convert::Infallible> + Send + '_ {
    |chunk| {
        out.push_str(chunk);
        Ok(())
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::picture::PictureOptions;
    use crate::exchange::sample_map;
    use crate::language::Language;
    use crate::map::DrawingStyle;

    #[test]
    fn layers_over_each_other_are_the_whole_drawing() {
        let map = sample_map(900, 3);
        let options = PictureOptions {
            model: None,
            year: map.info().year,
            language: Language::Vietnamese,
            drawing: DrawingStyle::default(),
            dark: false,
            date: String::new(),
            office: String::new(),
            remark: None,
        };
        let picture = Picture::of(&map, options).unwrap();
        let layout = super::super::layout_page(&picture);
        for zoom in [1.0, 0.2, 0.1] {
            let layers = Layers::new(&picture, zoom, Parts::Page(&layout));
            let mut whole = String::new();
            layers.write(&picture.scene.links, &mut push_to(&mut whole)).unwrap();
            let start = layers.start();
            let bodies = layers.split(&picture.scene.links);
            assert!(bodies.len() >= 3, "{}", bodies.len());
            let bodies = bodies.iter().map(|layer| layer.strip_prefix(&start).unwrap().strip_suffix(END).unwrap());
            // Where cards are parted, their group ends and begins anew.
            let cards = "<g stroke-linejoin=\"round\" stroke-linecap=\"round\" font-weight=\"600\" font-size=\"";
            let joined = bodies.collect::<Vec<_>>().concat();
            let parted = joined.matches(cards).count() - 1;
            let size = joined.split(cards).nth(1).and_then(|rest| rest.split('>').next()).unwrap();
            let joined = joined.replacen(&format!("</g>\n{cards}{size}>\n"), "", parted + 1);
            let whole = whole.replacen(&format!("</g>\n{cards}{size}>\n"), "", 1);
            assert!(whole == format!("{start}{joined}{END}"), "at {zoom}");
        }
    }
}
