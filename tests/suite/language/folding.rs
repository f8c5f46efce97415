//! Folding by table: against the rules written out, letter by letter.

use lienket::language::{fold, fold_case};
use lienket::map::{is_invisible, is_nfc, without_look_alike};
use lienket::schema::{folded_key, name_key};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

fn words(letters: impl Iterator<Item = char>) -> String {
    let text: String = letters.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn naive_fold(text: &str) -> String {
    let lower: String = text.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect();
    let lower: String = lower.chars().flat_map(char::to_lowercase).collect();
    words(lower.chars().map(|c| if matches!(c, 'đ' | 'ð' | 'ɖ') { 'd' } else { c }).filter(|c| !is_invisible(*c)))
}

fn naive_fold_case(text: &str) -> String {
    let lower = text.nfc().flat_map(char::to_lowercase).map(without_look_alike);
    words(lower.filter(|c| !is_invisible(*c)))
}

fn assert_folded(text: &str) {
    // A capital sigma at the end of a word is another small one only where whole texts are lower-cased.
    if !text.contains('Σ') {
        assert_eq!(fold(text), naive_fold(text), "{text:?}");
    }
    assert_eq!(fold_case(text), naive_fold_case(text), "{text:?}");
    assert_eq!(is_nfc(text), unicode_normalization::is_nfc(text), "{text:?}");
}

#[test]
fn every_letter_folds_as_the_rules_say() {
    for c in ('\0'..=char::MAX).filter(|c| *c < '\u{3000}' || u32::from(*c) % 97 == 0) {
        assert_folded(&c.to_string());
        assert_folded(&format!("Đ{c}ạ"));
    }
}

proptest! {
    #[test]
    fn texts_fold_as_the_rules_say(text in "[ a-zA-ZÀ-ỹ\u{300}-\u{310}\u{200b}đĐðɖ\t\n.;()中อİßΰ]{0,12}") {
        assert_folded(&text);
        prop_assert_eq!(name_key(&name_key(&text)), name_key(&text));
        prop_assert_eq!(folded_key(&folded_key(&text)), folded_key(&text));
    }
}
