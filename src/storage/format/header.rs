//! The head of a file, `(format: N`: what tells a map from anything else, and a format from the next.

use super::tokenizer::{Token, Tokenizer};

/// What a text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// `(format: N`; a number beyond all measure counts as the highest.
    Format(u64),
    /// `(format`, and then no number; the byte where it should be.
    MissingNumber(usize),
    /// Something else.
    NotAMap,
}

/// Reads the head of a text; comments, `#![…]` lines and a name before the parenthesis may stand before it.
pub(super) fn read_header(text: &str) -> Header {
    let mut tokens = Tokenizer::new(text).peekable();
    while let Some((_, Token::Other(b'#'))) = tokens.peek() {
        // An attribute goes to its closing bracket; it holds no others.
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
    // Only a number beyond all measure fails to parse.
    all_digits.then(|| word.parse().unwrap_or(u64::MAX)).filter(|number| *number > 0)
}
