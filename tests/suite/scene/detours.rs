//! No link passes behind a card that is not its end, inside a lane either.

use lienket::analysis::assess;
use lienket::exchange::tidy_map;
use lienket::language::Language;
use lienket::map::{Actor, ActorKind, Link, LinkKind, LinkageMap, Placement, Stage, Transaction};
use lienket::scene::{Point, Scene, build};
use proptest::prelude::*;

/// Actors in a few lanes, supporters below them, with links between them.
pub fn map_of(lanes: usize, actors: &[usize], links: &[(usize, usize)]) -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let stages: Vec<_> = (0..lanes)
        .map(|order| edit.add(Stage { name: format!("S{order}"), order: order as u32, ..Stage::default() }).unwrap())
        .collect();
    let ids: Vec<_> = actors
        .iter()
        .map(|lane| {
            let stage = stages.get(*lane).copied();
            let kind = if stage.is_some() { ActorKind::Trader } else { ActorKind::Supporter };
            edit.add(Actor { name: "T".into(), kind, stage, ..Actor::default() }).unwrap()
        })
        .collect();
    let is_supporter = |at: usize| actors[at] >= lanes;
    for (from, to) in links {
        let (from, to) = (from % ids.len(), to % ids.len());
        // The strip below the lanes is one row: links inside it are no question of lanes.
        if from != to && !(is_supporter(from) && is_supporter(to)) {
            let kind = if is_supporter(from) || is_supporter(to) { LinkKind::Support } else { LinkKind::Product };
            edit.add(Link { from: ids[from], to: ids[to], kind, ..Link::default() }).unwrap();
        }
    }
    edit.finish();
    map
}

/// How many times a link passes behind a card that is not its end.
fn passes(scene: &Scene) -> usize {
    let mut passes = 0;
    for link in &scene.links {
        let points: Vec<Point> =
            link.path.curves().flat_map(|curve| (0..=24).map(move |at| curve.at(at as f32 / 24.0))).collect();
        let others = scene.actors.iter().filter(|mark| mark.id != link.from && mark.id != link.to);
        passes += others.filter(|mark| points.iter().any(|point| mark.area.expanded(-1.0).contains(*point))).count();
    }
    passes
}

fn scene(map: &LinkageMap) -> Scene {
    build(map, &assess(map, 2019), Language::Vietnamese)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_link_passes_behind_a_card(
        lanes in 1_usize..3,
        actors in prop::collection::vec(0_usize..4, 2..30),
        links in prop::collection::vec((0_usize..30, 0_usize..30), 0..60),
    ) {
        let mut map = map_of(lanes, &actors, &links);
        tidy_map(&mut map).unwrap();
        prop_assert_eq!(passes(&scene(&map)), 0);
    }

    #[test]
    fn where_hands_put_cards_few_do(
        places in prop::collection::vec((0_i32..5, 0_i32..9), 2..16),
        links in prop::collection::vec((0_usize..16, 0_usize..16), 0..24),
    ) {
        // In columns and rows, at most one on a place.
        let mut places = places;
        places.sort_unstable();
        places.dedup();
        let mut map = map_of(1, &vec![0; places.len()], &links);
        let mut edit = Transaction::begin(&mut map);
        let ids: Vec<_> = edit.map().actors().keys().copied().collect();
        for (actor, (column, row)) in ids.into_iter().zip(&places) {
            let (x, y) = (*column as f32 * 240.0, *row as f32 * 96.0);
            edit.set(Placement { actor, x, y, pinned: true, by_hand: true }).unwrap();
        }
        edit.finish();
        prop_assert_eq!(passes(&scene(&map)), 0);
    }
}
