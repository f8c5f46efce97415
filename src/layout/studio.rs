//! From an order to a picture: what all pictures of one map are made of, whoever is to stand above whom.

use super::columns::{LaneLayers, lane_layers};
use super::frame::Frame;
use super::keep::{Spots, is_as_good, kept};
use super::neighbours::{Neighbours, set, value};
use super::order::{Graph, Layers};
use super::request::{Request, Tie};
use super::rows::Rows;
use super::sections::sections;
use super::tidy::{Picture, places};

/// What pictures that do not depend on where unpinned actors stand now are made of.
pub(super) struct Studio<'a> {
    request: &'a Request,
    neighbours: Neighbours,
    layers: LaneLayers,
    frame: Frame,
    pub(super) graph: Graph,
    /// The node that each vertex of the graph stands for.
    nodes: Vec<u32>,
}

impl<'a> Studio<'a> {
    /// What is made once for all pictures of a map.
    pub(super) fn new(request: &'a Request) -> Self {
        let ties = request.ties.iter().map(|tie| (tie.ends.0, tie.ends.1, tie.weight));
        let neighbours = Neighbours::both_ways(request.nodes.len(), &ties.collect::<Vec<_>>());
        let linked: Vec<bool> = (0..request.nodes.len() as u32).map(|node| !neighbours.of(node).is_empty()).collect();
        let layers = lane_layers(request);
        let frame = Frame::of(request, &layers, &linked);
        let (graph, nodes) = graph(request, &layers.of, layers.lane.len(), &sections(request, &neighbours));
        Self { request, neighbours, layers, frame, graph, nodes }
    }

    /// The picture that the reader knows, where it is good enough to stay beside a fresh one.
    pub(super) fn kept_beside(&self, fresh: &Spots) -> Option<Spots> {
        stays(self.request, &self.neighbours, fresh)
    }

    /// Whether tidying would leave a picture where it is, which has nothing but a quick one beside it.
    pub(super) fn would_stay(&self, picture: &Spots, quick: &Spots) -> bool {
        let next = self.request.placed(&places(self.request, picture));
        stays(&next, &self.neighbours, quick).is_some_and(|kept| kept == *picture)
    }

    /// The picture in which everybody stands in a given order.
    pub(super) fn picture(&self, ordered: &Layers) -> Spots {
        let mut orders = ordered.passing();
        for passing in orders.iter_mut().flatten() {
            passing.renumber(&self.nodes);
        }
        let mut rows = Rows::new(self.request, &self.layers.of, &self.neighbours, &self.frame, &orders);
        let mut picture = Picture::new(self.request, rows.levelled().to_vec());
        for layer in 0..self.layers.lane.len() as u32 {
            let columns = self.frame.layers.get(layer as usize).map_or(1, |layer| layer.columns);
            let mut members = vec![Vec::new(); columns];
            for row in rows.of_layer(layer) {
                for (column, &node) in members.iter_mut().zip(row) {
                    column.push(node);
                }
            }
            for (column, members) in members.iter().enumerate() {
                picture.settle(members, self.frame.x(layer, column));
            }
        }
        picture.support(&self.frame);
        picture.spots()
    }
}

fn stays(request: &Request, neighbours: &Neighbours, fresh: &Spots) -> Option<Spots> {
    kept(request, neighbours).filter(|kept| is_as_good(request, kept, fresh))
}

/// The graph of the actors in the lanes, with the node that each of its vertices stands for. Vertices come by
/// district, so that neighbours in life stand near each other where nothing else decides.
fn graph(request: &Request, layer_of: &[Option<u32>], layers: usize, sections: &[u32]) -> (Graph, Vec<u32>) {
    let mut nodes: Vec<u32> = (0..request.nodes.len() as u32).filter(|&node| value(layer_of, node).is_some()).collect();
    nodes.sort_by_key(|&node| (request.nodes.get(node as usize).map(|node| node.district), node));
    let mut vertex_of = vec![0; request.nodes.len()];
    for (vertex, &node) in nodes.iter().enumerate() {
        set(&mut vertex_of, node, vertex as u32);
    }
    let layer = |node: u32| value(layer_of, node).unwrap_or_default();
    let tie = |&Tie { ends: (a, b), links, .. }: &Tie| {
        let (a, b) = if layer(a) <= layer(b) { (a, b) } else { (b, a) };
        (layer(a) != layer(b)).then(|| (value(&vertex_of, a), value(&vertex_of, b), links))
    };
    let graph = Graph {
        layers,
        layer: nodes.iter().map(|&node| layer(node)).collect(),
        section: nodes.iter().map(|&node| value(sections, node)).collect(),
        ties: request.ties.iter().filter_map(tie).collect(),
    };
    (graph, nodes)
}
