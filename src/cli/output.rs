//! How commands speak and write: one line for each failure, and never half a file.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use std::path::Path;

use super::system::reason;
use super::terminal::cells;
use crate::language::Language;
use crate::map::LinkageMap;
use crate::storage;

/// How a command went, as its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Status {
    /// Done, nothing flagged.
    Done = 0,
    /// Done, and something is flagged.
    Flagged = 1,
    /// Could not do it.
    CouldNot = 2,
}

/// Why a command could not do it, one line each.
#[derive(Debug)]
pub(super) struct Failure(pub Vec<String>);

impl<E: Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(vec![error.to_string()])
    }
}

/// Says a line on stderr. Where nobody listens there is nobody to tell.
pub(super) fn say(line: &str) {
    let _unheard = writeln!(io::stderr().lock(), "lienket: {}", on_one_line(line));
}

/// A text that may have names of files in it, with what would break its line or steer a terminal spelt out.
pub(super) fn on_one_line(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if breaks(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// Says what was done, to a person at a terminal only.
pub(super) fn report_progress(line: &str) {
    if io::stderr().is_terminal() {
        say(line);
    }
}

/// How far a long command is, on the last line of a terminal; nothing where there is none, or little to do.
pub(super) struct Progress {
    of: usize,
    done: usize,
    is_shown: bool,
    /// How many cells the line takes.
    written: usize,
}

impl Progress {
    /// Nothing done of so many things.
    pub fn new(of: usize) -> Self {
        Self { of, done: 0, is_shown: of > 1 && io::stderr().is_terminal(), written: 0 }
    }

    /// One more is done: this one.
    pub fn step(&mut self, name: &str) {
        self.done += 1;
        if self.is_shown && self.done < self.of {
            self.pause();
            let name: String = on_one_line(name).chars().rev().take(48).collect::<Vec<_>>().into_iter().rev().collect();
            let line = format!("{}/{} {name}", self.done, self.of);
            self.written = cells(&line);
            let mut err = io::stderr().lock();
            let _unheard = write!(err, "{line}").and_then(|()| err.flush());
        }
    }

    /// Clears the line, so that something else can be written.
    pub fn pause(&mut self) {
        let written = std::mem::take(&mut self.written);
        if written > 0 {
            let mut err = io::stderr().lock();
            let _unheard = write!(err, "\r{}\r", " ".repeat(written)).and_then(|()| err.flush());
        }
    }
}

/// Standard output. A reader that has seen enough and left is no failure.
pub(super) struct Out {
    inner: BufWriter<StdoutLock<'static>>,
    has_reader: bool,
}

impl Out {
    pub fn new() -> Self {
        Self { inner: BufWriter::new(io::stdout().lock()), has_reader: true }
    }

    /// Writes what `write` writes, as long as somebody reads it.
    pub fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        if !self.has_reader {
            return Ok(());
        }
        match write(&mut self.inner) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.has_reader = false;
                Ok(())
            }
            Err(error) => Err(format!("standard output: {}", reason(&error, Language::English)).into()),
            Ok(()) => Ok(()),
        }
    }

    /// Sends off what is still on its way.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.write(|out| out.flush())
    }
}

/// Saves a new map. What already stands in its place is replaced only if it is a map too, or nothing: other files
/// and maps that cannot be read are never written over.
pub(super) fn save_map(map: &LinkageMap, path: &Path) -> Result<(), Failure> {
    storage::save(map, path)?;
    report_progress(&format!("{}: {} actors, {} links", path.display(), map.actors().len(), map.links().len()));
    Ok(())
}
