//! A part of a map as a map of its own, to be looked at alone. It never becomes a document.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Actor, ActorId, CoopModel, Info, LinkageMap, Place, StageId};

impl LinkageMap {
    /// These actors alone: with the links among them, the stages in whose lanes some of them stand, and what of the
    /// models is theirs. Ids stay; channels, targets, views, places and bands are left out. Whoever stands below the
    /// lanes has no stage there.
    #[must_use]
    pub fn only(&self, actors: &BTreeSet<ActorId>) -> Self {
        let kept = actors.iter().filter_map(|id| self.actors.get(id));
        let below = |actor: &Actor| Actor { stage: actor.stage.filter(|_| !actor.stands_below()), ..actor.clone() };
        let kept: super::Table<Actor> = kept.map(|actor| (actor.id, below(actor))).collect();
        let stages: BTreeSet<StageId> = kept.values().filter_map(|actor| actor.stage).collect();
        let part = |all: &BTreeSet<ActorId>| all.intersection(actors).copied().collect::<BTreeSet<ActorId>>();
        let models = self.models.values().filter_map(|model| {
            let (core, members) = (part(&model.core), part(&model.members));
            let any = !core.is_empty() || !members.is_empty();
            any.then(|| (model.id, CoopModel { core, members, ..model.clone() }))
        });
        let among = self.links.values().filter(|link| kept.contains_key(&link.from) && kept.contains_key(&link.to));
        Self {
            info: Info { bands: None, ..self.info.clone() },
            identity: self.identity,
            ledger: self.ledger.clone(),
            stages: Arc::new(stages.iter().filter_map(|id| Some((*id, self.stages.get(id)?.clone()))).collect()),
            products: Arc::clone(&self.products),
            links: Arc::new(among.map(|link| (link.id, link.clone())).collect()),
            models: Arc::new(models.collect()),
            actors: Arc::new(kept),
            ..Self::default()
        }
    }

    /// The same map with these places and no others; places of actors that it does not have are left out.
    #[must_use]
    pub fn standing_at(self, places: impl IntoIterator<Item = Place>) -> Self {
        let known = places.into_iter().filter(|place| self.actors.contains_key(&place.actor));
        Self { places: Arc::new(known.map(|place| (place.actor, place)).collect()), ..self }
    }
}
