//! What an actor produces itself, and what it makes of what it gets.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::ProductId;
use super::defaults::is_default;
use super::distinct::{self, Keyed};

/// What an actor produces itself in a year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Supply {
    /// The product.
    pub product: ProductId,
    /// Volume a year in the product's unit, where known.
    #[serde(skip_serializing_if = "is_default")]
    pub volume: Option<f64>,
    /// The part of `volume` that is not for sale: own use, seed, loss.
    #[serde(skip_serializing_if = "is_default")]
    pub own_use: Option<f64>,
}

impl Keyed for Supply {
    type Key = ProductId;
    const DOUBLED: &'static str = "this product is supplied twice";

    fn key(&self) -> ProductId {
        self.product
    }
}

impl Supply {
    /// The volume for sale, where known.
    pub fn for_sale(&self) -> Option<f64> {
        self.volume.map(|volume| (volume - self.own_use.unwrap_or_default()).max(0.0))
    }
}

/// A product with its quantity per unit of a conversion's input.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Portion {
    /// The product.
    pub product: ProductId,
    /// Its units per unit of the input, where known.
    #[serde(skip_serializing_if = "is_default")]
    pub ratio: Option<f64>,
}

impl Keyed for Portion {
    type Key = ProductId;
    const DOUBLED: &'static str = "this product stands here twice";

    fn key(&self) -> ProductId {
        self.product
    }
}

/// A conversion of one product into another by an actor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Conversion {
    /// The input; narrower products are accepted too.
    pub from: ProductId,
    /// The output.
    pub to: ProductId,
    /// Units of output per unit of input (paddy to rice 0.65), where known.
    #[serde(rename = "yield", skip_serializing_if = "is_default")]
    pub yield_ratio: Option<f64>,
    /// Further inputs that it needs.
    #[serde(deserialize_with = "distinct::list", skip_serializing_if = "is_default")]
    pub with: Vec<Portion>,
    /// Further outputs that the same input gives besides (bran beside rice). The input is spent once.
    #[serde(deserialize_with = "distinct::list", skip_serializing_if = "is_default")]
    pub by_products: Vec<Portion>,
}

impl Keyed for Conversion {
    type Key = (ProductId, ProductId);
    const DOUBLED: &'static str = "the same two products are converted twice";

    fn key(&self) -> Self::Key {
        (self.from, self.to)
    }
}

impl Conversion {
    /// Whether something would be made of itself, or is listed twice on one side.
    pub fn names_a_product_twice(&self) -> bool {
        let all: Vec<ProductId> = self.products().collect();
        let distinct: BTreeSet<ProductId> = all.iter().copied().collect();
        distinct.len() < all.len()
    }

    /// The products that it takes, the main one first.
    pub fn inputs(&self) -> impl Iterator<Item = ProductId> + '_ {
        std::iter::once(self.from).chain(self.with.iter().map(|portion| portion.product))
    }

    /// The products that it gives, the main one first.
    pub fn outputs(&self) -> impl Iterator<Item = ProductId> + '_ {
        std::iter::once(self.to).chain(self.by_products.iter().map(|portion| portion.product))
    }

    /// All products that it names.
    pub fn products(&self) -> impl Iterator<Item = ProductId> + '_ {
        self.inputs().chain(self.outputs())
    }
}
