//! How far a reading is, for whoever waits for it, and the wish to stop it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far a reading is. One that reads and one that waits share it.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    all: AtomicU64,
    stopped: AtomicBool,
}

impl Progress {
    /// How much is done, from 0 to 1; none before anybody knows how much there is to do.
    pub fn part(&self) -> Option<f32> {
        let all = self.all.load(Ordering::Relaxed);
        (all > 0).then(|| (self.done.load(Ordering::Relaxed) as f64 / all as f64).clamp(0.0, 1.0) as f32)
    }

    /// Asks whoever reads to stop; it gives an error then.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub(super) fn begin(&self, all: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }

    pub(super) fn advance(&self, by: u64) {
        self.done.fetch_add(by, Ordering::Relaxed);
    }
}
