//! The products, and what holds for which: a thing said of a product also holds for all that is part of it.

use std::collections::BTreeMap;

use crate::map::{Actor, Link, LinkageMap, ProductId};

/// A product as its position among the products of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Good(u32);

impl Good {
    /// The position.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The products of a map with what each is part of.
pub(super) struct Goods {
    ids: Vec<ProductId>,
    positions: BTreeMap<ProductId, Good>,
    broader: Vec<Option<Good>>,
    /// How many products the line upwards has, itself included; a circle counts once.
    lengths: Vec<usize>,
}

impl Goods {
    pub fn new(map: &LinkageMap) -> Self {
        let ids: Vec<ProductId> = map.products().keys().copied().collect();
        let positions: BTreeMap<ProductId, Good> = ids.iter().copied().zip((0..).map(Good)).collect();
        let broader: Vec<Option<Good>> =
            map.products().values().map(|product| positions.get(&product.part_of?).copied()).collect();
        let lengths = line_lengths(&broader);
        Self { ids, positions, broader, lengths }
    }

    pub fn good(&self, product: ProductId) -> Option<Good> {
        self.positions.get(&product).copied()
    }

    /// How many products there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn id(&self, good: Good) -> ProductId {
        self.ids.get(good.0 as usize).copied().unwrap_or_default()
    }

    /// The product, what it is part of, and so on upwards.
    pub fn line(&self, good: Good) -> impl Iterator<Item = ProductId> {
        let length = self.lengths.get(good.0 as usize).copied().unwrap_or(0);
        let above = |at: &Good| self.broader.get(at.0 as usize).copied().flatten();
        std::iter::successors(Some(good), above).take(length).map(|at| self.id(at))
    }

    /// Whether a product is another one or a part of it.
    pub fn is_within(&self, good: Good, product: ProductId) -> bool {
        self.line(good).any(|line| line == product)
    }

    /// Whether one product is the other, or either a part of the other.
    pub fn are_akin(&self, one: Good, other: Good) -> bool {
        self.is_within(one, self.id(other)) || self.is_within(other, self.id(one))
    }

    /// Whether a product is part of no other.
    pub fn is_broadest(&self, good: Good) -> bool {
        self.broader.get(good.0 as usize).copied().flatten().is_none()
    }

    /// Whether a link takes a product: it lists it, or a broader one, or nothing.
    pub fn carries(&self, link: &Link, good: Good) -> bool {
        link.products.is_empty() || self.line(good).any(|product| link.products.contains(&product))
    }

    /// What an actor turns a product into.
    pub fn converted<'a>(&'a self, actor: &'a Actor, good: Good) -> impl Iterator<Item = Good> + 'a {
        actor
            .converts
            .iter()
            .filter(move |conversion| self.is_within(good, conversion.from))
            .filter_map(|c| self.good(c.to))
    }
}

/// The length of the line upwards from each product, each product walked a bounded number of times.
fn line_lengths(broader: &[Option<Good>]) -> Vec<usize> {
    let mut lengths = vec![0; broader.len()];
    // Where on the walk under way a product stands, counted from 1.
    let mut place = vec![0; broader.len()];
    for start in (0..broader.len() as u32).map(Good) {
        let mut walk: Vec<Good> = Vec::new();
        let mut at = Some(start);
        let mut beyond = 0;
        let mut circle_from = usize::MAX;
        while let Some(good) = at {
            let index = good.0 as usize;
            let (Some(length), Some(place)) = (lengths.get(index), place.get_mut(index)) else { break };
            if *length > 0 {
                beyond = *length;
                break;
            }
            if *place > 0 {
                circle_from = *place - 1;
                break;
            }
            walk.push(good);
            *place = walk.len();
            at = broader.get(index).copied().flatten();
        }
        let circle = walk.len().saturating_sub(circle_from);
        for (index, good) in walk.iter().enumerate() {
            let length = if index >= circle_from { circle } else { walk.len() - index + beyond };
            if let Some(slot) = lengths.get_mut(good.0 as usize) {
                *slot = length;
            }
        }
    }
    lengths
}
