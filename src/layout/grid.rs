//! The grid of the picture: how many columns each layer has, how far apart rows stand, where bands begin. Chosen so
//! that the picture fits a screen whether it shows ten actors or a hundred thousand.

use super::adjacency::{update, value};
use super::layering::LaneLayers;
use super::request::{LayoutEdge, LayoutRequest};
use super::{ACTOR_SIZE, COLUMN_PITCH, LANE_PADDING, LANE_WIDTH, ROW_PITCH, SUPPORTERS_GAP};

/// Width over height that layers are wrapped for: about that of a screen with panels at its sides.
const PREFERRED_RATIO: f64 = 1.53;
/// What the actors' own extent keeps to, for all but a handful of them.
const MAX_RATIO: f64 = 2.68;
/// How far apart rows may stand when nothing but comfort asks for it.
const COMFORTABLE_PITCH: f64 = 104.0;
/// Fewer actors than this may stand in a long row.
const SMALL_MAP: usize = 10;
/// Room between two layers of a lane, besides that between columns.
const LAYER_GAP: f64 = 40.0;
/// Links that pass between two lanes without asking for more room, and what each further one asks for.
const FREE_LINKS: usize = 12;
const SPACE_PER_LINK: f64 = 1.5;
/// The most that they can ask for.
const MAX_LINK_SPACE: f64 = 160.0;
/// Room between two bands.
const BAND_SPACING: f64 = 56.0;

/// How many actors of a band stand in a layer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct CellCount {
    linked: usize,
    /// Those without links, who stand in rows of their own.
    unlinked: usize,
}

impl CellCount {
    fn rows(self, columns: usize) -> usize {
        self.linked.div_ceil(columns) + self.unlinked.div_ceil(columns)
    }
}

/// What the grid is made for.
struct GridInput<'a> {
    layers: &'a LaneLayers,
    lanes: usize,
    bands: usize,
    /// By layer, then band.
    counts: Vec<CellCount>,
    /// Actors of each layer.
    sizes: Vec<usize>,
    /// Room for links between each layer and the next, besides the usual.
    link_space: Vec<f64>,
    supporters: usize,
}

impl<'a> GridInput<'a> {
    fn of(request: &LayoutRequest, layers: &'a LaneLayers, linked: &[bool]) -> Self {
        let count = layers.lane_of.len();
        let mut input = Self {
            layers,
            lanes: request.lanes,
            bands: request.bands,
            counts: vec![CellCount::default(); count * request.bands],
            sizes: vec![0; count],
            link_space: vec![0.0; count],
            supporters: 0,
        };
        for ((node, layer), linked) in request.nodes.iter().zip(&layers.layer_of).zip(linked) {
            let Some(layer) = *layer else {
                input.supporters += 1;
                continue;
            };
            if let Some(count) = input.counts.get_mut(layer as usize * request.bands + node.band) {
                count.linked += usize::from(*linked);
                count.unlinked += usize::from(!*linked);
            }
            update(&mut input.sizes, layer, |size| size + 1);
        }
        // Links crossing_links a boundary, by the difference that each makes at its first and behind its last.
        let mut changes = vec![0_i64; count + 1];
        for &LayoutEdge { ends: (a, b), .. } in &request.edges {
            let (Some(a), Some(b)) = (value(&layers.layer_of, a), value(&layers.layer_of, b)) else { continue };
            update(&mut changes, a.min(b), |change| change + 1);
            update(&mut changes, a.max(b), |change| change - 1);
        }
        let mut crossing_links = 0;
        for (room, change) in input.link_space.iter_mut().zip(changes) {
            crossing_links += change;
            *room = ((crossing_links as usize).saturating_sub(FREE_LINKS) as f64 * SPACE_PER_LINK)
                .min(MAX_LINK_SPACE)
                .floor();
        }
        input
    }

    fn rows(&self, columns: &[LayerColumns]) -> Vec<usize> {
        let mut rows = vec![0; self.bands];
        for (counts, layer) in self.counts.chunks(self.bands).zip(columns) {
            for (rows, count) in rows.iter_mut().zip(counts) {
                *rows = (*rows).max(count.rows(layer.columns));
            }
        }
        rows
    }
}

/// One layer's share of the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LayerColumns {
    /// Middle of its first column.
    pub(super) first_x: f64,
    pub(super) columns: usize,
}

/// One band's share of the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct BandRows {
    /// Middle of its first row.
    pub(super) top: f64,
    pub(super) rows: usize,
}

/// The grid.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LayoutGrid {
    pub(super) layers: Vec<LayerColumns>,
    pub(super) bands: Vec<BandRows>,
    width: f64,
    /// From row to row.
    pub(super) pitch: f64,
    pub(super) below_columns: usize,
    pub(super) below_rows: usize,
}

impl LayoutGrid {
    /// The grid for actors in layers; `linked` says who has links in the lanes.
    pub(super) fn of(request: &LayoutRequest, layers: &LaneLayers, linked: &[bool]) -> Self {
        let input = GridInput::of(request, layers, linked);
        let tallest = input.sizes.iter().copied().max().unwrap_or_default().max(1);
        let mut grid = Self::with_max_rows(&input, tallest);
        if grid.aspect_ratio() < PREFERRED_RATIO {
            // Fewer rows make a wider picture, so the right number of them can be found by halving.
            let rows =
                first_fitting(1, tallest, |rows| Self::with_max_rows(&input, rows).aspect_ratio() <= PREFERRED_RATIO);
            let tall = Self::with_max_rows(&input, rows);
            let wide = Self::with_max_rows(&input, rows.saturating_sub(1).max(1));
            grid =
                if wide.aspect_ratio() / PREFERRED_RATIO < PREFERRED_RATIO / tall.aspect_ratio() { wide } else { tall };
        }
        let too_tall = |grid: &Self| grid.extent(&input) / grid.height() < 1.0 / MAX_RATIO;
        if request.nodes.len() >= SMALL_MAP && too_tall(&grid) {
            // Lanes without actors made it look wide enough.
            let rows = first_fitting(1, tallest, |rows| too_tall(&Self::with_max_rows(&input, rows)));
            grid = Self::with_max_rows(&input, rows.saturating_sub(1).max(1));
        }
        grid.widen_pitch(grid.extent(&input), request.nodes.len());
        grid
    }

    /// The grid when no layer may have more than about `rows` rows.
    fn with_max_rows(input: &GridInput<'_>, rows: usize) -> Self {
        let mut layers: Vec<LayerColumns> = Vec::with_capacity(input.sizes.len());
        let mut right = 0.0;
        let mut lane = None;
        let mut room = 0.0;
        for ((size, of), next_room) in input.sizes.iter().zip(&input.layers.lane_of).zip(&input.link_space) {
            let columns = size.div_ceil(rows.max(1)).max(1);
            let first_x = match lane {
                None => f64::from(LANE_WIDTH) / 2.0,
                Some(lane) if lane == of => right + COLUMN_PITCH + LAYER_GAP + room / 2.0,
                Some(_) => right + f64::from(LANE_WIDTH) + room,
            };
            right = first_x + (columns - 1) as f64 * COLUMN_PITCH;
            layers.push(LayerColumns { first_x: first_x.floor(), columns });
            (lane, room) = (Some(of), *next_room);
        }
        let mut bands = Vec::with_capacity(input.bands);
        let mut rows_above = 0;
        for (band, rows) in input.rows(&layers).into_iter().enumerate() {
            bands.push(BandRows { top: rows_above as f64 * ROW_PITCH + band as f64 * BAND_SPACING, rows });
            rows_above += rows;
        }
        let lanes_width = if input.lanes == 0 { 0.0 } else { right + f64::from(LANE_WIDTH) / 2.0 };
        // As many supporters side by side as there is room for, or as a compact block of them needs.
        let fits = if rows_above > 0 { (lanes_width / COLUMN_PITCH) as usize } else { 0 };
        let compact = (input.supporters as f64 * PREFERRED_RATIO * ROW_PITCH / COLUMN_PITCH).sqrt().ceil() as usize;
        let below_rows = input.supporters.div_ceil(fits.max(compact).max(1));
        let below_columns = input.supporters.div_ceil(below_rows.max(1));
        let width = lanes_width.max(below_columns as f64 * COLUMN_PITCH);
        Self { layers, bands, width, pitch: ROW_PITCH, below_columns, below_rows }
    }

    /// Lets rows stand farther apart where the picture would be a strip.
    fn widen_pitch(&mut self, extent: f64, actors: usize) {
        let rows = self.rows();
        if rows <= 1 {
            return;
        }
        let between = self.bands.len().saturating_sub(1) as f64 * BAND_SPACING + self.below_height();
        let comfortable = (self.width / PREFERRED_RATIO - between) / rows as f64;
        self.pitch = comfortable.floor().clamp(ROW_PITCH, COMFORTABLE_PITCH);
        if actors >= SMALL_MAP {
            let needed = (extent / MAX_RATIO - between - f64::from(ACTOR_SIZE.1)) / (rows - 1) as f64;
            self.pitch = self.pitch.max(needed.ceil());
        }
        let mut above = 0;
        for (band, grid) in self.bands.iter_mut().enumerate() {
            grid.top = above as f64 * self.pitch + band as f64 * BAND_SPACING;
            above += grid.rows;
        }
    }

    fn rows(&self) -> usize {
        self.bands.iter().map(|band| band.rows).sum()
    }

    fn below_height(&self) -> f64 {
        if self.below_rows == 0 { 0.0 } else { f64::from(SUPPORTERS_GAP) + self.below_rows as f64 * ROW_PITCH }
    }

    fn height(&self) -> f64 {
        let between = self.bands.len().saturating_sub(1) as f64 * BAND_SPACING;
        (self.rows() as f64 * self.pitch + between + self.below_height()).max(1.0)
    }

    fn aspect_ratio(&self) -> f64 {
        self.width / self.height()
    }

    /// From the left edge of the first layer that has actors to the right edge of the last.
    fn extent(&self, input: &GridInput<'_>) -> f64 {
        let mut used = self.layers.iter().zip(&input.sizes).filter(|(_, size)| **size > 0).map(|(layer, _)| layer);
        let right_of = |layer: &LayerColumns| layer.first_x + (layer.columns - 1) as f64 * COLUMN_PITCH;
        let right = used.clone().next_back().map(right_of);
        let left = used.next().map(|layer| layer.first_x);
        let lanes = left.zip(right).map_or(0.0, |(left, right)| right - left + f64::from(ACTOR_SIZE.0));
        lanes.max(self.below_columns as f64 * COLUMN_PITCH)
    }

    /// Middle of a layer's column where the actor at a position of its row stands: rows are filled from the right,
    /// so that links out of a row below it, and into a row above it, keep the order of the actors.
    pub(super) fn x(&self, layer: u32, position: usize) -> f64 {
        let grid = self.layers.get(layer as usize).copied().unwrap_or_default();
        let column = grid.columns.saturating_sub(1).saturating_sub(position);
        grid.first_x + column as f64 * COLUMN_PITCH
    }

    /// Leftmost and rightmost middle of a box that stays inside the lanes.
    pub(super) fn bounds(&self) -> (f64, f64) {
        let margin = f64::from(LANE_PADDING) + f64::from(ACTOR_SIZE.0) / 2.0;
        let right = (self.width - margin).max(margin + self.below_columns.saturating_sub(1) as f64 * COLUMN_PITCH);
        (margin, right)
    }
}

/// The least number from `low` to `high` that fits, where all above one that fits fit too; `high` when none does.
fn first_fitting(low: usize, high: usize, fits: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (low, high.max(low));
    while low < high {
        let middle = low.midpoint(high);
        if fits(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
