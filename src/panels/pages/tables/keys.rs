//! The keys of the cells of a table, as spreadsheets have them.

use egui::{Event, ImeEvent, Key, Modifiers, Ui};

use super::cursor::Step;
use crate::panels::widgets::take_key;

/// What the keys of a frame ask of the cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CellKey {
    /// Go somewhere, or extend the block to there.
    Go {
        /// Where to.
        step: Step,
        /// Whether the block is extended.
        extends: bool,
    },
    /// Go so many windows full of rows down.
    Page {
        /// How many; negative is up.
        pages: isize,
        /// Whether the block is extended.
        extends: bool,
    },
    /// Edit the value.
    Edit,
    /// Replace the value by this text, and go on typing it.
    Type(String),
    /// End what was typed just before.
    End(Ending),
    /// Clear the block.
    Clear,
    /// Copy the block.
    Copy,
    /// Copy the block and clear it.
    Cut,
    /// Paste this text.
    Paste(String),
    /// Repeat the first row of the block below it.
    FillDown,
    /// Repeat the first column of the block beside it.
    FillRight,
    /// Type the date of today, which a field for a year takes as that year.
    TypeToday,
    /// Select every cell.
    SelectAll,
    /// Select the whole row of the active cell.
    SelectRow,
    /// Select the whole column of the active cell.
    SelectColumn,
    /// Show the next table, or the one before.
    Table {
        /// Whether the next.
        next: bool,
    },
    /// Back to one cell; from one, leave the table.
    Leave,
}

/// Takes the keys for the cells out of the input. After a letter they are for the field that it opens, though that gets the
/// keyboard only in the next frame.
pub(super) fn cell_keys(ui: &Ui) -> Vec<CellKey> {
    ui.input_mut(|input| {
        let mut keys: Vec<CellKey> = Vec::new();
        input.events.retain(|event| {
            let taken = match keys.last_mut() {
                Some(CellKey::Type(text)) => type_on(text, event),
                _ => cell_key(event).map(Some),
            };
            let is_taken = taken.is_some();
            keys.extend(taken.flatten());
            !is_taken
        });
        keys
    })
}

/// Goes on with a typed text: none where the event is not for it, else the key that ends it, if it does. Input methods take
/// letters back and write others, all in one frame.
fn type_on(text: &mut String, event: &Event) -> Option<Option<CellKey>> {
    match event {
        Event::Text(more) | Event::Ime(ImeEvent::Commit(more)) if is_written(more) => text.push_str(more),
        Event::Key { key: Key::Backspace, pressed: true, .. } => drop(text.pop()),
        Event::Key { key, pressed: true, modifiers, .. } if !modifiers.alt => {
            let (_, _, ending) =
                endings(true, false).find(|(with, it, _)| it == key && modifiers.matches_exact(*with))?;
            return Some(Some(CellKey::End(ending)));
        }
        _ => return None,
    }
    Some(None)
}

/// Whether a text is one that a person writes.
fn is_written(text: &str) -> bool {
    !text.chars().all(char::is_control)
}

fn cell_key(event: &Event) -> Option<CellKey> {
    let (key, modifiers) = match event {
        Event::Copy => return Some(CellKey::Copy),
        Event::Cut => return Some(CellKey::Cut),
        Event::Paste(text) => return Some(CellKey::Paste(text.clone())),
        // No value begins with a space, which the space bar writes with Shift too.
        Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) if is_written(text.trim()) => {
            return Some(CellKey::Type(text.clone()));
        }
        Event::Key { key, pressed: true, modifiers, .. } => (*key, *modifiers),
        _ => return None,
    };
    let extends = modifiers.shift;
    let go = |step| Some(CellKey::Go { step, extends });
    if modifiers.alt {
        return None;
    }
    match (key, modifiers.command) {
        (Key::ArrowUp, true) => go(Step::ColumnEnd { down: false }),
        (Key::ArrowDown, true) => go(Step::ColumnEnd { down: true }),
        (Key::ArrowLeft, true) => go(Step::RowStart),
        (Key::ArrowRight, true) => go(Step::RowEnd),
        (Key::Home, true) => go(Step::First),
        (Key::End, true) => go(Step::Last),
        (Key::Space, true) if !extends => Some(CellKey::SelectColumn),
        (Key::Space, false) if extends => Some(CellKey::SelectRow),
        (Key::PageUp, true) => Some(CellKey::Table { next: false }),
        (Key::PageDown, true) => Some(CellKey::Table { next: true }),
        (Key::A, true) if !extends => Some(CellKey::SelectAll),
        (Key::D, true) if !extends => Some(CellKey::FillDown),
        (Key::R, true) if !extends => Some(CellKey::FillRight),
        (Key::Semicolon, true) if !extends => Some(CellKey::TypeToday),
        (_, true) => None,
        (Key::ArrowUp, _) => go(Step::By(-1, 0)),
        (Key::ArrowDown, _) => go(Step::By(1, 0)),
        (Key::ArrowLeft, _) => go(Step::By(0, -1)),
        (Key::ArrowRight, _) => go(Step::By(0, 1)),
        (Key::Home, _) => go(Step::RowStart),
        (Key::End, _) => go(Step::RowEnd),
        (Key::PageUp, _) => Some(CellKey::Page { pages: -1, extends }),
        (Key::PageDown, _) => Some(CellKey::Page { pages: 1, extends }),
        (Key::Tab, _) => Some(CellKey::Go { step: if extends { Step::Previous } else { Step::Next }, extends: false }),
        (Key::Enter | Key::F2, _) => Some(CellKey::Edit),
        (Key::Delete | Key::Backspace, _) => Some(CellKey::Clear),
        (Key::Escape, _) => Some(CellKey::Leave),
        _ => None,
    }
}

/// How typing in a cell ends, and where the cursor goes then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// What is typed is taken.
    Keep(Option<Step>),
    /// What is typed is taken into every cell of the block that was selected.
    Fill,
    /// What is typed is left.
    Leave,
}

/// The key that ends typing in a cell, taken from its field. Where a value is edited, arrows move within it. While a list
/// is open, it has the arrows up and down.
pub(super) fn ending(ui: &Ui, replaces: bool, has_list: bool) -> Option<Ending> {
    ui.input_mut(|input| {
        // Alt+Enter is a line end within a note.
        let mut keys = endings(replaces, has_list);
        keys.find(|(modifiers, key, _)| take_key(input, *modifiers, *key)).map(|(.., ending)| ending)
    })
}

/// The keys that end typing. Arrows end what replaces a value.
fn endings(replaces: bool, has_list: bool) -> impl Iterator<Item = (Modifiers, Key, Ending)> {
    let keep = |step| Ending::Keep(Some(step));
    let always = [
        (Modifiers::SHIFT, Key::Enter, keep(Step::By(-1, 0))),
        (Modifiers::NONE, Key::Enter, keep(Step::By(1, 0))),
        (Modifiers::SHIFT, Key::Tab, keep(Step::Previous)),
        (Modifiers::NONE, Key::Tab, keep(Step::Next)),
        (Modifiers::COMMAND, Key::Enter, Ending::Fill),
        (Modifiers::NONE, Key::Escape, Ending::Leave),
    ];
    let sideways = [
        (Modifiers::NONE, Key::ArrowLeft, keep(Step::By(0, -1))),
        (Modifiers::NONE, Key::ArrowRight, keep(Step::By(0, 1))),
    ];
    let up_and_down = [
        (Modifiers::NONE, Key::ArrowUp, keep(Step::By(-1, 0))),
        (Modifiers::NONE, Key::ArrowDown, keep(Step::By(1, 0))),
    ];
    always
        .into_iter()
        .chain(sideways.into_iter().filter(move |_| replaces))
        .chain(up_and_down.into_iter().filter(move |_| replaces && !has_list))
}
