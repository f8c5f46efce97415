//! Vietnamese typing by a method that takes letters back and writes others, as `UniKey` does on Windows: every letter stays,
//! in every field, however many come in one frame; and no letter taken back is a command.

use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::{Command, Page};
use lienket::exchange::TableColumn;
use lienket::language::{Language, UiText};
use lienket::map::{ActorId, Selection};
use lienket::schema::actor;

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;
const VIETNAMESE: Language = Language::Vietnamese;
const WANTED: &str = "Hợp tác xã Thới Lai";
/// Begins with a letter that is taken back at once.
const DOUBLED: &str = "Đông Đạt";

fn text(letter: char) -> Event {
    Event::Text(letter.to_string())
}

fn plain(letters: &str) -> Vec<Vec<Event>> {
    letters.chars().map(|letter| vec![text(letter)]).collect()
}

/// Letters taken back, and what is written instead.
fn rewritten(taken: usize, letters: &str) -> Vec<Event> {
    let key = |pressed| {
        let (key, modifiers) = (Key::Backspace, Modifiers::NONE);
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
    };
    let back = (0..taken).flat_map(|_| [key(true), key(false)]);
    back.chain(letters.chars().map(text)).collect()
}

/// What such a method sends for the Telex keys `Howjp tacs xax Thowis Lai`: one group a key.
fn groups() -> Vec<Vec<Event>> {
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

/// The same for `DDoong DDatj`.
fn doubled_groups() -> Vec<Vec<Event>> {
    let mut all = plain("D");
    all.push(rewritten(1, "Đ"));
    all.extend(plain("o"));
    all.push(rewritten(1, "ô"));
    all.extend(plain("ng D"));
    all.push(rewritten(1, "Đ"));
    all.extend(plain("at"));
    all.push(rewritten(2, "ạt"));
    all
}

/// What a method sends that composes each word apart from the field, and commits it with the space behind it.
fn composed_groups() -> Vec<Vec<Event>> {
    let compose = |letters: &str| {
        let length = letters.chars().count();
        vec![Event::Ime(ImeEvent::Preedit { text: letters.to_owned(), active_range_chars: Some(length..length) })]
    };
    let commit = |word: &str| {
        let end = ImeEvent::Preedit { text: String::new(), active_range_chars: None };
        vec![Event::Ime(end), Event::Ime(ImeEvent::Commit(word.to_owned()))]
    };
    let mut all = Vec::new();
    let words = [&["H", "Ho", "Hơ", "Hợ", "Hợp"][..], &["t", "ta", "tac", "tác"], &["x", "xa", "xã"]];
    for word in words {
        all.extend(word.iter().map(|letters| compose(letters)));
        all.push(word.last().map(|word| commit(word)).unwrap_or_default());
        all.extend(plain(" "));
    }
    for word in [&["T", "Th", "Tho", "Thơ", "Thơi", "Thới"][..], &["L", "La", "Lai"]] {
        all.extend(word.iter().map(|letters| compose(letters)));
        all.push(word.last().map(|word| commit(word)).unwrap_or_default());
        if word.len() > 3 {
            all.extend(plain(" "));
        }
    }
    all
}

/// How the keys fall into frames.
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// Types these groups at a pace.
fn type_groups(desk: &mut Desk, groups: Vec<Vec<Event>>, pace: Pace) {
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
    let roles = [egui::Role::TextInput, egui::Role::MultilineTextInput];
    let fields = roles.into_iter().flat_map(|role| desk.harness.query_all_by_role(role));
    let mut focused = fields.filter(|node| node.accesskit_node().is_focused());
    focused.next().and_then(|node| node.accesskit_node().value()).unwrap_or_default()
}

fn an_actor(desk: &Desk) -> (ActorId, String) {
    let map = desk.map();
    let actor = map.actors().values().next().unwrap();
    (actor.id, actor.name.clone())
}

/// Opens a field, types into it at each pace by each method, and finds the text there; nothing else changes.
fn keeps_every_letter(what: &str, open: impl Fn(&mut Desk)) {
    for pace in PACES {
        for (groups, wanted) in [(groups(), WANTED), (doubled_groups(), DOUBLED), (composed_groups(), WANTED)] {
            let mut desk = Desk::on(CAN_THO);
            let before = desk.map();
            open(&mut desk);
            desk.keys(CTRL, Key::A);
            type_groups(&mut desk, groups, pace);
            assert_eq!(typed(&desk), wanted, "{what}, {pace:?}");
            assert_eq!(desk.map().actors().len(), before.actors().len(), "{what}, {pace:?}");
            assert_eq!(desk.map().links(), before.links(), "{what}, {pace:?}");
        }
    }
}

#[test]
fn a_name_typed_over_a_card_keeps_its_first_letters() {
    for pace in PACES {
        for (groups, wanted) in [(groups(), WANTED), (doubled_groups(), DOUBLED), (composed_groups(), WANTED)] {
            let mut desk = Desk::on(CAN_THO);
            let before = desk.map();
            let (id, name) = an_actor(&desk);
            let card = desk.card(&name).center();
            assert!(desk.harness.output().platform_output.ime.is_none(), "there is nothing to write");
            desk.click(card, Modifiers::NONE);
            assert_eq!(*desk.shell().selection(), Selection::actor(id));
            assert!(desk.harness.output().platform_output.ime.is_some(), "a method sees the first letter too");
            type_groups(&mut desk, groups, pace);
            assert_eq!(typed(&desk), wanted, "{pace:?}");
            desk.keys(Modifiers::NONE, Key::Enter);
            assert_eq!(desk.map().actors()[&id].name, wanted, "{pace:?}");
            assert_eq!(desk.map().actors().len(), before.actors().len());
            desk.keys(CTRL, Key::Z);
            assert!(desk.map() == before, "{pace:?}: one step");
        }
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
        let title = field.title(VIETNAMESE);
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
    keeps_every_letter("quick entry", |desk| desk.keys(CTRL, Key::Enter));
}

#[test]
fn lists_with_a_filter() {
    let select = |desk: &mut Desk| {
        let (id, _) = an_actor(desk);
        desk.wish(Command::Select(Selection::actor(id)));
    };
    keeps_every_letter("kinds", |desk| {
        select(desk);
        let title = actor::KIND.title(VIETNAMESE);
        let is_kind = |label: Option<String>| label.is_some_and(|label| label.starts_with(title.as_str()));
        let lists = desk.harness.get_all_by_role(egui::Role::ComboBox);
        lists.into_iter().find(|node| is_kind(node.accesskit_node().label())).unwrap().click();
        desk.settle();
    });
    keeps_every_letter("actors to link to", |desk| {
        select(desk);
        desk.wish(Command::LinkTo);
    });
}

#[test]
fn a_path_that_is_typed() {
    // The person picks nothing: the window asks for the path itself.
    keeps_every_letter("save as", |desk| desk.wish(Command::SaveAs));
}

#[test]
fn the_filter_of_a_table_and_its_cells() {
    keeps_every_letter("filter", |desk| {
        desk.wish(Command::ShowPage(Page::Tables));
        desk.enter(UiText::RowFilterHint.text(VIETNAMESE));
    });
    for (column, opens) in [(&actor::NAME, Some(Key::F2)), (&actor::DISTRICT, None), (&actor::DISTRICT, Some(Key::F2))]
    {
        for pace in PACES {
            // Nothing composes where there is no field yet.
            let composed = opens.map(|_| (composed_groups(), WANTED));
            for (groups, wanted) in [(groups(), WANTED), (doubled_groups(), DOUBLED)].into_iter().chain(composed) {
                let mut desk = Desk::on(CAN_THO);
                let before = desk.map();
                let (id, name) = an_actor(&desk);
                desk.wish(Command::ToggleSidePanels);
                desk.wish(Command::ShowPage(Page::Tables));
                desk.press_part("Tác nhân ");
                let at = super::cells::cell(&desk, &name, &TableColumn::Actor(column).title(VIETNAMESE));
                desk.click(at, Modifiers::NONE);
                desk.harness.run_steps(30);
                if let Some(key) = opens {
                    desk.keys(Modifiers::NONE, key);
                    desk.keys(CTRL, Key::A);
                }
                type_groups(&mut desk, groups, pace);
                assert_eq!(typed(&desk), wanted, "{pace:?}");
                desk.keys(Modifiers::NONE, Key::Enter);
                let edited = desk.map().actors()[&id].clone();
                let text = if column == &actor::NAME { edited.name } else { edited.district };
                assert_eq!(text, wanted, "{pace:?}");
                desk.keys(CTRL, Key::Z);
                assert!(desk.map() == before, "{pace:?}: one step");
            }
        }
    }
}

#[test]
fn cells_typed_and_ended_in_one_frame() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let names: Vec<String> = before.actors().values().take(3).map(|actor| actor.name.clone()).collect();
    desk.wish(Command::ToggleSidePanels);
    desk.wish(Command::ShowPage(Page::Tables));
    desk.press_part("Tác nhân ");
    let at = super::cells::cell(&desk, &names[0], &actor::DISTRICT.title(VIETNAMESE));
    desk.click(at, Modifiers::NONE);
    desk.harness.run_steps(30);
    let enter =
        Event::Key { key: Key::Enter, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    let mut events = Vec::new();
    for word in ["Ô Môn", "Phong Điền"] {
        events.extend(plain(word).concat());
        events.push(enter.clone());
    }
    events.extend(plain("Th").concat());
    desk.harness.input_mut().events.extend(events);
    desk.harness.step();
    desk.settle();
    assert_eq!(typed(&desk), "Th", "the third is being typed");
    let districts: Vec<String> = desk.map().actors().values().take(2).map(|actor| actor.district.clone()).collect();
    assert_eq!(districts, ["Ô Môn", "Phong Điền"]);
}

#[test]
fn a_number_taken_back_and_typed_again() {
    let mut desk = Desk::on(CAN_THO);
    let id = desk.map().actors().values().find(|actor| actor.count > 1).unwrap().id;
    desk.wish(Command::Select(Selection::actor(id)));
    desk.enter(&actor::COUNT.title(VIETNAMESE));
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
