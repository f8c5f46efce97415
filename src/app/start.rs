//! Opens the window: looks for what it needs, and tries the other renderer where one fails.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::{NativeOptions, Renderer};
use egui::ViewportBuilder;

use super::dispatch::sample_bytes;
use super::files::SystemDialogs;
use super::opening::{Failure, is_read_first};
use super::settings::Settings;
use super::shell::Shell;
use crate::command::Sample;
use crate::language::Language;
use crate::map::LinkageMap;
use crate::storage;

/// What the window begins with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The map to open; none opens the sample of Cần Thơ.
    pub path: Option<PathBuf>,
    /// The renderer; none tries one and then the other.
    pub renderer: Option<Renderer>,
    /// The language of the screen, for this time.
    pub language: Option<Language>,
}

/// Where the sample stands in the project's own folder.
const SAMPLE: &str = "saves/can-tho-2019.lienket";

const NO_SCREEN: &str = "the screen does not answer, so no window can be opened on it; start it in a desktop session \
                         (DISPLAY or WAYLAND_DISPLAY names the screen), or use a command: lienket --help";

/// Opens the window and returns when it is closed.
///
/// # Errors
/// One line that says what is missing and what to do.
pub fn start(start: Start) -> Result<(), String> {
    let first = First::of(start.path)?;
    #[cfg(target_os = "linux")]
    super::system::look_for_libraries()?;
    let mut settings = Settings::of_user();
    if start.language.is_some() {
        settings.language = start.language;
    }
    let order = match start.renderer {
        Some(renderer) => vec![renderer],
        // OpenGL starts fastest and runs on the poorest graphics, but fails over Windows' remote desktop (egui #2573).
        _ if cfg!(windows) => vec![Renderer::Wgpu, Renderer::Glow],
        _ => vec![Renderer::Glow, Renderer::Wgpu],
    };
    let mut failures = Vec::new();
    for renderer in order {
        match run(renderer, first.clone(), settings.clone()) {
            Ok(failure) => return failure.map_or(Ok(()), Err),
            Err(eframe::Error::WinitEventLoop(error)) => {
                log::warn!("{error}");
                return Err(NO_SCREEN.to_owned());
            }
            Err(error) => {
                log::warn!("{renderer}: {error}");
                failures.push(format!("{renderer}: {error}"));
            }
        }
    }
    Err(format!(
        "the window could not be opened ({}); install a graphics driver, on Debian and Ubuntu the packages libgl1 and \
         libgl1-mesa-dri",
        failures.join("; ").replace('\n', " ")
    ))
}

/// What the window begins with.
#[derive(Clone)]
enum First {
    /// A map, and its file if it has one.
    Map(Box<LinkageMap>, Option<PathBuf>),
    /// A map that is read while the window stands.
    Later(PathBuf),
}

impl First {
    fn of(path: Option<PathBuf>) -> Result<Self, String> {
        if let Some(path) = path {
            if !is_read_first(&path) {
                return Ok(Self::Later(path));
            }
            let map = storage::open(&path).map_err(|error| error.to_string())?;
            return Ok(Self::Map(Box::new(map), Some(path)));
        }
        let own = PathBuf::from(SAMPLE);
        if let Ok(map) = storage::open(&own) {
            return Ok(Self::Map(Box::new(map), Some(own)));
        }
        let map = storage::read(sample_bytes(Sample::CanTho2019)).map_err(|error| error.to_string())?;
        Ok(Self::Map(Box::new(map), None))
    }
}

/// Runs the window until it is closed, and gives why its first map did not open, unless another one was opened then.
fn run(renderer: Renderer, first: First, settings: Settings) -> Result<Option<String>, eframe::Error> {
    let failure = Failure::default();
    let told = Arc::clone(&failure);
    let options = NativeOptions {
        viewport: ViewportBuilder::default()
            .with_app_id("lienket")
            .with_title("Lienket")
            .with_inner_size([1280.0, 720.0])
            .with_min_inner_size([760.0, 460.0]),
        renderer,
        // The event loop must outlive a renderer that fails, for the other one to try.
        run_and_return: true,
        persist_window: true,
        centered: true,
        system_font_fallback: false,
        ..NativeOptions::default()
    };
    eframe::run_native(
        "lienket",
        options,
        Box::new(move |creation| {
            let (ctx, dialogs) = (&creation.egui_ctx, Box::new(SystemDialogs));
            let shell = match first {
                First::Map(map, path) => Shell::new(ctx, *map, path, settings, dialogs),
                First::Later(path) => Shell::opening(ctx, path, settings, dialogs),
            };
            Ok(Box::new(shell.telling_failure_to(told).listening()))
        }),
    )?;
    Ok(failure.lock().ok().and_then(|failure| failure.clone()))
}
