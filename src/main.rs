//! The program: a command, or the window.

use std::process::ExitCode;

use lienket::cli::{self, Invocation};

fn main() -> ExitCode {
    match cli::invocation() {
        Invocation::Command(command) => cli::run(command),
        Invocation::Window { .. } => ExitCode::SUCCESS,
    }
}
