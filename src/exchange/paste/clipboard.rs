//! The text that spreadsheets put on the clipboard, as cells: tabs between cells, line ends between rows, cells with either
//! in them in quotation marks, which are doubled inside.

use crate::language::{Language, integer};

/// The most characters of a block.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The most rows of a block.
const MAX_ROWS: usize = 10_000;
/// The most cells of a row.
const MAX_COLUMNS: usize = 256;

/// A block that is larger than what is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasteTooLarge {
    /// So many bytes of text.
    Bytes(usize),
    /// So many rows.
    Rows(usize),
    /// So many cells in a row.
    Columns(usize),
}

impl PasteTooLarge {
    /// What is too large, and what may be.
    pub fn sentence(self, language: Language) -> String {
        let number = |count: usize| integer(count as u64, language);
        let megabytes = |bytes: usize| number(bytes.div_ceil(1024 * 1024));
        match (self, language) {
            (Self::Bytes(found), Language::Vietnamese) => {
                format!(
                    "Khối có {} MB; mỗi lần dán được {} MB. Hãy dán từng phần.",
                    megabytes(found),
                    megabytes(MAX_BYTES)
                )
            }
            (Self::Rows(found), Language::Vietnamese) => {
                format!(
                    "Khối có {} dòng; mỗi lần dán được {} dòng. Hãy dán từng phần.",
                    number(found),
                    number(MAX_ROWS)
                )
            }
            (Self::Columns(found), Language::Vietnamese) => {
                format!("Khối có {} cột; mỗi lần dán được {} cột.", number(found), number(MAX_COLUMNS))
            }
            (Self::Bytes(found), Language::English) => format!(
                "The block has {} MB; at a time {} MB can be pasted. Paste it in parts.",
                megabytes(found),
                megabytes(MAX_BYTES)
            ),
            (Self::Rows(found), Language::English) => format!(
                "The block has {} rows; at a time {} can be pasted. Paste it in parts.",
                number(found),
                number(MAX_ROWS)
            ),
            (Self::Columns(found), Language::English) => {
                format!("The block has {} columns; at a time {} can be pasted.", number(found), number(MAX_COLUMNS))
            }
        }
    }
}

/// The cells of a block, row by row; rows may be ragged. The line end behind the last row is none of its own.
///
/// # Errors
/// When it is larger than what is taken.
pub fn clipboard_cells(text: &str) -> Result<Vec<Vec<String>>, PasteTooLarge> {
    if text.len() > MAX_BYTES {
        return Err(PasteTooLarge::Bytes(text.len()));
    }
    let rows = split_cells(text, true).unwrap_or_else(|_| split_cells(text, false).unwrap_or_default());
    if rows.len() > MAX_ROWS {
        return Err(PasteTooLarge::Rows(rows.len()));
    }
    match rows.iter().map(Vec::len).max() {
        Some(longest) if longest > MAX_COLUMNS => Err(PasteTooLarge::Columns(longest)),
        _ => Ok(rows),
    }
}

/// A quotation mark opens a cell and nothing closes it.
struct Unclosed;

/// Splits a text; without `quotes`, quotation marks are letters like others, as where one opens a cell and none closes it.
fn split_cells(text: &str, quotes: bool) -> Result<Vec<Vec<String>>, Unclosed> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let (mut is_quoted, mut is_start) = (false, true);
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if is_quoted && rest.peek() == Some(&'"') => {
                rest.next();
                cell.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            _ if is_quoted => cell.push(c),
            '"' if quotes && is_start => (is_quoted, is_start) = (true, false),
            '\t' => {
                row.push(std::mem::take(&mut cell));
                is_start = true;
            }
            '\r' | '\n' => {
                if c == '\r' && rest.peek() == Some(&'\n') {
                    rest.next();
                }
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                is_start = true;
            }
            _ => {
                cell.push(c);
                is_start = false;
            }
        }
    }
    if is_quoted {
        return Err(Unclosed);
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_excel_copies_is_split_into_its_cells() {
        for (text, cells) in [
            ("a\tb\r\nc\td\r\n", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a", vec![vec!["a"]]),
            ("", vec![]),
            ("a\r\n\r\nb\r\n", vec![vec!["a"], vec![""], vec!["b"]]),
            ("\"x\ty\"\t\"hai\ndòng\"\nz", vec![vec!["x\ty", "hai\ndòng"], vec!["z"]]),
            ("\"nói \"\"vâng\"\"\"\t5\" ống", vec![vec!["nói \"vâng\"", "5\" ống"]]),
            // An inch mark that nothing closes is a letter.
            ("\"5 thước\tb\nc", vec![vec!["\"5 thước", "b"], vec!["c"]]),
            ("a\t\t\rb", vec![vec!["a", "", ""], vec!["b"]]),
        ] {
            assert_eq!(clipboard_cells(text).unwrap(), cells, "{text:?}");
        }
    }

    #[test]
    fn a_block_that_is_too_large_says_how_large_it_is() {
        assert_eq!(clipboard_cells(&"a\n".repeat(10_001)), Err(PasteTooLarge::Rows(10_001)));
        assert_eq!(clipboard_cells(&"\t".repeat(300)), Err(PasteTooLarge::Columns(301)));
        let huge = clipboard_cells(&"x".repeat(17 * 1024 * 1024)).unwrap_err();
        assert!(huge.sentence(Language::English).contains("17 MB"));
    }

    proptest! {
        #[test]
        fn any_cells_come_back_from_their_quoted_form(
            rows in prop::collection::vec(prop::collection::vec("[a\"\t\n\r đ]{0,6}", 2..5), 1..6),
        ) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let lines = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join("\t"));
            let text = lines.collect::<Vec<_>>().join("\r\n");
            prop_assert_eq!(clipboard_cells(&text).unwrap(), rows);
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            drop(clipboard_cells(&text));
        }
    }
}
