//! What is said of letters that no font has.

use std::collections::BTreeSet;

use lienket::language::{Language, missing_letters_line};

#[test]
fn scripts_are_named_and_a_font_to_be_had_is() {
    let line = |letters: &str, language| missing_letters_line(&letters.chars().collect::<BTreeSet<char>>(), language);
    for (letters, scripts, font) in [
        ("ផ្សារ", "chữ Khmer;", "Noto Sans Khmer"),
        ("市場 ตลาด", "chữ Thái, Hán;", "Noto Sans Thai"),
        ("ꪀ", "chữ Thái Việt Nam;", "Noto Sans Tai Viet"),
        ("🥭", "chữ emoji;", "Noto Emoji"),
        ("\u{10330}", "chữ U+10330;", "Noto Sans"),
        ("ក ก ກ က 市", "chữ Khmer, Thái, Lào, …;", "Noto Sans Khmer"),
    ] {
        let letters = letters.replace(' ', "");
        let said = line(&letters, Language::Vietnamese);
        assert!(said.contains(scripts) && said.contains(font), "{said}");
        // It would show the mark itself.
        assert!(!said.chars().any(|letter| letters.contains(letter)), "{said}");
    }
    let english = line("ក市", Language::English);
    assert!(english.contains("for Khmer, Chinese;") && english.contains("install Noto Sans Khmer"), "{english}");
}
