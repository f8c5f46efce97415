//! A grid over the map, to find what lies in an area without asking everything.

use super::geometry::Area;

/// How many cells a thing may lie in before it is kept in the list of large ones.
const CELLS_A_THING: usize = 16;

/// Positions of things in a list, by where they lie.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    origin: Area,
    cell: f32,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<u32>>,
    /// Things that span many cells: long links.
    large: Vec<u32>,
}

impl Grid {
    /// A grid of these areas, in the order of their list.
    pub fn new(areas: &[Area]) -> Self {
        let origin = areas.iter().fold(Area::NOTHING, |all, area| all.union(*area));
        if origin.is_nothing() {
            return Self { origin, cell: 1.0, columns: 0, rows: 0, cells: Vec::new(), large: Vec::new() };
        }
        // About two things a cell where they lie evenly.
        let wanted = (areas.len() / 2).max(1) as f32;
        let cell = (origin.width().max(1.0) * origin.height().max(1.0) / wanted).sqrt().max(64.0);
        let columns = (origin.width() / cell) as usize + 1;
        let rows = (origin.height() / cell) as usize + 1;
        let mut grid = Self { origin, cell, columns, rows, cells: vec![Vec::new(); columns * rows], large: Vec::new() };
        for (at, area) in areas.iter().enumerate() {
            let (left, right, top, bottom) = grid.span(*area);
            if (right - left + 1) * (bottom - top + 1) > CELLS_A_THING {
                grid.large.push(at as u32);
                continue;
            }
            for row in top..=bottom {
                for column in left..=right {
                    if let Some(cell) = grid.cells.get_mut(row * columns + column) {
                        cell.push(at as u32);
                    }
                }
            }
        }
        grid
    }

    /// The positions of things that may touch an area, in order, each once.
    pub fn candidates(&self, area: Area) -> Vec<usize> {
        if self.columns == 0 || !area.touches(self.origin) {
            return Vec::new();
        }
        let (left, right, top, bottom) = self.span(area);
        let mut found: Vec<usize> = self.large.iter().map(|at| *at as usize).collect();
        for row in top..=bottom {
            for cell in self.cells.iter().skip(row * self.columns + left).take(right - left + 1) {
                found.extend(cell.iter().map(|at| *at as usize));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn span(&self, area: Area) -> (usize, usize, usize, usize) {
        let column = |x: f32| (((x - self.origin.min.x) / self.cell).max(0.0) as usize).min(self.columns - 1);
        let row = |y: f32| (((y - self.origin.min.y) / self.cell).max(0.0) as usize).min(self.rows - 1);
        (column(area.min.x), column(area.max.x), row(area.min.y), row(area.max.y))
    }
}
