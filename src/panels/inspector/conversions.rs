//! What an actor turns into what.

use egui::Ui;

use super::super::choices::combo_box_ui;
use super::super::record_fields::field_id as described_field_id;
use super::super::widgets::{heading_ui, icon_button_ui, row_with_button_ui};
use super::field_id;
use super::products::detail_ui;
use crate::editing::new_conversion;
use crate::language::UiText;
use crate::map::{Actor, Conversion, ProductId};
use crate::schema::actor::{self as actor_fields, conversion as fields};
use crate::session::ViewContext;
use crate::theme::Icon;

/// Draws the conversions.
pub(super) fn conversions_ui(ui: &mut Ui, actor: &mut Actor, context: &ViewContext<'_>) {
    let language = context.language;
    heading_ui(ui, &actor_fields::CONVERTS.title(language), context.palette);
    let taken: Vec<(ProductId, ProductId)> = actor.converts.iter().map(|it| (it.from, it.to)).collect();
    let mut removed = None;
    for (at, conversion) in actor.converts.iter_mut().enumerate() {
        let is_removed = row_with_button_ui(
            ui,
            |ui| ends_ui(ui, (actor.id, at), conversion, &taken, context),
            |ui| icon_button_ui(ui, Icon::Bin, UiText::Remove.text(language), true, context.palette).clicked(),
        );
        if is_removed {
            removed = Some(at);
        }
        // By its products, as a further conversion may move it to another place.
        let key = (actor.id, conversion.from, conversion.to);
        for field in [&fields::YIELD, &fields::BY_PRODUCTS, &fields::WITH] {
            detail_ui(ui, field, conversion, key, context);
        }
    }
    if let Some(at) = removed {
        actor.converts.remove(at);
    }
    if let Some(added) = new_conversion(context.map, actor)
        && ui.button(UiText::Add.text(language)).clicked()
    {
        let ratio = described_field_id((actor.id, added.from, added.to), &fields::YIELD);
        ui.memory_mut(|memory| memory.request_focus(ratio));
        actor.converts.push(added);
    }
}

/// From which product to which. Choosing at one end what stands at the other swaps the two; what another conversion does is no
/// choice, as it would take that one's place.
fn ends_ui(
    ui: &mut Ui,
    key: (crate::map::ActorId, usize),
    conversion: &mut Conversion,
    taken: &[(ProductId, ProductId)],
    context: &ViewContext<'_>,
) {
    let title = actor_fields::CONVERTS.title(context.language);
    let name = |id| context.map.products().get(&id).map_or("", |product| product.name.as_str());
    let arrow_width = 22.0;
    let width = ((ui.available_width() - arrow_width) / 2.0 - ui.spacing().item_spacing.x).max(40.0);
    let ends = (conversion.from, conversion.to);
    let with = |end: &str, product: ProductId| match end {
        "from" if product == ends.1 => (ends.1, ends.0),
        "from" => (product, ends.1),
        _ if product == ends.0 => (ends.1, ends.0),
        _ => (ends.0, product),
    };
    for (end, current) in [("from", ends.0), ("to", ends.1)] {
        let open = context.map.products().values().filter(|product| {
            let chosen = with(end, product.id);
            chosen == ends || !taken.contains(&chosen)
        });
        let choices = open.map(|product| (product.id, product.name.clone()));
        let id = field_id(key, end);
        let size = egui::Vec2::new(width, 24.0);
        let chosen = ui.allocate_ui(size, |ui| {
            ui.set_width(width);
            combo_box_ui(ui, id, &title, &current, choices, name(current), context.language)
        });
        if let Some(chosen) = chosen.inner {
            (conversion.from, conversion.to) = with(end, chosen);
        }
        if end == "from" {
            ui.label("→");
        }
    }
}
