//! What of a scene is lit: a chosen model's chain with the places where it breaks, or what is next to a chosen actor.

use std::collections::BTreeSet;

use super::neighborhood::{chain_of_link, light};
use super::{Subject, ViewContext};
use crate::analysis::Break;
use crate::map::{ActorId, LinkId, ModelId, ProductId, Selection};

/// What is lit; everything else is dimmed, unless nothing is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Highlight {
    /// Lit actors.
    pub actors: BTreeSet<ActorId>,
    /// Lit links.
    pub links: BTreeSet<LinkId>,
    /// Whether what is not lit is still to be read: one looks about, not at one chain.
    pub gentle: bool,
    /// Where goods go no further, for the flagged cases of a chosen model.
    pub breaks: Vec<Break>,
}

impl Highlight {
    /// Whether nothing is lit, so that nothing is dimmed.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.links.is_empty()
    }

    /// What a selection lights.
    pub fn of(shown: &ViewContext<'_>) -> Self {
        if !shown.highlight.is_empty() {
            return Self::of_all(shown, shown.highlight);
        }
        match &shown.view.selection {
            Selection::None => {
                if let Some(product) = shown.view.product {
                    Self::of_product(shown, product)
                } else {
                    // All of it is the chain: nothing needs to stand out but where it breaks.
                    let of_models = shown.view.scope.models.iter().map(|model| Self::of_model(shown, *model));
                    let breaks = of_models.reduce(Self::joined).unwrap_or_default().breaks;
                    Self { breaks, ..Self::default() }
                }
            }
            Selection::Actors(actors) => light(shown.view.neighborhood, shown, actors),
            Selection::Link(link) if shown.view.scope.only_link() == Some(*link) => chain_of_link(shown, *link),
            Selection::Link(link) => Self::of_link(shown, *link),
            Selection::Model(model) => Self::of_model(shown, *model),
        }
    }

    /// These things, and the chains of the models among them.
    fn of_all(shown: &ViewContext<'_>, subjects: &[Subject]) -> Self {
        let of = |subject: &Subject| match subject {
            Subject::Actor(id) => Self { actors: BTreeSet::from([*id]), gentle: true, ..Self::default() },
            Subject::Link(id) => Self::of_link(shown, *id),
            Subject::Model(id) => Self::of_model(shown, *id),
        };
        subjects.iter().map(of).reduce(Self::joined).unwrap_or_default()
    }

    /// What either lights.
    #[must_use]
    pub fn joined(mut self, other: Self) -> Self {
        self.gentle &= other.gentle;
        self.actors.extend(other.actors);
        self.links.extend(other.links);
        for stop in other.breaks {
            if !self.breaks.contains(&stop) {
                self.breaks.push(stop);
            }
        }
        self
    }

    /// Where a product comes from and goes: links that carry it or name what is part of it.
    fn of_product(shown: &ViewContext<'_>, product: ProductId) -> Self {
        let is_it = |named: &ProductId| shown.map.product_and_broader(*named).contains(&product);
        let mut focus = Self::default();
        for link in shown.map.links().values().filter(|link| link.products.iter().any(is_it)) {
            focus.links.insert(link.id);
            focus.actors.extend([link.from, link.to]);
        }
        for actor in shown.map.actors().values() {
            if actor.supply.iter().any(|supply| is_it(&supply.product)) {
                focus.actors.insert(actor.id);
            }
        }
        focus
    }

    fn of_link(shown: &ViewContext<'_>, id: LinkId) -> Self {
        let ends = shown.map.links().get(&id).map(|link| [link.from, link.to]);
        Self {
            actors: ends.into_iter().flatten().collect(),
            links: BTreeSet::from([id]),
            gentle: true,
            breaks: Vec::new(),
        }
    }

    fn of_model(shown: &ViewContext<'_>, id: ModelId) -> Self {
        let mut focus = Self::default();
        let Some(model) = shown.map.models().get(&id) else { return focus };
        focus.actors.extend(model.core.iter().chain(&model.members));
        // How the members belong to the core.
        for link in shown.map.links().values() {
            if model.members.contains(&link.from) && model.core.contains(&link.to) {
                focus.links.insert(link.id);
            }
        }
        let Some(judged) = shown.assessment.and_then(|assessment| assessment.models.get(&id)) else { return focus };
        for case in &judged.cases {
            for route in [&case.route, &case.onward, &case.paper_route].into_iter().flatten() {
                focus.actors.extend(&route.actors);
                focus.links.extend(&route.links);
            }
            for stop in &case.breaks {
                focus.actors.insert(stop.at);
                focus.links.extend(stop.link);
                if let Some(link) = stop.link.and_then(|link| shown.map.links().get(&link)) {
                    focus.actors.insert(link.to);
                }
                if !focus.breaks.iter().any(|known| known.at == stop.at && known.link == stop.link) {
                    focus.breaks.push(*stop);
                }
            }
        }
        focus
    }
}
