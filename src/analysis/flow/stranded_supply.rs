//! Supply without an outlet, grouped by the saturated links that hold it back.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;

use super::capacity_arc::{CapacityArc, SOURCE};
use super::joint::Sent;
use crate::map::{ActorId, LinkId, ProductId};

/// Producers that share their paths to buyers, with too little capacity on them. The links do not determine how much of
/// each is left over, only how much of all together.
#[derive(Clone, Debug, PartialEq)]
pub struct StrandedSupply {
    /// What they supply, by id.
    pub products: Vec<ProductId>,
    /// The producers, by id.
    pub producers: Vec<ActorId>,
    /// Their total supply for sale, in the one unit of these products.
    pub supply: f64,
    /// The part of it that reaches no buyer.
    pub without_outlet: f64,
    /// Whether more of it may reach none, as its products were looked at one by one.
    pub is_lower_bound: bool,
    /// The saturated links, by id: the minimum cut nearest to the producers. Empty if no path leads to a buyer.
    pub bottlenecks: Vec<LinkId>,
}

impl StrandedSupply {
    /// Sources that the same links hold back, those of products in different units apart.
    pub(super) fn from_sources<'u>(
        sources: &[Sent],
        bottlenecks: &[LinkId],
        unit: impl Fn(ProductId) -> &'u str,
    ) -> Vec<Self> {
        let mut by_unit: BTreeMap<&str, Self> = BTreeMap::new();
        for source in sources {
            let group = by_unit.entry(unit(source.product)).or_insert_with(|| Self {
                products: Vec::new(),
                producers: Vec::new(),
                supply: 0.0,
                without_outlet: 0.0,
                is_lower_bound: false,
                bottlenecks: bottlenecks.to_vec(),
            });
            group.products.push(source.product);
            group.producers.push(source.actor);
            group.supply += source.volume;
            group.without_outlet += source.volume - source.amount;
        }
        let mut groups: Vec<Self> = by_unit.into_values().filter(|group| group.without_outlet > 0.0).collect();
        for group in &mut groups {
            group.products.sort_unstable();
            group.products.dedup();
            group.producers.sort_unstable();
            group.producers.dedup();
        }
        groups
    }
}

/// The same in flow nodes and flow units.
#[derive(Default)]
pub(super) struct RawStrandedSupply {
    pub producers: Vec<u32>,
    pub supply: u64,
    pub without_outlet: u64,
    pub bottlenecks: Vec<LinkId>,
}

/// Splits the source side of the minimum cut into groups, in the order of their first producers. Producers without any
/// path to a buyer form a group each.
pub(super) fn stranded_supply(
    arcs: &[CapacityArc],
    source_side: &[bool],
    reaches_sink: &[bool],
) -> Vec<RawStrandedSupply> {
    let has_mark = |marks: &[bool], node: u32| marks.get(node as usize).copied().unwrap_or(false);
    let mut sets = UnionFind::<u32>::new(source_side.len());
    for arc in arcs.iter().filter(|arc| arc.from != SOURCE && arc.capacity > 0) {
        if [arc.from, arc.to].iter().all(|node| has_mark(source_side, *node) && has_mark(reaches_sink, *node)) {
            sets.union(arc.from, arc.to);
        }
    }
    let mut found: Vec<RawStrandedSupply> = Vec::new();
    // The group of each root, counted from 1.
    let mut group_of_root = vec![0_usize; source_side.len()];
    for arc in arcs.iter().filter(|arc| arc.from == SOURCE && has_mark(source_side, arc.to)) {
        let root = sets.try_find_mut(arc.to);
        let Some(group_of_root) = root.and_then(|root| group_of_root.get_mut(root as usize)) else { continue };
        if *group_of_root == 0 {
            found.push(RawStrandedSupply::default());
            *group_of_root = found.len();
        }
        if let Some(group) = found.get_mut(*group_of_root - 1) {
            group.producers.push(arc.to);
            group.supply += arc.capacity;
            group.without_outlet += arc.capacity;
        }
    }
    for arc in arcs
        .iter()
        .filter(|arc| arc.from != SOURCE && has_mark(source_side, arc.from) && !has_mark(source_side, arc.to))
    {
        let group_index = sets.try_find_mut(arc.from).and_then(|root| group_of_root.get(root as usize).copied());
        if let Some(group) = group_index
            .and_then(|group_index| group_index.checked_sub(1))
            .and_then(|group_index| found.get_mut(group_index))
        {
            group.without_outlet = group.without_outlet.saturating_sub(arc.capacity);
            group.bottlenecks.extend(arc.link);
        }
    }
    for group in &mut found {
        group.bottlenecks.sort_unstable();
        group.bottlenecks.dedup();
    }
    found
}
