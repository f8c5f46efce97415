//! Changes to weigh, each with what one can do about it: try it, or do it at once.

use egui::{Label, RichText, Ui};

use super::super::widgets::{heading_ui, hint_ui};
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{UiText, plan_sentence, proposals_sentence};
use crate::map::{Actor, Link, LinkKind, LinkStatus, ModelId, Proposal};
use crate::session::ViewContext;
use crate::theme::font_size;

/// So many changes of a plan are told one by one.
const MAX_LISTED: usize = 12;

/// What would mend a flagged model: each way in one sentence.
pub(super) fn repairs_ui(ui: &mut Ui, model: ModelId, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let model_verdict = shown.assessment.and_then(|known| known.models.get(&model));
    if !model_verdict.is_some_and(|model_verdict| model_verdict.verdict.is_flagged() && !model_verdict.cases.is_empty())
    {
        return;
    }
    heading_ui(ui, UiText::Repairs.text(shown.language), shown.palette);
    let Some(study) = shown.study else {
        hint_ui(ui, UiText::Working.text(shown.language), shown.palette);
        return;
    };
    let Some(repairs) = study.repairs.models.get(&model) else {
        hint_ui(ui, UiText::NoRepairs.text(shown.language), shown.palette);
        return;
    };
    for repair in repairs {
        ui.add(Label::new(proposals_sentence(&repair.proposals, shown.map, shown.year, shown.language)).wrap());
        proposal_buttons_ui(ui, &repair.proposals, shown, commands);
        ui.add_space(6.0);
    }
}

/// The fewest changes that link as many models as the map should have, where it has too few.
pub(super) fn plan_ui(ui: &mut Ui, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(plan) = shown.study.and_then(|study| study.repairs.plan.as_ref()) else { return };
    heading_ui(ui, UiText::FewestChanges.text(shown.language), shown.palette);
    ui.add(Label::new(plan_sentence(plan, shown.language)).wrap());
    for proposal in plan.proposals.iter().take(MAX_LISTED) {
        let words =
            format!("• {}", proposals_sentence(std::slice::from_ref(proposal), shown.map, shown.year, shown.language));
        ui.add(Label::new(RichText::new(words).size(font_size::SMALL).color(colour(shown.palette.text))).wrap());
    }
    if plan.proposals.len() > MAX_LISTED {
        hint_ui(ui, "…", shown.palette);
    }
    if !plan.proposals.is_empty() {
        proposal_buttons_ui(ui, &plan.proposals, shown, commands);
    }
}

/// Trying an actor's absence.
pub(super) fn try_without_actor_ui(ui: &mut Ui, actor: &Actor, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    if actor.is_present(shown.year) && ui.button(UiText::LeaveOut.text(shown.language)).clicked() {
        commands.push(Command::AddWhatIf(vec![Proposal::RemoveActor(actor.id)]));
    }
}

/// Trying a link otherwise than it is: signed, renewed, or ended.
pub(super) fn try_link_ui(ui: &mut Ui, link: &Link, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    if link.kind != LinkKind::Product {
        return;
    }
    let (words, proposal) = match shown.map.link_status(link, shown.year) {
        LinkStatus::Planned | LinkStatus::NotYet => (UiText::TrySigned, Proposal::SignLink(link.id)),
        LinkStatus::Lapsed => (UiText::TryRenewed, Proposal::renewal(shown.map, link)),
        LinkStatus::InForce | LinkStatus::EndpointAbsent => (UiText::TryEnded, Proposal::EndLink(link.id)),
    };
    if ui.button(words.text(shown.language)).clicked() {
        commands.push(Command::AddWhatIf(vec![proposal]));
    }
}

fn proposal_buttons_ui(ui: &mut Ui, proposals: &[Proposal], shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        if ui.button(UiText::AddWhatIf.text(shown.language)).clicked() {
            commands.push(Command::AddWhatIf(proposals.to_vec()));
        }
        if ui.button(UiText::ApplyNow.text(shown.language)).clicked() {
            commands.push(Command::ApplyProposals(proposals.to_vec()));
        }
    });
}
