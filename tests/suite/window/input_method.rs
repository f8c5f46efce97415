//! Vietnamese typing by a method that takes letters back and writes others, as `UniKey` does on Windows: every letter stays,
//! in every field, however many come in one frame; and no letter taken back is a command.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::{Command, Page};
use lienket::map::{ActorId, Selection};
use lienket::schema::actor;

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;
const WANTED: &str = "Hợp tác xã Thới Lai";

/// What such a method sends for the Telex keys `Howjp tacs xax Thowis Lai`: one group a key.
fn groups() -> Vec<Vec<Event>> {
    let text = |letter: char| Event::Text(letter.to_string());
    let key = |pressed| {
        let (key, modifiers) = (Key::Backspace, Modifiers::NONE);
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
    };
    let rewritten = |taken: usize, letters: &str| {
        let back = (0..taken).flat_map(|_| [key(true), key(false)]);
        back.chain(letters.chars().map(text)).collect::<Vec<_>>()
    };
    let plain = |letters: &str| letters.chars().map(|letter| vec![text(letter)]).collect::<Vec<_>>();
    let mut all = Vec::new();
    all.extend(plain("Ho"));
    all.extend([rewritten(1, "ơ"), rewritten(1, "ợ")]);
    all.extend(plain("p tac"));
    all.push(rewritten(2, "ác"));
    all.extend(plain(" xa"));
    all.push(rewritten(1, "ã"));
    all.extend(plain(" Tho"));
    all.push(rewritten(1, "ơ"));
    all.extend(plain("i"));
    all.push(rewritten(2, "ới"));
    all.extend(plain(" Lai"));
    all
}

/// How the keys fall into frames.
#[derive(Clone, Copy, Debug)]
enum Pace {
    /// A key a frame.
    Slow,
    /// All in one frame, as after a long one.
    AtOnce,
    /// Three keys a frame.
    Fast,
    /// An event a frame: a letter and what takes it back are apart.
    Torn,
}

const PACES: [Pace; 4] = [Pace::Slow, Pace::AtOnce, Pace::Fast, Pace::Torn];

fn type_wanted(desk: &mut Desk, pace: Pace) {
    let groups = groups();
    let frames: Vec<Vec<Event>> = match pace {
        Pace::Slow => groups,
        Pace::AtOnce => vec![groups.concat()],
        Pace::Fast => groups.chunks(3).map(<[_]>::concat).collect(),
        Pace::Torn => groups.concat().into_iter().map(|event| vec![event]).collect(),
    };
    for events in frames {
        // `event` would give each a frame of its own.
        desk.harness.input_mut().events.extend(events);
        desk.harness.step();
    }
    desk.settle();
}

/// The text of the field that has the keyboard.
fn typed(desk: &Desk) -> String {
    let fields = desk.harness.get_all_by_role(egui::Role::TextInput);
    let mut focused = fields.filter(|node| node.accesskit_node().is_focused());
    focused.next().and_then(|node| node.accesskit_node().value()).unwrap_or_default()
}

fn an_actor(desk: &Desk) -> (ActorId, String) {
    let map = desk.map();
    let actor = map.actors().values().next().unwrap();
    (actor.id, actor.name.clone())
}

/// Opens a field, types into it at each pace, and finds the text there; nothing else changes.
fn keeps_every_letter(what: &str, open: impl Fn(&mut Desk)) {
    for pace in PACES {
        let mut desk = Desk::on(CAN_THO);
        let before = desk.map();
        open(&mut desk);
        desk.keys(CTRL, Key::A);
        type_wanted(&mut desk, pace);
        assert_eq!(typed(&desk), WANTED, "{what}, {pace:?}");
        assert_eq!(desk.map().actors().len(), before.actors().len(), "{what}, {pace:?}");
        assert_eq!(desk.map().links(), before.links(), "{what}, {pace:?}");
    }
}

#[test]
fn a_name_typed_over_a_card_keeps_its_first_letters() {
    for pace in PACES {
        let mut desk = Desk::on(CAN_THO);
        let before = desk.map();
        let (id, name) = an_actor(&desk);
        let card = desk.card(&name).center();
        desk.click(card, Modifiers::NONE);
        assert_eq!(*desk.shell().selection(), Selection::actor(id));
        type_wanted(&mut desk, pace);
        assert_eq!(typed(&desk), WANTED, "{pace:?}");
        desk.keys(Modifiers::NONE, Key::Enter);
        assert_eq!(desk.map().actors()[&id].name, WANTED, "{pace:?}");
        assert_eq!(desk.map().actors().len(), before.actors().len());
        desk.keys(CTRL, Key::Z);
        assert!(desk.map() == before, "{pace:?}: one step");
    }
}

#[test]
fn a_name_in_its_card() {
    keeps_every_letter("F2", |desk| {
        let (id, _) = an_actor(desk);
        desk.wish(Command::Select(Selection::actor(id)));
        desk.keys(Modifiers::NONE, Key::F2);
    });
}

#[test]
fn fields_of_the_inspector() {
    // Fields without a value are folded away.
    for field in [&actor::NAME, &actor::DISTRICT] {
        let title = field.title(lienket::language::Language::Vietnamese);
        keeps_every_letter(&title, |desk| {
            let (id, _) = an_actor(desk);
            desk.wish(Command::Select(Selection::actor(id)));
            desk.enter(&title);
        });
    }
}

#[test]
fn find_palette_and_quick_entry() {
    keeps_every_letter("find", |desk| desk.keys(CTRL, Key::F));
    keeps_every_letter("palette", |desk| desk.keys(CTRL, Key::P));
}

#[test]
fn a_number_taken_back_and_typed_again() {
    let mut desk = Desk::on(CAN_THO);
    let id = desk.map().actors().values().find(|actor| actor.count > 1).unwrap().id;
    desk.wish(Command::Select(Selection::actor(id)));
    desk.enter(&actor::COUNT.title(lienket::language::Language::Vietnamese));
    desk.keys(CTRL, Key::A);
    let back = |pressed| Event::Key {
        key: Key::Backspace,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let text = |digit: &str| Event::Text(digit.to_owned());
    let events = [text("1"), text("2"), back(true), back(false), text("7"), back(true), back(false), text("4")];
    desk.harness.input_mut().events.extend(events);
    desk.harness.step();
    desk.settle();
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&id].count, 14);
}

#[test]
fn letters_taken_back_without_a_field_are_no_command() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let (id, _) = an_actor(&desk);
    for page in Page::ALL {
        desk.wish(Command::ShowPage(page));
        desk.wish(Command::Select(Selection::actor(id)));
        desk.keys(Modifiers::NONE, Key::Backspace);
        assert!(desk.map() == before, "{page:?}");
    }
}
