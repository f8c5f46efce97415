//! The targets page: a board of cards, and the details of each target.

mod bars;
mod card;
mod detail;
mod form;
mod line_chart;

use std::collections::BTreeSet;

use egui::{Response, ScrollArea, Ui, Vec2};

use super::super::record_fields::field_id;
use super::super::widgets::{heading_text, hint_ui, scroll_to_focused, select_text, set_focus_outline};
use crate::analysis::TargetStatus;
use crate::command::{Command, Removal};
use crate::language::{TargetText, UiText};
use crate::map::{Measure, Target, TargetId};
use crate::schema::target as target_fields;
use crate::session::ViewContext;

/// Gap between cards, in points.
const CARD_GAP: f32 = 12.0;
/// Least width of a card, in points.
const MIN_CARD_WIDTH: f32 = 300.0;

/// State of the page, kept between frames.
#[derive(Debug, Default)]
pub(super) struct TargetsState {
    /// The target whose details are shown; `None` for the board.
    open: Option<TargetId>,
    /// The row of what counts that was clicked last without Shift.
    anchor: Option<usize>,
    /// Set when a new target was requested: the newest one is opened once its id is above this one.
    pending_after: Option<Option<TargetId>>,
}

/// Draws the page; `shows_all` unfolds the fields that are empty.
pub(super) fn targets_ui(
    ui: &mut Ui,
    state: &mut TargetsState,
    shows_all: bool,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let newest = context.map.targets().keys().next_back().copied();
    if let Some(before) = state.pending_after
        && newest > before
    {
        state.open = newest;
        state.pending_after = None;
        // How much is wanted is what a person has to say.
        if let Some(id) = newest {
            let goal = field_id(id, &target_fields::GOAL);
            ui.memory_mut(|memory| memory.request_focus(goal));
            select_text(ui.ctx(), goal, 0);
        }
    }
    if let Some(target) = state.open.and_then(|id| context.map.targets().get(&id)) {
        if detail::detail_ui(
            ui,
            (target, status_of(target, context)),
            (shows_all, &mut state.anchor),
            context,
            commands,
        ) {
            state.open = None;
        }
    } else {
        state.open = None;
        board_ui(ui, state, context, commands);
    }
}

/// The status of a target; `None` while it is computed.
fn status_of<'a>(target: &Target, context: &ViewContext<'a>) -> Option<&'a TargetStatus> {
    let targets = &context.study?.targets;
    targets.binary_search_by_key(&target.id, |status| status.target).ok().and_then(|at| targets.get(at))
}

fn board_ui(ui: &mut Ui, state: &mut TargetsState, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    ui.horizontal(|ui| {
        ui.label(heading_text(UiText::PageTargets.text(language), context.palette));
        ui.add_space(8.0);
        add_target_ui(ui, state, context, commands);
    });
    if context.map.targets().is_empty() {
        hint_ui(ui, TargetText::NoTargets.text(language), context.palette);
        return;
    }
    if context.study.is_none() {
        hint_ui(ui, UiText::Working.text(language), context.palette);
    }
    ui.add_space(8.0);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(CARD_GAP);
        let width = ui.available_width() - 12.0;
        let columns = ((width + CARD_GAP) / (MIN_CARD_WIDTH + CARD_GAP)).floor().clamp(1.0, 3.0);
        let card_width = (width - CARD_GAP * (columns - 1.0)) / columns;
        let targets: Vec<&Target> = context.map.targets().values().collect();
        for row in targets.chunks(columns as usize) {
            ui.horizontal(|ui| {
                for target in row {
                    let card = card::card_ui(ui, target, status_of(target, context), card_width, context);
                    if card.clicked() || menu_ui(&card, target.id, context, commands) {
                        (state.open, state.anchor) = (Some(target.id), None);
                    }
                }
            });
        }
        ui.add_space(CARD_GAP);
        scroll_to_focused(ui);
    });
}

/// What a right click on a card offers; whether that is to open it.
fn menu_ui(card: &Response, target: TargetId, context: &ViewContext<'_>, commands: &mut Vec<Command>) -> bool {
    let mut opens = false;
    card.context_menu(|ui| {
        set_focus_outline(ui);
        let [is_opened, is_removed] = [UiText::OpenButton, UiText::Delete].map(|text| {
            let is_clicked = ui.button(text.text(context.language)).clicked();
            if is_clicked {
                ui.close();
            }
            is_clicked
        });
        if is_removed {
            commands.push(Command::Remove(Removal::Target(target)));
        }
        opens = is_opened;
    });
    opens
}

/// The menu of measures for a new target.
fn add_target_ui(ui: &mut Ui, state: &mut TargetsState, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    ui.menu_button(TargetText::AddTarget.text(language), |ui| {
        set_focus_outline(ui);
        for (measure, goal) in form::default_targets(context.year) {
            let name = TargetText::of_measure(&measure).text(language);
            if ui.button(name).clicked() {
                commands.push(Command::AddTarget(Box::new(new_target(name, measure, goal, context))));
                state.pending_after = Some(context.map.targets().keys().next_back().copied());
            }
        }
    });
}

fn new_target(name: &str, measure: Measure, goal: f64, context: &ViewContext<'_>) -> Target {
    let id = TargetId::default();
    Target { id, name: name.to_owned(), measure, year: context.year, goal, of: BTreeSet::new(), note: String::new() }
}
