//! A tokenizer for the structure of RON text: brackets, words, colons. Strings, characters and comments are skipped, so
//! a bracket in a name does not count. It never fails: an unclosed token ends the text, and the parser reports what is
//! wrong.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `(`, `[` or `{`.
    Open(u8),
    /// `)`, `]` or `}`.
    Close(u8),
    /// A name or a number.
    Word(&'a str),
    /// `:`
    Colon,
    /// A string, raw string or character.
    Literal,
    /// Any other character.
    Other(u8),
}

/// Iterates over the tokens of a text, each with its byte offset.
#[derive(Clone, Debug)]
pub(super) struct Tokenizer<'a> {
    text: &'a str,
    offset: usize,
}

impl<'a> Tokenizer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, offset: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.offset + ahead).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.offset..).unwrap_or_default()
    }

    /// Skips past the next `end`, or to the end of the text if there is none.
    fn skip_past(&mut self, end: &str) {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        self.offset = rest.find(end).map_or(self.text.len(), |found| self.offset + found + end.len());
    }

    /// Skips a block comment; these nest.
    fn skip_block_comment(&mut self) {
        self.offset += 2;
        let mut level = 1_usize;
        while level > 0 {
            match (self.peek(0), self.peek(1)) {
                (Some(b'*'), Some(b'/')) => {
                    level -= 1;
                    self.offset += 2;
                }
                (Some(b'/'), Some(b'*')) => {
                    level += 1;
                    self.offset += 2;
                }
                (Some(_), _) => self.offset += 1,
                (None, _) => return,
            }
        }
    }

    /// Skips a text between `quote`s, in which a backslash escapes the next byte.
    fn skip_quoted(&mut self, quote: u8) {
        self.offset += 1;
        while let Some(byte) = self.peek(0) {
            self.offset += if byte == b'\\' { 2 } else { 1 };
            if byte == quote {
                return;
            }
        }
    }

    /// Skips a raw string that starts here with hashes or a quote; `false` if there is none.
    fn skip_raw(&mut self) -> bool {
        let hashes = self.rest().iter().take_while(|byte| **byte == b'#').count();
        if self.peek(hashes) != Some(b'"') {
            return false;
        }
        self.offset += hashes + 1;
        self.skip_past(&format!("\"{}", "#".repeat(hashes)));
        true
    }

    fn read_word(&mut self, from: usize) -> Token<'a> {
        let length = self.rest().iter().take_while(|byte| is_word(**byte)).count();
        self.offset += length;
        let word = self.text.get(from..self.offset).unwrap_or_default();
        match word {
            // `r"…"`, `br#"…"#`; but `r#type` is a word.
            "r" | "br" if self.skip_raw() => Token::Literal,
            "b" if matches!(self.peek(0), Some(b'"' | b'\'')) => {
                self.skip_quoted(self.peek(0).unwrap_or_default());
                Token::Literal
            }
            _ => Token::Word(word),
        }
    }
}

impl<'a> Iterator for Tokenizer<'a> {
    type Item = (usize, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let from = self.offset;
            let token = match self.peek(0)? {
                b'/' if self.peek(1) == Some(b'/') => {
                    self.skip_past("\n");
                    continue;
                }
                b'/' if self.peek(1) == Some(b'*') => {
                    self.skip_block_comment();
                    continue;
                }
                byte if byte.is_ascii_whitespace() || byte == 0x0b => {
                    self.offset += 1;
                    continue;
                }
                byte if is_word(byte) => return Some((from, self.read_word(from))),
                byte @ (b'"' | b'\'') => {
                    self.skip_quoted(byte);
                    return Some((from, Token::Literal));
                }
                byte @ (b'(' | b'[' | b'{') => Token::Open(byte),
                byte @ (b')' | b']' | b'}') => Token::Close(byte),
                b':' => Token::Colon,
                byte => Token::Other(byte),
            };
            self.offset += 1;
            return Some((from, token));
        }
    }
}

/// Whether a byte is part of a name or a number; letters beyond ASCII are.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+' | b'-') || byte >= 0x80
}
