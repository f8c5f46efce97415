//! The program: a command, or the window.

use std::process::ExitCode;

use lienket::app::{StartOptions, start, tell_failure};
use lienket::cli::{self, Invocation};

pub(crate) fn main() -> ExitCode {
    env_logger::Builder::new().filter_level(log::LevelFilter::Off).parse_default_env().init();
    let reports = lienket::storage::StateFolders::of_user().map(|folders| folders.crash_reports());
    std::panic::set_hook(Box::new(move |panic| {
        eprintln!("lienket: an error in the program, please report it: {panic}");
        if let Some(folder) = &reports {
            lienket::storage::report_panic(folder, panic);
        }
    }));
    if let Err(error) = lienket::storage::watch_signals() {
        log::warn!("signals are not watched: {error}");
    }
    match cli::invocation() {
        Invocation::Command(command) => cli::run(*command),
        Invocation::Window { path, renderer, language } => {
            let renderer = renderer.map(window_renderer).transpose();
            match renderer.and_then(|renderer| start(StartOptions { path, renderer, language })) {
                Ok(()) => ExitCode::SUCCESS,
                Err(message) => {
                    tell_failure(&message);
                    ExitCode::from(2)
                }
            }
        }
    }
}

/// The renderer of this name, where this build has it.
#[cfg_attr(any(feature = "wgpu", windows), expect(clippy::unnecessary_wraps, reason = "other builds lack one"))]
fn window_renderer(renderer: cli::Renderer) -> Result<eframe::Renderer, String> {
    match renderer {
        cli::Renderer::Glow => Ok(eframe::Renderer::Glow),
        #[cfg(any(feature = "wgpu", windows))]
        cli::Renderer::Wgpu => Ok(eframe::Renderer::Wgpu),
        #[cfg(not(any(feature = "wgpu", windows)))]
        cli::Renderer::Wgpu => {
            Err("--renderer wgpu: this build draws with glow only; build it with `--features wgpu`".to_owned())
        }
    }
}
