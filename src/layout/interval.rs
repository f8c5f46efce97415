//! A closed interval of numbers, possibly empty.

/// A closed interval, possibly empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interval(f32, f32);

impl Interval {
    /// The empty interval.
    pub(super) const EMPTY: Self = Self(f32::INFINITY, f32::NEG_INFINITY);

    pub(super) fn of(values: &[f32]) -> Self {
        let mut interval = Self::EMPTY;
        for value in values {
            interval.include(*value);
        }
        interval
    }

    pub(super) fn include(&mut self, value: f32) {
        *self = Self(self.0.min(value), self.1.max(value));
    }

    /// The smallest interval that contains both.
    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0.min(other.0), self.1.max(other.1))
    }

    /// Minimum and maximum; `None` when empty.
    pub(super) fn bounds(self) -> Option<(f32, f32)> {
        (self.0 <= self.1).then_some((self.0, self.1))
    }

    pub(super) fn length(self) -> f32 {
        (self.1 - self.0).max(0.0)
    }
}
