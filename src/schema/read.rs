//! Values as they are read from what a person types or pastes.

use std::collections::{BTreeMap, BTreeSet};

use super::conversion::{NameAndNumber, path_steps, split_amount, split_conversion, split_own_use};
use super::field::{Field, FieldType};
use super::keywords::{FLAGS, FORMS, KINDS, Keywords, LINK_KINDS, SECTORS, folded_key, keyword_lists, parse_keyword};
use super::measure::read_measure;
use super::names::FindByName;
use super::register_words::{parse_form, parse_kind, parse_sector};
use super::text::{banding_name, joined};
use crate::language::{Language, UiText, integer_required, number_required, parse_number};
use crate::map::{
    ActorKind, Banding, Conversion, LINE_LIMIT, NOTE_LIMIT, Portion, Supply, YEARS, Year, normalize_line,
    normalize_note,
};

/// Why a text is no value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadError {
    /// The field is not edited as text.
    NotText,
    /// A text that must not be empty.
    Empty,
    /// A text over this many characters.
    TooLong(usize),
    /// Not a number.
    NotANumber,
    /// Below zero.
    Negative,
    /// Outside 0 to 100.
    NotPercent,
    /// Not a whole number from this one on.
    NotWhole(u32),
    /// Not a year that a map may speak of.
    NotAYear,
    /// Not a word of a closed list, whose words in Vietnamese and English follow.
    UnknownKeyword(String, String),
    /// No record has this name.
    UnknownName(String),
    /// Several records have this name.
    AmbiguousName(String),
    /// Not of the form "A > B".
    NotAConversion,
    /// Fewer than two actors.
    PathTooShort,
}

impl ReadError {
    /// What is wrong, for whoever typed it.
    pub fn sentence(&self, language: Language) -> String {
        let (vi, en) = match self {
            Self::NotText => ("Ô này không nhập bằng chữ.".to_owned(), "This cannot be typed.".to_owned()),
            Self::Empty => ("Không được để trống.".to_owned(), "This must not be empty.".to_owned()),
            Self::TooLong(limit) => (format!("Dài quá {limit} ký tự."), format!("Longer than {limit} characters.")),
            Self::NotANumber => return number_required(language),
            Self::Negative => return UiText::NeedsNotNegative.text(language).to_owned(),
            Self::NotPercent => return UiText::NeedsShare.text(language).to_owned(),
            Self::NotWhole(least) => return integer_required(*least, language),
            Self::NotAYear => return UiText::NeedsYear.text(language).to_owned(),
            Self::UnknownKeyword(vi, en) => (format!("Cần một trong: {vi}."), format!("This must be one of: {en}.")),
            Self::UnknownName(name) => (format!("Không có “{name}”."), format!("There is no “{name}”.")),
            Self::AmbiguousName(name) => (format!("Có nhiều “{name}”."), format!("There are several “{name}”.")),
            Self::NotAConversion => {
                ("Cần dạng: Lúa > Gạo: 0,65.".to_owned(), "This must be like: Paddy > Rice: 0.65.".to_owned())
            }
            Self::PathTooShort => {
                ("Cần ít nhất hai tác nhân.".to_owned(), "This needs at least two actors.".to_owned())
            }
        };
        match language {
            Language::Vietnamese => vi,
            Language::English => en,
        }
    }
}

impl<R> Field<R> {
    /// Reads a value from text as people type it, and puts it into the record; records are found by their names.
    ///
    /// # Errors
    /// Why the text is no value of this field; the record is as it was.
    pub fn read(
        &self,
        record: &mut R,
        text: &str,
        map: &(impl FindByName + ?Sized),
        language: Language,
    ) -> Result<(), ReadError> {
        let typed = text.trim();
        match &self.kind {
            FieldType::Id(_) | FieldType::Figures(_) => return Err(ReadError::NotText),
            FieldType::Name(lens) => *(lens.get_mut)(record) = name(text)?,
            FieldType::Line(lens) => *(lens.get_mut)(record) = line(text)?,
            FieldType::Note(lens) => *(lens.get_mut)(record) = note(text)?,
            FieldType::Names(lens) => {
                *(lens.get_mut)(record) = items(typed).map(line).collect::<Result<BTreeSet<_>, _>>()?;
            }
            FieldType::Evidence(lens) => (lens.get_mut)(record).paper = line(text)?,
            FieldType::Order(lens) => *(lens.get_mut)(record) = whole(typed, 0, language)?.ok_or(ReadError::Empty)?,
            FieldType::Count(lens) => {
                *(lens.get_mut)(record) = whole(typed, 1, language)?.ok_or(ReadError::NotWhole(1))?;
            }
            FieldType::Whole(lens, least) => *(lens.get_mut)(record) = whole(typed, *least, language)?,
            FieldType::Amount(lens) => *(lens.get_mut)(record) = amount(typed, language)?,
            FieldType::Balance(lens) => *(lens.get_mut)(record) = any_number(typed, language)?,
            FieldType::Percent(lens) => *(lens.get_mut)(record) = percent(typed, language)?,
            FieldType::Goal(lens) => *(lens.get_mut)(record) = amount(typed, language)?.ok_or(ReadError::NotANumber)?,
            FieldType::Coordinate(lens) => {
                *(lens.get_mut)(record) = any_number(typed, language)?.ok_or(ReadError::NotANumber)? as f32;
            }
            FieldType::Year(lens) => *(lens.get_mut)(record) = parse_year(typed)?.ok_or(ReadError::NotAYear)?,
            FieldType::OptionalYear(lens) => *(lens.get_mut)(record) = parse_year(typed)?,
            FieldType::Flag(lens) => *(lens.get_mut)(record) = keyword(typed, FLAGS)?.unwrap_or_default(),
            FieldType::Answer(lens) => *(lens.get_mut)(record) = keyword(typed, FLAGS)?,
            FieldType::ActorKind(lens) => {
                *(lens.get_mut)(record) = spoken(typed, KINDS, parse_kind)?.ok_or(ReadError::Empty)?;
            }
            FieldType::Sector(lens) => {
                *(lens.get_mut)(record) = spoken(typed, SECTORS, parse_sector)?.ok_or(ReadError::Empty)?;
            }
            FieldType::LinkKind(lens) => {
                *(lens.get_mut)(record) = keyword(typed, LINK_KINDS)?.ok_or(ReadError::Empty)?;
            }
            FieldType::LinkForm(lens) => *(lens.get_mut)(record) = spoken(typed, FORMS, parse_form)?.flatten(),
            FieldType::Banding(lens) => *(lens.get_mut)(record) = banding(typed)?,
            FieldType::Stage(lens) => {
                *(lens.get_mut)(record) = optional(typed).map(|name| map.stage(name)).transpose()?;
            }
            FieldType::Product(lens) => {
                *(lens.get_mut)(record) = optional(typed).map(|name| map.product(name)).transpose()?;
            }
            FieldType::OneProduct(lens) => *(lens.get_mut)(record) = map.product(&required(typed.to_owned())?)?,
            FieldType::Products(lens) => {
                *(lens.get_mut)(record) =
                    items(typed).map(|name| map.product(name)).collect::<Result<BTreeSet<_>, _>>()?;
            }
            FieldType::Actor(lens) => *(lens.get_mut)(record) = map.actor(&required(typed.to_owned())?)?,
            FieldType::Actors(lens) => {
                *(lens.get_mut)(record) =
                    items(typed).map(|name| map.actor(name)).collect::<Result<BTreeSet<_>, _>>()?;
            }
            FieldType::Path(lens) => {
                let path = path_steps(typed).into_iter().map(|name| map.actor(name)).collect::<Result<Vec<_>, _>>()?;
                if path.len() < 2 {
                    return Err(ReadError::PathTooShort);
                }
                *(lens.get_mut)(record) = path;
            }
            FieldType::Supply(lens) => {
                let entry = |item| {
                    let (name, volume) = split_amount(item);
                    let (volume, kept) = split_own_use(volume.unwrap_or_default());
                    Ok(Supply {
                        product: map.product(name)?,
                        volume: amount(without_unit(volume), language)?,
                        own_use: amount(without_unit(kept.unwrap_or_default()), language)?,
                    })
                };
                *(lens.get_mut)(record) = items(typed).map(entry).collect::<Result<Vec<_>, _>>()?;
            }
            FieldType::Conversions(lens) => {
                *(lens.get_mut)(record) =
                    items(typed).map(|item| conversion(item, map, language)).collect::<Result<Vec<_>, _>>()?;
            }
            FieldType::Portions(lens) => {
                *(lens.get_mut)(record) = items(typed)
                    .map(|item| portion(split_amount(item), map, language))
                    .collect::<Result<Vec<_>, _>>()?;
            }
            FieldType::Measure(lens) => *(lens.get_mut)(record) = read_measure(typed, map)?,
            FieldType::KindsByYear(lens) => {
                *(lens.get_mut)(record) = items(typed).map(kind_from_year).collect::<Result<BTreeMap<_, _>, _>>()?;
            }
        }
        Ok(())
    }
}

fn optional(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn required(text: String) -> Result<String, ReadError> {
    if text.is_empty() { Err(ReadError::Empty) } else { Ok(text) }
}

fn bounded(text: String, limit: usize) -> Result<String, ReadError> {
    if text.chars().count() > limit { Err(ReadError::TooLong(limit)) } else { Ok(text) }
}

/// A line of text that must not be empty.
pub(super) fn name(text: &str) -> Result<String, ReadError> {
    required(line(text)?)
}

/// A line of text.
pub(super) fn line(text: &str) -> Result<String, ReadError> {
    bounded(normalize_line(text), LINE_LIMIT)
}

/// Text of several lines.
pub(super) fn note(text: &str) -> Result<String, ReadError> {
    bounded(normalize_note(text), NOTE_LIMIT)
}

/// A number that may be unknown; empty is unknown.
fn any_number(text: &str, language: Language) -> Result<Option<f64>, ReadError> {
    optional(text).map(|text| parse_number(text, language).ok_or(ReadError::NotANumber)).transpose()
}

fn amount(text: &str, language: Language) -> Result<Option<f64>, ReadError> {
    let value = any_number(text, language)?;
    if value.is_some_and(|value| value < 0.0) { Err(ReadError::Negative) } else { Ok(value) }
}

fn percent(text: &str, language: Language) -> Result<Option<f64>, ReadError> {
    let value = any_number(text.trim_end_matches('%'), language)?;
    if value.is_some_and(|value| !(0.0..=100.0).contains(&value)) { Err(ReadError::NotPercent) } else { Ok(value) }
}

fn whole(text: &str, least: u32, language: Language) -> Result<Option<u32>, ReadError> {
    // What is no number at all is told the same: no number with decimals would do.
    let value = any_number(text, language).map_err(|_| ReadError::NotWhole(least))?;
    let Some(value) = value else { return Ok(None) };
    let is_whole = value >= f64::from(least) && value <= f64::from(u32::MAX) && value.fract() == 0.0;
    if is_whole { Ok(Some(value as u32)) } else { Err(ReadError::NotWhole(least)) }
}

/// Reads a year that may be unknown; empty is unknown.
///
/// # Errors
/// Where the text is no year that a map may speak of.
pub fn parse_year(text: &str) -> Result<Option<Year>, ReadError> {
    let year = |text: &str| text.parse().ok().or_else(|| year_of_date(text)).or_else(|| year_in_words(text));
    let read = |text: &str| year(text).filter(|year| YEARS.contains(year)).ok_or(ReadError::NotAYear);
    optional(text).map(read).transpose()
}

/// The year of a date: `25/03/2003`, `25.3.2003`, `3/2003` or `2003-03-25`, with or without a time behind it.
fn year_of_date(text: &str) -> Option<Year> {
    let date = text.split_whitespace().next()?.split('T').next()?;
    let parts: Vec<&str> = date.split(['/', '.', '-']).collect();
    if let [month, year] = parts.as_slice() {
        let month = month.parse::<u8>().ok().filter(|month| (1..=12).contains(month) && !date.contains('.'));
        return month.and_then(|_| if year.len() == 4 { year.parse().ok() } else { None });
    }
    let number = |part: &str, longest: usize| {
        let is_number = (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { part.parse::<Year>().ok() } else { None }
    };
    let [first, middle, last] = parts.as_slice() else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    // A day and a month in either order.
    let (day, month) = (number(day, 2)?, number(middle, 2)?);
    let is_date = day.min(month) >= 1 && day.min(month) <= 12 && day.max(month) <= 31 && year.len() == 4;
    number(year, 4).filter(|_| is_date)
}

/// The year of a date in words, `ngày 25 tháng 3 năm 2003`, `12-Mar-2003`, `2003-03`: the only number of four digits among
/// words of dates, days and months.
fn year_in_words(text: &str) -> Option<Year> {
    const LONGEST: usize = 40;
    const WORDS: [&str; 18] = [
        "ngay", "thang", "nam", "quy", "i", "ii", "iii", "iv", "year", "in", "of", "st", "nd", "rd", "th", "dau",
        "giua", "cuoi",
    ];
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if text.len() > LONGEST || text.contains(['+', '*', '=']) {
        return None;
    }
    /// What a month or a quarter is written with in one word: T3, Thg3, Q1.
    const MARKS: [&str; 4] = ["thang", "thg", "t", "q"];
    let (mut year, mut numbers, mut words, mut highest) = (None, 0, 0, 0);
    let key = folded_key(text);
    for word in key.split(' ') {
        let digits = |mark: &&str| {
            let rest = word.strip_prefix(*mark)?;
            (!rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit())).then_some(rest)
        };
        let marked = MARKS.iter().find_map(digits);
        words += usize::from(marked.is_some());
        let word = marked.unwrap_or(word);
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            match word.len() {
                4 if year.is_none() && marked.is_none() => year = word.parse().ok(),
                1 | 2 if word.parse::<u8>().is_ok_and(|number| (1..=31).contains(&number)) => {
                    numbers += 1;
                    highest = highest.max(word.parse::<u8>().unwrap_or_default());
                }
                _ => return None,
            }
        } else if WORDS.contains(&word) || MONTHS.iter().any(|month| word.starts_with(month)) {
            words += 1;
        } else {
            return None;
        }
    }
    // A year and a month are a date only with a dash, a slash or a word between them.
    let is_month_behind = numbers == 1 && words == 0 && highest <= 12 && text.contains(['-', '/']);
    year.filter(|_| numbers <= 2 && (words > 0 || is_month_behind))
}

fn keyword<T: Copy>(text: &str, keywords: Keywords<T>) -> Result<Option<T>, ReadError> {
    spoken(text, keywords, |text| parse_keyword(keywords, text))
}

/// As [`keyword`], read by a function that knows more words than the list.
fn spoken<T>(text: &str, keywords: Keywords<T>, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ReadError> {
    let unknown = || {
        let (vi, en) = keyword_lists(keywords);
        ReadError::UnknownKeyword(vi, en)
    };
    optional(text).map(|text| parse(text).ok_or_else(unknown)).transpose()
}

/// The items of a list.
pub fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '|', '\n']).map(str::trim).filter(|item| !item.is_empty())
}

/// A volume without the unit behind it; a unit alone is no volume, and stays to be refused.
fn without_unit(text: &str) -> &str {
    let end = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let number = text.get(..end).unwrap_or(text).trim();
    if number.is_empty() { text } else { number }
}

fn conversion(item: &str, map: &(impl FindByName + ?Sized), language: Language) -> Result<Conversion, ReadError> {
    let (inputs, outputs) = split_conversion(item).ok_or(ReadError::NotAConversion)?;
    let (Some(((from, None), with)), Some((main, by_products))) = (inputs.split_first(), outputs.split_first()) else {
        return Err(ReadError::NotAConversion);
    };
    let portions = |parts: &[NameAndNumber<'_>]| {
        parts.iter().map(|part| portion(*part, map, language)).collect::<Result<Vec<_>, _>>()
    };
    let Portion { product: to, ratio: yield_ratio } = portion(*main, map, language)?;
    let from = map.product(from)?;
    Ok(Conversion { from, to, yield_ratio, with: portions(with)?, by_products: portions(by_products)? })
}

fn portion(
    (name, ratio): NameAndNumber<'_>,
    map: &(impl FindByName + ?Sized),
    language: Language,
) -> Result<Portion, ReadError> {
    Ok(Portion { product: map.product(name)?, ratio: amount(ratio.unwrap_or_default(), language)? })
}

/// "2021: HTX".
fn kind_from_year(item: &str) -> Result<(Year, ActorKind), ReadError> {
    let (year, kind) = split_amount(item);
    let year = parse_year(year)?.ok_or(ReadError::NotAYear)?;
    Ok((year, keyword(kind.unwrap_or_default(), KINDS)?.ok_or(ReadError::Empty)?))
}

fn banding(text: &str) -> Result<Option<Banding>, ReadError> {
    parse_banding(text).map_err(|(vietnamese, english)| ReadError::UnknownKeyword(vietnamese, english))
}

/// What bands stand for; empty is nothing.
///
/// # Errors
/// The known words in Vietnamese and in English, where it is none of them.
pub fn parse_banding(text: &str) -> Result<Option<Banding>, (String, String)> {
    let key = folded_key(text);
    let choices = || std::iter::once(None).chain(Banding::ALL.map(Some));
    let is_name = |bands: &Option<Banding>| {
        let name = banding_name(*bands);
        Language::ALL.iter().any(|language| folded_key(name.text(*language)) == key)
    };
    let list = |language| joined(choices().map(|bands| banding_name(bands).text(language)), ", ");
    let unknown = || (list(Language::Vietnamese), list(Language::English));
    if key.is_empty() { Ok(None) } else { choices().find(is_name).ok_or_else(unknown) }
}
