//! A map from afar: boxes that stand for many actors, and ribbons that stand for many links.
//!
//! A box is what stands in one lane and one band; where bands are low, neighbours share a box, and where a lane or a
//! band is large, it has several. That is worked out for several sizes, each twice as large as the one before, so that
//! at every zoom there is one to be read.

mod edge_bundles;
mod grid_cells;

use super::geometry::{Area, Curve};
use super::marks::Scene;
use crate::analysis::ProgressCallback;
use crate::map::{ActorId, ActorKind};
use grid_cells::CellGrid;

/// About the height of a box of the finest level: eight actors one above the other.
const FINEST_CELL_HEIGHT: f32 = 700.0;
/// More levels are never needed: the coarsest boxes are as high as a map of millions.
const MAX_LEVELS: usize = 9;
/// All actors that stand in one part of the map, seen from afar.
#[derive(Clone, Debug, PartialEq)]
pub struct CellMark {
    /// Position of its lane among the lanes; none below them.
    pub lane: Option<usize>,
    /// The bands that it is in, from the first to the last; none without bands.
    pub bands: Option<String>,
    /// Where its box is.
    pub area: Area,
    /// How many actors stand in it.
    pub actors: usize,
    /// How many of them are at the core of a model.
    pub cores: usize,
    /// How many of those are at the core of one that reaches no buyer, or only on paper.
    pub flagged: usize,
    /// How many there are of each kind, in the order of [`ActorKind::ALL`].
    pub kinds: [usize; ActorKind::ALL.len()],
}

/// All links from one cell to another.
#[derive(Clone, Debug, PartialEq)]
pub struct BundleMark {
    /// Position of the cell where they start.
    pub from: usize,
    /// Position of the cell where they end.
    pub to: usize,
    /// How many there are.
    pub links: usize,
    /// Whether most of them carry goods back, to a lane further left.
    pub is_backward: bool,
    /// Whether most of them carry no goods: they say who belongs to whom, and who helps.
    pub is_non_product: bool,
    /// The line in its middle; it points to where they end.
    pub curve: Curve,
}

/// The whole map in boxes of about one size.
#[derive(Clone, Debug, PartialEq)]
pub struct LodLevel {
    /// About the height of its boxes.
    pub cell_height: f32,
    /// The boxes.
    pub cells: Vec<CellMark>,
    /// What runs between them, the strongest last. Of each box's ribbons only the strongest are there.
    pub bundles: Vec<BundleMark>,
}

/// Works the boxes out, the finest level first. `None` once `watch`, asked before each level, says that they are wanted no
/// more.
pub(super) fn lod_levels(scene: &Scene, progress: ProgressCallback<'_>) -> Option<Vec<LodLevel>> {
    let at = |id: ActorId| scene.actor_positions.index_of(id).map(|at| at as u32);
    let ends: Vec<Option<(u32, u32)>> = scene.links.iter().map(|link| Some((at(link.from)?, at(link.to)?))).collect();
    let mut levels: Vec<LodLevel> = Vec::new();
    let mut height = FINEST_CELL_HEIGHT;
    while levels.len() < MAX_LEVELS {
        progress(levels.len() as f32 / MAX_LEVELS as f32).then_some(())?;
        levels.push(lod_level(scene, height, &ends));
        // As soon as a lane is one box, coarser ones would be the same.
        if height > scene.lane_extent.1 - scene.lane_extent.0 {
            break;
        }
        height *= 2.0;
    }
    Some(levels)
}

fn lod_level(scene: &Scene, height: f32, ends: &[Option<(u32, u32)>]) -> LodLevel {
    let grid = CellGrid::new(scene, height);
    let mut cells: Vec<Option<CellMark>> = vec![None; grid.count()];
    let mut cell_index_of: Vec<u32> = Vec::with_capacity(scene.actors.len());
    for mark in &scene.actors {
        let slot = grid.cell_index_at(mark.area.middle());
        cell_index_of.push(slot as u32);
        let Some(cell) = cells.get_mut(slot) else { continue };
        let cell = cell.get_or_insert_with(|| grid.empty_cell(slot));
        cell.actors += 1;
        cell.cores += usize::from(mark.verdict.is_some());
        cell.flagged += usize::from(mark.verdict.is_some_and(|verdict| verdict.is_flagged()));
        let kind = ActorKind::ALL.iter().position(|kind| *kind == mark.kind);
        if let Some(many) = kind.and_then(|at| cell.kinds.get_mut(at)) {
            *many += 1;
        }
    }
    // Slots where nobody stands fall out.
    let mut place = vec![None; cells.len()];
    let mut kept = Vec::new();
    for (slot, cell) in cells.into_iter().enumerate() {
        if let (Some(cell), Some(place)) = (cell, place.get_mut(slot)) {
            *place = Some(kept.len());
            kept.push(cell);
        }
    }
    let cell_of = |actor: u32| {
        let slot = cell_index_of.get(actor as usize)?;
        place.get(*slot as usize).copied().flatten()
    };
    let pairs = ends.iter().zip(&scene.links).filter_map(|(ends, link)| {
        let (from, to) = (*ends)?;
        Some((cell_of(from)?, cell_of(to)?, link))
    });
    let ribbons = edge_bundles::bundle_links(&kept, pairs);
    LodLevel { cell_height: height, cells: kept, bundles: ribbons }
}
