//! The system's file dialogs, behind a trait so that tests can answer for a person.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::language::{Language, Screen};
use crate::panels::FileKind;

/// The ending of map files.
pub(super) const ENDING: &str = "lienket";
/// The ending of tables.
pub(super) const TABLE_ENDING: &str = "csv";
/// The ending of pictures, unless another one is asked for.
pub(super) const PICTURE_ENDING: &str = "svg";
/// A dialog that answers faster than any person was never shown: the system has none.
const NEVER_SHOWN: Duration = Duration::from_millis(120);

/// What came of a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// This file, to open or to save to.
    Path {
        /// Whether it is to save to.
        saving: bool,
        /// The file.
        path: PathBuf,
    },
    /// The person thought better of it.
    Cancelled,
    /// The system has no such dialog: ask for a path instead.
    NoDialog {
        /// Whether a path to save to is wanted.
        saving: bool,
    },
}

/// A question to a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Whether for a file to save to.
    pub saving: bool,
    /// For what.
    pub kind: FileKind,
    /// Where to begin.
    pub folder: Option<PathBuf>,
    /// Which name to propose.
    pub name: Option<String>,
    /// The language of its words.
    pub language: Language,
}

/// Asks for files. The answer is waited for on another thread.
pub trait FileDialogs: Send {
    /// Opens the dialog, on the window's thread, and gives what waits for its answer.
    fn ask(&self, question: &Question) -> Box<dyn FnOnce() -> Picked + Send>;
}

/// The dialogs of the system.
#[derive(Clone, Copy, Debug)]
pub struct SystemDialogs;

impl FileDialogs for SystemDialogs {
    fn ask(&self, question: &Question) -> Box<dyn FnOnce() -> Picked + Send> {
        let saving = question.saving;
        let language = question.language;
        let (title, filters) = match (question.kind, saving) {
            (FileKind::Table, _) => (Screen::SaveTableTitle, &[(Screen::TableFilter, TABLE_ENDING)][..]),
            (FileKind::Picture, _) => {
                (Screen::SavePictureTitle, &[(Screen::SvgFilter, PICTURE_ENDING), (Screen::PngFilter, "png")][..])
            }
            (FileKind::Map, true) => (Screen::SaveTitle, &[(Screen::FileFilter, ENDING)][..]),
            (FileKind::Map, false) => (Screen::OpenTitle, &[(Screen::FileFilter, ENDING)][..]),
        };
        let mut dialog = rfd::AsyncFileDialog::new().set_title(title.text(language));
        for (filter, ending) in filters {
            dialog = dialog.add_filter(filter.text(language), &[*ending]);
        }
        if let Some(folder) = &question.folder {
            dialog = dialog.set_directory(folder);
        }
        if let Some(name) = &question.name {
            dialog = dialog.set_file_name(name);
        }
        let asked = Instant::now();
        let answered = move |handle: Option<rfd::FileHandle>| match handle {
            Some(handle) => Picked::Path { saving, path: handle.path().to_owned() },
            None if asked.elapsed() < NEVER_SHOWN => Picked::NoDialog { saving },
            None => Picked::Cancelled,
        };
        // Some systems open the dialog only on the window's thread; waiting is for another one.
        if saving {
            let waiting = dialog.save_file();
            Box::new(move || answered(pollster::block_on(waiting)))
        } else {
            let waiting = dialog.pick_file();
            Box::new(move || answered(pollster::block_on(waiting)))
        }
    }
}

/// The path with this ending, where none was given.
pub(super) fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_none() { path.with_extension(ending) } else { path }
}

/// A file name for a map of this title.
pub(super) fn proposed_name(title: &str) -> String {
    let plain: String =
        crate::language::fold(title).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let stem = if words.is_empty() { "ban-do".to_owned() } else { words.join("-") };
    format!("{}.{ENDING}", stem.chars().take(60).collect::<String>())
}

/// When a file was last written and how large it is.
pub(super) fn stamp(path: &Path) -> super::jobs::Stamp {
    let about = std::fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_endings() {
        assert_eq!(proposed_name("Liên kết Cần Thơ 2019 (minh họa)"), "lien-ket-can-tho-2019-minh-hoa.lienket");
        assert_eq!(proposed_name("…"), "ban-do.lienket");
        assert_eq!(with_ending(PathBuf::from("a"), ENDING), PathBuf::from("a.lienket"));
        assert_eq!(with_ending(PathBuf::from("a.ron"), ENDING), PathBuf::from("a.ron"));
    }
}
