//! Picks an actor by typing a part of its name.

use std::collections::BTreeSet;

use egui::{Id, TextEdit, Ui};

use super::super::rows::{Row, hint_ui};
use crate::language::{Needle, Screen, sort_key};
use crate::map::{Actor, ActorId};
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
        TextEdit::singleline(&mut typed).hint_text(Screen::Find.text(shown.language)).desired_width(f32::INFINITY),
    );
    if !field.has_focus() && !field.lost_focus() {
        field.request_focus();
    }
    let needle = Needle::new(&typed);
    ui.data_mut(|data| data.insert_temp(draft, typed));
    let fitting = shown.map.actors().values().filter(|actor| !taken.contains(&actor.id));
    let mut ranked: Vec<_> = fitting.filter_map(|actor| Some((needle.rank(&actor.name)?, actor))).collect();
    ranked.sort_by_cached_key(|(rank, actor)| (*rank, sort_key(&actor.name)));
    let offered: Vec<&Actor> = ranked.into_iter().take(OFFERED).map(|(_, actor)| actor).collect();
    if offered.is_empty() {
        hint_ui(ui, Screen::FindNothing.text(shown.language), shown.palette);
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
