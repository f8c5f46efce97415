//! What hangs on one actor: what would lose its buyer without it, and what it can take as a buyer.

use egui::{Label, Ui};

use super::super::widgets::{ListRow, heading_ui, hint_ui};
use crate::command::Command;
use crate::language::{UiText, buyer_share_line, supplies_lost_line};
use crate::map::Actor;
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// So many models are named; the map has them all.
const MAX_MODELS: usize = 20;

/// Draws how much of what gets to a buyer this one can take; nothing for others.
pub(super) fn buyer_share_ui(ui: &mut Ui, actor: &Actor, shown: &ViewContext<'_>) {
    let Some(all) = shown.study.map(|study| &study.concentration) else { return };
    let found = all.buyer_count.binary_search_by_key(&actor.id, |share| share.buyer).ok();
    let share = found.and_then(|at| all.buyer_count.get(at));
    if let Some(line) = share.and_then(|share| buyer_share_line(share, all, shown.language)) {
        ui.add(Label::new(line).wrap());
        ui.add_space(4.0);
    }
}

/// Draws what would lose its buyer without the actor; nothing where nothing would.
pub(super) fn dependents_ui(ui: &mut Ui, actor: &Actor, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(known) = shown.study.map(|study| &study.failure_impacts) else { return };
    let found = known.binary_search_by_key(&actor.id, |dependents| dependents.actor).ok();
    let Some(dependents) = found.and_then(|at| known.get(at)) else { return };
    heading_ui(ui, UiText::WithoutActor.text(shown.language), shown.palette);
    if dependents.supplies > 0 {
        ui.add(Label::new(supplies_lost_line(dependents.supplies, shown.language)).wrap());
    }
    if dependents.models.is_empty() {
        return;
    }
    hint_ui(ui, UiText::ModelsLoseBuyer.text(shown.language), shown.palette);
    for model in dependents.models.iter().take(MAX_MODELS).filter_map(|id| shown.map.models().get(id)) {
        let icon = Some((Icon::Model, shown.palette.text_muted));
        let row = ListRow { icon, name: &model.name, detail: "", selected: false, accessible_text: "" };
        if row.show(ui, shown.palette).clicked() {
            commands.push(Command::GoTo(Subject::Model(model.id)));
        }
    }
    if dependents.models.len() > MAX_MODELS {
        hint_ui(ui, "…", shown.palette);
    }
}
