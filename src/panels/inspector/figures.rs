//! An actor's figures by year: members, money, and how it was rated. Each field is one edit; targets use the figures.

use egui::{Button, Id, Ui};

use super::super::fields::{committed_year_ui, rows_ui};
use super::super::record_fields::form_rows_ui;
use super::super::widgets::{heading_ui, hint_ui};
use super::field_id;
use crate::language::UiText;
use crate::map::{Actor, Figures, Year};
use crate::schema::actor as fields;
use crate::session::ViewContext;

/// Draws the years and the figures of the chosen one.
pub(super) fn figures_ui(ui: &mut Ui, actor: &mut Actor, context: &ViewContext<'_>) {
    let language = context.language;
    heading_ui(ui, &fields::FIGURES.title(language), context.palette);
    let year = years_ui(ui, actor, context);
    let recorded = actor.figures.get(&year).cloned();
    let mut figures = recorded.clone().unwrap_or_default();
    if recorded.is_none() {
        hint_ui(ui, &UiText::FiguresNone.text(language).replace("{}", &year.to_string()), context.palette);
    }
    rows_ui(ui, |ui| {
        form_rows_ui(ui, &mut figures, &[], (actor.id, year), context);
    });
    let words = UiText::FiguresRemove.text(language).replace("{}", &year.to_string());
    let removed = recorded.is_some() && ui.button(words).clicked();
    if removed {
        actor.figures.remove(&year);
    } else if figures != recorded.unwrap_or_default() {
        actor.figures.insert(year, figures);
        // A year without figures is removed.
        actor.figures.retain(|_, figures| *figures != Figures::default());
    }
}

/// The years with figures and the shown year, to choose one, and a field for any other; returns the chosen year.
fn years_ui(ui: &mut Ui, actor: &Actor, context: &ViewContext<'_>) -> Year {
    let chosen_id = Id::unique(("figures of", actor.id));
    // A choice holds while the map is looked at in this year: in another one its figures are asked for.
    let known = ui.data(|data| data.get_temp::<ChosenYear>(chosen_id)).filter(|known| known.map_year == context.year);
    let mut chosen = known.map_or(context.year, |known| known.chosen);
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
    ui.data_mut(|data| data.insert_temp(chosen_id, ChosenYear { chosen, map_year: context.year }));
    chosen
}

/// The year whose figures are shown, and the year of the map for which it was chosen.
#[derive(Clone, Copy)]
struct ChosenYear {
    chosen: Year,
    map_year: Year,
}
