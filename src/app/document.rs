//! The open document: the map under edit, how one looks at it, what is tried out on it, and what is being typed.

use std::sync::Arc;

use crate::command::Change;
use crate::map::{ActorId, EditLabel, Editor, IdBlock, LinkageMap, Violation, Year};
use crate::session::Session;

/// Names one opened document. No two documents of one run of the program share it: a result, an answer or a question that
/// carries it is never taken for another document's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub(super) u64);

/// Names one state of the map that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MapKey {
    pub document: DocumentId,
    /// Of the recorded map.
    pub revision: u64,
    /// Of which what-if; 0 for none.
    pub what_if: u64,
}

/// The open document.
#[derive(Debug)]
pub(super) struct Document {
    pub id: DocumentId,
    pub editor: Editor,
    /// How one looks at it.
    pub session: Session,
    /// The map with what is tried out.
    pub what_if: Option<WhatIfMap>,
    /// Grows with every trial.
    pub(super) what_if_count: u64,
    /// What is being typed, as the change that it comes to.
    draft: Option<Change>,
    /// The state of the map and the actors that keys moved last.
    pub(super) last_nudge: Option<(u64, Vec<ActorId>)>,
}

/// The map with what is tried out; the changes themselves stand in the session.
#[derive(Debug)]
pub(super) struct WhatIfMap {
    /// The document's map with them.
    pub map: Arc<LinkageMap>,
    /// Names this trial; no two trials of one document share it.
    pub id: u64,
    /// The revision and the year that it was derived from.
    pub(super) key: (u64, Year),
}

impl Document {
    /// Opens a map as it stands in its file, or a new one; new ids come from this block.
    pub fn new(id: DocumentId, map: LinkageMap, block: IdBlock, session: Session) -> Self {
        Self {
            id,
            editor: Editor::with_block(map, block),
            session,
            what_if: None,
            what_if_count: 0,
            draft: None,
            last_nudge: None,
        }
    }

    /// The state of the map that is shown.
    pub fn map_key(&self) -> MapKey {
        let what_if = self.what_if.as_ref().map_or(0, |what_if| what_if.id);
        MapKey { document: self.id, revision: self.editor.revision(), what_if }
    }

    /// The same as one number: another one for every other map that is shown in this run of the program.
    pub fn map_generation(&self) -> u64 {
        let MapKey { document, revision, what_if } = self.map_key();
        (document.0 << 48) | ((what_if & 0xf_ffff) << 28) | (revision & 0xfff_ffff)
    }

    /// The year that the map is read at.
    pub fn year(&self) -> Year {
        self.session.view.effective_year(self.editor.map())
    }

    /// The map that is shown: the document's, or the tried one.
    pub fn map(&self) -> &LinkageMap {
        self.what_if.as_ref().map_or(self.editor.map(), |what_if| &what_if.map)
    }

    /// The same, to hand to another thread.
    pub fn snapshot(&self) -> Arc<LinkageMap> {
        self.what_if.as_ref().map_or_else(|| self.editor.snapshot(), |what_if| Arc::clone(&what_if.map))
    }

    /// Whether the map, with what is being typed, differs from its file.
    pub fn is_dirty(&self) -> bool {
        self.editor.is_dirty() || self.is_typing()
    }

    /// Whether something is being typed that is not in the map yet.
    pub fn is_typing(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| !self.contains(draft))
    }

    /// What undo would take back: also what is being typed.
    pub fn undo_label(&self) -> Option<EditLabel> {
        let typed = self.draft.as_ref().filter(|draft| !self.contains(draft)).map(|draft| match draft {
            Change::Info(_) => EditLabel::EditMap,
            Change::Stage(_) => EditLabel::EditStage,
            Change::Product(_) => EditLabel::EditProduct,
            Change::Actor(_) => EditLabel::EditActor,
            Change::Link(_) => EditLabel::EditLink,
            Change::Model(_) => EditLabel::EditModel,
            Change::Channel(_) => EditLabel::EditChannel,
            Change::Target(_) => EditLabel::EditTarget,
        });
        typed.or(self.editor.undo_label())
    }

    /// Notes what is being typed. It is a part of the map before anything that depends on it.
    pub fn set_draft(&mut self, change: Change) {
        self.draft = Some(change);
    }

    /// What is being typed.
    pub fn draft(&self) -> Option<&Change> {
        self.draft.as_ref()
    }

    /// Forgets what was being typed, and gives it.
    pub fn take_draft(&mut self) -> Option<Change> {
        self.draft.take()
    }

    /// What is being typed becomes a part of the map.
    ///
    /// # Errors
    /// Why it may not stand there: it is still being typed then, and with it the map differs from its file.
    pub fn flush_draft(&mut self) -> Result<(), Violation> {
        let Some(change) = self.draft.take().filter(|change| !self.is_what_if_change(change)) else { return Ok(()) };
        let kept = change.clone();
        self.set(change).inspect_err(|_| self.draft = Some(kept))
    }

    /// Whether a change is in the map already.
    fn contains(&self, change: &Change) -> bool {
        let map = self.editor.map();
        match change {
            Change::Info(info) => map.info() == info,
            Change::Stage(stage) => map.get::<crate::map::Stage>(stage.id) == Some(stage),
            Change::Product(product) => map.get::<crate::map::Product>(product.id) == Some(product),
            Change::Actor(actor) => map.get::<crate::map::Actor>(actor.id) == Some(actor),
            Change::Link(link) => map.get::<crate::map::Link>(link.id) == Some(link),
            Change::Model(model) => map.get::<crate::map::CoopModel>(model.id) == Some(model),
            Change::Channel(channel) => map.get::<crate::map::Channel>(channel.id) == Some(channel),
            Change::Target(target) => map.get::<crate::map::Target>(target.id) == Some(target),
        }
    }

    /// Drops from the session what the map no longer has.
    pub fn retain_existing(&mut self) {
        // What the what-if adds may be selected as well.
        let map = self.snapshot();
        self.session.retain_existing(&map);
        if self.draft.as_ref().is_some_and(|draft| !draft.has_record_in(self.editor.map())) {
            self.draft = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::exchange::sample_map;
    use crate::map::{Actor, EditLabel, Proposal};

    /// What is done to the open document.
    #[derive(Clone, Copy, Debug)]
    enum Op {
        Rename(usize),
        Undo,
        Redo,
        LeaveOut(usize),
        DropProposal,
        ClearWhatIf,
        AcceptWhatIf,
        Year(Year),
        /// Another document takes its place.
        Replace,
    }

    fn op() -> impl Strategy<Value = Op> {
        prop_oneof![
            (0..9_usize).prop_map(Op::Rename),
            Just(Op::Undo),
            Just(Op::Redo),
            (0..9_usize).prop_map(Op::LeaveOut),
            Just(Op::DropProposal),
            Just(Op::ClearWhatIf),
            Just(Op::AcceptWhatIf),
            (2015..2025).prop_map(Op::Year),
            Just(Op::Replace),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn no_two_maps_have_the_same_generation(ops in prop::collection::vec(op(), 1..40)) {
            let map = sample_map(12, 1);
            let ids: Vec<ActorId> = map.actors().keys().copied().collect();
            let new = |id: u64| {
                Document::new(DocumentId(id), map.clone(), IdBlock::ORIGINAL, Session::default())
            };
            let mut document = new(1);
            let mut known: BTreeMap<u64, LinkageMap> = BTreeMap::new();
            for (at, op) in ops.into_iter().enumerate() {
                match op {
                    Op::Rename(actor) => {
                        let rename = |actor: &mut Actor| actor.name = format!("{at}");
                        let edit = |it: &mut crate::map::Transaction<'_>| it.edit::<Actor>(ids[actor], rename);
                        document.editor.edit(EditLabel::EditActor, edit).unwrap();
                    }
                    Op::Undo => drop(document.editor.undo()),
                    Op::Redo => drop(document.editor.redo()),
                    Op::LeaveOut(actor) => drop(document.add_proposals(vec![Proposal::RemoveActor(ids[actor])])),
                    Op::DropProposal => document.drop_proposal(0),
                    Op::ClearWhatIf => document.clear_what_if(),
                    Op::AcceptWhatIf => drop(document.accept_what_if()),
                    Op::Year(year) => document.session.view.set_year(year, &map),
                    Op::Replace => {
                        document = new(document.id.0 + 1);
                        // As if it had been another one.
                        let rename = |actor: &mut Actor| actor.name = format!("other {at}");
                        let edit = |it: &mut crate::map::Transaction<'_>| it.edit::<Actor>(ids[0], rename);
                        document.editor.edit(EditLabel::EditActor, edit).unwrap();
                    }
                }
                document.refresh_what_if();
                let now = known.entry(document.map_generation()).or_insert_with(|| document.map().clone());
                prop_assert!(now == document.map());
            }
        }
    }
}
