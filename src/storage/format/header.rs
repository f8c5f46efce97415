//! The header of a file, `(format: N`: identifies a map and its format.

use super::tokenizer::{Token, Tokenizer};

/// What a text starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// `(format: N`; a number that overflows counts as `u64::MAX`.
    Format(u64),
    /// `(format` without a number; with the byte offset where it should be.
    MissingNumber(usize),
    /// Anything else.
    NotAMap,
}

/// Reads the header of a text; comments, `#![…]` attributes and a struct name may precede it.
pub(super) fn read_header(text: &str) -> Header {
    let mut tokens = Tokenizer::new(text).peekable();
    while let Some((_, Token::Other(b'#'))) = tokens.peek() {
        // An attribute ends at its closing bracket; it contains no others.
        if !tokens.by_ref().any(|(_, token)| token == Token::Close(b']')) {
            return Header::NotAMap;
        }
    }
    if matches!(tokens.peek(), Some((_, Token::Word(_)))) {
        tokens.next();
    }
    if !matches!(tokens.next(), Some((_, Token::Open(b'(')))) {
        return Header::NotAMap;
    }
    if !matches!(tokens.next(), Some((_, Token::Word("format")))) {
        return Header::NotAMap;
    }
    let end = (text.len(), Token::Literal);
    match tokens.next().unwrap_or(end) {
        (_, Token::Colon) => match tokens.next().unwrap_or(end) {
            (at, Token::Word(word)) => parse_number(word).map_or(Header::MissingNumber(at), Header::Format),
            (at, _) => Header::MissingNumber(at),
        },
        (at, _) => Header::MissingNumber(at),
    }
}

fn parse_number(word: &str) -> Option<u64> {
    let all_digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    // Parsing fails only by overflow.
    all_digits.then(|| word.parse().unwrap_or(u64::MAX)).filter(|number| *number > 0)
}
