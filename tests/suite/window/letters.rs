//! Every Vietnamese letter has its shape in the letters that are built in.

use egui::{FontFamily, FontId};
use lienket::theme::{BOLD, REGULAR, SEMIBOLD};

use super::desk::{CAN_THO, Desk};

const VOWELS: &str = "a à á ả ã ạ ă ằ ắ ẳ ẵ ặ â ầ ấ ẩ ẫ ậ e è é ẻ ẽ ẹ ê ề ế ể ễ ệ i ì í ỉ ĩ ị o ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ \
                      ơ ờ ớ ở ỡ ợ u ù ú ủ ũ ụ ư ừ ứ ử ữ ự y ỳ ý ỷ ỹ ỵ";
const CONSONANTS: &str = "b c d đ g h k l m n p q r s t v x";
const SIGNS: &str = "₫ – … → ✓";

#[test]
fn no_letter_is_missing() {
    let desk = Desk::on(CAN_THO);
    let lower: Vec<char> = [VOWELS, CONSONANTS].concat().chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(lower.len(), 72 + 17);
    let letters = lower.iter().flat_map(|c| [*c].into_iter().chain(c.to_uppercase()));
    let all: Vec<char> = letters.chain(SIGNS.chars().filter(|c| !c.is_whitespace())).collect();
    for family in [REGULAR, SEMIBOLD, BOLD] {
        let font = FontId::new(14.0, FontFamily::Name(family.into()));
        for letter in &all {
            let there = desk.harness.ctx.fonts_mut(|fonts| fonts.has_glyph(&font, *letter));
            assert!(there, "{family} has no {letter}");
        }
    }
}
