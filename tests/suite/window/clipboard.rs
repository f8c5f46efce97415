//! Copying, cutting, pasting, duplicating; and what a right click offers.

use std::collections::BTreeSet;

use egui::{Event, Key, Modifiers, PointerButton};
use lienket::command::Command;
use lienket::editing::fragment;
use lienket::exchange::read_clipboard;
use lienket::map::{ActorId, LinkKind, LinkageMap, Selection};
use lienket::session::Alike;

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;

/// Actors that are linked in a row, and the links among them.
fn chain(map: &LinkageMap) -> BTreeSet<ActorId> {
    let first = map.links().values().find(|link| link.kind == LinkKind::Product).unwrap();
    let onward = map.links().values().find(|link| link.from == first.to && link.kind == LinkKind::Product);
    [first.from, first.to].into_iter().chain(onward.map(|link| link.to)).collect()
}

fn event(desk: &mut Desk, event: Event) {
    desk.harness.event(event);
    desk.settle();
}

#[test]
fn what_is_copied_comes_again_with_its_links() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let chosen = chain(&before);
    desk.wish(Command::Select(Selection::Actors(chosen.clone())));
    let part = fragment(&before, &chosen);
    let text = desk.copy();
    assert_eq!(read_clipboard(&text).unwrap().unwrap(), part);
    event(&mut desk, Event::Paste(text.clone()));
    let after = desk.map();
    assert_eq!(after.actors().len(), before.actors().len() + chosen.len());
    assert_eq!(after.links().len(), before.links().len() + part.inner_links().count());
    assert_eq!((after.products(), after.stages()), (before.products(), before.stages()), "met again, not doubled");
    let Selection::Actors(pasted) = desk.shell().selection().clone() else { panic!("the copy is selected") };
    for id in &pasted {
        let copy = &after.actors()[id];
        assert!(
            chosen.iter().any(|old| before.actors()[old].name == copy.name && before.actors()[old].stage == copy.stage)
        );
        let place = after.placements()[id];
        let others = after.placements().values().filter(|other| other.actor != *id);
        assert!(others.clone().all(|other| (other.x, other.y) != (place.x, place.y)), "none stands on another");
    }
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before, "one step");
    // Into another map.
    desk.wish(Command::New);
    event(&mut desk, Event::Paste(text));
    assert_eq!((desk.map().actors().len(), desk.map().links().len()), (chosen.len(), part.inner_links().count()));
}

#[test]
fn cutting_takes_away_and_duplicating_stands_beside() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let chosen = chain(&before);
    desk.wish(Command::Select(Selection::Actors(chosen.clone())));
    desk.keys(CTRL, Key::D);
    assert_eq!(desk.map().actors().len(), before.actors().len() + chosen.len());
    desk.keys(CTRL, Key::Z);
    desk.wish(Command::Select(Selection::Actors(chosen.clone())));
    event(&mut desk, Event::Cut);
    assert_eq!(desk.map().actors().len(), before.actors().len() - chosen.len());
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
    // Other text is shown before it is entered.
    event(&mut desk, Event::Paste("HTX Mới > Chợ Mới".to_owned()));
    assert!(desk.shows("Thêm 2 tác nhân, 1 liên kết") && desk.map() == before);
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors().len(), before.actors().len() + 2);
}

#[test]
fn a_right_click_is_about_what_is_under_it() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let actor = before.actors().values().next().unwrap().clone();
    let place = desk.card(&actor.name).center();
    let right_click = |desk: &mut Desk, place| {
        desk.harness.event(Event::PointerMoved(place));
        for pressed in [true, false] {
            let button = PointerButton::Secondary;
            desk.harness.event(Event::PointerButton { pos: place, button, pressed, modifiers: Modifiers::NONE });
        }
        desk.settle();
    };
    right_click(&mut desk, place);
    assert_eq!(*desk.shell().selection(), Selection::actor(actor.id));
    assert!(desk.shows("Nhân đôi") && desk.shows("Chọn thêm"));
    let was_pinned = before.placements()[&actor.id].pinned;
    let [pin, unpin] = ["Ghim vị trí", "Bỏ ghim"];
    let (press, then) = if was_pinned { (unpin, pin) } else { (pin, unpin) };
    desk.press(press);
    assert_eq!(desk.map().placements()[&actor.id].pinned, !was_pinned);
    right_click(&mut desk, place);
    assert!(desk.shows(then));
    desk.keys(Modifiers::NONE, Key::Escape);
    let link = before.links().values().next().unwrap().clone();
    desk.wish(Command::ReverseLink(link.id));
    assert_eq!((desk.map().links()[&link.id].from, desk.map().links()[&link.id].to), (link.to, link.from));
}

#[test]
fn what_is_alike_is_selected() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let start = map.actors().values().find(|actor| !actor.supply.is_empty() && !actor.district.is_empty()).unwrap();
    for alike in Alike::ALL {
        desk.wish(Command::Select(Selection::actor(start.id)));
        desk.wish(Command::SelectAlike(alike));
        let Selection::Actors(selected) = desk.shell().selection().clone() else { panic!("{alike:?}") };
        assert_eq!(selected.contains(&start.id), alike != Alike::Others, "{alike:?}");
        let expected: Option<BTreeSet<ActorId>> = match alike {
            Alike::Kind => Some(map.actors().values().filter(|it| it.kind == start.kind).map(|it| it.id).collect()),
            Alike::District => {
                Some(map.actors().values().filter(|it| it.district == start.district).map(|it| it.id).collect())
            }
            Alike::Others => Some(map.actors().keys().copied().filter(|id| *id != start.id).collect()),
            _ => None,
        };
        assert!(expected.is_none_or(|expected| expected == selected), "{alike:?}");
    }
    assert!(desk.map() == map);
}

/// Two windows: what one copies, the other reads from the system as text.
#[test]
fn links_to_the_outside_are_offered_and_not_guessed() {
    let mut one = Desk::on(CAN_THO);
    let map = one.map();
    let chosen = chain(&map);
    one.wish(Command::Select(Selection::Actors(chosen.clone())));
    let text = one.copy();
    let part = fragment(&map, &chosen);
    assert!(!part.outside.is_empty());
    let mut other = Desk::on(CAN_THO);
    event(&mut other, Event::Paste(text.replace("\r\n", "\n")));
    let pasted = other.map();
    let open = part.map.links().len() - part.inner_links().count();
    let label = format!("Nối lại {open} liên kết");
    assert!(other.shows(&label));
    assert_eq!(pasted.links().len(), map.links().len() + part.inner_links().count(), "nothing is joined unasked");
    other.press(&label);
    assert_eq!(other.map().links().len(), pasted.links().len() + open);
    assert!(!other.shows(&label));
    other.keys(CTRL, Key::Z);
    assert!(other.map() == pasted, "one step of its own");
    other.keys(CTRL, Key::Z);
    assert!(other.map() == map);
    // On a map without the other ends it is told, and closed.
    other.wish(Command::New);
    event(&mut other, Event::Paste(text));
    assert!(other.shows(&format!("{open} liên kết ra ngoài bị bỏ lại")));
    other.press("Đóng");
    assert!(!other.shows("bị bỏ lại"));
    event(&mut other, Event::Paste("#lienket\t\t(format: 2, actors: [(".to_owned()));
    assert!(other.shows("Phần đã sao chép không còn nguyên vẹn"));
    event(&mut other, Event::Paste("x".repeat(100_000)));
    assert!(other.shows("Văn bản quá dài"));
}

#[test]
fn undoing_a_paste_takes_its_offer_along() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    desk.wish(Command::Select(Selection::Actors(chain(&map))));
    desk.keys(CTRL, Key::D);
    assert!(desk.shows("Nối lại"));
    desk.keys(CTRL, Key::Z);
    assert!(!desk.shows("Nối lại") && desk.map() == map);
    desk.wish(Command::Reconnect);
    assert!(desk.map() == map);
}

/// The size of the picture that a copy puts onto the clipboard.
fn copied_picture(desk: &mut Desk) -> [usize; 2] {
    desk.harness.key_press_modifiers(CTRL | Modifiers::SHIFT, Key::C);
    for _ in 0..2_000 {
        desk.harness.step();
        let commands = &desk.harness.output().platform_output.commands;
        let size = commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyImage(image) => Some(image.size),
            _ => None,
        });
        if let Some(size) = size {
            desk.settle();
            return size;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("no picture was copied");
}

#[test]
fn a_picture_is_of_the_lit_chain_or_of_what_is_seen() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let whole = copied_picture(&mut desk);
    assert!(desk.shows("Đã sao chép hình"));
    let model = *map.models().keys().next().unwrap();
    desk.wish(Command::Select(Selection::Model(model)));
    let chain = copied_picture(&mut desk);
    assert!(chain[0] * chain[1] < whole[0] * whole[1], "{chain:?} of {whole:?}");
    assert!(desk.map() == map);
}

#[test]
fn a_large_paste_that_is_left_is_not_worked_out_further() {
    for is_left in [true, false] {
        let mut desk = Desk::on(CAN_THO);
        let before = desk.map();
        let rows = (0..9_000).map(|at| format!("HTX Dán {at}\tThới Lai"));
        let block = std::iter::once("Tên\tQuận, huyện".to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
        desk.harness.input_mut().events.push(Event::Paste(block));
        desk.harness.run_steps(4);
        assert!(desk.shell().is_working() && desk.shows("Đang tính"));
        if is_left {
            desk.harness.key_press(Key::Escape);
        } else {
            desk.shell_mut().submit(Command::CancelJob);
        }
        desk.harness.run_steps(2);
        assert!(!desk.shell().is_working() && !desk.shows("Đang tính"));
        assert!(desk.map() == before && !desk.shell().is_dirty());
    }
}
