//! Scripts by their letters: what is said of letters that no font has.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::Language;

/// At most so many scripts are named.
const MAX_NAMED: usize = 3;

/// A script, and the font that is to be had for it.
struct Script {
    letters: &'static [RangeInclusive<char>],
    /// In Vietnamese and in English.
    name: (&'static str, &'static str),
    font: &'static str,
}

/// Those that names in and around Viet Nam are written in come first.
const SCRIPTS: [Script; 13] = [
    script(&['\u{1780}'..='\u{17FF}', '\u{19E0}'..='\u{19FF}'], ("Khmer", "Khmer"), "Noto Sans Khmer"),
    script(&['\u{AA00}'..='\u{AA5F}'], ("Chăm", "Cham"), "Noto Sans Cham"),
    script(&['\u{AA80}'..='\u{AADF}'], ("Thái Việt Nam", "Tai Viet"), "Noto Sans Tai Viet"),
    script(&['\u{0E00}'..='\u{0E7F}'], ("Thái", "Thai"), "Noto Sans Thai"),
    script(&['\u{0E80}'..='\u{0EFF}'], ("Lào", "Lao"), "Noto Sans Lao"),
    script(&['\u{1000}'..='\u{109F}'], ("Miến Điện", "Burmese"), "Noto Sans Myanmar"),
    script(
        &['\u{3040}'..='\u{30FF}', '\u{31F0}'..='\u{31FF}', '\u{FF66}'..='\u{FF9F}'],
        ("Nhật", "Japanese"),
        "Noto Sans CJK",
    ),
    script(
        &['\u{2E80}'..='\u{303F}', '\u{3400}'..='\u{9FFF}', '\u{F900}'..='\u{FAFF}', '\u{20000}'..='\u{323AF}'],
        ("Hán", "Chinese"),
        "Noto Sans CJK",
    ),
    script(
        &['\u{1100}'..='\u{11FF}', '\u{3130}'..='\u{318F}', '\u{AC00}'..='\u{D7AF}'],
        ("Hàn", "Korean"),
        "Noto Sans CJK",
    ),
    script(
        &['\u{0600}'..='\u{06FF}', '\u{0750}'..='\u{077F}', '\u{FB50}'..='\u{FDFF}', '\u{FE70}'..='\u{FEFE}'],
        ("Ả Rập", "Arabic"),
        "Noto Sans Arabic",
    ),
    script(&['\u{0590}'..='\u{05FF}'], ("Do Thái", "Hebrew"), "Noto Sans Hebrew"),
    script(&['\u{0900}'..='\u{097F}'], ("Devanagari", "Devanagari"), "Noto Sans Devanagari"),
    script(&['\u{2600}'..='\u{27BF}', '\u{1F000}'..='\u{1FAFF}'], ("emoji", "emoji"), "Noto Emoji"),
];

const fn script(
    letters: &'static [RangeInclusive<char>],
    name: (&'static str, &'static str),
    font: &'static str,
) -> Script {
    Script { letters, name, font }
}

/// Says which letters no font has, and what to do: they cannot be shown themselves.
pub fn missing_letters_line(letters: &BTreeSet<char>, language: Language) -> String {
    let has = |script: &Script, letter: &char| script.letters.iter().any(|range| range.contains(letter));
    let scripts: Vec<&Script> =
        SCRIPTS.iter().filter(|script| letters.iter().any(|letter| has(script, letter))).collect();
    let others = letters.iter().filter(|letter| !SCRIPTS.iter().any(|script| has(script, letter)));
    let others = others.map(|letter| format!("U+{:04X}", u32::from(*letter)));
    let is_vietnamese = language == Language::Vietnamese;
    let names = scripts.iter().map(|script| if is_vietnamese { script.name.0 } else { script.name.1 }.to_owned());
    let mut names: Vec<String> = names.chain(others).collect();
    if names.len() > MAX_NAMED {
        names.truncate(MAX_NAMED);
        names.push("…".to_owned());
    }
    let (names, font) = (names.join(", "), scripts.first().map_or("Noto Sans", |script| script.font));
    if is_vietnamese {
        format!("□: máy thiếu phông chữ {names}; cài {font} rồi mở lại")
    } else {
        format!("□: no font here for {names}; install {font}, restart")
    }
}
