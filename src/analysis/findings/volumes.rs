//! Findings about volumes: supply that the links cannot carry to buyers, sales that do not match what there is,
//! conversions that multiply goods.

use crate::analysis::flow::{Trade, gaining_circles, imbalances, product_flows};
use crate::analysis::network::Network;
use crate::analysis::{Finding, FindingCode};

/// A part of the supply that is too small to speak of, as with balances.
const ROUNDING: f64 = 0.01;

pub(super) fn find(network: &Network<'_>, findings: &mut Vec<Finding>) {
    for flow in product_flows(network) {
        let told = flow.pockets.into_iter().filter(|pocket| pocket.without_outlet > ROUNDING * pocket.supply);
        findings.extend(told.map(|pocket| Finding {
            actors: pocket.producers,
            links: pocket.bottlenecks,
            products: vec![flow.product],
            amount: Some(pocket.without_outlet),
            due: Some(pocket.supply),
            ..Finding::new(FindingCode::SupplyWithoutOutlet)
        }));
    }
    findings.extend(imbalances(network).0.into_iter().map(|imbalance| Finding {
        actors: vec![imbalance.actor],
        products: vec![imbalance.product],
        amount: Some(imbalance.outflow),
        due: Some(imbalance.available),
        ..Finding::new(FindingCode::VolumeImbalance)
    }));
    findings.extend(gaining_circles(&Trade::new(network)).into_iter().map(|circle| Finding {
        actors: circle.actors,
        links: circle.links,
        products: circle.products,
        amount: Some(circle.gain),
        ..Finding::new(FindingCode::ConversionLoop)
    }));
}
