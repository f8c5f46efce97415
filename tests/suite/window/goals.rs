//! The pages of targets and years.

use egui::Vec2;
use lienket::command::{ColorScheme, Command, Page};
use lienket::language::{Language, TargetText};
use lienket::map::{Measure, Selection, TargetId};

use super::desk::{CAN_THO, Desk};

#[test]
fn the_board_says_of_each_target_how_far_it_is_and_one_opens_on_its_own() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::ShowPage(Page::Targets));
    let map = desk.map();
    for target in map.targets().values() {
        assert!(desk.shows(&target.name), "{}", target.name);
    }
    assert!(desk.shows("Thiếu 4"));
    let linked = map.targets().values().find(|target| target.measure == Measure::LinkedModels).unwrap();
    desk.press_part(&linked.name);
    assert!(desk.shows(&format!("{} · 11", TargetText::CountedRecords.text(Language::Vietnamese))));
    // A row leads to what counts.
    let model = map.models().values().find(|model| desk.shows(&model.name)).unwrap().id;
    assert!(map.models().contains_key(&model));
    desk.press(TargetText::AllTargets.text(Language::Vietnamese));
    assert!(desk.shows(&map.targets().values().next().unwrap().name));
}

#[test]
fn a_target_is_added_changed_and_deleted_and_each_can_be_undone() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::ShowPage(Page::Targets));
    let before = desk.map();
    desk.press(TargetText::AddTarget.text(Language::Vietnamese));
    desk.press(TargetText::MeasureEffective.text(Language::Vietnamese));
    let after = desk.map();
    assert_eq!(after.targets().len(), before.targets().len() + 1);
    let id = *after.targets().keys().next_back().unwrap();
    assert_eq!(after.targets()[&id].measure, Measure::EffectiveShare);
    // It is open at once, with the cursor in its goal.
    desk.type_text("75");
    desk.keys(egui::Modifiers::NONE, egui::Key::Enter);
    let goal = |desk: &Desk, id: TargetId| desk.map().targets().get(&id).map(|target| target.goal);
    assert_eq!(goal(&desk, id), Some(75.0));
    desk.press("Xóa");
    assert_eq!(goal(&desk, id), None);
    desk.wish(Command::Undo);
    assert_eq!(goal(&desk, id), Some(75.0));
    desk.wish(Command::Undo);
    desk.wish(Command::Undo);
    assert!(desk.map() == before);
}

#[test]
fn a_cell_of_the_years_selects_the_model_and_reads_the_map_in_that_year() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::ShowPage(Page::Years));
    let map = desk.map();
    let model = map.models().values().next().unwrap();
    let cell = format!("{}, 2018: ", model.name);
    desk.press_part(&cell);
    assert!(*desk.shell().selection() == Selection::Model(model.id));
    assert_eq!(desk.shell().year(), 2018);
}

#[test]
fn an_empty_map_says_what_to_do() {
    for (page, words) in [(Page::Targets, "Thêm một chỉ tiêu"), (Page::Years, "Chưa có mô hình")] {
        let map = lienket::map::LinkageMap::default();
        let size = Vec2::new(1280.0, 720.0);
        let mut desk = Desk::with(map, None, Language::Vietnamese, ColorScheme::Light, size);
        desk.wish(Command::ShowPage(page));
        assert!(desk.shows(words));
    }
}
