//! What if: changes that are tried out beside the document. The map that is shown and judged is the tried one; the
//! document stays as it is until they are accepted, and what is edited meanwhile goes into the document alone.

use std::sync::Arc;

use super::document::{Document, WhatIfMap};
use crate::command::Change;
use crate::map::{EditLabel, IdBlock, LinkId, LinkageMap, Proposal, Selection, Transaction, Violation, Year};

impl Document {
    /// Tries further changes; tells whether all of them change something.
    pub fn add_proposals(&mut self, proposals: Vec<Proposal>) -> bool {
        let mut all = std::mem::take(&mut self.session.what_if);
        let fresh: Vec<Proposal> = proposals.into_iter().filter(|proposal| !all.contains(proposal)).collect();
        all.extend(fresh);
        self.rebuild_what_if(&all)
    }

    /// Takes one change out of what is tried.
    pub fn drop_proposal(&mut self, position: usize) {
        let mut proposals = std::mem::take(&mut self.session.what_if);
        if position < proposals.len() {
            proposals.remove(position);
        }
        self.rebuild_what_if(&proposals);
    }

    /// Tries nothing any more.
    pub fn clear_what_if(&mut self) {
        self.session.what_if.clear();
        self.what_if = None;
    }

    /// Derives the tried map of a session that was begun in another window.
    pub fn resume_what_if(&mut self) {
        let proposals = std::mem::take(&mut self.session.what_if);
        self.rebuild_what_if(&proposals);
    }

    /// Derives the tried map anew where the document or the year has changed; tells whether all of its changes still fit.
    pub fn refresh_what_if(&mut self) -> bool {
        let now = (self.editor.revision(), self.year());
        match &self.what_if {
            Some(what_if) if what_if.key != now => {
                let proposals = std::mem::take(&mut self.session.what_if);
                self.rebuild_what_if(&proposals)
            }
            _ => true,
        }
    }

    /// Makes the tried changes real, as one edit.
    pub fn accept_what_if(&mut self) -> Result<(), Violation> {
        let proposals = self.session.what_if.clone();
        if proposals.is_empty() {
            return Ok(());
        }
        self.apply_proposals(&proposals)?;
        self.clear_what_if();
        Ok(())
    }

    /// Makes changes real, as one edit.
    pub fn apply_proposals(&mut self, proposals: &[Proposal]) -> Result<(), Violation> {
        let year = self.year();
        self.editor.edit(EditLabel::Proposal, |transaction| {
            proposals.iter().try_for_each(|proposal| proposal.apply(transaction, year))
        })
    }

    /// Whether what is selected is there only in what is tried.
    pub fn is_what_if_only(&self) -> bool {
        matches!(self.session.view.selection, Selection::Link(id) if self.is_what_if_link(id))
    }

    /// Whether a change is of a record that is there only in what is tried: nothing in the document can be changed by it.
    pub fn is_what_if_change(&self, change: &Change) -> bool {
        matches!(change, Change::Link(link) if self.is_what_if_link(link.id))
    }

    fn is_what_if_link(&self, id: LinkId) -> bool {
        self.what_if.is_some() && !self.editor.map().links().contains_key(&id)
    }

    fn rebuild_what_if(&mut self, proposals: &[Proposal]) -> bool {
        let (mut map, year, block) = (self.editor.map().clone(), self.year(), self.editor.block());
        let applied: Vec<Proposal> =
            proposals.iter().filter(|it| try_apply(it, &mut map, year, block)).cloned().collect();
        let is_complete = applied.len() == proposals.len();
        self.what_if_count += 1;
        let key = (self.editor.revision(), year);
        self.what_if = (!applied.is_empty()).then(|| WhatIfMap { map: Arc::new(map), id: self.what_if_count, key });
        self.session.what_if = applied;
        is_complete
    }
}

/// Makes one change, and tells whether it could be made and was not so already.
fn try_apply(proposal: &Proposal, map: &mut LinkageMap, year: Year, block: IdBlock) -> bool {
    // As it would be made: what it adds has the same id then, as long as nothing else is added.
    let mut transaction = Transaction::begin_with_block(map, block);
    proposal.apply(&mut transaction, year).is_ok() && !transaction.finish().is_empty()
}
