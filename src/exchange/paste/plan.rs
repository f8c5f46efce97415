//! The edit that a pasted block comes to.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{cleaned, number_language};
use super::header::PasteHeader;
use super::rows::{RowCells, RowMatcher};
use crate::analysis::ProgressCallback;
use crate::exchange::import::CellType;
use crate::exchange::tables::{CellEdit, CellEdits, EditRow, RefusedCell, TableColumn, TableKind, TableRecord};
use crate::language::Language;
use crate::map::{LINE_LIMIT, LinkageMap, Transaction, Violation, Year, normalize_line};
use crate::schema::{FindByName, NameIndex, ReadError, name_key};

/// So many rows or cells are read between two questions whether the plan is still wanted.
const CHUNK_SIZE: usize = 64;
/// The share of the time before the edit is tried.
const READ_SHARE: f32 = 0.4;

/// Where the cells of a block belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasteTarget {
    /// Its first row names the columns; rows are found by code, name or ends.
    Header(PasteHeader),
    /// By place: the records of its rows, and the columns of its cells.
    Cells {
        /// The table.
        kind: TableKind,
        /// The record of each row.
        rows: Vec<EditRow>,
        /// The column of each cell of a row.
        columns: Vec<TableColumn>,
    },
}

/// A block and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteRequest {
    /// The cells, row by row.
    pub cells: Vec<Vec<String>>,
    /// Where they belong.
    pub target: PasteTarget,
    /// The year whose figures are meant.
    pub year: Year,
    /// The language of reasons, and of numbers that could be read in either.
    pub language: Language,
}

/// What a block comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastePlan {
    /// The edit.
    pub edits: CellEdits,
    /// The columns of the cells of a row; none for those that are left out.
    pub columns: Vec<Option<TableColumn>>,
    /// The texts of each row, with the record that they are for; none for a row that is left out.
    pub rows: Vec<(Option<EditRow>, Vec<String>)>,
    /// Why rows are left out, by their place in `rows`.
    pub row_problems: BTreeMap<usize, String>,
    /// The rows that are new.
    pub new_rows: BTreeSet<EditRow>,
    /// The rows of records that get another value.
    pub changed_rows: BTreeSet<EditRow>,
    /// The cells that are refused.
    pub refused: Vec<RefusedCell>,
}

impl PasteRequest {
    /// The table.
    pub fn kind(&self) -> TableKind {
        match &self.target {
            PasteTarget::Header(header) => header.kind,
            PasteTarget::Cells { kind, .. } => *kind,
        }
    }

    /// Whether it has so many cells that planning takes longer than a frame has.
    pub fn has_many_cells(&self) -> bool {
        const MAX_CELLS: usize = 1_000;
        self.cells.iter().map(Vec::len).sum::<usize>() > MAX_CELLS
    }

    /// The same, or that for the records among which rows are found.
    pub fn is_large(&self, map: &LinkageMap) -> bool {
        const MAX_RECORDS: usize = 5_000;
        self.has_many_cells() || map.actors().len() + map.links().len() > MAX_RECORDS
    }

    /// The edit that it comes to on a map, tried on a copy.
    ///
    /// # Errors
    /// When the map refuses a product or stage that would be added.
    pub fn plan(&self, map: &LinkageMap) -> Result<PastePlan, Violation> {
        let planned = self.plan_with_progress(map, &|_| true);
        planned.unwrap_or_else(|| Ok(self.empty_plan(Vec::new())))
    }

    /// As [`Self::plan`]; `None` when cancelled.
    ///
    /// # Errors
    /// When the map refuses a product or stage that would be added.
    pub fn plan_with_progress(
        &self,
        map: &LinkageMap,
        progress: ProgressCallback<'_>,
    ) -> Option<Result<PastePlan, Violation>> {
        let reading = |part: f32| progress(part * READ_SHARE);
        let mut plan = match &self.target {
            PasteTarget::Header(header) => self.plan_by_header(header, map, &reading)?,
            PasteTarget::Cells { rows, columns, .. } => self.plan_by_place(rows, columns, map, &reading)?,
        };
        add_new_names(&mut plan, map, &|| progress(READ_SHARE))?;
        let mut copy = map.clone();
        let trying = |part: f32| progress(READ_SHARE + part * (1.0 - READ_SHARE));
        let outcome = match plan.edits.apply_with_progress(&mut Transaction::begin(&mut copy), &trying)? {
            Ok(outcome) => outcome,
            Err(violation) => return Some(Err(violation)),
        };
        plan.new_rows = outcome.added.keys().map(|number| EditRow::New(*number)).collect();
        plan.changed_rows = outcome.changed.iter().map(|(row, _)| EditRow::Record(*row)).collect();
        plan.refused = outcome.refused;
        Some(Ok(plan))
    }

    fn plan_by_header(
        &self,
        header: &PasteHeader,
        map: &LinkageMap,
        progress: ProgressCallback<'_>,
    ) -> Option<PastePlan> {
        let below = self.cells.get(1..).unwrap_or_default();
        let mut plan = self.empty_plan(header.columns.clone());
        let numbers = self.number_languages(&plan.columns, below);
        let mut matcher = RowMatcher::new(map, header.kind);
        for (at, row) in below.iter().enumerate() {
            if at.is_multiple_of(CHUNK_SIZE) && !progress(at as f32 / below.len() as f32) {
                return None;
            }
            let texts = cleaned_row(row, &plan.columns);
            let cells = plan.columns.iter().zip(&texts).enumerate();
            let filled = cells.filter_map(|(at, (column, text))| Some((at, (*column)?, text.as_str())));
            let filled: Vec<(usize, TableColumn, &str)> = filled.filter(|(.., text)| !text.trim().is_empty()).collect();
            let by_column: RowCells<'_> = filled.iter().map(|(_, column, text)| (column.id(), *text)).collect();
            let found = if filled.is_empty() { None } else { matcher.find(&by_column, at + 1) };
            let record = match found {
                Some(Ok(record)) => {
                    // What a register leaves empty it does not tell.
                    let known = known_record(record, map);
                    for (at, column, text) in filled.iter().filter(|(_, column, _)| column.is_editable()) {
                        let is_there =
                            self.is_there(known.as_ref(), *column, [row.get(*at).map_or("", |it| it), text], map);
                        if !is_there {
                            plan.edits.cells.push(self.edit(record, *column, text, &numbers));
                        }
                    }
                    Some(record)
                }
                Some(Err(problem)) => {
                    plan.row_problems.insert(at, problem.sentence(self.language));
                    None
                }
                None => None,
            };
            plan.rows.push((record, texts));
        }
        Some(plan)
    }

    fn plan_by_place(
        &self,
        rows: &[EditRow],
        columns: &[TableColumn],
        map: &LinkageMap,
        progress: ProgressCallback<'_>,
    ) -> Option<PastePlan> {
        let mut plan = self.empty_plan(columns.iter().copied().map(Some).collect());
        let numbers = self.number_languages(&plan.columns, &self.cells);
        for (at, (row, record)) in self.cells.iter().zip(rows).enumerate() {
            if at.is_multiple_of(CHUNK_SIZE) && !progress(at as f32 / rows.len() as f32) {
                return None;
            }
            let texts = cleaned_row(row, &plan.columns);
            let is_new = matches!(record, EditRow::New(_));
            if is_new && texts.iter().all(|text| text.trim().is_empty()) {
                plan.rows.push((None, texts));
                continue;
            }
            let known = known_record(*record, map);
            // A ragged row leaves what it does not reach.
            for ((column, text), raw) in columns.iter().zip(&texts).zip(row) {
                // What is computed stays as it is.
                if column.is_editable() && !self.is_there(known.as_ref(), *column, [raw, text], map) {
                    plan.edits.cells.push(self.edit(*record, *column, text, &numbers));
                }
            }
            plan.rows.push((Some(*record), texts));
        }
        Some(plan)
    }

    fn empty_plan(&self, columns: Vec<Option<TableColumn>>) -> PastePlan {
        PastePlan {
            edits: CellEdits::new(self.kind(), self.year, self.language),
            columns,
            rows: Vec::new(),
            row_problems: BTreeMap::new(),
            new_rows: BTreeSet::new(),
            changed_rows: BTreeSet::new(),
            refused: Vec::new(),
        }
    }

    /// The language that the numbers of each column are written in.
    fn number_languages(&self, columns: &[Option<TableColumn>], rows: &[Vec<String>]) -> Vec<(TableColumn, Language)> {
        let told = |(at, column): (usize, &Option<TableColumn>)| {
            let column = (*column).filter(|column| column.cell_type() != CellType::Text)?;
            let cells = rows.iter().filter_map(|row| row.get(at)).map(String::as_str);
            Some((column, number_language(column, cells, self.language)))
        };
        columns.iter().enumerate().filter_map(told).collect()
    }

    /// Whether a record has just that in a column already.
    fn is_there(&self, record: Option<&TableRecord>, column: TableColumn, texts: [&str; 2], map: &LinkageMap) -> bool {
        record.is_some_and(|record| {
            let shown = record.shown_texts(column, map, (self.year, self.language));
            texts.iter().any(|text| shown.iter().any(|shown| shown == text))
        })
    }

    fn edit(&self, row: EditRow, column: TableColumn, text: &str, numbers: &[(TableColumn, Language)]) -> CellEdit {
        let numbers = numbers.iter().find(|(other, _)| *other == column).map_or(self.language, |(_, told)| *told);
        CellEdit { row, column, text: text.to_owned(), numbers }
    }
}

/// Notes the products and stages that cells name and the map lacks, to be added first; `None` once that is not wanted.
fn add_new_names(plan: &mut PastePlan, map: &LinkageMap, is_wanted: &dyn Fn() -> bool) -> Option<()> {
    let names = NameIndex::new(map);
    let mut seen = BTreeSet::new();
    let (mut products, mut stages) = (Vec::new(), Vec::new());
    let mut note = |is_product: bool, name: &str, list: &mut Vec<String>| {
        let name = normalize_line(name);
        let fits = !name.is_empty() && name.chars().count() <= LINE_LIMIT;
        if fits && seen.insert((is_product, name_key(&name))) {
            list.push(name);
        }
    };
    for (at, cell) in plan.edits.cells.iter().enumerate() {
        if at.is_multiple_of(CHUNK_SIZE) && !is_wanted() {
            return None;
        }
        for name in cell.column.products_named(&cell.text) {
            if matches!(names.product(name), Err(ReadError::UnknownName(_))) {
                note(true, name, &mut products);
            }
        }
        if cell.column.is_stage() && matches!(names.stage(&cell.text), Err(ReadError::UnknownName(_))) {
            note(false, &cell.text, &mut stages);
        }
    }
    (plan.edits.new_products, plan.edits.new_stages) = (products, stages);
    Some(())
}

fn known_record(row: EditRow, map: &LinkageMap) -> Option<TableRecord> {
    match row {
        EditRow::Record(row) => TableRecord::of(row, map),
        EditRow::New(_) => None,
    }
}

/// The cells of a row as they are meant, as many as there are columns.
fn cleaned_row(row: &[String], columns: &[Option<TableColumn>]) -> Vec<String> {
    let cell = |(at, column): (usize, &Option<TableColumn>)| {
        let text = row.get(at).map(String::as_str).unwrap_or_default();
        column.map_or_else(|| text.to_owned(), |column| cleaned(text, column).into_owned())
    };
    columns.iter().enumerate().map(cell).collect()
}
