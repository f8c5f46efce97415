//! Cell values with their display text, export text and sort key.

use std::cmp::Ordering;

use crate::analysis::{Severity, Verdict};
use crate::language::{Language, Localized, SortKey, capitalised, number, sort_key};
use crate::map::Year;

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// No value.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A number, and its display text with the unit.
    Measured(f64, String),
    /// A calendar year.
    Year(Year),
    /// A verdict.
    Verdict(Verdict),
    /// The severity of a finding.
    Severity(Severity),
}

/// The sort key of a cell; an empty cell has none.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum CellSortKey {
    /// A number.
    Number(f64),
    /// Text, in the order of its language.
    Text(SortKey),
}

impl CellSortKey {
    /// Numbers before text; NaN does not occur.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.partial_cmp(other).unwrap_or(Ordering::Equal)
    }
}

impl Cell {
    /// A text cell; empty if the text is blank.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Whether it is numeric, and so aligned to the right.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Measured(..) | Self::Year(_))
    }

    /// The text shown on screen.
    pub fn display_text(&self, language: Language) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Measured(_, text) => text.clone(),
            Self::Number(value) => number(*value, language),
            Self::Year(year) => year.to_string(),
            Self::Verdict(verdict) => capitalised(verdict.text(language)),
            Self::Severity(severity) => capitalised(severity.text(language)),
        }
    }

    /// The text for a spreadsheet in this language: numbers without grouping and units, with a decimal comma in
    /// Vietnamese; all else as displayed.
    pub fn export_text(&self, language: Language) -> String {
        match self {
            Self::Number(value) | Self::Measured(value, _) => {
                let text = value.to_string();
                if language == Language::Vietnamese { text.replace('.', ",") } else { text }
            }
            other => other.display_text(language),
        }
    }

    /// The key to sort by; empty cells have none and come last.
    pub fn sort_key(&self) -> Option<CellSortKey> {
        match self {
            Self::Empty => None,
            // What shows nothing is empty.
            Self::Text(text) | Self::Measured(_, text) if text.is_empty() => None,
            Self::Text(text) => Some(CellSortKey::Text(sort_key(text))),
            Self::Number(value) | Self::Measured(value, _) => Some(CellSortKey::Number(*value)),
            Self::Year(year) => Some(CellSortKey::Number(f64::from(*year))),
            // By rank, not alphabetically: firm comes before loose.
            Self::Verdict(verdict) => Some(CellSortKey::Number(f64::from(*verdict as u8))),
            Self::Severity(severity) => Some(CellSortKey::Number(f64::from(*severity as u8))),
        }
    }
}
