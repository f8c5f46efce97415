//! Numbers as people in Vietnam (`1.346,5`) and elsewhere (`1,346.5`) write them.
//!
//! A cell such as `1.346` says nothing by itself, so a whole column is looked at before any of it is read.

use std::ops::RangeInclusive;

/// How the numbers of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberStyle {
    /// Dots between thousands, a comma before decimals: `1.346,5`.
    Vietnamese,
    /// Commas between thousands, a dot before decimals: `1,346.5`.
    English,
}

impl NumberStyle {
    const ALL: [Self; 2] = [Self::Vietnamese, Self::English];

    fn separators(self) -> (char, char) {
        match self {
            Self::Vietnamese => ('.', ','),
            Self::English => (',', '.'),
        }
    }
}

/// What a column of numbers may hold; it helps to tell the styles apart.
#[derive(Clone, Debug, Default)]
pub(super) struct NumberLimits {
    /// Whole numbers only.
    pub integer_only: bool,
    /// Nothing outside.
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

/// A cell that says something about its column: its row and text.
pub(super) type NumberedCell<'a> = (usize, &'a str);

/// How a column is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StyleInference<'a> {
    /// In this style; no cell speaks of another.
    Style(NumberStyle),
    /// Nothing decides; this is the first cell that could be two numbers.
    Ambiguous(NumberedCell<'a>),
    /// Some cells are numbers in one style only and some in the other; these are the first of each.
    Mixed(NumberedCell<'a>, NumberedCell<'a>),
}

/// The number that a text is in a style; thousands must be in whole groups. It may be infinite when the text is
/// beyond what can be counted.
pub(super) fn parse(text: &str, style: NumberStyle) -> Option<f64> {
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

/// The digits of a whole part, with or without groups of three.
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

/// Whether a text is one of the words for "not a number" and "infinite" that other programs write.
pub(super) fn is_not_finite(text: &str) -> bool {
    let word = text.trim().trim_start_matches(['-', '+', '−']).to_lowercase();
    matches!(word.as_str(), "nan" | "inf" | "infinity" | "∞" | "1.#inf" | "1.#ind" | "1.#qnan")
}

/// What a cell may mean in a column with these limits. Limits only choose between styles; a number that breaks
/// them in every style is still a number.
pub(super) fn interpret(text: &str, limits: &NumberLimits) -> Interpretation {
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

/// How to read a column, from all its cells with their rows.
pub(super) fn infer_style<'a>(
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
