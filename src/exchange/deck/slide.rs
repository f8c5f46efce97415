//! One slide.

use super::master::number_field;
use super::pages::{
    CELL_MARGIN, COLUMNS, CONTENT_BOTTOM, CONTENT_TOP, Caption, Content, GAP, INDENT, Page, cells, heads, row_height,
    target_rows,
};
use super::text::{
    Place, Run, Style, TREE_HEAD, push_fill, push_paragraph, push_place, push_placeholder, push_text_box,
};
use super::{MARGIN, SLIDE, namespaces};
use crate::exchange::open_xml::{Image, Media, Package, Relations, XML_HEAD, emu, language_tag, push_blip};
use crate::exchange::png::PngError;
use crate::exchange::xml::push_attribute;
use crate::language::{Language, with_marked_direction};
use crate::slides::{Line, TargetLine};
use crate::theme::{Palette, Rgb};

/// A picture is not drawn larger than so many times 100 %.
pub(super) const MAX_SCALE: f32 = 1.8;
/// Size of the text of a table, in points.
pub(super) const CELL_SIZE: f32 = 18.0;

/// The slide of a page; its pictures become parts of the package.
///
/// # Errors
/// When a picture cannot be drawn.
pub(super) fn slide(
    page: &Page,
    (package, media, relations): (&mut Package, &mut Media<'_>, &mut Relations),
    language: Language,
    palette: &Palette,
) -> Result<String, PngError> {
    let tag = language_tag(language);
    let mut out = format!("{XML_HEAD}<p:sld {}><p:cSld>{TREE_HEAD}", namespaces());
    let mut title = String::new();
    push_paragraph(&mut title, &[Run::plain(&page.title)], tag, Style::default());
    let is_cover = matches!(page.content, Content::Cover(_));
    let kind = if is_cover { "type=\"ctrTitle\"" } else { "type=\"title\"" };
    push_placeholder(&mut out, (2, "Title"), kind, None, "<a:bodyPr/>", &title);
    match &page.content {
        Content::Cover(lines) => {
            let mut body = String::new();
            for line in lines {
                push_paragraph(&mut body, &[Run::plain(line)], tag, Style { space: GAP, ..Style::default() });
            }
            push_placeholder(&mut out, (3, "Subtitle"), "type=\"subTitle\" idx=\"1\"", None, "<a:bodyPr/>", &body);
        }
        Content::Lines { lines, size } => {
            let mut body = String::new();
            push_lines(&mut body, lines, *size, tag);
            push_placeholder(&mut out, (3, "Text"), "type=\"body\" idx=\"1\"", None, "<a:bodyPr/>", &body);
        }
        Content::Targets(lines) => push_table(&mut out, lines, language, palette),
        Content::Picture { picture, alt, caption } => {
            let image = media.add(package, picture, SLIDE.0 - 2.0 * MARGIN)?;
            push_picture(&mut out, &image, alt, caption.height, relations);
            push_caption(&mut out, caption, tag);
        }
    }
    if !is_cover {
        let kind = "type=\"sldNum\" sz=\"quarter\" idx=\"12\"";
        push_placeholder(&mut out, (9, "Number"), kind, None, "<a:bodyPr/>", &number_field(tag));
    }
    Ok(out + "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>")
}

fn push_lines(body: &mut String, lines: &[Line], size: f32, tag: &str) {
    for line in lines {
        let run = Run { is_strong: line.is_strong, ..Run::sized(&line.text, size) };
        // What follows from a strong line stands a little to the right of it.
        let indent = if line.is_strong { 0.0 } else { INDENT };
        push_paragraph(body, &[run], tag, Style { space: GAP, indent, mark: line.icon.map(|(_, colour)| colour) });
    }
}

fn push_caption(out: &mut String, caption: &Caption, tag: &str) {
    if caption.lines.is_empty() {
        return;
    }
    let mut body = String::new();
    if caption.is_row {
        let separator = Run::sized("     ", caption.size);
        let mut runs = Vec::new();
        for (at, line) in caption.lines.iter().enumerate() {
            runs.extend((at > 0).then_some(separator));
            runs.extend(line.icon.map(|(_, colour)| Run { colour: Some(colour), ..Run::sized("■ ", caption.size) }));
            runs.push(Run::sized(&line.text, caption.size));
        }
        push_paragraph(&mut body, &runs, tag, Style::default());
    } else {
        push_lines(&mut body, &caption.lines, caption.size, tag);
    }
    let place = Place {
        left: MARGIN,
        top: CONTENT_BOTTOM - caption.height,
        width: SLIDE.0 - 2.0 * MARGIN,
        height: caption.height,
    };
    push_text_box(out, (4, "Caption"), place, &body);
}

/// Where a picture stands above a caption of this height: in the middle of its room, as large as it is `fitted` into it.
pub(super) fn picture_place(caption: f32, fitted: impl FnOnce((f32, f32)) -> (f32, f32)) -> Place {
    let room = (SLIDE.0 - 2.0 * MARGIN, CONTENT_BOTTOM - CONTENT_TOP - caption - GAP);
    let (width, height) = fitted(room);
    Place { left: MARGIN + (room.0 - width) / 2.0, top: CONTENT_TOP + (room.1 - height) / 2.0, width, height }
}

fn push_picture(out: &mut String, image: &Image, alt: &str, caption: f32, relations: &mut Relations) {
    let place = picture_place(caption, |room| image.fitted(room, MAX_SCALE));
    out.push_str("<p:pic><p:nvPicPr><p:cNvPr id=\"3\" name=\"Picture\"");
    push_attribute(out, "descr", &with_marked_direction(alt));
    out.push_str("/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill>");
    push_blip(out, image, "../media", relations);
    out.push_str("<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>");
    push_place(out, "a:xfrm", place);
    out.push_str("<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>");
}

fn push_table(out: &mut String, lines: &[TargetLine], language: Language, palette: &Palette) {
    let heights: Vec<f32> =
        std::iter::once(row_height(1)).chain(lines.iter().map(|line| row_height(target_rows(line)))).collect();
    let place = Place { left: MARGIN, top: CONTENT_TOP, width: COLUMNS.iter().sum(), height: heights.iter().sum() };
    out.push_str(
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"3\" name=\"Table\"/><p:cNvGraphicFramePr><a:graphicFrameLocks \
         noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>",
    );
    push_place(out, "p:xfrm", place);
    out.push_str(
        "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr \
         firstRow=\"1\"/><a:tblGrid>",
    );
    for width in COLUMNS {
        out.push_str(&format!("<a:gridCol w=\"{}\"/>", emu(width)));
    }
    out.push_str("</a:tblGrid>");
    let tag = language_tag(language);
    let mut push_row = |texts: [&str; 3], colours: [Rgb; 3], height: f32, is_head: bool| {
        out.push_str(&format!("<a:tr h=\"{}\">", emu(height)));
        for (text, colour) in texts.into_iter().zip(colours) {
            let run = Run { is_strong: is_head, colour: Some(colour), ..Run::sized(text, CELL_SIZE) };
            push_cell(out, run, tag, if is_head { palette.text_muted } else { palette.border });
        }
        out.push_str("</a:tr>");
    };
    for (at, height) in heights.iter().enumerate() {
        match at.checked_sub(1).and_then(|at| lines.get(at)) {
            None => push_row(heads(language), [palette.text_muted; 3], *height, true),
            Some(line) => push_row(cells(line), [palette.text, palette.text, line.tint], *height, false),
        }
    }
    out.push_str("</a:tbl></a:graphicData></a:graphic></p:graphicFrame>");
}

/// Adds a cell with a line below it.
fn push_cell(out: &mut String, run: Run<'_>, tag: &str, line: Rgb) {
    out.push_str("<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>");
    push_paragraph(out, &[run], tag, Style::default());
    let (side, above) = (emu(CELL_MARGIN.0), emu(CELL_MARGIN.1));
    out.push_str(&format!(
        "</a:txBody><a:tcPr marL=\"{side}\" marR=\"{side}\" marT=\"{above}\" marB=\"{above}\" anchor=\"ctr\">"
    ));
    for edge in ["lnL", "lnR", "lnT"] {
        out.push_str(&format!("<a:{edge} w=\"0\"><a:noFill/></a:{edge}>"));
    }
    out.push_str("<a:lnB w=\"9525\">");
    push_fill(out, line);
    out.push_str("</a:lnB><a:noFill/></a:tcPr></a:tc>");
}
