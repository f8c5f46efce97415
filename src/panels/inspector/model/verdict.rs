//! The verdict of a model with its proof: each case with the chain drawn small, or where it breaks.

use egui::{FontFamily, FontId, Id, RichText, Ui};

use super::super::super::cache::cached;
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

/// Draws the verdict and what proves it.
pub(super) fn verdict_ui(
    ui: &mut Ui,
    model_verdict: &ModelVerdict,
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = shown.language;
    ui.horizontal(|ui| {
        let tint = colour(verdict_colour(model_verdict.verdict, shown.palette));
        icon_ui(ui, verdict_icon(model_verdict.verdict), 20.0, tint);
        let font = FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into()));
        ui.label(RichText::new(model_verdict.verdict.title(language)).font(font).color(tint));
    });
    for case in &model_verdict.cases {
        case_ui(ui, case, model_verdict.cases.len() > 1, shown, commands);
    }
    let only = shown.study.and_then(|study| study.concentration.sole_buyers.get(&model_verdict.model));
    if let Some(buyer) = only.and_then(|buyer| shown.map.actors().get(buyer)) {
        ui.add_space(4.0);
        let words = only_buyer_line(&buyer.name, language);
        let icon = (kind_icon(buyer.kind), kind_colour(buyer.kind, shown.palette));
        if clickable_text_ui(ui, icon, &words, shown.palette).clicked() {
            commands.push(Command::GoTo(Subject::Actor(buyer.id)));
        }
    }
}

/// The actors that the model would lose its buyer without.
pub(super) fn critical_actors_ui(
    ui: &mut Ui,
    model_verdict: &ModelVerdict,
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = shown.language;
    let critical_actors = cached(
        ui,
        Id::unique("who a model hangs on"),
        (model_verdict.model, shown.analysis_generation),
        || -> Vec<ActorId> {
            let all = shown.assessment.iter().flat_map(|known| &known.critical_actors);
            let own = all.filter(|dependence| dependence.models.contains(&model_verdict.model));
            own.map(|dependence| dependence.actor).collect()
        },
    );
    if !critical_actors.is_empty() {
        heading_ui(ui, UiText::LosesBuyerWithout.text(language), shown.palette);
        for actor in critical_actors.iter() {
            actor_row_ui(ui, *actor, shown, commands);
        }
    }
}

/// The members that do not reach a buyer.
pub(super) fn left_out_ui(
    ui: &mut Ui,
    model_verdict: &ModelVerdict,
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = shown.language;
    if !model_verdict.left_out.is_empty() {
        heading_ui(ui, UiText::LeftOut.text(language), shown.palette);
        for member in &model_verdict.left_out {
            actor_row_ui(ui, *member, shown, commands);
        }
    }
}

/// One core actor and product: the route to the buyer, or where it breaks and who would buy.
fn case_ui(ui: &mut Ui, case: &Case, has_title: bool, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = shown.language;
    let name = |id: ActorId| shown.map.actors().get(&id).map_or("", |actor| actor.name.as_str());
    if has_title {
        let product = shown.map.products().get(&case.product).map_or("", |product| product.name.as_str());
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            icon_ui(ui, verdict_icon(case.verdict), 14.0, colour(verdict_colour(case.verdict, shown.palette)));
            ui.strong(format!("{} · {product}", name(case.core)));
        });
    }
    if let Some(words) = chain_title(case) {
        hint_ui(ui, words.text(language), shown.palette);
        chain_ui(ui, case, shown, commands);
    }
    if !case.breaks.is_empty() {
        hint_ui(ui, UiText::Breaks.text(language), shown.palette);
        for broken_at in case.breaks.iter().take(20) {
            let sentence = break_sentence(broken_at, shown.map, shown.year, language);
            if clickable_text_ui(ui, (Icon::Break, shown.palette.error), &sentence, shown.palette).clicked() {
                commands.push(Command::Reveal(broken_at.link.map_or(Subject::Actor(broken_at.actor), Subject::Link)));
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
    fn dependences_are_looked_through_once_for_an_assessment() {
        let map = sample_map(200, 3);
        let known = assess(&map, map.info().year);
        let dependence = known.critical_actors.iter().find(|dependence| !dependence.models.is_empty()).unwrap();
        let (model, name) = (dependence.models.first().unwrap(), &map.actors()[&dependence.actor].name);
        let nobody = crate::analysis::Assessment { critical_actors: Vec::new(), ..known.clone() };
        let (window, nothing) = (TestWindow::new(), &ViewState::default());
        let is_listed = |known: &crate::analysis::Assessment, surveys| {
            let shown = view_context(&map, Some(known), (1, surveys), nothing);
            let rows = window.frame(|ui| critical_actors_ui(ui, &known.models[model], &shown, &mut Vec::new()));
            rows.iter().any(|row| row.trim_end() == name)
        };
        assert!(is_listed(&known, 1));
        assert!(is_listed(&nobody, 1), "looked through anew though nothing is said to have changed");
        assert!(!is_listed(&nobody, 2));
    }
}
