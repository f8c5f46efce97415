//! What must not be mixed: bands, and in each band the chains that nothing links with each other.

use super::neighbours::{Neighbours, change, set, value};
use super::request::Request;

/// Of each node its section: a number that is lower the higher the section stands. Bands come first; in a band the
/// chains of most actors; those without links stand last, in a section of their own.
pub(super) fn sections(request: &Request, neighbours: &Neighbours) -> Vec<u32> {
    let chains = chains(request, neighbours);
    let mut sizes = vec![0_usize; chains.iter().max().map_or(0, |most| *most as usize + 1)];
    for &chain in &chains {
        change(&mut sizes, chain, |size| size + 1);
    }
    let mut by_size: Vec<u32> = (0..sizes.len() as u32).collect();
    by_size.sort_by_key(|&chain| (value(&sizes, chain) == 1, std::cmp::Reverse(value(&sizes, chain)), chain));
    let mut rank = vec![0_u32; sizes.len()];
    for (place, &chain) in by_size.iter().enumerate() {
        // All who stand alone share the last section.
        let place = if value(&sizes, chain) == 1 { sizes.len() } else { place };
        set(&mut rank, chain, place as u32);
    }
    let a_band = sizes.len() as u32 + 1;
    let section = |(node, chain): (&super::request::Node, &u32)| node.band as u32 * a_band + value(&rank, *chain);
    request.nodes.iter().zip(&chains).map(section).collect()
}

/// Of each node the number of its chain: all that hangs together by links in the lanes.
fn chains(request: &Request, neighbours: &Neighbours) -> Vec<u32> {
    let mut chains = vec![u32::MAX; request.nodes.len()];
    let mut next = 0;
    let mut walk = Vec::new();
    for start in 0..request.nodes.len() as u32 {
        if value(&chains, start) != u32::MAX {
            continue;
        }
        set(&mut chains, start, next);
        walk.push(start);
        while let Some(node) = walk.pop() {
            for &(other, _) in neighbours.of(node) {
                if value(&chains, other) == u32::MAX {
                    set(&mut chains, other, next);
                    walk.push(other);
                }
            }
        }
        next += 1;
    }
    chains
}
