//! Picks an actor by typing a part of its name.

use std::collections::BTreeSet;

use egui::{Id, TextEdit, Ui};

use super::super::kept::kept;
use super::super::rows::{Row, hint_ui};
use crate::language::{Needle, UiText, best_matches};
use crate::map::{Actor, ActorId, LinkageMap};
use crate::scene::{kind_colour, kind_icon};
use crate::session::ViewContext;

/// How many actors are offered.
const OFFERED: usize = 10;

/// Draws the field and the actors that fit, leaving out those already taken.
pub(super) fn pick_ui(ui: &mut Ui, name: &str, taken: &BTreeSet<ActorId>, shown: &ViewContext<'_>) -> Option<ActorId> {
    ui.set_width(300.0);
    let draft = Id::unique(("pick", name));
    let mut typed = ui.data(|data| data.get_temp::<String>(draft)).unwrap_or_default();
    let field = ui.add(
        TextEdit::singleline(&mut typed).hint_text(UiText::Find.text(shown.language)).desired_width(f32::INFINITY),
    );
    if !field.has_focus() && !field.lost_focus() {
        field.request_focus();
    }
    let key = (typed.clone(), shown.map_generation, shown.language, taken.clone());
    let offered = kept(ui, draft.with("offered"), key, || offers(&typed, taken, shown.map));
    ui.data_mut(|data| data.insert_temp(draft, typed));
    let offered: Vec<&Actor> = offered.iter().filter_map(|id| shown.map.actors().get(id)).collect();
    if offered.is_empty() {
        hint_ui(ui, UiText::FindNothing.text(shown.language), shown.palette);
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let mut picked = offered.first().filter(|_| entered).map(|actor| actor.id);
    for actor in offered {
        let icon = (kind_icon(actor.kind), kind_colour(actor.kind, shown.palette));
        let row = Row { icon: Some(icon), name: &actor.name, detail: &actor.district, selected: false, spoken: "" };
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
fn offers(typed: &str, taken: &BTreeSet<ActorId>, map: &LinkageMap) -> Vec<ActorId> {
    let free = map.actors().values().filter(|actor| !taken.contains(&actor.id));
    best_matches(&Needle::new(typed), free.map(|actor| (actor.name.as_str(), actor.id)), OFFERED).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::kept::tests::{Window, shown};
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
        let (first, taken) = (offers("", &BTreeSet::new(), &before)[0], BTreeSet::new());
        let name = before.actors()[&first].name.clone();
        // By its new name it would be the last of all, and is not offered.
        let after = renamed(&before, first, "Zz");
        let window = Window::new();
        let nothing = &ViewState::default();
        let rows = |map: &LinkageMap, edition: u64, taken: &BTreeSet<ActorId>| {
            let shown = shown(map, None, (edition, 0), nothing);
            window.frame(|ui| {
                pick_ui(ui, "test", taken, &shown);
            })
        };
        let shows = |rows: &[String], name: &str| rows.iter().any(|row| row.trim_end() == name);
        assert!(shows(&rows(&before, 1, &taken), &name));
        assert!(shows(&rows(&after, 1, &taken), "Zz"), "worked out anew though nothing is said to have changed");
        let anew = rows(&after, 2, &taken);
        assert!(!shows(&anew, "Zz") && anew.len() == OFFERED, "{anew:?}");
        assert!(shows(&rows(&before, 3, &taken), &name));
        assert!(!shows(&rows(&before, 3, &BTreeSet::from([first])), &name));
    }
}
