//! Every key of the program, by topic.

use super::{Command, KeyTopic, Shortcut};
use crate::language::{Language, UiText};

/// Keys of the map that are no commands of their own, and what they do.
const MAP_KEYS: [(&str, UiText); 13] = [
    ("← → ↑ ↓", UiText::KeyWalk),
    ("Ctrl+← →", UiText::KeyGrow),
    ("Ctrl+↑ ↓", UiText::KeyGrowBeside),
    ("Shift+← →", UiText::KeyLinks),
    ("Ctrl+Shift+← → ↑ ↓", UiText::KeyMove),
    ("← → ↑ ↓, Shift+← → ↑ ↓", UiText::KeyMoveSeveral),
    ("Enter", UiText::KeyOpen),
    ("a–z", UiText::KeyTypeName),
    ("Esc", UiText::KeyBack),
    ("Space", UiText::KeyPan),
    ("Alt, Ctrl", UiText::KeyDragCopy),
    ("Shift", UiText::KeyDragStraight),
    ("Space", UiText::KeyDragFree),
];

/// Keys while a name is typed in a card.
const NAME_KEYS: [(&str, UiText); 4] = [
    ("Enter", UiText::KeyKeep),
    ("Tab", UiText::KeyDownstream),
    ("Shift+Tab", UiText::KeyUpstream),
    ("Ctrl+Enter", UiText::KeyBeside),
];

/// Keys in the cells of a table.
const TABLE_KEYS: [(&str, UiText); 7] = [
    ("F2, Enter", UiText::EditCell),
    ("Ctrl+Enter", UiText::KeyFill),
    ("Ctrl+D", UiText::FillDown),
    ("Ctrl+R", UiText::FillRight),
    ("Ctrl+;", UiText::KeyToday),
    ("Shift+Space, Ctrl+Space", UiText::KeyRowColumn),
    ("Ctrl+PageUp, Ctrl+PageDown", UiText::KeyTurnTables),
];

/// Every topic: its title, and keys with what they do.
pub fn key_topics(language: Language) -> Vec<(&'static str, Vec<(String, &'static str)>)> {
    let of_commands = KeyTopic::ALL.into_iter().map(|topic| {
        let of_topic = Command::WITH_SHORTCUTS.iter().filter(|command| command.key_topic() == topic);
        let rows = of_topic.filter_map(|command| Some((command.menu_entry()?.shortcut?, command.label(language))));
        let mut rows: Vec<(Shortcut, &str)> = rows.collect();
        // Letters, then the keys with longer names, each as on its own before it is with Shift.
        rows.sort_by_key(|(keys, _)| (keys.key.len(), keys.key, keys.shift));
        (topic.title().text(language), rows.into_iter().map(|(keys, what)| (keys.text(), what)).collect())
    });
    let words = |(keys, text): &(&str, UiText)| ((*keys).to_owned(), text.text(language));
    let others = [
        (UiText::KeysOnMap, MAP_KEYS.iter().map(words).collect()),
        (UiText::KeysInName, NAME_KEYS.iter().map(words).collect()),
        (UiText::KeysInTable, TABLE_KEYS.iter().map(words).collect()),
    ];
    of_commands.chain(others.map(|(title, rows)| (title.text(language), rows))).collect()
}
