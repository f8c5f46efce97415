//! Sentences for breaks: why goods go no further, and how to repair it.

use super::Language;
use super::record_names::RecordNames;
use crate::analysis::{Break, BreakReason, Case};
use crate::map::{Actor, ActorId, Link, LinkageMap, Year};

/// The sentence for a break in a year.
pub fn break_sentence(at: &Break, map: &LinkageMap, year: Year, language: Language) -> String {
    break_sentence_without(at, map, year, &[], language)
}

/// Like [`break_sentence`], in a what-if without the actors of `left_out`.
pub fn break_sentence_without(
    at: &Break,
    map: &LinkageMap,
    year: Year,
    left_out: &[ActorId],
    language: Language,
) -> String {
    let names = RecordNames { map, language };
    let link = names.link(at.link);
    let place = names.actor(at.actor);
    let noun = names.link_noun(link);
    let other = link.map_or_else(|| place.clone(), |link| names.actor(link.to));
    let of_link = |year: fn(&Link) -> Option<Year>| link.and_then(year).map_or("?".to_owned(), |y| y.to_string());
    let vi = language == Language::Vietnamese;
    match at.reason {
        BreakReason::NoOnwardLink if vi => format!("Ở {place}, không có liên kết nào đưa hàng đi tiếp."),
        BreakReason::NoOnwardLink => format!("At {place}, no link takes the goods on."),
        BreakReason::Planned if vi => format!("Ở {place}, {noun} với {other} mới dự kiến, chưa ký."),
        BreakReason::Planned => format!("At {place}, the {noun} with {other} is planned, not signed."),
        BreakReason::Lapsed if vi => {
            format!("Ở {place}, {noun} với {other} đã hết hạn năm {}.", of_link(|link| link.to_year))
        }
        BreakReason::Lapsed => {
            format!("At {place}, the {noun} with {other} ended in {}.", of_link(|link| link.to_year))
        }
        BreakReason::NotYet if vi => {
            format!("Ở {place}, {noun} với {other} đến năm {} mới có hiệu lực.", of_link(|link| link.from_year))
        }
        BreakReason::NotYet => {
            format!("At {place}, the {noun} with {other} starts only in {}.", of_link(|link| link.from_year))
        }
        BreakReason::ActorAbsent => {
            let absent = absent_end(at, link, map, year);
            match language {
                Language::Vietnamese if left_out.contains(&absent) => {
                    format!("{} được giả định là không còn.", names.actor(absent))
                }
                Language::English if left_out.contains(&absent) => {
                    format!("{} is assumed to be gone.", names.actor(absent))
                }
                _ => format!("{}.", absence_sentence(absent, names, year)),
            }
        }
        BreakReason::OtherProduct => {
            let products = link.map_or_else(|| names.products([]), |link| names.products(&link.products));
            if vi {
                format!("Ở {place}, {noun} với {other} chỉ dành cho {products}.")
            } else {
                format!("At {place}, the {noun} with {other} is for {products} only.")
            }
        }
    }
}

/// The actor of the break, or end of its link, that is absent in the year.
fn absent_end(at: &Break, link: Option<&Link>, map: &LinkageMap, year: Year) -> ActorId {
    let present = |id: &ActorId| map.actors().get(id).is_some_and(|actor| actor.is_present(year));
    [Some(at.actor), link.map(|link| link.from), link.map(|link| link.to)]
        .into_iter()
        .flatten()
        .find(|id| !present(id))
        .unwrap_or(at.actor)
}

fn absence_sentence(id: ActorId, names: RecordNames<'_>, year: Year) -> String {
    let name = names.actor(id);
    let actor: Option<&Actor> = names.map.actors().get(&id);
    let founded = actor.and_then(|actor| actor.founded).filter(|founded| *founded > year);
    let dissolved = actor.and_then(|actor| actor.dissolved);
    match (names.language, founded, dissolved) {
        (Language::Vietnamese, Some(founded), _) => format!("{name} đến năm {founded} mới thành lập"),
        (Language::English, Some(founded), _) => format!("{name} is founded only in {founded}"),
        (Language::Vietnamese, None, Some(dissolved)) => format!("{name} đã giải thể năm {dissolved}"),
        (Language::English, None, Some(dissolved)) => format!("{name} was dissolved in {dissolved}"),
        (Language::Vietnamese, None, None) => format!("{name} không hoạt động năm {year}"),
        (Language::English, None, None) => format!("{name} is not there in {year}"),
    }
}

/// How to repair a break; `None` when repairing its link would not reach a buyer.
pub fn remedy_sentence(at: &Break, map: &LinkageMap, language: Language) -> Option<String> {
    let names = RecordNames { map, language };
    let link = names.link(at.link).filter(|_| at.would_reach_buyer)?;
    let noun = names.link_noun(Some(link));
    let ends = format!("{}{}", names.joined_by_arrows(&[link.from, link.to]), names.details(Some(link)));
    let vi = language == Language::Vietnamese;
    Some(match at.reason {
        BreakReason::Planned if vi => format!("Ký {noun} {ends}."),
        BreakReason::Planned => format!("Sign the {noun} {ends}."),
        BreakReason::Lapsed if vi => format!("Ký lại {noun} {ends}."),
        BreakReason::Lapsed => format!("Renew the {noun} {ends}."),
        BreakReason::NotYet if vi => format!("Cho {noun} {ends} có hiệu lực sớm hơn."),
        BreakReason::NotYet => format!("Let the {noun} {ends} start earlier."),
        BreakReason::OtherProduct if vi => format!("Mở rộng {noun} {ends} sang sản phẩm này."),
        BreakReason::OtherProduct => format!("Widen the {noun} {ends} to this product."),
        BreakReason::ActorAbsent | BreakReason::NoOnwardLink => return None,
    })
}

/// Suggested buyers for a case: actors that already buy this product from others; `None` when there are none.
pub fn buyers_sentence(case: &Case, map: &LinkageMap, language: Language) -> Option<String> {
    let names = RecordNames { map, language };
    let buyers = (!case.buyers.is_empty()).then(|| names.actors(&case.buyers))?;
    let product = names.product(case.product);
    Some(match language {
        Language::Vietnamese => format!("Có thể chào bán cho {buyers}: đã mua {product} của nơi khác."),
        Language::English if case.buyers.len() == 1 => {
            format!("{product} could be offered to {buyers}, which already buys it from others.")
        }
        Language::English => format!("{product} could be offered to {buyers}, who already buy it from others."),
    })
}
