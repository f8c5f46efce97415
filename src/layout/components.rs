//! Clusters of nodes that must not be interleaved: bands, and within each band the connected components.

use petgraph::visit::{Dfs, IntoNodeIdentifiers, VisitMap};

use super::adjacency::{Neighbours, set, update, value};
use super::request::LayoutRequest;

/// The cluster of each node; lower numbers are placed higher. Ordered by band, then by component size, largest first;
/// nodes without links form the last cluster of their band.
pub(super) fn clusters(request: &LayoutRequest, neighbours: &Neighbours) -> Vec<u32> {
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
        // All single-node components share the last cluster.
        let place = if value(&sizes, component) == 1 { sizes.len() } else { place };
        set(&mut rank, component, place as u32);
    }
    let clusters_per_band = sizes.len() as u32 + 1;
    let cluster = |(node, component): (&super::request::Node, &u32)| {
        node.band as u32 * clusters_per_band + value(&rank, *component)
    };
    request.nodes.iter().zip(&components).map(cluster).collect()
}

/// The connected component of each node, by links within the lanes.
fn connected_components(request: &LayoutRequest, neighbours: &Neighbours) -> Vec<u32> {
    let mut components = vec![0; request.nodes.len()];
    let mut next = 0;
    let mut search = Dfs::empty(neighbours);
    for start in neighbours.node_identifiers() {
        if search.discovered.is_visited(&start) {
            continue;
        }
        search.move_to(start);
        while let Some(node) = search.next(neighbours) {
            set(&mut components, node, next);
        }
        next += 1;
    }
    components
}
