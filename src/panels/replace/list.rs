//! The texts that would change, in rows with a tick each. A row leads to its record.

use egui::{Align, Checkbox, Layout, Pos2, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo};

use super::row::HitRow;
use super::state::ReplaceState;
use crate::canvas::colour;
use crate::command::{Command, Page};
use crate::language::UiText;
use crate::map::{RecordRef, Selection};
use crate::panels::widgets::{ROW_HEIGHT, paint_text, scroll_to_focused};
use crate::session::{Subject, ViewContext};

/// Width of the column of ticks, in points.
const TICK_WIDTH: f32 = 26.0;
/// Space between columns, in points.
const GAP: f32 = 10.0;
/// The parts of the width that record, field, and the text before and after take.
const PARTS: [f32; 4] = [0.25, 0.21, 0.27, 0.27];

/// Draws the list; rows outside the view are not.
pub(super) fn hits_ui(ui: &mut Ui, state: &mut ReplaceState, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    // Header and rows alike, whether the rows are scrolled or not.
    let width = ui.available_width() - ui.spacing().scroll.allocated_width();
    header_ui(ui, width, state, context);
    ui.spacing_mut().item_spacing.y = 1.0;
    let count = state.search().map_or(0, |search| search.hits().len());
    let mut toggled = None;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW_HEIGHT, count, |ui, range| {
        let Some(search) = state.search() else { return };
        for hit in search.hits().get(range).unwrap_or_default() {
            let (area, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW_HEIGHT), Sense::click());
            let Some(row) = HitRow::of(hit, search.query(), context) else { continue };
            let [tick, columns @ ..] = columns(area, width);
            let response = row.show(ui, response, columns, context.palette);
            if !hit.is_refused && tick_ui(ui, tick, state.is_ticked(hit), false, &row.title()) {
                toggled = Some(*hit);
            } else if response.clicked() {
                commands.extend(go_to(hit.record));
            }
        }
        scroll_to_focused(ui);
    });
    if let Some(hit) = toggled {
        state.toggle(&hit);
    }
}

fn header_ui(ui: &mut Ui, width: f32, state: &mut ReplaceState, context: &ViewContext<'_>) {
    let (language, palette) = (context.language, context.palette);
    let (area, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let [tick, columns @ ..] = columns(area, width);
    let (ticked, possible) = (state.ticked(), state.possible());
    let is_partial = ticked > 0 && ticked < possible;
    if possible > 0 && tick_ui(ui, tick, ticked > 0, is_partial, UiText::ReplaceTickAll.text(language)) {
        state.tick_all(ticked < possible);
    }
    let titles = [UiText::ReplaceRecord, UiText::ReplaceField, UiText::ReplaceNow, UiText::ReplaceAfter];
    for (area, title) in columns.into_iter().zip(titles) {
        paint_text(ui, ui.painter(), area, title.text(language), palette.text_muted);
    }
    let line = Stroke::new(1.0, colour(palette.border.mixed(palette.panel, 0.4)));
    ui.painter().hline(area.x_range(), area.max.y, line);
}

/// The columns of a row of this width: the tick, the record, the field, the text before and after.
fn columns(area: Rect, width: f32) -> [Rect; 5] {
    let width = (width - TICK_WIDTH).max(0.0);
    let mut left = area.min.x + TICK_WIDTH;
    let [record, field, before, after] = PARTS.map(|part| {
        let size = Vec2::new((width * part - GAP).max(0.0), area.height());
        let column = Rect::from_min_size(Pos2::new(left, area.min.y), size);
        left += width * part;
        column
    });
    [area.with_max_x(area.min.x + TICK_WIDTH), record, field, before, after]
}

/// A check box without words beside it; whether it was clicked.
fn tick_ui(ui: &mut Ui, area: Rect, is_ticked: bool, is_partial: bool, label: &str) -> bool {
    let layout = Layout::left_to_right(Align::Center);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(area.translate(Vec2::new(4.0, 0.0))).layout(layout));
    let mut is_on = is_ticked;
    let response = ui.add(Checkbox::without_text(&mut is_on).indeterminate(is_partial));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_ticked, label));
    response.on_hover_text(label).clicked()
}

/// Shows a record: on the map, on its page, or among the map's own fields.
fn go_to(record: RecordRef) -> Vec<Command> {
    let on_map = |there| vec![Command::ShowPage(Page::Map), there];
    match record {
        RecordRef::Actor(id) | RecordRef::Placement(id) => on_map(Command::GoTo(Subject::Actor(id))),
        RecordRef::Link(id) => on_map(Command::GoTo(Subject::Link(id))),
        RecordRef::CoopModel(id) => on_map(Command::GoTo(Subject::Model(id))),
        RecordRef::Stage(id) => on_map(Command::RenameStage(id)),
        RecordRef::Channel(_) => vec![Command::ShowPage(Page::Channels)],
        RecordRef::Target(_) => vec![Command::ShowPage(Page::Targets)],
        RecordRef::Map | RecordRef::Product(_) | RecordRef::View(_) => vec![Command::Select(Selection::None)],
    }
}
