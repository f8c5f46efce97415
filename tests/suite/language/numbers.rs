//! Numbers shown and typed.

use lienket::language::Language::{self, English, Vietnamese};
use lienket::language::{integer, money_vnd, money_vnd_short, number, parse_number, percent};
use proptest::prelude::*;

#[test]
fn shows_numbers_as_each_language_does() {
    for (value, vi, en) in [
        (1346.5, "1.346,5", "1,346.5"),
        (0.65, "0,65", "0.65"),
        (-1_234_567.0, "-1.234.567", "-1,234,567"),
        (999.9999, "1.000", "1,000"),
        (-0.0001, "0", "0"),
        (f64::NAN, "–", "–"),
        (f64::INFINITY, "–", "–"),
    ] {
        assert_eq!(number(value, Vietnamese), vi);
        assert_eq!(number(value, English), en);
    }
    assert_eq!(integer(u64::MAX, English), "18,446,744,073,709,551,615");
    assert_eq!(money_vnd(5_250_000.4, Vietnamese), "5.250.000\u{a0}đồng");
    assert_eq!(money_vnd(5_250_000.4, English), "VND\u{a0}5,250,000");
    assert_eq!(money_vnd_short(21.5e9, Vietnamese), "21,5\u{a0}tỷ\u{a0}đồng");
    assert_eq!(percent(33.333, Vietnamese), "33,33%");
    assert_eq!(percent(f64::NAN, English), "–");
}

#[test]
fn reads_numbers_as_people_type_them() {
    for (typed, vi, en) in [
        ("1.346,5", Some(1346.5), Some(1346.5)),
        ("1,346.5", Some(1346.5), Some(1346.5)),
        ("1.346", Some(1346.0), Some(1.346)),
        ("1,346", Some(1.346), Some(1346.0)),
        ("0.65", Some(0.65), Some(0.65)),
        ("0,65", Some(0.65), Some(0.65)),
        ("1\u{a0}346", Some(1346.0), Some(1346.0)),
        ("−5", Some(-5.0), Some(-5.0)),
        ("+5", Some(5.0), Some(5.0)),
        ("007", Some(7.0), Some(7.0)),
    ] {
        assert_eq!(parse_number(typed, Vietnamese), vi, "{typed}");
        assert_eq!(parse_number(typed, English), en, "{typed}");
    }
    for typed in
        ["", " ", "-", "abc", "1e5", "inf", "NaN", "1,2,3", "1.2.3", "1,34.5,6", ",5", "5,", "--5", "1 tấn", "٣"]
    {
        assert_eq!(parse_number(typed, Vietnamese), None, "{typed}");
        assert_eq!(parse_number(typed, English), None, "{typed}");
    }
    assert_eq!(parse_number(&"9".repeat(400), Vietnamese), None, "beyond any number");
}

proptest! {
    #[test]
    fn what_is_shown_can_be_typed(thousandths in -1_000_000_000_000_i64..1_000_000_000_000, vi: bool) {
        let language: Language = if vi { Vietnamese } else { English };
        let value = thousandths as f64 / 1000.0;
        prop_assert_eq!(parse_number(&number(value, language), language), Some(value));
    }

    #[test]
    fn nothing_typed_panics(typed in "[-+0-9., ]{0,10}|\\PC{0,6}") {
        for language in [Vietnamese, English] {
            if let Some(value) = parse_number(&typed, language) {
                prop_assert!(value.is_finite());
            }
        }
    }
}
