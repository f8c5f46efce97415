//! The quick way: a text laid out as this program writes it, its records read in parallel.
//!
//! Sound because every line taken must be a whole token sequence of its own: then the lines together mean what the
//! text as a whole means. At anything else it gives up.

use memchr::memchr;
use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::super::super::ReadProgress;
use super::{INDENT, record_codec};

/// Records that one thread reads at a stretch; so often it is said how far the reading is.
const CHUNK_LEN: usize = 1_024;

/// The lines of a text that are left, as [`str::lines`] has them. That one looks for their ends letter by letter, and a
/// country has hundreds of thousands of lines.
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

/// Takes a text line by line.
pub(in super::super) struct LineReader<'a> {
    lines: LineIter<'a>,
    progress: &'a ReadProgress,
}

impl<'a> LineReader<'a> {
    pub fn new(text: &'a str, progress: &'a ReadProgress) -> Self {
        Self { lines: LineIter(text), progress }
    }

    /// Whether this line is the last one.
    pub fn accept_last(&mut self, line: &str) -> bool {
        self.accept(line) && self.lines.next().is_none()
    }

    /// Whether the next line begins so.
    pub fn next_starts_with(&self, start: &str) -> bool {
        self.lines.0.starts_with(start)
    }

    /// Whether the next line is this one; if so, it is taken.
    pub fn accept(&mut self, line: &str) -> bool {
        let mut ahead = self.lines.clone();
        let is_it = ahead.next() == Some(line);
        if is_it {
            self.lines = ahead;
        }
        is_it
    }

    pub fn read_field<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        parse_record(self.lines.next()?.strip_prefix(name)?)
    }

    /// The lines of a table's records; none where it is left out.
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

/// The records in these lines.
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
    // Each where it will stand: putting them together afterwards would take as long as reading them.
    let mut records: Vec<Option<R>> = Vec::new();
    lines.par_iter().enumerate().with_min_len(CHUNK_LEN).map(read).collect_into_vec(&mut records);
    records.into_iter().collect()
}

/// A record with its comma.
fn parse_record<T: DeserializeOwned>(line: &str) -> Option<T> {
    record_codec::read_record(line.strip_suffix(',')?)
}
