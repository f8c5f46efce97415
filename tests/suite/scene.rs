//! What is to be seen of a map.

mod cells;

use lienket::analysis::{FindingCode, Verdict, assess};
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::map::{Actor, Link, LinkId, LinkKind, LinkStanding, LinkageMap, Place, Transaction};
use lienket::scene::{Area, Focus, Point, Scene, Selection, Shown, Sight, build, build_after};
use lienket::theme::Palette;
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
        let area = Area::between(corner, Point::new(corner.x + w * size, corner.y + w * size));
        let found: Vec<_> = scene.actors_in(area).map(|mark| mark.id).collect();
        let naive: Vec<_> =
            scene.actors.iter().filter(|mark| mark.area.touches(area)).map(|mark| mark.id).collect();
        prop_assert_eq!(found, naive);
        let found: Vec<_> = scene.links_in(area).map(|mark| mark.id).collect();
        let naive =
            scene.links.iter().filter(|mark| mark.path.curves().iter().any(|curve| curve.area().touches(area)));
        let naive: Vec<_> = naive.map(|mark| mark.id).collect();
        prop_assert_eq!(found, naive);
    }

    #[test]
    fn links_run_from_card_to_card(seed in 0..40_u64) {
        let scene = scene(60, seed);
        for link in &scene.links {
            let (from, to) = (scene.actor(link.from).unwrap(), scene.actor(link.to).unwrap());
            prop_assert!(from.area.grown(0.1).contains(link.path.start()));
            prop_assert!(to.area.grown(0.1).contains(link.path.end()));
        }
        for mark in &scene.actors {
            prop_assert_eq!(scene.actor_under(mark.area.middle()).unwrap().id, mark.id);
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
            map.stages_in_order().iter().position(|stage| Some(stage.id) == actor.stage && !actor.stands_below())
        };
        for mark in &scene.links {
            let back = mark.kind == LinkKind::Product
                && lane(mark.from).zip(lane(mark.to)).is_some_and(|(from, to)| from > to);
            assert_eq!(mark.back, back, "{:?}", mark.id);
            if back {
                seen += 1;
                let (from, to) = (scene.actor(mark.from).unwrap(), scene.actor(mark.to).unwrap());
                assert_eq!((mark.path.start().x, mark.path.end().x), (from.area.min.x, to.area.max.x));
            }
        }
        // In force, they are the links that a finding tells of.
        let told = assessment.findings.iter().filter(|finding| finding.code == FindingCode::AgainstStageOrder);
        for finding in told {
            assert!(finding.links.iter().all(|link| scene.link(*link).unwrap().back));
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn a_link_looks_as_it_stands_in_the_year() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/can-tho-2019.lienket");
    let map = lienket::storage::open(&path).unwrap();
    let states = |year| -> Vec<(LinkId, LinkStanding)> {
        let scene = build(&map, &assess(&map, year), Language::English);
        scene.links.iter().map(|link| (link.id, link.state)).collect()
    };
    for (id, state) in states(2019) {
        let link = &map.links()[&id];
        let present = |actor| map.actors()[&actor].is_present(2019);
        assert_eq!(state == LinkStanding::Planned, link.planned);
        assert_eq!(
            state == LinkStanding::InForce,
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
        let shown = Shown {
            study: None,
            map: &map,
            supposed: None,
            assessment: Some(&assessment),
            selection: &selection,
            year: assessment.year,
            product: None,
            sight: &Sight::default(),
            language: Language::English,
            palette: Palette::of(false),
        };
        let focus = Focus::of(&shown);
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
            let place = *map.places().values().nth(7).unwrap();
            edit.set(Place { y: place.y + 40.0, ..place }).unwrap();
        },
        |edit, map| edit.remove::<Link>(*map.links().keys().nth(5).unwrap()),
        |edit, map| edit.remove::<Actor>(*map.actors().keys().nth(5).unwrap()),
    ];
    for change in changes {
        let mut changed = map.clone();
        let mut edit = Transaction::begin(&mut changed);
        change(&mut edit, &map);
        edit.finish();
        let kept = build_after(&changed, &assessment, Language::Vietnamese, Some(&before));
        assert!(kept.links == fresh(&changed).links);
    }
}
