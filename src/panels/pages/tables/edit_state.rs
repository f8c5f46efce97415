//! What is being edited on the tables page: the cursor, the open field, and texts that are not in the map.

use super::block::Cells;
use super::cursor::{Block, CellPlace, Cursor, Step};
use super::editor::CellEditor;
use super::keys::Ending;
use super::marks::{Mark, Marks};
use super::state::TablesState;
use crate::command::Command;
use crate::exchange::{CellEdits, CellsOutcome, EditRow, TableRecord, required_columns};

/// What is being edited.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
pub struct EditState {
    /// The active cell and its block.
    pub cursor: Option<Cursor>,
    /// The field that is open.
    pub editor: Option<CellEditor>,
    /// Texts that stand in cells without being in the map.
    pub marks: Marks,
    /// Whether the block follows the pointer.
    pub is_dragging: bool,
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
        match self.edit.cursor.as_mut().filter(|cursor| extends && cursor.kind == kind) {
            Some(cursor) => cursor.extent = place,
            None => self.edit.cursor = Some(Cursor::at(kind, place)),
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
            Ending::Leave => None,
        };
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
