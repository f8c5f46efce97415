//! Findings about volumes: supply that the links cannot carry to buyers, sales that do not match what there is,
//! conversions that multiply goods.

use super::Evidence;
use crate::analysis::flow::gaining_circles;
use crate::analysis::{Finding, FindingCode};

/// A part of the supply that is too small to speak of, as with balances.
const ROUNDING: f64 = 0.01;

pub(super) fn find(evidence: &Evidence<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    for flow in &evidence.volumes.products {
        let told = flow.pockets.iter().filter(|pocket| pocket.without_outlet > ROUNDING * pocket.supply);
        findings.extend(told.map(|pocket| Finding {
            actors: pocket.producers.clone(),
            links: pocket.bottlenecks.clone(),
            products: vec![flow.product],
            amount: Some(pocket.without_outlet),
            due: Some(pocket.supply),
            ..Finding::new(FindingCode::SupplyWithoutOutlet)
        }));
    }
    findings.extend(evidence.volumes.imbalances.iter().map(|imbalance| Finding {
        actors: vec![imbalance.actor],
        products: vec![imbalance.product],
        amount: Some(imbalance.outflow),
        due: Some(imbalance.available),
        ..Finding::new(FindingCode::VolumeImbalance)
    }));
    findings.extend(gaining_circles(evidence.trade, evidence.progress)?.into_iter().map(|circle| Finding {
        actors: circle.actors,
        links: circle.links,
        products: circle.products,
        amount: Some(circle.gain),
        ..Finding::new(FindingCode::ConversionLoop)
    }));
    Some(())
}
