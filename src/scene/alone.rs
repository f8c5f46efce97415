//! One chain by itself: what of a map is shown alone, and its scene.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::build::build_drawn;
use super::colouring::Drawing;
use super::focus::Focus;
use super::marks::Scene;
use super::reach::chain_of_link;
use super::selection::{Selection, Shown, Sight};
use super::ways::ways;
use crate::analysis::Case;
use crate::layout;
use crate::map::{ActorId, LinkId, LinkKind, LinkageMap, ModelId};

/// More actors than this nobody can read alone; the whole map is the better picture of them.
const MOST: usize = 600;

/// Whose chain is shown alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alone {
    /// A model's.
    Model(ModelId),
    /// These actors with whom they are linked.
    Actors(BTreeSet<ActorId>),
    /// A link's: where its goods come from, and where they go.
    Link(LinkId),
}

impl Alone {
    /// What of a selection can be shown alone.
    pub fn of(selection: &Selection) -> Option<Self> {
        match selection {
            Selection::Model(id) => Some(Self::Model(*id)),
            Selection::Actors(actors) => Some(Self::Actors(actors.clone())),
            Selection::Link(id) => Some(Self::Link(*id)),
            Selection::None => None,
        }
    }

    /// The selection that it comes from.
    pub fn selection(&self) -> Selection {
        match self {
            Self::Model(id) => Selection::Model(*id),
            Self::Actors(actors) => Selection::Actors(actors.clone()),
            Self::Link(id) => Selection::Link(*id),
        }
    }

    /// What of it still stands in a map.
    #[must_use]
    pub fn still_in(&self, map: &LinkageMap) -> Option<Self> {
        Self::of(&self.selection().still_in(map))
    }

    /// The scene of these actors alone, as [`Self::laid_out`]. None when they are too many to be read.
    pub fn scene(&self, shown: &Shown<'_>, drawing: Drawing) -> Option<Scene> {
        let focus = self.focus(shown);
        if focus.actors.len() > MOST {
            return None;
        }
        let map = self.laid_out(&focus, shown);
        Some(build_drawn(&map, shown.assessment?.into(), (shown.language, drawing), ways(&map, None)))
    }

    /// The chain, with where it breaks.
    pub fn focus(&self, shown: &Shown<'_>) -> Focus {
        let sight = Sight { pointed: Vec::new(), ..shown.sight.clone() };
        match self {
            Self::Link(id) => chain_of_link(shown, *id),
            Self::Model(_) | Self::Actors(_) => {
                Focus::of(&Shown { selection: &self.selection(), sight: &sight, product: None, ..*shown })
            }
        }
    }

    /// The map of the actors of its chain alone, laid out for it: a model's routes level. Of very many, it is tidied as a
    /// whole map is.
    pub fn laid_out(&self, chain: &Focus, shown: &Shown<'_>) -> LinkageMap {
        let part = shown.map.only(&chain.actors);
        let routes = match self {
            Self::Model(id) if chain.actors.len() <= MOST => routes(shown, *id, &part),
            Self::Link(id) => part.links().get(id).map(|link| vec![link.from, link.to]).into_iter().collect(),
            Self::Model(_) | Self::Actors(_) => Vec::new(),
        };
        let places = layout::focus(&part, &routes);
        part.standing_at(places)
    }
}

/// The ways of a model's goods: to the buyer and on, or to where they go no further.
fn routes(shown: &Shown<'_>, model: ModelId, part: &LinkageMap) -> Vec<Vec<ActorId>> {
    let judged = shown.assessment.and_then(|assessment| assessment.models.get(&model));
    let mut routes = Vec::new();
    for case in judged.into_iter().flat_map(|judged| &judged.cases) {
        match (&case.route, &case.onward, &case.paper_route) {
            (Some(route), Some(onward), _) => {
                routes.push(route.actors.iter().chain(onward.actors.iter().skip(1)).copied().collect());
            }
            (Some(route), ..) | (None, _, Some(route)) => routes.push(route.actors.clone()),
            (None, ..) => routes.extend(broken(case, part)),
        }
    }
    routes
}

/// The longest of the shortest ways from a core to where its goods go no further, with whom they would go to from there.
fn broken(case: &Case, part: &LinkageMap) -> Option<Vec<ActorId>> {
    let mut onward: BTreeMap<ActorId, Vec<ActorId>> = BTreeMap::new();
    for link in part.links().values().filter(|link| link.kind == LinkKind::Product) {
        // What does not take the goods is no way for them.
        if !case.breaks.iter().any(|stop| stop.link == Some(link.id)) {
            onward.entry(link.from).or_default().push(link.to);
        }
    }
    let mut ways = BTreeMap::from([(case.core, vec![case.core])]);
    let mut next = VecDeque::from([case.core]);
    while let Some(at) = next.pop_front() {
        let way = ways.get(&at).cloned().unwrap_or_default();
        for to in onward.get(&at).into_iter().flatten() {
            if !ways.contains_key(to) {
                ways.insert(*to, way.iter().copied().chain([*to]).collect());
                next.push_back(*to);
            }
        }
    }
    let ends = case.breaks.iter().filter_map(|stop| {
        let beyond = stop.link.and_then(|link| part.links().get(&link)).map(|link| link.to);
        let way = ways.get(&stop.at)?;
        Some(way.iter().copied().chain(beyond.filter(|to| !way.contains(to))).collect::<Vec<ActorId>>())
    });
    // Of equally long ones the first: its break is the nearest.
    ends.reduce(|best, way| if way.len() > best.len() { way } else { best })
}
