//! The grid of one level: lanes, and the strip below them, divided into rows and columns of cells.

use super::aggregates::{CellMark, LodSource};
use crate::scene::geometry::{Area, Point};
use crate::scene::marks::BandMark;

/// Approximate width of a cell by its height.
const CELL_ASPECT_RATIO: f32 = 2.2;
/// Horizontal margin of a cell as a part of its width, so that bundles are visible between cells.
const CELL_MARGIN_X: f32 = 0.12;
/// Vertical margin of a cell as a part of its height.
const CELL_MARGIN_Y: f32 = 0.05;
/// Bands lower than this part of the cell height share a row with others.
const MIN_BAND_RATIO: f32 = 0.6;

/// A row of cells across all lanes.
#[derive(Clone, Debug, PartialEq)]
struct GridRow {
    top: f32,
    bottom: f32,
    /// Names of its bands; `None` without bands.
    bands: Option<String>,
}

/// A lane, or the strip below the lanes.
#[derive(Clone, Debug)]
struct GridLane {
    lane: Option<usize>,
    left: f32,
    right: f32,
    rows: Vec<GridRow>,
    columns: usize,
    /// Index of its first cell.
    first_cell: usize,
}

/// All cells of a level, numbered.
pub(super) struct CellGrid {
    lanes: Vec<GridLane>,
    /// Top of the strip below the lanes.
    supporters_top: f32,
    count: usize,
}

impl CellGrid {
    /// Divides a map into cells of about this height.
    pub fn new(source: &LodSource<'_>, height: f32) -> Self {
        let rows = grid_rows(source.lane_extent, source.bands, height);
        let mut grid_lanes = Vec::new();
        let mut count = 0;
        let mut add = |lane, (left, right): (f32, f32), rows: &[GridRow]| {
            let columns = ((right - left) / (height * CELL_ASPECT_RATIO)).round().max(1.0) as usize;
            grid_lanes.push(GridLane { lane, left, right, rows: rows.to_vec(), columns, first_cell: count });
            count += columns * rows.len();
        };
        for (at, lane) in source.lanes.iter().enumerate() {
            add(Some(at), (lane.left, lane.right), &rows);
        }
        if let (Some(strip), Some(first), Some(last)) = (source.supporters, source.lanes.first(), source.lanes.last()) {
            let row = GridRow { top: strip.top, bottom: strip.bottom, bands: None };
            add(None, (first.left, last.right), &[row]);
        }
        let supporters_top = source.supporters.map_or(f32::INFINITY, |strip| strip.top);
        Self { lanes: grid_lanes, supporters_top, count }
    }

    /// Number of cells.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The cell that contains a point, or the nearest one in its lane.
    pub fn cell_index_at(&self, point: Point) -> usize {
        let below = point.y >= self.supporters_top;
        let mut lanes = self.lanes.iter().filter(|strip| strip.lane.is_none() == below);
        let Some(strip) = lanes.clone().find(|strip| point.x < strip.right).or(lanes.next_back()) else { return 0 };
        let row = strip.rows.partition_point(|row| row.bottom <= point.y).min(strip.rows.len().saturating_sub(1));
        let part = (point.x - strip.left) / (strip.right - strip.left);
        let column = ((part * strip.columns as f32).max(0.0) as usize).min(strip.columns - 1);
        strip.first_cell + row * strip.columns + column
    }

    /// The mark of a cell, without actors.
    pub fn empty_cell(&self, cell_index: usize) -> CellMark {
        let strip = self.lanes.iter().rev().find(|strip| strip.first_cell <= cell_index);
        let found =
            strip.and_then(|strip| Some((strip, strip.rows.get((cell_index - strip.first_cell) / strip.columns)?)));
        let mut cell =
            CellMark { lane: None, bands: None, area: Area::NOTHING, actors: 0, cores: 0, flagged: 0, kinds: [0; 8] };
        if let Some((strip, row)) = found {
            let column = ((cell_index - strip.first_cell) % strip.columns) as f32;
            let width = (strip.right - strip.left) / strip.columns as f32;
            let (left, margin_x) = (strip.left + column * width, width * CELL_MARGIN_X);
            let above = (row.bottom - row.top) * CELL_MARGIN_Y;
            cell.area = Area {
                min: Point::new(left + margin_x, row.top + above),
                max: Point::new(left + width - margin_x, row.bottom - above),
            };
            cell.lane = strip.lane;
            cell.bands.clone_from(&row.bands);
        }
        cell
    }
}

/// Divides the lanes' vertical extent into rows of about this height. A row is one band, a part of one, or several
/// whole ones.
fn grid_rows(extent: (f32, f32), bands: &[BandMark], height: f32) -> Vec<GridRow> {
    if bands.is_empty() {
        return split_rows(extent.0, extent.1, None, height).collect();
    }
    let mut rows = Vec::new();
    let mut open: Option<(f32, &str)> = None;
    for (at, band) in bands.iter().enumerate() {
        let next = bands.get(at + 1).map(|next| next.bottom - next.top);
        let (top, first) = open.unwrap_or((band.top, &band.name));
        let is_tall = band.bottom - top >= height * MIN_BAND_RATIO;
        // A band that is high enough does not share its row with low ones.
        if !is_tall && next.is_some_and(|next| next < height * MIN_BAND_RATIO) {
            open = Some((top, first));
            continue;
        }
        let name = if first == band.name { band.name.clone() } else { format!("{first} – {}", band.name) };
        rows.extend(split_rows(top, band.bottom, Some(name), height));
        open = None;
    }
    rows
}

fn split_rows(top: f32, bottom: f32, bands: Option<String>, height: f32) -> impl Iterator<Item = GridRow> {
    let many = ((bottom - top) / height).round().max(1.0);
    let at = move |part: f32| top + (bottom - top) * part / many;
    (0..many as usize).map(move |part| GridRow {
        top: at(part as f32),
        bottom: at(part as f32 + 1.0),
        bands: bands.clone(),
    })
}
