//! The words of the tables in both languages, with or without accents.

use crate::language::{Language, UsualStage, fold};
use crate::map::{ActorKind, LinkForm, LinkKind, Sector};

/// A word without case, accents and punctuation, to compare words by.
pub(super) fn key(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Names that stand for a record of their own: letter case and runs of spaces do not count, but accents do, as
/// dừa, dưa and dứa are three fruits.
pub(super) fn name_key(text: &str) -> String {
    let line = crate::map::line(text).to_lowercase();
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ")
}

/// A closed list of words: what each stands for, its own word first.
pub(super) type Words<T> = &'static [(T, &'static [&'static str])];

/// What a word of a closed list stands for.
pub(super) fn meaning<T: Copy>(words: Words<T>, text: &str) -> Option<T> {
    let wanted = key(text);
    words.iter().find(|(_, names)| names.contains(&wanted.as_str())).map(|(value, _)| *value)
}

/// The own words of a closed list, for messages.
pub(super) fn choices<T>(words: Words<T>) -> String {
    let own: Vec<&str> = words.iter().filter_map(|(_, names)| names.first().copied()).collect();
    own.join(", ")
}

// The words below stand in the form that `key` gives.

pub(super) const KINDS: Words<ActorKind> = &[
    (
        ActorKind::Household,
        &["household", "nong ho", "ho", "ho gia dinh", "ho nong dan", "nong dan", "ho san xuat", "farmer"],
    ),
    (ActorKind::Group, &["group", "cooperative group", "to hop tac", "tht"]),
    (ActorKind::Cooperative, &["cooperative", "coop", "co op", "hop tac xa", "htx"]),
    (
        ActorKind::Union,
        &[
            "union",
            "cooperative union",
            "union of cooperatives",
            "lien hiep hop tac xa",
            "lien hiep htx",
            "lhhtx",
            "lien hiep",
        ],
    ),
    (ActorKind::Trader, &["trader", "collector", "thuong lai", "thu gom", "nguoi thu gom", "co so thu gom"]),
    (ActorKind::Enterprise, &["enterprise", "company", "doanh nghiep", "dn", "cong ty"]),
    (ActorKind::Market, &["market", "thi truong", "cho"]),
    (
        ActorKind::Supporter,
        &["supporter", "support", "don vi ho tro", "ho tro", "co quan ho tro", "to chuc ho tro", "dv ho tro"],
    ),
];

pub(super) const SECTORS: Words<Sector> = &[
    (Sector::Agriculture, &["agriculture", "nong nghiep", "nong lam ngu nghiep", "farming"]),
    (
        Sector::Handicraft,
        &["handicraft", "tieu thu cong nghiep", "ttcn", "thu cong", "cong nghiep tieu thu cong nghiep"],
    ),
    (Sector::Transport, &["transport", "van tai", "giao thong van tai", "gtvt"]),
    (Sector::Construction, &["construction", "xay dung"]),
    (
        Sector::Trade,
        &["trade", "trade and services", "services", "thuong mai", "dich vu", "thuong mai dich vu", "tmdv", "tm dv"],
    ),
    (Sector::Other, &["other", "khac"]),
];

pub(super) const LINK_KINDS: Words<LinkKind> = &[
    (LinkKind::Product, &["product", "san pham", "hang hoa", "mua ban", "tieu thu"]),
    (LinkKind::Member, &["member", "thanh vien"]),
    (LinkKind::Support, &["support", "ho tro"]),
];

pub(super) const FORMS: Words<LinkForm> = &[
    (LinkForm::Contract, &["contract", "hop dong", "hd"]),
    (LinkForm::Member, &["member", "membership", "thanh vien"]),
    (LinkForm::Agreement, &["agreement", "thoa thuan"]),
    (LinkForm::Spot, &["spot", "mua ban tu do", "tu do", "free"]),
];

pub(super) const FLAGS: Words<bool> =
    &[(true, &["yes", "co", "x", "1", "true", "y", "dung"]), (false, &["no", "khong", "0", "false", "n", "k", "sai"])];

/// Which of the usual stages a name means.
pub(super) fn standard_stage(name: &str) -> Option<usize> {
    let wanted = key(name);
    let is_it = |stage: &UsualStage| {
        let own = [Language::Vietnamese, Language::English].map(|language| key(stage.text(language)));
        own.contains(&wanted) || (*stage == UsualStage::Inputs && wanted == "input")
    };
    UsualStage::ALL.iter().position(is_it)
}

/// Where a kind usually stands among the usual stages; none stands below the lanes.
pub(super) fn usual_stage(kind: ActorKind) -> Option<usize> {
    match kind {
        ActorKind::Household | ActorKind::Group | ActorKind::Cooperative => Some(1),
        ActorKind::Union | ActorKind::Trader => Some(2),
        ActorKind::Enterprise => Some(3),
        ActorKind::Market => Some(5),
        ActorKind::Supporter => None,
    }
}
