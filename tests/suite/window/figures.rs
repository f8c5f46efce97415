//! Figures by year in an actor's inspector.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use lienket::command::{Command, Page};
use lienket::map::{ActorId, ActorKind, Figures, Measure, Target};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

fn on_a_cooperative() -> (Desk, ActorId) {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let with_figures = |kind| map.actors().values().find(|it| it.kind == kind && it.figures.len() > 1).unwrap().id;
    let id = with_figures(ActorKind::Cooperative);
    desk.wish(Command::GoTo(Subject::Actor(id)));
    (desk, id)
}

/// Types into a field of the inspector, wherever it has been scrolled to.
fn fill(desk: &mut Desk, label: &str, text: &str) {
    desk.harness.get_by_role_and_label(Role::TextInput, label).scroll_to_me();
    desk.settle();
    desk.enter(label);
    desk.keys(Modifiers::COMMAND, Key::A);
    if text.is_empty() {
        desk.keys(Modifiers::NONE, Key::Backspace);
    } else {
        desk.type_text(text);
    }
    desk.keys(Modifiers::NONE, Key::Enter);
}

#[test]
fn a_figure_is_one_step_and_is_checked() {
    let (mut desk, id) = on_a_cooperative();
    let before = desk.map();
    fill(&mut desk, "Số thành viên", "210");
    assert_eq!(desk.map().actors()[&id].figures[&2019].members, Some(210));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.map() == before);
    for (label, wrong, words) in [
        ("Số thành viên", "12,5", "Cần nhập số nguyên từ 0 trở lên"),
        ("Doanh thu (đồng)", "-1", "Không được nhỏ hơn 0"),
        ("Vốn (đồng)", "nhiều", "Cần nhập một số, ví dụ"),
    ] {
        fill(&mut desk, label, wrong);
        assert!(desk.shows(words), "{wrong}");
        assert!(desk.map() == before);
        fill(&mut desk, label, "1");
        assert!(!desk.shows(words));
        desk.keys(Modifiers::COMMAND, Key::Z);
    }
    fill(&mut desk, "Lợi nhuận (đồng)", "-5.000");
    assert_eq!(desk.map().actors()[&id].figures[&2019].profit, Some(-5000.0), "a loss is a figure too");
}

#[test]
fn a_year_is_added_and_deleted() {
    let (mut desk, id) = on_a_cooperative();
    let before = desk.map();
    fill(&mut desk, "Năm khác", "2021");
    assert!(desk.shows("Chưa có số liệu năm 2021") && desk.map() == before, "an empty year is none");
    fill(&mut desk, "Số thành viên", "230");
    let figures = desk.map().actors()[&id].figures[&2021].clone();
    assert_eq!(figures, Figures { members: Some(230), ..Figures::default() });
    let added = desk.map();
    desk.harness.get_by_label("Xóa số liệu năm 2021").scroll_to_me();
    desk.settle();
    desk.press("Xóa số liệu năm 2021");
    assert!(desk.map().actors() == before.actors());
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.map() == added);
    fill(&mut desk, "Số thành viên", "");
    assert!(desk.map().actors() == before.actors(), "a year whose last figure goes is gone");
}

#[test]
fn targets_count_with_the_figures() {
    let (mut desk, id) = on_a_cooperative();
    let target = |name: &str| Target {
        id: lienket::map::TargetId(0),
        name: name.to_owned(),
        measure: Measure::MemberGrowth { base_year: 2020 },
        year: 2021,
        goal: 10.0,
        of: [].into(),
        note: String::new(),
    };
    desk.wish(Command::AddTarget(Box::new(target("Tăng thành viên 2021"))));
    desk.wish(Command::ShowPage(Page::Targets));
    assert!(!desk.shows("25%"), "no figures of 2020 and 2021 yet");
    for (year, members) in [("2020", "100"), ("2021", "125")] {
        fill(&mut desk, "Năm khác", year);
        fill(&mut desk, "Số thành viên", members);
    }
    assert_eq!(desk.map().actors()[&id].figures[&2021].members, Some(125));
    assert!(desk.shows("25%"));
}
