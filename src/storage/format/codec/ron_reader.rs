//! The general reader: the text as one RON value, in any layout; errors have position and field.

use ron::Deserializer;
use ron::error::{Position, SpannedError};
use serde::de::DeserializeOwned;

use super::super::super::ReadError;
use super::{record_codec, ron_options};

/// The maximum length of a parser's error text in a message, in characters: it may quote the file.
const QUOTE_LIMIT: usize = 300;

/// Parses a text as one value.
pub(in super::super) fn read_ron<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    let mut deserializer =
        Deserializer::from_str_with_options(text, &ron_options()).map_err(|error| damaged_at(&error, "", text))?;
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let field = error.path().to_string();
        damaged_at(&deserializer.span_error(error.into_inner()), &field, deserializer.remainder())
    })?;
    deserializer.end().map_err(|error| damaged_at(&deserializer.span_error(error), "", deserializer.remainder()))?;
    Ok(value)
}

/// Reads a text as one value in any layout; `None` where it is not one.
pub(in super::super) fn read_any_record<T: DeserializeOwned>(text: &str) -> Option<T> {
    record_codec::read_record(text).or_else(|| ron_options().from_str(text).ok())
}

fn damaged_at(error: &SpannedError, field: &str, rest: &str) -> ReadError {
    let Position { line, col: column } = error.span.end;
    // serde_path_to_error writes `?` for a part without a name, and `.` for the root.
    let field = one_line(field.trim_end_matches(['?', '.']));
    let expected =
        if rest.trim().is_empty() { "the file breaks off here".to_owned() } else { one_line(&error.code.to_string()) };
    ReadError::Damaged { line, column, field, expected }
}

/// Makes a text fit on one line of a message.
fn one_line(text: &str) -> String {
    let mut line: String = text.chars().take(QUOTE_LIMIT).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(QUOTE_LIMIT).is_some() {
        line.push('…');
    }
    line
}
