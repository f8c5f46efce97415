//! What one starting product reaches over links in force, and how much one unit of it becomes.

use petgraph::graph::NodeIndex;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::flow_network::FlowNetwork;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;

/// How often the factor of a node may be lowered. Beyond that it lies on a cycle of conversions with a loss, and the
/// factor tends to 0.
const MAX_RELAXATIONS: u8 = 8;

/// A product at an actor.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct ReachableNode {
    pub actor: NodeIndex,
    pub product: ProductIdx,
    /// The least that one unit of the starting product can have become here, in units of `product`; 0 when some yield
    /// on the way is unknown.
    pub factor: f64,
    relaxations: u8,
    /// Whether its outgoing edges have been added.
    is_expanded: bool,
}

/// What an edge stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum EdgeKind {
    /// The flow arc of this index.
    FlowArc(u32),
    /// A conversion at the actor itself.
    Conversion,
}

/// An edge of the reachable graph; `to` is none when it ends at a buyer.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct ReachableEdge {
    pub from: u32,
    pub to: Option<u32>,
    pub kind: EdgeKind,
}

/// All nodes that a product reaches, and the edges between them.
pub(in crate::analysis) struct ReachableGraph {
    pub nodes: Vec<ReachableNode>,
    pub edges: Vec<ReachableEdge>,
    // Never iterated; the hasher has no random keys.
    index: FxHashMap<(NodeIndex, ProductIdx), u32>,
}

impl ReachableGraph {
    /// Expands a product from its starts; the first nodes are those of `starts`, in order. Stops at buyers unless
    /// `through_buyers`. `None` when cancelled.
    pub fn new(
        flow_network: &FlowNetwork<'_, '_>,
        product: ProductIdx,
        starts: &[NodeIndex],
        through_buyers: bool,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        // Products reach about as many nodes as they start from; reserving avoids rehashing.
        let capacity = 2 * starts.len();
        let index = FxHashMap::with_capacity_and_hasher(capacity, FxBuildHasher);
        let mut graph = Self { nodes: Vec::with_capacity(capacity), edges: Vec::with_capacity(capacity), index };
        let mut queue: Vec<u32> = starts.iter().map(|actor| graph.intern(*actor, product, 1.0).0).collect();
        // First in, first out: the fewer conversions precede a node, the sooner its factor is final. Progress is
        // counted in strides.
        const STRIDE: usize = 64;
        let mut next: usize = 0;
        while let Some(at) = queue.get(next).copied() {
            next += 1;
            graph.expand(flow_network, at, through_buyers, &mut queue);
            if next.is_multiple_of(STRIDE) {
                progress.step(STRIDE)?;
            }
        }
        Some(graph)
    }

    fn expand(&mut self, flow_network: &FlowNetwork<'_, '_>, at: u32, through_buyers: bool, queue: &mut Vec<u32>) {
        let network = flow_network.network;
        let Some(node) = self.nodes.get_mut(at as usize) else { return };
        let is_first = !std::mem::replace(&mut node.is_expanded, true);
        let ReachableNode { actor, product, factor, .. } = *node;
        let converts = if network.status(actor).converts { network.graph[actor].converts.as_slice() } else { &[] };
        for conversion in converts {
            let is_accepted = || network.products.is_within(product, conversion.from);
            if let Some(output) =
                network.products.index(conversion.to).filter(|output| *output != product && is_accepted())
            {
                let ratio = conversion.yield_ratio.unwrap_or(0.0);
                self.relax(at, is_first, EdgeKind::Conversion, (actor, output, factor * ratio), queue);
            }
        }
        for (number, arc) in flow_network.outgoing(actor) {
            if flow_network.carries(arc, product) {
                let kind = EdgeKind::FlowArc(number);
                if !through_buyers && arc.ends_at_buyer {
                    if is_first {
                        self.edges.push(ReachableEdge { from: at, to: None, kind });
                    }
                } else {
                    self.relax(at, is_first, kind, (arc.to, product, factor), queue);
                }
            }
        }
    }

    fn relax(
        &mut self,
        from: u32,
        is_first: bool,
        kind: EdgeKind,
        to: (NodeIndex, ProductIdx, f64),
        queue: &mut Vec<u32>,
    ) {
        let (actor, product, factor) = to;
        let (to, is_new) = self.intern(actor, product, factor);
        if is_first {
            self.edges.push(ReachableEdge { from, to: Some(to), kind });
        }
        if is_new {
            queue.push(to);
        } else if let Some(node) = self.nodes.get_mut(to as usize)
            && factor < node.factor * (1.0 - 1e-9)
        {
            node.relaxations = node.relaxations.saturating_add(1);
            node.factor = if node.relaxations > MAX_RELAXATIONS { 0.0 } else { factor };
            queue.push(to);
        }
    }

    /// The index of a product at an actor, and whether it is new.
    fn intern(&mut self, actor: NodeIndex, product: ProductIdx, factor: f64) -> (u32, bool) {
        let next = self.nodes.len() as u32;
        let at = *self.index.entry((actor, product)).or_insert(next);
        if at == next {
            self.nodes.push(ReachableNode { actor, product, factor, relaxations: 0, is_expanded: false });
        }
        (at, at == next)
    }
}
