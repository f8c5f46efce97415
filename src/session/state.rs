//! How one person looks at an open map.

use crate::map::{ActorId, Filter, LinkId, LinkageMap, ModelId, Proposal, Selection, ViewState};

/// A thing of the map that one can go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An actor.
    Actor(ActorId),
    /// A link.
    Link(LinkId),
    /// A cooperative model.
    Model(ModelId),
}

impl Subject {
    /// The selection of it alone.
    pub fn selection(self) -> Selection {
        match self {
            Self::Actor(id) => Selection::actor(id),
            Self::Link(id) => Selection::Link(id),
            Self::Model(id) => Selection::Model(id),
        }
    }
}

/// How one person looks at an open map; nothing of it is stored there, unless a view is made of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// What a view keeps of it.
    pub view: ViewState,
    /// What a finding is about: it is lit instead of what the selection would light. Empty for none.
    pub highlight: Vec<Subject>,
    /// The selection that the highlight came with; with another one it goes.
    highlight_selection: Selection,
    /// The filter that was taken off last, to be put on again; empty for none.
    pub removed_filter: Filter,
    /// The changes that are tried out, in the order in which they are made.
    pub what_if: Vec<Proposal>,
}

impl Session {
    /// The session that a document begins with.
    pub fn new(view: ViewState) -> Self {
        Self { view, ..Self::default() }
    }

    /// Puts a filter on, in place of the one that is there; an empty one takes that off.
    pub fn set_filter(&mut self, filter: Filter) {
        let before = std::mem::replace(&mut self.view.filter, filter);
        if self.view.filter.is_empty() && !before.is_empty() {
            self.removed_filter = before;
        } else if !self.view.filter.is_empty() {
            self.removed_filter = Filter::default();
        }
    }

    /// Lights all of these, whatever the selection would, until another is made.
    pub fn set_highlight(&mut self, subjects: Vec<Subject>) {
        self.highlight = subjects;
        self.highlight_selection = self.view.selection.clone();
    }

    /// Forgets what the map that is shown no longer has.
    pub fn retain_existing(&mut self, map: &LinkageMap) {
        self.view.retain_existing(map);
        self.removed_filter.retain_existing(map);
        if self.view.selection != self.highlight_selection {
            self.highlight.clear();
        }
    }
}
