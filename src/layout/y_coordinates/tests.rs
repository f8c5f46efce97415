//! What holds of the rows of a layout, whatever the order of its layers.

use proptest::prelude::*;

use super::*;
use crate::layout::adjacency::undirected;
use crate::layout::layering::LaneLayers;
use crate::layout::request::{LayoutEdge, Node};
use crate::map::ActorId;

/// What rounding may come to, in map units.
const ROUNDING: f64 = 1e-6;

/// Layers of actors in some order, with links of which the long ones pass between rows.
#[derive(Debug)]
struct Case {
    request: LayoutRequest,
    layers: LaneLayers,
    neighbours: Neighbours,
    grid: LayoutGrid,
    orders: Vec<Vec<LayerEntry>>,
}

/// From the layer and band of each actor, links between them, and numbers that tell the order. `has_bundles` tells whether
/// long links pass between the rows of the layers on their way.
fn case_of(nodes: &[(u32, usize)], links: &[(usize, usize, u32)], keys: &[u32], has_bundles: bool) -> Case {
    let node = |(at, (layer, band)): (usize, &(u32, usize))| Node {
        id: ActorId(at as u32 + 1),
        lane: Some(*layer as usize),
        band: *band,
        district: 0,
        position: None,
        pinned: false,
        by_hand: false,
    };
    let layer_of = |node: u32| nodes[node as usize].0;
    let mut edges: Vec<LayoutEdge> = links
        .iter()
        .map(|(one, other, weight)| {
            let (one, other) = ((one % nodes.len()) as u32, (other % nodes.len()) as u32);
            LayoutEdge { ends: (one.min(other), one.max(other)), weight: *weight, links: 1 }
        })
        .filter(|edge| layer_of(edge.ends.0) != layer_of(edge.ends.1))
        .collect();
    edges.sort_unstable();
    edges.dedup_by_key(|edge| edge.ends);
    let layer_count = nodes.iter().map(|(layer, _)| layer + 1).max().unwrap_or_default();
    let mut orders: Vec<Vec<LayerEntry>> = (0..layer_count)
        .map(|layer| (0..nodes.len() as u32).filter(|it| layer_of(*it) == layer).map(LayerEntry::Vertex).collect())
        .collect();
    for edge in edges.iter().filter(|_| has_bundles) {
        let (a, b) = edge.ends;
        let (from, to) = if layer_of(a) < layer_of(b) { (a, b) } else { (b, a) };
        for layer in layer_of(from) + 1..layer_of(to) {
            orders[layer as usize].push(LayerEntry::Edges { from, to });
        }
    }
    for order in &mut orders {
        let mut keyed: Vec<(u32, LayerEntry)> = keys.iter().copied().cycle().zip(order.iter().copied()).collect();
        keyed.sort_by_key(|(key, _)| *key);
        *order = keyed.into_iter().map(|(_, entry)| entry).collect();
    }
    let pairs: Vec<(u32, u32, u32)> = edges.iter().map(|edge| (edge.ends.0, edge.ends.1, edge.weight)).collect();
    let neighbours = undirected(nodes.len(), &pairs);
    let linked: Vec<bool> = (0..nodes.len() as u32).map(|node| !neighbours.of(node).is_empty()).collect();
    let request = LayoutRequest {
        lanes: layer_count as usize,
        bands: nodes.iter().map(|(_, band)| band + 1).max().unwrap_or(1),
        nodes: nodes.iter().enumerate().map(node).collect(),
        edges,
        intra_lane: Vec::new(),
        support_edges: Vec::new(),
        has_figures: false,
        ratio: super::super::grid::PREFERRED_RATIO,
    };
    let layers = LaneLayers {
        lane_of: (0..layer_count as usize).collect(),
        layer_of: nodes.iter().map(|(layer, _)| Some(*layer)).collect(),
    };
    let grid = LayoutGrid::of(&request, &layers, &linked);
    Case { request, layers, neighbours, grid, orders }
}

fn case(has_bundles: bool) -> impl Strategy<Value = Case> {
    let nodes = prop::collection::vec((0..4_u32, 0..3_usize), 2..28);
    let links = prop::collection::vec((0..28_usize, 0..28_usize, 1..5_u32), 0..40);
    let keys = prop::collection::vec(any::<u32>(), 17);
    (nodes, links, keys).prop_map(move |(nodes, links, keys)| case_of(&nodes, &links, &keys, has_bundles))
}

/// The y of the rows of a stack from top to bottom, with the bundles of links above each, and those below the last.
fn rows_of(stack: &Stack, ys: &[f64]) -> (Vec<(f64, usize)>, usize) {
    let (mut rows, mut bundles) = (Vec::new(), 0);
    let y = |row: &[u32]| {
        assert!(row.windows(2).all(|pair| (value(ys, pair[0]) - value(ys, pair[1])).abs() < ROUNDING), "side by side");
        value(ys, row[0])
    };
    for item in &stack.items {
        match item {
            StackItem::Row(row) => rows.push((y(row), std::mem::take(&mut bundles))),
            StackItem::Edges(..) => bundles += 1,
        }
    }
    // Rows without links stand below whatever passes.
    for row in &stack.unlinked {
        rows.push((y(row), std::mem::take(&mut bundles)));
    }
    (rows, bundles)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn rows_keep_their_order_and_distances_and_stay_in_their_band(case in case(true)) {
        let Case { request, layers, neighbours, grid, orders } = &case;
        let mut rows = RowLayout::new(request, &layers.layer_of, neighbours, grid, orders);
        let ys = rows.align().to_vec();
        for stack in &rows.stacks {
            let band = grid.bands[stack.band];
            let (of_stack, below) = rows_of(stack, &ys);
            let bundles = stack.items.len() + stack.unlinked.len() - of_stack.len();
            let (row, bundle) = rows.item_heights(band.rows, of_stack.len(), bundles);
            prop_assert!(row >= ROW_PITCH && row <= grid.pitch && bundle >= 0.0, "{row} {bundle}");
            for pair in of_stack.windows(2) {
                let least = row + pair[1].1 as f64 * bundle;
                prop_assert!(pair[1].0 - pair[0].0 >= least - ROUNDING, "{pair:?} closer than {least}");
            }
            let (top, bottom) = (band.top - grid.pitch / 2.0, band.top + (band.rows as f64 - 0.5) * grid.pitch);
            if let (Some(first), Some(last)) = (of_stack.first(), of_stack.last()) {
                let upper = first.0 - row / 2.0 - first.1 as f64 * bundle;
                prop_assert!(upper >= top - ROUNDING, "{upper} above {top}");
                let lower = last.0 + row / 2.0 + below as f64 * bundle;
                prop_assert!(lower <= bottom + ROUNDING, "{lower} below {bottom}");
            }
        }
    }

    /// Links get the space they want as soon as rows can do without it, and rows their whole pitch where nothing passes.
    #[test]
    fn bundles_get_what_rows_can_spare(case in case(true), band_rows in 1..20_usize, rows in 1..20_usize, bundles in 0..9) {
        let Case { request, layers, neighbours, grid, orders } = &case;
        let layout = RowLayout::new(request, &layers.layer_of, neighbours, grid, orders);
        let (row, bundle) = layout.item_heights(band_rows, rows, bundles as usize);
        let height = band_rows.max(rows) as f64 * grid.pitch;
        let used = rows as f64 * row + f64::from(bundles) * bundle;
        prop_assert!(used <= height + ROUNDING, "{used} of {height}");
        if bundles == 0 {
            prop_assert_eq!((row, bundle), (grid.pitch, 0.0));
            return Ok(());
        }
        let least = if grid.pitch > ROW_PITCH + 2.0 * MAX_BUNDLE_SPACE { ROW_PITCH } else { grid.pitch };
        let wanted = MAX_BUNDLE_SPACE.max((grid.pitch - ROW_PITCH) / 2.0);
        let is_ample = height - rows as f64 * least >= f64::from(bundles) * wanted;
        let is_full = (bundle - wanted).abs() < ROUNDING;
        prop_assert!(!is_ample || is_full, "{bundle} of {wanted}");
        prop_assert!(is_full || (row - least).abs() < ROUNDING, "rows of {row} while links lack space");
    }

    #[test]
    fn a_row_with_room_is_level_with_a_neighbour_that_it_is_nearly_level_with(case in case(false)) {
        let Case { request, layers, neighbours, grid, orders } = &case;
        let mut rows = RowLayout::new(request, &layers.layer_of, neighbours, grid, orders);
        let ys = rows.align().to_vec();
        for stack in &rows.stacks {
            let band = grid.bands[stack.band];
            let (top, bottom) = (band.top, band.top + (band.rows as f64 - 1.0) * grid.pitch);
            let places: Vec<f64> = stack.rows().map(|row| value(&ys, row[0])).collect();
            let linked = stack.items.len();
            for (at, row) in stack.rows().take(linked).enumerate() {
                let y = places[at];
                let above = at.checked_sub(1).map_or(y - top, |above| y - places[above] - grid.pitch);
                let below = places.get(at + 1).map_or(bottom - y, |below| below - y - grid.pitch);
                if above < ROUNDING || below < ROUNDING {
                    continue;
                }
                let left = row.iter().flat_map(|node| neighbours.of(*node));
                let left = left.filter(|(other, _)| value(&layers.layer_of, *other) < Some(stack.layer));
                let nearest = left.map(|(other, _)| (value(&ys, *other) - y).abs()).min_by(f64::total_cmp);
                if let Some(distance) = nearest.filter(|distance| *distance <= NEARLY_LEVEL * grid.pitch) {
                    prop_assert!(distance < ROUNDING, "{distance} off in {:?} at {y}", stack);
                }
            }
        }
    }

    /// The naive twin: the greatest of the least means (Barlow et al. 1972), cubic in the number of items.
    #[test]
    fn positions_are_the_isotonic_regression(
        items in prop::collection::vec((-50.0..50.0_f64, 1..9_u32, 0.0..20.0_f64), 0..14),
        (low, room) in (-60.0..60.0_f64, -10.0..90.0_f64),
    ) {
        let mut offset = 0.0;
        let items: Vec<DesiredPosition> = items
            .into_iter()
            .map(|(desired, weight, size)| {
                offset += size;
                DesiredPosition { desired, weight: f64::from(weight), offset }
            })
            .collect();
        let mean = |part: &[DesiredPosition]| {
            let weight: f64 = part.iter().map(|item| item.weight).sum();
            part.iter().map(|item| (item.desired - item.offset) * item.weight).sum::<f64>() / weight
        };
        let placed = isotonic_positions(&items, (low, low + room));
        prop_assert_eq!(placed.len(), items.len());
        for (at, y) in placed.iter().enumerate() {
            let least = |from: usize| (at..items.len()).map(|to| mean(&items[from..=to])).fold(f64::INFINITY, f64::min);
            let greatest = (0..=at).map(least).fold(f64::NEG_INFINITY, f64::max);
            let wanted = greatest.clamp(low, (low + room).max(low)) + items[at].offset;
            prop_assert!((y - wanted).abs() < ROUNDING, "{y} for {wanted}, item {at}");
        }
    }
}
