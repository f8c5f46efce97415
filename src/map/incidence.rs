//! Incidence lists: an index of the links by their endpoints. Built on first use, and from then on updated with every
//! change of a link.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::{ActorId, Link, LinkId, Table};

/// Pairs of actor and link, sorted; empty until first used.
#[derive(Clone, Debug, Default)]
pub(super) struct Incidence(OnceLock<Arc<BTreeSet<(ActorId, LinkId)>>>);

impl Incidence {
    /// The links that start or end at an actor, each once, in id order.
    pub fn links_of(&self, actor: ActorId, links: &Table<Link>) -> impl Iterator<Item = LinkId> {
        let pairs = self.0.get_or_init(|| {
            let mut ends: Vec<(ActorId, LinkId)> =
                links.values().flat_map(|link| [(link.from, link.id), (link.to, link.id)]).collect();
            // Building a tree from sorted items is several times faster than inserting one by one.
            ends.sort_unstable();
            Arc::new(ends.into_iter().collect())
        });
        pairs.range((actor, LinkId(0))..=(actor, LinkId(u32::MAX))).map(|(_, link)| *link)
    }

    /// Updates the index after a change of one link.
    pub fn update(&mut self, before: Option<&Link>, after: Option<&Link>) {
        let ends = |link: &Link| (link.id, link.from, link.to);
        if before.map(ends) == after.map(ends) {
            return;
        }
        let Some(pairs) = self.0.get_mut().map(Arc::make_mut) else { return };
        if let Some(link) = before {
            pairs.remove(&(link.from, link.id));
            pairs.remove(&(link.to, link.id));
        }
        if let Some(link) = after {
            pairs.insert((link.from, link.id));
            pairs.insert((link.to, link.id));
        }
    }
}
