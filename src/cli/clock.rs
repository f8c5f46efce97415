//! What year it is: the one clock of the command line.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::map::Year;

/// The current year, in UTC.
pub(super) fn current_year() -> Year {
    today().0
}

/// Year, month and day, in UTC.
pub(super) fn today() -> (Year, u32, u32) {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    date_of(days)
}

/// The date of a day counted from 1 January 1970.
fn date_of(mut days: u64) -> (Year, u32, u32) {
    const FOUR_CENTURIES: u64 = 146_097;
    let mut year = 1970 + 400 * (days / FOUR_CENTURIES);
    days %= FOUR_CENTURIES;
    loop {
        let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let february = 28 + u64::from(is_leap);
        for (month, length) in (1..).zip([31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
            if days < length {
                return (Year::try_from(year).unwrap_or(Year::MAX), month, days as u32 + 1);
            }
            days -= length;
        }
        year += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        for (days, date) in [
            (0, (1970, 1, 1)),
            (59, (1970, 3, 1)),
            (11_016, (2000, 2, 29)),
            (18_322, (2020, 3, 1)),
            (47_540, (2100, 2, 28)),
            (47_541, (2100, 3, 1)),
        ] {
            assert_eq!(date_of(days), date);
        }
    }
}
