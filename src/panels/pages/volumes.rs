//! Volumes: how much of each product gets to buyers, where the rest stays, and what does not add up.

use egui::{FontFamily, FontId, RichText, Sense, StrokeKind, Ui, Vec2, WidgetInfo};

use super::column_ui;
use crate::analysis::{ProductFlow, VolumeStudy};
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{
    UiText, actor_product_text, carried_line, compared_line, imbalance_line, more_line, share_line,
    stranded_supply_sentence, unknown_supply_line,
};
use crate::panels::widgets::{ListRow, clickable_text_ui, heading_ui, hint_ui, right_to_left_ui};
use crate::session::{Subject, ViewContext};
use crate::theme::{Icon, SEMIBOLD, font_size};

/// The most products and the most rows of a list; the findings have all.
const MAX_ROWS: usize = 40;
/// The places told of one product.
const MAX_STRANDED: usize = 3;

/// Draws the page.
pub(super) fn volumes_ui(ui: &mut Ui, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(study) = shown.assessment.map(|known| &known.volumes) else {
        hint_ui(ui, UiText::Working.text(shown.language), shown.palette);
        return;
    };
    column_ui(ui, "volumes", |ui| {
        heading_ui(ui, UiText::VolumesHeading.text(shown.language), shown.palette);
        if study.products.is_empty() {
            hint_ui(ui, UiText::VolumesNone.text(shown.language), shown.palette);
        } else {
            hint_ui(ui, UiText::VolumesHint.text(shown.language), shown.palette);
        }
        for flow in study.products.iter().take(MAX_ROWS) {
            product_ui(ui, flow, shown, commands);
        }
        more_hint_ui(ui, study.products.len(), MAX_ROWS, shown);
        inconsistencies_ui(ui, study, shown, commands);
    });
}

fn product_ui(ui: &mut Ui, flow: &ProductFlow, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (shown.language, shown.palette);
    let carried = carried_line(flow, shown.map, language);
    ui.add_space(16.0);
    ui.horizontal(|ui| {
        let name = shown.map.products().get(&flow.product).map_or("", |product| product.name.as_str());
        let font = FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()));
        right_to_left_ui(ui, |ui| {
            ui.label(RichText::new(&carried).color(colour(palette.text_muted)));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(name).font(font).color(colour(palette.text))).truncate());
            });
        });
    });
    if flow.supply > 0.0 {
        carried_bar_ui(ui, flow, &carried, shown);
    }
    for stranded in flow.stranded.iter().take(MAX_STRANDED) {
        let words = stranded_supply_sentence(stranded, flow.product, shown.map, language);
        let icon = if stranded.bottlenecks.is_empty() { Icon::NoBuyer } else { Icon::StopsShort };
        if clickable_text_ui(ui, (icon, palette.error), &words, palette).clicked() {
            let link = stranded.bottlenecks.first().map(|link| Subject::Link(*link));
            let subject = link.or_else(|| stranded.producers.first().map(|actor| Subject::Actor(*actor)));
            commands.extend(subject.map(Command::GoTo));
        }
    }
    more_hint_ui(ui, flow.stranded.len(), MAX_STRANDED, shown);
    if let Some(words) = unknown_supply_line(flow, language) {
        hint_ui(ui, &words, palette);
    }
}

/// What is carried as a part of all that is supplied.
fn carried_bar_ui(ui: &mut Ui, flow: &ProductFlow, words: &str, shown: &ViewContext<'_>) {
    let palette = shown.palette;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 8.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ProgressIndicator, true, words));
    let part = (flow.carried / flow.supply).clamp(0.0, 1.0) as f32;
    let mut filled = rect;
    filled.max.x = rect.min.x + rect.width() * part;
    ui.painter().rect_filled(rect, 4.0, colour(palette.error.mixed(palette.panel, 0.72)));
    ui.painter().rect_stroke(rect, 4.0, (1.0, colour(palette.error.mixed(palette.panel, 0.4))), StrokeKind::Inside);
    ui.painter().with_clip_rect(filled).rect_filled(rect, 4.0, colour(palette.verdicts.firm));
    ui.add_space(4.0);
}

/// What does not add up: balances, then shares.
fn inconsistencies_ui(ui: &mut Ui, study: &VolumeStudy, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (shown.language, shown.palette);
    let mut row_ui = |ui: &mut Ui, actor, product, detail: &str| {
        let name = actor_product_text(actor, product, shown.map, language);
        let icon = Some((Icon::Warning, palette.warning));
        let row = ListRow { icon, name: &name, detail, selected: false, accessible_text: detail };
        if row.show(ui, palette).clicked() {
            commands.push(Command::GoTo(Subject::Actor(actor)));
        }
    };
    if study.compared > 0 {
        ui.add_space(16.0);
        heading_ui(ui, UiText::Imbalances.text(language), palette);
        hint_ui(ui, &compared_line(study, language), palette);
        ui.add_space(4.0);
        for imbalance in study.imbalances.iter().take(MAX_ROWS) {
            let detail = imbalance_line(imbalance, shown.map, language);
            row_ui(ui, imbalance.actor, Some(imbalance.product), &detail);
        }
        more_hint_ui(ui, study.imbalances.len(), MAX_ROWS, shown);
    }
    if !study.shares.is_empty() {
        ui.add_space(16.0);
        heading_ui(ui, UiText::SharesOff.text(language), palette);
        ui.add_space(4.0);
        for shares in study.shares.iter().take(MAX_ROWS) {
            row_ui(ui, shares.actor, shares.product, &share_line(shares, language));
        }
        more_hint_ui(ui, study.shares.len(), MAX_ROWS, shown);
    }
}

/// Says how many are left out of a list of `all` that shows the first `most`.
fn more_hint_ui(ui: &mut Ui, all: usize, most: usize, shown: &ViewContext<'_>) {
    if all > most {
        hint_ui(ui, &more_line(all - most, shown.language), shown.palette);
    }
}
