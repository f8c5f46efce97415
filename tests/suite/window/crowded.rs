//! Little space: large text on a small screen, bars in one row, and a map that stays where it is.

use std::collections::BTreeSet;

use egui::{Event, Modifiers, Pos2, Rect, Role, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::{ColorScheme, Command, Page, UiScale};
use lienket::language::{Language, UiText};
use lienket::map::{Banding, Colouring, Neighborhood, Selection};

use super::desk::{CAN_THO, Desk};

#[test]
fn every_item_of_a_tall_menu_is_reached() {
    let mut desk = Desk::on(CAN_THO);
    let first = desk.map().actors().values().next().unwrap().clone();
    desk.wish(Command::Select(Selection::actor(first.id)));
    desk.wish(Command::SetScale(UiScale::Largest));
    let window = desk.harness.ctx.content_rect();
    desk.press_part("Tác nhân 47");
    let row = desk.place_of(&first.name);
    desk.right_click(row);
    let item = UiText::AddModelOfOne.text(Language::Vietnamese);
    let place = |desk: &Desk| desk.harness.get_all_by_label(item).map(|node| node.rect()).next_back().unwrap();
    assert!(!window.contains_rect(place(&desk)), "the menu is taller than the window");
    desk.harness.get_all_by_label(item).next_back().unwrap().scroll_to_me();
    desk.settle();
    assert!(window.contains_rect(place(&desk)), "{:?} in {window:?}", place(&desk));
}

#[test]
fn a_panel_that_opens_moves_no_map() {
    let mut desk = Desk::on(CAN_THO);
    let zoom = desk.shell().zoom();
    for command in [Command::ToggleFindings, Command::FindAndReplace] {
        desk.wish(command.clone());
        assert_eq!(desk.shell().zoom(), zoom, "{command:?}");
    }
    desk.wish(Command::Fit);
    assert_ne!(desk.shell().zoom(), zoom, "until one asks for it");
}

#[test]
fn the_bar_of_the_selection_takes_one_row() {
    for language in [Language::Vietnamese, Language::English] {
        for scale in [UiScale::Usual, UiScale::Larger, UiScale::Large, UiScale::Largest] {
            let map = Desk::on(CAN_THO).map();
            let mut desk = Desk::with(map, None, language, ColorScheme::Light, Vec2::new(1280.0, 720.0));
            desk.wish(Command::SetScale(scale));
            desk.wish(Command::SelectAll);
            let middle = |desk: &Desk, label: &str| {
                desk.harness.query_all_by_label(label).map(|node| node.rect().center().y).next()
            };
            let row = middle(&desk, UiText::Filter.text(language)).unwrap();
            let choices = [UiText::NeighborhoodOneStep, UiText::NeighborhoodUpstream, UiText::HideRest];
            for word in choices.map(|choice| choice.text(language)).into_iter().chain(["…"]) {
                let place = middle(&desk, word);
                assert!(place.is_none_or(|y| (y - row).abs() < 2.0), "{language:?} {scale:?}: {word} at {place:?}");
            }
            // What has no space in the row is in the menu.
            let chain = UiText::NeighborhoodChain.text(language);
            let is_folded = middle(&desk, chain).is_none();
            assert!(is_folded || scale != UiScale::Largest, "{language:?}: six choices and a box are wide");
            if is_folded {
                desk.press("…");
            }
            desk.press(chain);
            assert_eq!(desk.shell().view().neighborhood, Neighborhood::Chain);
        }
    }
}

#[test]
fn copies_come_into_sight() {
    let mut desk = Desk::on(CAN_THO);
    let first = *desk.map().actors().keys().next().unwrap();
    desk.wish(Command::Select(Selection::actor(first)));
    for _ in 0..6 {
        desk.wish(Command::ZoomIn);
    }
    desk.wish(Command::Duplicate);
    let Selection::Actors(copies) = desk.shell().selection().clone() else { panic!("nothing is selected") };
    let name = desk.map().actors()[copies.first().unwrap()].name.clone();
    let card = desk.card(&name);
    let filter = desk.harness.get_by_label(UiText::Filter.text(Language::Vietnamese)).rect();
    assert!(card.min.y > filter.max.y && card.max.y < 690.0, "{card:?} below {filter:?}");
}

#[test]
fn each_table_is_scrolled_on_its_own() {
    let heads = |desk: &Desk| -> Vec<Rect> {
        let buttons = desk.harness.get_all_by_role(Role::Button);
        let is_head = |label: Option<String>| label.is_some_and(|label| label == "Sản phẩm");
        buttons.filter(|node| is_head(node.accesskit_node().label())).map(|node| node.rect()).collect()
    };
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::ShowPage(Page::Tables));
    desk.press_part("Liên kết 62");
    let before = heads(&desk);
    assert!(!before.is_empty());
    desk.press_part("Sản phẩm 14");
    desk.harness.event(Event::PointerMoved(Pos2::new(600.0, 400.0)));
    desk.harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: Vec2::new(-300.0, 0.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    desk.settle();
    desk.press_part("Liên kết 62");
    assert_eq!(heads(&desk), before);
}

#[test]
fn choices_are_told_apart_where_their_menu_has_no_title() {
    let colourings = Colouring::ALL.map(Command::SetColouring);
    let bands = Banding::ALL.map(|banding| Command::SetBands(Some(banding)));
    let choices: Vec<Command> = colourings.into_iter().chain(bands).collect();
    for language in [Language::Vietnamese, Language::English] {
        let words: BTreeSet<_> = choices.iter().map(|command| command.full_label(language)).collect();
        assert_eq!(words.len(), choices.len(), "{words:?}");
    }
    let district = Command::SetColouring(Colouring::District);
    assert_eq!(district.full_label(Language::Vietnamese), "Tô màu theo quận, huyện");
    assert_eq!(Command::SetBands(Some(Banding::District)).full_label(Language::English), "Bands by district");
}
