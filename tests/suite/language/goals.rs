//! What is said of targets and of lapsing links.

use std::collections::BTreeSet;

use lienket::analysis::{AffectedModel, Lapse, MissingData, Verdict};
use lienket::language::Language::{English, Vietnamese};
use lienket::language::{TargetText, lapse_sentence, missing_sentence};
use lienket::map::{LinkId, ModelId};

#[test]
fn every_word_stands_in_both_languages_and_apart_from_the_others() {
    for language in [Vietnamese, English] {
        let texts: BTreeSet<&str> = TargetText::ALL.iter().map(|words| words.text(language)).collect();
        assert_eq!(texts.len(), TargetText::ALL.len());
        assert!(texts.iter().all(|text| !text.trim().is_empty() && text.trim() == *text));
    }
}

#[test]
fn what_is_lacking_is_named_with_its_year() {
    for language in [Vietnamese, English] {
        for lack in [MissingData::Members(2018), MissingData::Effectiveness(2018), MissingData::Capital(2018)] {
            assert!(missing_sentence(lack, language).contains("2018"), "{lack:?}");
        }
        let all = [
            MissingData::Kinds,
            MissingData::Members(1),
            MissingData::Effectiveness(1),
            MissingData::Capital(1),
            MissingData::Volumes,
            MissingData::Units,
        ];
        let said: BTreeSet<String> = all.iter().map(|lack| missing_sentence(*lack, language)).collect();
        assert_eq!(said.len(), all.len());
    }
}

#[test]
fn a_lapse_says_how_many_links_end_and_what_that_breaks() {
    let breaking =
        |id| AffectedModel { model: ModelId(id), verdict: Verdict::OnPaper, links_to_renew: vec![LinkId(1)] };
    let lapse = |links: u32, models: u32| Lapse {
        last_year: 2020,
        links: (1..=links).map(LinkId).collect(),
        broken_models: (1..=models).map(breaking).collect(),
        weakened_models: Vec::new(),
    };
    assert_eq!(lapse_sentence(&lapse(1, 0), English), "After 2020: 1 link lapses, no model loses its buyer by it.");
    assert_eq!(lapse_sentence(&lapse(5, 1), English), "After 2020: 5 links lapse, 1 model loses its buyer.");
    assert_eq!(lapse_sentence(&lapse(5, 2), English), "After 2020: 5 links lapse, 2 models lose their buyer.");
    assert_eq!(lapse_sentence(&lapse(5, 2), Vietnamese), "Hết năm 2020: 5 liên kết hết hạn, 2 mô hình mất đầu ra.");
    let weaker = |models| Lapse { weakened_models: vec![breaking(9)], ..lapse(5, models) };
    assert_eq!(
        lapse_sentence(&weaker(2), Vietnamese),
        "Hết năm 2020: 5 liên kết hết hạn, 2 mô hình mất đầu ra, 1 mô hình yếu đi."
    );
    assert_eq!(
        lapse_sentence(&weaker(0), English),
        "After 2020: 5 links lapse, no model loses its buyer by it, 1 model weakens."
    );
}
