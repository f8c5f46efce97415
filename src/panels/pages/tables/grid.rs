//! The grid of a table: its head, which sorts, and the cells of its visible rows.
//!
//! The head and the first column stay in sight. One widget has the keyboard for all cells, so that it stays where it is
//! while rows come and go.

use egui::{
    Context, CursorIcon, EventFilter, FontFamily, FontId, Id, Pos2, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo,
};
use egui_table::{CellInfo, Column, HeaderCellInfo, HeaderRow, PrefetchInfo, Table, TableDelegate, TableState};

use super::super::super::fields::discard_draft;
use super::super::super::widgets::{ROW_HEIGHT, elided_galley, paint_focus_ring};
use super::block::{Cells, rows};
use super::cell_menu::cell_menu_ui;
use super::cell_paint::{CellLook, paint_cell, paint_number};
use super::cursor::{Block, CellPlace};
use super::editor::{Ended, editor_ui};
use super::keys::{CellKey, Ending, cell_keys};
use super::rows::{actors_of, go_to, open_row, selection, subject_of, unit_actors};
use super::state::TablesState;
use super::widths::{MIN_COLUMN_WIDTH, NUMBER_WIDTH, initial_width};
use crate::canvas::{colour, menu_list_ui};
use crate::command::{Command, Page};
use crate::exchange::{TableColumn, TableSource};
use crate::language::short_date;
use crate::map::Selection;
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// The widget that has the keyboard for the cells.
fn grid_id() -> Id {
    Id::unique("cells of a table")
}

/// Whether keys go to the cells of a table.
pub fn tables_have_focus(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.has_focus(grid_id()))
}

/// Draws the table.
pub(super) fn grid_ui(
    ui: &mut Ui,
    state: &mut TablesState,
    source: TableSource<'_>,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let columns = state.shown_columns();
    let cells = Cells { columns: &columns, year: source.assessment.year, context };
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, grid_id(), Sense::focusable_noninteractive());
    let title = state.kind.title().text(context.language);
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, title));
    let page_rows = ((area.height() / ROW_HEIGHT) as isize - 2).max(1);
    if response.has_focus() {
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(grid_id(), filter));
        if state.edit.editor.is_none() {
            if response.gained_focus() && state.corners(&cells).is_none() {
                state.move_to(&cells, (0, 0), false);
            }
            for key in cell_keys(ui) {
                follow_key(ui, state, &cells, key, page_rows, commands);
            }
        }
    } else if state.edit.editor.is_none() && !ui.ctx().text_edit_focused() {
        // What is pasted while nothing is edited is for the table that is shown.
        let pasted = ui.input_mut(|input| {
            let at = input.events.iter().position(|event| matches!(event, egui::Event::Paste(_)))?;
            Some(input.events.remove(at))
        });
        if let Some(egui::Event::Paste(text)) = pasted {
            cells.paste(state, state.block(&cells), &text, commands);
        }
    }
    let corners = state.corners(&cells);
    let widths: Vec<Column> = std::iter::once(Column::new(NUMBER_WIDTH).resizable(false))
        .chain(columns.iter().map(|(at, column)| {
            Column::new(initial_width(*column)).range(MIN_COLUMN_WIDTH..=1_200.0).id(Id::unique((state.kind, *at)))
        }))
        .collect();
    let mut table = Table::new()
        .id_salt(("cells", state.kind))
        .num_rows(state.rows_with_new() as u64)
        .num_sticky_cols(2)
        .headers(vec![HeaderRow::new(ROW_HEIGHT + 2.0)])
        .columns(widths.clone());
    prepare_widths(ui, &table, &widths);
    if std::mem::take(&mut state.edit.scrolls)
        && let Some([active, extent]) = corners
    {
        let to = if extent == active { active } else { extent };
        table = table.scroll_to_row(to.0 as u64, None);
        // The first columns are always in sight.
        if to.1 > 0 {
            table = table.scroll_to_column(to.1 + 1, None);
        }
    }
    // The lines between columns are only resize handles.
    ui.visuals_mut().widgets.noninteractive.bg_stroke.color =
        colour(context.palette.border.mixed(context.palette.background, 0.6));
    let has_focus = response.has_focus() || state.edit.editor.is_some();
    let block = corners.map(|[active, extent]| Block::between(active, extent));
    let mut grid = Grid {
        state,
        source,
        cells: &cells,
        commands,
        block,
        active: corners.map(|it| it[0]),
        has_focus,
        ended: None,
        clicked_head: None,
    };
    table.show(ui, &mut grid);
    let Grid { ended, clicked_head, .. } = grid;
    if let Some(column) = clicked_head {
        state.cycle_sort(column);
        ui.ctx().request_repaint();
    }
    if !ui.input(|input| input.pointer.primary_down()) {
        let was_dragged = std::mem::take(&mut state.edit.is_dragging);
        state.edit.wants_focus |= std::mem::take(&mut state.edit.drags_rows) || was_dragged;
    }
    state.scroll_at_edge(ui, area, &cells);
    // A field whose cell is scrolled out of sight takes what was typed.
    let is_out_of_sight = state.edit.editor.as_mut().is_some_and(|editor| !std::mem::take(&mut editor.is_drawn));
    let ended = ended.or_else(|| {
        let text = state.edit.editor.as_ref().filter(|_| is_out_of_sight).map(|editor| editor.text.clone());
        text.map(|text| Ended { text: Some(text), ending: Ending::Keep(None) })
    });
    if let Some(Ended { text, ending }) = ended {
        if state.close_editor(&cells, text, ending, commands) {
            discard_draft(ui.ctx());
        }
        select_active(state, commands);
        ui.ctx().request_repaint();
    }
    // At the end, as a press in a cell takes the keyboard from what it is not on.
    if std::mem::take(&mut state.edit.wants_focus) {
        response.request_focus();
        ui.ctx().request_repaint();
    }
}

/// Keeps the table from measuring its cells at first: columns begin with widths that fit what they usually hold.
fn prepare_widths(ui: &Ui, table: &Table, columns: &[Column]) {
    let id = table.get_id(ui);
    if TableState::load(ui.ctx(), id).is_none() {
        let col_widths = columns.iter().enumerate().map(|(at, column)| (column.id_for(at), column.current)).collect();
        TableState { col_widths, parent_width: None }.store(ui.ctx(), id);
    }
}

fn follow_key(
    ui: &Ui,
    state: &mut TablesState,
    cells: &Cells<'_>,
    key: CellKey,
    page_rows: isize,
    commands: &mut Vec<Command>,
) {
    let block = state.block(cells);
    match key {
        CellKey::Go { step, extends } => {
            state.step(cells, step, extends);
            select_active(state, commands);
        }
        CellKey::Page { pages, extends } => {
            state.step(cells, super::cursor::Step::By(pages * page_rows, 0), extends);
            select_active(state, commands);
        }
        CellKey::Edit => state.open_editor(cells, None),
        CellKey::Type(text) => match &mut state.edit.editor {
            Some(editor) => editor.text.push_str(&text),
            None => state.open_editor(cells, Some(text)),
        },
        CellKey::End(ending) => {
            let editor = state.edit.editor.as_mut().filter(|_| ending != Ending::Leave);
            let text = editor.map(|editor| editor.taken_text(cells.context));
            // Nothing of it has been sent as a draft yet.
            state.close_editor(cells, text, ending, commands);
            select_active(state, commands);
        }
        CellKey::SelectAll => state.select_all(cells),
        CellKey::SelectRow => {
            if let Some([active, _]) = state.corners(cells) {
                state.select_row(cells, active.0, false);
            }
        }
        CellKey::SelectColumn => state.select_column(cells),
        CellKey::Table { next } => {
            state.select_table(state.kind.neighbour(next));
            ui.ctx().request_repaint();
        }
        CellKey::Leave => match state.edit.cursor.as_mut().filter(|cursor| cursor.active != cursor.extent) {
            Some(cursor) => cursor.extent = cursor.active,
            None => ui.memory_mut(|memory| memory.surrender_focus(grid_id())),
        },
        CellKey::Paste(text) => cells.paste(state, block, &text, commands),
        CellKey::Copy => block.into_iter().for_each(|block| cells.copy(state, block, commands)),
        CellKey::Cut => {
            if let Some(block) = block {
                cells.copy(state, block, commands);
                cells.clear(state, block, commands);
            }
        }
        CellKey::Clear => block.into_iter().for_each(|block| cells.clear(state, block, commands)),
        CellKey::FillDown => block.into_iter().for_each(|block| cells.fill_down(state, block, commands)),
        CellKey::FillRight => block.into_iter().for_each(|block| cells.fill_right(state, block, commands)),
        CellKey::TypeToday => state.open_editor(cells, Some(short_date(state.today, cells.context.language))),
    }
}

/// Selects the record of the active cell, so that the panel beside shows it.
fn select_active(state: &TablesState, commands: &mut Vec<Command>) {
    let row = state.edit.cursor.map(|cursor| cursor.active.row);
    if let Some(crate::exchange::EditRow::Record(row)) = row
        && let Some(selection) = selection(row)
    {
        commands.push(Command::Select(selection));
    }
}

struct Grid<'a> {
    state: &'a mut TablesState,
    source: TableSource<'a>,
    cells: &'a Cells<'a>,
    commands: &'a mut Vec<Command>,
    block: Option<Block>,
    active: Option<(usize, usize)>,
    has_focus: bool,
    ended: Option<Ended>,
    clicked_head: Option<TableColumn>,
}

impl TableDelegate for Grid<'_> {
    fn prepare(&mut self, _info: &PrefetchInfo) {}

    fn default_row_height(&self) -> f32 {
        ROW_HEIGHT
    }

    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let area = ui.max_rect();
        let palette = self.cells.context.palette;
        ui.painter().rect_filled(area, 0.0, colour(palette.panel));
        ui.painter().hline(area.x_range(), area.max.y - 0.5, (1.0, colour(palette.border)));
        let column = cell.col_range.start.checked_sub(1).and_then(|at| self.cells.columns.get(at));
        if let Some((place, column)) = column {
            self.head_ui(ui, area.shrink2(Vec2::new(6.0, 0.0)), *place, *column);
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let at = cell.row_nr as usize;
        match cell.col_nr.checked_sub(1) {
            None => self.number_ui(ui, at),
            Some(column) => self.value_ui(ui, (at, column)),
        }
    }
}

impl Grid<'_> {
    /// A head: what stands over a column, with an arrow if the rows are sorted by it.
    fn head_ui(&mut self, ui: &mut Ui, area: Rect, place: usize, column: TableColumn) {
        let context = self.cells.context;
        // The order of the displayed rows, which may lag behind the requested one.
        let arrow = match self.state.shown_order() {
            Some(order) if order.column == column && order.descending => " ↓",
            Some(order) if order.column == column => " ↑",
            _ => "",
        };
        let words = format!("{}{arrow}", column.title(context.language));
        let id = Id::unique(("head of a table", self.state.kind, place));
        let cell = ui.interact(area, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
        cell.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
        let foreground = colour(context.palette.text);
        let font = FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()));
        let galley = elided_galley(ui, &words, font, foreground, area.width());
        if ui.is_sizing_pass() {
            ui.allocate_exact_size(galley.size() + Vec2::new(14.0, 0.0), Sense::hover());
        }
        let left = if column.is_numeric() { area.max.x - galley.size().x } else { area.min.x };
        paint_focus_ring(ui.painter(), area, 3.0, &cell, context.palette);
        if cell.hovered() {
            ui.painter().hline(area.x_range(), area.max.y - 1.0, (2.0, colour(context.palette.accent)));
        }
        let is_truncated = galley.elided;
        ui.painter().galley(Pos2::new(left, area.center().y - galley.size().y / 2.0), galley, foreground);
        if cell.clicked() {
            self.clicked_head = Some(column);
        }
        if is_truncated {
            cell.on_hover_text(words);
        }
    }

    /// The number of a row, which selects all of it.
    fn number_ui(&mut self, ui: &Ui, at: usize) {
        let area = ui.max_rect();
        let id = Id::unique(("row of a table", self.state.kind, at));
        let response = ui.interact(area, id, Sense::CLICK | Sense::DRAG);
        let is_selected = self.state.is_row_selected(at, self.block);
        let name = paint_number(ui, area, at, self.state, is_selected, self.cells.context);
        response.widget_info(|| WidgetInfo::selected(Role::RowHeader, true, is_selected, &name));
        let (is_pressed, is_down, modifiers) =
            ui.input(|input| (input.pointer.primary_pressed(), input.pointer.primary_down(), input.modifiers));
        let begins =
            response.is_pointer_button_down_on() && is_pressed || response.clicked() && !self.state.edit.drags_rows;
        if begins && modifiers.command {
            self.state.toggle_row(self.cells, at);
            self.state.edit.wants_focus = true;
            self.select_records();
        } else if begins {
            self.state.select_row(self.cells, at, modifiers.shift);
            self.state.edit.wants_focus = true;
            self.open(at, false);
            self.select_records();
        } else if self.state.edit.is_dragging && is_down && response.contains_pointer() {
            let column = if self.state.edit.drags_rows { self.cells.columns.len().max(1) - 1 } else { 0 };
            self.state.move_to(self.cells, (at, column), true);
        }
        if begins {
            self.state.edit.drags_rows = is_down;
            self.state.edit.is_dragging = is_down && !modifiers.command;
        }
        if response.secondary_clicked() && !is_selected {
            self.state.select_row(self.cells, at, false);
            self.open(at, false);
        }
        if response.double_clicked() {
            self.open(at, true);
        }
        response.context_menu(|ui| {
            menu_list_ui(ui, 0.0, |ui| cell_menu_ui(ui, self.state, self.cells, self.source, self.commands));
        });
    }

    /// Selects the actors of several rows, or those that several models and links stand for.
    fn select_records(&mut self) {
        let Some(block) = self.state.block(self.cells) else { return };
        let rows = rows(self.state, block);
        if rows.len() > 1 {
            let actors = rows.into_iter().flat_map(|row| actors_of(row, self.source)).collect();
            self.commands.push(Command::Select(Selection::Actors(actors)));
        }
    }

    /// A cell, or the field that is open in it.
    fn value_ui(&mut self, ui: &mut Ui, (at, shown): (usize, usize)) {
        let Some((place, column)) = self.cells.columns.get(shown).copied() else { return };
        let area = ui.max_rect();
        let row = self.state.row_at(at);
        let cell_place = CellPlace { row, column: place };
        let (kind, year) = (self.state.kind, self.cells.year);
        if self.state.edit.editor.as_ref().is_some_and(|editor| editor.kind == kind && editor.place == cell_place) {
            self.field_ui(ui, area);
            return;
        }
        let response = ui.interact(area, Id::unique(("cell", kind, row, place)), Sense::CLICK | Sense::DRAG);
        let is_active = self.active == Some((at, shown));
        let look = CellLook {
            is_even: at.is_multiple_of(2),
            is_selected: self.block.is_some_and(|block| block.contains((at, shown)))
                || self.state.row(at).is_some_and(|row| self.state.edit.chosen.contains(&row)),
            is_active,
            has_focus: self.has_focus,
            mark: self.state.edit.marks.get(kind, cell_place, year),
            is_new_row: self.state.row(at).is_none(),
            is_first: shown == 0,
        };
        let is_selected = look.is_selected;
        let painted = paint_cell(ui, area, self.state.row(at), column, &look, self.source, self.cells.context);
        let text = painted.text;
        response.widget_info(|| WidgetInfo::selected(Role::GridCell, true, is_selected, &text));
        if is_active {
            ui.ctx().accesskit_node_builder(grid_id(), |node| node.set_active_descendant(response.id.accesskit_id()));
        }
        self.point_at(ui, &response, (at, shown));
        response.context_menu(|ui| {
            if !is_selected {
                self.state.move_to(self.cells, (at, shown), false);
            }
            menu_list_ui(ui, 0.0, |ui| cell_menu_ui(ui, self.state, self.cells, self.source, self.commands));
        });
        if let Some(hint) = painted.hint {
            response.on_hover_text(hint);
        }
    }

    /// A click selects, with Shift up to there; a drag selects a block; a double click edits, or shows on the map what cannot
    /// be edited.
    fn point_at(&mut self, ui: &Ui, response: &egui::Response, to: (usize, usize)) {
        let (is_pressed, is_down, shift) =
            ui.input(|input| (input.pointer.primary_pressed(), input.pointer.primary_down(), input.modifiers.shift));
        if response.double_clicked() || response.triple_clicked() {
            let column = self.cells.columns.get(to.1).map(|(_, column)| *column);
            let is_record = self.state.kind.has_records();
            if is_record && column.is_some_and(TableColumn::is_editable) {
                self.state.open_editor(self.cells, None);
            } else {
                self.open(to.0, true);
            }
            return;
        }
        // A press begins a block; a click without one is that of a screen reader.
        let begins =
            response.is_pointer_button_down_on() && is_pressed || response.clicked() && !self.state.edit.is_dragging;
        if begins {
            self.state.move_to(self.cells, to, shift);
            self.state.edit.scrolls = false;
            self.state.edit.wants_focus = true;
            self.state.edit.is_dragging = is_down;
        }
        if response.clicked() {
            self.open(to.0, false);
        } else if !begins && self.state.edit.is_dragging && is_down && response.contains_pointer() {
            self.state.move_to(self.cells, to, true);
        }
    }

    /// Selects the record of a row, or goes to it on the map. What is computed leads to what it is about.
    fn open(&mut self, at: usize, on_map: bool) {
        let Some(row) = self.state.row(at) else { return };
        if let Some(actors) = unit_actors(row, self.source) {
            self.commands.push(Command::Select(Selection::Actors(actors)));
            if on_map {
                self.commands.extend([Command::ShowPage(Page::Map), Command::FitSelection]);
            }
        } else if on_map {
            self.commands.extend(go_to(row, self.source));
        } else if let Some(subject) = subject_of(row, self.source) {
            self.commands.push(Command::Select(subject.selection()));
        } else {
            open_row(self.state, row, self.source, self.cells.context);
        }
    }

    fn field_ui(&mut self, ui: &mut Ui, area: Rect) {
        let Some(mut editor) = self.state.edit.editor.take() else { return };
        let mut field = ui.new_child(UiBuilder::new().max_rect(area).id_salt("field"));
        let ended = editor_ui(&mut field, &mut editor, area, self.cells.context, self.commands);
        self.state.edit.editor = Some(editor);
        self.ended = ended.or(self.ended.take());
    }
}
