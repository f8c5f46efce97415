//! The slides of a map as a deck for programs of Office (ECMA-376, part 1): what the window shows at a
//! meeting, with titles, captions and tables as text of the deck, chains as pictures, and notes for the speaker.
//!
//! `pages` says what is on each slide and how large, `slide` writes one, `master` what all of them share; `sheets` draws
//! the same slides on the pages of a PDF. The same map,
//! language and colours give the same bytes.

mod master;
mod notes;
mod pages;
mod sheets;
mod slide;
mod text;

use std::collections::BTreeMap;

use super::drawing_fonts::{DrawnFile, FontLookup};
use super::open_xml::{Media, Package, Part, Properties, Relations, XML_HEAD, add_properties};
use super::png::PngError;
use crate::analysis::{Assessment, ProgressCallback, Study};
use crate::language::{Language, UiText};
use crate::map::LinkageMap;
use crate::theme::Palette;
use pages::{Page, pages};
pub use sheets::export_slides_pdf;
pub(super) use sheets::preview_slide;

/// The namespace of decks.
const PRESENTATION: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";
/// The sides of a slide in points, 16 to 9, and its margin.
const SLIDE: (f32, f32) = (960.0, 540.0);
const MARGIN: f32 = 40.0;
/// The first id of a slide, and that of the master, from which the layouts count on.
const FIRST_SLIDE_ID: usize = 256;
const MASTER_ID: u32 = 2_147_483_648;

/// What a deck is made of.
#[derive(Clone, Copy, Debug)]
pub struct DeckSource<'a> {
    /// The map.
    pub map: &'a LinkageMap,
    /// Its assessment; the deck is about the same year.
    pub assessment: &'a Assessment,
    /// What a study adds, of the same year.
    pub study: &'a Study,
    /// The language of all text that does not come from the map.
    pub language: Language,
    /// What is supposed, in words; `None` where the map is as recorded.
    pub supposing: Option<&'a str>,
    /// Light letters on a dark ground.
    pub dark: bool,
}

/// Writes a deck. `fonts` finds letters that the built-in fonts lack.
///
/// # Errors
/// When a picture cannot be drawn, and [`PngError::Cancelled`] when `progress` returns `false`.
pub fn export_deck(
    source: DeckSource<'_>,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<DrawnFile, PngError> {
    let pages = pages(source, &|part| progress(part * 0.4)).ok_or(PngError::Cancelled)?;
    let palette = Palette::standard(source.dark);
    let mut package = Package::default();
    let mut media = Media::new("ppt/media", fonts);
    let mut relations = Relations::default();
    let master = relations.add("slideMaster", "slideMasters/slideMaster1.xml");
    let notes_master = relations.add("notesMaster", "notesMasters/notesMaster1.xml");
    relations.add("theme", "theme/theme1.xml");
    let mut listed = String::new();
    for (at, page) in pages.iter().enumerate() {
        if !progress(0.4 + 0.6 * at as f32 / pages.len() as f32) {
            return Err(PngError::Cancelled);
        }
        add_slide(&mut package, &mut media, (at + 1, page), source.language, palette)?;
        let id = relations.add("slide", &format!("slides/slide{}.xml", at + 1));
        listed.push_str(&format!("<p:sldId id=\"{}\" r:id=\"{id}\"/>", FIRST_SLIDE_ID + at));
    }
    let presentation = format!(
        "{XML_HEAD}<p:presentation {} saveSubsetFonts=\"1\"><p:sldMasterIdLst><p:sldMasterId id=\"{MASTER_ID}\" \
         r:id=\"{master}\"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id=\"{notes_master}\"/>\
         </p:notesMasterIdLst><p:sldIdLst>{listed}</p:sldIdLst><p:sldSz cx=\"12192000\" cy=\"6858000\"/><p:notesSz \
         cx=\"6858000\" cy=\"9144000\"/></p:presentation>",
        namespaces(),
    );
    package.add(Part {
        name: "ppt/presentation.xml".to_owned(),
        kind: "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        bytes: presentation.into_bytes(),
        relations,
    });
    master::add_masters(&mut package, source.language, palette);
    package.relations.add("officeDocument", "ppt/presentation.xml");
    let info = source.map.info();
    let title = if info.title.is_empty() { UiText::Untitled.text(source.language) } else { &info.title };
    add_properties(&mut package, Properties { title, author: "", language: source.language, date: None });
    Ok(DrawnFile { bytes: package.finish(), marked_names: media.marked_names.into_iter().collect() })
}

/// Adds a slide with its pictures, and its notes if it has any.
fn add_slide(
    package: &mut Package,
    media: &mut Media<'_>,
    (number, page): (usize, &Page),
    language: Language,
    palette: &Palette,
) -> Result<(), PngError> {
    let mut relations = Relations::default();
    relations.add("slideLayout", &format!("../slideLayouts/slideLayout{}.xml", page.layout().number()));
    let xml = slide::slide(page, (package, media, &mut relations), language, palette)?;
    if !page.note.is_empty() {
        relations.add("notesSlide", &format!("../notesSlides/notesSlide{number}.xml"));
        notes::add_notes(package, number, &page.note, language);
    }
    package.add(Part {
        name: format!("ppt/slides/slide{number}.xml"),
        kind: "application/vnd.openxmlformats-officedocument.presentationml.slide+xml",
        bytes: xml.into_bytes(),
        relations,
    });
    Ok(())
}

/// The namespaces that parts of a deck name.
fn namespaces() -> String {
    use super::open_xml::{DRAWING, RELATIONSHIPS};
    format!("xmlns:a=\"{DRAWING}\" xmlns:r=\"{RELATIONSHIPS}\" xmlns:p=\"{PRESENTATION}\"")
}

/// The assessments of the years that views have of their own.
type OtherYears = BTreeMap<crate::map::Year, Assessment>;
