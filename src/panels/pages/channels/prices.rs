//! Prices along a channel as one bar: the value each actor adds, in the order of the path, up to the last price.

use egui::{Align, Layout, Rect, RichText, Sense, Ui, Vec2, WidgetInfo};

use super::super::super::widgets::hint_ui;
use crate::analysis::PriceChain;
use crate::canvas::colour;
use crate::language::{UiText, missing_yield_line, percent, price_basis_line, price_text, unpriced_line};
use crate::map::ActorId;
use crate::scene::kind_colour;
use crate::session::ViewContext;
use crate::theme::{Rgb, font_size};

/// Draws the bar with a line for each actor; nothing when no link of the channel has a price.
pub(super) fn prices_ui(ui: &mut Ui, prices: &PriceChain, context: &ViewContext<'_>) {
    let (language, palette) = (context.language, context.palette);
    if prices.steps.iter().all(|step| step.sale_price.is_none()) {
        return;
    }
    let last = prices.steps.last().and_then(|step| step.sale_price).filter(|price| *price > 0.0);
    let added: Vec<(ActorId, Option<f64>)> = (prices.steps.iter().enumerate())
        .map(|(position, step)| (step.actor, step.value_added(position == 0)))
        .collect();
    // The parts add up to a bar only if all are known and none is a loss.
    let parts: Option<Vec<f64>> =
        added.iter().map(|(_, value_added)| value_added.filter(|value_added| *value_added >= 0.0)).collect();
    ui.add_space(6.0);
    if let Some((last, parts)) = last.zip(parts) {
        let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 14.0), Sense::hover());
        let words = format!(
            "{} {}",
            UiText::PriceAtEnd.text(language),
            price_text(last, prices.product, context.map, language)
        );
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &words));
        let mut left = rect.min.x;
        for (position, part) in parts.iter().enumerate() {
            let width = rect.width() * (part / last) as f32;
            let piece = Rect::from_min_size(egui::Pos2::new(left, rect.min.y), Vec2::new(width, rect.height()));
            ui.painter().rect_filled(piece.shrink2(Vec2::new(0.5, 0.0)), 2.0, colour(part_colour(position, context)));
            left += width;
        }
    }
    let line = Vec2::new(ui.available_width(), 18.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add_space(4.0);
    for (position, ((actor, value_added), step)) in added.iter().zip(&prices.steps).enumerate() {
        let Some(actor) = context.map.actors().get(actor) else { continue };
        let full_value_added = *value_added;
        ui.allocate_ui_with_layout(line, Layout::left_to_right(Align::Center), |ui| {
            let (square, _) = ui.allocate_exact_size(Vec2::splat(10.0), Sense::hover());
            let kind =
                if value_added.is_some() { part_colour(position, context) } else { kind_colour(actor.kind, palette) };
            ui.painter().rect_filled(square, 2.0, colour(kind));
            let price = |price: f64| price_text(price, prices.product, context.map, language);
            let mut words = actor.name.clone();
            // The first actor's costs are not on the map: its whole sale price is value added.
            let value_added = value_added.filter(|_| position > 0);
            for (word, amount) in [
                (UiText::PurchasePrice, step.purchase_price),
                (UiText::SalePrice, step.sale_price),
                (UiText::PriceMargin, value_added),
            ] {
                if let Some(amount) = amount {
                    words.push_str(&format!(" · {} {}", word.text(language), price(amount)));
                }
            }
            if let Some((last, part)) = last.zip(full_value_added) {
                words.push_str(&format!(" ({})", percent((part / last * 1000.0).round() / 10.0, language)));
            }
            ui.add(
                egui::Label::new(RichText::new(words).size(font_size::SMALL).color(colour(palette.text_muted))).wrap(),
            );
        });
    }
    if let Some(words) = prices.product.map(|product| price_basis_line(product, context.map, language)) {
        hint_ui(ui, &words, palette);
    }
    if !prices.unpriced.is_empty() {
        hint_ui(ui, &unpriced_line(&prices.unpriced, context.map, language), palette);
    }
    if !prices.without_yield.is_empty() {
        hint_ui(ui, &missing_yield_line(&prices.without_yield, context.map, language), palette);
    }
}

/// The colour of a part of the bar; neighbours differ in lightness, for colour-blind users.
fn part_colour(position: usize, context: &ViewContext<'_>) -> Rgb {
    let palette = context.palette;
    let mix_factors = [0.0, 0.45, 0.2, 0.6];
    palette.accent.mixed(palette.panel, mix_factors.get(position % mix_factors.len()).copied().unwrap_or_default())
}
