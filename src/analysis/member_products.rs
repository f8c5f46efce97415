//! The products by which a member of a model is judged: those that it supplies or delivers, not those that its
//! cooperative makes of them.
//!
//! For each product of the model these are, of what the member supplies or delivers over a link in force,
//! - the product itself and its parts, or the product where the member states a broader one;
//! - else what becomes the product by conversions, whoever makes them.
//!
//! A member that supplies or delivers other goods only is judged by these; one of which nothing is known, by the model's
//! products, unless it is a buyer or a supporter, from whom no goods are expected.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::network::Network;
use super::product_hierarchy::ProductIdx;
use crate::map::{ActorId, ActorKind, CoopModel, ProductId};

/// Finds the products of members; what becomes of each product is worked out once.
pub(super) struct MemberProducts<'a, 'map> {
    pub network: &'a Network<'map>,
    /// The conversions of all actors present, each once.
    conversions: Vec<(ProductId, ProductIdx)>,
    outputs: RefCell<BTreeMap<ProductIdx, BTreeSet<ProductIdx>>>,
    judged: RefCell<Judged<'map>>,
}

/// The most answers that are kept: some tens of megabytes.
const MAX_KEPT: usize = 1 << 20;

/// What was worked out already. Models of the same products judge a member alike, and many models have the same.
#[derive(Default)]
struct Judged<'map> {
    /// A number for each list of products.
    product_lists: BTreeMap<&'map BTreeSet<ProductId>, u32>,
    // Never iterated; the hasher has no random keys.
    answers: FxHashMap<(u32, ActorId), Rc<[ProductId]>>,
}

impl<'a, 'map> MemberProducts<'a, 'map> {
    pub fn new(network: &'a Network<'map>) -> Self {
        let converters = network.graph.node_indices().filter(|node| {
            let status = network.status(*node);
            status.converts && status.is_present
        });
        let conversions = converters.flat_map(|node| &network.graph[node].converts);
        let pairs: BTreeSet<_> = conversions
            .flat_map(|it| it.inputs().flat_map(|input| it.outputs().map(move |output| (input, output))))
            .filter_map(|(input, output)| Some((input, network.products.index(output)?)))
            .collect();
        Self {
            network,
            conversions: pairs.into_iter().collect(),
            outputs: RefCell::default(),
            judged: RefCell::default(),
        }
    }

    /// The products by which a member of a model is judged, by id; none if the model names no product.
    pub fn of(&self, model: &'map CoopModel, member: ActorId) -> Rc<[ProductId]> {
        // Asked for twice: before the verdicts are worked out, and after.
        let mut judged = self.judged.borrow_mut();
        let next = judged.product_lists.len() as u32;
        let list = *judged.product_lists.entry(&model.products).or_insert(next);
        if judged.answers.len() >= MAX_KEPT {
            judged.answers.clear();
        }
        let answer = judged.answers.entry((list, member)).or_insert_with(|| self.judged_by(model, member).into());
        Rc::clone(answer)
    }

    fn judged_by(&self, model: &CoopModel, member: ActorId) -> Vec<ProductId> {
        let products = &self.network.products;
        let own = self.supplied_or_delivered(member);
        let mut judged: Vec<ProductId> = Vec::new();
        for product in model.products.iter().filter_map(|product| products.index(*product)) {
            let before = judged.len();
            judged.extend(own.iter().filter_map(|of_member| {
                let is_part = products.is_within(*of_member, products.id(product));
                let is_broader = || products.is_within(product, products.id(*of_member));
                let direct = if is_part { Some(*of_member) } else { is_broader().then_some(product) };
                direct.map(|product| products.id(product))
            }));
            if judged.len() == before {
                let becoming = own.iter().filter(|of_member| self.becomes(**of_member, product));
                judged.extend(becoming.map(|product| products.id(*product)));
            }
        }
        if judged.is_empty() && own.is_empty() {
            let kind = self.network.node(member).map(|node| self.network.status(node).kind);
            let sells = kind.is_none_or(|kind| !kind.is_buyer() && kind != ActorKind::Supporter);
            return model.products.iter().copied().filter(|_| sells).collect();
        }
        if judged.is_empty() && !model.products.is_empty() {
            judged.extend(own.iter().map(|product| products.id(*product)));
        }
        judged.sort_unstable();
        judged.dedup();
        judged
    }

    /// What a member supplies or delivers, without repetition.
    fn supplied_or_delivered(&self, member: ActorId) -> Vec<ProductIdx> {
        let network = self.network;
        let Some(node) = network.node(member) else { return Vec::new() };
        let supplied = network.graph[node].supply.iter().filter_map(|supply| network.products.index(supply.product));
        let deliveries = network.graph.edges(node).map(|edge| edge.weight());
        let deliveries = deliveries.filter(|it| it.break_reason.is_none() && it.link.to != member);
        let mut all: Vec<ProductIdx> =
            supplied.chain(deliveries.flat_map(|it| it.named_products(&network.products))).collect();
        all.sort_unstable();
        all.dedup();
        all
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
