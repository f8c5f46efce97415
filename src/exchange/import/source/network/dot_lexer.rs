//! The words and signs of DOT.

use super::line_at;

/// A word or sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, number, quoted text or HTML.
    Id(Id),
    /// One of `{ } [ ] ; , = : +`.
    Sign(char),
    /// `->` or `--`: whether it has a direction.
    Edge(bool),
}

/// A name, number, quoted text or HTML.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Id {
    pub text: String,
    pub kind: IdKind,
}

/// How an [`Id`] is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum IdKind {
    #[default]
    Bare,
    Number,
    Quoted,
    Html,
}

impl Id {
    /// Whether it is this word of the language.
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == IdKind::Bare && self.text.eq_ignore_ascii_case(word)
    }
}

/// Reads tokens one by one.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// An offset and its line, from which later ones are counted.
    lines: (usize, usize),
}

/// A text that is no DOT, in this line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrongLine(pub usize);

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, lines: (0, 1) }
    }

    /// The line that is being read.
    pub fn line(&mut self) -> usize {
        let (from, line) = self.lines;
        let between = self.text.as_bytes().get(from..self.at).unwrap_or_default();
        self.lines = (self.at, line + memchr::memchr_iter(b'\n', between).count());
        self.lines.1
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next token; none at the end.
    ///
    /// # Errors
    /// Where no token can begin, or one does not end.
    pub fn next(&mut self) -> Result<Option<Token>, WrongLine> {
        self.skip_blank()?;
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Ok(None) };
        let token = match first {
            '{' | '}' | '[' | ']' | ';' | ',' | '=' | ':' | '+' => {
                self.at += 1;
                Token::Sign(first)
            }
            '-' if rest.starts_with("->") || rest.starts_with("--") => {
                self.at += 2;
                Token::Edge(rest.starts_with("->"))
            }
            '"' => Token::Id(self.quoted()?),
            '<' => Token::Id(self.html()?),
            _ => Token::Id(self.bare()?),
        };
        Ok(Some(token))
    }

    /// Skips space, comments, and lines that are for a preprocessor.
    fn skip_blank(&mut self) -> Result<(), WrongLine> {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
            let is_line_start = self.at + blank == 0 || rest.get(..blank).is_some_and(|blank| blank.contains('\n'));
            self.at += blank;
            let rest = self.rest();
            let comment = if rest.starts_with("//") || is_line_start && rest.starts_with('#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map(|end| end + 2).ok_or_else(|| self.wrong())?
            } else {
                return Ok(());
            };
            self.at += comment;
        }
    }

    fn wrong(&self) -> WrongLine {
        WrongLine(line_at(self.text, self.at))
    }

    /// A text between quotation marks; the backslash before one is taken off, other ones stay, as labels have escapes.
    fn quoted(&mut self) -> Result<Id, WrongLine> {
        let rest = self.rest();
        let mut text = String::new();
        let mut chars = rest.char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            match (c, chars.peek()) {
                ('"', _) => {
                    self.at += at + 1;
                    return Ok(Id { text, kind: IdKind::Quoted });
                }
                ('\\', Some((_, '"'))) => {
                    text.push('"');
                    chars.next();
                }
                ('\\', Some((_, '\\'))) => {
                    text.push_str("\\\\");
                    chars.next();
                }
                // A line that goes on in the next one.
                ('\\', Some((_, '\n'))) => _ = chars.next(),
                _ => text.push(c),
            }
        }
        Err(self.wrong())
    }

    /// What stands between angle brackets, however often they are nested.
    fn html(&mut self) -> Result<Id, WrongLine> {
        let rest = self.rest();
        let mut depth = 0_usize;
        for (at, c) in rest.char_indices() {
            match c {
                '<' => depth += 1,
                '>' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let text = rest.get(1..at).unwrap_or_default().to_owned();
                self.at += at + 1;
                return Ok(Id { text, kind: IdKind::Html });
            }
        }
        Err(self.wrong())
    }

    /// A name or a number.
    fn bare(&mut self) -> Result<Id, WrongLine> {
        let rest = self.rest();
        let is_number_start = rest.starts_with(|c: char| c == '-' || c == '.' || c.is_ascii_digit());
        let (end, kind) = if is_number_start {
            let digits = rest.strip_prefix('-').unwrap_or(rest);
            let end = digits.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(digits.len());
            (rest.len() - digits.len() + end, IdKind::Number)
        } else {
            let is_end = |c: char| c.is_whitespace() || c.is_ascii() && c != '_' && !c.is_ascii_alphanumeric();
            (rest.find(is_end).unwrap_or(rest.len()), IdKind::Bare)
        };
        let text = rest.get(..end).filter(|text| !text.is_empty() && *text != "-").ok_or_else(|| self.wrong())?;
        self.at += end;
        Ok(Id { text: text.to_owned(), kind })
    }
}
