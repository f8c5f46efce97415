//! Keywords of the tables in both languages, with or without accents.

use crate::language::{DefaultStage, Language, fold};
use crate::map::{ActorKind, LinkForm, LinkKind, Sector};

/// A comparison key without case, accents and punctuation.
pub(super) fn folded_key(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The text before the first bracket, without a unit or an abbreviation in brackets.
pub(super) fn strip_brackets(text: &str) -> &str {
    text.split(['(', '[', '（']).next().unwrap_or_default()
}

/// A comparison key for record names: ignores case and runs of spaces, but not accents, as dừa, dưa and dứa are three
/// fruits.
pub(super) fn name_key(text: &str) -> String {
    let line = crate::map::normalize_line(text).to_lowercase();
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ")
}

/// A closed list of keywords: value, Vietnamese word, and aliases as given by [`folded_key`], the English one first.
pub(super) type Keywords<T> = &'static [(T, &'static str, &'static [&'static str])];

/// The value of a keyword; a suffix in brackets is ignored: “Hợp tác xã (HTX)”.
pub(super) fn parse_keyword<T: Copy>(keywords: Keywords<T>, text: &str) -> Option<T> {
    let find = |key: &str| {
        let is_match = |vietnamese: &str, others: &[&str]| others.contains(&key) || folded_key(vietnamese) == key;
        keywords.iter().find(|(_, vietnamese, others)| is_match(vietnamese, others)).map(|(value, ..)| *value)
    };
    find(&folded_key(text)).or_else(|| find(&folded_key(strip_brackets(text))))
}

/// The keywords of a closed list as text for messages, in Vietnamese and in English.
pub(super) fn keyword_lists<T>(keywords: Keywords<T>) -> (String, String) {
    let vietnamese: Vec<&str> = keywords.iter().map(|(_, vietnamese, _)| *vietnamese).collect();
    let english: Vec<&str> = keywords.iter().filter_map(|(.., others)| others.first().copied()).collect();
    (vietnamese.join(", "), english.join(", "))
}

pub(super) const KINDS: Keywords<ActorKind> = &[
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

pub(super) const SECTORS: Keywords<Sector> = &[
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

pub(super) const LINK_KINDS: Keywords<LinkKind> = &[
    (LinkKind::Product, "sản phẩm", &["product", "hang hoa", "mua ban", "tieu thu"]),
    (LinkKind::Member, "thành viên", &["member", "membership"]),
    (LinkKind::Support, "hỗ trợ", &["support"]),
];

pub(super) const FORMS: Keywords<Option<LinkForm>> = &[
    (Some(LinkForm::Contract), "hợp đồng", &["contract", "hd"]),
    (Some(LinkForm::Member), "thành viên", &["member", "membership"]),
    (Some(LinkForm::Agreement), "thỏa thuận", &["agreement"]),
    (Some(LinkForm::Spot), "mua bán tự do", &["spot", "spot sale", "tu do", "free"]),
    (None, "chưa rõ", &["unknown", "khong ro"]),
];

pub(super) const FLAGS: Keywords<bool> =
    &[(true, "có", &["yes", "x", "1", "true", "y"]), (false, "không", &["no", "0", "false", "n"])];

/// Index of the default stage with this name in either language.
pub(super) fn default_stage(name: &str) -> Option<usize> {
    let key = folded_key(name);
    let is_match = |stage: &DefaultStage| {
        let names = [Language::Vietnamese, Language::English].map(|language| folded_key(stage.text(language)));
        names.contains(&key) || (*stage == DefaultStage::Inputs && key == "input")
    };
    DefaultStage::ALL.iter().position(is_match)
}

/// Index of the default stage of an actor kind; `None` for the area below the lanes.
pub(super) fn stage_for_kind(kind: ActorKind) -> Option<usize> {
    match kind {
        ActorKind::Household | ActorKind::Group | ActorKind::Cooperative => Some(1),
        ActorKind::Union | ActorKind::Trader => Some(2),
        ActorKind::Enterprise => Some(3),
        ActorKind::Market => Some(5),
        ActorKind::Supporter => None,
    }
}
