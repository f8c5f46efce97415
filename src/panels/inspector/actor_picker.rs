//! Picks an actor by typing a part of its name.

use std::collections::BTreeSet;

use egui::{Id, TextEdit, Ui};

use super::super::cache::cached;
use super::super::widgets::{ListRow, hint_ui};
use crate::language::{Needle, UiText, best_matches};
use crate::map::{Actor, ActorId, LinkageMap};
use crate::scene::{kind_colour, kind_icon};
use crate::session::ViewContext;

/// How many actors are offered.
const MAX_SUGGESTIONS: usize = 10;

/// Draws the field and the actors that fit, leaving out those already taken.
pub(super) fn actor_picker_ui(
    ui: &mut Ui,
    name: &str,
    excluded: &BTreeSet<ActorId>,
    shown: &ViewContext<'_>,
) -> Option<ActorId> {
    ui.set_width(300.0);
    let draft = Id::unique(("pick", name));
    let mut typed = ui.data(|data| data.get_temp::<String>(draft)).unwrap_or_default();
    let field = ui.add(
        TextEdit::singleline(&mut typed).hint_text(UiText::Find.text(shown.language)).desired_width(f32::INFINITY),
    );
    if !field.has_focus() && !field.lost_focus() {
        field.request_focus();
    }
    let key = (typed.clone(), shown.map_generation, shown.language, excluded.clone());
    let suggested = cached(ui, draft.with("offered"), key, || suggestions(&typed, excluded, shown.map));
    ui.data_mut(|data| data.insert_temp(draft, typed));
    let suggested: Vec<&Actor> = suggested.iter().filter_map(|id| shown.map.actors().get(id)).collect();
    if suggested.is_empty() {
        hint_ui(ui, UiText::FindNothing.text(shown.language), shown.palette);
    }
    let is_enter_pressed = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let mut picked = suggested.first().filter(|_| is_enter_pressed).map(|actor| actor.id);
    for actor in suggested {
        let icon = (kind_icon(actor.kind), kind_colour(actor.kind, shown.palette));
        let row = ListRow {
            icon: Some(icon),
            name: &actor.name,
            detail: &actor.district,
            selected: false,
            accessible_text: "",
        };
        if row.show(ui, shown.palette).clicked() {
            picked = Some(actor.id);
        }
    }
    if picked.is_some() {
        ui.data_mut(|data| data.remove::<String>(draft));
        ui.close();
    }
    picked
}

/// The actors whose names fit best, the best first, without those already taken.
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
    fn the_list_is_made_anew_for_another_map_or_other_actors_taken_and_not_before() {
        let before = sample_map(60, 2);
        let (first, taken) = (suggestions("", &BTreeSet::new(), &before)[0], BTreeSet::new());
        let name = before.actors()[&first].name.clone();
        // By its new name it would be the last of all, and is not offered.
        let after = renamed(&before, first, "Zz");
        let window = TestWindow::new();
        let nothing = &ViewState::default();
        let rows = |map: &LinkageMap, edition: u64, taken: &BTreeSet<ActorId>| {
            let shown = view_context(map, None, (edition, 0), nothing);
            window.frame(|ui| {
                actor_picker_ui(ui, "test", taken, &shown);
            })
        };
        let shows = |rows: &[String], name: &str| rows.iter().any(|row| row.trim_end() == name);
        assert!(shows(&rows(&before, 1, &taken), &name));
        assert!(shows(&rows(&after, 1, &taken), "Zz"), "worked out anew though nothing is said to have changed");
        let anew = rows(&after, 2, &taken);
        assert!(!shows(&anew, "Zz") && anew.len() == MAX_SUGGESTIONS, "{anew:?}");
        assert!(shows(&rows(&before, 3, &taken), &name));
        assert!(!shows(&rows(&before, 3, &BTreeSet::from([first])), &name));
    }
}
