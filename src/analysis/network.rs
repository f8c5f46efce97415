//! The graph that all analyses use: the actors and product links of a map in one year.

use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashSet;

use super::BreakReason;
use super::product_hierarchy::{ProductHierarchy, ProductIdx};
use crate::map::{Actor, ActorId, ActorKind, IdIndex, Link, LinkForm, LinkId, LinkKind, LinkStatus, LinkageMap, Year};

/// How binding a link or a path is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// In force, by contract or membership.
    Firm,
    /// In force.
    InForce,
    /// A lapsed contract whose ends are both present: firm again once renewed.
    Lapsed,
    /// Not in force, but neither end is dissolved: it was, will or may be.
    OnPaper,
}

/// The set of grades that a search may use.
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
    pub const ANY: Self = Self(Self::RENEWED.0 | 1 << Grade::OnPaper as u8);

    /// Whether this grade is in the set.
    pub fn contains(self, grade: Grade) -> bool {
        self.0 & (1 << grade as u8) != 0
    }
}

/// A product link in the year.
#[derive(Clone, Copy, Debug)]
pub(super) struct NetworkLink<'map> {
    pub link: &'map Link,
    /// Why it is not in force; none when it is.
    pub break_reason: Option<BreakReason>,
    /// Its grade; none when an end is dissolved, which cannot be undone.
    pub grade: Option<Grade>,
    accepts: AcceptedProducts,
}

/// The products that a link carries.
#[derive(Clone, Copy, Debug)]
enum AcceptedProducts {
    All,
    /// This product and all its parts.
    One(ProductIdx),
    Several,
}

impl NetworkLink<'_> {
    /// Whether the link carries this product. For most this is known without reading the link itself.
    pub fn carries(&self, products: &ProductHierarchy, product: ProductIdx) -> bool {
        match self.accepts {
            AcceptedProducts::All => true,
            AcceptedProducts::One(only) if only == product => true,
            AcceptedProducts::One(_) if products.is_root(product) => false,
            AcceptedProducts::One(_) | AcceptedProducts::Several => products.carries(self.link, product),
        }
    }

    /// The products that the link names.
    pub fn named_products<'a>(&'a self, products: &'a ProductHierarchy) -> impl Iterator<Item = ProductIdx> + 'a {
        let (one, several) = match self.accepts {
            AcceptedProducts::All => (None, None),
            AcceptedProducts::One(product_index) => (Some(product_index), None),
            AcceptedProducts::Several => (None, Some(&self.link.products)),
        };
        one.into_iter().chain(several.into_iter().flatten().filter_map(|product| products.index(*product)))
    }
}

/// The most used properties of an actor, in a compact array: actors are scattered in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct ActorStatus {
    pub kind: ActorKind,
    pub is_present: bool,
    pub is_dissolved: bool,
    /// Whether it has any conversions.
    pub converts: bool,
}

impl ActorStatus {
    fn new(actor: &Actor, year: Year) -> Self {
        Self {
            kind: actor.kind_in(year),
            is_present: actor.is_present(year),
            is_dissolved: actor.is_dissolved(year),
            converts: !actor.converts.is_empty(),
        }
    }
}

/// A map in one year. Nodes are in the order of the actors' ids; edges are the product links alone, since products move
/// along nothing else.
pub(super) struct Network<'map> {
    pub map: &'map LinkageMap,
    pub year: Year,
    pub products: ProductHierarchy,
    pub graph: DiGraph<&'map Actor, NetworkLink<'map>>,
    positions: IdIndex<ActorId>,
    statuses: Vec<ActorStatus>,
}

impl<'map> Network<'map> {
    pub fn new(map: &'map LinkageMap, year: Year) -> Self {
        let mut graph = DiGraph::with_capacity(map.actors().len(), map.links().len());
        let mut statuses = Vec::with_capacity(map.actors().len());
        for actor in map.actors().values() {
            graph.add_node(actor);
            statuses.push(ActorStatus::new(actor, year));
        }
        let positions = IdIndex::new(map.actors().keys().copied());
        let mut network = Self { map, year, products: ProductHierarchy::new(map), graph, positions, statuses };
        for link in map.links().values().filter(|link| link.kind == LinkKind::Product) {
            if let (Some(from), Some(to)) = (network.node(link.from), network.node(link.to)) {
                let network_link = network.evaluate_link(link, network.status(from), network.status(to));
                network.graph.add_edge(from, to, network_link);
            }
        }
        network
    }

    /// The node of an actor.
    pub fn node(&self, actor: ActorId) -> Option<NodeIndex> {
        self.positions.index_of(actor).map(NodeIndex::new)
    }

    /// A link in the year, of any kind; none when an end is not on the map.
    pub fn network_link(&self, link: &'map Link) -> Option<NetworkLink<'map>> {
        Some(self.evaluate_link(link, self.status(self.node(link.from)?), self.status(self.node(link.to)?)))
    }

    /// The contracts that end in the year or the next.
    pub fn lapsing_contracts(&self) -> FxHashSet<LinkId> {
        let ends_soon = |last: Year| (0..=1).contains(&(i64::from(last) - i64::from(self.year)));
        let links = self.graph.edge_weights().map(|network_link| network_link.link);
        let lapsing = links.filter(|link| link.form == Some(LinkForm::Contract) && link.to_year.is_some_and(ends_soon));
        lapsing.map(|link| link.id).collect()
    }

    /// The status of an actor in the year.
    #[expect(clippy::indexing_slicing, reason = "there is one for every node of the graph")]
    pub fn status(&self, node: NodeIndex) -> ActorStatus {
        self.statuses[node.index()]
    }

    fn evaluate_link(&self, link: &'map Link, from: ActorStatus, to: ActorStatus) -> NetworkLink<'map> {
        let year = self.year;
        let break_reason = match link.status(year, from.is_present && to.is_present) {
            LinkStatus::InForce => None,
            LinkStatus::Planned => Some(BreakReason::Planned),
            LinkStatus::Lapsed => Some(BreakReason::Lapsed),
            LinkStatus::NotYet => Some(BreakReason::NotYet),
            LinkStatus::EndpointAbsent => Some(BreakReason::ActorAbsent),
        };
        let grade = if from.is_dissolved || to.is_dissolved {
            None
        } else if break_reason == Some(BreakReason::Lapsed)
            && link.form == Some(LinkForm::Contract)
            && from.is_present
            && to.is_present
        {
            Some(Grade::Lapsed)
        } else if break_reason.is_some() {
            Some(Grade::OnPaper)
        } else if matches!(link.form, Some(LinkForm::Contract | LinkForm::Member)) {
            Some(Grade::Firm)
        } else {
            Some(Grade::InForce)
        };
        let accepts = match (link.products.len(), link.products.first().and_then(|one| self.products.index(*one))) {
            (0, _) => AcceptedProducts::All,
            (1, Some(product)) => AcceptedProducts::One(product),
            _ => AcceptedProducts::Several,
        };
        NetworkLink { link, break_reason, grade, accepts }
    }
}
