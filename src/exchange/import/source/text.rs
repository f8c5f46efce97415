//! Cells as they are meant: what nobody sees and what guards a text from a spreadsheet taken off, signs of official
//! statistics for nothing, and whole numbers in groups of three.

use std::borrow::Cow;

use csv::StringRecord;

use crate::language::{reversibly_marked, without_marked_direction};
use crate::map::is_invisible;
use crate::schema::folded_key;

/// A row whose cells are [`unguarded`].
pub(super) fn clean_row(cells: StringRecord) -> StringRecord {
    let is_clean = |cell: &str| matches!(unguarded(cell), Cow::Borrowed(text) if text.len() == cell.len());
    if cells.iter().all(is_clean) { cells } else { cells.iter().map(unguarded).collect::<Vec<_>>().into() }
}

/// A cell as it is meant: without space and invisible characters around it, and without a guard that keeps a spreadsheet
/// from reading it as a number or a formula: `="0180"` or `'0180`; and with the signs that are marked in it.
pub(in crate::exchange) fn unguarded(cell: &str) -> Cow<'_, str> {
    // What chooses the look of a sign belongs to that.
    let is_unseen = |c: char| is_invisible(c) && !matches!(c, '\u{fe00}'..='\u{fe0f}');
    let trimmed = cell.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
    match without_marked_direction(trimmed) {
        Cow::Borrowed(text) => without_guard(text),
        Cow::Owned(text) => without_guard(&text).into_owned().into(),
    }
}

fn without_guard(trimmed: &str) -> Cow<'_, str> {
    if let Some(inside) = inside_quoted_guard(trimmed) {
        return if inside.contains('"') { Cow::Owned(inside.replace("\"\"", "\"")) } else { Cow::Borrowed(inside) };
    }
    Cow::Borrowed(behind_apostrophe(trimmed).unwrap_or(trimmed))
}

/// A text that [`unguarded`] gives back as it was: what looks guarded gets a guard, signs that turn the direction of text
/// are marked.
pub(in crate::exchange) fn guarded(text: &str) -> Cow<'_, str> {
    let looks_guarded = inside_quoted_guard(text).is_some() || behind_apostrophe(text).is_some();
    match reversibly_marked(text) {
        marked if looks_guarded => format!("'{marked}").into(),
        marked => marked,
    }
}

fn inside_quoted_guard(text: &str) -> Option<&str> {
    text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'))
}

/// What an apostrophe guards; one before another keeps a text that begins like a guarded one.
fn behind_apostrophe(text: &str) -> Option<&str> {
    let is_guarded = |c: char| c.is_ascii_digit() || matches!(c, '=' | '+' | '-' | '@' | '\'');
    text.strip_prefix('\'').filter(|inside| inside.starts_with(is_guarded))
}

/// Whether a cell is a sign of official statistics for nothing.
pub(in crate::exchange) fn is_nothing(text: &str) -> bool {
    const LONGEST: usize = 12;
    let is_sign =
        |c: char| matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '…' | '.' | '_' | '/' | '(' | ')' | ' ');
    (1..=LONGEST).contains(&text.len())
        && text != "."
        && (text.chars().all(is_sign)
            || matches!(text.to_lowercase().as_str(), "n/a" | "na" | "n.a." | "không" | "khong" | "ko"))
}

/// Whether a cell says that its row has totals.
pub(in crate::exchange) fn says_total(text: &str) -> bool {
    const LONGEST: usize = 80;
    /// What totals begin with; a corporation is “tổng công ty”.
    const BEGINNINGS: [&str; 18] = [
        "tong cong",
        "tong so",
        "cong toan",
        "cong don",
        "cong huyen",
        "cong quan",
        "cong xa",
        "toan huyen",
        "toan quan",
        "toan xa",
        "toan tinh",
        "toan thanh pho",
        "luy ke",
        "sub total",
        "subtotal",
        "grand total",
        "total of",
        "binh quan",
    ];
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    // Most names begin with another letter.
    if text.len() > LONGEST
        || !bare.starts_with(['t', 'T', 'c', 'C', 's', 'S', 'g', 'G', 'b', 'B', 'l', 'L', 'a', 'A', 'I', 'V', 'X'])
    {
        return false;
    }
    let key = folded_key(bare);
    // “A. Tổng số”, “II/ Cộng”.
    let is_ordinal = |word: &str| word.len() == 1 || word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let key = key.split_once(' ').filter(|(first, _)| is_ordinal(first)).map_or(key.as_str(), |(_, rest)| rest);
    // “Cộng: 12”, “Cộng (A+B)”, “Tổng I + II”.
    let is_number =
        |rest: &str| rest.split(' ').all(|word| is_ordinal(word) || word.bytes().all(|byte| byte.is_ascii_digit()));
    let begins = |beginning: &&str| {
        key.strip_prefix(*beginning)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') && !rest.starts_with(" ty"))
    };
    match key {
        "tong" | "cong" | "total" | "totals" | "sum" | "trung binh" | "average" => true,
        key if key
            .split_once(' ')
            .is_some_and(|(word, rest)| matches!(word, "tong" | "cong" | "total" | "sum") && is_number(rest)) =>
        {
            true
        }
        _ => BEGINNINGS.iter().any(begins),
    }
}

/// Whether a cell in a column of numbers says that there is none.
pub(in crate::exchange) fn is_no_number(text: &str) -> bool {
    const LONGEST: usize = 30;
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    is_nothing(text)
        || text.len() <= LONGEST
            && matches!(
                text.to_lowercase().as_str(),
                "?" | "null"
                    | "none"
                    | "nil"
                    | "blank"
                    | "trống"
                    | "tbd"
                    | "không có"
                    | "khong co"
                    | "chưa có"
                    | "chua co"
                    | "chưa rõ"
                    | "không rõ"
                    | "không xác định"
                    | "không có số liệu"
                    | "chưa có số liệu"
                    | "không báo cáo"
                    | "chưa báo cáo"
                    | "kxđ"
                    | "kxd"
                    | "k có"
                    | "k/c"
                    | "unknown"
            )
}

/// The digits of a whole number in groups of three: there a mark before exactly three digits can only part thousands.
pub(in crate::exchange) fn ungrouped(text: &str) -> Option<String> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut groups = text.trim().split(['.', ',', ' ', '\u{a0}', '\u{202f}', '\'', '’']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && is_digits(first)
        && !rest.is_empty()
        && rest.iter().all(|part| part.len() == 3 && is_digits(part));
    is_grouped.then(|| [first, &rest.concat()].concat())
}
