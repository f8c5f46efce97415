//! Kinds, sectors and forms as registers write them: in more words than a closed list has, such as “HTX nông nghiệp”,
//! “Công ty TNHH” or “Hợp đồng bao tiêu”.

use std::sync::LazyLock;

use super::keywords::{FORMS, KINDS, SECTORS, folded_key, name_key, parse_keyword};
use super::name_clues::kind_of_name;
use crate::map::{ActorKind, LinkForm, Sector, YEARS, Year};

/// The kind that a text says, by its first words.
pub fn parse_kind(text: &str) -> Option<ActorKind> {
    parse_keyword(KINDS, text).or_else(|| kind_of_name(text))
}

/// The sector that a text names, alone or with other words; the first of several, but “dịch vụ” last: services to farming
/// are farming.
pub fn parse_sector(text: &str) -> Option<Sector> {
    parse_keyword(SECTORS, text).or_else(|| sector_within(text))
}

/// The sector that some words of a text name.
pub fn sector_within(text: &str) -> Option<Sector> {
    const QUALIFIER: &str = "dich vu";
    /// Each name of a sector, as a folded key.
    static NAMES: LazyLock<Vec<(Sector, String)>> = LazyLock::new(|| {
        let told = SECTORS.iter().filter(|(sector, ..)| *sector != Sector::Other);
        let names = |(sector, name, aliases): &(Sector, &str, &[&str])| {
            let sector = *sector;
            let aliases = aliases.iter().map(|alias| (*alias).to_owned());
            std::iter::once(folded_key(name)).chain(aliases).map(move |name| (sector, name)).collect::<Vec<_>>()
        };
        told.flat_map(names).collect()
    });
    let words = folded_key(text);
    let named = NAMES.iter().filter_map(|(sector, name)| {
        let at = find_words(&words, name)?;
        Some(((name == QUALIFIER, at), *sector))
    });
    named.min_by_key(|(first, _)| *first).map(|(_, sector)| sector)
}

/// The form of linkage that a text says; the inner none is a form that is told to be unknown.
pub fn parse_form(text: &str) -> Option<Option<LinkForm>> {
    const WORDS: &[(LinkForm, &[&str])] = &[
        (LinkForm::Contract, &["hop dong", "hd", "bao tieu", "contract"]),
        (LinkForm::Member, &["thanh vien", "xa vien", "member"]),
        (LinkForm::Agreement, &["thoa thuan", "bien ban ghi nho", "agreement", "mou"]),
        (LinkForm::Spot, &["tu do", "mua dut ban doan", "khong hop dong", "khong co hop dong", "spot"]),
    ];
    parse_keyword(FORMS, text).or_else(|| {
        let words = folded_key(text);
        // Free sale first: it may be said as sale without a contract.
        let said = WORDS.iter().rev().find(|(_, said)| says_one(&words, said));
        let is_denied = find_words(&words, "chua") == Some(0);
        said.filter(|(form, _)| *form == LinkForm::Spot || !is_denied).map(|(form, _)| Some(*form))
    })
}

/// What a register says of whether an actor is still at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkStatus {
    /// It is.
    AtWork,
    /// It stopped, waits for its end or was dissolved, in a year that is not told.
    Stopped,
    /// It was dissolved in this year.
    DissolvedIn(Year),
}

/// What a text says of whether an actor is still at work. Who stopped in a year is not dissolved in it; nor is who waits for
/// that.
pub fn parse_status(text: &str) -> Option<WorkStatus> {
    const WAITING: [&str; 5] =
        ["cho giai the", "dang giai the", "lam thu tuc giai the", "chua giai the", "sap giai the"];
    const DISSOLVED: [&str; 4] = ["giai the", "dissolved", "cham dut hoat dong", "xoa ten"];
    const STOPPED: [&str; 10] = [
        "ngung",
        "tam ngung",
        "khong hoat dong",
        "khong con hoat dong",
        "chua hoat dong",
        "dung hoat dong",
        "dong cua",
        "stopped",
        "inactive",
        "suspended",
    ];
    const AT_WORK: [&str; 7] =
        ["hoat dong", "dang hoat dong", "con hoat dong", "binh thuong", "active", "at work", "operating"];
    let words = folded_key(text);
    let says = |said: &[&str]| says_one(&words, said);
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let mut years = years.filter_map(|digits| digits.parse().ok()).filter(|year| YEARS.contains(year));
    if says(&["chua giai the"]) && !says(&STOPPED) {
        return Some(WorkStatus::AtWork);
    }
    if says(&WAITING) {
        return Some(WorkStatus::Stopped);
    }
    if says(&DISSOLVED) {
        let year = years.next().filter(|_| years.next().is_none());
        return Some(year.map_or(WorkStatus::Stopped, WorkStatus::DissolvedIn));
    }
    if says(&STOPPED) {
        return Some(WorkStatus::Stopped);
    }
    says(&AT_WORK).then_some(WorkStatus::AtWork)
}

/// The unit in brackets behind a head, “Sản lượng (tấn/năm)”, if it is one that volumes are counted in.
pub fn unit_in_head(head: &str) -> Option<&str> {
    const UNITS: [&str; 34] = [
        "tan", "ta", "yen", "kg", "g", "gram", "lit", "l", "m3", "con", "qua", "trai", "cay", "bao", "thung", "chai",
        "hop", "goi", "bo", "cai", "chiec", "san pham", "tan tuoi", "tan kho", "ton", "tons", "tonne", "tonnes", "t",
        "litre", "litres", "head", "pieces", "m",
    ];
    let unit = in_brackets(head)?;
    let unit = ["đvt", "ĐVT", "đơn vị", "Đơn vị tính", "đơn vị tính"]
        .iter()
        .find_map(|word| unit.strip_prefix(word))
        .map_or(unit, |rest| rest.trim_start_matches([':', ' ']));
    let unit = ["/năm", "/ năm", "/vụ", "/year", "/ year", " một năm", " a year"]
        .iter()
        .find_map(|rest| unit.strip_suffix(rest))
        .unwrap_or(unit)
        .trim();
    UNITS.contains(&folded_key(unit).as_str()).then_some(unit)
}

/// What a head says that the sums under it are counted in: thousands, millions or milliards of đồng.
pub fn money_scale_in_head(head: &str) -> Option<f64> {
    let words = folded_key(in_brackets(head)?);
    let is_said = |said: &[&str]| says_one(&words, said);
    if is_said(&["trieu", "trd", "tr d", "tr dong", "million", "millions"]) {
        Some(1e6)
    } else if is_said(&["ty", "ti", "billion", "billions"]) {
        Some(1e9)
    } else if is_said(&["nghin", "ngan", "1000d", "1000 dong", "1 000 dong", "thousand", "thousands"]) {
        Some(1e3)
    } else {
        None
    }
}

/// What stands in the last brackets of a head.
fn in_brackets(head: &str) -> Option<&str> {
    let (_, inside) = head.rsplit_once(['(', '[', '（'])?;
    Some(inside.trim_end().trim_end_matches([')', ']', '）']).trim())
}

/// A comparison key for names of actors: as [`name_key`], and the legal forms in front stand as their abbreviations, so that
/// “Hợp tác xã Thới Lai” is “HTX Thới Lai”.
pub fn actor_name_key(name: &str) -> String {
    const LEGAL_FORMS: [(&[&str], &str); 16] = [
        (&["liên", "hiệp", "hợp", "tác", "xã"], "lhhtx"),
        (&["liên", "hiệp", "htx"], "lhhtx"),
        (&["lh", "htx"], "lhhtx"),
        (&["lh", "hợp", "tác", "xã"], "lhhtx"),
        (&["hợp", "tác", "xã"], "htx"),
        (&["tổ", "hợp", "tác"], "tht"),
        (&["tổ", "ht"], "tht"),
        (&["doanh", "nghiệp", "tư", "nhân"], "dntn"),
        (&["công", "ty"], "cty"),
        (&["c.ty"], "cty"),
        (&["trách", "nhiệm", "hữu", "hạn"], "tnhh"),
        (&["cổ", "phần"], "cp"),
        (&["một", "thành", "viên"], "mtv"),
        (&["1", "thành", "viên"], "mtv"),
        (&["h.t.x"], "htx"),
        (&["t.h.t"], "tht"),
    ];
    const ABBREVIATIONS: [&str; 8] = ["lhhtx", "htx", "tht", "dntn", "cty", "tnhh", "cp", "mtv"];
    let key = name_key(name);
    let words: Vec<&str> = key.split(' ').map(|word| word.trim_end_matches(['.', ','])).collect();
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = words.as_slice();
    loop {
        let long = LEGAL_FORMS.iter().find(|(words, _)| rest.starts_with(words));
        let Some((length, short)) = long
            .map(|(words, short)| (words.len(), *short))
            .or_else(|| ABBREVIATIONS.iter().find(|short| rest.first() == Some(short)).map(|short| (1, *short)))
        else {
            break;
        };
        parts.push(short);
        rest = rest.get(length..).unwrap_or_default();
    }
    if parts.is_empty() || rest.is_empty() {
        return key;
    }
    parts.extend(rest);
    parts.join(" ")
}

/// Whether a folded key has one of these in it, word by word.
fn says_one(words: &str, said: &[&str]) -> bool {
    said.iter().any(|said| find_words(words, said).is_some())
}

/// Where some words stand in a folded key, word by word.
pub fn find_words(words: &str, wanted: &str) -> Option<usize> {
    if wanted.is_empty() {
        return None;
    }
    let is_whole = |(at, _): &(usize, &str)| {
        let before = words.get(..*at).is_none_or(|head| head.is_empty() || head.ends_with(' '));
        let after = words.get(at + wanted.len()..).is_none_or(|tail| tail.is_empty() || tail.starts_with(' '));
        before && after
    };
    // Places that overlap are those of a phrase that begins with the words that it ends with, as none here does.
    words.match_indices(wanted).find(is_whole).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_say_kinds_in_many_words() {
        for (text, kind) in [
            ("HTX nông nghiệp", ActorKind::Cooperative),
            ("Hợp tác xã dịch vụ vận tải", ActorKind::Cooperative),
            ("Quỹ tín dụng nhân dân", ActorKind::Supporter),
            ("Công ty TNHH", ActorKind::Enterprise),
            ("Công ty cổ phần", ActorKind::Enterprise),
            ("Liên hiệp HTX", ActorKind::Union),
            ("Tổ hợp tác (THT)", ActorKind::Group),
        ] {
            assert_eq!(parse_kind(text), Some(kind), "{text}");
        }
        assert_eq!(parse_kind("đang hoạt động"), None);
    }

    #[test]
    fn legal_forms_in_front_of_a_name_may_be_short() {
        for (one, other) in [
            ("Hợp tác xã Thới Lai", "HTX Thới Lai"),
            ("Liên hiệp HTX Cần Thơ", "LH HTX Cần Thơ"),
            ("Công ty trách nhiệm hữu hạn Một thành viên Gạo", "Cty. TNHH MTV Gạo"),
            ("Công ty Cổ phần Trung An", "CTY CP Trung An"),
            ("Doanh nghiệp tư nhân Hòa", "DNTN Hoà"),
        ] {
            assert_eq!(actor_name_key(one), actor_name_key(other), "{one}");
        }
        assert_ne!(actor_name_key("HTX Thới Lai"), actor_name_key("THT Thới Lai"));
        assert_eq!(actor_name_key("Hợp tác xã"), "hợp tác xã");
    }

    #[test]
    fn sectors_and_forms_too() {
        assert_eq!(parse_sector("Thương mại - dịch vụ"), Some(Sector::Trade));
        assert_eq!(parse_sector("Dịch vụ nông nghiệp"), Some(Sector::Agriculture));
        assert_eq!(parse_sector("Thương mại, dịch vụ và xây dựng"), Some(Sector::Trade));
        assert_eq!(sector_within("HTX nông nghiệp"), Some(Sector::Agriculture));
        assert_eq!(sector_within("Hợp tác xã"), None);
        assert_eq!(parse_form("Hợp đồng bao tiêu"), Some(Some(LinkForm::Contract)));
        assert_eq!(parse_form("Bao tiêu sản phẩm"), Some(Some(LinkForm::Contract)));
        assert_eq!(parse_form("Thỏa thuận miệng"), Some(Some(LinkForm::Agreement)));
        assert_eq!(parse_form("Bán tự do, không hợp đồng"), Some(Some(LinkForm::Spot)));
        assert_eq!(parse_form("chưa có hợp đồng"), None);
        assert_eq!(parse_form("gửi hàng"), None);
    }
}
