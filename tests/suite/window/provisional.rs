//! Edits of a map that is too large to be derived anew within a frame: they are seen in the next one all the same.

use egui::Vec2;
use lienket::command::{ActorMove, Change, ColorScheme, Command};
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::map::{Actor, ActorKind, Filter, Placement, Selection};

use super::desk::Desk;

/// So many actors that the results come from a job.
const MANY: u32 = 700;

/// A window near one of its groups, and that group.
fn near_a_group() -> (Desk, Actor) {
    let map = sample_map(MANY, 3);
    let mut desk = Desk::with(map, None, Language::English, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    let group = desk.map().actors().values().find(|actor| actor.kind == ActorKind::Group).unwrap().clone();
    desk.wish(Command::Select(Selection::actor(group.id)));
    desk.wish(Command::FitSelection);
    (desk, group)
}

/// One frame with a command in it.
fn in_one_frame(desk: &mut Desk, command: Command) {
    desk.shell_mut().submit(command);
    desk.harness.step();
}

#[test]
fn a_card_stands_where_it_was_moved_in_the_next_frame() {
    let (mut desk, group) = near_a_group();
    let (before, place) = (desk.card(&group.name), desk.map().placements()[&group.id]);
    let placement = Placement { y: place.y + 24.0, ..place };
    in_one_frame(&mut desk, Command::Move(vec![ActorMove { placement, stage: None }]));
    let moved = desk.card(&group.name);
    assert!(moved.center().y > before.center().y + 4.0, "{before:?} {moved:?}");
    assert!(desk.shell().is_working());
    desk.settle();
    assert_eq!(desk.card(&group.name), moved);
    in_one_frame(&mut desk, Command::Undo);
    assert_eq!(desk.card(&group.name), before);
}

#[test]
fn names_are_seen_in_the_next_frame_through_a_filter_too_and_verdicts_follow() {
    let (mut desk, group) = near_a_group();
    let filter = Filter { kinds: [ActorKind::Market].into_iter().collect(), ..Filter::default() };
    desk.wish(Command::SetFilter(Box::new(filter)));
    desk.card(&group.name);
    let renamed = Actor { name: "Zebra".to_owned(), ..group.clone() };
    in_one_frame(&mut desk, Command::Update(Box::new(Change::Actor(renamed))));
    desk.card("Zebra");
    assert!(desk.shell().is_working() && !desk.shows("Working"));
    desk.wish(Command::SetFilter(Box::default()));

    let models = |desk: &Desk| desk.map().models().len();
    let before = models(&desk);
    let reach = |desk: &Desk, count: usize| desk.shows(&format!("of {count} models"));
    assert!(reach(&desk, before));
    in_one_frame(&mut desk, Command::AddModel(vec![group.id]));
    assert!(models(&desk) == before + 1 && reach(&desk, before));
    desk.settle();
    assert!(reach(&desk, before + 1));
}

#[test]
fn the_last_of_many_edits_in_a_row_is_what_stays() {
    let (mut desk, group) = near_a_group();
    let count = desk.map().links().len();
    for at in 0..5 {
        let renamed = Actor { name: format!("Zebra {at}"), ..group.clone() };
        in_one_frame(&mut desk, Command::Update(Box::new(Change::Actor(renamed))));
        let links: Vec<_> = desk.map().links_of(group.id).map(|link| link.id).collect();
        in_one_frame(&mut desk, links.first().map_or(Command::Undo, |link| Command::ReverseLink(*link)));
    }
    desk.card("Zebra 4");
    desk.settle();
    desk.card("Zebra 4");
    assert!(desk.shows(&format!("{} links", lienket::language::integer(count as u64, Language::English))));
}
