//! The verdict of one case: which of the five questions its goods answer, and the route that proves it.

use petgraph::graph::NodeIndex;

use super::goods::Good;
use super::network::{Grades, Network};
use super::progress::Progress;
use super::reach::Reach;
use super::states::{StateIndex, States};
use super::{Case, Route, Verdict, route};
use crate::map::ActorKind;

/// Everything that a set of cases is judged by.
pub(super) struct Court<'a, 'map> {
    pub network: &'a Network<'map>,
    pub states: States,
    /// In force, to a market, whatever lies between.
    pub market: Reach,
    /// By contract or membership, to a first buyer that goes on.
    pub firm: Reach,
    /// In force, to a first buyer that goes on.
    pub loose: Reach,
    /// In force, to a first buyer.
    pub any: Reach,
    /// In force or on paper, to a first buyer.
    pub paper: Reach,
}

impl<'a, 'map> Court<'a, 'map> {
    pub fn new(network: &'a Network<'map>, states: States, progress: &Progress<'_>) -> Option<Self> {
        let markets = states.mark(|_, state| state.kind == ActorKind::Market);
        let buyers = states.mark(|_, state| state.kind.is_buyer());
        let market = Reach::sweep(&states, Grades::IN_FORCE, true, markets, progress)?;
        let going_on =
            states.mark(|index, state| state.kind.is_buyer() && (market.is_end(index) || market.holds(index)));
        Some(Self {
            firm: Reach::sweep(&states, Grades::FIRM, false, going_on.clone(), progress)?,
            loose: Reach::sweep(&states, Grades::IN_FORCE, false, going_on, progress)?,
            any: Reach::sweep(&states, Grades::IN_FORCE, false, buyers.clone(), progress)?,
            paper: Reach::sweep(&states, Grades::ANY, false, buyers, progress)?,
            market,
            network,
            states,
        })
    }

    /// Whether these goods would be flagged on their own.
    pub fn is_flagged(&self, actor: NodeIndex, good: Good) -> bool {
        self.states.find(actor, good).is_none_or(|state| !self.any.holds(state))
    }

    /// The verdict of these goods with its route; a flagged one gets its breaks elsewhere.
    pub fn judge(&self, actor: NodeIndex, good: Good) -> Case {
        let mut case = Case {
            core: self.network.graph[actor].id,
            product: self.network.goods.id(good),
            verdict: Verdict::NoBuyer,
            route: None,
            onward: None,
            paper_route: None,
            reaches_market: false,
            breaks: Vec::new(),
            buyers: Vec::new(),
        };
        // A dissolved actor has no state: nothing lets it in again.
        let Some(start) = self.states.find(actor, good) else { return case };
        if self.loose.holds(start) {
            let (verdict, reach) =
                if self.firm.holds(start) { (Verdict::Firm, &self.firm) } else { (Verdict::Loose, &self.loose) };
            case.verdict = verdict;
            case.reaches_market = true;
            if let Some((route, arrived)) = route::read(self.network, &self.states, reach, &[start]) {
                case.onward = self.onward(&arrived);
                case.route = Some(route);
            }
        } else if self.any.holds(start) {
            case.verdict = Verdict::StopsShort;
            case.route = self.route(&self.any, start);
        } else if self.paper.holds(start) {
            case.verdict = Verdict::OnPaper;
            case.paper_route = self.route(&self.paper, start);
        }
        case
    }

    fn route(&self, reach: &Reach, start: StateIndex) -> Option<Route> {
        route::read(self.network, &self.states, reach, &[start]).map(|(route, _)| route)
    }

    /// The way from an enterprise to a market; a market needs none.
    fn onward(&self, arrived: &[StateIndex]) -> Option<Route> {
        if arrived.iter().any(|state| self.market.is_end(*state)) {
            return None;
        }
        route::read(self.network, &self.states, &self.market, arrived).map(|(route, _)| route)
    }
}
