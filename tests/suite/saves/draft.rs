//! A map in the making: records by short keys, added through transactions as the window does it.

use std::collections::BTreeMap;

use lienket::layout::{LayoutRequest, tidy};
use lienket::map::{Actor, ActorId, Info, Link, LinkageMap, Product, ProductId, Record, Stage, StageId, Transaction};

/// A map in the making.
#[derive(Default)]
pub struct Draft {
    map: LinkageMap,
    stages: Vec<StageId>,
    products: BTreeMap<&'static str, ProductId>,
    actors: BTreeMap<&'static str, ActorId>,
}

impl Draft {
    /// Begins a map with its lanes.
    pub fn new(info: Info, stages: &[&str]) -> Self {
        let mut draft = Self::default();
        let mut edit = Transaction::begin(&mut draft.map);
        edit.set_info(info).unwrap();
        edit.finish();
        for (order, name) in stages.iter().enumerate() {
            let stage = Stage { name: (*name).to_owned(), order: order as u32, ..Stage::default() };
            let stage = draft.add(stage);
            draft.stages.push(stage);
        }
        draft
    }

    pub fn add<R: Record>(&mut self, record: R) -> R::Id {
        let mut edit = Transaction::begin(&mut self.map);
        let id = edit.add(record).unwrap();
        edit.finish();
        id
    }

    pub fn add_product(&mut self, key: &'static str, product: Product) {
        let id = self.add(product);
        assert!(self.products.insert(key, id).is_none(), "{key} twice");
    }

    pub fn add_actor(&mut self, key: &'static str, actor: Actor) {
        let id = self.add(actor);
        assert!(self.actors.insert(key, id).is_none(), "{key} twice");
    }

    pub fn add_link(&mut self, from: &str, to: &str, link: Link) {
        let (from, to) = (self.actor(from), self.actor(to));
        self.add(Link { from, to, ..link });
    }

    pub fn stage(&self, number: usize) -> StageId {
        self.stages[number]
    }

    pub fn product(&self, key: &str) -> ProductId {
        *self.products.get(key).unwrap_or_else(|| panic!("no product {key}"))
    }

    /// Several products, their keys apart by spaces.
    pub fn products<T: FromIterator<ProductId>>(&self, keys: &str) -> T {
        keys.split_whitespace().map(|key| self.product(key)).collect()
    }

    pub fn actor(&self, key: &str) -> ActorId {
        *self.actors.get(key).unwrap_or_else(|| panic!("no actor {key}"))
    }

    /// Several actors, their keys apart by spaces.
    pub fn actors<T: FromIterator<ActorId>>(&self, keys: &str) -> T {
        keys.split_whitespace().map(|key| self.actor(key)).collect()
    }

    /// Lays the map out.
    pub fn finish(mut self) -> LinkageMap {
        let places = tidy(&LayoutRequest::of(&self.map), &|_| true).unwrap();
        let mut edit = Transaction::begin(&mut self.map);
        for place in places {
            edit.set(place).unwrap();
        }
        edit.finish();
        self.map
    }
}
