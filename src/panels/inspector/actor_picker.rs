//! Picks an actor by typing a part of its name.

use std::collections::BTreeSet;

use egui::{Id, TextEdit, Ui};

use super::super::cache::cached;
use super::super::widgets::{ListRow, hint_ui};
use crate::language::{Needle, UiText, best_matches};
use crate::map::{Actor, ActorId, LinkageMap};
use crate::scene::{kind_colour, kind_icon};
use crate::session::ViewContext;

/// The most actors that are suggested.
const MAX_SUGGESTIONS: usize = 10;

/// Draws the field and the matching actors without the excluded ones; returns the picked one. What is typed belongs to `key`.
pub(super) fn actor_picker_ui(
    ui: &mut Ui,
    key: impl std::hash::Hash + std::fmt::Debug,
    excluded: &BTreeSet<ActorId>,
    context: &ViewContext<'_>,
) -> Option<ActorId> {
    ui.set_width(300.0);
    let draft = Id::unique(("pick", key));
    let mut typed = ui.data(|data| data.get_temp::<String>(draft)).unwrap_or_default();
    let field = ui.add(
        TextEdit::singleline(&mut typed).hint_text(UiText::Find.text(context.language)).desired_width(f32::INFINITY),
    );
    if !field.has_focus() && !field.lost_focus() {
        field.request_focus();
    }
    let key = (typed.clone(), context.map_generation, context.language, excluded.clone());
    let suggested = cached(ui, draft.with("offered"), key, || suggestions(&typed, excluded, context.map));
    ui.data_mut(|data| data.insert_temp(draft, typed));
    let suggested: Vec<&Actor> = suggested.iter().filter_map(|id| context.map.actors().get(id)).collect();
    if suggested.is_empty() {
        hint_ui(ui, UiText::FindNothing.text(context.language), context.palette);
    }
    let is_enter_pressed = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let mut picked = suggested.first().filter(|_| is_enter_pressed).map(|actor| actor.id);
    for actor in suggested {
        let icon = (kind_icon(actor.kind_in(context.year)), kind_colour(actor.kind_in(context.year), context.palette));
        let row = ListRow {
            icon: Some(icon),
            name: &actor.name,
            detail: &actor.place(),
            selected: false,
            accessible_text: "",
        };
        if row.show(ui, context.palette).clicked() {
            picked = Some(actor.id);
        }
    }
    if picked.is_some() {
        ui.data_mut(|data| data.remove::<String>(draft));
        ui.close();
    }
    picked
}

/// The actors whose names match best, the best first, without the excluded ones.
fn suggestions(typed: &str, excluded: &BTreeSet<ActorId>, map: &LinkageMap) -> Vec<ActorId> {
    let candidates = map.actors().values().filter(|actor| !excluded.contains(&actor.id));
    best_matches(&Needle::new(typed), candidates.map(|actor| (actor.name.as_str(), actor.id)), MAX_SUGGESTIONS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::cache::tests::{TestWindow, view_context};
    use super::*;
    use crate::exchange::sample_map;
    use crate::map::{EditLabel, Editor, ViewState};

    fn renamed(map: &LinkageMap, id: ActorId, name: &str) -> LinkageMap {
        let mut editor = Editor::new(map.clone());
        let rename = |actor: &mut Actor| name.clone_into(&mut actor.name);
        editor.edit(EditLabel::EditActor, |transaction| transaction.edit::<Actor>(id, rename)).unwrap();
        editor.map().clone()
    }

    #[test]
    fn suggestions_are_cached_per_map_and_exclusions() {
        let before = sample_map(60, 2);
        let (first, taken) = (suggestions("", &BTreeSet::new(), &before)[0], BTreeSet::new());
        let name = before.actors()[&first].name.clone();
        // With its new name it is the last of all, and not suggested.
        let after = renamed(&before, first, "Zz");
        let window = TestWindow::new();
        let view = &ViewState::default();
        let rows = |map: &LinkageMap, map_generation: u64, taken: &BTreeSet<ActorId>| {
            let shown = view_context(map, None, (map_generation, 0), view);
            window.frame(|ui| {
                actor_picker_ui(ui, "test", taken, &shown);
            })
        };
        let shows = |rows: &[String], name: &str| rows.iter().any(|row| row.trim_end() == name);
        assert!(shows(&rows(&before, 1, &taken), &name));
        assert!(shows(&rows(&after, 1, &taken), "Zz"), "worked out anew though nothing is said to have changed");
        let recomputed = rows(&after, 2, &taken);
        assert!(!shows(&recomputed, "Zz") && recomputed.len() == MAX_SUGGESTIONS, "{recomputed:?}");
        assert!(shows(&rows(&before, 3, &taken), &name));
        assert!(!shows(&rows(&before, 3, &BTreeSet::from([first])), &name));
    }
}
