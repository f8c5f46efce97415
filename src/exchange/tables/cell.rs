//! What stands in a cell, as a person reads it, as a spreadsheet takes it, and as lists are ordered by it.

use std::cmp::Ordering;

use crate::analysis::{Severity, Verdict};
use crate::language::{Language, Localized, SortKey, capitalised, number, sort_key};
use crate::map::Year;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// A number with its unit, as it is shown.
    Measured(f64, String),
    /// A calendar year.
    Year(Year),
    /// A verdict.
    Verdict(Verdict),
    /// How grave a finding is.
    Severity(Severity),
}

/// What a cell is ordered by; an empty one has none.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) enum CellSortKey {
    Number(f64),
    Text(SortKey),
}

impl CellSortKey {
    /// Numbers before words; what is not a number at all does not occur.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.partial_cmp(other).unwrap_or(Ordering::Equal)
    }
}

impl Cell {
    /// Words, or nothing where there are none.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Whether it is a number, and so stands at the right of its column.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Measured(..) | Self::Year(_))
    }

    /// As a person reads it.
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

    /// As a spreadsheet of this language takes it: numbers without groups and units, with a decimal comma in
    /// Vietnamese; all else as it is shown.
    pub fn export_text(&self, language: Language) -> String {
        match self {
            Self::Number(value) | Self::Measured(value, _) => {
                let text = value.to_string();
                if language == Language::Vietnamese { text.replace('.', ",") } else { text }
            }
            other => other.display_text(language),
        }
    }

    pub(super) fn sort_key(&self, language: Language) -> Option<CellSortKey> {
        Some(match self {
            Self::Empty => return None,
            Self::Text(text) => CellSortKey::Text(sort_key(text)),
            Self::Number(value) | Self::Measured(value, _) => CellSortKey::Number(*value),
            Self::Year(year) => CellSortKey::Number(f64::from(*year)),
            // By rank, not by letter: firm comes before loose.
            Self::Verdict(verdict) => CellSortKey::Number(f64::from(*verdict as u8)),
            Self::Severity(severity) => CellSortKey::Number(f64::from(*severity as u8)),
        })
        .filter(|_| !self.display_text(language).is_empty())
    }
}
