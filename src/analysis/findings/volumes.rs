//! Findings about volumes: supply that the links cannot carry to buyers, sales that do not match what there is,
//! conversions that multiply goods.

use super::FindingContext;
use crate::analysis::flow::gain_cycles;
use crate::analysis::{Finding, FindingCode};

/// A part of the supply that is too small to speak of, as with balances.
const ROUNDING: f64 = 0.01;

pub(super) fn find(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    for flow in &context.volumes.products {
        let notable = flow.stranded.iter().filter(|pocket| pocket.without_outlet > ROUNDING * pocket.supply);
        findings.extend(notable.map(|pocket| Finding {
            actors: pocket.producers.clone(),
            links: pocket.bottlenecks.clone(),
            products: vec![flow.product],
            amount: Some(pocket.without_outlet),
            expected: Some(pocket.supply),
            ..Finding::new(FindingCode::SupplyWithoutOutlet)
        }));
    }
    findings.extend(context.volumes.imbalances.iter().map(|imbalance| Finding {
        actors: vec![imbalance.actor],
        products: vec![imbalance.product],
        amount: Some(imbalance.outflow),
        expected: Some(imbalance.available),
        ..Finding::new(FindingCode::VolumeImbalance)
    }));
    findings.extend(gain_cycles(context.flow_network, context.progress)?.into_iter().map(|circle| Finding {
        actors: circle.actors,
        links: circle.links,
        products: circle.products,
        amount: Some(circle.gain),
        ..Finding::new(FindingCode::ConversionLoop)
    }));
    Some(())
}
