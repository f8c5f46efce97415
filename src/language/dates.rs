//! Formatting of calendar dates.

use jiff::civil::{Date, DateTime};

use super::Language;

/// A date: 24/11/2026, or 24 November 2026.
pub fn date(date: Date, language: Language) -> String {
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
    let (year, month, day) = (date.year(), date.month(), date.day());
    let named = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at));
    match (language, named) {
        (Language::English, Some(month)) => format!("{day} {month} {year}"),
        _ => format!("{day:02}/{month:02}/{year}"),
    }
}

/// A date in digits, as fields read it: 24/11/2026, or 2026-11-24.
pub fn short_date(at: Date, language: Language) -> String {
    match language {
        Language::Vietnamese => date(at, language),
        Language::English => format!("{:04}-{:02}-{:02}", at.year(), at.month(), at.day()),
    }
}

/// A time of a day: 24/11/2026 14:05, or 24 November 2026, 14:05; the day is called so if it is `today`.
pub fn date_time(at: DateTime, today: Option<Date>, language: Language) -> String {
    let time = format!("{:02}:{:02}", at.hour(), at.minute());
    match (language, today == Some(at.date())) {
        (Language::Vietnamese, true) => format!("Hôm nay, {time}"),
        (Language::English, true) => format!("Today, {time}"),
        (Language::Vietnamese, false) => format!("{} {time}", date(at.date(), language)),
        (Language::English, false) => format!("{}, {time}", date(at.date(), language)),
    }
}
