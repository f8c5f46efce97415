//! Text whose letters were damaged before it came here: lost, converted twice, or written for the fonts of before Unicode.
//!
//! What TCVN3 (TCVN 5712:1993) and VNI use for Vietnamese letters reads as Latin-1 signs inside words.

use super::super::report::DamageKind;

/// How a cell is damaged; none where nothing shows it.
pub(in crate::exchange::import) fn damage(text: &str) -> Option<DamageKind> {
    if text.is_ascii() {
        return has_lost_letters(text).then_some(DamageKind::Lost);
    }
    if !may_be_damaged(text) {
        return None;
    }
    let letters: Vec<char> = text.chars().collect();
    if text.contains('\u{fffd}') || has_lost_letters(text) {
        Some(DamageKind::Lost)
    } else if is_twice_converted(&letters) || text.chars().any(|c| matches!(c, '\u{80}'..='\u{9f}')) {
        Some(DamageKind::TwiceConverted)
    } else if count_vni(&letters) >= 2 {
        Some(DamageKind::Vni)
    } else if is_tcvn3(&letters) {
        Some(DamageKind::Tcvn3)
    } else {
        None
    }
}

/// Whether a text has any sign of damage. Nearly all cells have none, and are copied nowhere.
fn may_be_damaged(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let is_sign = matches!(c, '?' | '\u{fffd}' | '\u{80}'..='\u{9f}' | '\u{a8}'..='\u{be}' | '×' | '÷' | 'Ã'..='Æ');
        let is_byte = || before == 'á' && windows_1252(c).is_some_and(|byte| (0x80..=0xbf).contains(&byte));
        let is_capital = || before.is_ascii_lowercase() && matches!(c, 'À'..='Þ');
        let is_marked = || matches!(c, 'â' | 'Â') || is_vni(before, c) || is_vni_hat(before, c);
        let found = is_sign || is_byte() || is_capital() || is_marked();
        before = c;
        found
    })
}

/// Whether question marks stand inside words, two at least, or one between letters of a word.
fn has_lost_letters(text: &str) -> bool {
    if !text.contains('?') {
        return false;
    }
    let inside = |word: &&str| {
        let word = word.trim_end_matches('?');
        word.contains('?') && word.starts_with(char::is_alphabetic) && !word.contains(['/', '=', '&', '.'])
    };
    let is_between = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        letters.len() > 3
            && letters
                .windows(3)
                .any(|part| matches!(part, [one, '?', other] if one.is_alphabetic() && other.is_lowercase()))
    };
    let words: Vec<&str> = text.split_whitespace().filter(inside).collect();
    words.len() >= 2 || words.iter().any(|word| is_between(word))
}

/// Whether some letters are the bytes of one letter in UTF-8.
fn is_twice_converted(letters: &[char]) -> bool {
    (0..letters.len()).any(|at| {
        let bytes: Vec<u8> = letters.iter().skip(at).take(3).map_while(|c| windows_1252(*c)).collect();
        let length = match bytes.first() {
            Some(0xc3..=0xc6) => 2,
            Some(0xe1) => 3,
            _ => return false,
        };
        bytes
            .get(..length)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .is_some_and(|letter| letter.chars().all(char::is_alphabetic))
    })
}

/// The byte of a character in Windows-1252; controls that it leaves open stand for themselves.
fn windows_1252(c: char) -> Option<u8> {
    const UPPER: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    if let Ok(byte @ (0..=0x7f | 0xa0..=0xff)) = u8::try_from(c) {
        return Some(byte);
    }
    let at = UPPER
        .chars()
        .position(|upper| upper == c)
        .or_else(|| matches!(c, '\u{80}'..='\u{9f}').then_some(c as usize - 0x80))?;
    u8::try_from(0x80 + at).ok()
}

/// The number of letters in words of three letters at least that the one behind marks as VNI does; “où” is French.
fn count_vni(letters: &[char]) -> usize {
    let words = letters.split(|c| !c.is_alphabetic()).filter(|word| word.len() > 2);
    let marked = |word: &[char]| -> usize {
        let of_pair = |pair: &[char]| match pair {
            // No language that is written here has â behind another vowel.
            ['a' | 'e' | 'o', 'â'] | ['A' | 'E' | 'O', 'Â'] => 2,
            [one, other] if is_vni(*one, *other) || is_vni_hat(*one, *other) => 1,
            _ => 0,
        };
        word.windows(2).map(of_pair).sum()
    };
    words.map(marked).sum()
}

/// VNI writes the tone as a letter of its own behind the vowel.
fn is_vni(vowel: char, tone: char) -> bool {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    matches!(lower(vowel), 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'â' | 'ê' | 'ô' | 'ö')
        && matches!(lower(tone), 'ù' | 'ø' | 'û' | 'õ' | 'ï')
}

/// VNI writes hat and tone of a vowel as one letter behind it: “Nguyeãn Vaên”.
fn is_vni_hat(vowel: char, hat: char) -> bool {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    match lower(vowel) {
        'a' => matches!(lower(hat), 'á' | 'à' | 'å' | 'ã' | 'ä' | 'ê' | 'é' | 'è' | 'ú' | 'ü' | 'ë'),
        'e' => matches!(lower(hat), 'á' | 'à' | 'å' | 'ã' | 'ä'),
        _ => false,
    }
}

/// TCVN3 has signs inside words, and capitals behind small letters.
fn is_tcvn3(letters: &[char]) -> bool {
    let is_sign = |c: char| {
        matches!(c, '¸' | 'µ' | '¶' | '·' | '¹' | '¨' | '¾' | '»' | '¼' | '½' | '©' | 'ª' | '«' | '¬' | '®' | '×' | '÷')
    };
    let is_capital = |c: char| matches!(c, 'À'..='Þ') && c != '×';
    let found = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
        let after = letters.get(at + 1).copied().unwrap_or(' ');
        let c = letters.get(at).copied().unwrap_or(' ');
        let is_in_word = before.is_lowercase() || after.is_lowercase() && before == ' ' && c == '®';
        match c {
            c if is_sign(c) && before.is_alphabetic() && after.is_alphabetic() => 2,
            c if is_sign(c) && is_in_word => 1,
            c if is_capital(c) && before.is_ascii_lowercase() => 1,
            _ => 0,
        }
    };
    (0..letters.len()).map(found).sum::<usize>() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_text_is_recognised() {
        for (text, kind) in [
            ("H\u{fffd}p t\u{fffd}c x\u{fffd} A", DamageKind::Lost),
            ("H?p tác x? Th?i Lai", DamageKind::Lost),
            ("Hợp tÃ¡c xÃ£ B", DamageKind::TwiceConverted),
            ("Há»£p tÃ¡c xÃ£", DamageKind::TwiceConverted),
            ("Cáº§n ThÆ¡", DamageKind::TwiceConverted),
            ("Hîp t¸c x· C", DamageKind::Tcvn3),
            ("HuyÖn VÜnh Th¹nh", DamageKind::Tcvn3),
            ("Hôïp taùc xaõ", DamageKind::Vni),
            ("Coâng ty", DamageKind::Vni),
            ("HTX Th?i Lai", DamageKind::Lost),
        ] {
            assert_eq!(damage(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn sound_text_is_not() {
        for text in [
            "Hợp tác xã Thới Lai",
            "HTX số 1? (chưa rõ)",
            "Công ty TNHH Trung An®",
            "Lúa «ST25»",
            "5 µm, m², 10 × 20",
            "Nguyễn Thị Ánh, ấp Ô Môn",
            "où est-ce, naïve",
            "https://example.org/?a=b c?d",
            "中文批发市场",
            "Đắk Lắk · Cần Thơ",
        ] {
            assert_eq!(damage(text), None, "{text}");
        }
    }
}
