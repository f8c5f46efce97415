//! How a target is counted, read from what `language` says of it and as people write that: in either language, with or
//! without accents.

use std::collections::BTreeSet;

use super::keywords::{KINDS, SECTORS, folded_key, parse_keyword};
use super::names::FindByName;
use super::read::{ReadError, parse_year};
use super::text::joined;
use crate::language::{Language, MeasureText, measure_sentence};
use crate::map::{ActorKind, LinkageMap, Measure, ProductId, Year};

/// Reads how a target is counted.
///
/// # Errors
/// Why the text says none of that.
pub fn read_measure(text: &str, map: &(impl FindByName + ?Sized)) -> Result<Measure, ReadError> {
    let said = |template: MeasureText| Language::ALL.iter().find_map(|it| argument(text, template.text(*it)));
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    for (template, measure) in [
        (MeasureText::LinkedModels, Measure::LinkedModels),
        (MeasureText::EffectiveShare, Measure::EffectiveShare),
        (MeasureText::FundCapital, Measure::FundCapital),
        (MeasureText::ContractVolume, Measure::ContractVolume { product: None }),
    ] {
        if said(template).is_some() {
            return Ok(measure);
        }
    }
    if let Some(kinds) = said(MeasureText::Founded) {
        return Ok(Measure::Founded { kinds: parts(&kinds).map(kind).collect::<Result<_, _>>()? });
    }
    if let Some(year) = said(MeasureText::MemberGrowth) {
        return Ok(Measure::MemberGrowth { base_year: parse_year(&year)?.ok_or(ReadError::NotAYear)? });
    }
    if let Some(name) = said(MeasureText::ContractVolumeOf).filter(|name| !name.is_empty()) {
        return Ok(Measure::ContractVolume { product: Some(map.product(&name)?) });
    }
    said(MeasureText::Count).map_or_else(|| Err(unknown()), |what| read_count(&what))
}

/// The kind, the sector, the commune and the district that count; only the kind must be given.
fn read_count(text: &str) -> Result<Measure, ReadError> {
    let parts: Vec<&str> = parts(text).collect();
    let (first, mut rest) = parts.split_first().ok_or(ReadError::Empty)?;
    let is_any = Language::ALL.iter().any(|it| folded_key(MeasureText::Actors.text(*it)) == folded_key(first));
    let kind = if is_any { None } else { Some(kind(first)?) };
    // The name of a sector may have a comma of its own.
    let mut sector = None;
    for length in (1..=rest.len().min(2)).rev() {
        let (head, tail) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        if let Some(found) = parse_keyword(SECTORS, &head.join(", ")) {
            (sector, rest) = (Some(found), tail);
            break;
        }
    }
    let in_commune = |part: &str| -> Option<String> {
        Language::ALL.iter().find_map(|it| argument(part, MeasureText::InCommune.text(*it)))
    };
    let (commune, district) = match rest {
        [] => (String::new(), String::new()),
        [place] => in_commune(place).map_or_else(|| (String::new(), (*place).to_owned()), |name| (name, String::new())),
        [commune, district] => (in_commune(commune).unwrap_or_else(|| (*commune).to_owned()), (*district).to_owned()),
        _ => return Err(unknown()),
    };
    Ok(Measure::Count { kind, sector, district, commune })
}

fn kind(text: &str) -> Result<ActorKind, ReadError> {
    parse_keyword(KINDS, text).ok_or_else(|| ReadError::UnknownName(text.to_owned()))
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty())
}

fn unknown() -> ReadError {
    let (vietnamese, english) = known_measures();
    ReadError::UnknownKeyword(vietnamese, english)
}

/// The ways to count, in Vietnamese and in English, for messages.
pub fn known_measures() -> (String, String) {
    let all = [
        MeasureText::LinkedModels,
        MeasureText::Founded,
        MeasureText::MemberGrowth,
        MeasureText::EffectiveShare,
        MeasureText::FundCapital,
        MeasureText::ContractVolume,
        MeasureText::Count,
    ];
    let list = |language| joined(all.iter().map(|it| it.text(language).replace("{}", "…")), "; ");
    (list(Language::Vietnamese), list(Language::English))
}

/// What stands in a text where a template has `{}`, the other words being alike but for case, accents and punctuation;
/// nothing where the template has no place for it.
fn argument(text: &str, template: &str) -> Option<String> {
    let Some((before, after)) = template.split_once("{}") else {
        return (folded_key(text) == folded_key(template)).then(String::new);
    };
    let (before, after) = (before.split_whitespace().count(), after.split_whitespace().count());
    let words: Vec<&str> = text.split_whitespace().collect();
    let middle = words.len().checked_sub(before + after)?;
    let (head, rest) = words.split_at_checked(before)?;
    let (argument, tail) = rest.split_at_checked(middle)?;
    let said = format!("{} {}", head.join(" "), tail.join(" "));
    (folded_key(&said) == folded_key(template)).then(|| argument.join(" "))
}

/// What is offered to whoever types how a target is counted.
pub fn measure_choices(map: &LinkageMap, year: Year, language: Language) -> Vec<String> {
    let founded = |kind: ActorKind| Measure::Founded { kinds: BTreeSet::from([kind]) };
    let volume = |product: Option<ProductId>| Measure::ContractVolume { product };
    let count = |kind: Option<ActorKind>| Measure::Count {
        kind,
        sector: None,
        district: String::new(),
        commune: String::new(),
    };
    let usual = [
        Measure::LinkedModels,
        founded(ActorKind::Group),
        founded(ActorKind::Cooperative),
        Measure::MemberGrowth { base_year: year.saturating_sub(1) },
        Measure::EffectiveShare,
        Measure::FundCapital,
        volume(None),
        count(Some(ActorKind::Cooperative)),
    ];
    let further = map.products().keys().map(|id| volume(Some(*id)));
    let further = further.chain([founded(ActorKind::Union), founded(ActorKind::Enterprise), count(None)]);
    let kinds = ActorKind::ALL.into_iter().filter(|kind| *kind != ActorKind::Cooperative).map(|kind| count(Some(kind)));
    usual.into_iter().chain(further).chain(kinds).map(|measure| measure_sentence(&measure, map, language)).collect()
}
