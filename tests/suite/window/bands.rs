//! Bands across the lanes: chosen, named, taken back.

use lienket::command::Command;
use lienket::language::{Language, UiText};
use lienket::map::{Banding, LinkageMap, Placement};
use lienket::storage;

use super::desk::{CAN_THO, Desk};

fn places(map: &LinkageMap) -> Vec<Placement> {
    map.placements().values().copied().collect()
}

#[test]
fn bands_are_named_and_one_undo_brings_the_former_picture_back() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    assert_eq!(before.info().bands, None);
    desk.wish(Command::SetBands(Some(Banding::District)));
    let after = desk.map();
    assert_eq!(after.info().bands, Some(Banding::District));
    assert_ne!(places(&after), places(&before));
    let districts: std::collections::BTreeSet<&str> = after
        .actors()
        .values()
        .filter(|actor| !actor.is_below_lanes() && !actor.district.is_empty())
        .map(|actor| actor.district.as_str())
        .collect();
    for district in districts {
        let of = after.actors().values().filter(|actor| !actor.is_below_lanes() && actor.district == district).count();
        assert!(desk.shows(&format!("{district}: {of}")), "{district}");
    }
    assert!(desk.shows(UiText::BandNoDistrict.text(Language::Vietnamese)));

    desk.wish(Command::Undo);
    assert_eq!((desk.map().info().bands, places(&desk.map())), (None, places(&before)));
    assert!(!desk.shows(UiText::BandNoDistrict.text(Language::Vietnamese)));
    desk.wish(Command::Redo);
    assert_eq!(places(&desk.map()), places(&after));
}

#[test]
fn a_saved_map_keeps_its_bands() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    let mut desk = Desk::on(CAN_THO);
    for banding in Banding::ALL.map(Some).into_iter().chain([None]) {
        desk.wish(Command::SetBands(banding));
        desk.wish(Command::SaveTo(path.clone()));
        let saved = storage::open(&path).unwrap();
        assert_eq!(saved.info().bands, banding);
        assert_eq!(places(&saved), places(&desk.map()));
    }
}

#[test]
fn bands_are_chosen_in_the_menu_and_in_the_inspector() {
    let mut desk = Desk::on(CAN_THO);
    desk.press("Chia dải theo Không chia");
    desk.press("Mô hình");
    assert_eq!(desk.map().info().bands, Some(Banding::Model));
    let name = desk.map().models().values().next().unwrap().name.clone();
    assert!(desk.shows(&format!("{name}: ")));
    desk.press("Trình đơn");
    desk.press_part("Chia dải theo ");
}

#[test]
fn a_cancelled_choice_changes_nothing_and_tidying_again_keeps_it() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let district = Command::SetBands(Some(Banding::District));
    desk.wish_at_once([district.clone(), Command::CancelJob]);
    assert_eq!((desk.map().info().bands, places(&desk.map())), (None, places(&before)));
    desk.wish_at_once([Command::Tidy]);
    assert_eq!(desk.map().info().bands, None, "what was cancelled does not come back");
    desk.wish_at_once([district, Command::Tidy]);
    assert_eq!(desk.map().info().bands, Some(Banding::District));
}
