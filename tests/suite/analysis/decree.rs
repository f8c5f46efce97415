//! The forms of linkage of Decree 98/2018/NĐ-CP, article 4.

use std::collections::BTreeSet;

use lienket::analysis::{LinkageForm, NotAssessed, assess, study};
use lienket::language::{Language, form_sentence};
use lienket::map::{
    Actor, ActorId, ActorKind, CoopModel, Link, LinkForm, LinkId, LinkKind, LinkageMap, ModelId, ProductId, Sector,
    Year,
};

use super::draft::Draft;
use super::random;

fn form(map: &LinkageMap) -> LinkageForm {
    let year = map.info().year;
    study(map, &assess(map, year), &|_| true).unwrap().forms[&ModelId(1)]
}

/// A model whose parties cover what is asked for, and no more.
fn model([inputs, production, processing, sale]: [bool; 4]) -> LinkageMap {
    let mut draft = Draft::default();
    let (seed, paddy, rice) = (draft.product(None), draft.product(None), draft.product(None));
    let core = draft.actor(ActorKind::Cooperative);
    let mill = draft.actor(ActorKind::Trader);
    let buyer = draft.actor(ActorKind::Market);
    let shop = draft.actor(ActorKind::Trader);
    if inputs {
        draft.link(shop, core, &[seed], Some(LinkForm::Contract));
    }
    if production {
        draft.supplies(core, paddy);
    }
    if processing {
        draft.converts(mill, paddy, rice);
    }
    // What comes in for sale is no input.
    draft.link(shop, core, &[paddy], Some(LinkForm::Spot));
    draft.link(core, mill, &[paddy], Some(LinkForm::Contract));
    if sale {
        draft.link(mill, buyer, &[paddy, rice], Some(LinkForm::Contract));
    }
    draft.model(&[core], &[], &[paddy]);
    draft.map()
}

#[test]
fn every_mix_of_parts_gives_the_form_of_the_decree() {
    // Decree 98/2018/NĐ-CP, article 4, items 1 to 7.
    let forms = [
        (1, [true, true, true]),
        (2, [true, false, false]),
        (3, [false, true, false]),
        (4, [true, true, false]),
        (5, [false, true, true]),
        (6, [true, false, true]),
        (7, [false, false, true]),
    ];
    for bits in 0..16_u8 {
        let [inputs, production, processing, sale] = [1, 2, 4, 8].map(|bit| bits & bit != 0);
        let found = form(&model([inputs, production, processing, sale]));
        let expected = forms.iter().find(|(_, parts)| *parts == [inputs, production, processing]);
        assert_eq!(found.number(), expected.filter(|_| sale).map(|(number, _)| *number), "{bits:04b}");
        assert_eq!(found.inputs.is_some(), inputs, "{bits:04b}");
        assert_eq!(found.production.is_some(), production, "{bits:04b}");
        assert_eq!(found.sale.is_some(), sale, "{bits:04b}");
        // Without a sale there is no route to process on, and the mill is no party.
        assert_eq!(found.processing.is_some(), processing && sale, "{bits:04b}");
    }
}

#[test]
fn what_the_core_makes_itself_counts_though_nothing_is_sold() {
    let mut draft = Draft::default();
    let (paddy, rice) = (draft.product(None), draft.product(None));
    let core = draft.actor(ActorKind::Cooperative);
    draft.supplies(core, paddy);
    draft.converts(core, paddy, rice);
    draft.model(&[core], &[], &[paddy]);
    let found = form(&draft.map());
    assert_eq!((found.processing, found.sale, found.number()), (Some(core), None, None));
    draft.edit_actor(core).dissolved = Some(draft.parts.info.year);
    assert_eq!(form(&draft.map()).processing, None);
}

#[test]
fn a_model_that_cannot_be_judged_says_why_it_has_no_form() {
    for (core, product, expected) in [
        (false, true, Some(NotAssessed::NoCore)),
        (true, false, Some(NotAssessed::NoProduct)),
        (false, false, Some(NotAssessed::Neither)),
        (true, true, None),
    ] {
        let mut draft = Draft::default();
        let (paddy, coop) = (draft.product(None), draft.actor(ActorKind::Cooperative));
        draft.supplies(coop, paddy);
        let (cores, products) = ([coop], [paddy]);
        draft.model(if core { &cores } else { &[] }, &[], if product { &products } else { &[] });
        let found = form(&draft.map());
        assert_eq!(found.not_assessed, expected);
        assert_eq!(found.production.is_some(), expected.is_none());
        let said = form_sentence(&found, Language::English);
        assert_eq!(said.contains("cannot be judged"), expected.is_some(), "{said}");
    }
}

#[test]
fn members_count_as_parties_and_absent_ones_do_not() {
    let mut draft = Draft::default();
    let paddy = draft.product(None);
    let (core, member) = (draft.actor(ActorKind::Cooperative), draft.actor(ActorKind::Household));
    let buyer = draft.actor(ActorKind::Market);
    draft.link(member, core, &[paddy], Some(LinkForm::Member));
    draft.link(core, buyer, &[paddy], Some(LinkForm::Contract));
    draft.supplies(member, paddy);
    draft.model(&[core], &[member], &[paddy]);
    assert_eq!(form(&draft.map()).number(), Some(3));
    draft.edit_actor(member).dissolved = Some(draft.parts.info.year);
    assert_eq!(form(&draft.map()).number(), None, "sale alone is no form");
}

/// A cooperative that sells its goods to a market by contract, with a household beside it that grows them.
fn beside() -> (Draft, [ActorId; 3], ProductId) {
    let mut draft = Draft::default();
    let mango = draft.product(None);
    let [core, farm, buyer] =
        [ActorKind::Cooperative, ActorKind::Household, ActorKind::Market].map(|kind| draft.actor(kind));
    draft.link(core, buyer, &[mango], Some(LinkForm::Contract));
    draft.supplies(farm, mango);
    (draft, [core, farm, buyer], mango)
}

#[test]
fn a_member_that_nothing_links_covers_nothing() {
    let (mut draft, [core, farm, buyer], mango) = beside();
    draft.model(&[core], &[farm], &[mango]);
    assert_eq!(form(&draft.map()).production, None);
    for to in [core, buyer] {
        let mut linked = Draft { parts: draft.parts.clone() };
        linked.link(farm, to, &[mango], Some(LinkForm::Contract));
        assert_eq!(form(&linked.map()).production, Some(farm), "to {to}");
        for unbound in [Some(LinkForm::Agreement), Some(LinkForm::Spot), None] {
            linked.parts.links.last_mut().unwrap().form = unbound;
            assert_eq!(form(&linked.map()).production, None, "{unbound:?} is no linkage contract");
        }
    }
    let joins = draft.link(farm, core, &[], None);
    draft.edit_link(joins).kind = LinkKind::Member;
    assert_eq!(form(&draft.map()).production, Some(farm), "a membership binds");
}

#[test]
fn producers_under_contract_count_whether_or_not_they_are_members() {
    let (mut draft, [core, farm, _], mango) = beside();
    draft.model(&[core], &[], &[mango]);
    assert_eq!(form(&draft.map()).number(), None);
    let link = draft.link(farm, core, &[mango], Some(LinkForm::Contract));
    assert_eq!(form(&draft.map()).number(), Some(3));
    draft.edit_actor(farm).kind = ActorKind::Trader;
    assert_eq!(form(&draft.map()).number(), None, "a trader grows nothing");
    draft.edit_actor(farm).kind = ActorKind::Group;
    draft.edit_link(link).planned = true;
    assert_eq!(form(&draft.map()).number(), None, "a planned contract binds nobody yet");
}

#[test]
fn goods_that_are_sold_on_are_no_inputs() {
    let (mut draft, [core, farm, buyer], mango) = beside();
    let seed = draft.product(None);
    draft.supplies(core, mango);
    draft.link(farm, core, &[seed], Some(LinkForm::Contract));
    draft.model(&[core], &[], &[mango]);
    assert_eq!(form(&draft.map()).number(), Some(4));
    let member = draft.actor(ActorKind::Household);
    draft.link(core, member, &[seed], None);
    assert_eq!(form(&draft.map()).number(), Some(4), "who hands seed to growers uses it up");
    draft.link(core, buyer, &[seed], Some(LinkForm::Spot));
    assert_eq!(form(&draft.map()).number(), Some(3));
}

/// The parts of a model by reading the rule off the whole map, link by link.
struct Plain<'map> {
    map: &'map LinkageMap,
    in_force_label: Vec<&'map Link>,
}

impl<'map> Plain<'map> {
    fn of(map: &'map LinkageMap, year: Year) -> Self {
        let here = |id: &ActorId| map.actors()[id].is_present(year);
        let holds = |link: &&Link| {
            !link.planned
                && link.from_year.is_none_or(|first| first <= year)
                && link.to_year.is_none_or(|last| last >= year)
                && here(&link.from)
                && here(&link.to)
        };
        Self { map, in_force_label: map.links().values().filter(holds).collect() }
    }

    fn line(&self, product: ProductId) -> Vec<ProductId> {
        let mut line = vec![product];
        while let Some(above) = self.map.products()[line.last().unwrap()].part_of.filter(|it| !line.contains(it)) {
            line.push(above);
        }
        line
    }

    fn made(&self, actor: ActorId, mut goods: BTreeSet<ProductId>) -> BTreeSet<ProductId> {
        loop {
            let before = goods.len();
            for conversion in &self.map.actors()[&actor].converts {
                if goods.iter().any(|good| self.line(*good).contains(&conversion.from)) {
                    goods.insert(conversion.to);
                }
            }
            if goods.len() == before {
                return goods;
            }
        }
    }

    fn supplied(&self, actor: ActorId) -> BTreeSet<ProductId> {
        let own = self.map.actors()[&actor].supply.iter().map(|supply| supply.product);
        self.made(actor, own.collect())
    }

    fn names(&self, link: &Link, good: ProductId) -> bool {
        self.line(good).iter().any(|product| link.products.contains(product))
    }

    fn binds(link: &Link) -> bool {
        match link.kind {
            LinkKind::Member => true,
            LinkKind::Product => matches!(link.form, Some(LinkForm::Contract | LinkForm::Member)),
            LinkKind::Support => false,
        }
    }

    fn parties(&self, model: &CoopModel, routes: &BTreeSet<ActorId>, year: Year) -> BTreeSet<ActorId> {
        let here = |id: &ActorId| self.map.actors()[id].is_present(year);
        let mut parties: BTreeSet<ActorId> = model.core.iter().copied().filter(here).collect();
        loop {
            let near = |id: &ActorId| parties.contains(id) || routes.contains(id);
            let next = model.members.iter().copied().filter(here).find(|id| {
                !parties.contains(id)
                    && self
                        .in_force_label
                        .iter()
                        .filter(|link| Self::binds(link) && link.from != link.to)
                        .any(|link| link.from == *id && near(&link.to) || link.to == *id && near(&link.from))
            });
            let Some(next) = next else { return parties };
            parties.insert(next);
        }
    }

    fn produces(&self, parties: &BTreeSet<ActorId>, goods: &BTreeSet<ProductId>) -> bool {
        let fits = |all: BTreeSet<ProductId>| all.into_iter().any(|good| self.fits(good, goods));
        let grows = |id: ActorId| {
            matches!(self.map.actors()[&id].kind, ActorKind::Household | ActorKind::Group | ActorKind::Cooperative)
        };
        parties.iter().any(|party| fits(self.supplied(*party)))
            || self.in_force_label.iter().any(|link| {
                let mut brought = self.supplied(link.from);
                if link.kind == LinkKind::Product {
                    brought.retain(|good| link.products.is_empty() || self.names(link, *good));
                }
                Self::binds(link) && parties.contains(&link.to) && grows(link.from) && fits(self.made(link.to, brought))
            })
    }

    fn fits(&self, good: ProductId, goods: &BTreeSet<ProductId>) -> bool {
        goods.iter().any(|other| self.line(good).contains(other) || self.line(*other).contains(&good))
    }

    fn inputs(&self, parties: &BTreeSet<ActorId>, goods: &BTreeSet<ProductId>) -> Option<LinkId> {
        let trade = || self.in_force_label.iter().filter(|link| link.kind == LinkKind::Product && link.from != link.to);
        let uses_up = |party: ActorId, good: ProductId| {
            let made = self.made(party, BTreeSet::from([good]));
            let deals = |id: ActorId| {
                use ActorKind::{Enterprise, Market, Trader, Union};
                matches!(self.map.actors()[&id].kind, Enterprise | Market | Trader | Union)
            };
            let sold_on = trade()
                .any(|link| link.from == party && deals(link.to) && made.iter().any(|made| self.names(link, *made)));
            !sold_on && !made.iter().any(|made| self.fits(*made, goods))
        };
        let brings = |link: &&&Link| {
            Self::binds(link) && parties.contains(&link.to) && link.products.iter().any(|good| uses_up(link.to, *good))
        };
        trade().filter(brings).map(|link| link.id).min()
    }

    /// Whether a product is of farming, forestry, fishery or salt making: as stated for it or what it is part of, else by
    /// those who supply or make it.
    fn is_farm_product(&self, product: ProductId, year: Year) -> bool {
        let stated = self.line(product).into_iter().find_map(|it| self.map.products()[&it].agricultural);
        let makers: Vec<&Actor> = self
            .map
            .actors()
            .values()
            .filter(|actor| actor.is_present(year))
            .filter(|actor| {
                actor.supply.iter().any(|supply| supply.product == product)
                    || actor.converts.iter().any(|conversion| conversion.to == product)
            })
            .collect();
        stated.unwrap_or_else(|| {
            makers.is_empty() || makers.iter().any(|maker| matches!(maker.sector, Sector::Agriculture | Sector::Other))
        })
    }

    /// Whether contracts and memberships lead a core actor's product to a buyer.
    fn sells_by_contract(&self, core: ActorId, product: ProductId) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![(core, product)];
        while let Some((actor, good)) = open.pop() {
            for made in self.made(actor, BTreeSet::from([good])) {
                let contracts = self.in_force_label.iter().filter(|link| {
                    link.kind == LinkKind::Product && link.from == actor && link.to != actor && Self::binds(link)
                });
                for link in contracts.filter(|link| link.products.is_empty() || self.names(link, made)) {
                    if self.map.actors()[&link.to].kind.is_buyer() {
                        return true;
                    }
                    if seen.insert((link.to, made)) {
                        open.push((link.to, made));
                    }
                }
            }
        }
        false
    }

    /// Whether a party processes the goods or makes them.
    fn party_processes(&self, parties: &BTreeSet<ActorId>, goods: &BTreeSet<ProductId>) -> bool {
        let conversions = parties.iter().flat_map(|party| &self.map.actors()[party].converts);
        let mut ends = conversions.flat_map(|conversion| [conversion.from, conversion.to]);
        ends.any(|end| self.fits(end, goods))
    }
}

/// A random map in which some products are not of farming, by a statement or by who makes them.
fn mixed_map(seed: u64) -> LinkageMap {
    let map = random::map(seed);
    let mut dice = random::Dice(seed ^ 0xdec);
    let mut parts = super::parts_of(&map);
    for product in parts.products.iter_mut().filter(|_| seed.is_multiple_of(2)) {
        product.agricultural = dice.pick(&[None, None, Some(true), Some(false)]);
    }
    for actor in parts.actors.iter_mut().filter(|_| seed.is_multiple_of(2)) {
        actor.sector = dice.pick(&[Sector::Agriculture, Sector::Transport, Sector::Handicraft, Sector::Other]);
    }
    LinkageMap::from_parts(parts).unwrap()
}

#[test]
fn parts_are_what_a_plain_reading_of_the_rule_gives() {
    let (mut with, mut without) = ([0; 4], [0; 4]);
    let mut outside_scope = 0;
    for seed in 0..3_000 {
        let map = mixed_map(seed);
        let assessment = assess(&map, random::YEAR);
        let plain = Plain::of(&map, random::YEAR);
        for (id, form) in study(&map, &assessment, &|_| true).unwrap().forms {
            let (model, judged) = (&map.models()[&id], &assessment.models[&id]);
            let is_farm_product = |good: &ProductId| plain.is_farm_product(*good, random::YEAR);
            let goods: BTreeSet<ProductId> = model.products.iter().copied().filter(is_farm_product).collect();
            let names_both = !model.core.is_empty() && !model.products.is_empty();
            let no_farm_product = form.not_assessed == Some(NotAssessed::NoFarmProduct);
            assert_eq!(no_farm_product, names_both && goods.is_empty(), "seed {seed}, model {id}");
            outside_scope += usize::from(no_farm_product);
            if form.not_assessed.is_some() {
                continue;
            }
            let routes = judged.cases.iter().filter_map(|case| case.route.as_ref());
            let parties = plain.parties(model, &routes.flat_map(|route| route.actors.clone()).collect(), random::YEAR);
            assert_eq!(form.production.is_some(), plain.produces(&parties, &goods), "seed {seed}, model {id}");
            assert_eq!(form.inputs, plain.inputs(&parties, &goods), "seed {seed}, model {id}");
            let sold = model.core.iter().all(|core| {
                plain.map.actors()[core].is_present(random::YEAR)
                    && goods.iter().all(|good| plain.sells_by_contract(*core, *good))
            });
            assert_eq!(form.sale.is_some(), sold, "seed {seed}, model {id}");
            let processed = plain.party_processes(&parties, &goods);
            assert!(!processed || form.processing.is_some(), "seed {seed}, model {id}");
            let parts =
                [form.inputs.is_some(), form.production.is_some(), form.sale.is_some(), form.processing.is_some()];
            for (part, covered) in parts.into_iter().enumerate() {
                *(if covered { &mut with[part] } else { &mut without[part] }) += 1;
            }
        }
    }
    assert!(with.iter().chain(&without).all(|seen| *seen > 100), "with {with:?}, without {without:?}");
    assert!(outside_scope > 100, "{outside_scope}");
}
