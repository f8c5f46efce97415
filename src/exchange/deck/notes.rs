//! The notes of a slide: what the speaker sees and the audience does not.

use super::namespaces;
use super::text::{Run, Style, TREE_HEAD, push_paragraph, push_placeholder};
use crate::exchange::open_xml::{Package, Part, Relations, XML_HEAD, language_tag};
use crate::language::Language;

/// Adds the notes of the slide of this number.
pub(super) fn add_notes(package: &mut Package, number: usize, note: &str, language: Language) {
    let mut body = String::new();
    for line in note.lines() {
        push_paragraph(&mut body, &[Run::plain(line)], language_tag(language), Style::default());
    }
    let mut out = format!(
        "{XML_HEAD}<p:notes {}><p:cSld>{TREE_HEAD}<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks \
         noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr>\
         <p:spPr/></p:sp>",
        namespaces()
    );
    push_placeholder(&mut out, (3, "Notes"), "type=\"body\" idx=\"1\"", None, "<a:bodyPr/>", &body);
    out.push_str("</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>");
    let mut relations = Relations::default();
    relations.add("notesMaster", "../notesMasters/notesMaster1.xml");
    relations.add("slide", &format!("../slides/slide{number}.xml"));
    package.add(Part {
        name: format!("ppt/notesSlides/notesSlide{number}.xml"),
        kind: "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml",
        bytes: out.into_bytes(),
        relations,
    });
}
