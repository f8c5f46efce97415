//! A map as one HTML page that needs no network and no other file: the picture as SVG, what is said about each model as
//! plain HTML, and a script that adds pan, zoom, search and lit chains. Without the script everything can be read still.
//!
//! Whatever a map holds stays text: names are escaped in the HTML, stand in the data of the script as JSON, and the page's
//! own policy lets no other script or style run than those that are embedded here.

mod articles;
mod chains;
mod colours;
mod data;
mod document;

pub(crate) use colours::with_colours;
pub(crate) use data::letters as folded_letters;
pub(crate) use document::{FOLD_SCRIPT, hash_source, unix_lines};
use jiff::civil::Date;

use super::picture::{Picture, PictureError, PictureOptions};
use crate::analysis::{Assessment, assess};
use crate::language::{Language, date, page_too_large};
use crate::map::{DrawingStyle, LinkageMap, ModelId, Year};

/// The most actors, links and models of a page: browsers take seconds for the elements of more.
pub const PAGE_LIMITS: [usize; 3] = [5_000, 20_000, 1_000];
/// With more actors, the page has its picture in one language only: the second one would double megabytes.
const MAX_PICTURES_ACTORS: usize = 1_000;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageTheme {
    /// As the reader's system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark; on paper dark on light.
    Dark,
}

/// What a page shows, and how.
#[derive(Clone, Copy, Debug)]
pub struct PageOptions<'a> {
    /// Only the chain of this model.
    pub model: Option<ModelId>,
    /// The year that the map is assessed in.
    pub year: Year,
    /// The language that the page opens in; it has both.
    pub language: Language,
    /// Colouring and flow widths.
    pub drawing: DrawingStyle,
    /// Light or dark.
    pub theme: PageTheme,
    /// The date in the title block.
    pub date: Option<Date>,
    /// What is supposed, in words; `None` where the map is as recorded.
    pub supposing: Option<&'a str>,
    /// Who hands it in; empty for nobody.
    pub office: &'a str,
}

/// Why there is no page.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PageError {
    /// There is no picture.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// There are more actors, links or models, in this order, than [`PAGE_LIMITS`].
    #[error("{}", page_too_large(*.0, PAGE_LIMITS, Language::English))]
    TooLarge([usize; 3]),
}

impl PageError {
    /// Why, and what to do instead.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Self::Picture(error) => error.to_string(),
            Self::TooLarge(counts) => page_too_large(*counts, PAGE_LIMITS, language),
        }
    }
}

/// What a page is made of.
struct PageContent<'a> {
    options: PageOptions<'a>,
    /// The whole map.
    map: &'a LinkageMap,
    assessment: &'a Assessment,
    /// The picture in the language that the page opens in.
    picture: &'a Picture,
    /// The models of the page, flagged ones first.
    models: Vec<ModelId>,
}

/// The page of a map, the same bytes each time.
///
/// # Errors
/// See [`PageError`].
pub fn export_page(map: &LinkageMap, options: &PageOptions<'_>) -> Result<String, PageError> {
    if options.model.is_none() {
        check_page_size(map)?;
    }
    let other = match options.language {
        Language::Vietnamese => Language::English,
        Language::English => Language::Vietnamese,
    };
    let has_both = options.model.is_some() || map.actors().len() <= MAX_PICTURES_ACTORS;
    let (assessment, pictures) = rayon::join(
        || assess(map, options.year),
        || {
            rayon::join(
                || picture(map, options, options.language),
                || has_both.then(|| picture(map, options, other)).transpose(),
            )
        },
    );
    let (first, second) = (pictures.0?, pictures.1?);
    let second = second.filter(|picture| picture.scene.actors.len() <= MAX_PICTURES_ACTORS);
    let models = chains::ordered_models(map, &assessment, options.model);
    check_size(&first.map, models.len())?;
    let content = PageContent { options: *options, map, assessment: &assessment, picture: &first, models };
    Ok(document::document(&content, second.as_ref()))
}

/// Whether browsers can show a page of the whole map, before anything of it is drawn.
///
/// # Errors
/// [`PageError::TooLarge`].
pub(super) fn check_page_size(map: &LinkageMap) -> Result<(), PageError> {
    check_size(map, map.models().len())
}

fn check_size(map: &LinkageMap, models: usize) -> Result<(), PageError> {
    let counts = [map.actors().len(), map.links().len(), models];
    let fits = counts.iter().zip(PAGE_LIMITS).all(|(count, limit)| *count <= limit);
    if fits { Ok(()) } else { Err(PageError::TooLarge(counts)) }
}

fn picture(map: &LinkageMap, options: &PageOptions<'_>, language: Language) -> Result<Picture, PictureError> {
    let options = PictureOptions {
        model: options.model,
        year: options.year,
        language,
        drawing: options.drawing,
        dark: false,
        date: options.date.map(|day| date(day, language)).unwrap_or_default(),
        office: options.office.to_owned(),
        remark: options.supposing.map(str::to_owned),
    };
    Picture::of(map, options)
}
