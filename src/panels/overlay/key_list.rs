//! Every key of the program, by topic.

use egui::{Grid, RichText, ScrollArea, Ui};

use crate::canvas::colour;
use crate::command::{Command, KeyTopic, Shortcut};
use crate::language::UiText;
use crate::panels::widgets::heading_ui;
use crate::session::ViewContext;

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

/// Draws it; it stays open.
pub(super) fn key_list_ui(ui: &mut Ui, height: f32, context: &ViewContext<'_>) -> bool {
    let (language, palette) = (context.language, context.palette);
    heading_ui(ui, UiText::Keys.text(language), palette);
    ScrollArea::vertical().max_height(height).auto_shrink(false).show(ui, |ui| {
        let key = |text: &str| RichText::new(text).monospace().color(colour(palette.text));
        let mut topic_ui = |title: &str, rows: Vec<(String, &str)>| {
            ui.add_space(4.0);
            ui.label(RichText::new(title).color(colour(palette.text_muted)));
            Grid::new(title).num_columns(2).min_col_width(190.0).spacing([12.0, 3.0]).show(ui, |ui| {
                for (keys, what) in rows {
                    ui.label(key(&keys));
                    ui.label(what);
                    ui.end_row();
                }
            });
        };
        for topic in KeyTopic::ALL {
            let of_topic = Command::WITH_SHORTCUTS.iter().filter(|command| command.key_topic() == topic);
            let rows = of_topic.filter_map(|command| Some((command.menu_entry()?.shortcut?, command.label(language))));
            let mut rows: Vec<(Shortcut, &str)> = rows.collect();
            // Letters, then the keys with longer names, each as on its own before it is with Shift.
            rows.sort_by_key(|(keys, _)| (keys.key.len(), keys.key, keys.shift));
            topic_ui(topic.title().text(language), rows.into_iter().map(|(keys, what)| (keys.text(), what)).collect());
        }
        let words = |(keys, text): &(&str, UiText)| ((*keys).to_owned(), text.text(language));
        topic_ui(UiText::KeysOnMap.text(language), MAP_KEYS.iter().map(words).collect());
        topic_ui(UiText::KeysInName.text(language), NAME_KEYS.iter().map(words).collect());
        topic_ui(UiText::KeysInTable.text(language), TABLE_KEYS.iter().map(words).collect());
    });
    true
}
