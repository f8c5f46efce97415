//! Progress and cancellation of long computations.

use std::cell::Cell;
use std::ops::Range;

/// Is told which part of the work is done, from 0 to 1, and answers whether the result is still wanted.
pub type ProgressCallback<'a> = &'a (dyn Fn(f32) -> bool + Sync);

/// The callback is called every so many steps. A step is one actor, state, link or the like that a loop looks at:
/// 10 ns to 10 µs, so that a cancelled computation ends within milliseconds.
const STEPS_PER_CALL: usize = 1_000;

/// The progress of one computation on one thread. Its methods give `None` once the result is no longer wanted, so that
/// `?` ends the computation; from then on they always do, and the callback is not called again. A function that cannot
/// return early may therefore go on with whatever it has, if its caller asks [`Progress::wanted`] afterwards.
pub(super) struct Progress<'a> {
    callback: ProgressCallback<'a>,
    /// The part of the whole that the phase under way takes.
    phase: Cell<(f32, f32)>,
    /// What was reported last.
    done: Cell<f32>,
    /// Steps until the callback is called.
    steps_left: Cell<usize>,
    cancelled: Cell<bool>,
}

impl<'a> Progress<'a> {
    /// Nothing is done yet; nobody is told.
    pub fn new(callback: ProgressCallback<'a>) -> Self {
        Self {
            callback,
            phase: Cell::new((0.0, 1.0)),
            done: Cell::new(0.0),
            steps_left: Cell::new(STEPS_PER_CALL),
            cancelled: Cell::new(false),
        }
    }

    /// Of a computation that is never cancelled.
    pub fn uncancellable() -> Progress<'static> {
        Progress::new(&|_| true)
    }

    /// Begins the phase that takes this part of the whole, and calls the callback.
    pub fn begin_phase(&self, phase: Range<f32>) -> Option<()> {
        self.phase.set((phase.start, phase.end));
        self.report(0.0)
    }

    /// Reports that so much of the phase is done, from 0 to 1, and calls the callback.
    pub fn report(&self, part: f32) -> Option<()> {
        let (start, end) = self.phase.get();
        self.done.set((start + part * (end - start)).max(self.done.get()));
        self.notify()
    }

    /// The same for so many of `all` alike pieces of work.
    pub fn report_fraction(&self, done: usize, all: usize) -> Option<()> {
        self.report(done as f32 / all.max(1) as f32)
    }

    /// Counts steps; every so many of them, calls the callback.
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

    /// Whether the result is still wanted, as far as is known.
    pub fn check_cancelled(&self) -> Option<()> {
        (!self.cancelled.get()).then_some(())
    }

    fn notify(&self) -> Option<()> {
        self.check_cancelled()?;
        if (self.callback)(self.done.get()) {
            self.steps_left.set(STEPS_PER_CALL);
        } else {
            self.cancelled.set(true);
            // The next step comes here again.
            self.steps_left.set(0);
        }
        self.check_cancelled()
    }
}
