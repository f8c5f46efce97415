//! The verdict of a model with its proof: each case with the chain drawn small, or where it breaks.

use egui::{FontFamily, FontId, Id, RichText, Ui};

use super::super::super::kept::kept;
use super::super::super::rows::{heading_ui, hint_ui, sentence_ui};
use super::super::actor_row_ui;
use super::chain::{chain_ui, chain_words};
use crate::analysis::{Case, ModelVerdict};
use crate::canvas::{colour, icon_ui};
use crate::command::Command;
use crate::language::{Localized, UiText, break_sentence, only_buyer_line};
use crate::map::ActorId;
use crate::scene::{kind_colour, kind_icon, verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext};
use crate::theme::{Icon, SEMIBOLD, font_size};

/// Draws the verdict and what proves it.
pub(super) fn verdict_ui(ui: &mut Ui, judged: &ModelVerdict, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    ui.horizontal(|ui| {
        let tint = colour(verdict_colour(judged.verdict, shown.palette));
        icon_ui(ui, verdict_icon(judged.verdict), 20.0, tint);
        let font = FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into()));
        ui.label(RichText::new(judged.verdict.title(language)).font(font).color(tint));
    });
    for case in &judged.cases {
        case_ui(ui, case, judged.cases.len() > 1, shown, wishes);
    }
    let only = shown.study.and_then(|study| study.concentration.sole_buyers.get(&judged.model));
    if let Some(buyer) = only.and_then(|buyer| shown.map.actors().get(buyer)) {
        ui.add_space(4.0);
        let words = only_buyer_line(&buyer.name, language);
        let icon = (kind_icon(buyer.kind), kind_colour(buyer.kind, shown.palette));
        if sentence_ui(ui, icon, &words, shown.palette).clicked() {
            wishes.push(Command::GoTo(Subject::Actor(buyer.id)));
        }
    }
}

/// The actors that the model would lose its buyer without.
pub(super) fn dependence_ui(ui: &mut Ui, judged: &ModelVerdict, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    let without =
        kept(ui, Id::unique("who a model hangs on"), (judged.model, shown.analysis_generation), || -> Vec<ActorId> {
            let all = shown.assessment.iter().flat_map(|known| &known.critical_actors);
            let own = all.filter(|dependence| dependence.models.contains(&judged.model));
            own.map(|dependence| dependence.actor).collect()
        });
    if !without.is_empty() {
        heading_ui(ui, UiText::LosesBuyerWithout.text(language), shown.palette);
        for actor in without.iter() {
            actor_row_ui(ui, *actor, shown, wishes);
        }
    }
}

/// The members that do not reach a buyer.
pub(super) fn left_out_ui(ui: &mut Ui, judged: &ModelVerdict, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    if !judged.left_out.is_empty() {
        heading_ui(ui, UiText::LeftOut.text(language), shown.palette);
        for member in &judged.left_out {
            actor_row_ui(ui, *member, shown, wishes);
        }
    }
}

/// One core actor and product: the route to the buyer, or where it breaks and who would buy.
fn case_ui(ui: &mut Ui, case: &Case, titled: bool, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    let name = |id: ActorId| shown.map.actors().get(&id).map_or("", |actor| actor.name.as_str());
    if titled {
        let product = shown.map.products().get(&case.product).map_or("", |product| product.name.as_str());
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            icon_ui(ui, verdict_icon(case.verdict), 14.0, colour(verdict_colour(case.verdict, shown.palette)));
            ui.strong(format!("{} · {product}", name(case.core)));
        });
    }
    if let Some(words) = chain_words(case) {
        hint_ui(ui, words.text(language), shown.palette);
        chain_ui(ui, case, shown, wishes);
    }
    if !case.breaks.is_empty() {
        hint_ui(ui, UiText::Breaks.text(language), shown.palette);
        for stop in case.breaks.iter().take(20) {
            let sentence = break_sentence(stop, shown.map, shown.year, language);
            if sentence_ui(ui, (Icon::Break, shown.palette.error), &sentence, shown.palette).clicked() {
                wishes.push(Command::Reveal(stop.link.map_or(Subject::Actor(stop.actor), Subject::Link)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::kept::tests::{Window, shown};
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
        let (window, nothing) = (Window::new(), &ViewState::default());
        let is_listed = |known: &crate::analysis::Assessment, surveys| {
            let shown = shown(&map, Some(known), (1, surveys), nothing);
            let rows = window.frame(|ui| dependence_ui(ui, &known.models[model], &shown, &mut Vec::new()));
            rows.iter().any(|row| row.trim_end() == name)
        };
        assert!(is_listed(&known, 1));
        assert!(is_listed(&nobody, 1), "looked through anew though nothing is said to have changed");
        assert!(!is_listed(&nobody, 2));
    }
}
