//! Vertical coordinates: rows are aligned with the neighbours of their actors as far as order and space allow, so that
//! links are straight where possible.

use super::adjacency::{Neighbours, set, value};
use super::dimensions::ROW_PITCH;
use super::grid::LayoutGrid;
use super::order::LayerEntry;
use super::request::LayoutRequest;

/// Alignment rounds: to left neighbours, then to right ones.
const ROUNDS: usize = 4;
/// Final rounds, to neighbours on both sides.
const LAST_ROUNDS: usize = 2;
/// Maximum height reserved between two boxes for passing links where rows are spare, in addition to the gap. Where rows are
/// spread, it is half of what they are farther apart than they need be, and is had from them.
const MAX_BUNDLE_SPACE: f64 = 14.0;
/// Rows that are nearly level with a neighbour's, by this part of the pitch, become level with it.
const NEARLY_LEVEL: f64 = 0.2;

/// An item at one height of a layer.
#[derive(Clone, Debug, PartialEq)]
enum StackItem {
    /// Actors side by side.
    Row(Vec<u32>),
    /// Links that pass between two rows, by their end nodes.
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

/// The rows of all layers and their y coordinates.
#[derive(Debug)]
pub(super) struct RowLayout<'a> {
    layer_of: &'a [Option<u32>],
    neighbours: &'a Neighbours,
    grid: &'a LayoutGrid,
    stacks: Vec<Stack>,
    /// y of each node, relative to the centre of the first row.
    ys: Vec<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NeighbourSide {
    Left,
    Right,
    Both,
    /// The neighbour to the left that is nearly level.
    Level,
}

impl<'a> RowLayout<'a> {
    /// Splits every layer's order into rows.
    pub(super) fn new(
        request: &'a LayoutRequest,
        layer_of: &'a [Option<u32>],
        neighbours: &'a Neighbours,
        grid: &'a LayoutGrid,
        orders: &[Vec<LayerEntry>],
    ) -> Self {
        let band_of = |node: u32| request.nodes.get(node as usize).map_or(0, |node| node.band);
        let mut stacks = Vec::new();
        for (layer, order) in orders.iter().enumerate() {
            let columns = grid.layers.get(layer).map_or(1, |layer| layer.columns.max(1));
            let mut layer_stacks: Vec<Stack> = (0..request.bands)
                .map(|band| Stack { layer: layer as u32, band, items: Vec::new(), unlinked: Vec::new() })
                .collect();
            for &entry in order {
                match entry {
                    LayerEntry::Vertex(node) => {
                        let Some(stack) = layer_stacks.get_mut(band_of(node)) else { continue };
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
                    // With several columns per row, links pass between rows without reserved space.
                    LayerEntry::Edges { from, to } if columns == 1 => {
                        if let Some(stack) = layer_stacks.get_mut(band_of(to)) {
                            stack.items.push(StackItem::Edges(from, to));
                        }
                    }
                    LayerEntry::Edges { .. } => {}
                }
            }
            stacks
                .extend(layer_stacks.into_iter().filter(|stack| !stack.items.is_empty() || !stack.unlinked.is_empty()));
        }
        let mut rows = Self { layer_of, neighbours, grid, stacks, ys: vec![0.0; request.nodes.len()] };
        rows.init_heights();
        rows
    }

    /// The rows of a layer from top to bottom; the nodes of a row from right to left.
    pub(super) fn rows_of_layer(&self, layer: u32) -> impl Iterator<Item = &[u32]> {
        self.stacks.iter().filter(move |stack| stack.layer == layer).flat_map(Stack::rows)
    }

    /// Aligns all rows with their neighbours. Returns the y of each node.
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
        for stack in 0..self.stacks.len() {
            self.align_stack(stack, NeighbourSide::Level);
        }
        &self.ys
    }

    /// Stacks all rows from the top of their band, without gaps.
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
        let band = self.grid.bands.get(stack.band).copied().unwrap_or_default();
        let bundles = stack.items.iter().filter(|item| matches!(item, StackItem::Edges(..))).count();
        let rows = stack.items.len() - bundles + stack.unlinked.len();
        let (row_height, bundle) = self.item_heights(band.rows, rows, bundles);

        // Links give way to what is nearly level.
        let bundle_weight = if side == NeighbourSide::Level { 0.01 } else { 1.0 };

        let mut neighbour_ys = Vec::new();
        let mut desired = Vec::with_capacity(stack.items.len());
        let mut extent = 0.0;
        for item in &stack.items {
            let (size, preferred) = match item {
                StackItem::Row(row) => (row_height, self.preferred_y(row, stack.layer, side, &mut neighbour_ys)),
                StackItem::Edges(from, to) => (bundle, (self.straight_line_y(*from, *to, stack.layer), bundle_weight)),
            };
            desired.push(DesiredPosition { desired: preferred.0, weight: preferred.1, offset: extent + size / 2.0 });
            extent += size;
        }
        let low = band.top - self.grid.pitch / 2.0;
        let high = low + band.rows as f64 * self.grid.pitch - stack.unlinked.len() as f64 * row_height;
        let placed = isotonic_positions(&desired, (low, high - extent));
        let mut end = low;
        for (item, y) in stack.items.iter().zip(placed) {
            match item {
                StackItem::Row(row) => {
                    for &node in row {
                        set(&mut self.ys, node, y);
                    }
                    end = y + row_height / 2.0;
                }
                StackItem::Edges(..) => end = y + bundle / 2.0,
            }
        }
        for row in &stack.unlinked {
            for &node in row {
                set(&mut self.ys, node, end + row_height / 2.0);
            }
            end += row_height;
        }
    }

    /// The height of a row and of a bundle of links in a stack of so many of each, in a band of `band_rows`.
    fn item_heights(&self, band_rows: usize, rows: usize, bundles: usize) -> (f64, f64) {
        let pitch = self.grid.pitch;
        if rows == 0 || bundles == 0 {
            return (pitch, 0.0);
        }
        let (height, rows, bundles) = (band_rows.max(rows) as f64 * pitch, rows as f64, bundles as f64);
        let wanted = MAX_BUNDLE_SPACE.max((pitch - ROW_PITCH) / 2.0);
        let least = if wanted > MAX_BUNDLE_SPACE { ROW_PITCH } else { pitch };
        let row = ((height - bundles * wanted) / rows).clamp(least, pitch);
        (row, ((height - rows * row) / bundles).min(wanted))
    }

    /// Preferred y of a row and its weight: the weighted median of its actors' neighbours.
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
                    NeighbourSide::Left | NeighbourSide::Level => other_layer < layer,
                    NeighbourSide::Right => other_layer > layer,
                    NeighbourSide::Both => other_layer != layer,
                };
                if is_included {
                    neighbour_ys.push((value(&self.ys, other), f64::from(weight)));
                }
            }
        }
        let now = row.first().map_or(0.0, |&node| value(&self.ys, node));
        if side == NeighbourSide::Level {
            let distance = |(y, _): &(f64, f64)| (y - now).abs();
            let nearest = neighbour_ys.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
            let level = nearest.filter(|nearest| distance(nearest) <= NEARLY_LEVEL * self.grid.pitch);
            return (level.map_or(now, |(y, _)| *y), 1.0);
        }
        weighted_median(neighbour_ys).unwrap_or((now, 0.01))
    }

    /// y of the straight line between two nodes at a layer.
    fn straight_line_y(&self, from: u32, to: u32, layer: u32) -> f64 {
        let end = |node: u32| (f64::from(value(self.layer_of, node).unwrap_or_default()), value(&self.ys, node));
        let ((first, from), (last, to)) = (end(from), end(to));
        from + (to - from) * (f64::from(layer) - first) / (last - first).max(1.0)
    }
}

/// The weighted median (the mean of the two middle values on a tie), and the total weight.
pub(super) fn weighted_median(values: &mut [(f64, f64)]) -> Option<(f64, f64)> {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = values.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0.0;
    let mut values = values.iter().peekable();
    while let Some(&(value, weight)) = values.next() {
        sum += weight;
        if sum * 2.0 >= total {
            // Weights are whole numbers, so the comparison with half the total is exact.
            let next = values.peek().filter(|_| sum * 2.0 <= total).map_or(value, |(next, _)| *next);
            return Some((f64::midpoint(value, next), total));
        }
    }
    None
}

/// A preferred position of an item in a sequence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct DesiredPosition {
    /// Preferred centre.
    pub(super) desired: f64,
    /// How much it counts.
    pub(super) weight: f64,
    /// Distance of its centre from the start of the sequence when packed without gaps.
    pub(super) offset: f64,
}

/// Positions in the given order, at least as far apart as their offsets, that minimise the weighted sum of squared
/// distances to the preferred ones: isotonic regression by pooling adjacent violators (Barlow et al. 1972). Each
/// position less its offset stays within the bounds; if `high` is below `low`, `low` applies.
pub(super) fn isotonic_positions(desired: &[DesiredPosition], (low, high): (f64, f64)) -> Vec<f64> {
    // With offsets subtracted, the minimum distances become monotonicity.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for item in desired {
        let mut pool = (item.desired - item.offset, item.weight, 1);
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
        .map(|(edge, item)| edge + item.offset)
        .collect()
}

#[cfg(test)]
mod tests;
