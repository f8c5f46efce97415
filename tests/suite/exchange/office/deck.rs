//! Decks: the slides of the window, as text and pictures.

use lienket::exchange::{DeckSource, PngError, export_deck, export_slides_pdf};
use lienket::language::Language;
use lienket::map::{LinkageMap, Transaction, View, ViewState};
use lienket::session::ViewContext;
use lienket::slides::{Slide, caption, slides};
use lienket::theme::Palette;
use proptest::prelude::*;
use resvg::usvg::roxmltree::Document;

use super::package::{Parts, ending};
use super::{LANGUAGES, Studied, can_tho, hostile_map, shown};
use crate::hostile::maps;
use crate::map::random;

fn source(studied: &Studied, language: Language) -> DeckSource<'_> {
    let Studied { map, assessment, study } = studied;
    DeckSource { map, assessment, study, language, supposing: None, dark: false }
}

fn deck(source: DeckSource<'_>) -> Parts {
    let parts = Parts::read(&export_deck(source, &|_| Vec::new(), &|_| true).unwrap().bytes);
    parts.assert_sound();
    parts
}

/// The parts of the slides in their order.
fn slide_parts(parts: &Parts) -> Vec<String> {
    let count = parts.names().filter(|name| name.starts_with("ppt/slides/slide")).count();
    let listed = parts.xml("ppt/presentation.xml").matches("<p:sldId ").count();
    assert_eq!(count, listed);
    (1..=count).map(|number| format!("ppt/slides/slide{number}.xml")).collect()
}

/// The title of each slide.
fn titles(parts: &Parts) -> Vec<String> {
    slide_parts(parts).iter().map(|part| parts.paragraphs(part).first().cloned().unwrap_or_default()).collect()
}

fn with_context<R>(studied: &Studied, language: Language, f: impl FnOnce(&ViewContext<'_>) -> R) -> R {
    let Studied { map, assessment, study } = studied;
    let view = ViewState::default();
    f(&ViewContext::of_map(map, assessment, Some(study), &view, language, Palette::standard(false)))
}

#[test]
fn the_deck_has_the_slides_of_the_window_with_their_captions() {
    let studied = can_tho();
    for language in LANGUAGES {
        let parts = deck(source(&studied, language));
        with_context(&studied, language, |context| {
            let all = slides(context);
            let expected: Vec<String> =
                all.iter().map(|slide| shown(&slide.title(&studied.map.info().title, context))).collect();
            assert_eq!(titles(&parts), expected);
            for (slide, part) in all.iter().zip(slide_parts(&parts)) {
                if let Slide::Model(_) = slide {
                    let text = parts.paragraphs(&part);
                    for line in caption(*slide, None, context) {
                        assert!(text.contains(&shown(&line.text)), "{}", line.text);
                    }
                }
                assert_eq!(parts.xml(&part).contains("<p:pic>"), slide.has_map());
            }
        });
        let table = parts.paragraphs("ppt/slides/slide3.xml");
        for target in studied.map.targets().values() {
            assert!(table.contains(&target.name), "{}", target.name);
        }
    }
}

#[test]
fn notes_are_for_the_speaker() {
    let studied = can_tho();
    let parts = deck(source(&studied, Language::Vietnamese));
    with_context(&studied, Language::Vietnamese, |context| {
        for (at, slide) in slides(context).into_iter().enumerate() {
            let part = format!("ppt/notesSlides/notesSlide{}.xml", at + 1);
            let note = slide.note(context);
            assert_eq!(parts.names().any(|name| name == part), !note.is_empty(), "{part}");
            if !note.is_empty() {
                let text = parts.paragraphs(&part);
                for line in note.lines() {
                    assert!(text.contains(&shown(line)), "{line}");
                }
            }
        }
    });
}

/// No letter of a slide is under 18 points.
#[test]
fn letters_are_large_enough() {
    for studied in [can_tho(), Studied::new(hostile_map())] {
        let parts = deck(source(&studied, Language::Vietnamese));
        let are_looks = |name: &&str| ending(name) == "xml" && name.starts_with("ppt/slide");
        for name in parts.names().filter(are_looks) {
            let document = Document::parse(parts.xml(name)).unwrap();
            for size in document.descendants().filter_map(|node| node.attribute("sz")?.parse::<u32>().ok()) {
                assert!(size >= 1_800, "{name}: {size}");
            }
        }
    }
}

/// What is on a slide stays on it: pictures, captions and tables are inside, and do not lie over each other.
#[test]
fn nothing_leaves_a_slide_or_covers_something_else() {
    for studied in [can_tho(), Studied::new(hostile_map())] {
        let parts = deck(source(&studied, Language::English));
        for part in slide_parts(&parts) {
            let document = Document::parse(parts.xml(&part)).unwrap();
            let frames = document.descendants().filter(|node| node.tag_name().name() == "xfrm");
            let places = frames.filter(|node| node.parent().unwrap().tag_name().name() != "grpSpPr").map(|node| {
                let number = |child: &str, key: &str| -> i64 {
                    let child = node.children().find(|node| node.tag_name().name() == child).unwrap();
                    child.attribute(key).unwrap().parse().unwrap()
                };
                let (x, y) = (number("off", "x"), number("off", "y"));
                (x, y, x + number("ext", "cx"), y + number("ext", "cy"))
            });
            let places: Vec<_> = places.collect();
            for (at, one) in places.iter().enumerate() {
                assert!(one.0 >= 0 && one.1 >= 0 && one.2 <= 12_192_000 && one.3 <= 6_858_000, "{part}: {one:?}");
                for other in &places[at + 1..] {
                    let apart = one.2 <= other.0 || other.2 <= one.0 || one.3 <= other.1 || other.3 <= one.1;
                    assert!(apart, "{part}: {one:?} {other:?}");
                }
            }
        }
    }
}

#[test]
fn views_are_shown_in_their_own_year() {
    let mut map = can_tho().map;
    let mut edit = Transaction::begin(&mut map);
    let state = ViewState { year: Some(2030), ..ViewState::default() };
    edit.add(View { title: "Sau này".to_owned(), note: "Một\nHai".to_owned(), state, ..View::default() }).unwrap();
    edit.finish();
    let studied = Studied::new(map);
    let parts = deck(source(&studied, Language::Vietnamese));
    let titles = titles(&parts);
    let at = titles.iter().position(|title| title == "Sau này (2030)").unwrap();
    // By then nothing that the map has is in force.
    let later = lienket::analysis::assess(&studied.map, 2030).summary;
    let counts = lienket::language::verdict_count(lienket::map::Verdict::OnPaper, later.on_paper, Language::Vietnamese);
    assert!(later.on_paper > studied.assessment.summary.on_paper);
    assert!(parts.paragraphs(&format!("ppt/slides/slide{}.xml", at + 1)).join(" ").contains(&counts));
}

#[test]
fn dark_and_light_decks_differ_in_colours_alone() {
    let studied = can_tho();
    let light = deck(source(&studied, Language::English));
    let dark = deck(DeckSource { dark: true, ..source(&studied, Language::English) });
    assert_eq!(titles(&light), titles(&dark));
    let ground = |parts: &Parts| {
        let theme = parts.xml("ppt/theme/theme1.xml");
        theme[theme.find("<a:lt1>").unwrap()..].chars().take(40).collect::<String>()
    };
    assert_ne!(ground(&light), ground(&dark));
}

#[test]
fn the_same_map_gives_the_same_bytes() {
    let studied = Studied::new(hostile_map());
    let bytes = || export_deck(source(&studied, Language::Vietnamese), &|_| Vec::new(), &|_| true).unwrap().bytes;
    assert!(bytes() == bytes());
}

#[test]
fn names_stay_text_whatever_stands_in_them() {
    let studied = Studied::new(hostile_map());
    let parts = deck(source(&studied, Language::English));
    let titles = titles(&parts);
    for model in studied.map.models().values() {
        assert!(titles.contains(&shown(&model.name)), "{}", model.name);
    }
}

/// However many models there are, the deck ends, and says what it leaves out.
#[test]
fn a_deck_of_very_many_models_ends() {
    let studied = Studied::new(maps::many_models(1_000, 4));
    let parts = deck(source(&studied, Language::English));
    assert!(slide_parts(&parts).len() < 100);
    let last = parts.paragraphs(slide_parts(&parts).last().unwrap());
    assert!(last.contains(&"… and 920 more that are not given here.".to_owned()), "{last:?}");
}

#[test]
fn a_deck_that_is_no_longer_wanted_ends_at_every_step() {
    let studied = can_tho();
    for after in [0, 1, 5, 26, 30] {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let progress = |_| asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < after;
        let result = export_deck(source(&studied, Language::English), &|_| Vec::new(), &progress);
        assert!(matches!(result, Err(PngError::Cancelled)), "after {after}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn decks_of_all_maps_are_sound(map in random::map(), dark in any::<bool>()) {
        let studied = Studied::new(map);
        let parts = deck(DeckSource { dark, ..source(&studied, Language::Vietnamese) });
        let titles = titles(&parts);
        for model in LinkageMap::models(&studied.map).values() {
            prop_assert!(titles.contains(&shown(&model.name)), "{:?} in {titles:?}", model.name);
        }
    }
}

/// The text of each page of a PDF, as letters alone; `None` where nothing here reads it.
fn page_letters(pdf: &[u8]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.pdf");
    std::fs::write(&path, pdf).unwrap();
    let Ok(output) = std::process::Command::new("pdftotext").arg("-raw").arg(&path).arg("-").output() else {
        println!("left out: pdftotext is not there");
        return None;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(letters).collect())
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[test]
fn the_pages_of_a_pdf_say_what_the_slides_say() {
    for studied in [can_tho(), Studied::new(hostile_map())] {
        for language in LANGUAGES {
            let source = source(&studied, language);
            let pdf = export_slides_pdf(source, &|_| Vec::new(), &|_| true).unwrap().bytes;
            assert_eq!(pdf, export_slides_pdf(source, &|_| Vec::new(), &|_| true).unwrap().bytes, "the same bytes");
            let Some(pages) = page_letters(&pdf) else { return };
            let parts = deck(source);
            let slides = slide_parts(&parts);
            assert_eq!(pages.len(), slides.len());
            for (page, slide) in pages.iter().zip(slides) {
                // What the deck has as text, title, lines and cells, stands on the page; its numbers of slides are fields.
                for paragraph in parts.paragraphs(&slide).iter().filter(|text| !text.contains('■') && *text != "‹#›")
                {
                    assert!(page.contains(&letters(paragraph)), "{slide}: {paragraph:?} in {page}");
                }
            }
        }
    }
}
