//! Maps to lay out, random and special, and what is measured on the result.

use lienket::layout::{LayoutRequest, tidy};
use lienket::map::{
    Actor, ActorId, ActorKind, Link, LinkId, LinkKind, LinkageMap, MapParts, Placement, Stage, StageId, Transaction,
};
use proptest::prelude::*;

/// A map with numbered stages; each actor stands in one of them, or below; each link has two actors.
pub fn map_of(stages: usize, actors: &[Option<usize>], links: &[(usize, usize)]) -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let stages: Vec<StageId> = (0..stages)
        .map(|order| edit.add(Stage { name: format!("S{order}"), order: order as u32, ..Stage::default() }).unwrap())
        .collect();
    let ids: Vec<ActorId> = actors
        .iter()
        .enumerate()
        .map(|(index, lane)| {
            let stage = lane.and_then(|lane| stages.get(lane % stages.len().max(1))).copied();
            let kind = if lane.is_some() { ActorKind::Group } else { ActorKind::Supporter };
            edit.add(Actor { name: format!("A{index}"), kind, stage, ..Actor::default() }).unwrap()
        })
        .collect();
    edit.finish();
    // Old files have links from an actor to itself, which no edit adds.
    let link = |(at, (from, to)): (usize, &(usize, usize))| {
        let (from, to) = (ids[from % ids.len()], ids[to % ids.len()]);
        Link { id: LinkId(at as u32 + 1), from, to, kind: LinkKind::Product, ..Link::default() }
    };
    let parts = MapParts {
        stages: map.stages().values().cloned().collect(),
        actors: map.actors().values().cloned().collect(),
        links: links.iter().enumerate().filter(|_| !ids.is_empty()).map(link).collect(),
        ..MapParts::default()
    };
    LinkageMap::from_parts(parts).unwrap()
}

/// Random maps up to some size.
pub fn any_map(actors: usize) -> impl Strategy<Value = LinkageMap> {
    let lane = prop_oneof![8 => (0_usize..6).prop_map(Some), 1 => Just(None)];
    (0_usize..7, prop::collection::vec(lane, 0..actors), prop::collection::vec((0..actors, 0..actors), 0..2 * actors))
        .prop_map(|(stages, actors, links)| map_of(stages, &actors, &links))
}

/// The places that tidying gives.
pub fn places(map: &LinkageMap) -> Vec<Placement> {
    tidy(&LayoutRequest::of(map), &|_| true).unwrap()
}

/// The map with places written into it.
pub fn with_places(mut map: LinkageMap, places: &[Placement]) -> LinkageMap {
    let mut edit = Transaction::begin(&mut map);
    for place in places {
        edit.set(*place).unwrap();
    }
    edit.finish();
    map
}

/// The map laid out.
pub fn tidied(map: LinkageMap) -> LinkageMap {
    let places = places(&map);
    with_places(map, &places)
}

/// Two boxes that are nearer to each other than a column's gap and a row's.
pub fn overlap(places: &[Placement]) -> Option<(Placement, Placement)> {
    let mut sorted = places.to_vec();
    sorted.sort_by(|a, b| a.x.total_cmp(&b.x));
    for (index, a) in sorted.iter().enumerate() {
        for b in sorted[index + 1..].iter().take_while(|b| b.x - a.x < 176.0 + 56.0) {
            if (b.y - a.y).abs() < 56.0 + 24.0 && !(a.pinned && b.pinned) {
                return Some((*a, *b));
            }
        }
    }
    None
}

/// Width over height of what the boxes take up.
pub fn ratio(places: &[Placement]) -> f32 {
    let span = |values: &dyn Fn(&Placement) -> f32| {
        let least = places.iter().map(values).fold(f32::INFINITY, f32::min);
        places.iter().map(values).fold(f32::NEG_INFINITY, f32::max) - least
    };
    (span(&|place| place.x) + 176.0) / (span(&|place| place.y) + 56.0)
}

/// How many pairs of links cross, drawn as straight lines.
pub fn crossings(map: &LinkageMap, places: &[Placement]) -> usize {
    let at = |id: ActorId| places.iter().find(|place| place.actor == id).unwrap();
    let lines: Vec<[&Placement; 2]> = map.links().values().map(|link| [at(link.from), at(link.to)]).collect();
    let side = |p: &Placement, q: &Placement, r: &Placement| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    let mut count = 0;
    for (index, [a, b]) in lines.iter().enumerate() {
        for [c, d] in &lines[index + 1..] {
            let crossing = side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0;
            count += usize::from(crossing);
        }
    }
    count
}
