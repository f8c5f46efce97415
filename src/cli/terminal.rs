//! What fits on a terminal: how wide it is, how wide words are on it, lines and columns that keep within it.

use std::io::{self, IsTerminal};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Narrower terminals are written for as if they were this wide, in cells.
const MIN_WIDTH: usize = 40;
/// Between two columns.
const COLUMN_GAP: usize = 2;
/// Column heads longer than this go on in a second line.
const MAX_HEADER_WIDTH: usize = 10;

/// How many cells a line of standard output may take; none where it is no terminal, so that whoever reads it finds
/// each sentence on one line. `COLUMNS`, where it is set, comes first.
pub(super) fn line_width() -> Option<usize> {
    let requested = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse::<usize>().ok());
    let found = requested.or_else(|| {
        let is_terminal = io::stdout().is_terminal();
        is_terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0))
    });
    found.map(|width| width.max(MIN_WIDTH))
}

/// How many cells a text takes.
pub(super) fn display_width(text: &str) -> usize {
    text.width()
}

/// A text with spaces to its right up to a width.
pub(super) fn pad_right(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(display_width(text))))
}

/// Cuts a text into lines of at most `first` and then `rest` cells, between words where it can; a word that fits on
/// no line is left whole. Without spaces at the ends; no-break spaces hold.
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

/// The end of a text, with an ellipsis before it, in at most so many cells: the end of a path says most.
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
    /// What stands over each column.
    pub headers: Vec<String>,
    /// The rows; a row that is shorter than the heads leaves its last columns empty.
    pub rows: Vec<Vec<String>>,
    /// The totals, under a line of their own.
    pub totals: Vec<String>,
}

impl TextTable {
    /// The lines of the table, in at most so many cells; only the names give way.
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
            let taken: usize = numbers.iter().map(|width| width + COLUMN_GAP).sum();
            *names = (*names).min(width.saturating_sub(taken).max(MAX_HEADER_WIDTH));
        }
        let total_width = widths.iter().map(|width| width + COLUMN_GAP).sum::<usize>().saturating_sub(COLUMN_GAP);
        let mut lines: Vec<String> = (0..header_rows)
            .map(|at| {
                // The last line of each head stands on the rule.
                let of = |head: &Vec<String>| {
                    (at + head.len()).checked_sub(header_rows).and_then(|at| head.get(at)).cloned()
                };
                format_row(&headers.iter().map(|head| of(head).unwrap_or_default()).collect::<Vec<_>>(), &widths)
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

/// A row of a name and numbers; a row of a name and one remark has the remark run on to the right.
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
