//! How far a reading is, for whoever waits for it, and the wish to stop it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far a reading is. One that reads and one that waits share it.
#[derive(Debug, Default)]
pub struct ReadProgress {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

impl ReadProgress {
    /// How much is done, from 0 to 1; none before anybody knows how much there is to do.
    pub fn fraction(&self) -> Option<f32> {
        let total = self.total.load(Ordering::Relaxed);
        (total > 0).then(|| (self.done.load(Ordering::Relaxed) as f64 / total as f64).clamp(0.0, 1.0) as f32)
    }

    /// Asks whoever reads to stop; it gives an error then.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    pub(super) fn begin(&self, total: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    pub(super) fn advance(&self, by: u64) {
        self.done.fetch_add(by, Ordering::Relaxed);
    }
}
