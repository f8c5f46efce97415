//! What is done with a block of cells: copied, cleared, filled, pasted.

use super::cursor::{Block, CellPlace, Cursor};
use super::state::TablesState;
use crate::command::{Command, TableRows};
use crate::exchange::{
    CellEdits, EditRow, PasteRequest, PasteTarget, TableColumn, TableRecord, TableRow, clipboard_cells, find_header,
};
use crate::map::Year;
use crate::session::ViewContext;

/// The cells of a table as they are shown, and what edits of them need.
pub(super) struct Cells<'a> {
    /// The shown columns with their places among all possible ones.
    pub columns: &'a [(usize, TableColumn)],
    /// The year whose figures are shown.
    pub year: Year,
    pub context: &'a ViewContext<'a>,
}

impl Cells<'_> {
    fn columns_of(&self, block: Block) -> Vec<TableColumn> {
        let shown = self.columns.get(block.columns.0..=block.columns.1).unwrap_or_default();
        shown.iter().map(|(_, column)| *column).collect()
    }

    fn edits(&self, state: &TablesState) -> CellEdits {
        CellEdits::new(state.kind, self.year, self.context.language)
    }

    fn text(&self, row: TableRow, column: TableColumn) -> String {
        let map = self.context.recorded();
        let record = TableRecord::of(row, map);
        record.map(|record| record.text(column, map, (self.year, self.context.language))).unwrap_or_default()
    }

    /// Copies a block; with its heads where it is the whole table.
    pub fn copy(&self, state: &TablesState, block: Block, commands: &mut Vec<Command>) {
        let (rows, columns) = (rows(state, block), self.columns_of(block));
        if !rows.is_empty() && !columns.is_empty() {
            let copied = TableRows { kind: state.kind, rows, columns, has_header: false };
            commands.push(Command::CopyTable(Box::new(copied)));
        }
    }

    /// Clears the cells of a block, wrong values included.
    pub fn clear(&self, state: &mut TablesState, block: Block, commands: &mut Vec<Command>) {
        let mut edits = self.edits(state);
        for at in places(state, block) {
            let row = state.row_at(at);
            for (place, column) in self.columns.get(block.columns.0..=block.columns.1).unwrap_or_default() {
                state.edit.marks.remove(state.kind, CellPlace { row, column: *place }, self.year);
                if let EditRow::Record(record) = row
                    && column.is_editable()
                    && !self.text(record, *column).is_empty()
                {
                    edits.push(row, *column, "");
                }
            }
        }
        if !edits.cells.is_empty() {
            commands.push(Command::EditCells(Box::new(edits)));
        }
    }

    /// Repeats the first row of a block below it; of a block of one row, the row above.
    pub fn fill_down(&self, state: &TablesState, block: Block, commands: &mut Vec<Command>) {
        let first = if block.rows.0 == block.rows.1 { block.rows.0.checked_sub(1) } else { Some(block.rows.0) };
        let Some((first, above)) = first.and_then(|at| Some((at, state.row(at)?))) else { return };
        let mut edits = self.edits(state);
        let columns: Vec<TableColumn> = self.columns_of(block).into_iter().filter(|it| it.is_editable()).collect();
        let texts: Vec<String> = columns.iter().map(|column| self.text(above, *column)).collect();
        for row in (first + 1..=block.rows.1).filter_map(|at| state.row(at)) {
            for (column, text) in columns.iter().zip(&texts) {
                if self.text(row, *column) != *text {
                    edits.push(EditRow::Record(row), *column, text.clone());
                }
            }
        }
        if !edits.cells.is_empty() {
            commands.push(Command::EditCells(Box::new(edits)));
        }
    }

    /// Repeats the first column of a block beside it; of a block of one column, the column before.
    pub fn fill_right(&self, state: &TablesState, block: Block, commands: &mut Vec<Command>) {
        let (left, right) = block.columns;
        let first = if left == right { left.checked_sub(1) } else { Some(left) };
        let column = |at: usize| self.columns.get(at).map(|(_, column)| *column);
        let Some((first, source)) = first.and_then(|at| Some((at, column(at)?))) else { return };
        let mut edits = self.edits(state);
        for row in rows(state, block) {
            let text = self.text(row, source);
            for target in (first + 1..=right).filter_map(column).filter(|target| target.is_editable()) {
                if self.text(row, target) != text {
                    edits.push(EditRow::Record(row), target, text.clone());
                }
            }
        }
        if !edits.cells.is_empty() {
            commands.push(Command::EditCells(Box::new(edits)));
        }
    }

    /// Pastes a text: by its head where it has one, else from the corner of a block on. A block that only changes values, all
    /// of them right, is pasted at once, as is a single value, which stays marked in its cell where it is wrong; anything
    /// else is shown before.
    pub fn paste(&self, state: &mut TablesState, block: Option<Block>, text: &str, commands: &mut Vec<Command>) {
        let Ok(cells) = clipboard_cells(text) else {
            // Tells how much was too much.
            commands.push(Command::Paste(text.to_owned()));
            return;
        };
        let header = cells.first().and_then(|first| find_header(first, Some(state.kind))).filter(|_| cells.len() > 1);
        let (year, language) = (self.year, self.context.language);
        if let Some(header) = header {
            let request = PasteRequest { cells, target: PasteTarget::Header(header), year, language };
            commands.push(Command::PreviewPaste(Box::new(request)));
            return;
        }
        match block.filter(|_| state.kind.has_records() && !cells.is_empty()) {
            Some(block) => self.put(state, block, cells, commands),
            None => commands.push(Command::Paste(text.to_owned())),
        }
    }

    /// Puts texts into cells from the corner of a block on, repeated over all of a block that they fill several times.
    pub fn put(&self, state: &mut TablesState, block: Block, cells: Vec<Vec<String>>, commands: &mut Vec<Command>) {
        let (year, language) = (self.year, self.context.language);
        let cells = tiled(cells, block);
        let width = cells.iter().map(Vec::len).max().unwrap_or_default();
        let columns = self.columns.get(block.columns.0..).unwrap_or_default();
        let columns: Vec<TableColumn> = columns.iter().take(width).map(|(_, column)| *column).collect();
        let mut new = 0;
        let rows = (block.rows.0..block.rows.0 + cells.len()).map(|at| {
            let known = state.row(at).map(EditRow::Record);
            new += u32::from(known.is_none());
            known.unwrap_or(EditRow::New(new))
        });
        let target = PasteTarget::Cells { kind: state.kind, rows: rows.collect(), columns };
        let corner = (block.rows.0, block.columns.0);
        let end = (corner.0 + cells.len().max(1) - 1, (corner.1 + width.max(1) - 1).min(self.columns.len() - 1));
        let request = PasteRequest { cells, target, year, language };
        if request.has_many_cells() {
            // Planned in the background, it is shown before in any case.
            commands.push(Command::PreviewPaste(Box::new(request)));
            return;
        }
        let plan = request.plan(self.context.recorded());
        let is_single = corner == end;
        let is_plain = plan.as_ref().is_ok_and(|plan| {
            let are_known = plan.edits.cells.iter().all(|cell| matches!(cell.row, EditRow::Record(_)));
            (plan.refused.is_empty() || is_single && are_known)
                && plan.new_rows.is_empty()
                && plan.edits.new_products.is_empty()
                && plan.edits.new_stages.is_empty()
        });
        match plan {
            Ok(plan) if is_plain => {
                if !plan.edits.cells.is_empty() {
                    commands.push(Command::EditCells(Box::new(plan.edits)));
                }
                if let (Some(active), Some(extent)) = (self.place(state, corner), self.place(state, end)) {
                    state.edit.cursor = Some(Cursor { extent, ..Cursor::at(state.kind, active) });
                }
            }
            _ => commands.push(Command::PreviewPaste(Box::new(request))),
        }
    }

    /// The cell at a shown row and column.
    pub fn place(&self, state: &TablesState, (row, column): (usize, usize)) -> Option<CellPlace> {
        let (column, _) = self.columns.get(column)?;
        Some(CellPlace { row: state.row_at(row), column: *column })
    }
}

/// The records of the selected rows, as they are shown; the new row is none.
pub(super) fn rows(state: &TablesState, block: Block) -> Vec<TableRow> {
    places(state, block).into_iter().filter_map(|at| state.row(at)).collect()
}

/// Where the rows of a block are shown, and those chosen beside it.
fn places(state: &TablesState, block: Block) -> Vec<usize> {
    let in_block = block.rows.0..=block.rows.1;
    if state.edit.chosen.is_empty() {
        return in_block.collect();
    }
    let all = 0..state.rows_with_new().max(block.rows.1 + 1);
    all.filter(|at| state.is_row_selected(*at, Some(block))).collect()
}

/// Cells repeated over a block that they fill several times, as one value over all of it.
fn tiled(cells: Vec<Vec<String>>, block: Block) -> Vec<Vec<String>> {
    let width = cells.iter().map(Vec::len).max().unwrap_or_default();
    let (rows, columns) = block.size();
    let fits = width > 0 && rows.is_multiple_of(cells.len()) && columns.is_multiple_of(width);
    if !fits || (rows, columns) == (cells.len(), width) {
        return cells;
    }
    let repeated = |row: &Vec<String>| -> Vec<String> {
        let padded = row.iter().cloned().chain(std::iter::repeat(String::new())).take(width);
        padded.collect::<Vec<_>>().iter().cycle().take(columns).cloned().collect()
    };
    cells.iter().cycle().take(rows).map(repeated).collect()
}
