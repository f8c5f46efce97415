//! Reports: what they say of a map, in both formats.

use std::collections::BTreeSet;

use lienket::analysis::Verdict;
use lienket::exchange::{DrawnFile, PngError, ReportFormat, ReportSource, export_report};
use lienket::language::{Language, Localized, linked_models_line, proposals_sentence};
use proptest::prelude::*;
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};

use super::package::{Parts, ending};
use super::{LANGUAGES, Studied, can_tho, hostile_map, shown};
use crate::hostile::maps;
use crate::map::random;

fn source(studied: &Studied, language: Language) -> ReportSource<'_> {
    let Studied { map, assessment, study } = studied;
    ReportSource { map, assessment, study, language, office: "", date: None, supposing: None, meeting: None }
}

fn exported(source: ReportSource<'_>, format: ReportFormat) -> DrawnFile {
    export_report(source, format, &|_| Vec::new(), &|_| true).unwrap()
}

fn docx(source: ReportSource<'_>) -> Parts {
    let parts = Parts::read(&exported(source, ReportFormat::Docx).bytes);
    parts.assert_sound();
    parts
}

/// What a page says, and that there is nothing on it but what is to be read.
fn html_text(source: ReportSource<'_>) -> String {
    let html = String::from_utf8(exported(source, ReportFormat::Html).bytes).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>\n"));
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&html, options).unwrap();
    let allowed: BTreeSet<&str> =
        "html head meta title style body header main p h1 h2 h3 b span ul li div table colgroup \
        col thead tbody tr th td figure svg g path rect text tspan circle line polyline polygon ellipse defs use desc"
            .split_whitespace()
            .collect();
    for node in document.descendants().filter(Node::is_element) {
        assert!(allowed.contains(node.tag_name().name()), "{}", node.tag_name().name());
        for attribute in node.attributes() {
            let name = attribute.name();
            let is_reference = ["href", "src", "action", "srcset"].contains(&name);
            let is_within = attribute.value().starts_with('#');
            assert!(!name.starts_with("on") && (!is_reference || is_within), "{name}={}", attribute.value());
        }
    }
    let policy = document.descendants().find(|node| node.attribute("http-equiv") == Some("Content-Security-Policy"));
    assert!(policy.unwrap().attribute("content").unwrap().starts_with("default-src 'none'; style-src 'unsafe-inline'"));
    let main = document.descendants().filter(|node| node.has_tag_name("body"));
    main.flat_map(|node| node.descendants()).filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// What a document says, a line a paragraph.
fn docx_text(source: ReportSource<'_>) -> String {
    docx(source).paragraphs("word/document.xml").join("\n")
}

/// What stands on the pages of a PDF in the order in which it was written, as letters alone; and how many pages there are.
/// `None` where nothing here reads it.
fn pdf_text(source: ReportSource<'_>) -> Option<(String, usize)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, exported(source, ReportFormat::Pdf).bytes).unwrap();
    let Ok(output) = std::process::Command::new("pdftotext").arg("-raw").arg(&path).arg("-").output() else {
        println!("left out: pdftotext is not there");
        return None;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    Some((letters(&text), text.matches('\u{c}').count()))
}

/// Letters and digits alone: for other signs there may be no font.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[test]
fn the_pages_say_what_the_document_says() {
    for (studied, least) in [(can_tho(), 5), (Studied::new(hostile_map()), 1)] {
        for language in LANGUAGES {
            let source = source(&studied, language);
            let Some((text, pages)) = pdf_text(source) else { return };
            assert!(pages >= least, "{pages}");
            assert_eq!(exported(source, ReportFormat::Pdf).bytes, exported(source, ReportFormat::Pdf).bytes);
            let document = docx_text(source);
            let is_there = |paragraph: &&str| text.contains(&letters(paragraph));
            let missing: Vec<&str> = document.lines().filter(|paragraph| !is_there(paragraph)).collect();
            // The number of a page stands within what goes on on the next one.
            assert!(missing.len() < pages, "{missing:#?} of {text}");
        }
    }
}

#[test]
fn a_report_says_what_the_map_comes_to() {
    let studied = can_tho();
    let Studied { map, assessment, study } = &studied;
    for language in LANGUAGES {
        let source = source(&studied, language);
        for text in [docx_text(source), html_text(source)] {
            assert!(text.contains(&linked_models_line(assessment.summary, language)));
            for target in map.targets().values() {
                assert!(text.contains(&target.name), "{}", target.name);
            }
            for (id, model) in map.models() {
                let verdict = assessment.models[id].verdict;
                assert!(text.contains(&model.name) && text.contains(&verdict.title(language)));
                // Each flagged model is told with the best that would mend it.
                if let Some(repair) = study.repairs.models.get(id).and_then(|repairs| repairs.first()) {
                    let sentence = proposals_sentence(&repair.proposals, map, assessment.year, language);
                    assert!(text.contains(&sentence), "{sentence}");
                }
            }
            for task in assessment.findings.iter().map(|finding| finding.code().task()) {
                assert!(text.contains(&task.title(language)));
            }
            assert!(text.contains("98/2018/NĐ-CP") && text.contains(map.info().note.lines().next().unwrap()));
        }
    }
}

#[test]
fn each_flagged_model_is_drawn() {
    let studied = can_tho();
    let flagged = studied.assessment.summary.flagged;
    let parts = docx(source(&studied, Language::Vietnamese));
    for kind in ["png", "svg"] {
        assert_eq!(parts.names().filter(|name| ending(name) == kind).count(), flagged);
    }
    let document = Document::parse(parts.xml("word/document.xml")).unwrap();
    let drawn: Vec<&str> = document.descendants().filter_map(|node| node.attribute("descr")).collect();
    assert_eq!(drawn.len(), flagged);
    for (id, verdict) in &studied.assessment.models {
        let name = &studied.map.models()[id].name;
        let is_drawn =
            drawn.iter().any(|alt| alt.contains(name) && alt.contains(verdict.verdict.text(Language::Vietnamese)));
        assert_eq!(is_drawn, verdict.verdict.is_flagged(), "{name}");
    }
    // The SVG names the actors, and the break.
    let svg = parts.xml("word/media/image1.svg");
    assert!(svg.contains("chưa có đầu ra") && !svg.contains(&studied.map.info().region));
}

#[test]
fn headings_tables_and_language_are_real_ones() {
    let studied = can_tho();
    for (language, tag) in [(Language::Vietnamese, "vi-VN"), (Language::English, "en-US")] {
        let parts = docx(ReportSource { office: "Liên minh <HTX>", ..source(&studied, language) });
        let document = parts.xml("word/document.xml");
        for style in ["Title", "Heading1", "Heading2", "ListBullet", "TableHead"] {
            assert!(document.contains(&format!("<w:pStyle w:val=\"{style}\"/>")), "{style}");
            assert!(parts.xml("word/styles.xml").contains(&format!("w:styleId=\"{style}\"")), "{style}");
        }
        assert_eq!(document.matches("<w:tblHeader/>").count(), document.matches("<w:tbl>").count());
        assert!(parts.xml("word/styles.xml").contains(&format!("<w:lang w:val=\"{tag}\"")));
        let core = parts.xml("docProps/core.xml");
        assert!(core.contains(tag) && core.contains("Liên minh &lt;HTX&gt;") && !core.contains("dcterms:created"));
        let html = String::from_utf8(exported(source(&studied, language), ReportFormat::Html).bytes).unwrap();
        assert!(html.contains(&format!("<html lang=\"{}\">", &tag[..2])));
    }
}

#[test]
fn the_same_map_gives_the_same_bytes_and_a_date_only_where_it_is_given() {
    let studied = Studied::new(hostile_map());
    let date = Some("2026-11-30".parse().unwrap());
    for format in [ReportFormat::Docx, ReportFormat::Html] {
        let source = source(&studied, Language::English);
        let once = exported(source, format).bytes;
        assert!(once == exported(source, format).bytes);
        assert!(once != exported(ReportSource { date, ..source }, format).bytes);
    }
    let dated = docx(ReportSource { date, ..source(&studied, Language::English) });
    assert!(dated.xml("docProps/core.xml").contains("2026-11-30T00:00:00Z"));
    assert!(dated.paragraphs("word/document.xml").contains(&"Date: 30 November 2026".to_owned()));
}

#[test]
fn names_stay_text_whatever_stands_in_them() {
    let studied = Studied::new(hostile_map());
    for language in LANGUAGES {
        let (document, page) = (docx_text(source(&studied, language)), html_text(source(&studied, language)));
        for model in studied.map.models().values() {
            let name = shown(&model.name);
            assert!(document.contains(&name), "{name}");
            assert!(page.contains(&name), "{name}");
        }
    }
}

#[test]
fn what_changed_in_a_meeting_is_told_where_there_was_one() {
    let studied = can_tho();
    let lines = ["Sửa <tên> 1".to_owned(), "Thêm & bớt".to_owned()];
    for (meeting, told) in [(None, false), (Some(&lines[..]), true), (Some(&[][..]), true)] {
        let source = ReportSource { meeting, ..source(&studied, Language::Vietnamese) };
        for text in [docx_text(source), html_text(source)] {
            assert_eq!(text.contains("Đã thay đổi trong buổi họp"), told);
            assert_eq!(text.contains("Sửa <tên> 1"), meeting.is_some_and(|lines| !lines.is_empty()));
            assert_eq!(text.contains("bản đồ không thay đổi"), meeting.is_some_and(<[String]>::is_empty));
        }
    }
}

/// However many models are flagged, the report stays short, and says what it leaves out.
#[test]
fn a_report_on_very_many_models_ends() {
    let mut map = maps::many_models(700, 12);
    let links: Vec<_> = map.links().keys().copied().collect();
    let mut edit = lienket::map::Transaction::begin(&mut map);
    for link in links {
        edit.remove::<lienket::map::Link>(link);
    }
    edit.finish();
    let studied = Studied::new(map);
    assert_eq!(studied.assessment.summary.count(Verdict::NoBuyer), 700);
    let parts = docx(source(&studied, Language::English));
    assert_eq!(parts.names().filter(|name| ending(name) == "png").count(), 60);
    let text = parts.paragraphs("word/document.xml");
    for rest in ["… and 200 more that are not given here.", "… and 640 more that are not given here."] {
        assert!(text.iter().any(|line| line == rest), "{rest}");
    }
}

#[test]
fn a_report_that_is_no_longer_wanted_ends_at_every_step() {
    let studied = can_tho();
    let source = source(&studied, Language::English);
    for after in 0..8 {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let progress = |_| asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < after;
        let result = export_report(source, ReportFormat::Docx, &|_| Vec::new(), &progress);
        assert!(matches!(result, Err(PngError::Cancelled)), "after {after}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn reports_on_all_maps_are_sound(map in random::map(), is_vietnamese in any::<bool>()) {
        let studied = Studied::new(map);
        let language = if is_vietnamese { Language::Vietnamese } else { Language::English };
        let (document, page) = (docx_text(source(&studied, language)), html_text(source(&studied, language)));
        for model in studied.map.models().values() {
            prop_assert!(document.contains(&shown(&model.name)), "{:?}", model.name);
            prop_assert!(page.contains(&shown(&model.name)), "{:?}", model.name);
        }
    }
}
