//! The bands as strips across the lanes, worked out from where actors stand: no height is stored anywhere.

use super::lanes::best_boundary;
use super::{ACTOR_SIZE, Band, Lanes, bands};
use crate::map::LinkageMap;

/// One band's strip.
#[derive(Clone, Debug, PartialEq)]
pub struct BandStrip {
    /// What it stands for.
    pub band: Band,
    /// Upper edge.
    pub top: f32,
    /// Lower edge; the next strip's upper edge.
    pub bottom: f32,
    /// How many actors belong to it, wherever they stand.
    pub actors: usize,
}

/// Works out the strips of the bands that the map asks for, from top to bottom and from the upper edge of its lanes to
/// their lower one. Where the actors of two bands stand apart, the edge runs in the middle between them; where they
/// are mixed, so that the fewest stand on the wrong side. A band stands where most of its actors do: who is moved out
/// of it does not pull it along.
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

/// The edge between a band and the next, both from top to bottom.
fn band_boundary(above: &[f32], below: &[f32]) -> f32 {
    let height = ACTOR_SIZE.1;
    match (above.last(), below.first()) {
        (Some(last), Some(first)) if last + height <= *first => f32::midpoint(*last, *first),
        _ => best_boundary(above, below, height / 2.0),
    }
}
