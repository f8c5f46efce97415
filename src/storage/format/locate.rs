//! Finds the line of a record in the text, for messages, in any layout and with comments.

use super::line_and_column;
use super::tokenizer::{Token, Tokenizer};
use crate::map::{Id, RecordRef, Violation, ViolationKind};

/// The line, from 1, of a violation's record; for a duplicate id, of the second such record.
pub(super) fn line_of_violation(text: &str, violation: &Violation) -> Option<usize> {
    let (table, id) = table_and_key(violation.record);
    let nth = usize::from(violation.kind == ViolationKind::DuplicateId);
    record_starts(text, table, id).nth(nth).map(|at| line_and_column(text, at).0)
}

/// The byte offsets where records with this id start in a table; without an id, that of the field itself (`info`).
fn record_starts<'a>(
    text: &'a str,
    table: &'static str,
    id: Option<(&'static str, u32)>,
) -> impl Iterator<Item = usize> + 'a {
    let mut depth = 0_usize;
    let mut in_table = false;
    let mut record = 0;
    let mut previous: [Option<Token<'a>>; 2] = [None, None];
    Tokenizer::new(text).filter_map(move |(at, token)| {
        let [before_last, before] = previous;
        previous = [before, Some(token)];
        match token {
            Token::Open(_) => {
                depth += 1;
                if depth == 3 {
                    record = at;
                }
            }
            Token::Close(_) => depth = depth.saturating_sub(1),
            Token::Word(word) if depth == 1 => {
                in_table = word == table;
                if in_table && id.is_none() {
                    return Some(at);
                }
            }
            Token::Word(word) if in_table && depth == 3 && before == Some(Token::Colon) => {
                let (field, number) = id?;
                let is_match = before_last == Some(Token::Word(field)) && word.parse() == Ok(number);
                return is_match.then_some(record);
            }
            _ => {}
        }
        None
    })
}

/// The table of a record, and the field and number that identify it there.
fn table_and_key(record: RecordRef) -> (&'static str, Option<(&'static str, u32)>) {
    match record {
        RecordRef::Map => ("info", None),
        RecordRef::Stage(id) => ("stages", Some(("id", id.number()))),
        RecordRef::Product(id) => ("products", Some(("id", id.number()))),
        RecordRef::Actor(id) => ("actors", Some(("id", id.number()))),
        RecordRef::Link(id) => ("links", Some(("id", id.number()))),
        RecordRef::CoopModel(id) => ("models", Some(("id", id.number()))),
        RecordRef::Channel(id) => ("channels", Some(("id", id.number()))),
        RecordRef::Target(id) => ("targets", Some(("id", id.number()))),
        RecordRef::View(id) => ("views", Some(("id", id.number()))),
        RecordRef::Placement(id) => ("places", Some(("actor", id.number()))),
    }
}
