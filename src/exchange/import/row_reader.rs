//! Parses the cells of one row. An invalid cell is reported and skipped, so that the others are checked as well.

use std::collections::BTreeSet;

use super::draft::Origin;
use super::numbers::{Interpretation, NumberLimits, NumberStyle, interpret, is_not_finite, parse};
use super::report::WarningKind;
use super::report::{Report, RowErrorKind, truncated};
use super::sheet::Sheet;
use super::source::{SourceRow, ungrouped};
use crate::map::{LINE_LIMIT, NOTE_LIMIT, YEARS, Year, normalize_line, normalize_note};
use crate::schema::{Keywords, items, keyword_lists, link, list_item, parse_keyword, parse_year};

/// Reads the cells of one row and reports errors.
pub(super) struct RowReader<'a> {
    pub sheet: &'a Sheet,
    at: usize,
    pub row: &'a SourceRow,
    pub report: &'a mut Report,
}

impl<'a> RowReader<'a> {
    /// The reader of the row in this place.
    pub fn new(sheet: &'a Sheet, at: usize, report: &'a mut Report) -> Option<Self> {
        Some(Self { sheet, at, row: sheet.rows.get(at)?, report })
    }

    /// Whether it is of a network that this program wrote: its cells are lists as they stand, and say all.
    pub fn is_of_our_network(&self) -> bool {
        self.sheet.network.is_some() && !self.raw(link::ID.id).is_empty()
    }

    /// Which row it is.
    pub fn origin(&self) -> Origin {
        Origin { sheet: self.sheet.index, row: self.at }
    }

    /// The trimmed text of a cell.
    pub fn raw(&self, field: &'static str) -> &'a str {
        self.sheet.cell(self.row, field)
    }

    /// Reports an error in a cell.
    pub fn add_error(&mut self, field: &'static str, reason: RowErrorKind) {
        self.sheet.add_error(self.row.number, Some(field), reason, self.report);
    }

    /// A line of text, possibly empty.
    pub fn text(&mut self, field: &'static str) -> String {
        self.limit_length(field, normalize_line(self.raw(field)), LINE_LIMIT)
    }

    /// Text of several lines, possibly empty.
    pub fn note(&mut self, field: &'static str) -> String {
        self.limit_length(field, normalize_note(self.raw(field)), NOTE_LIMIT)
    }

    /// Names, each a line of text.
    pub fn names(&mut self, field: &'static str) -> BTreeSet<String> {
        let names: Vec<String> = self.items(field).into_iter().map(list_item).collect();
        names
            .into_iter()
            .map(|name| self.limit_length(field, name, LINE_LIMIT))
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// A line of text that must not be empty.
    pub fn required_text(&mut self, field: &'static str) -> String {
        if self.raw(field).is_empty() {
            self.add_error(field, RowErrorKind::EmptyCell);
        }
        self.text(field)
    }

    /// The value of a keyword; `None` if empty or unknown (reported).
    pub fn keyword<T: Copy>(&mut self, field: &'static str, keywords: Keywords<T>) -> Option<T> {
        self.keyword_with(field, keywords, |text| parse_keyword(keywords, text))
    }

    /// As [`Self::keyword`], read by a function that knows more words than the list.
    pub fn keyword_with<T>(
        &mut self,
        field: &'static str,
        keywords: Keywords<T>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        // No word is that long.
        let value = if raw.len() > LINE_LIMIT { None } else { parse(raw) };
        if value.is_none() {
            self.add_error(
                field,
                RowErrorKind::UnknownKeyword { word: truncated(raw), known: keyword_lists(keywords) },
            );
        }
        value
    }

    /// A number; `None` if empty.
    pub fn number(&mut self, field: &'static str) -> Option<f64> {
        let value = self.parse_checked(field, self.raw(field), Ok);
        self.scaled(field, value)
    }

    /// A sum in đồng, whatever it is counted in.
    fn scaled(&self, field: &'static str, value: Option<f64>) -> Option<f64> {
        match self.sheet.scale(field) {
            // Without the noise of the multiplication.
            Some(scale) => value.map(|value| (value * scale * 1_000.0).round() / 1_000.0).filter(|sum| sum.is_finite()),
            None => value,
        }
    }

    /// A non-negative number; `None` if empty or invalid (reported).
    pub fn amount(&mut self, field: &'static str) -> Option<f64> {
        let raw = self.raw(field);
        let value = self.parse_amount(field, raw);
        self.scaled(field, value)
    }

    /// A non-negative number that is part of a cell.
    pub fn parse_amount(&mut self, field: &'static str, text: &str) -> Option<f64> {
        self.parse_checked(field, text, |value| if value < 0.0 { Err(RowErrorKind::Negative) } else { Ok(value) })
    }

    /// A share from 0 to 100, with or without a per cent sign.
    pub fn share(&mut self, field: &'static str) -> Option<f64> {
        let text = self.raw(field).trim_end_matches('%').trim_end();
        self.parse_checked(field, text, |value| {
            if (0.0..=100.0).contains(&value) { Ok(value) } else { Err(RowErrorKind::InvalidShare) }
        })
    }

    /// Tells of a cell.
    pub fn warn(&mut self, field: &'static str, kind: WarningKind) {
        self.sheet.warn(vec![self.row.number], Some(field), kind, self.report);
    }

    /// A year in the range that maps allow, or that of a date, which is told.
    pub fn year(&mut self, field: &'static str) -> Option<Year> {
        let text = self.raw(field);
        if let Ok(Some(year)) = parse_year(text) {
            if !text.bytes().all(|byte| byte.is_ascii_digit()) {
                self.warn(field, WarningKind::DatesAsYears);
            }
            return Some(year);
        }
        let years = f64::from(*YEARS.start())..=f64::from(*YEARS.end());
        match self.parse_number(field, text) {
            _ if text.is_empty() => None,
            Ok(value) if value.fract() == 0.0 && years.contains(&value) => Some(value as Year),
            _ => {
                self.add_error(field, RowErrorKind::InvalidYear(truncated(text)));
                None
            }
        }
    }

    /// An integer of at least `least`.
    pub fn integer(&mut self, field: &'static str, minimum: u32) -> Option<u32> {
        self.parse_checked(field, self.raw(field), |value| {
            if value < 0.0 {
                Err(RowErrorKind::Negative)
            } else if value.fract() != 0.0 {
                Err(RowErrorKind::NotAnInteger)
            } else if value > f64::from(u32::MAX) {
                Err(RowErrorKind::NumberTooLarge)
            } else if value < f64::from(minimum) {
                Err(RowErrorKind::NumberTooSmall)
            } else {
                Ok(value as u32)
            }
        })
    }

    /// The items of a list.
    pub fn items(&self, field: &'static str) -> Vec<&'a str> {
        items(self.raw(field)).collect()
    }

    /// Reports two years, each with its field, of which the second comes before the first.
    pub fn check_year_order(&mut self, first: (&'static str, Option<Year>), last: (&'static str, Option<Year>)) {
        if let (Some(from), Some(to)) = (first.1, last.1)
            && from > to
        {
            self.add_error(last.0, RowErrorKind::EndsBeforeStart { from, to });
        }
    }

    fn limit_length(&mut self, field: &'static str, text: String, limit: usize) -> String {
        if text.len() > limit && text.chars().count() > limit {
            self.add_error(field, RowErrorKind::TooLong { limit });
            return String::new();
        }
        text
    }

    fn parse_checked<T>(
        &mut self,
        field: &'static str,
        text: &str,
        check: impl FnOnce(f64) -> Result<T, fn(String) -> RowErrorKind>,
    ) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        let value =
            self.parse_number(field, text).and_then(|value| check(value).map_err(|reason| reason(truncated(text))));
        match value {
            Ok(value) => Some(value),
            Err(reason) => {
                // In a column without a style (reported already), errors that depend on the style are not reported.
                if self.sheet.number_style(field).is_some()
                    || interpret(text, &NumberLimits::default()) != Interpretation::Ambiguous
                {
                    self.add_error(field, reason);
                }
                None
            }
        }
    }

    fn parse_number(&self, field: &'static str, text: &str) -> Result<f64, RowErrorKind> {
        if self.sheet.has_whole_numbers(field)
            && !self.sheet.is_number(self.row, field)
            && let Some(digits) = ungrouped(text)
        {
            return digits.parse().map_err(|_| RowErrorKind::NotANumber(truncated(text)));
        }
        // A column without a style is reported already; any style serves to find other errors.
        let styles: &[NumberStyle] = match self.sheet.number_style(field) {
            _ if self.sheet.is_number(self.row, field) => &[NumberStyle::English],
            Some(NumberStyle::Vietnamese) => &[NumberStyle::Vietnamese],
            Some(NumberStyle::English) => &[NumberStyle::English],
            None => &[NumberStyle::English, NumberStyle::Vietnamese],
        };
        match styles.iter().find_map(|style| parse(text, *style)) {
            Some(value) if value.is_finite() => Ok(value),
            None if !is_not_finite(text) => Err(RowErrorKind::NotANumber(truncated(text))),
            _ => Err(RowErrorKind::NotFinite(truncated(text))),
        }
    }
}
