//! The program for the desktop of Windows, where a program belongs to a console or to none: this one has no console
//! beside its window. `lienket.exe` is the same for the command line, whose answers a console waits for.

#![windows_subsystem = "windows"]

#[path = "main.rs"]
mod program;

fn main() -> std::process::ExitCode {
    program::main()
}
