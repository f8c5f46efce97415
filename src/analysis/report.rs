//! What an assessment says, as plain data: ids only, no words and no places.

use std::collections::BTreeMap;

use super::{BreakReason, FindingCode, Severity, Verdict, VolumeStudy};
use crate::map::{ActorId, ChannelId, LinkId, ModelId, ProductId, StageId, TargetId, Year};

/// Everything that a map says in one year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assessment {
    /// The year that it holds for.
    pub year: Year,
    /// The verdict of every model.
    pub models: BTreeMap<ModelId, ModelVerdict>,
    /// The actors that unflagged models stand or fall with, by id.
    pub critical_actors: Vec<CriticalActor>,
    /// How much of what is supplied gets to buyers, and what does not add up.
    pub volumes: VolumeStudy,
    /// The findings: gravest first, then by code, then by ids.
    pub findings: Vec<Finding>,
    /// The counts.
    pub summary: Summary,
}

impl Assessment {
    /// How many findings are this grave; by halving, as the gravest come first and a country has very many.
    pub fn count(&self, severity: Severity) -> usize {
        let before = self.findings.partition_point(|finding| finding.severity < severity);
        self.findings.partition_point(|finding| finding.severity <= severity) - before
    }
}

/// How one model fares: as its worst case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelVerdict {
    /// The model.
    pub model: ModelId,
    /// The worst verdict of its cases; "no buyer" when it has none.
    pub verdict: Verdict,
    /// One case for each core actor and product, by actor, then product.
    pub cases: Vec<Case>,
    /// The members that would be flagged on their own, by id.
    pub left_out: Vec<ActorId>,
}

/// How the goods of one core actor fare, with the proof: a route, or the breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Where the goods start.
    pub core: ActorId,
    /// What they are at the start.
    pub product: ProductId,
    /// The best that some route gives.
    pub verdict: Verdict,
    /// The route that proves the verdict: fewest links, then lowest actor ids, then lowest link ids. It ends at
    /// the buyer. None when flagged.
    pub route: Option<Route>,
    /// For a firm or loose route that ends at an enterprise: the way on from there to a market.
    pub onward: Option<Route>,
    /// For "on paper": the route that there would be.
    pub paper_route: Option<Route>,
    /// Whether the goods get to a market.
    pub reaches_market: bool,
    /// When flagged, why the goods go no further, nearest to the core first; never empty then.
    pub breaks: Vec<Break>,
    /// When flagged, up to three buyers that already take this product from others: same district first, then
    /// most suppliers, then lowest id.
    pub buyers: Vec<ActorId>,
}

/// A way of goods along links; an actor stands twice on it when goods come back to it as something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The actors in order; the last is the buyer.
    pub actors: Vec<ActorId>,
    /// The link between each two neighbours.
    pub links: Vec<LinkId>,
}

/// Why goods go no further at one actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Where they are.
    pub actor: ActorId,
    /// Why they do not go on.
    pub reason: BreakReason,
    /// The link that does not take them, where there is one.
    pub link: Option<LinkId>,
    /// Whether letting these goods along this link would bring them to a buyer, be it over further planned, lapsed
    /// or not yet started links.
    pub would_reach_buyer: bool,
}

/// An actor outside the core of these models, without which each of them would be flagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriticalActor {
    /// The actor.
    pub actor: ActorId,
    /// The unflagged models that hang on it, by id.
    pub models: Vec<ModelId>,
}

/// One checked fact about the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it is about.
    pub code: FindingCode,
    /// How grave it is.
    pub severity: Severity,
    /// The actors that it names.
    pub actors: Vec<ActorId>,
    /// The links that it names.
    pub links: Vec<LinkId>,
    /// The models that it names.
    pub models: Vec<ModelId>,
    /// The products that it names.
    pub products: Vec<ProductId>,
    /// The channels that it names.
    pub channels: Vec<ChannelId>,
    /// The stages that it names.
    pub stages: Vec<StageId>,
    /// The targets that it names.
    pub targets: Vec<TargetId>,
    /// The number that it is about: the sum of shares in per cent, the years that a contract should last, the product
    /// of the yields of a circle, members, a volume in the product's unit, or what a target came to.
    pub amount: Option<f64>,
    /// The number that `amount` falls short of or differs from: the legal least, the volume that should leave, the
    /// supply, or the goal.
    pub expected: Option<f64>,
    /// The verdict that its models would have, were what it names mended; none where nothing is to be renewed.
    pub verdict: Option<Verdict>,
}

impl Finding {
    /// A finding that names nothing yet.
    pub fn new(code: FindingCode) -> Self {
        Self {
            code,
            severity: code.severity(),
            actors: Vec::new(),
            links: Vec::new(),
            models: Vec::new(),
            products: Vec::new(),
            channels: Vec::new(),
            stages: Vec::new(),
            targets: Vec::new(),
            amount: None,
            expected: None,
            verdict: None,
        }
    }
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
    /// How many models have this verdict.
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
        // Taken apart in full, so that no count is forgotten.
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
