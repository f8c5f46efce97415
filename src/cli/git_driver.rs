//! `merge --install-git-driver`: has git merge the maps of a repository by record and field.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::output::{CommandError, ExitStatus, report_done};
use crate::exchange::io_error_text;
use crate::language::Language;
use crate::storage::{self, Disk, SystemDisk};

/// What git must know of maps.
const ATTRIBUTE: &str = "*.lienket merge=lienket";
/// The file that tells it.
const ATTRIBUTES_FILE: &str = ".gitattributes";

/// Names the merge driver in the settings of the repository around the current folder, and maps in its `.gitattributes`.
pub(super) fn install(language: Language) -> Result<ExitStatus, CommandError> {
    let root = PathBuf::from(git(&["rev-parse", "--show-toplevel"], language)?);
    git(&["config", "merge.lienket.name", "Lienket: by record and field"], language)?;
    git(&["config", "merge.lienket.driver", &driver()], language)?;
    let path = root.join(ATTRIBUTES_FILE);
    add_attribute(&path).map_err(|error| format!("{}: {}", path.display(), io_error_text(&error, language)))?;
    report_done(&match language {
        Language::Vietnamese => format!("{}: git sẽ gộp các tệp .lienket bằng lienket", root.display()),
        Language::English => format!("{}: git merges .lienket files by lienket from now on", root.display()),
    });
    Ok(ExitStatus::Done)
}

/// The command that git runs: %A is the own copy, which gets the result, %B the other one, %O what both come from.
fn driver() -> String {
    let program = std::env::current_exe().map_or_else(|_| "lienket".into(), |path| path.to_string_lossy().into_owned());
    // Git runs it by a shell of Unix, on Windows as well.
    let program = program.replace('\\', "/").replace('\'', "'\\''");
    format!("'{program}' merge %A %B --base %O -o %A")
}

/// Runs git in the current folder; what it prints.
fn git(arguments: &[&str], language: Language) -> Result<String, CommandError> {
    let output = Command::new("git").args(arguments).output().map_err(|error| match language {
        Language::Vietnamese => format!("không chạy được git: {}; hãy cài git", io_error_text(&error, language)),
        Language::English => format!("git cannot be run: {}; install it", io_error_text(&error, language)),
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    let reason = String::from_utf8_lossy(&output.stderr).trim().replace('\n', " ");
    Err(match language {
        Language::Vietnamese => format!("git: {reason}; hãy chạy trong một kho git"),
        Language::English => format!("git: {reason}; run it inside a git repository"),
    }
    .into())
}

/// Adds the line to the file, unless it is there.
fn add_attribute(path: &Path) -> std::io::Result<()> {
    /// No such file is larger.
    const LIMIT: u64 = 1024 * 1024;
    let is_there = SystemDisk.metadata(path)?.is_some();
    let text = if is_there { storage::read_start(&SystemDisk, path, LIMIT)? } else { Vec::new() };
    let mut text = String::from_utf8_lossy(&text).into_owned();
    if text.lines().any(|line| line.trim() == ATTRIBUTE) {
        return Ok(());
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(ATTRIBUTE);
    text.push('\n');
    storage::replace_file(&SystemDisk, path, text.as_bytes()).map(drop)
}
