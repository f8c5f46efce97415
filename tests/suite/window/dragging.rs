//! Dragging cards: they are drawn where they will be put down, and nowhere else afterwards.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2};
use lienket::command::{ColorScheme, Command, Page};
use lienket::language::Language;
use lienket::map::{Actor, ActorKind, CANVAS_LIMIT, Placement, Selection};

use super::desk::{CAN_THO, Desk};

/// A map that stands so low that its lowest actors have as much room below them; and the two lowest.
fn low(room: f32) -> (Desk, [Actor; 2]) {
    let map = Desk::on(CAN_THO).map();
    let lowest = map.placements().values().map(|place| place.y).fold(f32::NEG_INFINITY, f32::max);
    let down = (CANVAS_LIMIT - room - lowest).round();
    let places: Vec<Placement> =
        map.placements().values().map(|place| Placement { y: place.y + down, ..*place }).collect();
    let mut compare_height: Vec<&Placement> = places.iter().collect();
    compare_height.sort_by(|a, b| b.y.total_cmp(&a.y));
    let actors = [0, 1].map(|at| map.actors()[&compare_height[at].actor].clone());
    let map = map.with_placements(places.clone());
    (Desk::with(map, None, Language::Vietnamese, ColorScheme::Light, Vec2::new(1280.0, 720.0)), actors)
}

fn hold(desk: &mut Desk, at: Pos2, pressed: bool) {
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    desk.harness.event(Event::PointerMoved(at));
    desk.harness.step();
    desk.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
    desk.harness.step();
}

fn cards(desk: &Desk, actors: &[Actor; 2]) -> [Rect; 2] {
    actors.each_ref().map(|actor| desk.card(&actor.name))
}

fn is_near(a: Rect, b: Rect) -> bool {
    (a.center() - b.center()).length() < 1.0
}

#[test]
fn cards_stop_together_at_the_limit_of_the_canvas_and_leave_no_ghosts() {
    const ROOM: f32 = 90.0;
    let (mut desk, actors) = low(ROOM);
    let places = |desk: &Desk| {
        let map = desk.map();
        actors.each_ref().map(|actor| map.placements()[&actor.id])
    };
    desk.wish(Command::Select(Selection::Actors(actors.iter().map(|actor| actor.id).collect())));
    let (before, were) = (cards(&desk, &actors), places(&desk));
    let from = before[0].center();
    hold(&mut desk, from, true);
    for step in 1..=5 {
        desk.harness.event(Event::PointerMoved(from + Vec2::new(0.0, 20.0 * step as f32)));
        desk.harness.step();
    }
    let dragged = cards(&desk, &actors);
    assert!(dragged[0].center().y > before[0].center().y + 20.0);
    let apart = |cards: [Rect; 2]| cards[1].center() - cards[0].center();
    assert!((apart(dragged) - apart(before)).length() < 1.0, "{before:?} {dragged:?}");
    hold(&mut desk, from + Vec2::new(0.0, 100.0), false);
    desk.settle();
    let are = places(&desk);
    assert_eq!(are.map(|place| place.y), were.map(|place| place.y + ROOM));
    let dropped = cards(&desk, &actors);
    assert!(is_near(dragged[0], dropped[0]) && is_near(dragged[1], dropped[1]), "{dragged:?} {dropped:?}");
    desk.keys(Modifiers::COMMAND, Key::Z);
    let back = cards(&desk, &actors);
    assert!(is_near(back[0], before[0]) && is_near(back[1], before[1]), "{before:?} {back:?}");
}

#[test]
fn cards_are_drawn_where_they_are_dropped_until_a_large_map_is_surveyed_anew() {
    let map = lienket::exchange::sample_map(6_500, 5);
    let mut desk = Desk::with(map, None, Language::English, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    let map = desk.map();
    // With room below it.
    let is_lowest = |actor: &&Actor| {
        let place = map.placements()[&actor.id];
        let is_below =
            |other: &&Placement| (other.x - place.x).abs() < 250.0 && (1.0..200.0).contains(&(other.y - place.y));
        !map.placements().values().any(|other| is_below(&other))
    };
    let actor = map.actors().values().filter(|actor| actor.kind == ActorKind::Group).find(is_lowest).unwrap().clone();
    desk.wish(Command::Select(Selection::actor(actor.id)));
    desk.wish(Command::FitSelection);
    let before = desk.card(&actor.name);
    let from = before.center();
    hold(&mut desk, from, true);
    for step in 1..=3 {
        desk.harness.event(Event::PointerMoved(from + Vec2::new(0.0, 20.0 * step as f32)));
        desk.harness.step();
    }
    let dragged = desk.card(&actor.name);
    assert!(dragged.center().y > before.center().y + 40.0);
    hold(&mut desk, from + Vec2::new(0.0, 60.0), false);
    desk.harness.step();
    assert!(desk.shell().is_working(), "the scene still has it where it was");
    assert!(is_near(desk.card(&actor.name), dragged));
    // What is taken back meanwhile is not where it was dropped.
    desk.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    desk.harness.step();
    assert!(is_near(desk.card(&actor.name), before));
    desk.settle();
    assert!(is_near(desk.card(&actor.name), before));
}

#[test]
fn a_drag_that_ends_out_of_sight_is_over() {
    let mut desk = Desk::on(CAN_THO);
    let group = desk.map().actors().values().find(|actor| actor.kind == ActorKind::Group).unwrap().clone();
    let (before, map) = (desk.card(&group.name), desk.map());
    hold(&mut desk, before.center(), true);
    desk.harness.event(Event::PointerMoved(before.center() + Vec2::new(0.0, 40.0)));
    desk.harness.run_steps(2);
    assert!(!is_near(desk.card(&group.name), before));
    desk.wish(Command::ShowPage(Page::Tables));
    hold(&mut desk, before.center(), false);
    desk.wish(Command::ShowPage(Page::Map));
    assert!(is_near(desk.card(&group.name), before));
    assert!(desk.map() == map);
}
