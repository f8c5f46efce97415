//! The command line: one file a command, and how their words come in and out.
//!
//! A command reads its files, asks the rooms that know, writes what they answer, and says with its exit status how
//! it went: 0 done and nothing flagged, 1 some model flagged, 2 could not do it, with one line on stderr that names
//! file, place and remedy. Nothing here judges a map, and nothing is written before all of it is known.

mod args;
mod check;
mod export;
mod import;
mod models;
mod output;
mod sample;
mod system;
mod terminal;
mod tidy;

use std::process::ExitCode;

pub use args::{Command, Invocation, Renderer, invocation};
use output::{Failure, Status, say};

/// Runs a command to its end.
pub fn run(command: Command) -> ExitCode {
    let outcome = match command {
        Command::Check(args) => check::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Tidy(args) => tidy::run(&args),
        Command::Sample(args) => sample::run(&args),
    };
    let status = outcome.unwrap_or_else(|Failure(lines)| {
        for line in lines {
            say(&line);
        }
        Status::CouldNot
    });
    ExitCode::from(status as u8)
}
