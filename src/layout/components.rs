//! What must not be mixed: bands, and in each band the chains that nothing links with each other.

use super::adjacency::{Adjacency, set, update, value};
use super::request::LayoutRequest;

/// Of each node its section: a number that is lower the higher the section stands. Bands come first; in a band the
/// chains of most actors; those without links stand last, in a section of their own.
pub(super) fn clusters(request: &LayoutRequest, neighbours: &Adjacency) -> Vec<u32> {
    let components = connected_components(request, neighbours);
    let mut sizes = vec![0_usize; components.iter().max().map_or(0, |most| *most as usize + 1)];
    for &component in &components {
        update(&mut sizes, component, |size| size + 1);
    }
    let mut by_size: Vec<u32> = (0..sizes.len() as u32).collect();
    by_size.sort_by_key(|&component| {
        (value(&sizes, component) == 1, std::cmp::Reverse(value(&sizes, component)), component)
    });
    let mut rank = vec![0_u32; sizes.len()];
    for (place, &component) in by_size.iter().enumerate() {
        // All who stand alone share the last cluster.
        let place = if value(&sizes, component) == 1 { sizes.len() } else { place };
        set(&mut rank, component, place as u32);
    }
    let clusters_per_band = sizes.len() as u32 + 1;
    let cluster = |(node, component): (&super::request::Node, &u32)| {
        node.band as u32 * clusters_per_band + value(&rank, *component)
    };
    request.nodes.iter().zip(&components).map(cluster).collect()
}

/// Of each node the number of its chain: all that hangs together by links in the lanes.
fn connected_components(request: &LayoutRequest, neighbours: &Adjacency) -> Vec<u32> {
    let mut components = vec![u32::MAX; request.nodes.len()];
    let mut next = 0;
    let mut stack = Vec::new();
    for start in 0..request.nodes.len() as u32 {
        if value(&components, start) != u32::MAX {
            continue;
        }
        set(&mut components, start, next);
        stack.push(start);
        while let Some(node) = stack.pop() {
            for &(other, _) in neighbours.of(node) {
                if value(&components, other) == u32::MAX {
                    set(&mut components, other, next);
                    stack.push(other);
                }
            }
        }
        next += 1;
    }
    components
}
