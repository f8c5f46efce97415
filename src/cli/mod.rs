//! The command line: one file a command, and how their words come in and out.
//!
//! A command reads its files, asks the rooms that know, writes what they answer, and says with its exit status how
//! it went: 0 done and nothing flagged, 1 some model flagged, 2 could not do it, with one line on stderr that names
//! file, place and remedy. Nothing here judges a map, and nothing is written before all of it is known.

mod args;
mod check;
mod export;
mod import;
mod io_errors;
mod model_lookup;
mod output;
mod sample;
mod terminal;
mod tidy;

use std::process::ExitCode;

pub use args::{CliCommand, Invocation, Renderer, invocation};
use output::{CommandError, ExitStatus, report};

/// Runs a command to its end.
pub fn run(command: CliCommand) -> ExitCode {
    let outcome = match command {
        CliCommand::Check(args) => check::run(&args),
        CliCommand::Import(args) => import::run(&args),
        CliCommand::Export(args) => export::run(&args),
        CliCommand::Tidy(args) => tidy::run(&args),
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
