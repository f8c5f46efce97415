//! The inspector of a cooperative model: its assessment, then its fields.

mod chain;
mod linkage_form;
mod unassessed;
mod verdict;
mod volumes;
mod years;

use std::collections::BTreeSet;

use egui::Ui;

use super::super::fields::{change_command, labelled_ui, rows_ui};
use super::super::record_fields::{field_block_ui, field_id, folded_rows_ui, is_filled, more_ui};
use super::super::widgets::{heading_ui, icon_button_ui};
use super::{actor_row_ui, delete_button_ui, products};
use crate::analysis::NotAssessed;
use crate::command::{Change, Command};
use crate::language::UiText;
use crate::map::{ActorId, CoopModel, ModelId};
use crate::schema::model as fields;
use crate::session::ViewContext;
use crate::theme::Icon;

/// Draws a model.
pub(super) fn model_ui(
    ui: &mut Ui,
    model: &CoopModel,
    shows_all: bool,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    heading_ui(ui, &model.name, context.palette);
    super::isolation_button_ui(ui, context, commands);
    let model_verdict = context.assessment.and_then(|known| known.models.get(&model.id));
    if NotAssessed::for_model(model).is_some() {
        // Cannot be assessed yet: shows only what it lacks, and its fields.
        unassessed::unassessed_ui(ui, model, context, commands);
        fields_ui(ui, model, shows_all, context, commands);
        return;
    }
    if let Some(model_verdict) = model_verdict {
        verdict::verdict_ui(ui, model_verdict, context, commands);
        super::repairs::repairs_ui(ui, model.id, context, commands);
        verdict::critical_actors_ui(ui, model_verdict, context, commands);
    }
    volumes::volumes_ui(ui, model, context, commands);
    linkage_form::linkage_form_ui(ui, model.id, context, commands);
    if let Some(model_verdict) = model_verdict {
        verdict::left_out_ui(ui, model_verdict, context, commands);
    }
    years::years_ui(ui, model, context, commands);
    fields_ui(ui, model, shows_all, context, commands);
}

/// The fields of a model.
fn fields_ui(ui: &mut Ui, model: &CoopModel, shows_all: bool, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let mut edited = model.clone();
    heading_ui(ui, UiText::ModelDetails.text(language), context.palette);
    rows_ui(ui, |ui| {
        folded_rows_ui(ui, &mut edited, (&[&fields::NAME], &[]), model.id, shows_all, context);
        let none = UiText::Nothing.text(language);
        let products = labelled_ui(ui, &fields::PRODUCTS.title(language), |ui| {
            products::product_set_ui(ui, &model.products, none, context)
        });
        if let Some(products) = products {
            edited.products = products;
        }
    });
    heading_ui(ui, &fields::CORE.title(language), context.palette);
    actors_ui(ui, &mut edited.core, (model.id, "core"), context, commands);
    heading_ui(ui, &fields::MEMBERS.title(language), context.palette);
    actors_ui(ui, &mut edited.members, (model.id, "members"), context, commands);
    if shows_all || is_filled(ui, &fields::NOTE, model, model.id, context) {
        ui.add_space(6.0);
        field_block_ui(ui, &fields::NOTE, &mut edited, model.id, context);
    }
    more_ui(ui, shows_all, context, commands);
    if edited != *model {
        commands.push(change_command(ui, Change::Model(edited)));
    }
    delete_button_ui(ui, context, commands);
}

/// The id of a model's name field.
pub(super) fn name_id(model: ModelId) -> egui::Id {
    field_id(model, &fields::NAME)
}

/// An editable set of actors.
fn actors_ui(
    ui: &mut Ui,
    actors: &mut BTreeSet<ActorId>,
    (model, set): (ModelId, &str),
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = context.language;
    let mut removed = None;
    for id in actors.iter() {
        ui.horizontal(|ui| {
            let width = ui.available_width() - 32.0;
            ui.allocate_ui(egui::Vec2::new(width, 26.0), |ui| actor_row_ui(ui, *id, context, commands));
            if icon_button_ui(ui, Icon::Bin, UiText::Remove.text(language), true, context.palette).clicked() {
                removed = Some(*id);
            }
        });
    }
    if let Some(id) = removed {
        actors.remove(&id);
    }
    ui.menu_button(UiText::Add.text(language), |ui| {
        if let Some(id) = super::actor_picker::actor_picker_ui(ui, (model, set), actors, context) {
            actors.insert(id);
        }
    });
}
