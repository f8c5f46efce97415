//! The details of a target: its progress, its form, and everything that it counts.

use egui::{FontFamily, FontId, Response, RichText, ScrollArea, Sense, Ui, Vec2};

use super::super::super::list_selection::click_with_modifiers;
use super::super::super::widgets::{ListRow, ROW_HEIGHT, heading_ui, hint_ui, icon_button_ui, scroll_to_focused};
use super::{bars, card, form, line_chart};
use crate::analysis::{Contribution, Contributor, TargetStatus};
use crate::canvas::{colour, icon_ui, row_menu};
use crate::command::{Command, Removal};
use crate::language::{TargetText, UiText, integer, measure_sentence, target_number, target_remarks, target_state};
use crate::map::{ActorId, Target};
use crate::scene::{kind_colour, kind_icon, target_icon, verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext};
use crate::theme::{Icon, SEMIBOLD};

/// Draws the details of a target, with its status once it is known; returns whether the page goes back to the board.
pub(super) fn detail_ui(
    ui: &mut Ui,
    (target, status): (&Target, Option<&TargetStatus>),
    (shows_all, anchor): (bool, &mut Option<usize>),
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    let language = context.language;
    let mut is_left = false;
    ui.horizontal(|ui| {
        if icon_button_ui(ui, Icon::Previous, TargetText::AllTargets.text(language), true, context.palette).clicked() {
            is_left = true;
        }
        heading_ui(ui, &target.name, context.palette);
    });
    hint_ui(ui, &measure_sentence(&target.measure, context.map, language), context.palette);
    ui.add_space(8.0);
    let left = (ui.available_width() * 0.46).clamp(260.0, 420.0);
    ui.horizontal_top(|ui| {
        let height = ui.available_height();
        ui.allocate_ui_with_layout(Vec2::new(left, height), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(left);
            ScrollArea::vertical().id_salt("target").auto_shrink(false).show(ui, |ui| {
                ui.set_width(left - 12.0);
                if let Some(status) = status {
                    progress_ui(ui, target, status, context);
                } else {
                    hint_ui(ui, UiText::Working.text(language), context.palette);
                }
                if let Some(status) = status.filter(|status| status.values_by_year.len() > 1) {
                    ui.add_space(12.0);
                    line_chart::line_chart_ui(ui, target, status, context);
                }
                ui.add_space(16.0);
                form::form_ui(ui, target, shows_all, context, commands);
                if let Some(status) = status {
                    ui.add_space(8.0);
                    bars::all_bars_ui(ui, target, status, context);
                }
                ui.add_space(16.0);
                if ui.button(UiText::Delete.text(language)).clicked() {
                    commands.push(Command::Remove(Removal::Target(target.id)));
                    is_left = true;
                }
                ui.add_space(16.0);
                scroll_to_focused(ui);
            });
        });
        ui.add_space(16.0);
        ui.vertical(|ui| {
            if let Some(status) = status {
                counted_list_ui(ui, (target, status), anchor, context, commands);
            }
        });
    });
    is_left
}

/// The value, the goal, the status and remarks.
fn progress_ui(ui: &mut Ui, target: &Target, status: &TargetStatus, context: &ViewContext<'_>) {
    let language = context.language;
    let format_value = |value: f64| target_number(value, target, Some(status), context.map, language);
    let value = status.value.map_or_else(|| "–".to_owned(), format_value);
    ui.horizontal(|ui| {
        let font = FontId::new(30.0, FontFamily::Name(SEMIBOLD.into()));
        ui.label(RichText::new(value).font(font).color(colour(context.palette.text)));
        let goal = format!("/ {} · {}", format_value(target.goal), target.year);
        ui.label(RichText::new(goal).color(colour(context.palette.text_muted)));
    });
    ui.horizontal(|ui| {
        let (icon, tint) = target_icon(Some(status), context.palette);
        icon_ui(ui, icon, 16.0, colour(tint));
        ui.label(RichText::new(target_state(status, target, context.map, language)).color(colour(tint)));
    });
    let (bar, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 6.0), Sense::hover());
    card::paint_progress(ui.painter(), bar, target, Some(status), context);
    for remark in target_remarks(status, language) {
        hint_ui(ui, &remark, context.palette);
    }
}

/// The contributions, each a row that goes to its subject, or selects with others by Ctrl and Shift.
fn counted_list_ui(
    ui: &mut Ui,
    (target, status): (&Target, &TargetStatus),
    anchor: &mut Option<usize>,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = context.language;
    let count = integer(status.contributions.len() as u64, language);
    heading_ui(ui, &format!("{} · {count}", TargetText::CountedRecords.text(language)), context.palette);
    if status.contributions.is_empty() {
        hint_ui(ui, TargetText::NothingCounts.text(language), context.palette);
        return;
    }
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().id_salt("counted").auto_shrink(false).show_rows(
        ui,
        ROW_HEIGHT,
        status.contributions.len(),
        |ui, range| {
            for at in range {
                let Some(contribution) = status.contributions.get(at) else { continue };
                let (row, subject) = counted_row_ui(ui, target, status, *contribution, context);
                row_menu(&row, subject, context, commands);
                if row.clicked() {
                    let modifiers = ui.input(|input| input.modifiers);
                    let selection = &context.view.selection;
                    let extended = click_with_modifiers(modifiers, anchor, at, selection, |row| {
                        status
                            .contributions
                            .get(row)
                            .map_or_else(Vec::new, |it| counted_actors(it.contributor, context))
                    });
                    commands.push(extended.unwrap_or(Command::GoTo(subject)));
                }
            }
            scroll_to_focused(ui);
        },
    );
}

fn counted_row_ui(
    ui: &mut Ui,
    target: &Target,
    status: &TargetStatus,
    contribution: Contribution,
    context: &ViewContext<'_>,
) -> (Response, Subject) {
    let map = context.map;
    let actor_name = |id| map.actors().get(&id).map_or("", |actor| actor.name.as_str());
    let (icon, name, subject) = match contribution.contributor {
        Contributor::Actor(id) => {
            let kind = map.actors().get(&id).map(|actor| actor.kind).unwrap_or_default();
            let icon = (kind_icon(kind), kind_colour(kind, context.palette));
            (Some(icon), actor_name(id).to_owned(), Subject::Actor(id))
        }
        Contributor::Model(id) => {
            // The assessment is of the current year; the target may count another.
            let verdict = context.assessment.filter(|known| known.year == target.year);
            let verdict = verdict.and_then(|known| known.models.get(&id)).map(|model| model.verdict);
            let icon = verdict.map(|verdict| (verdict_icon(verdict), verdict_colour(verdict, context.palette)));
            let name = map.models().get(&id).map_or_else(String::new, |model| model.name.clone());
            (icon, name, Subject::Model(id))
        }
        Contributor::Link(id) => {
            let endpoints = map.links().get(&id).map(|link| (actor_name(link.from), actor_name(link.to)));
            let (from, to) = endpoints.unwrap_or_default();
            (None, format!("{from} → {to}"), Subject::Link(id))
        }
    };
    let detail = form::contribution_text(contribution.amount, target, status, context);
    let row = ListRow { icon, name: &name, detail: &detail, selected: false, accessible_text: &detail };
    (row.show(ui, context.palette), subject)
}

/// The actors that what counts stands for: itself, those of a model, or the ends of a link.
fn counted_actors(contributor: Contributor, context: &ViewContext<'_>) -> Vec<ActorId> {
    let map = context.map;
    match contributor {
        Contributor::Actor(id) => vec![id],
        Contributor::Model(id) => {
            map.models().get(&id).into_iter().flat_map(|model| model.core.union(&model.members)).copied().collect()
        }
        Contributor::Link(id) => map.links().get(&id).map_or_else(Vec::new, |link| vec![link.from, link.to]),
    }
}
