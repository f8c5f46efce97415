//! Bands as horizontal strips across the lanes, derived from actor positions: no height is stored.

use super::banding::{Band, bands};
use super::dimensions::ACTOR_SIZE;
use super::lanes::{Lanes, best_boundary};
use crate::map::LinkageMap;

/// The strip of one band.
#[derive(Clone, Debug, PartialEq)]
pub struct BandStrip {
    /// The band shown.
    pub band: Band,
    /// Upper edge.
    pub top: f32,
    /// Lower edge; the next strip's upper edge.
    pub bottom: f32,
    /// Number of placed actors in the band, wherever they are.
    pub actors: usize,
}

/// The strips of the map's own bands, from top to bottom, together covering the full height of the lanes. Where the
/// actors of two bands are separated, the boundary lies halfway between them; where they overlap, where the fewest
/// boxes are on the wrong side. Strips are ordered by the median y of their actors, so that outliers do not move a
/// strip.
pub fn band_strips(map: &LinkageMap, lanes: &Lanes) -> Vec<BandStrip> {
    let found = bands(map);
    let mut by_band: Vec<(usize, Band, Vec<f32>)> =
        found.bands.into_iter().enumerate().map(|(rank, band)| (rank, band, Vec::new())).collect();
    for (actor, rank) in &found.band_of {
        if let (Some((_, _, ys)), Some(place)) = (by_band.get_mut(*rank), map.placements().get(actor)) {
            ys.push(place.y);
        }
    }
    for (_, _, ys) in &mut by_band {
        ys.sort_by(f32::total_cmp);
    }
    by_band.retain(|(_, _, ys)| !ys.is_empty());
    let middle = |ys: &[f32]| ys.get(ys.len() / 2).copied().unwrap_or_default();
    by_band.sort_by(|a, b| middle(&a.2).total_cmp(&middle(&b.2)).then(a.0.cmp(&b.0)));

    let mut edges = vec![lanes.top];
    for pair in by_band.windows(2) {
        let [(_, _, above), (_, _, below)] = pair else { continue };
        let highest = edges.last().copied().unwrap_or(lanes.top);
        edges.push(band_boundary(above, below).clamp(highest, lanes.bottom));
    }
    edges.push(lanes.bottom);
    by_band
        .into_iter()
        .zip(edges.windows(2))
        .filter_map(|((_, band, ys), edges)| match edges {
            [top, bottom] => Some(BandStrip { band, top: *top, bottom: *bottom, actors: ys.len() }),
            _ => None,
        })
        .collect()
}

/// The boundary between a band and the next; both lists of y are ascending.
fn band_boundary(above: &[f32], below: &[f32]) -> f32 {
    let height = ACTOR_SIZE.1;
    match (above.last(), below.first()) {
        (Some(last), Some(first)) if last + height <= *first => f32::midpoint(*last, *first),
        _ => best_boundary(above, below, height / 2.0),
    }
}
