//! By ear and by hand: what a screen reader hears, and how lists go by keys.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::Command;
use lienket::language::{Language, relation_text};
use lienket::map::{ModelId, Selection};

use super::desk::Desk;

const CAN_THO: &str = "saves/can-tho-2019.lienket";
const NONE: Modifiers = Modifiers::NONE;

fn selected_model(desk: &Desk) -> Option<ModelId> {
    match desk.shell().selection() {
        Selection::Model(id) => Some(*id),
        _ => None,
    }
}

#[test]
fn the_window_has_the_name_of_the_map() {
    let desk = Desk::on(CAN_THO);
    let title = desk.map().info().title.clone();
    let name = desk.harness.root().accesskit_node().label().unwrap_or_default();
    assert!(name.contains(&title), "{name}");
}

#[test]
fn actors_that_are_not_lit_tell_their_relations() {
    let desk = Desk::on(CAN_THO);
    let (map, year) = (desk.map(), desk.shell().year());
    let link = map.links().values().next().unwrap();
    let said = relation_text(link, link.from, &map, year, Language::Vietnamese);
    let name = &map.actors()[&link.from].name;
    let mut nodes = desk.harness.query_all_by_role(Role::GraphicsObject);
    let node = nodes.find(|node| node.accesskit_node().label().as_deref() == Some(name)).unwrap();
    let about = node.accesskit_node().description().unwrap_or_default();
    assert!(about.contains(&said), "{about} does not say {said}");
}

#[test]
fn the_buttons_of_a_repair_name_it() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::Select(Selection::None));
    let labels: Vec<String> =
        desk.harness.query_all_by_label_contains("Thử: ").filter_map(|node| node.accesskit_node().label()).collect();
    assert!(!labels.is_empty());
    assert!(labels.iter().all(|label| label.len() > "Thử: ".len() + 10), "{labels:?}");
    assert!(desk.shows("Thực hiện ngay: "));
}

#[test]
fn the_fields_of_stages_name_their_stage() {
    let desk = Desk::on(CAN_THO);
    for stage in desk.map().stages().values() {
        let fields = desk.harness.query_all_by_role(Role::TextInput);
        let told = fields.filter_map(|node| node.accesskit_node().description()).filter(|about| *about == stage.name);
        assert_eq!(told.count(), 1, "{}", stage.name);
    }
}

#[test]
fn another_year_is_announced() {
    let mut desk = Desk::on(CAN_THO);
    let year = desk.shell().year();
    desk.wish(Command::SetYear(year + 1));
    let said = (year + 1).to_string();
    let nodes = desk.harness.query_all_by_label_contains(&said);
    let live = nodes.filter(|node| node.accesskit_node().live() == egui::accesskit::Live::Polite);
    assert_eq!(live.count(), 1);
}

#[test]
fn from_nowhere_the_first_model_is_three_tabs_away() {
    let mut desk = Desk::on(CAN_THO);
    let focused = desk.harness.ctx.memory(|memory| memory.focused());
    if let Some(id) = focused {
        desk.harness.ctx.memory_mut(|memory| memory.surrender_focus(id));
        desk.harness.step();
    }
    for _ in 0..3 {
        desk.keys(NONE, Key::Tab);
    }
    desk.keys(NONE, Key::Enter);
    assert!(selected_model(&desk).is_some(), "{:?}", desk.shell().selection());
}

#[test]
fn arrows_in_a_list_select_at_once() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let name = &map.models().values().next().unwrap().name;
    desk.press_part(name);
    let mut seen = vec![selected_model(&desk).unwrap()];
    // Over the headings of groups, too, as far as one can see.
    for _ in 0..3 {
        desk.keys(NONE, Key::ArrowDown);
        let now = selected_model(&desk).unwrap();
        if seen.last() == Some(&now) {
            break;
        }
        seen.push(now);
    }
    assert!(seen.len() > 1);
    for earlier in seen.iter().rev().skip(1) {
        desk.keys(NONE, Key::ArrowUp);
        assert_eq!(selected_model(&desk), Some(*earlier));
    }
}
