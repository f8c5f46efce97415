//! The verdict as the design words it, with no thought of speed: sets of states, one search a question.

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::{Break, BreakReason, Route, Verdict};
use lienket::map::{
    Actor, ActorId, ActorKind, CoopModel, Link, LinkForm, LinkId, LinkKind, LinkageMap, ProductId, Year,
};

pub type State = (ActorId, ProductId);

/// Which links a walk may take.
#[derive(Clone, Copy, PartialEq)]
pub enum Over {
    Firm,
    InForce,
    Paper,
}

pub struct Naive<'a> {
    pub map: &'a LinkageMap,
    pub year: Year,
    /// As if this link were not there.
    pub without: Option<LinkId>,
}

impl<'a> Naive<'a> {
    pub fn new(map: &'a LinkageMap, year: Year) -> Self {
        Self { map, year, without: None }
    }

    pub fn actor(&self, id: ActorId) -> &'a Actor {
        &self.map.actors()[&id]
    }

    fn is_market(&self, id: ActorId) -> bool {
        self.actor(id).kind_in(self.year) == ActorKind::Market
    }

    pub fn is_buyer(&self, id: ActorId) -> bool {
        matches!(self.actor(id).kind_in(self.year), ActorKind::Market | ActorKind::Enterprise)
    }

    pub fn is_present(&self, id: ActorId) -> bool {
        let actor = self.actor(id);
        actor.founded.is_none_or(|year| year <= self.year) && !self.is_dissolved(id)
    }

    fn is_dissolved(&self, id: ActorId) -> bool {
        self.actor(id).dissolved.is_some_and(|year| self.year >= year)
    }

    pub fn in_force_label(&self, link: &Link) -> bool {
        self.is_present(link.from)
            && self.is_present(link.to)
            && !link.planned
            && link.from_year.is_none_or(|from| from <= self.year)
            && link.to_year.is_none_or(|to| self.year <= to)
    }

    fn allows(&self, over: Over, link: &Link) -> bool {
        link.kind == LinkKind::Product
            && self.without != Some(link.id)
            && match over {
                Over::Firm => {
                    self.in_force_label(link) && [Some(LinkForm::Contract), Some(LinkForm::Member)].contains(&link.form)
                }
                Over::InForce => self.in_force_label(link),
                Over::Paper => !self.is_dissolved(link.from) && !self.is_dissolved(link.to),
            }
    }

    /// The product and everything that it is a part of.
    pub fn broader(&self, product: ProductId) -> BTreeSet<ProductId> {
        let mut all = BTreeSet::new();
        let mut at = Some(product);
        while let Some(product) = at {
            if !all.insert(product) {
                break;
            }
            at = self.map.products()[&product].part_of;
        }
        all
    }

    pub fn carries(&self, link: &Link, product: ProductId) -> bool {
        link.products.is_empty() || !self.broader(product).is_disjoint(&link.products)
    }

    /// Everything that the goods may become at this actor, themselves included.
    fn turn_into(&self, (actor, product): State) -> BTreeSet<State> {
        let mut all = BTreeSet::from([(actor, product)]);
        loop {
            let mut more = all.clone();
            for (_, product) in &all {
                for conversion in &self.actor(actor).converts {
                    if self.broader(*product).contains(&conversion.from) {
                        more.insert((actor, conversion.to));
                    }
                }
            }
            if more == all {
                return all;
            }
            all = more;
        }
    }

    /// Where goods get from here by one link.
    fn next(&self, over: Over, state: State) -> Vec<(LinkId, State)> {
        let mut next = Vec::new();
        for (actor, product) in self.turn_into(state) {
            for link in self.map.links().values() {
                if link.from == actor && self.allows(over, link) && self.carries(link, product) {
                    next.push((link.id, (link.to, product)));
                }
            }
        }
        next
    }

    /// Everything that is got to by one link or more; walks end at arrivals where `stop` says so.
    fn arrivals(&self, over: Over, start: State, stop: impl Fn(State) -> bool) -> BTreeSet<State> {
        let mut found = BTreeSet::new();
        let mut open = vec![start];
        while let Some(state) = open.pop() {
            for (_, to) in self.next(over, state) {
                if found.insert(to) && !stop(to) {
                    open.push(to);
                }
            }
        }
        found
    }

    pub fn report_progress(&self, state: State) -> bool {
        self.is_market(state.0)
            || self.arrivals(Over::InForce, state, |_| false).iter().any(|(actor, _)| self.is_market(*actor))
    }

    pub fn first_buyers(&self, over: Over, start: State) -> Vec<State> {
        let stop = |state: State| self.is_buyer(state.0);
        self.arrivals(over, start, stop).into_iter().filter(|state| stop(*state)).collect()
    }

    pub fn verdict(&self, core: ActorId, product: ProductId) -> Verdict {
        let start = (core, product);
        let report_progress = |over| self.first_buyers(over, start).iter().any(|buyer| self.report_progress(*buyer));
        if report_progress(Over::Firm) {
            Verdict::Firm
        } else if report_progress(Over::InForce) {
            Verdict::Loose
        } else if !self.first_buyers(Over::InForce, start).is_empty() {
            Verdict::StopsShort
        } else if !self.is_dissolved(core) && !self.first_buyers(Over::Paper, start).is_empty() {
            Verdict::OnPaper
        } else {
            Verdict::NoBuyer
        }
    }

    pub fn model_verdict(&self, model: &CoopModel) -> Verdict {
        let mut worst = None;
        for core in &model.core {
            for product in &model.products {
                worst = worst.max(Some(self.verdict(*core, *product)));
            }
        }
        worst.unwrap_or(Verdict::NoBuyer)
    }

    /// The members of which some product that they are judged by would be flagged, with these products.
    pub fn left_out(&self, model: &CoopModel) -> BTreeMap<ActorId, BTreeSet<ProductId>> {
        let mut left_out = BTreeMap::new();
        for member in &model.members {
            let judged = self.judged_by(model, *member);
            let lost: BTreeSet<ProductId> =
                judged.into_iter().filter(|product| self.verdict(*member, *product).is_flagged()).collect();
            if !lost.is_empty() {
                left_out.insert(*member, lost);
            }
        }
        left_out
    }

    /// What a member of a model is judged by: what it supplies or delivers of the model's products, else what becomes
    /// them, else all that; where nothing is known, the model's products, but for buyers and supporters.
    fn judged_by(&self, model: &CoopModel, member: ActorId) -> BTreeSet<ProductId> {
        let mut own: BTreeSet<ProductId> = self.map.actors()[&member].supply.iter().map(|it| it.product).collect();
        for link in self.map.links().values() {
            if link.from == member && link.to != member && self.allows(Over::InForce, link) {
                own.extend(&link.products);
            }
        }
        let mut judged = BTreeSet::new();
        for product in &model.products {
            let within: BTreeSet<ProductId> =
                own.iter().copied().filter(|it| self.broader(*it).contains(product)).collect();
            let is_part_of_own = own.difference(&within).any(|it| self.broader(*product).contains(it));
            let becoming = own.iter().copied().filter(|it| {
                self.made_of(*it)
                    .iter()
                    .any(|made| self.broader(*made).contains(product) || self.broader(*product).contains(made))
            });
            if within.is_empty() && !is_part_of_own {
                judged.extend(becoming);
            } else {
                judged.extend(is_part_of_own.then_some(*product));
                judged.extend(within);
            }
        }
        let kind = self.actor(member).kind_in(self.year);
        match (judged.is_empty(), own.is_empty()) {
            (false, _) => judged,
            (true, false) if model.products.is_empty() => judged,
            (true, false) => own,
            (true, true) if kind.is_buyer() || kind == ActorKind::Supporter => judged,
            (true, true) => model.products.clone(),
        }
    }

    /// All that conversions by anybody make of a product.
    fn made_of(&self, product: ProductId) -> BTreeSet<ProductId> {
        let mut made: BTreeSet<ProductId> = BTreeSet::new();
        loop {
            let before = made.len();
            let inputs: BTreeSet<ProductId> = made.iter().copied().chain([product]).collect();
            for actor in self.map.actors().values().filter(|actor| self.is_present(actor.id)) {
                for conversion in &actor.converts {
                    let takes =
                        |input: &ProductId| conversion.inputs().any(|wanted| self.broader(*input).contains(&wanted));
                    if inputs.iter().any(takes) {
                        made.extend(conversion.outputs());
                    }
                }
            }
            if made.len() == before {
                return made;
            }
        }
    }

    /// The lowest of the shortest routes to an end, and the states in which it arrives: for each number of links and
    /// each state, the lowest way there.
    pub fn route(&self, over: Over, from: &[State], ends: impl Fn(State) -> bool) -> Option<(Route, Vec<State>)> {
        type Way = (Vec<ActorId>, Vec<LinkId>);
        let mut layer: BTreeMap<State, Way> = from.iter().map(|state| (*state, (vec![state.0], vec![]))).collect();
        for _ in 0..100 {
            let mut next: BTreeMap<State, Way> = BTreeMap::new();
            for (state, (actors, links)) in &layer {
                for (link, to) in self.next(over, *state) {
                    let mut way = (actors.clone(), links.clone());
                    way.0.push(to.0);
                    way.1.push(link);
                    let best = next.entry(to).or_insert_with(|| way.clone());
                    *best = way.min(best.clone());
                }
            }
            if let Some(best) = next.iter().filter(|(state, _)| ends(**state)).map(|(_, way)| way).min().cloned() {
                let arrived = next.iter().filter(|(state, way)| ends(**state) && **way == best);
                let arrived = arrived.map(|(state, _)| *state).collect();
                return Some((Route { actors: best.0, links: best.1 }, arrived));
            }
            layer = next;
        }
        None
    }

    /// The route that proves a verdict, and the way on from an enterprise to a market.
    pub fn proof(&self, core: ActorId, product: ProductId) -> (Option<Route>, Option<Route>) {
        let start = [(core, product)];
        let (over, must_go_on) = match self.verdict(core, product) {
            Verdict::Firm => (Over::Firm, true),
            Verdict::Loose => (Over::InForce, true),
            Verdict::StopsShort => (Over::InForce, false),
            Verdict::OnPaper => (Over::Paper, false),
            Verdict::NoBuyer => return (None, None),
        };
        let ends = |state: State| self.is_buyer(state.0) && (!must_go_on || self.report_progress(state));
        let Some((route, arrived)) = self.route_to_first_buyer(over, &start, ends) else { return (None, None) };
        let at_market = arrived.iter().any(|state| self.is_market(state.0));
        let onward = (must_go_on && !at_market)
            .then(|| self.route(Over::InForce, &arrived, |state| self.is_market(state.0)))
            .flatten();
        (Some(route), onward.map(|(route, _)| route))
    }

    /// A shortest route to an end never passes another buyer: a buyer that is no end leads to none.
    fn route_to_first_buyer(
        &self,
        over: Over,
        start: &[State],
        ends: impl Fn(State) -> bool,
    ) -> Option<(Route, Vec<State>)> {
        let found = self.route(over, start, ends)?;
        let inner = &found.0.actors[1..found.0.actors.len() - 1];
        assert!(inner.iter().all(|actor| !self.is_buyer(*actor)));
        Some(found)
    }

    /// The breaks of a flagged case, word for word.
    pub fn breaks(&self, core: ActorId, product: ProductId) -> Vec<Break> {
        let plain = |at, reason| Break { actor: at, reason, link: None, would_reach_buyer: false };
        if !self.is_present(core) {
            return vec![plain(core, BreakReason::ActorAbsent)];
        }
        // Everywhere that the goods get to, with the links that it takes.
        let mut goods: BTreeMap<ActorId, BTreeSet<ProductId>> = BTreeMap::new();
        let mut distance: BTreeMap<ActorId, usize> = BTreeMap::new();
        let mut layer = self.turn_into((core, product));
        let mut seen = BTreeSet::new();
        for links in 0.. {
            layer.retain(|state| seen.insert(*state));
            if layer.is_empty() {
                break;
            }
            let mut next = BTreeSet::new();
            for state in &layer {
                goods.entry(state.0).or_default().insert(state.1);
                distance.entry(state.0).or_insert(links);
                for (_, to) in self.next(Over::InForce, *state) {
                    next.extend(self.turn_into(to));
                }
            }
            layer = next;
        }
        let mut order: Vec<(usize, ActorId)> = distance.iter().map(|(actor, links)| (*links, *actor)).collect();
        order.sort_unstable();
        let mut breaks = Vec::new();
        for (near, at) in &order {
            let links = self.map.links().values().filter(|link| link.from == *at && link.kind == LinkKind::Product);
            let taken = |link: &Link| goods[at].iter().any(|product| self.carries(link, *product));
            let report_progress = links
                .clone()
                .any(|link| self.in_force_label(link) && taken(link) && link.to != *at && distance[&link.to] >= *near);
            let mut here = Vec::new();
            for link in links {
                let reason = if !taken(link) {
                    if report_progress {
                        continue;
                    }
                    BreakReason::OtherProduct
                } else if self.in_force_label(link) {
                    continue;
                } else if link.planned {
                    BreakReason::Planned
                } else if link.to_year.is_some_and(|to| to < self.year) {
                    BreakReason::Lapsed
                } else if link.from_year.is_some_and(|from| from > self.year) {
                    BreakReason::NotYet
                } else {
                    BreakReason::ActorAbsent
                };
                let across =
                    |product: &&ProductId| reason == BreakReason::OtherProduct || self.carries(link, **product);
                let mends = link.to != *at
                    && !self.is_dissolved(link.to)
                    && goods[at].iter().filter(across).any(|product| {
                        self.is_buyer(link.to) || !self.first_buyers(Over::Paper, (link.to, *product)).is_empty()
                    });
                here.push(Break { actor: *at, reason, link: Some(link.id), would_reach_buyer: mends });
            }
            if here.is_empty() && !report_progress {
                here.push(plain(*at, BreakReason::NoOnwardLink));
            }
            breaks.extend(here);
        }
        if breaks.is_empty() {
            let farthest = order.last().expect("the core at least").0;
            let (_, at) = order.iter().find(|(links, _)| *links == farthest).expect("just seen");
            breaks.push(plain(*at, BreakReason::NoOnwardLink));
        }
        breaks
    }

    /// The buyers to suggest.
    pub fn buyers(&self, core: ActorId, product: ProductId) -> Vec<ActorId> {
        let mut suppliers: BTreeMap<ActorId, BTreeSet<ActorId>> = BTreeMap::new();
        for link in self.map.links().values() {
            let named = !self.broader(product).is_disjoint(&link.products);
            let from_others = link.from != link.to && link.to != core;
            let goods = link.kind == LinkKind::Product && self.in_force_label(link);
            if goods && named && from_others && self.is_buyer(link.to) {
                suppliers.entry(link.to).or_default().insert(link.from);
            }
        }
        let district = &self.actor(core).district;
        let far = |buyer: ActorId| district.is_empty() || self.actor(buyer).district != *district;
        let mut ranked: Vec<_> =
            suppliers.iter().map(|(buyer, from)| (far(*buyer), std::cmp::Reverse(from.len()), *buyer)).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, _, buyer)| buyer).take(3).collect()
    }
}
