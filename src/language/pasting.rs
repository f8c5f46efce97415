//! What a paste has to tell beyond what the map shows.

use super::record_names::RecordNames;
use super::{Language, integer};
use crate::map::{ActorId, LinkageMap};

/// The button that reconnects links to the outside: "Nối lại 3 liên kết".
pub fn reconnect_text(links: usize, language: Language) -> String {
    format!("{} {}", localized(language, "Nối lại", "Reconnect"), link_count(links, language))
}

/// "3 liên kết ra ngoài có thể nối lại với Công ty A, Chợ B."
pub fn outside_links_sentence(links: usize, ends: &[ActorId], map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language }.actors(ends);
    let links = link_count(links, language);
    match language {
        Language::Vietnamese => format!("{links} ra ngoài có thể nối lại với {names}."),
        Language::English => format!("{links} to the outside can be reconnected with {names}."),
    }
}

/// Links whose outer end may be one of several actors.
pub fn ambiguous_links_sentence(links: usize, language: Language) -> String {
    let links = link_count(links, language);
    match language {
        Language::Vietnamese => format!("{links} ra ngoài không rõ nối với ai: có nhiều tác nhân cùng tên hoặc mã số."),
        Language::English => format!("{links} to the outside: several actors have that name or code."),
    }
}

/// Links whose outer end the map does not have.
pub fn missing_links_sentence(links: usize, language: Language) -> String {
    let links = link_count(links, language);
    match language {
        Language::Vietnamese => format!("{links} ra ngoài bị bỏ lại: bản đồ này không có đầu kia."),
        Language::English => format!("{links} to the outside left out: this map does not have the other end."),
    }
}

/// A product that the map measures in another unit than what was pasted.
pub fn unit_sentence(product: &str, own: &str, copied: &str, language: Language) -> String {
    let none = localized(language, "không có đơn vị", "no unit");
    let unit = |unit: &str| if unit.is_empty() { none.to_owned() } else { format!("“{unit}”") };
    let (own, copied) = (unit(own), unit(copied));
    match language {
        Language::Vietnamese => {
            format!("{product}: bản đồ này tính theo {own}, phần dán theo {copied}. Các con số giữ nguyên.")
        }
        Language::English => {
            format!("{product}: this map has {own}, what was pasted {copied}. The numbers stay as they were.")
        }
    }
}

/// Further products of which the same is to be told.
pub fn more_units_sentence(products: usize, language: Language) -> String {
    let number = integer(products as u64, language);
    match language {
        Language::Vietnamese => format!("Và {number} sản phẩm khác có đơn vị khác nhau."),
        Language::English => format!("And {number} more products with different units."),
    }
}

fn link_count(links: usize, language: Language) -> String {
    let words = match (language, links) {
        (Language::Vietnamese, _) => "liên kết",
        (Language::English, 1) => "link",
        (Language::English, _) => "links",
    };
    format!("{} {words}", integer(links as u64, language))
}

fn localized(language: Language, vi: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Vietnamese => vi,
        Language::English => en,
    }
}
