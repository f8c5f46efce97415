//! Removes or changes everything that refers to removed records.

use std::collections::BTreeSet;

use super::record::Record;
use super::{
    Actor, ActorId, Channel, ChannelId, CoopModel, Link, LinkId, Measure, ModelId, Placement, Product, ProductId,
    Stage, StageId, Target, TargetId, Transaction, View, ViewId, ViewState,
};

/// Removes or changes the references to records.
pub(super) trait Cascade: Record {
    fn cascade(ids: &BTreeSet<Self::Id>, transaction: &mut Transaction<'_>);
}

impl Cascade for Stage {
    /// Their actors move to the nearest remaining lane before, or else after; without one they have no stage.
    fn cascade(ids: &BTreeSet<StageId>, transaction: &mut Transaction<'_>) {
        let order: Vec<StageId> = transaction.map().stages_in_order().iter().map(|stage| stage.id).collect();
        let remains = |stage: &&StageId| !ids.contains(stage);
        let fallback_stage = |id: StageId| {
            let index = order.iter().position(|stage| *stage == id).unwrap_or_default();
            let (before, after) = order.split_at_checked(index)?;
            before.iter().rev().find(remains).or_else(|| after.iter().find(remains)).copied()
        };
        for actor in transaction.ids_where::<Actor>(|actor| actor.stage.is_some_and(|stage| ids.contains(&stage))) {
            transaction.edit_unchecked::<Actor>(actor, |actor| actor.stage = actor.stage.and_then(fallback_stage));
        }
    }
}

impl Cascade for Product {
    /// Links and channels with only these products are removed: without products they would mean "any product".
    /// Narrower products become part of the nearest remaining broader one.
    fn cascade(ids: &BTreeSet<ProductId>, transaction: &mut Transaction<'_>) {
        let is_removed = |product: &ProductId| ids.contains(product);
        let mut emptied = BTreeSet::new();
        for link in transaction.ids_where::<Link>(|link| link.products.iter().any(is_removed)) {
            if transaction.map().links().get(&link).is_some_and(|link| link.products.is_subset(ids)) {
                emptied.insert(link);
            } else {
                transaction.edit_unchecked::<Link>(link, |link| link.products.retain(|product| !is_removed(product)));
            }
        }
        transaction.remove_all::<Link>(&emptied);
        let is_for_removed = |channel: &Channel| channel.product.as_ref().is_some_and(is_removed);
        let channels = transaction.ids_where::<Channel>(is_for_removed).into_iter().collect();
        transaction.remove_all::<Channel>(&channels);
        let mentions_removed = |actor: &Actor| {
            actor.supply.iter().any(|supply| is_removed(&supply.product))
                || actor.converts.iter().any(|conversion| conversion.products().any(|product| is_removed(&product)))
        };
        for actor in transaction.ids_where::<Actor>(mentions_removed) {
            transaction.edit_unchecked::<Actor>(actor, |actor| {
                actor.supply.retain(|supply| !is_removed(&supply.product));
                actor.converts.retain(|conversion| !is_removed(&conversion.from) && !is_removed(&conversion.to));
                for conversion in &mut actor.converts {
                    conversion.with.retain(|portion| !is_removed(&portion.product));
                    conversion.by_products.retain(|portion| !is_removed(&portion.product));
                }
            });
        }
        for model in transaction.ids_where::<CoopModel>(|model| model.products.iter().any(is_removed)) {
            transaction
                .edit_unchecked::<CoopModel>(model, |model| model.products.retain(|product| !is_removed(product)));
        }
        for product in transaction.ids_where::<Product>(|product| product.part_of.as_ref().is_some_and(is_removed)) {
            let ancestors = transaction.map().product_and_broader(product);
            let broader = ancestors.into_iter().find(|broader| *broader != product && !is_removed(broader));
            transaction.edit_unchecked::<Product>(product, |product| product.part_of = broader);
        }
        let measures_removed = |target: &Target| match &target.measure {
            Measure::ContractVolume { product } => product.as_ref().is_some_and(is_removed),
            _ => false,
        };
        let targets = transaction.ids_where::<Target>(measures_removed).into_iter().collect();
        transaction.remove_all::<Target>(&targets);
        remove_from_views(transaction, &|state| {
            state.product = state.product.filter(|product| !is_removed(product));
            state.filter.products.retain(|product| !is_removed(product));
        });
    }
}

impl Cascade for Actor {
    /// Their links and placements are removed, and they are removed from models, views, channels and targets; a channel
    /// left with fewer than two actors is removed, and so is a target of theirs alone.
    fn cascade(ids: &BTreeSet<ActorId>, transaction: &mut Transaction<'_>) {
        let is_removed = |actor: &ActorId| ids.contains(actor);
        let map = transaction.map();
        let links = ids.iter().flat_map(|id| map.links_of(*id)).map(|link| link.id).collect();
        transaction.remove_all::<Link>(&links);
        transaction.remove_all::<Placement>(ids);
        let models = |model: &CoopModel| model.core.iter().any(is_removed) || model.members.iter().any(is_removed);
        for model in transaction.ids_where::<CoopModel>(models) {
            transaction.edit_unchecked::<CoopModel>(model, |model| {
                model.core.retain(|actor| !is_removed(actor));
                model.members.retain(|actor| !is_removed(actor));
            });
        }
        let mut broken = BTreeSet::new();
        for channel in transaction.ids_where::<Channel>(|channel| channel.path.iter().any(is_removed)) {
            transaction.edit_unchecked::<Channel>(channel, |channel| channel.path.retain(|actor| !is_removed(actor)));
            if transaction.map().channels().get(&channel).is_some_and(|channel| channel.path.len() < 2) {
                broken.insert(channel);
            }
        }
        transaction.remove_all::<Channel>(&broken);
        let mut emptied = BTreeSet::new();
        for target in transaction.ids_where::<Target>(|target| target.of.iter().any(is_removed)) {
            // Without supporters it would count all of them.
            if transaction.map().targets().get(&target).is_some_and(|target| target.of.is_subset(ids)) {
                emptied.insert(target);
            } else {
                transaction.edit_unchecked::<Target>(target, |target| target.of.retain(|actor| !is_removed(actor)));
            }
        }
        transaction.remove_all::<Target>(&emptied);
        remove_from_views(transaction, &|state| {
            state.scope.actors.retain(|actor| !is_removed(actor));
            state.retain_selected(|scope| scope.actors.retain(|actor| !is_removed(actor)));
        });
    }
}

impl Cascade for CoopModel {
    /// They are removed from the views.
    fn cascade(ids: &BTreeSet<ModelId>, transaction: &mut Transaction<'_>) {
        remove_from_views(transaction, &|state| {
            state.scope.models.retain(|model| !ids.contains(model));
            state.retain_selected(|scope| scope.models.retain(|model| !ids.contains(model)));
        });
    }
}

impl Cascade for Link {
    /// They are removed from the views.
    fn cascade(ids: &BTreeSet<LinkId>, transaction: &mut Transaction<'_>) {
        remove_from_views(transaction, &|state| {
            state.scope.links.retain(|link| !ids.contains(link));
            state.retain_selected(|scope| scope.links.retain(|link| !ids.contains(link)));
        });
    }
}

impl Cascade for Channel {
    fn cascade(_: &BTreeSet<ChannelId>, _: &mut Transaction<'_>) {}
}

impl Cascade for Target {
    fn cascade(_: &BTreeSet<TargetId>, _: &mut Transaction<'_>) {}
}

impl Cascade for View {
    fn cascade(_: &BTreeSet<ViewId>, _: &mut Transaction<'_>) {}
}

impl Cascade for Placement {
    fn cascade(_: &BTreeSet<ActorId>, _: &mut Transaction<'_>) {}
}

/// Edits the state of all views that `forget` would change.
fn remove_from_views(transaction: &mut Transaction<'_>, forget: &dyn Fn(&mut ViewState)) {
    let changes = |view: &View| {
        let mut state = view.state.clone();
        forget(&mut state);
        state != view.state
    };
    for view in transaction.ids_where::<View>(changes) {
        transaction.edit_unchecked::<View>(view, |view| forget(&mut view.state));
    }
}
