//! The verdict of one case and the route that proves it.

use std::cell::RefCell;
use std::sync::Arc;

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;

use super::network::{Grades, Network};
use super::product_hierarchy::ProductIdx;
use super::product_states::{StateGraph, StateIndex};
use super::progress::Progress;
use super::reachability::Reachability;
use super::route::{FirstSteps, shortest_route};
use super::{Case, Route, Verdict};
use crate::map::{ActorKind, LinkId};

/// The state graph of a set of cases with the reachability that decides their verdicts.
pub(super) struct CaseEvaluator<'a, 'map> {
    pub network: &'a Network<'map>,
    pub states: StateGraph,
    /// To a market in force, through any actors.
    pub market: Reachability,
    /// To a first buyer with a route on to a market, by contract or membership.
    pub firm: Reachability,
    /// To a first buyer with a route on to a market, in force.
    pub loose: Reachability,
    /// To any first buyer, in force.
    pub any_buyer: Reachability,
    /// To any first buyer, in force or on paper.
    pub on_paper: Reachability,
    /// The lapsing contracts among all links.
    pub lapsing: FxHashSet<LinkId>,
    steps: RouteSteps,
    /// The routes found so far. Never iterated; the hasher has no random keys.
    routes: RefCell<FxHashSet<Arc<Route>>>,
}

/// The first steps of routes, for each kind of reachability that has routes.
#[derive(Default)]
struct RouteSteps {
    market: FirstSteps,
    firm: FirstSteps,
    loose: FirstSteps,
    any_buyer: FirstSteps,
    on_paper: FirstSteps,
}

impl<'a, 'map> CaseEvaluator<'a, 'map> {
    pub fn new(network: &'a Network<'map>, states: StateGraph, progress: &Progress<'_>) -> Option<Self> {
        let markets = states.map_states(|_, state| state.kind == ActorKind::Market);
        let buyers = states.map_states(|_, state| state.kind.is_buyer());
        let market = Reachability::compute(&states, Grades::IN_FORCE, true, markets, progress)?;
        let onward_buyers =
            states.map_states(|index, state| state.kind.is_buyer() && (market.is_end(index) || market.has_path(index)));
        Some(Self {
            firm: Reachability::compute(&states, Grades::FIRM, false, onward_buyers.clone(), progress)?,
            loose: Reachability::compute(&states, Grades::IN_FORCE, false, onward_buyers, progress)?,
            any_buyer: Reachability::compute(&states, Grades::IN_FORCE, false, buyers.clone(), progress)?,
            on_paper: Reachability::compute(&states, Grades::ANY, false, buyers, progress)?,
            market,
            lapsing: network.lapsing_contracts(),
            steps: RouteSteps::default(),
            routes: RefCell::default(),
            network,
            states,
        })
    }

    /// Whether a product at an actor would be flagged on its own.
    pub fn is_flagged(&self, actor: NodeIndex, product: ProductIdx) -> bool {
        self.states.find(actor, product).is_none_or(|state| !self.any_buyer.has_path(state))
    }

    /// The verdict of a product at an actor with its route; `breaks` finds the breaks of flagged cases.
    pub fn evaluate(&self, actor: NodeIndex, product_index: ProductIdx) -> Case {
        let mut case = Case {
            core: self.network.graph[actor].id,
            product: self.network.products.id(product_index),
            verdict: Verdict::NoBuyer,
            route: None,
            onward: None,
            paper_route: None,
            reaches_market: false,
            breaks: Vec::new(),
            buyers: Vec::new(),
        };
        // A dissolved actor has no state.
        let Some(start) = self.states.find(actor, product_index) else { return case };
        if self.loose.has_path(start) {
            let (verdict, reachability, steps) = if self.firm.has_path(start) {
                (Verdict::Firm, &self.firm, &self.steps.firm)
            } else {
                (Verdict::Loose, &self.loose, &self.steps.loose)
            };
            case.verdict = verdict;
            case.reaches_market = true;
            if let Some((route, arrived)) = self.route(reachability, &[start], steps) {
                case.onward = self.onward(&arrived);
                case.route = Some(route);
            }
        } else if self.any_buyer.has_path(start) {
            case.verdict = Verdict::StopsShort;
            case.route = self.route(&self.any_buyer, &[start], &self.steps.any_buyer).map(|(route, _)| route);
        } else if self.on_paper.has_path(start) {
            case.verdict = Verdict::OnPaper;
            case.paper_route = self.route(&self.on_paper, &[start], &self.steps.on_paper).map(|(route, _)| route);
        }
        case
    }

    /// The shortest route, shared with the cases that have the same, and the states in which it arrives.
    fn route(
        &self,
        reachability: &Reachability,
        from: &[StateIndex],
        steps: &FirstSteps,
    ) -> Option<(Arc<Route>, Vec<StateIndex>)> {
        let (route, arrived) = shortest_route(self.network, &self.states, reachability, from, steps)?;
        let mut routes = self.routes.borrow_mut();
        let known = routes.get(&route).cloned();
        let shared = known.unwrap_or_else(|| {
            let new = Arc::new(route);
            routes.insert(Arc::clone(&new));
            new
        });
        Some((shared, arrived))
    }

    /// The route from an enterprise on to a market; none at a market.
    fn onward(&self, arrived: &[StateIndex]) -> Option<Arc<Route>> {
        if arrived.iter().any(|state| self.market.is_end(*state)) {
            return None;
        }
        self.route(&self.market, arrived, &self.steps.market).map(|(route, _)| route)
    }
}
