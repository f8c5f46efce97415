//! The flagged cases of a map with what mends each, found in batches that bound the memory.

use std::collections::BTreeMap;
use std::rc::Rc;

use petgraph::visit::EdgeRef;

use super::entries::{Guide, MOST_SELLERS, Mending};
use super::region::{Region, Spot};
use super::sweep::Sweep;
use super::takers::Takers;
use crate::analysis::Assessment;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::analysis::states::{BATCH, Growth, States};
use crate::map::{ModelId, Proposal};

/// So many ways to mend are kept of one case.
const MOST_MENDINGS: usize = 8;

/// What mends one case.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The cheapest ways, in order.
    pub mendings: Vec<Mending>,
    /// Every single change that mends it, sorted.
    pub singles: Vec<Proposal>,
    /// Whether these singles are all.
    pub complete: bool,
}

/// A flagged case of a model.
pub(super) struct FlaggedCase {
    pub model: ModelId,
    /// The core and its product; none when nothing mends it, as the core is not there.
    pub start: Option<Spot>,
    pub found: Rc<Found>,
}

/// The flagged cases of all models, by model. `None` once they are wanted no more.
pub(super) fn cases(
    network: &Network<'_>,
    takers: &Takers,
    assessment: &Assessment,
    progress: &Progress<'_>,
) -> Option<Vec<FlaggedCase>> {
    let mut spots: Vec<(ModelId, Option<Spot>)> = Vec::new();
    for (model, verdict) in assessment.models.iter().filter(|(_, verdict)| verdict.verdict.is_flagged()) {
        for case in verdict.cases.iter().filter(|case| case.verdict.is_flagged()) {
            let actor = network.node(case.core).filter(|actor| network.graph[*actor].is_present(network.year));
            spots.push((*model, actor.and_then(|actor| Some((actor, network.goods.good(case.product)?)))));
        }
    }
    let mut starts: Vec<Spot> = spots.iter().filter_map(|(_, spot)| *spot).collect();
    // By goods, so that a batch holds few products.
    starts.sort_unstable_by_key(|(actor, good)| (*good, *actor));
    starts.dedup();
    let found = mend(network, takers, &starts, progress)?;
    let nothing = Rc::new(Found { complete: true, ..Found::default() });
    let case = |(model, start): (ModelId, Option<Spot>)| {
        let found = start.and_then(|start| found.get(&start)).unwrap_or(&nothing);
        FlaggedCase { model, start, found: Rc::clone(found) }
    };
    Some(spots.into_iter().map(case).collect())
}

fn mend(
    network: &Network<'_>,
    takers: &Takers,
    starts: &[Spot],
    progress: &Progress<'_>,
) -> Option<BTreeMap<Spot, Rc<Found>>> {
    let mut all = BTreeMap::new();
    let mut growth = Growth::default();
    let mut batch: Vec<(Spot, Region)> = Vec::new();
    for start in starts {
        let region = Region::around(network, *start, progress)?;
        let beyond = region.spots.iter().flat_map(|(actor, good)| {
            // Also what would cross links for other goods: the states do not know of that.
            let other = network.graph.edges(*actor).filter(|edge| !edge.weight().carries(&network.goods, *good));
            other.map(|edge| (edge.target(), *good))
        });
        growth.grow(network, std::iter::once(*start).chain(beyond), progress)?;
        batch.push((*start, region));
        if growth.len() >= BATCH {
            answer(network, takers, &growth.pack(), &std::mem::take(&mut batch), &mut all, progress)?;
        }
    }
    answer(network, takers, &growth.pack(), &batch, &mut all, progress)?;
    Some(all)
}

fn answer(
    network: &Network<'_>,
    takers: &Takers,
    states: &States,
    batch: &[(Spot, Region)],
    all: &mut BTreeMap<Spot, Rc<Found>>,
    progress: &Progress<'_>,
) -> Option<()> {
    let sweep = Sweep::of(network, states, progress)?;
    let guide = Guide { network, states, sweep: &sweep, takers, progress };
    for (start, region) in batch {
        let over_links = guide.over_links(region)?;
        let singles = guide.single_changes(region, &over_links)?;
        let complete = region.complete && region.spots.len() <= MOST_SELLERS;
        let mut mendings = over_links;
        mendings.extend(guide.new_links(region)?);
        mendings.sort_unstable();
        mendings.truncate(MOST_MENDINGS);
        all.insert(*start, Rc::new(Found { mendings, singles, complete }));
    }
    Some(())
}
