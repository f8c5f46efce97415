//! The guide opens in the system's viewer: at its beginning by F1, and at the place of what is explained.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::{fs, io};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use lienket::analysis::{FindingCode, Verdict, assess};
use lienket::app::Viewer;
use lienket::command::Command;
use lienket::guide::guide_page;
use lienket::language::{Language, Localized, explain_label, known_codes};
use lienket::session::Subject;
use lienket::storage;

use crate::window::desk::{CAN_THO, Desk};

/// Keeps what it is to open.
#[derive(Clone, Default)]
struct Watching(Arc<Mutex<Vec<PathBuf>>>);

impl Viewer for Watching {
    fn open(&self, path: &Path) -> io::Result<()> {
        self.0.lock().unwrap().push(path.to_owned());
        Ok(())
    }
}

impl Watching {
    /// The page that was opened, the only one since it was asked last.
    fn page(&self) -> String {
        let opened = std::mem::take(&mut *self.0.lock().unwrap());
        assert_eq!(opened.len(), 1);
        fs::read_to_string(&opened[0]).unwrap()
    }
}

/// The place at which the page opens.
fn place(page: &str) -> &str {
    let place = page.split("data-at=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(page.contains(&format!("<section id=\"{place}\">")), "{place} is not there");
    place
}

#[test]
fn keys_open_it_and_each_finding_and_verdict_has_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let (viewer, prints) = (Watching::default(), folder.path().to_owned());
    let watching = viewer.clone();
    let map = storage::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO)).unwrap();
    let assessment = assess(&map, map.info().year);
    let judged = assessment.models.values().find(|it| it.verdict == Verdict::OnPaper).unwrap();
    let mut desk = Desk::with_environment(map.clone(), None, move |environment| {
        environment.viewer = Arc::new(watching);
        environment.print_dir = prints;
    });
    desk.keys(Modifiers::NONE, Key::F1);
    assert!(viewer.page() == guide_page(Language::Vietnamese, None));
    desk.wish(Command::ToggleFindings);
    let label = explain_label(&FindingCode::ModelNoBuyer.title(Language::Vietnamese), Language::Vietnamese);
    desk.harness.get_all_by_label(&label).next().unwrap().click();
    desk.settle();
    assert_eq!(place(&viewer.page()), FindingCode::ModelNoBuyer.code());
    desk.wish(Command::GoTo(Subject::Model(judged.model)));
    desk.press(&explain_label(&Verdict::OnPaper.title(Language::Vietnamese), Language::Vietnamese));
    assert_eq!(place(&viewer.page()), Verdict::OnPaper.code());
    assert!(desk.map() == map && !desk.shell().is_dirty());
}

#[test]
fn every_code_has_a_place() {
    for language in [Language::Vietnamese, Language::English] {
        for code in known_codes() {
            assert_eq!(place(&guide_page(language, Some(code))), code);
        }
    }
}
