//! The Vietnamese alphabet.

use lienket::language::sort_key;
use proptest::prelude::*;

#[track_caller]
fn stays_in_order(words: &[&str]) {
    let mut sorted = words.to_vec();
    sorted.reverse();
    sorted.sort_by_key(|word| sort_key(word));
    assert_eq!(sorted, words);
}

#[test]
fn letters_then_tones() {
    let alphabet: Vec<String> = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz".chars().map(|letter| letter.to_string()).collect();
    stays_in_order(&alphabet.iter().map(String::as_str).collect::<Vec<_>>());
    stays_in_order(&["ma", "mà", "mả", "mã", "má", "mạ", "man", "mán", "mă", "mắt", "mâm", "mba"]);
    stays_in_order(&[
        "Bình Thủy",
        "Cái Răng",
        "Cờ Đỏ",
        "Da",
        "Đa",
        "Ninh Kiều",
        "Ô Môn",
        "Ơn",
        "Phong Điền",
        "Thốt Nốt",
        "Thới Lai",
        "Vĩnh Thạnh",
    ]);
    stays_in_order(&["HTX 2", "HTX 10", "HTX 10a", "HTX a"]);
    stays_in_order(&["an", "An", "ân"]);
}

proptest! {
    #[test]
    fn never_panics_and_orders_totally(a in "\\PC{0,8}", b in "\\PC{0,8}") {
        let (a, b) = (sort_key(&a), sort_key(&b));
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
    }
}
