//! One cooperative model: its verdict with the proof, and its fields.

use std::collections::BTreeSet;

use egui::{FontFamily, FontId, Grid, RichText, Ui};

use super::super::fields::{labelled_ui, note_ui, text_ui, year_ui};
use super::super::rows::{heading_ui, hint_ui, icon_button_ui, sentence_ui};
use super::{actor_row_ui, delete_ui, field_id, goods};
use crate::analysis::{Case, ModelVerdict};
use crate::canvas::{colour, icon_ui};
use crate::command::{Change, Command};
use crate::language::{Screen, Words, break_sentence};
use crate::map::{ActorId, CoopModel, ModelId};
use crate::scene::{Shown, Subject, verdict_colour, verdict_icon};
use crate::theme::{Icon, SEMIBOLD, text};

/// Draws a model.
pub(super) fn model_ui(ui: &mut Ui, model: &CoopModel, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    heading_ui(ui, &model.name, shown.palette);
    if let Some(judged) = shown.assessment.and_then(|known| known.models.get(&model.id)) {
        verdict_ui(ui, judged, shown, wishes);
    }
    let mut edited = model.clone();
    ui.add_space(8.0);
    Grid::new(("model", model.id)).num_columns(2).spacing([8.0, 6.0]).show(ui, |ui| {
        let words = Screen::Name.text(language);
        let name = labelled_ui(ui, words, |ui| text_ui(ui, name_id(model.id), words, &model.name, ""));
        if let Some(name) = name {
            edited.name = name;
        }
        let words = Screen::Since.text(language);
        let unknown = Screen::Unknown.text(language);
        let since = labelled_ui(ui, words, |ui| year_ui(ui, field_id(model.id, "since"), words, model.since, unknown));
        if let Some(since) = since {
            edited.since = since;
        }
        let none = Screen::Nothing.text(language);
        let products =
            labelled_ui(ui, Screen::Products.text(language), |ui| goods::products_ui(ui, &model.products, none, shown));
        if let Some(products) = products {
            edited.products = products;
        }
    });
    heading_ui(ui, Screen::Core.text(language), shown.palette);
    actors_ui(ui, &mut edited.core, "core", shown, wishes);
    heading_ui(ui, Screen::Members.text(language), shown.palette);
    actors_ui(ui, &mut edited.members, "members", shown, wishes);
    let words = Screen::Note.text(language);
    ui.add_space(6.0);
    ui.label(words);
    if let Some(note) = note_ui(ui, field_id(model.id, "note"), words, &model.note) {
        edited.note = note;
    }
    if edited != *model {
        wishes.push(Command::Set(Box::new(Change::Model(edited))));
    }
    delete_ui(ui, shown, wishes);
}

/// The field of a model's name.
pub(super) fn name_id(model: ModelId) -> egui::Id {
    field_id(model, "name")
}

fn verdict_ui(ui: &mut Ui, judged: &ModelVerdict, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    ui.horizontal(|ui| {
        let tint = colour(verdict_colour(judged.verdict, shown.palette));
        icon_ui(ui, verdict_icon(judged.verdict), 20.0, tint);
        let font = FontId::new(text::HEADING, FontFamily::Name(SEMIBOLD.into()));
        ui.label(RichText::new(judged.verdict.title(language)).font(font).color(tint));
    });
    for case in &judged.cases {
        case_ui(ui, case, judged.cases.len() > 1, shown, wishes);
    }
    if !judged.left_out.is_empty() {
        heading_ui(ui, Screen::LeftOut.text(language), shown.palette);
        for member in &judged.left_out {
            actor_row_ui(ui, *member, shown, wishes);
        }
    }
    let without: Vec<ActorId> = shown
        .assessment
        .iter()
        .flat_map(|known| &known.depends_on)
        .filter(|dependence| dependence.models.contains(&judged.model))
        .map(|dependence| dependence.actor)
        .collect();
    if !without.is_empty() {
        heading_ui(ui, Screen::LosesBuyerWithout.text(language), shown.palette);
        for actor in without {
            actor_row_ui(ui, actor, shown, wishes);
        }
    }
}

/// One core actor and product: the route to the buyer, or where it breaks and who would buy.
fn case_ui(ui: &mut Ui, case: &Case, titled: bool, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
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
    if let Some(route) = &case.route {
        hint_ui(ui, Screen::Route.text(language), shown.palette);
        let onward = case.onward.iter().flat_map(|onward| onward.actors.iter().skip(1));
        for actor in route.actors.iter().chain(onward) {
            actor_row_ui(ui, *actor, shown, wishes);
        }
    }
    if !case.breaks.is_empty() {
        hint_ui(ui, Screen::Breaks.text(language), shown.palette);
        for stop in case.breaks.iter().take(20) {
            let sentence = break_sentence(stop, shown.map, shown.year, language);
            if sentence_ui(ui, (Icon::NoBuyer, shown.palette.alarm), &sentence, shown.palette).clicked() {
                wishes.push(Command::Show(stop.link.map_or(Subject::Actor(stop.at), Subject::Link)));
            }
        }
    }
    if !case.buyers.is_empty() {
        hint_ui(ui, Screen::PossibleBuyers.text(language), shown.palette);
        for buyer in &case.buyers {
            actor_row_ui(ui, *buyer, shown, wishes);
        }
    }
}

/// A set of actors, to add to and to take from.
fn actors_ui(ui: &mut Ui, actors: &mut BTreeSet<ActorId>, set: &str, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    let mut removed = None;
    for id in actors.iter() {
        ui.horizontal(|ui| {
            let width = ui.available_width() - 32.0;
            ui.allocate_ui(egui::Vec2::new(width, 26.0), |ui| actor_row_ui(ui, *id, shown, wishes));
            if icon_button_ui(ui, Icon::Remove, Screen::Remove.text(language), true, shown.palette).clicked() {
                removed = Some(*id);
            }
        });
    }
    if let Some(id) = removed {
        actors.remove(&id);
    }
    ui.menu_button(Screen::Add.text(language), |ui| {
        if let Some(id) = super::pick::pick_ui(ui, set, actors, shown) {
            actors.insert(id);
        }
    });
}
