//! System file dialogs, behind a trait so that tests can replace them.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::file_names::{
    DECK_EXTENSION, MAP_EXTENSION, PICTURE_EXTENSION, REPORT_EXTENSION, TABLE_EXTENSION, WORKBOOK_EXTENSION,
};
use crate::exchange::IMPORT_EXTENSIONS;
use crate::language::{Language, UiText};
use crate::panels::FileKind;

/// A dialog that returns faster than a person can answer was never shown: the system has none.
const MIN_RESPONSE_TIME: Duration = Duration::from_millis(120);

/// Result of a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogResult {
    /// The chosen file.
    Path {
        /// Whether it was chosen for saving.
        saving: bool,
        /// Its path.
        path: PathBuf,
    },
    /// The chosen files, where several can be chosen.
    Paths(Vec<PathBuf>),
    /// Closed without a choice.
    Cancelled,
    /// The system has no file dialog: ask for a path in the window instead.
    Unavailable {
        /// Whether a path is needed for saving.
        saving: bool,
    },
}

/// Request to open a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialogRequest {
    /// Whether to choose a file to save to rather than one to open.
    pub saving: bool,
    /// Kind of file.
    pub kind: FileKind,
    /// Initial folder.
    pub folder: Option<PathBuf>,
    /// Suggested file name.
    pub name: Option<String>,
    /// Language of the title and filters.
    pub language: Language,
}

/// Opens file dialogs. Their results are awaited on another thread.
pub trait FileDialogs: Send {
    /// Opens the dialog; called on the window's thread. The returned closure blocks until it closes.
    fn ask(&self, request: &DialogRequest) -> Box<dyn FnOnce() -> DialogResult + Send>;
}

/// The system's file dialogs.
#[derive(Clone, Copy, Debug)]
pub struct SystemDialogs;

impl FileDialogs for SystemDialogs {
    fn ask(&self, request: &DialogRequest) -> Box<dyn FnOnce() -> DialogResult + Send> {
        let saving = request.saving;
        let language = request.language;
        let all: &[(UiText, &[&str])] = match request.kind {
            FileKind::Table => &[(UiText::TableFilter, &[TABLE_EXTENSION])],
            FileKind::Tables => &[(UiText::TablesFilter, &IMPORT_EXTENSIONS)],
            FileKind::Workbook | FileKind::Results => &[(UiText::WorkbookFilter, &[WORKBOOK_EXTENSION])],
            FileKind::Report => &[
                (UiText::DocxFilter, &[REPORT_EXTENSION]),
                (UiText::PdfFilter, &["pdf"]),
                (UiText::HtmlFilter, &["html"]),
            ],
            FileKind::Deck => &[(UiText::PptxFilter, &[DECK_EXTENSION]), (UiText::PdfFilter, &["pdf"])],
            FileKind::Picture => &[
                (UiText::SvgFilter, &[PICTURE_EXTENSION]),
                (UiText::PngFilter, &["png"]),
                (UiText::PdfFilter, &["pdf"]),
                (UiText::HtmlFilter, &["html"]),
                (UiText::GraphMlFilter, &["graphml"]),
                (UiText::GexfFilter, &["gexf"]),
                (UiText::DotFilter, &["dot"]),
                (UiText::DrawIoFilter, &["drawio"]),
                (UiText::Cx2Filter, &["cx2"]),
            ],
            FileKind::Map | FileKind::Compared | FileKind::Copy | FileKind::MergeBase | FileKind::Template => {
                &[(UiText::FileFilter, &[MAP_EXTENSION])]
            }
        };
        // The format that was chosen comes first, which dialogs begin with.
        let ending = request.name.as_deref().and_then(|name| Path::new(name).extension()).unwrap_or_default();
        let mut filters = all.to_vec();
        filters.sort_by_key(|(_, endings)| !endings.iter().any(|known| ending.eq_ignore_ascii_case(known)));
        let title = request.kind.title(saving);
        let mut dialog = rfd::AsyncFileDialog::new().set_title(title.text(language).trim_end_matches('…'));
        for (filter, extensions) in filters {
            dialog = dialog.add_filter(filter.text(language), extensions);
        }
        if let Some(folder) = &request.folder {
            dialog = dialog.set_directory(folder);
        }
        if let Some(name) = &request.name {
            dialog = dialog.set_file_name(name);
        }
        let opened_at = Instant::now();
        let unchosen = move || {
            let was_shown = opened_at.elapsed() >= MIN_RESPONSE_TIME;
            if was_shown { DialogResult::Cancelled } else { DialogResult::Unavailable { saving } }
        };
        let result_of = move |handle: Option<rfd::FileHandle>| {
            let chosen = handle.map(|handle| DialogResult::Path { saving, path: handle.path().to_owned() });
            chosen.unwrap_or_else(unchosen)
        };
        // Some systems open the dialog only on the window's thread; its result is awaited on another one.
        if request.kind == FileKind::Tables {
            let future = dialog.pick_files();
            Box::new(move || match pollster::block_on(future) {
                Some(handles) => DialogResult::Paths(handles.iter().map(|handle| handle.path().to_owned()).collect()),
                None => unchosen(),
            })
        } else if saving {
            let future = dialog.save_file();
            Box::new(move || result_of(pollster::block_on(future)))
        } else {
            let future = dialog.pick_file();
            Box::new(move || result_of(pollster::block_on(future)))
        }
    }
}
