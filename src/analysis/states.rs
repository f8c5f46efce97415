//! Where goods can be and as what: the states (actor, product) that can be got to from given starts, and the steps
//! between them. Only what some start leads to is built, so many products on a map cost nothing by themselves.
//!
//! The steps out of a state are found together and stay so; the steps into each are packed side by side once all are
//! known. Lists that hold every state's steps in a row are swept several times faster than chains of single edges.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::goods::Good;
use super::mixer::Mixer;
use super::network::{Grade, Network};
use super::progress::Progress;
use crate::map::{ActorKind, LinkId};

/// The number of a state.
pub(super) type StateIndex = NodeIndex;

/// Goods at an actor.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// The actor's node in the network.
    pub actor: NodeIndex,
    pub good: Good,
    pub kind: ActorKind,
}

/// A step of goods: along a link to another actor, or, without a link, into another product at the same one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub link: Option<LinkId>,
    pub grade: Grade,
}

/// A step with the states that it leads between.
#[derive(Clone, Copy)]
struct Edge {
    step: Step,
    from: u32,
    to: u32,
}

/// States and steps as they are found.
#[derive(Default)]
pub(super) struct Growth {
    states: Vec<State>,
    /// Where the steps out of each state stand.
    outward: Vec<Range<u32>>,
    edges: Vec<Edge>,
    // Never iterated; the hasher has no random keys.
    index: HashMap<(NodeIndex, Good), u32, BuildHasherDefault<Mixer>>,
    fresh: Vec<u32>,
}

impl Growth {
    /// Adds the states of these goods at these actors, and all that they lead to over links that are in force or
    /// on paper. A dissolved actor has no states.
    pub fn grow(
        &mut self,
        network: &Network<'_>,
        starts: impl IntoIterator<Item = (NodeIndex, Good)>,
        progress: &Progress<'_>,
    ) -> Option<()> {
        for (actor, good) in starts {
            if !network.standing(actor).is_dissolved {
                self.state(network, actor, good);
            }
        }
        while let Some(from) = self.fresh.pop() {
            let Some(State { actor, good, .. }) = self.states.get(from as usize).copied() else { continue };
            let first = self.edges.len() as u32;
            if network.standing(actor).converts {
                for other in network.goods.converted(network.graph[actor], good).filter(|other| *other != good) {
                    let to = self.state(network, actor, other);
                    self.edges.push(Edge { step: Step { link: None, grade: Grade::Firm }, from, to });
                }
            }
            for edge in network.graph.edges(actor) {
                let way = edge.weight();
                if let Some(grade) = way.grade.filter(|_| way.carries(&network.goods, good)) {
                    let to = self.state(network, edge.target(), good);
                    self.edges.push(Edge { step: Step { link: Some(way.link.id), grade }, from, to });
                }
            }
            if let Some(outward) = self.outward.get_mut(from as usize) {
                *outward = first..self.edges.len() as u32;
            }
            progress.step(1 + self.edges.len() - first as usize)?;
        }
        Some(())
    }

    fn state(&mut self, network: &Network<'_>, actor: NodeIndex, good: Good) -> u32 {
        let next = self.states.len() as u32;
        let at = *self.index.entry((actor, good)).or_insert(next);
        if at == next {
            self.states.push(State { actor, good, kind: network.standing(actor).kind });
            self.outward.push(0..0);
            self.fresh.push(at);
        }
        at
    }

    /// How many states there are so far.
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// The states and steps found, with nothing left here.
    pub fn pack(&mut self) -> States {
        let Self { states, outward, edges, index, .. } = std::mem::take(self);
        let mut inward_firsts = vec![0_u32; states.len() + 1];
        for edge in &edges {
            if let Some(count) = inward_firsts.get_mut(edge.to as usize) {
                *count += 1;
            }
        }
        let mut total = 0;
        for count in &mut inward_firsts {
            total += *count;
            *count = total;
        }
        // Filled from the end of each list, which leaves its beginning behind.
        let blank = Inward { step: Step { link: None, grade: Grade::Paper }, from: 0 };
        let mut inward = vec![blank; edges.len()];
        for edge in &edges {
            if let Some(place) = inward_firsts.get_mut(edge.to as usize) {
                *place -= 1;
                if let Some(slot) = inward.get_mut(*place as usize) {
                    *slot = Inward { step: edge.step, from: edge.from };
                }
            }
        }
        States { graph: StateList(states), outward, edges, inward_firsts, inward, index }
    }
}

/// So many states are built before what was asked of them is answered and they are dropped.
pub(super) const BATCH: usize = 1 << 21;

/// Answers questions, sorted by the goods that they ask after, in batches that bound the memory: each over the states
/// that the goods and actors asked after lead to.
pub(super) fn in_batches<Q>(
    network: &Network<'_>,
    questions: &[Q],
    asked: impl Fn(&Q) -> (NodeIndex, Good),
    progress: &Progress<'_>,
    mut answer: impl FnMut(States, &[Q]) -> Option<()>,
) -> Option<()> {
    let mut growth = Growth::default();
    let (mut first, mut next) = (0, 0);
    for same_good in questions.chunk_by(|one, other| asked(one).1 == asked(other).1) {
        growth.grow(network, same_good.iter().map(&asked), progress)?;
        next += same_good.len();
        if growth.len() >= BATCH {
            answer(growth.pack(), questions.get(first..next).unwrap_or_default())?;
            first = next;
        }
    }
    answer(growth.pack(), questions.get(first..).unwrap_or_default())
}

/// A step into a state.
#[derive(Clone, Copy)]
struct Inward {
    step: Step,
    from: u32,
}

/// Every state by its number.
pub(super) struct StateList(Vec<State>);

impl StateList {
    /// The number of every state.
    pub fn node_indices(&self) -> impl Iterator<Item = StateIndex> + use<> {
        (0..self.0.len()).map(StateIndex::new)
    }
}

impl std::ops::Index<StateIndex> for StateList {
    type Output = State;

    #[expect(clippy::indexing_slicing, reason = "numbers of states are given out here alone")]
    fn index(&self, state: StateIndex) -> &State {
        &self.0[state.index()]
    }
}

/// The states and the steps between them.
pub(super) struct States {
    pub graph: StateList,
    outward: Vec<Range<u32>>,
    edges: Vec<Edge>,
    /// Where the steps into each state begin; one more at the end.
    inward_firsts: Vec<u32>,
    inward: Vec<Inward>,
    index: HashMap<(NodeIndex, Good), u32, BuildHasherDefault<Mixer>>,
}

impl States {
    /// How many states there are.
    pub fn len(&self) -> usize {
        self.graph.0.len()
    }

    /// The state of these goods at this actor.
    pub fn find(&self, actor: NodeIndex, good: Good) -> Option<StateIndex> {
        self.index.get(&(actor, good)).map(|state| StateIndex::new(*state as usize))
    }

    /// Every state, with a value for each.
    pub fn mark<T>(&self, value: impl Fn(StateIndex, State) -> T) -> Vec<T> {
        self.graph.node_indices().zip(&self.graph.0).map(|(index, state)| value(index, *state)).collect()
    }

    /// The steps out of a state.
    pub fn onward(&self, state: StateIndex) -> impl Iterator<Item = (Step, StateIndex)> {
        let range = self.outward.get(state.index()).map_or(0..0, |range| range.start as usize..range.end as usize);
        let edges = self.edges.get(range).unwrap_or_default();
        edges.iter().map(|edge| (edge.step, StateIndex::new(edge.to as usize)))
    }

    /// The steps into a state.
    pub fn inward(&self, state: StateIndex) -> impl Iterator<Item = (Step, StateIndex)> {
        let first = |at: usize| self.inward_firsts.get(at).copied().unwrap_or(0) as usize;
        let steps = self.inward.get(first(state.index())..first(state.index() + 1)).unwrap_or_default();
        steps.iter().map(|inward| (inward.step, StateIndex::new(inward.from as usize)))
    }

    /// These states and all that conversions at their own actor make of them, sorted.
    pub fn with_conversions(&self, states: &[StateIndex]) -> Vec<StateIndex> {
        let mut all = states.to_vec();
        let mut next = 0;
        while let Some(state) = all.get(next).copied() {
            next += 1;
            for (_, to) in self.onward(state).filter(|(step, _)| step.link.is_none()) {
                if !all.contains(&to) {
                    all.push(to);
                }
            }
        }
        all.sort_unstable();
        all
    }
}
