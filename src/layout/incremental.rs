//! Incremental layout: when all but a few actors are at positions from an earlier tidy layout, those are kept and the
//! few are inserted where they fit, so that adding or removing an actor moves few others.
//!
//! Placements record whether they were set by hand (`by_hand`).

use std::collections::{BTreeMap, HashMap};

use super::adjacency::{Neighbours, set, value};
use super::dimensions::{ACTOR_SIZE, COLUMN_PITCH, ROW_PITCH};
use super::edge_routing;
use super::grid::AIRY_MAP;
use super::interval::Interval;
use super::obstacles::Obstacles;
use super::request::{LayoutEdge, LayoutRequest, Node};
use super::y_coordinates::weighted_median;

/// At most one in so many actors may lack a position from tidying.
const ACTORS_PER_UNPLACED: usize = 10;
/// How much worse than a fresh layout the existing one may be: factor and constant, for crossings and for total
/// vertical edge length. Independent of which actors were inserted: a layout that was kept once is kept the next time
/// too.
const CROSSING_LIMIT: (f64, f64) = (1.4, 8.0);
const LENGTH_LIMIT: (f64, f64) = (2.0, 2_000.0);
/// How much higher a fresh layout of a small map may be: beyond this the existing one leaves most of the sheet empty.
const HEIGHT_LIMIT: f32 = 1.6;
/// Additional crossings allowed per edge: about what one new actor with a few links adds at worst.
const CROSSINGS_PER_EDGE: f64 = 0.1;
/// Cost of moving other actors, as a vertical distance: a free position within it is preferred. Each adds a row.
const PUSH_COST: f64 = 3.0 * ROW_PITCH;
/// Maximum ratio of the layout's sides, either way.
const MAX_ASPECT_RATIO: f32 = 3.0;

/// Box centres of all nodes.
pub(super) type Coordinates = Vec<(f64, f64)>;

/// New y of nodes that are inserted or moved.
type Moves = Vec<(u32, f64)>;

/// The existing layout with positions for the nodes that lack one; `None` when too many do, when one does not fit, or
/// when the result is not tidy.
pub(super) fn extend_existing(request: &LayoutRequest, neighbours: &Neighbours) -> Option<Coordinates> {
    let is_settled = |node: &Node| node.pinned || node.position.is_some() && !node.by_hand;
    let unplaced: Vec<u32> =
        (0_u32..).zip(&request.nodes).filter(|(_, node)| !is_settled(node)).map(|(at, _)| at).collect();
    if unplaced.len() > (request.nodes.len() / ACTORS_PER_UNPLACED).max(1) {
        return None;
    }
    let coordinates = request.nodes.iter().map(|node| node.position.unwrap_or_default());
    let mut layout =
        ExistingLayout::new(request, neighbours, coordinates.map(|(x, y)| (x.into(), y.into())).collect(), &unplaced);
    for node in unplaced {
        layout.insert(node)?;
    }
    layout.is_tidy().then_some(layout.coordinates)
}

/// Whether the existing layout is about as good as a fresh one.
pub(super) fn is_as_good(request: &LayoutRequest, existing: &Coordinates, fresh: &Coordinates) -> bool {
    if existing == fresh {
        return true;
    }
    if request.nodes.len() < AIRY_MAP && height(request, fresh) > height(request, existing) * HEIGHT_LIMIT {
        return false;
    }
    let (existing, fresh) = (layout_cost(request, existing), layout_cost(request, fresh));
    let crossings = fresh.0 * CROSSING_LIMIT.0 + CROSSING_LIMIT.1 + request.edges.len() as f64 * CROSSINGS_PER_EDGE;
    existing.0 <= crossings && existing.1 <= fresh.1 * LENGTH_LIMIT.0 + LENGTH_LIMIT.1
}

/// From the centre of the highest box in the lanes to that of the lowest; pinned boxes do not count.
fn height(request: &LayoutRequest, coordinates: &Coordinates) -> f32 {
    let mut extent = Interval::EMPTY;
    for (node, (_, y)) in request.nodes.iter().zip(coordinates) {
        if node.lane.is_some() && !node.pinned {
            extent.include(*y as f32);
        }
    }
    extent.length()
}

/// The number of crossings, and the sum over all edges of their vertical extent.
pub(super) fn layout_cost(request: &LayoutRequest, coordinates: &Coordinates) -> (f64, f64) {
    let mut box_of = vec![None; coordinates.len()];
    let mut boxes = Vec::with_capacity(coordinates.len());
    for (slot, (node, &(x, y))) in box_of.iter_mut().zip(request.nodes.iter().zip(coordinates)) {
        if node.lane.is_some() {
            *slot = Some(boxes.len());
            boxes.push((x as f32, y as f32));
        }
    }
    let links: Vec<(usize, usize)> = request
        .edges
        .iter()
        .filter_map(|edge| Some(((value(&box_of, edge.ends.0)?, value(&box_of, edge.ends.1)?), edge.links as usize)))
        .flat_map(|(ends, links)| std::iter::repeat_n(ends, links))
        .collect();
    let rise = |edge: &LayoutEdge| (value(coordinates, edge.ends.0).1 - value(coordinates, edge.ends.1).1).abs();
    (edge_routing::crossings(&boxes, &links) as f64, request.edges.iter().map(rise).sum())
}

struct ExistingLayout<'a> {
    request: &'a LayoutRequest,
    neighbours: &'a Neighbours,
    coordinates: Coordinates,
    pins: Obstacles,
    /// Nodes of each column, by lane and x.
    columns: BTreeMap<(usize, i64), Vec<u32>>,
    /// Lowest and highest y of the box centres in each band.
    bands: Vec<(f64, f64)>,
    /// Whether each node has a position.
    placed: Vec<bool>,
}

impl<'a> ExistingLayout<'a> {
    fn new(request: &'a LayoutRequest, neighbours: &'a Neighbours, coordinates: Coordinates, unplaced: &[u32]) -> Self {
        let mut placed = vec![true; coordinates.len()];
        for &node in unplaced {
            set(&mut placed, node, false);
        }
        let mut columns: BTreeMap<(usize, i64), Vec<u32>> = BTreeMap::new();
        let mut bands = vec![(f64::INFINITY, f64::NEG_INFINITY); request.bands];
        for ((at, node), &(x, y)) in (0_u32..).zip(&request.nodes).zip(&coordinates) {
            let Some(lane) = node.lane.filter(|_| value(&placed, at) && !node.pinned) else { continue };
            columns.entry((lane, x as i64)).or_default().push(at);
            if let Some(band) = bands.get_mut(node.band) {
                *band = (band.0.min(y), band.1.max(y));
            }
        }
        let pins = Obstacles::new(request.nodes.iter().filter_map(Node::pinned_position));
        Self { request, neighbours, coordinates, pins, columns, bands, placed }
    }

    fn node(&self, node: u32) -> Option<&'a Node> {
        self.request.nodes.get(node as usize)
    }

    /// Inserts a node into the column of its lane where it comes closest to its neighbours.
    fn insert(&mut self, node: u32) -> Option<()> {
        let lane = self.node(node)?.lane?;
        let (high, low) = *self.bands.get(self.node(node)?.band)?;
        if high > low {
            return None;
        }
        let preferred = self.preferred_y(node).unwrap_or(low).clamp(high, low);
        let mut best: Option<(f64, i64, Moves)> = None;
        for (&(_, x), members) in self.columns.range((lane, i64::MIN)..=(lane, i64::MAX)) {
            for moves in self.candidate_moves(node, x as f64, members, preferred, (high, low)) {
                let own = moves.first().map_or(0.0, |(_, y)| (y - preferred).abs());
                let others =
                    moves.iter().skip(1).map(|&(other, y)| (y - value(&self.coordinates, other).1).abs() + ROW_PITCH);
                let cost = own + if moves.len() > 1 { PUSH_COST + others.sum::<f64>() } else { 0.0 };
                if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                    best = Some((cost, x, moves));
                }
            }
        }
        let (_, x, moves) = best?;
        for (moved, y) in moves {
            set(&mut self.coordinates, moved, (x as f64, y));
        }
        set(&mut self.placed, node, true);
        self.columns.entry((lane, x)).or_default().push(node);
        Some(())
    }

    /// Weighted median y of the placed neighbours.
    fn preferred_y(&self, node: u32) -> Option<f64> {
        let placed = self.neighbours.of(node).iter().filter(|(other, _)| value(&self.placed, *other));
        let mut neighbour_ys: Vec<(f64, f64)> =
            placed.map(|&(other, weight)| (value(&self.coordinates, other).1, f64::from(weight))).collect();
        weighted_median(&mut neighbour_ys).map(|(y, _)| y.round())
    }

    /// Ways to insert a node into a column: at the nearest free y, or at the preferred y with the nodes below pushed
    /// down. In each, the node itself comes first.
    fn candidate_moves(
        &self,
        node: u32,
        x: f64,
        members: &[u32],
        preferred: f64,
        (high, low): (f64, f64),
    ) -> impl Iterator<Item = Moves> {
        let mut column: Vec<(f64, u32)> =
            members.iter().map(|&member| (value(&self.coordinates, member).1, member)).collect();
        column.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let pins = self.pins.blocked_spans(x);
        let free = |y: f64| {
            let above = column.partition_point(|(other, _)| *other <= y - ROW_PITCH);
            let clear = column.get(above).is_none_or(|(other, _)| *other >= y + ROW_PITCH);
            clear && !pins.iter().any(|span| span.0 < y && y < span.1)
        };
        let beside = column.iter().flat_map(|(y, _)| [y - ROW_PITCH, y + ROW_PITCH]);
        let nearest = std::iter::once(preferred)
            .chain(beside)
            .filter(|&y| high <= y && y <= low && free(y))
            .min_by(|a, b| (a - preferred).abs().total_cmp(&(b - preferred).abs()).then(a.total_cmp(b)));
        let pushed = || {
            let below = column.partition_point(|(y, _)| *y < preferred);
            let above = below.checked_sub(1).and_then(|at| column.get(at)).map_or(f64::NEG_INFINITY, |(y, _)| *y);
            let mut last = preferred.max(above + ROW_PITCH);
            let mut moves = vec![(node, last)];
            for &(y, member) in column.get(below..).unwrap_or_default() {
                if y >= last + ROW_PITCH {
                    break;
                }
                last += ROW_PITCH;
                moves.push((member, last));
            }
            (pins.is_empty() && last <= low).then_some(moves)
        };
        nearest.map(|y| vec![(node, y)]).into_iter().chain(pushed())
    }

    /// Whether boxes keep their distance, lanes and bands are separated and in order, supporters are below the lanes,
    /// and the aspect ratio is within [`MAX_ASPECT_RATIO`].
    fn is_tidy(&self) -> bool {
        let nodes = self.request.nodes.iter().zip(&self.coordinates).filter(|(node, _)| !node.pinned);
        let mut lanes = vec![Interval::EMPTY; self.request.lanes];
        let mut bands = vec![Interval::EMPTY; self.request.bands];
        let (mut lanes_y, mut supporters_y, mut x_extent) = (Interval::EMPTY, Interval::EMPTY, Interval::EMPTY);
        for (node, &(x, y)) in nodes {
            let (x, y) = (x as f32, y as f32);
            x_extent.include(x);
            let Some(lane) = node.lane else {
                supporters_y.include(y);
                continue;
            };
            lanes_y.include(y);
            if let (Some(lane), Some(band)) = (lanes.get_mut(lane), bands.get_mut(node.band)) {
                lane.include(x);
                band.include(y);
            }
        }
        let y_extent = lanes_y.union(supporters_y);
        let (width, height) = (x_extent.length() + ACTOR_SIZE.0, y_extent.length() + ACTOR_SIZE.1);
        let in_shape = self.request.nodes.len() < ACTORS_PER_UNPLACED
            || (width <= MAX_ASPECT_RATIO * height && height <= MAX_ASPECT_RATIO * width);
        in_shape
            && are_ordered(&lanes, ACTOR_SIZE.0)
            && are_ordered(&bands, ACTOR_SIZE.1)
            && are_ordered(&[lanes_y, supporters_y], ACTOR_SIZE.1)
            && self.has_no_overlap()
    }

    fn has_no_overlap(&self) -> bool {
        let (width, height) = (COLUMN_PITCH, ROW_PITCH);
        let cell = |x: f64, y: f64| ((x / width).floor() as i64, (y / height).floor() as i64);
        let mut cells: HashMap<_, Vec<(f64, f64, bool)>> = HashMap::with_capacity(self.coordinates.len());
        for (node, &(x, y)) in self.request.nodes.iter().zip(&self.coordinates) {
            let (column, row) = cell(x, y);
            for beside in (column - 1..=column + 1).flat_map(|column| (row - 1..=row + 1).map(move |row| (column, row)))
            {
                let overlaps = |&(other_x, other_y, pinned): &(f64, f64, bool)| {
                    (other_x - x).abs() < width && (other_y - y).abs() < height && !(pinned && node.pinned)
                };
                if cells.get(&beside).is_some_and(|others| others.iter().any(overlaps)) {
                    return false;
                }
            }
            cells.entry((column, row)).or_default().push((x, y, node.pinned));
        }
        true
    }
}

/// Whether the intervals of box centres are disjoint, in order, and at least `size` apart.
fn are_ordered(spans: &[Interval], size: f32) -> bool {
    let mut last = f32::NEG_INFINITY;
    spans.iter().filter_map(|span| span.bounds()).all(|(first, end)| first >= std::mem::replace(&mut last, end) + size)
}
