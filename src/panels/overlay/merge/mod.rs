//! Two actors side by side, to be made one: a row for each value in which they differ, and what comes of it below.

mod effects;
mod heads;
mod text;

use std::collections::BTreeSet;

use egui::{Align, Key, Label, Layout, RichText, ScrollArea, Ui, Vec2};

use self::effects::effects_ui;
use self::heads::heads_ui;
use self::text::{slot_name, slot_text};
use super::cells::{Cell, MARGIN, both_cell_ui, cells_height, cells_ui};
use super::{MAIN_WIDTH, ending_ui};
use crate::canvas::{colour, primary_ui};
use crate::command::Command;
use crate::editing::{ActorMerge, MergeChoice, MergeEffects, MergeRow, MergeSlot};
use crate::language::{UiText, pairwise_sentence};
use crate::map::{Actor, ActorId};
use crate::panels::widgets::{heading_ui, hint_ui, scroll_to_focused};
use crate::schema::violation_sentence;
use crate::session::ViewContext;

/// Width of the names of the fields, in points.
const NAME_WIDTH: f32 = 132.0;
/// Width of the column that takes both, in points.
const BOTH_WIDTH: f32 = 76.0;
/// Distance between columns, in points.
const GAP: f32 = 8.0;
/// Width of the bar beside the rows, in points.
const BAR_WIDTH: f32 = 12.0;
/// Height of what stands over and under the rows until it is measured, in points.
const SURROUNDINGS: f32 = 280.0;
/// Height of the buttons, with a sentence that says why the map refuses what is chosen, in points.
const BUTTONS_HEIGHT: f32 = 64.0;
/// The least height of the rows, in points; with less, everything is scrolled.
const MIN_ROWS_HEIGHT: f32 = 110.0;

/// Which two actors, what was chosen, and what comes of it.
#[derive(Debug)]
pub struct MergeState {
    /// The actors of which two are merged.
    candidates: Vec<ActorId>,
    /// The two, from left to right.
    pair: [ActorId; 2],
    merge: ActorMerge,
    /// The effects, with the state of the map and the actors that they are of.
    effects: Option<(u64, ActorId, ActorId, MergeEffects)>,
    /// Height of what stands over and under the rows, as of the previous frame.
    surroundings: f32,
    has_focus: bool,
}

impl MergeState {
    /// Of these actors, the first two at first; `None` of fewer.
    pub(super) fn new(actors: &BTreeSet<ActorId>) -> Option<Self> {
        let candidates: Vec<ActorId> = actors.iter().copied().collect();
        let &[left, right, ..] = candidates.as_slice() else { return None };
        let merge = ActorMerge::new(left, right);
        Some(Self {
            candidates,
            pair: [left, right],
            merge,
            effects: None,
            surroundings: SURROUNDINGS,
            has_focus: false,
        })
    }

    fn choose_pair(&mut self, pair: [ActorId; 2]) {
        if pair != self.pair {
            let [left, right] = pair;
            (self.pair, self.merge) = (pair, ActorMerge::new(left, right));
        }
    }

    fn keep(&mut self, actor: ActorId) {
        if actor != self.merge.kept {
            std::mem::swap(&mut self.merge.kept, &mut self.merge.removed);
        }
    }

    fn effects(&mut self, context: &ViewContext<'_>) -> MergeEffects {
        let of = (context.map_generation, self.merge.kept, self.merge.removed);
        match &self.effects {
            Some((generation, kept, removed, effects)) if (*generation, *kept, *removed) == of => effects.clone(),
            _ => {
                let effects = MergeEffects::of(context.recorded(), &self.merge);
                self.effects = Some((of.0, of.1, of.2, effects.clone()));
                effects
            }
        }
    }
}

/// Draws it; whether it stays open.
pub(super) fn merge_ui(
    ui: &mut Ui,
    state: &mut MergeState,
    height: f32,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    let (language, palette) = (context.language, context.palette);
    state.candidates.retain(|id| context.recorded_actor(*id).is_some());
    let [Some(left), Some(right)] = state.pair.map(|id| context.recorded_actor(id)) else { return false };
    let top = ui.cursor().min.y;
    ui.spacing_mut().item_spacing.x = GAP;
    let rows_height = height - state.surroundings;
    if rows_height < MIN_ROWS_HEIGHT {
        // In a low window, or with large text, everything but the buttons is scrolled.
        ScrollArea::vertical().max_height((height - BUTTONS_HEIGHT).max(60.0)).show(ui, |ui| {
            records_ui(ui, state, [left, right], None, context);
            scroll_to_focused(ui);
        });
    } else {
        let shown = records_ui(ui, state, [left, right], Some(rows_height), context);
        let surroundings = ui.cursor().min.y - top - shown + BUTTONS_HEIGHT;
        if (surroundings - state.surroundings).abs() > 0.5 {
            state.surroundings = surroundings;
            ui.ctx().request_repaint();
        }
    }
    let problem = state.merge.merged(context.recorded()).and_then(|merged| context.recorded().refusal(&merged));
    if let Some(problem) = &problem {
        let sentence = violation_sentence(problem, context.recorded(), language);
        ui.add_space(4.0);
        ui.add(Label::new(RichText::new(sentence).color(colour(palette.error))).wrap());
    }
    let is_entered = ui.input(|input| input.key_pressed(Key::Enter)) && ui.memory(|memory| memory.focused().is_none());
    let (is_merged, is_left) = ending_ui(ui, |ui| {
        let merge = ui.add_enabled_ui(problem.is_none(), |ui| {
            primary_ui(ui, UiText::Merge.text(language), Vec2::new(MAIN_WIDTH, 0.0), palette)
        });
        let cancel = ui.button(UiText::Cancel.text(language));
        if !std::mem::replace(&mut state.has_focus, true) {
            // Keys are no longer for what lies below.
            merge.inner.request_focus();
        }
        (merge.inner.clicked() || is_entered && problem.is_none(), cancel.clicked())
    });
    if is_merged {
        commands.push(Command::MergeActors(Box::new(state.merge.clone())));
    }
    !is_merged && !is_left
}

/// Both records, value by value, and what comes of the merge; how high the rows of values are, which are scrolled above a
/// height.
fn records_ui(
    ui: &mut Ui,
    state: &mut MergeState,
    pair: [&Actor; 2],
    rows_height: Option<f32>,
    context: &ViewContext<'_>,
) -> f32 {
    let (language, palette) = (context.language, context.palette);
    heading_ui(ui, UiText::MergeTitle.text(language), palette);
    if state.candidates.len() > 2 {
        hint_ui(ui, &pairwise_sentence(state.candidates.len(), language), palette);
    }
    let columns = ui.available_width() - BAR_WIDTH - NAME_WIDTH - BOTH_WIDTH - 3.0 * GAP;
    let width = (columns / 2.0).floor().max(80.0);
    ui.add_space(4.0);
    heads_ui(ui, state, pair, width, context);
    ui.add_space(4.0);
    ui.separator();
    let rows = state.merge.rows(context.recorded());
    if rows.is_empty() {
        hint_ui(ui, UiText::MergeSame.text(language), palette);
    }
    let top = ui.cursor().min.y;
    match rows_height {
        None => rows_ui(ui, state, &rows, pair, width, context),
        Some(height) => {
            ScrollArea::vertical().id_salt("merged values").max_height(height).show(ui, |ui| {
                ui.set_width(NAME_WIDTH + 2.0 * width + BOTH_WIDTH + 3.0 * GAP);
                rows_ui(ui, state, &rows, pair, width, context);
                scroll_to_focused(ui);
            });
        }
    }
    let shown = ui.cursor().min.y - top;
    effects_ui(ui, state, pair, context);
    shown
}

fn rows_ui(
    ui: &mut Ui,
    state: &mut MergeState,
    rows: &[MergeRow],
    pair: [&Actor; 2],
    width: f32,
    context: &ViewContext<'_>,
) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for row in rows {
            if let Some(choice) = row_ui(ui, *row, pair, width, context) {
                state.merge.choices.insert(row.slot, choice);
            }
        }
    });
}

/// A value of both actors; what was chosen now.
fn row_ui(
    ui: &mut Ui,
    row: MergeRow,
    actors: [&Actor; 2],
    width: f32,
    context: &ViewContext<'_>,
) -> Option<MergeChoice> {
    let (map, language) = (context.recorded(), context.language);
    let name = slot_name(row.slot, map, language);
    let is_part = !matches!(row.slot, MergeSlot::Field(_));
    let cells = actors.map(|actor| Cell {
        text: slot_text(row.slot, actor, map, language),
        is_chosen: row.choice == MergeChoice::Of(actor.id),
        is_part_of_both: row.choice == MergeChoice::Both,
    });
    let height = cells_height(ui, &name, NAME_WIDTH, &cells, width);
    let mut chosen = None;
    ui.horizontal_top(|ui| {
        let size = Vec2::new(NAME_WIDTH, height);
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
            ui.set_min_size(size);
            let tint = if is_part { context.palette.text_muted } else { context.palette.text };
            ui.add_space(MARGIN.y);
            ui.horizontal_top(|ui| {
                if is_part {
                    ui.add_space(12.0);
                }
                ui.add(Label::new(RichText::new(&name).color(colour(tint))).wrap());
            });
        });
        let clicked = cells_ui(ui, &name, &cells, Vec2::new(width, height), context);
        let [left, right] = actors;
        chosen = clicked.map(|at| MergeChoice::Of(if at == 0 { left.id } else { right.id }));
        if row.can_be_both {
            let is_both = row.choice == MergeChoice::Both;
            if both_cell_ui(ui, &name, is_both, Vec2::new(BOTH_WIDTH, height), context) {
                chosen = Some(MergeChoice::Both);
            }
        }
    });
    chosen
}
