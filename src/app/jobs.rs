//! Background jobs by name, at most one running per name; generic over the result.
//!
//! Invariant: no more threads than names. A job whose name is busy is queued until that thread ends; a newer job
//! replaces the queued one.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::environment::Scheduler;

/// Shared by a job and its owner: cancellation flag and progress.
#[derive(Debug, Default)]
pub(super) struct CancelToken {
    cancelled: AtomicBool,
    /// Progress in thousandths.
    progress: AtomicU32,
}

impl CancelToken {
    /// Reports progress from 0 to 1; returns `false` when cancelled.
    pub fn report_progress(&self, fraction: f32) -> bool {
        self.progress.store((fraction.clamp(0.0, 1.0) * 1_000.0) as u32, Ordering::Relaxed);
        !self.is_cancelled()
    }

    /// Whether the job is no longer wanted.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Progress from 0 to 1; `None` before any was reported.
    fn fraction(&self) -> Option<f32> {
        let progress = self.progress.load(Ordering::Relaxed);
        (progress > 0).then(|| progress as f32 / 1_000.0)
    }
}

/// How a job ended.
#[derive(Debug)]
pub(super) enum Outcome<R> {
    /// With a result.
    Finished(R),
    /// It panicked, or no thread could be started.
    Failed,
}

type Job<R> = Box<dyn FnOnce(&CancelToken) -> R + Send>;

struct Slot<R> {
    /// The running thread's number, its token, and whether its result is wanted (`false` when cancelled).
    running: Option<(u64, Arc<CancelToken>, bool)>,
    /// Runs next.
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

/// The running and queued jobs.
pub(super) struct Jobs<N, R> {
    slots: BTreeMap<N, Slot<R>>,
    start_count: u64,
    sender: Sender<(N, u64, Outcome<R>)>,
    receiver: Receiver<(N, u64, Outcome<R>)>,
    scheduler: Arc<dyn Scheduler>,
    ctx: egui::Context,
}

impl<N: Copy + Ord + Debug + Send + 'static, R: Send + 'static> Jobs<N, R> {
    /// No jobs; `ctx` is repainted when one ends.
    pub fn new(scheduler: Arc<dyn Scheduler>, ctx: egui::Context) -> Self {
        let (sender, receiver) = channel();
        Self { slots: BTreeMap::new(), start_count: 0, sender, receiver, scheduler, ctx }
    }

    /// Starts a job; one of the same name is cancelled and its result dropped.
    pub fn start(&mut self, name: N, job: impl FnOnce(&CancelToken) -> R + Send + 'static) {
        self.cancel(name);
        self.slots.entry(name).or_default().queued = Some(Box::new(job));
        self.launch(name);
    }

    /// Cancels a job; its result is dropped.
    pub fn cancel(&mut self, name: N) {
        let Some(slot) = self.slots.get_mut(&name) else { return };
        slot.queued = None;
        if let Some((_, token, wanted)) = &mut slot.running {
            token.cancelled.store(true, Ordering::Relaxed);
            *wanted = false;
        }
    }

    /// Asks a job to end early; its result comes all the same.
    pub fn interrupt(&self, name: N) {
        if let Some((_, token, _)) = self.slots.get(&name).and_then(|slot| slot.running.as_ref()) {
            token.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Progress of a job from 0 to 1, where known.
    pub fn fraction(&self, name: N) -> Option<f32> {
        let slot = self.slots.get(&name)?;
        slot.running.as_ref().filter(|(.., wanted)| *wanted).and_then(|(_, token, _)| token.fraction())
    }

    /// Whether a job runs or is queued, and is not cancelled.
    pub fn is_running(&self, name: N) -> bool {
        self.slots.get(&name).is_some_and(Slot::is_wanted)
    }

    /// Names of the jobs that are not cancelled.
    pub fn names(&self) -> impl Iterator<Item = N> {
        self.slots.iter().filter(|(_, slot)| slot.is_wanted()).map(|(name, _)| *name)
    }

    /// Results received since the last call.
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

    /// Starts the queued job if its name is free.
    fn launch(&mut self, name: N) {
        let Some(slot) = self.slots.get_mut(&name).filter(|slot| slot.running.is_none()) else { return };
        let Some(job) = slot.queued.take() else {
            self.slots.remove(&name);
            return;
        };
        self.start_count += 1;
        let (number, token) = (self.start_count, Arc::new(CancelToken::default()));
        slot.running = Some((number, Arc::clone(&token), true));
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        let run = move || {
            let outcome = match catch_unwind(AssertUnwindSafe(|| job(&token))) {
                Ok(result) => Outcome::Finished(result),
                Err(panic) => {
                    // The panic hook has logged the message; dropping the payload may panic again.
                    std::mem::forget(panic);
                    Outcome::Failed
                }
            };
            // The receiver is gone when the window is closed.
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
            let task = self.0.lock().ok().filter(|tasks| !tasks.is_empty()).map(|mut tasks| tasks.remove(0));
            if let Some(task) = task {
                task();
            }
        }

        fn count(&self) -> usize {
            self.0.lock().map_or(0, |tasks| tasks.len())
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
        let seen_by_job = Arc::clone(&seen);
        jobs.start(1, move |token| {
            seen_by_job.store(token.report_progress(0.1), Ordering::Relaxed);
            1
        });
        jobs.cancel(1);
        scheduler.run_first();
        assert_eq!(results(&mut jobs), []);
        assert!(!seen.load(Ordering::Relaxed) && !jobs.is_running(1));
    }

    #[test]
    fn an_interrupted_job_still_says_how_it_ended() {
        let scheduler = Arc::new(ManualScheduler::default());
        let mut jobs: Jobs<u8, u32> = Jobs::new(Arc::clone(&scheduler) as Arc<dyn Scheduler>, egui::Context::default());
        jobs.start(1, |token| u32::from(token.is_cancelled()));
        jobs.interrupt(1);
        assert!(jobs.is_running(1));
        scheduler.run_first();
        assert_eq!(results(&mut jobs), [Some(1)]);
    }
}
