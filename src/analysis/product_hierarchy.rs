//! The products and their hierarchy: whatever is recorded for a product also holds for all its parts.

use crate::map::{Actor, Conversion, IdIndex, Link, LinkageMap, ProductId};

/// A product as its index among the products of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ProductIdx(u32);

impl ProductIdx {
    /// The index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The products of a map with their parents.
pub(super) struct ProductHierarchy {
    positions: IdIndex<ProductId>,
    parents: Vec<Option<ProductIdx>>,
    /// The number of ancestors of each product, itself included; a cycle counts once.
    ancestor_counts: Vec<usize>,
}

impl ProductHierarchy {
    pub fn new(map: &LinkageMap) -> Self {
        let positions = IdIndex::new(map.products().keys().copied());
        let parent = |broader: ProductId| positions.index_of(broader).map(|position| ProductIdx(position as u32));
        let parents: Vec<Option<ProductIdx>> =
            map.products().values().map(|product| product.part_of.and_then(parent)).collect();
        let ancestor_counts = ancestor_counts(&parents);
        Self { positions, parents, ancestor_counts }
    }

    pub fn index(&self, product: ProductId) -> Option<ProductIdx> {
        self.positions.index_of(product).map(|position| ProductIdx(position as u32))
    }

    /// How many products there are.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Every product, in the order of their ids.
    pub fn indices(&self) -> impl Iterator<Item = ProductIdx> + use<> {
        (0..self.len() as u32).map(ProductIdx)
    }

    pub fn id(&self, product: ProductIdx) -> ProductId {
        self.positions.id_at(product.index()).unwrap_or_default()
    }

    /// The product, its parent, and so on upwards.
    pub fn ancestors(&self, product: ProductIdx) -> impl Iterator<Item = ProductId> {
        let length = self.ancestor_counts.get(product.0 as usize).copied().unwrap_or(0);
        std::iter::successors(Some(product), |at| self.parent(*at)).take(length).map(|at| self.id(at))
    }

    /// Whether a product is another one or a part of it.
    pub fn is_within(&self, product_index: ProductIdx, product: ProductId) -> bool {
        self.ancestors(product_index).any(|ancestor| ancestor == product)
    }

    /// Whether one product is the other, or either a part of the other.
    pub fn are_related(&self, one: ProductIdx, other: ProductIdx) -> bool {
        self.is_within(one, self.id(other)) || self.is_within(other, self.id(one))
    }

    /// The product that one is a part of.
    pub fn parent(&self, product: ProductIdx) -> Option<ProductIdx> {
        self.parents.get(product.index()).copied().flatten()
    }

    /// Whether a product is part of no other.
    pub fn is_root(&self, product: ProductIdx) -> bool {
        self.parent(product).is_none()
    }

    /// Whether a link carries a product: it lists it, or a broader one, or nothing.
    pub fn carries(&self, link: &Link, product_index: ProductIdx) -> bool {
        link.products.is_empty() || self.ancestors(product_index).any(|product| link.products.contains(&product))
    }

    /// What an actor converts a product into, alone or with others, by-products included.
    pub fn conversion_outputs<'a>(
        &'a self,
        actor: &'a Actor,
        product: ProductIdx,
    ) -> impl Iterator<Item = ProductIdx> + 'a {
        let takes = move |conversion: &&Conversion| conversion.inputs().any(|input| self.is_within(product, input));
        actor.converts.iter().filter(takes).flat_map(Conversion::outputs).filter_map(|output| self.index(output))
    }
}

/// The number of ancestors of each product, itself included, in linear time.
fn ancestor_counts(parents: &[Option<ProductIdx>]) -> Vec<usize> {
    let mut lengths = vec![0; parents.len()];
    // The position of a product on the current path, counted from 1; 0 if not on it.
    let mut place = vec![0; parents.len()];
    for start in (0..parents.len() as u32).map(ProductIdx) {
        let mut path: Vec<ProductIdx> = Vec::new();
        let mut at = Some(start);
        let mut tail_length = 0;
        let mut cycle_start = usize::MAX;
        while let Some(product) = at {
            let index = product.0 as usize;
            let (Some(length), Some(place)) = (lengths.get(index), place.get_mut(index)) else { break };
            if *length > 0 {
                tail_length = *length;
                break;
            }
            if *place > 0 {
                cycle_start = *place - 1;
                break;
            }
            path.push(product);
            *place = path.len();
            at = parents.get(index).copied().flatten();
        }
        let cycle_length = path.len().saturating_sub(cycle_start);
        for (index, product) in path.iter().enumerate() {
            let length = if index >= cycle_start { cycle_length } else { path.len() - index + tail_length };
            if let Some(slot) = lengths.get_mut(product.0 as usize) {
                *slot = length;
            }
        }
    }
    lengths
}
