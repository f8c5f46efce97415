//! The shell of the window: takes wishes and finished work in, keeps the open document, lets the panels draw.
//!
//! `logic` changes things, `ui` only draws and collects wishes. Work over about 50 ms runs as a named job, and its
//! result is dropped when the map has moved on.

mod alone;
mod dispatch;
mod document;
mod draw;
mod ease;
mod edits;
mod errors;
mod export;
mod files;
mod jobs;
mod lent;
mod look;
mod memory;
mod opening;
mod places;
mod results;
mod saving;
mod settings;
mod shell;
mod sifting;
mod start;
#[cfg(target_os = "linux")]
mod system;
mod text_size;
mod trial;

pub use ease::Ease;
pub use files::{FileDialogs, Picked, Question, SystemDialogs};
pub use settings::Settings;
pub use shell::Shell;
pub use start::{Start, start};
