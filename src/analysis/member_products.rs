//! The products by which a member of a model is judged: those that it supplies or delivers, not those that its
//! cooperative makes of them.
//!
//! For each product of the model these are, of what the member supplies or delivers over a link in force,
//! - the product itself and its parts, or the product where the member states a broader one;
//! - else what becomes the product by conversions, whoever makes them.
//!
//! A member of which nothing of that kind is known is judged by the model's products.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::network::Network;
use super::product_hierarchy::ProductIdx;
use crate::map::{ActorId, CoopModel, ProductId};

/// Finds the products of members; what becomes of each product is worked out once.
pub(super) struct MemberProducts<'a, 'map> {
    pub network: &'a Network<'map>,
    /// The conversions of all actors present, each once.
    conversions: Vec<(ProductId, ProductIdx)>,
    outputs: RefCell<BTreeMap<ProductIdx, BTreeSet<ProductIdx>>>,
}

impl<'a, 'map> MemberProducts<'a, 'map> {
    pub fn new(network: &'a Network<'map>) -> Self {
        let converters = network.graph.node_indices().filter(|node| {
            let status = network.status(*node);
            status.converts && status.is_present
        });
        let conversions = converters.flat_map(|node| &network.graph[node].converts);
        let pairs: BTreeSet<_> = conversions.filter_map(|it| Some((it.from, network.products.index(it.to)?))).collect();
        Self { network, conversions: pairs.into_iter().collect(), outputs: RefCell::default() }
    }

    /// The products by which a member of a model is judged, by id; none if the model names no product.
    pub fn of(&self, model: &CoopModel, member: ActorId) -> BTreeSet<ProductId> {
        let products = &self.network.products;
        let own = self.supplied_or_delivered(member);
        let mut judged: BTreeSet<ProductId> = BTreeSet::new();
        for product in model.products.iter().filter_map(|product| products.index(*product)) {
            let direct = own.iter().filter_map(|of_member| {
                let is_part = products.is_within(*of_member, products.id(product));
                let is_broader = || products.is_within(product, products.id(*of_member));
                if is_part { Some(*of_member) } else { is_broader().then_some(product) }
            });
            let mut found: BTreeSet<ProductIdx> = direct.collect();
            if found.is_empty() {
                found = own.iter().copied().filter(|of_member| self.becomes(*of_member, product)).collect();
            }
            judged.extend(found.into_iter().map(|product| products.id(product)));
        }
        if judged.is_empty() { model.products.clone() } else { judged }
    }

    fn supplied_or_delivered(&self, member: ActorId) -> BTreeSet<ProductIdx> {
        let network = self.network;
        let Some(node) = network.node(member) else { return BTreeSet::new() };
        let supplied = network.graph[node].supply.iter().filter_map(|supply| network.products.index(supply.product));
        let deliveries = network.graph.edges(node).map(|edge| edge.weight());
        let deliveries = deliveries.filter(|it| it.break_reason.is_none() && it.link.to != member);
        supplied.chain(deliveries.flat_map(|it| it.named_products(&network.products))).collect()
    }

    /// Whether conversions make one product, a part of it or a broader one of another.
    fn becomes(&self, from: ProductIdx, to: ProductIdx) -> bool {
        let mut outputs = self.outputs.borrow_mut();
        let outputs = outputs.entry(from).or_insert_with(|| self.all_outputs(from));
        outputs.iter().any(|output| self.network.products.are_related(*output, to))
    }

    fn all_outputs(&self, from: ProductIdx) -> BTreeSet<ProductIdx> {
        let mut found = BTreeSet::new();
        let mut open = vec![from];
        while let Some(product) = open.pop() {
            let made = self.conversions.iter().filter(|(input, _)| self.network.products.is_within(product, *input));
            open.extend(made.map(|(_, output)| *output).filter(|output| found.insert(*output)));
        }
        found
    }
}
