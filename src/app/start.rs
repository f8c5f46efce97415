//! Opens the window: looks for what it needs, and tries the other renderer where one fails.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::{NativeOptions, Renderer};
use egui::ViewportBuilder;

use super::environment::Environment;
use super::execute::sample_bytes;
use super::files::{StartupError, is_loaded_sync};
use super::handover::{HandoverSlot, HandoverState};
use super::settings::Settings;
use super::shell::Shell;
use crate::command::SampleMap;
use crate::language::Language;
use crate::map::LinkageMap;
use crate::storage::{self, Disk, FileFingerprint, SystemDisk};

/// What the window begins with.
#[derive(Clone, Debug, Default)]
pub struct StartOptions {
    /// The map to open; none opens the sample of Cần Thơ.
    pub path: Option<PathBuf>,
    /// The renderer; none tries one and then the other.
    pub renderer: Option<Renderer>,
    /// The language of the screen, for this time.
    pub language: Option<Language>,
}

const NO_DISPLAY: &str = "the screen does not answer, so no window can be opened on it; start it in a desktop session \
                         (DISPLAY or WAYLAND_DISPLAY names the screen), or use a command: lienket --help";

/// Opens the window and returns when it is closed.
///
/// # Errors
/// One line that says what is missing and what to do.
pub fn start(options: StartOptions) -> Result<(), String> {
    let first = InitialDocument::of(options.path)?;
    #[cfg(target_os = "linux")]
    super::system_libraries::check_libraries()?;
    let mut args = WindowArgs { first, settings: Settings::for_user(), language: options.language };
    let order = match options.renderer {
        Some(renderer) => vec![renderer],
        // OpenGL starts fastest and runs on the poorest graphics, but fails over Windows' remote desktop (egui #2573).
        _ if cfg!(windows) => vec![Renderer::Wgpu, Renderer::Glow],
        _ => vec![Renderer::Glow, Renderer::Wgpu],
    };
    let mut failures = Vec::new();
    for renderer in order {
        let handover = HandoverSlot::default();
        let outcome = run(renderer, args.clone(), &handover);
        // A window that ends with an error was used perhaps: the next one goes on with its document.
        if let Some(state) = handover.lock().ok().and_then(|mut state| state.take()) {
            args.first = InitialDocument::HandedOver(Box::new(state));
        }
        match outcome {
            Ok(failure) => return failure.map_or(Ok(()), Err),
            Err(eframe::Error::WinitEventLoop(error)) => {
                log::warn!("{error}");
                return Err(NO_DISPLAY.to_owned());
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

/// What a window is begun with.
#[derive(Clone)]
struct WindowArgs {
    first: InitialDocument,
    settings: Settings,
    language: Option<Language>,
}

/// What the window begins with.
#[derive(Clone)]
enum InitialDocument {
    /// A map without a file: a sample.
    Copy(Box<LinkageMap>),
    /// A map and its file, and how that was before it was read.
    Loaded(Box<LinkageMap>, PathBuf, Option<FileFingerprint>),
    /// A map that is read while the window stands.
    Deferred(PathBuf),
    /// The document of a window whose renderer failed.
    HandedOver(Box<HandoverState>),
}

impl InitialDocument {
    fn of(path: Option<PathBuf>) -> Result<Self, String> {
        let Some(path) = path else {
            // A copy: trying the program changes no file.
            let map = storage::read(sample_bytes(SampleMap::CanTho2019)).map_err(|error| error.to_string())?;
            return Ok(Self::Copy(Box::new(map)));
        };
        if !is_loaded_sync(&path) {
            return Ok(Self::Deferred(path));
        }
        // Taken before: a change between the two is then noticed when the map is saved.
        let fingerprint = SystemDisk.fingerprint(&path).ok().flatten();
        let map = storage::open(&path).map_err(|error| error.to_string())?;
        Ok(Self::Loaded(Box::new(map), path, fingerprint))
    }
}

/// Runs the window until it is closed, and gives why its first map did not open, unless another one was opened then.
fn run(renderer: Renderer, args: WindowArgs, handover: &HandoverSlot) -> Result<Option<String>, eframe::Error> {
    let startup_error = StartupError::default();
    let shared = Arc::clone(&startup_error);
    let handover = Arc::clone(handover);
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
            let (ctx, environment) = (&creation.egui_ctx, Environment::for_user());
            let WindowArgs { first, settings, language } = args;
            let shell = match first {
                InitialDocument::Copy(map) => Shell::new(ctx, *map, None, settings, environment),
                InitialDocument::Loaded(map, path, fingerprint) => {
                    Shell::from_file(ctx, *map, (path, fingerprint), settings, environment)
                }
                InitialDocument::Deferred(path) => Shell::loading(ctx, path, settings, environment),
                InitialDocument::HandedOver(state) => Shell::from_handover(ctx, *state, environment),
            };
            let shell = shell.with_language(language).with_startup_error(shared).with_handover(handover);
            Ok(Box::new(shell.with_system_preferences()))
        }),
    )?;
    Ok(startup_error.lock().ok().and_then(|startup_error| startup_error.clone()))
}
