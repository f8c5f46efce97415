//! Findings about volumes: supply that the links cannot carry to buyers, sales that do not match what is available,
//! conversions that multiply products.

use super::context::FindingContext;
use crate::analysis::flow::gain_cycles;
use crate::analysis::{AmountBasis, Finding, FindingCode, FindingParts, StrandedSupply};

/// The fraction of the supply below which a loss is ignored, as with balances.
const ROUNDING: f64 = 0.01;

pub(super) fn find(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    let is_notable = |group: &&StrandedSupply| group.without_outlet > ROUNDING * group.supply;
    findings.extend(context.volumes.stranded.iter().filter(is_notable).map(|group| {
        let parts = FindingParts {
            actors: group.producers.clone(),
            links: group.bottlenecks.clone(),
            products: group.products.clone(),
            amount: Some(group.without_outlet),
            basis: if group.is_lower_bound { AmountBasis::AtLeast } else { AmountBasis::Recorded },
            expected: Some(group.supply),
            ..FindingParts::default()
        };
        Finding::new(FindingCode::SupplyWithoutOutlet, parts)
    }));
    findings.extend(context.volumes.imbalances.iter().map(|imbalance| {
        let parts = FindingParts {
            actors: vec![imbalance.actor],
            products: vec![imbalance.product],
            amount: Some(imbalance.outflow),
            expected: Some(imbalance.available),
            ..FindingParts::default()
        };
        Finding::new(FindingCode::VolumeImbalance, parts)
    }));
    findings.extend(gain_cycles(context.flow_network, context.progress)?.into_iter().map(|cycle| {
        let parts = FindingParts {
            actors: cycle.actors,
            links: cycle.links,
            products: cycle.products,
            amount: Some(cycle.gain),
            ..FindingParts::default()
        };
        Finding::new(FindingCode::ConversionLoop, parts)
    }));
    Some(())
}
