//! Names that people may take for the same: when two actors are likely one, and when the law keeps them apart.
//!
//! What Decree 92/2024/NĐ-CP, article 17, calls confusing is never taken for the same without a question: names that differ
//! by a number, an ordinal or a letter, by “&”, “và” or “-”, by “Tân” or “Mới”, or by a direction (miền Bắc, miền Nam).

use strsim::damerau_levenshtein;

use crate::language::{Language, fold};
use crate::schema::{actor_name_key, strip_brackets};

/// Why a new actor may be one that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// The same name in another place.
    OtherPlace,
    /// The same name with another kind.
    OtherKind,
    /// The names differ by accents or a letter or two.
    Spelling,
    /// The names differ only in what the law calls confusing.
    Confusing,
    /// One name says more of the trade or the legal form than the other, or has a remark in brackets.
    Wording,
}

impl Doubt {
    /// Why it is doubtful, in a few words.
    pub fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::OtherPlace, Language::Vietnamese) => "cùng tên, khác địa bàn",
            (Self::OtherPlace, Language::English) => "same name, other place",
            (Self::OtherKind, Language::Vietnamese) => "cùng tên, khác loại",
            (Self::OtherKind, Language::English) => "same name, other kind",
            (Self::Spelling, Language::Vietnamese) => "khác nhau vài chữ",
            (Self::Spelling, Language::English) => "spelt a little differently",
            (Self::Confusing, Language::Vietnamese) => "tên dễ gây nhầm lẫn",
            (Self::Confusing, Language::English) => "names that are easily confused",
            (Self::Wording, Language::Vietnamese) => "chỉ khác phần ngành nghề, loại hình hoặc chú thích",
            (Self::Wording, Language::English) => "only trade, legal form or a remark differ",
        }
    }
}

/// Words by which names are told apart and yet confused.
const DISTINGUISHING: [&str; 40] = [
    "va", "and", "tan", "moi", "cu", "mien", "bac", "nam", "trung", "dong", "tay", "so", "thu", "i", "ii", "iii", "iv",
    "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "mot", "hai", "ba", "bon", "tu", "sau", "bay", "tam", "chin",
    "muoi", "nhat", "nhi", "khu", "new", "old",
];

/// Words for a trade or a legal form, which registers write or leave out.
const WORDING: [&str; 37] = [
    "nong", "nghiep", "nn", "dich", "vu", "dv", "dvnn", "thuong", "mai", "tm", "tmdv", "san", "xuat", "sx", "che",
    "bien", "kinh", "doanh", "kd", "tong", "hop", "tieu", "thu", "nhap", "khau", "xnk", "xuatkhau", "chan", "nuoi",
    "trong", "trot", "thuy", "tnhh", "cp", "mtv", "cty", "dntn",
];

/// Why two names may be one; none where they are clearly two. Equal names are not asked about here.
pub(super) fn likeness(one: &str, other: &str) -> Option<Doubt> {
    // Legal forms in front may be written in full or short.
    let (folded, other_folded) = (fold(&actor_name_key(one)), fold(&actor_name_key(other)));
    let (words, others) = (words(&folded), words(&other_folded));
    let extra = |words: &[&str], others: &[&str]| -> Vec<String> {
        let mut left: Vec<&str> = others.to_vec();
        let is_extra = |word: &&&str| match left.iter().position(|other| other == *word) {
            Some(at) => {
                left.remove(at);
                false
            }
            None => true,
        };
        words.iter().filter(is_extra).map(|word| (*word).to_owned()).collect()
    };
    let differing = [extra(&words, &others), extra(&others, &words)].concat();
    if differing.is_empty() {
        // The same words, but for accents, signs or their order.
        let is_order = words != others;
        return Some(if is_order || folded != other_folded { Doubt::Confusing } else { Doubt::Spelling });
    }
    let is_distinguishing = |word: &String| {
        DISTINGUISHING.contains(&word.as_str()) || word.chars().count() == 1 || word.chars().all(|c| c.is_ascii_digit())
    };
    let bare = |name: &str| fold(&actor_name_key(strip_brackets(name)));
    if bare(one) == bare(other) {
        return Some(Doubt::Wording);
    }
    const MOST_DIFFERING: usize = 4;
    if differing.iter().all(is_distinguishing) && differing.len() <= MOST_DIFFERING {
        return Some(Doubt::Confusing);
    }
    let is_wording = |word: &str| WORDING.contains(&word);
    let has_own_name = || words.iter().any(|word| others.contains(word) && !is_wording(word) && !is_legal_form(word));
    if differing.iter().all(|word| is_wording(word)) && has_own_name() {
        return Some(Doubt::Wording);
    }
    let with_i = |text: &str| text.replace('y', "i");
    if with_i(&folded) == with_i(&other_folded) {
        return Some(Doubt::Spelling);
    }
    const SHORTEST: usize = 6;
    let length = folded.chars().count().min(other_folded.chars().count());
    let allowed = if length < SHORTEST { 0 } else { 1 + length / 16 };
    let has_other_number = differing.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()));
    let is_near = !has_other_number && damerau_levenshtein(&folded, &other_folded) <= allowed;
    is_near.then_some(Doubt::Spelling)
}

fn is_legal_form(word: &str) -> bool {
    matches!(word, "htx" | "tht" | "lhhtx" | "dntn" | "cty" | "tnhh" | "cp" | "mtv")
}

/// The words of a folded name; signs between them are none.
fn words(folded: &str) -> Vec<&str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_keeps_apart_what_people_confuse() {
        for (one, other, doubt) in [
            ("HTX Thới Lai 1", "HTX Thới Lai 2", Some(Doubt::Confusing)),
            ("HTX Thới Lai", "HTX Thới Lai A", Some(Doubt::Confusing)),
            ("HTX Tân Thới Lai", "HTX Thới Lai", Some(Doubt::Confusing)),
            ("HTX Thới Lai Mới", "HTX Thới Lai", Some(Doubt::Confusing)),
            ("Công ty A & B", "Công ty A và B", Some(Doubt::Confusing)),
            ("Công ty Lúa-Gạo", "Công ty Lúa Gạo", Some(Doubt::Confusing)),
            ("Công ty Gạo miền Nam", "Công ty Gạo miền Bắc", Some(Doubt::Confusing)),
            ("HTX Thới Lái", "HTX Thới Lai", Some(Doubt::Spelling)),
            ("HTX Thới Lay", "HTX Thới Lai", Some(Doubt::Spelling)),
            ("HTX Đông Bình", "HTX Thới Lai", None),
            ("HTX Số 12", "HTX Số 21", Some(Doubt::Confusing)),
            ("Hợp tác xã Thới Lai 2", "HTX Thới Lai", Some(Doubt::Confusing)),
            ("HTX Thới Lai số 1", "HTX Thới Lai thứ hai", Some(Doubt::Confusing)),
            ("HTX Thới Lai Nhất", "HTX Thới Lai Nhì", Some(Doubt::Confusing)),
            ("HTX Thới Lai II", "HTX Thới Lai VII", Some(Doubt::Confusing)),
            ("Công ty Gạo miền Tây Nam", "Công ty Gạo miền Bắc", Some(Doubt::Confusing)),
            ("HTX nông nghiệp Thới Lai", "HTX Thới Lai", Some(Doubt::Wording)),
            ("Công ty TNHH Trung An", "Công ty Cổ phần Trung An", Some(Doubt::Wording)),
            ("HTX Thới Lai (ví dụ)", "HTX Thới Lai", Some(Doubt::Wording)),
            ("DNTN Trung An", "Công ty TNHH Trung An", Some(Doubt::Wording)),
            ("HTX nông nghiệp", "HTX dịch vụ", None),
            ("HTX Mỹ Quý", "HTX Mĩ Quí", Some(Doubt::Spelling)),
            ("Hợp tác xã Thới Lay", "HTX Thới Lai", Some(Doubt::Spelling)),
            ("THT Thới Lai", "HTX Thới Lai", None),
            ("HTX A", "THT B", None),
        ] {
            assert_eq!(likeness(one, other), doubt, "{one} and {other}");
            assert_eq!(likeness(other, one), doubt, "{other} and {one}");
        }
    }
}
