//! The chapters as they are written, and the pictures in them.

use super::reference;
use crate::language::Language;

/// A chapter: its name in addresses, and its Markdown.
pub(super) struct Chapter {
    pub name: &'static str,
    pub markdown: String,
}

macro_rules! chapters {
    ($($name:literal),+ $(,)?) => {
        /// Names of the chapters with their text in Vietnamese and English, in order.
        const SOURCES: &[(&str, [&str; 2])] = &[$((
            $name,
            [
                include_str!(concat!("../../assets/guide/vi/", $name, ".md")),
                include_str!(concat!("../../assets/guide/en/", $name, ".md")),
            ],
        )),+];
    };
}

chapters![
    "01-first-map",
    "02-from-excel",
    "03-verdicts",
    "04-meeting",
    "05-merging",
    "06-findings",
    "07-law",
    "08-keys",
    "09-command-line",
    "10-administrators",
];

macro_rules! pictures {
    ($($name:literal),+ $(,)?) => {
        /// Names of the pictures with their bytes in Vietnamese and English; the tests have the program draw them.
        const PICTURES: &[(&str, [&[u8]; 2])] = &[$((
            $name,
            [
                include_bytes!(concat!("../../assets/guide/pictures/vi/", $name)),
                include_bytes!(concat!("../../assets/guide/pictures/en/", $name)),
            ],
        )),+];
    };
}

pictures!["blank.png", "import.png", "break.png", "years.png", "repair.png", "slide.png", "merge.png", "findings.png",];

fn of<T: Copy>([vietnamese, english]: [T; 2], language: Language) -> T {
    match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    }
}

/// Every chapter in a language, with what is taken from the program in the places that are marked for it.
pub(super) fn chapters(language: Language) -> Vec<Chapter> {
    let written = |(name, texts): &(&'static str, [&str; 2])| {
        let mut markdown = of(*texts, language).replace("\r\n", "\n");
        for (mark, make) in reference::PARTS {
            if markdown.contains(mark) {
                markdown = markdown.replace(mark, &make(language));
            }
        }
        Chapter { name: name.split_once('-').map_or(*name, |(_, name)| name), markdown }
    };
    SOURCES.iter().map(written).collect()
}

/// The bytes of a picture.
pub(super) fn picture(name: &str, language: Language) -> Option<&'static [u8]> {
    PICTURES.iter().find(|(known, _)| *known == name).map(|(_, bytes)| of(*bytes, language))
}
