//! Reports of errors in the program, beside the journals: what its authors need to know, and nothing of a map.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::io;
use std::panic::PanicHookInfo;
use std::path::Path;

use super::{Disk, SystemDisk, create_parent, replace_file};

/// How many reports are kept.
const KEPT: usize = 10;
/// The maximum number of files that are looked through.
const COUNT_LIMIT: usize = 10_000;

/// Writes the report of a panic. The panic's own message is left out: it may quote a map.
pub fn report_panic(folder: &Path, panic: &PanicHookInfo<'_>) {
    let now = jiff::Timestamp::now();
    let thread = std::thread::current();
    let mut report = format!("Lienket {}\n", env!("CARGO_PKG_VERSION"));
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let (system, machine) = (std::env::consts::OS, std::env::consts::ARCH);
    let written = writeln!(
        report,
        "{now}\nsystem: {system} {machine}\nthread: {}\nplace: {place}\n\n{}",
        thread.name().unwrap_or("without a name"),
        Backtrace::force_capture()
    );
    let name = format!("{}.txt", now.strftime("%Y-%m-%dT%H-%M-%S%.9f"));
    // There is nobody left to tell that it could not be written.
    let kept = written.map_err(io::Error::other).and_then(|()| keep_report(&SystemDisk, folder, &name, &report));
    if let Err(error) = kept {
        log::warn!("no report was written: {error}");
    }
}

/// Writes a report and removes the oldest ones.
///
/// # Errors
/// The disk's error; the report is then not written.
pub fn keep_report(disk: &dyn Disk, folder: &Path, name: &str, report: &str) -> io::Result<()> {
    let path = folder.join(name);
    create_parent(disk, &path)?;
    replace_file(disk, &path, report.as_bytes())?;
    if let Err(error) = remove_oldest(disk, folder) {
        log::info!("{}: more reports than needed are kept: {error}", folder.display());
    }
    Ok(())
}

fn remove_oldest(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    let mut reports = disk.list(folder, COUNT_LIMIT)?;
    reports.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    reports.sort();
    let superfluous = reports.len().saturating_sub(KEPT);
    reports.iter().take(superfluous).try_for_each(|path| disk.remove(path))
}
