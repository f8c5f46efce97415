//! What the map is compared with, and what came of it.
//!
//! Invariant: a result is taken only if it is of the two states, the sides and the language that were asked for last.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::command::ComparedState;
use crate::exchange::ComparisonRow;
use crate::language::{CompareText, Language, date_time, saved_version_text};
use crate::map::LinkageMap;
use crate::panels::ListedVersion;
use crate::scene::ChangeMarks;
use crate::storage::OpenError;

/// What a comparison is made of.
#[derive(Clone, Debug)]
pub struct ComparisonRequest {
    /// The state of the shown map, unique in this run.
    pub generation: u64,
    /// The other state.
    pub other: Arc<LinkageMap>,
    /// Whether the shown map is the earlier one.
    pub is_swapped: bool,
    /// The language of the rows.
    pub language: Language,
}

impl PartialEq for ComparisonRequest {
    fn eq(&self, other: &Self) -> bool {
        (self.generation, self.is_swapped, self.language) == (other.generation, other.is_swapped, other.language)
            && Arc::ptr_eq(&self.other, &other.other)
    }
}

/// What two states differ in.
#[derive(Debug)]
pub struct Comparison {
    /// All in a line.
    pub summary: String,
    /// Row by row; none where they are the same.
    pub rows: Vec<ComparisonRow>,
    /// On the map.
    pub marks: ChangeMarks,
    /// Whether nothing says that they are states of one map, so that records were paired by what people know them by.
    pub is_aligned: bool,
}

/// The other state, as far as it is known.
#[derive(Debug, Default)]
pub(super) enum OtherState {
    #[default]
    None,
    Pending,
    Read(Arc<LinkageMap>),
    Unreadable(OpenError),
}

/// The comparison with another state, open or not.
#[derive(Debug, Default)]
pub struct ComparisonState {
    pub(super) open: Option<Box<OpenComparison>>,
}

#[derive(Debug)]
pub(super) struct OpenComparison {
    /// The saved versions of the map, the newest first.
    pub versions: Vec<ListedVersion>,
    pub today: Date,
    /// What the map is compared with.
    pub chosen: Option<ComparedState>,
    pub other: OtherState,
    pub is_swapped: bool,
    requested: Option<ComparisonRequest>,
    /// The newest result.
    pub shown: Option<Comparison>,
    /// The row that is pointed out.
    pub current: Option<usize>,
    /// Whether the list is to get the keyboard.
    pub takes_focus: bool,
}

impl ComparisonState {
    /// Opens it, unless it is open.
    pub fn open(&mut self, today: Date) {
        self.open.get_or_insert_with(|| {
            Box::new(OpenComparison {
                versions: Vec::new(),
                today,
                chosen: None,
                other: OtherState::None,
                is_swapped: false,
                requested: None,
                shown: None,
                current: None,
                takes_focus: true,
            })
        });
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Takes in the saved versions of the map, the oldest first.
    pub fn on_listed(&mut self, versions: Vec<ListedVersion>) {
        if let Some(open) = &mut self.open {
            open.versions = versions.into_iter().rev().collect();
        }
    }

    /// Begins a comparison with another state, which is still to be read; `is_swapped` says that it is the later one.
    pub fn choose(&mut self, chosen: ComparedState, is_swapped: bool) {
        if let Some(open) = &mut self.open {
            (open.chosen, open.other, open.is_swapped) = (Some(chosen), OtherState::Pending, is_swapped);
            (open.requested, open.shown, open.current, open.takes_focus) = (None, None, None, true);
        }
    }

    /// What the map is compared with.
    pub fn chosen(&self) -> Option<&ComparedState> {
        self.open.as_ref()?.chosen.as_ref()
    }

    /// Takes in the other state, if it is still the one that is wanted.
    pub fn on_read(&mut self, state: &ComparedState, read: Result<Arc<LinkageMap>, OpenError>) {
        let wanted = self.open.as_mut().filter(|open| open.chosen.as_ref() == Some(state));
        if let Some(open) = wanted.filter(|open| matches!(open.other, OtherState::Pending)) {
            open.other = read.map_or_else(OtherState::Unreadable, OtherState::Read);
        }
    }

    /// The other state could not be read, nor told why.
    pub fn on_read_failure(&mut self) {
        if let Some(open) = &mut self.open {
            (open.chosen, open.other) = (None, OtherState::None);
        }
    }

    /// Swaps the earlier and the later one.
    pub fn swap(&mut self) {
        if let Some(open) = &mut self.open {
            (open.is_swapped, open.current) = (!open.is_swapped, None);
        }
    }

    /// What is to be compared now, unless that is known or under way.
    pub fn next_request(&mut self, generation: u64, language: Language) -> Option<ComparisonRequest> {
        let open = self.open.as_mut()?;
        let OtherState::Read(other) = &open.other else { return None };
        let request = ComparisonRequest { generation, other: Arc::clone(other), is_swapped: open.is_swapped, language };
        if open.requested.as_ref() == Some(&request) {
            return None;
        }
        open.requested = Some(request.clone());
        Some(request)
    }

    /// Takes in a result, if it is the one that is wanted.
    pub fn on_compared(&mut self, request: &ComparisonRequest, comparison: Comparison) {
        let Some(open) = self.open.as_mut().filter(|open| open.requested.as_ref() == Some(request)) else { return };
        open.current = open.current.filter(|current| *current < comparison.rows.len());
        open.shown = Some(comparison);
    }

    /// The comparison under way will not end; it is made anew with the next edit.
    pub fn on_failure(&mut self) {
        if let Some(open) = &mut self.open {
            open.shown = None;
        }
    }

    /// What is to be seen of it on the map.
    pub fn marks(&self) -> Option<&ChangeMarks> {
        self.open.as_ref()?.shown.as_ref().map(|comparison| &comparison.marks)
    }
}

impl OpenComparison {
    /// The other state in words.
    pub fn other_text(&self, language: Language) -> String {
        self.chosen.as_ref().map_or_else(
            || CompareText::Nothing.text(language).to_owned(),
            |chosen| state_text(chosen, &self.versions, self.today, language),
        )
    }
}

/// A state in words.
pub(super) fn state_text(state: &ComparedState, versions: &[ListedVersion], today: Date, language: Language) -> String {
    match state {
        ComparedState::File(path) => name_of(path),
        ComparedState::OnDisk => CompareText::OnDisk.text(language).to_owned(),
        ComparedState::AsOpened => CompareText::AsOpened.text(language).to_owned(),
        ComparedState::Version(version) => {
            let listed = versions.iter().find(|listed| listed.version == *version);
            let time = listed.map(|listed| date_time(listed.at, Some(today), language)).unwrap_or_default();
            saved_version_text(&time, listed.and_then(|listed| listed.by.as_deref()), language)
        }
    }
}

/// The name of a file.
fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
