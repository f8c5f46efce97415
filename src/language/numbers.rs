//! Formatting and parsing of numbers: `1.346,5` in Vietnamese, `1,346.5` in English.

use super::Language;

/// The most decimals shown.
const MAX_DECIMALS: usize = 3;
/// No-break space between a number and its unit.
const NO_BREAK: char = '\u{a0}';
/// Shown for a value that is not finite.
const NOT_A_NUMBER: &str = "–";

impl Language {
    /// The thousands separator.
    fn group_separator(self) -> char {
        match self {
            Self::Vietnamese => '.',
            Self::English => ',',
        }
    }

    /// The decimal separator.
    fn decimal_separator(self) -> char {
        match self {
            Self::Vietnamese => ',',
            Self::English => '.',
        }
    }
}

/// A number with grouped digits and at most three decimals, without trailing zeros; a dash when not finite.
pub fn number(value: f64, language: Language) -> String {
    with_decimals(value, MAX_DECIMALS, language)
}

/// A change: with its sign, "+84" or "−7".
pub fn signed_number(value: f64, language: Language) -> String {
    if value > 0.0 { format!("+{}", number(value, language)) } else { number(value, language).replacen('-', "−", 1) }
}

/// A whole number with grouped digits.
pub fn integer(value: u64, language: Language) -> String {
    group_digits(&value.to_string(), language)
}

/// Money in đồng, without decimals.
pub fn money_vnd(value: f64, language: Language) -> String {
    let amount = with_decimals(value, 0, language);
    match language {
        Language::Vietnamese => format!("{amount}{NO_BREAK}đồng"),
        Language::English => format!("VND{NO_BREAK}{amount}"),
    }
}

/// Money in đồng, in billions or millions from that amount on: `20 tỷ đồng`.
pub fn money_vnd_short(value: f64, language: Language) -> String {
    let (divisor, vi, en) = match value.abs() {
        size if size >= 1e9 => (1e9, "tỷ\u{a0}đồng", "billion"),
        size if size >= 1e6 => (1e6, "triệu\u{a0}đồng", "million"),
        _ => return money_vnd(value, language),
    };
    let amount = with_decimals(value / divisor, 2, language);
    match language {
        Language::Vietnamese => format!("{amount}{NO_BREAK}{vi}"),
        Language::English => format!("VND{NO_BREAK}{amount}{NO_BREAK}{en}"),
    }
}

/// A share, given in per cent: 70 is `70%`; at most two decimals.
pub fn percent(value: f64, language: Language) -> String {
    if value.is_finite() { format!("{}%", with_decimals(value, 2, language)) } else { NOT_A_NUMBER.to_owned() }
}

/// The error of a number field for text that is not a number.
pub fn number_required(language: Language) -> String {
    let example = number(1346.5, language);
    match language {
        Language::Vietnamese => format!("Cần nhập một số, ví dụ {example}."),
        Language::English => format!("This needs a number, such as {example}."),
    }
}

/// The error of a field for whole numbers from `least` up.
pub fn integer_required(least: u32, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Cần nhập số nguyên từ {least} trở lên."),
        Language::English => format!("This needs a whole number, {least} or more."),
    }
}

/// Parses a typed number. Tries the separators of `language` first, then those of the other language, so that `0.65`
/// typed in Vietnamese is accepted. Ignores spaces and accepts hyphen and minus sign; anything else, infinity included,
/// gives `None`.
pub fn parse_number(typed: &str, language: Language) -> Option<f64> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let plain = plain_digits(digits, language.group_separator(), language.decimal_separator())
        .or_else(|| plain_digits(digits, language.decimal_separator(), language.group_separator()))?;
    let value: f64 = plain.parse().ok()?;
    value.is_finite().then_some(if negative && value != 0.0 { -value } else { value })
}

/// `digits` without group separators and with a decimal point; `None` when malformed with these separators.
fn plain_digits(digits: &str, group: char, point: char) -> Option<String> {
    let (whole, decimals) = match digits.split_once(point) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(group);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    // A grouped number does not begin with 0, and only its first group may have fewer than three digits.
    let well_grouped = rest.is_empty()
        || ((1..=3).contains(&first.len())
            && !first.starts_with('0')
            && rest.iter().all(|group| group.len() == 3 && all_digits(group)));
    if !all_digits(first) || !well_grouped || decimals.is_some_and(|decimals| !all_digits(decimals)) {
        return None;
    }
    let mut plain = first.to_owned();
    plain.extend(rest);
    if let Some(decimals) = decimals {
        plain.push('.');
        plain.push_str(decimals);
    }
    Some(plain)
}

fn with_decimals(value: f64, decimals: usize, language: Language) -> String {
    if !value.is_finite() {
        return NOT_A_NUMBER.to_owned();
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut out = String::new();
    if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        out.push('-');
    }
    out.push_str(&group_digits(whole, language));
    if !fraction.is_empty() {
        out.push(language.decimal_separator());
        out.push_str(fraction);
    }
    out
}

fn group_digits(digits: &str, language: Language) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(language.group_separator());
        }
        out.push(digit);
    }
    out
}
