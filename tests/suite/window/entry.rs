//! Lines typed into quick entry: they wait until they are added or cleared, and no document is left with them unasked.

use egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::app::Prompt;
use lienket::command::{Command, SampleMap};
use lienket::language::Language;
use lienket::map::LINE_LIMIT;

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;
const NONE: Modifiers = Modifiers::NONE;
const LINES: &str = "HTX Mới -> Công ty Mới: Lúa 1200\nHTX Mới -> Chợ Mới: Lúa 5";

/// The text in the open field; none while quick entry is closed.
fn field(desk: &Desk) -> Option<String> {
    let field = desk.harness.query_by_role_and_label(Role::TextInput, "Nhập nhanh")?;
    field.accesskit_node().value()
}

fn typed(lines: &str) -> Desk {
    let mut desk = Desk::on(CAN_THO);
    desk.keys(CTRL, Key::Enter);
    desk.type_text(lines);
    assert_eq!(field(&desk).as_deref(), Some(lines));
    desk
}

#[test]
fn a_window_does_not_close_over_them_unasked() {
    for is_shown in [true, false] {
        let mut desk = typed(LINES);
        let before = desk.map();
        if !is_shown {
            desk.keys(NONE, Key::Escape);
        }
        desk.shell_mut().request_close();
        desk.settle();
        assert!(!desk.shell().is_closing() && desk.shell().prompt() == Some(Prompt::Notice));
        assert!(desk.shows("chưa được thêm vào bản đồ"), "why, and what to do");
        desk.press("Đóng");
        assert_eq!(desk.shell().prompt(), Some(Prompt::SaveFirst));
        desk.press("Hủy");
        assert_eq!(field(&desk).is_some(), is_shown);
        assert!(desk.shell().pending_entry() == Some(LINES) && desk.map() == before);
        desk.shell_mut().request_close();
        desk.settle();
        desk.press("Đóng");
        desk.harness.get_by_label("Không lưu").click();
        desk.harness.run_steps(4);
        assert!(desk.shell().is_closing());
    }
}

#[test]
fn saving_does_not_keep_them_so_it_is_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = typed(LINES);
    desk.person.will_pick(&folder.path().join("b.lienket"));
    desk.wish(Command::AddProduct);
    desk.shell_mut().request_close();
    desk.settle();
    desk.press("Lưu");
    assert!(!desk.shell().is_closing() && desk.shell().is_dirty());
    assert!(desk.shows("chưa được thêm vào bản đồ"));
    desk.press("Đóng");
    desk.press("Hủy");
    desk.keys(NONE, Key::Enter);
    assert!(desk.shell().pending_entry().is_none(), "now they are on the map");
    desk.keys(CTRL, Key::S);
    assert!(!desk.shell().is_dirty());
}

#[test]
fn another_document_does_not_take_their_place_unasked() {
    let mut desk = typed(LINES);
    desk.keys(NONE, Key::Escape);
    let before = desk.shell().document();
    for command in [Command::New, Command::OpenSample(SampleMap::MangoMekong2015), Command::OpenPath(CAN_THO.into())] {
        desk.wish(command);
        desk.press("Đóng");
        desk.press("Hủy");
        assert!(desk.shell().document() == before && desk.shell().pending_entry() == Some(LINES));
    }
    desk.wish(Command::New);
    desk.press("Đóng");
    desk.press("Không lưu");
    assert!(desk.shell().document() != before && desk.shell().pending_entry().is_none() && !desk.shell().is_dirty());
}

#[test]
fn they_wait_while_quick_entry_is_closed() {
    let mut desk = typed(LINES);
    for (modifiers, leave) in [(NONE, Key::Escape), (Modifiers::SHIFT, Key::F1)] {
        desk.keys(modifiers, leave);
        desk.keys(NONE, Key::Escape);
        assert_eq!(field(&desk), None);
        assert!(desk.shell().is_dirty() && desk.shows("Còn dòng nhập nhanh chưa thêm"));
        desk.keys(CTRL, Key::Enter);
        assert_eq!(field(&desk).as_deref(), Some(LINES));
        assert!(!desk.shows("Còn dòng nhập nhanh chưa thêm"), "they are seen");
    }
    let before = desk.map();
    desk.keys(NONE, Key::Enter);
    assert_eq!(desk.map().actors().len(), before.actors().len() + 3);
    assert!(desk.shell().pending_entry().is_none() && field(&desk).is_none());
    desk.keys(CTRL, Key::Enter);
    assert_eq!(field(&desk).as_deref(), Some(""));
    desk.keys(NONE, Key::Escape);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn they_are_cleared_by_a_button_only() {
    let mut desk = typed(LINES);
    desk.press("Xóa hết");
    assert_eq!(field(&desk).as_deref(), Some(""));
    assert!(desk.shell().pending_entry().is_none() && !desk.shell().is_dirty());
    desk.type_text("A > B");
    assert_eq!(field(&desk).as_deref(), Some("A > B"), "the cursor is there");
}

#[test]
fn pasted_lines_come_behind_those_that_wait() {
    let mut desk = typed("HTX Mới > Chợ Mới\n");
    desk.keys(NONE, Key::Escape);
    desk.harness.event(Event::Paste("C > D".into()));
    desk.settle();
    assert_eq!(field(&desk).as_deref(), Some("HTX Mới > Chợ Mới\nC > D"));
    assert_eq!(desk.shell().pending_entry(), field(&desk).as_deref());
}

#[test]
fn what_the_map_refuses_waits() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let line = format!("A > B: {}", "L".repeat(LINE_LIMIT + 1));
    desk.wish_at_once([Command::UpdateEntry(line.clone()), Command::Enter(line.clone())]);
    assert!(desk.map() == before && desk.shell().pending_entry() == Some(line.as_str()));
    // Lines that came from elsewhere leave those that are typed.
    desk.press("Đóng");
    desk.wish(Command::Enter("C > D".into()));
    assert!(desk.map() != before && desk.shell().pending_entry() == Some(line.as_str()));
}

#[test]
fn what_was_searched_for_is_there_in_the_next_document() {
    let mut desk = Desk::on(CAN_THO);
    desk.keys(CTRL, Key::H);
    desk.type_text("thoi lai");
    desk.wish(Command::OpenSample(SampleMap::MangoMekong2015));
    desk.keys(CTRL, Key::H);
    let find = lienket::language::UiText::ReplaceFind.text(Language::Vietnamese);
    let field = desk.harness.get_by_role_and_label(Role::TextInput, find);
    assert_eq!(field.accesskit_node().value().as_deref(), Some("thoi lai"));
}
