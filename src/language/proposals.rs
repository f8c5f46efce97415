//! Sentences for proposals: repairs of a model, what-if changes, and plans with the fewest changes to a goal.

use super::record_names::RecordNames;
use super::{Language, capitalised, integer};
use crate::analysis::Plan;
use crate::map::{Link, LinkId, LinkStep, LinkageMap, ProductId, Proposal, Year};

/// One change as of a year, without a full stop: "Ký lại hợp đồng HTX A → Công ty B (Xoài) đến hết năm 2021".
pub fn proposal_sentence(proposal: &Proposal, map: &LinkageMap, year: Year, language: Language) -> String {
    capitalised(&phrase(proposal, year, RecordNames { map, language }))
}

/// Proposals as of a year, joined into one sentence.
pub fn proposals_sentence(proposals: &[Proposal], map: &LinkageMap, year: Year, language: Language) -> String {
    let names = RecordNames { map, language };
    let phrases: Vec<String> = proposals
        .iter()
        .enumerate()
        .map(|(at, proposal)| match (proposal, at.checked_sub(1).and_then(|before| proposals.get(before))) {
            (Proposal::AddProduct(link, product), Some(before)) if before.changed_link() == Some(*link) => {
                added_product_phrase(*link, *product, names)
            }
            _ => phrase(proposal, year, names),
        })
        .collect();
    let all = match phrases.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{}, {} {last}", before.join(", "), names.localized("và", "and"))
        }
        _ => phrases.concat(),
    };
    format!("{}.", capitalised(&all))
}

fn phrase(proposal: &Proposal, year: Year, names: RecordNames<'_>) -> String {
    let vi = names.language == Language::Vietnamese;
    match proposal {
        Proposal::RemoveActor(actor) if vi => format!("không còn {}", names.actor(*actor)),
        Proposal::RemoveActor(actor) => format!("do without {}", names.actor(*actor)),
        Proposal::EndLink(link) if vi => format!("không gia hạn {}", link_phrase(*link, names)),
        Proposal::EndLink(link) => format!("let the {} end", link_phrase(*link, names)),
        Proposal::SignLink(link) => {
            let known = names.link(Some(*link));
            let planned = known.is_none_or(|link| link.planned);
            let term = known.map(|link| term_change(link, year, names)).unwrap_or_default();
            let text = match (planned, vi) {
                (true, true) => format!("ký {}", link_phrase(*link, names)),
                (true, false) => format!("sign the {}", link_phrase(*link, names)),
                (false, true) => format!("cho {} có hiệu lực", link_phrase(*link, names)),
                (false, false) => format!("let the {} start", link_phrase(*link, names)),
            };
            text + &term
        }
        Proposal::RenewLink(link, _) => {
            let last = LinkStep::of(proposal, names.map, year).into_iter().filter_map(|step| step.year).next_back();
            let link = link_phrase(*link, names);
            match (last, vi) {
                (Some(last), true) => format!("ký lại {link} đến hết năm {last}"),
                (Some(last), false) => format!("renew the {link} until the end of {last}"),
                (None, true) => format!("ký lại {link}"),
                (None, false) => format!("renew the {link}"),
            }
        }
        Proposal::AddProduct(link, product) => {
            let (link, product) = (bare_link_phrase(*link, names), names.product(*product));
            if vi { format!("thêm {product} vào {link}") } else { format!("add {product} to the {link}") }
        }
        Proposal::AddLink { from, to, product } => {
            let (from, to, product) = (names.actor(*from), names.actor(*to), names.product(*product));
            if vi {
                format!("ký hợp đồng mới {from} → {to} ({product})")
            } else {
                format!("sign a new contract {from} → {to} ({product})")
            }
        }
    }
}

/// A product that is added to the link which the change before is about.
fn added_product_phrase(link: LinkId, product: ProductId, names: RecordNames<'_>) -> String {
    let (noun, product) = (names.link_noun(names.link(Some(link))), names.product(product));
    if names.language == Language::Vietnamese {
        format!("thêm {product} vào {noun} đó")
    } else {
        format!("add {product} to it")
    }
}

/// The years that signing changes, with the recorded ones: " từ năm 2019 (dự kiến 2021)"; empty when none changes.
fn term_change(link: &Link, year: Year, names: RecordNames<'_>) -> String {
    let recorded = if link.planned {
        names.localized("dự kiến", "planned:")
    } else {
        names.localized("đang ghi", "recorded:")
    };
    let mut text = String::new();
    if let Some(first) = link.from_year.filter(|first| *first > year) {
        text += &format!(" {} {year} ({recorded} {first})", names.localized("từ năm", "in"));
    }
    if let Some(last) = link.to_year.filter(|last| *last < year) {
        text += &format!(" {} {year} ({recorded} {last})", names.localized("đến hết năm", "until the end of"));
    }
    text
}

fn link_phrase(link: LinkId, names: RecordNames<'_>) -> String {
    format!("{}{}", bare_link_phrase(link, names), names.details(names.link(Some(link))))
}

fn bare_link_phrase(id: LinkId, names: RecordNames<'_>) -> String {
    let link = names.link(Some(id));
    let ends = link.map_or_else(|| format!("#{id}"), |link| names.joined_by_arrows(&[link.from, link.to]));
    format!("{} {ends}", names.link_noun(link))
}

/// The most changes that a title names.
const MAX_TITLE_CHANGES: usize = 8;

/// The title of an exported what-if: marks it as supposed and lists its changes.
pub fn what_if_title(proposals: &[Proposal], map: &LinkageMap, year: Year, language: Language) -> String {
    let names = RecordNames { map, language };
    let mut text: Vec<String> =
        proposals.iter().take(MAX_TITLE_CHANGES).map(|proposal| phrase(proposal, year, names)).collect();
    let rest = proposals.len().saturating_sub(MAX_TITLE_CHANGES);
    if rest > 0 {
        let rest = integer(rest as u64, language);
        text.push(format!("{rest} {}", names.localized("thay đổi khác", "more changes")));
    }
    let word = names.localized("Giả định, chưa phải hiện trạng", "Supposed, not as recorded");
    format!("{word}: {}", text.join("; "))
}

/// "Đang thử 2 thay đổi · 3 mô hình đổi kết quả".
pub fn what_if_line(changes: usize, models: usize, language: Language) -> String {
    let number = |count: usize| integer(count as u64, language);
    match language {
        Language::Vietnamese if models == 0 => {
            format!("Đang thử {} thay đổi · không mô hình nào đổi kết quả", number(changes))
        }
        Language::Vietnamese => {
            format!("Đang thử {} thay đổi · {} mô hình đổi kết quả", number(changes), number(models))
        }
        Language::English => {
            let (one, other) = (if changes == 1 { "" } else { "s" }, if models == 1 { " changes" } else { "s change" });
            format!("Trying {} change{one} · {} model{other} verdict", number(changes), number(models))
        }
    }
}

/// How many changes a plan takes, and how many models reach a buyer with it.
pub fn plan_sentence(plan: &Plan, language: Language) -> String {
    let number = |count: usize| integer(count as u64, language);
    let (linked, goal, changes) = (number(plan.linked), number(plan.goal), number(plan.proposals.len()));
    let reached = plan.linked + plan.models.len();
    let reaches = number(reached);
    let bound =
        |words: &str| if plan.lower_bound > 1 { words.replace("{}", &number(plan.lower_bound)) } else { String::new() };
    let falls_short = reached < plan.goal;
    match language {
        Language::Vietnamese => {
            let mut text = format!("{linked} mô hình có đầu ra, cần {goal}.");
            if plan.proposals.is_empty() {
                return text
                    + if plan.is_reach_proved {
                        " Trên bản đồ này không có cách nào."
                    } else {
                        " Chưa thấy cách nào trong số các liên kết đã ghi và các bên đang mua sản phẩm."
                    };
            }
            if falls_short && plan.is_reach_proved {
                text += &format!(" Trên bản đồ này chỉ đưa được lên {reaches}.");
            } else if falls_short {
                text += &format!(" Trong các cách đã thử, nhiều nhất đưa được lên {reaches}.");
            }
            text + &if plan.is_exact() {
                format!(" Ít nhất phải làm {changes} việc:")
            } else {
                format!(" Tìm được cách làm {changes} việc{}:", bound(" (không thể ít hơn {})"))
            }
        }
        Language::English => {
            let reach = if plan.linked == 1 { "model reaches" } else { "models reach" };
            let mut text = format!("{linked} {reach} a buyer; {goal} should.");
            if plan.proposals.is_empty() {
                return text
                    + if plan.is_reach_proved {
                        " Nothing on this map would mend more."
                    } else {
                        " No way was found among the links on the map and new contracts with those who buy the product now."
                    };
            }
            if falls_short && plan.is_reach_proved {
                text += &format!(" This map can bring it to {reaches} only.");
            } else if falls_short {
                text += &format!(" Among the ways tried, the most is {reaches}.");
            }
            let one = if plan.proposals.len() == 1 { "" } else { "s" };
            text + &if plan.is_exact() {
                format!(" It takes no fewer than {changes} change{one}:")
            } else {
                format!(" It can be done with {changes} change{one}{}:", bound(" (never with fewer than {})"))
            }
        }
    }
}

/// The assumptions of a report: actors removed, by name, and whether planned links count as signed; `None` when there
/// are none.
pub fn assumptions_line(without: &[String], with_planned: bool, language: Language) -> Option<String> {
    let (label, removed, signed) = match language {
        Language::Vietnamese => ("Giả định", "không có", "mọi liên kết dự kiến đã ký"),
        Language::English => ("Supposing", "without", "all planned links are signed"),
    };
    let removed = (!without.is_empty()).then(|| format!("{removed} {}", without.join(", ")));
    let parts: Vec<String> = removed.into_iter().chain(with_planned.then(|| signed.to_owned())).collect();
    (!parts.is_empty()).then(|| format!("{label}: {}", parts.join("; ")))
}
