//! Selecting more: what is alike, what goods come from and go to, everything else.

use std::collections::BTreeSet;

use super::ViewContext;
use super::neighborhood::neighborhood_highlight;
use crate::map::{Actor, ActorId, LinkageMap, Neighborhood};

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
    let trace = |neighborhood| neighborhood_highlight(neighborhood, context, selected).actors;
    match alike {
        Alike::Kind => sharing(context.map, selected, |actor| Some(actor.kind_in(context.year))),
        Alike::Product => sharing(context.map, selected, |actor| actor.supply.iter().map(|supply| supply.product)),
        Alike::Commune => sharing(context.map, selected, |actor| Some(&actor.commune)),
        Alike::District => sharing(context.map, selected, |actor| Some(&actor.district)),
        Alike::Model => {
            let models = context.map.models().values();
            let of_model = models.map(|model| model.core.union(&model.members).copied().collect::<BTreeSet<_>>());
            let shared = of_model.filter(|actors| !actors.is_disjoint(selected)).flatten();
            shared.chain(selected.iter().copied()).collect()
        }
        Alike::Upstream => trace(Neighborhood::Upstream),
        Alike::Downstream => trace(Neighborhood::Downstream),
        Alike::Chain => trace(Neighborhood::Chain),
        Alike::Others => context.map.actors().keys().copied().filter(|id| !selected.contains(id)).collect(),
    }
}

/// The selected actors and those that have a key in common with one of them. The keys are gathered once: a selection may be
/// the whole map.
fn sharing<'a, K: Ord, I: IntoIterator<Item = K>>(
    map: &'a LinkageMap,
    selected: &BTreeSet<ActorId>,
    keys: impl Fn(&'a Actor) -> I,
) -> BTreeSet<ActorId> {
    let chosen = selected.iter().filter_map(|id| map.actors().get(id));
    let wanted: BTreeSet<K> = chosen.flat_map(&keys).collect();
    let shares =
        |actor: &'a Actor| selected.contains(&actor.id) || keys(actor).into_iter().any(|key| wanted.contains(&key));
    map.actors().values().filter(|actor| shares(actor)).map(|actor| actor.id).collect()
}
