//! Which table is open, its order and its filter; and the rows that come of them, kept until one of these changes.
//!
//! Small tables are arranged within the frame. Of large ones the order, and what filters and totals look at, is worked
//! out beside the window.
//!
//! Invariant: rows, order, filter and totals that are shown are one [`View`] and always fit one another, and rows are
//! copied and written from nowhere else. Places are only ever applied to the very list of rows that they were worked out
//! for; a view has the rows of the state of the map that is shown, in the order whose head is marked, and those
//! of them that its filter leaves. What a person asked for last, [`TablesState::order`] and [`TablesState::typed`], may be
//! ahead of it: until the answer is there, the view stays as it is. With another table, or another state of the map, a
//! view begins anew, in the table's own order and unfiltered, until that has been worked out.

use crate::command::{Command, TableQuery, TableRows};
use crate::exchange::{SortOrder, TableIndex, TableKind, TableRow, TableSource, sorted_indices};
use crate::language::Heading;

/// So many rows are sorted and made ready for a filter within 8 ms, on one core.
const SYNC_ROW_LIMIT: usize = 2_000;

/// What was worked out of a table.
#[derive(Clone, Debug)]
pub enum TableResult {
    /// The places of its rows in an order.
    Order(Vec<usize>),
    /// What filters and totals look at.
    Prepared(TableIndex),
}

/// The rows of a table, in one order, with one filter.
#[derive(Debug)]
struct TableView {
    /// What they are made from; its order is none.
    query: TableQuery,
    /// All rows, in the table's own order.
    rows: Vec<TableRow>,
    /// The order of `places`; none is the table's own.
    order: Option<SortOrder>,
    /// All rows in that order, by their places in `rows`.
    sorted_indices: Vec<usize>,
    /// What was typed; without what it looks through, `prepared`, nothing.
    filter: String,
    prepared: Option<TableIndex>,
    /// What the filter leaves of `places`.
    filtered_indices: Vec<usize>,
    /// What that adds up to.
    totals: Vec<(Heading, f64)>,
}

impl TableView {
    fn new(query: TableQuery, source: TableSource<'_>) -> Self {
        let rows = query.kind.rows(source);
        let sorted_indices: Vec<usize> = (0..rows.len()).collect();
        let filtered_indices = sorted_indices.clone();
        Self {
            query,
            rows,
            order: None,
            sorted_indices,
            filter: String::new(),
            prepared: None,
            filtered_indices,
            totals: Vec::new(),
        }
    }

    fn set_order(&mut self, order: Option<SortOrder>, sorted_indices: Vec<usize>) {
        (self.order, self.sorted_indices) = (order, sorted_indices);
        self.apply_filter();
    }

    fn set_filter(&mut self, typed: &str) {
        typed.clone_into(&mut self.filter);
        self.apply_filter();
    }

    fn apply_filter(&mut self) {
        self.filtered_indices = match &self.prepared {
            Some(prepared) if !self.filter.trim().is_empty() => prepared.matching(&self.sorted_indices, &self.filter),
            _ => self.sorted_indices.clone(),
        };
        self.totals =
            self.prepared.as_ref().map(|prepared| prepared.totals(&self.filtered_indices)).unwrap_or_default();
    }
}

/// What the page remembers.
#[derive(Debug)]
pub struct TablesState {
    pub kind: TableKind,
    /// The filter that is asked for.
    pub filter_text: String,
    /// The order that is asked for.
    order: Option<SortOrder>,
    /// What is shown; none before the page was drawn.
    view: Option<TableView>,
    /// What is being worked out beside the window, of what the view is made from.
    pending: Vec<TableQuery>,
    /// What could not be worked out: it is not asked for again.
    failed: Vec<TableQuery>,
    /// Up to so many rows are arranged within the frame.
    sync_row_limit: usize,
}

impl Default for TablesState {
    fn default() -> Self {
        Self {
            kind: TableKind::default(),
            filter_text: String::new(),
            order: None,
            view: None,
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
        }
    }

    /// A click on a head: up, down, then the table's own order again.
    pub fn cycle_sort(&mut self, column: Heading) {
        self.order = match self.order {
            Some(order) if order.column == column && order.descending => None,
            Some(order) if order.column == column => Some(SortOrder { column, descending: true }),
            _ => Some(SortOrder { column, descending: false }),
        };
    }

    /// The order of the rows that are shown; none is the table's own.
    pub fn shown_order(&self) -> Option<SortOrder> {
        self.view.as_ref().and_then(|view| view.order)
    }

    /// The totals of the rows that are shown; none where nothing is added up, or not yet.
    pub fn totals(&self) -> &[(Heading, f64)] {
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

    /// Whether something is still worked out: an order, or what a filter needs.
    pub fn is_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Whether the rows that are shown are those that the typed filter leaves.
    pub fn is_filtered(&self) -> bool {
        self.view.as_ref().is_some_and(|view| view.filter.trim() == self.filter_text.trim())
    }

    /// A row that is shown.
    pub fn row(&self, at: usize) -> Option<TableRow> {
        let view = self.view.as_ref()?;
        view.filtered_indices.get(at).and_then(|at| view.rows.get(*at)).copied()
    }

    /// All rows that are shown, to be taken along.
    pub fn export(&self) -> Option<TableRows> {
        let view = self.view.as_ref()?;
        let rows = view.filtered_indices.iter().filter_map(|at| view.rows.get(*at)).copied().collect();
        Some(TableRows { kind: view.query.kind, rows })
    }

    /// Brings the rows up to date where something changed, or asks for what that takes. `made` is [`Arranging::of`] this
    /// table.
    pub fn update(&mut self, source: TableSource<'_>, query: TableQuery, commands: &mut Vec<Command>) {
        if self.view.as_ref().is_none_or(|view| view.query != query) {
            self.view = Some(TableView::new(query, source));
            self.pending.clear();
            self.failed.clear();
        }
        let Some(view) = &mut self.view else { return };
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
        if view.prepared.is_none() {
            if is_small {
                view.prepared = TableIndex::of(query.kind, source, &|_| true);
                view.apply_filter();
            } else {
                requests.push(query);
            }
        }
        if view.filter != self.filter_text && (view.prepared.is_some() || self.filter_text.trim().is_empty()) {
            view.set_filter(&self.filter_text);
        }
        requests.retain(|request| !self.failed.contains(request));
        // What is no longer wanted is not waited for.
        self.pending.retain(|asked| requests.contains(asked));
        for request in requests {
            if !self.pending.contains(&request) {
                self.pending.push(request);
                commands.push(Command::QueryTable(request));
            }
        }
    }

    /// What was asked for does not come.
    pub fn on_failure(&mut self) {
        self.failed.append(&mut self.pending);
    }

    /// Takes in what was worked out beside the window; what is no longer asked for is let go.
    pub fn on_result(&mut self, query: TableQuery, result: TableResult) {
        let Some(view) = self.view.as_mut().filter(|_| self.pending.contains(&query)) else { return };
        self.pending.retain(|other| *other != query);
        match result {
            TableResult::Order(sorted_indices) => view.set_order(query.order, sorted_indices),
            TableResult::Prepared(prepared) => {
                view.prepared = Some(prepared);
                view.set_filter(&self.filter_text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::analysis::{Assessment, assess};
    use crate::exchange::{haystacks, matching, sample_map, sorted_rows, total};
    use crate::language::Language;
    use crate::map::LinkageMap;

    /// What a person or the window does.
    #[derive(Clone, Debug)]
    enum Op {
        SelectTable(usize),
        CycleSort(usize),
        Type(usize),
        /// Another map, or the same one in another year.
        Change(usize),
        Draw,
        /// One of the results that were asked for at any time comes in, perhaps for the second time.
        Deliver(usize),
    }

    fn op() -> impl Strategy<Value = Op> {
        prop_oneof![
            1 => (0..5_usize).prop_map(Op::SelectTable),
            3 => (0..20_usize).prop_map(Op::CycleSort),
            2 => (0..FILTERS.len()).prop_map(Op::Type),
            1 => (0..6_usize).prop_map(Op::Change),
            4 => Just(Op::Draw),
            5 => (0..50_usize).prop_map(Op::Deliver),
        ]
    }

    const FILTERS: [&str; 5] = ["", "  ", "htx", "xoai", "h"];

    /// Three maps, each in two years.
    static STATES: LazyLock<[(LinkageMap, Assessment); 6]> = LazyLock::new(|| {
        [(0, 0), (0, 6), (1, 0), (1, 6), (2, 0), (2, 6)].map(|(seed, later)| {
            let map = sample_map(24 + seed as u32 * 3, seed);
            let known = assess(&map, map.info().year + later);
            (map, known)
        })
    });

    struct World {
        now: usize,
        edition: u64,
        state: TablesState,
        /// Everything that was ever asked for, with what the job came to.
        results: Vec<(TableQuery, TableResult)>,
    }

    impl World {
        fn new(sync_row_limit: usize) -> Self {
            let state = TablesState { sync_row_limit, ..TablesState::default() };
            Self { now: 0, edition: 0, state, results: Vec::new() }
        }

        fn source(&self) -> TableSource<'_> {
            let (map, assessment) = &STATES[self.now];
            TableSource { map, assessment, targets: &[], language: Language::Vietnamese }
        }

        fn query(&self) -> TableQuery {
            let (kind, edition) = (self.state.kind, self.edition);
            TableQuery { kind, order: None, edition, analysis: edition / 2, language: Language::Vietnamese }
        }

        fn draw(&mut self) {
            let (mut commands, made) = (Vec::new(), self.query());
            let mut state = std::mem::take(&mut self.state);
            state.update(self.source(), made, &mut commands);
            for command in commands {
                let Command::QueryTable(asked) = command else { panic!("{command:?}") };
                let arranged = match asked.order {
                    Some(order) => {
                        let rows = asked.kind.rows(self.source());
                        TableResult::Order(sorted_indices(&rows, order, self.source(), &|_| true).unwrap())
                    }
                    None => TableResult::Prepared(TableIndex::of(asked.kind, self.source(), &|_| true).unwrap()),
                };
                self.results.push((asked, arranged));
            }
            self.state = state;
        }

        /// What is shown is what a plain reading of the order that is marked and of the filter that is in force gives.
        fn check(&self) {
            let (state, source) = (&self.state, self.source());
            let Some(view) = &state.view else { return };
            // Whatever came in since the page was drawn last, it is of what that showed.
            if view.query != self.query() {
                return;
            }
            let all = ordered_by(state.kind, state.shown_order(), source);
            let fitting = matching(&haystacks(&all, state.kind.columns(), source), &view.filter);
            let rows: Vec<TableRow> = fitting.into_iter().map(|at| all[at]).collect();
            let command = state.export().unwrap();
            assert_eq!((command.kind, &command.rows), (state.kind, &rows));
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
        fn rows_order_and_filter_always_belong_together(
            ops in prop::collection::vec(op(), 1..60),
            sync_row_limit in prop_oneof![Just(0_usize), Just(20), Just(SYNC_ROW_LIMIT)],
        ) {
            let mut world = World::new(sync_row_limit);
            world.draw();
            for op in ops {
                match op {
                    Op::SelectTable(kind) => {
                        world.state.select_table(TableKind::ALL[kind]);
                        // The page arranges the rows before it draws them.
                        world.draw();
                    }
                    Op::CycleSort(column) => {
                        let columns = world.state.kind.columns();
                        world.state.cycle_sort(columns[column % columns.len()]);
                    }
                    Op::Type(at) => FILTERS[at].clone_into(&mut world.state.filter_text),
                    Op::Change(now) => {
                        (world.now, world.edition) = (now, world.edition + 1);
                        world.draw();
                    }
                    Op::Draw => world.draw(),
                    Op::Deliver(at) if !world.results.is_empty() => {
                        let (asked, arranged) = world.results[at % world.results.len()].clone();
                        world.state.on_result(asked, arranged);
                    }
                    Op::Deliver(_) => {}
                }
                world.check();
            }
            // Once everything has come in, what is shown is what was asked for.
            for _ in 0..2 {
                world.draw();
                for (asked, arranged) in world.results.clone() {
                    world.state.on_result(asked, arranged);
                }
            }
            world.check();
            prop_assert_eq!(world.state.shown_order(), world.state.order);
            prop_assert!(world.state.is_filtered() && !world.state.is_pending());
        }
    }
}
