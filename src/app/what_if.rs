//! What-if: proposals applied to a copy of the map, which is displayed and assessed in place of the document's. The
//! document is unchanged until they are accepted; edits made meanwhile go to the document alone.

use std::sync::Arc;

use super::document::{Document, WhatIfMap};
use crate::command::Change;
use crate::map::{EditLabel, IdBlock, LinkId, LinkageMap, Proposal, Selection, Transaction, Violation, Year};

impl Document {
    /// Adds proposals; returns whether every one has an effect.
    pub fn add_proposals(&mut self, proposals: Vec<Proposal>) -> bool {
        let mut all = std::mem::take(&mut self.session.what_if);
        let fresh: Vec<Proposal> = proposals.into_iter().filter(|proposal| !all.contains(proposal)).collect();
        all.extend(fresh);
        self.rebuild_what_if(&all)
    }

    /// Removes one proposal.
    pub fn drop_proposal(&mut self, position: usize) {
        let mut proposals = std::mem::take(&mut self.session.what_if);
        if position < proposals.len() {
            proposals.remove(position);
        }
        self.rebuild_what_if(&proposals);
    }

    /// Discards all proposals.
    pub fn clear_what_if(&mut self) {
        self.session.what_if.clear();
        self.what_if = None;
    }

    /// Builds the what-if map of a session handed over by another window.
    pub fn resume_what_if(&mut self) {
        let proposals = std::mem::take(&mut self.session.what_if);
        self.rebuild_what_if(&proposals);
    }

    /// Rebuilds the what-if map if the document or year changed; returns whether all proposals still have an effect.
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

    /// Applies the proposals to the document as one edit.
    pub fn accept_what_if(&mut self) -> Result<(), Violation> {
        let proposals = self.session.what_if.clone();
        if proposals.is_empty() {
            return Ok(());
        }
        self.apply_proposals(&proposals)?;
        self.clear_what_if();
        Ok(())
    }

    /// Applies proposals to the document as one edit.
    pub fn apply_proposals(&mut self, proposals: &[Proposal]) -> Result<(), Violation> {
        let year = self.year();
        self.editor.edit(EditLabel::Proposal, |transaction| {
            proposals.iter().try_for_each(|proposal| proposal.apply(transaction, year))
        })
    }

    /// Whether the selected link exists only in the what-if map.
    pub fn is_what_if_only(&self) -> bool {
        matches!(self.session.view.selection, Selection::Link(id) if self.is_what_if_link(id))
    }

    /// Whether a change is to a link that exists only in the what-if map, and so cannot change the document.
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

/// Applies one proposal; returns whether it succeeded and changed the map.
fn try_apply(proposal: &Proposal, map: &mut LinkageMap, year: Year, block: IdBlock) -> bool {
    // Ids as on acceptance: what it adds gets the same id then, as long as nothing else is added.
    let mut transaction = Transaction::begin_with_block(map, block);
    proposal.apply(&mut transaction, year).is_ok() && !transaction.finish().is_empty()
}
