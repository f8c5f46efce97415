//! Where the goods of one starting product get to over links in force, and how much of them one unit has become.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use petgraph::graph::NodeIndex;

use super::flow_network::FlowNetwork;
use crate::analysis::hasher::IntHasher;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;

/// How often a place may be got to with a lesser factor. Beyond that the goods go round a circle of conversions that
/// loses some in every round, and the least factor is none.
const MAX_RELAXATIONS: u8 = 8;

/// Goods at an actor.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct ReachableNode {
    pub actor: NodeIndex,
    pub product: ProductIdx,
    /// The least that one unit of the starting product can have become when it stands here, in the unit of `good`;
    /// 0 when some yield on the way is unknown.
    pub factor: f64,
    relaxations: u8,
    /// Whether its steps are written down.
    is_expanded: bool,
}

/// By what goods take a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum EdgeKind {
    /// The passage of this number.
    FlowArc(u32),
    /// A conversion at the actor itself.
    Conversion,
}

/// A step of goods; `to` is none when it ends at a buyer.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct ReachableEdge {
    pub from: u32,
    pub to: Option<u32>,
    pub kind: EdgeKind,
}

/// All places that goods get to, and the steps between them.
pub(in crate::analysis) struct ReachableGraph {
    pub nodes: Vec<ReachableNode>,
    pub edges: Vec<ReachableEdge>,
    // Never iterated; the hasher has no random keys.
    index: HashMap<(NodeIndex, ProductIdx), u32, BuildHasherDefault<IntHasher>>,
}

impl ReachableGraph {
    /// Spreads a product from where it starts; the first places are those of `starts`, in order. At a buyer goods
    /// stop, unless `past_buyers`.
    pub fn of(
        flow_network: &FlowNetwork<'_, '_>,
        product: ProductIdx,
        starts: &[NodeIndex],
        through_buyers: bool,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        // Goods get to about as many places as they start from, and a table that grows is filled anew each time.
        let capacity = 2 * starts.len();
        let index = HashMap::with_capacity_and_hasher(capacity, BuildHasherDefault::default());
        let mut graph = Self { nodes: Vec::with_capacity(capacity), edges: Vec::with_capacity(capacity), index };
        let mut open: Vec<u32> = starts.iter().map(|actor| graph.intern(*actor, product, 1.0).0).collect();
        // First in, first out: the fewer conversions lie behind a place, the sooner its factor is final.
        // So many places are counted at once.
        const STRIDE: usize = 64;
        let mut next: usize = 0;
        while let Some(at) = open.get(next).copied() {
            next += 1;
            graph.expand(flow_network, at, through_buyers, &mut open);
            if next.is_multiple_of(STRIDE) {
                progress.step(STRIDE)?;
            }
        }
        Some(graph)
    }

    fn expand(&mut self, flow_network: &FlowNetwork<'_, '_>, at: u32, through_buyers: bool, open: &mut Vec<u32>) {
        let network = flow_network.network;
        let Some(node) = self.nodes.get_mut(at as usize) else { return };
        let is_first = !std::mem::replace(&mut node.is_expanded, true);
        let ReachableNode { actor, product, factor, .. } = *node;
        let converts = if network.status(actor).converts { network.graph[actor].converts.as_slice() } else { &[] };
        for conversion in converts {
            let is_accepted = || network.products.is_within(product, conversion.from);
            if let Some(made) = network.products.index(conversion.to).filter(|made| *made != product && is_accepted()) {
                let ratio = conversion.yield_ratio.unwrap_or(0.0);
                self.relax(at, is_first, EdgeKind::Conversion, (actor, made, factor * ratio), open);
            }
        }
        for (number, arc) in flow_network.outgoing(actor) {
            if flow_network.carries(arc, product) {
                let by = EdgeKind::FlowArc(number);
                if !through_buyers && arc.ends_at_buyer {
                    if is_first {
                        self.edges.push(ReachableEdge { from: at, to: None, kind: by });
                    }
                } else {
                    self.relax(at, is_first, by, (arc.to, product, factor), open);
                }
            }
        }
    }

    fn relax(
        &mut self,
        from: u32,
        is_first: bool,
        by: EdgeKind,
        to: (NodeIndex, ProductIdx, f64),
        open: &mut Vec<u32>,
    ) {
        let (actor, product, factor) = to;
        let (to, found) = self.intern(actor, product, factor);
        if is_first {
            self.edges.push(ReachableEdge { from, to: Some(to), kind: by });
        }
        if found {
            open.push(to);
        } else if let Some(place) = self.nodes.get_mut(to as usize)
            && factor < place.factor * (1.0 - 1e-9)
        {
            place.relaxations = place.relaxations.saturating_add(1);
            place.factor = if place.relaxations > MAX_RELAXATIONS { 0.0 } else { factor };
            open.push(to);
        }
    }

    /// The place of goods at an actor, and whether it is a new one.
    fn intern(&mut self, actor: NodeIndex, product: ProductIdx, factor: f64) -> (u32, bool) {
        let next = self.nodes.len() as u32;
        let at = *self.index.entry((actor, product)).or_insert(next);
        if at == next {
            self.nodes.push(ReachableNode { actor, product, factor, relaxations: 0, is_expanded: false });
        }
        (at, at == next)
    }
}
