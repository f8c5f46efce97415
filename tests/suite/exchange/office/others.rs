//! An independent program opens what is written, and shows its text. Where it is missing, or cannot read such files at all, the test
//! says so and ends.

use std::path::Path;
use std::process::Command;

use lienket::exchange::{DeckSource, ReportFormat, ReportSource, export_deck, export_report};
use lienket::language::Language;
use tempfile::TempDir;

use super::{Studied, can_tho, hostile_map, shown};

/// The least document and the least deck.
const LEAST_DOCUMENT: &str = r#"<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>a</text:p></office:text></office:body></office:document>"#;
const LEAST_DECK: &str = r#"<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation><draw:page draw:name="a"/></office:presentation></office:body></office:document>"#;

/// The PDF that `soffice` makes of a file; `None`, with a reason on the screen, where it is missing.
fn converted(folder: &Path, name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut command = Command::new("soffice");
    command.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder).arg(&path);
    let Ok(output) = command.output() else {
        println!("left out: soffice is not there");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read(path.with_extension("pdf")).ok()
}

/// The text of the pages; `None`, with a reason on the screen, where the program for it is missing.
fn pages(folder: &Path, pdf: &str) -> Option<Vec<String>> {
    let Ok(output) = Command::new("pdftotext").args(["-layout", pdf, "-"]).current_dir(folder).output() else {
        println!("left out: pdftotext is not there");
        return None;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    let words = |page: &str| page.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(words).collect())
}

/// The pages of a file as `soffice` shows them.
fn opened(name: &str, bytes: &[u8], least: (&str, &str)) -> Option<Vec<String>> {
    let folder = TempDir::new().unwrap();
    if converted(folder.path(), least.0, least.1.as_bytes()).is_none() {
        println!("left out: no program here reads {}", least.0);
        return None;
    }
    let pdf = converted(folder.path(), name, bytes).unwrap_or_else(|| panic!("{name} cannot be opened"));
    assert!(pdf.starts_with(b"%PDF"));
    pages(folder.path(), &name.replace("docx", "pdf").replace("pptx", "pdf"))
}

#[test]
fn libreoffice_opens_the_report() {
    let studied = can_tho();
    let Studied { map, assessment, study } = &studied;
    let source = ReportSource {
        map,
        assessment,
        study,
        language: Language::Vietnamese,
        office: "",
        date: None,
        supposing: None,
        meeting: None,
    };
    let file = export_report(source, ReportFormat::Docx, &|_| Vec::new(), &|_| true).unwrap();
    let least = ("least.fodt", LEAST_DOCUMENT);
    let Some(pages) = opened("report.docx", &file.bytes, least) else { return };
    assert!(pages.len() > 4 && pages[0].contains("11 trên 15 mô hình có đầu ra."), "{pages:?}");
    let all = pages.join(" ");
    for model in map.models().values() {
        let first = model.name.split(' ').next().unwrap();
        assert!(all.contains(first), "{}", model.name);
    }
    // Page numbers, but for the first page; the head of the table of models on each page that has some of it.
    assert!(pages[1].starts_with('2') && !pages[0].starts_with('1'), "{:?}", &pages[..2]);
    assert!(all.matches("TT Mô hình").count() >= 2, "{all}");
    let hostile = Studied::new(hostile_map());
    let source = ReportSource { map: &hostile.map, assessment: &hostile.assessment, study: &hostile.study, ..source };
    let file = export_report(source, ReportFormat::Docx, &|_| Vec::new(), &|_| true).unwrap();
    assert!(opened("hostile.docx", &file.bytes, least).is_some_and(|pages| !pages.is_empty()));
}

#[test]
fn libreoffice_opens_the_deck() {
    for studied in [can_tho(), Studied::new(hostile_map())] {
        let Studied { map, assessment, study } = &studied;
        let source = DeckSource { map, assessment, study, language: Language::English, supposing: None, dark: false };
        let file = export_deck(source, &|_| Vec::new(), &|_| true).unwrap();
        let Some(pages) = opened("deck.pptx", &file.bytes, ("least.fodp", LEAST_DECK)) else { return };
        assert!(pages.len() > map.models().len(), "{}", pages.len());
        if map.models().len() == 15 {
            for model in map.models().values() {
                assert!(pages.iter().any(|page| page.starts_with(&shown(&model.name))), "{}", model.name);
            }
        }
    }
}
