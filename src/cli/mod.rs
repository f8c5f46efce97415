//! The command line: one file per command, plus argument parsing and output.
//!
//! A command reads its files, calls the other modules, writes their results and reports by exit status: 0 done and
//! nothing flagged, 1 some model flagged, 2 failed, with one line per failure on stderr that names file, position and
//! remedy. Nothing here assesses a map.

mod args;
mod check;
mod diff;
mod export;
mod git_driver;
mod guide;
mod import;
mod list;
mod map_files;
mod merge;
mod model_lookup;
mod output;
mod recover;
mod report;
mod sample;
mod terminal;
mod tidy;

use std::process::ExitCode;

pub use args::{CliCommand, Invocation, Renderer, definition, invocation};
use output::{CommandError, ExitStatus, report};

/// Runs a command and returns its exit code.
pub fn run(command: CliCommand) -> ExitCode {
    let outcome = match command {
        CliCommand::Check(args) => check::run(&args),
        CliCommand::List(args) => list::run(&args),
        CliCommand::Import(args) => import::run(&args),
        CliCommand::Export(args) => export::run(&args),
        CliCommand::Report(args) => report::run(&args),
        CliCommand::Guide(args) => guide::run(&args),
        CliCommand::Tidy(args) => tidy::run(&args),
        CliCommand::Diff(args) => diff::run(&args),
        CliCommand::Merge(args) => merge::run(&args),
        CliCommand::Recover(args) => recover::run(&args),
        CliCommand::Sample(args) => sample::run(&args),
    };
    let status = outcome.unwrap_or_else(|CommandError(lines)| {
        for line in lines {
            report(&line);
        }
        ExitStatus::Failed
    });
    ExitCode::from(status as u8)
}
