//! So many actors deleted that it is done in the background.

use egui::{Key, Modifiers, Vec2};
use lienket::command::{Change, ColorScheme, Command};
use lienket::language::Language;
use lienket::map::{Actor, ActorId, Info, LinkageMap, MapParts, Placement, Selection, Stage, StageId};

use super::desk::Desk;

/// More actors than are deleted at once, in rows.
const ACTORS: u32 = 5_200;

/// A window on all of them, selected.
fn desk() -> Desk {
    let actor =
        |id: u32| Actor { id: ActorId(id), name: format!("N{id}"), stage: Some(StageId(1)), ..Actor::default() };
    let place = |id: u32| {
        let (x, y) = ((id % 50 * 200) as f32, (id / 50 * 80) as f32);
        Placement { actor: ActorId(id), x, y, pinned: false, by_hand: true }
    };
    let map = LinkageMap::from_parts(MapParts {
        stages: vec![Stage { id: StageId(1), name: "S".to_owned(), order: 0 }],
        actors: (1..=ACTORS).map(actor).collect(),
        placements: (1..=ACTORS).map(place).collect(),
        ..MapParts::default()
    });
    let size = Vec2::new(1280.0, 720.0);
    let mut desk = Desk::with(map.unwrap(), None, Language::Vietnamese, ColorScheme::Light, size);
    desk.settle();
    desk.wish(Command::Select(Selection::Actors((1..=ACTORS).map(ActorId).collect())));
    desk
}

#[test]
fn thousands_of_actors_are_deleted_in_the_background_in_one_step() {
    let mut desk = desk();
    let before = desk.map();
    desk.wish(Command::FitSelection);
    desk.harness.key_press_modifiers(Modifiers::NONE, Key::Delete);
    desk.harness.run_steps(1);
    desk.settle();
    assert!(desk.map().actors().is_empty() && desk.map().placements().is_empty());
    desk.wish(Command::Undo);
    assert!(desk.map() == before);
}

#[test]
fn they_stay_once_it_is_cancelled() {
    let mut desk = desk();
    let before = desk.map();
    desk.wish_at_once([Command::Delete, Command::CancelJob]);
    assert!(desk.map() == before && !desk.shell().is_working());
}

#[test]
fn what_is_edited_meanwhile_stays() {
    let mut desk = desk();
    let titled = Info { title: "Bản đồ".to_owned(), ..desk.map().info().clone() };
    desk.wish_at_once([Command::Delete, Command::Update(Box::new(Change::Info(titled)))]);
    assert!(desk.map().actors().is_empty());
    assert_eq!(desk.map().info().title, "Bản đồ");
    desk.wish(Command::Undo);
    assert_eq!((desk.map().actors().len(), desk.map().info().title.as_str()), (ACTORS as usize, "Bản đồ"));
}
