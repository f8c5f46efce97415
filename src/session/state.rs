//! One user's view of an open map.

use crate::map::{ActorId, Filter, LinkId, LinkageMap, ModelId, Proposal, Redirect, Selection, ViewState};

/// A record that can be highlighted or navigated to.
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
    /// The selection of only this.
    pub fn selection(self) -> Selection {
        match self {
            Self::Actor(id) => Selection::actor(id),
            Self::Link(id) => Selection::Link(id),
            Self::Model(id) => Selection::Model(id),
        }
    }
}

/// One user's view of an open map; stored in the map only when it is saved as a view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// The part that a saved view stores.
    pub view: ViewState,
    /// The subjects of a finding: highlighted instead of the selection. Empty for none.
    pub highlight: Vec<Subject>,
    /// The selection when the highlight was set; another selection clears it.
    highlight_selection: Selection,
    /// The last removed filter, to be restored; empty for none.
    pub removed_filter: Filter,
    /// The what-if changes, in the order in which they are applied.
    pub what_if: Vec<Proposal>,
}

impl Session {
    /// The initial session of a document.
    pub fn new(view: ViewState) -> Self {
        Self { view, ..Self::default() }
    }

    /// Sets the filter; an empty one removes the current one, which is kept in `removed_filter`.
    pub fn set_filter(&mut self, filter: Filter) {
        let before = std::mem::replace(&mut self.view.filter, filter);
        if self.view.filter.is_empty() && !before.is_empty() {
            self.removed_filter = before;
        } else if !self.view.filter.is_empty() {
            self.removed_filter = Filter::default();
        }
    }

    /// Highlights these subjects instead of the selection, until the selection changes.
    pub fn set_highlight(&mut self, subjects: Vec<Subject>) {
        self.highlight = subjects;
        self.highlight_selection = self.view.selection.clone();
    }

    /// Leads everything on to the actors and links that stand for others now.
    pub fn redirect(&mut self, redirect: &Redirect) {
        // Every member is named: a new one does not compile before it is thought of here.
        let Self { view, highlight, highlight_selection, removed_filter: _, what_if } = self;
        view.redirect(redirect);
        highlight_selection.redirect(redirect);
        for subject in highlight {
            match subject {
                Subject::Actor(id) => *id = redirect.actor(*id),
                Subject::Link(id) => *id = redirect.link(*id),
                Subject::Model(_) => {}
            }
        }
        let mut proposals: Vec<Proposal> = Vec::new();
        for proposal in what_if.drain(..).filter_map(|proposal| proposal.redirected(redirect)) {
            if !proposals.contains(&proposal) {
                proposals.push(proposal);
            }
        }
        *what_if = proposals;
    }

    /// Drops references to what the shown map no longer has, and a highlight whose selection has changed.
    pub fn retain_existing(&mut self, map: &LinkageMap) {
        self.view.retain_existing(map);
        self.removed_filter.retain_existing(map);
        if self.view.selection != self.highlight_selection {
            self.highlight.clear();
        }
    }
}
