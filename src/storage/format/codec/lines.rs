//! The quick way: a text laid out as this program writes it, its records read in parallel.
//!
//! Sound because every line taken must be a whole token sequence of its own: then the lines together mean what the
//! text as a whole means. At anything else it gives up.

use memchr::memchr;
use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::super::super::Progress;
use super::{INDENT, inline};

/// Records that one thread reads at a stretch; so often it is said how far the reading is.
const STRETCH: usize = 1_024;

/// The lines of a text that are left, as [`str::lines`] has them. That one looks for their ends letter by letter, and a
/// country has hundreds of thousands of lines.
#[derive(Clone)]
struct Lines<'a>(&'a str);

impl<'a> Iterator for Lines<'a> {
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
pub(in super::super) struct Reader<'a> {
    lines: Lines<'a>,
    progress: &'a Progress,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, progress: &'a Progress) -> Self {
        Self { lines: Lines(text), progress }
    }

    /// Whether this line is the last one.
    pub fn ends_with(&mut self, line: &str) -> bool {
        self.take(line) && self.lines.next().is_none()
    }

    /// Whether the next line begins so.
    pub fn begins_with(&self, start: &str) -> bool {
        self.lines.0.starts_with(start)
    }

    /// Whether the next line is this one; if so, it is taken.
    pub fn take(&mut self, line: &str) -> bool {
        let mut ahead = self.lines.clone();
        let is_it = ahead.next() == Some(line);
        if is_it {
            self.lines = ahead;
        }
        is_it
    }

    pub fn field<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        parse(self.lines.next()?.strip_prefix(name)?)
    }

    /// The lines of a table's records; none where it is left out.
    pub fn lines_of(&mut self, opening: &str) -> Option<Vec<&'a str>> {
        let mut lines = Vec::new();
        if self.take(opening) {
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

    pub fn table<R: DeserializeOwned + Send>(&mut self, opening: &str) -> Option<Vec<R>> {
        records(&self.lines_of(opening)?, self.progress)
    }
}

/// The records in these lines.
pub(in super::super) fn records<R: DeserializeOwned + Send>(lines: &[&str], progress: &Progress) -> Option<Vec<R>> {
    let read = |(at, line): (usize, &&str)| {
        if at.is_multiple_of(STRETCH) {
            progress.advance(lines.iter().skip(at).take(STRETCH).map(|line| line.len() as u64).sum());
        }
        parse(line).filter(|_| !progress.is_stopped())
    };
    // Each where it will stand: putting them together afterwards would take as long as reading them.
    let mut records: Vec<Option<R>> = Vec::new();
    lines.par_iter().enumerate().with_min_len(STRETCH).map(read).collect_into_vec(&mut records);
    records.into_iter().collect()
}

/// A record with its comma.
fn parse<T: DeserializeOwned>(line: &str) -> Option<T> {
    inline::take(line.strip_suffix(',')?)
}
