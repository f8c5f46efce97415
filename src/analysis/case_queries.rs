//! Collects the queries about one map and year and answers each once, in batches that bound the memory.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::alike_products::AlikeProducts;
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
use crate::map::{ActorId, LinkId, ModelId, ProductId};

/// How much a query asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum QueryDetail {
    /// Only whether it would be flagged.
    FlagOnly,
    /// The verdict with its proof.
    FullCase,
}

/// A query about a product at an actor. Sorted by product, so that a batch covers few products.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct CaseQuery {
    product: ProductIdx,
    actor: NodeIndex,
    detail: QueryDetail,
}

/// The result of a query.
pub(super) struct QueryResult {
    /// Whether the product is flagged.
    pub flagged: bool,
    /// Its verdict, if queried; boxed, since most queries ask only for the flag.
    pub case_result: Option<Box<CaseResult>>,
}

/// The verdict of a case and what it depends on.
pub(super) struct CaseResult {
    /// The case, of the first of the products that are alike.
    pub case: Case,
    /// The lapsing contracts without which its verdict would be worse, each with that verdict; only if requested and
    /// not flagged.
    pub lapsing: Vec<(LinkId, Verdict)>,
    /// The lapsed contracts whose renewal would improve its verdict; only if requested.
    pub renewals: Vec<Renewal>,
}

/// Progress steps counted for the buyer suggestions of one flagged case: all buyers of a product are scanned.
const SUGGESTION_STEPS: usize = 64;

/// The number of queries from which on doubles are dropped while more come: ten thousand models may have the same
/// thousand members.
const MANY_QUERIES: usize = 1 << 20;

/// A set of queries and, once run, their results.
pub(super) struct CaseQueries<'a, 'map> {
    network: &'a Network<'map>,
    products: AlikeProducts,
    /// Of products that are alike only about the first.
    queries: Vec<CaseQuery>,
    /// The number of queries at which doubles are dropped next.
    next_dedup: usize,
    /// Where the queries about each product begin; one more at the end.
    offsets: Vec<usize>,
    results: Vec<QueryResult>,
    /// The models of each case, sorted like the queries.
    case_models: Vec<(ProductIdx, NodeIndex, ModelId)>,
    /// Each actor with the models that have a case without a buyer if it is lost, in order.
    lost_models: Vec<(ActorId, ModelId)>,
}

impl<'a, 'map> CaseQueries<'a, 'map> {
    pub fn new(network: &'a Network<'map>) -> Self {
        Self {
            network,
            products: AlikeProducts::new(network),
            queries: Vec::new(),
            next_dedup: MANY_QUERIES,
            offsets: Vec::new(),
            results: Vec::new(),
            case_models: Vec::new(),
            lost_models: Vec::new(),
        }
    }

    /// Adds a query for the verdict of a product at an actor, as a case of a model.
    pub fn add_case(&mut self, model: ModelId, actor: ActorId, product: ProductId) {
        self.add(actor, product, QueryDetail::FullCase);
        if let Some((product, actor)) = self.key(actor, product) {
            self.case_models.push((product, actor, model));
        }
    }

    /// Adds a query for only the flag of a product at an actor.
    pub fn add_flag(&mut self, actor: ActorId, product: ProductId) {
        self.add(actor, product, QueryDetail::FlagOnly);
    }

    fn add(&mut self, actor: ActorId, product: ProductId, detail: QueryDetail) {
        if let Some((product, actor)) = self.key(actor, product) {
            self.queries.push(CaseQuery { product, actor, detail });
            if self.queries.len() >= self.next_dedup {
                self.sort_and_dedup();
                self.next_dedup = MANY_QUERIES.max(2 * self.queries.len());
            }
        }
    }

    /// What a query about a product at an actor is about.
    fn key(&self, actor: ActorId, product: ProductId) -> Option<(ProductIdx, NodeIndex)> {
        Some((self.products.first(self.network.products.index(product)?), self.network.node(actor)?))
    }

    /// Sorts by product, then actor; of the queries about the same it keeps the one that asks for most.
    fn sort_and_dedup(&mut self) {
        self.queries.sort_unstable_by_key(|query| (query.product, query.actor, std::cmp::Reverse(query.detail)));
        self.queries.dedup_by_key(|query| (query.product, query.actor));
    }

    /// Answers all queries; `with_dependence` also finds what each case depends on. `None` when cancelled.
    pub fn run(&mut self, with_dependence: bool, progress: &Progress<'_>) -> Option<()> {
        self.sort_and_dedup();
        self.case_models.sort_unstable();
        self.offsets = vec![0; self.network.products.len() + 1];
        for query in &self.queries {
            if let Some(count) = self.offsets.get_mut(query.product.index() + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for first in &mut self.offsets {
            total += *first;
            *first = total;
        }
        let products =
            || self.queries.iter().filter(|query| query.detail == QueryDetail::FullCase).map(|query| query.product);
        let suggestions =
            BuyerSuggestions::new(self.network, products().map(|product| self.network.products.id(product)), progress)?;
        let mut results = Vec::with_capacity(self.queries.len());
        let mut lost_models = Vec::new();
        let key = |query: &CaseQuery| (query.actor, query.product);
        in_batches(self.network, &self.queries, key, progress, |states, batch| {
            results.extend(self.run_batch(
                states,
                batch,
                &suggestions,
                with_dependence.then_some(&mut lost_models),
                progress,
            )?);
            Some(())
        })?;
        lost_models.sort_unstable();
        lost_models.dedup();
        (self.results, self.lost_models) = (results, lost_models);
        Some(())
    }

    /// Each actor with the models that have a case without a buyer if it is lost, in order; only with dependence.
    pub fn lost_models(&self) -> &[(ActorId, ModelId)] {
        &self.lost_models
    }

    /// The models whose case a query is.
    fn models_of(&self, query: &CaseQuery) -> &[(ProductIdx, NodeIndex, ModelId)] {
        let key = (query.product, query.actor);
        let first = self.case_models.partition_point(|(product, actor, _)| (*product, *actor) < key);
        let rest = self.case_models.get(first..).unwrap_or_default();
        let many = rest.partition_point(|(product, actor, _)| (*product, *actor) == key);
        rest.get(..many).unwrap_or_default()
    }

    /// The result for a product at an actor.
    pub fn result_of(&self, actor: ActorId, product: ProductId) -> Option<&QueryResult> {
        let (product, actor) = self.key(actor, product)?;
        let first = self.offsets.get(product.index()).copied()?;
        let product_queries = self.queries.get(first..self.offsets.get(product.index() + 1).copied()?)?;
        let position = first + product_queries.binary_search_by_key(&actor, |query| query.actor).ok()?;
        self.results.get(position)
    }

    fn run_batch(
        &self,
        states: StateGraph,
        batch: &[CaseQuery],
        suggestions: &BuyerSuggestions,
        lost_models: Option<&mut Vec<(ActorId, ModelId)>>,
        progress: &Progress<'_>,
    ) -> Option<Vec<QueryResult>> {
        let evaluator = CaseEvaluator::new(self.network, states, progress)?;
        let lost_models = lost_models.filter(|_| !batch.is_empty());
        let reverse_graph =
            || ReverseGraph::new(self.network.graph.node_count(), &evaluator.states, &evaluator.any_buyer, progress);
        let reverse_graph = if lost_models.is_some() { Some(reverse_graph()?) } else { None };
        let renewed = lost_models.is_some().then(|| RenewedReachability::new(&evaluator, progress)).flatten();
        progress.check_cancelled()?;
        let mut cases = Vec::new();
        let mut pending = Vec::new();
        let mut results: Vec<QueryResult> = Vec::with_capacity(batch.len());
        for query in batch {
            let mut query_result =
                QueryResult { flagged: evaluator.is_flagged(query.actor, query.product), case_result: None };
            if query.detail == QueryDetail::FullCase {
                let mut case = evaluator.evaluate(query.actor, query.product);
                let routes = [&case.route, &case.onward, &case.paper_route].into_iter().flatten();
                progress.step(1 + routes.map(|route| route.links.len()).sum::<usize>())?;
                let start = evaluator.states.find(query.actor, query.product);
                let (mut lapsing, mut renewals) = (Vec::new(), Vec::new());
                if case.verdict.is_flagged() {
                    let (breaks, unresolved) = breaks::find(&evaluator, query.actor, query.product, progress)?;
                    case.breaks = breaks;
                    progress.step(SUGGESTION_STEPS)?;
                    case.buyers = suggestions.suggest(self.network, query.actor, case.product);
                    pending.extend(unresolved.into_iter().map(|pending_break| (results.len(), pending_break)));
                } else if let (Some(reverse_graph), Some(start)) = (&reverse_graph, start) {
                    cases.extend(reverse_graph.position(start).map(|position| (position, results.len())));
                    lapsing = critical_contracts(&evaluator, start, &case, progress)?;
                }
                if let (Some(renewed), Some(start)) = (&renewed, start) {
                    renewals = renewed.renewals(&evaluator, start, case.verdict, progress);
                    progress.check_cancelled()?;
                }
                query_result.case_result = Some(Box::new(CaseResult { case, lapsing, renewals }));
            }
            results.push(query_result);
        }
        if let Some((reverse_graph, lost_models)) = reverse_graph.zip(lost_models) {
            let mut models: Vec<&[(ProductIdx, NodeIndex, ModelId)]> = vec![&[]; batch.len()];
            for (_, query) in &cases {
                if let Some((models, query)) = models.get_mut(*query).zip(batch.get(*query)) {
                    *models = self.models_of(query);
                }
            }
            // Actors come one after the other: each is written once for a model, however many of its cases it loses.
            let mut last_lost: FxHashMap<ModelId, NodeIndex> = FxHashMap::default();
            let mut last = None;
            reverse_graph.for_each_lost_case(&mut cases, progress, |actor, query| {
                if batch.get(query).is_none_or(|query| query.actor == actor) {
                    return;
                }
                for (_, _, model) in models.get(query).copied().unwrap_or_default() {
                    let is_new = last.replace((*model, actor)) != Some((*model, actor));
                    if is_new && last_lost.insert(*model, actor) != Some(actor) {
                        lost_models.push((self.network.graph[actor].id, *model));
                    }
                }
            })?;
        }
        drop(evaluator);
        self.resolve_pending(&pending, &mut results, progress)?;
        Some(results)
    }

    /// Resolves whether products would reach a buyer over links that carry other products.
    fn resolve_pending(
        &self,
        pending: &[(usize, PendingBreak)],
        results: &mut [QueryResult],
        progress: &Progress<'_>,
    ) -> Option<()> {
        let mut builder = StateGraphBuilder::default();
        for (_, pending_break) in pending {
            builder.expand(
                self.network,
                pending_break.products.iter().map(|product| (pending_break.link_end, *product)),
                progress,
            )?;
            progress.step(1)?;
        }
        let states = builder.build();
        let buyers = states.map_states(|_, state| state.kind.is_buyer());
        let on_paper = Reachability::compute(&states, Grades::ANY, false, buyers, progress)?;
        for (position, pending_break) in pending {
            progress.step(1)?;
            let reaches_buyer = |product: &ProductIdx| {
                states.find(pending_break.link_end, *product).is_some_and(|state| on_paper.has_path(state))
            };
            let result = results.get_mut(*position).and_then(|query_result| query_result.case_result.as_mut());
            if let Some(found) = result.and_then(|result| result.case.breaks.get_mut(pending_break.break_index)) {
                found.would_reach_buyer = pending_break.products.iter().any(reaches_buyer);
            }
        }
        Some(())
    }
}
