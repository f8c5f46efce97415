//! The part of a text in which something is replaced.

use std::ops::Range;

/// From so many characters before the first place on, the beginning of a text is left out …
const MAX_LEAD: usize = 28;
/// … but for so many.
const LEAD: usize = 16;
/// No more characters than this are shown.
const MAX_CHARACTERS: usize = 240;

/// A text with these places in it, or with `by` in these places, as pieces; with each, whether it is such a place. What is far
/// before the first place is left out, lines follow each other, and a long text ends early.
pub(super) fn excerpt(text: &str, places: &[Range<usize>], by: Option<&str>) -> Vec<(String, bool)> {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut left = MAX_CHARACTERS;
    let mut push = |piece: &str, is_place: bool| {
        let piece: String = piece.chars().map(|c| if c == '\n' { ' ' } else { c }).take(left).collect();
        left -= piece.chars().count().min(left);
        if !piece.is_empty() {
            pieces.push((piece, is_place));
        }
        left > 0
    };
    let first = places.first().map_or(0, |place| place.start);
    let lead = part(0..first);
    let skipped = lead.chars().count();
    if skipped > MAX_LEAD {
        let kept: String = lead.chars().skip(skipped - LEAD).collect();
        push(&format!("…{}", kept.trim_start()), false);
    } else {
        push(lead, false);
    }
    let mut from = first;
    for place in places {
        if !push(part(from..place.start), false) || !push(by.unwrap_or_else(|| part(place.clone())), true) {
            return pieces;
        }
        from = place.end;
    }
    push(part(from..text.len()), false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The excerpt with brackets around the places where a word stands.
    fn shown(text: &str, word: &str, by: Option<&str>) -> String {
        let places: Vec<_> = text.match_indices(word).map(|(at, found)| at..at + found.len()).collect();
        let pieces = excerpt(text, &places, by).into_iter();
        pieces.map(|(piece, is_place)| if is_place { format!("[{piece}]") } else { piece }).collect()
    }

    #[test]
    fn shows_the_places_and_what_is_around_them() {
        assert_eq!(shown("HTX Lúa, HTX Gạo", "HTX", None), "[HTX] Lúa, [HTX] Gạo");
        assert_eq!(shown("HTX Lúa, HTX Gạo", "HTX", Some("Tổ")), "[Tổ] Lúa, [Tổ] Gạo");
        assert_eq!(shown("HTX Lúa", "HTX ", Some("")), "Lúa");
        assert_eq!(shown("một\nhai", "một", None), "[một] hai");
        let long = format!("{} HTX {}", "xa ".repeat(40), "gần ".repeat(100));
        let shown = shown(&long, "HTX", None);
        assert!(shown.starts_with("…xa xa") && shown.contains("[HTX] gần") && shown.chars().count() < 260, "{shown}");
    }
}
