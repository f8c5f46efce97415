//! Products that nothing on a map tells apart. Their cases at one actor have the same verdict by the same route, or the
//! same breaks, and are worked out once: a model may have hundreds of products that all go the same way.
//!
//! Two products are alike if they are parts of the same product, or of none; if the same links name each of them; and if
//! nobody makes anything of either, or of what they are parts of. What they are made of does not matter.

use rustc_hash::FxHashMap;

use super::network::Network;
use super::product_hierarchy::ProductIdx;

/// The products of a map, those that are alike together.
pub(super) struct AlikeProducts {
    /// The first product that is like each one.
    firsts: Vec<ProductIdx>,
}

impl AlikeProducts {
    pub fn new(network: &Network<'_>) -> Self {
        let products = &network.products;
        let mut named_by: Vec<Vec<u32>> = vec![Vec::new(); products.len()];
        for (link, edge) in (0..).zip(network.graph.edge_weights()) {
            for product in edge.named_products(products) {
                if let Some(links) = named_by.get_mut(product.index()) {
                    links.push(link);
                }
            }
        }
        let mut is_input = vec![false; products.len()];
        let conversions = network.graph.node_weights().flat_map(|actor| &actor.converts);
        for input in conversions.flat_map(|conversion| conversion.inputs()).filter_map(|id| products.index(id)) {
            if let Some(is_input) = is_input.get_mut(input.index()) {
                *is_input = true;
            }
        }
        let is_converted = |product: ProductIdx| {
            let mut ancestors = products.ancestors(product).filter_map(|id| products.index(id));
            ancestors.any(|ancestor| is_input.get(ancestor.index()).copied().unwrap_or(false))
        };
        // Never iterated; the hasher has no random keys.
        let mut firsts: FxHashMap<(Option<ProductIdx>, Vec<u32>), ProductIdx> = FxHashMap::default();
        let first = |(product, links): (ProductIdx, Vec<u32>)| {
            if is_converted(product) {
                product
            } else {
                *firsts.entry((products.parent(product), links)).or_insert(product)
            }
        };
        Self { firsts: products.indices().zip(named_by).map(first).collect() }
    }

    /// The first of the products that are like this one.
    pub fn first(&self, product: ProductIdx) -> ProductIdx {
        self.firsts.get(product.index()).copied().unwrap_or(product)
    }
}
