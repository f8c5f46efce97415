//! Repairs and other proposals, each with buttons to try it as a what-if or to apply it at once.

use egui::{Label, RichText, Role, Ui, WidgetInfo};

use super::super::widgets::{heading_ui, hint_ui};
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{UiText, plan_sentence, proposals_sentence};
use crate::map::{Actor, Link, LinkKind, LinkStatus, ModelId, Proposal};
use crate::session::ViewContext;
use crate::theme::font_size;

/// The most proposals of a plan that are listed.
const MAX_LISTED: usize = 12;

/// The repairs of a flagged model, each in one sentence.
pub(super) fn repairs_ui(ui: &mut Ui, model: ModelId, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let model_verdict = context.assessment.and_then(|known| known.models.get(&model));
    if !model_verdict.is_some_and(|model_verdict| model_verdict.verdict.is_flagged() && !model_verdict.cases.is_empty())
    {
        return;
    }
    heading_ui(ui, UiText::Repairs.text(context.language), context.palette);
    let Some(study) = context.study else {
        hint_ui(ui, UiText::Working.text(context.language), context.palette);
        return;
    };
    let Some(repairs) = study.repairs.models.get(&model) else {
        hint_ui(ui, UiText::NoRepairs.text(context.language), context.palette);
        return;
    };
    for repair in repairs {
        ui.add(Label::new(proposals_sentence(&repair.proposals, context.map, context.year, context.language)).wrap());
        proposal_buttons_ui(ui, &repair.proposals, context, commands);
        ui.add_space(6.0);
    }
}

/// The fewest changes that link as many models as the map should have, where it has too few.
pub(super) fn plan_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(plan) = context.study.and_then(|study| study.repairs.plan.as_ref()) else { return };
    heading_ui(ui, UiText::FewestChanges.text(context.language), context.palette);
    ui.add(Label::new(plan_sentence(plan, context.language)).wrap());
    for proposal in plan.proposals.iter().take(MAX_LISTED) {
        let words = format!(
            "• {}",
            proposals_sentence(std::slice::from_ref(proposal), context.map, context.year, context.language)
        );
        ui.add(Label::new(RichText::new(words).size(font_size::SMALL).color(colour(context.palette.text))).wrap());
    }
    if plan.proposals.len() > MAX_LISTED {
        hint_ui(ui, "…", context.palette);
    }
    if !plan.proposals.is_empty() {
        proposal_buttons_ui(ui, &plan.proposals, context, commands);
    }
}

/// The button that tries the map without an actor.
pub(super) fn try_without_actor_ui(ui: &mut Ui, actor: &Actor, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    if actor.is_present(context.year) && ui.button(UiText::RemoveActor.text(context.language)).clicked() {
        commands.push(Command::AddWhatIf(vec![Proposal::RemoveActor(actor.id)]));
    }
}

/// The button that tries a link signed, renewed, or ended.
pub(super) fn try_link_ui(ui: &mut Ui, link: &Link, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    if link.kind != LinkKind::Product {
        return;
    }
    let (words, proposal) = match context.map.link_status(link, context.year) {
        LinkStatus::Planned | LinkStatus::NotYet => (UiText::TrySigned, Proposal::SignLink(link.id)),
        LinkStatus::Lapsed => (UiText::TryRenewed, Proposal::renewal(context.map, link)),
        LinkStatus::InForce | LinkStatus::EndpointAbsent => (UiText::TryEnded, Proposal::EndLink(link.id)),
    };
    if ui.button(words.text(context.language)).clicked() {
        commands.push(Command::AddWhatIf(vec![proposal]));
    }
}

fn proposal_buttons_ui(ui: &mut Ui, proposals: &[Proposal], context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let about = || proposals_sentence(proposals, context.map, context.year, context.language);
        let mut button = |words: UiText| {
            let response = ui.button(words.text(context.language));
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Button, true, format!("{}: {}", words.text(context.language), about()))
            });
            response.clicked()
        };
        if button(UiText::AddWhatIf) {
            commands.push(Command::AddWhatIf(proposals.to_vec()));
        }
        if button(UiText::ApplyNow) {
            commands.push(Command::ApplyProposals(proposals.to_vec()));
        }
    });
}
