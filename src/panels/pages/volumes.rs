//! The volumes page: how much of each product reaches buyers, where the rest is stranded, and what is inconsistent.

use egui::{FontFamily, FontId, RichText, Sense, StrokeKind, Ui, Vec2, WidgetInfo};

use super::column::{TEXT_WIDTH, column_ui};
use crate::analysis::{ProductFlow, VolumeStudy};
use crate::canvas::{colour, row_menu};
use crate::command::Command;
use crate::language::{
    UiText, actor_product_text, carried_volume_line, compared_count_line, hidden_count_line, imbalance_line,
    share_line, stranded_supply_sentence, unknown_supply_line,
};
use crate::panels::widgets::{ListRow, clickable_text_ui, heading_ui, hint_ui, right_to_left_ui};
use crate::session::{Subject, ViewContext};
use crate::theme::{Icon, SEMIBOLD, font_size};

/// The most products and the most rows of a list; the findings list all.
const MAX_ROWS: usize = 40;
/// The most stranded supplies that are listed for a product.
const MAX_STRANDED: usize = 3;

/// Draws the page.
pub(super) fn volumes_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(study) = context.assessment.map(|known| &known.volumes) else {
        hint_ui(ui, UiText::Working.text(context.language), context.palette);
        return;
    };
    column_ui(ui, "volumes", TEXT_WIDTH, |ui| {
        heading_ui(ui, UiText::VolumesHeading.text(context.language), context.palette);
        if study.products.is_empty() {
            hint_ui(ui, UiText::VolumesNone.text(context.language), context.palette);
        } else {
            hint_ui(ui, UiText::VolumesHint.text(context.language), context.palette);
        }
        for flow in study.products.iter().take(MAX_ROWS) {
            product_ui(ui, flow, study, context, commands);
        }
        more_hint_ui(ui, study.products.len(), MAX_ROWS, context);
        inconsistencies_ui(ui, study, context, commands);
    });
}

fn product_ui(
    ui: &mut Ui,
    flow: &ProductFlow,
    study: &VolumeStudy,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let (language, palette) = (context.language, context.palette);
    let carried = carried_volume_line(flow, context.map, language);
    ui.add_space(16.0);
    ui.horizontal(|ui| {
        let name = context.map.products().get(&flow.product).map_or("", |product| product.name.as_str());
        let font = FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()));
        right_to_left_ui(ui, |ui| {
            ui.label(RichText::new(&carried).color(colour(palette.text_muted)));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(name).font(font).color(colour(palette.text))).truncate());
            });
        });
    });
    if flow.supply > 0.0 {
        carried_bar_ui(ui, flow, &carried, context);
    }
    let stranded = || study.stranded.iter().filter(|group| group.products.contains(&flow.product));
    for stranded in stranded().take(MAX_STRANDED) {
        let words = stranded_supply_sentence(stranded, context.map, language);
        let icon = if stranded.bottlenecks.is_empty() { Icon::NoBuyer } else { Icon::StopsShort };
        if clickable_text_ui(ui, (icon, palette.error), &words, palette).clicked() {
            let link = stranded.bottlenecks.first().map(|link| Subject::Link(*link));
            let subject = link.or_else(|| stranded.producers.first().map(|actor| Subject::Actor(*actor)));
            commands.extend(subject.map(Command::GoTo));
        }
    }
    more_hint_ui(ui, stranded().count(), MAX_STRANDED, context);
    if let Some(words) = unknown_supply_line(flow, language) {
        hint_ui(ui, &words, palette);
    }
}

/// The part of the supply that is carried or kept, as a bar.
fn carried_bar_ui(ui: &mut Ui, flow: &ProductFlow, label: &str, context: &ViewContext<'_>) {
    let palette = context.palette;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 8.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ProgressIndicator, true, label));
    let part = ((flow.carried + flow.own_use) / flow.supply).clamp(0.0, 1.0) as f32;
    let mut filled = rect;
    filled.max.x = rect.min.x + rect.width() * part;
    ui.painter().rect_filled(rect, 4.0, colour(palette.error.mixed(palette.panel, 0.72)));
    ui.painter().rect_stroke(rect, 4.0, (1.0, colour(palette.error.mixed(palette.panel, 0.4))), StrokeKind::Inside);
    ui.painter().with_clip_rect(filled).rect_filled(rect, 4.0, colour(palette.verdicts.firm));
    ui.add_space(4.0);
}

/// The inconsistencies: imbalances, then sums of shares.
fn inconsistencies_ui(ui: &mut Ui, study: &VolumeStudy, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    let mut row_ui = |ui: &mut Ui, actor, product, detail: &str| {
        let name = actor_product_text(actor, product, context.map, language);
        let icon = Some((Icon::Warning, palette.warning));
        let row = ListRow { icon, name: &name, detail, selected: false, accessible_text: detail };
        let response = row.show(ui, palette);
        row_menu(&response, Subject::Actor(actor), context, commands);
        if response.clicked() {
            commands.push(Command::GoTo(Subject::Actor(actor)));
        }
    };
    if study.compared > 0 {
        ui.add_space(16.0);
        heading_ui(ui, UiText::Imbalances.text(language), palette);
        hint_ui(ui, &compared_count_line(study, language), palette);
        ui.add_space(4.0);
        for imbalance in study.imbalances.iter().take(MAX_ROWS) {
            let detail = imbalance_line(imbalance, context.map, language);
            row_ui(ui, imbalance.actor, Some(imbalance.product), &detail);
        }
        more_hint_ui(ui, study.imbalances.len(), MAX_ROWS, context);
    }
    if !study.shares.is_empty() {
        ui.add_space(16.0);
        heading_ui(ui, UiText::SharesOff.text(language), palette);
        ui.add_space(4.0);
        for shares in study.shares.iter().take(MAX_ROWS) {
            row_ui(ui, shares.actor, shares.product, &share_line(shares, language));
        }
        more_hint_ui(ui, study.shares.len(), MAX_ROWS, context);
    }
}

/// Says how many rows are omitted from a list that shows only the first ones.
fn more_hint_ui(ui: &mut Ui, total: usize, limit: usize, context: &ViewContext<'_>) {
    if total > limit {
        hint_ui(ui, &hidden_count_line(total - limit, context.language), context.palette);
    }
}
