//! What hangs on a contract: whether goods would fare worse, were it not renewed.

use std::collections::BTreeSet;

use super::court::Court;
use super::network::Grade;
use super::states::StateIndex;
use super::{Case, Verdict};
use crate::map::{ActorKind, LinkForm, LinkId, Year};

/// Whether a contract ends in this year or the next.
pub(super) fn is_lapsing(link: &crate::map::Link, year: Year) -> bool {
    link.form == Some(LinkForm::Contract)
        && link.to_year.is_some_and(|last| (0..=1).contains(&(i64::from(last) - i64::from(year))))
}

/// The lapsing contracts without which an unflagged case would get a worse verdict. Only those on its proof can
/// be: without any other, the proof still stands.
pub(super) fn hanging(court: &Court<'_, '_>, start: StateIndex, case: &Case) -> Vec<LinkId> {
    let proof = [&case.route, &case.onward].into_iter().flatten().flat_map(|route| &route.links);
    let mut lapsing: Vec<LinkId> = proof
        .copied()
        .filter(|link| court.network.map.links().get(link).is_some_and(|link| is_lapsing(link, court.network.year)))
        .collect();
    lapsing.sort_unstable();
    lapsing.dedup();
    lapsing.retain(|link| !holds_without(court, start, case.verdict, *link));
    lapsing
}

/// Whether the verdict still holds without this link.
fn holds_without(court: &Court<'_, '_>, start: StateIndex, verdict: Verdict, without: LinkId) -> bool {
    let states = &court.states;
    // Before the first buyer of a firm route every link must be firm; after it, and for the others, in force.
    let first = (start, verdict == Verdict::Firm);
    let mut seen = BTreeSet::from([first]);
    let mut open = vec![first];
    while let Some((state, strict)) = open.pop() {
        let worst = if strict { Grade::Firm } else { Grade::InForce };
        for (step, to) in states.onward(state) {
            if step.grade > worst || step.link == Some(without) {
                continue;
            }
            let kind = states.graph[to].kind;
            let bought = step.link.is_some() && kind.is_buyer();
            if bought && (kind == ActorKind::Market || verdict == Verdict::StopsShort) {
                return true;
            }
            let next = (to, strict && !bought);
            let hopeful = if verdict == Verdict::StopsShort { court.any.holds(to) } else { court.market.holds(to) };
            if hopeful && seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}
