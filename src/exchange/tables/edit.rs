//! Edits of cells: texts for columns of records, read as the fields read them. What is no value is refused for its cell,
//! with the reason; everything else takes place.
//!
//! Records are named by their ids, never by the place of a row: whatever is sorted, filtered or edited meanwhile, no text
//! reaches another record than its own.

use std::collections::{BTreeMap, BTreeSet};

use super::new_rows::NewRows;
use super::record::{TableRecord, required_columns};
use super::{TableColumn, TableKind, TableRow};
use crate::analysis::ProgressCallback;
use crate::editing::NEW_UNIT;
use crate::language::Language;
use crate::map::{EditLabel, LinkageMap, Product, Stage, Transaction, Violation, Year};
use crate::schema::{FindByName, NameIndex, ReadError, violation_problem};

/// So many records are edited between two questions whether the edit is still wanted.
const CHUNK_SIZE: usize = 64;
/// Up to so many cells, names are looked for among all records; for more, in an index.
const FEW_CELLS: usize = 24;

/// The record that an edited cell is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditRow {
    /// One of the map.
    Record(TableRow),
    /// A new one, numbered within the edit.
    New(u32),
}

/// A text for one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellEdit {
    /// Its record.
    pub row: EditRow,
    /// Its column.
    pub column: TableColumn,
    /// What is to stand there.
    pub text: String,
    /// The language that its numbers are written in.
    pub numbers: Language,
}

/// An edit of cells of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellEdits {
    /// The table.
    pub kind: TableKind,
    /// The year whose figures are meant.
    pub year: Year,
    /// The language of the reasons why a cell is refused.
    pub language: Language,
    /// The cells; of two for one cell the later one counts.
    pub cells: Vec<CellEdit>,
    /// Products to add first, so that cells may name them.
    pub new_products: Vec<String>,
    /// Stages to add first.
    pub new_stages: Vec<String>,
}

impl CellEdits {
    /// What it is called: one cell, or cells of one record, after that record.
    pub fn label(&self) -> EditLabel {
        let rows: BTreeSet<EditRow> = self.cells.iter().map(|cell| cell.row).collect();
        let adds = rows.iter().any(|row| matches!(row, EditRow::New(_)));
        match (self.kind, self.cells.len()) {
            _ if adds && rows.len() > 1 => EditLabel::Paste,
            (TableKind::Actors, _) if adds => EditLabel::AddActor,
            (TableKind::Links, _) if adds => EditLabel::AddLink,
            (TableKind::Models, _) if adds => EditLabel::AddModel,
            (TableKind::Products, _) if adds => EditLabel::AddProduct,
            (TableKind::Channels, _) if adds => EditLabel::AddChannel,
            (TableKind::Targets, _) if adds => EditLabel::AddTarget,
            (TableKind::Actors, 1) => EditLabel::EditActor,
            (TableKind::Links, 1) => EditLabel::EditLink,
            (TableKind::Models, 1) => EditLabel::EditModel,
            (TableKind::Products, 1) => EditLabel::EditProduct,
            (TableKind::Channels, 1) => EditLabel::EditChannel,
            (TableKind::Targets, 1) => EditLabel::EditTarget,
            (_, count) => EditLabel::EditCells(count as u32),
        }
    }
}

/// A cell that was not changed, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedCell {
    /// Its record.
    pub row: EditRow,
    /// Its column.
    pub column: TableColumn,
    /// What was to stand there.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What an edit did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellsOutcome {
    /// The cells of records of the map that have another value now.
    pub changed: Vec<(TableRow, TableColumn)>,
    /// The records that were added, by the numbers of their rows.
    pub added: BTreeMap<u32, TableRow>,
    /// What was refused.
    pub refused: Vec<RefusedCell>,
    /// How many products were added for cells that name them.
    pub new_products: usize,
    /// How many stages were added for cells that name them.
    pub new_stages: usize,
}

impl CellEdits {
    /// An edit of cells that writes numbers in one language, and adds no product or stage.
    pub fn new(kind: TableKind, year: Year, language: Language) -> Self {
        Self { kind, year, language, cells: Vec::new(), new_products: Vec::new(), new_stages: Vec::new() }
    }

    /// With one more text for a cell.
    pub fn push(&mut self, row: EditRow, column: TableColumn, text: impl Into<String>) {
        self.cells.push(CellEdit { row, column, text: text.into(), numbers: self.language });
    }

    /// Carries out the edit.
    ///
    /// # Errors
    /// When the map refuses one of the new products or stages.
    pub fn apply(&self, edit: &mut Transaction<'_>) -> Result<CellsOutcome, Violation> {
        self.apply_with_progress(edit, &|_| true).unwrap_or_else(|| Ok(CellsOutcome::default()))
    }

    /// As [`Self::apply`]; `None` when cancelled, and the transaction is then to be dropped.
    ///
    /// # Errors
    /// When the map refuses one of the new products or stages.
    pub fn apply_with_progress(
        &self,
        edit: &mut Transaction<'_>,
        progress: ProgressCallback<'_>,
    ) -> Option<Result<CellsOutcome, Violation>> {
        let mut outcome = match self.add_new_names(edit) {
            Ok(outcome) => outcome,
            Err(violation) => return Some(Err(violation)),
        };
        // A copy of the map shares its tables, so that names can be looked up while records change.
        let named = (self.cells.len() > FEW_CELLS).then(|| edit.map().clone());
        let index = named.as_ref().map(NameIndex::new);
        let mut rows: BTreeMap<EditRow, Vec<&CellEdit>> = BTreeMap::new();
        for cell in &self.cells {
            rows.entry(cell.row).or_default().push(cell);
        }
        let count = rows.len();
        let mut new_rows = NewRows::default();
        for (at, (row, cells)) in rows.into_iter().enumerate() {
            if at.is_multiple_of(CHUNK_SIZE) && !progress(at as f32 / count as f32) {
                return None;
            }
            let mut row = RowEdit { edits: self, row, cells, new_rows: &mut new_rows, outcome: &mut outcome };
            row.apply(edit, index.as_ref());
        }
        progress(1.0).then_some(Ok(outcome))
    }

    /// Adds the products and stages that cells name.
    fn add_new_names(&self, edit: &mut Transaction<'_>) -> Result<CellsOutcome, Violation> {
        let mut outcome = CellsOutcome::default();
        for name in &self.new_products {
            edit.add(Product { name: name.clone(), unit: NEW_UNIT.to_owned(), ..Product::default() })?;
            outcome.new_products += 1;
        }
        for name in &self.new_stages {
            let order = edit.map().stages().values().map(|stage| stage.order.saturating_add(1)).max();
            edit.add(Stage { name: name.clone(), order: order.unwrap_or_default(), ..Stage::default() })?;
            outcome.new_stages += 1;
        }
        Ok(outcome)
    }
}

/// The cells of one record.
struct RowEdit<'a> {
    edits: &'a CellEdits,
    row: EditRow,
    cells: Vec<&'a CellEdit>,
    new_rows: &'a mut NewRows,
    outcome: &'a mut CellsOutcome,
}

impl RowEdit<'_> {
    /// Changes or adds the record. Cells that the map refuses are left out, until it takes the others.
    fn apply(&mut self, edit: &mut Transaction<'_>, index: Option<&NameIndex<'_>>) {
        loop {
            let names: &dyn FindByName = match index {
                Some(index) => index,
                None => edit.map(),
            };
            let Some((record, changed)) = self.read(edit.map(), names) else { return };
            let violation = match self.row {
                EditRow::Record(_) if changed.is_empty() => return,
                EditRow::Record(row) => match record.set(edit) {
                    Ok(()) => {
                        self.outcome.changed.extend(changed.into_iter().map(|column| (row, column)));
                        return;
                    }
                    Err(violation) => violation,
                },
                EditRow::New(number) => match self.add(edit, record, number) {
                    Ok(()) => return,
                    Err(violation) => violation,
                },
            };
            self.refuse_for(&violation, edit.map());
            if self.cells.is_empty() || matches!(self.row, EditRow::New(_)) {
                return;
            }
        }
    }

    /// The record as the cells make it, with the columns that change it. Cells that cannot be read are refused and left out;
    /// none for a new record without all that it needs.
    fn read(&mut self, map: &LinkageMap, names: &dyn FindByName) -> Option<(TableRecord, Vec<TableColumn>)> {
        let (year, language) = (self.edits.year, self.edits.language);
        let record = match self.row {
            EditRow::Record(row) => TableRecord::of(row, map),
            EditRow::New(_) => NewRows::blank(self.edits.kind, year),
        };
        // The record is gone, and with it what was typed for it.
        let mut record = record?;
        if matches!(self.row, EditRow::New(_)) {
            self.cells.retain(|cell| !cell.text.trim().is_empty());
            let is_given = |column: TableColumn| self.cells.iter().any(|cell| cell.column == column);
            let missing: Vec<TableColumn> =
                required_columns(self.edits.kind).filter(|column| !is_given(*column)).collect();
            for column in &missing {
                let reason = ReadError::Empty.sentence(language);
                let refused = RefusedCell { row: self.row, column: *column, text: String::new(), reason };
                self.outcome.refused.push(refused);
            }
            if !missing.is_empty() {
                return None;
            }
        }
        let mut changed = Vec::new();
        let mut taken = Vec::new();
        for cell in std::mem::take(&mut self.cells) {
            let before = record.clone();
            match record.read(cell.column, &cell.text, names, (year, cell.numbers)) {
                Ok(()) => {
                    if record != before {
                        changed.push(cell.column);
                    }
                    taken.push(cell);
                }
                Err(error) => self.refuse(cell, error.sentence(language)),
            }
        }
        self.cells = taken;
        if matches!(self.row, EditRow::New(_)) {
            let is_given = |column: TableColumn| self.cells.iter().any(|cell| cell.column == column);
            if required_columns(self.edits.kind).any(|column| !is_given(column)) {
                return None;
            }
            self.new_rows.complete(&mut record, map, &is_given);
        }
        Some((record, changed))
    }

    fn add(&mut self, edit: &mut Transaction<'_>, record: TableRecord, number: u32) -> Result<(), Violation> {
        let row = record.add(edit)?;
        self.new_rows.place(edit, row)?;
        self.outcome.added.insert(number, row);
        Ok(())
    }

    /// Refuses the cells that a violation is about; all of them where it is about none.
    fn refuse_for(&mut self, violation: &Violation, map: &LinkageMap) {
        let is_meant = |cell: &&CellEdit| cell.column.id() == violation.field;
        let all = std::mem::take(&mut self.cells);
        let (meant, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_meant);
        let (refused, kept) = if meant.is_empty() { (others, meant) } else { (meant, others) };
        let reason = violation_problem(violation, map, self.edits.language);
        for cell in refused {
            self.refuse(cell, reason.clone());
        }
        self.cells = kept;
    }

    fn refuse(&mut self, cell: &CellEdit, reason: String) {
        let refused = RefusedCell { row: self.row, column: cell.column, text: cell.text.clone(), reason };
        self.outcome.refused.push(refused);
    }
}
