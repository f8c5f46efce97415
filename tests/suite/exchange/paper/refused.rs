//! What does not come onto paper, and what is said then.

use lienket::exchange::{
    Orientation, PaperError, PaperOptions, PaperSize, Picture, check_paper_size, export_pdf, sample_map,
};
use lienket::language::Language;

use super::pdf;
use crate::exchange::pictures::wish;

#[test]
fn a_map_that_takes_too_many_sheets_is_refused_with_a_way_out() {
    let map = sample_map(2_000, 1);
    let options = PaperOptions {
        size: Some(PaperSize::A4),
        orientation: Some(Orientation::Landscape),
        min_text: 30.0,
        ..PaperOptions::default()
    };
    let error = pdf(&map, options).unwrap_err();
    assert_eq!(error, PaperError::TooManySheets(PaperSize::A4, 30.0));
    let english = error.sentence(Language::English);
    for word in ["30 pt", "64 sheets of A4", "larger paper", "one model"] {
        assert!(english.contains(word), "{english}");
    }
    let vietnamese = error.sentence(Language::Vietnamese);
    for word in ["30 pt", "64 tờ A4", "khổ giấy lớn hơn", "một mô hình"] {
        assert!(vietnamese.contains(word), "{vietnamese}");
    }
}

#[test]
fn a_country_is_refused_before_it_is_drawn() {
    assert_eq!(check_paper_size(20_000), Ok(()));
    let error = check_paper_size(100_000).unwrap_err();
    assert!(error.sentence(Language::English).contains("100,000 actors"));
    assert!(error.sentence(Language::Vietnamese).contains("100.000 tác nhân"));
}

#[test]
fn a_job_that_is_no_longer_wanted_ends() {
    let map = sample_map(40, 1);
    let pictures = [Picture::of(&map, wish(&map)).unwrap()];
    for limit in [0.0, 0.1, 0.5, 0.9] {
        let wanted = |part: f32| part <= limit;
        let ended = export_pdf(&pictures, PaperOptions::default(), &|_| Vec::new(), &wanted);
        assert_eq!(ended.unwrap_err(), PaperError::Cancelled);
    }
    assert!(Picture::of_models(&map, &wish(&map), &|_| false).is_err());
}
