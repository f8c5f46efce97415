//! The links in force, packed: the ways out of an actor stand side by side, in the order of their ids, and so do the
//! ways in. Links from an actor to itself are no trade.

use petgraph::graph::NodeIndex;

use crate::analysis::goods::Good;
use crate::analysis::network::{Network, Way};
use crate::map::Link;

/// A product link in force.
pub(in crate::analysis) struct Passage<'map> {
    pub link: &'map Link,
    pub to: NodeIndex,
    /// Whether an enterprise or market stands at its end.
    pub to_buyer: bool,
    way: Way<'map>,
}

/// The product links in force of a network, by seller and by buyer.
pub(in crate::analysis) struct Trade<'a, 'map> {
    pub network: &'a Network<'map>,
    passages: Vec<Passage<'map>>,
    /// Where the passages out of each actor begin; one more at the end.
    out: Vec<u32>,
    /// The same for those in, whose numbers are in `into`.
    into_first: Vec<u32>,
    into: Vec<u32>,
}

impl<'a, 'map> Trade<'a, 'map> {
    pub fn new(network: &'a Network<'map>) -> Self {
        let actors = network.graph.node_count();
        // Edges stand in the order of their links.
        let in_force = || {
            let edges = network.graph.raw_edges().iter();
            edges.filter(|edge| edge.weight.broken.is_none() && edge.source() != edge.target())
        };
        let (out, places) = packed(actors, in_force().map(|edge| edge.source()));
        let mut by_place: Vec<Option<Passage<'map>>> = Vec::new();
        by_place.resize_with(places.len(), || None);
        for (edge, place) in in_force().zip(places) {
            let (link, to) = (edge.weight.link, edge.target());
            let to_buyer = network.standing(to).kind.is_buyer();
            if let Some(slot) = by_place.get_mut(place as usize) {
                *slot = Some(Passage { link, to, to_buyer, way: edge.weight });
            }
        }
        let passages: Vec<Passage<'map>> = by_place.into_iter().flatten().collect();
        let (into_first, places) = packed(actors, passages.iter().map(|passage| passage.to));
        let mut into = vec![0; passages.len()];
        for (number, place) in (0..).zip(places) {
            if let Some(slot) = into.get_mut(place as usize) {
                *slot = number;
            }
        }
        Self { network, passages, out, into_first, into }
    }

    /// The passages out of an actor, each with its number.
    pub fn out_of(&self, actor: NodeIndex) -> impl Iterator<Item = (u32, &Passage<'map>)> {
        let range = range(&self.out, actor);
        (range.start as u32..).zip(self.passages.get(range).into_iter().flatten())
    }

    /// The passages into an actor, by seller.
    pub fn into(&self, actor: NodeIndex) -> impl Iterator<Item = &Passage<'map>> {
        let numbers = self.into.get(range(&self.into_first, actor)).into_iter().flatten();
        numbers.filter_map(|number| self.passage(*number))
    }

    /// The passage of this number.
    pub fn passage(&self, number: u32) -> Option<&Passage<'map>> {
        self.passages.get(number as usize)
    }

    /// Whether a passage takes these goods.
    pub fn carries(&self, passage: &Passage<'map>, good: Good) -> bool {
        passage.way.carries(&self.network.goods, good)
    }
}

/// Where the group of each key begins, with one more at the end, and the place of each item among all (a counting
/// sort, which keeps the order within a group).
fn packed(keys: usize, items: impl Iterator<Item = NodeIndex> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0_u32; keys + 1];
    for item in items.clone() {
        if let Some(count) = first.get_mut(item.index() + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for count in &mut first {
        total += *count;
        *count = total;
    }
    let mut next = first.clone();
    let places = items.filter_map(|item| {
        let slot = next.get_mut(item.index())?;
        *slot += 1;
        Some(*slot - 1)
    });
    let places = places.collect();
    (first, places)
}

fn range(first: &[u32], actor: NodeIndex) -> std::ops::Range<usize> {
    let begin = first.get(actor.index()).copied().unwrap_or(0);
    let end = first.get(actor.index() + 1).copied().unwrap_or(begin);
    begin as usize..end as usize
}
