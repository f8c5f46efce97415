//! Keeps the lock on the file of the open map: asked for when the map is shown or gets another file, given back when it
//! is left. Both wait for a disk, so both are jobs; those of one file run one after the other.
//!
//! Invariant: while somebody else is known to hold the lock, no command changes the map, and no save replaces its file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::command_classes::changes_map;
use super::document::DocumentId;
use super::environment::Environment;
use super::job_types::{JobName, JobResult, ShellJobs};
use super::shell::Shell;
use crate::command::Command;
use crate::language::{LockHolder, UiText};
use crate::panels::clear_drafts;
use crate::storage::{
    Disk, LockMark, LockOwner, Locking, MapLock, StaleLock, local_time, lock_map, map_holder, take_over_map,
};

/// Seconds that a closed window waits until its locks are given back.
const PATIENCE: f64 = 3.0;

/// The lock on the file of the open map, and those that are being given back.
#[derive(Default)]
pub(super) struct MapLocks {
    target: Option<(DocumentId, PathBuf)>,
    state: LockState,
    /// A file that is taken over from somebody else when it becomes that of this document.
    agreed: Option<(DocumentId, PathBuf)>,
    job_count: u64,
    /// The jobs that ask for locks of maps that were left meanwhile, with the files.
    leavings: Vec<(u64, PathBuf)>,
    /// The jobs that give locks back, with the files.
    releases: Vec<(u64, PathBuf)>,
    patience: f64,
}

#[derive(Default)]
enum LockState {
    /// To be asked for.
    #[default]
    Unasked,
    /// To be asked for, whoever else has it.
    Claimed,
    Asked(u64),
    Held(MapLock),
    Taken(LockOwner),
    Without,
}

/// What stands between a save and its file.
#[derive(Clone, Debug)]
pub(super) enum SaveGuard {
    /// The lock, which somebody may have taken over.
    Held(LockMark),
    /// Somebody else, who has the lock.
    Taken(LockOwner),
    /// Nothing is known of a lock on the file; who asks, at that time.
    Unknown(LockOwner),
}

impl SaveGuard {
    /// Who else has the lock now.
    pub fn holder(self, disk: &dyn Disk, path: &Path) -> Option<LockOwner> {
        match self {
            Self::Held(mark) => mark.taken_over_by(disk),
            Self::Taken(owner) => Some(owner),
            Self::Unknown(own) => map_holder(disk, path, &own),
        }
    }
}

impl MapLocks {
    /// Who else has the open map.
    pub fn holder(&self) -> Option<&LockOwner> {
        match &self.state {
            LockState::Taken(owner) => Some(owner),
            _ => None,
        }
    }

    /// What a save of a document to this file has to look at first: also one that is not the document's own.
    pub fn guard(&self, document: Option<DocumentId>, path: &Path, environment: &Environment) -> Option<SaveGuard> {
        if !self.target.as_ref().is_some_and(|(own, file)| Some(*own) == document && file == path) {
            let is_agreed = self.agreed.as_ref().is_some_and(|(own, file)| Some(*own) == document && file == path);
            return own_at(environment).filter(|_| !is_agreed).map(SaveGuard::Unknown);
        }
        match &self.state {
            LockState::Held(lock) => Some(SaveGuard::Held(lock.mark().clone())),
            LockState::Taken(owner) => Some(SaveGuard::Taken(owner.clone())),
            LockState::Unasked | LockState::Claimed | LockState::Asked(_) | LockState::Without => None,
        }
    }

    /// Somebody has taken the lock over.
    pub fn lose_to(&mut self, owner: LockOwner) {
        self.state = LockState::Taken(owner);
    }

    /// Takes the lock over from whoever has it.
    pub fn claim(&mut self) {
        if self.holder().is_some() {
            self.state = LockState::Claimed;
        }
    }

    /// Takes the lock on a file over, once it is that of the document: that was agreed to.
    pub fn claim_file(&mut self, document: DocumentId, path: PathBuf) {
        let target = Some((document, path));
        if self.target == target {
            self.claim();
        } else {
            self.agreed = target;
        }
    }

    /// Brings the lock to the file of the open map.
    fn follow(&mut self, target: Option<(DocumentId, PathBuf)>, environment: &Environment, jobs: &mut ShellJobs) {
        if self.target != target {
            self.release(environment, jobs);
            let agreed = self.agreed.take();
            if agreed.is_some() && agreed == target {
                self.state = LockState::Claimed;
            }
            self.target = target;
        }
        let takes_over = matches!(self.state, LockState::Claimed);
        let Some((_, path)) = self.target.as_ref().filter(|_| takes_over || matches!(self.state, LockState::Unasked))
        else {
            return;
        };
        if self.leavings.iter().chain(&self.releases).any(|(_, left)| left == path) {
            return;
        }
        let path = path.clone();
        self.job_count += 1;
        let number = self.job_count;
        self.state = LockState::Asked(number);
        let (disk, openings) = (Arc::clone(&environment.disk), environment.openings.clone());
        let owner = own_at(environment);
        jobs.start(JobName::Lock(number), move |_| {
            if let Some(openings) = openings {
                openings.begin(&disk, &path);
            }
            let lock = if takes_over { take_over_map } else { lock_map };
            JobResult::Locked(number, owner.map_or(Locking::Without, |owner| lock(&disk, &path, &owner)))
        });
    }

    /// Gives the lock back.
    fn release(&mut self, environment: &Environment, jobs: &mut ShellJobs) {
        let state = std::mem::take(&mut self.state);
        let Some((_, path)) = self.target.take() else { return };
        match state {
            LockState::Asked(number) => self.leavings.push((number, path)),
            held => self.start_release(held, path, environment, jobs),
        }
    }

    /// Drops what is held of a file, and with it its lock, as a job.
    fn start_release(
        &mut self,
        held: impl Send + 'static,
        path: PathBuf,
        environment: &Environment,
        jobs: &mut ShellJobs,
    ) {
        self.job_count += 1;
        let number = self.job_count;
        self.releases.push((number, path.clone()));
        let (disk, openings) = (Arc::clone(&environment.disk), environment.openings.clone());
        jobs.start(JobName::Lock(number), move |_| {
            drop(held);
            if let Some(openings) = openings {
                openings.end(&*disk, &path);
            }
            JobResult::Unlocked(number)
        });
    }

    /// Takes in the end of a job; returns why an earlier lock was ignored.
    fn on_locked(
        &mut self,
        number: u64,
        locking: Locking,
        environment: &Environment,
        jobs: &mut ShellJobs,
    ) -> Option<StaleLock> {
        if let Some(at) = self.leavings.iter().position(|(leaving, _)| *leaving == number) {
            let (_, path) = self.leavings.remove(at);
            self.start_release(locking, path, environment, jobs);
            return None;
        }
        if !matches!(self.state, LockState::Asked(asked) if asked == number) {
            return None;
        }
        let (state, stale) = match locking {
            Locking::Locked(lock, stale) => (LockState::Held(lock), stale),
            Locking::Taken(owner) => (LockState::Taken(owner), None),
            Locking::Without => (LockState::Without, None),
        };
        self.state = state;
        stale
    }

    fn on_unlocked(&mut self, number: u64) {
        self.releases.retain(|(release, _)| *release != number);
    }

    /// Whether all locks are given back, or a disk has hung for too long after the window was closed.
    pub fn are_settled(&self, now: f64) -> bool {
        now >= self.patience || self.leavings.is_empty() && self.releases.is_empty()
    }
}

impl Shell {
    /// Brings the lock to the file of the open map.
    pub(super) fn follow_lock(&mut self) {
        if self.is_closing {
            return;
        }
        let document = self.document.id;
        let target = self.files.path(document).map(|path| (document, path.to_owned()));
        self.locks.follow(target, &self.environment, &mut self.jobs);
    }

    /// Gives the lock back, as the window closes.
    pub(super) fn close_lock(&mut self) {
        self.locks.patience = self.ctx.input(|input| input.time) + PATIENCE;
        self.locks.release(&self.environment, &mut self.jobs);
    }

    pub(super) fn on_locked(&mut self, number: u64, locking: Locking) {
        let status =
            self.locks.on_locked(number, locking, &self.environment, &mut self.jobs).map(|stale| match stale {
                StaleLock::Dead => UiText::LockOfDead,
                StaleLock::Old => UiText::LockOld,
                StaleLock::Unreadable => UiText::LockUnreadable,
            });
        self.messages.status = status.or(self.messages.status);
    }

    pub(super) fn on_unlocked(&mut self, number: u64) {
        self.locks.on_unlocked(number);
    }

    /// A job of the lock has failed: the map is edited without one.
    pub(super) fn on_lock_failure(&mut self, number: u64) {
        self.on_locked(number, Locking::Without);
        self.locks.on_unlocked(number);
    }

    /// Whether a command is refused, as it would change a map that somebody else edits.
    pub(super) fn refuses(&mut self, command: &Command) -> bool {
        let is_refused = self.locks.holder().is_some() && changes_map(command);
        if is_refused {
            self.messages.status = Some(UiText::OpenElsewhere);
            // The fields show what the map has.
            clear_drafts(&self.ctx);
            self.panels.name_box.close();
        }
        is_refused
    }

    /// Who else edits the open map, for the window.
    pub fn map_holder(&self) -> Option<LockHolder> {
        self.locks.holder().map(holder_of)
    }
}

/// Who locks maps here, now.
fn own_at(environment: &Environment) -> Option<LockOwner> {
    environment.lock_owner.clone().map(|owner| LockOwner { since: environment.clock.now(), ..owner })
}

/// Who holds a lock, as the window says it.
pub(super) fn holder_of(owner: &LockOwner) -> LockHolder {
    let known = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let since = (owner.since > 0).then(|| local_time(owner.since));
    LockHolder { person: known(&owner.person), computer: known(&owner.computer), since }
}
