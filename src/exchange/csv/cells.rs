//! One row's cells as values. What cannot be a value is reported and left out, so that the rest is judged as well.

use super::columns::Field;
use super::numbers::{Limits, NumberStyle, Reading, is_not_finite, parse, reading};
use super::report::{Reason, Report};
use super::sheet::{Row, Sheet, items};
use super::words::{FLAGS, Words, choices, meaning};
use crate::map::{LINE_LIMIT, NOTE_LIMIT, YEARS, Year, normalize_line, normalize_note};

/// A row under reading.
pub(super) struct Cells<'a, 'file> {
    pub sheet: &'a Sheet<'file>,
    pub row: &'a Row,
    pub report: &'a mut Report,
}

impl<'a> Cells<'a, '_> {
    /// The cell as it stands.
    pub fn raw(&self, field: Field) -> &'a str {
        self.sheet.cell(self.row, field)
    }

    /// Reports something that is wrong with a cell.
    pub fn complain(&mut self, field: Field, reason: Reason) {
        self.sheet.complain(self.row.number, Some(field), reason, self.report);
    }

    /// A line of text, maybe empty.
    pub fn text(&mut self, field: Field) -> String {
        self.bounded(field, normalize_line(self.raw(field)), LINE_LIMIT)
    }

    /// Text of several lines, maybe empty.
    pub fn note(&mut self, field: Field) -> String {
        self.bounded(field, normalize_note(self.raw(field)), NOTE_LIMIT)
    }

    /// A line of text that must not be empty.
    pub fn name(&mut self, field: Field) -> String {
        if self.raw(field).is_empty() {
            self.complain(field, Reason::Empty);
        }
        self.text(field)
    }

    /// A word of a closed list; none when empty.
    pub fn word<T: Copy>(&mut self, field: Field, words: Words<T>) -> Option<T> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        let value = meaning(words, raw);
        if value.is_none() {
            self.complain(field, Reason::UnknownWord { word: shortened(raw), known: choices(words) });
        }
        value
    }

    /// Yes or no; empty is no.
    pub fn flag(&mut self, field: Field) -> bool {
        self.word(field, FLAGS).unwrap_or_default()
    }

    /// An amount of at least zero; none when empty.
    pub fn amount(&mut self, field: Field) -> Option<f64> {
        let raw = self.raw(field);
        self.amount_in(field, raw)
    }

    /// An amount that is part of a cell.
    pub fn amount_in(&mut self, field: Field, text: &str) -> Option<f64> {
        self.checked(field, text, |value| if value < 0.0 { Err(Reason::Negative) } else { Ok(value) })
    }

    /// A share from 0 to 100, with or without the sign for per cent.
    pub fn share(&mut self, field: Field) -> Option<f64> {
        let text = self.raw(field).trim_end_matches('%').trim_end();
        self.checked(field, text, |value| if (0.0..=100.0).contains(&value) { Ok(value) } else { Err(Reason::Share) })
    }

    /// A year that a map may speak of.
    pub fn year(&mut self, field: Field) -> Option<Year> {
        self.checked(field, self.raw(field), |value| {
            let is_year =
                value.fract() == 0.0 && (f64::from(*YEARS.start())..=f64::from(*YEARS.end())).contains(&value);
            if is_year { Ok(value as Year) } else { Err(Reason::Year) }
        })
    }

    /// A whole number of at least `least`.
    pub fn whole(&mut self, field: Field, least: u32) -> Option<u32> {
        self.checked(field, self.raw(field), |value| {
            if value < 0.0 {
                Err(Reason::Negative)
            } else if value.fract() != 0.0 {
                Err(Reason::NotWhole)
            } else if value > f64::from(u32::MAX) {
                Err(Reason::TooHigh)
            } else if value < f64::from(least) {
                Err(Reason::TooSmall)
            } else {
                Ok(value as u32)
            }
        })
    }

    /// The items of a list.
    pub fn items(&self, field: Field) -> Vec<&'a str> {
        items(self.raw(field)).collect()
    }

    /// Two years in order; the second is reported where it comes before the first.
    pub fn span(&mut self, first: Field, last: Field) -> (Option<Year>, Option<Year>) {
        let (from, to) = (self.year(first), self.year(last));
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            self.complain(last, Reason::EndsBeforeStart { from, to });
        }
        (from, to)
    }

    fn bounded(&mut self, field: Field, text: String, limit: usize) -> String {
        if text.len() > limit && text.chars().count() > limit {
            self.complain(field, Reason::TooLong { limit });
            return String::new();
        }
        text
    }

    fn checked<T>(
        &mut self,
        field: Field,
        text: &str,
        check: impl FnOnce(f64) -> Result<T, fn(String) -> Reason>,
    ) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        let value = self.parsed(field, text).and_then(|value| check(value).map_err(|reason| reason(shortened(text))));
        match value {
            Ok(value) => Some(value),
            Err(reason) => {
                // Where the style of a column is unknown, that is the one thing to say of what it would change.
                if self.sheet.style(field).is_some() || reading(text, &Limits::default()) != Reading::Either {
                    self.complain(field, reason);
                }
                None
            }
        }
    }

    fn parsed(&self, field: Field, text: &str) -> Result<f64, Reason> {
        // A column without a style is reported already; any reading will do to see what else is wrong.
        let styles: &[NumberStyle] = match self.sheet.style(field) {
            Some(NumberStyle::Vietnamese) => &[NumberStyle::Vietnamese],
            Some(NumberStyle::English) => &[NumberStyle::English],
            None => &[NumberStyle::English, NumberStyle::Vietnamese],
        };
        match styles.iter().find_map(|style| parse(text, *style)) {
            Some(value) if value.is_finite() => Ok(value),
            None if !is_not_finite(text) => Err(Reason::NotANumber(shortened(text))),
            _ => Err(Reason::NotFinite(shortened(text))),
        }
    }
}

/// A text that may be huge, short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.chars().take(LONGEST + 1).collect::<String>();
    let line = crate::map::normalize_line(&line);
    if line.chars().count() > LONGEST { line.chars().take(LONGEST).chain(['…']).collect() } else { line }
}
