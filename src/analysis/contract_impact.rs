//! What hangs on a contract: whether goods would fare worse, were it not renewed, or better, were it renewed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::case_verdict::CaseEvaluator;
use super::network::{Grade, Grades};
use super::product_states::{StateIndex, Transition};
use super::progress::Progress;
use super::reachability::Reachability;
use super::{Case, Verdict};
use crate::map::{ActorKind, LinkForm, LinkId, Year};

/// Whether a contract ends in this year or the next.
fn is_lapsing(link: &crate::map::Link, year: Year) -> bool {
    link.form == Some(LinkForm::Contract)
        && link.to_year.is_some_and(|last| (0..=1).contains(&(i64::from(last) - i64::from(year))))
}

/// The lapsing contracts without which an unflagged case would get a worse verdict, each with that verdict; "on paper"
/// stands for both flagged ones. Only those on its proof can be: without any other, the proof still stands. `None` once
/// it is wanted no more.
pub(super) fn critical_contracts(
    evaluator: &CaseEvaluator<'_, '_>,
    start: StateIndex,
    case: &Case,
    progress: &Progress<'_>,
) -> Option<Vec<(LinkId, Verdict)>> {
    let proof = [&case.route, &case.onward].into_iter().flatten().flat_map(|route| &route.links);
    let mut lapsing: Vec<LinkId> = proof
        .copied()
        .filter(|link| {
            evaluator.network.map.links().get(link).is_some_and(|link| is_lapsing(link, evaluator.network.year))
        })
        .collect();
    lapsing.sort_unstable();
    lapsing.dedup();
    let verdict_without = |removed: LinkId| {
        let holds = |verdict: &Verdict| {
            let grade = |step: &Transition| Some(step.grade).filter(|_| step.link != Some(removed));
            let viable = if *verdict == Verdict::StopsShort { &evaluator.any_buyer } else { &evaluator.market };
            find_path(evaluator, start, *verdict, grade, viable, progress).is_some()
        };
        [Verdict::Firm, Verdict::Loose, Verdict::StopsShort]
            .into_iter()
            .filter(|verdict| *verdict >= case.verdict)
            .find(holds)
            .unwrap_or(Verdict::OnPaper)
    };
    let verdicts = lapsing.into_iter().map(|link| (link, verdict_without(link)));
    let worse = verdicts.filter(|(_, verdict)| *verdict > case.verdict).collect();
    progress.check_cancelled().map(|()| worse)
}

/// Lapsed contracts that make a case better when they are renewed, all of them together.
pub(super) struct Renewal {
    /// By id. One that does it alone stands alone; several only where none does.
    pub links: Vec<LinkId>,
    /// The verdict of the case then.
    pub verdict: Verdict,
}

/// How goods would fare if every lapsed contract were renewed: nothing fares better with fewer of them.
pub(super) struct RenewedReachability {
    market: Reachability,
    firm: Reachability,
    loose: Reachability,
    any_buyer: Reachability,
}

impl RenewedReachability {
    /// None when no contract has lapsed, so that there is nothing to renew, or once it is wanted no more.
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
        let best = reaches.into_iter().find(|(reach, _)| reach.has_path(start));
        best.map_or(Verdict::OnPaper, |(_, verdict)| verdict)
    }

    /// The contracts each of which makes a case better when it alone is renewed; where none does, a fewest that do it
    /// together, none of which could be spared. Not to be used once it is wanted no more.
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
        let find_path_with = |wanted: Verdict, renewed: &dyn Fn(LinkId) -> bool| {
            let grade = |step: &Transition| match step.link {
                Some(link) if step.grade == Grade::Lapsed && renewed(link) => Some(Grade::Firm),
                _ => Some(step.grade),
            };
            let viable = if wanted == Verdict::StopsShort { &self.any_buyer } else { &self.market };
            find_path(evaluator, start, wanted, grade, viable, progress)
        };
        let levels = || [Verdict::Firm, Verdict::Loose, Verdict::StopsShort].into_iter().filter(|it| *it < verdict);
        let with = |links: Vec<LinkId>| {
            let holds = |wanted: &Verdict| find_path_with(*wanted, &|link| links.contains(&link)).is_some();
            let verdict = levels().filter(|wanted| *wanted >= best).find(holds)?;
            Some(Renewal { links, verdict })
        };
        let single = self
            .reachable_lapsed_contracts(evaluator, start, verdict, progress)
            .into_iter()
            .filter_map(|link| with(vec![link]));
        let single: Vec<Renewal> = single.collect();
        let Some(lowest_level) = levels().next_back().filter(|_| single.is_empty()) else { return single };
        let Some(mut together) = find_path_with(lowest_level, &|_| true) else { return Vec::new() };
        for link in together.clone() {
            if find_path_with(lowest_level, &|other| other != link && together.contains(&other)).is_some() {
                together.retain(|other| *other != link);
            }
        }
        with(together).into_iter().collect()
    }

    /// The lapsed contracts that goods come to over links in force, by id: the first that any better way would need is
    /// one of them. What is already as it should be is not walked: the way on from a buyer that goes on, and of loose
    /// goods the way by other than firm links.
    fn reachable_lapsed_contracts(
        &self,
        evaluator: &CaseEvaluator<'_, '_>,
        start: StateIndex,
        verdict: Verdict,
        progress: &Progress<'_>,
    ) -> BTreeSet<LinkId> {
        let states = &evaluator.states;
        let mut met = BTreeSet::new();
        let first = (start, verdict == Verdict::Loose);
        let mut seen = BTreeSet::from([first]);
        let mut open = vec![first];
        while let Some((state, firm_only)) = open.pop() {
            if progress.step(1).is_none() {
                break;
            }
            for (step, to) in states.successors(state) {
                let at_buyer = step.link.is_some() && states.nodes[to].kind.is_buyer();
                if step.grade == Grade::Lapsed {
                    met.extend(
                        step.link.filter(|_| at_buyer || self.any_buyer.has_path(to) || self.market.has_path(to)),
                    );
                } else if (if firm_only { Grades::FIRM } else { Grades::IN_FORCE }).contains(step.grade)
                    && (self.any_buyer.has_path(to) || self.market.has_path(to))
                    && !(at_buyer && evaluator.market.has_path(to))
                    && seen.insert((to, firm_only && !at_buyer))
                {
                    open.push((to, firm_only && !at_buyer));
                }
            }
        }
        met
    }
}

/// A state, and whether goods have still to come to their first buyer over firm links alone.
type SearchState = (StateIndex, bool);

/// A way that gives goods this unflagged verdict, when each step counts as the grade given: the lapsed contracts on
/// it, by id, as few as can be. None when there is no such way, or once it is wanted no more. Only states that `hopeful`
/// holds for lead on.
fn find_path(
    evaluator: &CaseEvaluator<'_, '_>,
    start: StateIndex,
    verdict: Verdict,
    grade: impl Fn(&Transition) -> Option<Grade>,
    viable: &Reachability,
    progress: &Progress<'_>,
) -> Option<Vec<LinkId>> {
    let states = &evaluator.states;
    // Before the first buyer of a firm route every link must be firm; after other, and for the others, in force.
    let first: SearchState = (start, verdict == Verdict::Firm);
    // Where goods came predecessors, and over which lapsed contract; ways with fewer of them are walked first.
    let mut predecessors: BTreeMap<SearchState, (SearchState, Option<LinkId>)> = BTreeMap::new();
    let mut open = VecDeque::from([(Some(first), first, None)]);
    while let Some((at, before, lapsed)) = open.pop_front() {
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
                if lapsed.is_some() { open.push_back(entry) } else { open.push_front(entry) }
            }
        }
    }
    None
}

/// The lapsed contracts on the way to a state, and a last one.
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
