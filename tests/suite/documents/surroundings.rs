//! The surroundings of a window, in the hands of the test: threads, dialogs and a clock; the disk is `disk`'s.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};

use jiff::civil::Date;
use lienket::app::{Clock, DialogRequest, DialogResult, FileDialogs, Scheduler, Task};
use lienket::panels::FileKind;

/// Tasks that wait until the test lets them run.
#[derive(Clone, Default)]
pub struct Held(pub Arc<Mutex<Vec<(String, Task)>>>);

impl Scheduler for Held {
    fn spawn(&self, name: &str, task: Task) -> io::Result<()> {
        self.0.lock().unwrap().push((name.to_owned(), task));
        Ok(())
    }
}

/// What the person answers to the dialog that is answered next.
#[derive(Clone, Default)]
pub struct Person {
    pub answer: Arc<Mutex<Option<DialogResult>>>,
    /// Whether each dialog that was opened since this was looked at last is for saving a map.
    pub saves: Arc<Mutex<VecDeque<bool>>>,
}

impl FileDialogs for Person {
    fn ask(&self, question: &DialogRequest) -> Box<dyn FnOnce() -> DialogResult + Send> {
        let (answer, saving) = (Arc::clone(&self.answer), question.saving);
        self.saves.lock().unwrap().push_back(saving && question.kind == FileKind::Map);
        let is_of_tables = question.kind == FileKind::Tables;
        Box::new(move || match answer.lock().unwrap().take() {
            Some(DialogResult::Path { path, .. }) if is_of_tables => DialogResult::Paths(vec![path]),
            Some(DialogResult::Path { path, .. }) => DialogResult::Path { saving, path },
            Some(DialogResult::Paths(paths)) => DialogResult::Paths(paths),
            Some(DialogResult::Unavailable { .. }) => DialogResult::Unavailable { saving },
            Some(DialogResult::Cancelled) | None => DialogResult::Cancelled,
        })
    }
}

pub struct Noon;

impl Clock for Noon {
    fn today(&self) -> Date {
        Date::constant(2026, 11, 28)
    }

    fn now(&self) -> i64 {
        1_795_824_000
    }
}
