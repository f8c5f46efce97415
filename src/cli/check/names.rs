//! Names of records by id.

use crate::analysis::Route;
use crate::map::{ActorId, LinkId, LinkageMap, ModelId, ProductId};

/// The names of one map; empty for unknown ids.
#[derive(Clone, Copy)]
pub(super) struct NameLookup<'a>(pub &'a LinkageMap);

impl<'a> NameLookup<'a> {
    pub fn actor(self, id: ActorId) -> &'a str {
        self.0.actors().get(&id).map_or("", |actor| &actor.name)
    }

    pub fn actors<'i>(self, ids: impl IntoIterator<Item = &'i ActorId>) -> Vec<&'a str> {
        ids.into_iter().map(|id| self.actor(*id)).collect()
    }

    pub fn model(self, id: ModelId) -> &'a str {
        self.0.models().get(&id).map_or("", |model| &model.name)
    }

    pub fn product(self, id: ProductId) -> &'a str {
        self.0.products().get(&id).map_or("", |product| &product.name)
    }

    /// The names of both ends of a link.
    pub fn link(self, id: LinkId) -> Option<(&'a str, &'a str)> {
        self.0.links().get(&id).map(|link| (self.actor(link.from), self.actor(link.to)))
    }

    /// The actors of a route from the core to the buyer.
    pub fn route(self, route: Option<&Route>) -> Vec<&'a str> {
        route.map(|route| self.actors(&route.actors)).unwrap_or_default()
    }

    /// The buyer at the end of a route.
    pub fn buyer(self, route: Option<&Route>) -> Option<&'a str> {
        route.and_then(|route| route.actors.last()).map(|id| self.actor(*id))
    }
}
