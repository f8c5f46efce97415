//! What is to be seen of a map.

mod cells;
mod changes;
mod clearance;
mod crossings;
mod detours;
mod labels;
mod marks;
mod names;
mod slides;
mod writing;

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::{FindingCode, Verdict, assess};
use lienket::exchange::sample_map;
use lienket::language::{Language, Localized, form_text};
use lienket::map::{
    Actor, Colouring, DrawingStyle, Filter, Link, LinkId, LinkKind, LinkStatus, LinkageMap, Placement, Selection,
    Transaction, ViewState,
};
use lienket::scene::{
    Area, BREAK_RADIUS, ColourKey, Point, Scene, break_outline, build, build_with_paths, edge_paths, legend,
    provisional_edge_paths, reason_area, verdict_icon,
};
use lienket::session::{Highlight, ViewContext};
use lienket::theme::{CATEGORICAL_COUNT, Icon, Palette};
use proptest::prelude::*;

fn scene(actors: u32, seed: u64) -> Scene {
    let map = sample_map(actors, seed);
    build(&map, &assess(&map, map.info().year), Language::Vietnamese)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn what_lies_in_an_area_is_found(seed in 0..40_u64, x in -0.2..1.2_f32, y in -0.2..1.2_f32, w in 0.0..0.6_f32) {
        let scene = scene(60, seed);
        let (all, size) = (scene.area, scene.area.width());
        let corner = Point::new(all.min.x + x * size, all.min.y + y * all.height());
        let area = Area::from_corners(corner, Point::new(corner.x + w * size, corner.y + w * size));
        let found: Vec<_> = scene.actors_in(area).map(|mark| mark.id).collect();
        let naive: Vec<_> =
            scene.actors.iter().filter(|mark| mark.area.intersects(area)).map(|mark| mark.id).collect();
        prop_assert_eq!(found, naive);
        let found: Vec<_> = scene.links_in(area).map(|mark| mark.id).collect();
        let naive =
            scene.links.iter().filter(|mark| mark.path.curves().any(|curve| curve.bounds().intersects(area)));
        let naive: Vec<_> = naive.map(|mark| mark.id).collect();
        prop_assert_eq!(found, naive);
    }

    #[test]
    fn links_run_from_card_to_card(seed in 0..40_u64) {
        let scene = scene(60, seed);
        for link in &scene.links {
            let (from, to) = (scene.actor(link.from).unwrap(), scene.actor(link.to).unwrap());
            prop_assert!(from.area.expanded(0.1).contains(link.path.start()));
            prop_assert!(to.area.expanded(0.1).contains(link.path.end()));
            // An arrowhead begins so far from the end as it is long, and there the line ends that it stands on.
            let last = link.path.curves().last().unwrap();
            for head in [4.0, 9.0] {
                let begins = link.path.trimmed_end(head);
                prop_assert!((link.path.trimmed(head).end().distance(begins)) < 0.001);
                if last.at(0.0).distance(last.at(1.0)) > 3.0 * head {
                    let off = begins.distance(link.path.end()) - head;
                    prop_assert!(off.abs() < 0.1, "{off} of {head}");
                }
            }
        }
        for mark in &scene.actors {
            prop_assert_eq!(scene.actor_at_point(mark.area.middle()).unwrap().id, mark.id);
        }
    }
}

#[test]
fn goods_that_go_back_leave_at_the_left_and_are_told_apart() {
    let mut seen = 0;
    for seed in 0..6 {
        let map = sample_map(300, seed);
        let assessment = assess(&map, map.info().year);
        let scene = build(&map, &assessment, Language::English);
        let lane = |id| {
            let actor = &map.actors()[&id];
            map.stages_in_order().iter().position(|stage| Some(stage.id) == actor.stage && !actor.is_below_lanes())
        };
        for mark in &scene.links {
            let back = mark.kind == LinkKind::Product
                && lane(mark.from).zip(lane(mark.to)).is_some_and(|(from, to)| from > to);
            assert_eq!(mark.is_backward, back, "{:?}", mark.id);
            if back {
                seen += 1;
                let (from, to) = (scene.actor(mark.from).unwrap(), scene.actor(mark.to).unwrap());
                assert_eq!((mark.path.start().x, mark.path.end().x), (from.area.min.x, to.area.max.x));
            }
        }
        // In force, they are the links that a finding tells of.
        let told = assessment.findings.iter().filter(|finding| finding.code() == FindingCode::AgainstStageOrder);
        for finding in told {
            assert!(finding.links().iter().all(|link| scene.link(*link).unwrap().is_backward));
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn a_link_looks_as_it_stands_in_the_year() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/can-tho-2019.lienket");
    let map = lienket::storage::open(&path).unwrap();
    let states = |year| -> Vec<(LinkId, LinkStatus)> {
        let scene = build(&map, &assess(&map, year), Language::English);
        scene.links.iter().map(|link| (link.id, link.status)).collect()
    };
    for (id, state) in states(2019) {
        let link = &map.links()[&id];
        let present = |actor| map.actors()[&actor].is_present(2019);
        assert_eq!(state == LinkStatus::Planned, link.planned);
        assert_eq!(
            state == LinkStatus::InForce,
            !link.planned
                && link.from_year.is_none_or(|year| year <= 2019)
                && link.to_year.is_none_or(|year| year >= 2019)
                && present(link.from)
                && present(link.to)
        );
    }
    assert_ne!(states(2019), states(2030), "contracts run out");
}

#[test]
fn a_chosen_model_lights_its_route_or_its_breaks() {
    let map = sample_map(400, 5);
    let assessment = assess(&map, map.info().year);
    for judged in assessment.models.values() {
        let selection = Selection::Model(judged.model);
        let shown = ViewContext {
            study: None,
            analysis_generation: 0,
            assessment_generation: 0,
            map: &map,
            map_generation: 0,
            what_if: None,
            assessment: Some(&assessment),
            view: &ViewState { selection, ..ViewState::default() },
            highlight: &[],
            removed_filter: &Filter::default(),
            year: assessment.year,
            language: Language::English,
            palette: Palette::standard(false),
        };
        let focus = Highlight::from_context(&shown);
        assert!(map.models()[&judged.model].core.iter().all(|core| focus.actors.contains(core)));
        for route in judged.cases.iter().filter_map(|case| case.route.as_ref()) {
            assert!(route.actors.iter().all(|actor| focus.actors.contains(actor)));
            assert!(route.links.iter().all(|link| focus.links.contains(link)));
        }
        assert_eq!(focus.breaks.is_empty(), judged.verdict <= Verdict::StopsShort);
        assert!(focus.links.iter().all(|link| map.links()[link].kind != LinkKind::Support));
    }
}

#[test]
fn lines_are_kept_only_where_nothing_moved() {
    let map = sample_map(80, 3);
    let assessment = assess(&map, map.info().year);
    let fresh = |map: &LinkageMap| build(map, &assessment, Language::Vietnamese);
    let before = fresh(&map);
    let changes: [fn(&mut Transaction<'_>, &LinkageMap); 4] = [
        |_, _| {},
        |edit, map| {
            let place = *map.placements().values().nth(7).unwrap();
            edit.set(Placement { y: place.y + 40.0, ..place }).unwrap();
        },
        |edit, map| edit.remove::<Link>(*map.links().keys().nth(5).unwrap()),
        |edit, map| edit.remove::<Actor>(*map.actors().keys().nth(5).unwrap()),
    ];
    for change in changes {
        let mut changed = map.clone();
        let mut edit = Transaction::begin(&mut changed);
        change(&mut edit, &map);
        edit.finish();
        let manner = (Language::Vietnamese, DrawingStyle::default());
        let kept = build_with_paths(&changed, (&assessment).into(), manner, edge_paths(&changed, Some(&before)));
        assert!(kept.links == fresh(&changed).links);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// A chain of edits, each shown before all links are routed again.
    #[test]
    fn lines_shown_at_once_are_kept_between_cards_that_stay_and_reach_their_cards_elsewhere(
        seed in 0..9_u64,
        edits in prop::collection::vec((0..4_u8, 0..40_usize, -200.0..200.0_f32), 1..5),
    ) {
        let mut map = sample_map(40, seed);
        let assessment = assess(&map, map.info().year);
        let manner = (Language::Vietnamese, DrawingStyle::default());
        let routed = build(&map, &assessment, Language::Vietnamese);
        let mut shown = routed.clone();
        let mut moved: BTreeSet<_> = BTreeSet::new();
        let mut changed_links: BTreeSet<LinkId> = BTreeSet::new();
        for (what, at, by) in edits {
            let mut edit = Transaction::begin(&mut map);
            let place = *edit.map().placements().values().cycle().nth(at).unwrap();
            let link = edit.map().links().values().cycle().nth(at).unwrap().clone();
            match what {
                0 => {
                    moved.insert(place.actor);
                    edit.set(Placement { y: place.y + by, ..place }).unwrap();
                }
                1 => {
                    changed_links.insert(link.id);
                    edit.set(Link { from: link.to, to: link.from, ..link }).unwrap();
                }
                2 => edit.remove::<Link>(link.id),
                _ => edit.edit::<Actor>(place.actor, |actor| actor.name = "Khác".to_owned()).unwrap(),
            }
            edit.finish();
            let paths = provisional_edge_paths(&map, &shown);
            shown = build_with_paths(&map, (&assessment).into(), manner, paths);
        }
        let fresh = build(&map, &assessment, Language::Vietnamese);
        prop_assert_eq!(&shown.actors, &fresh.actors);
        prop_assert_eq!(shown.links.len(), map.links().len());
        prop_assert!(shown.is_provisional || shown.links == fresh.links);
        for mark in &shown.links {
            let [from, to] = [mark.from, mark.to].map(|end| shown.actor(end).unwrap().area.expanded(1.0));
            prop_assert!(from.contains(mark.path.start()) && to.contains(mark.path.end()));
            if !moved.contains(&mark.from) && !moved.contains(&mark.to) && !changed_links.contains(&mark.id) {
                prop_assert_eq!(&mark.path, &routed.link(mark.id).unwrap().path);
            }
        }
        // None of it stays once all links are routed.
        let kept = build_with_paths(&map, (&assessment).into(), manner, edge_paths(&map, Some(&shown)));
        prop_assert!(kept.links == fresh.links && !kept.is_provisional);
    }
}

/// What a legend says, taken from the records themselves.
fn naive_legend(map: &LinkageMap, year: i32) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let core: BTreeSet<_> = map.models().values().flat_map(|model| model.core.iter().copied()).collect();
    let assessment = assess(map, year);
    for actor in map.actors().values() {
        words.insert(actor.kind.text(Language::English).to_owned());
        if actor.count > 1 {
            words.insert("several alike".to_owned());
        }
        if !actor.is_present(year) {
            words.insert("not there in this year".to_owned());
        }
        if core.contains(&actor.id) {
            let of = |model: &&lienket::map::CoopModel| model.core.contains(&actor.id);
            let judged = map.models().values().filter(of).map(|model| assessment.models[&model.id].verdict);
            words.insert(judged.max().unwrap().text(Language::English).to_owned());
        }
    }
    let scene = build(map, &assessment, Language::English);
    for link in map.links().values() {
        words.insert(match link.kind {
            LinkKind::Product => form_text(link.form, Language::English).to_owned(),
            kind => kind.text(Language::English).to_owned(),
        });
        let state = map.link_status(link, year);
        if state != LinkStatus::InForce {
            words.insert(state.text(Language::English).to_owned());
        }
        if scene.link(link.id).unwrap().is_backward && state != LinkStatus::Lapsed {
            words.insert("goods running back".to_owned());
        }
    }
    words
}

#[test]
fn the_legend_says_what_is_there_and_nothing_else() {
    for (size, seed) in [(1, 1), (12, 2), (60, 3), (400, 4)] {
        let map = sample_map(size, seed);
        for year in [1995, map.info().year, 2040] {
            let scene = build(&map, &assess(&map, year), Language::English);
            let said: Vec<String> = legend(&scene, false, Language::English)
                .into_iter()
                .flat_map(|group| group.entries)
                .map(|entry| entry.label)
                .collect();
            let once: BTreeSet<String> = said.iter().cloned().collect();
            assert_eq!(once.len(), said.len(), "{said:?}");
            assert_eq!(once, naive_legend(&map, year));
            let with_breaks = legend(&scene, true, Language::English);
            assert_eq!(with_breaks.iter().map(|group| group.entries.len()).sum::<usize>(), said.len() + 1);
        }
    }
}

#[test]
fn colours_stand_for_the_most_frequent_and_the_legend_names_them() {
    let map = sample_map(900, 6);
    let assessment = assess(&map, map.info().year);
    let scene = |colouring| {
        let manner = (Language::English, DrawingStyle { colouring, ..DrawingStyle::default() });
        build_with_paths(&map, (&assessment).into(), manner, edge_paths(&map, None))
    };
    let by_district = scene(Colouring::District);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for actor in map.actors().values().filter(|actor| !actor.is_below_lanes() && !actor.district.is_empty()) {
        *counts.entry(&actor.district).or_default() += 1;
    }
    let named: BTreeMap<ColourKey, String> = by_district.colour_labels.iter().cloned().collect();
    for mark in &by_district.actors {
        let district = &map.actors()[&mark.id].district;
        if let ColourKey::Hue(_) = mark.colour_key {
            assert_eq!(&named[&mark.colour_key], district);
        } else if !mark.is_below_lanes && !district.is_empty() {
            let more = counts.values().filter(|count| **count >= counts[district.as_str()]).count();
            assert!(more > CATEGORICAL_COUNT, "{district} is frequent, but has no colour");
        }
    }
    let by_product = scene(Colouring::Product);
    let named: BTreeMap<ColourKey, String> = by_product.colour_labels.iter().cloned().collect();
    let mut seen = 0;
    for mark in &by_product.links {
        if let Some(tint) = mark.colour_key {
            let products = &map.links()[&mark.id].products;
            assert!(products.iter().any(|id| map.products()[id].name == named[&tint]));
            seen += 1;
        }
    }
    assert!(seen > 50);
    let by_verdict = scene(Colouring::Verdict);
    assert!(
        by_verdict
            .actors
            .iter()
            .all(|mark| mark.colour_key == mark.verdict.map_or(ColourKey::Other, ColourKey::Verdict))
    );
    for scene in [by_district, by_product, by_verdict] {
        assert!(
            scene.links.iter().zip(&build(&map, &assessment, Language::English).links).all(|(a, b)| a.path == b.path)
        );
    }
}

#[test]
fn bands_are_as_wide_as_their_volumes_and_stubs_as_what_is_lacking() {
    let mut stubs = 0;
    for seed in 0..6 {
        let map = sample_map(400, seed);
        let assessment = assess(&map, map.info().year);
        let manner = (Language::English, DrawingStyle { volumes: true, ..DrawingStyle::default() });
        let scene = build_with_paths(&map, (&assessment).into(), manner, edge_paths(&map, None));
        let mut widths: BTreeMap<String, Vec<(f64, f32)>> = BTreeMap::new();
        for mark in &scene.links {
            let link = &map.links()[&mark.id];
            let volume = link.volume.filter(|volume| *volume > 0.0 && !link.products.is_empty());
            assert!(mark.flow_width.is_none() || volume.is_some() && mark.status == LinkStatus::InForce);
            if let (Some(width), Some(volume)) = (mark.flow_width, volume) {
                let unit = map.products()[link.products.first().unwrap()].unit.clone();
                widths.entry(unit).or_default().push((volume, width));
            }
        }
        for drawn in widths.values_mut() {
            drawn.sort_by(|a, b| a.0.total_cmp(&b.0));
            assert!(drawn.is_sorted_by(|a, b| a.1 <= b.1), "more volume is never narrower");
            let wide: Vec<f64> = drawn
                .iter()
                .filter(|(_, width)| *width > 1.6)
                .map(|(volume, width)| f64::from(*width) / volume)
                .collect();
            assert!(wide.iter().all(|ratio| (ratio / wide[0] - 1.0).abs() < 1e-3), "one scale for a unit");
        }
        assert!(widths.len() <= scene.flow_scales.len());
        let lacking: BTreeSet<_> = assessment.volumes.imbalances.iter().map(|found| found.actor).collect();
        for mark in &scene.actors {
            assert!(mark.imbalance.is_none() || lacking.contains(&mark.id));
            stubs += usize::from(mark.imbalance.is_some());
        }
        let plain = build(&map, &assessment, Language::English);
        assert!(plain.links.iter().all(|mark| mark.flow_width.is_none()) && plain.flow_scales.is_empty());
    }
    assert!(stubs > 3, "{stubs}");
}

proptest! {
    #[test]
    fn a_reason_covers_neither_its_cards_nor_another_reason(
        marks in prop::collection::vec((0.0_f32..400.0, 0.0_f32..300.0), 1..8),
        width in 20.0_f32..180.0,
        right in prop::option::of(400.0_f32..500.0),
    ) {
        let room = right.map_or(Area::EVERYTHING, |right| Area::from_corners(Point::new(0.0, 0.0), Point::new(right, 300.0)));
        let cards = [Area::from_center_size(Point::new(80.0, 150.0), 176.0, 64.0), Area::from_center_size(Point::new(320.0, 170.0), 176.0, 64.0)];
        let mut written: Vec<Area> = Vec::new();
        for (x, y) in marks {
            let area = reason_area(Point::new(x, y), (width, 18.0), room, cards.into_iter(), &written);
            prop_assert!((area.width() - width).abs() < 0.01 && (area.height() - 18.0).abs() < 0.01);
            prop_assert!(written.iter().all(|other| !other.intersects(area)));
            prop_assert!(area.max.y >= y, "it stands beside its mark or below");
            prop_assert!(area.max.x <= room.max.x + 0.01, "it stays in sight");
            if written.is_empty() {
                let beside = Area::from_center_size(Point::new(x + 14.0 + width / 2.0, y), width, 18.0);
                let in_the_way: Vec<&Area> = cards.iter().filter(|card| card.intersects(beside)).collect();
                prop_assert!(in_the_way.iter().all(|card| !card.intersects(area)));
                prop_assert!(area == beside || !in_the_way.is_empty() || beside.max.x > room.max.x);
            }
            written.push(area);
        }
    }
}

#[test]
fn where_a_chain_breaks_looks_unlike_every_verdict() {
    assert!(Verdict::ALL.iter().all(|verdict| verdict_icon(*verdict).strokes() != Icon::Break.strokes()));
    // Badges of verdicts are discs or lie along a card; this one comes to a point above and beside.
    let middle = Point::new(30.0, 40.0);
    let corners = break_outline(middle, BREAK_RADIUS);
    for (at, corner) in corners.iter().enumerate() {
        assert!(((corner.x - middle.x).hypot(corner.y - middle.y) - BREAK_RADIUS).abs() < 0.01);
        let next = corners[(at + 1) % 4];
        let edge = (f32::midpoint(corner.x, next.x) - middle.x, f32::midpoint(corner.y, next.y) - middle.y);
        let off = (edge.0.abs() - BREAK_RADIUS / 2.0, edge.1.abs() - BREAK_RADIUS / 2.0);
        assert!(off.0.abs() < 0.01 && off.1.abs() < 0.01, "it stands on a corner");
    }
}
