//! Opens the window: checks libraries, and falls back to the other renderer if one fails.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::{NativeOptions, Renderer};
use egui::{IconData, ViewportBuilder};

use super::documents::sample_bytes;
use super::environment::Environment;
use super::files::{StartupError, is_loaded_sync};
use super::handover::{HandoverSlot, HandoverState};
use super::settings::Settings;
use super::shell::Shell;
use crate::command::SampleMap;
use crate::language::Language;
use crate::map::LinkageMap;
use crate::storage::{self, Disk, OpenedMap, Openings, ReadProgress, SystemDisk};

/// Options of the window.
#[derive(Clone, Debug, Default)]
pub struct StartOptions {
    /// The map to open; `None` opens the sample of Cần Thơ.
    pub path: Option<PathBuf>,
    /// The renderer; `None` tries both.
    pub renderer: Option<Renderer>,
    /// The UI language for this run.
    pub language: Option<Language>,
}

/// The renderers of this build, in the order in which they are tried. OpenGL starts fastest and runs on the poorest
/// graphics, but fails over Windows' remote desktop (egui #2573).
const RENDERERS: &[Renderer] = &[
    #[cfg(windows)]
    Renderer::Wgpu,
    Renderer::Glow,
    #[cfg(all(feature = "wgpu", not(windows)))]
    Renderer::Wgpu,
];

const NO_DISPLAY: &str = "the screen does not answer, so no window can be opened on it; start it in a desktop session \
                         (DISPLAY or WAYLAND_DISPLAY names the screen), or use a command: lienket --help";

/// What to do where no renderer works.
const GRAPHICS: &str = if cfg!(windows) {
    "install the newest graphics driver of the computer's maker"
} else {
    "install a graphics driver, on Debian and Ubuntu the packages libgl1 and libgl1-mesa-dri"
};

/// Opens the window and returns when it is closed.
///
/// # Errors
/// One line that says what is missing and what to do.
pub fn start(options: StartOptions) -> Result<(), String> {
    #[cfg(target_os = "linux")]
    super::input_locale::ensure_utf8();
    let (openings, path) = (Environment::for_user().openings, options.path.clone());
    let outcome = open_window(options, openings.clone());
    if let (Err(_), Some(openings), Some(path)) = (&outcome, openings, path) {
        // Its map is not what the program failed of.
        openings.end(&SystemDisk, &path);
    }
    outcome
}

/// Opens the window, with the renderer that works, until it is closed.
fn open_window(options: StartOptions, openings: Option<Openings>) -> Result<(), String> {
    let (initial, open_error) = InitialDocument::of(options.path, openings.as_ref())?;
    // Where there is no window to tell it in, why the map does not open comes first.
    let no_window = |reason: String| open_error.clone().unwrap_or(reason);
    #[cfg(target_os = "linux")]
    super::system_libraries::check_libraries().map_err(no_window)?;
    let mut args = WindowArgs { initial, openings, settings: Settings::for_user(), language: options.language };
    let order = options.renderer.map_or(RENDERERS.to_vec(), |renderer| vec![renderer]);
    let mut failures = Vec::new();
    for renderer in order {
        let handover = HandoverSlot::default();
        let outcome = run(renderer, args.clone(), &handover);
        // A window that failed may have been in use: the next one continues its document.
        if let Some(state) = handover.lock().ok().and_then(|mut state| state.take()) {
            args.initial = InitialDocument::HandedOver(Box::new(state));
        }
        match outcome {
            Ok(failure) => return failure.map_or(Ok(()), Err),
            Err(eframe::Error::WinitEventLoop(error)) => {
                log::warn!("{error}");
                return Err(no_window(NO_DISPLAY.to_owned()));
            }
            Err(error) => {
                log::warn!("{renderer}: {error}");
                failures.push(format!("{renderer}: {error}"));
            }
        }
    }
    Err(no_window(format!("the window could not be opened ({}); {GRAPHICS}", failures.join("; ").replace('\n', " "))))
}

/// Says why there is no window: on stderr and, as a desktop of Windows shows that to nobody, in a dialog there.
pub fn tell_failure(message: &str) {
    eprintln!("lienket: {message}");
    #[cfg(windows)]
    if !storage::is_stderr_read() {
        let dialog = rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error).set_title("Lienket");
        dialog.set_description(message).show();
    }
}

/// Arguments of one window.
#[derive(Clone)]
struct WindowArgs {
    initial: InitialDocument,
    /// Shared by consecutive windows.
    openings: Option<Openings>,
    settings: Settings,
    language: Option<Language>,
}

/// The first document of a window.
#[derive(Clone)]
enum InitialDocument {
    /// A map without a file: a sample.
    Untitled(Box<LinkageMap>),
    /// A map that was read, and its file.
    Loaded(Box<OpenedMap>, PathBuf),
    /// A map that is loaded after the window opens, or asked about.
    Deferred(PathBuf),
    /// The document of a window whose renderer failed.
    HandedOver(Box<HandoverState>),
}

impl InitialDocument {
    /// The first document, with the reason why it will not open where the window is to tell it.
    fn of(path: Option<PathBuf>, openings: Option<&Openings>) -> Result<(Self, Option<String>), String> {
        let Some(path) = path else {
            // No file: trying the program changes none.
            let map = storage::read(sample_bytes(SampleMap::CanTho2019)).map_err(|error| error.to_string())?;
            return Ok((Self::Untitled(Box::new(map)), None));
        };
        let is_dangerous = openings.is_some_and(|openings| openings.is_dangerous(&SystemDisk, &path));
        if is_dangerous || !is_loaded_sync(&path) {
            return Ok((Self::Deferred(path), None));
        }
        let disk: Arc<dyn Disk> = Arc::new(SystemDisk);
        // Before it is read: the program may die of that.
        if let Some(openings) = openings {
            openings.begin(&disk, &path);
        }
        match storage::open_from(&*disk, &path, &ReadProgress::default()) {
            Ok(opened) => Ok((Self::Loaded(Box::new(opened), path), None)),
            Err(error) => {
                if let Some(openings) = openings {
                    openings.end(&*disk, &path);
                }
                // The window reads it once more, and says what can be done.
                let message = error.to_string();
                if storage::is_stderr_read() { Err(message) } else { Ok((Self::Deferred(path), Some(message))) }
            }
        }
    }
}

/// The window's icon; systems that know the program by its identity show their own. Empty if it cannot be read.
fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/lienket.png")).unwrap_or_default()
}

/// Runs the window until it is closed. Returns why its initial map did not open, unless another one was opened.
fn run(renderer: Renderer, args: WindowArgs, handover: &HandoverSlot) -> Result<Option<String>, eframe::Error> {
    let startup_error = StartupError::default();
    let shared = Arc::clone(&startup_error);
    let handover = Arc::clone(handover);
    let options = NativeOptions {
        viewport: ViewportBuilder::default()
            .with_app_id("lienket")
            .with_title("Lienket")
            .with_icon(icon())
            // With its frame and a bar of the desktop it fits a screen of 1280 × 720.
            .with_inner_size([1240.0, 640.0])
            .with_min_inner_size([760.0, 460.0]),
        renderer,
        // The event loop must survive a failed renderer, for the other one to try.
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
            let WindowArgs { initial, openings, settings, language } = args;
            let (ctx, environment) = (&creation.egui_ctx, Environment { openings, ..Environment::for_user() });
            let shell = match initial {
                InitialDocument::Untitled(map) => Shell::new(ctx, *map, None, settings, environment).with_first_tour(),
                InitialDocument::Loaded(opened, path) => Shell::from_file(ctx, *opened, path, settings, environment),
                InitialDocument::Deferred(path) => Shell::opening(ctx, path, (settings, language), environment),
                InitialDocument::HandedOver(state) => Shell::from_handover(ctx, *state, environment),
            };
            let shell = shell.with_language(language).with_startup_error(shared).with_handover(handover);
            Ok(Box::new(shell.with_system_preferences().with_exit_flush()))
        }),
    )?;
    Ok(startup_error.lock().ok().and_then(|startup_error| startup_error.clone()))
}
