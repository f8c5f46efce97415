//! What a paste has to tell beyond what the map shows: links that could be reconnected, links that could not, and products
//! in another unit. It lies over the map, which does not move for it, until it is answered, closed or undone.

use egui::{Align2, Area, Button, Frame, Id, Label, Margin, Order, Rect, RichText, Stroke, Ui, Vec2};

use super::widgets::icon_button_ui;
use crate::canvas::colour;
use crate::command::Command;
use crate::editing::Pasted;
use crate::language::{
    Language, UiText, ambiguous_links_sentence, missing_links_sentence, more_units_sentence, outside_links_sentence,
    reconnect_text, unit_sentence,
};
use crate::map::{ActorId, LinkageMap};
use crate::session::ViewContext;
use crate::theme::{Icon, font_size};

/// The most products whose units are told one by one.
const MAX_UNITS: usize = 3;
/// The widest that it is, in points.
const MAX_WIDTH: f32 = 460.0;
/// Its distance from the edges of the map, in points.
const MARGIN: f32 = 14.0;
/// Its distance from the lower edge, in points: above the legend and the hints for keys.
const LOWER_MARGIN: f32 = 46.0;

/// Draws it over the lower edge of the map; nothing if there is nothing to tell.
pub fn paste_notice_ui(
    ui: &Ui,
    map_area: Rect,
    pasted: &Pasted,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let lines = lines(pasted, context.recorded(), context.language);
    if lines.is_empty() {
        return;
    }
    let palette = context.palette;
    let width = (map_area.width() - 2.0 * MARGIN).clamp(160.0, MAX_WIDTH);
    let position = map_area.center_bottom() - Vec2::new(0.0, LOWER_MARGIN);
    let area = Area::new(Id::unique("paste notice")).order(Order::Foreground).pivot(Align2::CENTER_BOTTOM);
    area.fixed_pos(position).constrain_to(map_area).show(ui.ctx(), |ui| {
        let frame =
            Frame::popup(ui.style()).fill(colour(palette.panel)).stroke(Stroke::new(1.0, colour(palette.border)));
        frame.inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
            ui.set_width(width - 24.0);
            ui.horizontal_top(|ui| {
                let close_width = 28.0;
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width() - close_width);
                    for line in &lines {
                        ui.add(Label::new(RichText::new(line).size(font_size::BODY)).wrap());
                    }
                    let found = pasted.outside.found.len();
                    if found > 0 {
                        ui.add_space(4.0);
                        let words = reconnect_text(found, context.language);
                        if ui.add(Button::new(RichText::new(words).strong())).clicked() {
                            commands.push(Command::Reconnect);
                        }
                    }
                });
                let words = UiText::Close.text(context.language);
                if icon_button_ui(ui, Icon::Close, words, true, palette).clicked() {
                    commands.push(Command::ClosePasteNotice);
                }
            });
        });
    });
}

/// A sentence for each thing to tell.
fn lines(pasted: &Pasted, map: &LinkageMap, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    let outside = &pasted.outside;
    if !outside.found.is_empty() {
        let is_new = |id: &ActorId| pasted.actors.binary_search(id).is_ok();
        let mut ends: Vec<ActorId> =
            outside.found.iter().flat_map(|link| [link.from, link.to]).filter(|id| !is_new(id)).collect();
        ends.sort_unstable();
        ends.dedup();
        lines.push(outside_links_sentence(outside.found.len(), &ends, map, language));
    }
    if outside.ambiguous > 0 {
        lines.push(ambiguous_links_sentence(outside.ambiguous, language));
    }
    if outside.missing > 0 {
        lines.push(missing_links_sentence(outside.missing, language));
    }
    for (product, copied) in pasted.units.iter().take(MAX_UNITS) {
        let Some(product) = map.products().get(product) else { continue };
        lines.push(unit_sentence(&product.name, &product.unit, copied, language));
    }
    if pasted.units.len() > MAX_UNITS {
        lines.push(more_units_sentence(pasted.units.len() - MAX_UNITS, language));
    }
    lines
}
