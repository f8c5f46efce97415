//! A report as a Word document (ECMA-376, part 1): A4 with the margins, the type and the page numbers that
//! Decree 30/2020/NĐ-CP (appendix I) gives to documents of offices. Headings, lists and tables are real ones.

mod body;
mod styles;

use super::blocks::Report;
use crate::analysis::ProgressCallback;
use crate::exchange::drawing_fonts::{DrawnFile, FontLookup};
use crate::exchange::open_xml::{Media, Package, Part, Properties, Relations, XML_HEAD, add_properties, language_tag};
use crate::exchange::png::PngError;

/// The namespace of what a document is made of.
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The sides of a page and its margins, in twentieths of a point: top and bottom 20 mm, left 30 mm, right 15 mm.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: u32 = 1_134;
const LEFT_MARGIN: u32 = 1_701;
const RIGHT_MARGIN: u32 = 851;
/// The width of the text.
const TEXT_WIDTH: u32 = PAGE.0 - LEFT_MARGIN - RIGHT_MARGIN;

/// The document.
///
/// # Errors
/// When a picture cannot be drawn, or is no longer wanted.
pub(super) fn docx(
    report: &Report,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<DrawnFile, PngError> {
    let mut package = Package::default();
    let mut media = Media::new("word/media", fonts);
    let mut relations = Relations::default();
    relations.add("styles", "styles.xml");
    relations.add("numbering", "numbering.xml");
    relations.add("settings", "settings.xml");
    let header = relations.add("header", "header1.xml");
    let body = body::body(report, (&mut package, &mut media, &mut relations), progress)?;
    let document = format!(
        "{XML_HEAD}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>{body}<w:sectPr>\
         <w:headerReference w:type=\"default\" r:id=\"{header}\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"/>\
         <w:pgMar w:top=\"{MARGIN}\" w:right=\"{RIGHT_MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{LEFT_MARGIN}\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>",
        PAGE.0, PAGE.1,
    );
    let tag = language_tag(report.language);
    let add = |package: &mut Package, file: &str, kind: &'static str, xml: String| {
        package.add_xml(&format!("word/{file}.xml"), kind, format!("{XML_HEAD}{xml}"));
    };
    package.add(Part {
        name: "word/document.xml".to_owned(),
        kind: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        bytes: document.into_bytes(),
        relations,
    });
    let [of_styles, of_numbering, of_settings, of_header] = styles::KINDS;
    add(&mut package, "styles", of_styles, styles::styles(tag));
    add(&mut package, "numbering", of_numbering, styles::numbering());
    add(&mut package, "settings", of_settings, styles::settings(tag));
    add(&mut package, "header1", of_header, styles::header());
    package.relations.add("officeDocument", "word/document.xml");
    let title = format!("{} – {}", report.kind, report.title);
    let properties = Properties { title: &title, author: &report.office, language: report.language, date: report.date };
    add_properties(&mut package, properties);
    Ok(DrawnFile { bytes: package.finish(), marked_names: media.marked_names.into_iter().collect() })
}
