//! What goes or changes with a record that is removed, so that nothing is left that names it.

use super::record::Record;
use super::{
    Actor, ActorId, Channel, ChannelId, CoopModel, Link, LinkId, Measure, ModelId, Place, Product, ProductId, Stage,
    StageId, Target, TargetId, Transaction, View, ViewId,
};

/// Removes or amends whatever names a record.
pub(super) trait Cascade: Record {
    fn cascade(id: Self::Id, transaction: &mut Transaction<'_>);
}

impl Cascade for Stage {
    /// Its actors move to the lane before it, or else after it; with the last lane they stand below.
    fn cascade(id: StageId, transaction: &mut Transaction<'_>) {
        let order: Vec<StageId> = transaction.map().stages_in_order().iter().map(|stage| stage.id).collect();
        let at = order.iter().position(|stage| *stage == id).unwrap_or_default();
        let neighbour = at.checked_sub(1).and_then(|before| order.get(before)).or_else(|| order.get(at + 1)).copied();
        for actor in transaction.ids_where::<Actor>(|actor| actor.stage == Some(id)) {
            transaction.amend::<Actor>(actor, |actor| actor.stage = neighbour);
        }
    }
}

impl Cascade for Product {
    /// Links and channels of this product alone go with it: without it they would say "anything". Narrower products
    /// become part of what it was part of.
    fn cascade(id: ProductId, transaction: &mut Transaction<'_>) {
        for link in transaction.ids_where::<Link>(|link| link.products.contains(&id)) {
            if transaction.map().links().get(&link).is_some_and(|link| link.products.len() == 1) {
                transaction.remove::<Link>(link);
            } else {
                transaction.amend::<Link>(link, |link| {
                    link.products.remove(&id);
                });
            }
        }
        for channel in transaction.ids_where::<Channel>(|channel| channel.product == Some(id)) {
            transaction.remove::<Channel>(channel);
        }
        let names_it = |actor: &Actor| {
            actor.supply.iter().any(|supply| supply.product == id)
                || actor.converts.iter().any(|conversion| conversion.from == id || conversion.to == id)
        };
        for actor in transaction.ids_where::<Actor>(names_it) {
            transaction.amend::<Actor>(actor, |actor| {
                actor.supply.retain(|supply| supply.product != id);
                actor.converts.retain(|conversion| conversion.from != id && conversion.to != id);
            });
        }
        for model in transaction.ids_where::<CoopModel>(|model| model.products.contains(&id)) {
            transaction.amend::<CoopModel>(model, |model| {
                model.products.remove(&id);
            });
        }
        let broader = transaction.map().products().get(&id).and_then(|product| product.part_of);
        for product in transaction.ids_where::<Product>(|product| product.part_of == Some(id)) {
            let broader = broader.filter(|broader| *broader != product);
            transaction.amend::<Product>(product, |product| product.part_of = broader);
        }
        let measures_it =
            |target: &Target| matches!(target.measure, Measure::ContractVolume { product } if product == Some(id));
        for target in transaction.ids_where::<Target>(measures_it) {
            transaction.remove::<Target>(target);
        }
        for view in transaction.ids_where::<View>(|view| view.product == Some(id)) {
            transaction.amend::<View>(view, |view| view.product = None);
        }
    }
}

impl Cascade for Actor {
    /// Its links and its place go, its name leaves models, views and channels; a channel left with one actor goes.
    fn cascade(id: ActorId, transaction: &mut Transaction<'_>) {
        for link in transaction.ids_where::<Link>(|link| link.from == id || link.to == id) {
            transaction.remove::<Link>(link);
        }
        transaction.remove::<Place>(id);
        for model in transaction.ids_where::<CoopModel>(|model| model.core.contains(&id) || model.members.contains(&id))
        {
            transaction.amend::<CoopModel>(model, |model| {
                model.core.remove(&id);
                model.members.remove(&id);
            });
        }
        for channel in transaction.ids_where::<Channel>(|channel| channel.path.contains(&id)) {
            transaction.amend::<Channel>(channel, |channel| channel.path.retain(|actor| *actor != id));
            if transaction.map().channels().get(&channel).is_some_and(|channel| channel.path.len() < 2) {
                transaction.remove::<Channel>(channel);
            }
        }
        for view in transaction.ids_where::<View>(|view| view.actors.contains(&id)) {
            transaction.amend::<View>(view, |view| {
                view.actors.remove(&id);
            });
        }
    }
}

impl Cascade for CoopModel {
    /// Its name leaves the views.
    fn cascade(id: ModelId, transaction: &mut Transaction<'_>) {
        for view in transaction.ids_where::<View>(|view| view.models.contains(&id)) {
            transaction.amend::<View>(view, |view| {
                view.models.remove(&id);
            });
        }
    }
}

impl Cascade for Link {
    fn cascade(_: LinkId, _: &mut Transaction<'_>) {}
}

impl Cascade for Channel {
    fn cascade(_: ChannelId, _: &mut Transaction<'_>) {}
}

impl Cascade for Target {
    fn cascade(_: TargetId, _: &mut Transaction<'_>) {}
}

impl Cascade for View {
    fn cascade(_: ViewId, _: &mut Transaction<'_>) {}
}

impl Cascade for Place {
    fn cascade(_: ActorId, _: &mut Transaction<'_>) {}
}
