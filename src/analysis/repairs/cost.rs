//! The effort of a change for people: a renewal is the least, a new link the most but one.

use super::existing_buyers::ExistingBuyers;
use crate::analysis::network::Network;
use crate::map::{Link, LinkId, ProductId, Proposal, Year};

pub(super) const RENEW: u32 = 1;
pub(super) const SIGN: u32 = 2;
/// Letting a signed link start now.
pub(super) const BRING_FORWARD: u32 = 3;
/// Adding a product for an actor that is no buyer, or a buyer that already takes it from others.
pub(super) const WIDEN: u32 = 4;
pub(super) const NEW_LINK: u32 = 5;
/// Adding a product for a buyer who is not known to take it.
pub(super) const WIDEN_UNKNOWN: u32 = 6;

/// The efforts of the steps of one change: signing a link, letting it start now, renewing it.
pub(in crate::analysis) type StepEfforts = [Option<u32>; 3];

/// The efforts of signing a link: also those of letting it start now, or go on, where it would not yet or no longer be in
/// force.
pub(super) fn signing_efforts(link: &Link, year: Year) -> StepEfforts {
    [
        link.planned.then_some(SIGN),
        link.from_year.filter(|first| *first > year).map(|_| BRING_FORWARD),
        link.to_year.filter(|last| *last < year).map(|_| RENEW),
    ]
}

/// The number of steps of some changes, and their total effort.
pub(super) fn steps_and_effort<'a>(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    changes: impl IntoIterator<Item = &'a Proposal>,
) -> (usize, u32) {
    let efforts = changes.into_iter().flat_map(|change| change_efforts(network, existing_buyers, change));
    efforts.flatten().fold((0, 0), |(steps, effort), step| (steps + 1, effort + step))
}

fn change_efforts(network: &Network<'_>, existing_buyers: &ExistingBuyers, change: &Proposal) -> StepEfforts {
    match change {
        Proposal::RenewLink(..) => [None, None, Some(RENEW)],
        Proposal::SignLink(link) => {
            network.map.links().get(link).map_or([None; 3], |link| signing_efforts(link, network.year))
        }
        Proposal::AddProduct(link, product) => {
            [Some(widening_effort(network, existing_buyers, *link, *product)), None, None]
        }
        Proposal::AddLink { .. } | Proposal::RemoveActor(_) | Proposal::EndLink(_) => [Some(NEW_LINK), None, None],
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
