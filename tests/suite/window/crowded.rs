//! Little space: large text on a small screen, bars in one row, and a map that stays where it is.

use std::collections::BTreeSet;

use egui::{Event, Modifiers, Pos2, Rect, Role, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::{ColorScheme, Command, Page, UiScale};
use lienket::language::{Language, UiText};
use lienket::map::{Actor, ActorKind, Banding, Colouring, Filter, LinkForm, Neighborhood, Selection};
use lienket::session::Subject;

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

#[test]
fn large_letters_leave_two_thirds_of_the_window_to_the_map_and_all_its_actors() {
    for (scale, size) in
        [(UiScale::Large, (1280.0, 720.0)), (UiScale::Largest, (1280.0, 720.0)), (UiScale::Largest, (1920.0, 1080.0))]
    {
        let map = Desk::on(CAN_THO).map();
        let mut desk =
            Desk::with(map.clone(), None, Language::Vietnamese, ColorScheme::Light, Vec2::new(size.0, size.1));
        desk.wish(Command::SetScale(scale));
        desk.settle();
        let window = desk.harness.ctx.content_rect();
        let canvas = desk.harness.get_by_role(Role::Canvas).rect();
        assert!(canvas.width() >= window.width() * 0.66, "{scale:?}: {canvas:?} of {window:?}");
        // From afar there would be boxes in place of the actors.
        let told = map
            .actors()
            .values()
            .filter(|actor| desk.harness.query_all_by_label_contains(&actor.name).next().is_some());
        assert_eq!(told.count(), map.actors().len(), "{scale:?} {size:?}");
    }
}

#[test]
fn both_panels_are_reached_where_there_is_room_for_one() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::SetScale(UiScale::Largest));
    desk.settle();
    let model = desk.map().models().values().find(|model| model.name == "Bánh tráng Thuận Hưng").unwrap().clone();
    let has_details =
        |desk: &Desk| desk.harness.query_by_label(UiText::ModelDetails.text(Language::Vietnamese)).is_some();
    assert!(!has_details(&desk));
    // Who walks through the list stays in it, and turns to the details when they please.
    desk.press_part("Bánh tráng Thuận");
    assert_eq!(desk.shell().selection(), &Selection::Model(model.id));
    assert!(!has_details(&desk));
    desk.press(UiText::SideDetails.text(Language::Vietnamese));
    assert!(has_details(&desk));
    // Without a selection there are no details; what is selected on the map has its own at once.
    desk.wish(Command::Select(Selection::None));
    assert!(!has_details(&desk));
    desk.wish(Command::Select(Selection::Model(model.id)));
    assert!(has_details(&desk));
    // A command that needs a field shows it.
    desk.press(UiText::SideLists.text(Language::Vietnamese));
    assert!(!has_details(&desk));
    desk.wish(Command::EditName(Subject::Model(model.id)));
    assert!(has_details(&desk));
}

#[test]
fn the_bar_of_the_filter_covers_nothing_that_is_looked_for() {
    let mut desk = Desk::on(CAN_THO);
    let kinds = BTreeSet::from([ActorKind::Household, ActorKind::Supporter]);
    let forms = BTreeSet::from([Some(LinkForm::Spot), None]);
    desk.wish(Command::SetFilter(Box::new(Filter { kinds, forms, out_of_force: true, ..Filter::default() })));
    desk.settle();
    let bar = |desk: &Desk| {
        let clear = desk.harness.get_by_label(UiText::FilterClear.text(Language::Vietnamese)).rect();
        let button = desk.harness.get_by_label(UiText::Filter.text(Language::Vietnamese)).rect();
        clear.union(button)
    };
    let cards = |desk: &Desk| -> Vec<(String, Rect)> {
        let names = desk.map().actors().values().map(|actor| actor.name.clone()).collect::<Vec<_>>();
        let place = |name: &String| desk.harness.query_all_by_label_contains(name).map(|node| node.rect()).next_back();
        names.iter().filter_map(|name| Some((name.clone(), place(name)?))).collect()
    };
    let canvas = desk.harness.get_by_role(Role::Canvas).rect();
    let covered = |desk: &Desk| {
        let bar = bar(desk);
        cards(desk).into_iter().find(|(_, card)| canvas.intersects(*card) && card.intersects(bar))
    };
    assert_eq!(covered(&desk), None, "the map made room");
    desk.wish(Command::Fit);
    assert_eq!(covered(&desk), None);
    // What is gone to comes to stand beside the bar, from wherever the map was.
    let map = desk.map();
    let is_left = |actor: &&Actor| {
        !matches!(actor.kind, ActorKind::Household | ActorKind::Supporter) && actor.is_present(map.info().year)
    };
    for actor in map.actors().values().filter(is_left).map(|actor| actor.id).step_by(5) {
        desk.wish(Command::GoTo(Subject::Actor(actor)));
        desk.settle();
        let name = desk.map().actors()[&actor].name.clone();
        if let Some((_, card)) = cards(&desk).into_iter().find(|(other, _)| *other == name) {
            assert!(
                !canvas.intersects(card) || !card.intersects(bar(&desk)),
                "{name} at {card:?} under {:?}",
                bar(&desk)
            );
        }
    }
}

#[test]
fn what_has_no_room_in_the_bar_is_in_the_menu() {
    let map = Desk::on(CAN_THO).map();
    let product = map.products().values().next().unwrap().clone();
    let mut desk = Desk::with(map, None, Language::Vietnamese, ColorScheme::Light, Vec2::new(1024.0, 768.0));
    let all = UiText::AllProducts.text(Language::Vietnamese);
    desk.wish(Command::SetScale(UiScale::Largest));
    desk.settle();
    let window = desk.harness.ctx.content_rect();
    assert!(desk.harness.query_all_by_label_contains(all).next().is_none(), "there is no room for it");
    for node in desk.harness.get_all_by_role(Role::Button) {
        let place = node.rect();
        assert!(
            place.min.y > 44.0 || place.max.x <= window.max.x,
            "{:?} leaves the bar",
            node.accesskit_node().label()
        );
    }
    desk.press(UiText::Menu.text(Language::Vietnamese));
    let products = UiText::Products.text(Language::Vietnamese);
    desk.harness.get_all_by_label_contains(products).next_back().unwrap().scroll_to_me();
    desk.settle();
    desk.harness.get_all_by_label_contains(products).next_back().unwrap().click();
    desk.settle();
    desk.harness.get_all_by_label(&product.name).next_back().unwrap().click();
    desk.settle();
    assert_eq!(desk.shell().view().product, Some(product.id));
}
