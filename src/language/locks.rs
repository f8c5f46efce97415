//! Who else has a map open.

use jiff::civil::DateTime;

use super::{Language, date};

/// Who has a map open, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockHolder {
    /// The name of the person's account.
    pub person: Option<String>,
    /// The computer's name.
    pub computer: Option<String>,
    /// Since when, in local time.
    pub since: Option<DateTime>,
}

/// That somebody has the map open: on which computer, since when.
pub fn lock_line(holder: &LockHolder, language: Language) -> String {
    let person = holder.person.as_deref().unwrap_or(match language {
        Language::Vietnamese => "Người khác",
        Language::English => "Somebody else",
    });
    let computer = holder.computer.as_ref().map(|computer| match language {
        Language::Vietnamese => format!(" (máy {computer})"),
        Language::English => format!(" (on {computer})"),
    });
    let since = holder.since.map(|since| {
        let (time, day) = (since.time().strftime("%H:%M"), date(since.date(), language));
        match language {
            Language::Vietnamese => format!(" từ {time} ngày {day}"),
            Language::English => format!(" since {time}, {day}"),
        }
    });
    let (computer, since) = (computer.unwrap_or_default(), since.unwrap_or_default());
    match language {
        Language::Vietnamese => format!("{person}{computer} đang mở bản đồ này{since}."),
        Language::English => format!("{person}{computer} has had this map open{since}."),
    }
}
