//! The text of the document.

use super::TEXT_WIDTH;
use crate::analysis::ProgressCallback;
use crate::exchange::open_xml::{DRAWING, Image, Media, Package, Relations, emu, push_blip};
use crate::exchange::png::PngError;
use crate::exchange::report::blocks::{Block, Figure, Prose, Report, Table};
use crate::exchange::xml::{hex, push_attribute, push_shown_text};
use crate::language::with_marked_direction;

/// The most of a page that a picture takes, in points, and its most points to a unit of the map.
const PICTURE_HEIGHT: f32 = 330.0;
const PICTURE_SCALE: f32 = 0.75;

/// Paragraphs, tables and pictures, one after another.
pub(super) fn body(
    report: &Report,
    (package, media, relations): (&mut Package, &mut Media<'_>, &mut Relations),
    progress: ProgressCallback<'_>,
) -> Result<String, PngError> {
    let mut out = String::new();
    push_paragraph(&mut out, "Kind", &Prose::plain(report.kind));
    push_paragraph(&mut out, "Title", &Prose::plain(report.title.as_str()));
    for (name, value) in &report.facts {
        push_paragraph(&mut out, "Fact", &Prose::labelled(name, value.as_str()));
    }
    for (at, block) in report.blocks.iter().enumerate() {
        if !progress(at as f32 / report.blocks.len() as f32) {
            return Err(PngError::Cancelled);
        }
        match block {
            Block::Heading(level, text) => {
                push_paragraph(&mut out, &format!("Heading{level}"), &Prose::plain(text.as_str()));
            }
            Block::Text(text) if text.text.is_empty() => push_paragraph(&mut out, "Label", text),
            Block::Text(text) => push_paragraph(&mut out, "Normal", text),
            Block::List(lines) => {
                for line in lines {
                    push_paragraph(&mut out, "ListBullet", &Prose::plain(line.as_str()));
                }
            }
            Block::Table(table) => push_table(&mut out, table),
            Block::Figure(figure) => {
                let width = TEXT_WIDTH as f32 / 20.0;
                let image = media.add(package, &figure.picture, width)?;
                push_picture(&mut out, figure, &image, width, relations);
            }
        }
    }
    Ok(out)
}

fn push_paragraph(out: &mut String, style: &str, text: &Prose) {
    out.push_str("<w:p><w:pPr><w:pStyle");
    push_attribute(out, "w:val", style);
    out.push_str("/></w:pPr>");
    if let Some(label) = text.label {
        push_run(out, &format!("{label}:"), &Prose { is_strong: true, ..Prose::default() });
        if !text.text.is_empty() {
            push_run(out, " ", &Prose::default());
        }
    }
    if !text.text.is_empty() {
        push_run(out, &text.text, text);
    }
    out.push_str("</w:p>");
}

/// Adds letters that look as the text says.
fn push_run(out: &mut String, letters: &str, look: &Prose) {
    out.push_str("<w:r>");
    if look.is_strong || look.colour.is_some() {
        out.push_str("<w:rPr>");
        if look.is_strong {
            out.push_str("<w:b/><w:bCs/>");
        }
        if let Some(colour) = look.colour {
            out.push_str("<w:color");
            push_attribute(out, "w:val", hex(colour).trim_start_matches('#'));
            out.push_str("/>");
        }
        out.push_str("</w:rPr>");
    }
    out.push_str("<w:t xml:space=\"preserve\">");
    push_shown_text(out, letters);
    out.push_str("</w:t></w:r>");
}

fn push_table(out: &mut String, table: &Table) {
    let width = |part: u16| u32::from(part) * TEXT_WIDTH / 1_000;
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" \
         w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>"
    ));
    for (_, part) in &table.columns {
        out.push_str(&format!("<w:gridCol w:w=\"{}\"/>", width(*part)));
    }
    out.push_str("</w:tblGrid>");
    let heads: Vec<Prose> = table.columns.iter().map(|(head, _)| Prose::strong(*head, None)).collect();
    let mut push_row = |cells: &[Prose], style: &str, is_head: bool| {
        let head = if is_head { "<w:tblHeader/>" } else { "" };
        out.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"));
        for (cell, (_, part)) in cells.iter().zip(&table.columns) {
            out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>", width(*part)));
            push_paragraph(out, style, cell);
            out.push_str("</w:tc>");
        }
        out.push_str("</w:tr>");
    };
    push_row(&heads, "TableHead", true);
    for row in &table.rows {
        push_row(row, "TableText", false);
    }
    // Between two tables, and before the end, there has to be a paragraph.
    out.push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
}

fn push_picture(out: &mut String, figure: &Figure, image: &Image, width: f32, relations: &mut Relations) {
    let (width, height) = image.fitted((width, PICTURE_HEIGHT), PICTURE_SCALE);
    let size = format!("cx=\"{}\" cy=\"{}\"", emu(width), emu(height));
    out.push_str("<w:p><w:pPr><w:pStyle w:val=\"Figure\"/></w:pPr><w:r><w:drawing>");
    out.push_str(&format!(
        "<wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent {size}/><wp:effectExtent l=\"0\" t=\"0\" \
         r=\"0\" b=\"0\"/><wp:docPr id=\"{0}\" name=\"image{0}\"",
        image.number
    ));
    push_attribute(out, "descr", &with_marked_direction(&figure.alt));
    out.push_str(&format!(
        "/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic \
         xmlns:a=\"{DRAWING}\"><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"{0}\" name=\"image{0}\"/><pic:cNvPicPr><a:picLocks noChangeAspect=\"1\"/>\
         </pic:cNvPicPr></pic:nvPicPr><pic:blipFill>",
        image.number
    ));
    push_blip(out, image, "media", relations);
    out.push_str(&format!(
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext {size}/>\
         </a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
         </wp:inline></w:drawing></w:r></w:p>"
    ));
}
