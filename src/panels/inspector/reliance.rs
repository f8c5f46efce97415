//! What hangs on one actor: what would lose its buyer without it, and what it can take as a buyer.

use egui::{Label, Ui};

use super::super::rows::{Row, heading_ui, hint_ui};
use crate::command::Command;
use crate::language::{UiText, buyer_share_line, supplies_lost_line};
use crate::map::Actor;
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// So many models are named; the map has them all.
const NAMED: usize = 20;

/// Draws how much of what gets to a buyer this one can take; nothing for others.
pub(super) fn share_ui(ui: &mut Ui, actor: &Actor, shown: &ViewContext<'_>) {
    let Some(all) = shown.study.map(|study| &study.concentration) else { return };
    let found = all.buyer_count.binary_search_by_key(&actor.id, |share| share.buyer).ok();
    let share = found.and_then(|at| all.buyer_count.get(at));
    if let Some(line) = share.and_then(|share| buyer_share_line(share, all, shown.language)) {
        ui.add(Label::new(line).wrap());
        ui.add_space(4.0);
    }
}

/// Draws what would lose its buyer without the actor; nothing where nothing would.
pub(super) fn without_ui(ui: &mut Ui, actor: &Actor, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let Some(known) = shown.study.map(|study| &study.failure_impacts) else { return };
    let found = known.binary_search_by_key(&actor.id, |reliance| reliance.actor).ok();
    let Some(reliance) = found.and_then(|at| known.get(at)) else { return };
    heading_ui(ui, UiText::WithoutActor.text(shown.language), shown.palette);
    if reliance.supplies > 0 {
        ui.add(Label::new(supplies_lost_line(reliance.supplies, shown.language)).wrap());
    }
    if reliance.models.is_empty() {
        return;
    }
    hint_ui(ui, UiText::ModelsLoseBuyer.text(shown.language), shown.palette);
    for model in reliance.models.iter().take(NAMED).filter_map(|id| shown.map.models().get(id)) {
        let icon = Some((Icon::Model, shown.palette.text_muted));
        let row = Row { icon, name: &model.name, detail: "", selected: false, spoken: "" };
        if row.show(ui, shown.palette).clicked() {
            wishes.push(Command::GoTo(Subject::Model(model.id)));
        }
    }
    if reliance.models.len() > NAMED {
        hint_ui(ui, "…", shown.palette);
    }
}
