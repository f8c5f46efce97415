//! What goes or changes with records that are removed, so that nothing is left that names them.

use std::collections::BTreeSet;

use super::record::Record;
use super::{
    Actor, ActorId, Channel, ChannelId, CoopModel, Link, LinkId, Measure, ModelId, Place, Product, ProductId, Stage,
    StageId, Target, TargetId, Transaction, View, ViewId, ViewState,
};

/// Removes or amends whatever names one of some records.
pub(super) trait Cascade: Record {
    fn cascade(ids: &BTreeSet<Self::Id>, transaction: &mut Transaction<'_>);
}

impl Cascade for Stage {
    /// Their actors move to the nearest lane before that stays, or else after it; with the last lane they stand below.
    fn cascade(ids: &BTreeSet<StageId>, transaction: &mut Transaction<'_>) {
        let order: Vec<StageId> = transaction.map().stages_in_order().iter().map(|stage| stage.id).collect();
        let stays = |stage: &&StageId| !ids.contains(stage);
        let neighbour = |id: StageId| {
            let at = order.iter().position(|stage| *stage == id).unwrap_or_default();
            let (before, after) = order.split_at_checked(at)?;
            before.iter().rev().find(stays).or_else(|| after.iter().find(stays)).copied()
        };
        for actor in transaction.ids_where::<Actor>(|actor| actor.stage.is_some_and(|stage| ids.contains(&stage))) {
            transaction.amend::<Actor>(actor, |actor| actor.stage = actor.stage.and_then(neighbour));
        }
    }
}

impl Cascade for Product {
    /// Links and channels of these products alone go with them: without them they would say "anything". Narrower
    /// products become part of what they were part of.
    fn cascade(ids: &BTreeSet<ProductId>, transaction: &mut Transaction<'_>) {
        let names = |product: &ProductId| ids.contains(product);
        let mut emptied = BTreeSet::new();
        for link in transaction.ids_where::<Link>(|link| link.products.iter().any(names)) {
            if transaction.map().links().get(&link).is_some_and(|link| link.products.is_subset(ids)) {
                emptied.insert(link);
            } else {
                transaction.amend::<Link>(link, |link| link.products.retain(|product| !names(product)));
            }
        }
        transaction.remove_all::<Link>(&emptied);
        let of_them = |channel: &Channel| channel.product.as_ref().is_some_and(names);
        let channels = transaction.ids_where::<Channel>(of_them).into_iter().collect();
        transaction.remove_all::<Channel>(&channels);
        let deals = |actor: &Actor| {
            actor.supply.iter().any(|supply| names(&supply.product))
                || actor.converts.iter().any(|conversion| names(&conversion.from) || names(&conversion.to))
        };
        for actor in transaction.ids_where::<Actor>(deals) {
            transaction.amend::<Actor>(actor, |actor| {
                actor.supply.retain(|supply| !names(&supply.product));
                actor.converts.retain(|conversion| !names(&conversion.from) && !names(&conversion.to));
            });
        }
        for model in transaction.ids_where::<CoopModel>(|model| model.products.iter().any(names)) {
            transaction.amend::<CoopModel>(model, |model| model.products.retain(|product| !names(product)));
        }
        for product in transaction.ids_where::<Product>(|product| product.part_of.as_ref().is_some_and(names)) {
            let line = transaction.map().product_and_broader(product);
            let broader = line.into_iter().find(|broader| *broader != product && !names(broader));
            transaction.amend::<Product>(product, |product| product.part_of = broader);
        }
        let measures_it = |target: &Target| match &target.measure {
            Measure::ContractVolume { product } => product.as_ref().is_some_and(names),
            _ => false,
        };
        let targets = transaction.ids_where::<Target>(measures_it).into_iter().collect();
        transaction.remove_all::<Target>(&targets);
        forget_in_views(transaction, &|state| {
            state.product = state.product.filter(|product| !names(product));
            state.filter.products.retain(|product| !names(product));
        });
    }
}

impl Cascade for Actor {
    /// Their links and places go, their names leave models, views and channels; a channel left with one actor goes.
    fn cascade(ids: &BTreeSet<ActorId>, transaction: &mut Transaction<'_>) {
        let names = |actor: &ActorId| ids.contains(actor);
        let map = transaction.map();
        let links = ids.iter().flat_map(|id| map.links_of(*id)).map(|link| link.id).collect();
        transaction.remove_all::<Link>(&links);
        transaction.remove_all::<Place>(ids);
        let models = |model: &CoopModel| model.core.iter().any(names) || model.members.iter().any(names);
        for model in transaction.ids_where::<CoopModel>(models) {
            transaction.amend::<CoopModel>(model, |model| {
                model.core.retain(|actor| !names(actor));
                model.members.retain(|actor| !names(actor));
            });
        }
        let mut broken = BTreeSet::new();
        for channel in transaction.ids_where::<Channel>(|channel| channel.path.iter().any(names)) {
            transaction.amend::<Channel>(channel, |channel| channel.path.retain(|actor| !names(actor)));
            if transaction.map().channels().get(&channel).is_some_and(|channel| channel.path.len() < 2) {
                broken.insert(channel);
            }
        }
        transaction.remove_all::<Channel>(&broken);
        forget_in_views(transaction, &|state| {
            state.scope.actors.retain(|actor| !names(actor));
            state.retain_selected(|scope| scope.actors.retain(|actor| !names(actor)));
        });
    }
}

impl Cascade for CoopModel {
    /// Their names leave the views.
    fn cascade(ids: &BTreeSet<ModelId>, transaction: &mut Transaction<'_>) {
        forget_in_views(transaction, &|state| {
            state.scope.models.retain(|model| !ids.contains(model));
            state.retain_selected(|scope| scope.models.retain(|model| !ids.contains(model)));
        });
    }
}

impl Cascade for Link {
    /// Their names leave the views.
    fn cascade(ids: &BTreeSet<LinkId>, transaction: &mut Transaction<'_>) {
        forget_in_views(transaction, &|state| {
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

impl Cascade for Place {
    fn cascade(_: &BTreeSet<ActorId>, _: &mut Transaction<'_>) {}
}

/// Takes names out of all views that have them.
fn forget_in_views(transaction: &mut Transaction<'_>, forget: &dyn Fn(&mut ViewState)) {
    let changes = |view: &View| {
        let mut state = view.state.clone();
        forget(&mut state);
        state != view.state
    };
    for view in transaction.ids_where::<View>(changes) {
        transaction.amend::<View>(view, |view| forget(&mut view.state));
    }
}
