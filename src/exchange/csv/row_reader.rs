//! Parses the cells of one row. An invalid cell is reported and skipped, so that the others are checked as well.

use super::numbers::{Interpretation, NumberLimits, NumberStyle, interpret, is_not_finite, parse};
use super::report::{Report, RowErrorKind, truncated};
use super::sheet::{Sheet, SheetRow};
use crate::map::{LINE_LIMIT, NOTE_LIMIT, YEARS, Year, normalize_line, normalize_note};
use crate::schema::{Keywords, items, keyword_lists, parse_keyword};

/// Reads the cells of one row and reports errors.
pub(super) struct RowReader<'a, 'file> {
    pub sheet: &'a Sheet<'file>,
    pub row: &'a SheetRow,
    pub report: &'a mut Report,
}

impl<'a> RowReader<'a, '_> {
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

    /// A line of text that must not be empty.
    pub fn required_text(&mut self, field: &'static str) -> String {
        if self.raw(field).is_empty() {
            self.add_error(field, RowErrorKind::EmptyCell);
        }
        self.text(field)
    }

    /// The value of a keyword; `None` if empty or unknown (reported).
    pub fn keyword<T: Copy>(&mut self, field: &'static str, keywords: Keywords<T>) -> Option<T> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        let value = parse_keyword(keywords, raw);
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
        self.parse_checked(field, self.raw(field), Ok)
    }

    /// A non-negative number; `None` if empty or invalid (reported).
    pub fn amount(&mut self, field: &'static str) -> Option<f64> {
        let raw = self.raw(field);
        self.parse_amount(field, raw)
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

    /// A year in the range that maps allow.
    pub fn year(&mut self, field: &'static str) -> Option<Year> {
        self.parse_checked(field, self.raw(field), |value| {
            let is_year =
                value.fract() == 0.0 && (f64::from(*YEARS.start())..=f64::from(*YEARS.end())).contains(&value);
            if is_year { Ok(value as Year) } else { Err(RowErrorKind::InvalidYear) }
        })
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
        // A column without a style is reported already; any style serves to find other errors.
        let styles: &[NumberStyle] = match self.sheet.number_style(field) {
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
