//! The system's file dialogs, behind a trait so that tests can answer for a person.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::file_names::{MAP_EXTENSION, PICTURE_EXTENSION, TABLE_EXTENSION};
use crate::language::{Language, UiText};
use crate::panels::FileKind;

/// A dialog that answers faster than any person was never shown: the system has none.
const MIN_RESPONSE_TIME: Duration = Duration::from_millis(120);

/// What came of a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogResult {
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
    Unavailable {
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
    fn ask(&self, request: &DialogRequest) -> Box<dyn FnOnce() -> DialogResult + Send>;
}

/// The dialogs of the system.
#[derive(Clone, Copy, Debug)]
pub struct SystemDialogs;

impl FileDialogs for SystemDialogs {
    fn ask(&self, request: &DialogRequest) -> Box<dyn FnOnce() -> DialogResult + Send> {
        let saving = request.saving;
        let language = request.language;
        let (title, filters) = match (request.kind, saving) {
            (FileKind::Table, _) => (UiText::SaveTableTitle, &[(UiText::TableFilter, TABLE_EXTENSION)][..]),
            (FileKind::Picture, _) => {
                (UiText::SavePictureTitle, &[(UiText::SvgFilter, PICTURE_EXTENSION), (UiText::PngFilter, "png")][..])
            }
            (FileKind::Map, true) => (UiText::SaveTitle, &[(UiText::FileFilter, MAP_EXTENSION)][..]),
            (FileKind::Map, false) => (UiText::OpenTitle, &[(UiText::FileFilter, MAP_EXTENSION)][..]),
        };
        let mut dialog = rfd::AsyncFileDialog::new().set_title(title.text(language));
        for (filter, extension) in filters {
            dialog = dialog.add_filter(filter.text(language), &[*extension]);
        }
        if let Some(folder) = &request.folder {
            dialog = dialog.set_directory(folder);
        }
        if let Some(name) = &request.name {
            dialog = dialog.set_file_name(name);
        }
        let asked = Instant::now();
        let result_of = move |handle: Option<rfd::FileHandle>| match handle {
            Some(handle) => DialogResult::Path { saving, path: handle.path().to_owned() },
            None if asked.elapsed() < MIN_RESPONSE_TIME => DialogResult::Unavailable { saving },
            None => DialogResult::Cancelled,
        };
        // Some systems open the dialog only on the window's thread; waiting is for another one.
        if saving {
            let waiting = dialog.save_file();
            Box::new(move || result_of(pollster::block_on(waiting)))
        } else {
            let waiting = dialog.pick_file();
            Box::new(move || result_of(pollster::block_on(waiting)))
        }
    }
}
