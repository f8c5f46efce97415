//! What all tables of the document have in common, so that patch, transaction and checks are written once.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::{IdLedger, TableLedger};
use super::patch::{Diffs, Patch};
use super::violations::{RecordRef, Validator};
use super::{
    Actor, ActorId, Channel, ChannelId, CoopModel, Id, Link, LinkId, LinkageMap, ModelId, Placement, Product,
    ProductId, Stage, StageId, Target, TargetId, Transaction, View, ViewId,
};

/// A table of the document; it iterates in id order.
pub type Table<R> = BTreeMap<<R as Record>::Id, R>;

/// A record that stands in a table of the document.
pub trait Record: Clone + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    /// What names it.
    type Id: Id;

    /// Its id.
    fn id(&self) -> Self::Id;
    /// Its table.
    fn table(map: &LinkageMap) -> &Table<Self>;
    /// What to call it in messages.
    fn record_ref(id: Self::Id) -> RecordRef;

    #[doc(hidden)]
    fn set_id(&mut self, id: Self::Id);
    #[doc(hidden)]
    fn table_mut(map: &mut LinkageMap) -> &mut Table<Self>;
    #[doc(hidden)]
    fn diffs(patch: &Patch) -> &Diffs<Self>;
    #[doc(hidden)]
    fn diffs_mut(patch: &mut Patch) -> &mut Diffs<Self>;
    /// Which of its ids were handed out; a place has none, it borrows its actor's.
    #[doc(hidden)]
    fn ledger(ledger: &IdLedger) -> Option<&TableLedger>;
    #[doc(hidden)]
    fn ledger_mut(ledger: &mut IdLedger) -> Option<&mut TableLedger>;
    /// Follows a change of one of its records where the map keeps an index of them.
    #[doc(hidden)]
    fn reindex(_map: &mut LinkageMap, _before: Option<&Self>, _after: Option<&Self>) {}
    /// Brings text to NFC and lists to their order.
    #[doc(hidden)]
    fn normalize(&mut self);
    /// Whether it may stand in the map that the complaints are about.
    #[doc(hidden)]
    fn check(&self, validator: &mut Validator<'_>);
    /// Removes what mentions any of these, before they go themselves.
    #[doc(hidden)]
    fn cascade(ids: &BTreeSet<Self::Id>, transaction: &mut Transaction<'_>);
}

macro_rules! records {
    ($($record:ident, $id:ident, $field:ident: $table:ident $(, $ledger:ident)? $(=> $reindex:expr)?;)+) => {$(
        impl Record for $record {
            type Id = $id;

            fn id(&self) -> $id {
                self.$field
            }
            fn table(map: &LinkageMap) -> &Table<Self> {
                &map.$table
            }
            fn record_ref(id: $id) -> RecordRef {
                RecordRef::$record(id)
            }
            fn set_id(&mut self, id: $id) {
                self.$field = id;
            }
            fn table_mut(map: &mut LinkageMap) -> &mut Table<Self> {
                std::sync::Arc::make_mut(&mut map.$table)
            }
            fn diffs(patch: &Patch) -> &Diffs<Self> {
                &patch.$table
            }
            fn diffs_mut(patch: &mut Patch) -> &mut Diffs<Self> {
                &mut patch.$table
            }
            fn ledger(_ledger: &IdLedger) -> Option<&TableLedger> {
                None$(.or(Some(&_ledger.$ledger)))?
            }
            fn ledger_mut(_ledger: &mut IdLedger) -> Option<&mut TableLedger> {
                None$(.or(Some(&mut _ledger.$ledger)))?
            }
            $(fn reindex(map: &mut LinkageMap, before: Option<&Self>, after: Option<&Self>) {
                let reindex: fn(&mut LinkageMap, Option<&Self>, Option<&Self>) = $reindex;
                reindex(map, before, after);
            })?
            fn normalize(&mut self) {
                super::normalize::Normalize::normalize(self);
            }
            fn check(&self, validator: &mut Validator<'_>) {
                super::violations::Check::check(self, validator);
            }
            fn cascade(ids: &BTreeSet<$id>, transaction: &mut Transaction<'_>) {
                <Self as super::cascade::Cascade>::cascade(ids, transaction);
            }
        }
    )+};
}

records! {
    Stage, StageId, id: stages, stage;
    Product, ProductId, id: products, product;
    Actor, ActorId, id: actors, actor;
    Link, LinkId, id: links, link => |map, before, after| map.incidence.update(before, after);
    CoopModel, ModelId, id: models, model;
    Channel, ChannelId, id: channels, channel;
    Target, TargetId, id: targets, target;
    View, ViewId, id: views, view;
    Placement, ActorId, actor: placements;
}

/// Runs one line for every table: `each_table!(R => …)`.
macro_rules! each_table {
    ($record:ident => $body:expr) => {{
        {
            type $record = $crate::map::Stage;
            $body
        }
        {
            type $record = $crate::map::Product;
            $body
        }
        {
            type $record = $crate::map::Actor;
            $body
        }
        {
            type $record = $crate::map::Link;
            $body
        }
        {
            type $record = $crate::map::CoopModel;
            $body
        }
        {
            type $record = $crate::map::Channel;
            $body
        }
        {
            type $record = $crate::map::Target;
            $body
        }
        {
            type $record = $crate::map::View;
            $body
        }
        {
            type $record = $crate::map::Placement;
            $body
        }
    }};
}
pub(super) use each_table;
