//! Different records that both sides have added under one number, as copies do that were not made by this program: those of
//! one side get numbers of their own first, so that both stay. Without a common state, only what cannot be one record in two
//! states counts as different.

use std::collections::BTreeMap;

use crate::map::{
    Actor, Channel, CoopModel, Id, IdLedger, Link, LinkId, LinkageMap, MapParts, ModelId, Placement, Product, Record,
    Scope, Stage, TableLedger, Target, View, ViewState, Violation,
};
use crate::schema::{Renumber, actor_name_key};

/// The two sides without a number that stands for two records; `None` if there is none as it is.
///
/// # Errors
/// What is wrong with the side that got new numbers, which nothing should be.
pub(super) fn separated(
    base: Option<&LinkageMap>,
    [a, b]: [&LinkageMap; 2],
) -> Result<Option<[LinkageMap; 2]>, Vec<Violation>> {
    let Some(renumbers_b) = renumbers_b(base, a, b) else { return Ok(None) };
    let (other, own) = if renumbers_b { (a, b) } else { (b, a) };
    let renumbered = Separation { base, other, own, ledger: ledger_of(base.into_iter().chain([a, b])) }.renumbered()?;
    Ok(Some(if renumbers_b { [a.clone(), renumbered] } else { [renumbered, b.clone()] }))
}

/// Whether side B gives way: the one whose record reads as the later one in the alphabet, so that the sides' order does not
/// count.
fn renumbers_b(base: Option<&LinkageMap>, a: &LinkageMap, b: &LinkageMap) -> Option<bool> {
    first_collision::<Stage>(base, a, b)
        .or_else(|| first_collision::<Product>(base, a, b))
        .or_else(|| first_collision::<Actor>(base, a, b))
        .or_else(|| first_collision::<Link>(base, a, b))
        .or_else(|| first_collision::<CoopModel>(base, a, b))
        .or_else(|| first_collision::<Channel>(base, a, b))
        .or_else(|| first_collision::<Target>(base, a, b))
        .or_else(|| first_collision::<View>(base, a, b))
}

fn first_collision<R: Collides>(base: Option<&LinkageMap>, a: &LinkageMap, b: &LinkageMap) -> Option<bool> {
    let both = R::table(a).iter().filter_map(|(id, a)| Some((*id, a, R::table(b).get(id)?)));
    let text = |record: &R| format!("{record:?}");
    both.filter(|(id, a, b)| collide(base, *id, *a, *b)).map(|(_, a, b)| text(b) > text(a)).next()
}

/// Whether two records of one number are two.
fn collide<R: Collides>(base: Option<&LinkageMap>, id: R::Id, one: &R, other: &R) -> bool {
    one != other && base.map_or_else(|| one.is_other(other), |base| !R::table(base).contains_key(&id))
}

/// A record of which two may have been given one number.
trait Collides: Record {
    /// Whether two records cannot be two states of one.
    fn is_other(&self, _other: &Self) -> bool {
        false
    }
}

impl Collides for Stage {}
impl Collides for Product {}
impl Collides for CoopModel {}
impl Collides for Channel {}
impl Collides for Target {}
impl Collides for View {}

impl Collides for Actor {
    /// Another name, and another code or kind.
    fn is_other(&self, other: &Self) -> bool {
        let has_other_code = !self.code.is_empty() && !other.code.is_empty() && self.code != other.code;
        actor_name_key(&self.name) != actor_name_key(&other.name) && (has_other_code || self.kind != other.kind)
    }
}

impl Collides for Link {
    /// Both ends are other ones.
    fn is_other(&self, other: &Self) -> bool {
        self.from != other.from && self.to != other.to
    }
}

fn ledger_of<'a>(maps: impl Iterator<Item = &'a LinkageMap>) -> IdLedger {
    let mut all = IdLedger::default();
    for map in maps {
        all.merge(map.ledger());
    }
    all
}

/// The side that gets new numbers.
struct Separation<'a> {
    base: Option<&'a LinkageMap>,
    other: &'a LinkageMap,
    own: &'a LinkageMap,
    ledger: IdLedger,
}

impl Separation<'_> {
    fn renumbered(mut self) -> Result<LinkageMap, Vec<Violation>> {
        let mut numbers = Renumber::default();
        let own = self.own;
        let (stages, ids) = self.table::<Stage>(|stage| numbers.renumbered(stage));
        numbers.stages = ids;
        // A product may be part of one that gets a new number only after it: numbers first, then references.
        let (_, ids) = self.table::<Product>(Clone::clone);
        numbers.products = ids.clone();
        let products = own.products().values().map(|product| {
            let id = ids.get(&product.id).copied().unwrap_or(product.id);
            Product { id, ..numbers.renumbered(product) }
        });
        let products = products.collect();
        let (actors, ids) = self.table::<Actor>(|actor| numbers.renumbered(actor));
        numbers.actors = ids;
        let (links, link_ids) = self.table::<Link>(|link| numbers.renumbered(link));
        let (models, model_ids) = self.table::<CoopModel>(|model| numbers.renumbered(model));
        let (channels, _) = self.table::<Channel>(|channel| numbers.renumbered(channel));
        let (targets, _) = self.table::<Target>(|target| numbers.renumbered(target));
        let state = |state: &ViewState| renumbered_state(state, &numbers, &link_ids, &model_ids);
        let (views, _) = self.table::<View>(|view| View { state: state(&view.state), ..view.clone() });
        let place = |place: &Placement| Placement {
            actor: numbers.actors.get(&place.actor).copied().unwrap_or(place.actor),
            ..*place
        };
        let placements = own.placements().values().map(place).collect();
        let (info, identity, ledger) = (own.info().clone(), own.identity(), self.ledger);
        let parts = MapParts {
            info,
            identity,
            ledger,
            stages,
            products,
            actors,
            links,
            models,
            channels,
            targets,
            views,
            placements,
        };
        LinkageMap::from_parts(parts)
    }

    /// The records of a table as `renumbered` makes them, and new numbers of those that collide: that of the same record,
    /// where an earlier merge has given it one on the other side, else a new one.
    fn table<R: Collides>(&mut self, renumbered: impl Fn(&R) -> R) -> (Vec<R>, BTreeMap<R::Id, R::Id>) {
        let Self { base, other, own, ledger } = self;
        let (other, own) = (R::table(other), R::table(own));
        let mut numbers = BTreeMap::new();
        let mut records: Vec<R> = own.values().map(renumbered).collect();
        for record in &mut records {
            let id = record.id();
            if other.get(&id).is_none_or(|other| !collide(*base, id, other, record)) {
                continue;
            }
            let same = |id: R::Id| {
                let mut same = record.clone();
                same.set_id(id);
                same
            };
            let is_of_base = |known: &R::Id| base.is_some_and(|base| R::table(base).contains_key(known));
            let is_free = |known: &R::Id| !is_of_base(known) && !own.contains_key(known);
            let known = other.iter().find(|(known, other)| is_free(known) && same(**known) == **other);
            let mut issue = || R::ledger_mut(ledger).and_then(TableLedger::issue).map(R::Id::new);
            if let Some(number) = known.map(|(known, _)| *known).or_else(&mut issue) {
                record.set_id(number);
                numbers.insert(id, number);
            }
        }
        (records, numbers)
    }
}

/// What a view shows, by the new numbers.
fn renumbered_state(
    state: &ViewState,
    numbers: &Renumber,
    links: &BTreeMap<LinkId, LinkId>,
    models: &BTreeMap<ModelId, ModelId>,
) -> ViewState {
    fn new<I: Ord + Copy>(numbers: &BTreeMap<I, I>, id: &I) -> I {
        numbers.get(id).copied().unwrap_or(*id)
    }
    let mut state = state.clone();
    let scope = |scope: &Scope| {
        // Every member is named: a new one does not compile before it is thought of here.
        let Scope { models: of_models, actors, links: of_links } = scope;
        Scope {
            models: of_models.iter().map(|id| new(models, id)).collect(),
            actors: actors.iter().map(|id| new(&numbers.actors, id)).collect(),
            links: of_links.iter().map(|id| new(links, id)).collect(),
        }
    };
    state.scope = scope(&state.scope);
    state.selection = scope(&Scope::of(&state.selection)).selection();
    state.filter.products = state.filter.products.iter().map(|id| new(&numbers.products, id)).collect();
    state.product = state.product.map(|id| new(&numbers.products, &id));
    state
}
