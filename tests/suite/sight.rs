//! How far one looks, and what is left out of sight.

use std::collections::BTreeSet;

use lienket::analysis::{Assessment, Verdict, assess};
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::map::{ActorId, LinkForm, LinkKind, LinkageMap};
use lienket::scene::{Filter, Focus, Reach, Selection, Shown, Sieve, Sight, build, sifted};
use lienket::theme::Palette;
use proptest::prelude::*;

fn shown<'a>(map: &'a LinkageMap, assessment: &'a Assessment, selection: &'a Selection, sight: &'a Sight) -> Shown<'a> {
    Shown {
        study: None,
        map,
        supposed: None,
        assessment: Some(assessment),
        selection,
        year: assessment.year,
        product: None,
        sight,
        language: Language::English,
        palette: Palette::of(false),
    }
}

fn lit(map: &LinkageMap, assessment: &Assessment, actor: ActorId, reach: Reach) -> Focus {
    let (selection, sight) = (Selection::actor(actor), Sight { reach, ..Sight::default() });
    Focus::of(&shown(map, assessment, &selection, &sight))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn steps_are_links_in_any_direction(seed in 0..60_u64, pick in 0..120_usize, steps in 1..4_u8) {
        let map = sample_map(120, seed);
        let assessment = assess(&map, map.info().year);
        let start = *map.actors().keys().nth(pick).unwrap();
        let focus = lit(&map, &assessment, start, Reach::Steps(steps));
        let mut near = BTreeSet::from([start]);
        for _ in 0..steps {
            let next: Vec<ActorId> = near.iter().flat_map(|at| {
                map.links().values().filter(move |link| link.from == *at || link.to == *at).flat_map(|link| [link.from, link.to])
            }).collect();
            near.extend(next);
        }
        prop_assert_eq!(&focus.actors, &near);
        for link in &focus.links {
            prop_assert!(near.contains(&map.links()[link].from) && near.contains(&map.links()[link].to));
        }
    }

    #[test]
    fn goods_are_followed_along_links_in_force(seed in 0..60_u64) {
        let map = sample_map(200, seed);
        let assessment = assess(&map, map.info().year);
        for case in assessment.models.values().flat_map(|judged| &judged.cases) {
            let on = lit(&map, &assessment, case.core, Reach::Downstream);
            let whole = lit(&map, &assessment, case.core, Reach::Chain);
            prop_assert!(on.links.is_subset(&whole.links) && on.actors.is_subset(&whole.actors));
            for link in on.links.iter().map(|id| &map.links()[id]) {
                prop_assert!(link.kind == LinkKind::Product && map.is_in_force(link, assessment.year));
            }
            // Every route that proves a verdict is on it, and seen from its buyer, upstream.
            let Some(route) = &case.route else { continue };
            let back = lit(&map, &assessment, *route.actors.last().unwrap(), Reach::Upstream);
            prop_assert!(route.links.iter().all(|link| on.links.contains(link) && back.links.contains(link)));
        }
    }

    #[test]
    fn a_filter_leaves_just_what_it_does_not_hide(
        seed in 0..60_u64,
        kinds in prop::collection::btree_set(prop::sample::select(lienket::map::ActorKind::ALL.to_vec()), 0..3),
        forms in prop::collection::btree_set(prop::sample::select(vec![Some(LinkForm::Contract), Some(LinkForm::Spot), None]), 0..3),
        pick in 0..20_usize,
        rest_hidden: bool,
    ) {
        let map = sample_map(150, seed);
        let assessment = assess(&map, map.info().year);
        let district = map.actors().values().nth(pick).unwrap().district.clone();
        let filter = Filter { kinds, forms, districts: BTreeSet::from([district]), verdicts: BTreeSet::new() };
        let sight = Sight { filter: filter.clone(), rest_hidden, ..Sight::default() };
        let selection = Selection::actor(*map.actors().keys().nth(pick).unwrap());
        let shown = shown(&map, &assessment, &selection, &sight);
        let focus = Focus::of(&shown);
        let whole = build(&map, &assessment, Language::English);
        let left = sifted(&whole, &map, &Sieve::new(&shown, &focus), Language::English);
        let seen = |id: &ActorId| {
            let actor = &map.actors()[id];
            !filter.kinds.contains(&actor.kind)
                && !filter.districts.contains(&actor.district)
                && (!rest_hidden || focus.actors.contains(id))
        };
        let actors: Vec<_> = whole.actors.iter().filter(|mark| seen(&mark.id)).cloned().collect();
        prop_assert_eq!(&left.actors, &actors);
        let links: Vec<_> = whole.links.iter().filter(|mark| {
            let formless = mark.kind == LinkKind::Product && filter.forms.contains(&mark.form);
            seen(&mark.from) && seen(&mark.to) && !formless && (!rest_hidden || focus.links.contains(&mark.id))
        }).cloned().collect();
        prop_assert_eq!(&left.links, &links);
        // Hidden ones are not found under the pointer, and not counted.
        for mark in &whole.actors {
            prop_assert_eq!(left.actor(mark.id).is_some(), seen(&mark.id));
            prop_assert!(left.actor_under(mark.area.middle()).is_none_or(|found| seen(&found.id)));
        }
        let in_lanes = actors.iter().filter(|mark| !mark.below).count();
        prop_assert_eq!(left.lanes.iter().map(|lane| lane.actors).sum::<usize>(), in_lanes);
    }
}

#[test]
fn verdicts_hide_the_chains_that_have_no_other() {
    let map = sample_map(300, 4);
    let assessment = assess(&map, map.info().year);
    let filter = Filter { verdicts: Verdict::ALL[..3].iter().copied().collect(), ..Filter::default() };
    let (selection, sight) = (Selection::None, Sight { filter, ..Sight::default() });
    let shown = shown(&map, &assessment, &selection, &sight);
    let nothing = Focus::default();
    let sieve = Sieve::new(&shown, &nothing);
    let (mut gone, mut kept) = (0, 0);
    for judged in assessment.models.values() {
        for core in &map.models()[&judged.model].core {
            let seen = sieve.shows(&map.actors()[core]);
            if judged.verdict > Verdict::StopsShort {
                assert!(seen, "{core:?} is on a chain that is flagged");
                kept += 1;
            } else {
                gone += usize::from(!seen);
            }
        }
    }
    assert!(gone > 0 && kept > 0, "{gone} {kept}");
}
