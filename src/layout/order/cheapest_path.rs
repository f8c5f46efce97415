//! The cheapest path of one long edge through layers in which nothing else moves. From one layer to the next the cheapest
//! path to each place is found without a look at every pair of places: as the place moves down past an edge, the paths
//! from above that edge's other end gain a crossing and those from below lose one (`least_prefix`).

use super::Layers;
use super::least_prefix::LeastPrefix;
use crate::layout::adjacency::{Neighbours, value};

/// Cost of a crossing, in vertices of deviation from the ideal place.
const CROSSING_COST: i64 = 16;
/// The place of a dummy that is in no order.
pub(super) const NOWHERE: u32 = u32::MAX;

/// The cheapest path from the lower end of a long edge, layer by layer. Costs leave out what all places of a layer share.
#[derive(Default)]
pub(super) struct CheapestPath {
    /// The first place of the present layer that it may take, and the cost of each from there on.
    low: u32,
    pub(super) costs: Vec<i64>,
    /// For the places of each layer passed, those in the layer before on the cheapest paths to them; the first place
    /// of each layer, and where its part begins.
    before: Vec<u32>,
    parts: Vec<(u32, usize)>,
    differences: Vec<i64>,
    tree: LeastPrefix,
}

impl CheapestPath {
    pub(super) fn begin(&mut self) {
        self.before.clear();
        self.parts.clear();
    }

    /// From a vertex to the places of the next layer.
    pub(super) fn leave(&mut self, layers: &Layers, vertex: u32, (low, high): (u32, u32)) {
        let row = value(&layers.positions, vertex);
        let layer = value(&layers.layer, vertex) as usize + 1;
        self.parts.push((low, self.before.len()));
        self.low = low;
        self.costs.clear();
        let mut cost = 0;
        for place in low..=high {
            self.costs.push(cost);
            self.before.push(row);
            for (other, weight) in layers.edges_left_at(layer, place) {
                cost += weight * (i64::from(other > row) - i64::from(other < row));
            }
        }
    }

    /// From the places of the layer before to these of a layer.
    pub(super) fn pass(&mut self, layers: &Layers, layer: u32, (low, high): (u32, u32)) {
        let layer = layer as usize;
        let first_row = self.low;
        let last_row = first_row + self.costs.len().saturating_sub(1) as u32;
        self.differences.clear();
        let mut last_cost = 0;
        let mut edges = 0;
        for (row, &cost) in (first_row..).zip(&self.costs) {
            self.differences.push(cost - last_cost + edges);
            last_cost = cost;
            edges = layers
                .edges_right_at(layer - 1, row)
                .map(|(other, weight)| if other >= low { weight } else { -weight })
                .sum();
        }
        self.tree.reset(&self.differences);
        self.parts.push((low, self.before.len()));
        self.low = low;
        self.costs.clear();
        let mut shared = 0;
        for place in low..=high {
            let (least, row) = self.tree.least();
            self.costs.push(shared + least);
            self.before.push(first_row + row);
            for (other, weight) in layers.edges_left_at(layer, place) {
                if other < first_row {
                    shared -= weight;
                    continue;
                }
                shared += weight;
                if other < last_row {
                    self.tree.add((other - first_row) as usize + 1, -2 * weight);
                }
            }
        }
    }

    /// To a vertex: the place before it on the cheapest path.
    pub(super) fn arrive(&self, layers: &Layers, vertex: u32) -> u32 {
        let end = value(&layers.positions, vertex);
        let Some(layer) = (value(&layers.layer, vertex) as usize).checked_sub(1) else { return 0 };
        let (mut crossings, mut least) = (0, (i64::MAX, 0));
        for (row, &cost) in (self.low..).zip(&self.costs) {
            least = least.min((cost + crossings, row));
            for (other, weight) in layers.edges_right_at(layer, row) {
                crossings += weight * (i64::from(other > end) - i64::from(other < end));
            }
        }
        least.1
    }

    /// The place in the layer before, on the cheapest path to a place of the last layer; that one is left.
    pub(super) fn step_back(&mut self, place: u32) -> u32 {
        let Some((low, start)) = self.parts.pop() else { return 0 };
        value(&self.before, start as u32 + place.saturating_sub(low))
    }
}

impl Layers {
    /// The edges to the layer before, of the vertex at a place: the places of their ends, and what crossing each costs.
    fn edges_left_at(&self, layer: usize, place: u32) -> impl Iterator<Item = (u32, i64)> {
        self.ends_at(layer, place, &self.left)
    }

    /// The same to the layer after.
    fn edges_right_at(&self, layer: usize, place: u32) -> impl Iterator<Item = (u32, i64)> {
        self.ends_at(layer, place, &self.right)
    }

    fn ends_at<'a>(&'a self, layer: usize, place: u32, neighbours: &'a Neighbours) -> impl Iterator<Item = (u32, i64)> {
        let vertex = self.orders.get(layer).and_then(|order| order.get(place as usize));
        let edges = vertex.map_or(&[][..], |&vertex| neighbours.of(vertex));
        let end = |&(other, weight): &(u32, u32)| (value(&self.positions, other), CROSSING_COST * i64::from(weight));
        edges.iter().map(end).filter(|(place, _)| *place != NOWHERE)
    }
}
