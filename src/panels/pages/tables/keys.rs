//! The keys of the cells of a table, as spreadsheets have them.

use egui::{Event, Key, Modifiers, Ui};

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
    /// Select every cell.
    SelectAll,
    /// Back to one cell; from one, leave the table.
    Leave,
}

/// Takes the keys for the cells out of the input.
pub(super) fn cell_keys(ui: &Ui) -> Vec<CellKey> {
    ui.input_mut(|input| {
        let mut keys: Vec<CellKey> = Vec::new();
        input.events.retain(|event| {
            let Some(key) = cell_key(event) else { return !takes(&mut keys, event) };
            keys.push(key);
            false
        });
        keys
    })
}

/// Whether a letter that follows a typed one in the same frame is taken: typing with an input method replaces letters by
/// Backspace.
fn takes(keys: &mut [CellKey], event: &Event) -> bool {
    let (Some(CellKey::Type(text)), Event::Key { key: Key::Backspace, pressed: true, .. }) = (keys.last_mut(), event)
    else {
        return false;
    };
    text.pop();
    true
}

fn cell_key(event: &Event) -> Option<CellKey> {
    let (key, modifiers) = match event {
        Event::Copy => return Some(CellKey::Copy),
        Event::Cut => return Some(CellKey::Cut),
        Event::Paste(text) => return Some(CellKey::Paste(text.clone())),
        Event::Text(text) if !text.chars().all(char::is_control) => return Some(CellKey::Type(text.clone())),
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
        (Key::A, true) if !extends => Some(CellKey::SelectAll),
        (Key::D, true) if !extends => Some(CellKey::FillDown),
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
    /// What is typed is left.
    Leave,
}

/// The key that ends typing in a cell, taken from its field. Arrows end what replaces a value; where a value is edited they
/// move within it. While a list is open, it has the arrows up and down.
pub(super) fn ending(ui: &Ui, replaces: bool, has_list: bool) -> Option<Ending> {
    let keep = |step| Ending::Keep(Some(step));
    let always = [
        (Modifiers::SHIFT, Key::Enter, keep(Step::By(-1, 0))),
        (Modifiers::NONE, Key::Enter, keep(Step::By(1, 0))),
        (Modifiers::SHIFT, Key::Tab, keep(Step::Previous)),
        (Modifiers::NONE, Key::Tab, keep(Step::Next)),
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
    let keys = always
        .into_iter()
        .chain(sideways.into_iter().filter(|_| replaces))
        .chain(up_and_down.into_iter().filter(|_| replaces && !has_list));
    ui.input_mut(|input| {
        let mut keys = keys;
        // Alt+Enter is a line end within a note.
        keys.find(|(modifiers, key, _)| take_key(input, *modifiers, *key)).map(|(.., ending)| ending)
    })
}
