//! What depends on a contract: whether a case gets worse if it is not renewed, or better if it is.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::case_verdict::CaseEvaluator;
use super::network::{Grade, Grades};
use super::product_states::{StateIndex, Transition};
use super::progress::Progress;
use super::reachability::Reachability;
use super::{Case, Verdict};
use crate::map::{ActorKind, LinkId};

/// The lapsing contracts without which an unflagged case would get a worse verdict, each with that verdict; "on paper"
/// stands for both flagged ones. Only contracts on its proof can be critical: without any other, the proof still holds.
/// `None` when cancelled.
pub(super) fn critical_contracts(
    evaluator: &CaseEvaluator<'_, '_>,
    start: StateIndex,
    case: &Case,
    progress: &Progress<'_>,
) -> Option<Vec<(LinkId, Verdict)>> {
    let proof = [&case.route, &case.onward].into_iter().flatten().flat_map(|route| &route.links);
    if evaluator.lapsing.is_empty() {
        return Some(Vec::new());
    }
    let mut lapsing: Vec<LinkId> = proof.copied().filter(|link| evaluator.lapsing.contains(link)).collect();
    lapsing.sort_unstable();
    lapsing.dedup();
    let verdict_without = |removed: LinkId| {
        let is_achieved = |verdict: &Verdict| {
            let grade = |step: &Transition| Some(step.grade).filter(|_| step.link != Some(removed));
            let viable = if *verdict == Verdict::StopsShort { &evaluator.any_buyer } else { &evaluator.market };
            find_path(evaluator, start, *verdict, grade, viable, progress).is_some()
        };
        [Verdict::Firm, Verdict::Loose, Verdict::StopsShort]
            .into_iter()
            .filter(|verdict| *verdict >= case.verdict)
            .find(is_achieved)
            .unwrap_or(Verdict::OnPaper)
    };
    let verdicts = lapsing.into_iter().map(|link| (link, verdict_without(link)));
    let worse = verdicts.filter(|(_, verdict)| *verdict > case.verdict).collect();
    progress.check_cancelled().map(|()| worse)
}

/// Lapsed contracts that improve a case when all of them are renewed.
pub(super) struct Renewal {
    /// By id. A single one if it suffices alone; several only where none does.
    pub links: Vec<LinkId>,
    /// The verdict of the case after the renewal.
    pub verdict: Verdict,
}

/// Reachability if every lapsed contract were renewed: an upper bound for any subset of them.
pub(super) struct RenewedReachability {
    market: Reachability,
    firm: Reachability,
    loose: Reachability,
    any_buyer: Reachability,
}

impl RenewedReachability {
    /// `None` when no contract has lapsed, or when cancelled.
    pub fn new(evaluator: &CaseEvaluator<'_, '_>, progress: &Progress<'_>) -> Option<Self> {
        evaluator.network.graph.edge_weights().find(|network_link| network_link.grade == Some(Grade::Lapsed))?;
        let states = &evaluator.states;
        let markets = states.map_states(|_, state| state.kind == ActorKind::Market);
        let market = Reachability::compute(states, Grades::RENEWED, true, markets, progress)?;
        let onward_buyers =
            states.map_states(|index, state| state.kind.is_buyer() && (market.is_end(index) || market.has_path(index)));
        let buyers = states.map_states(|_, state| state.kind.is_buyer());
        Some(Self {
            firm: Reachability::compute(states, Grades::FIRM_RENEWED, false, onward_buyers.clone(), progress)?,
            loose: Reachability::compute(states, Grades::RENEWED, false, onward_buyers, progress)?,
            any_buyer: Reachability::compute(states, Grades::RENEWED, false, buyers, progress)?,
            market,
        })
    }

    fn best_verdict(&self, start: StateIndex) -> Verdict {
        let reaches =
            [(&self.firm, Verdict::Firm), (&self.loose, Verdict::Loose), (&self.any_buyer, Verdict::StopsShort)];
        let best = reaches.into_iter().find(|(reachability, _)| reachability.has_path(start));
        best.map_or(Verdict::OnPaper, |(_, verdict)| verdict)
    }

    /// The contracts each of which improves a case when it alone is renewed; where none does, a minimal set that does
    /// so together, along a route with as few as can be. Invalid after cancellation.
    pub fn renewals(
        &self,
        evaluator: &CaseEvaluator<'_, '_>,
        start: StateIndex,
        verdict: Verdict,
        progress: &Progress<'_>,
    ) -> Vec<Renewal> {
        let best = self.best_verdict(start);
        if best >= verdict {
            return Vec::new();
        }
        let find_path_with = |level: Verdict, renewed: &dyn Fn(LinkId) -> bool| {
            let grade = |step: &Transition| match step.link {
                Some(link) if step.grade == Grade::Lapsed && renewed(link) => Some(Grade::Firm),
                _ => Some(step.grade),
            };
            let viable = if level == Verdict::StopsShort { &self.any_buyer } else { &self.market };
            find_path(evaluator, start, level, grade, viable, progress)
        };
        let levels = || [Verdict::Firm, Verdict::Loose, Verdict::StopsShort].into_iter().filter(|it| *it < verdict);
        let renewal_of = |links: Vec<LinkId>| {
            let is_achieved = |level: &Verdict| find_path_with(*level, &|link| links.contains(&link)).is_some();
            let verdict = levels().filter(|level| *level >= best).find(is_achieved)?;
            Some(Renewal { links, verdict })
        };
        let single = self
            .reachable_lapsed_contracts(evaluator, start, verdict, progress)
            .into_iter()
            .filter_map(|link| renewal_of(vec![link]));
        let single: Vec<Renewal> = single.collect();
        let Some(lowest_level) = levels().next_back().filter(|_| single.is_empty()) else { return single };
        let Some(mut together) = find_path_with(lowest_level, &|_| true) else { return Vec::new() };
        for link in together.clone() {
            if find_path_with(lowest_level, &|other| other != link && together.contains(&other)).is_some() {
                together.retain(|other| *other != link);
            }
        }
        renewal_of(together).into_iter().collect()
    }

    /// The lapsed contracts that a case reaches over links in force, by id; the first one that any better route needs
    /// is among them. Parts that need no improvement are not searched: past a buyer that reaches a market, and for
    /// loose cases beyond links that are not firm.
    fn reachable_lapsed_contracts(
        &self,
        evaluator: &CaseEvaluator<'_, '_>,
        start: StateIndex,
        verdict: Verdict,
        progress: &Progress<'_>,
    ) -> BTreeSet<LinkId> {
        let states = &evaluator.states;
        let mut found = BTreeSet::new();
        let first = (start, verdict == Verdict::Loose);
        let mut seen = BTreeSet::from([first]);
        let mut stack = vec![first];
        while let Some((state, firm_only)) = stack.pop() {
            if progress.step(1).is_none() {
                break;
            }
            for (step, to) in states.successors(state) {
                let at_buyer = step.link.is_some() && states.nodes[to].kind.is_buyer();
                if step.grade == Grade::Lapsed {
                    found.extend(
                        step.link.filter(|_| at_buyer || self.any_buyer.has_path(to) || self.market.has_path(to)),
                    );
                } else if (if firm_only { Grades::FIRM } else { Grades::IN_FORCE }).contains(step.grade)
                    && (self.any_buyer.has_path(to) || self.market.has_path(to))
                    && !(at_buyer && evaluator.market.has_path(to))
                    && seen.insert((to, firm_only && !at_buyer))
                {
                    stack.push((to, firm_only && !at_buyer));
                }
            }
        }
        found
    }
}

/// A state, and whether only firm links are allowed up to the first buyer.
type SearchState = (StateIndex, bool);

/// Searches a path that gives this unflagged verdict, with each step's grade as given: the lapsed contracts on it, by
/// id, as few as can be. `None` when there is none, or when cancelled. Only states in `viable` are expanded.
fn find_path(
    evaluator: &CaseEvaluator<'_, '_>,
    start: StateIndex,
    verdict: Verdict,
    grade: impl Fn(&Transition) -> Option<Grade>,
    viable: &Reachability,
    progress: &Progress<'_>,
) -> Option<Vec<LinkId>> {
    let states = &evaluator.states;
    // A firm route needs firm links up to its first buyer; all others need links in force.
    let first: SearchState = (start, verdict == Verdict::Firm);
    // The predecessor of each state and the lapsed contract on that step; a 0-1 search: fewer lapsed contracts first.
    let mut predecessors: BTreeMap<SearchState, (SearchState, Option<LinkId>)> = BTreeMap::new();
    let mut queue = VecDeque::from([(Some(first), first, None)]);
    while let Some((at, before, lapsed)) = queue.pop_front() {
        let Some(at) = at else { return Some(lapsed_contracts_on_path(&predecessors, before, lapsed)) };
        if predecessors.contains_key(&at) {
            continue;
        }
        predecessors.insert(at, (before, lapsed));
        progress.step(1)?;
        let (state, firm_only) = at;
        let allowed = if firm_only { Grades::FIRM } else { Grades::IN_FORCE };
        for (step, to) in
            states.successors(state).filter(|(step, _)| grade(step).is_some_and(|other| allowed.contains(other)))
        {
            let kind = states.nodes[to].kind;
            let at_buyer = step.link.is_some() && kind.is_buyer();
            let is_goal = at_buyer && (kind == ActorKind::Market || verdict == Verdict::StopsShort);
            let next = (to, firm_only && !at_buyer);
            if is_goal || (viable.has_path(to) && !predecessors.contains_key(&next)) {
                let lapsed = step.link.filter(|_| step.grade == Grade::Lapsed);
                let entry = (Some(next).filter(|_| !is_goal), at, lapsed);
                if lapsed.is_some() { queue.push_back(entry) } else { queue.push_front(entry) }
            }
        }
    }
    None
}

/// The lapsed contracts on the path to a state, and a last one.
fn lapsed_contracts_on_path(
    predecessors: &BTreeMap<SearchState, (SearchState, Option<LinkId>)>,
    mut at: SearchState,
    last: Option<LinkId>,
) -> Vec<LinkId> {
    let mut lapsed: BTreeSet<LinkId> = last.into_iter().collect();
    while let Some((before, link)) = predecessors.get(&at) {
        lapsed.extend(link);
        if *before == at {
            break;
        }
        at = *before;
    }
    lapsed.into_iter().collect()
}
