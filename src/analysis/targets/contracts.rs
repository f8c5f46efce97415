//! The volume sold through contracts.
//!
//! What counts is a contract in force by which a household, group, cooperative or union sells to a trader, an
//! enterprise or a market. Products leave the producers' side once, so that no tonne on its way from a group over its
//! cooperative to a buyer is counted twice.

use std::collections::BTreeSet;

use super::aggregate::{Aggregate, AggregateItem};
use super::status::{Contributor, MissingData};
use crate::map::{Actor, ActorKind, Link, LinkForm, LinkKind, LinkageMap, ProductId, Year};

/// The volume under contract in the year, of a product and its parts, or of all.
///
/// A contract for several products, of which only some count, or without product or volume, is unknown: its volume
/// cannot be separated.
pub(super) fn contract_volume(map: &LinkageMap, product: Option<ProductId>, year: Year) -> Aggregate<'_> {
    let scope: Option<BTreeSet<ProductId>> = product.map(|in_target| {
        map.products().keys().copied().filter(|id| map.product_and_broader(*id).contains(&in_target)).collect()
    });
    let in_scope = |id: &ProductId| scope.as_ref().is_none_or(|scope| scope.contains(id));
    let mut aggregate = Aggregate::sum();
    let mut units: BTreeSet<&str> = BTreeSet::new();
    for (link, seller) in sales(map, year) {
        let in_target = if link.products.is_empty() { scope.is_none() } else { link.products.iter().any(in_scope) };
        if !in_target {
            continue;
        }
        let all_in_scope = !link.products.is_empty() && link.products.iter().all(in_scope);
        let Some(volume) = link.volume.filter(|_| all_in_scope) else {
            aggregate.add_unknown(1, Contributor::Link(link.id));
            continue;
        };
        units.extend(link.products.iter().filter_map(|id| map.products().get(id)).map(|product| product.unit.as_str()));
        aggregate.unit_product = aggregate.unit_product.or_else(|| link.products.first().copied());
        let item = AggregateItem {
            contributor: Contributor::Link(link.id),
            numerator: volume,
            denominator: 0.0,
            is_contribution: true,
            district: &seller.district,
            products: link.products.iter().copied().collect(),
        };
        aggregate.add(1, item);
    }
    aggregate.unit_product = aggregate.unit_product.or(product);
    if units.len() > 1 {
        aggregate.with_missing_data(MissingData::Units)
    } else if aggregate.items.is_empty() && aggregate.unknown_count > 0 {
        aggregate.with_missing_data(MissingData::Volumes)
    } else {
        aggregate
    }
}

/// The contracts in force by which products leave the producers' side, with their seller.
fn sales(map: &LinkageMap, year: Year) -> impl Iterator<Item = (&Link, &Actor)> {
    map.links().values().filter_map(move |link| {
        if link.kind != LinkKind::Product || link.form != Some(LinkForm::Contract) {
            return None;
        }
        let (seller, buyer) = (map.actors().get(&link.from)?, map.actors().get(&link.to)?);
        let sells = matches!(
            seller.kind_in(year),
            ActorKind::Household | ActorKind::Group | ActorKind::Cooperative | ActorKind::Union
        ) && matches!(buyer.kind_in(year), ActorKind::Trader | ActorKind::Enterprise | ActorKind::Market);
        (sells && map.is_in_force(link, year)).then_some((link, seller))
    })
}
