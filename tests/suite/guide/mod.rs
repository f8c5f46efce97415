//! The guide: both languages tell the same, everything that is named is there, and the program draws the pictures.

mod drawn;
mod opening;
mod pictures;
mod tour;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lienket::analysis::FindingCode;
use lienket::guide::guide_page;
use lienket::language::{Explained, ImportText, Language, MergeText, SlideText, UiText};

const LANGUAGES: [(Language, &str); 2] = [(Language::Vietnamese, "vi"), (Language::English, "en")];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/guide").join(name)
}

/// Every text of the tables that menus, pages and dialogs take theirs from.
fn shown(language: Language) -> BTreeSet<&'static str> {
    macro_rules! texts {
        ($($table:ident),+) => { [$($table::ALL.iter().map(|it| it.text(language)).collect::<Vec<_>>()),+].concat() };
    }
    texts!(UiText, ImportText, MergeText, SlideText).into_iter().collect()
}

#[test]
fn what_is_named_has_that_name_in_the_window() {
    for (language, tag) in LANGUAGES {
        let known = shown(language);
        for entry in fs::read_dir(folder(tag)).unwrap() {
            let (path, mut named) = (entry.unwrap().path(), 0);
            let text = fs::read_to_string(&path).unwrap().replace("**", "");
            // What stands between two asterisks in a line.
            for name in text.lines().flat_map(|line| line.split('*').skip(1).step_by(2)) {
                assert!(known.contains(name), "{}: {name}", path.display());
                named += 1;
            }
            let has_names =
                !["06", "07", "08", "09"].iter().any(|of| path.file_name().unwrap().to_string_lossy().starts_with(of));
            assert_eq!(named > 0, has_names, "{}", path.display());
        }
    }
}

#[test]
fn administrators_are_told_every_folder_of_the_state() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/storage/user.rs");
    let source = fs::read_to_string(source).unwrap();
    let folders: Vec<&str> = source.split("join(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(folders.len() > 4, "{folders:?}");
    for (_, tag) in LANGUAGES {
        let text = fs::read_to_string(folder(tag).join("10-administrators.md")).unwrap();
        for name in &folders {
            assert!(text.contains(&format!("`{name}`")), "{tag}: {name}");
        }
    }
}

/// The names of the chapters, each with its shape: headings by level, parts from the program, pictures, commands.
fn shapes(tag: &str) -> Vec<(String, Vec<String>)> {
    let shape = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().filter_map(|line| match line.split(' ').next() {
            Some(level @ ("#" | "##" | "###")) => Some(level.to_owned()),
            Some("<!--") => Some(line.to_owned()),
            Some("lienket") => line.split(' ').nth(1).map(str::to_owned),
            _ => line.strip_prefix("![").and_then(|_| Some(line.rsplit_once('/')?.1.to_owned())),
        });
        (path.file_name().unwrap().to_string_lossy().into_owned(), lines.collect())
    };
    let mut found: Vec<_> = fs::read_dir(folder(tag)).unwrap().map(|entry| shape(entry.unwrap().path())).collect();
    found.sort();
    found
}

#[test]
fn both_languages_have_the_same_chapters() {
    let [vietnamese, english] = ["vi", "en"].map(shapes);
    assert!(vietnamese.len() == 10 && vietnamese == english, "{vietnamese:?} {english:?}");
}

#[test]
fn the_page_has_every_chapter_finding_and_picture() {
    for (language, tag) in LANGUAGES {
        let page = guide_page(language, None);
        assert!(page == guide_page(language, None));
        assert_eq!(page.matches("<h1>").count(), shapes(tag).len());
        for code in FindingCode::ALL {
            let text = code.explanation(language).remedy.split(['&', '<', '"', '“', '’']).next().unwrap();
            assert!(page.contains(&format!("<code>{}</code>", code.code())) && page.contains(text), "{}", code.code());
        }
        assert!(!page.contains("<!--"), "a part is not filled in");
        assert_eq!(page.matches("<img").count(), page.matches("src=\"data:image/png;base64,").count());
        let targets = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
        for target in targets.filter(|target| *target != "' + section.id + '") {
            assert!(page.contains(&format!("id=\"{target}\"")), "{target}");
        }
        for outside in ["http://", "https://", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}
