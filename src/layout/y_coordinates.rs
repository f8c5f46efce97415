//! Heights: rows are pulled level with what their actors are linked with, as near as order and room allow, so that
//! links run straight where they can.

use super::adjacency::{Adjacency, set, value};
use super::grid::LayoutGrid;
use super::order::LayerEntry;
use super::request::LayoutRequest;

/// Rounds of looking left, then right.
const ROUNDS: usize = 4;
/// Rounds of looking both ways at the end.
const LAST_ROUNDS: usize = 2;
/// The most room that a bundle of links gets between two boxes where there is room, besides the gap.
const MAX_BUNDLE_SPACE: f64 = 14.0;

/// What stands at one height of a layer.
#[derive(Clone, Debug, PartialEq)]
enum StackItem {
    /// Actors side by side.
    Row(Vec<u32>),
    /// Links that pass between two rows, by what they link.
    Edges(u32, u32),
}

/// The items of one layer in one band, from top to bottom.
#[derive(Debug)]
struct Stack {
    layer: u32,
    band: usize,
    items: Vec<StackItem>,
    /// Rows without links, below all others.
    unlinked: Vec<Vec<u32>>,
}

impl Stack {
    /// Its rows from top to bottom.
    fn rows(&self) -> impl Iterator<Item = &[u32]> {
        let linked = self.items.iter().filter_map(|item| match item {
            StackItem::Row(row) => Some(row.as_slice()),
            StackItem::Edges(..) => None,
        });
        linked.chain(self.unlinked.iter().map(Vec::as_slice))
    }
}

/// The rows of all layers, and where they stand.
#[derive(Debug)]
pub(super) struct RowLayout<'a> {
    layer_of: &'a [Option<u32>],
    neighbours: &'a Adjacency,
    grid: &'a LayoutGrid,
    stacks: Vec<Stack>,
    /// Height of each node, measured from the middle of the first row.
    ys: Vec<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NeighbourSide {
    Left,
    Right,
    Both,
}

impl<'a> RowLayout<'a> {
    /// Deals every layer's order to rows.
    pub(super) fn new(
        request: &'a LayoutRequest,
        layer_of: &'a [Option<u32>],
        neighbours: &'a Adjacency,
        grid: &'a LayoutGrid,
        orders: &[Vec<LayerEntry>],
    ) -> Self {
        let band_of = |node: u32| request.nodes.get(node as usize).map_or(0, |node| node.band);
        let mut stacks = Vec::new();
        for (layer, order) in orders.iter().enumerate() {
            let columns = grid.layers.get(layer).map_or(1, |layer| layer.columns.max(1));
            let mut own: Vec<Stack> = (0..request.bands)
                .map(|band| Stack { layer: layer as u32, band, items: Vec::new(), unlinked: Vec::new() })
                .collect();
            for &entry in order {
                match entry {
                    LayerEntry::Vertex(node) => {
                        let Some(stack) = own.get_mut(band_of(node)) else { continue };
                        if neighbours.of(node).is_empty() {
                            match stack.unlinked.last_mut().filter(|row| row.len() < columns) {
                                Some(row) => row.push(node),
                                None => stack.unlinked.push(vec![node]),
                            }
                        } else if let Some(StackItem::Row(row)) = stack
                            .items
                            .last_mut()
                            .filter(|item| matches!(item, StackItem::Row(row) if row.len() < columns))
                        {
                            row.push(node);
                        } else {
                            stack.items.push(StackItem::Row(vec![node]));
                        }
                    }
                    // Where rows have many columns, links pass between them anyway.
                    LayerEntry::Edges { from, to } if columns == 1 => {
                        if let Some(stack) = own.get_mut(band_of(to)) {
                            stack.items.push(StackItem::Edges(from, to));
                        }
                    }
                    LayerEntry::Edges { .. } => {}
                }
            }
            stacks.extend(own.into_iter().filter(|stack| !stack.items.is_empty() || !stack.unlinked.is_empty()));
        }
        let mut rows = Self { layer_of, neighbours, grid, stacks, ys: vec![0.0; request.nodes.len()] };
        rows.init_heights();
        rows
    }

    /// The rows of a layer from top to bottom, with who stands in them from the right.
    pub(super) fn rows_of_layer(&self, layer: u32) -> impl Iterator<Item = &[u32]> {
        self.stacks.iter().filter(move |stack| stack.layer == layer).flat_map(Stack::rows)
    }

    /// Pulls all rows level with their neighbours. Gives the height of each node.
    pub(super) fn align(&mut self) -> &[f64] {
        for _ in 0..ROUNDS {
            for stack in 0..self.stacks.len() {
                self.align_stack(stack, NeighbourSide::Left);
            }
            for stack in (0..self.stacks.len()).rev() {
                self.align_stack(stack, NeighbourSide::Right);
            }
        }
        for _ in 0..LAST_ROUNDS {
            for stack in 0..self.stacks.len() {
                self.align_stack(stack, NeighbourSide::Both);
            }
        }
        &self.ys
    }

    /// Every stack from the top of its band, without gaps.
    fn init_heights(&mut self) {
        for stack in &self.stacks {
            let mut y = self.grid.bands.get(stack.band).map_or(0.0, |band| band.top);
            for row in stack.rows() {
                for &node in row {
                    set(&mut self.ys, node, y);
                }
                y += self.grid.pitch;
            }
        }
    }

    fn align_stack(&mut self, stack: usize, side: NeighbourSide) {
        let Some(stack) = self.stacks.get(stack) else { return };
        let pitch = self.grid.pitch;
        let band = self.grid.bands.get(stack.band).copied().unwrap_or_default();
        let bundles = stack.items.iter().filter(|item| matches!(item, StackItem::Edges(..))).count();
        let rows = stack.items.len() - bundles + stack.unlinked.len();
        let spare = band.rows.saturating_sub(rows) as f64 * pitch;
        let bundle = if bundles == 0 { 0.0 } else { (spare / bundles as f64).min(MAX_BUNDLE_SPACE) };

        let mut neighbour_ys = Vec::new();
        let mut desired = Vec::with_capacity(stack.items.len());
        let mut extent = 0.0;
        for item in &stack.items {
            let (size, preferred) = match item {
                StackItem::Row(row) => (pitch, self.preferred_y(row, stack.layer, side, &mut neighbour_ys)),
                StackItem::Edges(from, to) => (bundle, (self.straight_line_y(*from, *to, stack.layer), 1.0)),
            };
            desired.push(DesiredPosition { desired: preferred.0, weight: preferred.1, offset: extent + size / 2.0 });
            extent += size;
        }
        let first = pitch / 2.0;
        let (low, high) =
            (band.top - first, band.top - first + (band.rows - stack.unlinked.len().min(band.rows)) as f64 * pitch);
        let placed = isotonic_positions(&desired, (low, high - extent));
        let mut last = band.top - pitch;
        for (item, y) in stack.items.iter().zip(placed) {
            if let StackItem::Row(row) = item {
                for &node in row {
                    set(&mut self.ys, node, y);
                }
                last = y;
            }
        }
        for row in &stack.unlinked {
            last += pitch;
            for &node in row {
                set(&mut self.ys, node, last);
            }
        }
    }

    /// Where a row wants to be, and how much: the middle of what its actors are linked with, links counted as often
    /// as they weigh.
    fn preferred_y(
        &self,
        row: &[u32],
        layer: u32,
        side: NeighbourSide,
        neighbour_ys: &mut Vec<(f64, f64)>,
    ) -> (f64, f64) {
        neighbour_ys.clear();
        for &node in row {
            for &(other, weight) in self.neighbours.of(node) {
                let Some(other_layer) = value(self.layer_of, other) else { continue };
                let is_included = match side {
                    NeighbourSide::Left => other_layer < layer,
                    NeighbourSide::Right => other_layer > layer,
                    NeighbourSide::Both => other_layer != layer,
                };
                if is_included {
                    neighbour_ys.push((value(&self.ys, other), f64::from(weight)));
                }
            }
        }
        match weighted_median(neighbour_ys) {
            Some(wish) => wish,
            None => (row.first().map_or(0.0, |&node| value(&self.ys, node)), 0.01),
        }
    }

    /// The height at which a straight line between two nodes passes a layer.
    fn straight_line_y(&self, from: u32, to: u32, layer: u32) -> f64 {
        let end = |node: u32| (f64::from(value(self.layer_of, node).unwrap_or_default()), value(&self.ys, node));
        let ((first, from), (last, to)) = (end(from), end(to));
        from + (to - from) * (f64::from(layer) - first) / (last - first).max(1.0)
    }
}

/// The middle one by weight, or the mean of the two middle ones; and the weight of all.
pub(super) fn weighted_median(values: &mut [(f64, f64)]) -> Option<(f64, f64)> {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = values.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0.0;
    let mut values = values.iter().peekable();
    while let Some(&(value, weight)) = values.next() {
        sum += weight;
        if sum * 2.0 >= total {
            // Weights are whole numbers: just half of them is just half.
            let next = values.peek().filter(|_| sum * 2.0 <= total).map_or(value, |(next, _)| *next);
            return Some((f64::midpoint(value, next), total));
        }
    }
    None
}

/// Where something wants to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct DesiredPosition {
    /// Its wanted middle.
    pub(super) desired: f64,
    /// How much it counts.
    pub(super) weight: f64,
    /// How far its middle lies behind the edge of the first when all stand without gaps.
    pub(super) offset: f64,
}

/// Middles in the given order, as far apart as the offsets ask for at the least, with the least weighted sum of
/// squared distances from where they want to be: isotonic regression by pooling adjacent violators (Barlow et al.
/// 1972). The edge of the first stays inside the bounds; bounds that are too narrow give way at the upper end.
pub(super) fn isotonic_positions(desired: &[DesiredPosition], (low, high): (f64, f64)) -> Vec<f64> {
    // With the offsets taken out, "at least so far apart" is "not descending".
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for wish in desired {
        let mut pool = (wish.desired - wish.offset, wish.weight, 1);
        while let Some(&(mean, weight, count)) = pools.last().filter(|(mean, ..)| *mean > pool.0) {
            pools.pop();
            let total = weight + pool.1;
            pool = ((mean * weight + pool.0 * pool.1) / total, total, count + pool.2);
        }
        pools.push(pool);
    }
    let high = high.max(low);
    pools
        .into_iter()
        .flat_map(|(mean, _, count)| std::iter::repeat_n(mean.clamp(low, high), count))
        .zip(desired)
        .map(|(edge, wish)| edge + wish.offset)
        .collect()
}
