//! The words of closed lists in both languages, with or without accents, as people write them in tables.

use crate::language::{fold, fold_spelling};
use crate::map::{ActorKind, LinkForm, LinkKind, Sector, normalized_line};

/// A comparison key without case, accents and punctuation.
pub fn folded_key(text: &str) -> String {
    let folded = fold(text);
    if folded.chars().all(|c| c == ' ' || c.is_alphanumeric()) {
        return folded;
    }
    let mut key = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// The text before the first bracket, without a unit or an abbreviation in brackets.
pub fn strip_brackets(text: &str) -> &str {
    text.split(['(', '[', '（']).next().unwrap_or_default()
}

/// A comparison key for record names: ignores case, runs of spaces, what is not seen and which vowel bears the tone where two
/// spellings are in use (hòa, hoà), but not accents, as dừa, dưa and dứa are three fruits.
pub fn name_key(text: &str) -> String {
    fold_spelling(&normalized_line(text))
}

/// A closed list of keywords: value, Vietnamese word, and aliases as given by [`folded_key`], the English one first.
pub type Keywords<T> = &'static [(T, &'static str, &'static [&'static str])];

/// The value of a keyword; a suffix in brackets is ignored: “Hợp tác xã (HTX)”.
pub fn parse_keyword<T: Copy>(keywords: Keywords<T>, text: &str) -> Option<T> {
    let find = |key: &str| {
        let by_alias = keywords.iter().find(|(.., others)| others.contains(&key));
        by_alias
            .or_else(|| keywords.iter().find(|(_, vietnamese, _)| is_folded(vietnamese, key)))
            .map(|(value, ..)| *value)
    };
    // Most cells have a word as it stands in the list.
    let exact = keywords.iter().find(|(_, vietnamese, others)| {
        *vietnamese == text || others.iter().any(|other| other.eq_ignore_ascii_case(text))
    });
    if let Some((value, ..)) = exact {
        return Some(*value);
    }
    let bare = strip_brackets(text);
    find(&folded_key(text)).or_else(|| if bare == text { None } else { find(&folded_key(bare)) })
}

/// Whether [`folded_key`] of a text is this; asked for every cell, and mostly answered by the first letter.
fn is_folded(text: &str, key: &str) -> bool {
    let first = |text: &str| text.bytes().next();
    let may_be = first(text).is_none_or(|byte| !byte.is_ascii() || first(key) == Some(byte));
    may_be && folded_key(text) == key
}

/// The keywords of a closed list as text for messages, in Vietnamese and in English.
pub fn keyword_lists<T>(keywords: Keywords<T>) -> (String, String) {
    let vietnamese: Vec<&str> = keywords.iter().map(|(_, vietnamese, _)| *vietnamese).collect();
    let english: Vec<&str> = keywords.iter().filter_map(|(.., others)| others.first().copied()).collect();
    (vietnamese.join(", "), english.join(", "))
}

/// Kinds of actors.
pub const KINDS: Keywords<ActorKind> = &[
    (ActorKind::Household, "nông hộ", &["household", "ho", "ho gia dinh", "ho nong dan", "nong dan", "farmer"]),
    (ActorKind::Group, "tổ hợp tác", &["group", "cooperative group", "tht"]),
    (ActorKind::Cooperative, "hợp tác xã", &["cooperative", "coop", "co op", "htx"]),
    (
        ActorKind::Union,
        "liên hiệp hợp tác xã",
        &["union", "cooperative union", "union of cooperatives", "lien hiep htx", "lien hiep", "lhhtx", "lh htx"],
    ),
    (ActorKind::Trader, "thương lái", &["trader", "collector", "thu gom", "nguoi thu gom", "co so thu gom"]),
    (ActorKind::Enterprise, "doanh nghiệp", &["enterprise", "company", "dn", "cong ty", "cty"]),
    (ActorKind::Market, "thị trường", &["market", "cho"]),
    (ActorKind::Supporter, "đơn vị hỗ trợ", &["supporter", "support", "ho tro", "co quan ho tro", "to chuc ho tro"]),
];

/// Sectors.
pub const SECTORS: Keywords<Sector> = &[
    (Sector::Agriculture, "nông nghiệp", &["agriculture", "farming", "nong lam ngu nghiep", "thuy san"]),
    (Sector::Handicraft, "tiểu thủ công nghiệp", &["handicraft", "ttcn", "thu cong"]),
    (Sector::Transport, "vận tải", &["transport", "giao thong van tai", "gtvt"]),
    (Sector::Construction, "xây dựng", &["construction"]),
    (
        Sector::Trade,
        "thương mại, dịch vụ",
        &["trade", "trade and services", "services", "thuong mai", "dich vu", "thuong mai va dich vu", "tmdv"],
    ),
    (Sector::Other, "khác", &["other"]),
];

/// Kinds of links.
pub const LINK_KINDS: Keywords<LinkKind> = &[
    (LinkKind::Product, "sản phẩm", &["product", "hang hoa", "mua ban", "tieu thu"]),
    (LinkKind::Member, "thành viên", &["member", "membership"]),
    (LinkKind::Support, "hỗ trợ", &["support"]),
];

/// Forms of linkage; unknown is a form of its own.
pub const FORMS: Keywords<Option<LinkForm>> = &[
    (Some(LinkForm::Contract), "hợp đồng", &["contract", "hd"]),
    (Some(LinkForm::Member), "thành viên", &["member", "membership", "giao cho htx cua minh", "delivered as a member"]),
    (Some(LinkForm::Agreement), "thỏa thuận", &["agreement"]),
    (Some(LinkForm::Spot), "mua bán tự do", &["spot", "spot sale", "tu do", "free"]),
    (None, "chưa rõ", &["unknown", "khong ro", "chua ro hinh thuc", "form unknown"]),
];

/// Yes and no.
pub const FLAGS: Keywords<bool> =
    &[(true, "có", &["yes", "x", "1", "true", "y"]), (false, "không", &["no", "0", "false", "n"])];
