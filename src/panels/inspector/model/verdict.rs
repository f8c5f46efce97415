//! The verdict of a model with its proof: each case with its route, or where it breaks.

use egui::{FontFamily, FontId, Id, RichText, Ui};

use super::super::super::cache::cached;
use super::super::super::explaining::explain_button_ui;
use super::super::super::widgets::{clickable_text_ui, heading_ui, hint_ui};
use super::super::actor_row_ui;
use super::chain::{chain_title, chain_ui};
use crate::analysis::{Case, ModelVerdict};
use crate::canvas::{colour, icon_ui};
use crate::command::Command;
use crate::language::{Localized, UiText, break_sentence, only_buyer_line};
use crate::map::ActorId;
use crate::scene::{kind_colour, kind_icon, verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext};
use crate::theme::{Icon, SEMIBOLD, font_size};

/// Draws the verdict, the cases that prove it, and the only buyer if there is but one.
pub(super) fn verdict_ui(
    ui: &mut Ui,
    model_verdict: &ModelVerdict,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = context.language;
    ui.horizontal(|ui| {
        let tint = colour(verdict_colour(model_verdict.verdict, context.palette));
        icon_ui(ui, verdict_icon(model_verdict.verdict), 20.0, tint);
        let font = FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into()));
        ui.label(RichText::new(model_verdict.verdict.title(language)).font(font).color(tint));
        explain_button_ui(ui, (model_verdict.verdict.code(), model_verdict.verdict), context, commands);
    });
    for case in &model_verdict.cases {
        case_ui(ui, case, model_verdict.cases.len() > 1, context, commands);
    }
    let sole_buyer = context.study.and_then(|study| study.concentration.sole_buyers.get(&model_verdict.model));
    if let Some(buyer) = sole_buyer.and_then(|buyer| context.map.actors().get(buyer)) {
        ui.add_space(4.0);
        let words = only_buyer_line(&buyer.name, language);
        let icon = (kind_icon(buyer.kind_in(context.year)), kind_colour(buyer.kind_in(context.year), context.palette));
        if clickable_text_ui(ui, icon, &words, context.palette).clicked() {
            commands.push(Command::GoTo(Subject::Actor(buyer.id)));
        }
    }
}

/// The actors without which the model would lose its buyer.
pub(super) fn critical_actors_ui(
    ui: &mut Ui,
    model_verdict: &ModelVerdict,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = context.language;
    let critical_actors = cached(
        ui,
        Id::unique("who a model hangs on"),
        (model_verdict.model, context.analysis_generation),
        || -> Vec<ActorId> {
            let all = context.assessment.iter().flat_map(|known| &known.critical_actors);
            let own = all.filter(|critical_actor| critical_actor.models.contains(&model_verdict.model));
            own.map(|critical_actor| critical_actor.actor).collect()
        },
    );
    if !critical_actors.is_empty() {
        heading_ui(ui, UiText::LosesBuyerWithout.text(language), context.palette);
        for actor in critical_actors.iter() {
            actor_row_ui(ui, *actor, context, commands);
        }
    }
}

/// The members that do not reach a buyer.
pub(super) fn left_out_ui(
    ui: &mut Ui,
    model_verdict: &ModelVerdict,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = context.language;
    if !model_verdict.left_out.is_empty() {
        heading_ui(ui, UiText::LeftOut.text(language), context.palette);
        for member in model_verdict.left_out.keys() {
            actor_row_ui(ui, *member, context, commands);
        }
    }
}

/// One core actor and product: the route to the buyer, or where it breaks and who would buy.
fn case_ui(ui: &mut Ui, case: &Case, has_title: bool, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let name = |id: ActorId| context.map.actors().get(&id).map_or("", |actor| actor.name.as_str());
    if has_title {
        let product = context.map.products().get(&case.product).map_or("", |product| product.name.as_str());
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            icon_ui(ui, verdict_icon(case.verdict), 14.0, colour(verdict_colour(case.verdict, context.palette)));
            ui.strong(format!("{} · {product}", name(case.core)));
        });
    }
    if let Some(words) = chain_title(case) {
        hint_ui(ui, words.text(language), context.palette);
        chain_ui(ui, case, context, commands);
    }
    if !case.breaks.is_empty() {
        hint_ui(ui, UiText::Breaks.text(language), context.palette);
        for case_break in case.breaks.iter().take(20) {
            let sentence = break_sentence(case_break, context.map, context.year, language);
            if clickable_text_ui(ui, (Icon::Break, context.palette.error), &sentence, context.palette).clicked() {
                commands.push(Command::Reveal(case_break.link.map_or(Subject::Actor(case_break.actor), Subject::Link)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::cache::tests::{TestWindow, view_context};
    use super::*;
    use crate::analysis::assess;
    use crate::exchange::sample_map;
    use crate::map::ViewState;

    #[test]
    fn critical_actors_are_cached_per_assessment() {
        let map = sample_map(200, 3);
        let known = assess(&map, map.info().year);
        let dependence = known.critical_actors.iter().find(|dependence| !dependence.models.is_empty()).unwrap();
        let (model, name) = (dependence.models.first().unwrap(), &map.actors()[&dependence.actor].name);
        let without_critical_actors = crate::analysis::Assessment { critical_actors: Vec::new(), ..known.clone() };
        let (window, view) = (TestWindow::new(), &ViewState::default());
        let is_listed = |known: &crate::analysis::Assessment, analysis_generation| {
            let shown = view_context(&map, Some(known), (1, analysis_generation), view);
            let rows = window.frame(|ui| critical_actors_ui(ui, &known.models[model], &shown, &mut Vec::new()));
            rows.iter().any(|row| row.trim_end() == name)
        };
        assert!(is_listed(&known, 1));
        assert!(is_listed(&without_critical_actors, 1), "looked through anew though nothing is said to have changed");
        assert!(!is_listed(&without_critical_actors, 2));
    }
}
