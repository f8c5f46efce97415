//! The system's file dialogs, behind a trait so that tests can answer for a person.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::file_names::{ENDING, PICTURE_ENDING, TABLE_ENDING};
use crate::language::{Language, UiText};
use crate::panels::FileKind;

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
pub struct DialogRequest {
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
    fn ask(&self, request: &DialogRequest) -> Box<dyn FnOnce() -> Picked + Send>;
}

/// The dialogs of the system.
#[derive(Clone, Copy, Debug)]
pub struct SystemDialogs;

impl FileDialogs for SystemDialogs {
    fn ask(&self, request: &DialogRequest) -> Box<dyn FnOnce() -> Picked + Send> {
        let saving = request.saving;
        let language = request.language;
        let (title, filters) = match (request.kind, saving) {
            (FileKind::Table, _) => (UiText::SaveTableTitle, &[(UiText::TableFilter, TABLE_ENDING)][..]),
            (FileKind::Picture, _) => {
                (UiText::SavePictureTitle, &[(UiText::SvgFilter, PICTURE_ENDING), (UiText::PngFilter, "png")][..])
            }
            (FileKind::Map, true) => (UiText::SaveTitle, &[(UiText::FileFilter, ENDING)][..]),
            (FileKind::Map, false) => (UiText::OpenTitle, &[(UiText::FileFilter, ENDING)][..]),
        };
        let mut dialog = rfd::AsyncFileDialog::new().set_title(title.text(language));
        for (filter, ending) in filters {
            dialog = dialog.add_filter(filter.text(language), &[*ending]);
        }
        if let Some(folder) = &request.folder {
            dialog = dialog.set_directory(folder);
        }
        if let Some(name) = &request.name {
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
