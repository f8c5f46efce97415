//! A model that cannot be assessed: why, and what to do about it.

use egui::{Label, Ui};

use super::super::super::widgets::hint_ui;
use super::super::actor_picker::actor_picker_ui;
use super::super::products;
use crate::canvas::{colour, icon_ui};
use crate::command::{Change, Command};
use crate::language::UiText;
use crate::map::CoopModel;
use crate::session::ViewContext;
use crate::theme::Icon;

/// Draws what the model lacks for a verdict, each with the choice that adds it.
pub(super) fn unassessed_ui(ui: &mut Ui, model: &CoopModel, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let mut edited = model.clone();
    if model.core.is_empty() {
        reason_ui(ui, UiText::NeedsCore, context);
        ui.menu_button(UiText::ChooseCore.text(language), |ui| {
            if let Some(id) = actor_picker_ui(ui, ("first core", model.id), &model.core, context) {
                edited.core.insert(id);
            }
        });
    }
    if model.products.is_empty() {
        reason_ui(ui, UiText::NeedsProduct, context);
        if context.map.products().is_empty() {
            hint_ui(ui, UiText::NoProductsYet.text(language), context.palette);
            if ui.button(UiText::AddProduct.text(language)).clicked() {
                commands.push(Command::AddProduct);
            }
        } else if let Some(products) =
            products::product_set_ui(ui, &model.products, UiText::ChooseProduct.text(language), context)
        {
            edited.products = products;
        }
    }
    if edited != *model {
        commands.push(Command::Update(Box::new(Change::Model(edited))));
    }
}

fn reason_ui(ui: &mut Ui, reason: UiText, context: &ViewContext<'_>) {
    ui.add_space(4.0);
    ui.horizontal_top(|ui| {
        icon_ui(ui, Icon::Warning, 16.0, colour(context.palette.error));
        ui.add(Label::new(reason.text(context.language)).wrap());
    });
}
