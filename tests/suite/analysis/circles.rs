//! Conversions that multiply goods: what is told against every circle there is.

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::{FindingCode, assess};
use lienket::map::{ActorId, Conversion, LinkId, LinkageMap, ProductId};

use super::draft::Draft;
use super::random::{self, Dice, YEAR};

/// Goods at an actor.
type At = (ActorId, ProductId);
type Steps = BTreeMap<At, Vec<(At, f64, Option<LinkId>)>>;

/// Every step that goods can take in the year, with what one unit becomes on it.
fn steps(map: &LinkageMap) -> Steps {
    let mut steps = Steps::new();
    let places = || map.actors().keys().flat_map(|actor| map.products().keys().map(move |product| (*actor, *product)));
    for (actor, product) in places() {
        let line = map.product_and_broader(product);
        let mut out = Vec::new();
        for Conversion { from, to, yield_ratio, .. } in &map.actors()[&actor].converts {
            if let Some(gain) = yield_ratio.filter(|gain| *gain > 0.0 && line.contains(from)) {
                out.push(((actor, *to), gain, None));
            }
        }
        for link in map.links().values().filter(|link| link.from == actor && link.to != actor) {
            let carries = link.products.is_empty() || line.iter().any(|product| link.products.contains(product));
            if carries && map.is_in_force(link, YEAR) {
                out.push(((link.to, product), 1.0, Some(link.id)));
            }
        }
        steps.insert((actor, product), out);
    }
    steps
}

fn reached(steps: &Steps, from: At) -> BTreeSet<At> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        open.extend(steps[&at].iter().map(|step| step.0).filter(|to| seen.insert(*to)));
    }
    seen
}

/// Whether some circle through `start` over places from it on, each once, multiplies goods.
fn gains(steps: &Steps, start: At, at: At, gain: f64, walked: &mut Vec<At>) -> bool {
    steps[&at].iter().any(|(to, more, _)| {
        if *to == start {
            return gain * more > 1.0 + 1e-6;
        }
        if *to < start || walked.contains(to) {
            return false;
        }
        walked.push(*to);
        let found = gains(steps, start, *to, gain * more, walked);
        walked.pop();
        found
    })
}

fn map(seed: u64) -> LinkageMap {
    let mut parts = random::thicket_parts(seed);
    let mut dice = Dice(seed);
    parts.actors.truncate(4);
    let known: BTreeSet<ActorId> = parts.actors.iter().map(|actor| actor.id).collect();
    parts.links.retain(|link| known.contains(&link.from) && known.contains(&link.to));
    parts.models.clear();
    let products: Vec<ProductId> = parts.products.iter().map(|product| product.id).collect();
    if dice.one_in(2) {
        parts.products[1].part_of = Some(products[0]);
    }
    for actor in &mut parts.actors {
        for conversion in &mut actor.converts {
            conversion.yield_ratio = dice.pick(&[None, Some(0.5), Some(0.8), Some(1.0), Some(1.5), Some(3.0)]);
        }
    }
    Draft { parts }.map()
}

#[test]
fn each_knot_of_conversions_that_multiplies_goods_is_told_once() {
    let (mut told, mut alone) = (0, 0);
    for seed in 0..1_500 {
        let map = map(seed);
        let steps = steps(&map);
        let reach: BTreeMap<At, BTreeSet<At>> = steps.keys().map(|at| (*at, reached(&steps, *at))).collect();
        let knot =
            |at: At| -> BTreeSet<At> { reach[&at].iter().copied().filter(|to| reach[to].contains(&at)).collect() };
        let gaining = steps.keys().copied().filter(|at| gains(&steps, *at, *at, 1.0, &mut vec![*at]));
        let mut knots: BTreeSet<BTreeSet<At>> = gaining.map(knot).collect();
        alone += knots.iter().filter(|knot| knot.len() == 1).count();
        for finding in assess(&map, YEAR).findings.iter().filter(|it| it.code() == FindingCode::ConversionLoop) {
            assert!(finding.amount().is_some_and(|gain| gain > 1.0), "seed {seed}: {finding:?}");
            let of = |knot: &&BTreeSet<At>| {
                finding.actors().iter().all(|actor| knot.iter().any(|at| at.0 == *actor))
                    && finding.products().iter().all(|product| knot.iter().any(|at| at.1 == *product))
            };
            let knot = knots.iter().find(of).cloned().unwrap_or_else(|| panic!("seed {seed}: {finding:?}"));
            knots.remove(&knot);
            told += 1;
        }
        assert_eq!(knots, BTreeSet::new(), "seed {seed}: not told");
    }
    assert!(told > 100 && alone > 20, "{told} {alone}");
}
