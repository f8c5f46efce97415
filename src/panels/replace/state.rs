//! What is typed, what was found, and what is ticked.

use std::collections::BTreeSet;

use egui::Context;

use crate::command::Command;
use crate::editing::{Replacement, SearchScope, TextHit, TextQuery, TextSearch};
use crate::language::{MatchOptions, TextPattern};
use crate::map::{LinkageMap, RecordRef};
use crate::schema::TextSlot;
use crate::session::ViewContext;

/// How much text is looked at in a frame, in bytes: about 4 ms of it.
const FRAME_BYTES: usize = 600_000;

/// More texts than these are replaced in the background.
const MANY_TEXTS: usize = 1_000;

/// Finding and replacing, open or not.
#[derive(Debug, Default)]
pub struct ReplaceState {
    is_open: bool,
    wants_focus: bool,
    pub(super) find: String,
    pub(super) by: String,
    pub(super) options: MatchOptions,
    pub(super) scope: SearchScope,
    /// The search with the state of the map that it is of.
    search: Option<(u64, TextSearch)>,
    ticks: Ticks,
}

/// Which hits are ticked: all but some, or none but some. Those that are refused count in neither.
#[derive(Debug)]
struct Ticks {
    all: bool,
    but: BTreeSet<(RecordRef, TextSlot)>,
}

impl Default for Ticks {
    fn default() -> Self {
        Self { all: true, but: BTreeSet::new() }
    }
}

impl ReplaceState {
    /// Opens it, or goes back to its first field.
    pub fn open(&mut self) {
        (self.is_open, self.wants_focus) = (true, true);
    }

    /// Closes it; what was typed is there again when it opens.
    pub fn close(&mut self) {
        self.is_open = false;
        self.search = None;
        self.ticks = Ticks::default();
    }

    /// Closes it, as another document opens; the two texts belong to whoever typed them, and stay.
    pub fn on_document_opened(&mut self) {
        self.close();
        self.scope = SearchScope::Map;
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    pub(super) fn take_focus_request(&mut self) -> bool {
        std::mem::take(&mut self.wants_focus)
    }

    /// The search, as far as it has come.
    pub(super) fn search(&self) -> Option<&TextSearch> {
        self.search.as_ref().map(|(_, search)| search)
    }

    /// Whether everything was looked at.
    pub(super) fn is_done(&self) -> bool {
        self.search().is_some_and(TextSearch::is_done)
    }

    /// Begins again if something else is looked for or the map is another, and looks further.
    pub(super) fn update(&mut self, ctx: &Context, context: &ViewContext<'_>) {
        let query = TextQuery {
            pattern: TextPattern::new(&self.find, self.options),
            by: self.by.clone(),
            scope: self.scope.clone(),
        };
        let known = self.search.as_ref().map(|(generation, search)| (*generation, search.query()));
        if known.is_none_or(|(_, known)| (&known.pattern, &known.scope) != (&query.pattern, &query.scope)) {
            self.ticks = Ticks::default();
        }
        if known != Some((context.map_generation, &query)) {
            self.search = Some((context.map_generation, TextSearch::new(query)));
        }
        let Some((_, search)) = self.search.as_mut().filter(|(_, search)| !search.is_done()) else { return };
        search.advance(context.recorded(), FRAME_BYTES);
        if !search.is_done() {
            ctx.request_repaint();
        } else if !self.ticks.but.is_empty() {
            // The map has changed: what is no longer found is forgotten.
            let found: BTreeSet<_> = search.hits().iter().filter(|hit| !hit.is_refused).map(key).collect();
            self.ticks.but.retain(|key| found.contains(key));
        }
    }

    pub(super) fn is_ticked(&self, hit: &TextHit) -> bool {
        !hit.is_refused && self.ticks.all != self.ticks.but.contains(&key(hit))
    }

    pub(super) fn toggle(&mut self, hit: &TextHit) {
        if !self.ticks.but.remove(&key(hit)) {
            self.ticks.but.insert(key(hit));
        }
    }

    /// Ticks every hit, or none.
    pub(super) fn tick_all(&mut self, all: bool) {
        self.ticks = Ticks { all, but: BTreeSet::new() };
    }

    /// How many hits may be ticked.
    pub(super) fn possible(&self) -> usize {
        self.search().map_or(0, |search| search.hits().len() - search.refused())
    }

    /// How many are.
    pub(super) fn ticked(&self) -> usize {
        let but = self.ticks.but.len();
        if self.ticks.all { self.possible().saturating_sub(but) } else { but.min(self.possible()) }
    }

    /// The command that replaces the ticked hits, in the map in which they were found.
    pub(super) fn command(&self, map: &LinkageMap) -> Command {
        let Some(search) = self.search() else { return Command::ReplaceTexts(Vec::new()) };
        let ticked = search.hits().iter().filter(|hit| self.is_ticked(hit));
        if self.ticked() > MANY_TEXTS {
            let (query, hits) = (search.query().clone(), ticked.copied().collect());
            return Command::ReplaceMany(Box::new(Replacement { query, hits, found_in: map.clone() }));
        }
        Command::ReplaceTexts(ticked.filter_map(|hit| hit.change(search.query(), map)).collect())
    }
}

fn key(hit: &TextHit) -> (RecordRef, TextSlot) {
    (hit.record, hit.slot)
}
