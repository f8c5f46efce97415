//! A short text that is copied as numbers are: the name of a file in the label of an edit.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most bytes of it.
const LIMIT: usize = 48;

/// A text of at most [`LIMIT`] bytes; a longer one is cut.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ShortText {
    bytes: [u8; LIMIT],
    length: u8,
}

impl ShortText {
    /// The beginning of a text.
    pub fn new(text: &str) -> Self {
        const MARK: &str = "…";
        let mut short = Self { bytes: [0; LIMIT], length: 0 };
        if text.len() <= LIMIT {
            short.push(text);
        } else {
            short.push(text.get(..text.floor_char_boundary(LIMIT - MARK.len())).unwrap_or_default());
            short.push(MARK);
        }
        short
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    fn push(&mut self, text: &str) {
        let from = usize::from(self.length);
        if let Some(place) = self.bytes.get_mut(from..from + text.len()) {
            place.copy_from_slice(text.as_bytes());
            self.length = (from + text.len()) as u8;
        }
    }
}

impl fmt::Debug for ShortText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for ShortText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ShortText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::new(&text))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keeps_short_texts_and_the_beginning_of_long_ones(text in any::<String>()) {
            let short = ShortText::new(&text);
            if text.len() <= LIMIT {
                prop_assert_eq!(short.as_str(), text.as_str());
            } else {
                let kept = short.as_str().strip_suffix('…').unwrap();
                prop_assert!(text.starts_with(kept) && short.as_str().len() <= LIMIT && kept.len() + 8 > LIMIT);
            }
            prop_assert_eq!(ShortText::new(short.as_str()), short);
        }
    }
}
