//! The slides on pages of their size, for who has no program for decks: what is on each, drawn where the deck has it.

use super::master::{COVER_TEXT, COVER_TITLE, NUMBER, TITLE};
use super::pages::{
    CELL_MARGIN, COLUMNS, CONTENT_BOTTOM, CONTENT_TOP, Caption, Content, GAP, INDENT, LEADING, Page, cells, heads,
    pages, row_height, target_rows,
};
use super::slide::{CELL_SIZE, MAX_SCALE, picture_place};
use super::text::MARK_WIDTH;
use super::{DeckSource, MARGIN, SLIDE};
use crate::analysis::ProgressCallback;
use crate::exchange::drawing_fonts::{DrawnFile, FontLookup};
use crate::exchange::paper::{
    Bookmark, PagePreview, Pages, Part, PartKind, TextStyle, preview_page, push_text_lines, write_pages,
};
use crate::exchange::picture::Picture;
use crate::exchange::png::PngError;
use crate::exchange::svg::{LabelStyle, export_svg, push_label, push_rect, push_root};
use crate::language::{Language, UiText, integer};
use crate::scene::{Area, FontWeight, Point, flow_text, text_width, wrap_text};
use crate::slides::{Line, TargetLine};
use crate::theme::{Palette, Rgb};

/// Sizes of titles: that of the map, and others; smaller where one is long.
const COVER_SIZES: [f32; 3] = [40.0, 28.0, 22.0];
const COVER_TEXT_SIZE: f32 = 24.0;
const TITLE_SIZES: [f32; 3] = [28.0, 22.0, 16.0];
/// Size of the numbers of slides.
const NUMBER_SIZE: f32 = 18.0;
/// The gap between counts that stand beside each other, in points.
const COUNT_GAP: f32 = 26.0;
/// Side of the square of a colour before a line, by the size of its letters.
const MARK_SIDE: f32 = 0.5;

/// Writes the slides as a PDF, one a page. `fonts` finds letters that the built-in fonts lack.
///
/// # Errors
/// When a picture cannot be drawn, and [`PngError::Cancelled`] when `progress` returns `false`.
pub fn export_slides_pdf(
    source: DeckSource<'_>,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<DrawnFile, PngError> {
    /// Share of the progress at which the slides are laid out.
    const LAID_OUT: f32 = 0.3;
    let slides = pages(source, &|part| progress(part * LAID_OUT)).ok_or(PngError::Cancelled)?;
    let sheets = Sheets { language: source.language, palette: Palette::standard(source.dark) };
    let drawn = slides.iter().enumerate().map(|(at, page)| sheets.sheet(page, at + 1)).collect();
    let bookmark = |(page, slide): (usize, &Page)| Bookmark { level: 1, title: slide.title.clone(), page, top: 0.0 };
    let info = source.map.info();
    let title = if info.title.is_empty() { UiText::Untitled.text(source.language) } else { &info.title };
    let pages = Pages {
        parts: drawn,
        size: SLIDE,
        bookmarks: slides.iter().enumerate().map(bookmark).collect(),
        title: title.to_owned(),
        language: source.language,
    };
    write_pages(pages, fonts, &|part| progress(LAID_OUT + (1.0 - LAID_OUT) * part))
}

/// A slide as pixels, as large as a room of pixels.
///
/// # Errors
/// As [`export_slides_pdf`].
pub(in crate::exchange) fn preview_slide(
    source: DeckSource<'_>,
    number: usize,
    room: [u32; 2],
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<PagePreview, PngError> {
    let slides = pages(source, progress).ok_or(PngError::Cancelled)?;
    let palette = Palette::standard(source.dark);
    let sheets = Sheets { language: source.language, palette };
    let parts = |at: usize| slides.get(at).map(|page| sheets.sheet(page, at + 1)).unwrap_or_default();
    preview_page((number, slides.len()), parts, (SLIDE, palette), room, fonts)
}

/// What all pages share.
struct Sheets {
    language: Language,
    palette: &'static Palette,
}

impl Sheets {
    fn sheet<'a>(&self, page: &'a Page, number: usize) -> Vec<Part<'a>> {
        let mut ground = self.begin();
        let all = Area { min: Point::new(0.0, 0.0), max: Point::new(SLIDE.0, SLIDE.1) };
        push_rect(&mut ground, all, self.palette.background);
        let is_cover = matches!(page.content, Content::Cover(_));
        let mut parts = vec![part(ground, PartKind::Text), self.title(page, is_cover)];
        match &page.content {
            Content::Cover(lines) => {
                let style = text_style(COVER_TEXT_SIZE, FontWeight::Regular, self.palette.text_muted);
                let mut top = COVER_TEXT.top;
                for line in lines {
                    let rows = wrap_text(line, style.weight, style.size, COVER_TEXT.width, usize::MAX);
                    parts.push(part(self.centred(&rows, top, style), PartKind::Text));
                    top += rows.len() as f32 * style.leading() + GAP;
                }
            }
            Content::Lines { lines, size } => self.push_lines(&mut parts, lines, *size, CONTENT_TOP),
            Content::Targets(lines) => parts.push(part(self.table(lines), PartKind::Text)),
            Content::Picture { picture, alt, caption } => {
                parts.push(picture_part(picture, alt, caption.height));
                self.push_caption(&mut parts, caption);
            }
        }
        if !is_cover {
            let style = LabelStyle { size: NUMBER_SIZE, weight: FontWeight::Regular, colour: self.palette.text_muted };
            let number = integer(number as u64, self.language);
            let left = NUMBER.left + NUMBER.width - text_width(&number, style.weight, style.size);
            let mut svg = self.begin() + "<g id=\"foot\">";
            push_label(&mut svg, &number, Point::new(left, NUMBER.top + NUMBER.height / 2.0), style);
            parts.push(part(svg + "</g>", PartKind::Text));
        }
        parts
    }

    fn title<'a>(&self, page: &Page, is_cover: bool) -> Part<'a> {
        let kind = PartKind::Heading(1, page.title.clone());
        let place = if is_cover { COVER_TITLE } else { TITLE };
        let sizes = if is_cover { COVER_SIZES } else { TITLE_SIZES };
        let weight = FontWeight::Bold;
        let room = |size: f32| ((place.height / (size * LEADING)) as usize).max(1);
        let fits =
            |size: &f32| wrap_text(&page.title, weight, *size, place.width, usize::MAX).len() <= room(*size).min(3);
        let size = sizes.into_iter().find(fits).unwrap_or(sizes[2]);
        let style = text_style(size, weight, self.palette.text);
        let rows = wrap_text(&page.title, weight, size, place.width, room(size));
        let height = rows.len() as f32 * style.leading();
        if is_cover {
            return part(self.centred(&rows, place.top + place.height - height, style), kind);
        }
        let mut svg = self.begin();
        push_rows(&mut svg, &rows, (place.left, place.top + (place.height - height) / 2.0), style);
        part(svg, kind)
    }

    /// Rows in the middle of the page.
    fn centred(&self, rows: &[String], top: f32, style: TextStyle) -> String {
        let mut svg = self.begin();
        for (at, row) in rows.iter().enumerate() {
            let left = (SLIDE.0 - text_width(row, style.weight, style.size)) / 2.0;
            push_rows(&mut svg, std::slice::from_ref(row), (left, top + at as f32 * style.leading()), style);
        }
        svg
    }

    /// Lines one below the other, each with its colour before it.
    fn push_lines(&self, parts: &mut Vec<Part<'_>>, lines: &[Line], size: f32, mut top: f32) {
        for line in lines {
            let weight = if line.is_strong { FontWeight::SemiBold } else { FontWeight::Regular };
            let style = text_style(size, weight, self.palette.text);
            let mut svg = self.begin();
            let left = MARGIN + if line.is_strong { 0.0 } else { INDENT };
            let after_mark = if line.icon.is_some() { MARK_WIDTH } else { 0.0 };
            if let Some((_, colour)) = line.icon {
                push_mark(&mut svg, (left, top + style.leading() / 2.0), size, colour);
            }
            let width = SLIDE.0 - MARGIN - left - after_mark;
            let rows = flow_text(&line.text, weight, size, width, usize::MAX);
            push_rows(&mut svg, &rows, (left + after_mark, top), style);
            top += rows.len().max(1) as f32 * style.leading() + GAP;
            parts.push(part(svg, PartKind::Text));
        }
    }

    fn push_caption(&self, parts: &mut Vec<Part<'_>>, caption: &Caption) {
        let top = CONTENT_BOTTOM - caption.height;
        if !caption.is_row {
            self.push_lines(parts, &caption.lines, caption.size, top);
            return;
        }
        let style = text_style(caption.size, FontWeight::Regular, self.palette.text);
        let (mut left, mut top) = (MARGIN, top);
        for line in &caption.lines {
            let before = if line.icon.is_some() { caption.size * MARK_SIDE + 6.0 } else { 0.0 };
            let width = before + text_width(&line.text, style.weight, style.size);
            if left > MARGIN && left + width > SLIDE.0 - MARGIN {
                (left, top) = (MARGIN, top + style.leading());
            }
            let mut svg = self.begin();
            if let Some((_, colour)) = line.icon {
                push_mark(&mut svg, (left, top + style.leading() / 2.0), caption.size, colour);
            }
            push_rows(&mut svg, std::slice::from_ref(&line.text), (left + before, top), style);
            parts.push(part(svg, PartKind::Text));
            left += width + COUNT_GAP;
        }
    }

    fn table(&self, lines: &[TargetLine]) -> String {
        let mut svg = self.begin();
        let mut top = CONTENT_TOP;
        let mut push_row = |texts: [&str; 3], colours: [Rgb; 3], height: f32, is_head: bool| {
            let mut left = MARGIN;
            for ((text, colour), width) in texts.into_iter().zip(colours).zip(COLUMNS) {
                let weight = if is_head { FontWeight::SemiBold } else { FontWeight::Regular };
                let style = text_style(CELL_SIZE, weight, colour);
                let rows = wrap_text(text, weight, CELL_SIZE, width - 2.0 * CELL_MARGIN.0, usize::MAX);
                let above = (height - rows.len() as f32 * style.leading()) / 2.0;
                push_rows(&mut svg, &rows, (left + CELL_MARGIN.0, top + above), style);
                left += width;
            }
            let rule = if is_head { self.palette.text_muted } else { self.palette.border };
            let edge = Area { min: Point::new(MARGIN, top + height - 0.75), max: Point::new(left, top + height) };
            push_rect(&mut svg, edge, rule);
            top += height;
        };
        push_row(heads(self.language), [self.palette.text_muted; 3], row_height(1), true);
        for line in lines {
            let colours = [self.palette.text, self.palette.text, line.tint];
            push_row(cells(line), colours, row_height(target_rows(line)), false);
        }
        svg
    }

    /// The start of a drawing of the size of a slide.
    fn begin(&self) -> String {
        let mut svg = String::new();
        push_root(&mut svg, Area { min: Point::new(0.0, 0.0), max: Point::new(SLIDE.0, SLIDE.1) }, "", self.language);
        svg
    }
}

fn text_style(size: f32, weight: FontWeight, colour: Rgb) -> TextStyle {
    TextStyle { size, weight, colour, spacing: LEADING }
}

/// A drawing that has been begun, as a part of a page.
fn part<'a>(svg: String, kind: PartKind) -> Part<'a> {
    Part { svg: svg + "</svg>\n", at: Point::new(0.0, 0.0), scale: 1.0, kind, picture: None }
}

fn picture_part<'a>(picture: &'a Picture, alt: &str, caption: f32) -> Part<'a> {
    let size = picture.size();
    let place = picture_place(caption, |room| {
        let scale = (room.0 / size.0.max(1.0)).min(room.1 / size.1.max(1.0)).min(MAX_SCALE);
        (size.0 * scale, size.1 * scale)
    });
    let (at, scale) = (Point::new(place.left, place.top), place.width / size.0.max(1.0));
    Part { svg: export_svg(picture), at, scale, kind: PartKind::Figure(alt.to_owned()), picture: Some(picture) }
}

fn push_rows(svg: &mut String, rows: &[String], corner: (f32, f32), style: TextStyle) {
    let lines: Vec<_> = rows.iter().map(|row| vec![(row.clone(), style.weight)]).collect();
    push_text_lines(svg, &lines, corner, style);
}

/// A square of a colour; `at` is its left end at the vertical middle.
fn push_mark(svg: &mut String, (left, middle): (f32, f32), size: f32, colour: Rgb) {
    let side = size * MARK_SIDE;
    let min = Point::new(left, middle - side / 2.0);
    push_rect(svg, Area { min, max: Point::new(min.x + side, min.y + side) }, colour);
}
