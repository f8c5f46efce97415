//! The graph that everything is answered from: the actors and product links of a map, as one year sees them.

use petgraph::graph::{DiGraph, NodeIndex};

use super::BreakReason;
use super::goods::{Good, Goods};
use crate::map::{Actor, ActorId, ActorKind, Id, Link, LinkForm, LinkKind, LinkStatus, LinkageMap, Year};

/// How much a way is worth; a route over good ones is also one over ways at least as bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// In force, by contract or membership.
    Firm,
    /// In force.
    InForce,
    /// A contract whose years are over, both of whose ends are still there: firm again, once it is renewed.
    Lapsed,
    /// Not in force, but neither end is dissolved: it was, will or may be.
    Paper,
}

/// Which ways a question is asked over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grades(u8);

impl Grades {
    pub const FIRM: Self = Self(1 << Grade::Firm as u8);
    pub const IN_FORCE: Self = Self(Self::FIRM.0 | 1 << Grade::InForce as u8);
    /// Firm, or so once lapsed contracts are renewed.
    pub const FIRM_RENEWED: Self = Self(Self::FIRM.0 | 1 << Grade::Lapsed as u8);
    /// In force, or so once lapsed contracts are renewed.
    pub const RENEWED: Self = Self(Self::IN_FORCE.0 | 1 << Grade::Lapsed as u8);
    /// In force or on paper.
    pub const ANY: Self = Self(Self::RENEWED.0 | 1 << Grade::Paper as u8);

    /// Whether ways of this grade are among them.
    pub fn have(self, grade: Grade) -> bool {
        self.0 & (1 << grade as u8) != 0
    }
}

/// A product link in the year.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way<'map> {
    pub link: &'map Link,
    /// Why it is not in force; none when it is.
    pub broken: Option<BreakReason>,
    /// What it is worth; none when an end is dissolved, for nothing brings that back.
    pub grade: Option<Grade>,
    takes: Takes,
}

/// Which goods a link takes.
#[derive(Clone, Copy, Debug)]
enum Takes {
    Anything,
    /// This product and all that is part of it.
    One(Good),
    Several,
}

impl Way<'_> {
    /// Whether the link takes these goods. For most it is known without a look at the link itself.
    pub fn carries(&self, goods: &Goods, good: Good) -> bool {
        match self.takes {
            Takes::Anything => true,
            Takes::One(only) if only == good => true,
            Takes::One(_) if goods.is_broadest(good) => false,
            Takes::One(_) | Takes::Several => goods.carries(self.link, good),
        }
    }

    /// The products that the link names.
    pub fn named<'a>(&'a self, goods: &'a Goods) -> impl Iterator<Item = Good> + 'a {
        let (one, several) = match self.takes {
            Takes::Anything => (None, None),
            Takes::One(good) => (Some(good), None),
            Takes::Several => (None, Some(&self.link.products)),
        };
        one.into_iter().chain(several.into_iter().flatten().filter_map(|product| goods.good(*product)))
    }
}

/// What is asked of an actor most often, in a row of its own: actors lie far apart in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub kind: ActorKind,
    pub is_present: bool,
    pub is_dissolved: bool,
    /// Whether it turns anything into something else.
    pub converts: bool,
}

impl Standing {
    fn of(actor: &Actor, year: Year) -> Self {
        Self {
            kind: actor.kind,
            is_present: actor.is_present(year),
            is_dissolved: actor.is_dissolved(year),
            converts: !actor.converts.is_empty(),
        }
    }
}

/// A map in one year. The nodes stand in the order of the actors' ids; the edges are product links alone, since
/// goods move along nothing else.
pub(super) struct Network<'map> {
    pub map: &'map LinkageMap,
    pub year: Year,
    pub goods: Goods,
    pub graph: DiGraph<&'map Actor, Way<'map>>,
    ids: Vec<ActorId>,
    standings: Vec<Standing>,
}

impl<'map> Network<'map> {
    pub fn new(map: &'map LinkageMap, year: Year) -> Self {
        let mut graph = DiGraph::with_capacity(map.actors().len(), map.links().len());
        let mut ids = Vec::with_capacity(map.actors().len());
        let mut standings = Vec::with_capacity(map.actors().len());
        for (id, actor) in map.actors() {
            graph.add_node(actor);
            ids.push(*id);
            standings.push(Standing::of(actor, year));
        }
        let mut network = Self { map, year, goods: Goods::new(map), graph, ids, standings };
        for link in map.links().values().filter(|link| link.kind == LinkKind::Product) {
            if let (Some(from), Some(to)) = (network.node(link.from), network.node(link.to)) {
                let way = network.way(link, network.standing(from), network.standing(to));
                network.graph.add_edge(from, to, way);
            }
        }
        network
    }

    /// The node of an actor.
    pub fn node(&self, actor: ActorId) -> Option<NodeIndex> {
        // Ids rarely have gaps, and a gap only moves an actor towards the front.
        let guess = actor.number().checked_sub(self.ids.first()?.number())? as usize;
        if self.ids.get(guess) == Some(&actor) {
            return Some(NodeIndex::new(guess));
        }
        let front = self.ids.get(..guess).unwrap_or(&self.ids);
        front.binary_search(&actor).ok().map(NodeIndex::new)
    }

    /// A link in the year, of whatever kind; none when an end is not on the map.
    pub fn way_of(&self, link: &'map Link) -> Option<Way<'map>> {
        Some(self.way(link, self.standing(self.node(link.from)?), self.standing(self.node(link.to)?)))
    }

    /// How an actor stands in the year.
    #[expect(clippy::indexing_slicing, reason = "there is one for every node of the graph")]
    pub fn standing(&self, node: NodeIndex) -> Standing {
        self.standings[node.index()]
    }

    fn way(&self, link: &'map Link, from: Standing, to: Standing) -> Way<'map> {
        let year = self.year;
        let broken = match link.status(year, from.is_present && to.is_present) {
            LinkStatus::InForce => None,
            LinkStatus::Planned => Some(BreakReason::Planned),
            LinkStatus::Lapsed => Some(BreakReason::Lapsed),
            LinkStatus::NotYet => Some(BreakReason::NotYet),
            LinkStatus::EndpointAbsent => Some(BreakReason::ActorAbsent),
        };
        let grade = if from.is_dissolved || to.is_dissolved {
            None
        } else if broken == Some(BreakReason::Lapsed)
            && link.form == Some(LinkForm::Contract)
            && from.is_present
            && to.is_present
        {
            Some(Grade::Lapsed)
        } else if broken.is_some() {
            Some(Grade::Paper)
        } else if matches!(link.form, Some(LinkForm::Contract | LinkForm::Member)) {
            Some(Grade::Firm)
        } else {
            Some(Grade::InForce)
        };
        let takes = match (link.products.len(), link.products.first().and_then(|one| self.goods.good(*one))) {
            (0, _) => Takes::Anything,
            (1, Some(good)) => Takes::One(good),
            _ => Takes::Several,
        };
        Way { link, broken, grade, takes }
    }
}
