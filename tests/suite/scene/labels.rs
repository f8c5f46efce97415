//! Labels on links cover no card, no line of another link and no other label.

use lienket::analysis::assess;
use lienket::exchange::{Picture, PictureOptions, export_svg, sample_map};
use lienket::language::{Language, link_labels};
use lienket::map::{DrawingStyle, Link, LinkForm, LinkageMap, Transaction};
use lienket::scene::{
    Area, DOUBLE_LINE_OFFSET, LINK_LABEL_SIZE, LabelRequest, LinkLabel, LinkMark, Point, Scene, build,
    place_link_labels,
};
use proptest::prelude::*;

fn scene(map: &LinkageMap) -> Scene {
    build(map, &assess(map, map.info().year), Language::Vietnamese)
}

/// A sample with figures on its links.
fn map_with_figures(actors: u32, seed: u64) -> LinkageMap {
    let mut map = sample_map(actors, seed);
    let links: Vec<Link> = map.links().values().cloned().collect();
    let mut edit = Transaction::begin(&mut map);
    for (at, link) in links.into_iter().enumerate() {
        let share = Some((at * 7 % 100) as f64);
        let (form, from_year, to_year) =
            if at % 2 == 0 { (Some(LinkForm::Contract), Some(2019), Some(2021)) } else { (link.form, None, None) };
        edit.set(Link { share, from_year, to_year, form, ..link }).unwrap();
    }
    edit.finish();
    map
}

fn placed(map: &LinkageMap, scene: &Scene, size: f32, within: Area) -> Vec<LinkLabel> {
    let request = LabelRequest { size, within, occupied: &[], max_links: usize::MAX };
    place_link_labels(scene, map, Language::Vietnamese, &request, |_| false)
}

/// Points of a line, closer than any label is high.
fn points(link: &LinkMark) -> impl Iterator<Item = Point> {
    link.path.curves().flat_map(|curve| (0..=200).map(move |step| curve.at(step as f32 / 200.0)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn labels_cover_nothing(actors in 4..70_u32, seed in 0..1_000_u64, zoom in 0.42..1.0_f32) {
        let map = map_with_figures(actors, seed);
        let scene = scene(&map);
        let labels = placed(&map, &scene, LINK_LABEL_SIZE / zoom, Area::EVERYTHING);
        for (at, label) in labels.iter().enumerate() {
            let area = label.area;
            prop_assert!(scene.actors.iter().all(|card| !card.area.intersects(area)), "{label:?} covers a card");
            for link in scene.links.iter().filter(|link| link.id != label.link) {
                prop_assert!(!points(link).any(|point| area.contains(point)), "{label:?} is struck through");
            }
            prop_assert!(labels.iter().skip(at + 1).all(|other| !other.area.intersects(area)), "{label:?}");
            // It stands at its own line, and that is seen on both sides of it.
            let own = scene.link(label.link).unwrap();
            prop_assert!(points(own).any(|point| area.expanded(8.0).contains(point)), "{label:?} is beside its line");
            prop_assert!(!area.contains(own.path.start()) && !area.contains(own.path.end()));
            // It says what is recorded.
            let link = &map.links()[&label.link];
            prop_assert!(link_labels(&map, link, Language::Vietnamese).contains(&label.rows));
        }
        prop_assert_eq!(labels, placed(&map, &scene, LINK_LABEL_SIZE / zoom, Area::EVERYTHING));
    }

    #[test]
    fn labels_of_a_part_stay_in_it(seed in 0..1_000_u64, x in 0.0..0.6_f32, y in 0.0..0.6_f32) {
        let map = map_with_figures(60, seed);
        let scene = scene(&map);
        let (corner, width, height) = (scene.area.min, scene.area.width(), scene.area.height());
        let min = Point::new(corner.x + x * width, corner.y + y * height);
        let part = Area { min, max: Point::new(min.x + width * 0.4, min.y + height * 0.4) };
        for label in placed(&map, &scene, LINK_LABEL_SIZE, part) {
            prop_assert!(part.covers(label.area));
            for link in scene.links.iter().filter(|link| link.id != label.link) {
                prop_assert!(!points(link).any(|point| label.area.contains(point)), "{label:?} is struck through");
            }
        }
    }
}

#[test]
fn most_links_of_a_small_map_have_labels() {
    let (mut labelled, mut all) = (0, 0);
    for seed in 0..20 {
        let map = map_with_figures(10, seed);
        let scene = scene(&map);
        let found = placed(&map, &scene, LINK_LABEL_SIZE, Area::EVERYTHING);
        // Between the lines of a bundle there is no room.
        let ends = |link: &Link| (link.from, link.to);
        let is_alone = |link: &&Link| map.links().values().filter(|other| ends(other) == ends(link)).count() == 1;
        let links: Vec<&Link> = map.links().values().filter(is_alone).collect();
        labelled += links.iter().filter(|link| found.iter().any(|label| label.link == link.id)).count();
        all += links.iter().filter(|link| !link_labels(&map, link, Language::English).is_empty()).count();
    }
    assert!(labelled * 4 >= all * 3, "{labelled} of {all}");
}

#[test]
fn labels_say_the_most_first_and_are_shortened() {
    let map = map_with_figures(12, 3);
    let with_all = map.links().values().find(|link| link.from_year == Some(2019) && link.volume.is_some());
    let labels = link_labels(&map, with_all.unwrap(), Language::Vietnamese);
    assert!(labels[0][0].ends_with(" · 2019–2021") && labels[0][0].contains("% · "), "{labels:?}");
    let lengths: Vec<usize> = labels.iter().map(|rows| rows.concat().chars().count()).collect();
    assert!(lengths.is_sorted_by(|longer, shorter| longer + 3 >= *shorter), "{labels:?}");
    assert!(labels.last().unwrap().concat().ends_with('%'), "{labels:?}");
    assert!(link_labels(&map, &Link::default(), Language::English).is_empty());
}

#[test]
fn a_picture_has_labels_unless_they_are_hidden() {
    let map = map_with_figures(12, 3);
    let svg = |labels_hidden: bool| {
        let options = PictureOptions {
            model: None,
            year: 2020,
            language: Language::Vietnamese,
            drawing: DrawingStyle { labels_hidden, ..DrawingStyle::default() },
            dark: false,
            date: String::new(),
            office: String::new(),
            remark: None,
        };
        export_svg(&Picture::of(&map, options).unwrap())
    };
    let labels = |hidden: bool| svg(hidden).matches("%</text>").count() + svg(hidden).matches("2021</text>").count();
    assert!(labels(false) > 0);
    assert_eq!(labels(true), 0);
}

/// Two actors beside each other, with links from one to the other, or back.
fn pair(directions: &[bool], form: LinkForm) -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let ends: Vec<_> = [0.0, 620.0]
        .into_iter()
        .map(|x| {
            let name = format!("Tác nhân {x}");
            let id = edit.add(lienket::map::Actor { name, ..Default::default() }).unwrap();
            edit.set(lienket::map::Placement { actor: id, x, y: 0.0, pinned: false, by_hand: false }).unwrap();
            id
        })
        .collect();
    for (at, forth) in directions.iter().enumerate() {
        let (from, to) = if *forth { (ends[0], ends[1]) } else { (ends[1], ends[0]) };
        let share = Some((at * 10 + 10) as f64);
        edit.add(Link { from, to, share, form: Some(form), ..Link::default() }).unwrap();
    }
    edit.finish();
    map
}

#[test]
fn links_between_the_same_two_have_their_labels_clear_of_each_other() {
    for directions in [&[true, true][..], &[true, false], &[true, true, true], &[true, false, true]] {
        for form in [LinkForm::Contract, LinkForm::Agreement] {
            let map = pair(directions, form);
            let scene = scene(&map);
            for zoom in [0.45, 0.7, 1.0] {
                let labels = placed(&map, &scene, LINK_LABEL_SIZE / zoom, Area::EVERYTHING);
                // There is room above the upper line and below the lower one.
                assert!(labels.len() >= 2, "{} of {directions:?} at {zoom}", labels.len());
                for label in &labels {
                    for link in scene.links.iter().filter(|link| link.id != label.link) {
                        let reach = label.area.expanded(DOUBLE_LINE_OFFSET / zoom);
                        assert!(
                            !points(link).any(|point| reach.contains(point)),
                            "{directions:?} at {zoom}: {label:?}"
                        );
                    }
                }
            }
        }
    }
}
