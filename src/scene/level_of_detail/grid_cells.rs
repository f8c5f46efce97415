//! The grid of one level: lanes, and the strip below them, divided into rows and columns of cells.

use std::collections::BTreeMap;

use super::aggregates::{CellMark, LodSource};
use crate::scene::geometry::{Area, Point};
use crate::scene::marks::BandMark;

/// Approximate width of a cell by its height.
const CELL_ASPECT_RATIO: f32 = 2.2;
/// Horizontal margin of a cell as a part of its width, so that bundles are visible between cells.
const CELL_MARGIN_X: f32 = 0.12;
/// Vertical margin of a cell as a part of its height.
const CELL_MARGIN_Y: f32 = 0.05;
/// Bands lower than this part of the cell height share a row with others: in a box of their own no line of text would have
/// room.
pub(super) const MIN_BAND_RATIO: f32 = 0.34;

/// Rows of cells of one height, across all lanes: one band, a part of the map without bands, or several low bands.
#[derive(Clone, Debug, PartialEq)]
struct RowRun {
    top: f32,
    bottom: f32,
    /// How many rows it has; at least one.
    count: usize,
    /// Number of rows before it.
    first_row: usize,
    /// Names of its bands; `None` without bands.
    bands: Option<String>,
}

impl RowRun {
    /// Divides a part of the map into rows of about this height, as they follow others.
    fn after(others: &[Self], (top, bottom): (f32, f32), bands: Option<String>, height: f32) -> Self {
        let count = ((bottom - top) / height).round().max(1.0) as usize;
        Self { top, bottom, count, first_row: row_count(others), bands }
    }

    /// Where a row begins, and so where the one before it ends.
    fn row_top(&self, row: usize) -> f32 {
        self.top + (self.bottom - self.top) * row as f32 / self.count as f32
    }

    /// The row that contains a height, or the nearest one.
    fn row_at(&self, y: f32) -> usize {
        let last = self.count - 1;
        let part = (y - self.top) / (self.bottom - self.top);
        let mut row = ((part * self.count as f32).max(0.0) as usize).min(last);
        // Rounding may lead to the row beside it.
        while row < last && self.row_top(row + 1) <= y {
            row += 1;
        }
        while row > 0 && self.row_top(row) > y {
            row -= 1;
        }
        row
    }
}

fn row_count(runs: &[RowRun]) -> usize {
    runs.last().map_or(0, |last| last.first_row + last.count)
}

/// A lane, or the strip below the lanes.
#[derive(Clone, Copy, Debug)]
struct GridLane {
    lane: Option<usize>,
    left: f32,
    right: f32,
    columns: usize,
    /// Index of its first cell.
    first_cell: usize,
}

/// All cells of a level, numbered. It holds lanes and bands but no cell: a map may be so wide that nearly all of them
/// are empty.
pub(super) struct CellGrid {
    lanes: Vec<GridLane>,
    /// The rows of the lanes.
    rows: Vec<RowRun>,
    /// The row of the strip below the lanes.
    supporters: Vec<RowRun>,
    /// Top of that strip.
    supporters_top: f32,
}

impl CellGrid {
    /// Divides a map into cells of about this height.
    pub fn new(source: &LodSource<'_>, height: f32) -> Self {
        let rows = grid_rows(source.lane_extent, source.bands, height);
        let supporters = source.supporters.map(|strip| (strip.top, strip.bottom));
        let supporters = supporters.map(|(top, bottom)| RowRun { top, bottom, count: 1, first_row: 0, bands: None });
        let supporters: Vec<RowRun> = supporters.into_iter().collect();
        let mut grid_lanes = Vec::new();
        let mut first_cell = 0;
        let mut add = |lane, (left, right): (f32, f32), rows: &[RowRun]| {
            let columns = ((right - left) / (height * CELL_ASPECT_RATIO)).round().max(1.0) as usize;
            grid_lanes.push(GridLane { lane, left, right, columns, first_cell });
            first_cell += columns * row_count(rows);
        };
        for (at, lane) in source.lanes.iter().enumerate() {
            add(Some(at), (lane.left, lane.right), &rows);
        }
        if let (false, Some(first), Some(last)) = (supporters.is_empty(), source.lanes.first(), source.lanes.last()) {
            add(None, (first.left, last.right), &supporters);
        }
        let supporters_top = source.supporters.map_or(f32::INFINITY, |strip| strip.top);
        Self { lanes: grid_lanes, rows, supporters, supporters_top }
    }

    fn rows_of(&self, strip: &GridLane) -> &[RowRun] {
        if strip.lane.is_some() { &self.rows } else { &self.supporters }
    }

    /// The cell that contains a point, or the nearest one in its lane.
    pub fn cell_index_at(&self, point: Point) -> usize {
        let below = point.y >= self.supporters_top;
        let mut lanes = self.lanes.iter().filter(|strip| strip.lane.is_none() == below);
        let Some(strip) = lanes.clone().find(|strip| point.x < strip.right).or(lanes.next_back()) else { return 0 };
        let rows = self.rows_of(strip);
        let run = rows.partition_point(|run| run.bottom <= point.y).min(rows.len().saturating_sub(1));
        let row = rows.get(run).map_or(0, |run| run.first_row + run.row_at(point.y));
        let part = (point.x - strip.left) / (strip.right - strip.left);
        let column = ((part * strip.columns as f32).max(0.0) as usize).min(strip.columns - 1);
        strip.first_cell + row * strip.columns + column
    }

    /// The mark of a cell, without actors.
    pub fn empty_cell(&self, cell_index: usize) -> CellMark {
        let mut cell = CellMark {
            lane: None,
            bands: None,
            area: Area::NOTHING,
            actors: 0,
            cores: 0,
            flagged: 0,
            kinds: Default::default(),
            verdicts: Default::default(),
            colours: BTreeMap::new(),
        };
        let Some(strip) = self.lanes.iter().rev().find(|strip| strip.first_cell <= cell_index) else { return cell };
        let row = (cell_index - strip.first_cell) / strip.columns;
        let rows = self.rows_of(strip);
        let run = rows.partition_point(|run| run.first_row <= row).checked_sub(1).and_then(|run| rows.get(run));
        if let Some((run, row)) = run.map(|run| (run, row - run.first_row)) {
            let (top, bottom) = (run.row_top(row), run.row_top(row + 1));
            let column = ((cell_index - strip.first_cell) % strip.columns) as f32;
            let width = (strip.right - strip.left) / strip.columns as f32;
            let (left, margin_x) = (strip.left + column * width, width * CELL_MARGIN_X);
            let above = (bottom - top) * CELL_MARGIN_Y;
            cell.area = Area {
                min: Point::new(left + margin_x, top + above),
                max: Point::new(left + width - margin_x, bottom - above),
            };
            cell.lane = strip.lane;
            cell.bands.clone_from(&run.bands);
        }
        cell
    }
}

/// Divides the lanes' vertical extent into rows of about this height. A row is one band, a part of one, or several
/// whole ones.
fn grid_rows(extent: (f32, f32), bands: &[BandMark], height: f32) -> Vec<RowRun> {
    if bands.is_empty() {
        return vec![RowRun::after(&[], extent, None, height)];
    }
    let mut rows: Vec<RowRun> = Vec::new();
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
        rows.push(RowRun::after(&rows, (top, band.bottom), Some(name), height));
        open = None;
    }
    rows
}
