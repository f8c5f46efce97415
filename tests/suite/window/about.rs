//! What the program tells about itself.

use egui::{Key, Modifiers};
use lienket::command::Command;
use lienket::language::Language;
use lienket::storage::OwnFolders;

use super::desk::Desk;

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
