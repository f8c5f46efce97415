//! Progress and cancellation of long computations.

use std::cell::Cell;
use std::ops::Range;

/// Receives the fraction of the work done, from 0 to 1, and returns whether to continue.
pub type ProgressCallback<'a> = &'a (dyn Fn(f32) -> bool + Sync);

/// Steps between calls of the callback. A step is one actor, state, link or the like that a loop processes: 10 ns to 10
/// µs, so that a cancelled computation ends within milliseconds.
const STEPS_PER_CALL: usize = 1_000;

/// The progress of one computation on one thread. Its methods return `None` once cancelled, so that `?` ends the
/// computation; from then on they always do, and the callback is not called again. A function that cannot return early
/// may therefore finish with whatever it has, if its caller calls [`Progress::check_cancelled`] afterwards.
pub(super) struct Progress<'a> {
    callback: ProgressCallback<'a>,
    /// The fraction of the whole that the current phase covers.
    phase: Cell<(f32, f32)>,
    /// The fraction reported last.
    reported: Cell<f32>,
    /// Steps until the next call of the callback.
    steps_left: Cell<usize>,
    cancelled: Cell<bool>,
}

impl<'a> Progress<'a> {
    /// At 0; does not call the callback yet.
    pub fn new(callback: ProgressCallback<'a>) -> Self {
        Self {
            callback,
            phase: Cell::new((0.0, 1.0)),
            reported: Cell::new(0.0),
            steps_left: Cell::new(STEPS_PER_CALL),
            cancelled: Cell::new(false),
        }
    }

    /// For a computation that is never cancelled.
    pub fn uncancellable() -> Progress<'static> {
        Progress::new(&|_| true)
    }

    /// Begins a phase that covers this fraction of the whole, and calls the callback.
    pub fn begin_phase(&self, phase: Range<f32>) -> Option<()> {
        self.phase.set((phase.start, phase.end));
        self.report(0.0)
    }

    /// Reports the fraction of the phase done, from 0 to 1, and calls the callback.
    pub fn report(&self, part: f32) -> Option<()> {
        let (start, end) = self.phase.get();
        self.reported.set((start + part * (end - start)).max(self.reported.get()));
        self.notify()
    }

    /// The same for `done` of `all` equal pieces of work.
    pub fn report_fraction(&self, done: usize, all: usize) -> Option<()> {
        self.report(done as f32 / all.max(1) as f32)
    }

    /// Counts steps; calls the callback every [`STEPS_PER_CALL`] of them.
    #[inline]
    pub fn step(&self, count: usize) -> Option<()> {
        match self.steps_left.get().checked_sub(count) {
            Some(left) if left > 0 => {
                self.steps_left.set(left);
                Some(())
            }
            _ => self.notify(),
        }
    }

    /// `None` once cancelled, as far as is known; does not call the callback.
    pub fn check_cancelled(&self) -> Option<()> {
        (!self.cancelled.get()).then_some(())
    }

    fn notify(&self) -> Option<()> {
        self.check_cancelled()?;
        if (self.callback)(self.reported.get()) {
            self.steps_left.set(STEPS_PER_CALL);
        } else {
            self.cancelled.set(true);
            // The next step calls this again.
            self.steps_left.set(0);
        }
        self.check_cancelled()
    }
}
