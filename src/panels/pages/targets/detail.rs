//! One target on its own: how it stands, how it is set, and everything that it counts.

use egui::{FontFamily, FontId, RichText, ScrollArea, Sense, Ui, Vec2};

use super::super::super::widgets::{ListRow, ROW_HEIGHT, heading_ui, hint_ui, icon_button_ui, scroll_to_focused};
use super::{TargetsState, bars, card, form, status_of};
use crate::analysis::{Contribution, Contributor, TargetStatus};
use crate::canvas::{colour, icon_ui};
use crate::command::{Command, Removal};
use crate::language::{TargetText, UiText, integer, measure_sentence, target_number, target_remarks, target_state};
use crate::map::Target;
use crate::scene::{kind_colour, kind_icon, verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext};
use crate::theme::{Icon, SEMIBOLD};

/// Draws a target on its own.
pub(super) fn detail_ui(
    ui: &mut Ui,
    target: &Target,
    state: &mut TargetsState,
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = shown.language;
    ui.horizontal(|ui| {
        if icon_button_ui(ui, Icon::Previous, TargetText::AllTargets.text(language), true, shown.palette).clicked() {
            state.open = None;
        }
        heading_ui(ui, &target.name, shown.palette);
    });
    hint_ui(ui, &measure_sentence(&target.measure, shown.map, language), shown.palette);
    ui.add_space(8.0);
    let status = status_of(target, shown);
    let left = (ui.available_width() * 0.46).clamp(260.0, 420.0);
    ui.horizontal_top(|ui| {
        let height = ui.available_height();
        ui.allocate_ui_with_layout(Vec2::new(left, height), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(left);
            ScrollArea::vertical().id_salt("target").auto_shrink(false).show(ui, |ui| {
                ui.set_width(left - 12.0);
                if let Some(status) = status {
                    progress_ui(ui, target, status, shown);
                } else {
                    hint_ui(ui, UiText::Working.text(language), shown.palette);
                }
                ui.add_space(16.0);
                form::form_ui(ui, target, shown, commands);
                if let Some(status) = status {
                    ui.add_space(8.0);
                    bars::all_bars_ui(ui, target, status, shown);
                }
                ui.add_space(16.0);
                if ui.button(UiText::Delete.text(language)).clicked() {
                    commands.push(Command::Remove(Removal::Target(target.id)));
                    state.open = None;
                }
                ui.add_space(16.0);
                scroll_to_focused(ui);
            });
        });
        ui.add_space(16.0);
        ui.vertical(|ui| {
            if let Some(status) = status {
                counted_list_ui(ui, target, status, shown, commands);
            }
        });
    });
}

/// The value and what is missing.
fn progress_ui(ui: &mut Ui, target: &Target, status: &TargetStatus, shown: &ViewContext<'_>) {
    let language = shown.language;
    let format_value = |value: f64| target_number(value, target, Some(status), shown.map, language);
    let value = status.value.map_or_else(|| "–".to_owned(), format_value);
    ui.horizontal(|ui| {
        let font = FontId::new(30.0, FontFamily::Name(SEMIBOLD.into()));
        ui.label(RichText::new(value).font(font).color(colour(shown.palette.text)));
        let goal = format!("/ {} · {}", format_value(target.goal), target.year);
        ui.label(RichText::new(goal).color(colour(shown.palette.text_muted)));
    });
    ui.horizontal(|ui| {
        let (icon, tint) = card::status_icon(status, shown);
        icon_ui(ui, icon, 16.0, colour(tint));
        ui.label(RichText::new(target_state(status, target, shown.map, language)).color(colour(tint)));
    });
    let (bar, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 6.0), Sense::hover());
    card::paint_progress(ui.painter(), bar, target, Some(status), shown);
    for remark in target_remarks(status, language) {
        hint_ui(ui, &remark, shown.palette);
    }
}

/// What counts, each a row that goes there.
fn counted_list_ui(
    ui: &mut Ui,
    target: &Target,
    status: &TargetStatus,
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = shown.language;
    let many = integer(status.contributions.len() as u64, language);
    heading_ui(ui, &format!("{} · {many}", TargetText::CountedRecords.text(language)), shown.palette);
    if status.contributions.is_empty() {
        hint_ui(ui, TargetText::NothingCounts.text(language), shown.palette);
        return;
    }
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().id_salt("counted").auto_shrink(false).show_rows(
        ui,
        ROW_HEIGHT,
        status.contributions.len(),
        |ui, rows| {
            for counted in status.contributions.get(rows).unwrap_or_default() {
                counted_row_ui(ui, target, status, *counted, shown, commands);
            }
            scroll_to_focused(ui);
        },
    );
}

fn counted_row_ui(
    ui: &mut Ui,
    target: &Target,
    status: &TargetStatus,
    counted: Contribution,
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let map = shown.map;
    let actor_name = |id| map.actors().get(&id).map_or("", |actor| actor.name.as_str());
    let (icon, name, subject) = match counted.contributor {
        Contributor::Actor(id) => {
            let kind = map.actors().get(&id).map(|actor| actor.kind).unwrap_or_default();
            let icon = (kind_icon(kind), kind_colour(kind, shown.palette));
            (Some(icon), actor_name(id).to_owned(), Subject::Actor(id))
        }
        Contributor::Model(id) => {
            // The verdict of the year that is shown; the target may count another.
            let verdict = shown.assessment.filter(|known| known.year == target.year);
            let verdict = verdict.and_then(|known| known.models.get(&id)).map(|model| model.verdict);
            let icon = verdict.map(|verdict| (verdict_icon(verdict), verdict_colour(verdict, shown.palette)));
            let name = map.models().get(&id).map_or_else(String::new, |model| model.name.clone());
            (icon, name, Subject::Model(id))
        }
        Contributor::Link(id) => {
            let ends = map.links().get(&id).map(|link| (actor_name(link.from), actor_name(link.to)));
            let (from, to) = ends.unwrap_or_default();
            (None, format!("{from} → {to}"), Subject::Link(id))
        }
    };
    let detail = form::contribution_text(counted.amount, target, status, shown);
    let row = ListRow { icon, name: &name, detail: &detail, selected: false, accessible_text: &detail };
    if row.show(ui, shown.palette).clicked() {
        commands.push(Command::GoTo(subject));
    }
}
