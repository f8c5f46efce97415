//! What the window has to say: what was done, what went wrong, and what it asks before everything else.

use std::collections::VecDeque;

use super::files::RequestId;
use crate::language::UiText;

/// Something that went wrong, to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    pub title: UiText,
    pub message: String,
    /// Whether to offer another file to open.
    pub open_another: bool,
}

/// What the window has to say.
#[derive(Debug, Default)]
pub(super) struct Messages {
    /// What was done last, in the status line.
    pub status: Option<UiText>,
    /// What went wrong, one after another, each with its number.
    pub notices: VecDeque<(u64, Notice)>,
    /// How many notices there were.
    notice_count: u64,
}

/// Names one thing that is asked or told before everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PromptId {
    Notice(u64),
    FilePrompt(RequestId),
}

impl Messages {
    /// Tells that something went wrong; what is told already is not told twice.
    pub fn show_error(&mut self, title: UiText, message: String, open_another: bool) {
        let notice = Notice { title, message, open_another };
        if !self.notices.iter().any(|(_, shown)| *shown == notice) {
            self.notice_count += 1;
            self.notices.push_back((self.notice_count, notice));
        }
    }
}

/// What the window asks or tells before everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// It tells what went wrong.
    Notice,
    /// Whether to save the map before it is left.
    SaveFirst,
    /// Which path to save to, where the system has no file dialog.
    SavePath,
    /// Which path to open, where the system has no file dialog.
    OpenPath,
    /// Whether to replace a file of which nobody was asked.
    Replace,
    /// Whether to write over a file that somebody else has changed.
    ChangedOutside,
    /// It waits for what is still written before it closes.
    Writing,
}
