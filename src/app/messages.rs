//! Messages to the user: status text, error notices, and ids of prompts.

use std::collections::VecDeque;
use std::path::PathBuf;

use super::files::RequestId;
use crate::language::{FileText, Language, PresentText, UiText};
use crate::storage::Rescue;

/// A message that the user dismisses, mostly about an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    pub title: NoticeTitle,
    pub message: String,
    /// What follows from it.
    pub hint: Option<FileText>,
    /// A list of what it is about.
    pub details: Vec<String>,
    /// Whether to offer opening another file.
    pub open_another: bool,
    /// What can be done about a map that does not open.
    pub rescue: Option<RescueOffer>,
}

/// The title of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoticeTitle {
    Ui(UiText),
    Present(PresentText),
    File(FileText),
}

impl NoticeTitle {
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::Ui(text) => text.text(language),
            Self::Present(text) => text.text(language),
            Self::File(text) => text.text(language),
        }
    }
}

impl From<UiText> for NoticeTitle {
    fn from(text: UiText) -> Self {
        Self::Ui(text)
    }
}

impl From<PresentText> for NoticeTitle {
    fn from(text: PresentText) -> Self {
        Self::Present(text)
    }
}

impl From<FileText> for NoticeTitle {
    fn from(text: FileText) -> Self {
        Self::File(text)
    }
}

/// What can be done about the map at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RescueOffer {
    pub path: PathBuf,
    pub rescue: Rescue,
}

impl Notice {
    pub fn new(title: impl Into<NoticeTitle>, message: String) -> Self {
        Self { title: title.into(), message, hint: None, details: Vec::new(), open_another: false, rescue: None }
    }
}

/// Status and notices.
#[derive(Debug, Default)]
pub(super) struct Messages {
    /// Shown in the status bar.
    pub status: Option<UiText>,
    /// The same in words of its own.
    pub told: Option<String>,
    /// Open notices in order, with their numbers.
    pub notices: VecDeque<(u64, Notice)>,
    /// Number of notices so far.
    notice_count: u64,
}

/// Identifies an open notice or prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PromptId {
    Notice(u64),
    FilePrompt(RequestId),
}

impl Messages {
    /// Shows an error, unless the same notice is already open.
    pub fn show_error(&mut self, title: UiText, message: String, open_another: bool) {
        self.show(Notice { open_another, ..Notice::new(title, message) });
    }

    /// Shows a notice, unless the same one is already open.
    pub fn show(&mut self, notice: Notice) {
        if !self.notices.iter().any(|(_, shown)| *shown == notice) {
            self.notice_count += 1;
            self.notices.push_back((self.notice_count, notice));
        }
    }
}

/// The notice or question that is open in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// An error.
    Notice,
    /// Whether to save the map before it closes.
    SaveFirst,
    /// Which path to save to, where the system has no file dialog.
    SavePath,
    /// Which path to open, where the system has no file dialog.
    OpenPath,
    /// Whether to replace an existing file that the file dialog did not ask about.
    Replace,
    /// Whether to overwrite a file that another program has changed.
    ChangedOutside,
    /// Whether to take a file over from somebody else who has it.
    TakenOver,
    /// Whether unsaved edits give way to what the file of the map has.
    Reload,
    /// A map could not be saved: whether to save it under another name.
    SaveFailed,
    /// Whether to open a map with which the program has died repeatedly.
    Dangerous,
    /// Under which name to keep the map as a template.
    TemplateName,
    /// Whether to replace the template of this name.
    ReplaceTemplate,
    /// Whether to delete a template.
    RemoveTemplate,
    /// Waiting for writes before quitting.
    Writing,
}
