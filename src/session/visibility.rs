//! What of a map is left out of sight: products, kinds, districts, verdicts and forms that a person has unticked, and, when
//! asked for, what is not in force in the year that the map is read at, or all that is not lit.

use std::collections::{BTreeMap, BTreeSet};

use super::highlight::Highlight;
use super::product_participants::ProductParticipants;
use crate::analysis::{Assessment, Verdict};
use crate::map::{Actor, ActorId, Filter, Link, LinkKind, LinkageMap, Year};

/// What is seen of the map that is shown.
pub struct VisibilityFilter<'a> {
    filter: &'a Filter,
    map: &'a LinkageMap,
    year: Year,
    /// Who deals in what is not hidden; none where no product is.
    participants: Option<ProductParticipants>,
    /// The verdicts of the chains that each actor is on; none where no verdict is hidden.
    verdicts: BTreeMap<ActorId, BTreeSet<Verdict>>,
    /// Nothing but this is seen.
    highlight_only: Option<&'a Highlight>,
}

impl<'a> VisibilityFilter<'a> {
    /// What the filter lets through.
    pub fn new(map: &'a LinkageMap, assessment: &Assessment, filter: &'a Filter) -> Self {
        let mut verdicts: BTreeMap<ActorId, BTreeSet<Verdict>> = BTreeMap::new();
        let assessed = Some(&assessment.models).filter(|_| !filter.verdicts.is_empty());
        for (id, assessed) in assessed.into_iter().flatten() {
            let model = map.models().get(id);
            let model_actors = model.into_iter().flat_map(|model| model.core.iter().chain(&model.members));
            let routes = assessed.cases.iter().flat_map(|case| [&case.route, &case.onward, &case.paper_route]);
            let on_routes = routes.flatten().flat_map(|route| &route.actors);
            let break_actors = assessed.cases.iter().flat_map(|case| &case.breaks).map(|stop| &stop.actor);
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

    /// Of that, what is lit.
    #[must_use]
    pub fn restricted_to(self, highlight: &'a Highlight) -> Self {
        Self { highlight_only: Some(highlight), ..self }
    }

    /// Whether an actor is seen.
    pub fn shows_actor(&self, actor: &Actor) -> bool {
        let told = self.verdicts.get(&actor.id);
        !self.filter.kinds.contains(&actor.kind)
            && !self.filter.districts.contains(&actor.district)
            && (!self.filter.out_of_force || actor.is_present(self.year))
            && self.participants.as_ref().is_none_or(|dealers| dealers.contains(actor.id))
            && told.is_none_or(|verdicts| verdicts.iter().any(|verdict| !self.filter.verdicts.contains(verdict)))
            && self.highlight_only.is_none_or(|focus| focus.actors.contains(&actor.id))
    }

    /// Whether a link between two that are seen is seen.
    pub fn shows_link(&self, link: &Link) -> bool {
        let form_hidden = link.kind == LinkKind::Product && self.filter.forms.contains(&link.form);
        let out_of_force = self.filter.out_of_force && !self.map.is_in_force(link, self.year);
        let product_hidden = self.participants.as_ref().is_some_and(|dealers| !dealers.may_carry(link));
        !form_hidden
            && !out_of_force
            && !product_hidden
            && self.highlight_only.is_none_or(|focus| focus.links.contains(&link.id))
    }
}
