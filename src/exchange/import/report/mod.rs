//! Import errors by table, row and cell, with messages in both languages.

mod error_texts;
mod network_remarks;
mod place_notes;
mod warnings;

use std::collections::HashMap;
use std::fmt;
use std::mem::{Discriminant, discriminant};

pub use network_remarks::{NetworkRemark, PlacesProblem, SourceFormat};
pub use place_notes::PlaceNote;
pub use warnings::{DamageKind, ImportWarning, WarningKind};

use super::columns::ImportTable;
use crate::language::{Language, integer};
use crate::map::{Year, normalize_line};

/// Guessed encoding of a file that is not UTF-8 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, little or big endian.
    Utf16,
    /// Windows-1258 (Vietnamese) or Windows-1252 (Western).
    Windows,
    /// An Excel workbook of before 2007, or one with a password.
    OldWorkbook,
    /// An `OpenDocument` file.
    OpenDocument,
    /// Not text.
    Binary,
}

/// An error in a table, a row or a cell.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the sentences say what they are")]
pub enum RowErrorKind {
    NotUtf8(Encoding),
    DamagedArchive,
    /// What the formula of a cell failed with.
    FormulaError {
        text: String,
    },
    NoHeader,
    TableTooLarge,
    /// A network whose text breaks the rules of its format.
    DamagedNetwork {
        format: SourceFormat,
        line: usize,
    },
    EmptyNetwork {
        format: SourceFormat,
    },
    NetworkTooLarge,
    UnclosedQuote,
    /// Text in a cell to the right of the header.
    TextBeyondHeader {
        text: String,
    },
    /// More text behind a closing quotation mark.
    TextBehindQuote,
    MissingColumn,
    UnknownTable,
    NoActors,
    DuplicateColumn {
        first: String,
    },
    EmptyCell,
    TooLong {
        limit: usize,
    },
    DuplicateKey {
        key: String,
        row: usize,
    },
    DuplicateItem {
        item: String,
    },
    UnknownKeyword {
        word: String,
        known: (String, String),
    },
    NotANumber(String),
    NotFinite(String),
    MixedStyles {
        one: (usize, String),
        other: (usize, String),
    },
    AmbiguousNumber(String),
    NotAnInteger(String),
    Negative(String),
    NumberTooSmall(String),
    NumberTooLarge(String),
    InvalidShare(String),
    InvalidYear(String),
    InvalidMeasure {
        text: String,
        known: (String, String),
    },
    EndsBeforeStart {
        from: Year,
        to: Year,
    },
    UnknownActor {
        name: String,
        suggestion: Option<String>,
    },
    AmbiguousActor {
        name: String,
        rows: (usize, usize),
    },
    /// The state of a view that this program did not write.
    InvalidView,
    PartOfItself,
    /// The seller of a link is its buyer.
    SelfLink,
    SelfConversion {
        item: String,
    },
    InvalidConversion {
        item: String,
    },
    OwnUseAboveSupply {
        item: String,
    },
    InvalidKindByYear {
        item: String,
    },
    PathTooShort,
    RejectedByMap {
        message: String,
    },
}

/// One import error with its position.
#[derive(Clone, Debug, PartialEq)]
pub struct RowError {
    /// The file name of the table, as given.
    pub file: String,
    /// The row as a spreadsheet counts, from 1. `None` for a whole column or file.
    pub row: Option<usize>,
    /// The header of the column.
    pub column: Option<String>,
    /// The error.
    pub reason: RowErrorKind,
    /// Further rows with the same fault in this column.
    pub further_rows: Vec<usize>,
}

impl RowError {
    /// An error of a whole file.
    pub(super) fn of_file(file: &str, reason: RowErrorKind) -> Self {
        Self { file: file.to_owned(), row: None, column: None, reason, further_rows: Vec::new() }
    }

    /// The file, the row and the column.
    pub fn place(&self, language: Language) -> String {
        place_text(&self.file, self.row.as_slice(), self.column.as_deref(), language)
    }

    /// Position and error as one line.
    pub fn sentence(&self, language: Language) -> String {
        let mut line = format!("{}: {}", self.place(language), self.reason.sentence(language));
        if !self.further_rows.is_empty() {
            let rows = rows_text(&self.further_rows, language);
            line.push_str(&match language {
                Language::Vietnamese => format!("; cũng vậy ở {rows}"),
                Language::English => format!("; the same in {rows}"),
            });
        }
        line
    }
}

/// A file, rows and a column as the start of a line.
fn place_text(file: &str, rows: &[usize], column: Option<&str>, language: Language) -> String {
    let rows = (!rows.is_empty()).then(|| rows_text(rows, language));
    let column = column.map(|header| match language {
        Language::Vietnamese => format!("cột {header}"),
        Language::English => format!("column {header}"),
    });
    let place: Vec<String> = rows.into_iter().chain(column).collect();
    if place.is_empty() { file.to_owned() } else { format!("{file}: {}", place.join(", ")) }
}

/// The numbers of rows, and how many more there are.
fn rows_text(rows: &[usize], language: Language) -> String {
    const LISTED: usize = 10;
    let listed: Vec<String> = rows.iter().take(LISTED).map(usize::to_string).collect();
    let more = rows.len().saturating_sub(LISTED);
    let (word, and, more) = match language {
        Language::Vietnamese => ("dòng", "và", format!("{} dòng nữa", integer(more as u64, language))),
        Language::English => {
            (if rows.len() == 1 { "row" } else { "rows" }, "and", format!("{} more", integer(more as u64, language)))
        }
    };
    let (last, head) = if rows.len() > LISTED {
        (more, listed.as_slice())
    } else {
        let (last, head) = listed.split_last().map_or((String::new(), &[][..]), |(last, head)| (last.clone(), head));
        (last, head)
    };
    if head.is_empty() { format!("{word} {last}") } else { format!("{word} {} {and} {last}", head.join(", ")) }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::English))
    }
}

/// Collects errors and warnings; errors are sorted at the end, so that tables can be read in any order.
#[derive(Debug, Default)]
pub(super) struct Report {
    errors: Vec<(ErrorSortKey, RowError)>,
    warnings: Vec<ImportWarning>,
    /// The warning of each file, column and kind.
    warned: HashMap<(String, Option<String>, WarningKind), usize>,
}

/// Sort key of an error: table, which of its files, row, column.
type ErrorSortKey = (ImportTable, usize, usize, Option<usize>);

impl Report {
    /// Adds an error of a table, which is the `sheet`th of its kind.
    pub fn add(&mut self, table: ImportTable, sheet: usize, field: Option<&str>, error: RowError) {
        let column = field.and_then(|id| table.columns().iter().position(|column| column.id == id));
        self.errors.push(((table, sheet, error.row.unwrap_or_default(), column), error));
    }

    /// Adds a warning, to the one that says the same of other rows if there is one.
    pub fn warn(&mut self, warning: ImportWarning) {
        let ImportWarning { file, rows, column, kind } = &warning;
        let next = self.warnings.len();
        // Rows that are alike are alike to each other only.
        let at = match kind {
            WarningKind::SameRows => next,
            _ => *self.warned.entry((file.clone(), column.clone(), kind.clone())).or_insert(next),
        };
        match self.warnings.get_mut(at) {
            Some(known) => known.rows.extend(rows),
            None => self.warnings.push(warning),
        }
    }

    /// Takes over what another report has, behind its own.
    pub fn append(&mut self, other: Self) {
        self.errors.extend(other.errors);
        other.warnings.into_iter().for_each(|warning| self.warn(warning));
    }

    /// What was understood in a way that the owner of the tables should know, in the order in which it was met.
    pub fn take_warnings(&mut self) -> Vec<ImportWarning> {
        std::mem::take(&mut self.warnings)
    }

    /// Nothing as long as there is no error.
    ///
    /// # Errors
    /// All errors, sorted by table, row and column, those of one cause as one.
    pub fn errors_so_far(&mut self) -> Result<(), Vec<RowError>> {
        if self.errors.is_empty() {
            return Ok(());
        }
        let mut errors = std::mem::take(&mut self.errors);
        errors.sort_by_key(|(order, _)| *order);
        Err(one_per_cause(errors.into_iter().map(|(_, error)| error)))
    }
}

/// Joins the errors that one look mends: the same fault with the same text in one column, and more than a few cells of a
/// column that are wrong in the same way.
fn one_per_cause(errors: impl Iterator<Item = RowError>) -> Vec<RowError> {
    /// So many cells that differ are still told one by one.
    const TOLD_SINGLY: usize = 3;
    let mut joined: Vec<RowError> = Vec::new();
    // By file, column and fault: where each text stands first.
    let mut causes: HashMap<(String, Option<String>, Discriminant<RowErrorKind>), Vec<usize>> = HashMap::new();
    for error in errors {
        let Some(row) = error.row else {
            joined.push(error);
            continue;
        };
        let cause = (error.file.clone(), error.column.clone(), discriminant(&error.reason));
        let known = causes.entry(cause).or_default();
        let is_told = |at: &&usize| joined.get(**at).is_some_and(|told| told.reason == error.reason);
        let same = known.iter().take(TOLD_SINGLY).find(is_told).copied();
        let is_one_cause = known.len() >= TOLD_SINGLY && error.reason.is_of_a_column();
        let same =
            same.or_else(|| if is_one_cause { known.first().copied() } else { known.iter().find(is_told).copied() });
        if let Some(first) = same.and_then(|at| joined.get_mut(at)) {
            first.further_rows.push(row);
        } else {
            known.push(joined.len());
            joined.push(error);
        }
    }
    joined
}

impl RowErrorKind {
    /// Whether many cells of a column with it have one cause, such as a column of another meaning.
    fn is_of_a_column(&self) -> bool {
        matches!(
            self,
            Self::NotANumber(_)
                | Self::NotFinite(_)
                | Self::NotAnInteger(_)
                | Self::Negative(_)
                | Self::NumberTooSmall(_)
                | Self::NumberTooLarge(_)
                | Self::InvalidShare(_)
                | Self::InvalidYear(_)
                | Self::TextBeyondHeader { .. }
                | Self::EndsBeforeStart { .. }
        )
    }
}

/// A text shortened for a message.
pub(super) fn truncated(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    let line = text.chars().take(MAX_CHARS + 1).collect::<String>();
    let line = normalize_line(&line);
    if line.chars().count() > MAX_CHARS { line.chars().take(MAX_CHARS).chain(['…']).collect() } else { line }
}
