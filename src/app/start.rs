//! Opens the window: looks for what it needs, and tries the other renderer where one fails.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::{NativeOptions, Renderer};
use egui::ViewportBuilder;

use super::environment::Environment;
use super::execute::sample_bytes;
use super::files::{Failure, is_read_first};
use super::handover::{HandedOver, Handover};
use super::settings::Settings;
use super::shell::Shell;
use crate::command::SampleMap;
use crate::language::Language;
use crate::map::LinkageMap;
use crate::storage::{self, Disk, FileFingerprint, SystemDisk};

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
    let mut begin = Begin { first, settings: Settings::of_user(), language: start.language };
    let order = match start.renderer {
        Some(renderer) => vec![renderer],
        // OpenGL starts fastest and runs on the poorest graphics, but fails over Windows' remote desktop (egui #2573).
        _ if cfg!(windows) => vec![Renderer::Wgpu, Renderer::Glow],
        _ => vec![Renderer::Glow, Renderer::Wgpu],
    };
    let mut failures = Vec::new();
    for renderer in order {
        let handover = Handover::default();
        let outcome = run(renderer, begin.clone(), &handover);
        // A window that ends with an error was used perhaps: the next one goes on with its document.
        if let Some(kept) = handover.lock().ok().and_then(|mut kept| kept.take()) {
            begin.first = First::HandedOver(Box::new(kept));
        }
        match outcome {
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

/// What a window is begun with.
#[derive(Clone)]
struct Begin {
    first: First,
    settings: Settings,
    language: Option<Language>,
}

/// What the window begins with.
#[derive(Clone)]
enum First {
    /// A map without a file: a sample.
    Copy(Box<LinkageMap>),
    /// A map and its file, and how that was before it was read.
    Map(Box<LinkageMap>, PathBuf, Option<FileFingerprint>),
    /// A map that is read while the window stands.
    Later(PathBuf),
    /// The document of a window whose renderer failed.
    HandedOver(Box<HandedOver>),
}

impl First {
    fn of(path: Option<PathBuf>) -> Result<Self, String> {
        let Some(path) = path else {
            // A copy: trying the program changes no file.
            let map = storage::read(sample_bytes(SampleMap::CanTho2019)).map_err(|error| error.to_string())?;
            return Ok(Self::Copy(Box::new(map)));
        };
        if !is_read_first(&path) {
            return Ok(Self::Later(path));
        }
        // Taken before: a change between the two is then noticed when the map is saved.
        let fingerprint = SystemDisk.fingerprint(&path).ok().flatten();
        let map = storage::open(&path).map_err(|error| error.to_string())?;
        Ok(Self::Map(Box::new(map), path, fingerprint))
    }
}

/// Runs the window until it is closed, and gives why its first map did not open, unless another one was opened then.
fn run(renderer: Renderer, begin: Begin, handover: &Handover) -> Result<Option<String>, eframe::Error> {
    let failure = Failure::default();
    let told = Arc::clone(&failure);
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
            let (ctx, environment) = (&creation.egui_ctx, Environment::of_user());
            let Begin { first, settings, language } = begin;
            let shell = match first {
                First::Copy(map) => Shell::new(ctx, *map, None, settings, environment),
                First::Map(map, path, fingerprint) => {
                    Shell::on_file(ctx, *map, (path, fingerprint), settings, environment)
                }
                First::Later(path) => Shell::opening(ctx, path, settings, environment),
                First::HandedOver(kept) => Shell::continuing(ctx, *kept, environment),
            };
            let shell = shell.speaking(language).telling_failure_to(told).handing_over_to(handover);
            Ok(Box::new(shell.listening()))
        }),
    )?;
    Ok(failure.lock().ok().and_then(|failure| failure.clone()))
}
