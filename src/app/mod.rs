//! The shell of the window: documents and their files, what is worked out of them, preferences, navigation. Each has an
//! owner; the shell routes commands to them, and lets the panels draw.
//!
//! `logic` changes things, `ui` only draws and collects commands. Work over about 50 ms runs as a named job; its result
//! carries what it was worked out for, and is finished for that or dropped.

mod allocator;
mod command_classes;
mod derived;
mod dialogs;
mod document;
mod documents;
mod draw;
mod edits;
mod environment;
mod errors;
mod execute;
mod file_names;
mod files;
mod focus_return;
mod handover;
mod jobs;
mod keys;
mod layouts;
mod messages;
mod navigation;
mod preferences;
mod results;
mod settings;
mod shell;
mod start;
#[cfg(target_os = "linux")]
mod system;
mod system_preferences;
mod tables;
mod text_size;
mod theme;
mod what_if;
mod work;

pub use dialogs::{DialogRequest, FileDialogs, Picked, SystemDialogs};
pub use document::DocumentId;
pub use environment::{Clock, Environment, Scheduler, SystemClock, Task, Threads};
pub use messages::Asked;
pub use settings::{Settings, Unread};
pub use shell::Shell;
pub use start::{Start, start};
pub use system_preferences::SystemPreferences;
