//! What is visible: without the products, kinds, districts, verdicts and forms that the user has unticked and, if so
//! chosen, what is not in force in the shown year, or is not highlighted.

use std::collections::{BTreeMap, BTreeSet};

use super::highlight::Highlight;
use super::product_participants::ProductParticipants;
use crate::analysis::{Assessment, Verdict};
use crate::map::{Actor, ActorId, Filter, Link, LinkKind, LinkageMap, Year};

/// Decides what of the shown map is visible.
pub struct VisibilityFilter<'a> {
    filter: &'a Filter,
    map: &'a LinkageMap,
    year: Year,
    /// The actors that deal in visible products; `None` when no product is hidden.
    participants: Option<ProductParticipants>,
    /// The verdicts of the chains that each actor is on; empty when no verdict is hidden.
    verdicts: BTreeMap<ActorId, BTreeSet<Verdict>>,
    /// If set, only this is visible.
    highlight_only: Option<&'a Highlight>,
}

impl<'a> VisibilityFilter<'a> {
    /// The visibility that a filter gives.
    pub fn new(map: &'a LinkageMap, assessment: &Assessment, filter: &'a Filter) -> Self {
        let mut verdicts: BTreeMap<ActorId, BTreeSet<Verdict>> = BTreeMap::new();
        let assessed = Some(&assessment.models).filter(|_| !filter.verdicts.is_empty());
        for (id, assessed) in assessed.into_iter().flatten() {
            let model = map.models().get(id);
            let model_actors = model.into_iter().flat_map(|model| model.core.iter().chain(&model.members));
            let routes = assessed.routes().chain(assessed.onward_routes()).chain(assessed.paper_routes());
            let on_routes = routes.flat_map(|route| &route.actors);
            let break_actors = assessed.cases.iter().flat_map(|case| &case.breaks).map(|broken| &broken.actor);
            for actor in model_actors.chain(on_routes).chain(break_actors) {
                verdicts.entry(*actor).or_default().insert(assessed.verdict);
            }
        }
        Self {
            filter,
            map,
            year: assessment.year,
            participants: (!filter.products.is_empty()).then(|| ProductParticipants::new(map, &filter.products)),
            verdicts,
            highlight_only: None,
        }
    }

    /// Restricts it to what is highlighted.
    #[must_use]
    pub fn restricted_to(self, highlight: &'a Highlight) -> Self {
        Self { highlight_only: Some(highlight), ..self }
    }

    /// Whether an actor is visible.
    pub fn shows_actor(&self, actor: &Actor) -> bool {
        let actor_verdicts = self.verdicts.get(&actor.id);
        !self.filter.kinds.contains(&actor.kind_in(self.year))
            && !self.filter.districts.contains(&actor.district)
            && !self.filter.communes.contains(&actor.commune)
            && (!self.filter.out_of_force || actor.is_present(self.year))
            && self.participants.as_ref().is_none_or(|participants| participants.contains(actor.id))
            && actor_verdicts
                .is_none_or(|verdicts| verdicts.iter().any(|verdict| !self.filter.verdicts.contains(verdict)))
            && self.highlight_only.is_none_or(|highlight| highlight.actors.contains(&actor.id))
    }

    /// Whether a link between two visible actors is visible.
    pub fn shows_link(&self, link: &Link) -> bool {
        let form_hidden = link.kind == LinkKind::Product && self.filter.forms.contains(&link.form);
        let out_of_force = self.filter.out_of_force && !self.map.is_in_force(link, self.year);
        let product_hidden = self.participants.as_ref().is_some_and(|participants| !participants.may_carry(link));
        !form_hidden
            && !out_of_force
            && !product_hidden
            && self.highlight_only.is_none_or(|highlight| highlight.links.contains(&link.id))
    }
}
