//! A part of a map as a map of its own.

use std::collections::BTreeSet;

use lienket::map::{ActorId, LinkageMap, Placement};
use proptest::prelude::*;

use super::random;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_part_holds_just_these_actors_and_what_is_among_them(map in random::map(), picks in prop::collection::vec(any::<bool>(), 40)) {
        let ids = map.actors().keys().zip(picks.iter().cycle());
        let chosen: BTreeSet<ActorId> = ids.filter(|(_, picked)| **picked).map(|(id, _)| *id).collect();
        let part = map.subgraph(&chosen);
        prop_assert_eq!(part.violations(), vec![]);
        prop_assert!(part.actors().keys().eq(chosen.iter()));
        let among = map.links().values().filter(|link| chosen.contains(&link.from) && chosen.contains(&link.to));
        prop_assert!(part.links().values().eq(among));
        for stage in part.stages().keys() {
            prop_assert!(part.actors().values().any(|actor| actor.stage == Some(*stage) && !actor.is_below_lanes()));
        }
        for (id, model) in map.models() {
            let both = |all: &BTreeSet<ActorId>| all.intersection(&chosen).copied().collect::<BTreeSet<_>>();
            match part.models().get(id) {
                Some(own) => prop_assert_eq!((&own.core, &own.members), (&both(&model.core), &both(&model.members))),
                None => prop_assert!(both(&model.core).is_empty() && both(&model.members).is_empty()),
            }
        }
        prop_assert!(part.channels().is_empty() && part.targets().is_empty() && part.views().is_empty());
        prop_assert!(part.placements().is_empty());

        let place = |id: &ActorId| Placement { actor: *id, x: 3.0, y: 4.0, pinned: false, by_hand: false };
        let placed: LinkageMap = part.with_placements(map.actors().keys().map(place));
        prop_assert_eq!(placed.violations(), vec![]);
        prop_assert!(placed.placements().keys().eq(chosen.iter()));
    }
}
