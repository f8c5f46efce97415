//! What hands know from other programs, as spreadsheets and drawing tools; and that overlays have their whole space.

use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::command::{ColorScheme, Command, Page};
use lienket::language::Language;
use lienket::map::{LinkageMap, Selection};
use lienket::storage;

use super::cells::cell;
use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

/// The sample in English, in a window of this size.
fn desk(size: Vec2) -> Desk {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO);
    Desk::with(storage::open(&path).unwrap(), None, Language::English, ColorScheme::Light, size)
}

/// The table of actors, with the cursor in the district of the first one.
fn in_districts() -> Desk {
    let mut desk = desk(Vec2::new(1280.0, 720.0));
    desk.wish(Command::ToggleSidePanels);
    desk.wish(Command::ShowPage(Page::Tables));
    desk.press_part("Actors ");
    let first = desk.map().actors().values().next().unwrap().name.clone();
    let at = cell(&desk, &first, "District");
    desk.click(at, Modifiers::NONE);
    desk.harness.run_steps(30);
    desk
}

fn districts(map: &LinkageMap) -> Vec<String> {
    map.actors().values().map(|actor| actor.district.clone()).collect()
}

#[test]
fn ctrl_enter_fills_the_block_with_what_is_typed() {
    let mut desk = in_districts();
    let before = desk.map();
    desk.keys(SHIFT, Key::ArrowDown);
    desk.keys(SHIFT, Key::ArrowDown);
    desk.type_text("Vĩnh \"Thạnh\"");
    desk.keys(CTRL, Key::Enter);
    let mut expected = districts(&before);
    expected[..3].fill("Vĩnh \"Thạnh\"".to_owned());
    assert_eq!(districts(&desk.map()), expected);
    assert_eq!(desk.copy().lines().count(), 3, "the block stays");
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before, "in one step");
    // In one cell it keeps what is typed, and stays there.
    desk.keys(CTRL, Key::Home);
    desk.type_text("Đại lý");
    desk.keys(CTRL, Key::Enter);
    assert_eq!(desk.map().actors().values().next().unwrap().name, "Đại lý");
    assert_eq!(desk.copy().trim_end(), "Đại lý");
}

#[test]
fn the_space_bar_selects_a_row_and_a_column() {
    let mut desk = in_districts();
    let before = desk.map();
    desk.keys(CTRL, Key::Space);
    let column = desk.copy();
    assert_eq!(column.lines().collect::<Vec<_>>(), districts(&before));
    desk.keys(Modifiers::NONE, Key::Escape);
    desk.harness.event(egui::Event::Key {
        key: Key::Space,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: SHIFT,
    });
    desk.harness.event(egui::Event::Text(" ".into()));
    desk.settle();
    let row = desk.copy();
    let first = before.actors().values().next().unwrap();
    assert_eq!(row.lines().count(), 1);
    assert!(row.contains(&first.name) && row.contains(&first.district));
    assert!(desk.map() == before && !desk.shell().is_dirty(), "no space is typed");
}

#[test]
fn ctrl_page_keys_turn_the_tables() {
    let mut desk = in_districts();
    let rows_of = |desk: &mut Desk| {
        desk.keys(CTRL, Key::A);
        desk.copy().lines().count()
    };
    let map = desk.map();
    desk.keys(CTRL, Key::PageDown);
    assert_eq!(rows_of(&mut desk), map.links().len());
    desk.keys(CTRL, Key::PageUp);
    assert_eq!(rows_of(&mut desk), map.actors().len());
    desk.keys(CTRL, Key::PageUp);
    desk.keys(CTRL, Key::PageUp);
    assert_eq!(rows_of(&mut desk), map.models().len(), "before the first is none");
}

#[test]
fn f12_saves_as_and_home_shows_the_whole_map() {
    let mut desk = desk(Vec2::new(1280.0, 720.0));
    let whole = desk.card("HTX lúa Cờ Đỏ (ví dụ)");
    desk.wish(Command::ZoomIn);
    desk.wish(Command::ZoomIn);
    desk.harness.run_steps(60);
    assert!(desk.card("HTX lúa Cờ Đỏ (ví dụ)").width() > whole.width() * 1.1);
    desk.keys(Modifiers::NONE, Key::Home);
    desk.harness.run_steps(60);
    assert!((desk.card("HTX lúa Cờ Đỏ (ví dụ)").width() - whole.width()).abs() < 0.5);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.lienket");
    desk.person.will_pick(&path);
    desk.keys(Modifiers::NONE, Key::F12);
    assert!(storage::open(&path).unwrap() == desk.map());
}

#[test]
fn a_double_click_on_a_link_goes_to_its_fields() {
    let mut desk = desk(Vec2::new(1280.0, 720.0));
    let before = desk.map();
    let ends = ["HTX rau thủy canh Ninh Kiều (ví dụ)", "Công ty suất ăn Trà Nóc (ví dụ)"];
    let [from, to] = ends.map(|name| before.actors().values().find(|actor| actor.name == name).unwrap().id);
    let link = before.links().values().find(|link| (link.from, link.to) == (from, to)).unwrap().id;
    let [from, to] = ends.map(|name| desk.card(name).center());
    desk.double_click(from.lerp(to, 0.5));
    assert_eq!(*desk.shell().selection(), Selection::Link(link));
    assert!(desk.map() == before, "no actor is added over it");
}

#[test]
fn ctrl_enter_makes_what_quick_entry_shows() {
    let mut desk = desk(Vec2::new(1280.0, 720.0));
    let before = desk.map().actors().len();
    desk.keys(CTRL, Key::Enter);
    desk.type_text("HTX Một > Công ty Hai: Lúa 1200");
    assert!(desk.shows("1,200"), "the volume is told before");
    desk.keys(CTRL, Key::Enter);
    assert_eq!(desk.map().actors().len(), before + 2);
    assert!(!desk.shows("Quick entry"), "it is closed");
}

#[test]
fn a_long_list_of_commands_has_space_after_a_short_one() {
    let mut desk = desk(Vec2::new(1280.0, 720.0));
    desk.keys(CTRL, Key::P);
    desk.type_text("high contrast");
    desk.settle();
    desk.keys(Modifiers::NONE, Key::Escape);
    desk.keys(CTRL, Key::P);
    desk.settle();
    // All rows are there, but only those in sight can be clicked at their middle.
    let chosen = desk.harness.get_all_by_label_contains("Select all actors").last().unwrap().rect();
    assert!(chosen.bottom() < 720.0, "{chosen:?}");
    desk.click(chosen.center(), Modifiers::NONE);
    assert!(matches!(desk.shell().selection(), Selection::Actors(actors) if actors.len() > 40));
}

#[test]
fn find_and_replace_keeps_to_a_narrow_window() {
    let mut desk = desk(Vec2::new(640.0, 360.0));
    // Lists and details share the panel at the left.
    desk.press("Details");
    desk.keys(CTRL, Key::H);
    desk.type_text("lúa");
    let inspector = desk.harness.get_all_by_label("Title").next().unwrap().rect();
    let button = desk.harness.get_all_by_label_contains("Replace in ").next().unwrap().rect();
    assert!(button.left() >= inspector.right(), "{button:?} beside {inspector:?}");
    assert!(button.right() <= 640.0, "{button:?} in the window");
    assert!(button.height() < 40.0, "in one row");
}
