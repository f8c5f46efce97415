//! Files that show a map, whatever their format: what an officer hands out. One request says what is shown and how; the
//! file is made of it here, and a `preview` of any of its pages.

mod preview;
mod request;

use jiff::civil::Date;

pub use preview::{ExportPreview, preview_export};
pub use request::{ExportChoices, ExportContent, ExportFormat, ExportRequest};

use super::deck::{DeckSource, export_deck, export_slides_pdf};
use super::drawing_fonts::{DrawnFile, FontLookup};
use super::network::export_network;
use super::page::{PageError, PageOptions, PageTheme, export_page};
use super::paper::{PaperError, PaperSize, check_paper_size, export_pdf};
use super::picture::{Picture, PictureError, PictureOptions};
use super::png::{PngError, export_png_with_progress};
use super::report::{ReportFormat, ReportSource, export_report};
use super::svg::export_svg;
use crate::analysis::{Assessment, ProgressCallback, Study, assess_with_progress, study};
use crate::language::{ExportText, Language, date};
use crate::map::{DrawingStyle, LinkageMap, ModelId, Neighborhood, Selection, ViewState, Year};

/// Pixels a point of a PNG: sharp in print.
pub const PNG_SCALE: f32 = 2.0;

/// What a file is made of.
#[derive(Clone, Copy, Debug)]
pub struct ExportSource<'a> {
    /// The map.
    pub map: &'a LinkageMap,
    /// The year that it is assessed in.
    pub year: Year,
    /// Colouring and flow widths.
    pub drawing: DrawingStyle,
    /// How far the highlight reaches from a single actor.
    pub neighborhood: Neighborhood,
    /// What is supposed, in words; `None` where the map is as recorded.
    pub supposing: Option<&'a str>,
    /// What changed in a meeting, a line each; `None` if there was none.
    pub meeting: Option<&'a [String]>,
    /// The date that it tells; `None` for none.
    pub date: Option<Date>,
    /// The language where none is chosen.
    pub language: Language,
}

/// A file that shows a map.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// How large it came out.
    pub figures: ExportFigures,
    /// Names with letters that no font has; a mark stands for each such letter.
    pub marked_names: Vec<String>,
}

/// How large a file comes out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ExportFigures {
    /// It has no size of its own, or none that is known before a program opens it.
    Unmeasured,
    /// Pixels across and down; whether they are fewer than they should be, as programs do not open more.
    Pixels(u32, u32, bool),
    /// Sheets of this size, and the size of the smallest names in points.
    Sheets(usize, PaperSize, f32),
    /// Slides.
    Slides(usize),
    /// Pages of a document.
    Pages(usize),
}

impl ExportFigures {
    /// How many pages there are to look at.
    pub fn pages(self) -> usize {
        match self {
            Self::Unmeasured | Self::Pixels(..) => 1,
            Self::Sheets(pages, ..) | Self::Slides(pages) | Self::Pages(pages) => pages,
        }
    }
}

/// Why there is no such file.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ExportError {
    /// Cancelled by the progress callback.
    #[error("the file is no longer wanted")]
    Cancelled,
    /// The map has no models.
    #[error("{}", ExportText::NoModels.text(Language::English))]
    NoModels,
    /// What was to be shown is no longer in the map.
    #[error("{}", ExportText::NothingThere.text(Language::English))]
    NothingThere,
    /// It does not come onto sheets.
    #[error("{}", .0.sentence(Language::English))]
    Paper(PaperError),
    /// It makes no page for browsers.
    #[error(transparent)]
    Page(PageError),
    /// It cannot be drawn.
    #[error("{0}")]
    Drawing(String),
}

impl From<PictureError> for ExportError {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::Cancelled => Self::Cancelled,
            PictureError::Violation(_) => Self::Drawing(error.to_string()),
        }
    }
}

impl From<PngError> for ExportError {
    fn from(error: PngError) -> Self {
        if matches!(error, PngError::Cancelled) { Self::Cancelled } else { Self::Drawing(error.to_string()) }
    }
}

impl From<PaperError> for ExportError {
    fn from(error: PaperError) -> Self {
        match error {
            PaperError::Cancelled => Self::Cancelled,
            PaperError::Drawing(reason) => Self::Drawing(reason),
            other => Self::Paper(other),
        }
    }
}

impl From<PageError> for ExportError {
    fn from(error: PageError) -> Self {
        match error {
            PageError::Picture(error) => error.into(),
            PageError::TooLarge(_) => Self::Page(error),
        }
    }
}

impl ExportError {
    /// Why, and what to do instead; `None` where it is a fault of the program, or wanted.
    pub fn sentence(&self, language: Language) -> Option<String> {
        match self {
            Self::Cancelled | Self::Drawing(_) => None,
            Self::NoModels => Some(ExportText::NoModels.text(language).to_owned()),
            Self::NothingThere => Some(ExportText::NothingThere.text(language).to_owned()),
            Self::Paper(error) => Some(error.sentence(language)),
            Self::Page(error) => Some(error.sentence(language)),
        }
    }
}

/// Share of the time before a picture is written, and before slides and reports are laid out.
const DRAWN: f32 = 0.6;
const STUDIED: f32 = 0.4;

/// Makes a file that shows a map. `fonts` finds letters that the built-in fonts lack.
///
/// # Errors
/// See [`ExportError`]; [`ExportError::Cancelled`] when `progress` returns `false`.
pub fn export_file(
    source: ExportSource<'_>,
    request: &ExportRequest,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<Exported, ExportError> {
    let rest = |part: f32| progress(DRAWN + part * (1.0 - DRAWN));
    let drawn = |part: f32| progress(part * DRAWN);
    let choices = &request.choices;
    match (choices.content, choices.possible_format()) {
        (ExportContent::Slides, format) => with_study(source, progress, |assessment, study, progress| {
            let source = deck_source(source, choices, (assessment, study));
            let export = if format == ExportFormat::Pdf { export_slides_pdf } else { export_deck };
            Ok(of_document(export(source, fonts, progress)?))
        }),
        (ExportContent::Report, format) => with_study(source, progress, |assessment, study, progress| {
            let source = report_source(source, choices, (assessment, study));
            let format = match format {
                ExportFormat::Pdf => ReportFormat::Pdf,
                ExportFormat::Page => ReportFormat::Html,
                _ => ReportFormat::Docx,
            };
            Ok(of_document(export_report(source, format, fonts, progress)?))
        }),
        (_, ExportFormat::Pdf) => {
            let pictures = sheet_pictures(source, request, &drawn)?;
            let pdf = export_pdf(&pictures, choices.paper(), fonts, &rest)?;
            let figures = ExportFigures::Sheets(pdf.pages, pdf.size, pdf.text_size);
            Ok(Exported { bytes: pdf.bytes, figures, marked_names: pdf.marked_names })
        }
        (_, ExportFormat::Png) => {
            let png = export_png_with_progress(&export_picture(source, request, &drawn)?, PNG_SCALE, fonts, &rest)?;
            let figures = ExportFigures::Pixels(png.size.0, png.size.1, png.scale < PNG_SCALE);
            Ok(Exported { bytes: png.bytes, figures, marked_names: png.marked_names })
        }
        (content, ExportFormat::Page) => {
            let options = PageOptions {
                model: if content == ExportContent::Model { Some(one_model(source.map, request)?) } else { None },
                year: source.year,
                language: choices.language.unwrap_or(source.language),
                drawing: source.drawing,
                theme: PageTheme::System,
                date: source.date,
                supposing: source.supposing,
                office: &choices.office,
            };
            Ok(of_drawing(export_page(source.map, &options)?.into_bytes()))
        }
        (_, ExportFormat::Network(format)) => {
            Ok(of_drawing(export_network(&export_picture(source, request, progress)?, format)))
        }
        // No picture has the others.
        (_, ExportFormat::Svg | ExportFormat::Deck | ExportFormat::Word) => {
            Ok(of_drawing(export_svg(&export_picture(source, request, progress)?).into_bytes()))
        }
    }
}

/// The picture that a file shows, where it shows one.
///
/// # Errors
/// See [`ExportError`]; [`ExportError::Cancelled`] when `progress` returns `false`.
pub fn export_picture(
    source: ExportSource<'_>,
    request: &ExportRequest,
    progress: ProgressCallback<'_>,
) -> Result<Picture, ExportError> {
    let options = picture_options(source, &request.choices);
    match request.choices.content {
        ExportContent::Model => {
            let model = one_model(source.map, request)?;
            Ok(Picture::with_progress(source.map, PictureOptions { model: Some(model), ..options }, progress)?)
        }
        ExportContent::Selection => {
            let selection = existing(&request.selection, source.map).ok_or(ExportError::NothingThere)?;
            let view = ViewState { selection, neighborhood: source.neighborhood, ..ViewState::default() };
            Ok(Picture::of_selection(source.map, &view, options, progress)?)
        }
        _ => Ok(Picture::with_progress(source.map, options, progress)?),
    }
}

/// The pictures that come onto sheets, each on its own.
fn sheet_pictures(
    source: ExportSource<'_>,
    request: &ExportRequest,
    progress: ProgressCallback<'_>,
) -> Result<Vec<Picture>, ExportError> {
    match request.choices.content {
        ExportContent::Models if source.map.models().is_empty() => Err(ExportError::NoModels),
        ExportContent::Models => {
            Ok(Picture::of_models(source.map, &picture_options(source, &request.choices), progress)?)
        }
        content => {
            if content == ExportContent::Map {
                // Before a minute goes into what cannot be read.
                check_paper_size(source.map.actors().len())?;
            }
            Ok(vec![export_picture(source, request, progress)?])
        }
    }
}

/// The model whose chain is shown.
fn one_model(map: &LinkageMap, request: &ExportRequest) -> Result<ModelId, ExportError> {
    request.model.filter(|model| map.models().contains_key(model)).ok_or(ExportError::NothingThere)
}

/// What the map still has of a selection; `None` for nothing.
fn existing(selection: &Selection, map: &LinkageMap) -> Option<Selection> {
    match selection {
        Selection::Actors(actors) => {
            let known: std::collections::BTreeSet<_> =
                actors.iter().filter(|actor| map.actors().contains_key(actor)).copied().collect();
            (!known.is_empty()).then_some(Selection::Actors(known))
        }
        Selection::Link(link) => map.links().contains_key(link).then_some(Selection::Link(*link)),
        Selection::Model(model) => map.models().contains_key(model).then_some(Selection::Model(*model)),
        Selection::None => None,
    }
}

fn picture_options(source: ExportSource<'_>, choices: &ExportChoices) -> PictureOptions {
    let language = choices.language.unwrap_or(source.language);
    PictureOptions {
        model: None,
        year: source.year,
        language,
        drawing: source.drawing,
        dark: choices.is_dark,
        date: source.date.map(|day| date(day, language)).unwrap_or_default(),
        office: choices.office.clone(),
        remark: source.supposing.map(str::to_owned),
    }
}

fn deck_source<'a>(
    source: ExportSource<'a>,
    choices: &ExportChoices,
    (assessment, study): (&'a Assessment, &'a Study),
) -> DeckSource<'a> {
    let language = choices.language.unwrap_or(source.language);
    DeckSource { map: source.map, assessment, study, language, supposing: source.supposing, dark: choices.is_dark }
}

fn report_source<'a>(
    source: ExportSource<'a>,
    choices: &'a ExportChoices,
    (assessment, study): (&'a Assessment, &'a Study),
) -> ReportSource<'a> {
    ReportSource {
        map: source.map,
        assessment,
        study,
        language: choices.language.unwrap_or(source.language),
        office: &choices.office,
        date: source.date,
        supposing: source.supposing,
        meeting: source.meeting,
    }
}

/// Makes something of the assessment and study of a map; with the progress that is left.
fn with_study<T>(
    source: ExportSource<'_>,
    progress: ProgressCallback<'_>,
    make: impl FnOnce(&Assessment, &Study, ProgressCallback<'_>) -> Result<T, ExportError>,
) -> Result<T, ExportError> {
    const ASSESSED: f32 = 0.1;
    let assessment = assess_with_progress(source.map, source.year, &|part| progress(part * ASSESSED));
    let assessment = assessment.ok_or(ExportError::Cancelled)?;
    let studied = study(source.map, &assessment, &|part| progress(ASSESSED + part * (STUDIED - ASSESSED)));
    let studied = studied.ok_or(ExportError::Cancelled)?;
    make(&assessment, &studied, &|part| progress(STUDIED + part * (1.0 - STUDIED)))
}

fn of_document(drawn: DrawnFile) -> Exported {
    Exported { bytes: drawn.bytes, figures: ExportFigures::Unmeasured, marked_names: drawn.marked_names }
}

fn of_drawing(bytes: Vec<u8>) -> Exported {
    Exported { bytes, figures: ExportFigures::Unmeasured, marked_names: Vec::new() }
}
