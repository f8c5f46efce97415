//! Volumes as whole numbers.

use super::dinic::UNBOUNDED;

/// A power of two, so that decimal volumes stay exact: the total supply has 44 binary digits.
pub(super) struct FlowUnit(f64);

impl FlowUnit {
    pub fn for_total(total: f64) -> Self {
        Self((total.log2().ceil() - 44.0).exp2())
    }

    pub fn to_units(&self, volume: f64) -> u64 {
        let count = (volume / self.0).round();
        // A capacity too large for the integers is no bound.
        if count < UNBOUNDED as f64 { count as u64 } else { UNBOUNDED }
    }

    pub fn to_volume(&self, count: u64) -> f64 {
        count as f64 * self.0
    }
}
