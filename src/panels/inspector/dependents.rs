//! What depends on an actor: what would lose its buyer without it, and what it can take as a buyer.

use egui::{Label, Ui};

use super::super::widgets::{ListRow, heading_ui, hint_ui};
use crate::command::Command;
use crate::language::{UiText, buyer_share_line, supplies_lost_line};
use crate::map::Actor;
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// The most models that are listed.
const MAX_MODELS: usize = 20;

/// Draws how much of what reaches a buyer this actor can take; nothing if it is no buyer.
pub(super) fn buyer_share_ui(ui: &mut Ui, actor: &Actor, context: &ViewContext<'_>) {
    let Some(concentration) = context.study.map(|study| &study.concentration) else { return };
    let index = concentration.buyer_shares.binary_search_by_key(&actor.id, |share| share.buyer).ok();
    let share = index.and_then(|at| concentration.buyer_shares.get(at));
    if let Some(line) = share.and_then(|share| buyer_share_line(share, concentration, context.language)) {
        ui.add(Label::new(line).wrap());
        ui.add_space(4.0);
    }
}

/// Draws what would lose its buyer without the actor; nothing if nothing would.
pub(super) fn dependents_ui(ui: &mut Ui, actor: &Actor, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(impacts) = context.study.map(|study| &study.failure_impacts) else { return };
    let index = impacts.binary_search_by_key(&actor.id, |impact| impact.actor).ok();
    let Some(impact) = index.and_then(|at| impacts.get(at)) else { return };
    heading_ui(ui, UiText::WithoutActor.text(context.language), context.palette);
    if impact.supplies > 0 {
        ui.add(Label::new(supplies_lost_line(impact.supplies, context.language)).wrap());
    }
    if impact.models.is_empty() {
        return;
    }
    hint_ui(ui, UiText::ModelsLoseBuyer.text(context.language), context.palette);
    for model in impact.models.iter().take(MAX_MODELS).filter_map(|id| context.map.models().get(id)) {
        let icon = Some((Icon::Model, context.palette.text_muted));
        let row = ListRow { icon, name: &model.name, detail: "", selected: false, accessible_text: "" };
        if row.show(ui, context.palette).clicked() {
            commands.push(Command::GoTo(Subject::Model(model.id)));
        }
    }
    if impact.models.len() > MAX_MODELS {
        hint_ui(ui, "…", context.palette);
    }
}
