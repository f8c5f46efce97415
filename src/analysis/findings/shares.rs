//! Findings about shares: an actor's shares of its sales do not add up.

use crate::analysis::{Finding, FindingCode, FindingParts, VolumeStudy};

pub(super) fn find(volumes: &VolumeStudy, findings: &mut Vec<Finding>) {
    findings.extend(volumes.shares.iter().map(|shares| {
        let too_much = shares.sum > 100.0;
        let parts = FindingParts {
            actors: vec![shares.actor],
            links: shares.links.clone(),
            products: shares.product.into_iter().collect(),
            amount: Some(shares.sum),
            ..FindingParts::default()
        };
        Finding::new(if too_much { FindingCode::SharesExceed } else { FindingCode::SharesUnaccounted }, parts)
    }));
}
