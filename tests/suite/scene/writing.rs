//! Names in rows.

use lienket::scene::{FontWeight, text_width, wrap_text};
use proptest::prelude::*;

const SIZE: f32 = 10.0;

fn rows(name: &str, width: f32, most: usize) -> Vec<String> {
    wrap_text(name, FontWeight::SemiBold, SIZE, width, most)
}

fn wide(row: &str) -> f32 {
    text_width(row, FontWeight::SemiBold, SIZE)
}

/// The width that a text fills.
fn just(text: &str) -> f32 {
    wide(text) + 0.01
}

#[test]
fn a_remark_in_brackets_has_a_row_of_its_own() {
    assert_eq!(rows("HTX lúa Cờ Đỏ (ví dụ)", just("HTX lúa Cờ Đỏ (ví"), 2), ["HTX lúa Cờ Đỏ", "(ví dụ)"]);
    assert_eq!(rows("HTX lúa Cờ Đỏ (ví dụ)", just("HTX lúa Cờ Đỏ (ví"), 3), ["HTX lúa Cờ Đỏ", "(ví dụ)"]);
}

#[test]
fn a_short_remark_is_not_broken() {
    let name = "Công ty chế biến cá tra (ví dụ)";
    assert_eq!(rows(name, just("biến cá tra (ví"), 3), ["Công ty chế", "biến cá tra", "(ví dụ)"]);
    assert_eq!(rows("Chợ (ví dụ) Cái Răng", just("Chợ (ví dụ"), 3), ["Chợ", "(ví dụ)", "Cái Răng"]);
    // One that no row holds, or that is a sentence, is broken like other words.
    assert_eq!(rows("Chợ (ví dụ)", just("(ví d"), 3), ["Chợ", "(ví", "dụ)"]);
    assert_eq!(rows("Chợ (đã bán qua vựa)", just("Chợ (đã bán"), 2), ["Chợ (đã bán", "qua vựa)"]);
}

#[test]
fn a_short_word_does_not_stand_alone() {
    assert_eq!(rows("Xuất khẩu châu Á", just("Xuất khẩu châu"), 2), ["Xuất khẩu", "châu Á"]);
    // An end of some length stays where a full row leaves it.
    assert_eq!(rows("Thương lái lúa Thới Lai", just("Thương lái lúa"), 2), ["Thương lái lúa", "Thới Lai"]);
}

proptest! {
    #[test]
    fn two_rows_hold_the_whole_name_within_the_width(
        words in prop::collection::vec("[a-zđ(ẩ]{1,7}", 1..7),
        width in 20.0_f32..160.0,
        most in 2_usize..4,
    ) {
        let name = words.join(" ");
        let rows = rows(&name, width, most);
        prop_assert!(rows.len() <= most);
        let cut = rows.iter().any(|row| row.ends_with('…'));
        if let ([_, _], false) = (rows.as_slice(), cut) {
            prop_assert_eq!(rows.join(" ").split_whitespace().collect::<String>(), words.concat());
            let fits = wide(&name) <= width;
            prop_assert!(!fits, "one row would do");
            prop_assert!(rows.iter().all(|row| wide(row) <= width + 0.01));
        }
    }
}
