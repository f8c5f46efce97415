//! The result of an assessment, as plain data: ids only, no text and no positions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{BreakReason, Finding, Severity, Verdict, VolumeStudy};
use crate::map::{ActorId, LinkId, ModelId, ProductId, Year};

/// The assessment of a map in one year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assessment {
    /// The year that it holds for.
    pub year: Year,
    /// The verdict of every model.
    pub models: BTreeMap<ModelId, ModelVerdict>,
    /// The actors without which unflagged models would be flagged, by id.
    pub critical_actors: Vec<CriticalActor>,
    /// How much of the supply reaches buyers, and what does not add up.
    pub volumes: VolumeStudy,
    /// The findings: most severe first, then by code, then by ids.
    pub findings: Vec<Finding>,
    /// The counts.
    pub summary: Summary,
}

impl Assessment {
    /// The number of findings of this severity; by binary search, as they are sorted by severity and a country has very
    /// many.
    pub fn count(&self, severity: Severity) -> usize {
        let before = self.findings.partition_point(|finding| finding.severity() < severity);
        self.findings.partition_point(|finding| finding.severity() <= severity) - before
    }
}

/// The verdict of one model: that of its worst case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelVerdict {
    /// The model.
    pub model: ModelId,
    /// The worst verdict of its cases; "no buyer" when it has none.
    pub verdict: Verdict,
    /// One case for each core actor and product, by actor, then product.
    pub cases: Vec<Case>,
    /// The members that would be flagged on their own, each with the products that it supplies or delivers and that do
    /// not reach a buyer.
    pub left_out: BTreeMap<ActorId, BTreeSet<ProductId>>,
}

impl ModelVerdict {
    /// The case that decides: the first of those with the worst verdict.
    pub fn worst_case(&self) -> Option<&Case> {
        self.cases.iter().rev().max_by_key(|case| case.verdict)
    }

    /// The routes to buyers that prove its cases; one that cases in a row share comes once.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        once_in_a_row(self.cases.iter().filter_map(|case| case.route.as_ref()))
    }

    /// Likewise the routes from buyers onward.
    pub fn onward_routes(&self) -> impl Iterator<Item = &Route> {
        once_in_a_row(self.cases.iter().filter_map(|case| case.onward.as_ref()))
    }

    /// Likewise the routes on paper.
    pub fn paper_routes(&self) -> impl Iterator<Item = &Route> {
        once_in_a_row(self.cases.iter().filter_map(|case| case.paper_route.as_ref()))
    }
}

fn once_in_a_row<'a>(routes: impl Iterator<Item = &'a Arc<Route>>) -> impl Iterator<Item = &'a Route> {
    let mut last: Option<&Arc<Route>> = None;
    routes.filter(move |route| last.replace(route).is_none_or(|before| !Arc::ptr_eq(before, route))).map(Arc::as_ref)
}

/// The verdict of one product of one core actor, with the proof: a route, or the breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The core actor.
    pub core: ActorId,
    /// The product at the start.
    pub product: ProductId,
    /// The best verdict that some route gives.
    pub verdict: Verdict,
    /// The route that proves the verdict: fewest links, then lowest actor ids, then lowest link ids. It ends at the
    /// buyer. None when flagged.
    pub route: Option<Arc<Route>>,
    /// For a firm or loose route that ends at an enterprise: the route from there on to a market.
    pub onward: Option<Arc<Route>>,
    /// For "on paper": the route over links on paper.
    pub paper_route: Option<Arc<Route>>,
    /// Whether the product reaches a market.
    pub reaches_market: bool,
    /// When flagged, where and why the product stops, nearest to the core first; never empty then.
    pub breaks: Vec<Break>,
    /// When flagged, up to three buyers that already take this product from others: same district first, then
    /// most suppliers, then lowest id.
    pub buyers: Vec<ActorId>,
}

/// A route along links; an actor occurs twice when a product returns to it converted. Cases with the same route share it:
/// a model of a thousand cores and three hundred products on one chain has as many cases as the product of the two.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Route {
    /// The actors in order; the last is the buyer.
    pub actors: Vec<ActorId>,
    /// The link between each two consecutive actors.
    pub links: Vec<LinkId>,
}

/// Why products stop at one actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Where they stop.
    pub actor: ActorId,
    /// Why.
    pub reason: BreakReason,
    /// The link that does not carry them, if there is one.
    pub link: Option<LinkId>,
    /// Whether letting these products along this link would bring them to a buyer, counting further planned, lapsed or
    /// not yet started links.
    pub would_reach_buyer: bool,
}

/// An actor outside the core of these models, without which each of them would be flagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriticalActor {
    /// The actor.
    pub actor: ActorId,
    /// The unflagged models that depend on it, by id.
    pub models: Vec<ModelId>,
}

/// The counts of a map and its verdicts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Actors on the map.
    pub actors: usize,
    /// Links on the map.
    pub links: usize,
    /// Models on the map.
    pub models: usize,
    /// Models on paper or without a buyer.
    pub flagged: usize,
    /// Models that are firm.
    pub firm: usize,
    /// Models that are loose.
    pub loose: usize,
    /// Models that stop short.
    pub stops_short: usize,
    /// Models on paper.
    pub on_paper: usize,
    /// Models without a buyer.
    pub no_buyer: usize,
}

impl Summary {
    /// How many of some models have which verdict, without actors and links.
    pub fn of_verdicts(verdicts: impl IntoIterator<Item = Verdict>) -> Self {
        let mut summary = Self::default();
        for verdict in verdicts {
            summary.models += 1;
            summary.flagged += usize::from(verdict.is_flagged());
            *match verdict {
                Verdict::Firm => &mut summary.firm,
                Verdict::Loose => &mut summary.loose,
                Verdict::StopsShort => &mut summary.stops_short,
                Verdict::OnPaper => &mut summary.on_paper,
                Verdict::NoBuyer => &mut summary.no_buyer,
            } += 1;
        }
        summary
    }

    /// The number of models with this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        match verdict {
            Verdict::Firm => self.firm,
            Verdict::Loose => self.loose,
            Verdict::StopsShort => self.stops_short,
            Verdict::OnPaper => self.on_paper,
            Verdict::NoBuyer => self.no_buyer,
        }
    }
}

impl std::ops::AddAssign for Summary {
    fn add_assign(&mut self, other: Self) {
        // Destructured in full, so that no count is forgotten.
        let Self { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer } = other;
        self.actors += actors;
        self.links += links;
        self.models += models;
        self.flagged += flagged;
        self.firm += firm;
        self.loose += loose;
        self.stops_short += stops_short;
        self.on_paper += on_paper;
        self.no_buyer += no_buyer;
    }
}
