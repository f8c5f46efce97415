//! Has a signal that ends the program wait until the journal has everything.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use egui::Context;

use crate::storage::{ExitHook, on_exit};

/// How long a signal waits: a disk may hang.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Default)]
struct Shared {
    is_ending: AtomicBool,
    is_flushed: Mutex<bool>,
    flushed: Condvar,
}

/// Runs before a signal ends the program, as long as it lives.
pub(super) struct ExitFlush {
    shared: Arc<Shared>,
    _hook: ExitHook,
}

impl ExitFlush {
    /// For the window of this context, which is woken to write.
    pub fn new(ctx: &Context) -> Self {
        let (shared, ctx) = (Arc::new(Shared::default()), ctx.clone());
        let waiting = Arc::clone(&shared);
        let hook = on_exit(move || {
            waiting.is_ending.store(true, Ordering::Relaxed);
            ctx.request_repaint();
            let is_flushed = waiting.is_flushed.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = waiting.flushed.wait_timeout_while(is_flushed, PATIENCE, |is_flushed| !*is_flushed);
        });
        Self { shared, _hook: hook }
    }

    /// Whether a signal is about to end the program.
    pub fn is_ending(&self) -> bool {
        self.shared.is_ending.load(Ordering::Relaxed)
    }

    /// The journal has everything.
    pub fn on_flushed(&self) {
        *self.shared.is_flushed.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.shared.flushed.notify_all();
    }
}
