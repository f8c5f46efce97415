//! The frame of the picture: how many columns each layer has, how far apart rows stand, where bands begin. Chosen so
//! that the picture fits a screen whether it shows ten actors or a hundred thousand.

use super::columns::LaneLayers;
use super::neighbours::{change, value};
use super::request::{Request, Tie};
use super::{ACTOR_SIZE, BAND_GAP, COLUMN_PITCH, LANE_PADDING, LANE_WIDTH, ROW_PITCH};

/// Width over height that layers are wrapped for: about that of a screen with panels at its sides.
const WANTED_RATIO: f64 = 1.53;
/// What the actors' own extent keeps to, for all but a handful of them.
const WIDEST_RATIO: f64 = 2.68;
/// How far apart rows may stand when nothing but comfort asks for it.
const COMFORTABLE_PITCH: f64 = 104.0;
/// Fewer actors than this may stand in a long row.
const HANDFUL: usize = 10;
/// Room between two layers of a lane, besides that between columns.
const LAYER_GAP: f64 = 40.0;
/// Links that pass between two lanes without asking for more room, and what each further one asks for.
const EASY_LINKS: usize = 12;
const ROOM_A_LINK: f64 = 1.5;
/// The most that they can ask for.
const MOST_ROOM: f64 = 160.0;
/// Room between two bands.
const BETWEEN_BANDS: f64 = 56.0;

/// How many actors of a band stand in a layer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Count {
    linked: usize,
    /// Those without links, who stand in rows of their own.
    parked: usize,
}

impl Count {
    fn rows(self, columns: usize) -> usize {
        self.linked.div_ceil(columns) + self.parked.div_ceil(columns)
    }
}

/// What the frame is made for.
struct Crowd<'a> {
    layers: &'a LaneLayers,
    lanes: usize,
    bands: usize,
    /// By layer, then band.
    counts: Vec<Count>,
    /// Actors of each layer.
    sizes: Vec<usize>,
    /// Room for links between each layer and the next, besides the usual.
    room: Vec<f64>,
    below: usize,
}

impl<'a> Crowd<'a> {
    fn of(request: &Request, layers: &'a LaneLayers, linked: &[bool]) -> Self {
        let count = layers.lane.len();
        let mut crowd = Self {
            layers,
            lanes: request.lanes,
            bands: request.bands,
            counts: vec![Count::default(); count * request.bands],
            sizes: vec![0; count],
            room: vec![0.0; count],
            below: 0,
        };
        for ((node, layer), linked) in request.nodes.iter().zip(&layers.of).zip(linked) {
            let Some(layer) = *layer else {
                crowd.below += 1;
                continue;
            };
            if let Some(count) = crowd.counts.get_mut(layer as usize * request.bands + node.band) {
                count.linked += usize::from(*linked);
                count.parked += usize::from(!*linked);
            }
            change(&mut crowd.sizes, layer, |size| size + 1);
        }
        // Links over a boundary, by the difference that each makes at its first and behind its last.
        let mut changes = vec![0_i64; count + 1];
        for &Tie { ends: (a, b), .. } in &request.ties {
            let (Some(a), Some(b)) = (value(&layers.of, a), value(&layers.of, b)) else { continue };
            change(&mut changes, a.min(b), |change| change + 1);
            change(&mut changes, a.max(b), |change| change - 1);
        }
        let mut over = 0;
        for (room, change) in crowd.room.iter_mut().zip(changes) {
            over += change;
            *room = ((over as usize).saturating_sub(EASY_LINKS) as f64 * ROOM_A_LINK).min(MOST_ROOM).floor();
        }
        crowd
    }

    fn rows(&self, columns: &[LayerFrame]) -> Vec<usize> {
        let mut rows = vec![0; self.bands];
        for (counts, layer) in self.counts.chunks(self.bands).zip(columns) {
            for (rows, count) in rows.iter_mut().zip(counts) {
                *rows = (*rows).max(count.rows(layer.columns));
            }
        }
        rows
    }
}

/// One layer's share of the frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LayerFrame {
    /// Middle of its first column.
    pub(super) first_x: f64,
    pub(super) columns: usize,
}

/// One band's share of the frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct BandFrame {
    /// Middle of its first row.
    pub(super) top: f64,
    pub(super) rows: usize,
}

/// The frame.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) layers: Vec<LayerFrame>,
    pub(super) bands: Vec<BandFrame>,
    width: f64,
    /// From row to row.
    pub(super) pitch: f64,
    pub(super) below_columns: usize,
    pub(super) below_rows: usize,
}

impl Frame {
    /// The frame for actors in layers; `linked` says who has links in the lanes.
    pub(super) fn of(request: &Request, layers: &LaneLayers, linked: &[bool]) -> Self {
        let crowd = Crowd::of(request, layers, linked);
        let tallest = crowd.sizes.iter().copied().max().unwrap_or_default().max(1);
        let mut frame = Self::wrapped(&crowd, tallest);
        if frame.ratio() < WANTED_RATIO {
            // Fewer rows make a wider picture, so the right number of them can be found by halving.
            let rows = least(1, tallest, |rows| Self::wrapped(&crowd, rows).ratio() <= WANTED_RATIO);
            let tall = Self::wrapped(&crowd, rows);
            let wide = Self::wrapped(&crowd, rows.saturating_sub(1).max(1));
            frame = if wide.ratio() / WANTED_RATIO < WANTED_RATIO / tall.ratio() { wide } else { tall };
        }
        let too_tall = |frame: &Self| frame.extent(&crowd) / frame.height() < 1.0 / WIDEST_RATIO;
        if request.nodes.len() >= HANDFUL && too_tall(&frame) {
            // Lanes without actors made it look wide enough.
            let rows = least(1, tallest, |rows| too_tall(&Self::wrapped(&crowd, rows)));
            frame = Self::wrapped(&crowd, rows.saturating_sub(1).max(1));
        }
        frame.spread(frame.extent(&crowd), request.nodes.len());
        frame
    }

    /// The frame when no layer may have more than about `rows` rows.
    fn wrapped(crowd: &Crowd<'_>, rows: usize) -> Self {
        let mut layers: Vec<LayerFrame> = Vec::with_capacity(crowd.sizes.len());
        let mut right = 0.0;
        let mut lane = None;
        let mut room = 0.0;
        for ((size, of), next_room) in crowd.sizes.iter().zip(&crowd.layers.lane).zip(&crowd.room) {
            let columns = size.div_ceil(rows.max(1)).max(1);
            let first_x = match lane {
                None => f64::from(LANE_WIDTH) / 2.0,
                Some(lane) if lane == of => right + COLUMN_PITCH + LAYER_GAP + room / 2.0,
                Some(_) => right + f64::from(LANE_WIDTH) + room,
            };
            right = first_x + (columns - 1) as f64 * COLUMN_PITCH;
            layers.push(LayerFrame { first_x: first_x.floor(), columns });
            (lane, room) = (Some(of), *next_room);
        }
        let mut bands = Vec::with_capacity(crowd.bands);
        let mut below_last = 0;
        for (band, rows) in crowd.rows(&layers).into_iter().enumerate() {
            bands.push(BandFrame { top: below_last as f64 * ROW_PITCH + band as f64 * BETWEEN_BANDS, rows });
            below_last += rows;
        }
        let left = if crowd.lanes == 0 { 0.0 } else { right + f64::from(LANE_WIDTH) / 2.0 };
        // As many supporters side by side as there is room for, or as a compact block of them needs.
        let fits = if below_last > 0 { (left / COLUMN_PITCH) as usize } else { 0 };
        let compact = (crowd.below as f64 * WANTED_RATIO * ROW_PITCH / COLUMN_PITCH).sqrt().ceil() as usize;
        let below_rows = crowd.below.div_ceil(fits.max(compact).max(1));
        let below_columns = crowd.below.div_ceil(below_rows.max(1));
        let width = left.max(below_columns as f64 * COLUMN_PITCH);
        Self { layers, bands, width, pitch: ROW_PITCH, below_columns, below_rows }
    }

    /// Lets rows stand farther apart where the picture would be a strip.
    fn spread(&mut self, extent: f64, actors: usize) {
        let rows = self.rows();
        if rows <= 1 {
            return;
        }
        let between = self.bands.len().saturating_sub(1) as f64 * BETWEEN_BANDS + self.below_height();
        let comfortable = (self.width / WANTED_RATIO - between) / rows as f64;
        self.pitch = comfortable.floor().clamp(ROW_PITCH, COMFORTABLE_PITCH);
        if actors >= HANDFUL {
            let needed = (extent / WIDEST_RATIO - between - f64::from(ACTOR_SIZE.1)) / (rows - 1) as f64;
            self.pitch = self.pitch.max(needed.ceil());
        }
        let mut above = 0;
        for (band, frame) in self.bands.iter_mut().enumerate() {
            frame.top = above as f64 * self.pitch + band as f64 * BETWEEN_BANDS;
            above += frame.rows;
        }
    }

    fn rows(&self) -> usize {
        self.bands.iter().map(|band| band.rows).sum()
    }

    fn below_height(&self) -> f64 {
        if self.below_rows == 0 { 0.0 } else { f64::from(BAND_GAP) + self.below_rows as f64 * ROW_PITCH }
    }

    fn height(&self) -> f64 {
        let between = self.bands.len().saturating_sub(1) as f64 * BETWEEN_BANDS;
        (self.rows() as f64 * self.pitch + between + self.below_height()).max(1.0)
    }

    fn ratio(&self) -> f64 {
        self.width / self.height()
    }

    /// From the left edge of the first layer that has actors to the right edge of the last.
    fn extent(&self, crowd: &Crowd<'_>) -> f64 {
        let mut used = self.layers.iter().zip(&crowd.sizes).filter(|(_, size)| **size > 0).map(|(layer, _)| layer);
        let right_of = |layer: &LayerFrame| layer.first_x + (layer.columns - 1) as f64 * COLUMN_PITCH;
        let right = used.clone().next_back().map(right_of);
        let left = used.next().map(|layer| layer.first_x);
        let lanes = left.zip(right).map_or(0.0, |(left, right)| right - left + f64::from(ACTOR_SIZE.0));
        lanes.max(self.below_columns as f64 * COLUMN_PITCH)
    }

    /// Middle of a layer's column where the actor at a position of its row stands: rows are filled from the right,
    /// so that links out of a row below it, and into a row above it, keep the order of the actors.
    pub(super) fn x(&self, layer: u32, position: usize) -> f64 {
        let frame = self.layers.get(layer as usize).copied().unwrap_or_default();
        let column = frame.columns.saturating_sub(1).saturating_sub(position);
        frame.first_x + column as f64 * COLUMN_PITCH
    }

    /// Leftmost and rightmost middle of a box that stays inside the lanes.
    pub(super) fn bounds(&self) -> (f64, f64) {
        let margin = f64::from(LANE_PADDING) + f64::from(ACTOR_SIZE.0) / 2.0;
        let right = (self.width - margin).max(margin + self.below_columns.saturating_sub(1) as f64 * COLUMN_PITCH);
        (margin, right)
    }
}

/// The least number from `low` to `high` that fits, where all above one that fits fit too; `high` when none does.
fn least(low: usize, high: usize, fits: impl Fn(usize) -> bool) -> usize {
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
