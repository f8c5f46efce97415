//! The layout grid: columns per layer, row pitch, top of each band. Chosen so that a layout fits a screen with ten
//! actors as well as with a hundred thousand.

use super::adjacency::{update, value};
use super::dimensions::{
    ACTOR_SIZE, COLUMN_PITCH, EMPTY_LANE_WIDTH, LANE_PADDING, LANE_WIDTH, ROW_PITCH, SUPPORTERS_GAP,
};
use super::layering::LaneLayers;
use super::request::{LayoutEdge, LayoutRequest};

/// Preferred width over height: about that of a screen with side panels.
pub(super) const PREFERRED_RATIO: f64 = 1.53;
/// Limit of width over height, and of height over width, for the extent of all actors from [`SMALL_MAP`] on.
const MAX_RATIO: f64 = 2.68;
/// Row pitch, in map units, up to which rows are spread only to reach the preferred ratio; on the smallest maps, and on
/// maps of [`AIRY_MAP`] actors and more.
const AIRY_PITCH: f64 = 256.0;
const COMFORTABLE_PITCH: f64 = 116.0;
/// How much each actor fewer than [`AIRY_MAP`] adds to it.
const PITCH_PER_ACTOR: f64 = 3.0;
/// Maps with fewer actors have lanes as far apart, too, as the preferred ratio allows.
pub(super) const AIRY_MAP: usize = 60;
/// Maps with fewer actors are shown so large, when all of them is, that figures on their links can be read.
const LABELLED_MAP: usize = 30;
/// Extra space between two of their layers for these figures; and the most that makes an airy map wider only to reach
/// the preferred ratio.
const LABEL_SPACE: f64 = 44.0;
const MAX_AIR: f64 = 160.0;
/// Maps with fewer actors are exempt from [`MAX_RATIO`].
const SMALL_MAP: usize = 10;
/// Gap between two layers of a lane, in addition to the column gap.
const LAYER_GAP: f64 = 40.0;
/// Links that may cross between two layers without extra space, and the space that each further one adds.
const FREE_LINKS: usize = 12;
const SPACE_PER_LINK: f64 = 1.5;
/// Maximum extra space for links between two layers.
const MAX_LINK_SPACE: f64 = 160.0;
/// The least width of a lane as a part of that of all: 60 points where the map has 750. Many lanes share less.
const MIN_LANE_SHARE: f64 = 0.08;
/// The same beside the column with the names of bands.
const MIN_LANE_SHARE_BESIDE_BANDS: f64 = 0.096;
const MAX_SHARE_OF_ALL: f64 = 0.6;
/// How often lanes are widened: each time those before grow the width that the share is of.
const WIDENING_ROUNDS: usize = 4;
/// Gap between two bands.
const BAND_SPACING: f64 = 56.0;

/// Number of actors of a band in a layer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct CellCount {
    linked: usize,
    /// Actors without links, which get rows of their own.
    unlinked: usize,
}

impl CellCount {
    fn rows(self, columns: usize) -> usize {
        self.linked.div_ceil(columns) + self.unlinked.div_ceil(columns)
    }
}

/// The input for choosing a grid.
struct GridInput<'a> {
    layers: &'a LaneLayers,
    lanes: usize,
    bands: usize,
    /// By layer, then band.
    counts: Vec<CellCount>,
    /// Number of actors per layer.
    layer_sizes: Vec<usize>,
    /// Extra space for links between each layer and the next.
    link_space: Vec<f64>,
    supporter_count: usize,
    /// Preferred width over height.
    ratio: f64,
    /// Extra space between any two layers.
    air: f64,
}

impl<'a> GridInput<'a> {
    fn of(request: &LayoutRequest, layers: &'a LaneLayers, linked: &[bool]) -> Self {
        let count = layers.lane_of.len();
        let mut input = Self {
            layers,
            lanes: request.lanes,
            bands: request.bands,
            counts: vec![CellCount::default(); count * request.bands],
            layer_sizes: vec![0; count],
            link_space: vec![0.0; count],
            supporter_count: 0,
            ratio: request.ratio,
            air: if request.has_figures && request.nodes.len() < LABELLED_MAP { LABEL_SPACE } else { 0.0 },
        };
        for ((node, layer), linked) in request.nodes.iter().zip(&layers.layer_of).zip(linked) {
            let Some(layer) = *layer else {
                input.supporter_count += 1;
                continue;
            };
            if let Some(count) = input.counts.get_mut(layer as usize * request.bands + node.band) {
                count.linked += usize::from(*linked);
                count.unlinked += usize::from(!*linked);
            }
            update(&mut input.layer_sizes, layer, |size| size + 1);
        }
        // Links across each layer boundary, as a difference array: +1 at the first boundary, -1 behind the last.
        let mut changes = vec![0_i64; count + 1];
        for &LayoutEdge { ends: (a, b), .. } in &request.edges {
            let (Some(a), Some(b)) = (value(&layers.layer_of, a), value(&layers.layer_of, b)) else { continue };
            update(&mut changes, a.min(b), |change| change + 1);
            update(&mut changes, a.max(b), |change| change - 1);
        }
        let mut crossing_links = 0;
        for (space, change) in input.link_space.iter_mut().zip(changes) {
            crossing_links += change;
            *space = ((crossing_links as usize).saturating_sub(FREE_LINKS) as f64 * SPACE_PER_LINK)
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

/// The columns of one layer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LayerColumns {
    /// x of the first column's centre.
    pub(super) first_x: f64,
    pub(super) columns: usize,
}

/// The rows of one band.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct BandRows {
    /// y of the first row's centre.
    pub(super) top: f64,
    pub(super) rows: usize,
}

/// The grid.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LayoutGrid {
    pub(super) layers: Vec<LayerColumns>,
    pub(super) bands: Vec<BandRows>,
    width: f64,
    /// Row pitch.
    pub(super) pitch: f64,
    pub(super) supporter_columns: usize,
    pub(super) supporter_rows: usize,
}

impl LayoutGrid {
    /// Chooses the grid for a layering; `linked` tells for each node whether it has links in the lanes.
    pub(super) fn of(request: &LayoutRequest, layers: &LaneLayers, linked: &[bool]) -> Self {
        let ratio = request.ratio;
        let mut input = GridInput::of(request, layers, linked);
        let mut max_rows = input.layer_sizes.iter().copied().max().unwrap_or_default().max(1);
        let tallest = max_rows;
        let mut grid = Self::with_max_rows(&input, tallest);
        if grid.aspect_ratio() < ratio {
            // Fewer rows make a wider layout, so binary search finds the number of rows.
            let rows = first_fitting(1, tallest, |rows| Self::with_max_rows(&input, rows).aspect_ratio() <= ratio);
            let tall = Self::with_max_rows(&input, rows);
            let fewer = rows.saturating_sub(1).max(1);
            let wide = Self::with_max_rows(&input, fewer);
            let is_wide_better = wide.aspect_ratio() / ratio < ratio / tall.aspect_ratio();
            (grid, max_rows) = if is_wide_better { (wide, fewer) } else { (tall, rows) };
        }
        let too_tall = |grid: &Self| grid.extent(&input) / grid.height() < 1.0 / MAX_RATIO;
        if request.nodes.len() >= SMALL_MAP && too_tall(&grid) {
            // Lanes without actors made it look wide enough.
            let rows = first_fitting(1, tallest, |rows| too_tall(&Self::with_max_rows(&input, rows)));
            max_rows = rows.saturating_sub(1).max(1);
            grid = Self::with_max_rows(&input, max_rows);
        }
        let gaps = input.layer_sizes.len().saturating_sub(1);
        if request.nodes.len() < AIRY_MAP && gaps > 0 && grid.aspect_ratio() < ratio {
            let wanted = (grid.height() * ratio - grid.width) / gaps as f64;
            input.air = (input.air + wanted).min(MAX_AIR).max(input.air).floor();
            grid = Self::with_max_rows(&input, max_rows);
        }
        grid.widen_pitch(grid.extent(&input), request.nodes.len(), ratio);
        grid
    }

    /// The grid with at most about `rows` rows per layer.
    fn with_max_rows(input: &GridInput<'_>, rows: usize) -> Self {
        let mut layers: Vec<LayerColumns> = Vec::with_capacity(input.layer_sizes.len());
        let mut right = 0.0;
        // The last lane, half the width of a column of it, and the space for links behind it.
        let (mut lane, mut last_half, mut link_space) = (None, 0.0, 0.0);
        for ((size, layer_lane), next_link_space) in
            input.layer_sizes.iter().zip(&input.layers.lane_of).zip(&input.link_space)
        {
            let columns = size.div_ceil(rows.max(1)).max(1);
            let half = f64::from(if *size == 0 { EMPTY_LANE_WIDTH } else { LANE_WIDTH }) / 2.0;
            let first_x = match lane {
                None => half,
                Some(lane) if lane == layer_lane => right + COLUMN_PITCH + LAYER_GAP + link_space / 2.0 + input.air,
                Some(_) => right + last_half + half + link_space + input.air,
            };
            right = first_x + (columns - 1) as f64 * COLUMN_PITCH;
            layers.push(LayerColumns { first_x: first_x.floor(), columns });
            (lane, last_half, link_space) = (Some(layer_lane), half, *next_link_space);
        }
        let used = input.layer_sizes.iter().sum::<usize>();
        right += if used < AIRY_MAP { 0.0 } else { widen_lanes(&mut layers, input, right + last_half) };
        let mut bands = Vec::with_capacity(input.bands);
        let mut rows_above = 0;
        for (band, rows) in input.rows(&layers).into_iter().enumerate() {
            bands.push(BandRows { top: rows_above as f64 * ROW_PITCH + band as f64 * BAND_SPACING, rows });
            rows_above += rows;
        }
        let lanes_width = if input.lanes == 0 { 0.0 } else { right + last_half };
        // As many supporters side by side as fit, or as a compact block layer_lane them needs.
        let fits = if rows_above > 0 { (lanes_width / COLUMN_PITCH) as usize } else { 0 };
        let compact = (input.supporter_count as f64 * input.ratio * ROW_PITCH / COLUMN_PITCH).sqrt().ceil() as usize;
        let supporter_rows = input.supporter_count.div_ceil(fits.max(compact).max(1));
        let supporter_columns = input.supporter_count.div_ceil(supporter_rows.max(1));
        let width = lanes_width.max(supporter_columns as f64 * COLUMN_PITCH);
        Self { layers, bands, width, pitch: ROW_PITCH, supporter_columns, supporter_rows }
    }

    /// Increases the row pitch where the layout would be too flat.
    fn widen_pitch(&mut self, extent: f64, actors: usize, ratio: f64) {
        let rows = self.rows();
        if rows <= 1 {
            return;
        }
        let between = self.bands.len().saturating_sub(1) as f64 * BAND_SPACING + self.supporters_height();
        let comfortable = (self.width / ratio - between) / rows as f64;
        let fewer = AIRY_MAP.saturating_sub(actors) as f64;
        let most = (COMFORTABLE_PITCH + fewer * PITCH_PER_ACTOR).min(AIRY_PITCH);
        self.pitch = comfortable.floor().clamp(ROW_PITCH, most);
        if actors >= SMALL_MAP {
            let needed = (extent / MAX_RATIO.max(ratio) - between - f64::from(ACTOR_SIZE.1)) / (rows - 1) as f64;
            self.pitch = self.pitch.max(needed.ceil());
        }
        let mut above = 0;
        for (band, band_rows) in self.bands.iter_mut().enumerate() {
            band_rows.top = above as f64 * self.pitch + band as f64 * BAND_SPACING;
            above += band_rows.rows;
        }
    }

    fn rows(&self) -> usize {
        self.bands.iter().map(|band| band.rows).sum()
    }

    fn supporters_height(&self) -> f64 {
        if self.supporter_rows == 0 { 0.0 } else { f64::from(SUPPORTERS_GAP) + self.supporter_rows as f64 * ROW_PITCH }
    }

    fn height(&self) -> f64 {
        let between = self.bands.len().saturating_sub(1) as f64 * BAND_SPACING;
        (self.rows() as f64 * self.pitch + between + self.supporters_height()).max(1.0)
    }

    fn aspect_ratio(&self) -> f64 {
        self.width / self.height()
    }

    /// Width from the left edge of the first layer with actors to the right edge of the last.
    fn extent(&self, input: &GridInput<'_>) -> f64 {
        let mut used =
            self.layers.iter().zip(&input.layer_sizes).filter(|(_, size)| **size > 0).map(|(layer, _)| layer);
        let right_of = |layer: &LayerColumns| layer.first_x + (layer.columns - 1) as f64 * COLUMN_PITCH;
        let right = used.clone().next_back().map(right_of);
        let left = used.next().map(|layer| layer.first_x);
        let lanes = left.zip(right).map_or(0.0, |(left, right)| right - left + f64::from(ACTOR_SIZE.0));
        lanes.max(self.supporter_columns as f64 * COLUMN_PITCH)
    }

    /// x of the column of the actor at a position in its row. Rows are filled from the right, so that links out of a
    /// row below it, and into a row above it, keep the order of the actors.
    pub(super) fn x(&self, layer: u32, position: usize) -> f64 {
        let layer_columns = self.layers.get(layer as usize).copied().unwrap_or_default();
        let column = layer_columns.columns.saturating_sub(1).saturating_sub(position);
        layer_columns.first_x + column as f64 * COLUMN_PITCH
    }

    /// Leftmost and rightmost centre of a box that stays inside the lanes.
    pub(super) fn bounds(&self) -> (f64, f64) {
        let margin = f64::from(LANE_PADDING) + f64::from(ACTOR_SIZE.0) / 2.0;
        let right = (self.width - margin).max(margin + self.supporter_columns.saturating_sub(1) as f64 * COLUMN_PITCH);
        (margin, right)
    }
}

/// Moves narrow lanes apart until each has its share of the width of all, so that it can be read when the whole map is
/// seen; lanes end halfway between their actors. Returns what the width grows by.
fn widen_lanes(layers: &mut [LayerColumns], input: &GridInput<'_>, width: f64) -> f64 {
    let mut lanes: Vec<(usize, usize, usize)> = Vec::new();
    for (layer, (lane, size)) in input.layers.lane_of.iter().zip(&input.layer_sizes).enumerate() {
        match lanes.last_mut() {
            _ if *size == 0 => {}
            Some((last, _, end)) if last == lane => *end = layer,
            _ => lanes.push((*lane, layer, layer)),
        }
    }
    let least = if input.bands > 1 { MIN_LANE_SHARE_BESIDE_BANDS } else { MIN_LANE_SHARE };
    let share = least.min(MAX_SHARE_OF_ALL / lanes.len().max(1) as f64);
    let mut grown = 0.0;
    for _ in 0..WIDENING_ROUNDS {
        for at in 0..lanes.len() {
            let half = f64::from(ACTOR_SIZE.0) / 2.0;
            let span = |at: usize| {
                let (_, first, last) = lanes.get(at)?;
                let (first, last) = (layers.get(*first)?, layers.get(*last)?);
                Some((first.first_x - half, last.first_x + (last.columns - 1) as f64 * COLUMN_PITCH + half))
            };
            let Some((left, right)) = span(at) else { continue };
            let (before, after) = (at.checked_sub(1).and_then(span), span(at + 1));
            let gaps = [before.map(|(_, end)| left - end), after.map(|(from, _)| from - right)];
            let margins: f64 = gaps.iter().map(|gap| gap.map_or(f64::from(LANE_PADDING), |gap| gap / 2.0)).sum();
            let missing = (width + grown) * share - (right - left) - margins;
            let sides = gaps.iter().flatten().count();
            if missing <= 1.0 || sides == 0 {
                continue;
            }
            // Half of what a gap grows by is its other lane's.
            let each = (2.0 * missing / sides as f64).ceil();
            for (beside, from) in [(before, at), (after, at + 1)] {
                if let (Some(_), Some((_, first, _))) = (beside, lanes.get(from)) {
                    layers.iter_mut().skip(*first).for_each(|layer| layer.first_x += each);
                    grown += each;
                }
            }
        }
    }
    grown
}

/// The least number from `low` to `high` that fits, by binary search (`fits` is monotonic); `high` when none does.
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
