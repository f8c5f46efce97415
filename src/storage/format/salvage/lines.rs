//! The lines of a damaged file, and what each of them is.

use std::borrow::Cow;

use super::super::codec::ENABLE_LINE;
use super::super::tokenizer::{Token, Tokenizer};
use super::tables::TABLES;

/// The fields of a map beside its tables.
const FIELDS: [&str; 4] = ["identity", "info", "next", "blocks"];

/// A line of a file.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// From 1.
    pub number: usize,
    /// Its text, in which bytes that are no UTF-8 are replaced.
    pub text: Cow<'a, str>,
    /// Whether some are.
    pub lost_letters: bool,
    /// Whether it shows the common ancestor of a conflict.
    is_ancestor: bool,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind<'a> {
    /// Empty, a comment, or what stands around the tables.
    Nothing,
    /// A mark of a conflict between two versions, or in the part that shows their common ancestor.
    Conflict,
    /// The heading of a table, by its name, with what follows on its line.
    Heading(&'a str, &'a str),
    /// The end of a table, or a heading that is damaged; with what follows on its line.
    EndOfTable(&'a str),
    /// A field beside the tables, with its value.
    Field(&'a str, &'a str),
    /// A record, part of one, or damaged.
    Other,
}

/// The lines of a file. Between two versions of a record that a merge left there, both are read.
pub(super) fn numbered_lines(bytes: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut is_ancestor = false;
    bytes.split(|byte| *byte == b'\n').enumerate().map(move |(at, line)| {
        let text = String::from_utf8_lossy(line);
        if text.starts_with("|||||||") {
            is_ancestor = true;
        } else if text.starts_with("=======") || text.starts_with(">>>>>>>") {
            is_ancestor = false;
        }
        Line { number: at + 1, lost_letters: matches!(text, Cow::Owned(_)), text, is_ancestor }
    })
}

impl Line<'_> {
    /// A part of it, as a line of the same number; `None` when there is nothing.
    pub fn with_text(&self, text: &str) -> Option<Line<'static>> {
        let has_text = !matches!(text.trim(), "" | "," | "]" | "],");
        has_text.then(|| Line {
            number: self.number,
            text: Cow::Owned(text.to_owned()),
            lost_letters: self.lost_letters,
            is_ancestor: self.is_ancestor,
        })
    }

    pub fn kind(&self) -> LineKind<'_> {
        let text = self.text.trim();
        if self.is_ancestor || ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| text.starts_with(mark)) {
            return LineKind::Conflict;
        }
        let is_frame = matches!(text, "" | "(" | ")" | ENABLE_LINE) || text.starts_with("//");
        if is_frame || is_format(text) {
            return LineKind::Nothing;
        }
        if let Some((name, rest)) = text.split_once(':') {
            let (name, rest) = (name.trim_end(), rest.trim_start());
            let rest_of_heading =
                rest.strip_prefix('[').filter(|rest| matches!(rest.trim_start().bytes().next(), None | Some(b'(')));
            if let Some(rest) = rest_of_heading.filter(|_| TABLES.iter().any(|(known, _)| *known == name)) {
                return LineKind::Heading(name, rest);
            }
            if FIELDS.contains(&name) {
                return LineKind::Field(name, rest.strip_suffix(',').unwrap_or(rest));
            }
        }
        // What is within a record is indented.
        if self.text.starts_with(char::is_whitespace) {
            return LineKind::Other;
        }
        if let Some(rest) = text.strip_prefix(']') {
            return LineKind::EndOfTable(rest.strip_prefix(',').unwrap_or(rest));
        }
        // Of a damaged heading its bracket may be left.
        if text.ends_with('[') && !text.starts_with('(') { LineKind::EndOfTable(text) } else { LineKind::Other }
    }

    /// How many brackets it opens and does not close.
    pub fn depth(&self) -> i64 {
        Tokenizer::new(&self.text).fold(0, |depth, (_, token)| match token {
            Token::Open(_) => depth + 1,
            Token::Close(_) => depth - 1,
            _ => depth,
        })
    }

    /// The records that stand on it one behind the other.
    pub fn groups(&self) -> Vec<&str> {
        let (mut groups, mut depth, mut from) = (Vec::new(), 0_usize, 0);
        for (at, token) in Tokenizer::new(&self.text) {
            match token {
                Token::Open(_) => {
                    if depth == 0 {
                        from = at;
                    }
                    depth += 1;
                }
                Token::Close(_) if depth > 0 => {
                    depth -= 1;
                    if depth == 0 {
                        groups.extend(self.text.get(from..=at));
                    }
                }
                _ => {}
            }
        }
        groups.retain(|group| group.starts_with("(id:") || group.starts_with("(actor:"));
        groups
    }
}

fn is_format(text: &str) -> bool {
    let number = text.strip_prefix("format:").map(|rest| rest.trim().trim_end_matches(','));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}
