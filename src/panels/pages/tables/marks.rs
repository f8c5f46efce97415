//! Texts that stand in cells without being in the map: wrong values with their reasons, and what is typed in the new row so
//! far. None is lost until it is corrected or discarded, whatever table or page is shown meanwhile.

use std::collections::BTreeMap;

use super::cursor::CellPlace;
use crate::exchange::{CellEdits, CellsOutcome, EditRow, TableColumn, TableKind};
use crate::map::{LinkageMap, Year};

/// A text that stands in a cell without being in the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The text.
    pub text: String,
    /// What is wrong with it; nothing for a value of a row that is not complete yet.
    pub reason: Option<String>,
}

/// The cell of a mark: figures are of a year.
type MarkKey = (TableKind, CellPlace, Option<Year>);

/// The marks of a document.
#[derive(Debug, Default)]
pub struct Marks(BTreeMap<MarkKey, Mark>);

fn key(kind: TableKind, place: CellPlace, year: Year) -> MarkKey {
    let column = kind.all_columns().get(place.column);
    (kind, place, column.is_some_and(|column| matches!(column, TableColumn::Figures(_))).then_some(year))
}

impl Marks {
    /// The mark of a cell in a year.
    pub fn get(&self, kind: TableKind, place: CellPlace, year: Year) -> Option<&Mark> {
        if self.0.is_empty() { None } else { self.0.get(&key(kind, place, year)) }
    }

    /// Marks a cell.
    pub fn insert(&mut self, kind: TableKind, place: CellPlace, year: Year, mark: Mark) {
        self.0.insert(key(kind, place, year), mark);
    }

    /// Takes the mark of a cell away.
    pub fn remove(&mut self, kind: TableKind, place: CellPlace, year: Year) {
        self.0.remove(&key(kind, place, year));
    }

    /// The texts that stand in cells without being in the map.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|mark| mark.text.as_str())
    }

    /// The texts of the new row of a table, by column.
    pub fn new_row(&self, kind: TableKind) -> impl Iterator<Item = (usize, &str)> {
        let of_new = move |(of, place, _): &MarkKey| *of == kind && matches!(place.row, EditRow::New(_));
        self.0
            .iter()
            .filter(move |(key, _)| of_new(key))
            .map(|((_, place, _), mark)| (place.column, mark.text.as_str()))
    }

    /// Takes in what became of an edit: what was refused stands marked in its cells, the others lose their marks.
    pub fn on_edited(&mut self, edits: &CellEdits, outcome: &CellsOutcome) {
        let kind = edits.kind;
        let column_of = |column: TableColumn| kind.all_columns().iter().position(|other| *other == column);
        for cell in &edits.cells {
            let Some(column) = column_of(cell.column) else { continue };
            let is_done = match cell.row {
                EditRow::Record(_) => true,
                EditRow::New(number) => outcome.added.contains_key(&number),
            };
            if is_done {
                self.remove(kind, CellPlace { row: cell.row, column }, edits.year);
            }
        }
        for refused in &outcome.refused {
            let row = match refused.row {
                EditRow::New(number) => match outcome.added.get(&number) {
                    Some(row) => EditRow::Record(*row),
                    // Only the one new row of the table keeps what is typed in it.
                    None if number > 0 || refused.text.is_empty() => continue,
                    None => refused.row,
                },
                row @ EditRow::Record(_) => row,
            };
            if let Some(column) = column_of(refused.column) {
                let mark = Mark { text: refused.text.clone(), reason: Some(refused.reason.clone()) };
                self.insert(kind, CellPlace { row, column }, edits.year, mark);
            }
        }
    }

    /// Forgets the marks of records that the map no longer has.
    pub fn retain_existing(&mut self, map: &LinkageMap) {
        self.0.retain(|(_, place, _), _| match place.row {
            EditRow::New(_) => true,
            EditRow::Record(row) => crate::exchange::TableRecord::of(row, map).is_some(),
        });
    }
}
