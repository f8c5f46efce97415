//! `report`, and `export` as a deck.

use super::Folder;

const MAP: &str = "can-tho-2019.lienket";

#[test]
fn reports_and_decks_are_written_by_the_ending() {
    let folder = Folder::new();
    folder.take(MAP);
    folder.run(&["report", MAP, "-o", "a.docx", "--lang", "vi", "--no-date"]).succeeds();
    folder.run(&["report", MAP, "-o", "b.HTML", "--lang", "en", "--year", "2020", "--office", "Alliance"]).succeeds();
    folder.run(&["export", MAP, "-o", "c.pptx", "--lang", "vi", "--theme", "dark", "--year", "2020"]).succeeds();
    assert!(folder.read("a.docx").starts_with(b"PK") && folder.read("c.pptx").starts_with(b"PK"));
    let page = String::from_utf8(folder.read("b.HTML")).unwrap();
    for word in ["<html lang=\"en\">", "<b>Year assessed:</b> 2020", "<b>Reported by:</b> Alliance", "<b>Date:</b>"] {
        assert!(page.contains(word), "{word}");
    }
    let before = folder.read("a.docx");
    folder.run(&["report", MAP, "-o", "a.docx", "--lang", "vi", "--no-date"]).succeeds();
    assert!(folder.read("a.docx") == before);
    for _ in 0..2 {
        folder.run(&["report", MAP, "-o", "d.pdf", "--lang", "vi", "--no-date"]).succeeds();
        assert!(folder.read("d.pdf").starts_with(b"%PDF"));
    }
}

#[test]
fn what_cannot_be_written_is_told_before_anything_is() {
    let folder = Folder::new();
    folder.take(MAP);
    folder.run(&["report", MAP, "-o", "a.odt", "--lang", "en"]).fails_with(&["a.odt", ".docx, .html, .pdf"]);
    folder.run(&["report", MAP, "-o", "a.txt", "--lang", "vi"]).fails_with(&["a.txt", ".docx, .html, .pdf"]);
    folder.run(&["report", MAP, "-o", "none/a.docx"]).fails_with(&["none/a.docx", "cannot be saved"]);
    folder.run(&["report", "gone.lienket", "-o", "a.docx"]).fails_with(&["gone.lienket"]);
    folder.run(&["export", MAP, "-o", "a.pptx", "--model", "x"]).fails_with(&["--model", ".pptx"]);
    folder.run(&["export", MAP, "-o", "a.pptx", "--scale", "2"]).fails_with(&["--scale", ".pptx"]);
    assert_eq!(folder.files(), [MAP]);
}
