//! The program: a command, or the window.
fn main() {}
