//! Which table is open, its order and its filter; and the rows that come of them, kept until one of these changes.

use crate::exchange::{Order, Row, Source, TableKind, haystacks, matching, ordered, total};
use crate::language::{Heading, Language};

/// What the page remembers.
#[derive(Debug, Default)]
pub struct TablesState {
    pub kind: TableKind,
    pub typed: String,
    pub order: Option<Order>,
    /// The totals of the rows that are shown.
    pub totals: Vec<(Heading, f64)>,
    made_for: Option<(u64, Language, TableKind, Option<Order>)>,
    found_for: Option<String>,
    all: Vec<Row>,
    /// What a filter looks through; made when one is first typed.
    haystacks: Option<Vec<String>>,
    /// Which of all rows are shown.
    found: Vec<usize>,
}

impl TablesState {
    /// Opens another table, in its own order.
    pub fn choose(&mut self, kind: TableKind) {
        if self.kind != kind {
            self.kind = kind;
            self.order = None;
        }
    }

    /// A click on a head: up, down, then the table's own order again.
    pub fn turn(&mut self, column: Heading) {
        self.order = match self.order {
            Some(order) if order.column == column && order.descending => None,
            Some(order) if order.column == column => Some(Order { column, descending: true }),
            _ => Some(Order { column, descending: false }),
        };
    }

    /// How many rows the table has.
    pub fn all(&self) -> usize {
        self.all.len()
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether no row is shown.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// A row that is shown.
    pub fn row(&self, at: usize) -> Option<Row> {
        self.found.get(at).and_then(|at| self.all.get(*at)).copied()
    }

    /// All rows that are shown.
    pub fn rows(&self) -> Vec<Row> {
        (0..self.len()).filter_map(|at| self.row(at)).collect()
    }

    /// Makes the rows anew where something changed.
    pub fn arrange(&mut self, source: Source<'_>, surveys: u64) {
        let wanted = Some((surveys, source.language, self.kind, self.order));
        if self.made_for != wanted {
            self.made_for = wanted;
            let rows = self.kind.rows(source);
            self.all = self.order.map_or_else(|| rows.clone(), |order| ordered(&rows, order, source));
            self.haystacks = None;
            self.found_for = None;
        }
        if self.found_for.as_ref() == Some(&self.typed) {
            return;
        }
        self.found_for = Some(self.typed.clone());
        self.found = if self.typed.trim().is_empty() {
            (0..self.all.len()).collect()
        } else {
            let columns = self.kind.columns();
            matching(self.haystacks.get_or_insert_with(|| haystacks(&self.all, columns, source)), &self.typed)
        };
        let rows = self.rows();
        let summed = self.kind.summed();
        self.totals = summed.iter().map(|column| (*column, total(&rows, *column, source))).collect();
    }
}
