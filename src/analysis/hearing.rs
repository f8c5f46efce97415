//! Hears everything that is asked of one map and year: each case once, in batches that bound the memory.

use petgraph::graph::NodeIndex;

use super::breaks::{self, Doubt};
use super::contracts::{Renewal, Renewed, hanging};
use super::court::Court;
use super::dependence::Support;
use super::goods::Good;
use super::network::{Grades, Network};
use super::outlets::Outlets;
use super::progress::Progress;
use super::reach::Reach;
use super::states::{Growth, States, in_batches};
use super::walk::Walker;
use super::{Case, Verdict};
use crate::map::{ActorId, LinkId, ProductId};

/// How much is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    /// Only whether it would be flagged.
    Flag,
    /// The verdict with its proof.
    Case,
}

/// One thing asked: how these goods at this actor fare. Sorted by goods, so that a batch holds few products.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Question {
    good: Good,
    actor: NodeIndex,
    depth: Depth,
}

/// The answer to a question.
pub(super) struct Answer {
    /// Whether it is flagged.
    pub flagged: bool,
    /// Its verdict, where that was asked; apart, for most questions ask less.
    pub heard: Option<Box<Heard>>,
}

/// The verdict of a case and what it hangs on.
pub(super) struct Heard {
    pub case: Case,
    /// The actors that it cannot do without, where that was asked and it is not flagged.
    pub needed: Vec<ActorId>,
    /// The lapsing contracts without which its verdict would be worse, each with that verdict; likewise.
    pub lapsing: Vec<(LinkId, Verdict)>,
    /// The lapsed contracts whose renewal would make its verdict better, where it can; likewise.
    pub renewals: Vec<Renewal>,
}

/// So many steps of progress count for the buyers that are suggested to one flagged case: any of a product may be near.
const SUGGESTING: usize = 64;

/// Questions first, then answers.
pub(super) struct Hearing<'a, 'map> {
    network: &'a Network<'map>,
    questions: Vec<Question>,
    /// Where the questions about each product begin; one more at the end.
    firsts: Vec<usize>,
    answers: Vec<Answer>,
}

impl<'a, 'map> Hearing<'a, 'map> {
    pub fn new(network: &'a Network<'map>) -> Self {
        Self { network, questions: Vec::new(), firsts: Vec::new(), answers: Vec::new() }
    }

    /// Asks for the verdict of a product at an actor.
    pub fn ask_case(&mut self, actor: ActorId, product: ProductId) {
        self.ask(actor, product, Depth::Case);
    }

    /// Asks only whether a product at an actor would be flagged.
    pub fn ask_flag(&mut self, actor: ActorId, product: ProductId) {
        self.ask(actor, product, Depth::Flag);
    }

    fn ask(&mut self, actor: ActorId, product: ProductId, depth: Depth) {
        if let (Some(actor), Some(good)) = (self.network.node(actor), self.network.goods.good(product)) {
            self.questions.push(Question { good, actor, depth });
        }
    }

    /// Answers everything asked; with `hangs`, also what each unflagged case hangs on. `None` once it is wanted no more.
    pub fn hear(&mut self, hangs: bool, progress: &Progress<'_>) -> Option<()> {
        self.questions
            .sort_unstable_by_key(|question| (question.good, question.actor, std::cmp::Reverse(question.depth)));
        self.questions.dedup_by_key(|question| (question.good, question.actor));
        self.firsts = vec![0; self.network.goods.len() + 1];
        for question in &self.questions {
            if let Some(count) = self.firsts.get_mut(question.good.index() + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for first in &mut self.firsts {
            total += *first;
            *first = total;
        }
        let goods =
            || self.questions.iter().filter(|question| question.depth == Depth::Case).map(|question| question.good);
        let outlets = Outlets::of(self.network, goods().map(|good| self.network.goods.id(good)), progress)?;
        let mut answers = Vec::with_capacity(self.questions.len());
        let asked = |question: &Question| (question.actor, question.good);
        in_batches(self.network, &self.questions, asked, progress, |states, batch| {
            answers.extend(self.answer(states, batch, &outlets, hangs, progress)?);
            Some(())
        })?;
        self.answers = answers;
        Some(())
    }

    /// What was found of a product at an actor.
    pub fn answer_of(&self, actor: ActorId, product: ProductId) -> Option<&Answer> {
        let (good, actor) = (self.network.goods.good(product)?, self.network.node(actor)?);
        let first = self.firsts.get(good.index()).copied()?;
        let of_good = self.questions.get(first..self.firsts.get(good.index() + 1).copied()?)?;
        let position = first + of_good.binary_search_by_key(&actor, |question| question.actor).ok()?;
        self.answers.get(position)
    }

    fn answer(
        &self,
        states: States,
        batch: &[Question],
        outlets: &Outlets,
        hangs: bool,
        progress: &Progress<'_>,
    ) -> Option<Vec<Answer>> {
        let court = Court::new(self.network, states, progress)?;
        let hangs = hangs && !batch.is_empty();
        let support = || Support::new(self.network.graph.node_count(), &court.states, &court.any, progress);
        let support = if hangs { Some(support()?) } else { None };
        let renewed = hangs.then(|| Renewed::new(&court, progress)).flatten();
        progress.wanted()?;
        let mut cases = Vec::new();
        let mut walker = Walker::new(self.network.graph.node_count(), court.states.len());
        let mut doubts = Vec::new();
        let mut answers: Vec<Answer> = Vec::with_capacity(batch.len());
        for question in batch {
            let mut answer = Answer { flagged: court.is_flagged(question.actor, question.good), heard: None };
            if question.depth == Depth::Case {
                let mut case = court.judge(question.actor, question.good);
                let routes = [&case.route, &case.onward, &case.paper_route].into_iter().flatten();
                progress.step(1 + routes.map(|route| route.links.len()).sum::<usize>())?;
                let start = court.states.find(question.actor, question.good);
                let (mut lapsing, mut renewals) = (Vec::new(), Vec::new());
                if case.verdict.is_flagged() {
                    let (breaks, doubtful) =
                        breaks::find(&court, &mut walker, question.actor, question.good, progress)?;
                    case.breaks = breaks;
                    progress.step(SUGGESTING)?;
                    case.buyers = outlets.suggest(self.network, question.actor, case.product);
                    doubts.extend(doubtful.into_iter().map(|doubt| (answers.len(), doubt)));
                } else if let (Some(support), Some(start)) = (&support, start) {
                    cases.extend(support.position(start).map(|position| (position, answers.len())));
                    lapsing = hanging(&court, start, &case, progress)?;
                }
                if let (Some(renewed), Some(start)) = (&renewed, start) {
                    renewals = renewed.renewals(&court, start, case.verdict, progress);
                    progress.wanted()?;
                }
                answer.heard = Some(Box::new(Heard { case, needed: Vec::new(), lapsing, renewals }));
            }
            answers.push(answer);
        }
        if let Some(support) = support {
            support.tell(&mut cases, progress, |actor, case| {
                if let Some((question, answer)) = batch.get(case).zip(answers.get_mut(case))
                    && question.actor != actor
                    && let Some(heard) = &mut answer.heard
                {
                    heard.needed.push(self.network.graph[actor].id);
                }
            })?;
        }
        drop(court);
        self.settle(&doubts, &mut answers, progress)?;
        Some(answers)
    }

    /// Settles which links for other goods would bring these goods to a buyer.
    fn settle(&self, doubts: &[(usize, Doubt)], answers: &mut [Answer], progress: &Progress<'_>) -> Option<()> {
        let mut growth = Growth::default();
        for (_, doubt) in doubts {
            growth.grow(self.network, doubt.goods.iter().map(|good| (doubt.beyond, *good)), progress)?;
            progress.step(1)?;
        }
        let states = growth.pack();
        let buyers = states.mark(|_, state| state.kind.is_buyer());
        let paper = Reach::sweep(&states, Grades::ANY, false, buyers, progress)?;
        for (position, doubt) in doubts {
            progress.step(1)?;
            let buys = |good: &Good| states.find(doubt.beyond, *good).is_some_and(|state| paper.holds(state));
            let heard = answers.get_mut(*position).and_then(|answer| answer.heard.as_mut());
            if let Some(found) = heard.and_then(|heard| heard.case.breaks.get_mut(doubt.position)) {
                found.mends = doubt.goods.iter().any(buys);
            }
        }
        Some(())
    }
}
