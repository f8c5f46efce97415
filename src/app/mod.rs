//! The window's shell: documents and their files, results derived from them, preferences, navigation. Each has an
//! owner; the shell routes commands to them and draws the panels.
//!
//! `logic` changes state; `ui` only draws and collects commands. Work over about 50 ms runs as a named job; its result
//! carries the key that it was computed for, and is dropped if that is outdated.

mod allocator;
mod clipboard;
mod command_classes;
mod comparing;
mod derived;
mod dialogs;
mod document;
mod documents;
mod drafts;
mod draw;
mod edits;
mod effects;
mod environment;
mod execute;
mod exit_flush;
mod exporting;
mod file_names;
mod files;
mod focus_return;
mod handover;
mod hands;
mod history;
mod importing;
mod input;
#[cfg(target_os = "linux")]
mod input_locale;
mod job_results;
mod job_types;
mod jobs;
mod journal;
mod key_queue;
mod layout_jobs;
mod leftovers;
mod letters;
mod map_locks;
mod merging;
mod merging_copies;
mod messages;
mod naming;
mod navigation;
mod outside;
mod preferences;
mod presenting;
mod printing;
mod recovery;
mod reload;
mod removals;
mod rescue;
mod settings;
mod shell;
mod shown;
mod side_panels;
mod start;
mod system_clipboard;
#[cfg(target_os = "linux")]
mod system_libraries;
mod system_preferences;
mod system_viewer;
mod tables;
mod templates;
mod text_edits;
mod text_size;
mod theme;
mod views;
mod what_if;

pub use dialogs::{DialogRequest, DialogResult, FileDialogs, SystemDialogs};
pub use document::DocumentId;
pub use environment::{Clock, Environment, FontLookup, Scheduler, SystemClock, Task, ThreadScheduler};
pub use messages::Prompt;
pub use settings::{Settings, UnknownFields};
pub use shell::Shell;
pub use start::{StartOptions, start, tell_failure};
pub use system_clipboard::{Clipboard, NoClipboard, SystemClipboard};
pub use system_preferences::SystemPreferences;
pub use system_viewer::{NoViewer, SystemViewer, Viewer};
