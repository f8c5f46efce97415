//! Findings about shares: what an actor says of where its sales go does not add up.

use crate::analysis::flow::{Trade, share_sums};
use crate::analysis::{Finding, FindingCode};

pub(super) fn find(trade: &Trade<'_, '_>, findings: &mut Vec<Finding>) {
    findings.extend(share_sums(trade).into_iter().map(|shares| {
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
