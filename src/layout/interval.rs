//! From the least to the greatest of some numbers.

/// From the least to the greatest of some numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interval(f32, f32);

impl Interval {
    /// Of no numbers.
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

    /// That of the numbers of both.
    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0.min(other.0), self.1.max(other.1))
    }

    /// The least and the greatest, where there are any.
    pub(super) fn bounds(self) -> Option<(f32, f32)> {
        (self.0 <= self.1).then_some((self.0, self.1))
    }

    pub(super) fn length(self) -> f32 {
        (self.1 - self.0).max(0.0)
    }
}
