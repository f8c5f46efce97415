//! A report as one page of HTML: no scripts, no network, chains drawn within it, and ready to be printed on A4. It is
//! well-formed XML, too, so that other programs can read it.

use super::blocks::{Block, Figure, Prose, Report, Table};
use crate::exchange::svg::export_svg;
use crate::exchange::xml::{hex, push_attribute, push_shown_text};
use crate::language::{Language, with_marked_direction};

/// Nothing is loaded, nothing runs.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const STYLE: &str = "\
@page{size:A4;margin:20mm 15mm 20mm 30mm}\
body{font:17px/1.5 'Be Vietnam Pro',Inter,'Segoe UI',Roboto,Arial,sans-serif;color:#1d2733;background:#fff;max-width:50rem;\
margin:0 auto;padding:1.5rem 1rem 4rem}\
header p{margin:.15rem 0}header .kind{text-transform:uppercase;letter-spacing:.04em;color:#4a5968;margin-bottom:.4rem}\
h1{font-size:1.75rem;line-height:1.25;margin:0 0 1rem}\
h2{font-size:1.3rem;line-height:1.3;margin:2.2rem 0 .6rem;border-bottom:1px solid #c9d3dc;padding-bottom:.2rem}\
h3{font-size:1.08rem;margin:1.6rem 0 .4rem}\
h2,h3,.label{break-after:avoid}\
p{margin:.4rem 0}p.label{margin-bottom:.1rem}ul{margin:.2rem 0 .6rem;padding-left:1.4rem}li{margin:.2rem 0}\
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;min-width:36rem;font-size:.94rem}\
th,td{border:1px solid #9aa7b3;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:break-word}\
th{background:#e8eef2}thead{display:table-header-group}tr{break-inside:avoid}\
figure{margin:1rem 0;break-inside:avoid;overflow-x:auto}figure div{min-width:var(--least)}\
figure svg{display:block;width:100%;height:auto;max-height:120mm}\
@media print{body{font:12pt/1.4 'Times New Roman',serif;max-width:none;padding:0}table,figure div{min-width:0}\
.scroll,figure{overflow:visible}}";

/// A chain is drawn so large at least, where there is less room it can be moved; and so large at most, of 100 %.
const LEAST_SCALE: f32 = 0.7;
const MOST_SCALE: f32 = 1.1;

/// The page.
pub(super) fn html(report: &Report) -> String {
    let tag = match report.language {
        Language::Vietnamese => "vi",
        Language::English => "en",
    };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta \
         http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"/>\n<title>"
    );
    push_shown_text(&mut out, &format!("{} – {}", report.kind, report.title));
    out.push_str(&format!("</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n"));
    push_element(&mut out, "p", "kind", &Prose::plain(report.kind));
    push_element(&mut out, "h1", "", &Prose::plain(report.title.as_str()));
    for (name, value) in &report.facts {
        push_element(&mut out, "p", "", &Prose::labelled(name, value.as_str()));
    }
    out.push_str("</header>\n<main>\n");
    for block in &report.blocks {
        match block {
            Block::Heading(level, text) => {
                push_element(&mut out, if *level == 1 { "h2" } else { "h3" }, "", &Prose::plain(text.as_str()));
            }
            Block::Text(text) => push_element(&mut out, "p", if text.text.is_empty() { "label" } else { "" }, text),
            Block::List(lines) => {
                out.push_str("<ul>\n");
                for line in lines {
                    push_element(&mut out, "li", "", &Prose::plain(line.as_str()));
                }
                out.push_str("</ul>\n");
            }
            Block::Table(table) => push_table(&mut out, table),
            Block::Figure(figure) => push_figure(&mut out, figure),
        }
    }
    out + "</main>\n</body>\n</html>\n"
}

fn push_element(out: &mut String, element: &str, class: &str, text: &Prose) {
    out.push('<');
    out.push_str(element);
    if !class.is_empty() {
        push_attribute(out, "class", class);
    }
    out.push('>');
    if let Some(label) = text.label {
        out.push_str("<b>");
        push_shown_text(out, label);
        out.push_str(":</b>");
        out.push_str(if text.text.is_empty() { "" } else { " " });
    }
    let inner = if text.is_strong { "b" } else { "span" };
    let is_plain = !text.is_strong && text.colour.is_none();
    if !is_plain {
        out.push_str(&format!("<{inner}"));
        if let Some(colour) = text.colour {
            push_attribute(out, "style", &format!("color:{}", hex(colour)));
        }
        out.push('>');
    }
    push_shown_text(out, &text.text);
    if !is_plain {
        out.push_str(&format!("</{inner}>"));
    }
    out.push_str(&format!("</{element}>\n"));
}

fn push_table(out: &mut String, table: &Table) {
    out.push_str("<div class=\"scroll\"><table>\n<colgroup>");
    for (_, part) in &table.columns {
        out.push_str(&format!("<col style=\"width:{}.{}%\"/>", part / 10, part % 10));
    }
    out.push_str("</colgroup>\n<thead><tr>");
    for (head, _) in &table.columns {
        out.push_str("<th scope=\"col\">");
        push_shown_text(out, head);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>\n");
        for cell in row {
            push_element(out, "td", "", cell);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn push_figure(out: &mut String, figure: &Figure) {
    out.push_str("<figure role=\"img\"");
    push_attribute(out, "aria-label", &with_marked_direction(&figure.alt));
    let width = figure.picture.size().0;
    out.push_str(&format!(
        ">\n<div style=\"--least:{:.0}px;max-width:{:.0}px\">\n",
        width * LEAST_SCALE,
        width * MOST_SCALE
    ));
    // Within a page an SVG begins with its element.
    let svg = export_svg(&figure.picture);
    out.push_str(svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or_default());
    out.push_str("</div>\n</figure>\n");
}
