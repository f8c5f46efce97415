//! What is still done when a signal ends the program: temporary files are removed, and what waits is written.

use std::collections::BTreeMap;
use std::io;
#[cfg(unix)]
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

type Hook = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Hooks {
    count: u64,
    by_number: BTreeMap<u64, Hook>,
}

static HOOKS: Mutex<Hooks> = Mutex::new(Hooks { count: 0, by_number: BTreeMap::new() });

/// Keeps a hook until it is dropped.
#[derive(Debug)]
#[must_use = "the hook is forgotten when this is dropped"]
pub struct ExitHook(u64);

impl Drop for ExitHook {
    fn drop(&mut self) {
        hooks().by_number.remove(&self.0);
    }
}

/// Runs `hook` when a signal ends the program, on a thread of its own while all others go on: it must wait for nothing
/// that they may hold for long. Hooks run in the order in which they were given, each also after another one panicked.
pub fn on_exit(hook: impl FnOnce() + Send + 'static) -> ExitHook {
    let mut hooks = hooks();
    hooks.count += 1;
    let number = hooks.count;
    hooks.by_number.insert(number, Box::new(hook));
    ExitHook(number)
}

fn hooks() -> MutexGuard<'static, Hooks> {
    HOOKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs the hooks when the program is interrupted (Ctrl+C) or asked to end, and then ends it as the signal would have.
/// A second signal ends it at once. Elsewhere than on Unix nothing is watched.
///
/// # Errors
/// The system's error; signals then end the program without hooks.
#[cfg(unix)]
pub fn watch_signals() -> io::Result<()> {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::flag::{register, register_conditional_default};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let is_ending = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // In this order, so that the first signal does not meet its own mark.
        register_conditional_default(signal, Arc::clone(&is_ending))?;
        register(signal, Arc::clone(&is_ending))?;
    }
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    let watch = move || {
        if let Some(signal) = signals.forever().next() {
            // Held to the end: who would create a temporary file now waits for it.
            let _hooks = run_hooks();
            let _ = emulate_default_handler(signal);
            std::process::abort();
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(watch).map(drop)
}

/// As on Unix, where there is something to watch.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn watch_signals() -> io::Result<()> {
    Ok(())
}

/// Runs all hooks, also those that are given meanwhile.
#[cfg(unix)]
fn run_hooks() -> MutexGuard<'static, Hooks> {
    loop {
        let mut hooks = hooks();
        let Some((_, hook)) = hooks.by_number.pop_first() else { return hooks };
        drop(hooks);
        let _ = catch_unwind(AssertUnwindSafe(hook));
    }
}
