//! What finding and replacing has to tell.

use super::{Language, integer};

/// "Tìm thấy trong 12 ô, 3 ô không thay được": the fields that have the text, and those that cannot be without it.
pub fn found_line(fields: usize, refused: usize, language: Language) -> String {
    let (found, rest) = (integer(fields as u64, language), integer(refused as u64, language));
    let mut line = match language {
        Language::Vietnamese => format!("Tìm thấy trong {found} ô"),
        Language::English => format!("Found in {found} {}", noun(fields)),
    };
    if refused > 0 {
        line += &match language {
            Language::Vietnamese => format!(", {rest} ô không thay được"),
            Language::English => format!(", {rest} of which cannot be changed"),
        };
    }
    line
}

/// "Thay trong 9 ô": the button.
pub fn replace_text(fields: usize, language: Language) -> String {
    let count = integer(fields as u64, language);
    match language {
        Language::Vietnamese => format!("Thay trong {count} ô"),
        Language::English => format!("Replace in {count} {}", noun(fields)),
    }
}

/// "thay chữ trong 9 ô": what undo takes back.
pub(super) fn replaced_text(fields: u32, language: Language) -> String {
    let count = integer(u64::from(fields), language);
    match language {
        Language::Vietnamese => format!("thay chữ trong {count} ô"),
        Language::English => format!("replace text in {count} {}", noun(fields as usize)),
    }
}

fn noun(fields: usize) -> &'static str {
    if fields == 1 { "field" } else { "fields" }
}
