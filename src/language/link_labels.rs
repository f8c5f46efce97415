//! Labels on the lines of links.

use super::record_names::RecordNames;
use super::{Language, percent};
use crate::map::{Link, LinkForm, LinkageMap};

/// Product, share, and the last year of the contract: "Lúa · 60% · HĐ đến 2021". Empty when none is recorded.
pub fn link_label(map: &LinkageMap, link: &Link, language: Language) -> String {
    let names = RecordNames { map, language };
    let products = match link.products.len() {
        0 => None,
        1 => link.products.iter().next().map(|id| names.product(*id)),
        many => link.products.iter().next().map(|id| format!("{} +{}", names.product(*id), many - 1)),
    };
    let share = link.share.map(|share| percent(share, language));
    let until = link.to_year.map(|year| match (link.form, language) {
        (Some(LinkForm::Contract), Language::Vietnamese) => format!("HĐ đến {year}"),
        (Some(LinkForm::Contract), Language::English) => format!("contract to {year}"),
        (_, Language::Vietnamese) => format!("đến {year}"),
        (_, Language::English) => format!("to {year}"),
    });
    [products, share, until].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
