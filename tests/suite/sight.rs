//! How far one looks, and what is left out of sight.

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::{Assessment, ProgressCallback, Verdict, assess};
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::map::{
    ActorId, DrawingStyle, Filter, Link, LinkForm, LinkId, LinkKind, LinkageMap, Neighborhood, ProductId, Scope,
    Selection, ViewState,
};
use lienket::scene::{build, filtered, isolated_highlight, isolated_scene};
use lienket::session::{Highlight, ViewContext, VisibilityFilter};
use lienket::theme::Palette;
use proptest::prelude::*;

use crate::analysis::cancelled::ends_when_refused;

fn shown<'a>(map: &'a LinkageMap, assessment: &'a Assessment, view: &'a ViewState) -> ViewContext<'a> {
    static NOTHING: Filter = Filter::EMPTY;
    ViewContext {
        study: None,
        analysis_generation: 0,
        assessment_generation: 0,
        map,
        map_generation: 0,
        what_if: None,
        assessment: Some(assessment),
        view,
        highlight: &[],
        removed_filter: &NOTHING,
        year: assessment.year,
        language: Language::English,
        palette: Palette::standard(false),
    }
}

fn lit(map: &LinkageMap, assessment: &Assessment, actor: ActorId, neighborhood: Neighborhood) -> Highlight {
    let view = ViewState { selection: Selection::actor(actor), neighborhood, ..ViewState::default() };
    Highlight::from_context(&shown(map, assessment, &view))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn steps_are_links_in_any_direction(seed in 0..60_u64, pick in 0..120_usize, steps in 1..4_u8) {
        let map = sample_map(120, seed);
        let assessment = assess(&map, map.info().year);
        let start = *map.actors().keys().nth(pick).unwrap();
        let focus = lit(&map, &assessment, start, [Neighborhood::One, Neighborhood::Two, Neighborhood::Three][usize::from(steps) - 1]);
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
            let on = lit(&map, &assessment, case.core, Neighborhood::Downstream);
            let whole = lit(&map, &assessment, case.core, Neighborhood::Chain);
            prop_assert!(on.links.is_subset(&whole.links) && on.actors.is_subset(&whole.actors));
            for link in on.links.iter().map(|id| &map.links()[id]) {
                prop_assert!(link.kind == LinkKind::Product && map.is_in_force(link, assessment.year));
            }
            // Every route that proves a verdict is on it, and seen from its buyer, upstream.
            let Some(route) = &case.route else { continue };
            let back = lit(&map, &assessment, *route.actors.last().unwrap(), Neighborhood::Upstream);
            prop_assert!(route.links.iter().all(|link| on.links.contains(link) && back.links.contains(link)));
        }
    }

    #[test]
    fn a_link_alone_has_what_leads_to_it_and_what_goes_on_from_it(seed in 0..60_u64) {
        let map = sample_map(150, seed);
        let assessment = assess(&map, map.info().year);
        let view = ViewState::default();
        let shown = shown(&map, &assessment, &view);
        let scope = |id| Scope::of(&Selection::Link(id));
        let chain = |id| isolated_highlight(&scope(id), &shown);
        for case in assessment.models.values().flat_map(|judged| &judged.cases) {
            let Some(route) = &case.route else { continue };
            for id in &route.links {
                let chain = chain(*id);
                prop_assert!(route.links.iter().all(|link| chain.links.contains(link)));
            }
        }
        for link in map.links().values().take(60) {
            let chain = chain(link.id);
            prop_assert!(chain.actors.contains(&link.from) && chain.actors.contains(&link.to));
            // No more than what one of its ends has on its side.
            let back = lit(&map, &assessment, link.from, Neighborhood::Upstream);
            let on = lit(&map, &assessment, link.to, Neighborhood::Downstream);
            let known = |id: &LinkId| *id == link.id || back.links.contains(id) || on.links.contains(id);
            prop_assert!(chain.links.iter().all(known));
            prop_assert!(chain.actors.iter().all(|id| back.actors.contains(id) || on.actors.contains(id)));
            if link.products.is_empty() || link.kind != LinkKind::Product {
                prop_assert_eq!(chain.links.len(), back.links.union(&on.links).chain([&link.id]).collect::<BTreeSet<_>>().len());
            }
            let scene = isolated_scene(&scope(link.id), &shown, DrawingStyle::default());
            let scene = scene.filter(|scene| scene.link(link.id).is_some());
            prop_assert_eq!(scene.map(|scene| scene.actors.len()), Some(chain.actors.len()));
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
        let districts = BTreeSet::from([district]);
        let filter = Filter { kinds, forms, districts, ..Filter::default() };
        let selection = Selection::actor(*map.actors().keys().nth(pick).unwrap());
        let view = ViewState { selection, filter: filter.clone(), rest_hidden, ..ViewState::default() };
        let shown = shown(&map, &assessment, &view);
        let focus = Highlight::from_context(&shown);
        let whole = build(&map, &assessment, Language::English);
        let all = VisibilityFilter::new(&map, &assessment, &filter);
        let sieve = if rest_hidden { all.restricted_to(&focus) } else { all };
        let left = filtered(&whole, &map, &sieve, Language::English, &|_| true).unwrap();
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
            prop_assert!(left.actor_at_point(mark.area.middle()).is_none_or(|found| seen(&found.id)));
        }
        let in_lanes = actors.iter().filter(|mark| !mark.is_below_lanes).count();
        prop_assert_eq!(left.lanes.iter().map(|lane| lane.actors).sum::<usize>(), in_lanes);
    }
}

/// Plainly: what a product is part of, itself first.
fn wider(map: &LinkageMap, product: ProductId) -> Vec<ProductId> {
    let mut line = vec![product];
    while let Some(next) = map.products()[line.last().unwrap()].part_of.filter(|id| !line.contains(id)) {
        line.push(next);
    }
    line
}

/// Plainly: who deals in one of these products, and which links may carry one.
fn dealers(map: &LinkageMap, seen: &BTreeSet<ProductId>) -> (BTreeSet<ActorId>, impl Fn(&Link) -> bool) {
    let names: BTreeSet<ProductId> = seen.iter().flat_map(|product| wider(map, *product)).collect();
    let mut goods: BTreeMap<ActorId, BTreeSet<ProductId>> = BTreeMap::new();
    for (id, actor) in map.actors() {
        let made = actor.converts.iter().flat_map(|it| [it.from, it.to]);
        goods.insert(*id, actor.supply.iter().map(|supply| supply.product).chain(made).collect());
        for link in map.links().values().filter(|link| link.kind == LinkKind::Product) {
            if link.from == *id || link.to == *id {
                goods.get_mut(id).unwrap().extend(&link.products);
            }
        }
        for model in map.models().values().filter(|model| model.core.contains(id)) {
            goods.get_mut(id).unwrap().extend(&model.products);
        }
    }
    let mut actors: BTreeSet<ActorId> =
        goods.iter().filter(|(_, goods)| !goods.is_disjoint(&names)).map(|(id, _)| *id).collect();
    loop {
        let before = actors.len();
        for link in map.links().values() {
            for (one, other) in [(link.from, link.to), (link.to, link.from)] {
                if actors.contains(&one) && goods[&other].is_empty() {
                    actors.insert(other);
                }
            }
        }
        if actors.len() == before {
            let carries = move |link: &Link| {
                link.kind != LinkKind::Product || link.products.is_empty() || !link.products.is_disjoint(&names)
            };
            return (actors, carries);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn products_and_the_year_hide_what_has_nothing_to_do_with_them(
        seed in 0..60_u64,
        kept in prop::collection::btree_set(0..30_usize, 0..4),
        later in -3..4_i32,
        out_of_force: bool,
    ) {
        let map = sample_map(150, seed);
        let assessment = assess(&map, map.info().year + later);
        let all: BTreeSet<ProductId> = map.products().keys().copied().collect();
        let chosen: BTreeSet<ProductId> =
            map.products().keys().enumerate().filter(|(at, _)| kept.contains(at)).map(|(_, id)| *id).collect();
        let products: BTreeSet<ProductId> = all.difference(&chosen).copied().collect();
        let hides_goods = !products.is_empty();
        let filter = Filter { products, out_of_force, ..Filter::default() };
        let whole = build(&map, &assessment, Language::English);
        let left = filtered(&whole, &map, &VisibilityFilter::new(&map, &assessment, &filter), Language::English, &|_| true).unwrap();
        let (dealers, carries) = dealers(&map, &chosen);
        let year = assessment.year;
        let there = |id: &ActorId| {
            let actor = &map.actors()[id];
            let founded = actor.founded.is_none_or(|first| first <= year);
            founded && actor.dissolved.is_none_or(|gone| year < gone)
        };
        let seen = |id: &ActorId| (!hides_goods || dealers.contains(id)) && (!out_of_force || there(id));
        let actors: BTreeSet<ActorId> = whole.actors.iter().map(|mark| mark.id).filter(seen).collect();
        prop_assert_eq!(left.actors.iter().map(|mark| mark.id).collect::<BTreeSet<_>>(), actors);
        let links: Vec<_> = whole.links.iter().filter(|mark| {
            let link = &map.links()[&mark.id];
            let begun = link.from_year.is_none_or(|first| first <= year);
            let runs = begun && link.to_year.is_none_or(|last| year <= last) && !link.planned;
            let fits = (!hides_goods || carries(link)) && (!out_of_force || runs);
            fits && seen(&link.from) && seen(&link.to)
        }).cloned().collect();
        prop_assert_eq!(&left.links, &links);
    }
}

#[test]
fn a_bank_is_seen_with_those_that_it_lends_to() {
    let bytes = std::fs::read("saves/can-tho-2019.lienket").unwrap();
    let map = lienket::storage::read(&bytes).unwrap();
    let assessment = assess(&map, map.info().year);
    let rice = map.products().values().find(|product| product.name == "Lúa").unwrap().id;
    let products = map.products().keys().copied().filter(|id| *id != rice).collect();
    let filter = Filter { products, ..Filter::default() };
    let sieve = VisibilityFilter::new(&map, &assessment, &filter);
    let (mut seen, mut hidden) = (0, 0);
    for link in map.links().values().filter(|link| link.kind == LinkKind::Support) {
        if map.actors()[&link.to].supply.iter().any(|supply| supply.product == rice) {
            assert!(sieve.shows_actor(&map.actors()[&link.from]), "{link:?}");
            seen += 1;
        }
    }
    for actor in map.actors().values().filter(|actor| !actor.supply.is_empty()) {
        let grows = actor.supply.iter().any(|supply| supply.product == rice);
        let trades = map
            .links()
            .values()
            .any(|link| (link.from == actor.id || link.to == actor.id) && link.products.contains(&rice));
        let works = actor.converts.iter().any(|it| it.from == rice);
        let sells = map.models().values().any(|it| it.core.contains(&actor.id) && it.products.contains(&rice));
        assert_eq!(sieve.shows_actor(actor), grows || trades || works || sells, "{}", actor.name);
        hidden += usize::from(!sieve.shows_actor(actor));
    }
    assert!(seen > 0 && hidden > 0, "{seen} {hidden}");
}

#[test]
fn verdicts_hide_the_chains_that_have_no_other() {
    let map = sample_map(300, 4);
    let assessment = assess(&map, map.info().year);
    let filter = Filter { verdicts: Verdict::ALL[..3].iter().copied().collect(), ..Filter::default() };
    let sieve = VisibilityFilter::new(&map, &assessment, &filter);
    let (mut gone, mut kept) = (0, 0);
    for judged in assessment.models.values() {
        for core in &map.models()[&judged.model].core {
            let seen = sieve.shows_actor(&map.actors()[core]);
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

#[test]
fn a_filter_is_left_once_nobody_wants_what_it_leaves() {
    let map = sample_map(3_000, 1);
    let assessment = assess(&map, map.info().year);
    let whole = build(&map, &assessment, Language::English);
    let filter = Filter { kinds: BTreeSet::from([lienket::map::ActorKind::Household]), ..Filter::default() };
    let sieve = VisibilityFilter::new(&map, &assessment, &filter);
    let left = |watch: ProgressCallback<'_>| {
        let scene = filtered(&whole, &map, &sieve, Language::English, watch)?;
        Some((scene.actors, scene.links))
    };
    let asked = ends_when_refused(&left(&|_| true).unwrap(), rayon::current_num_threads(), left);
    assert!(asked > (whole.actors.len() + whole.links.len()) / 2_000, "{asked}");
    let prepared = |watch: ProgressCallback<'_>| {
        let scene = filtered(&whole, &map, &sieve, Language::English, &|_| true)?;
        Some(scene.precomputed_with_progress(watch)?.lod_levels().to_vec())
    };
    let asked = ends_when_refused(&prepared(&|_| true).unwrap(), rayon::current_num_threads(), prepared);
    assert!(asked > 4, "{asked}");
}
