//! Selecting more: what is alike, what goods come from and go to, everything else.

use std::collections::BTreeSet;

use super::ViewContext;
use super::neighborhood::neighborhood_highlight;
use crate::map::{Actor, ActorId, Neighborhood};

/// What actors to select have in common with those that are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    /// The kind.
    Kind,
    /// A product that they supply.
    Product,
    /// The commune.
    Commune,
    /// The district.
    District,
    /// A model that they belong to.
    Model,
    /// Goods of the selected ones come from them.
    Upstream,
    /// Goods of the selected ones go to them.
    Downstream,
    /// Both.
    Chain,
    /// They are not selected now.
    Others,
}

impl Alike {
    /// Every choice, in menu order.
    pub const ALL: [Self; 9] = [
        Self::Kind,
        Self::Product,
        Self::Commune,
        Self::District,
        Self::Model,
        Self::Upstream,
        Self::Downstream,
        Self::Chain,
        Self::Others,
    ];
}

/// The actors that are alike to the selected ones, these among them but for [`Alike::Others`].
pub fn alike_actors(context: &ViewContext<'_>, selected: &BTreeSet<ActorId>, alike: Alike) -> BTreeSet<ActorId> {
    let all = || context.map.actors().values();
    let chosen: Vec<&Actor> = selected.iter().filter_map(|id| context.map.actors().get(id)).collect();
    let where_any = |holds: &dyn Fn(&Actor, &Actor) -> bool| {
        all().filter(|actor| chosen.iter().any(|other| holds(actor, other))).map(|actor| actor.id).collect()
    };
    let trace = |neighborhood| neighborhood_highlight(neighborhood, context, selected).actors;
    match alike {
        Alike::Kind => where_any(&|one, other| one.kind_in(context.year) == other.kind_in(context.year)),
        Alike::Product => where_any(&|one, other| {
            one.id == other.id
                || one.supply.iter().any(|supply| other.supply.iter().any(|it| it.product == supply.product))
        }),
        Alike::Commune => where_any(&|one, other| one.commune == other.commune),
        Alike::District => where_any(&|one, other| one.district == other.district),
        Alike::Model => {
            let models = context.map.models().values();
            let of_model = models.map(|model| model.core.union(&model.members).copied().collect::<BTreeSet<_>>());
            let shared = of_model.filter(|actors| !actors.is_disjoint(selected)).flatten();
            shared.chain(selected.iter().copied()).collect()
        }
        Alike::Upstream => trace(Neighborhood::Upstream),
        Alike::Downstream => trace(Neighborhood::Downstream),
        Alike::Chain => trace(Neighborhood::Chain),
        Alike::Others => all().map(|actor| actor.id).filter(|id| !selected.contains(id)).collect(),
    }
}
