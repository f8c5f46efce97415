//! What stands around the canvas: bar, outline, inspector, findings, status, dialogs.
//!
//! A panel reads what is shown and says what its user wants as [`Command`](crate::command::Command)s; none changes the
//! map or does any work of its own.

mod alone;
mod bar;
mod dialogs;
mod fields;
mod find;
mod findings;
mod inspector;
mod kept;
mod outline;
mod pages;
mod rows;
mod sight;
mod status;
mod supposed;
mod trial;

pub use alone::alone_ui;
pub use bar::{BarState, bar_ui};
pub use dialogs::{
    Answer, FileKind, PathQuestion, ask_path_ui, ask_replace_file_ui, ask_replace_ui, ask_save_ui, ask_writing_ui,
    notice_ui,
};
pub use fields::{forget_texts, has_unaccepted_text, is_untouched, keep_refused_text, take_dropped_text};
pub use find::FindState;
pub use findings::{FindingsState, findings_ui};
pub use inspector::{inspector_ui, link_list, name_field};
pub use outline::{OutlineState, outline_ui};
pub use pages::{Arranged, PagesState, page_ui};
pub use rows::broken_ui;
pub use sight::{SightState, Under, sight_ui};
pub use status::{Status, Underway, status_ui};
pub use trial::{TrialState, trial_ui};
