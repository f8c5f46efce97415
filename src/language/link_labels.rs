//! Labels on the lines of links: a few words, so that they fit between boxes.

use super::record_names::RecordNames;
use super::{Language, percent, volume_text};
use crate::map::{Link, LinkForm, LinkKind, LinkageMap};

/// Separates the parts of a label.
const SEPARATOR: &str = " · ";

/// What is written on the line of a link, in rows, from all that is recorded down to the least that tells something:
/// "Lúa · 40% · 1.200 tấn · 2019–2021", the same in two rows, without the product, then only share and volume, and the
/// first of these. Empty when nothing is recorded.
pub fn link_labels(map: &LinkageMap, link: &Link, language: Language) -> Vec<Vec<String>> {
    let product = product_part(map, link, language).filter(|_| map.products().len() > 1);
    let figures = link_figures(map, link, language);
    let years = years_part(link, language);
    let plain: Vec<String> = figures.iter().cloned().chain(years).collect();
    let full: Vec<String> = product.into_iter().chain(plain.iter().cloned()).collect();
    let mut labels = Vec::new();
    for parts in [full.as_slice(), &plain, &figures, plain.get(..1).unwrap_or_default()] {
        let in_one_row = vec![parts.join(SEPARATOR)];
        if parts.is_empty() || labels.contains(&in_one_row) {
            continue;
        }
        labels.push(in_one_row);
        if let (first @ [_, ..], last @ [_, ..]) = parts.split_at(parts.len() / 2) {
            labels.push([first, last].map(|row| row.join(SEPARATOR)).into());
        }
    }
    labels
}

/// The share and the volume of a link, as far as they are recorded.
pub fn link_figures(map: &LinkageMap, link: &Link, language: Language) -> Vec<String> {
    let share = link.share.map(|share| percent(share, language));
    let volume = link.volume.map(|volume| match link.products.first() {
        Some(product) => volume_text(volume, *product, map, language),
        None => super::number(volume, language),
    });
    share.into_iter().chain(volume).collect()
}

fn product_part(map: &LinkageMap, link: &Link, language: Language) -> Option<String> {
    let first = RecordNames { map, language }.product(*link.products.first()?);
    let others = link.products.len() - 1;
    Some(if others == 0 { first } else { format!("{first} +{others}") })
}

/// The years of a contract, or until when the link lasts.
fn years_part(link: &Link, language: Language) -> Option<String> {
    let is_contract = link.kind == LinkKind::Product && link.form == Some(LinkForm::Contract);
    let from = link.from_year.filter(|_| is_contract);
    Some(match (from, link.to_year, language) {
        (Some(from), Some(to), _) if from == to => from.to_string(),
        (Some(from), Some(to), _) => format!("{from}–{to}"),
        (Some(from), None, Language::Vietnamese) => format!("từ {from}"),
        (Some(from), None, Language::English) => format!("from {from}"),
        (None, Some(to), Language::Vietnamese) => format!("đến {to}"),
        (None, Some(to), Language::English) => format!("to {to}"),
        (None, None, _) => return None,
    })
}
