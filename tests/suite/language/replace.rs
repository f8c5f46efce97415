//! Looking for text inside text, beside a naive twin that compares letter by letter after a table of Vietnamese letters.

use lienket::language::{MatchOptions, TextPattern};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const ANY: MatchOptions = MatchOptions { match_case: false, whole_words: false };
const CASE: MatchOptions = MatchOptions { match_case: true, whole_words: false };
const WORDS: MatchOptions = MatchOptions { match_case: false, whole_words: true };

/// Each letter with its accented ones, without the capitals.
const FAMILIES: [&str; 7] =
    ["aàáảãạăằắẳẵặâầấẩẫậ", "dđ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự", "yỳýỷỹỵ"];

fn bare(letter: char) -> char {
    let lower = letter.to_lowercase().next().unwrap();
    let family = FAMILIES.iter().find(|family| family.contains(lower));
    let found = family.map_or(lower, |family| family.chars().next().unwrap());
    if letter == lower { found } else { found.to_ascii_uppercase() }
}

/// Where `pattern` stands in `text`, both composed, counted in letters.
fn twin(pattern: &str, text: &str, options: MatchOptions) -> Vec<(usize, usize)> {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let has_accents = pattern.iter().any(|letter| bare(*letter) != *letter);
    let key = |letter: char| {
        let letter = if has_accents { letter } else { bare(letter) };
        if options.match_case { letter } else { letter.to_lowercase().next().unwrap() }
    };
    let joins = |one: Option<&char>, two: Option<&char>| {
        one.is_some_and(|one| one.is_alphanumeric()) && two.is_some_and(|two| two.is_alphanumeric())
    };
    let mut found = Vec::new();
    let mut at = 0;
    while !pattern.is_empty() && at + pattern.len() <= text.len() {
        let end = at + pattern.len();
        let is_same = text[at..end].iter().zip(&pattern).all(|(one, two)| key(*one) == key(*two));
        let goes_on = at > 0 && joins(text.get(at - 1), pattern.first()) || joins(text.get(end), pattern.last());
        if is_same && !(options.whole_words && goes_on) {
            found.push((at, end));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

fn replaced(pattern: &str, options: MatchOptions, text: &str, by: &str) -> Option<String> {
    TextPattern::new(pattern, options).replace(text, by)
}

#[test]
fn accents_are_ignored_unless_typed() {
    for (pattern, text, expected) in [
        ("hop tac", "Tổ hợp tác Cờ Đỏ", Some("Tổ * Cờ Đỏ")),
        ("hợp", "hợp hộp họp HỢP hop", Some("* hộp họp * hop")),
        ("dưa", "dưa dừa dứa đưa", Some("* dừa dứa đưa")),
        ("dua", "dưa dừa dứa đưa", Some("* * * *")),
        ("d", "đd", Some("**")),
        ("đ", "đd Đ", Some("*d *")),
        ("hop tác", "hợp tác", None),
        ("ợ", "hợp", Some("h*p")),
        // The eth and the African d of old fonts look like đ.
        ("Đông", "Ðông Ɖông Đông", Some("* * *")),
        (".", "a.b", Some("a*b")),
        ("(ví dụ)", "HTX A (ví dụ)", Some("HTX A *")),
        ("  ", "a  b   c", Some("a*b* c")),
        ("a b", "a\u{a0}b a\nb", Some("* a\nb")),
        ("coop", "co\u{ad}op A", Some("* A")),
        ("", "abc", None),
        ("\u{200b}", "a\u{200b}", Some("a*")),
        ("\u{200b}a", "a\u{200b}a", Some("a*")),
    ] {
        for text in [text.to_owned(), text.nfd().collect()] {
            let found = replaced(pattern, ANY, &text, "*").map(|text| text.nfc().collect::<String>());
            assert_eq!(found.as_deref(), expected, "{pattern} in {text}");
            let decomposed: String = pattern.nfd().collect();
            let found = replaced(&decomposed, ANY, &text, "*").map(|text| text.nfc().collect::<String>());
            assert_eq!(found.as_deref(), expected, "{decomposed} in {text}");
        }
    }
}

#[test]
fn case_and_whole_words_count_where_asked() {
    assert_eq!(replaced("htx", CASE, "HTX htx Htx", "*").as_deref(), Some("HTX * Htx"));
    assert_eq!(replaced("Đông", CASE, "ĐÔNG Ðông đông", "*").as_deref(), Some("ĐÔNG * đông"));
    assert_eq!(replaced("HTX 1", WORDS, "HTX 1, HTX 12, (htx 1)", "*").as_deref(), Some("*, HTX 12, (*)"));
    assert_eq!(replaced("an", WORDS, "Thanh An, Ấn, an2 Ân", "*").as_deref(), Some("Thanh *, *, an2 *"));
    assert_eq!(replaced("- ", WORDS, "a- b", "*").as_deref(), Some("a*b"));
    // A mark that goes with no letter of its own still belongs to one.
    assert_eq!(replaced("x", WORDS, "x\u{301} xx\u{301}", "*").as_deref(), Some("* xx\u{301}"));
    assert_eq!(replaced("é", ANY, "e\u{301}\u{323} é", "*").as_deref(), Some("e\u{301}\u{323} *"));
}

#[test]
fn no_character_is_cut_in_two() {
    // A syllable of three letters begins with one of two.
    assert_eq!(replaced("\u{ac00}", ANY, "\u{ac01}\u{ac00}", "*").as_deref(), Some("\u{ac01}*"));
    assert_eq!(replaced("x", ANY, "ax\u{301}b", "").as_deref(), Some("ab"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn finds_what_letters_compared_one_by_one_find(
        pattern in "[aáAbdđĐoợ 1.-]{0,3}",
        text in "[aáàÁAbdđDĐoơợỢ 12.-]{0,16}",
        match_case in any::<bool>(),
        whole_words in any::<bool>(),
        is_decomposed in any::<bool>(),
    ) {
        let options = MatchOptions { match_case, whole_words };
        let expected: Vec<String> = twin(&pattern, &text, options)
            .into_iter()
            .map(|(start, end)| text.chars().skip(start).take(end - start).collect())
            .collect();
        let typed: String = if is_decomposed { pattern.nfd().collect() } else { pattern.clone() };
        let searched: String = if is_decomposed { text.nfd().collect() } else { text.clone() };
        let places = TextPattern::new(&typed, options).find(&searched);
        let found: Vec<String> = places.iter().map(|place| searched[place.clone()].nfc().collect()).collect();
        prop_assert_eq!(found, expected);
        prop_assert!(places.is_sorted_by(|one, two| one.end <= two.start), "apart, from left to right");
    }

    #[test]
    fn any_text_is_searched_without_being_cut(
        pattern in "\\PC{0,2}",
        text in any::<String>(),
        match_case in any::<bool>(),
    ) {
        let pattern = TextPattern::new(&pattern, MatchOptions { match_case, whole_words: false });
        for place in pattern.find(&text) {
            prop_assert!(text.get(place).is_some_and(|found| !found.is_empty()));
        }
    }

    #[test]
    fn what_is_replaced_by_itself_stays(
        before in "[a-eA-EáÁợđĐ ]{0,5}",
        typed in "[a-eA-EáÁợ ]{0,3}[áợ]",
        after in "[a-eA-EáÁợđĐ ]{0,5}",
    ) {
        let text = format!("{before}{typed}{after}");
        prop_assert_eq!(replaced(&typed, CASE, &text, &typed), Some(text));
    }
}
