//! Text layout for terminals: terminal width, text width in cells, wrapping, and tables.

use std::io::{self, IsTerminal};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Smallest line width in cells; narrower terminals are treated as this wide.
const MIN_WIDTH: usize = 40;
/// Cells between two columns.
const COLUMN_GAP: usize = 2;
/// Column headers longer than this are wrapped.
const MAX_HEADER_WIDTH: usize = 10;

/// The line width of standard output in cells: `COLUMNS` if set, else the terminal's; `None` without a terminal, so
/// that programs find each sentence on one line.
pub(super) fn line_width() -> Option<usize> {
    let requested = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse::<usize>().ok());
    let found = requested.or_else(|| {
        let is_terminal = io::stdout().is_terminal();
        is_terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0))
    });
    found.map(|width| width.max(MIN_WIDTH))
}

/// Width of a text in cells.
pub(super) fn display_width(text: &str) -> usize {
    text.width()
}

/// A text padded with spaces on the left to a width.
pub(super) fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(display_width(text))))
}

/// A text padded with spaces on the right to a width.
pub(super) fn pad_right(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(display_width(text))))
}

/// Wraps a text at spaces into lines of at most `first` and then `rest` cells; longer words stay whole, and no-break
/// spaces do not break. Lines have no spaces at their ends.
pub(super) fn wrap(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let available = if lines.is_empty() { first } else { rest };
        if !line.is_empty() && display_width(&line) + 1 + display_width(word) > available {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A text cut at its start, with an ellipsis, to at most `width` cells: the end of a path is the most informative.
fn truncate_start(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut suffix: Vec<char> = Vec::new();
    let mut available = width.saturating_sub(1);
    for c in text.chars().rev() {
        let char_width = c.width().unwrap_or_default();
        if char_width > available {
            break;
        }
        available -= char_width;
        suffix.push(c);
    }
    std::iter::once('…').chain(suffix.into_iter().rev()).collect()
}

/// A table of columns: the first holds names, all others numbers.
pub(super) struct TextTable {
    /// Header of each column.
    pub headers: Vec<String>,
    /// The rows; missing last cells are empty, and a row of two cells is a name and a remark.
    pub rows: Vec<Vec<String>>,
    /// The totals, under a rule; none if empty.
    pub totals: Vec<String>,
}

impl TextTable {
    /// The lines of the table; only the name column shrinks to fit `width`.
    pub fn lines(&self, width: Option<usize>) -> Vec<String> {
        let headers: Vec<Vec<String>> =
            self.headers.iter().map(|head| wrap(head, MAX_HEADER_WIDTH, MAX_HEADER_WIDTH)).collect();
        let header_rows = headers.iter().map(Vec::len).max().unwrap_or_default();
        let mut widths: Vec<usize> = headers.iter().map(|head| max_width(head.iter())).collect();
        for (at, width) in widths.iter_mut().enumerate() {
            let column = self.rows.iter().chain([&self.totals]).filter(|row| at == 0 || row.len() > 2);
            *width = max_width(column.filter_map(|row| row.get(at))).max(*width);
        }
        if let (Some(width), Some((names, numbers))) = (width, widths.split_first_mut()) {
            let numbers_width: usize = numbers.iter().map(|width| width + COLUMN_GAP).sum();
            *names = (*names).min(width.saturating_sub(numbers_width).max(MAX_HEADER_WIDTH));
        }
        let total_width = widths.iter().map(|width| width + COLUMN_GAP).sum::<usize>().saturating_sub(COLUMN_GAP);
        let mut lines: Vec<String> = (0..header_rows)
            .map(|at| {
                // Headers are aligned to the bottom.
                let header_line = |head: &Vec<String>| {
                    (at + head.len()).checked_sub(header_rows).and_then(|at| head.get(at)).cloned()
                };
                format_row(
                    &headers.iter().map(|head| header_line(head).unwrap_or_default()).collect::<Vec<_>>(),
                    &widths,
                )
            })
            .collect();
        let rule = "─".repeat(total_width);
        lines.push(rule.clone());
        lines.extend(self.rows.iter().map(|row| format_row(row, &widths)));
        if !self.totals.is_empty() {
            lines.push(rule);
            lines.push(format_row(&self.totals, &widths));
        }
        lines
    }
}

fn max_width<'a>(texts: impl Iterator<Item = &'a String>) -> usize {
    texts.map(|text| display_width(text)).max().unwrap_or_default()
}

/// A row of a name and right-aligned numbers; in a row of a name and a remark, the remark runs on to the right.
fn format_row(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (at, (text, width)) in row.iter().zip(widths).enumerate() {
        if at == 0 {
            line.push_str(&pad_right(&truncate_start(text, *width), *width));
        } else if row.len() == 2 {
            line.push_str(&" ".repeat(COLUMN_GAP));
            line.push_str(text);
        } else {
            line.push_str(&" ".repeat(COLUMN_GAP + width.saturating_sub(display_width(text))));
            line.push_str(text);
        }
    }
    line.trim_end().to_owned()
}

/// Rows of texts in aligned columns.
pub(super) fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(|at| max_width(rows.iter().filter_map(|row| row.get(at)))).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(text, width)| pad_right(text, width + COLUMN_GAP));
        cells.collect::<String>().trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
