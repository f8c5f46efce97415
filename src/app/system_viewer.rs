//! The system's program for a kind of file, such as PDF, which also prints it.

use std::io;
use std::path::Path;
use std::process::Command;

/// Opens files in other programs.
pub trait Viewer: Send + Sync {
    /// Opens a file, and does not wait until it is closed.
    ///
    /// # Errors
    /// When there is no program for it.
    fn open(&self, path: &Path) -> io::Result<()>;
}

/// No other programs.
#[derive(Clone, Copy, Debug)]
pub struct NoViewer;

impl Viewer for NoViewer {
    fn open(&self, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// What the system has for each kind of file.
#[derive(Clone, Copy, Debug)]
pub struct SystemViewer;

impl Viewer for SystemViewer {
    fn open(&self, path: &Path) -> io::Result<()> {
        // Each of them hands the file over and ends.
        let mut program = Command::new(if cfg!(windows) {
            "explorer"
        } else if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        });
        let status = program.arg(path).status()?;
        // The explorer tells a failure even where it has opened the file.
        if status.success() || cfg!(windows) { Ok(()) } else { Err(io::Error::other(status.to_string())) }
    }
}
