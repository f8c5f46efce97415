//! The quick way: a text laid out as this program writes it, its records read in parallel.
//!
//! Sound because every line taken must be a whole token sequence of its own: then the lines together mean what the
//! text as a whole means. At anything else it gives up.

use std::str::Lines;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::super::super::Progress;
use super::{ENABLE, FORMAT_LINE, INDENT, inline};
use crate::map::Parts;

/// Records that one thread reads at a stretch.
const STRETCH: usize = 1_024;

/// The content of a text, or `None` where it is laid out in another way or does not read.
pub(super) fn read(text: &str, progress: &Progress) -> Option<Parts> {
    let mut reader = Reader { lines: text.lines(), progress };
    let opening = [ENABLE, "(", FORMAT_LINE];
    opening.iter().all(|line| reader.take(line)).then_some(())?;
    let parts = Parts {
        info: reader.field("info: ")?,
        next: reader.field("next: ")?,
        stages: reader.table("stages: [")?,
        products: reader.table("products: [")?,
        actors: reader.table("actors: [")?,
        links: reader.table("links: [")?,
        models: reader.table("models: [")?,
        channels: reader.table("channels: [")?,
        targets: reader.table("targets: [")?,
        views: reader.table("views: [")?,
        places: reader.table("places: [")?,
    };
    (reader.take(")") && reader.lines.next().is_none()).then_some(parts)
}

struct Reader<'a> {
    lines: Lines<'a>,
    progress: &'a Progress,
}

impl Reader<'_> {
    /// Whether the next line is this one; if so, it is taken.
    fn take(&mut self, line: &str) -> bool {
        let mut ahead = self.lines.clone();
        let is_it = ahead.next() == Some(line);
        if is_it {
            self.lines = ahead;
        }
        is_it
    }

    fn field<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        parse(self.lines.next()?.strip_prefix(name)?)
    }

    /// The records of a table; none where it is left out.
    fn table<R: DeserializeOwned + Send>(&mut self, opening: &str) -> Option<Vec<R>> {
        if !self.take(opening) {
            return Some(Vec::new());
        }
        let mut records = Vec::new();
        loop {
            let line = self.lines.next()?;
            if line == "]," {
                break;
            }
            records.push(line.strip_prefix(INDENT)?);
        }
        let progress = self.progress;
        let read = |stretch: &[&str]| {
            progress.advance(stretch.iter().map(|line| line.len() as u64).sum());
            stretch.iter().map(|line| parse(line)).collect::<Option<Vec<R>>>().filter(|_| !progress.is_stopped())
        };
        let stretches: Option<Vec<Vec<R>>> = records.par_chunks(STRETCH).map(read).collect();
        Some(stretches?.into_iter().flatten().collect())
    }
}

/// A record with its comma.
fn parse<T: DeserializeOwned>(line: &str) -> Option<T> {
    inline::take(line.strip_suffix(',')?)
}
