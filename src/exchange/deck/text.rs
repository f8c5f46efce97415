//! Text on slides: paragraphs of runs, and boxes with a place.

use crate::exchange::open_xml::emu;
use crate::exchange::xml::{hex, push_attribute, push_shown_text};
use crate::theme::Rgb;

/// Letters of one look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    pub text: &'a str,
    /// In points; that of the layout where there is none.
    pub size: Option<f32>,
    pub is_strong: bool,
    /// That of the layout where there is none.
    pub colour: Option<Rgb>,
}

impl<'a> Run<'a> {
    pub fn plain(text: &'a str) -> Self {
        Self { text, size: None, is_strong: false, colour: None }
    }

    pub fn sized(text: &'a str, size: f32) -> Self {
        Self { size: Some(size), ..Self::plain(text) }
    }
}

/// A place on a slide, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
}

/// Adds a place as an element of this name.
pub(super) fn push_place(out: &mut String, element: &str, place: Place) {
    let Place { left, top, width, height } = place;
    out.push_str(&format!(
        "<{element}><a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{}\"/></{element}>",
        emu(left),
        emu(top),
        emu(width),
        emu(height)
    ));
}

/// How a paragraph stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    /// The space after it, in points.
    pub space: f32,
    /// From the left edge, in points.
    pub indent: f32,
    /// The colour of the mark before it.
    pub mark: Option<Rgb>,
}

/// What a mark takes of a line, in points.
pub(super) const MARK_WIDTH: f32 = 22.0;

/// Adds a paragraph.
pub(super) fn push_paragraph(out: &mut String, runs: &[Run<'_>], tag: &str, style: Style) {
    let Style { space, indent, mark } = style;
    let hanging = if mark.is_some() { MARK_WIDTH } else { 0.0 };
    out.push_str(&format!(
        "<a:p><a:pPr marL=\"{}\" indent=\"{}\"><a:spcAft><a:spcPts val=\"{}\"/></a:spcAft>",
        emu(indent + hanging),
        emu(-hanging),
        (space * 100.0) as i32
    ));
    if let Some(colour) = mark {
        out.push_str(&format!(
            "<a:buClr><a:srgbClr val=\"{}\"/></a:buClr><a:buFont typeface=\"Arial\"/><a:buChar char=\"■\"/>",
            hex(colour).trim_start_matches('#')
        ));
    }
    out.push_str("</a:pPr>");
    for Run { text, size, is_strong, colour } in runs {
        out.push_str("<a:r><a:rPr");
        push_attribute(out, "lang", tag);
        if let Some(size) = size {
            push_attribute(out, "sz", &((size * 100.0) as i32).to_string());
        }
        if *is_strong {
            out.push_str(" b=\"1\"");
        }
        out.push_str(" dirty=\"0\"");
        match colour {
            Some(colour) => {
                out.push('>');
                push_fill(out, *colour);
                out.push_str("</a:rPr>");
            }
            None => out.push_str("/>"),
        }
        out.push_str("<a:t>");
        push_shown_text(out, text);
        out.push_str("</a:t></a:r>");
    }
    out.push_str("</a:p>");
}

/// Adds a filling of one colour.
pub(super) fn push_fill(out: &mut String, colour: Rgb) {
    out.push_str(&format!("<a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill>", hex(colour).trim_start_matches('#')));
}

/// What surrounds the shapes of a slide, a layout or a master.
pub(super) const TREE_HEAD: &str = "<p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/>\
     </p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt \
     cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";

/// Adds a placeholder with its text; one without a place has that of its layout. `kind` has the attributes that say which
/// placeholder it is, `body` is what stands inside.
pub(super) fn push_placeholder(
    out: &mut String,
    (id, name): (u32, &str),
    kind: &str,
    place: Option<Place>,
    frame: &str,
    body: &str,
) {
    out.push_str(&format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr>\
         <p:ph {kind}/></p:nvPr></p:nvSpPr>"
    ));
    match place {
        Some(place) => {
            out.push_str("<p:spPr>");
            push_place(out, "a:xfrm", place);
            out.push_str("</p:spPr>");
        }
        None => out.push_str("<p:spPr/>"),
    }
    out.push_str(&format!("<p:txBody>{frame}<a:lstStyle/>{body}</p:txBody></p:sp>"));
}

/// Adds a box of text.
pub(super) fn push_text_box(out: &mut String, (id, name): (u32, &str), place: Place, body: &str) {
    out.push_str(&format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>"
    ));
    push_place(out, "a:xfrm", place);
    out.push_str(&format!(
        "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap=\"square\" \
         lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"><a:noAutofit/></a:bodyPr><a:lstStyle/>{body}</p:txBody>\
         </p:sp>"
    ));
}
