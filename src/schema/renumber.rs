//! Records that refer to others by new numbers, field by field.

use std::collections::BTreeMap;

use super::field::{Described, Field, FieldType};
use crate::map::{ActorId, Conversion, Measure, Portion, ProductId, StageId, Supply};

/// The new numbers of what records refer to; what has none stays.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "the tables of the map, under their own names")]
pub struct Renumber {
    pub stages: BTreeMap<StageId, StageId>,
    pub products: BTreeMap<ProductId, ProductId>,
    pub actors: BTreeMap<ActorId, ActorId>,
}

impl Renumber {
    /// Gives records the new numbers of what they refer to; their own stay.
    pub fn apply<R: Described>(&self, records: &mut [R]) {
        for record in records {
            for field in R::fields() {
                self.renumber(field, record);
            }
        }
    }

    /// A copy of a record that refers to the map's records; its own number stays.
    pub fn renumbered<R: Described + Clone>(&self, record: &R) -> R {
        let mut copy = record.clone();
        for field in R::fields() {
            self.renumber(field, &mut copy);
        }
        copy
    }

    fn product(&self, id: ProductId) -> ProductId {
        self.products.get(&id).copied().unwrap_or(id)
    }

    fn actor(&self, id: ActorId) -> ActorId {
        self.actors.get(&id).copied().unwrap_or(id)
    }

    fn portion(&self, portion: &mut Portion) {
        portion.product = self.product(portion.product);
    }

    fn renumber<R>(&self, field: &Field<R>, record: &mut R) {
        match &field.kind {
            FieldType::Stage(lens) => {
                let stage = (lens.get_mut)(record);
                *stage = stage.map(|id| self.stages.get(&id).copied().unwrap_or(id));
            }
            FieldType::Product(lens) => {
                let product = (lens.get_mut)(record);
                *product = product.map(|id| self.product(id));
            }
            FieldType::OneProduct(lens) => {
                let product = (lens.get_mut)(record);
                *product = self.product(*product);
            }
            FieldType::Products(lens) => {
                let products = (lens.get_mut)(record);
                *products = products.iter().map(|id| self.product(*id)).collect();
            }
            FieldType::Actor(lens) => {
                let actor = (lens.get_mut)(record);
                *actor = self.actor(*actor);
            }
            FieldType::Actors(lens) => {
                let actors = (lens.get_mut)(record);
                *actors = actors.iter().map(|id| self.actor(*id)).collect();
            }
            FieldType::Path(lens) => (lens.get_mut)(record).iter_mut().for_each(|id| *id = self.actor(*id)),
            FieldType::Supply(lens) => {
                let renumber = |supply: &mut Supply| supply.product = self.product(supply.product);
                (lens.get_mut)(record).iter_mut().for_each(renumber);
            }
            FieldType::Conversions(lens) => {
                let renumber = |conversion: &mut Conversion| {
                    conversion.from = self.product(conversion.from);
                    conversion.to = self.product(conversion.to);
                    let portions = conversion.with.iter_mut().chain(&mut conversion.by_products);
                    portions.for_each(|portion| self.portion(portion));
                };
                (lens.get_mut)(record).iter_mut().for_each(renumber);
            }
            FieldType::Portions(lens) => {
                for portion in (lens.get_mut)(record) {
                    self.portion(portion);
                }
            }
            FieldType::Measure(lens) => {
                if let Measure::ContractVolume { product: Some(product) } = (lens.get_mut)(record) {
                    *product = self.product(*product);
                }
            }
            _ => {}
        }
    }
}
