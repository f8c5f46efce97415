//! What year it is: the one clock of the command line.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::map::Year;

/// The current year, in UTC.
pub(super) fn current_year() -> Year {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    year_of(days)
}

/// The year of a day counted from 1 January 1970.
fn year_of(mut days: u64) -> Year {
    const FOUR_CENTURIES: u64 = 146_097;
    let mut year = 1970 + 400 * (days / FOUR_CENTURIES);
    days %= FOUR_CENTURIES;
    loop {
        let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let length = 365 + u64::from(is_leap);
        if days < length {
            return Year::try_from(year).unwrap_or(Year::MAX);
        }
        days -= length;
        year += 1;
    }
}
