//! The program: a command, or the window.

use std::process::ExitCode;

use lienket::app::{StartOptions, start};
use lienket::cli::{self, Invocation};

fn main() -> ExitCode {
    env_logger::Builder::new().filter_level(log::LevelFilter::Off).parse_default_env().init();
    std::panic::set_hook(Box::new(|panic| eprintln!("lienket: an error in the program, please report it: {panic}")));
    match cli::invocation() {
        Invocation::Command(command) => cli::run(command),
        Invocation::Window { path, renderer, language } => {
            let renderer = renderer.map(|renderer| match renderer {
                cli::Renderer::Glow => eframe::Renderer::Glow,
                cli::Renderer::Wgpu => eframe::Renderer::Wgpu,
            });
            match start(StartOptions { path, renderer, language }) {
                Ok(()) => ExitCode::SUCCESS,
                Err(message) => {
                    eprintln!("lienket: {message}");
                    ExitCode::from(2)
                }
            }
        }
    }
}
