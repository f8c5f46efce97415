//! Which table is open, its order and its filter; and the rows that come of them, kept until one of these changes.
//!
//! Small tables are arranged within the frame. Of large ones the order, and what filters and totals look at, is worked
//! out beside the window: until it is there the rows stay as they stand.

use crate::command::{Arranging, Command};
use crate::exchange::{Order, Prepared, Row, Source, TableKind, order_of};
use crate::language::{Heading, Language};

/// So many rows are sorted and made ready for a filter within 8 ms, on one core.
const AT_ONCE: usize = 2_000;

/// What was worked out of a table.
#[derive(Clone, Debug)]
pub enum Arranged {
    /// The places of its rows in an order.
    Order(Vec<usize>),
    /// What filters and totals look at.
    Prepared(Prepared),
}

/// What the page remembers.
#[derive(Debug, Default)]
pub struct TablesState {
    pub kind: TableKind,
    pub typed: String,
    pub order: Option<Order>,
    /// The totals of the rows that are shown.
    pub totals: Vec<(Heading, f64)>,
    /// Which table of which survey the rows are of.
    rows_of: Option<(u64, Language, TableKind)>,
    rows: Vec<Row>,
    prepared: Option<Prepared>,
    /// The order of `places`.
    placed_by: Option<Order>,
    /// The rows in their order, by their places in `rows`.
    places: Vec<usize>,
    /// Which rows are shown, by their places in `rows`.
    found: Vec<usize>,
    /// The rows that are shown are up to date but for what is asked for.
    is_found: bool,
    found_for: String,
    /// What is being worked out beside the window.
    asked: Vec<Arranging>,
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
        self.rows.len()
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether no row is shown.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether something is still worked out: an order, or what a filter needs.
    pub fn is_working(&self) -> bool {
        !self.asked.is_empty()
    }

    /// A row that is shown.
    pub fn row(&self, at: usize) -> Option<Row> {
        self.found.get(at).and_then(|at| self.rows.get(*at)).copied()
    }

    /// All rows that are shown.
    pub fn rows(&self) -> Vec<Row> {
        self.found.iter().filter_map(|at| self.rows.get(*at)).copied().collect()
    }

    /// Brings the rows up to date where something changed, or asks for what that takes.
    pub fn arrange(&mut self, source: Source<'_>, surveys: u64, wishes: &mut Vec<Command>) {
        let rows_of = (surveys, source.language, self.kind);
        if self.rows_of != Some(rows_of) {
            self.rows_of = Some(rows_of);
            self.rows = self.kind.rows(source);
            self.prepared = None;
            self.put(None, (0..self.rows.len()).collect());
            self.asked.clear();
        }
        let asking = |order| Arranging { kind: rows_of.2, order, surveys, language: source.language };
        if self.placed_by != self.order {
            match self.order {
                None => self.put(None, (0..self.rows.len()).collect()),
                Some(order) if self.is_small() => {
                    let places = order_of(&self.rows, order, source, &|_| true).unwrap_or_default();
                    self.put(Some(order), places);
                }
                order @ Some(_) => self.ask(asking(order), wishes),
            }
        }
        if self.prepared.is_none() {
            if self.is_small() {
                self.prepared = Prepared::of(self.kind, source, &|_| true);
                self.is_found = false;
            } else {
                self.ask(asking(None), wishes);
            }
        }
        self.find();
    }

    /// Takes in what was worked out beside the window; what is no longer asked for is let go.
    pub fn take(&mut self, asked: Arranging, arranged: Arranged) {
        if !self.asked.contains(&asked) {
            return;
        }
        self.asked.retain(|other| *other != asked);
        match arranged {
            Arranged::Order(places) if asked.order == self.order => self.put(asked.order, places),
            Arranged::Order(_) => {}
            Arranged::Prepared(prepared) => self.prepared = Some(prepared),
        }
        self.is_found = false;
    }

    /// What was asked for does not come: the table stays in its own order, and is not asked for again.
    pub fn give_up(&mut self) {
        self.asked.clear();
        self.order = self.placed_by;
    }

    fn is_small(&self) -> bool {
        self.rows.len() <= AT_ONCE
    }

    fn put(&mut self, order: Option<Order>, places: Vec<usize>) {
        self.placed_by = order;
        self.places = places;
        self.is_found = false;
        // An order that was asked for and is no longer wanted.
        self.asked.retain(|asked| asked.order.is_none());
    }

    fn ask(&mut self, asking: Arranging, wishes: &mut Vec<Command>) {
        if !self.asked.contains(&asking) {
            // One order at a time: another one takes the place of what was asked for before.
            self.asked.retain(|other| other.order.is_some() != asking.order.is_some());
            self.asked.push(asking);
            wishes.push(Command::ArrangeTable(asking));
        }
    }

    fn find(&mut self) {
        if self.is_found && self.found_for == self.typed {
            return;
        }
        match &self.prepared {
            Some(prepared) if !self.typed.trim().is_empty() => {
                self.found = prepared.matching(&self.places, &self.typed);
            }
            // A filter waits for what it looks through; the order need not.
            None if !self.typed.trim().is_empty() => return,
            _ => self.found.clone_from(&self.places),
        }
        self.totals = self.prepared.as_ref().map(|prepared| prepared.totals(&self.found)).unwrap_or_default();
        self.found_for.clone_from(&self.typed);
        self.is_found = true;
    }
}
