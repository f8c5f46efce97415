//! The rows of a table, in one order, with one filter.

use crate::command::TableQuery;
use crate::exchange::{Conditions, SortOrder, TableColumn, TableIndex, TableRow, TableSource};

/// The rows of a table, in one order, with one filter.
#[derive(Debug)]
pub(super) struct TableView {
    /// What the rows are made from; its order is `None`.
    pub query: TableQuery,
    /// All rows, in the table's own order.
    pub rows: Vec<TableRow>,
    /// The order of `sorted_indices`; `None` is the table's own.
    pub order: Option<SortOrder>,
    /// All rows in that order, as indices into `rows`.
    sorted_indices: Vec<usize>,
    /// The applied filter; blank while there is no index.
    pub filter: String,
    pub index: Option<TableIndex>,
    /// Which of `rows` meet the conditions that the filter states; `None` where it is plain text.
    met: Option<Vec<bool>>,
    /// Those of `sorted_indices` that match the filter.
    pub filtered_indices: Vec<usize>,
    /// The totals of the filtered rows.
    pub totals: Vec<(TableColumn, f64)>,
}

impl TableView {
    pub fn new(query: TableQuery, source: TableSource<'_>) -> Self {
        let rows = query.kind.rows(source);
        let sorted_indices: Vec<usize> = (0..rows.len()).collect();
        let filtered_indices = sorted_indices.clone();
        Self {
            query,
            rows,
            order: None,
            sorted_indices,
            filter: String::new(),
            index: None,
            met: None,
            filtered_indices,
            totals: Vec::new(),
        }
    }

    pub fn set_order(&mut self, order: Option<SortOrder>, sorted_indices: Vec<usize>) {
        (self.order, self.sorted_indices) = (order, sorted_indices);
        self.apply_filter();
    }

    /// Filters by conditions where the text states some, else by its words.
    pub fn set_filter(&mut self, typed: &str, source: TableSource<'_>) {
        typed.clone_into(&mut self.filter);
        let conditions = Conditions::are_meant(typed).then(|| Conditions::parse(self.query.kind, typed).ok()).flatten();
        let is_met = |conditions: Conditions| self.rows.iter().map(|row| conditions.hold(*row, source)).collect();
        self.met = conditions.map(is_met);
        self.apply_filter();
    }

    pub fn apply_filter(&mut self) {
        let is_met = |at: &usize| self.met.as_ref().is_none_or(|met| met.get(*at).copied().unwrap_or_default());
        self.filtered_indices = match &self.index {
            _ if self.met.is_some() => self.sorted_indices.iter().copied().filter(is_met).collect(),
            Some(index) if !self.filter.trim().is_empty() => index.matching(&self.sorted_indices, &self.filter),
            _ => self.sorted_indices.clone(),
        };
        self.totals = self.index.as_ref().map(|index| index.totals(&self.filtered_indices)).unwrap_or_default();
    }
}
