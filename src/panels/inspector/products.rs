//! Products of an actor: its supply and its conversions. Also the choice of a set of products.

use std::collections::BTreeSet;

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{PopupCloseBehavior, Ui};

use super::super::fields::combo_box_ui;
use super::super::record_fields::field_ui;
use super::super::widgets::{heading_ui, icon_button_ui, set_focus_outline};
use super::field_id;
use crate::language::UiText;
use crate::map::{Actor, Conversion, ProductId, Supply};
use crate::schema::Field;
use crate::schema::actor::{self as actor_fields, conversion as conversion_fields, supply as supply_fields};
use crate::session::ViewContext;
use crate::theme::Icon;

/// Draws supply and conversions.
pub(super) fn supply_and_conversions_ui(ui: &mut Ui, actor: &mut Actor, context: &ViewContext<'_>) {
    supply_ui(ui, actor, context);
    conversions_ui(ui, actor, context);
}

/// Draws a set of products as a menu of check boxes; returns the new set when it was changed.
pub(super) fn product_set_ui(
    ui: &mut Ui,
    products: &BTreeSet<ProductId>,
    none: &str,
    context: &ViewContext<'_>,
) -> Option<BTreeSet<ProductId>> {
    let names: Vec<&str> =
        products.iter().filter_map(|id| context.map.products().get(id)).map(|product| product.name.as_str()).collect();
    let words = if names.is_empty() { none.to_owned() } else { names.join(", ") };
    let mut changed = None;
    // Stays open, to tick several.
    let menu_config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    MenuButton::new(words).config(menu_config).ui(ui, |ui| {
        for product in context.map.products().values() {
            let mut chosen = products.contains(&product.id);
            if ui.checkbox(&mut chosen, &product.name).clicked() {
                let mut set = products.clone();
                if chosen {
                    set.insert(product.id);
                } else {
                    set.remove(&product.id);
                }
                changed = Some(set);
            }
        }
    });
    changed
}

fn supply_ui(ui: &mut Ui, actor: &mut Actor, context: &ViewContext<'_>) {
    let language = context.language;
    heading_ui(ui, &actor_fields::SUPPLY.title(language), context.palette);
    let mut removed = None;
    for supply in &mut actor.supply {
        let Some(product) = context.map.products().get(&supply.product) else { continue };
        ui.horizontal(|ui| {
            let width = ui.available_width();
            let unit = if product.unit.is_empty() { String::new() } else { format!(" ({})", product.unit) };
            ui.allocate_ui_with_layout(
                egui::Vec2::new(width * 0.5, 24.0),
                egui::Layout::left_to_right(egui::Align::Center),
                |ui| {
                    ui.set_min_width(width * 0.5);
                    ui.add(egui::Label::new(format!("{}{unit}", product.name)).truncate());
                },
            );
            let (key, field) = ((actor.id, supply.product), &supply_fields::VOLUME);
            ui.allocate_ui(egui::Vec2::new(width * 0.5 - 42.0, 24.0), |ui| field_ui(ui, field, supply, key, context));
            if icon_button_ui(ui, Icon::Remove, UiText::Remove.text(language), true, context.palette).clicked() {
                removed = Some(supply.product);
            }
        });
        if supply.volume.is_some() || supply.own_use.is_some() {
            let key = (actor.id, supply.product);
            detail_ui(ui, &supply_fields::OWN_USE, supply, key, context);
        }
    }
    actor.supply.retain(|supply| Some(supply.product) != removed);
    let supplied: BTreeSet<ProductId> = actor.supply.iter().map(|supply| supply.product).collect();
    ui.menu_button(UiText::Add.text(language), |ui| {
        set_focus_outline(ui);
        for product in context.map.products().values().filter(|product| !supplied.contains(&product.id)) {
            if ui.button(&product.name).clicked() {
                actor.supply.push(Supply { product: product.id, ..Supply::default() });
            }
        }
    });
}

/// A further field of an entry, indented below it.
fn detail_ui<R: Clone>(
    ui: &mut Ui,
    field: &Field<R>,
    record: &mut R,
    key: impl std::hash::Hash + std::fmt::Debug,
    context: &ViewContext<'_>,
) {
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        let width = ui.available_width();
        let size = egui::Vec2::new(width * 0.5, 24.0);
        ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_min_width(width * 0.5);
            ui.add(egui::Label::new(field.title(context.language)).truncate());
        });
        field_ui(ui, field, record, key, context);
    });
}

fn conversions_ui(ui: &mut Ui, actor: &mut Actor, context: &ViewContext<'_>) {
    let language = context.language;
    heading_ui(ui, &actor_fields::CONVERTS.title(language), context.palette);
    let mut removed = None;
    for (at, conversion) in actor.converts.iter_mut().enumerate() {
        ui.horizontal(|ui| {
            // Two fields, an arrow and a button, with the spacing between them.
            let width = (ui.available_width() - 34.0 - 40.0) / 2.0;
            let choices = || context.map.products().values().map(|product| (product.id, product.name.clone()));
            let name = |id| context.map.products().get(&id).map_or("", |product| product.name.as_str());
            for (end, product) in [("from", &mut conversion.from), ("to", &mut conversion.to)] {
                let id = field_id((actor.id, at), end);
                let chosen = ui.allocate_ui(egui::Vec2::new(width, 24.0), |ui| {
                    combo_box_ui(ui, id, &actor_fields::CONVERTS.title(language), product, choices(), name(*product))
                });
                if let Some(chosen) = chosen.inner {
                    *product = chosen;
                }
                if end == "from" {
                    ui.label("→");
                }
            }
            if icon_button_ui(ui, Icon::Remove, UiText::Remove.text(language), true, context.palette).clicked() {
                removed = Some(at);
            }
        });
        for field in [&conversion_fields::YIELD, &conversion_fields::BY_PRODUCTS, &conversion_fields::WITH] {
            detail_ui(ui, field, conversion, (actor.id, at), context);
        }
    }
    if let Some(at) = removed {
        actor.converts.remove(at);
    }
    let mut products = context.map.products().keys().copied();
    if let (Some(first), Some(second)) = (products.next(), products.next()) {
        let from = actor.supply.first().map_or(first, |supply| supply.product);
        let to = if from == second { first } else { second };
        if ui.button(UiText::Add.text(language)).clicked() {
            actor.converts.push(Conversion { from, to, ..Conversion::default() });
        }
    }
}
