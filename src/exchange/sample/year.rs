//! The year that samples are about.

use crate::map::Year;

/// The year of every sample; fixed, so that samples do not change over time.
pub(super) const YEAR: Year = 2024;
