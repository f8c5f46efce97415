//! Where the header of a table stands: below titles, in two rows under merged heads, above a row that numbers the columns.

use super::choices::HeaderChoice;
use super::columns::{ImportTable, is_row_number_header, known_columns};
use super::content::field_by_content;
use super::source::SourceRow;
use super::year_heads::{is_figure, is_year, year_columns};
use crate::map::normalize_line;
use crate::schema::actor;

/// So many rows are looked at: titles, dates and signatures may stand above.
pub(super) const LOOKED_AT: usize = 50;

/// The names of the columns of a table.
#[derive(Debug)]
pub(super) struct Header {
    /// Its row, as a spreadsheet counts.
    pub row: usize,
    /// The names, from left to right; empty where a column has none.
    pub names: Vec<String>,
    /// How many of the rows end with it, those above included.
    pub height: usize,
    /// Whether other rows than blank ones stand above.
    pub is_below_others: bool,
    /// The second of two rows with names.
    pub second_row: Option<usize>,
    /// The row below that only numbers the columns.
    pub number_row: Option<usize>,
    /// The column that numbers the rows.
    pub row_numbers: Option<usize>,
}

impl Header {
    /// The columns of a network, which no row names.
    pub fn of_names(names: Vec<String>) -> Self {
        Self { row: 1, names, height: 0, is_below_others: false, second_row: None, number_row: None, row_numbers: None }
    }

    /// The header in the row that somebody has chosen; that which is found, where nobody has, or where there is no such row.
    pub fn chosen(table: ImportTable, rows: &[SourceRow], choice: Option<HeaderChoice>) -> Self {
        match choice {
            None => Self::find(table, rows),
            Some(HeaderChoice::Row(number)) => match rows.iter().position(|row| row.number == number) {
                Some(at) => Self::at(table, rows, at),
                None => Self::find(table, rows),
            },
            Some(HeaderChoice::NoRow) => {
                let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
                let first = rows.first().map_or(1, |row| row.number);
                Self { row: first, ..Self::of_names(vec![String::new(); width]) }
            }
        }
    }

    /// The first row with all required columns; if there is none, the first of those that name most, as long as that are
    /// several; else the first row.
    pub fn find(table: ImportTable, rows: &[SourceRow]) -> Self {
        const SEVERAL: usize = 3;
        let looked_at = rows.get(..LOOKED_AT.min(rows.len())).unwrap_or(rows);
        let mut best: Option<(usize, Self)> = None;
        for at in 0..looked_at.len() {
            let header = Self::at(table, rows, at);
            if table.has_required(&header.names) {
                return header.below_title(table, rows, at);
            }
            let known = header.known(table);
            if known >= SEVERAL && best.as_ref().is_none_or(|(most, _)| known > *most) {
                best = Some((known, header));
            }
        }
        best.map_or_else(|| Self::at(table, rows, 0), |(_, header)| header)
    }

    /// Itself, or the header that begins in the row below, where the first of two rows with names is a title, which names no
    /// column.
    fn below_title(self, table: ImportTable, rows: &[SourceRow], at: usize) -> Self {
        let names_nothing = rows.get(at).is_some_and(|row| known_columns(Some(table), &row.cells.iter()) == 0);
        if self.second_row.is_none() || !names_nothing {
            return self;
        }
        let below = Self::at(table, rows, at + 1);
        if table.has_required(&below.names) { below } else { self }
    }

    /// How many of its names are known.
    fn known(&self, table: ImportTable) -> usize {
        known_columns(Some(table), &self.names.iter().map(String::as_str))
    }

    /// Whether it names all required columns, or those that it does not name are seen by their cells.
    fn is_complete(&self, table: ImportTable, rows: &[SourceRow]) -> bool {
        let below = rows.get(self.height..).unwrap_or_default();
        let is_shown = |id: &str| {
            let unnamed = self.names.iter().enumerate().filter(|(_, name)| table.find_column(name).is_none());
            unnamed
                .map(|(at, _)| below.iter().map(move |row| row.cell(at)))
                .any(|cells| field_by_content(table, cells) == Some(id))
        };
        let named: Vec<&str> = self.names.iter().filter_map(|name| Some(table.find_column(name)?.id)).collect();
        table.required_columns().all(|id| named.contains(&id) || named.len() >= 2 && is_shown(id))
    }

    /// Whether the cells below the name of actors are such names.
    fn has_names_of_actors(&self, rows: &[SourceRow]) -> bool {
        let of =
            |name: &String| ImportTable::Actors.find_column(name).is_some_and(|column| column.id == actor::NAME.id);
        let below = rows.get(self.height..).unwrap_or_default();
        let cells = self.names.iter().position(of).map(|at| below.iter().map(move |row| row.cell(at)));
        cells.is_some_and(|cells| field_by_content(ImportTable::Actors, cells) == Some(actor::NAME.id))
    }

    /// The header that begins in this row.
    fn at(table: ImportTable, rows: &[SourceRow], at: usize) -> Self {
        let row = rows.get(at);
        let mut header = Self {
            row: row.map_or(1, |row| row.number),
            names: row.into_iter().flat_map(|row| row.cells.iter()).map(normalize_line).collect(),
            height: at + 1,
            is_below_others: at > 0,
            second_row: None,
            number_row: None,
            row_numbers: None,
        };
        // Empty cells at the end name nothing, but hold no text of rows back either.
        header.add_second_row(table, rows.get(header.height));
        if let Some(below) = rows.get(header.height).filter(|below| header.is_numbered_by(table, below)) {
            header.number_row = Some(below.number);
            header.height += 1;
        }
        header.row_numbers =
            header.names.iter().position(|name| is_row_number_header(name) && table.find_column(name).is_none());
        header
    }

    /// Takes names from a row below, where all its cells stand under merged heads: the last one with a name, or none.
    fn add_second_row(&mut self, table: ImportTable, below: Option<&SourceRow>) {
        let Some(below) = below else { return };
        // One text alone is a title.
        if self.names.iter().filter(|name| !name.is_empty()).count() < 2 {
            return;
        }
        let is_named = |at: usize| self.names.get(at).is_some_and(|name| !name.is_empty());
        let is_under_merged =
            |at: usize| !is_named(at) || !is_named(at + 1) && table.find_column(below.cell(at)).is_some();
        // A year under the head of a figure: “Doanh thu” over 2019 and 2020.
        let figure_over = |at: usize| {
            let head =
                self.names.get(..=at.min(self.names.len().saturating_sub(1)))?.iter().rfind(|name| !name.is_empty())?;
            (table == ImportTable::Actors && is_year(below.cell(at)) && is_figure(head)).then(|| head.clone())
        };
        // A head that is merged downwards stands in both rows.
        let is_again = |at: usize| is_named(at) && self.names.get(at) == Some(&normalize_line(below.cell(at)));
        let filled: Vec<usize> =
            (0..below.cells.len()).filter(|at| !below.cell(*at).is_empty() && !is_again(*at)).collect();
        let fits = filled.len() >= 2
            && filled.iter().all(|at| {
                let is_name = is_under_merged(*at) && below.cell(*at).chars().any(char::is_alphabetic);
                is_name || figure_over(*at).is_some()
            });
        let of_years: Vec<(usize, String)> = filled.iter().filter_map(|at| Some((*at, figure_over(*at)?))).collect();
        let known = known_columns(Some(table), &filled.iter().map(|at| below.cell(*at)));
        if !fits || known == 0 && of_years.is_empty() {
            return;
        }
        self.names.resize(self.names.len().max(below.cells.len()), String::new());
        for at in filled {
            if let Some(name) = self.names.get_mut(at) {
                *name = normalize_line(below.cell(at));
            }
        }
        for (at, head) in of_years {
            if let Some(name) = self.names.get_mut(at) {
                *name = format!("{head} {}", below.cell(at));
            }
        }
        self.second_row = Some(below.number);
        self.height += 1;
    }

    /// Whether a row only numbers the columns: (1) (2) (3), or A B 1 2. Bare numbers are that only where a name would have to
    /// stand: a link may be from 1 to 2.
    fn is_numbered_by(&self, table: ImportTable, row: &SourceRow) -> bool {
        let marks: Vec<&str> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
        let bare = |mark: &&str| mark.trim_matches(['(', ')', '[', ']']).to_owned();
        let is_letter = |mark: &&&str| matches!(bare(mark).as_bytes(), [b'A'..=b'Z']);
        let letters = marks.iter().filter(is_letter).count();
        let numbers: Vec<u32> = marks.iter().filter_map(|mark| bare(mark).parse().ok()).collect();
        let are_bracketed = marks.iter().all(|mark| mark.starts_with(['(', '[']));
        let have_names = !matches!(table, ImportTable::Links | ImportTable::Figures);
        let is_full = marks.len() >= self.names.iter().filter(|name| !name.is_empty()).count();
        (numbers.len() >= 2 || numbers.len() == 1 && letters >= 2)
            && numbers.len() + letters == marks.len()
            && (are_bracketed || have_names && is_full && marks.len() >= 3)
            && numbers.first().is_some_and(|first| *first <= 2)
            && numbers.is_sorted_by(|one, next| one + 1 == *next)
    }
}

/// What the rows of a table are, by the name of its sheet and the first header that names most of the columns of one kind of table and all those that
/// it needs.
pub(super) fn recognise(rows: &[SourceRow], sheet: Option<&str>, choice: Option<HeaderChoice>) -> Option<ImportTable> {
    let looked_at = rows.get(..LOOKED_AT.min(rows.len())).unwrap_or(rows);
    let fit = |table: ImportTable| {
        let header = Header::chosen(table, looked_at, choice);
        let named = header.names.iter().filter(|name| !name.is_empty()).count();
        let known = header.known(table);
        let known = if table == ImportTable::Actors { known + year_columns(&header.names).len() } else { known };
        // Names of cooperatives are those of actors, whatever else stands beside them.
        let are_of_actors = || table == ImportTable::Actors && header.has_names_of_actors(rows);
        // Of two that know as many columns the one that needs more is meant.
        ((known * 2 >= named || are_of_actors()) && header.is_complete(table, rows))
            .then(|| (sheet.is_some_and(|sheet| table.is_named(sheet)), known, table.required_columns().count()))
            .map(|rank| (rank, table))
    };
    let fitting = ImportTable::ALL.into_iter().filter_map(fit);
    fitting.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, table)| table)
}
