//! The active cell and the block around it.
//!
//! Both corners of the block are kept as record and column, never as places: rows may be sorted and filtered, and records
//! edited from elsewhere, while the cursor stays on its record.

use crate::exchange::{EditRow, TableKind};

/// A cell: its record, and its column's place among all possible ones of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellPlace {
    /// The record.
    pub row: EditRow,
    /// The column.
    pub column: usize,
}

/// The active cell, and the opposite corner of its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The table.
    pub kind: TableKind,
    /// Where typing goes.
    pub active: CellPlace,
    /// The other corner; the active cell where only that is selected.
    pub extent: CellPlace,
    /// The column in which a run of Tab began, to which Enter returns.
    pub tab_origin: Option<usize>,
}

impl Cursor {
    /// A cursor on one cell.
    pub fn at(kind: TableKind, place: CellPlace) -> Self {
        Self { kind, active: place, extent: place, tab_origin: None }
    }
}

/// A block of shown cells by place: rows among the shown ones, columns among the shown ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The first and the last row.
    pub rows: (usize, usize),
    /// The first and the last column.
    pub columns: (usize, usize),
}

impl Block {
    /// The block between two cells.
    pub fn between(one: (usize, usize), other: (usize, usize)) -> Self {
        Self { rows: (one.0.min(other.0), one.0.max(other.0)), columns: (one.1.min(other.1), one.1.max(other.1)) }
    }

    /// Whether it has a cell.
    pub fn contains(self, (row, column): (usize, usize)) -> bool {
        (self.rows.0..=self.rows.1).contains(&row) && (self.columns.0..=self.columns.1).contains(&column)
    }

    /// How many rows and columns it has.
    pub fn size(self) -> (usize, usize) {
        (self.rows.1 - self.rows.0 + 1, self.columns.1 - self.columns.0 + 1)
    }
}

/// Where a key leads from a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many rows down and columns to the right.
    By(isize, isize),
    /// To the first cell of the row.
    RowStart,
    /// To the last cell of the row.
    RowEnd,
    /// To the first cell of the first row.
    First,
    /// To the last cell of the last row.
    Last,
    /// To the first or last row, in the same column.
    ColumnEnd {
        /// Whether to the last.
        down: bool,
    },
    /// To the next cell of the row, or to the first of the next row.
    Next,
    /// To the cell before it.
    Previous,
}

impl Step {
    /// The place that it leads to in a table of so many rows and columns, of which there is at least one each.
    pub fn from(self, (row, column): (usize, usize), (rows, columns): (usize, usize)) -> (usize, usize) {
        let (last_row, last_column) = (rows.saturating_sub(1), columns.saturating_sub(1));
        match self {
            Self::By(down, right) => {
                (row.saturating_add_signed(down).min(last_row), column.saturating_add_signed(right).min(last_column))
            }
            Self::RowStart => (row, 0),
            Self::RowEnd => (row, last_column),
            Self::First => (0, 0),
            Self::Last => (last_row, last_column),
            Self::ColumnEnd { down } => (if down { last_row } else { 0 }, column),
            Self::Next if column < last_column => (row, column + 1),
            Self::Next if row < last_row => (row + 1, 0),
            Self::Previous if column > 0 => (row, column - 1),
            Self::Previous if row > 0 => (row - 1, last_column),
            Self::Next | Self::Previous => (row, column),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (-40..40_isize, -5..5_isize).prop_map(|(down, right)| Step::By(down, right)),
            Just(Step::RowStart),
            Just(Step::RowEnd),
            Just(Step::First),
            Just(Step::Last),
            any::<bool>().prop_map(|down| Step::ColumnEnd { down }),
            Just(Step::Next),
            Just(Step::Previous),
        ]
    }

    proptest! {
        #[test]
        fn no_step_leaves_the_table(
            steps in prop::collection::vec(step(), 1..40),
            (rows, columns) in (1..30_usize, 1..12_usize),
        ) {
            let mut place = (0, 0);
            for step in steps {
                place = step.from(place, (rows, columns));
                prop_assert!(place.0 < rows && place.1 < columns);
            }
        }

        #[test]
        fn tab_passes_every_cell_and_shift_tab_goes_back(rows in 1..6_usize, columns in 1..6_usize) {
            let size = (rows, columns);
            let mut place = (0, 0);
            let mut passed = vec![place];
            while place != (rows - 1, columns - 1) {
                place = Step::Next.from(place, size);
                passed.push(place);
            }
            prop_assert_eq!(passed.len(), rows * columns);
            for expected in passed.iter().rev().skip(1) {
                place = Step::Previous.from(place, size);
                prop_assert_eq!(place, *expected);
            }
        }
    }
}
