//! Products of an actor: what it supplies. Also the choice of a set of products.

use std::collections::BTreeSet;

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{Id, PopupCloseBehavior, Ui};

use super::super::choices::list_ui;
use super::super::fields::labelled_part_ui;
use super::super::record_fields::{field_id, field_ui};
use super::super::widgets::{heading_ui, icon_button_ui, row_with_button_ui, set_focus_outline};
use crate::language::UiText;
use crate::map::{Actor, Product, ProductId, Supply};
use crate::schema::Field;
use crate::schema::actor::{self as actor_fields, supply as supply_fields};
use crate::session::ViewContext;
use crate::theme::Icon;

/// The part of the width that the labels of an entry's fields take.
const LABEL_FRACTION: f32 = 0.5;
/// How far the label of a further field of an entry is indented, in points.
const DETAIL_INDENT: i8 = 14;

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
    // Stays open, to tick several.
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let (_, popup) = MenuButton::new(words).config(config).ui(ui, |ui| {
        let all: Vec<&Product> = context.map.products().values().collect();
        let row =
            |ui: &mut Ui, product: &&Product| ui.checkbox(&mut products.contains(&product.id), &product.name).clicked();
        list_ui(ui, Id::unique("set of products"), &all, |product| &product.name, row, context.language)
            .map(|product| product.id)
    });
    let toggled = popup.and_then(|popup| popup.inner)?;
    let mut set = products.clone();
    if !set.remove(&toggled) {
        set.insert(toggled);
    }
    Some(set)
}

/// Draws what an actor supplies.
pub(super) fn supply_ui(ui: &mut Ui, actor: &mut Actor, context: &ViewContext<'_>) {
    let language = context.language;
    heading_ui(ui, &actor_fields::SUPPLY.title(language), context.palette);
    let mut removed = None;
    for supply in &mut actor.supply {
        let Some(product) = context.map.products().get(&supply.product) else { continue };
        let key = (actor.id, supply.product);
        let name =
            if product.unit.is_empty() { product.name.clone() } else { format!("{} ({})", product.name, product.unit) };
        let is_removed = row_with_button_ui(
            ui,
            |ui| {
                labelled_part_ui(ui, &name, (LABEL_FRACTION, 0), |ui| {
                    field_ui(ui, &supply_fields::VOLUME, supply, key, context);
                });
            },
            |ui| icon_button_ui(ui, Icon::Bin, UiText::Remove.text(language), true, context.palette).clicked(),
        );
        if is_removed {
            removed = Some(supply.product);
        }
        if supply.volume.is_some() || supply.own_use.is_some() {
            detail_ui(ui, &supply_fields::OWN_USE, supply, key, context);
        }
    }
    actor.supply.retain(|supply| Some(supply.product) != removed);
    add_ui(ui, actor, context);
}

/// The list that adds a product; its volume has the cursor next.
fn add_ui(ui: &mut Ui, actor: &mut Actor, context: &ViewContext<'_>) {
    let supplied: BTreeSet<ProductId> = actor.supply.iter().map(|supply| supply.product).collect();
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let (_, popup) = MenuButton::new(UiText::Add.text(context.language)).config(config).ui(ui, |ui| {
        set_focus_outline(ui);
        let others: Vec<&Product> =
            context.map.products().values().filter(|product| !supplied.contains(&product.id)).collect();
        let row = |ui: &mut Ui, product: &&Product| ui.button(&product.name).clicked();
        let chosen = list_ui(ui, Id::unique("product to add"), &others, |product| &product.name, row, context.language);
        if chosen.is_some() {
            ui.close();
        }
        chosen.map(|product| product.id)
    });
    if let Some(product) = popup.and_then(|popup| popup.inner) {
        actor.supply.push(Supply { product, ..Supply::default() });
        let volume = field_id((actor.id, product), &supply_fields::VOLUME);
        ui.memory_mut(|memory| memory.request_focus(volume));
    }
}

/// A further field of an entry, its label indented below it.
pub(super) fn detail_ui<R: Clone>(
    ui: &mut Ui,
    field: &Field<R>,
    record: &mut R,
    key: impl std::hash::Hash + std::fmt::Debug,
    context: &ViewContext<'_>,
) {
    let content_ui = |ui: &mut Ui| {
        labelled_part_ui(ui, &field.title(context.language), (LABEL_FRACTION, DETAIL_INDENT), |ui| {
            field_ui(ui, field, record, key, context);
        });
    };
    // No button stands beside it, but its field is as wide as that of its entry.
    row_with_button_ui(ui, content_ui, |_| false);
}
