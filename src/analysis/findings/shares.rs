//! Findings about shares: what an actor says of where its sales go does not add up.

use crate::analysis::flow::share_sums;
use crate::analysis::network::Network;
use crate::analysis::{Finding, FindingCode};

pub(super) fn find(network: &Network<'_>, findings: &mut Vec<Finding>) {
    findings.extend(share_sums(network).into_iter().map(|shares| {
        let too_much = shares.sum > 100.0;
        Finding {
            actors: vec![shares.actor],
            links: shares.links,
            products: shares.product.into_iter().collect(),
            amount: Some(shares.sum),
            ..Finding::new(if too_much { FindingCode::SharesExceed } else { FindingCode::SharesUnaccounted })
        }
    }));
}
