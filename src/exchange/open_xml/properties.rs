//! Title, author, language and date of a document.

use jiff::civil::Date;

use super::language_tag;
use super::package::{Package, XML_HEAD};
use crate::exchange::xml::push_shown_text;
use crate::language::Language;

/// What a document says about itself.
#[derive(Clone, Copy, Debug)]
pub(in crate::exchange) struct Properties<'a> {
    pub title: &'a str,
    /// Who made it; empty where that is not said.
    pub author: &'a str,
    pub language: Language,
    pub date: Option<Date>,
}

/// Adds the parts that say it.
pub(in crate::exchange) fn add_properties(package: &mut Package, properties: Properties<'_>) {
    let Properties { title, author, language, date } = properties;
    let mut out = format!(
        "{XML_HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>"
    );
    push_shown_text(&mut out, title);
    out.push_str("</dc:title>");
    if !author.is_empty() {
        out.push_str("<dc:creator>");
        push_shown_text(&mut out, author);
        out.push_str("</dc:creator>");
    }
    out.push_str(&format!("<dc:language>{}</dc:language>", language_tag(language)));
    if let Some(date) = date {
        let day = format!("{:04}-{:02}-{:02}T00:00:00Z", date.year(), date.month(), date.day());
        for element in ["created", "modified"] {
            out.push_str(&format!("<dcterms:{element} xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:{element}>"));
        }
    }
    out.push_str("</cp:coreProperties>");
    package.add_xml("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", out);
    let program = format!(
        "{XML_HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>Lienket</Application></Properties>"
    );
    package.add_xml(
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        program,
    );
    package.relations.add_as(
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    );
    package.relations.add("extended-properties", "docProps/app.xml");
}
