//! State of the tables page: the open table, its order and filter, and the resulting rows, cached until one of these
//! changes.
//!
//! Small tables are sorted and indexed within the frame, large ones in a background job.
//!
//! Invariant: the shown rows, order, filter and totals are one [`TableView`] and always consistent, and rows are copied
//! and exported from nowhere else. Indices are only ever applied to the list of rows that they were computed for; a
//! view has the rows of the shown state of the map, in the order marked in the column headers, and those of them that
//! match its filter. What the user requested last, [`TablesState::order`] and [`TablesState::filter_text`], may be
//! ahead of it: the view is unchanged until the result arrives. With another table, or another state of the map, a new
//! view starts in the table's own order and unfiltered, until the results arrive.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::edit_state::EditState;
use super::view::TableView;
use crate::analysis::{Detail, Group};
use crate::command::{Command, TableQuery, TableRows};
use crate::exchange::{
    ColumnSet, ConditionError, Conditions, EditRow, SortOrder, TableColumn, TableIndex, TableKind, TableRow,
    TableSource, sorted_indices,
};
use crate::language::Language;
use crate::map::LinkageMap;

/// This many rows are sorted and indexed within 8 ms, on one core.
const SYNC_ROW_LIMIT: usize = 2_000;

/// The result of a [`TableQuery`].
#[derive(Clone, Debug)]
pub enum TableResult {
    /// The indices of the rows in the requested order.
    Order(Vec<usize>),
    /// The index for filters and totals.
    Index(TableIndex),
}

/// State of the page, kept between frames.
#[derive(Debug)]
pub struct TablesState {
    pub kind: TableKind,
    /// The date of today, as the window says it.
    pub today: Date,
    /// What is being edited.
    pub edit: EditState,
    /// The columns of tables that show others than the usual ones.
    pub columns: BTreeMap<TableKind, ColumnSet>,
    /// The requested filter.
    pub filter_text: String,
    /// The requested order.
    order: Option<SortOrder>,
    /// The shown rows; `None` before the page is drawn.
    view: Option<TableView>,
    /// The rows of the present state of the map, while their order or filter is still worked out: until then the view is
    /// unchanged, so that an edit of a large table does not throw its rows about.
    next: Option<TableView>,
    /// The running background queries for the view.
    pending: Vec<TableQuery>,
    /// The failed queries, which are not repeated.
    failed: Vec<TableQuery>,
    /// Up to this many rows are sorted and indexed within the frame.
    sync_row_limit: usize,
}

impl Default for TablesState {
    fn default() -> Self {
        Self {
            kind: TableKind::default(),
            today: Date::default(),
            edit: EditState::default(),
            columns: BTreeMap::new(),
            filter_text: String::new(),
            order: None,
            view: None,
            next: None,
            pending: Vec::new(),
            failed: Vec::new(),
            sync_row_limit: SYNC_ROW_LIMIT,
        }
    }
}

impl TablesState {
    /// Opens another table, in its own order.
    pub fn select_table(&mut self, kind: TableKind) {
        if self.kind != kind {
            self.kind = kind;
            self.order = None;
            // Conditions name fields of one table.
            if Conditions::are_meant(&self.filter_text) {
                self.filter_text.clear();
            }
        }
    }

    /// Opens the table of actors on those of a group.
    pub fn list_actors_of(&mut self, group: &Group, map: &LinkageMap, language: Language) {
        if let Some(conditions) = Conditions::actors_of(group, map, language) {
            self.select_table(TableKind::Actors);
            self.filter_text = conditions;
        }
    }

    /// Opens the table of links on those in force that do not state a detail.
    pub fn list_links_without(&mut self, detail: Detail, language: Language) {
        self.select_table(TableKind::Links);
        Conditions::links_without(detail, language).clone_into(&mut self.filter_text);
    }

    /// Sorts by a column: ascending, then descending, then in the table's own order again.
    pub fn cycle_sort(&mut self, column: TableColumn) {
        self.order = match self.order {
            Some(order) if order.column == column && order.descending => None,
            Some(order) if order.column == column => Some(SortOrder { column, descending: true }),
            _ => Some(SortOrder { column, descending: false }),
        };
    }

    /// The order of the shown rows; `None` is the table's own.
    pub fn shown_order(&self) -> Option<SortOrder> {
        self.view.as_ref().and_then(|view| view.order)
    }

    /// The totals of the shown rows; empty if no column is summed, or not yet.
    pub fn totals(&self) -> &[(TableColumn, f64)] {
        self.view.as_ref().map_or(&[], |view| &view.totals)
    }

    /// How many rows the table has.
    pub fn total_rows(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.rows.len())
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.filtered_indices.len())
    }

    /// Whether no row is shown.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a query is running: for an order, or for the index that filters need.
    pub fn is_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Whether the shown rows are those that match the requested filter.
    pub fn is_filtered(&self) -> bool {
        self.view.as_ref().is_some_and(|view| view.filter.trim() == self.filter_text.trim())
    }

    /// Why the requested filter, which has a sign of a condition, states none.
    pub fn filter_error(&self) -> Option<ConditionError> {
        let is_meant = Conditions::are_meant(&self.filter_text);
        is_meant.then(|| Conditions::parse(self.kind, &self.filter_text).err()).flatten()
    }

    /// A shown row, by its position.
    pub fn row(&self, at: usize) -> Option<TableRow> {
        let view = self.view.as_ref()?;
        view.filtered_indices.get(at).and_then(|at| view.rows.get(*at)).copied()
    }

    /// The record of a shown row; the one behind the last row is new.
    pub fn row_at(&self, at: usize) -> EditRow {
        self.row(at).map_or(EditRow::New(0), EditRow::Record)
    }

    /// Where a record is shown.
    pub fn position(&self, row: EditRow) -> Option<usize> {
        match row {
            EditRow::Record(row) => (0..self.len()).find(|at| self.row(*at) == Some(row)),
            EditRow::New(_) => self.kind.has_records().then(|| self.len()),
        }
    }

    /// How many rows are shown, with the one that adds a record.
    pub fn rows_with_new(&self) -> usize {
        self.len() + usize::from(self.kind.has_records())
    }

    /// Which columns a table shows.
    pub fn column_set(&self, kind: TableKind) -> ColumnSet {
        self.columns.get(&kind).copied().unwrap_or_else(|| ColumnSet::usual(kind))
    }

    /// The shown columns with their places among all possible ones.
    pub fn shown_columns(&self) -> Vec<(usize, TableColumn)> {
        let shown = self.column_set(self.kind);
        self.kind.all_columns().iter().copied().enumerate().filter(|(at, _)| shown.contains(*at)).collect()
    }

    /// All shown rows, to copy or export.
    pub fn export(&self) -> Option<TableRows> {
        let view = self.view.as_ref()?;
        let rows = view.filtered_indices.iter().filter_map(|at| view.rows.get(*at)).copied().collect();
        let columns = self.shown_columns().into_iter().map(|(_, column)| column).collect();
        Some(TableRows { kind: view.query.kind, rows, columns, has_header: true })
    }

    /// Updates the rows after a change, or emits the queries that this takes. `query` is [`TableQuery::of`] this table.
    /// While a cell is being edited, no row moves.
    pub fn update(&mut self, source: TableSource<'_>, query: TableQuery, commands: &mut Vec<Command>) {
        let is_same_table = self.view.as_ref().is_some_and(|view| view.query.kind == query.kind);
        if self.edit.editor.is_some() && is_same_table {
            return;
        }
        self.renew(source, query);
        let Some(view) = self.next.as_mut().or(self.view.as_mut()) else { return };
        let is_small = view.rows.len() <= self.sync_row_limit;
        let mut requests = Vec::new();
        if view.order != self.order {
            match self.order {
                None => view.set_order(None, (0..view.rows.len()).collect()),
                Some(order) if is_small => {
                    let sorted_indices = sorted_indices(&view.rows, order, source, &|_| true);
                    view.set_order(Some(order), sorted_indices.unwrap_or_default());
                }
                order @ Some(_) => requests.push(TableQuery { order, ..query }),
            }
        }
        if view.index.is_none() {
            if is_small {
                let columns = query.columns.columns(query.kind);
                view.index = TableIndex::of_columns(query.kind, &columns, source, &|_| true);
                view.apply_filter();
            } else {
                requests.push(query);
            }
        }
        if view.filter != self.filter_text && (view.index.is_some() || self.filter_text.trim().is_empty()) {
            view.set_filter(&self.filter_text, source);
        }
        requests.retain(|request| !self.failed.contains(request));
        // Forgets queries that are no longer needed.
        self.pending.retain(|pending_query| requests.contains(pending_query));
        for request in requests {
            if !self.pending.contains(&request) {
                self.pending.push(request);
                commands.push(Command::QueryTable(request));
            }
        }
        self.show_next();
    }

    /// Starts a view of another state of the map, or of another table.
    fn renew(&mut self, source: TableSource<'_>, query: TableQuery) {
        let latest = self.next.as_ref().or(self.view.as_ref());
        if latest.is_some_and(|view| view.query == query) {
            return;
        }
        let view = TableView::new(query, source);
        let is_arranged = |shown: &TableView| {
            let is_same = (shown.query.kind, shown.query.language) == (query.kind, query.language);
            is_same && (shown.order.is_some() || !shown.filter.trim().is_empty())
        };
        let keeps = query.kind.has_records()
            && view.rows.len() > self.sync_row_limit
            && self.view.as_ref().is_some_and(is_arranged);
        if keeps {
            self.next = Some(view);
        } else {
            (self.view, self.next) = (Some(view), None);
        }
        self.pending.clear();
        self.failed.clear();
    }

    /// Shows the rows of the present state of the map, once they are in order.
    fn show_next(&mut self) {
        if self.pending.is_empty()
            && self.edit.editor.is_none()
            && let Some(next) = self.next.take()
        {
            self.view = Some(next);
        }
    }

    /// Marks the running queries as failed.
    pub fn on_failure(&mut self) {
        self.failed.append(&mut self.pending);
    }

    /// Applies the result of a query; drops it if the query is no longer pending.
    pub fn on_result(&mut self, query: TableQuery, result: TableResult) {
        let view = self.next.as_mut().or(self.view.as_mut());
        let Some(view) = view.filter(|_| self.pending.contains(&query)) else { return };
        if self.edit.editor.is_some() {
            // It would move the rows; it is asked for again when typing ends.
            self.pending.retain(|other| *other != query);
            return;
        }
        self.pending.retain(|other| *other != query);
        match result {
            TableResult::Order(sorted_indices) => view.set_order(query.order, sorted_indices),
            TableResult::Index(index) => {
                view.index = Some(index);
                view.apply_filter();
            }
        }
        self.show_next();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::analysis::{Assessment, assess};
    use crate::exchange::{haystacks, matching, sample_map, sorted_rows, total};
    use crate::map::{ActorKind, LinkageMap};

    /// An action of the user or the window.
    #[derive(Clone, Debug)]
    enum Op {
        SelectTable(usize),
        CycleSort(usize),
        TypeFilter(usize),
        /// Another map, or the same one in another year.
        ChangeMap(usize),
        Draw,
        /// One of the results requested at any time arrives, perhaps for the second time.
        Deliver(usize),
    }

    fn op() -> impl Strategy<Value = Op> {
        prop_oneof![
            1 => (0..5_usize).prop_map(Op::SelectTable),
            3 => (0..20_usize).prop_map(Op::CycleSort),
            2 => (0..FILTERS.len()).prop_map(Op::TypeFilter),
            1 => (0..6_usize).prop_map(Op::ChangeMap),
            4 => Just(Op::Draw),
            5 => (0..50_usize).prop_map(Op::Deliver),
        ]
    }

    const CONDITION: &str = "loại=HTX";
    // The last names a field that no table but that of actors has, the others are plain words.
    const FILTERS: [&str; 6] = ["", "  ", "htx", "xoai", "h", CONDITION];

    /// Three maps, each in two years.
    static STATES: LazyLock<[(LinkageMap, Assessment); 6]> = LazyLock::new(|| {
        [(0, 0), (0, 6), (1, 0), (1, 6), (2, 0), (2, 6)].map(|(seed, later)| {
            let map = sample_map(24 + seed as u32 * 3, seed);
            let known = assess(&map, map.info().year + later);
            (map, known)
        })
    });

    struct TestPage {
        state_index: usize,
        generation: u64,
        state: TablesState,
        /// Every query so far with its result.
        results: Vec<(TableQuery, TableResult)>,
    }

    impl TestPage {
        fn new(sync_row_limit: usize) -> Self {
            let state = TablesState { sync_row_limit, ..TablesState::default() };
            Self { state_index: 0, generation: 0, state, results: Vec::new() }
        }

        fn source(&self) -> TableSource<'_> {
            let (map, assessment) = &STATES[self.state_index];
            TableSource::new(map, assessment, Language::Vietnamese)
        }

        fn query(&self) -> TableQuery {
            let (kind, generation) = (self.state.kind, self.generation);
            TableQuery {
                kind,
                columns: ColumnSet::usual(kind),
                order: None,
                map_generation: generation,
                analysis_generation: generation / 2,
                language: Language::Vietnamese,
            }
        }

        fn draw(&mut self) {
            let (mut commands, query) = (Vec::new(), self.query());
            let mut state = std::mem::take(&mut self.state);
            state.update(self.source(), query, &mut commands);
            for command in commands {
                let Command::QueryTable(requested) = command else { panic!("{command:?}") };
                let result = match requested.order {
                    Some(order) => {
                        let rows = requested.kind.rows(self.source());
                        TableResult::Order(sorted_indices(&rows, order, self.source(), &|_| true).unwrap())
                    }
                    None => TableResult::Index(TableIndex::of(requested.kind, self.source(), &|_| true).unwrap()),
                };
                self.results.push((requested, result));
            }
            self.state = state;
        }

        /// Checks the shown rows against a naive sort by the marked order and a naive match of the applied filter.
        fn check(&self) {
            let (state, source) = (&self.state, self.source());
            let Some(view) = &state.view else { return };
            // Before the page is drawn again, the view is of an earlier state.
            if view.query != self.query() {
                return;
            }
            let all = ordered_by(state.kind, state.shown_order(), source);
            let rows: Vec<TableRow> = if view.filter == CONDITION && state.kind == TableKind::Actors {
                let is_cooperative = |row: &TableRow| matches!(row, TableRow::Actor(id) if source.map.actors()[id].kind == ActorKind::Cooperative);
                all.into_iter().filter(is_cooperative).collect()
            } else {
                let indices = matching(&haystacks(&all, state.kind.columns(), source), &view.filter);
                indices.into_iter().map(|at| all[at]).collect()
            };
            let exported = state.export().unwrap();
            assert_eq!((exported.kind, &exported.rows), (state.kind, &rows));
            let shown: Vec<TableRow> = (0..state.len()).filter_map(|at| state.row(at)).collect();
            assert_eq!(shown, rows);
            for (heading, sum) in state.totals() {
                assert!((sum - total(&rows, *heading, source)).abs() < 1e-6);
            }
            assert_eq!(state.is_filtered(), view.filter.trim() == state.filter_text.trim());
        }
    }

    fn ordered_by(kind: TableKind, order: Option<SortOrder>, source: TableSource<'_>) -> Vec<TableRow> {
        let rows = kind.rows(source);
        order.map_or(rows.clone(), |order| sorted_rows(&rows, order, source))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn rows_order_and_filter_are_consistent(
            ops in prop::collection::vec(op(), 1..60),
            sync_row_limit in prop_oneof![Just(0_usize), Just(20), Just(SYNC_ROW_LIMIT)],
        ) {
            let mut page = TestPage::new(sync_row_limit);
            page.draw();
            for op in ops {
                match op {
                    Op::SelectTable(kind) => {
                        page.state.select_table(TableKind::ALL[kind]);
                        // The page updates the rows before it draws them.
                        page.draw();
                    }
                    Op::CycleSort(column) => {
                        let columns = page.state.kind.columns();
                        page.state.cycle_sort(columns[column % columns.len()]);
                    }
                    Op::TypeFilter(at) => FILTERS[at].clone_into(&mut page.state.filter_text),
                    Op::ChangeMap(now) => {
                        (page.state_index, page.generation) = (now, page.generation + 1);
                        page.draw();
                    }
                    Op::Draw => page.draw(),
                    Op::Deliver(at) if !page.results.is_empty() => {
                        let (asked, result) = page.results[at % page.results.len()].clone();
                        page.state.on_result(asked, result);
                    }
                    Op::Deliver(_) => {}
                }
                page.check();
            }
            // Once all results have arrived, what is shown is what was requested.
            for _ in 0..2 {
                page.draw();
                for (asked, result) in page.results.clone() {
                    page.state.on_result(asked, result);
                }
            }
            page.check();
            prop_assert_eq!(page.state.shown_order(), page.state.order);
            prop_assert!(page.state.is_filtered() && !page.state.is_pending());
        }
    }
}
