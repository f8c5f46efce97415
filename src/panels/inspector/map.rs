//! The inspector of the map itself: title, year, stages, products.

use egui::{Grid, Ui};

use super::super::fields::{change_command, combo_box_ui, has_draft, labelled_ui, multiline_text_ui, text_ui, year_ui};
use super::super::widgets::{heading_ui, icon_button_ui, lazy_ui};
use super::field_id;
use crate::command::{Change, Command, Removal};
use crate::language::UiText;
use crate::map::{Banding, Product, Stage};
use crate::session::ViewContext;
use crate::theme::Icon;

/// Draws the map's own fields.
pub(super) fn map_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    heading_ui(ui, UiText::Map.text(language), context.palette);
    let mut info = context.map.info().clone();
    let mut changed = false;
    Grid::new("map").num_columns(2).spacing([8.0, 6.0]).show(ui, |ui| {
        for (label, text) in [(UiText::Title, &mut info.title), (UiText::Region, &mut info.region)] {
            let words = label.text(language);
            let typed = labelled_ui(ui, words, |ui| text_ui(ui, field_id("map", words), words, text, ""));
            if let Some(typed) = typed {
                *text = typed;
                changed = true;
            }
        }
        let words = UiText::Year.text(language);
        let year =
            labelled_ui(ui, words, |ui| year_ui(ui, field_id("map", "year"), words, Some(info.year), "", language));
        if let Some(Some(year)) = year {
            info.year = year;
            changed = true;
        }
        let words = UiText::Bands.text(language);
        let choices =
            std::iter::once(None).chain(Banding::ALL.map(Some)).map(|bands| (bands, bands_name(bands, context)));
        let now = bands_name(info.bands, context);
        let id = field_id("map", "bands");
        if let Some(bands) = labelled_ui(ui, words, |ui| combo_box_ui(ui, id, words, &info.bands, choices, &now)) {
            commands.push(Command::SetBands(bands));
        }
    });
    let words = UiText::Note.text(language);
    ui.label(words);
    if let Some(note) = multiline_text_ui(ui, field_id("map", "note"), words, &info.note) {
        info.note = note;
        changed = true;
    }
    if changed {
        commands.push(change_command(ui, Change::Info(info)));
    }
    super::repairs::plan_ui(ui, context, commands);
    stages_ui(ui, context, commands);
    products_ui(ui, context, commands);
}

fn bands_name(bands: Option<Banding>, context: &ViewContext<'_>) -> String {
    Command::SetBands(bands).label(context.language).to_owned()
}

fn stages_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    heading_ui(ui, UiText::Stages.text(language), palette);
    let stages = context.map.stages_in_order();
    for (at, stage) in stages.iter().enumerate() {
        ui.horizontal(|ui| {
            let words = UiText::Name.text(language);
            let width = ui.available_width() - 96.0;
            let name = ui.allocate_ui(egui::Vec2::new(width, 24.0), |ui| {
                text_ui(ui, field_id(stage.id, "stage"), words, &stage.name, "")
            });
            if let Some(name) = name.inner {
                commands.push(change_command(ui, Change::Stage(Stage { name, ..(*stage).clone() })));
            }
            let left = at.checked_sub(1).and_then(|before| stages.get(before));
            let right = stages.get(at + 1);
            for (icon, word, other) in
                [(Icon::Previous, UiText::MoveLeft, left), (Icon::Next, UiText::MoveRight, right)]
            {
                if icon_button_ui(ui, icon, word.text(language), other.is_some(), palette).clicked()
                    && let Some(other) = other
                {
                    commands.push(Command::SwapStages(stage.id, other.id));
                }
            }
            if icon_button_ui(ui, Icon::Remove, UiText::Remove.text(language), true, palette).clicked() {
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
        let typed_in = |label: UiText| has_draft(ui.ctx(), product_field_id(product, label));
        let force = typed_in(UiText::Name) || typed_in(UiText::Unit);
        lazy_ui(ui, force, |ui| product_ui(ui, product, context, commands));
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
            product_text_ui(ui, &mut changed, UiText::Name, context, |product| &mut product.name);
        });
        let words = UiText::Remove.text(context.language);
        if icon_button_ui(ui, Icon::Remove, words, true, context.palette).clicked() {
            commands.push(Command::Remove(Removal::Product(product.id)));
        }
    });
    ui.horizontal(|ui| {
        let width = ui.available_width() - 34.0;
        ui.add_space(14.0);
        sized_ui(ui, width * 0.44, |ui| {
            product_text_ui(ui, &mut changed, UiText::Unit, context, |product| &mut product.unit);
        });
        part_of_ui(ui, &mut changed, width * 0.56 - 20.0, context);
    });
    ui.add_space(4.0);
    if changed != *product {
        commands.push(change_command(ui, Change::Product(changed)));
    }
}

/// The id of a product's text field.
fn product_field_id(product: &Product, label: UiText) -> egui::Id {
    field_id((product.id, label), "product")
}

fn sized_ui<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui(egui::Vec2::new(width, 24.0), add).inner
}

fn product_text_ui(
    ui: &mut Ui,
    product: &mut Product,
    label: UiText,
    context: &ViewContext<'_>,
    field: impl Fn(&mut Product) -> &mut String,
) {
    let words = label.text(context.language);
    let id = product_field_id(product, label);
    let text = field(product);
    if let Some(typed) = text_ui(ui, id, words, text, words) {
        *text = typed;
    }
}

fn part_of_ui(ui: &mut Ui, product: &mut Product, width: f32, context: &ViewContext<'_>) {
    let words = UiText::PartOf.text(context.language);
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
    let id = field_id(product.id, "part_of");
    if let Some(part_of) = sized_ui(ui, width, |ui| combo_box_ui(ui, id, words, &product.part_of, choices, name)) {
        product.part_of = part_of;
    }
}
