//! Output of commands: messages on stderr, results on stdout, and saving of maps.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use std::path::Path;

use super::terminal::display_width;
use crate::exchange::{io_error_text, remark_text};
use crate::language::{Language, with_marked_direction};
use crate::map::LinkageMap;
use crate::storage::{self, Replaced};

/// The exit status of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum ExitStatus {
    /// Done, nothing flagged.
    Done = 0,
    /// Done, and something is flagged.
    Flagged = 1,
    /// Failed.
    Failed = 2,
}

/// Why a command failed, one line each.
#[derive(Debug)]
pub(super) struct CommandError(pub Vec<String>);

impl<E: Display> From<E> for CommandError {
    fn from(error: E) -> Self {
        Self(vec![error.to_string()])
    }
}

/// Writes a line to stderr; a failure to write is ignored.
pub(super) fn report(line: &str) {
    let _ignored = writeln!(io::stderr().lock(), "lienket: {}", escape_control_chars(line));
}

/// Escapes control characters and line separators, such as in file names, that would break a line or control a
/// terminal, and marks signs that turn the direction of text.
pub(super) fn escape_control_chars(text: &str) -> Cow<'_, str> {
    let needs_escape = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let text = with_marked_direction(text);
    if !text.contains(needs_escape) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if needs_escape(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// Whether two paths lead to the same existing file. The system is asked, not `Disk`: where it fails, they are taken for two.
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Reports what was done, only if stderr is a terminal.
pub(super) fn report_done(line: &str) {
    if io::stderr().is_terminal() {
        report(line);
    }
}

/// Progress of a long command on the last line of a terminal; hidden without a terminal or with a single item.
pub(super) struct ProgressLine {
    total: usize,
    done: usize,
    is_shown: bool,
    /// Width of the line in terminal cells.
    width: usize,
}

impl ProgressLine {
    /// Starts at 0 of `total` items.
    pub fn new(total: usize) -> Self {
        Self { total, done: 0, is_shown: total > 1 && io::stderr().is_terminal(), width: 0 }
    }

    /// Counts one more item as done, and shows its name.
    pub fn advance(&mut self, name: &str) {
        self.done += 1;
        if self.is_shown && self.done < self.total {
            self.clear();
            let name: String =
                escape_control_chars(name).chars().rev().take(48).collect::<Vec<_>>().into_iter().rev().collect();
            let line = format!("{}/{} {name}", self.done, self.total);
            self.width = display_width(&line);
            let mut err = io::stderr().lock();
            let _ignored = write!(err, "{line}").and_then(|()| err.flush());
        }
    }

    /// Clears the line, so that other output can be written.
    pub fn clear(&mut self) {
        let width = std::mem::take(&mut self.width);
        if width > 0 {
            let mut err = io::stderr().lock();
            let _ignored = write!(err, "\r{}\r", " ".repeat(width)).and_then(|()| err.flush());
        }
    }
}

/// Standard output. A closed pipe (reader gone) is no failure.
pub(super) struct StdoutWriter {
    inner: BufWriter<StdoutLock<'static>>,
    has_reader: bool,
}

impl StdoutWriter {
    pub fn new() -> Self {
        Self { inner: BufWriter::new(io::stdout().lock()), has_reader: true }
    }

    /// Runs `write` on the output, unless the pipe is closed.
    pub fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CommandError> {
        if !self.has_reader {
            return Ok(());
        }
        match write(&mut self.inner) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.has_reader = false;
                Ok(())
            }
            Err(error) => Err(format!("standard output: {}", io_error_text(&error, Language::English)).into()),
            Ok(()) => Ok(()),
        }
    }

    /// Flushes the buffer.
    pub fn finish(mut self) -> Result<(), CommandError> {
        self.write(|out| out.flush())
    }
}

/// Reports what the owner of a file that was replaced should know.
pub(super) fn report_remark(path: &Path, replaced: &Replaced, language: Language) {
    if let Some(remark) = replaced.remark() {
        report(&format!("{}: {}", path.display(), remark_text(remark).text(language)));
    }
}

/// The most names in one message.
const MAX_NAMES: usize = 5;

/// Reports the names that a picture shows with marks for letters that no font has; `or_else` is what else one can do, after a comma.
pub(super) fn report_marked_names(path: &Path, names: &[String], or_else: &str) {
    if names.is_empty() {
        return;
    }
    let named = names.iter().take(MAX_NAMES).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = names.len().saturating_sub(MAX_NAMES);
    let others = if more > 0 { format!(" and {more} more") } else { String::new() };
    report(&format!(
        "{}: no font here has all letters of {named}{others}; □ stands for each that is missing; install a font that has \
         them{or_else}",
        path.display()
    ));
}

/// Saves a new map. An existing file is replaced only if it is a readable map or empty; other files are never
/// overwritten.
pub(super) fn save_map(map: &LinkageMap, path: &Path) -> Result<(), CommandError> {
    let saved = storage::save(map, path)?;
    report_remark(path, &saved.replaced, Language::English);
    report_done(&format!("{}: {} actors, {} links", path.display(), map.actors().len(), map.links().len()));
    Ok(())
}
