//! The inspector of the map itself: title, year, stages, products.

use egui::{Id, Ui};

use super::super::choices::combo_box_ui;
use super::super::field_drafts::{form_of_ui, has_draft};
use super::super::fields::{change_command, labelled_ui, rows_ui};
use super::super::record_fields::{bare_field_ui, field_block_ui, field_id, field_ui, form_rows_ui};
use super::super::widgets::{describe, heading_ui, icon_button_ui, lazy_ui};
use crate::command::{Change, Command, Removal};
use crate::language::UiText;
use crate::map::{Banding, Product, ProductId, RecordRef, StageId};
use crate::schema::map::{self as fields, stage as stage_fields};
use crate::schema::{banding_name, product as product_fields};
use crate::session::ViewContext;
use crate::theme::Icon;

/// Draws the map's own fields.
pub(super) fn map_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    heading_ui(ui, UiText::Map.text(language), context.palette);
    let info = context.map.info();
    let mut edited = info.clone();
    rows_ui(ui, |ui| {
        form_rows_ui(ui, &mut edited, &[], "map", context);
        let words = UiText::Bands.text(language);
        let name = |bands| banding_name(bands).text(language);
        let choices = std::iter::once(None).chain(Banding::ALL.map(Some)).map(|bands| (bands, name(bands).to_owned()));
        let id = field_id("map", &fields::BANDS);
        let current = name(info.bands);
        if let Some(bands) =
            labelled_ui(ui, words, |ui| combo_box_ui(ui, id, words, &info.bands, choices, current, language))
        {
            commands.push(Command::SetBands(bands));
        }
    });
    field_block_ui(ui, &fields::NOTE, &mut edited, "map", context);
    if edited != *info {
        commands.push(change_command(ui, Change::Info(edited)));
    }
    super::repairs::plan_ui(ui, context, commands);
    stages_ui(ui, context, commands);
    products_ui(ui, context, commands);
}

/// The id of a stage's name field.
pub fn stage_name_id(stage: StageId) -> Id {
    field_id(stage, &stage_fields::NAME)
}

/// The id of a product's name field.
pub fn product_name_id(product: ProductId) -> Id {
    field_id(product, &product_fields::NAME)
}

fn stages_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    heading_ui(ui, UiText::Stages.text(language), palette);
    let stages = context.map.stages_in_order();
    for (at, stage) in stages.iter().enumerate() {
        ui.horizontal(|ui| {
            let width = ui.available_width() - 96.0;
            let mut edited = (*stage).clone();
            form_of_ui(ui, [RecordRef::Stage(stage.id)], |ui| {
                sized_ui(ui, width, |ui| field_ui(ui, &stage_fields::NAME, &mut edited, stage.id, context));
            });
            // All such fields are called alike.
            let id = field_id(stage.id, &stage_fields::NAME);
            ui.ctx().accesskit_node_builder(id, |node| node.set_description(&*stage.name));
            if edited != **stage {
                commands.push(change_command(ui, Change::Stage(edited)));
            }
            let left = at.checked_sub(1).and_then(|before| stages.get(before));
            let right = stages.get(at + 1);
            for (icon, word, other) in
                [(Icon::Previous, UiText::MoveLeft, left), (Icon::Next, UiText::MoveRight, right)]
            {
                let response = icon_button_ui(ui, icon, word.text(language), other.is_some(), palette);
                describe(&response, &stage.name);
                if response.clicked()
                    && let Some(other) = other
                {
                    commands.push(Command::SwapStages(stage.id, other.id));
                }
            }
            let response = icon_button_ui(ui, Icon::Bin, UiText::Remove.text(language), true, palette);
            describe(&response, &stage.name);
            if response.clicked() {
                commands.push(Command::Remove(Removal::Stage(stage.id)));
            }
        });
    }
    if ui.button(UiText::AddStage.text(language)).clicked() {
        commands.push(Command::AddStage);
    }
}

fn products_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    heading_ui(ui, UiText::Products.text(language), palette);
    for product in context.map.products().values() {
        // A draft is committed when its field loses focus, so the field must be drawn.
        let force = [&product_fields::NAME, &product_fields::UNIT, &product_fields::CYCLE_MONTHS]
            .map(|field| field_id(product.id, field))
            .iter()
            .any(|id| has_draft(ui.ctx(), *id) || ui.memory(|memory| memory.has_focus(*id)));
        lazy_ui(ui, force, |ui| {
            form_of_ui(ui, [RecordRef::Product(product.id)], |ui| product_ui(ui, product, context, commands));
        });
    }
    if ui.button(UiText::AddProduct.text(language)).clicked() {
        commands.push(Command::AddProduct);
    }
}

fn product_ui(ui: &mut Ui, product: &Product, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let mut changed = product.clone();
    ui.horizontal(|ui| {
        let width = ui.available_width() - 34.0;
        sized_ui(ui, width, |ui| {
            bare_field_ui(ui, &product_fields::NAME, &mut changed, product.id, context);
        });
        let words = UiText::Remove.text(context.language);
        if icon_button_ui(ui, Icon::Bin, words, true, context.palette).clicked() {
            commands.push(Command::Remove(Removal::Product(product.id)));
        }
    });
    ui.horizontal(|ui| {
        let width = ui.available_width() - 34.0;
        ui.add_space(14.0);
        sized_ui(ui, width * 0.44, |ui| {
            bare_field_ui(ui, &product_fields::UNIT, &mut changed, product.id, context);
        });
        part_of_ui(ui, &mut changed, width * 0.56 - 20.0, context);
    });
    let details = UiText::ProductDetails.text(context.language);
    let header = egui::CollapsingHeader::new(details).id_salt(("product details", product.id));
    header.show(ui, |ui| {
        for field in [&product_fields::CYCLE_MONTHS, &product_fields::AGRICULTURAL] {
            field_block_ui(ui, field, &mut changed, product.id, context);
        }
    });
    ui.add_space(4.0);
    if changed != *product {
        commands.push(change_command(ui, Change::Product(changed)));
    }
}

fn sized_ui<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui(egui::Vec2::new(width, 24.0), add).inner
}

fn part_of_ui(ui: &mut Ui, product: &mut Product, width: f32, context: &ViewContext<'_>) {
    let words = product_fields::PART_OF.title(context.language);
    let broader = product.part_of.and_then(|id| context.map.products().get(&id));
    let name = broader.map_or(UiText::NoGroup.text(context.language), |broader| &broader.name);
    // A product that is part of this one cannot contain it.
    let others = context
        .map
        .products()
        .values()
        .filter(|other| other.id != product.id && !context.map.product_and_broader(other.id).contains(&product.id));
    let none = (None, UiText::NoGroup.text(context.language).to_owned());
    let choices = std::iter::once(none).chain(others.map(|other| (Some(other.id), other.name.clone())));
    let id = field_id(product.id, &product_fields::PART_OF);
    if let Some(part_of) =
        sized_ui(ui, width, |ui| combo_box_ui(ui, id, &words, &product.part_of, choices, name, context.language))
    {
        product.part_of = part_of;
    }
}
