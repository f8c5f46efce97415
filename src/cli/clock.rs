//! What year it is: the one clock of the command line.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::language::calendar_date;
use crate::map::Year;

/// The current year, in UTC.
pub(super) fn current_year() -> Year {
    today().0
}

/// Year, month and day, in UTC.
pub(super) fn today() -> (Year, u32, u32) {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    calendar_date(days)
}
