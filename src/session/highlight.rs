//! What is highlighted: the chain of a selected model with its breaks, or the neighborhood of selected actors.

use std::collections::BTreeSet;

use super::neighborhood::{link_chain, neighborhood_highlight};
use super::{Subject, ViewContext};
use crate::analysis::Break;
use crate::map::{ActorId, LinkId, ModelId, ProductId, Selection};

/// How far what is not highlighted steps back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimming {
    /// Not at all: selecting alone changes nothing else.
    None,
    /// Slightly, so that it stays readable, as for neighborhoods.
    Subtle,
    /// Far, as beside the chain of a model.
    #[default]
    Full,
}

/// What is highlighted, and how far everything else is dimmed, unless nothing is highlighted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Highlight {
    /// Highlighted actors.
    pub actors: BTreeSet<ActorId>,
    /// Highlighted links.
    pub links: BTreeSet<LinkId>,
    /// Those of the highlighted links that only lead on from the buyer of a model to a market.
    pub onward: BTreeSet<LinkId>,
    /// How far the rest is dimmed.
    pub dimming: Dimming,
    /// Where goods go no further, in the cases of highlighted or isolated models.
    pub breaks: Vec<Break>,
}

impl Highlight {
    /// Whether nothing is highlighted, so that nothing is dimmed.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.links.is_empty()
    }

    /// The highlight of the current view.
    pub fn from_context(context: &ViewContext<'_>) -> Self {
        if !context.highlight.is_empty() {
            return Self::from_subjects(context, context.highlight);
        }
        match &context.view.selection {
            Selection::None => {
                if let Some(product) = context.view.product {
                    Self::from_product(context, product)
                } else {
                    // An isolated chain needs no highlight but its breaks.
                    let model_highlights =
                        context.view.scope.models.iter().map(|model| Self::from_model(context, *model));
                    let breaks = model_highlights.reduce(Self::union).unwrap_or_default().breaks;
                    Self { breaks, ..Self::default() }
                }
            }
            Selection::Actors(actors) => neighborhood_highlight(context.view.neighborhood, context, actors),
            Selection::Link(link) if context.view.scope.single_link() == Some(*link) => link_chain(context, *link),
            Selection::Link(link) => Self::from_link(context, *link),
            Selection::Model(model) => Self::from_model(context, *model),
        }
    }

    /// These subjects, with the chains of the models among them.
    fn from_subjects(context: &ViewContext<'_>, subjects: &[Subject]) -> Self {
        let highlight_of = |subject: &Subject| match subject {
            Subject::Actor(id) => Self { actors: BTreeSet::from([*id]), dimming: Dimming::Subtle, ..Self::default() },
            Subject::Link(id) => Self { dimming: Dimming::Subtle, ..Self::from_link(context, *id) },
            Subject::Model(id) => Self::from_model(context, *id),
        };
        subjects.iter().map(highlight_of).reduce(Self::union).unwrap_or_default()
    }

    /// The union of two highlights.
    #[must_use]
    pub fn union(mut self, other: Self) -> Self {
        self.dimming = self.dimming.max(other.dimming);
        let is_onward_in = |of: &Self, link: &LinkId| of.onward.contains(link) || !of.links.contains(link);
        let (one, both) = (&self, self.onward.union(&other.onward));
        self.onward = both.filter(|link| is_onward_in(one, link) && is_onward_in(&other, link)).copied().collect();
        self.actors.extend(other.actors);
        self.links.extend(other.links);
        for broken in other.breaks {
            if !self.breaks.contains(&broken) {
                self.breaks.push(broken);
            }
        }
        self
    }

    /// The links that name a product or a narrower one, with their endpoints, and the actors that supply it.
    fn from_product(context: &ViewContext<'_>, product: ProductId) -> Self {
        let matches_product = |named: &ProductId| context.map.product_and_broader(*named).contains(&product);
        let mut highlight = Self::default();
        for link in context.map.links().values().filter(|link| link.products.iter().any(matches_product)) {
            highlight.links.insert(link.id);
            highlight.actors.extend([link.from, link.to]);
        }
        for actor in context.map.actors().values() {
            if actor.supply.iter().any(|supply| matches_product(&supply.product)) {
                highlight.actors.insert(actor.id);
            }
        }
        highlight
    }

    fn from_link(context: &ViewContext<'_>, id: LinkId) -> Self {
        let ends = context.map.links().get(&id).map(|link| [link.from, link.to]);
        Self {
            actors: ends.into_iter().flatten().collect(),
            links: BTreeSet::from([id]),
            dimming: Dimming::None,
            ..Self::default()
        }
    }

    fn from_model(context: &ViewContext<'_>, id: ModelId) -> Self {
        let mut highlight = Self::default();
        let Some(model) = context.map.models().get(&id) else { return highlight };
        highlight.actors.extend(model.core.iter().chain(&model.members));
        // Links from members to the core.
        for link in context.map.links().values() {
            if model.members.contains(&link.from) && model.core.contains(&link.to) {
                highlight.links.insert(link.id);
            }
        }
        let Some(assessed) = context.assessment.and_then(|assessment| assessment.models.get(&id)) else {
            return highlight;
        };
        let mut of_proofs = highlight.links.clone();
        of_proofs.extend(assessed.routes().chain(assessed.paper_routes()).flat_map(|route| &route.links));
        highlight.onward.extend(assessed.onward_routes().flat_map(|route| &route.links));
        for route in assessed.routes().chain(assessed.onward_routes()).chain(assessed.paper_routes()) {
            highlight.actors.extend(&route.actors);
            highlight.links.extend(&route.links);
        }
        for case in &assessed.cases {
            for broken in &case.breaks {
                highlight.actors.insert(broken.actor);
                highlight.links.extend(broken.link);
                if let Some(link) = broken.link.and_then(|link| context.map.links().get(&link)) {
                    highlight.actors.insert(link.to);
                }
                if !highlight.breaks.iter().any(|known| known.actor == broken.actor && known.link == broken.link) {
                    highlight.breaks.push(*broken);
                }
            }
        }
        highlight.onward.retain(|link| !of_proofs.contains(link));
        highlight
    }
}
