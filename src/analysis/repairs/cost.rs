//! The effort of a change for people: a renewal is the least, a new link the most but one.

use super::existing_buyers::ExistingBuyers;
use crate::analysis::network::Network;
use crate::map::{LinkId, ProductId, Proposal};

pub(super) const RENEW: u32 = 1;
pub(super) const SIGN: u32 = 2;
/// Letting a signed link start now.
pub(super) const BRING_FORWARD: u32 = 3;
/// Adding a product for an actor that is no buyer, or a buyer that already takes it from others.
pub(super) const WIDEN: u32 = 4;
pub(super) const NEW_LINK: u32 = 5;
/// Adding a product for a buyer who is not known to take it.
pub(super) const WIDEN_UNKNOWN: u32 = 6;

/// The effort of a change.
pub(super) fn change_effort(network: &Network<'_>, existing_buyers: &ExistingBuyers, change: &Proposal) -> u32 {
    match change {
        Proposal::RenewLink(..) => RENEW,
        Proposal::SignLink(link) => {
            let planned = network.map.links().get(link).is_some_and(|link| link.planned);
            if planned { SIGN } else { BRING_FORWARD }
        }
        Proposal::AddProduct(link, product) => widening_effort(network, existing_buyers, *link, *product),
        Proposal::AddLink { .. } | Proposal::RemoveActor(_) | Proposal::EndLink(_) => NEW_LINK,
    }
}

/// The effort of letting a link carry a product too: more where its buyer is not known to take it from others.
pub(super) fn widening_effort(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    link: LinkId,
    product: ProductId,
) -> u32 {
    let to = network.map.links().get(&link).and_then(|link| network.node(link.to));
    let unknown = to.is_some_and(|to| network.status(to).kind.is_buyer() && !existing_buyers.accepts(to, product));
    if unknown { WIDEN_UNKNOWN } else { WIDEN }
}
