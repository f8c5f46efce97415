//! The page on volumes.

use egui::Vec2;
use lienket::analysis::FindingCode;
use lienket::command::{ColorScheme, Command, Page};
use lienket::language::Language;
use lienket::map::{LinkageMap, Selection};

use super::desk::{CAN_THO, Desk};

#[test]
fn what_stays_is_told_and_a_click_goes_to_its_bottleneck() {
    // The fish company takes less than the cooperative and its households have.
    let sample = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("less.lienket");
    std::fs::write(&path, sample.replace("volume: 4700.0", "volume: 4100.0")).unwrap();
    let map = lienket::storage::open(&path).unwrap();
    let size = Vec2::new(1280.0, 720.0);
    let mut desk = Desk::with(map, None, Language::Vietnamese, ColorScheme::Light, size);
    desk.wish(Command::ShowPage(Page::Volumes));
    let map = desk.map();
    let findings = lienket::analysis::assess(&map, map.info().year).findings;
    let narrow = findings
        .iter()
        .find(|finding| finding.code() == FindingCode::SupplyWithoutOutlet && !finding.links().is_empty())
        .expect("a link that is too small");
    assert_eq!((narrow.amount(), narrow.expected()), (Some(600.0), Some(4700.0)));
    let words = lienket::language::number(narrow.amount().unwrap().round(), Language::Vietnamese);
    assert!(desk.shows(&words), "{words} stay");
    desk.press_part("nút thắt");
    assert!(matches!(*desk.shell().selection(), Selection::Link(_)), "the click goes to a link");
}

#[test]
fn an_empty_map_says_what_to_enter() {
    let size = Vec2::new(1280.0, 720.0);
    let mut desk = Desk::with(LinkageMap::default(), None, Language::English, ColorScheme::Dark, size);
    desk.wish(Command::ShowPage(Page::Volumes));
    assert!(desk.shows("No volumes yet"));
    if let Some(folder) = std::env::var_os("LIENKET_PICTURES") {
        picture(&mut desk, &folder, "empty");
        for (language, look, name) in
            [(Language::Vietnamese, ColorScheme::Light, "vi"), (Language::English, ColorScheme::Dark, "en")]
        {
            let map = Desk::on(CAN_THO).map();
            let mut desk = Desk::with(map, None, language, look, size);
            desk.wish(Command::ShowPage(Page::Volumes));
            picture(&mut desk, &folder, name);
        }
    }
}

fn picture(desk: &mut Desk, folder: &std::ffi::OsStr, name: &str) {
    desk.harness.render().unwrap().save(std::path::Path::new(folder).join(format!("{name}.png"))).unwrap();
}
