//! Signs that turn the direction of text.

use lienket::language::{reversibly_marked, turns_direction, with_marked_direction, without_marked_direction};
use proptest::prelude::*;

#[test]
fn a_sign_is_written_out() {
    assert_eq!(with_marked_direction("HTX \u{202e}A"), "HTX [U+202E]A");
    assert_eq!(with_marked_direction("[U+202E]"), "[U+202E]");
    assert_eq!(reversibly_marked("[U+202E]"), "[U+005B]U+202E]");
    assert_eq!(without_marked_direction("[U+0041] [U+202E"), "[U+0041] [U+202E");
}

proptest! {
    #[test]
    fn what_is_marked_is_read_back(
        text in "(\\[U\\+|202E|005B|\\]|\\[|[a-đ\u{200e}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{61c}]){0,12}",
    ) {
        let marked = reversibly_marked(&text);
        prop_assert!(!marked.chars().any(turns_direction));
        prop_assert_eq!(without_marked_direction(&marked), text.as_str());
        let shown = with_marked_direction(&text);
        prop_assert!(!shown.chars().any(turns_direction));
        prop_assert_eq!(with_marked_direction(&shown), &*shown);
    }
}
