//! The open document: map, session (view and selection), what-if and draft (the value being typed).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::command::Change;
use crate::editing::{Growth, Pasted};
use crate::map::{ActorId, Diff, EditLabel, Editor, LinkageMap, Patch, Record, Redirect, Violation, Year};
use crate::session::Session;

/// Identifies an opened document, unique within one run: a result or prompt of one document is never applied to
/// another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub(super) u64);

/// Identifies one state of the displayed map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MapKey {
    pub document: DocumentId,
    /// Revision of the recorded map.
    pub revision: u64,
    /// Id of the what-if or of the version; 0 for none.
    pub what_if: u64,
}

/// The open document.
#[derive(Debug)]
pub(super) struct Document {
    pub id: DocumentId,
    pub editor: Editor,
    /// The map as it was opened.
    pub(super) opened: Arc<LinkageMap>,
    /// View, selection, highlight and what-if proposals.
    pub session: Session,
    /// The map with the proposals applied.
    pub what_if: Option<WhatIfMap>,
    /// The version that is shown in place of the map.
    pub(super) shown_version: Option<ShownVersion>,
    /// Number of what-if maps built and versions shown so far.
    pub(super) what_if_count: u64,
    /// The value being typed, as the change that it would make.
    draft: Option<Change>,
    /// The lines in quick entry, open or not, that are not in the map.
    pub(super) entry: String,
    /// The editor state in which a field got a wrong value, while one has some.
    pub(super) invalid_since: Option<u64>,
    /// Editor state and actors of the last move by keyboard.
    pub(super) last_nudge: Option<(u64, Vec<ActorId>)>,
    /// New actors whose kind was chosen for them, and whether a person chose their lane: their names tell the rest.
    pub(super) unsettled: BTreeMap<ActorId, bool>,
    /// The last paste, as long as it has something to tell.
    pub(super) pasted: Option<Pasted>,
    /// What changed in the last meeting, a line each; `None` if there was none.
    pub(super) meeting: Option<Vec<String>>,
    /// The last actor that was grown: the editor state, from which actor, and how.
    pub(super) last_growth: Option<LastGrowth>,
}

/// An actor grown last, so that the same key grows another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LastGrowth {
    pub state: u64,
    pub from: ActorId,
    pub growth: Growth,
    pub grown: ActorId,
}

/// The document's map with proposals applied; the proposals themselves are in the session.
#[derive(Debug)]
pub(super) struct WhatIfMap {
    /// The resulting map.
    pub map: Arc<LinkageMap>,
    /// Unique within the document.
    pub id: u64,
    /// Revision and year that it was built from.
    pub(super) key: (u64, Year),
}

/// An earlier version of the document's map, shown to be looked at.
#[derive(Debug)]
pub(super) struct ShownVersion {
    pub map: Arc<LinkageMap>,
    /// Unique within the document, also among what-if maps.
    id: u64,
    /// The view of the present map, to return to.
    session: Session,
}

/// What would be lost if a document were left. Whoever agrees to lose it has not agreed to lose anything else.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Unsaved {
    /// The state of the map, unless its file has it.
    pub state: Option<u64>,
    /// The value being typed.
    pub draft: Option<Change>,
    /// Texts that the map does not take.
    pub refused: Vec<String>,
    /// The lines in quick entry.
    pub entry: Option<String>,
}

impl Unsaved {
    /// Whether nothing would be lost.
    pub fn is_empty(&self) -> bool {
        self.state.is_none() && self.draft.is_none() && self.refused.is_empty() && self.entry.is_none()
    }
}

impl Document {
    /// A document for a map from a file or a new one, with its history.
    pub fn new(id: DocumentId, editor: Editor, session: Session) -> Self {
        Self {
            id,
            opened: editor.snapshot(),
            editor,
            session,
            what_if: None,
            shown_version: None,
            what_if_count: 0,
            draft: None,
            entry: String::new(),
            invalid_since: None,
            last_nudge: None,
            unsettled: BTreeMap::new(),
            pasted: None,
            meeting: None,
            last_growth: None,
        }
    }

    /// The key of the displayed map.
    pub fn map_key(&self) -> MapKey {
        let version = self.shown_version.as_ref().map(|version| version.id);
        let what_if = version.or(self.what_if.as_ref().map(|what_if| what_if.id)).unwrap_or(0);
        MapKey { document: self.id, revision: self.editor.revision(), what_if }
    }

    /// The key of what the displayed map says, which does not depend on where actors stand.
    pub fn content_key(&self) -> MapKey {
        MapKey { revision: self.editor.content_revision(), ..self.map_key() }
    }

    /// [`Self::map_key`] as one number: different for every other map displayed in this run.
    pub fn map_generation(&self) -> u64 {
        let MapKey { document, revision, what_if } = self.map_key();
        (document.0 << 48) | ((what_if & 0xf_ffff) << 28) | (revision & 0xfff_ffff)
    }

    /// The year in effect.
    pub fn year(&self) -> Year {
        self.session.view.effective_year(self.editor.map())
    }

    /// What stands in for the document's map on the screen: an earlier version, or the what-if map.
    fn displayed(&self) -> Option<&Arc<LinkageMap>> {
        let version = self.shown_version.as_ref().map(|version| &version.map);
        version.or(self.what_if.as_ref().map(|what_if| &what_if.map))
    }

    /// The what-if map, while it is shown.
    pub fn shown_what_if(&self) -> Option<&WhatIfMap> {
        self.what_if.as_ref().filter(|_| self.shown_version.is_none())
    }

    /// Shows an earlier version in place of the map.
    pub fn show_version(&mut self, map: Arc<LinkageMap>) {
        let before = self.shown_version.take();
        let session = before.map_or_else(|| self.session.clone(), |before| before.session);
        self.what_if_count += 1;
        self.shown_version = Some(ShownVersion { map, id: self.what_if_count, session });
        // The present one may have what the version lacks.
        self.retain_existing();
    }

    /// Shows the map again, with the view from before; returns the version that was shown.
    pub fn hide_version(&mut self) -> Option<Arc<LinkageMap>> {
        let ShownVersion { map, session, .. } = self.shown_version.take()?;
        self.session = session;
        self.retain_existing();
        Some(map)
    }

    /// Makes the map equal to the version that is shown, as one edit. Ids that were issued since stay issued, and those
    /// that another working copy has issued are never issued here.
    pub fn restore_version(&mut self) -> Result<(), Violation> {
        let Some(version) = self.hide_version() else { return Ok(()) };
        self.editor.merge_ledger(version.ledger());
        self.editor.edit(EditLabel::RestoreVersion, |edit| edit.take_over(&version))
    }

    /// The displayed map: the document's, or the what-if map, or an earlier version.
    pub fn map(&self) -> &LinkageMap {
        self.displayed().map_or(self.editor.map(), |map| map)
    }

    /// [`Self::map`] for another thread.
    pub fn snapshot(&self) -> Arc<LinkageMap> {
        self.displayed().map_or_else(|| self.editor.snapshot(), Arc::clone)
    }

    /// Whether the map, including the draft, differs from its file.
    pub fn is_dirty(&self) -> bool {
        self.editor.is_dirty() || self.is_typing()
    }

    /// Whether there is a draft that is not in the map yet.
    pub fn is_typing(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| !self.contains(draft))
    }

    /// The lines in quick entry that are not in the map, if there are any.
    pub fn pending_entry(&self) -> Option<&str> {
        Some(self.entry.as_str()).filter(|entry| !entry.trim().is_empty())
    }

    /// What is typed as the edit that it would be; none while the map has it.
    pub fn typed_edit(&self) -> Option<(EditLabel, Patch)> {
        let draft = self.draft.as_ref().filter(|_| self.is_typing())?;
        let label = match draft {
            Change::Info(_) => EditLabel::EditMap,
            Change::Stage(_) => EditLabel::EditStage,
            Change::Product(_) => EditLabel::EditProduct,
            Change::Actor(_) | Change::Actors(_) => EditLabel::EditActor,
            Change::Link(_) => EditLabel::EditLink,
            Change::Model(_) => EditLabel::EditModel,
            Change::Channel(_) => EditLabel::EditChannel,
            Change::Target(_) => EditLabel::EditTarget,
            Change::View(_) => EditLabel::EditView,
        };
        Some((label, self.patch_to(draft)))
    }

    /// What a change would make of the map.
    fn patch_to(&self, change: &Change) -> Patch {
        let map = self.editor.map();
        let mut patch = Patch::default();
        match change {
            Change::Info(info) => {
                patch.info = Some(Diff { before: Some(map.info().clone()), after: Some(info.clone()) });
            }
            Change::Stage(stage) => add_diff(&mut patch, map, stage),
            Change::Product(product) => add_diff(&mut patch, map, product),
            Change::Actor(actor) => add_diff(&mut patch, map, actor),
            Change::Link(link) => add_diff(&mut patch, map, link),
            Change::Model(model) => add_diff(&mut patch, map, model),
            Change::Channel(channel) => add_diff(&mut patch, map, channel),
            Change::Target(target) => add_diff(&mut patch, map, target),
            Change::View(view) => add_diff(&mut patch, map, view),
            Change::Actors(actors) => actors.iter().for_each(|actor| add_diff(&mut patch, map, actor)),
        }
        patch
    }

    /// Sets the draft. It is flushed into the map before any command that depends on it.
    pub fn set_draft(&mut self, change: Change) {
        self.draft = Some(change);
    }

    /// The draft.
    pub fn draft(&self) -> Option<&Change> {
        self.draft.as_ref()
    }

    /// Removes and returns the draft.
    pub fn take_draft(&mut self) -> Option<Change> {
        self.draft.take()
    }

    /// Applies the draft to the map.
    ///
    /// # Errors
    /// When the map rejects it; it then remains the draft, and the document stays dirty.
    pub fn flush_draft(&mut self) -> Result<(), Violation> {
        let Some(change) = self.draft.take().filter(|change| !self.is_what_if_change(change)) else { return Ok(()) };
        let rejected = change.clone();
        self.set(change).inspect_err(|_| self.draft = Some(rejected))
    }

    /// Whether the map already has this value.
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
            Change::View(view) => map.get::<crate::map::View>(view.id) == Some(view),
            Change::Actors(actors) => actors.iter().all(|actor| map.get::<crate::map::Actor>(actor.id) == Some(actor)),
        }
    }

    /// Leads everything beside the map on to the actors and links that stand for others in it now.
    pub(super) fn redirect(&mut self, redirect: &Redirect) {
        // Every member is named: a new one does not compile before it is thought of here.
        let Self {
            id: _,
            editor: _,
            opened: _,
            session,
            what_if: _,
            // Nothing is edited while one is shown.
            shown_version: _,
            what_if_count: _,
            draft: _,
            entry: _,
            invalid_since: _,
            last_nudge,
            unsettled,
            pasted,
            // Told in words as they were.
            meeting: _,
            last_growth,
        } = self;
        session.redirect(redirect);
        if let Some(pasted) = pasted {
            pasted.redirect(redirect);
        }
        // A person has settled what becomes of both.
        let given_up: Vec<ActorId> = unsettled.keys().copied().filter(|id| redirect.moves(*id)).collect();
        for id in given_up {
            unsettled.remove(&id);
            unsettled.remove(&redirect.actor(id));
        }
        (*last_nudge, *last_growth) = (None, None);
    }

    /// Removes records from the session and the draft that the map no longer has.
    pub fn retain_existing(&mut self) {
        // Links added by the what-if can be selected too.
        let map = self.snapshot();
        self.session.retain_existing(&map);
        if self.draft.as_ref().is_some_and(|draft| !draft.has_record_in(self.editor.map())) {
            self.draft = None;
        }
        let map = self.editor.map();
        let is_undone = |pasted: &mut Pasted| !pasted.actors.iter().any(|id| map.actors().contains_key(id));
        if self.pasted.take_if(is_undone).is_none()
            && let Some(pasted) = &mut self.pasted
        {
            pasted.outside.retain_existing(map);
        }
    }
}

/// Adds what a changed record is before and after.
fn add_diff<R: Record>(patch: &mut Patch, map: &LinkageMap, record: &R) {
    let before = map.get::<R>(record.id()).cloned();
    R::diffs_mut(patch).insert(record.id(), Diff { before, after: Some(record.clone()) });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::exchange::sample_map;
    use crate::map::{Actor, EditLabel, Proposal};

    /// An operation on the open document.
    #[derive(Clone, Copy, Debug)]
    enum Op {
        Rename(usize),
        Undo,
        Redo,
        RemoveActor(usize),
        DropProposal,
        ClearWhatIf,
        AcceptWhatIf,
        Year(Year),
        /// Opens another document.
        Replace,
    }

    fn op() -> impl Strategy<Value = Op> {
        prop_oneof![
            (0..9_usize).prop_map(Op::Rename),
            Just(Op::Undo),
            Just(Op::Redo),
            (0..9_usize).prop_map(Op::RemoveActor),
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
                Document::new(DocumentId(id), Editor::new(map.clone()), Session::default())
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
                    Op::RemoveActor(actor) => drop(document.add_proposals(vec![Proposal::RemoveActor(ids[actor])])),
                    Op::DropProposal => document.drop_proposal(0),
                    Op::ClearWhatIf => document.clear_what_if(),
                    Op::AcceptWhatIf => drop(document.accept_what_if()),
                    Op::Year(year) => document.session.view.set_year(year, &map),
                    Op::Replace => {
                        document = new(document.id.0 + 1);
                        // Makes its content differ.
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
