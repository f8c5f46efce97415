//! What if: changes that are tried out beside the document. The map that is shown and judged is the tried one; the
//! document stays as it is until the trial is accepted, and what is edited meanwhile goes into the document alone.

use std::sync::Arc;

use super::document::Document;
use crate::command::Change;
use crate::map::{EditLabel, LinkageMap, Proposal, Transaction, Violation, Year};
use crate::scene::Selection;

/// A trial under way.
#[derive(Debug)]
pub(super) struct Trial {
    /// The changes, in the order in which they are made.
    pub proposals: Vec<Proposal>,
    /// The document's map with them.
    pub map: Arc<LinkageMap>,
    /// Names this trial; no two trials of one document share it.
    pub number: u64,
    /// The revision and the year that it was derived from.
    of: (u64, Year),
}

impl Document {
    /// The map that is shown: the document's, or the tried one.
    pub fn map(&self) -> &LinkageMap {
        self.trial.as_ref().map_or(self.editor.map(), |trial| &trial.map)
    }

    /// The same, to hand to another thread.
    pub fn snapshot(&self) -> Arc<LinkageMap> {
        self.trial.as_ref().map_or_else(|| self.editor.snapshot(), |trial| Arc::clone(&trial.map))
    }

    /// Tries further changes; tells whether all of them change something.
    pub fn try_out(&mut self, proposals: Vec<Proposal>) -> bool {
        let mut all = self.trial.take().map(|trial| trial.proposals).unwrap_or_default();
        let fresh: Vec<Proposal> = proposals.into_iter().filter(|proposal| !all.contains(proposal)).collect();
        all.extend(fresh);
        self.derive(&all)
    }

    /// Takes one change out of the trial.
    pub fn drop_proposal(&mut self, position: usize) {
        let mut proposals = self.trial.take().map(|trial| trial.proposals).unwrap_or_default();
        if position < proposals.len() {
            proposals.remove(position);
        }
        self.derive(&proposals);
    }

    /// Makes the trial anew where the document or the year has changed; tells whether all of its changes still fit.
    pub fn keep_trial(&mut self) -> bool {
        let now = (self.editor.revision(), self.year);
        match self.trial.take() {
            Some(trial) if trial.of != now => self.derive(&trial.proposals),
            same => {
                self.trial = same;
                true
            }
        }
    }

    /// Makes the tried changes real, as one edit.
    pub fn accept_trial(&mut self) -> Result<(), Violation> {
        let Some(trial) = self.trial.take() else { return Ok(()) };
        let outcome = self.make(&trial.proposals);
        if outcome.is_err() {
            self.trial = Some(trial);
        }
        outcome
    }

    /// Makes changes real, as one edit.
    pub fn make(&mut self, proposals: &[Proposal]) -> Result<(), Violation> {
        let year = self.year;
        self.editor.edit(EditLabel::Proposal, |transaction| {
            proposals.iter().try_for_each(|proposal| proposal.carry_out(transaction, year))
        })
    }

    /// Whether what is selected is there only for the trial.
    pub fn is_only_tried(&self) -> bool {
        matches!(self.selection, Selection::Link(id) if self.trial.is_some() && !self.editor.map().links().contains_key(&id))
    }

    /// Whether a change is of a record that is there only for the trial: nothing in the document can be changed by it.
    pub fn is_of_the_trial(&self, change: &Change) -> bool {
        matches!(change, Change::Link(link) if self.trial.is_some() && !self.editor.map().links().contains_key(&link.id))
    }

    fn derive(&mut self, proposals: &[Proposal]) -> bool {
        let mut map = self.editor.map().clone();
        let kept: Vec<Proposal> = proposals.iter().filter(|it| is_made(it, &mut map, self.year)).cloned().collect();
        let all = kept.len() == proposals.len();
        self.trials += 1;
        let of = (self.editor.revision(), self.year);
        self.trial = (!kept.is_empty()).then(|| Trial { proposals: kept, map: Arc::new(map), number: self.trials, of });
        all
    }
}

/// Makes one change, and tells whether it could be made and was not so already.
fn is_made(proposal: &Proposal, map: &mut LinkageMap, year: Year) -> bool {
    let mut transaction = Transaction::begin(map);
    proposal.carry_out(&mut transaction, year).is_ok() && !transaction.finish().is_empty()
}
