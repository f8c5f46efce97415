//! The fast reader: for text in the layout that this program writes; records are parsed in parallel.
//!
//! Sound because every accepted line must be a complete token sequence: then the lines together mean what the whole
//! text means. On anything else it returns `None`.

use memchr::memchr;
use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::super::super::ReadProgress;
use super::{INDENT, record_codec};

/// Minimum number of records that one thread parses; progress is reported once per as many.
const CHUNK_LEN: usize = 1_024;

/// The remaining lines of a text, as [`str::lines`] but with memchr: that one searches byte by byte, and a country has
/// hundreds of thousands of lines.
#[derive(Clone)]
struct LineIter<'a>(&'a str);

impl<'a> Iterator for LineIter<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let (line, rest) = match memchr(b'\n', self.0.as_bytes()) {
            Some(end) => (self.0.get(..end)?, self.0.get(end + 1..)?),
            None if self.0.is_empty() => return None,
            None => (self.0, ""),
        };
        self.0 = rest;
        Some(line.strip_suffix('\r').unwrap_or(line))
    }
}

/// Reads a text line by line.
pub(in super::super) struct LineReader<'a> {
    lines: LineIter<'a>,
    progress: &'a ReadProgress,
}

impl<'a> LineReader<'a> {
    pub fn new(text: &'a str, progress: &'a ReadProgress) -> Self {
        Self { lines: LineIter(text), progress }
    }

    /// Whether the next line is this one, and the last.
    pub fn accept_last(&mut self, line: &str) -> bool {
        self.accept(line) && self.lines.next().is_none()
    }

    /// Whether the next line starts with this.
    pub fn next_starts_with(&self, start: &str) -> bool {
        self.lines.0.starts_with(start)
    }

    /// Consumes the next line if it is this one; returns whether it was.
    pub fn accept(&mut self, line: &str) -> bool {
        let mut ahead = self.lines.clone();
        let matches = ahead.next() == Some(line);
        if matches {
            self.lines = ahead;
        }
        matches
    }

    pub fn read_field<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        parse_record(self.lines.next()?.strip_prefix(name)?)
    }

    /// The lines of a table's records; empty if the table is left out, `None` if the layout differs.
    pub fn table_lines(&mut self, opening: &str) -> Option<Vec<&'a str>> {
        let mut lines = Vec::new();
        if self.accept(opening) {
            loop {
                let line = self.lines.next()?;
                if line == "]," {
                    break;
                }
                lines.push(line.strip_prefix(INDENT)?);
            }
        }
        Some(lines)
    }

    pub fn read_table<R: DeserializeOwned + Send>(&mut self, opening: &str) -> Option<Vec<R>> {
        parse_records(&self.table_lines(opening)?, self.progress)
    }
}

/// Parses the records in these lines; `None` if one does not parse, or when cancelled.
pub(in super::super) fn parse_records<R: DeserializeOwned + Send>(
    lines: &[&str],
    progress: &ReadProgress,
) -> Option<Vec<R>> {
    let read = |(at, line): (usize, &&str)| {
        if at.is_multiple_of(CHUNK_LEN) {
            progress.advance(lines.iter().skip(at).take(CHUNK_LEN).map(|line| line.len() as u64).sum());
        }
        parse_record(line).filter(|_| !progress.is_cancelled())
    };
    // Collected in place: concatenating the chunks afterwards would take as long as parsing them.
    let mut records: Vec<Option<R>> = Vec::new();
    lines.par_iter().enumerate().with_min_len(CHUNK_LEN).map(read).collect_into_vec(&mut records);
    records.into_iter().collect()
}

/// Parses a record with its trailing comma.
fn parse_record<T: DeserializeOwned>(line: &str) -> Option<T> {
    record_codec::read_record(line.strip_suffix(',')?)
}
