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
const URGENT_BUDGET: usize = 2_000;

/// What was worked out of a table.
#[derive(Clone, Debug)]
pub enum Arranged {
    /// The places of its rows in an order.
    Order(Vec<usize>),
    /// What filters and totals look at.
    Prepared(TableIndex),
}

/// The rows of a table, in one order, with one filter.
#[derive(Debug)]
struct View {
    /// What they are made from; its order is none.
    made: TableQuery,
    /// All rows, in the table's own order.
    rows: Vec<TableRow>,
    /// The order of `places`; none is the table's own.
    order: Option<SortOrder>,
    /// All rows in that order, by their places in `rows`.
    places: Vec<usize>,
    /// What was typed; without what it looks through, `prepared`, nothing.
    filter: String,
    prepared: Option<TableIndex>,
    /// What the filter leaves of `places`.
    found: Vec<usize>,
    /// What that adds up to.
    totals: Vec<(Heading, f64)>,
}

impl View {
    fn new(made: TableQuery, source: TableSource<'_>) -> Self {
        let rows = made.kind.rows(source);
        let places: Vec<usize> = (0..rows.len()).collect();
        let found = places.clone();
        Self { made, rows, order: None, places, filter: String::new(), prepared: None, found, totals: Vec::new() }
    }

    fn put(&mut self, order: Option<SortOrder>, places: Vec<usize>) {
        (self.order, self.places) = (order, places);
        self.find();
    }

    fn filter(&mut self, typed: &str) {
        typed.clone_into(&mut self.filter);
        self.find();
    }

    fn find(&mut self) {
        self.found = match &self.prepared {
            Some(prepared) if !self.filter.trim().is_empty() => prepared.matching(&self.places, &self.filter),
            _ => self.places.clone(),
        };
        self.totals = self.prepared.as_ref().map(|prepared| prepared.totals(&self.found)).unwrap_or_default();
    }
}

/// What the page remembers.
#[derive(Debug)]
pub struct TablesState {
    pub kind: TableKind,
    /// The filter that is asked for.
    pub typed: String,
    /// The order that is asked for.
    order: Option<SortOrder>,
    /// What is shown; none before the page was drawn.
    view: Option<View>,
    /// What is being worked out beside the window, of what the view is made from.
    asked: Vec<TableQuery>,
    /// What could not be worked out: it is not asked for again.
    failed: Vec<TableQuery>,
    /// Up to so many rows are arranged within the frame.
    at_once: usize,
}

impl Default for TablesState {
    fn default() -> Self {
        Self {
            kind: TableKind::default(),
            typed: String::new(),
            order: None,
            view: None,
            asked: Vec::new(),
            failed: Vec::new(),
            at_once: URGENT_BUDGET,
        }
    }
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
    pub fn all(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.rows.len())
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.found.len())
    }

    /// Whether no row is shown.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether something is still worked out: an order, or what a filter needs.
    pub fn is_working(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Whether the rows that are shown are those that the typed filter leaves.
    pub fn is_filtered(&self) -> bool {
        self.view.as_ref().is_some_and(|view| view.filter.trim() == self.typed.trim())
    }

    /// A row that is shown.
    pub fn row(&self, at: usize) -> Option<TableRow> {
        let view = self.view.as_ref()?;
        view.found.get(at).and_then(|at| view.rows.get(*at)).copied()
    }

    /// All rows that are shown, to be taken along.
    pub fn wish(&self) -> Option<TableRows> {
        let view = self.view.as_ref()?;
        let rows = view.found.iter().filter_map(|at| view.rows.get(*at)).copied().collect();
        Some(TableRows { kind: view.made.kind, rows })
    }

    /// Brings the rows up to date where something changed, or asks for what that takes. `made` is [`Arranging::of`] this
    /// table.
    pub fn arrange(&mut self, source: TableSource<'_>, made: TableQuery, wishes: &mut Vec<Command>) {
        if self.view.as_ref().is_none_or(|view| view.made != made) {
            self.view = Some(View::new(made, source));
            self.asked.clear();
            self.failed.clear();
        }
        let Some(view) = &mut self.view else { return };
        let is_small = view.rows.len() <= self.at_once;
        let mut asks = Vec::new();
        if view.order != self.order {
            match self.order {
                None => view.put(None, (0..view.rows.len()).collect()),
                Some(order) if is_small => {
                    let places = sorted_indices(&view.rows, order, source, &|_| true);
                    view.put(Some(order), places.unwrap_or_default());
                }
                order @ Some(_) => asks.push(TableQuery { order, ..made }),
            }
        }
        if view.prepared.is_none() {
            if is_small {
                view.prepared = TableIndex::of(made.kind, source, &|_| true);
                view.find();
            } else {
                asks.push(made);
            }
        }
        if view.filter != self.typed && (view.prepared.is_some() || self.typed.trim().is_empty()) {
            view.filter(&self.typed);
        }
        asks.retain(|asking| !self.failed.contains(asking));
        // What is no longer wanted is not waited for.
        self.asked.retain(|asked| asks.contains(asked));
        for asking in asks {
            if !self.asked.contains(&asking) {
                self.asked.push(asking);
                wishes.push(Command::QueryTable(asking));
            }
        }
    }

    /// What was asked for does not come.
    pub fn give_up(&mut self) {
        self.failed.append(&mut self.asked);
    }

    /// Takes in what was worked out beside the window; what is no longer asked for is let go.
    pub fn take(&mut self, asked: TableQuery, arranged: Arranged) {
        let Some(view) = self.view.as_mut().filter(|_| self.asked.contains(&asked)) else { return };
        self.asked.retain(|other| *other != asked);
        match arranged {
            Arranged::Order(places) => view.put(asked.order, places),
            Arranged::Prepared(prepared) => {
                view.prepared = Some(prepared);
                view.filter(&self.typed);
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
        Choose(usize),
        Turn(usize),
        Type(usize),
        /// Another map, or the same one in another year.
        Change(usize),
        Draw,
        /// One of the results that were asked for at any time comes in, perhaps for the second time.
        Deliver(usize),
    }

    fn op() -> impl Strategy<Value = Op> {
        prop_oneof![
            1 => (0..5_usize).prop_map(Op::Choose),
            3 => (0..20_usize).prop_map(Op::Turn),
            2 => (0..TYPED.len()).prop_map(Op::Type),
            1 => (0..6_usize).prop_map(Op::Change),
            4 => Just(Op::Draw),
            5 => (0..50_usize).prop_map(Op::Deliver),
        ]
    }

    const TYPED: [&str; 5] = ["", "  ", "htx", "xoai", "h"];

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
        results: Vec<(TableQuery, Arranged)>,
    }

    impl World {
        fn new(at_once: usize) -> Self {
            let state = TablesState { at_once, ..TablesState::default() };
            Self { now: 0, edition: 0, state, results: Vec::new() }
        }

        fn source(&self) -> TableSource<'_> {
            let (map, assessment) = &STATES[self.now];
            TableSource { map, assessment, targets: &[], language: Language::Vietnamese }
        }

        fn made(&self) -> TableQuery {
            let (kind, edition) = (self.state.kind, self.edition);
            TableQuery { kind, order: None, edition, analysis: edition / 2, language: Language::Vietnamese }
        }

        fn draw(&mut self) {
            let (mut wishes, made) = (Vec::new(), self.made());
            let mut state = std::mem::take(&mut self.state);
            state.arrange(self.source(), made, &mut wishes);
            for wish in wishes {
                let Command::QueryTable(asked) = wish else { panic!("{wish:?}") };
                let arranged = match asked.order {
                    Some(order) => {
                        let rows = asked.kind.rows(self.source());
                        Arranged::Order(sorted_indices(&rows, order, self.source(), &|_| true).unwrap())
                    }
                    None => Arranged::Prepared(TableIndex::of(asked.kind, self.source(), &|_| true).unwrap()),
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
            if view.made != self.made() {
                return;
            }
            let all = ordered_by(state.kind, state.shown_order(), source);
            let fitting = matching(&haystacks(&all, state.kind.columns(), source), &view.filter);
            let rows: Vec<TableRow> = fitting.into_iter().map(|at| all[at]).collect();
            let wish = state.wish().unwrap();
            assert_eq!((wish.kind, &wish.rows), (state.kind, &rows));
            let shown: Vec<TableRow> = (0..state.len()).filter_map(|at| state.row(at)).collect();
            assert_eq!(shown, rows);
            for (heading, sum) in state.totals() {
                assert!((sum - total(&rows, *heading, source)).abs() < 1e-6);
            }
            assert_eq!(state.is_filtered(), view.filter.trim() == state.typed.trim());
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
            at_once in prop_oneof![Just(0_usize), Just(20), Just(URGENT_BUDGET)],
        ) {
            let mut world = World::new(at_once);
            world.draw();
            for op in ops {
                match op {
                    Op::Choose(kind) => {
                        world.state.choose(TableKind::ALL[kind]);
                        // The page arranges the rows before it draws them.
                        world.draw();
                    }
                    Op::Turn(column) => {
                        let columns = world.state.kind.columns();
                        world.state.turn(columns[column % columns.len()]);
                    }
                    Op::Type(at) => TYPED[at].clone_into(&mut world.state.typed),
                    Op::Change(now) => {
                        (world.now, world.edition) = (now, world.edition + 1);
                        world.draw();
                    }
                    Op::Draw => world.draw(),
                    Op::Deliver(at) if !world.results.is_empty() => {
                        let (asked, arranged) = world.results[at % world.results.len()].clone();
                        world.state.take(asked, arranged);
                    }
                    Op::Deliver(_) => {}
                }
                world.check();
            }
            // Once everything has come in, what is shown is what was asked for.
            for _ in 0..2 {
                world.draw();
                for (asked, arranged) in world.results.clone() {
                    world.state.take(asked, arranged);
                }
            }
            world.check();
            prop_assert_eq!(world.state.shown_order(), world.state.order);
            prop_assert!(world.state.is_filtered() && !world.state.is_working());
        }
    }
}
