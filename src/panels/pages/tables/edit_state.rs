//! What is being edited on the tables page: the cursor, the open field, and texts that are not in the map.

use std::collections::BTreeSet;

use egui::{Rect, Ui, Vec2};

use super::super::super::widgets::ROW_HEIGHT;
use super::block::{Cells, rows};
use super::cursor::{Block, CellPlace, Cursor, Step};
use super::editor::CellEditor;
use super::keys::Ending;
use super::marks::{Mark, Marks};
use super::state::TablesState;
use super::widths::NUMBER_WIDTH;
use crate::command::Command;
use crate::exchange::{CellEdits, CellsOutcome, EditRow, TableRecord, TableRow, required_columns};

/// What is being edited.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
pub struct EditState {
    /// The active cell and its block.
    pub cursor: Option<Cursor>,
    /// The field that is open.
    pub editor: Option<CellEditor>,
    /// Whole rows that are selected beside the block.
    pub chosen: BTreeSet<TableRow>,
    /// Texts that stand in cells without being in the map.
    pub marks: Marks,
    /// Whether the block follows the pointer.
    pub is_dragging: bool,
    /// Whether that began at the head of a row, so that whole rows follow.
    pub drags_rows: bool,
    /// When a pointer beyond an edge has scrolled last, in seconds.
    pub edge_time: f64,
    /// Whether to bring the cursor into sight.
    pub scrolls: bool,
    /// Whether to take the keyboard.
    pub wants_focus: bool,
    /// Whether the cursor goes on in the record that the new row becomes.
    follows_new: bool,
}

impl EditState {
    /// The texts that stand in cells without being in the map.
    pub fn refused_texts(&self) -> impl Iterator<Item = &str> {
        let typed = self.editor.as_ref().filter(|editor| editor.is_unsent).map(|editor| editor.text.as_str());
        self.marks.texts().chain(typed)
    }
}

impl TablesState {
    /// Places of the active cell and the other corner among the shown cells.
    pub(super) fn corners(&self, cells: &Cells<'_>) -> Option<[(usize, usize); 2]> {
        let cursor = self.edit.cursor.filter(|cursor| cursor.kind == self.kind)?;
        let place = |cell: CellPlace| {
            let row = self.position(cell.row)?;
            // A column that is hidden meanwhile leads to the first.
            Some((row, cells.columns.iter().position(|(at, _)| *at == cell.column).unwrap_or_default()))
        };
        Some([place(cursor.active)?, place(cursor.extent)?])
    }

    /// The selected block.
    pub(super) fn block(&self, cells: &Cells<'_>) -> Option<Block> {
        self.corners(cells).map(|[active, extent]| Block::between(active, extent))
    }

    /// Makes a cell the active one, or the other corner of the block.
    pub(super) fn move_to(&mut self, cells: &Cells<'_>, to: (usize, usize), extends: bool) {
        let Some(place) = cells.place(self, to) else { return };
        let kind = self.kind;
        self.edit.scrolls = true;
        if let Some(cursor) = self.edit.cursor.as_mut().filter(|cursor| extends && cursor.kind == kind) {
            cursor.extent = place;
        } else {
            self.edit.chosen.clear();
            self.edit.cursor = Some(Cursor::at(kind, place));
        }
    }

    /// Makes a whole row the block, or with those up to it.
    pub(super) fn select_row(&mut self, cells: &Cells<'_>, at: usize, extends: bool) {
        let last = cells.columns.len().max(1) - 1;
        match self.corners(cells).filter(|_| extends) {
            Some([active, _]) => self.move_to(cells, (active.0, 0), false),
            None => self.move_to(cells, (at, 0), false),
        }
        self.move_to(cells, (at, last), true);
        self.edit.scrolls = false;
    }

    /// Makes the column of the active cell the block.
    pub(super) fn select_column(&mut self, cells: &Cells<'_>) {
        let Some([active, _]) = self.corners(cells) else { return };
        self.move_to(cells, (0, active.1), false);
        self.move_to(cells, (self.len().max(1) - 1, active.1), true);
        self.edit.scrolls = false;
    }

    /// Adds a whole row to those that are selected, or takes it out.
    pub(super) fn toggle_row(&mut self, cells: &Cells<'_>, at: usize) {
        let Some(row) = self.row(at) else { return };
        let last = cells.columns.len().max(1) - 1;
        let whole = self.block(cells).filter(|block| block.columns == (0, last));
        let mut chosen: BTreeSet<TableRow> =
            whole.map(|block| rows(self, block)).unwrap_or_default().into_iter().collect();
        if !chosen.remove(&row) {
            chosen.insert(row);
        }
        // The cursor stands in the row that was clicked, or in another that is left; one always is.
        let kept = if chosen.contains(&row) { Some(row) } else { chosen.first().copied() };
        let to = kept.and_then(|row| self.position(EditRow::Record(row))).unwrap_or(at);
        self.select_row(cells, to, false);
        self.edit.chosen = chosen;
    }

    /// Whether all of a row is selected.
    pub(super) fn is_row_selected(&self, at: usize, block: Option<Block>) -> bool {
        block.is_some_and(|block| (block.rows.0..=block.rows.1).contains(&at))
            || self.row(at).is_some_and(|row| self.edit.chosen.contains(&row))
    }

    /// While a block is dragged, a pointer at an edge of the table takes the block on and scrolls.
    pub(super) fn scroll_at_edge(&mut self, ui: &Ui, area: Rect, cells: &Cells<'_>) {
        /// Distance from the lower and the right edge, in points, at which it scrolls.
        const MARGIN: f32 = 8.0;
        /// Points beyond the edge for each row more.
        const POINTS_A_ROW: f32 = 24.0;
        /// Seconds between two steps.
        const INTERVAL: f64 = 0.04;
        let (pointer, is_drag, time) = ui.input(|input| {
            let pointer = &input.pointer;
            (pointer.latest_pos(), pointer.is_decidedly_dragging(), input.time)
        });
        // A click near an edge is no drag yet.
        let Some(pointer) = pointer.filter(|_| self.edit.is_dragging && is_drag) else { return };
        let heads = Vec2::new(NUMBER_WIDTH, ROW_HEIGHT + 2.0);
        let inner = Rect::from_min_max(area.min + heads, area.max - Vec2::splat(MARGIN));
        let steps = |beyond: f32| if beyond > 0.0 { 1 + (beyond / POINTS_A_ROW).min(8.0) as isize } else { 0 };
        let down = steps(pointer.y - inner.max.y) - steps(inner.min.y - pointer.y);
        let right = steps(pointer.x - inner.max.x).min(1) - steps(inner.min.x - pointer.x).min(1);
        let right = if self.edit.drags_rows { 0 } else { right };
        if (down, right) == (0, 0) {
            return;
        }
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(INTERVAL));
        if time - self.edit.edge_time >= INTERVAL {
            self.edit.edge_time = time;
            self.step(cells, Step::By(down, right), true);
        }
    }

    /// Follows a key.
    pub(super) fn step(&mut self, cells: &Cells<'_>, step: Step, extends: bool) {
        let size = (self.rows_with_new(), cells.columns.len());
        let Some([active, extent]) = self.corners(cells) else {
            self.move_to(cells, (0, 0), false);
            return;
        };
        let origin = self.edit.cursor.and_then(|cursor| cursor.tab_origin);
        let to = step.from(if extends { extent } else { active }, size);
        self.move_to(cells, to, extends);
        if let Some(cursor) = &mut self.edit.cursor {
            cursor.tab_origin = match step {
                Step::Next | Step::Previous => origin.or(Some(active.1)),
                _ => None,
            };
        }
    }

    /// Selects all cells.
    pub(super) fn select_all(&mut self, cells: &Cells<'_>) {
        self.move_to(cells, (0, 0), false);
        self.move_to(cells, (self.len().max(1) - 1, cells.columns.len().max(1) - 1), true);
        self.edit.scrolls = false;
    }

    /// Opens a field in the active cell, on its value or on a text that replaces it.
    pub(super) fn open_editor(&mut self, cells: &Cells<'_>, typed: Option<String>) {
        let Some(cursor) = self.edit.cursor.filter(|cursor| cursor.kind == self.kind) else { return };
        let place = cursor.active;
        let Some(column) = self.kind.all_columns().get(place.column).copied().filter(|it| it.is_editable()) else {
            return;
        };
        let (map, reading) = (cells.context.recorded(), (cells.year, cells.context.language));
        let of_record = match place.row {
            EditRow::Record(row) => {
                // A record that only a what-if adds cannot be edited.
                let Some(record) = TableRecord::of(row, map) else { return };
                record.text(column, map, reading)
            }
            EditRow::New(_) => String::new(),
        };
        let mark = self.edit.marks.get(self.kind, place, cells.year).map(|mark| mark.text.clone());
        self.edit.cursor = Some(Cursor { extent: place, ..cursor });
        self.edit.scrolls = true;
        let mut editor = CellEditor::new(self.kind, (place, column), cells.year, of_record, typed.or(mark.clone()));
        editor.replaces &= mark.is_none();
        editor.extent = cursor.extent;
        self.edit.editor = Some(editor);
        // The keyboard is the field's now.
        self.edit.wants_focus = false;
    }

    /// Takes what was typed in the open field, and goes where its key leads.
    pub(super) fn close_editor(
        &mut self,
        cells: &Cells<'_>,
        text: Option<String>,
        ending: Ending,
        commands: &mut Vec<Command>,
    ) -> bool {
        let Some(mut editor) = self.edit.editor.take() else { return false };
        self.edit.wants_focus = true;
        let step = match ending {
            Ending::Keep(step) => step,
            Ending::Fill | Ending::Leave => None,
        };
        if let (Ending::Fill, Some(text), Some(cursor)) = (ending, &text, &mut self.edit.cursor)
            && editor.extent != editor.place
        {
            cursor.extent = editor.extent;
            if let Some(block) = self.block(cells) {
                cells.put(self, block, vec![vec![text.clone()]], commands);
            }
            return true;
        }
        self.edit.follows_new = step != Some(Step::By(1, 0));
        let discards_draft = match text {
            None => true,
            Some(text) => {
                // Of another text than what was typed last the draft is void.
                let is_completed = editor.text != text;
                editor.text = text;
                self.take(&editor, cells, commands) || is_completed
            }
        };
        if let Some(step) = step {
            let origin = self.edit.cursor.and_then(|cursor| cursor.tab_origin);
            self.step(cells, step, false);
            // Enter goes back to where Tab began.
            if let (Step::By(1, 0), Some(column), Some([active, _])) = (step, origin, self.corners(cells)) {
                self.move_to(cells, (active.0, column), false);
            }
        }
        discards_draft
    }

    /// Takes a typed text: into the map, or marked into its cell. Whether its draft is void.
    fn take(&mut self, editor: &CellEditor, cells: &Cells<'_>, commands: &mut Vec<Command>) -> bool {
        let CellEditor { kind, place, year, column, .. } = *editor;
        let marks = &mut self.edit.marks;
        if editor.text == editor.initial {
            marks.remove(kind, place, year);
            return true;
        }
        let text = editor.text.clone();
        let mut edits = CellEdits::new(kind, year, cells.context.language);
        match place.row {
            EditRow::Record(_) => match editor.read(cells.context) {
                Ok(_) => {
                    marks.remove(kind, place, year);
                    edits.push(place.row, column, text);
                    commands.push(Command::EditCells(Box::new(edits)));
                    false
                }
                Err(reason) => {
                    marks.insert(kind, place, year, Mark { text, reason: Some(reason) });
                    true
                }
            },
            EditRow::New(_) => {
                marks.insert(kind, place, year, Mark { text, reason: None });
                let texts: Vec<(usize, String)> =
                    marks.new_row(kind).map(|(column, text)| (column, text.to_owned())).collect();
                for (column, text) in texts {
                    if let Some(column) = kind.all_columns().get(column) {
                        edits.push(place.row, *column, text);
                    }
                }
                let has = |column| edits.cells.iter().any(|cell| cell.column == column && !cell.text.trim().is_empty());
                if required_columns(kind).all(has) {
                    commands.push(Command::EditCells(Box::new(edits)));
                }
                true
            }
        }
    }

    /// Forgets what is being edited, as another document is shown.
    pub fn forget_edits(&mut self) {
        self.edit = EditState::default();
    }

    /// Takes in what became of an edit.
    pub fn on_cells_edited(&mut self, edits: &CellEdits, outcome: &CellsOutcome) {
        self.edit.marks.on_edited(edits, outcome);
        self.edit.wants_focus = self.edit.editor.is_none();
        let Some(row) = outcome.added.get(&0).copied() else { return };
        if let Some(cursor) = self.edit.cursor.as_mut().filter(|it| it.kind == edits.kind && self.edit.follows_new) {
            for place in [&mut cursor.active, &mut cursor.extent] {
                if place.row == EditRow::New(0) {
                    place.row = EditRow::Record(row);
                }
            }
            self.edit.scrolls = true;
        }
    }
}
