//! An actor's figures by year: members, money, and how it was rated. Each field is one edit; targets use the figures.

use egui::{Button, Grid, Id, Ui};

use super::super::fields::{NumberRange, combo_box_ui, committed_year_ui, integer_ui, labelled_ui, number_ui};
use super::super::widgets::{heading_ui, hint_ui};
use super::field_id;
use crate::language::{Language, UiText};
use crate::map::{Actor, Figures, Year};
use crate::session::ViewContext;

/// Draws the years and the figures of the chosen one; true when something was changed.
pub(super) fn figures_ui(ui: &mut Ui, actor: &mut Actor, context: &ViewContext<'_>) -> bool {
    let language = context.language;
    heading_ui(ui, UiText::FiguresHeading.text(language), context.palette);
    let year = years_ui(ui, actor, context);
    let recorded = actor.figures.get(&year).cloned();
    let mut figures = recorded.clone().unwrap_or_default();
    if recorded.is_none() {
        hint_ui(ui, &UiText::FiguresNone.text(language).replace("{}", &year.to_string()), context.palette);
    }
    Grid::new(("figures", actor.id)).num_columns(2).spacing([8.0, 6.0]).show(ui, |ui| {
        fields_ui(ui, (actor, year), &mut figures, language);
    });
    let words = UiText::FiguresRemove.text(language).replace("{}", &year.to_string());
    let removed = recorded.is_some() && ui.button(words).clicked();
    let before = actor.figures.clone();
    if removed {
        actor.figures.remove(&year);
    } else if figures != recorded.unwrap_or_default() {
        actor.figures.insert(year, figures);
        // A year without figures is removed.
        actor.figures.retain(|_, figures| *figures != Figures::default());
    }
    actor.figures != before
}

/// The years with figures and the shown year, to choose one, and a field for any other; returns the chosen year.
fn years_ui(ui: &mut Ui, actor: &Actor, context: &ViewContext<'_>) -> Year {
    let chosen_id = Id::unique(("figures of", actor.id));
    let mut chosen = ui.data(|data| data.get_temp::<Year>(chosen_id)).unwrap_or(context.year);
    let mut years: Vec<Year> = actor.figures.keys().copied().chain([context.year, chosen]).collect();
    years.sort_unstable();
    years.dedup();
    ui.horizontal_wrapped(|ui| {
        for year in years {
            let words = year.to_string();
            if ui.add(Button::selectable(year == chosen, words)).clicked() {
                chosen = year;
            }
        }
    });
    let words = UiText::FiguresOtherYear.text(context.language);
    if let Some(other) = committed_year_ui(ui, field_id(actor.id, "another year"), words, context.language) {
        chosen = other;
    }
    ui.data_mut(|data| data.insert_temp(chosen_id, chosen));
    chosen
}

fn fields_ui(ui: &mut Ui, (actor, year): (&Actor, Year), figures: &mut Figures, language: Language) {
    let id = |field: &str| field_id((actor.id, year), field);
    let words = UiText::FigureMembers.text(language);
    let members = labelled_ui(ui, words, |ui| integer_ui(ui, id("members"), words, figures.members, 0, language));
    if let Some(members) = members {
        figures.members = members;
    }
    for (label, name, range, amount) in [
        (UiText::FigureRevenue, "revenue", NumberRange::NonNegative, &mut figures.revenue),
        (UiText::FigureProfit, "profit", NumberRange::Any, &mut figures.profit),
        (UiText::FigureCapital, "capital", NumberRange::NonNegative, &mut figures.capital),
    ] {
        let words = label.text(language);
        if let Some(typed) = labelled_ui(ui, words, |ui| number_ui(ui, id(name), words, *amount, range, language)) {
            *amount = typed;
        }
    }
    for (label, name, answer) in [
        (UiText::FigureEffective, "effective", &mut figures.effective),
        (UiText::FigureRegistered, "registered", &mut figures.registered),
    ] {
        let words = label.text(language);
        let name_of = |answer: Option<bool>| match answer {
            None => UiText::Unknown,
            Some(true) => UiText::Yes,
            Some(false) => UiText::No,
        };
        let choices = [None, Some(true), Some(false)].map(|of| (of, name_of(of).text(language).to_owned()));
        let current = name_of(*answer).text(language);
        if let Some(chosen) = labelled_ui(ui, words, |ui| combo_box_ui(ui, id(name), words, answer, choices, current)) {
            *answer = chosen;
        }
    }
}
