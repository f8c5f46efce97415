//! Folding and finding.

use lienket::language::{Accents, MatchPosition, Needle, best_matches, fold, match_rank, sort_key};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

#[test]
fn folds_what_a_keyboard_gives() {
    for (text, folded) in [
        ("Hợp tác xã ĐỒNG  THÁP", "hop tac xa dong thap"),
        ("\u{a0} Cá tra\t(Thốt Nốt) ", "ca tra (thot not)"),
        ("nguyễn đặng ươm ưỡn ỷ", "nguyen dang uom uon y"),
        ("L\u{fa}a \u{d0}\u{f4}ng \u{189}en \u{f0}o", "lua dong den do"),
        ("Coop\u{200b} A\u{ad}\u{feff}", "coop a"),
        ("", ""),
        ("ABC  d", "abc d"),
    ] {
        assert_eq!(fold(text), folded);
        assert_eq!(fold(&text.nfd().collect::<String>()), folded);
    }
}

#[test]
fn ranks_exact_accents_then_place() {
    let rank = |text| match_rank(text, "xoài").map(|rank| (rank.accents, rank.position));
    assert_eq!(rank("Xoài"), Some((Accents::Exact, MatchPosition::Whole)));
    assert_eq!(rank("xoài cát"), Some((Accents::Exact, MatchPosition::Start)));
    assert_eq!(rank("HTX xoài cát"), Some((Accents::Exact, MatchPosition::WordStart)));
    assert_eq!(rank("HTXxoài"), Some((Accents::Exact, MatchPosition::Inside)));
    assert_eq!(rank("Xoai"), Some((Accents::Ignored, MatchPosition::Whole)));
    assert_eq!(rank("HTX xoái"), Some((Accents::Ignored, MatchPosition::WordStart)));
    assert_eq!(rank("HTX lúa"), None);
    let scattered = match_rank("HTX xoài Phong Điền", "phong dien xoai").map(|rank| rank.position);
    assert_eq!(scattered, Some(MatchPosition::Scattered));
    let mut texts = ["HTX xoai", "HTX xoài", "xoai cát", "Xoài cát", "xoài"];
    texts.sort_by_key(|text| match_rank(text, "xoài"));
    assert_eq!(texts, ["xoài", "Xoài cát", "HTX xoài", "xoai cát", "HTX xoai"]);
}

proptest! {
    #[test]
    fn the_best_finds_are_the_first_of_all_in_order(
        names in prop::collection::vec("[aàáAbdđ ]{0,4}", 0..40),
        typed in "[aàbdđ ]{0,2}",
        most in 0..12_usize,
    ) {
        let mut all: Vec<usize> = (0..names.len()).filter(|at| match_rank(&names[*at], &typed).is_some()).collect();
        all.sort_by_cached_key(|at| (match_rank(&names[*at], &typed), sort_key(&names[*at])));
        all.truncate(most);
        let named = names.iter().enumerate().map(|(at, name)| (name.as_str(), at));
        let found: Vec<usize> = best_matches(&Needle::new(&typed), named, most).collect();
        prop_assert_eq!(found, all);
    }

    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,12}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.clone());
    }

    #[test]
    fn every_text_finds_itself(text in "[a-zA-ZăâđêôơưĂÂĐÊÔƠƯàảãáạ ]{0,12}", tail in "[a-zà ]{0,4}") {
        let rank = match_rank(&format!("{text} {tail}"), &text);
        prop_assert_eq!(rank.map(|rank| rank.accents), Some(Accents::Exact));
        prop_assert!(match_rank(&text, &fold(&text)).is_some());
    }

    #[test]
    fn nothing_typed_fits_all(text in "\\PC{0,12}") {
        prop_assert!(match_rank(&text, "  ").is_some());
    }
}
