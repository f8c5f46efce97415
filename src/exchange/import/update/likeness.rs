//! Names that people may take for the same: when two actors are likely one, and when the law keeps them apart.
//!
//! What Decree 92/2024/NĐ-CP, article 17, calls confusing is never taken for the same without a question: names that differ
//! by a number, an ordinal or a letter, by “&”, “và” or “-”, by “Tân” or “Mới”, or by a direction (miền Bắc, miền Nam).

use strsim::damerau_levenshtein;

use crate::language::{Language, fold};

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
        }
    }
}

/// Words by which names are told apart and yet confused.
const DISTINGUISHING: [&str; 14] =
    ["va", "tan", "moi", "mien", "bac", "nam", "trung", "dong", "tay", "so", "i", "ii", "iii", "iv"];

/// Why two names may be one; none where they are clearly two. Equal names are not asked about here.
pub(super) fn likeness(one: &str, other: &str) -> Option<Doubt> {
    let (folded, other_folded) = (fold(one), fold(other));
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
    if differing.iter().all(is_distinguishing) && differing.len() <= 2 {
        return Some(Doubt::Confusing);
    }
    const SHORTEST: usize = 6;
    let length = folded.chars().count().min(other_folded.chars().count());
    let allowed = if length < SHORTEST { 0 } else { 1 + length / 16 };
    let has_other_number = differing.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()));
    let is_near = !has_other_number && damerau_levenshtein(&folded, &other_folded) <= allowed;
    is_near.then_some(Doubt::Spelling)
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
            ("HTX A", "THT B", None),
        ] {
            assert_eq!(likeness(one, other), doubt, "{one} and {other}");
            assert_eq!(likeness(other, one), doubt, "{other} and {one}");
        }
    }
}
