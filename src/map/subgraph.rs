//! The induced subgraph of some actors as a map of its own, for isolated views. It is never saved as a document.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Actor, ActorId, CoopModel, Info, LinkageMap, Placement, StageId};

impl LinkageMap {
    /// The map of these actors only: with the links among them, the stages that they use, and the models restricted to
    /// them. Ids stay; channels, targets, views, placements and bands are left out. Actors below the lanes lose their
    /// stage.
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

    /// The same map with exactly these placements, without those of actors that it does not have.
    #[must_use]
    pub fn with_placements(self, placements: impl IntoIterator<Item = Placement>) -> Self {
        let existing = placements.into_iter().filter(|placement| self.actors.contains_key(&placement.actor));
        Self { placements: Arc::new(existing.map(|placement| (placement.actor, placement)).collect()), ..self }
    }
}
