//! Numbers in Vietnamese (`1.346,5`) and English (`1,346.5`) style.
//!
//! A cell such as `1.346` is ambiguous, so the style is inferred from a whole column before any cell is parsed.

use std::ops::RangeInclusive;

/// How the numbers of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberStyle {
    /// Dots group thousands, a comma precedes decimals: `1.346,5`.
    Vietnamese,
    /// Commas group thousands, a dot precedes decimals: `1,346.5`.
    English,
}

impl NumberStyle {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Vietnamese, Self::English];

    fn separators(self) -> (char, char) {
        match self {
            Self::Vietnamese => ('.', ','),
            Self::English => (',', '.'),
        }
    }
}

/// Values allowed in a numeric column; used to distinguish the styles.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange) struct NumberLimits {
    /// Integers only.
    pub integer_only: bool,
    /// Allowed values; `None` for all.
    pub range: Option<RangeInclusive<f64>>,
}

impl NumberLimits {
    fn allows(&self, value: f64) -> bool {
        (!self.integer_only || value.fract() == 0.0) && self.range.as_ref().is_none_or(|range| range.contains(&value))
    }
}

/// What one cell may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Interpretation {
    /// The same in both styles.
    AnyStyle(f64),
    /// A number in one style only.
    OneStyle(NumberStyle, f64),
    /// Two different numbers.
    Ambiguous,
    /// Not a number in any style.
    NotANumber,
}

/// A numeric cell: its row and text.
pub(in crate::exchange) type NumberedCell<'a> = (usize, &'a str);

/// The result of inferring the style of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum StyleInference<'a> {
    /// This style; no cell contradicts it.
    Style(NumberStyle),
    /// Undecided; the first ambiguous cell.
    Ambiguous(NumberedCell<'a>),
    /// Some cells are valid in one style only and some in the other; the first of each, by row.
    Mixed(NumberedCell<'a>, NumberedCell<'a>),
}

/// Parses a number in a style; thousands must be in groups of three. Infinite when the value exceeds `f64`.
pub(super) fn parse(text: &str, style: NumberStyle) -> Option<f64> {
    if let Some(value) = plain(text) {
        return Some(value);
    }
    let (group, decimal) = style.separators();
    let text = text.trim();
    let (sign, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = match mantissa.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let whole = strip_grouping(whole, group)?;
    let fraction = match fraction {
        Some(fraction) if fraction.is_empty() || !is_digits(fraction) => return None,
        Some(fraction) => fraction,
        None if whole.is_empty() => return None,
        None => "",
    };
    format!("{sign}0{whole}.{fraction}0e{exponent}").parse().ok()
}

/// The number that only digits are, in either style; most cells of a register are.
fn plain(text: &str) -> Option<f64> {
    /// So many digits are exact.
    const MOST: usize = 15;
    let is_plain = (1..=MOST).contains(&text.len()) && is_digits(text);
    if is_plain { text.parse::<u64>().ok().map(|value| value as f64) } else { None }
}

/// The digits of an integer part written with or without groups of three; `None` if malformed.
fn strip_grouping(text: &str, group: char) -> Option<String> {
    let is_separator = |c: char| c == group || matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let mut parts = text.split(is_separator);
    let first = parts.next().unwrap_or_default();
    if !is_digits(first) {
        return None;
    }
    let rest: Vec<&str> = parts.collect();
    let is_grouped = !first.is_empty()
        && first.len() <= 3
        && !first.starts_with('0')
        && rest.iter().all(|part| part.len() == 3 && is_digits(part));
    (rest.is_empty() || is_grouped).then(|| format!("{first}{}", rest.concat()))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a spelling of NaN or infinity that other programs write.
pub(super) fn is_not_finite(text: &str) -> bool {
    let word = text.trim().trim_start_matches(['-', '+', '−']).to_lowercase();
    matches!(word.as_str(), "nan" | "inf" | "infinity" | "∞" | "1.#inf" | "1.#ind" | "1.#qnan")
}

/// Interprets a cell in a column with these limits. Limits only choose between styles; a number outside them in every
/// style is still a number.
pub(super) fn interpret(text: &str, limits: &NumberLimits) -> Interpretation {
    if let Some(value) = plain(text) {
        return Interpretation::AnyStyle(value);
    }
    let all: Vec<(NumberStyle, f64)> =
        NumberStyle::ALL.into_iter().filter_map(|style| Some((style, parse(text, style)?))).collect();
    let allowed: Vec<(NumberStyle, f64)> = all.iter().copied().filter(|(_, value)| limits.allows(*value)).collect();
    let differ = |a: f64, b: f64| a.to_bits() != b.to_bits();
    match (all.as_slice(), allowed.as_slice()) {
        ([(_, a), (_, b)], _) if !differ(*a, *b) => Interpretation::AnyStyle(*a),
        ([_, _], [(style, value)]) | ([(style, value)], _) => Interpretation::OneStyle(*style, *value),
        ([_, _], _) => Interpretation::Ambiguous,
        _ => Interpretation::NotANumber,
    }
}

/// Infers the style of a column from all its cells.
pub(in crate::exchange) fn infer_style<'a>(
    cells: impl Iterator<Item = NumberedCell<'a>>,
    limits: &NumberLimits,
) -> StyleInference<'a> {
    let (mut vietnamese, mut english, mut ambiguous) = (None, None, None);
    for cell in cells {
        let first = match interpret(cell.1, limits) {
            Interpretation::OneStyle(NumberStyle::Vietnamese, _) => &mut vietnamese,
            Interpretation::OneStyle(NumberStyle::English, _) => &mut english,
            Interpretation::Ambiguous => &mut ambiguous,
            Interpretation::AnyStyle(_) | Interpretation::NotANumber => continue,
        };
        first.get_or_insert(cell);
    }
    match (vietnamese, english, ambiguous) {
        (Some(one), Some(other), _) => StyleInference::Mixed(one.min(other), one.max(other)),
        (None, None, Some(cell)) => StyleInference::Ambiguous(cell),
        (None, Some(_), _) => StyleInference::Style(NumberStyle::English),
        _ => StyleInference::Style(NumberStyle::Vietnamese),
    }
}
