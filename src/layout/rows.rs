//! Heights: rows are pulled level with what their actors are linked with, as near as order and room allow, so that
//! links run straight where they can.

use super::frame::Frame;
use super::neighbours::{Neighbours, set, value};
use super::order::Passing;
use super::request::Request;

/// Rounds of looking left, then right.
const ROUNDS: usize = 4;
/// Rounds of looking both ways at the end.
const LAST_ROUNDS: usize = 2;
/// The most room that a bundle of links gets between two boxes where there is room, besides the gap.
const BUNDLE: f64 = 14.0;

/// What stands at one height of a layer.
#[derive(Clone, Debug, PartialEq)]
enum Item {
    /// Actors side by side.
    Row(Vec<u32>),
    /// Links that pass between two rows, by what they link.
    Ties(u32, u32),
}

/// The items of one layer in one band, from top to bottom.
#[derive(Debug)]
struct Stack {
    layer: u32,
    band: usize,
    items: Vec<Item>,
    /// Rows without links, below all others.
    parked: Vec<Vec<u32>>,
}

impl Stack {
    /// Its rows from top to bottom.
    fn rows(&self) -> impl Iterator<Item = &[u32]> {
        let linked = self.items.iter().filter_map(|item| match item {
            Item::Row(row) => Some(row.as_slice()),
            Item::Ties(..) => None,
        });
        linked.chain(self.parked.iter().map(Vec::as_slice))
    }
}

/// The rows of all layers, and where they stand.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    layer_of: &'a [Option<u32>],
    neighbours: &'a Neighbours,
    frame: &'a Frame,
    stacks: Vec<Stack>,
    /// Height of each node, measured from the middle of the first row.
    ys: Vec<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Both,
}

impl<'a> Rows<'a> {
    /// Deals every layer's order to rows.
    pub(super) fn new(
        request: &'a Request,
        layer_of: &'a [Option<u32>],
        neighbours: &'a Neighbours,
        frame: &'a Frame,
        orders: &[Vec<Passing>],
    ) -> Self {
        let band_of = |node: u32| request.nodes.get(node as usize).map_or(0, |node| node.band);
        let mut stacks = Vec::new();
        for (layer, order) in orders.iter().enumerate() {
            let columns = frame.layers.get(layer).map_or(1, |layer| layer.columns.max(1));
            let mut own: Vec<Stack> = (0..request.bands)
                .map(|band| Stack { layer: layer as u32, band, items: Vec::new(), parked: Vec::new() })
                .collect();
            for &passing in order {
                match passing {
                    Passing::Vertex(node) => {
                        let Some(stack) = own.get_mut(band_of(node)) else { continue };
                        if neighbours.of(node).is_empty() {
                            match stack.parked.last_mut().filter(|row| row.len() < columns) {
                                Some(row) => row.push(node),
                                None => stack.parked.push(vec![node]),
                            }
                        } else if let Some(Item::Row(row)) =
                            stack.items.last_mut().filter(|item| matches!(item, Item::Row(row) if row.len() < columns))
                        {
                            row.push(node);
                        } else {
                            stack.items.push(Item::Row(vec![node]));
                        }
                    }
                    // Where rows have many columns, links pass between them anyway.
                    Passing::Ties { from, to } if columns == 1 => {
                        if let Some(stack) = own.get_mut(band_of(to)) {
                            stack.items.push(Item::Ties(from, to));
                        }
                    }
                    Passing::Ties { .. } => {}
                }
            }
            stacks.extend(own.into_iter().filter(|stack| !stack.items.is_empty() || !stack.parked.is_empty()));
        }
        let mut rows = Self { layer_of, neighbours, frame, stacks, ys: vec![0.0; request.nodes.len()] };
        rows.stack_up();
        rows
    }

    /// The rows of a layer from top to bottom, with who stands in them from the right.
    pub(super) fn of_layer(&self, layer: u32) -> impl Iterator<Item = &[u32]> {
        self.stacks.iter().filter(move |stack| stack.layer == layer).flat_map(Stack::rows)
    }

    /// Pulls all rows level with their neighbours. Gives the height of each node.
    pub(super) fn levelled(&mut self) -> &[f64] {
        for _ in 0..ROUNDS {
            for stack in 0..self.stacks.len() {
                self.level(stack, Side::Left);
            }
            for stack in (0..self.stacks.len()).rev() {
                self.level(stack, Side::Right);
            }
        }
        for _ in 0..LAST_ROUNDS {
            for stack in 0..self.stacks.len() {
                self.level(stack, Side::Both);
            }
        }
        &self.ys
    }

    /// Every stack from the top of its band, without gaps.
    fn stack_up(&mut self) {
        for stack in &self.stacks {
            let mut y = self.frame.bands.get(stack.band).map_or(0.0, |band| band.top);
            for row in stack.rows() {
                for &node in row {
                    set(&mut self.ys, node, y);
                }
                y += self.frame.pitch;
            }
        }
    }

    fn level(&mut self, stack: usize, side: Side) {
        let Some(stack) = self.stacks.get(stack) else { return };
        let pitch = self.frame.pitch;
        let band = self.frame.bands.get(stack.band).copied().unwrap_or_default();
        let bundles = stack.items.iter().filter(|item| matches!(item, Item::Ties(..))).count();
        let rows = stack.items.len() - bundles + stack.parked.len();
        let spare = band.rows.saturating_sub(rows) as f64 * pitch;
        let bundle = if bundles == 0 { 0.0 } else { (spare / bundles as f64).min(BUNDLE) };

        let mut theirs = Vec::new();
        let mut wishes = Vec::with_capacity(stack.items.len());
        let mut edge = 0.0;
        for item in &stack.items {
            let (size, wish) = match item {
                Item::Row(row) => (pitch, self.wish(row, stack.layer, side, &mut theirs)),
                Item::Ties(from, to) => (bundle, (self.between(*from, *to, stack.layer), 1.0)),
            };
            wishes.push(Wish { y: wish.0, weight: wish.1, offset: edge + size / 2.0 });
            edge += size;
        }
        let first = pitch / 2.0;
        let (low, high) =
            (band.top - first, band.top - first + (band.rows - stack.parked.len().min(band.rows)) as f64 * pitch);
        let placed = spaced(&wishes, (low, high - edge));
        let mut last = band.top - pitch;
        for (item, y) in stack.items.iter().zip(placed) {
            if let Item::Row(row) = item {
                for &node in row {
                    set(&mut self.ys, node, y);
                }
                last = y;
            }
        }
        for row in &stack.parked {
            last += pitch;
            for &node in row {
                set(&mut self.ys, node, last);
            }
        }
    }

    /// Where a row wants to be, and how much: the middle of what its actors are linked with, links counted as often
    /// as they weigh.
    fn wish(&self, row: &[u32], layer: u32, side: Side, theirs: &mut Vec<(f64, f64)>) -> (f64, f64) {
        theirs.clear();
        for &node in row {
            for &(other, weight) in self.neighbours.of(node) {
                let Some(other_layer) = value(self.layer_of, other) else { continue };
                let counts = match side {
                    Side::Left => other_layer < layer,
                    Side::Right => other_layer > layer,
                    Side::Both => other_layer != layer,
                };
                if counts {
                    theirs.push((value(&self.ys, other), f64::from(weight)));
                }
            }
        }
        match median(theirs) {
            Some(wish) => wish,
            None => (row.first().map_or(0.0, |&node| value(&self.ys, node)), 0.01),
        }
    }

    /// The height at which a straight line between two nodes passes a layer.
    fn between(&self, from: u32, to: u32, layer: u32) -> f64 {
        let end = |node: u32| (f64::from(value(self.layer_of, node).unwrap_or_default()), value(&self.ys, node));
        let ((first, from), (last, to)) = (end(from), end(to));
        from + (to - from) * (f64::from(layer) - first) / (last - first).max(1.0)
    }
}

/// The middle one by weight, or the mean of the two middle ones; and the weight of all.
pub(super) fn median(values: &mut [(f64, f64)]) -> Option<(f64, f64)> {
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
pub(super) struct Wish {
    /// Its wanted middle.
    pub(super) y: f64,
    /// How much it counts.
    pub(super) weight: f64,
    /// How far its middle lies behind the edge of the first when all stand without gaps.
    pub(super) offset: f64,
}

/// Middles in the given order, as far apart as the offsets ask for at the least, with the least weighted sum of
/// squared distances from where they want to be: isotonic regression by pooling adjacent violators (Barlow et al.
/// 1972). The edge of the first stays inside the bounds; bounds that are too narrow give way at the upper end.
pub(super) fn spaced(wishes: &[Wish], (low, high): (f64, f64)) -> Vec<f64> {
    // With the offsets taken out, "at least so far apart" is "not descending".
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for wish in wishes {
        let mut pool = (wish.y - wish.offset, wish.weight, 1);
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
        .zip(wishes)
        .map(|(edge, wish)| edge + wish.offset)
        .collect()
}
