//! What is on each slide of a deck: its title, a picture with a caption, lines or a table, and the notes. Letters have at
//! least 18 points: what does not fit goes on, on a further slide, or ends with a sign and stands in full in the notes.

use super::master::Layout;
use super::text::MARK_WIDTH;
use super::{DeckSource, MARGIN, OtherYears, SLIDE};
use crate::analysis::{ProgressCallback, assess};
use crate::exchange::layout_import::tidy_map;
use crate::exchange::picture::{Picture, PictureOptions};
use crate::language::{
    Heading as H, ReportText as R, UiText, chain_alt, linked_models_line, more_text, verdict_counts,
};
use crate::map::{LinkageMap, ViewState};
use crate::scene::{FontWeight, wrap_text};
use crate::session::ViewContext;
use crate::slides::{Line, Slide, TargetLine, caption, change_lines, lapse_lines, slides, target_line};
use crate::theme::Palette;

/// The most slides of models, of views, and of one list.
const MAX_MODELS: usize = 80;
const MAX_VIEWS: usize = 60;
const MAX_LIST_SLIDES: usize = 6;
/// Sizes of letters: lines where there is room, lines at least, cells of a table.
const LINE_SIZES: [f32; 2] = [22.0, LEAST_SIZE];
const LEAST_SIZE: f32 = 18.0;
/// From line to line, of the size; the gap between two paragraphs in points.
pub(super) const LEADING: f32 = 1.22;
pub(super) const GAP: f32 = 6.0;
/// Where the content begins, and where it ends, in points from above.
pub(super) const CONTENT_TOP: f32 = 96.0;
pub(super) const CONTENT_BOTTOM: f32 = 496.0;
/// The most of a slide that a caption takes, and what a paragraph is indented by that follows from the one before.
const MAX_CAPTION: f32 = 168.0;
pub(super) const INDENT: f32 = 24.0;
/// The columns of the table of targets: name, numbers, state.
pub(super) const COLUMNS: [f32; 3] = [440.0, 220.0, 220.0];
/// The room around the text of a cell, in points.
pub(super) const CELL_MARGIN: (f32, f32) = (8.0, 5.0);
/// The height of lane heads on a picture, about.
const LANE_HEADS: f32 = 40.0;

/// A slide.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub title: String,
    pub content: Content,
    pub note: String,
}

/// What is below the title.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// The first slide: what stands below the title of the map.
    Cover(Vec<String>),
    Picture {
        picture: Box<Picture>,
        /// What it shows, in words.
        alt: String,
        caption: Caption,
    },
    Lines {
        lines: Vec<Line>,
        size: f32,
    },
    /// Rows of a table of targets.
    Targets(Vec<TargetLine>),
}

/// The lines below a picture.
#[derive(Clone, Debug)]
pub(super) struct Caption {
    pub lines: Vec<Line>,
    /// Size of the letters.
    pub size: f32,
    /// Height of all of it.
    pub height: f32,
    /// Whether the lines stand beside each other, as counts do.
    pub is_row: bool,
}

impl Page {
    /// The layout that it has.
    pub fn layout(&self) -> Layout {
        match self.content {
            Content::Cover(_) => Layout::Cover,
            Content::Picture { .. } | Content::Targets(_) => Layout::TitleOnly,
            Content::Lines { .. } => Layout::Text,
        }
    }
}

/// All slides. `None` when cancelled.
pub(super) fn pages(source: DeckSource<'_>, progress: ProgressCallback<'_>) -> Option<Vec<Page>> {
    let DeckSource { assessment, study, language, dark, .. } = source;
    let map = &laid_out(source.map);
    let palette = Palette::standard(dark);
    let view = ViewState::default();
    let context = ViewContext::of_map(map, assessment, Some(study), &view, language, palette);
    let all = slides(&context);
    let mut years = OtherYears::new();
    let (mut models, mut views, mut others) = (0, 0, 0);
    let mut pages = Vec::new();
    for (at, slide) in all.iter().enumerate() {
        progress(at as f32 / all.len() as f32).then_some(())?;
        let (count, most) = match slide {
            Slide::Model(_) => (&mut models, MAX_MODELS),
            Slide::View(_) => (&mut views, MAX_VIEWS),
            _ => (&mut others, usize::MAX),
        };
        *count += 1;
        if *count <= most {
            push_slide(&mut pages, *slide, &context, &mut years);
        } else if *count == most + 1 {
            // Told once, where the others would be.
            let kind = std::mem::discriminant(slide);
            let rest = all.iter().skip(at).filter(|slide| std::mem::discriminant(*slide) == kind).count();
            let lines = vec![Line { icon: None, text: more_text(rest, language), is_strong: false }];
            let title = if matches!(slide, Slide::Model(_)) { R::Models } else { R::MoreSlides };
            push_lines(&mut pages, title.text(language), lines, &context);
        }
    }
    if let (Some(supposing), Some(Page { content: Content::Cover(lines), .. })) = (source.supposing, pages.first_mut())
    {
        lines.insert(0, supposing.to_owned());
    }
    Some(pages)
}

/// The map with a place for every actor.
fn laid_out(map: &LinkageMap) -> LinkageMap {
    let mut map = map.clone();
    if map.placements().len() < map.actors().len() {
        // What cannot be placed is left out of pictures, as a valid map has nothing of the kind.
        let _ = tidy_map(&mut map);
    }
    map
}

fn push_slide(pages: &mut Vec<Page>, slide: Slide, context: &ViewContext<'_>, years: &mut OtherYears) {
    let (map, language) = (context.map, context.language);
    let info = map.info();
    let name = if info.title.is_empty() { UiText::Untitled.text(language) } else { &info.title };
    let title = slide.title(name, context);
    let note = slide.note(context).to_owned();
    match slide {
        Slide::Title => {
            let place = [info.region.clone(), context.year.to_string()];
            let place = place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            let summary = context.assessment.map(|known| known.summary).unwrap_or_default();
            let linked = (summary.models > 0).then(|| format!("{}.", linked_models_line(summary, language)));
            let lines = std::iter::once(place).chain(linked).chain([verdict_counts(summary, language)]).collect();
            pages.push(Page { title, content: Content::Cover(lines), note });
        }
        Slide::Targets => push_targets(pages, &title, context),
        Slide::Lapses => push_lines(pages, &title, lapse_lines(context), context),
        Slide::Changes => push_lines(pages, &title, change_lines(context), context),
        Slide::WholeMap | Slide::Model(_) | Slide::View(_) => {
            let view = slide.view_state(context);
            let year = view.year.unwrap_or(context.year);
            let is_other = year != context.year;
            if is_other {
                years.entry(year).or_insert_with(|| assess(map, year));
            }
            let assessment = years.get(&year).filter(|_| is_other).or(context.assessment);
            let study = context.study.filter(|_| !is_other);
            let context = ViewContext { assessment, study, view: &view, year, ..*context };
            let title = if is_other { format!("{title} ({year})") } else { title };
            pages.extend(picture_page(slide, title, note, &context));
        }
    }
}

fn picture_page(slide: Slide, title: String, note: String, context: &ViewContext<'_>) -> Option<Page> {
    let language = context.language;
    let lines = caption(slide, None, context);
    let model = slide.model(context);
    let (caption, is_cut) = fitted_caption(lines.clone(), model.is_none());
    let options = PictureOptions {
        model,
        year: context.year,
        language,
        drawing: context.view.drawing,
        dark: context.palette.is_dark,
        date: String::new(),
        office: String::new(),
        remark: None,
    };
    let height = CONTENT_BOTTOM - CONTENT_TOP - caption.height - GAP;
    let ratio = (SLIDE.0 - 2.0 * MARGIN) / (height - LANE_HEADS);
    let picture = Picture::of_slide(context, options, ratio)?;
    let verdict = model.and_then(|id| context.assessment?.models.get(&id)).map(|model| model.verdict);
    let named =
        model.and_then(|id| context.map.models().get(&id)).map(|model| chain_alt(&model.name, verdict, language));
    let alt = named.unwrap_or_else(|| title.clone());
    let told = is_cut.then(|| lines.into_iter().map(|line| line.text));
    let note = std::iter::once(note).filter(|note| !note.is_empty()).chain(told.into_iter().flatten());
    let note = note.collect::<Vec<_>>().join("\n");
    Some(Page { title, content: Content::Picture { picture: Box::new(picture), alt, caption }, note })
}

/// The width that lines may take.
fn line_width(line: &Line) -> f32 {
    let indent = if line.is_strong { 0.0 } else { INDENT };
    SLIDE.0 - 2.0 * MARGIN - indent - if line.icon.is_some() { MARK_WIDTH } else { 0.0 }
}

fn rows(line: &Line, size: f32, most: usize) -> Vec<String> {
    let weight = if line.is_strong { FontWeight::SemiBold } else { FontWeight::Regular };
    wrap_text(&line.text, weight, size, line_width(line), most)
}

fn height(line: &Line, size: f32) -> f32 {
    rows(line, size, usize::MAX).len().max(1) as f32 * size * LEADING + GAP
}

/// A caption that fits below a picture, and whether some of it had to be cut.
fn fitted_caption(mut lines: Vec<Line>, is_row: bool) -> (Caption, bool) {
    const MAX_ROWS: usize = 3;
    if is_row {
        // Counts are short: they stand beside each other, in two rows at most.
        let height = if lines.is_empty() { 0.0 } else { 2.0 * LEAST_SIZE * LEADING };
        return (Caption { lines, size: LEAST_SIZE, height, is_row }, false);
    }
    let of_size = |lines: &[Line], size: f32| lines.iter().map(|line| height(line, size)).sum::<f32>();
    let size = LINE_SIZES.into_iter().find(|size| of_size(&lines, *size) <= MAX_CAPTION).unwrap_or(LEAST_SIZE);
    let is_cut = of_size(&lines, size) > MAX_CAPTION;
    if is_cut {
        for line in &mut lines {
            let cut = rows(line, size, if line.is_strong { 1 } else { MAX_ROWS });
            line.text = cut.join(" ");
        }
    }
    let height = of_size(&lines, size).min(MAX_CAPTION + LEAST_SIZE * LEADING);
    (Caption { lines, size, height, is_row }, is_cut)
}

/// Slides with lines: as many as hold all of them, up to a number.
fn push_lines(pages: &mut Vec<Page>, title: &str, lines: Vec<Line>, context: &ViewContext<'_>) {
    /// The most rows of one line.
    const MAX_ROWS: usize = 8;
    let room = CONTENT_BOTTOM - CONTENT_TOP;
    let all: f32 = lines.iter().map(|line| height(line, LINE_SIZES[0])).sum();
    let size = if all <= room { LINE_SIZES[0] } else { LEAST_SIZE };
    let shortened = lines.into_iter().map(|line| Line { text: rows(&line, size, MAX_ROWS).join(" "), ..line });
    let slides = chunked(shortened.collect(), room, |line| height(line, size));
    let rest: usize = slides.iter().skip(MAX_LIST_SLIDES).map(Vec::len).sum();
    let count = slides.len().min(MAX_LIST_SLIDES);
    for (at, mut lines) in slides.into_iter().take(MAX_LIST_SLIDES).enumerate() {
        if rest > 0 && at + 1 == count {
            // In place of the last line, which there is room for.
            lines.pop();
            lines.push(Line { icon: None, text: more_text(rest + 1, context.language), is_strong: false });
        }
        let content = Content::Lines { lines, size };
        pages.push(Page { title: numbered(title, at, count), content, note: String::new() });
    }
}

fn push_targets(pages: &mut Vec<Page>, title: &str, context: &ViewContext<'_>) {
    let lines: Vec<TargetLine> =
        context.map.targets().values().map(|target| shortened(&target_line(target, context))).collect();
    let slides = chunked(lines, CONTENT_BOTTOM - CONTENT_TOP - row_height(1), |line| row_height(target_rows(line)));
    let rest: usize = slides.iter().skip(MAX_LIST_SLIDES).map(Vec::len).sum();
    let count = slides.len().min(MAX_LIST_SLIDES);
    for (at, lines) in slides.into_iter().take(MAX_LIST_SLIDES).enumerate() {
        let content = Content::Targets(lines);
        pages.push(Page { title: numbered(title, at, count), content, note: String::new() });
    }
    if rest > 0 {
        let told = vec![Line { icon: None, text: more_text(rest, context.language), is_strong: false }];
        push_lines(pages, title, told, context);
    }
}

/// The height of a row of the table with so many rows of text.
pub(super) fn row_height(rows: usize) -> f32 {
    rows as f32 * LEAST_SIZE * LEADING + 2.0 * CELL_MARGIN.1
}

/// The cells of a target.
pub(super) fn cells(line: &TargetLine) -> [&str; 3] {
    [&line.name, &line.numbers, &line.state]
}

/// The heads of the columns.
pub(super) fn heads(language: crate::language::Language) -> [&'static str; 3] {
    [H::Target.text(language), R::Reached.text(language), H::State.text(language)]
}

fn cell_rows(text: &str, width: f32, most: usize) -> Vec<String> {
    wrap_text(text, FontWeight::Regular, LEAST_SIZE, width - 2.0 * CELL_MARGIN.0, most)
}

/// How many rows of text the highest cell has.
pub(super) fn target_rows(line: &TargetLine) -> usize {
    let of_cell = |(text, width): (&str, f32)| cell_rows(text, width, usize::MAX).len();
    cells(line).into_iter().zip(COLUMNS).map(of_cell).max().unwrap_or(1).max(1)
}

/// No cell is higher than a few rows.
fn shortened(line: &TargetLine) -> TargetLine {
    const MAX_ROWS: usize = 4;
    let [name, numbers, state] = COLUMNS;
    let cut = |text: &str, width: f32| cell_rows(text, width, MAX_ROWS).join(" ");
    TargetLine {
        name: cut(&line.name, name),
        numbers: cut(&line.numbers, numbers),
        state: cut(&line.state, state),
        ..line.clone()
    }
}

/// What fits onto one slide after another; each has one at least.
fn chunked<T>(items: Vec<T>, room: f32, height: impl Fn(&T) -> f32) -> Vec<Vec<T>> {
    let mut slides: Vec<Vec<T>> = Vec::new();
    let mut left = 0.0;
    for item in items {
        let height = height(&item);
        match slides.last_mut() {
            Some(slide) if height <= left => slide.push(item),
            _ => {
                slides.push(vec![item]);
                left = room;
            }
        }
        left -= height;
    }
    slides
}

/// The title of one of several slides.
fn numbered(title: &str, at: usize, count: usize) -> String {
    if count > 1 { format!("{title} ({}/{count})", at + 1) } else { title.to_owned() }
}
