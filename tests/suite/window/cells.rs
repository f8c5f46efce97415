//! Tables edited in their cells: each gesture down to the document and back by undo.

use egui::{Event, Key, Modifiers, Pos2, Role, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::{ColorScheme, Command, Page};
use lienket::exchange::{ColumnSet, TableKind};
use lienket::language::Language;
use lienket::map::{Actor, ActorKind, LinkageMap, Selection};

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

/// The table of actors of the sample, in English.
fn actors() -> Desk {
    let map = lienket::storage::open(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO).as_path()).unwrap();
    table(map, "Actors")
}

fn table(map: LinkageMap, tab: &str) -> Desk {
    let mut desk = Desk::with(map, None, Language::English, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    desk.wish(Command::ToggleSidePanels);
    desk.wish(Command::ShowPage(Page::Tables));
    desk.press_part(&format!("{tab} "));
    desk
}

/// The middle of a cell, by the head of its column and the text of a cell of its row.
pub fn cell(desk: &Desk, row: &str, head: &str) -> Pos2 {
    let head = desk
        .harness
        .get_all_by_role(Role::Button)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.trim_end_matches([' ', '↑', '↓']) == head))
        .unwrap_or_else(|| panic!("no column {head}"));
    let row = desk
        .harness
        .get_all_by_role(Role::GridCell)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label == row))
        .unwrap_or_else(|| panic!("no row {row}"));
    Pos2::new(head.rect().left() + 12.0, row.rect().center().y)
}

fn click(desk: &mut Desk, row: &str, head: &str, modifiers: Modifiers) {
    let at = cell(desk, row, head);
    desk.click(at, modifiers);
    // A person takes longer than a double click between the two.
    desk.harness.run_steps(30);
}

fn nth(map: &LinkageMap, at: usize) -> Actor {
    map.actors().values().nth(at).unwrap().clone()
}

fn undo_words(desk: &Desk) -> String {
    let undo = desk.harness.get_all_by_label_contains("Undo: ").next().unwrap();
    undo.accesskit_node().label().unwrap()
}

fn event(desk: &mut Desk, event: Event) {
    desk.harness.event(event);
    desk.settle();
}

#[test]
fn typing_replaces_a_cell_and_enter_goes_down() {
    let mut desk = actors();
    let before = desk.map();
    let [first, second] = [0, 1].map(|at| nth(&before, at));
    click(&mut desk, &first.name, "District", Modifiers::NONE);
    assert_eq!(*desk.shell().selection(), Selection::actor(first.id));
    desk.type_text("Phong");
    desk.type_text(" Điền");
    assert!(desk.shell().is_dirty(), "what is typed is a draft");
    assert!(desk.map() == before, "and no edit yet");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&first.id].district, "Phong Điền");
    assert_eq!(undo_words(&desk), format!("Undo: edit actor {}", first.name));
    // The cell below is the active one now.
    desk.type_text("Ô Môn");
    desk.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(desk.map().actors()[&second.id].district, "Ô Môn");
    desk.keys(CTRL, Key::Z);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn f2_edits_what_is_there_and_escape_leaves_it() {
    let mut desk = actors();
    let before = desk.map();
    let actor = nth(&before, 0);
    click(&mut desk, &actor.name, "Actor", Modifiers::NONE);
    desk.keys(Modifiers::NONE, Key::F2);
    desk.type_text(" X");
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(desk.map() == before && !desk.shell().is_dirty());
    desk.keys(Modifiers::NONE, Key::Enter);
    desk.type_text(" Y");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&actor.id].name, format!("{} Y", actor.name));
    let at = cell(&desk, &nth(&before, 1).name, "Actor");
    desk.double_click(at);
    desk.type_text(" Z");
    // A click elsewhere takes what was typed.
    click(&mut desk, &nth(&before, 3).name, "District", Modifiers::NONE);
    assert_eq!(nth(&desk.map(), 1).name, format!("{} Z", nth(&before, 1).name));
}

#[test]
fn keys_move_and_extend() {
    let mut desk = actors();
    let map = desk.map();
    let selected = |desk: &Desk| match desk.shell().selection().clone() {
        Selection::Actors(actors) => actors.first().copied(),
        _ => None,
    };
    let ids: Vec<_> = map.actors().keys().copied().collect();
    click(&mut desk, &nth(&map, 0).name, "Actor", Modifiers::NONE);
    desk.keys(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(selected(&desk), Some(ids[1]));
    desk.keys(Modifiers::NONE, Key::PageDown);
    assert!(selected(&desk) > Some(ids[8]));
    desk.keys(CTRL, Key::Home);
    assert_eq!(selected(&desk), Some(ids[0]));
    desk.keys(CTRL, Key::ArrowDown);
    desk.keys(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(selected(&desk), Some(ids[ids.len() - 1]), "behind the last is the row that adds");
    desk.keys(CTRL, Key::Home);
    desk.keys(SHIFT, Key::ArrowDown);
    desk.keys(SHIFT, Key::ArrowRight);
    let rows: Vec<Vec<String>> = lines(&desk.copy());
    assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
    assert_eq!([&rows[0][0], &rows[1][0]], [&nth(&map, 0).name, &nth(&map, 1).name]);
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(lines(&desk.copy()).concat(), [nth(&map, 0).name]);
    desk.keys(CTRL, Key::A);
    assert_eq!(lines(&desk.copy()).len(), map.actors().len());
}

fn lines(text: &str) -> Vec<Vec<String>> {
    lienket::exchange::clipboard_cells(text).unwrap()
}

#[test]
fn a_block_is_dragged_cleared_filled_and_undone_as_one() {
    let mut desk = actors();
    let before = desk.map();
    let [one, two, three] = [0, 1, 2].map(|at| nth(&before, at));
    let (from, to) = (cell(&desk, &one.name, "District"), cell(&desk, &three.name, "District"));
    desk.drag(from, to);
    desk.keys(CTRL, Key::D);
    for actor in [&two, &three] {
        assert_eq!(desk.map().actors()[&actor.id].district, one.district);
    }
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before, "one step");
    desk.harness.run_steps(30);
    click(&mut desk, &one.name, "District", Modifiers::NONE);
    click(&mut desk, &three.name, "District", SHIFT);
    desk.keys(Modifiers::NONE, Key::Delete);
    assert!([&one, &two, &three].iter().all(|it| desk.map().actors()[&it.id].district.is_empty()));
    let filled = [&one, &two, &three].iter().filter(|it| !it.district.is_empty()).count();
    assert_eq!(undo_words(&desk), format!("Undo: edit {filled} cells of actors"));
    assert_eq!(desk.map().actors().len(), before.actors().len(), "the cells, not the actors");
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn a_wrong_value_stays_in_its_cell_until_it_is_mended() {
    let mut desk = actors();
    let before = desk.map();
    let actor = nth(&before, 0);
    click(&mut desk, &actor.name, "Count", Modifiers::NONE);
    desk.type_text("nhiều");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(desk.map() == before, "the map does not take it");
    assert!(desk.shows("nhiều") && desk.shell().is_dirty(), "and nor is it lost");
    desk.wish(Command::ShowPage(Page::Map));
    desk.wish(Command::ShowPage(Page::Tables));
    click(&mut desk, &actor.name, "Count", Modifiers::NONE);
    assert!(desk.shows("nhiều") && desk.shows("This needs a whole number"));
    // Edited, it is mended.
    desk.keys(Modifiers::NONE, Key::F2);
    desk.keys(CTRL, Key::A);
    desk.type_text("7");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&actor.id].count, 7);
    assert!(!desk.shows("nhiều"));
    // What breaks a rule between fields is told at its cell, too.
    desk.wish(Command::SetColumns(TableKind::Actors, ColumnSet::of_ids(TableKind::Actors, ["founded", "dissolved"])));
    click(&mut desk, &actor.name, "Founded", Modifiers::NONE);
    desk.type_text("2010");
    desk.keys(Modifiers::NONE, Key::Tab);
    desk.type_text("2005");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&actor.id].dissolved, None);
    click(&mut desk, &actor.name, "Dissolved", Modifiers::NONE);
    assert!(desk.shows("It ends before it begins"));
    // Cleared, it is discarded.
    desk.keys(Modifiers::NONE, Key::Delete);
    assert!(!desk.shows("It ends before it begins"));
}

#[test]
fn a_choice_is_completed_from_a_short_list() {
    let mut desk = actors();
    let before = desk.map();
    let actor = before.actors().values().find(|actor| actor.kind == ActorKind::Group).unwrap().clone();
    click(&mut desk, &actor.name, "Kind", Modifiers::NONE);
    desk.type_text("co");
    assert!(desk.shows("Co-op"), "offered below");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&actor.id].kind, ActorKind::Cooperative);
    // Districts that are known are offered, and others can be typed.
    let known = before.actors().values().find(|it| it.district.starts_with("Thới")).unwrap().district.clone();
    click(&mut desk, &actor.name, "District", Modifiers::NONE);
    desk.type_text("thoi l");
    desk.keys(Modifiers::NONE, Key::ArrowDown);
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&actor.id].district, known);
    click(&mut desk, &actor.name, "District", Modifiers::NONE);
    desk.type_text("Tho");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&actor.id].district, "Tho");
}

#[test]
fn the_last_row_adds_a_record() {
    let mut desk = actors();
    let before = desk.map();
    click(&mut desk, &nth(&before, 0).name, "Actor", Modifiers::NONE);
    desk.keys(CTRL, Key::ArrowDown);
    desk.type_text("HTX Vườn Mới");
    desk.keys(Modifiers::NONE, Key::Tab);
    let added = desk.map().actors().values().find(|actor| actor.name == "HTX Vườn Mới").cloned().unwrap();
    assert_eq!((added.kind, added.stage.is_some()), (ActorKind::Cooperative, true), "its name tells the kind");
    assert!(desk.map().placements().contains_key(&added.id));
    // The cursor goes on in the row of the new actor.
    desk.type_text("tht");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&added.id].kind, ActorKind::Group);
    desk.keys(CTRL, Key::Z);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn a_new_link_waits_for_both_its_ends() {
    let map = lienket::storage::open(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO).as_path()).unwrap();
    let mut desk = table(map.clone(), "Links");
    let [from, to] = [0, 5].map(|at| nth(&map, at));
    let first = map.links().values().next().unwrap();
    let row = map.actors()[&first.from].name.clone();
    click(&mut desk, &row, "From", Modifiers::NONE);
    desk.keys(CTRL, Key::ArrowDown);
    desk.type_text(&from.name);
    desk.keys(Modifiers::NONE, Key::Tab);
    assert!(desk.map() == map && desk.shell().is_dirty(), "half a link is none, and not lost");
    desk.type_text(&to.name);
    desk.keys(Modifiers::NONE, Key::Enter);
    let added = desk.map().links().values().next_back().unwrap().clone();
    assert_eq!((desk.map().links().len(), added.from, added.to), (map.links().len() + 1, from.id, to.id));
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == map);
}

#[test]
fn an_edit_stays_with_its_record_whatever_the_order() {
    let mut desk = actors();
    let before = desk.map();
    let head = cell(&desk, &nth(&before, 0).name, "District");
    desk.click(Pos2::new(head.x, desk.place_of("District").y), Modifiers::NONE);
    let last = before.actors().values().max_by_key(|actor| lienket::language::sort_key(&actor.district)).unwrap();
    let first =
        before.actors().values().find(|actor| !actor.district.is_empty() && actor.district != last.district).unwrap();
    let at = cell(&desk, &first.name, "District");
    desk.click(at, Modifiers::NONE);
    desk.type_text("Zzz");
    // While it is typed another edit comes from elsewhere; the rows stay where they are.
    let other = nth(&before, 7);
    desk.wish(Command::Update(Box::new(lienket::command::Change::Actor(Actor {
        district: "Aaa".into(),
        ..other.clone()
    }))));
    assert!((cell(&desk, &first.name, "Actor").y - at.y).abs() < 1.0, "it is not moved away");
    desk.keys(Modifiers::NONE, Key::Enter);
    let after = desk.map();
    assert_eq!(after.actors()[&first.id].district, "Zzz");
    let changed = after.actors().values().filter(|actor| before.actors()[&actor.id] != **actor).count();
    assert_eq!(changed, if first.id == other.id { 1 } else { 2 });
}

#[test]
fn columns_are_chosen_and_every_field_is_one() {
    let mut desk = actors();
    assert!(!desk.shows("Contact"));
    desk.press("Columns");
    desk.press("Contact");
    desk.keys(Modifiers::NONE, Key::Escape);
    desk.wish(Command::SetColumns(TableKind::Actors, ColumnSet::of_ids(TableKind::Actors, ["contact", "revenue"])));
    let actor = nth(&desk.map(), 0);
    click(&mut desk, &actor.name, "Contact", Modifiers::NONE);
    desk.type_text("0292");
    desk.keys(Modifiers::NONE, Key::Enter);
    click(&mut desk, &actor.name, "Revenue (VND)", Modifiers::NONE);
    desk.type_text("1,500,000");
    desk.keys(Modifiers::NONE, Key::Enter);
    let after = desk.map();
    assert_eq!(after.actors()[&actor.id].contact, "0292");
    assert_eq!(after.actors()[&actor.id].figures[&after.info().year].revenue, Some(1_500_000.0), "of the map's year");
}

#[test]
fn a_block_from_a_spreadsheet_is_pasted_into_cells() {
    let mut desk = actors();
    let before = desk.map();
    let [one, two] = [0, 1].map(|at| nth(&before, at));
    click(&mut desk, &one.name, "District", Modifiers::NONE);
    event(&mut desk, Event::Paste("Bình Thủy\r\n\"Cái\"\r\n".into()));
    assert_eq!(desk.map().actors()[&one.id].district, "Bình Thủy");
    assert_eq!(desk.map().actors()[&two.id].district, "Cái");
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before, "one step");
    // A block with something wrong in it is shown before; what is right goes in, what is wrong stays marked.
    click(&mut desk, &one.name, "Count", Modifiers::NONE);
    event(&mut desk, Event::Paste("3\r\nba\r\n".into()));
    assert!(desk.shows("0 new, 1 changed, 1 doubtful") && desk.map() == before);
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&one.id].count, 3);
    assert!(desk.shows("ba") && desk.map().actors()[&two.id] == two);
}

#[test]
fn a_single_pasted_value_is_taken_or_stays_marked_in_its_cell() {
    let mut desk = actors();
    let before = desk.map();
    let one = nth(&before, 0);
    click(&mut desk, &one.name, "Count", Modifiers::NONE);
    event(&mut desk, Event::Paste("4".into()));
    assert_eq!(desk.map().actors()[&one.id].count, 4);
    let right = desk.map();
    event(&mut desk, Event::Paste("ba".into()));
    assert!(desk.map() == right && !desk.shows("doubtful"), "nothing opens for one cell");
    assert!(desk.shows("ba") && desk.shows("This needs a whole number"));
    // A unit is no volume.
    let product = before.products().values().next().unwrap().name.clone();
    click(&mut desk, &one.name, "Supply a year", Modifiers::NONE);
    event(&mut desk, Event::Paste(format!("{product}:x")));
    assert!(desk.map() == right && desk.shows("This needs a number"));
    event(&mut desk, Event::Paste(format!("{product}:12 tấn")));
    assert_eq!(desk.map().actors()[&one.id].supply[0].volume, Some(12.0));
}

#[test]
fn a_column_that_is_worked_out_says_so_before_one_types_there() {
    let map = lienket::storage::open(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO).as_path()).unwrap();
    let mut desk = table(map, "Models");
    let before = desk.map();
    let name = before.models().values().next().unwrap().name.clone();
    let told = "The program fills in this column; nothing can be typed here.";
    click(&mut desk, &name, "Model", Modifiers::NONE);
    assert!(!desk.shows(told));
    click(&mut desk, &name, "Verdict", Modifiers::NONE);
    assert!(desk.shows(told));
    event(&mut desk, Event::Paste("vững chắc".into()));
    assert!(desk.map() == before && desk.shows(told));
}

#[test]
fn a_column_is_filled_to_the_right_and_today_gives_its_year() {
    let mut desk = actors();
    let columns = ["name", "commune", "district", "founded"];
    desk.wish(Command::SetColumns(TableKind::Actors, ColumnSet::of_ids(TableKind::Actors, columns)));
    let before = desk.map();
    let [one, two] = [0, 1].map(|at| nth(&before, at));
    for (row, text) in [(&one, "An Bình"), (&two, "Long Hòa")] {
        click(&mut desk, &row.name, "Commune", Modifiers::NONE);
        desk.type_text(text);
        desk.keys(Modifiers::NONE, Key::Enter);
    }
    click(&mut desk, &one.name, "Commune", Modifiers::NONE);
    click(&mut desk, &two.name, "District", SHIFT);
    desk.keys(CTRL, Key::R);
    let districts = |desk: &Desk| [one.id, two.id].map(|id| desk.map().actors()[&id].district.clone());
    assert_eq!(districts(&desk), ["An Bình", "Long Hòa"]);
    desk.keys(CTRL, Key::Z);
    assert_eq!(districts(&desk), [one.district.clone(), two.district.clone()], "one step");
    // Of one cell, from the cell before.
    click(&mut desk, &two.name, "District", Modifiers::NONE);
    desk.keys(CTRL, Key::R);
    assert_eq!(districts(&desk)[1], "Long Hòa");
    click(&mut desk, &one.name, "Founded", Modifiers::NONE);
    desk.keys(CTRL, Key::Semicolon);
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&one.id].founded, Some(i32::from(jiff::ZonedDateTime::now().date().year())));
}

#[test]
fn a_table_with_a_head_is_pasted_onto_the_map() {
    let mut desk = actors();
    let before = desk.map();
    let known = nth(&before, 0);
    desk.wish(Command::ShowPage(Page::Map));
    let text = format!(
        "STT\tTên HTX\tTên\tLoại\tQuận, huyện\tNăm thành lập\tSố thành viên\r\n\
         1\t\tHTX Rau Mới\tHTX\tThốt Nốt\t25/03/2003\t1.250\r\n\
         2\t\t{}\tHTX\tThốt Nốt\t\t-\r\n\
         3\t\tTHT Sai\tkhông biết\t\t\t\r\n",
        known.name
    );
    event(&mut desk, Event::Paste(text));
    assert!(desk.shows("2 new, 1 changed, 1 doubtful") && desk.map() == before);
    desk.keys(Modifiers::NONE, Key::Enter);
    let after = desk.map();
    let added = after.actors().values().find(|actor| actor.name == "HTX Rau Mới").unwrap();
    assert_eq!((added.district.as_str(), added.founded), ("Thốt Nốt", Some(2003)));
    assert_eq!(added.figures[&after.info().year].members, Some(1_250));
    assert_eq!(after.actors()[&known.id].district, "Thốt Nốt");
    assert_eq!(after.actors()[&known.id].founded, known.founded, "an empty cell tells nothing");
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before, "one step");
    // One that is too large says how large it is.
    event(&mut desk, Event::Paste("Tên\n".repeat(20_000)));
    assert!(desk.shows("20,000 rows"));
}

#[test]
fn a_row_is_removed_by_its_menu() {
    let mut desk = actors();
    let before = desk.map();
    let actor = nth(&before, 2);
    let at = cell(&desk, &actor.name, "Actor");
    desk.harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        let button = egui::PointerButton::Secondary;
        desk.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    }
    desk.settle();
    desk.press_part("Delete the rows");
    assert!(!desk.map().actors().contains_key(&actor.id));
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn a_large_block_is_looked_through_in_the_background() {
    let mut desk = actors();
    let before = desk.map();
    desk.wish(Command::ShowPage(Page::Map));
    let rows: Vec<String> = (0..1_200).map(|at| format!("HTX Dán {at}\tHTX\tThốt Nốt\r\n")).collect();
    let rows = rows.concat();
    event(&mut desk, Event::Paste(format!("Tên\tLoại\tQuận, huyện\r\n{rows}")));
    assert!(desk.shows("1,200 new, 0 changed, 0 doubtful") && desk.map() == before);
    // The map changes under it: what it comes to is worked out anew.
    desk.wish(Command::Enter("HTX Dán 7 > Chợ mới".into()));
    assert!(desk.shows("1,199 new, 1 changed"));
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors().len(), before.actors().len() + 1_201);
    desk.keys(CTRL, Key::Z);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
    // Into cells, too, it is shown before.
    desk.wish(Command::ShowPage(Page::Tables));
    click(&mut desk, &nth(&before, 0).name, "Count", Modifiers::NONE);
    event(&mut desk, Event::Paste("7\r\n".repeat(1_100)));
    assert!(desk.shows("doubtful"));
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(desk.map() == before);
}
