//! Clicks with Ctrl and Shift in a list, as everywhere: Ctrl adds a row or takes it out, Shift takes all rows from the last
//! one that was clicked, both together add them.

use std::collections::BTreeSet;

use egui::Modifiers;

use crate::command::Command;
use crate::map::{ActorId, Selection};

/// What a click on a row selects, where each row stands for actors; `None` for a plain click. `anchor` is the row that was
/// clicked last without Shift.
pub(super) fn click_with_modifiers(
    modifiers: Modifiers,
    anchor: &mut Option<usize>,
    row: usize,
    selection: &Selection,
    actors_of: impl Fn(usize) -> Vec<ActorId>,
) -> Option<Command> {
    let selected = match selection {
        Selection::Actors(actors) => actors.clone(),
        _ => BTreeSet::new(),
    };
    let chosen: BTreeSet<ActorId> = match (modifiers.shift, modifiers.command, *anchor) {
        (true, adds, Some(from)) => {
            let rows = from.min(row)..=from.max(row);
            let kept = if adds { selected } else { BTreeSet::new() };
            kept.into_iter().chain(rows.flat_map(actors_of)).collect()
        }
        (true, _, None) | (false, true, _) => {
            *anchor = Some(row);
            let own: BTreeSet<ActorId> = actors_of(row).into_iter().collect();
            if own.is_subset(&selected) { &selected - &own } else { &selected | &own }
        }
        (false, false, _) => {
            *anchor = Some(row);
            return None;
        }
    };
    Some(Command::Select(if chosen.is_empty() { Selection::None } else { Selection::Actors(chosen) }))
}
