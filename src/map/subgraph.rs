//! A part of a map as a map of its own, to be looked at alone. It never becomes a document.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Actor, ActorId, CoopModel, Info, LinkageMap, Placement, StageId};

impl LinkageMap {
    /// These actors alone: with the links among them, the stages in whose lanes some of them stand, and what of the
    /// models is theirs. Ids stay; channels, targets, views, places and bands are left out. Whoever stands below the
    /// lanes has no stage there.
    #[must_use]
    pub fn subgraph(&self, actors: &BTreeSet<ActorId>) -> Self {
        let selected = actors.iter().filter_map(|id| self.actors.get(id));
        let without_lane =
            |actor: &Actor| Actor { stage: actor.stage.filter(|_| !actor.is_below_lanes()), ..actor.clone() };
        let selected: super::Table<Actor> = selected.map(|actor| (actor.id, without_lane(actor))).collect();
        let stages: BTreeSet<StageId> = selected.values().filter_map(|actor| actor.stage).collect();
        let intersect = |all: &BTreeSet<ActorId>| all.intersection(actors).copied().collect::<BTreeSet<ActorId>>();
        let models = self.models.values().filter_map(|model| {
            let (core, members) = (intersect(&model.core), intersect(&model.members));
            let any = !core.is_empty() || !members.is_empty();
            any.then(|| (model.id, CoopModel { core, members, ..model.clone() }))
        });
        let inner_links =
            self.links.values().filter(|link| selected.contains_key(&link.from) && selected.contains_key(&link.to));
        Self {
            info: Info { bands: None, ..self.info.clone() },
            identity: self.identity,
            ledger: self.ledger.clone(),
            stages: Arc::new(stages.iter().filter_map(|id| Some((*id, self.stages.get(id)?.clone()))).collect()),
            products: Arc::clone(&self.products),
            links: Arc::new(inner_links.map(|link| (link.id, link.clone())).collect()),
            models: Arc::new(models.collect()),
            actors: Arc::new(selected),
            ..Self::default()
        }
    }

    /// The same map with these places and no others; places of actors that it does not have are left out.
    #[must_use]
    pub fn with_placements(self, places: impl IntoIterator<Item = Placement>) -> Self {
        let known = places.into_iter().filter(|place| self.actors.contains_key(&place.actor));
        Self { placements: Arc::new(known.map(|place| (place.actor, place)).collect()), ..self }
    }
}
