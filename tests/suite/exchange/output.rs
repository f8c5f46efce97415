//! Files that show a map: each content in each of its formats, the page that is looked at before, and parts of a map.

use std::collections::BTreeSet;
use std::path::Path;

use lienket::exchange::{
    ExportChoices, ExportContent, ExportError, ExportFigures, ExportFormat, ExportRequest, ExportSource, Exported,
    PaperSize, Picture, export_file, export_picture, export_svg, preview_export, sample_map,
};
use lienket::language::Language;
use lienket::map::{ActorId, DrawingStyle, LinkId, LinkageMap, ModelId, Neighborhood, Selection};
use proptest::prelude::*;
use resvg::usvg::roxmltree::Document;

use super::paper::{Grey, poppler};
use super::pictures::wish;

const ROOM: [u32; 2] = [640, 480];

fn can_tho() -> LinkageMap {
    lienket::storage::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/can-tho-2019.lienket")).unwrap()
}

fn source(map: &LinkageMap) -> ExportSource<'_> {
    ExportSource {
        map,
        year: map.info().year,
        drawing: DrawingStyle::default(),
        neighborhood: Neighborhood::default(),
        supposing: None,
        meeting: None,
        date: Some(jiff::civil::date(2026, 11, 24)),
        language: Language::Vietnamese,
    }
}

fn request(map: &LinkageMap, content: ExportContent, format: ExportFormat) -> ExportRequest {
    ExportRequest {
        choices: ExportChoices { content, format, ..ExportChoices::default() },
        model: map.models().keys().next().copied(),
        selection: Selection::Actors(map.actors().keys().copied().take(6).collect()).into(),
    }
}

fn file(map: &LinkageMap, request: &ExportRequest) -> Result<Exported, ExportError> {
    export_file(source(map), request, &|_| Vec::new(), &|_| true)
}

#[test]
fn each_content_comes_out_in_each_of_its_formats() {
    let map = can_tho();
    for content in ExportContent::ALL {
        for &format in content.formats() {
            let request = request(&map, content, format);
            let made = file(&map, &request).unwrap_or_else(|error| panic!("{content:?} {format:?}: {error}"));
            let begin: &[u8] = match format {
                ExportFormat::Pdf => b"%PDF-",
                ExportFormat::Png => b"\x89PNG",
                ExportFormat::Svg => b"<?xml",
                ExportFormat::Page => b"<!DOCTYPE html>",
                ExportFormat::Deck | ExportFormat::Word => b"PK",
                ExportFormat::Network(_) => b"",
            };
            assert!(made.bytes.starts_with(begin) && made.bytes.len() > 1_000, "{content:?} {format:?}");
            assert_eq!(made.bytes, file(&map, &request).unwrap().bytes, "{content:?} {format:?}: the same bytes");
            let preview = preview_export(source(&map), &request, (99, ROOM), &|_| Vec::new(), &|_| true).unwrap();
            assert_eq!(preview.page + 1, preview.figures.pages(), "the last one where there is no such page");
            if made.figures != ExportFigures::Unmeasured {
                assert_eq!(preview.figures, made.figures, "{content:?} {format:?}: what is told is what comes");
            }
            let (width, height) = (preview.pixels.width, preview.pixels.height);
            assert!(width <= ROOM[0] + 1 && height <= ROOM[1] + 1, "{width} {height}");
            assert!(width + 1 >= ROOM[0] || height + 1 >= ROOM[1], "as large as there is room: {width} {height}");
        }
    }
}

#[test]
fn what_is_no_longer_there_is_said() {
    let map = can_tho();
    let gone = |content, format| ExportRequest {
        model: Some(ModelId(9_999)),
        selection: Selection::Actors([ActorId(9_999)].into()).into(),
        ..request(&map, content, format)
    };
    for content in [ExportContent::Model, ExportContent::Selection] {
        for &format in content.formats() {
            let error = file(&map, &gone(content, format)).unwrap_err();
            assert!(matches!(error, ExportError::NothingThere), "{format:?}: {error}");
            assert!(error.sentence(Language::Vietnamese).is_some_and(|sentence| sentence.contains("Hãy chọn lại")));
        }
    }
    let empty = LinkageMap::default();
    let error = file(&empty, &request(&empty, ExportContent::Models, ExportFormat::Pdf)).unwrap_err();
    assert!(matches!(error, ExportError::NoModels));
    // An empty map has a sheet, slides and a report all the same.
    for content in [ExportContent::Map, ExportContent::Slides, ExportContent::Report] {
        for &format in content.formats() {
            assert!(file(&empty, &request(&empty, content, format)).is_ok(), "{content:?} {format:?}");
        }
    }
}

#[test]
fn what_is_too_large_is_said_before_it_is_asked_for() {
    let map = sample_map(20_001, 1);
    for format in [ExportFormat::Pdf, ExportFormat::Page] {
        let request = request(&map, ExportContent::Map, format);
        let made = file(&map, &request).unwrap_err();
        let seen = preview_export(source(&map), &request, (0, ROOM), &|_| Vec::new(), &|_| true).unwrap_err();
        assert_eq!(made.to_string(), seen.to_string());
        assert!(seen.sentence(Language::Vietnamese).is_some_and(|sentence| sentence.contains("20.001")), "{format:?}");
    }
}

#[test]
fn a_file_that_is_no_longer_wanted_is_left_off() {
    let map = can_tho();
    for content in ExportContent::ALL {
        for &format in content.formats() {
            // Networks and pages are made in one go once they are begun.
            if matches!(format, ExportFormat::Page) && content != ExportContent::Report {
                continue;
            }
            let request = request(&map, content, format);
            let made = export_file(source(&map), &request, &|_| Vec::new(), &|_| false);
            assert!(matches!(made, Err(ExportError::Cancelled)), "{content:?} {format:?}");
            let seen = preview_export(source(&map), &request, (0, ROOM), &|_| Vec::new(), &|_| false);
            assert!(matches!(seen, Err(ExportError::Cancelled)), "{content:?} {format:?}");
        }
    }
}

#[test]
fn the_page_that_is_looked_at_is_the_page_that_comes() {
    let map = can_tho();
    let tiled = ExportChoices { size: Some(PaperSize::A4), is_tiled: true, ..ExportChoices::default() };
    let whole =
        ExportRequest { choices: ExportChoices::default(), ..request(&map, ExportContent::Map, ExportFormat::Pdf) };
    let tiles = ExportRequest { choices: tiled, ..whole.clone() };
    let dark = ExportChoices { is_dark: true, size: Some(PaperSize::A3), min_text: 5.0, ..ExportChoices::default() };
    let dark = ExportRequest { choices: dark, ..whole.clone() };
    let slides = request(&map, ExportContent::Slides, ExportFormat::Pdf);
    let report = request(&map, ExportContent::Report, ExportFormat::Pdf);
    for (name, request, page) in [
        ("whole", &whole, 0),
        ("a tile in the middle", &tiles, 2),
        ("dark", &dark, 0),
        ("a slide", &slides, 2),
        ("a report", &report, 0),
    ] {
        let made = file(&map, request).unwrap();
        // A page of a PDF at 72 dots an inch has a dot a point.
        let Some(page_seen) = Grey::of(&made.bytes, page + 1, 72.0) else { return };
        let room = [page_seen.width as u32, page_seen.height as u32];
        let preview = preview_export(source(&map), request, (page, room), &|_| Vec::new(), &|_| true).unwrap().pixels;
        assert!(preview.width.abs_diff(room[0]) <= 1 && preview.height.abs_diff(room[1]) <= 1, "{name}");
        let grey = |x: usize, y: usize| {
            let at = (y * preview.width as usize + x) * 4;
            let [red, green, blue] = [0, 1, 2].map(|channel| f32::from(preview.rgba[at + channel]));
            0.299 * red + 0.587 * green + 0.114 * blue
        };
        let (width, height) = (room[0].min(preview.width) as usize, room[1].min(preview.height) as usize);
        // Letters and lines are smoothed in different ways: what is compared are fields of eight dots.
        const FIELD: usize = 8;
        let mean = |of: &dyn Fn(usize, usize) -> f32, x: usize, y: usize| {
            let dots = (0..FIELD).flat_map(|dx| (0..FIELD).map(move |dy| (x + dx, y + dy)));
            dots.map(|(x, y)| of(x, y)).sum::<f32>() / (FIELD * FIELD) as f32
        };
        let printed = |x: usize, y: usize| f32::from(page_seen.at(x, y));
        let fields = (0..width / FIELD).flat_map(|x| (0..height / FIELD).map(move |y| (x * FIELD, y * FIELD)));
        let unlike: Vec<f32> = fields.map(|(x, y)| (mean(&grey, x, y) - mean(&printed, x, y)).abs()).collect();
        let average = unlike.iter().sum::<f32>() / unlike.len() as f32;
        let far = unlike.iter().filter(|unlike| **unlike > 40.0).count();
        assert!(average < 2.0 && far * 200 < unlike.len(), "{name}: {average}, {far} of {}", unlike.len());
        // And they would tell another page.
        if request.choices.content == ExportContent::Slides {
            let other = preview_export(source(&map), request, (page + 3, room), &|_| Vec::new(), &|_| true).unwrap();
            assert_ne!(other.pixels.rgba, preview.rgba);
        }
    }
}

/// The corner of each actor's card, in the units of an SVG of the map.
fn cards(svg: &str, map: &LinkageMap) -> Vec<(String, (f32, f32))> {
    let document = Document::parse(svg).unwrap();
    let names: BTreeSet<&str> = map.actors().values().map(|actor| actor.name.as_str()).collect();
    let groups = document.descendants().filter(|node| node.has_tag_name("g") && node.has_attribute("transform"));
    groups
        .filter_map(|group| {
            let title = group.children().find(|child| child.has_tag_name("title"))?.text()?;
            let name = names.iter().find(|name| title == **name || title.starts_with(&format!("{name} ")))?;
            let at = group.attribute("transform")?.trim_start_matches("translate(").trim_end_matches(')');
            let mut at = at.split([' ', ',']).filter_map(|part| part.parse().ok());
            Some(((*name).to_owned(), (at.next()?, at.next()?)))
        })
        .collect()
}

/// A name with the corner of its card on the map, and the area of its first word on paper.
type Named<'a> = (&'a (String, (f32, f32)), [f32; 4]);

#[test]
fn names_stand_within_their_cards_on_paper() {
    let map = can_tho();
    let made = file(&map, &request(&map, ExportContent::Map, ExportFormat::Pdf)).unwrap();
    let Some(text) = poppler("pdftotext", &["-bbox", "-enc", "UTF-8"], &made.bytes, &["-"]) else { return };
    let text = String::from_utf8(text).unwrap();
    let number = |line: &str, name: &str| -> Option<f32> {
        line.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.parse().ok()
    };
    let words: Vec<(String, [f32; 4])> = text
        .lines()
        .filter(|line| line.trim_start().starts_with("<word "))
        .filter_map(|line| {
            let area = ["xMin", "yMin", "xMax", "yMax"].map(|side| number(line, side).unwrap_or(f32::NAN));
            let word = line.split('>').nth(1)?.split('<').next()?.replace("&amp;", "&");
            Some((word, area))
        })
        .collect();
    let picture = Picture::of(&map, wish(&map)).unwrap();
    let cards = cards(&export_svg(&picture), &map);
    assert!(cards.len() > 40, "{}", cards.len());
    // Where a name begins on paper: its first words stand side by side in this order nowhere else.
    let begins = |name: &str| {
        let parts: Vec<&str> = name.split_whitespace().take(2).collect();
        let found: Vec<[f32; 4]> = words
            .windows(2)
            .filter(|pair| pair[0].0 == parts[0] && parts.get(1).is_none_or(|second| pair[1].0 == *second))
            .map(|pair| pair[0].1)
            .collect();
        found
    };
    // One zoom and one shift take the map to paper: those of two names that stand far apart and once each.
    let once: Vec<Named<'_>> = cards
        .iter()
        .filter_map(|card| match begins(&card.0).as_slice() {
            [only] => Some((card, *only)),
            _ => None,
        })
        .collect();
    assert!(once.len() > 8, "{} names begin like no other", once.len());
    let by_side = |one: &&Named<'_>, other: &&Named<'_>| one.0.1.0.total_cmp(&other.0.1.0);
    let (left, right) = (once.iter().min_by(by_side).unwrap(), once.iter().max_by(by_side).unwrap());
    let zoom = (right.1[0] - left.1[0]) / (right.0.1.0 - left.0.1.0);
    let (width, height) = (lienket::layout::ACTOR_SIZE.0 * zoom, lienket::layout::ACTOR_SIZE.1 * zoom);
    let (x, y) = (left.1[0] - left.0.1.0 * zoom, left.1[1] - left.0.1.1 * zoom);
    for (card, area) in &once {
        let corner = (card.1.0 * zoom + x, card.1.1 * zoom + y);
        let off = (area[0] - corner.0, area[1] - corner.1);
        assert!(off.0.abs() < width * 0.05 && off.1.abs() < height * 0.4, "{}: {off:?}", card.0);
        assert!(area[2] < corner.0 + width && area[3] - area[1] < height, "{}: {area:?}", card.0);
    }
}

/// What stands in an SVG as groups with a title: actors by name, and how many links.
fn titles(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let groups = document.descendants().filter(|node| node.has_tag_name("g"));
    let title = |group: resvg::usvg::roxmltree::Node<'_, '_>| {
        Some(group.children().find(|child| child.has_tag_name("title"))?.text()?.to_owned())
    };
    groups.filter_map(title).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A naive twin: the actors that are chosen, and the links of which both ends are.
    #[test]
    fn a_selection_has_its_actors_and_the_links_between_them(
        seed in 0_u64..40,
        picked in prop::collection::btree_set(0_usize..60, 2..14),
    ) {
        let map = sample_map(60, seed);
        let ids: Vec<ActorId> = map.actors().keys().copied().collect();
        let actors: BTreeSet<ActorId> = picked.iter().filter_map(|at| ids.get(*at)).copied().collect();
        let links: BTreeSet<LinkId> = map
            .links()
            .values()
            .filter(|link| actors.contains(&link.from) && actors.contains(&link.to))
            .map(|link| link.id)
            .collect();
        let request = ExportRequest {
            selection: Selection::Actors(actors.clone()).into(),
            ..request(&map, ExportContent::Selection, ExportFormat::Svg)
        };
        let picture = export_picture(source(&map), &request, &|_| true).unwrap();
        let drawn: BTreeSet<ActorId> = picture.scene().actors.iter().map(|mark| mark.id).collect();
        prop_assert_eq!(&drawn, &actors);
        let drawn: BTreeSet<LinkId> = picture.scene().links.iter().map(|mark| mark.id).collect();
        prop_assert_eq!(drawn, links);
        // A verdict is that of the whole map, not of the part.
        let whole = Picture::of(&map, wish(&map)).unwrap();
        for mark in &picture.scene().actors {
            prop_assert_eq!(mark.verdict, whole.scene().actor(mark.id).unwrap().verdict);
        }
        let svg = String::from_utf8(file(&map, &request).unwrap().bytes).unwrap();
        let told = format!("Một phần bản đồ: {} tác nhân", actors.len());
        prop_assert!(svg.contains(&told));
        for actor in actors.iter().filter_map(|actor| map.actors().get(actor)) {
            prop_assert!(titles(&svg).iter().any(|title| title.starts_with(&actor.name)), "{}", actor.name);
        }
    }
}

#[test]
fn who_hands_it_in_and_what_is_supposed_is_said() {
    let map = can_tho();
    let office = "Liên minh HTX <Cần Thơ>";
    for format in [ExportFormat::Svg, ExportFormat::Page] {
        let mut request = request(&map, ExportContent::Map, format);
        request.choices.office = office.to_owned();
        let source = ExportSource { supposing: Some("Giả định: thêm hợp đồng"), ..source(&map) };
        let made = export_file(source, &request, &|_| Vec::new(), &|_| true).unwrap();
        let text = String::from_utf8(made.bytes).unwrap();
        assert!(text.contains("Giả định: thêm hợp đồng"), "{format:?}");
        assert_eq!(text.contains("Liên minh HTX &lt;Cần Thơ&gt;"), request.choices.has_office(), "{format:?}");
        assert!(!text.contains("<Cần Thơ>"));
    }
}
