//! Pinned actors as obstacles: the others of a column move down to where they fit.

use super::dimensions::{ACTOR_SIZE, COLUMN_GAP, ROW_GAP};

/// Boxes that others must not overlap, sorted by x.
#[derive(Debug)]
pub(super) struct Obstacles {
    sorted: Vec<(f64, f64)>,
}

impl Obstacles {
    pub(super) fn new(pins: impl Iterator<Item = (f32, f32)>) -> Self {
        let mut sorted: Vec<(f64, f64)> = pins.map(|(x, y)| (f64::from(x), f64::from(y))).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        Self { sorted }
    }

    /// Blocked y ranges for a box in the column at `x`, as disjoint open intervals from top to bottom.
    pub(super) fn blocked_spans(&self, x: f64) -> Vec<(f64, f64)> {
        let min_dx = f64::from(ACTOR_SIZE.0 + COLUMN_GAP);
        let min_dy = f64::from(ACTOR_SIZE.1 + ROW_GAP);
        let start = self.sorted.partition_point(|pin| pin.0 <= x - min_dx);
        let end = self.sorted.partition_point(|pin| pin.0 < x + min_dx);
        let mut ys: Vec<f64> = self.sorted.get(start..end).unwrap_or_default().iter().map(|pin| pin.1).collect();
        ys.sort_by(f64::total_cmp);
        let mut spans: Vec<(f64, f64)> = Vec::new();
        for y in ys {
            match spans.last_mut() {
                Some(last) if y - min_dy < last.1 => last.1 = y + min_dy,
                _ => spans.push((y - min_dy, y + min_dy)),
            }
        }
        spans
    }
}

/// Moves the box centres of a column, given from top to bottom, down by the minimum that clears the spans and keeps
/// them `gap` apart.
pub(super) fn push_down(heights: &mut [f64], spans: &[(f64, f64)], gap: f64) {
    let mut spans = spans.iter().peekable();
    let mut min_y = f64::NEG_INFINITY;
    for height in heights {
        let mut y = height.max(min_y);
        while let Some(span) = spans.peek() {
            if y <= span.0 {
                break;
            }
            if y < span.1 {
                // Rounded up to whole units, so that a saved position reads back as the same number.
                y = span.1.ceil();
            }
            spans.next();
        }
        *height = y;
        min_y = y + gap;
    }
}
