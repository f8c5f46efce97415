//! Who reads what is written to stderr.

use std::io::{IsTerminal, stderr, stdin, stdout};

/// Whether somebody reads a line on stderr: a person at a terminal, or a program at the other end of a pipe. Nobody does
/// where a file manager or a menu has started the program.
pub fn is_stderr_read() -> bool {
    stdin().is_terminal() || stdout().is_terminal() || stderr().is_terminal() || is_stderr_piped()
}

#[cfg(unix)]
fn is_stderr_piped() -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::FileTypeExt;
    let file = stderr().as_fd().try_clone_to_owned().map(std::fs::File::from);
    file.and_then(|file| file.metadata()).is_ok_and(|found| found.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_stderr_piped() -> bool {
    false
}
