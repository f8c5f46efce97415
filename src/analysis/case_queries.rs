//! Hears everything that is asked of one map and year: each case once, in batches that bound the memory.

use petgraph::graph::NodeIndex;

use super::bfs::Bfs;
use super::breaks::{self, PendingBreak};
use super::buyer_suggestions::BuyerSuggestions;
use super::case_verdict::CaseEvaluator;
use super::contract_impact::{Renewal, RenewedReachability, critical_contracts};
use super::network::{Grades, Network};
use super::product_hierarchy::ProductIdx;
use super::product_states::{StateGraph, StateGraphBuilder, in_batches};
use super::progress::Progress;
use super::reachability::Reachability;
use super::reverse_graph::ReverseGraph;
use super::{Case, Verdict};
use crate::map::{ActorId, LinkId, ProductId};

/// How much is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum QueryDetail {
    /// Only whether it would be flagged.
    FlagOnly,
    /// The verdict with its proof.
    FullCase,
}

/// One thing asked: how these goods at this actor fare. Sorted by goods, so that a batch holds few products.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct CaseQuery {
    product: ProductIdx,
    actor: NodeIndex,
    detail: QueryDetail,
}

/// The answer to a question.
pub(super) struct QueryResult {
    /// Whether it is flagged.
    pub flagged: bool,
    /// Its verdict, where that was asked; apart, for most questions ask less.
    pub case_result: Option<Box<CaseResult>>,
}

/// The verdict of a case and what it hangs on.
pub(super) struct CaseResult {
    pub case: Case,
    /// The actors that it cannot do without, where that was asked and it is not flagged.
    pub critical_actors: Vec<ActorId>,
    /// The lapsing contracts without which its verdict would be worse, each with that verdict; likewise.
    pub lapsing: Vec<(LinkId, Verdict)>,
    /// The lapsed contracts whose renewal would make its verdict better, where it can; likewise.
    pub renewals: Vec<Renewal>,
}

/// So many steps of progress count for the buyers that are suggested to one flagged case: any of a product may be near.
const SUGGESTION_STEPS: usize = 64;

/// Questions first, then answers.
pub(super) struct CaseQueries<'a, 'map> {
    network: &'a Network<'map>,
    queries: Vec<CaseQuery>,
    /// Where the questions about each product begin; one more at the end.
    offsets: Vec<usize>,
    results: Vec<QueryResult>,
}

impl<'a, 'map> CaseQueries<'a, 'map> {
    pub fn new(network: &'a Network<'map>) -> Self {
        Self { network, queries: Vec::new(), offsets: Vec::new(), results: Vec::new() }
    }

    /// Asks for the verdict of a product at an actor.
    pub fn add_case(&mut self, actor: ActorId, product: ProductId) {
        self.add(actor, product, QueryDetail::FullCase);
    }

    /// Asks only whether a product at an actor would be flagged.
    pub fn add_flag(&mut self, actor: ActorId, product: ProductId) {
        self.add(actor, product, QueryDetail::FlagOnly);
    }

    fn add(&mut self, actor: ActorId, product: ProductId, depth: QueryDetail) {
        if let (Some(actor), Some(good)) = (self.network.node(actor), self.network.products.index(product)) {
            self.queries.push(CaseQuery { product: good, actor, detail: depth });
        }
    }

    /// Answers everything asked; with `hangs`, also what each unflagged case hangs on. `None` once it is wanted no more.
    pub fn run(&mut self, with_dependence: bool, progress: &Progress<'_>) -> Option<()> {
        self.queries
            .sort_unstable_by_key(|question| (question.product, question.actor, std::cmp::Reverse(question.detail)));
        self.queries.dedup_by_key(|question| (question.product, question.actor));
        self.offsets = vec![0; self.network.products.len() + 1];
        for question in &self.queries {
            if let Some(count) = self.offsets.get_mut(question.product.index() + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for first in &mut self.offsets {
            total += *first;
            *first = total;
        }
        let products = || {
            self.queries
                .iter()
                .filter(|question| question.detail == QueryDetail::FullCase)
                .map(|question| question.product)
        };
        let outlets =
            BuyerSuggestions::of(self.network, products().map(|product| self.network.products.id(product)), progress)?;
        let mut results = Vec::with_capacity(self.queries.len());
        let key = |question: &CaseQuery| (question.actor, question.product);
        in_batches(self.network, &self.queries, key, progress, |states, batch| {
            results.extend(self.run_batch(states, batch, &outlets, with_dependence, progress)?);
            Some(())
        })?;
        self.results = results;
        Some(())
    }

    /// What was found of a product at an actor.
    pub fn result_of(&self, actor: ActorId, product: ProductId) -> Option<&QueryResult> {
        let (good, actor) = (self.network.products.index(product)?, self.network.node(actor)?);
        let first = self.offsets.get(good.index()).copied()?;
        let of_good = self.queries.get(first..self.offsets.get(good.index() + 1).copied()?)?;
        let position = first + of_good.binary_search_by_key(&actor, |question| question.actor).ok()?;
        self.results.get(position)
    }

    fn run_batch(
        &self,
        states: StateGraph,
        batch: &[CaseQuery],
        outlets: &BuyerSuggestions,
        with_dependence: bool,
        progress: &Progress<'_>,
    ) -> Option<Vec<QueryResult>> {
        let evaluator = CaseEvaluator::new(self.network, states, progress)?;
        let with_dependence = with_dependence && !batch.is_empty();
        let reverse_graph =
            || ReverseGraph::new(self.network.graph.node_count(), &evaluator.states, &evaluator.any_buyer, progress);
        let reverse_graph = if with_dependence { Some(reverse_graph()?) } else { None };
        let renewed = with_dependence.then(|| RenewedReachability::new(&evaluator, progress)).flatten();
        progress.check_cancelled()?;
        let mut cases = Vec::new();
        let mut bfs = Bfs::new(self.network.graph.node_count(), evaluator.states.len());
        let mut pending = Vec::new();
        let mut answers: Vec<QueryResult> = Vec::with_capacity(batch.len());
        for question in batch {
            let mut answer =
                QueryResult { flagged: evaluator.is_flagged(question.actor, question.product), case_result: None };
            if question.detail == QueryDetail::FullCase {
                let mut case = evaluator.evaluate(question.actor, question.product);
                let routes = [&case.route, &case.onward, &case.paper_route].into_iter().flatten();
                progress.step(1 + routes.map(|route| route.links.len()).sum::<usize>())?;
                let start = evaluator.states.find(question.actor, question.product);
                let (mut lapsing, mut renewals) = (Vec::new(), Vec::new());
                if case.verdict.is_flagged() {
                    let (breaks, doubtful) =
                        breaks::find(&evaluator, &mut bfs, question.actor, question.product, progress)?;
                    case.breaks = breaks;
                    progress.step(SUGGESTION_STEPS)?;
                    case.buyers = outlets.suggest(self.network, question.actor, case.product);
                    pending.extend(doubtful.into_iter().map(|doubt| (answers.len(), doubt)));
                } else if let (Some(reverse_graph), Some(start)) = (&reverse_graph, start) {
                    cases.extend(reverse_graph.position(start).map(|position| (position, answers.len())));
                    lapsing = critical_contracts(&evaluator, start, &case, progress)?;
                }
                if let (Some(renewed), Some(start)) = (&renewed, start) {
                    renewals = renewed.renewals(&evaluator, start, case.verdict, progress);
                    progress.check_cancelled()?;
                }
                answer.case_result =
                    Some(Box::new(CaseResult { case, critical_actors: Vec::new(), lapsing, renewals }));
            }
            answers.push(answer);
        }
        if let Some(reverse_graph) = reverse_graph {
            reverse_graph.for_each_lost_case(&mut cases, progress, |actor, case| {
                if let Some((question, answer)) = batch.get(case).zip(answers.get_mut(case))
                    && question.actor != actor
                    && let Some(result) = &mut answer.case_result
                {
                    result.critical_actors.push(self.network.graph[actor].id);
                }
            })?;
        }
        drop(evaluator);
        self.resolve_pending(&pending, &mut answers, progress)?;
        Some(answers)
    }

    /// Settles which links for other goods would bring these goods to a buyer.
    fn resolve_pending(
        &self,
        pending: &[(usize, PendingBreak)],
        answers: &mut [QueryResult],
        progress: &Progress<'_>,
    ) -> Option<()> {
        let mut builder = StateGraphBuilder::default();
        for (_, doubt) in pending {
            builder.expand(self.network, doubt.products.iter().map(|product| (doubt.link_end, *product)), progress)?;
            progress.step(1)?;
        }
        let states = builder.build();
        let buyers = states.map_states(|_, state| state.kind.is_buyer());
        let paper = Reachability::compute(&states, Grades::ANY, false, buyers, progress)?;
        for (position, doubt) in pending {
            progress.step(1)?;
            let buys =
                |product: &ProductIdx| states.find(doubt.link_end, *product).is_some_and(|state| paper.has_path(state));
            let result = answers.get_mut(*position).and_then(|answer| answer.case_result.as_mut());
            if let Some(found) = result.and_then(|result| result.case.breaks.get_mut(doubt.break_index)) {
                found.would_reach_buyer = doubt.products.iter().any(buys);
            }
        }
        Some(())
    }
}
