//! The targets: a board of cards, and each target on its own with what it counts and how it is set.

mod bars;
mod card;
mod detail;
mod form;

use egui::{ScrollArea, Ui, Vec2};

use super::super::widgets::{heading_text, hint_ui, scroll_to_focused, set_focus_outline};
use crate::analysis::TargetStatus;
use crate::command::Command;
use crate::language::{TargetText, UiText};
use crate::map::{Measure, Target, TargetId};
use crate::session::ViewContext;

/// Between cards, in points.
const CARD_GAP: f32 = 12.0;
/// A card is at least as wide, in points.
const MIN_CARD_WIDTH: f32 = 300.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub(super) struct TargetsState {
    /// The target that is shown on its own; none is the board.
    open: Option<TargetId>,
    /// A target was asked for: the first one above this id is opened when it is there.
    pending_after: Option<Option<TargetId>>,
}

/// Draws the page.
pub(super) fn targets_ui(ui: &mut Ui, state: &mut TargetsState, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let newest = shown.map.targets().keys().next_back().copied();
    if let Some(before) = state.pending_after
        && newest > before
    {
        state.open = newest;
        state.pending_after = None;
    }
    if let Some(target) = state.open.and_then(|id| shown.map.targets().get(&id)) {
        detail::detail_ui(ui, target, state, shown, commands);
    } else {
        state.open = None;
        board_ui(ui, state, shown, commands);
    }
}

/// How a target stands, once that is worked out.
fn status_of<'a>(target: &Target, shown: &ViewContext<'a>) -> Option<&'a TargetStatus> {
    let targets = &shown.study?.targets;
    targets.binary_search_by_key(&target.id, |status| status.target).ok().and_then(|at| targets.get(at))
}

fn board_ui(ui: &mut Ui, state: &mut TargetsState, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = shown.language;
    ui.horizontal(|ui| {
        ui.label(heading_text(UiText::PageTargets.text(language), shown.palette));
        ui.add_space(8.0);
        add_target_ui(ui, state, shown, commands);
    });
    if shown.map.targets().is_empty() {
        hint_ui(ui, TargetText::NoTargets.text(language), shown.palette);
        return;
    }
    if shown.study.is_none() {
        hint_ui(ui, UiText::Working.text(language), shown.palette);
    }
    ui.add_space(8.0);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(CARD_GAP);
        let width = ui.available_width() - 12.0;
        let columns = ((width + CARD_GAP) / (MIN_CARD_WIDTH + CARD_GAP)).floor().clamp(1.0, 3.0);
        let card_width = (width - CARD_GAP * (columns - 1.0)) / columns;
        let targets: Vec<&Target> = shown.map.targets().values().collect();
        for row in targets.chunks(columns as usize) {
            ui.horizontal(|ui| {
                for target in row {
                    if card::card_ui(ui, target, status_of(target, shown), card_width, shown).clicked() {
                        state.open = Some(target.id);
                    }
                }
            });
        }
        ui.add_space(CARD_GAP);
        scroll_to_focused(ui);
    });
}

/// The choice of what a new target counts.
fn add_target_ui(ui: &mut Ui, state: &mut TargetsState, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = shown.language;
    ui.menu_button(TargetText::AddTarget.text(language), |ui| {
        set_focus_outline(ui);
        for (measure, goal) in form::default_targets(shown.year) {
            let name = TargetText::of_measure(&measure).text(language);
            if ui.button(name).clicked() {
                commands.push(Command::AddTarget(Box::new(new_target(name, measure, goal, shown))));
                state.pending_after = Some(shown.map.targets().keys().next_back().copied());
            }
        }
    });
}

fn new_target(name: &str, measure: Measure, goal: f64, shown: &ViewContext<'_>) -> Target {
    let id = TargetId::default();
    Target { id, name: name.to_owned(), measure, year: shown.year, goal, note: String::new() }
}
