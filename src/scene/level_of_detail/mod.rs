//! Levels of detail for low zoom: cells that aggregate actors, and bundles that aggregate links.
//!
//! A cell covers one lane and one band; low neighbouring bands share a cell, and large lanes or bands have several.
//! Each level has cells twice as high as the one before, so that one level is readable at every zoom.

mod aggregates;
mod edge_bundles;
mod grid_cells;

use crate::analysis::{ProgressCallback, Verdict};
use crate::map::{ActorId, ActorKind};
pub(super) use aggregates::LodSource;
pub use aggregates::{BundleMark, CellMark, LodLevel};
use grid_cells::{CellGrid, MIN_BAND_RATIO};

/// Approximate height of a cell of the finest level: eight actors one above the other.
const FINEST_CELL_HEIGHT: f32 = 700.0;
/// The most levels: the coarsest cells are as high as any map, whose actors stand within ten million units of its origin.
const MAX_LEVELS: usize = 16;

/// Computes the levels, the finest first. `None` when `progress`, called before each level, cancels.
pub(super) fn lod_levels(source: &LodSource<'_>, progress: ProgressCallback<'_>) -> Option<Vec<LodLevel>> {
    let at = |id: ActorId| source.actor_positions.index_of(id).map(|at| at as u32);
    let ends: Vec<Option<(u32, u32)>> = source.links.iter().map(|link| Some((at(link.from)?, at(link.to)?))).collect();
    let mut levels: Vec<LodLevel> = Vec::new();
    let mut height = FINEST_CELL_HEIGHT;
    while levels.len() < MAX_LEVELS {
        progress(levels.len() as f32 / MAX_LEVELS as f32).then_some(())?;
        levels.push(lod_level(source, height, &ends));
        // Once a lane is one cell high, coarser levels would be the same.
        let lowest = if source.bands.is_empty() { height } else { height * MIN_BAND_RATIO };
        if lowest > source.lane_extent.1 - source.lane_extent.0 {
            break;
        }
        height *= 2.0;
    }
    Some(levels)
}

fn lod_level(source: &LodSource<'_>, height: f32, ends: &[Option<(u32, u32)>]) -> LodLevel {
    let grid = CellGrid::new(source, height);
    let grid_index_of: Vec<usize> = source.actors.iter().map(|mark| grid.cell_index_at(mark.area.middle())).collect();
    // Only the cells with actors: a map of a few that stand far apart has millions without.
    let mut occupied = grid_index_of.clone();
    occupied.sort_unstable();
    occupied.dedup();
    let mut cells: Vec<CellMark> = occupied.iter().map(|grid_index| grid.empty_cell(*grid_index)).collect();
    let cell_of: Vec<Option<usize>> =
        grid_index_of.iter().map(|grid_index| occupied.binary_search(grid_index).ok()).collect();
    for (mark, cell) in source.actors.iter().zip(&cell_of) {
        let Some(cell) = cell.and_then(|cell| cells.get_mut(cell)) else { continue };
        cell.actors += 1;
        cell.cores += usize::from(mark.verdict.is_some());
        cell.flagged += usize::from(mark.verdict.is_some_and(|verdict| verdict.is_flagged()));
        let verdict = mark.verdict.and_then(|verdict| Verdict::ALL.iter().position(|other| *other == verdict));
        if let Some(many) = verdict.and_then(|at| cell.verdicts.get_mut(at)) {
            *many += 1;
        }
        *cell.colours.entry(mark.colour_key).or_default() += 1;
        let kind = ActorKind::ALL.iter().position(|kind| *kind == mark.kind);
        if let Some(many) = kind.and_then(|at| cell.kinds.get_mut(at)) {
            *many += 1;
        }
    }
    let cell_of = |actor: u32| cell_of.get(actor as usize).copied().flatten();
    let pairs = ends.iter().zip(source.links).filter_map(|(ends, link)| {
        let (from, to) = (*ends)?;
        Some((cell_of(from)?, cell_of(to)?, link))
    });
    let bundles = edge_bundles::bundle_links(&cells, pairs);
    LodLevel { cell_height: height, cells, bundles }
}
