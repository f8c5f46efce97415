//! Volumes: the greatest flow against a plain reference and against every cut, balance and circles by hand.

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::{FindingCode, ProductFlow, VolumeStudy, assess};
use lienket::map::{
    ActorId, ActorKind, Conversion, Link, LinkId, LinkKind, LinkageMap, MapParts, ProductId, Stage, StageId, Supply,
};

use super::draft::Draft;
use super::naive::{Naive, State};
use super::random::{self, Dice, YEAR};

fn volumes(map: &LinkageMap) -> VolumeStudy {
    assess(map, YEAR).volumes
}

/// A random map with whole volumes; yields are powers of two, such that each product is always worth the same.
fn with_volumes(seed: u64, yields: bool) -> LinkageMap {
    let map = random::map(seed);
    let mut dice = Dice(seed ^ 0x5eed);
    let worth = worths(&map, yields);
    let mut parts = parts_of(&map);
    for actor in &mut parts.actors {
        for supply in &mut actor.supply {
            supply.volume = (!dice.one_in(8)).then(|| dice.below(40) as f64);
        }
        if !yields {
            actor.converts.clear();
        }
        for conversion in &mut actor.converts {
            conversion.yield_ratio = Some(worth[&conversion.to] / worth[&conversion.from]);
        }
        if dice.one_in(3) {
            let product = dice.pick(&map.products().keys().copied().collect::<Vec<_>>());
            let volume = Some(1.0 + dice.below(40) as f64);
            actor.supply.retain(|supply| supply.product != product);
            actor.supply.push(Supply { product, volume });
        }
    }
    for link in &mut parts.links {
        link.volume = (!dice.one_in(4)).then(|| 1.0 + dice.below(30) as f64);
    }
    LinkageMap::from_parts(parts).unwrap()
}

fn parts_of(map: &LinkageMap) -> MapParts {
    MapParts {
        info: map.info().clone(),
        products: map.products().values().cloned().collect(),
        actors: map.actors().values().cloned().collect(),
        links: map.links().values().cloned().collect(),
        models: map.models().values().cloned().collect(),
        ..MapParts::default()
    }
}

/// How many units of each product one unit of anything is; the same for all that is part of one another.
fn worths(map: &LinkageMap, yields: bool) -> BTreeMap<ProductId, f64> {
    let naive = Naive::new(map, YEAR);
    let mut family: BTreeMap<ProductId, ProductId> =
        map.products().keys().map(|product| (*product, *product)).collect();
    for product in map.products().keys() {
        for broader in naive.broader(*product) {
            let (one, other) = (family[product], family[&broader]);
            for root in family.values_mut() {
                if *root == one.max(other) {
                    *root = one.min(other);
                }
            }
        }
    }
    let of = |root: ProductId| if yields { f64::from(1 << (root.0 % 3)) } else { 1.0 };
    family.into_iter().map(|(product, root)| (product, of(root))).collect()
}

fn producers(naive: &Naive<'_>, product: ProductId) -> Vec<(ActorId, f64)> {
    let mut found = Vec::new();
    for actor in naive.map.actors().values() {
        if !naive.is_present(actor.id) || naive.is_buyer(actor.id) || actor.kind == ActorKind::Supporter {
            continue;
        }
        for supply in actor.supply.iter().filter(|supply| supply.product == product) {
            found.extend(supply.volume.map(|volume| (actor.id, volume)));
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Spot {
    Source,
    Sink,
    Goods(State),
    Into(LinkId),
    OutOf(LinkId),
}

/// The greatest flow: one way after the other (Ford and Fulkerson) in a table of rooms.
fn naive_flow(map: &LinkageMap, product: ProductId, worth: &BTreeMap<ProductId, f64>) -> (f64, f64) {
    let naive = Naive::new(map, YEAR);
    let many = 1e12;
    let mut room: BTreeMap<(Spot, Spot), f64> = BTreeMap::new();
    let mut supply = 0.0;
    let mut open: Vec<State> = Vec::new();
    for (actor, volume) in producers(&naive, product) {
        supply += volume;
        *room.entry((Spot::Source, Spot::Goods((actor, product)))).or_default() += volume;
        open.push((actor, product));
    }
    let mut seen: BTreeSet<State> = open.iter().copied().collect();
    while let Some((actor, good)) = open.pop() {
        let at = Spot::Goods((actor, good));
        for conversion in naive.actor(actor).converts.iter().filter(|it| naive.broader(good).contains(&it.from)) {
            let made = (actor, conversion.to);
            if seen.insert(made) {
                open.push(made);
            }
            room.insert((at, Spot::Goods(made)), many);
        }
        for link in map.links().values() {
            let trades = link.kind == LinkKind::Product && link.from == actor && link.to != actor;
            if !trades || !naive.in_force_label(link) || !naive.carries(link, good) {
                continue;
            }
            let there = (link.to, good);
            let end = if naive.is_buyer(link.to) { Spot::Sink } else { Spot::Goods(there) };
            if end != Spot::Sink && seen.insert(there) {
                open.push(there);
            }
            // One volume for all that crosses; worth most where one unit of the source is fewest units.
            let own = link.volume.map_or(many, |volume| volume * worth[&product] / worth[&good]);
            if link.volume.is_none() {
                *room.entry((at, end)).or_default() += many;
                continue;
            }
            let (within, beyond) = (Spot::Into(link.id), Spot::OutOf(link.id));
            room.insert((at, within), own);
            *room.entry((beyond, end)).or_default() += own;
            let shared = room.entry((within, beyond)).or_default();
            *shared = shared.max(own);
        }
    }
    let mut carried = 0.0;
    loop {
        let mut from: BTreeMap<Spot, Spot> = BTreeMap::from([(Spot::Source, Spot::Source)]);
        let mut open = vec![Spot::Source];
        while let Some(spot) = open.pop() {
            for ((tail, head), left) in &room {
                if *tail == spot && *left > 1e-9 && !from.contains_key(head) {
                    from.insert(*head, spot);
                    open.push(*head);
                }
            }
        }
        if !from.contains_key(&Spot::Sink) {
            return (supply, carried);
        }
        let mut way = Vec::new();
        let mut at = Spot::Sink;
        while at != Spot::Source {
            way.push((from[&at], at));
            at = from[&at];
        }
        let least = way.iter().map(|step| room[step]).fold(f64::INFINITY, f64::min);
        for (tail, head) in way {
            *room.get_mut(&(tail, head)).unwrap() -= least;
            *room.entry((head, tail)).or_default() += least;
        }
        carried += least;
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6
}

#[test]
fn the_greatest_flow_agrees_with_the_reference() {
    let (mut partly, mut wholly) = (0, 0);
    for seed in 0..1500 {
        let map = with_volumes(seed, true);
        let worth = worths(&map, true);
        for flow in volumes(&map).products {
            let (supply, carried) = naive_flow(&map, flow.product, &worth);
            assert!(near(flow.supply, supply), "seed {seed}, product {}", flow.product);
            assert!(near(flow.carried, carried), "seed {seed}, product {}: {flow:?}, not {carried}", flow.product);
            assert!(near(flow.carried + flow.without_outlet, flow.supply));
            partly += usize::from(carried > 0.0 && flow.without_outlet > 0.0);
            wholly += usize::from(carried > 0.0 && flow.without_outlet == 0.0);
        }
    }
    assert!(partly > 100 && wholly > 100, "the maps ask for it: {partly}, {wholly}");
}

/// Whether goods get from a producer to a buyer when these links are gone.
fn escapes(naive: &Naive<'_>, producer: ActorId, product: ProductId, gone: &BTreeSet<LinkId>) -> bool {
    let mut seen = BTreeSet::from([(producer, product)]);
    let mut open = vec![(producer, product)];
    while let Some((actor, good)) = open.pop() {
        let mut next: Vec<State> = Vec::new();
        for conversion in naive.actor(actor).converts.iter().filter(|it| naive.broader(good).contains(&it.from)) {
            next.push((actor, conversion.to));
        }
        for link in naive.map.links().values().filter(|link| link.from == actor && link.to != actor) {
            let trades = link.kind == LinkKind::Product && naive.in_force_label(link) && naive.carries(link, good);
            if trades && !gone.contains(&link.id) {
                if naive.is_buyer(link.to) {
                    return true;
                }
                next.push((link.to, good));
            }
        }
        open.extend(next.into_iter().filter(|state| seen.insert(*state)));
    }
    false
}

fn room(link: &Link) -> f64 {
    link.volume.unwrap_or(f64::INFINITY)
}

#[test]
fn the_flow_is_the_least_of_all_cuts() {
    let mut bound = 0;
    for seed in 0..4000 {
        let map = with_volumes(seed, false);
        let naive = Naive::new(&map, YEAR);
        let flows = volumes(&map).products;
        let limited: Vec<&Link> = map.links().values().filter(|link| link.volume.is_some()).collect();
        if limited.len() > 9 {
            continue;
        }
        for flow in flows {
            let producers = producers(&naive, flow.product);
            let cuts = (0..1_u32 << limited.len()).map(|chosen| {
                let gone: Vec<&Link> =
                    (0..limited.len()).filter(|at| chosen >> at & 1 == 1).map(|at| limited[at]).collect();
                let ids = gone.iter().map(|link| link.id).collect();
                let let_through = producers.iter().filter(|(actor, _)| escapes(&naive, *actor, flow.product, &ids));
                gone.into_iter().map(room).sum::<f64>() + let_through.map(|(_, volume)| volume).sum::<f64>()
            });
            let least = cuts.fold(f64::INFINITY, f64::min);
            assert!(near(flow.carried, least), "seed {seed}: {flow:?}, least cut {least}");
            bound += usize::from(least > 0.0 && flow.without_outlet > 0.0);
        }
    }
    assert!(bound > 100, "links bind on {bound}");
}

#[test]
fn pockets_part_what_is_left_by_their_full_links() {
    let mut several = 0;
    for seed in 0..3000 {
        let map = with_volumes(seed, false);
        let naive = Naive::new(&map, YEAR);
        for flow in volumes(&map).products {
            let lost: f64 = flow.stranded.iter().map(|pocket| pocket.without_outlet).sum();
            assert!(near(lost, flow.without_outlet), "seed {seed}: {flow:?}");
            assert!(flow.stranded.is_sorted_by(|one, other| one.without_outlet >= other.without_outlet));
            let all: Vec<ActorId> = flow.stranded.iter().flat_map(|pocket| pocket.producers.clone()).collect();
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "seed {seed}: nobody is in two pockets");
            several += usize::from(flow.stranded.iter().filter(|pocket| !pocket.bottlenecks.is_empty()).count() > 1);
            for pocket in &flow.stranded {
                check_pocket(&naive, &flow, pocket, seed);
            }
        }
    }
    assert!(several > 5, "only {several} maps have pockets side by side");
}

fn check_pocket(naive: &Naive<'_>, flow: &ProductFlow, pocket: &lienket::analysis::StrandedSupply, seed: u64) {
    let of_them = producers(naive, flow.product);
    let supply: f64 = of_them.iter().filter(|(actor, _)| pocket.producers.contains(actor)).map(|(_, it)| it).sum();
    let room: f64 = pocket.bottlenecks.iter().map(|link| room(&naive.map.links()[link])).sum();
    assert!(pocket.without_outlet > 0.0 && near(pocket.supply, supply), "seed {seed}: {pocket:?}");
    assert!(near(pocket.without_outlet, supply - room), "seed {seed}: {pocket:?} with room for {room}");
    let gone: BTreeSet<LinkId> = pocket.bottlenecks.iter().copied().collect();
    for producer in &pocket.producers {
        assert!(!escapes(naive, *producer, flow.product, &gone), "seed {seed}: {producer} escapes {pocket:?}");
    }
}

/// Two cooperatives with paddy, a trader, a mill and a market; the trader takes 60 to the mill.
fn chain() -> (Draft, [ActorId; 5], [ProductId; 2]) {
    let mut draft = Draft::default();
    let (paddy, rice) = (draft.product(None), draft.product(None));
    let kinds =
        [ActorKind::Cooperative, ActorKind::Cooperative, ActorKind::Trader, ActorKind::Enterprise, ActorKind::Market];
    let actors = kinds.map(|kind| draft.actor(kind));
    let [one, other, trader, mill, market] = actors;
    for (actor, volume) in [(one, 50.0), (other, 30.0)] {
        draft.edit_actor(actor).supply = vec![Supply { product: paddy, volume: Some(volume) }];
    }
    for (from, to, product, volume) in [
        (one, trader, paddy, 50.0),
        (other, trader, paddy, 30.0),
        (trader, mill, paddy, 60.0),
        (mill, market, rice, 39.0),
    ] {
        let link = draft.link(from, to, &[product], None);
        draft.edit_link(link).volume = Some(volume);
    }
    draft.edit_actor(mill).converts = vec![Conversion { from: paddy, to: rice, yield_ratio: Some(0.65) }];
    (draft, actors, [paddy, rice])
}

#[test]
fn a_bottleneck_is_named_with_those_behind_it() {
    let (mut draft, [one, other, trader, ..], [paddy, _]) = chain();
    let map = draft.map();
    let told: Vec<_> =
        assess(&map, YEAR).findings.into_iter().filter(|it| it.code == FindingCode::SupplyWithoutOutlet).collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].actors.clone(), told[0].links.clone()), (vec![one, other], vec![LinkId(3)]));
    assert_eq!((told[0].amount, told[0].expected), (Some(20.0), Some(80.0)));
    // A third producer says no volume, and a third of the room comes free: nothing is left.
    let third = draft.actor(ActorKind::Group);
    draft.supplies(third, paddy);
    draft.link(trader, map.actors().keys().copied().nth(3).unwrap(), &[], None);
    let flow = volumes(&draft.map()).products.remove(0);
    assert_eq!((flow.without_outlet, flow.unknown_supply, flow.stranded.len()), (0.0, 1, 0));
}

#[test]
fn yields_turn_volumes_into_the_unit_of_the_source() {
    let (mut draft, [_, _, trader, mill, _], [paddy, rice]) = chain();
    // The mill is a cooperative's own now: the flow ends at the market, over 39 of rice, which is 60 of paddy.
    draft.edit_actor(mill).kind = ActorKind::Cooperative;
    draft.edit_link(LinkId(3)).volume = None;
    let flow = volumes(&draft.map()).products.remove(0);
    assert!(near(flow.carried, 60.0) && flow.stranded[0].bottlenecks == [LinkId(4)], "{flow:?}");
    // Some of the rice may come from a better mill: the least yield on the way lets most through.
    draft.edit_actor(trader).converts = vec![Conversion { from: paddy, to: rice, yield_ratio: Some(0.5) }];
    draft.edit_link(LinkId(3)).products.insert(rice);
    let flow = volumes(&draft.map()).products.remove(0);
    assert!(near(flow.carried, 78.0), "{flow:?}");
    // An unknown yield bounds nothing beyond it.
    draft.edit_actor(trader).converts[0].yield_ratio = None;
    assert!(near(volumes(&draft.map()).products.remove(0).without_outlet, 0.0));
}

#[test]
fn a_link_shares_its_volume_among_what_the_goods_have_become() {
    let (mut draft, [one, other, _, mill, _], [paddy, rice]) = chain();
    draft.parts.links.clear();
    draft.edit_actor(other).supply.clear();
    draft.edit_actor(one).converts = vec![Conversion { from: paddy, to: rice, yield_ratio: Some(1.0) }];
    let link = draft.link(one, mill, &[paddy, rice], None);
    draft.edit_link(link).volume = Some(20.0);
    assert!(near(volumes(&draft.map()).products.remove(0).carried, 20.0), "not twenty of each");
}

fn imbalances(draft: &Draft) -> Vec<(ActorId, f64, f64)> {
    let told = assess(&draft.map(), YEAR).findings.into_iter().filter(|it| it.code == FindingCode::VolumeImbalance);
    told.map(|it| (it.actors[0], it.amount.unwrap(), it.expected.unwrap())).collect()
}

#[test]
fn sales_are_held_against_what_there_is() {
    let (mut draft, [one, _, trader, mill, market], [paddy, rice]) = chain();
    assert_eq!(imbalances(&draft), [(trader, 60.0, 80.0)], "cooperatives and mill are in balance");
    draft.edit_link(LinkId(3)).volume = Some(80.5);
    assert_eq!(imbalances(&draft), [(mill, 39.0, 80.5 * 0.65)], "half a unit of eighty is rounding");
    draft.edit_link(LinkId(4)).volume = Some(52.0);
    assert_eq!(imbalances(&draft), []);
    // Once one number that counts is missing, nothing is said.
    draft.edit_link(LinkId(1)).volume = Some(70.0);
    assert_eq!(imbalances(&draft).len(), 2);
    draft.edit_actor(one).supply[0].volume = None;
    draft.edit_link(LinkId(2)).volume = None;
    assert_eq!(imbalances(&draft), []);
    draft.edit_link(LinkId(2)).volume = Some(30.0);
    assert_eq!(imbalances(&draft), [(trader, 80.5, 100.0)]);
    draft.link(market, trader, &[], None);
    assert_eq!(imbalances(&draft), [], "a link of any goods may bring some");
    // A mill that makes two things of one: how much of each is not known.
    draft.parts.links.pop();
    draft.edit_link(LinkId(4)).volume = Some(5.0);
    assert_eq!(imbalances(&draft).len(), 2);
    let bran = draft.product(None);
    draft.edit_actor(mill).converts.push(Conversion { from: paddy, to: bran, yield_ratio: Some(0.1) });
    assert_eq!(imbalances(&draft).len(), 1);
    // What comes in to be used up, and what a market sells to consumers, is no imbalance.
    let feed = draft.link(market, one, &[rice], None);
    draft.edit_link(feed).volume = Some(3.0);
    assert_eq!(imbalances(&draft).len(), 1);
}

#[test]
fn only_shares_that_do_not_add_up_are_told() {
    let (mut draft, [one, .., mill, market], [paddy, _]) = chain();
    for (sum, missing, excess) in
        [(99.9, None, None), (100.1, None, None), (70.0, Some(30.0), None), (120.0, None, Some(20.0))]
    {
        draft.edit_link(LinkId(1)).share = Some(sum - 40.0);
        draft.parts.links.retain(|link| link.id.0 <= 4);
        let second = draft.link(one, if sum > 100.0 { mill } else { market }, &[paddy], None);
        draft.edit_link(second).share = Some(40.0);
        let shares = volumes(&draft.map()).shares;
        assert_eq!(shares.len(), usize::from(missing.is_some() || excess.is_some()), "{sum}");
        for told in shares {
            assert_eq!((told.actor, told.product), (one, Some(paddy)));
            assert!(near(told.unaccounted(), missing.unwrap_or(0.0)) && near(told.excess(), excess.unwrap_or(0.0)));
        }
    }
}

/// Actors, products, links and gain.
type Told = (Vec<ActorId>, Vec<ProductId>, Vec<LinkId>, f64);

fn circles(draft: &Draft) -> Vec<Told> {
    let told = assess(&draft.map(), YEAR).findings.into_iter().filter(|it| it.code == FindingCode::ConversionLoop);
    told.map(|it| (it.actors, it.products, it.links, it.amount.unwrap())).collect()
}

#[test]
fn only_circles_that_multiply_goods_are_told() {
    let mut draft = Draft::default();
    let (milk, curd) = (draft.product(None), draft.product(None));
    let [dairy, mixer] = [ActorKind::Cooperative; 2].map(|kind| draft.actor(kind));
    let convert = |draft: &mut Draft, actor, from, to, ratio| {
        draft.edit_actor(actor).converts = vec![Conversion { from, to, yield_ratio: ratio }];
    };
    convert(&mut draft, dairy, milk, curd, Some(0.5));
    convert(&mut draft, mixer, curd, milk, Some(3.0));
    assert_eq!(circles(&draft), [], "nothing leads from one to the other");
    let there = draft.link(dairy, mixer, &[curd], None);
    let back = draft.link(mixer, dairy, &[milk], None);
    assert_eq!(circles(&draft), [(vec![dairy, mixer], vec![milk, curd], vec![there, back], 1.5)]);
    convert(&mut draft, mixer, curd, milk, Some(2.0));
    assert_eq!(circles(&draft), [], "as much as before");
    convert(&mut draft, mixer, curd, milk, None);
    assert_eq!(circles(&draft), [], "an unknown yield says nothing");
    // At one actor alone, and by way of a broader product.
    let dairy_goods = draft.product(None);
    draft.parts.products[0].part_of = Some(dairy_goods);
    draft.edit_actor(dairy).converts = vec![
        Conversion { from: dairy_goods, to: curd, yield_ratio: Some(2.0) },
        Conversion { from: curd, to: milk, yield_ratio: Some(0.75) },
    ];
    assert_eq!(circles(&draft), [(vec![dairy], vec![milk, curd], vec![], 1.5)]);
    draft.edit_link(back).planned = true;
    assert_eq!(circles(&draft).len(), 1);
}

#[test]
fn skipped_and_empty_stages_are_told_once() {
    let (mut draft, [one, other, trader, mill, market], [paddy, _]) = chain();
    let stages = |draft: &Draft| -> Vec<(Vec<ProductId>, Vec<StageId>)> {
        let told = assess(&draft.map(), YEAR).findings.into_iter().filter(|it| it.code == FindingCode::StageEmpty);
        told.map(|it| (it.products, it.stages)).collect()
    };
    draft.parts.stages = (1..=6).map(|id| Stage { id: StageId(id), name: format!("stage {id}"), order: id }).collect();
    assert_eq!(stages(&draft), [], "nobody stands in a stage yet");
    for (actor, stage) in [(one, 2), (other, 2), (trader, 3), (mill, 4), (market, 6)] {
        draft.edit_actor(actor).stage = Some(StageId(stage));
    }
    assert_eq!(stages(&draft), [(vec![], vec![StageId(1), StageId(5)])]);
    // Somebody else stands there now, whom this chain passes by.
    for stage in [1, 5] {
        let bystander = draft.actor(ActorKind::Trader);
        draft.edit_actor(bystander).stage = Some(StageId(stage));
    }
    assert_eq!(stages(&draft), [(vec![paddy], vec![StageId(5)])]);
    draft.edit_link(LinkId(4)).planned = true;
    assert_eq!(stages(&draft), [], "the chain ends at the mill");
}
