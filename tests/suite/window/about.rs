//! What the program tells about itself.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use lienket::command::Command;
use lienket::language::Language;
use lienket::storage::OwnFolders;

use super::desk::{CAN_THO, Desk};

#[test]
fn it_tells_its_version_its_licence_and_where_data_lie() {
    let folders = OwnFolders { settings: "/home/lan/thiết lập".into(), state: "/home/lan/trạng thái".into() };
    let mut desk = Desk::with_recent(Vec::new(), move |environment| environment.own_folders = Some(folders));
    for (language, licence) in
        [(Language::Vietnamese, "giấy phép MIT"), (Language::English, "the MIT or the Apache-2.0")]
    {
        desk.wish(Command::SetLanguage(language));
        desk.wish(Command::ShowAbout);
        assert!(desk.shows(env!("CARGO_PKG_VERSION")) && desk.shows(licence));
        assert!(desk.shows("/home/lan/thiết lập") && desk.shows("/home/lan/trạng thái"));
        desk.keys(Modifiers::NONE, Key::Escape);
        assert!(!desk.shows(licence));
    }
}

#[test]
fn the_menu_closes_behind_what_a_key_has_chosen_in_it() {
    let mut desk = Desk::on(CAN_THO);
    desk.press("Trình đơn");
    assert!(desk.shows("Bản đồ mới từ mẫu…"));
    desk.harness.get_by_label("Giới thiệu Lienket").focus();
    desk.settle();
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(desk.shows("Phiên bản") && !desk.shows("Bản đồ mới từ mẫu…"));
}
