//! The contradictions, one below the other: the record and its field, what both copies come from, and what each has.

use egui::{Align, Label, Layout, RichText, ScrollArea, Ui, Vec2};

use super::state::MergeCopiesState;
use crate::canvas::colour;
use crate::editing::MergeSide;
use crate::exchange::ConflictText;
use crate::language::MergeText;
use crate::panels::overlay::cells::{Cell, MARGIN, cells_ui};
use crate::panels::widgets::scroll_to_focused;
use crate::session::ViewContext;
use crate::theme::font_size;

/// Height of a row, in points: two lines of text.
const ROW_HEIGHT: f32 = 48.0;
/// Distance between rows and columns, in points.
const GAP: f32 = 6.0;
/// The parts of the width that the record and what both come from take; the sides share the rest.
const RECORD_PART: f32 = 0.27;
const BASE_PART: f32 = 0.19;
/// Width of the bar beside the rows, in points.
const BAR_WIDTH: f32 = 12.0;
/// The least height of the list, in points.
const MIN_HEIGHT: f32 = 70.0;

/// The widths of the columns.
#[derive(Clone, Copy)]
struct Widths {
    record: f32,
    base: f32,
    side: f32,
}

/// Draws the list; rows outside the view are not.
pub(super) fn conflicts_ui(ui: &mut Ui, state: &mut MergeCopiesState, height: f32, context: &ViewContext<'_>) {
    let Some(Ok(preview)) = &state.preview else { return };
    if preview.conflicts.is_empty() {
        return;
    }
    ui.spacing_mut().item_spacing = Vec2::splat(GAP);
    let width = ui.available_width() - BAR_WIDTH - 3.0 * GAP;
    let (record, base) = ((width * RECORD_PART).floor(), (width * BASE_PART).floor());
    let widths = Widths { record, base, side: ((width - record - base) / 2.0).floor() };
    heads_ui(ui, widths, context);
    let mut chosen = None;
    let list = ScrollArea::vertical().id_salt("conflicts").max_height((height - 30.0).max(MIN_HEIGHT));
    list.show_rows(ui, ROW_HEIGHT, preview.conflicts.len(), |ui, range| {
        for conflict in preview.conflicts.get(range).unwrap_or_default() {
            let side = state.chosen.get(&conflict.conflict).copied();
            if let Some(side) = row_ui(ui, conflict, side, widths, context) {
                chosen = Some((conflict.conflict, side));
            }
        }
        scroll_to_focused(ui);
    });
    if let Some((conflict, side)) = chosen {
        state.choose(conflict, side);
    }
}

fn heads_ui(ui: &mut Ui, widths: Widths, context: &ViewContext<'_>) {
    let heads = [
        (MergeText::Record, widths.record),
        (MergeText::Base, widths.base),
        (MergeText::Mine, widths.side),
        (MergeText::Theirs, widths.side),
    ];
    ui.horizontal(|ui| {
        for (text, width) in heads {
            let words = RichText::new(text.text(context.language)).size(font_size::SMALL);
            column_ui(ui, width, 18.0, |ui| {
                ui.add(Label::new(words.color(colour(context.palette.text_muted))).truncate());
            });
        }
    });
}

/// A column of a row.
fn column_ui(ui: &mut Ui, width: f32, height: f32, draw: impl FnOnce(&mut Ui)) {
    let size = Vec2::new(width, height);
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(size);
        ui.set_max_width(width);
        ui.spacing_mut().item_spacing.y = 1.0;
        draw(ui);
    });
}

/// Draws a conflict; the side that was chosen now.
fn row_ui(
    ui: &mut Ui,
    conflict: &ConflictText,
    side: Option<MergeSide>,
    widths: Widths,
    context: &ViewContext<'_>,
) -> Option<MergeSide> {
    let (language, palette) = (context.language, context.palette);
    let empty = MergeText::Empty.text(language);
    let shown = |text: &str| if text.is_empty() { empty.to_owned() } else { text.to_owned() };
    let [mine, theirs] = [MergeSide::A, MergeSide::B].map(|of| side == Some(of));
    let [a, b] = conflict.sides.each_ref().map(|text| shown(text));
    let cells = [(a, mine), (b, theirs)];
    let cells = cells.map(|(text, is_chosen)| Cell { text, is_chosen, is_part_of_both: false });
    let base = conflict.base.as_deref().map_or_else(|| "–".to_owned(), shown);
    let said = format!("{}: {}", conflict.record, conflict.field);
    ui.horizontal_top(|ui| {
        column_ui(ui, widths.record, ROW_HEIGHT, |ui| {
            ui.add_space(MARGIN.y);
            ui.add(Label::new(RichText::new(&conflict.record).color(colour(palette.text))).truncate());
            let field = RichText::new(&conflict.field).size(font_size::SMALL).color(colour(palette.text_muted));
            ui.add(Label::new(field).truncate());
        });
        column_ui(ui, widths.base, ROW_HEIGHT, |ui| {
            ui.add_space(MARGIN.y);
            ui.add(Label::new(RichText::new(base).color(colour(palette.text_muted))).truncate());
        });
        let clicked = cells_ui(ui, &said, &cells, Vec2::new(widths.side, ROW_HEIGHT), context);
        clicked.map(|at| if at == 0 { MergeSide::A } else { MergeSide::B })
    })
    .inner
}
