//! Boxes put by hand: guides, places that are taken, frames, arrows, what is brought into line.

use egui::{Event, Key, Modifiers, Pos2, Rect, Vec2};
use lienket::command::Command;
use lienket::editing::Arrangement;
use lienket::layout::{ACTOR_SIZE, ROW_GAP};
use lienket::map::*;

use super::hands::{CTRL, NONE, desk, drag, id, press, select, undo};

#[test]
fn boxes_snap_to_others_and_space_lets_go() {
    let mut desk = desk();
    let before = desk.map();
    let zoom = desk.card("Coop").height() / 72.0;
    let (start, level) = (desk.card("Group").center(), desk.card("Exporter").center().y);
    // Exporter and Group stand at the same height: 4 points off, it snaps back to it.
    let away = start + Vec2::new(0.0, 40.0);
    drag(&mut desk, start, away, NONE);
    assert!((desk.card("Group").center().y - away.y).abs() < 1.0 / zoom + 1.0, "40 points off nothing snaps");
    let to = Pos2::new(away.x, level + 4.0);
    drag(&mut desk, away, to, NONE);
    assert_eq!(desk.map().placements()[&id(&before, "Group")].y, 300.0);
    desk.wish(Command::Undo);
    desk.harness.key_down(Key::Space);
    desk.harness.step();
    desk.harness.key_up(Key::Space);
    let from = desk.card("Group").center();
    press(&mut desk, from, true, NONE);
    desk.harness.event(Event::PointerMoved(from - Vec2::new(0.0, 10.0)));
    desk.harness.step();
    desk.harness.key_down(Key::Space);
    desk.harness.event(Event::PointerMoved(to));
    desk.harness.step();
    press(&mut desk, to, false, NONE);
    desk.harness.key_up(Key::Space);
    desk.settle();
    let y = desk.map().placements()[&id(&before, "Group")].y;
    assert!((y - 300.0).abs() > 1.0, "{y}");
}

#[test]
fn no_box_hides_another_after_a_drop_or_key() {
    let mut desk = desk();
    let before = desk.map();
    let clear = |map: &LinkageMap| {
        let places: Vec<_> = map.placements().values().collect();
        places.iter().all(|a| {
            places.iter().all(|b| a.actor == b.actor || (a.x - b.x).abs() >= 88.0 || (a.y - b.y).abs() >= 35.9)
        })
    };
    let (from, to) = (desk.card("Mill").center(), desk.card("Exporter").center());
    drag(&mut desk, from, to, NONE);
    let map = desk.map();
    assert!(clear(&map) && map != before);
    desk.wish(Command::Undo);
    assert!(desk.map() == before);
    // Keys go past a box that is in the way.
    select(&mut desk, &["Mill"]);
    desk.keys(Modifiers::ALT, Key::Num1);
    let mut last = desk.map().placements()[&id(&before, "Mill")].y;
    for _ in 0..20 {
        desk.keys(CTRL | Modifiers::SHIFT, Key::ArrowDown);
        let y = desk.map().placements()[&id(&before, "Mill")].y;
        assert!(y > last && clear(&desk.map()), "{last} {y}");
        last = y;
    }
    assert!(last > 350.0, "past the exporter");
    desk.wish(Command::Undo);
    assert!(desk.map() == before, "one step");
}

#[test]
fn supporters_stay_below_the_lanes() {
    let mut desk = desk();
    let before = desk.map();
    let bank = id(&before, "Bank");
    let is_below = |map: &LinkageMap| {
        let lanes = lienket::layout::lanes(map);
        map.placements()[&bank].y - 36.0 >= lanes.supporters_top.unwrap()
    };
    let (from, to) = (desk.card("Exporter").center(), desk.card("Bank").center());
    drag(&mut desk, from, Pos2::new(from.x, to.y), NONE);
    let map = desk.map();
    assert!(is_below(&map) && map.placements()[&bank].y > before.placements()[&bank].y);
    undo(&mut desk, &before);
    // Nor is one dragged out of its strip.
    let (from, to) = (desk.card("Bank").center(), desk.card("Coop").center());
    drag(&mut desk, from, to, NONE);
    assert!(is_below(&desk.map()));
}

#[test]
fn a_frame_adds_or_toggles() {
    let mut desk = desk();
    let around = |a: Rect, b: Rect| (a.left_top() - Vec2::splat(25.0), b.right_bottom() + Vec2::splat(25.0));
    let (from, to) = around(desk.card("Farmers"), desk.card("Group"));
    select(&mut desk, &["Farmers", "Mill"]);
    let map = desk.map();
    let ids = |names: &[&str]| Selection::Actors(names.iter().map(|name| id(&map, name)).collect());
    drag(&mut desk, from, to, Modifiers::SHIFT);
    assert_eq!(*desk.shell().selection(), ids(&["Farmers", "Group", "Mill"]));
    drag(&mut desk, from, to, CTRL);
    assert_eq!(*desk.shell().selection(), ids(&["Mill"]));
    drag(&mut desk, from, to, NONE);
    assert_eq!(*desk.shell().selection(), ids(&["Farmers", "Group"]));
    let at = desk.card("Group").center();
    desk.click(at, CTRL);
    assert_eq!(*desk.shell().selection(), ids(&["Farmers"]));
    assert!(desk.map() == map);
}

#[test]
fn what_is_selected_is_brought_into_line() {
    let mut desk = desk();
    let before = desk.map();
    let names = ["Farmers", "Coop", "Mill", "Exporter"];
    for how in Arrangement::ALL {
        let chosen = select(&mut desk, &names);
        desk.wish(Command::Arrange(how));
        let map = desk.map();
        for id in before.actors().keys() {
            assert_eq!(map.actors()[id].stage, before.actors()[id].stage, "{how:?}: nobody leaves a lane");
            if !chosen.contains(id) {
                assert_eq!(map.placements()[id], before.placements()[id], "{how:?}");
            }
        }
        let ys: Vec<f32> = chosen.iter().map(|id| map.placements()[id].y).collect();
        match how {
            Arrangement::Top => assert!(ys.iter().filter(|y| **y == 100.0).count() == 3, "{ys:?}"),
            // In two columns there is one already.
            Arrangement::Bottom => {
                let below = 300.0 + ACTOR_SIZE.1 + ROW_GAP;
                assert!(ys.iter().all(|y| *y == 300.0 || *y == below), "{ys:?}");
            }
            _ => {}
        }
        if map != before {
            undo(&mut desk, &before);
        }
    }
    let chosen = select(&mut desk, &names);
    desk.wish(Command::Pin(chosen.clone(), true));
    assert!(desk.shows("Undo: pin 4 actors"));
    desk.wish(Command::TidySelection);
    assert!(chosen.iter().all(|id| desk.map().placements()[id].x == before.placements()[id].x), "pinned ones stay");
    undo(&mut desk, &before);
    let chosen = select(&mut desk, &["Farmers", "Group", "Exporter"]);
    desk.wish(Command::TidySelection);
    let map = desk.map();
    for (id, place) in before.placements() {
        assert!(chosen.contains(id) || map.placements()[id] == *place);
    }
    assert!(map != before);
    undo(&mut desk, &before);
}

#[test]
fn arrows_move_several_actors_by_small_and_larger_steps() {
    let mut desk = desk();
    let before = desk.map();
    let chosen = select(&mut desk, &["Coop", "Mill"]);
    desk.keys(Modifiers::ALT, Key::Num1);
    desk.keys(NONE, Key::ArrowDown);
    desk.keys(Modifiers::SHIFT, Key::ArrowDown);
    for id in &chosen {
        assert_eq!(desk.map().placements()[id].y, before.placements()[id].y + 20.0);
    }
    undo(&mut desk, &before);
}
