//! What all tables of the document have in common, so that patch, transaction and checks are generic.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::{IdLedger, TableLedger};
use super::patch::{Diffs, Patch};
use super::record_images::{Images, RecordImages};
use super::redirect::Redirect;
use super::violations::{RecordRef, Validator, Violation};
use super::{
    Actor, ActorId, Channel, ChannelId, CoopModel, Id, Link, LinkId, LinkageMap, ModelId, Placement, Product,
    ProductId, Stage, StageId, Target, TargetId, Transaction, View, ViewId,
};

/// A table of the document; it iterates in id order.
pub type Table<R> = BTreeMap<<R as Record>::Id, R>;

/// A record of a table of the document.
pub trait Record: Clone + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    /// The type of its id.
    type Id: Id;

    /// Its id.
    fn id(&self) -> Self::Id;
    /// Its table.
    fn table(map: &LinkageMap) -> &Table<Self>;
    /// Its reference in messages.
    fn record_ref(id: Self::Id) -> RecordRef;

    #[doc(hidden)]
    fn set_id(&mut self, id: Self::Id);
    #[doc(hidden)]
    fn table_mut(map: &mut LinkageMap) -> &mut Table<Self>;
    #[doc(hidden)]
    fn diffs(patch: &Patch) -> &Diffs<Self>;
    #[doc(hidden)]
    fn diffs_mut(patch: &mut Patch) -> &mut Diffs<Self>;
    #[doc(hidden)]
    fn images(images: &RecordImages) -> &Images<Self>;
    #[doc(hidden)]
    fn images_mut(images: &mut RecordImages) -> &mut Images<Self>;
    /// The ids issued for its table; none for placements, which are keyed by their actor.
    #[doc(hidden)]
    fn ledger(ledger: &IdLedger) -> Option<&TableLedger>;
    #[doc(hidden)]
    fn ledger_mut(ledger: &mut IdLedger) -> Option<&mut TableLedger>;
    /// Updates the map's index, if it has one for this table, after a change of one record.
    #[doc(hidden)]
    fn reindex(_map: &mut LinkageMap, _before: Option<&Self>, _after: Option<&Self>) {}
    /// Brings text to NFC and sorts lists.
    #[doc(hidden)]
    fn normalize(&mut self);
    /// Reports what makes it invalid in the validator's map.
    #[doc(hidden)]
    fn check(&self, validator: &mut Validator<'_>);
    /// Why it may not come into a map by an edit, though a file that has it opens; `before` is the record so far.
    #[doc(hidden)]
    fn refusal(&self, before: Option<&Self>) -> Option<Violation>;
    /// It with its references led on to the records that stand for others; `None` if it names none of those.
    #[doc(hidden)]
    fn redirected(&self, redirect: &Redirect) -> Option<Self>;
    /// Removes all references to these records, before they are removed themselves.
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
            fn images(images: &RecordImages) -> &Images<Self> {
                &images.$table
            }
            fn images_mut(images: &mut RecordImages) -> &mut Images<Self> {
                &mut images.$table
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
                super::checks::FieldChecks::normalize_fields(self);
                super::checks::RecordRules::normalize_rest(self);
            }
            fn check(&self, validator: &mut Validator<'_>) {
                super::checks::FieldChecks::check_fields(self, validator);
                super::checks::RecordRules::check_rules(self, validator);
            }
            fn refusal(&self, before: Option<&Self>) -> Option<Violation> {
                let (field, kind) = super::checks::RecordRules::refusal(self, before)?;
                Some(Violation { record: Self::record_ref(self.id()), field, kind })
            }
            fn redirected(&self, redirect: &Redirect) -> Option<Self> {
                let names_any = |record: &Self| {
                    super::redirect::FieldRefs::names_redirected(record, redirect)
                        || super::checks::RecordRules::rest_names_redirected(record, redirect)
                };
                names_any(self).then(|| {
                    let mut redirected = self.clone();
                    super::redirect::FieldRefs::redirect_fields(&mut redirected, redirect);
                    super::checks::RecordRules::redirect_rest(&mut redirected, redirect);
                    debug_assert!(!names_any(&redirected), "{redirected:?}");
                    redirected
                })
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

/// Expands an expression once for every record type: `each_table!(R => …)`.
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
