//! What hangs on a contract: whether goods would fare worse, were it not renewed, or better, were it renewed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::court::Court;
use super::network::{Grade, Grades};
use super::progress::Progress;
use super::reach::Reach;
use super::states::{StateIndex, Step};
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
pub(super) fn hanging(
    court: &Court<'_, '_>,
    start: StateIndex,
    case: &Case,
    progress: &Progress<'_>,
) -> Option<Vec<(LinkId, Verdict)>> {
    let proof = [&case.route, &case.onward].into_iter().flatten().flat_map(|route| &route.links);
    let mut lapsing: Vec<LinkId> = proof
        .copied()
        .filter(|link| court.network.map.links().get(link).is_some_and(|link| is_lapsing(link, court.network.year)))
        .collect();
    lapsing.sort_unstable();
    lapsing.dedup();
    let left = |without: LinkId| {
        let holds = |verdict: &Verdict| {
            let grade = |step: &Step| Some(step.grade).filter(|_| step.link != Some(without));
            let hopeful = if *verdict == Verdict::StopsShort { &court.any } else { &court.market };
            way(court, start, *verdict, grade, hopeful, progress).is_some()
        };
        [Verdict::Firm, Verdict::Loose, Verdict::StopsShort]
            .into_iter()
            .filter(|verdict| *verdict >= case.verdict)
            .find(holds)
            .unwrap_or(Verdict::OnPaper)
    };
    let verdicts = lapsing.into_iter().map(|link| (link, left(link)));
    let worse = verdicts.filter(|(_, verdict)| *verdict > case.verdict).collect();
    progress.wanted().map(|()| worse)
}

/// Lapsed contracts that make a case better when they are renewed, all of them together.
pub(super) struct Renewal {
    /// By id. One that does it alone stands alone; several only where none does.
    pub links: Vec<LinkId>,
    /// The verdict of the case then.
    pub verdict: Verdict,
}

/// How goods would fare if every lapsed contract were renewed: nothing fares better with fewer of them.
pub(super) struct Renewed {
    market: Reach,
    firm: Reach,
    loose: Reach,
    any: Reach,
}

impl Renewed {
    /// None when no contract has lapsed, so that there is nothing to renew, or once it is wanted no more.
    pub fn new(court: &Court<'_, '_>, progress: &Progress<'_>) -> Option<Self> {
        court.network.graph.edge_weights().find(|way| way.grade == Some(Grade::Lapsed))?;
        let states = &court.states;
        let markets = states.mark(|_, state| state.kind == ActorKind::Market);
        let market = Reach::sweep(states, Grades::RENEWED, true, markets, progress)?;
        let going_on =
            states.mark(|index, state| state.kind.is_buyer() && (market.is_end(index) || market.holds(index)));
        let buyers = states.mark(|_, state| state.kind.is_buyer());
        Some(Self {
            firm: Reach::sweep(states, Grades::FIRM_RENEWED, false, going_on.clone(), progress)?,
            loose: Reach::sweep(states, Grades::RENEWED, false, going_on, progress)?,
            any: Reach::sweep(states, Grades::RENEWED, false, buyers, progress)?,
            market,
        })
    }

    fn best(&self, start: StateIndex) -> Verdict {
        let reaches = [(&self.firm, Verdict::Firm), (&self.loose, Verdict::Loose), (&self.any, Verdict::StopsShort)];
        let best = reaches.into_iter().find(|(reach, _)| reach.holds(start));
        best.map_or(Verdict::OnPaper, |(_, verdict)| verdict)
    }

    /// The contracts each of which makes a case better when it alone is renewed; where none does, a fewest that do it
    /// together, none of which could be spared. Not to be used once it is wanted no more.
    pub fn renewals(
        &self,
        court: &Court<'_, '_>,
        start: StateIndex,
        verdict: Verdict,
        progress: &Progress<'_>,
    ) -> Vec<Renewal> {
        let best = self.best(start);
        if best >= verdict {
            return Vec::new();
        }
        let reaches = |wanted: Verdict, renewed: &dyn Fn(LinkId) -> bool| {
            let grade = |step: &Step| match step.link {
                Some(link) if step.grade == Grade::Lapsed && renewed(link) => Some(Grade::Firm),
                _ => Some(step.grade),
            };
            let hopeful = if wanted == Verdict::StopsShort { &self.any } else { &self.market };
            way(court, start, wanted, grade, hopeful, progress)
        };
        let levels = || [Verdict::Firm, Verdict::Loose, Verdict::StopsShort].into_iter().filter(|it| *it < verdict);
        let with = |links: Vec<LinkId>| {
            let holds = |wanted: &Verdict| reaches(*wanted, &|link| links.contains(&link)).is_some();
            let verdict = levels().filter(|wanted| *wanted >= best).find(holds)?;
            Some(Renewal { links, verdict })
        };
        let alone = self.met(court, start, verdict, progress).into_iter().filter_map(|link| with(vec![link]));
        let alone: Vec<Renewal> = alone.collect();
        let Some(least) = levels().next_back().filter(|_| alone.is_empty()) else { return alone };
        let Some(mut together) = reaches(least, &|_| true) else { return Vec::new() };
        for link in together.clone() {
            if reaches(least, &|other| other != link && together.contains(&other)).is_some() {
                together.retain(|other| *other != link);
            }
        }
        with(together).into_iter().collect()
    }

    /// The lapsed contracts that goods come to over links in force, by id: the first that any better way would need is
    /// one of them. What is already as it should be is not walked: the way on from a buyer that goes on, and of loose
    /// goods the way by other than firm links.
    fn met(
        &self,
        court: &Court<'_, '_>,
        start: StateIndex,
        verdict: Verdict,
        progress: &Progress<'_>,
    ) -> BTreeSet<LinkId> {
        let states = &court.states;
        let mut met = BTreeSet::new();
        let first = (start, verdict == Verdict::Loose);
        let mut seen = BTreeSet::from([first]);
        let mut open = vec![first];
        while let Some((state, strict)) = open.pop() {
            if progress.step(1).is_none() {
                break;
            }
            for (step, to) in states.onward(state) {
                let bought = step.link.is_some() && states.graph[to].kind.is_buyer();
                if step.grade == Grade::Lapsed {
                    met.extend(step.link.filter(|_| bought || self.any.holds(to) || self.market.holds(to)));
                } else if (if strict { Grades::FIRM } else { Grades::IN_FORCE }).have(step.grade)
                    && (self.any.holds(to) || self.market.holds(to))
                    && !(bought && court.market.holds(to))
                    && seen.insert((to, strict && !bought))
                {
                    open.push((to, strict && !bought));
                }
            }
        }
        met
    }
}

/// A state, and whether goods have still to come to their first buyer over firm links alone.
type At = (StateIndex, bool);

/// A way that gives goods this unflagged verdict, when each step counts as the grade given: the lapsed contracts on
/// it, by id, as few as can be. None when there is no such way, or once it is wanted no more. Only states that `hopeful`
/// holds for lead on.
fn way(
    court: &Court<'_, '_>,
    start: StateIndex,
    verdict: Verdict,
    grade: impl Fn(&Step) -> Option<Grade>,
    hopeful: &Reach,
    progress: &Progress<'_>,
) -> Option<Vec<LinkId>> {
    let states = &court.states;
    // Before the first buyer of a firm route every link must be firm; after it, and for the others, in force.
    let first: At = (start, verdict == Verdict::Firm);
    // Where goods came from, and over which lapsed contract; ways with fewer of them are walked first.
    let mut from: BTreeMap<At, (At, Option<LinkId>)> = BTreeMap::new();
    let mut open = VecDeque::from([(Some(first), first, None)]);
    while let Some((at, before, lapsed)) = open.pop_front() {
        let Some(at) = at else { return Some(lapsed_on(&from, before, lapsed)) };
        if from.contains_key(&at) {
            continue;
        }
        from.insert(at, (before, lapsed));
        progress.step(1)?;
        let (state, strict) = at;
        let allowed = if strict { Grades::FIRM } else { Grades::IN_FORCE };
        for (step, to) in states.onward(state).filter(|(step, _)| grade(step).is_some_and(|it| allowed.have(it))) {
            let kind = states.graph[to].kind;
            let bought = step.link.is_some() && kind.is_buyer();
            let there = bought && (kind == ActorKind::Market || verdict == Verdict::StopsShort);
            let next = (to, strict && !bought);
            if there || (hopeful.holds(to) && !from.contains_key(&next)) {
                let lapsed = step.link.filter(|_| step.grade == Grade::Lapsed);
                let entry = (Some(next).filter(|_| !there), at, lapsed);
                if lapsed.is_some() { open.push_back(entry) } else { open.push_front(entry) }
            }
        }
    }
    None
}

/// The lapsed contracts on the way to a state, and a last one.
fn lapsed_on(from: &BTreeMap<At, (At, Option<LinkId>)>, mut at: At, last: Option<LinkId>) -> Vec<LinkId> {
    let mut lapsed: BTreeSet<LinkId> = last.into_iter().collect();
    while let Some((before, link)) = from.get(&at) {
        lapsed.extend(link);
        if *before == at {
            break;
        }
        at = *before;
    }
    lapsed.into_iter().collect()
}
