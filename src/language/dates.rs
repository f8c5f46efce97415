//! Dates of the calendar, and how they are written.

use super::Language;
use crate::map::Year;

/// A date: 24/11/2026, or 24 November 2026.
pub fn date(year: Year, month: u32, day: u32, language: Language) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let named = (month as usize).checked_sub(1).and_then(|at| MONTHS.get(at));
    match (language, named) {
        (Language::English, Some(month)) => format!("{day} {month} {year}"),
        _ => format!("{day:02}/{month:02}/{year}"),
    }
}

/// Year, month and day of a day counted from 1 January 1970.
pub fn calendar_date(mut days: u64) -> (Year, u32, u32) {
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
            assert_eq!(calendar_date(days), date);
        }
    }
}
