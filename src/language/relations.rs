//! Links in words: who sells what to whom, on which terms, and until when.

use super::record_names::RecordNames;
use super::{Language, Localized, integer};
use crate::map::{ActorId, Link, LinkForm, LinkKind, LinkStatus, LinkageMap, Year};

/// A link as a sentence of its own: “HTX A bán Xoài cho Chợ B, theo hợp đồng, đến 2021”.
pub fn link_sentence(link: &Link, map: &LinkageMap, year: Year, language: Language) -> String {
    let names = RecordNames { map, language };
    format!("{} {}", names.actor(link.from), relation_text(link, link.from, map, year, language))
}

/// A link as seen from one of its ends: “bán Xoài cho Chợ B, theo hợp đồng, đến 2021”.
pub fn relation_text(link: &Link, seen_from: ActorId, map: &LinkageMap, year: Year, language: Language) -> String {
    let names = RecordNames { map, language };
    let products =
        if link.products.is_empty() { String::new() } else { format!(" {}", names.products(&link.products)) };
    let is_source = seen_from == link.from;
    let other = names.actor(if is_source { link.to } else { link.from });
    let verb_phrase = match (language, link.kind, is_source) {
        (Language::Vietnamese, LinkKind::Product, true) => format!("bán{products} cho {other}"),
        (Language::Vietnamese, LinkKind::Product, false) => format!("mua{products} của {other}"),
        (Language::Vietnamese, LinkKind::Member, true) => format!("là thành viên của {other}"),
        (Language::Vietnamese, LinkKind::Member, false) => format!("có thành viên {other}"),
        (Language::Vietnamese, LinkKind::Support, true) => format!("hỗ trợ {other}"),
        (Language::Vietnamese, LinkKind::Support, false) => format!("được {other} hỗ trợ"),
        (Language::English, LinkKind::Product, true) => format!("sells{products} to {other}"),
        (Language::English, LinkKind::Product, false) => format!("buys{products} from {other}"),
        (Language::English, LinkKind::Member, true) => format!("is a member of {other}"),
        (Language::English, LinkKind::Member, false) => format!("has the member {other}"),
        (Language::English, LinkKind::Support, true) => format!("supports {other}"),
        (Language::English, LinkKind::Support, false) => format!("is supported by {other}"),
    };
    let status = Some(map.link_status(link, year)).filter(|status| *status != LinkStatus::InForce);
    let words = [
        Some(verb_phrase),
        terms(link, language).map(str::to_owned),
        years(link, language),
        status.map(|status| status.text(language).to_owned()),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn terms(link: &Link, language: Language) -> Option<&'static str> {
    let form = link.form.filter(|_| link.kind == LinkKind::Product)?;
    Some(match (form, language) {
        (LinkForm::Contract, Language::Vietnamese) => "theo hợp đồng",
        (LinkForm::Contract, Language::English) => "under contract",
        (LinkForm::Member, Language::Vietnamese) => "với tư cách thành viên",
        (LinkForm::Member, Language::English) => "as a member",
        (LinkForm::Agreement, Language::Vietnamese) => "theo thỏa thuận",
        (LinkForm::Agreement, Language::English) => "by agreement",
        (LinkForm::Spot, language) => LinkForm::Spot.text(language),
    })
}

/// The years in which a link is in force: “2018–2021”, “đến 2021”; `None` where neither is known.
pub(super) fn years(link: &Link, language: Language) -> Option<String> {
    Some(match (link.from_year, link.to_year, language) {
        (Some(from), Some(to), _) => format!("{from}–{to}"),
        (Some(from), None, Language::Vietnamese) => format!("từ {from}"),
        (Some(from), None, Language::English) => format!("from {from}"),
        (None, Some(to), Language::Vietnamese) => format!("đến {to}"),
        (None, Some(to), Language::English) => format!("until {to}"),
        (None, None, _) => return None,
    })
}

/// The first `limit` relations in one line, and how many more there are.
pub fn relations_line(mut relations: Vec<String>, limit: usize, language: Language) -> String {
    let more = relations.len().saturating_sub(limit);
    relations.truncate(limit);
    if more > 0 {
        let more = integer(more as u64, language);
        relations.push(match language {
            Language::Vietnamese => format!("và {more} liên kết khác"),
            Language::English => format!("and {more} more link{}", if more == "1" { "" } else { "s" }),
        });
    }
    relations.join("; ")
}

/// How many highlighted actors and links are not listed.
pub fn omitted_sentence(actors: usize, links: usize, language: Language) -> String {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let plurals = (plural(actors), plural(links));
    let (actors, links) = (integer(actors as u64, language), integer(links as u64, language));
    match language {
        Language::Vietnamese => {
            format!("Còn {actors} tác nhân và {links} liên kết nữa; xem đủ ở trang Bảng.")
        }
        Language::English => {
            format!("{actors} more actor{} and {links} more link{}; the page Tables has all.", plurals.0, plurals.1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_relations_say_how_many_more() {
        let relations: Vec<String> = (0..9).map(|at| format!("r{at}")).collect();
        assert_eq!(relations_line(relations.clone(), 20, Language::English), relations.join("; "));
        assert_eq!(relations_line(relations, 2, Language::Vietnamese), "r0; r1; và 7 liên kết khác");
    }
}
