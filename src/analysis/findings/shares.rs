//! Findings about shares: an actor's shares of its sales do not add up.

use crate::analysis::{Finding, FindingCode, VolumeStudy};

pub(super) fn find(volumes: &VolumeStudy, findings: &mut Vec<Finding>) {
    findings.extend(volumes.shares.iter().map(|shares| {
        let too_much = shares.sum > 100.0;
        Finding {
            actors: vec![shares.actor],
            links: shares.links.clone(),
            products: shares.product.into_iter().collect(),
            amount: Some(shares.sum),
            ..Finding::new(if too_much { FindingCode::SharesExceed } else { FindingCode::SharesUnaccounted })
        }
    }));
}
