//! What all slides share: colours and type (theme), the master with the looks of titles and lines, three layouts, and the
//! master of the notes.

use super::pages::{CONTENT_BOTTOM, CONTENT_TOP};
use super::text::{Place, TREE_HEAD, push_placeholder};
use super::{MARGIN, MASTER_ID, SLIDE, namespaces};
use crate::exchange::open_xml::{DRAWING, Package, Part, Relations, XML_HEAD, language_tag};
use crate::exchange::xml::hex;
use crate::language::Language;
use crate::theme::Palette;

/// The type of all text: every program of Office has it, with all Vietnamese letters.
const FONT: &str = "Arial";
const FRAME: &str = "<a:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"><a:normAutofit/></a:bodyPr>";
/// A paragraph without text.
const EMPTY: &str = "<a:p><a:endParaRPr lang=\"en-US\"/></a:p>";

const MASTER: &str = "application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml";
const LAYOUT: &str = "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml";
const NOTES_MASTER: &str = "application/vnd.openxmlformats-officedocument.presentationml.notesMaster+xml";
const THEME: &str = "application/vnd.openxmlformats-officedocument.theme+xml";

/// A layout of slides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Cover,
    TitleOnly,
    Text,
}

impl Layout {
    const ALL: [Self; 3] = [Self::Cover, Self::TitleOnly, Self::Text];

    /// The number in the name of its file.
    pub fn number(self) -> u32 {
        match self {
            Self::Cover => 1,
            Self::TitleOnly => 2,
            Self::Text => 3,
        }
    }

    /// What kind of layout a program takes it for, and its name.
    fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Cover => ("title", "Cover"),
            Self::TitleOnly => ("titleOnly", "Title and picture"),
            Self::Text => ("tx", "Title and text"),
        }
    }
}

pub(super) const TITLE: Place = Place { left: MARGIN, top: 24.0, width: SLIDE.0 - 2.0 * MARGIN, height: 64.0 };
const BODY: Place =
    Place { left: MARGIN, top: CONTENT_TOP, width: SLIDE.0 - 2.0 * MARGIN, height: CONTENT_BOTTOM - CONTENT_TOP };
pub(super) const NUMBER: Place = Place { left: SLIDE.0 - MARGIN - 120.0, top: 504.0, width: 120.0, height: 26.0 };
pub(super) const COVER_TITLE: Place = Place { left: 80.0, top: 120.0, width: SLIDE.0 - 160.0, height: 150.0 };
pub(super) const COVER_TEXT: Place = Place { left: 80.0, top: 290.0, width: SLIDE.0 - 160.0, height: 170.0 };

/// Adds the theme, the masters and the layouts.
pub(super) fn add_masters(package: &mut Package, language: Language, palette: &Palette) {
    let tag = language_tag(language);
    let mut add = |name: String, kind: &'static str, xml: String, relations: Relations| {
        package.add(Part { name, kind, bytes: format!("{XML_HEAD}{xml}").into_bytes(), relations });
    };
    let mut of_master = Relations::default();
    for layout in Layout::ALL {
        of_master.add("slideLayout", &format!("../slideLayouts/slideLayout{}.xml", layout.number()));
    }
    of_master.add("theme", "../theme/theme1.xml");
    add("ppt/slideMasters/slideMaster1.xml".to_owned(), MASTER, master(tag), of_master);
    for layout in Layout::ALL {
        let mut relations = Relations::default();
        relations.add("slideMaster", "../slideMasters/slideMaster1.xml");
        add(format!("ppt/slideLayouts/slideLayout{}.xml", layout.number()), LAYOUT, layout_xml(layout, tag), relations);
    }
    let mut of_notes = Relations::default();
    of_notes.add("theme", "../theme/theme2.xml");
    add("ppt/notesMasters/notesMaster1.xml".to_owned(), NOTES_MASTER, notes_master(tag), of_notes);
    add("ppt/theme/theme1.xml".to_owned(), THEME, theme(palette), Relations::default());
    // Notes are printed on paper.
    add("ppt/theme/theme2.xml".to_owned(), THEME, theme(Palette::standard(false)), Relations::default());
}

/// The number of a slide, which programs fill in.
pub(super) fn number_field(tag: &str) -> String {
    format!(
        "<a:p><a:fld id=\"{{5A7E1C52-3D0B-4C8E-9B1F-2F6B7A0C9D11}}\" type=\"slidenum\"><a:rPr lang=\"{tag}\"/>\
         <a:t>‹#›</a:t></a:fld></a:p>"
    )
}

fn push_number(out: &mut String, tag: &str) {
    let frame = "<a:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\"/>";
    let kind = "type=\"sldNum\" sz=\"quarter\" idx=\"12\"";
    let look = format!(
        "<a:lstStyle><a:lvl1pPr algn=\"r\"><a:defRPr lang=\"{tag}\" sz=\"1800\"><a:solidFill><a:schemeClr val=\"tx2\"/>\
         </a:solidFill><a:latin typeface=\"+mn-lt\"/></a:defRPr></a:lvl1pPr></a:lstStyle>"
    );
    let mut shape = String::new();
    push_placeholder(&mut shape, (9, "Number"), kind, Some(NUMBER), frame, &number_field(tag));
    out.push_str(&shape.replacen("<a:lstStyle/>", &look, 1));
}

fn master(tag: &str) -> String {
    let mut out = format!(
        "<p:sldMaster {}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/>\
         </p:bgPr></p:bg>{TREE_HEAD}",
        namespaces()
    );
    let title_frame = FRAME.replace("<a:bodyPr", "<a:bodyPr anchor=\"ctr\"");
    push_placeholder(&mut out, (2, "Title"), "type=\"title\"", Some(TITLE), &title_frame, EMPTY);
    push_placeholder(&mut out, (3, "Text"), "type=\"body\" idx=\"1\"", Some(BODY), FRAME, EMPTY);
    push_number(&mut out, tag);
    out.push_str(
        "</p:spTree></p:cSld><p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" \
         accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" \
         hlink=\"hlink\" folHlink=\"folHlink\"/><p:sldLayoutIdLst>",
    );
    for (at, layout) in (1..).zip(Layout::ALL) {
        out.push_str(&format!("<p:sldLayoutId id=\"{}\" r:id=\"rId{at}\"/>", MASTER_ID + layout.number()));
    }
    let level = |colour: &str, size: u32, bold: u32, align: &str| {
        format!(
            "<a:lvl1pPr marL=\"0\" indent=\"0\" algn=\"{align}\"><a:spcBef><a:spcPts val=\"0\"/></a:spcBef><a:buNone/>\
             <a:defRPr lang=\"{tag}\" sz=\"{size}\" b=\"{bold}\"><a:solidFill><a:schemeClr val=\"{colour}\"/></a:solidFill>\
             <a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/><a:cs typeface=\"+mn-cs\"/></a:defRPr></a:lvl1pPr>"
        )
    };
    out + &format!(
        "</p:sldLayoutIdLst><p:txStyles><p:titleStyle>{}</p:titleStyle><p:bodyStyle>{}</p:bodyStyle><p:otherStyle>{}\
         </p:otherStyle></p:txStyles></p:sldMaster>",
        level("tx1", 2_800, 1, "l"),
        level("tx1", 2_200, 0, "l"),
        level("tx1", 1_800, 0, "l"),
    )
}

fn layout_xml(layout: Layout, tag: &str) -> String {
    let (kind, name) = layout.kind();
    let mut out = format!("<p:sldLayout {} type=\"{kind}\" preserve=\"1\"><p:cSld name=\"{name}\">", namespaces());
    out.push_str(TREE_HEAD);
    if layout == Layout::Cover {
        push_cover(&mut out, tag);
    } else {
        push_placeholder(&mut out, (2, "Title"), "type=\"title\"", None, "<a:bodyPr/>", EMPTY);
        if layout == Layout::Text {
            push_placeholder(&mut out, (3, "Text"), "type=\"body\" idx=\"1\"", None, "<a:bodyPr/>", EMPTY);
        }
        push_number(&mut out, tag);
    }
    out + "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
}

/// Title and text of the first slide, in the middle.
fn push_cover(out: &mut String, tag: &str) {
    let centred = |size: u32, colour: &str| {
        format!(
            "<a:lvl1pPr algn=\"ctr\"><a:buNone/><a:defRPr lang=\"{tag}\" sz=\"{size}\"><a:solidFill><a:schemeClr \
             val=\"{colour}\"/></a:solidFill></a:defRPr></a:lvl1pPr>"
        )
    };
    let mut push = |id: (u32, &str), kind: &str, place: Place, anchor: &str, level: &str| {
        let frame = FRAME.replace("<a:bodyPr", &format!("<a:bodyPr anchor=\"{anchor}\""));
        let mut shape = String::new();
        push_placeholder(&mut shape, id, kind, Some(place), &frame, EMPTY);
        out.push_str(&shape.replacen("<a:lstStyle/>", &format!("<a:lstStyle>{level}</a:lstStyle>"), 1));
    };
    push((2, "Title"), "type=\"ctrTitle\"", COVER_TITLE, "b", &centred(4_000, "tx1"));
    push((3, "Subtitle"), "type=\"subTitle\" idx=\"1\"", COVER_TEXT, "t", &centred(2_400, "tx2"));
}

fn notes_master(tag: &str) -> String {
    let mut out = format!(
        "<p:notesMaster {}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/>\
         </p:bgPr></p:bg>{TREE_HEAD}<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" \
         noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\" idx=\"2\"/></p:nvPr></p:nvSpPr>\
         <p:spPr><a:xfrm><a:off x=\"685800\" y=\"685800\"/><a:ext cx=\"5486400\" cy=\"3086100\"/></a:xfrm><a:prstGeom \
         prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"808080\"/>\
         </a:solidFill></a:ln></p:spPr></p:sp>",
        namespaces()
    );
    let place = Place { left: 54.0, top: 320.0, width: 432.0, height: 360.0 };
    push_placeholder(
        &mut out,
        (3, "Notes"),
        "type=\"body\" sz=\"quarter\" idx=\"3\"",
        Some(place),
        "<a:bodyPr/>",
        EMPTY,
    );
    out + &format!(
        "</p:spTree></p:cSld><p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" \
         accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" \
         hlink=\"hlink\" folHlink=\"folHlink\"/><p:notesStyle><a:lvl1pPr algn=\"l\"><a:defRPr lang=\"{tag}\" sz=\"1400\">\
         <a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+mn-lt\"/></a:defRPr></a:lvl1pPr>\
         </p:notesStyle></p:notesMaster>"
    )
}

fn theme(palette: &Palette) -> String {
    let verdicts = &palette.verdicts;
    let colours = [
        ("dk1", palette.text),
        ("lt1", palette.background),
        ("dk2", palette.text_muted),
        ("lt2", palette.panel),
        ("accent1", palette.accent),
        ("accent2", verdicts.firm),
        ("accent3", verdicts.loose),
        ("accent4", verdicts.stops_short),
        ("accent5", verdicts.on_paper),
        ("accent6", verdicts.no_buyer),
        ("hlink", palette.accent),
        ("folHlink", palette.link_muted),
    ];
    let colours = colours.map(|(name, colour)| {
        format!("<a:{name}><a:srgbClr val=\"{}\"/></a:{name}>", hex(colour).trim_start_matches('#'))
    });
    let colours = colours.concat();
    let font = format!("<a:latin typeface=\"{FONT}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>");
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>".repeat(3);
    let line = |width: u32| {
        format!(
            "<a:ln w=\"{width}\" cap=\"flat\" cmpd=\"sng\" algn=\"ctr\"><a:solidFill><a:schemeClr val=\"phClr\"/>\
             </a:solidFill><a:prstDash val=\"solid\"/></a:ln>"
        )
    };
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        "<a:theme xmlns:a=\"{DRAWING}\" name=\"Lienket\"><a:themeElements><a:clrScheme name=\"Lienket\">{colours}\
         </a:clrScheme><a:fontScheme name=\"Lienket\"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>\
         </a:fontScheme><a:fmtScheme name=\"Lienket\"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{}{}{}\
         </a:lnStyleLst><a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst>\
         </a:fmtScheme></a:themeElements></a:theme>",
        line(6_350),
        line(12_700),
        line(19_050),
    )
}
