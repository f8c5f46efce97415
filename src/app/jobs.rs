//! Work beside the window: jobs by name, one of each name at a time. It knows no result; whoever starts a job says what it
//! gives.
//!
//! Invariant: no more threads than names. A job whose name is still busy waits until the thread before it has ended, and a
//! newer one takes its place.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::environment::Scheduler;

/// What a job and whoever waits for it share: whether its result is still wanted, and how much is done.
#[derive(Debug, Default)]
pub(super) struct CancelToken {
    cancelled: AtomicBool,
    /// How much is done, in thousandths.
    done: AtomicU32,
}

impl CancelToken {
    /// Says how much is done, from 0 to 1; gives whether the result is still wanted.
    pub fn report_progress(&self, fraction: f32) -> bool {
        self.done.store((fraction.clamp(0.0, 1.0) * 1_000.0) as u32, Ordering::Relaxed);
        !self.cancelled.load(Ordering::Relaxed)
    }

    /// How much is done, from 0 to 1; none before anything is.
    fn fraction(&self) -> Option<f32> {
        let done = self.done.load(Ordering::Relaxed);
        (done > 0).then(|| done as f32 / 1_000.0)
    }
}

/// How a job ended.
#[derive(Debug)]
pub(super) enum Outcome<R> {
    /// With a result.
    Finished(R),
    /// It panicked, or there was no thread for it.
    Failed,
}

type Job<R> = Box<dyn FnOnce(&CancelToken) -> R + Send>;

struct Slot<R> {
    /// What runs, or ran on until its thread ends: its number, and whether its result is wanted.
    running: Option<(u64, Arc<CancelToken>, bool)>,
    /// What runs next.
    queued: Option<Job<R>>,
}

impl<R> Default for Slot<R> {
    fn default() -> Self {
        Self { running: None, queued: None }
    }
}

impl<R> Slot<R> {
    fn is_wanted(&self) -> bool {
        self.queued.is_some() || self.running.as_ref().is_some_and(|(.., wanted)| *wanted)
    }
}

/// The jobs under way.
pub(super) struct Jobs<N, R> {
    slots: BTreeMap<N, Slot<R>>,
    started: u64,
    sender: Sender<(N, u64, Outcome<R>)>,
    receiver: Receiver<(N, u64, Outcome<R>)>,
    scheduler: Arc<dyn Scheduler>,
    ctx: egui::Context,
}

impl<N: Copy + Ord + Debug + Send + 'static, R: Send + 'static> Jobs<N, R> {
    /// No jobs yet; `wake` is told when one ends.
    pub fn new(scheduler: Arc<dyn Scheduler>, ctx: egui::Context) -> Self {
        let (sender, receiver) = channel();
        Self { slots: BTreeMap::new(), started: 0, sender, receiver, scheduler, ctx }
    }

    /// Starts a job; one of the same name is cancelled, and its result not heard.
    pub fn start(&mut self, name: N, job: impl FnOnce(&CancelToken) -> R + Send + 'static) {
        self.cancel(name);
        self.slots.entry(name).or_default().queued = Some(Box::new(job));
        self.launch(name);
    }

    /// Cancels a job; its result will not be heard.
    pub fn cancel(&mut self, name: N) {
        let Some(slot) = self.slots.get_mut(&name) else { return };
        slot.queued = None;
        if let Some((_, token, wanted)) = &mut slot.running {
            token.cancelled.store(true, Ordering::Relaxed);
            *wanted = false;
        }
    }

    /// How much of a job is done, from 0 to 1, where that is known.
    pub fn fraction(&self, name: N) -> Option<f32> {
        let slot = self.slots.get(&name)?;
        slot.running.as_ref().filter(|(.., wanted)| *wanted).and_then(|(_, token, _)| token.fraction())
    }

    /// Whether a job runs, or is about to, whose result is wanted.
    pub fn is_running(&self, name: N) -> bool {
        self.slots.get(&name).is_some_and(Slot::is_wanted)
    }

    /// The names of the jobs whose results are wanted.
    pub fn names(&self) -> impl Iterator<Item = N> {
        self.slots.iter().filter(|(_, slot)| slot.is_wanted()).map(|(name, _)| *name)
    }

    /// The results that have come in since.
    pub fn finished(&mut self) -> Vec<(N, Outcome<R>)> {
        let mut finished = Vec::new();
        while let Ok((name, number, outcome)) = self.receiver.try_recv() {
            let Some(slot) = self.slots.get_mut(&name) else { continue };
            let Some((_, _, wanted)) = slot.running.take_if(|(running, ..)| *running == number) else { continue };
            if wanted {
                finished.push((name, outcome));
            }
            self.launch(name);
        }
        finished
    }

    /// Lets what waits begin, where its name is free.
    fn launch(&mut self, name: N) {
        let Some(slot) = self.slots.get_mut(&name).filter(|slot| slot.running.is_none()) else { return };
        let Some(job) = slot.queued.take() else {
            self.slots.remove(&name);
            return;
        };
        self.started += 1;
        let (number, token) = (self.started, Arc::new(CancelToken::default()));
        slot.running = Some((number, Arc::clone(&token), true));
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        let run = move || {
            let outcome = match catch_unwind(AssertUnwindSafe(|| job(&token))) {
                Ok(result) => Outcome::Finished(result),
                Err(panic) => {
                    // What it says was logged where it happened; dropping it may panic again.
                    std::mem::forget(panic);
                    Outcome::Failed
                }
            };
            // Nobody listens when the window is gone; then there is nothing to tell.
            let _ = sender.send((name, number, outcome));
            ctx.request_repaint();
        };
        if let Err(error) = self.scheduler.spawn(&format!("{name:?}").to_lowercase(), Box::new(run)) {
            log::error!("no thread for {name:?}: {error}");
            let _ = self.sender.send((name, number, Outcome::Failed));
            self.ctx.request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Mutex;

    use super::super::environment::Task;
    use super::*;

    /// Keeps tasks until the test runs them.
    #[derive(Default)]
    struct ManualScheduler(Mutex<Vec<Task>>);

    impl Scheduler for ManualScheduler {
        fn spawn(&self, _: &str, task: Task) -> io::Result<()> {
            self.0.lock().map_err(|_| io::ErrorKind::Other)?.push(task);
            Ok(())
        }
    }

    impl ManualScheduler {
        fn run_first(&self) {
            let task = self.0.lock().ok().filter(|held| !held.is_empty()).map(|mut held| held.remove(0));
            if let Some(task) = task {
                task();
            }
        }

        fn count(&self) -> usize {
            self.0.lock().map_or(0, |held| held.len())
        }
    }

    fn results(jobs: &mut Jobs<u8, u32>) -> Vec<Option<u32>> {
        let outcome = |(_, outcome)| match outcome {
            Outcome::Finished(result) => Some(result),
            Outcome::Failed => None,
        };
        jobs.finished().into_iter().map(outcome).collect()
    }

    #[test]
    fn a_name_has_one_thread_and_its_newest_job_counts() {
        let scheduler = Arc::new(ManualScheduler::default());
        let mut jobs: Jobs<u8, u32> = Jobs::new(Arc::clone(&scheduler) as Arc<dyn Scheduler>, egui::Context::default());
        for number in 0..10 {
            jobs.start(1, move |_| number);
            assert_eq!(scheduler.count(), 1, "one thread, however many jobs");
        }
        scheduler.run_first();
        assert_eq!(results(&mut jobs), [], "the first one was cancelled");
        assert!(jobs.is_running(1));
        scheduler.run_first();
        assert_eq!(results(&mut jobs), [Some(9)]);
        assert!(!jobs.is_running(1));
    }

    #[test]
    fn a_panic_fails_only_its_job() {
        let scheduler = Arc::new(ManualScheduler::default());
        let mut jobs: Jobs<u8, u32> = Jobs::new(Arc::clone(&scheduler) as Arc<dyn Scheduler>, egui::Context::default());
        jobs.start(1, |_| std::panic::panic_any("on purpose"));
        jobs.start(2, |token| u32::from(token.report_progress(0.5)));
        scheduler.run_first();
        scheduler.run_first();
        assert_eq!(results(&mut jobs), [None, Some(1)]);
    }

    #[test]
    fn a_cancelled_job_sees_the_token() {
        let scheduler = Arc::new(ManualScheduler::default());
        let mut jobs: Jobs<u8, u32> = Jobs::new(Arc::clone(&scheduler) as Arc<dyn Scheduler>, egui::Context::default());
        let seen = Arc::new(AtomicBool::new(true));
        let told = Arc::clone(&seen);
        jobs.start(1, move |token| {
            told.store(token.report_progress(0.1), Ordering::Relaxed);
            1
        });
        jobs.cancel(1);
        scheduler.run_first();
        assert_eq!(results(&mut jobs), []);
        assert!(!seen.load(Ordering::Relaxed) && !jobs.is_running(1));
    }
}
