//! Findings about volumes: supply that the links cannot carry to buyers, sales that do not match what is available,
//! conversions that multiply products.

use super::context::FindingContext;
use crate::analysis::flow::gain_cycles;
use crate::analysis::{Finding, FindingCode};

/// The fraction of the supply below which a loss is ignored, as with balances.
const ROUNDING: f64 = 0.01;

pub(super) fn find(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    for flow in &context.volumes.products {
        let notable = flow.stranded.iter().filter(|stranded| stranded.without_outlet > ROUNDING * stranded.supply);
        findings.extend(notable.map(|stranded| Finding {
            actors: stranded.producers.clone(),
            links: stranded.bottlenecks.clone(),
            products: vec![flow.product],
            amount: Some(stranded.without_outlet),
            expected: Some(stranded.supply),
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
    findings.extend(gain_cycles(context.flow_network, context.progress)?.into_iter().map(|cycle| Finding {
        actors: cycle.actors,
        links: cycle.links,
        products: cycle.products,
        amount: Some(cycle.gain),
        ..Finding::new(FindingCode::ConversionLoop)
    }));
    Some(())
}
