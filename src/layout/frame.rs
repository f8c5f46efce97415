//! The frame of the picture: how many columns each lane has, how far apart rows stand, where lanes begin. Chosen so
//! that the picture fits a screen whether it shows ten actors or a hundred thousand.

use super::request::Request;
use super::{ACTOR_SIZE, BAND_GAP, COLUMN_PITCH, LANE_PADDING, LANE_WIDTH, ROW_PITCH};

/// Width over height that the lanes are wrapped for: about that of a screen with panels at its sides.
const WANTED_RATIO: f64 = 1.6;
/// What the actors' own extent keeps to, for all but a handful of them.
const WIDEST_RATIO: f64 = 2.8;
/// How far apart rows may stand when nothing but comfort asks for it.
const COMFORTABLE_PITCH: f64 = 112.0;
/// Fewer actors than this may stand in a long row.
const HANDFUL: usize = 10;

/// One lane's share of the frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LaneFrame {
    /// Middle of its first column.
    pub(super) first_x: f64,
    pub(super) columns: usize,
    pub(super) actors: usize,
}

impl LaneFrame {
    /// How many rows its actors take up; each column begins a fraction of a row below the one before.
    fn rows(self) -> f64 {
        let columns = self.columns.max(1) as f64;
        if self.actors == 0 { 0.0 } else { 1.0 + (self.actors - 1) as f64 / columns }
    }
}

/// The frame.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) lanes: Vec<LaneFrame>,
    pub(super) width: f64,
    /// From row to row.
    pub(super) pitch: f64,
    /// The most rows that a lane has.
    rows: f64,
    pub(super) band_columns: usize,
    pub(super) band_rows: usize,
}

impl Frame {
    pub(super) fn of(request: &Request) -> Self {
        let mut counts = vec![0_usize; request.lanes];
        let mut below = 0;
        for node in &request.nodes {
            match node.lane.and_then(|lane| counts.get_mut(lane)) {
                Some(count) => *count += 1,
                None => below += 1,
            }
        }
        let tallest = counts.iter().copied().max().unwrap_or_default();
        let mut frame = Self::wrapped(&counts, below, tallest);
        if frame.ratio() < WANTED_RATIO {
            // Fewer rows make a wider picture, so the right number of them can be found by halving.
            let rows = least(1, tallest, |rows| Self::wrapped(&counts, below, rows).ratio() <= WANTED_RATIO);
            let tall = Self::wrapped(&counts, below, rows);
            let wide = Self::wrapped(&counts, below, rows.saturating_sub(1).max(1));
            frame = if wide.ratio() / WANTED_RATIO < WANTED_RATIO / tall.ratio() { wide } else { tall };
        }
        let too_tall = |frame: &Self| frame.extent(&counts) / frame.height() < 1.0 / WIDEST_RATIO;
        if request.nodes.len() >= HANDFUL && too_tall(&frame) {
            // Lanes without actors made it look wide enough.
            let rows = least(1, frame.rows.ceil() as usize, |rows| too_tall(&Self::wrapped(&counts, below, rows)));
            frame = Self::wrapped(&counts, below, rows.saturating_sub(1).max(1));
        }
        frame.spread(frame.extent(&counts), request.nodes.len());
        frame
    }

    /// The frame when no lane may have more than `rows` rows.
    fn wrapped(counts: &[usize], below: usize, rows: usize) -> Self {
        let mut left = 0.0;
        let lanes: Vec<LaneFrame> = counts
            .iter()
            .map(|count| {
                let columns = count.div_ceil(rows.max(1)).max(1);
                let lane = LaneFrame { first_x: left + f64::from(LANE_WIDTH) / 2.0, columns, actors: *count };
                left += f64::from(LANE_WIDTH) + (columns - 1) as f64 * COLUMN_PITCH;
                lane
            })
            .collect();
        let rows = lanes.iter().map(|lane| lane.rows()).fold(0.0, f64::max);
        // As many supporters side by side as there is room for, or as a compact block of them needs.
        let room = if rows > 0.0 { (left / COLUMN_PITCH) as usize } else { 0 };
        let compact = (below as f64 * WANTED_RATIO * ROW_PITCH / COLUMN_PITCH).sqrt().ceil() as usize;
        let band_rows = below.div_ceil(room.max(compact).max(1));
        let band_columns = below.div_ceil(band_rows.max(1));
        let width = left.max(band_columns as f64 * COLUMN_PITCH);
        Self { lanes, width, pitch: ROW_PITCH, rows, band_columns, band_rows }
    }

    /// Lets rows stand farther apart where the picture would be a strip.
    fn spread(&mut self, extent: f64, actors: usize) {
        if self.rows <= 1.0 {
            return;
        }
        let comfortable = (self.width / WANTED_RATIO - self.band_height()) / self.rows;
        self.pitch = comfortable.floor().clamp(ROW_PITCH, COMFORTABLE_PITCH);
        if actors >= HANDFUL {
            let needed = (extent / WIDEST_RATIO - self.band_height() - f64::from(ACTOR_SIZE.1)) / (self.rows - 1.0);
            self.pitch = self.pitch.max(needed.ceil());
        }
    }

    fn band_height(&self) -> f64 {
        if self.band_rows == 0 { 0.0 } else { f64::from(BAND_GAP) + self.band_rows as f64 * ROW_PITCH }
    }

    fn height(&self) -> f64 {
        (self.rows * self.pitch + self.band_height()).max(1.0)
    }

    fn ratio(&self) -> f64 {
        self.width / self.height()
    }

    /// From the left edge of the first lane that has actors to the right edge of the last.
    fn extent(&self, counts: &[usize]) -> f64 {
        let mut used = self.lanes.iter().zip(counts).filter(|(_, count)| **count > 0).map(|(lane, _)| lane);
        let right_of = |lane: &LaneFrame| lane.first_x + (lane.columns - 1) as f64 * COLUMN_PITCH;
        let right = used.clone().next_back().map(right_of);
        let left = used.next().map(|lane| lane.first_x);
        let lanes = left.zip(right).map_or(0.0, |(left, right)| right - left + f64::from(ACTOR_SIZE.0));
        lanes.max(self.band_columns as f64 * COLUMN_PITCH)
    }

    /// Half the way from the highest middle of a box to the lowest.
    pub(super) fn half_height(&self) -> f64 {
        (self.rows - 1.0).max(0.0) * self.pitch / 2.0
    }

    /// From one actor of a lane's order to the next: a fraction of a row where the lane has several columns. The one
    /// after a full round of columns is a row below.
    pub(super) fn gap(&self, lane: usize) -> f64 {
        self.pitch / self.lanes.get(lane).map_or(1, |lane| lane.columns.max(1)) as f64
    }

    /// Where the actor at a position of a lane's order stands before heights are evened out, y from the middle row.
    /// Actors are dealt to the columns in turn, each a bit lower than the one before: who comes early in the order
    /// stands high whatever the columns, and a link can pass level between the boxes of the next column.
    pub(super) fn spot(&self, lane: usize, position: usize) -> (f64, f64) {
        let frame = self.lanes.get(lane).copied().unwrap_or_default();
        let x = frame.first_x + (position % frame.columns.max(1)) as f64 * COLUMN_PITCH;
        let middle = frame.actors.saturating_sub(1) as f64 / 2.0;
        (x, (position as f64 - middle) * self.gap(lane))
    }

    /// Leftmost and rightmost middle of a box that stays inside the lanes.
    pub(super) fn band_bounds(&self) -> (f64, f64) {
        let margin = f64::from(LANE_PADDING) + f64::from(ACTOR_SIZE.0) / 2.0;
        let right = (self.width - margin).max(margin + self.band_columns.saturating_sub(1) as f64 * COLUMN_PITCH);
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
