//! Keys over a selected card and in its name come to the same however many of them fall into one frame.

use egui::{Event, ImeEvent, Key, Modifiers, Vec2};
use lienket::command::{ActorMove, ColorScheme, Command};
use lienket::exchange::default_stages;
use lienket::language::Language;
use lienket::map::*;
use proptest::prelude::*;

use super::desk::Desk;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

/// Three actors in a row that sell on, and one below.
fn map() -> LinkageMap {
    let stages = default_stages(Language::Vietnamese);
    let actor = |id: u32, name: &str, stage: usize| Actor {
        id: ActorId(id),
        name: name.into(),
        kind: ActorKind::Cooperative,
        stage: Some(stages[stage].id),
        ..Actor::default()
    };
    let place = |id: u32, x: f32, y: f32| Placement { actor: ActorId(id), x, y, by_hand: true, ..Placement::default() };
    let link =
        |id: u32, from: u32, to: u32| Link { id: LinkId(id), from: ActorId(from), to: ActorId(to), ..Link::default() };
    let parts = MapParts {
        actors: vec![actor(1, "HTX A", 1), actor(2, "HTX B", 2), actor(3, "HTX C", 3), actor(4, "HTX D", 2)],
        links: vec![link(1, 1, 2), link(2, 2, 3)],
        placements: vec![
            place(1, 400.0, 100.0),
            place(2, 700.0, 100.0),
            place(3, 1_000.0, 100.0),
            place(4, 700.0, 300.0),
        ],
        stages,
        ..MapParts::default()
    };
    LinkageMap::from_parts(parts).unwrap()
}

/// A window whose canvas has the keyboard, with the second actor selected.
fn desk() -> Desk {
    let mut desk = Desk::with(map(), None, Language::Vietnamese, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    let card = desk.card("HTX B").center();
    desk.click(card, NONE);
    assert_eq!(*desk.shell().selection(), Selection::actor(ActorId(2)));
    desk
}

fn press(modifiers: Modifiers, key: Key) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    vec![event(true), event(false)]
}

fn text(text: &str) -> Vec<Event> {
    text.chars().map(|letter| Event::Text(letter.to_string())).collect()
}

/// A word composed by an input method, letter by letter.
fn composed(word: &str) -> Vec<Event> {
    let preedit = |text: String| Event::Ime(ImeEvent::Preedit { text, active_range_chars: None });
    let letters: Vec<char> = word.chars().collect();
    let mut events: Vec<Event> = (1..=letters.len()).map(|end| preedit(letters[..end].iter().collect())).collect();
    events.extend([preedit(String::new()), Event::Ime(ImeEvent::Commit(word.to_owned()))]);
    events
}

/// Gives events in frames of so many, the last number for all that are left; then lets everything come to its end.
fn give(desk: &mut Desk, events: Vec<Event>, frames: &[usize]) {
    let mut left = events.into_iter();
    let mut sizes = frames.iter().copied().chain(std::iter::repeat(frames.last().copied().unwrap_or(1)));
    while left.len() > 0 {
        let part: Vec<Event> = left.by_ref().take(sizes.next().unwrap_or(1).max(1)).collect();
        desk.harness.input_mut().events.extend(part);
        desk.harness.step();
    }
    desk.settle();
}

fn names(map: &LinkageMap) -> Vec<&str> {
    map.actors().values().map(|actor| actor.name.as_str()).collect()
}

/// The links by the names of their ends: numbers are drawn for each window.
fn ends(map: &LinkageMap) -> Vec<(&str, &str)> {
    let name = |id: ActorId| map.actors()[&id].name.as_str();
    map.links().values().map(|link| (name(link.from), name(link.to))).collect()
}

#[test]
fn a_name_typed_and_kept_in_one_frame() {
    for (first, rest) in
        [(text("Mới"), "Mới"), (composed("Mới"), "Mới"), ([composed("Hợp"), text(" tác")].concat(), "Hợp tác")]
    {
        let mut desk = desk();
        let before = desk.map();
        give(&mut desk, [first, press(NONE, Key::Enter)].concat(), &[99]);
        assert_eq!(names(&desk.map()), ["HTX A", rest, "HTX C", "HTX D"]);
        desk.keys(CTRL, Key::Z);
        assert!(desk.map() == before);
    }
}

#[test]
fn a_chain_typed_in_one_frame() {
    let mut desk = desk();
    let events = [
        text("Một"),
        press(NONE, Key::Tab),
        text("Hai"),
        press(NONE, Key::Tab),
        composed("Ba"),
        press(CTRL, Key::Enter),
        text("Bốn"),
        press(NONE, Key::Enter),
    ];
    give(&mut desk, events.concat(), &[99]);
    let map = desk.map();
    assert_eq!(names(&map), ["HTX A", "Một", "HTX C", "HTX D", "Hai", "Ba", "Bốn"]);
    assert_eq!(ends(&map)[2..], [("Một", "Hai"), ("Hai", "Ba"), ("Hai", "Bốn")]);
}

#[test]
fn arrows_and_letters_in_one_frame() {
    let mut desk = desk();
    let events = [press(NONE, Key::ArrowRight), text("Phải"), press(NONE, Key::Enter), press(NONE, Key::ArrowLeft)];
    give(&mut desk, [events.concat(), press(NONE, Key::ArrowLeft), text("Trái")].concat(), &[99]);
    desk.keys(NONE, Key::Enter);
    assert_eq!(names(&desk.map()), ["Trái", "HTX B", "Phải", "HTX D"]);
}

#[test]
fn a_name_goes_to_the_card_that_was_clicked_before() {
    let mut desk = desk();
    let at = desk.card("HTX C").center();
    let button =
        |pressed| Event::PointerButton { pos: at, button: egui::PointerButton::Primary, pressed, modifiers: NONE };
    let events = [vec![Event::PointerMoved(at), button(true), button(false)], text("Mới"), press(NONE, Key::Enter)];
    give(&mut desk, events.concat(), &[99]);
    assert_eq!(names(&desk.map()), ["HTX A", "HTX B", "Mới", "HTX D"]);
}

#[test]
fn saving_comes_after_what_was_typed_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("b.lienket");
    let mut desk = desk();
    desk.person.will_pick(&path);
    give(&mut desk, [text("Mới"), press(CTRL, Key::S)].concat(), &[99]);
    assert_eq!(names(&lienket::storage::open(&path).unwrap()), ["HTX A", "Mới", "HTX C", "HTX D"]);
}

#[test]
fn a_card_out_of_sight_comes_back_for_its_name() {
    let mut desk = desk();
    desk.wish(Command::FitSelection);
    let far = Placement { actor: ActorId(2), x: 700.0, y: 9_000.0, ..Placement::default() };
    desk.wish(Command::Move(vec![ActorMove { placement: far, stage: None }]));
    give(&mut desk, [text("Mới"), press(NONE, Key::Enter)].concat(), &[99]);
    desk.harness.run_steps(70);
    assert_eq!(names(&desk.map()), ["HTX A", "Mới", "HTX C", "HTX D"]);
    desk.card("Mới");
}

#[test]
fn keys_that_nobody_takes_do_not_wait() {
    let mut desk = desk();
    // The first leaves the selection, the second the canvas.
    give(&mut desk, [press(NONE, Key::Escape), press(NONE, Key::Escape), press(CTRL, Key::P)].concat(), &[99]);
    desk.type_text("zzz");
    assert!(desk.shows("Không tìm thấy") || desk.shows("Không thấy"), "the palette is open");
}

#[test]
fn an_arrow_that_is_held_down_does_not_go_on_after_it() {
    let mut desk = desk();
    let repeated =
        |repeat| Event::Key { key: Key::ArrowLeft, physical_key: None, pressed: true, repeat, modifiers: NONE };
    let mut events = vec![repeated(false)];
    events.extend(vec![repeated(true); 20]);
    events.extend(press(NONE, Key::ArrowRight));
    give(&mut desk, events, &[99]);
    assert_eq!(*desk.shell().selection(), Selection::actor(ActorId(2)), "once to the left, once to the right");
}

/// Keys as a person would press them one after the other: from the canvas into a name and back.
fn keys_of(choices: &[u8]) -> Vec<Vec<Event>> {
    let mut is_in_field = false;
    choices
        .iter()
        .map(|choice| {
            let (events, is_in_field_then) = match (is_in_field, choice % 10) {
                (false, 0..=3) => (text("Mới "), true),
                (false, 4) => (composed("Tổ"), true),
                (false, 5) => (press(NONE, Key::ArrowRight), false),
                (false, 6) => (press(NONE, Key::ArrowLeft), false),
                (false, 7) => (press(NONE, Key::F2), true),
                (false, 8) => (press(CTRL, Key::ArrowRight), false),
                (false, _) => (press(NONE, Key::Enter), true),
                (true, 0) => (text("ơ"), true),
                (true, 1) => ([press(NONE, Key::Backspace), text("ớ")].concat(), true),
                (true, 2) => (composed("Hợp"), true),
                (true, 3) => (press(NONE, Key::Tab), true),
                (true, 4) => (press(Modifiers::SHIFT, Key::Tab), true),
                (true, 5) => (press(CTRL, Key::Enter), true),
                (true, 6) => (press(NONE, Key::Escape), false),
                (true, 7) => (press(CTRL, Key::A), true),
                (true, _) => (press(NONE, Key::Enter), false),
            };
            is_in_field = is_in_field_then;
            events
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn frames_make_no_difference(
        choices in prop::collection::vec(any::<u8>(), 1..9),
        frames in prop::collection::vec(1..12_usize, 1..5),
    ) {
        let keys = keys_of(&choices);
        let mut slow = desk();
        for events in keys.clone() {
            give(&mut slow, events, &[99]);
        }
        let mut fast = desk();
        give(&mut fast, keys.concat(), &frames);
        for desk in [&mut slow, &mut fast] {
            // What is still being typed is kept.
            desk.wish(Command::Select(Selection::None));
        }
        let (slow, fast) = (slow.map(), fast.map());
        prop_assert_eq!(names(&fast), names(&slow), "{:?} in {:?}", keys, frames);
        prop_assert_eq!(ends(&fast), ends(&slow));
        let places = |map: &LinkageMap| map.placements().values().map(|place| (place.x, place.y)).collect::<Vec<_>>();
        prop_assert_eq!(places(&fast), places(&slow));
    }
}
