//! The sheets: their sizes, the ruler on them, and that tiles laid together show one map.

use lienket::exchange::{Orientation, PaperOptions, PaperSize, sample_map};
use lienket::map::LinkageMap;
use proptest::prelude::*;

use super::{Grey, models_pdf, pdf, poppler};

const MILLIMETRE: f32 = 72.0 / 25.4;

/// Width and height of each page in points.
fn page_sizes(pdf: &lienket::exchange::Pdf) -> Option<Vec<(f32, f32)>> {
    let text = poppler("pdfinfo", &["-f", "1", "-l", "1000"], &pdf.bytes, &[])?;
    let text = String::from_utf8(text).unwrap();
    let sizes = text.lines().filter(|line| line.starts_with("Page ") && line.contains(" size:")).map(|line| {
        let numbers: Vec<f32> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        // The first number is that of the page.
        (numbers[1], numbers[2])
    });
    Some(sizes.collect())
}

#[test]
fn every_page_is_a_sheet_of_the_size() {
    let map = sample_map(30, 1);
    for size in PaperSize::ALL {
        for orientation in Orientation::ALL {
            let options = PaperOptions { size: Some(size), orientation: Some(orientation), ..PaperOptions::default() };
            let pdf = pdf(&map, options).unwrap();
            let Some(sizes) = page_sizes(&pdf) else { return };
            assert_eq!((pdf.size, sizes.len()), (size, pdf.pages));
            let (width, height) = size.points(orientation);
            for page in sizes {
                assert!((page.0 - width).abs() < 0.1 && (page.1 - height).abs() < 0.1, "{page:?}");
            }
        }
    }
    assert!((PaperSize::A4.points(Orientation::Portrait).0 / MILLIMETRE - 210.0).abs() < 0.01);
}

#[test]
fn the_ruler_is_100_mm_long() {
    let map = sample_map(60, 2);
    for (size, is_tiled) in [(PaperSize::A4, true), (PaperSize::A3, false), (PaperSize::A0, false)] {
        let pdf = pdf(&map, PaperOptions { size: Some(size), is_tiled, ..PaperOptions::default() }).unwrap();
        for page in [1, pdf.pages] {
            // Ten pixels a millimetre.
            let Some(sheet) = Grey::of(&pdf.bytes, page, 254.0) else { return };
            let foot = sheet.height - 205..sheet.height - 100;
            let longest = foot.map(|y| longest_dark_run(&sheet, y)).max().unwrap();
            assert!((longest as f32 - 1_000.0).abs() <= 4.0, "{size:?}: {longest} pixels");
        }
    }
}

/// The longest run of pixels in a row that are not white.
fn longest_dark_run(sheet: &Grey, y: usize) -> usize {
    let (mut longest, mut run) = (0, 0);
    for x in 0..sheet.width {
        run = if sheet.at(x, y) < 220 { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

#[test]
fn tiles_show_the_same_where_they_overlap() {
    let map = sample_map(150, 3);
    let options = PaperOptions { size: Some(PaperSize::A4), ..PaperOptions::default() };
    let pdf = pdf(&map, options).unwrap();
    assert!(pdf.pages > 2, "the map is too small to need tiles");
    // At 127 pixels an inch, 10 mm are 50 pixels.
    let (margin, overlap) = (50, 50);
    let Some(first) = Grey::of(&pdf.bytes, 1, 127.0) else { return };
    let Some(second) = Grey::of(&pdf.bytes, 2, 127.0) else { return };
    let foot = 53;
    let (width, height) = (first.width - 2 * margin, first.height - 2 * margin - foot);
    // The mean difference of the right edge of the first tile, so far to the left, and of the left one of the second.
    let difference = |shift: usize| {
        let mut sum = 0.0;
        for y in 2..height - 2 {
            for x in 3..overlap - 3 {
                let (left, right) = (margin + width - overlap + x - shift, margin + x);
                sum += f32::from(first.at(left, margin + y).abs_diff(second.at(right, margin + y)));
            }
        }
        sum / ((height - 4) * (overlap - 6)) as f32
    };
    // A page is a part of a pixel narrower than its picture.
    let (laid_together, beside) = (difference(0).min(difference(1)), difference(overlap));
    assert!(laid_together < 1.0 && beside > 5.0, "{laid_together} {beside}");
}

#[test]
fn the_same_map_gives_the_same_bytes() {
    let map = sample_map(80, 5);
    let options = PaperOptions { is_tiled: true, ..PaperOptions::default() };
    assert!(pdf(&map, options).unwrap().bytes == pdf(&map, options).unwrap().bytes);
    assert!(models_pdf(&map, options).bytes == models_pdf(&map, options).bytes);
}

#[test]
fn a_map_that_nobody_has_arranged_is_laid_out_for_a_small_sheet() {
    let (mut free, mut by_hand) = (0, 0);
    for seed in 0..4 {
        let map = sample_map(16, seed);
        let mut places: Vec<_> = map.placements().values().copied().collect();
        places[0].by_hand = true;
        let moved = map.clone().with_placements(places);
        let fits = |map: &LinkageMap, text: u8| {
            let options =
                PaperOptions { size: Some(PaperSize::A4), min_text: f32::from(text), ..PaperOptions::default() };
            pdf(map, options).is_ok_and(|pdf| pdf.pages == 1)
        };
        let largest = |map: &LinkageMap| (3..12).filter(|text| fits(map, *text)).max().unwrap_or(0);
        assert!(largest(&map) >= largest(&moved), "{seed}");
        free += largest(&map);
        by_hand += largest(&moved);
    }
    assert!(free > by_hand, "{free} {by_hand}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn names_are_never_smaller_than_asked(
        actors in 1_u32..120,
        seed in 0_u64..1_000,
        size in prop::option::of(prop::sample::select(PaperSize::ALL.to_vec())),
        orientation in prop::option::of(prop::sample::select(Orientation::ALL.to_vec())),
        is_tiled: bool,
        min_text in 4.0_f32..12.0,
    ) {
        let map = sample_map(actors, seed);
        let options = PaperOptions { size, orientation, is_tiled, min_text };
        match pdf(&map, options) {
            Ok(pdf) => {
                prop_assert!(pdf.text_size >= min_text);
                prop_assert!(!is_tiled || pdf.pages > 1);
                prop_assert!(size.is_none_or(|size| pdf.size == size));
                prop_assert!(pdf.bytes.starts_with(b"%PDF-"));
            }
            // No single sheet has letters as large as asked, and so many sheets are not laid together.
            Err(error) => prop_assert!(!error.sentence(lienket::language::Language::Vietnamese).is_empty()),
        }
    }
}
