//! Pinned actors stay where they are; the others of a column step down to where nothing is in their way.

use super::{ACTOR_SIZE, COLUMN_GAP, ROW_GAP};

/// The boxes that others have to keep clear of, sorted by x.
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

    /// The heights that a box in the column at `x` must not have, as open spans from top to bottom that do not touch.
    pub(super) fn blocked_spans(&self, x: f64) -> Vec<(f64, f64)> {
        let reach = f64::from(ACTOR_SIZE.0 + COLUMN_GAP);
        let clear = f64::from(ACTOR_SIZE.1 + ROW_GAP);
        let start = self.sorted.partition_point(|pin| pin.0 <= x - reach);
        let end = self.sorted.partition_point(|pin| pin.0 < x + reach);
        let mut ys: Vec<f64> = self.sorted.get(start..end).unwrap_or_default().iter().map(|pin| pin.1).collect();
        ys.sort_by(f64::total_cmp);
        let mut spans: Vec<(f64, f64)> = Vec::new();
        for y in ys {
            match spans.last_mut() {
                Some(last) if y - clear < last.1 => last.1 = y + clear,
                _ => spans.push((y - clear, y + clear)),
            }
        }
        spans
    }
}

/// The heights of a column's boxes, from top to bottom, moved down as little as it takes to keep clear of the spans
/// and `gap` from each other.
pub(super) fn push_below(heights: &mut [f64], spans: &[(f64, f64)], gap: f64) {
    let mut spans = spans.iter().peekable();
    let mut least = f64::NEG_INFINITY;
    for height in heights {
        let mut y = height.max(least);
        while let Some(span) = spans.peek() {
            if y <= span.0 {
                break;
            }
            if y < span.1 {
                // Whole units, so that a place reads back as the same number.
                y = span.1.ceil();
            }
            spans.next();
        }
        *height = y;
        least = y + gap;
    }
}
