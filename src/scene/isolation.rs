//! Isolation: the part of a map that a scope shows alone, and its scene.

use std::collections::{BTreeMap, VecDeque};

use super::build::build_with_paths;
use super::edge_paths::edge_paths;
use super::scene_graph::Scene;
use crate::analysis::Case;
use crate::layout;
use crate::map::{ActorId, DrawingStyle, LinkKind, LinkageMap, ModelId, Scope, Selection, ViewState};
use crate::session::{Highlight, ViewContext, link_chain};

/// The most actors that an isolated scene shows; with more, the whole map is easier to read.
const MAX_ACTORS: usize = 600;

/// The scene of a scope's [`isolated_map`]; `None` when it has too many actors, or without an assessment.
pub fn isolated_scene(scope: &Scope, context: &ViewContext<'_>, drawing: DrawingStyle) -> Option<Scene> {
    let highlight = isolated_highlight(scope, context);
    if highlight.actors.len() > MAX_ACTORS {
        return None;
    }
    let map = isolated_map(scope, &highlight, context);
    Some(build_with_paths(&map, context.assessment?.into(), (context.language, drawing), edge_paths(&map, None)))
}

/// The chains of a scope, with their breaks.
pub fn isolated_highlight(scope: &Scope, context: &ViewContext<'_>) -> Highlight {
    let of = |selection: &Selection| {
        let view = ViewState { selection: selection.clone(), product: None, ..context.view.clone() };
        Highlight::from_context(&ViewContext { view: &view, highlight: &[], ..*context })
    };
    let models = scope.models.iter().map(|id| of(&Selection::Model(*id)));
    let actors = Some(&scope.actors).filter(|actors| !actors.is_empty());
    let actors = actors.map(|actors| of(&Selection::Actors(actors.clone())));
    let links = scope.links.iter().map(|id| link_chain(context, *id));
    models.chain(actors).chain(links).reduce(Highlight::union).unwrap_or_default()
}

/// The map of a scope's actors alone, laid out anew with the routes of models as straight lines; with very many actors
/// it is tidied like a whole map.
pub fn isolated_map(scope: &Scope, chain: &Highlight, context: &ViewContext<'_>) -> LinkageMap {
    let subgraph = context.map.subgraph(&chain.actors);
    let routes = routes_of(scope, context, &subgraph);
    let placements = layout::tidy_isolated(&subgraph, &routes);
    subgraph.with_placements(placements)
}

/// The routes of a scope that run level: those of the goods of its models, and its links.
pub fn routes_of(scope: &Scope, context: &ViewContext<'_>, subgraph: &LinkageMap) -> Vec<Vec<ActorId>> {
    let is_small = subgraph.actors().len() <= MAX_ACTORS;
    let of_models = scope.models.iter().filter(|_| is_small).flat_map(|id| model_routes(context, *id, subgraph));
    let of_links = scope.links.iter().filter_map(|id| subgraph.links().get(id)).map(|link| vec![link.from, link.to]);
    of_models.chain(of_links).collect()
}

/// The routes of a model's goods: to the buyer and onward, or to their breaks.
fn model_routes(context: &ViewContext<'_>, model: ModelId, subgraph: &LinkageMap) -> Vec<Vec<ActorId>> {
    let model_verdict = context.assessment.and_then(|assessment| assessment.models.get(&model));
    let mut routes = Vec::new();
    for case in model_verdict.into_iter().flat_map(|model_verdict| &model_verdict.cases) {
        match (&case.route, &case.onward, &case.paper_route) {
            (Some(route), Some(onward), _) => {
                routes.push(route.actors.iter().chain(onward.actors.iter().skip(1)).copied().collect());
            }
            (Some(route), ..) | (None, _, Some(route)) => routes.push(route.actors.clone()),
            (None, ..) => routes.extend(broken_route(case, subgraph)),
        }
    }
    routes
}

/// The longest of the shortest paths from a core to its breaks, with the actor beyond the break (breadth-first search).
fn broken_route(case: &Case, subgraph: &LinkageMap) -> Option<Vec<ActorId>> {
    let mut onward: BTreeMap<ActorId, Vec<ActorId>> = BTreeMap::new();
    for link in subgraph.links().values().filter(|link| link.kind == LinkKind::Product) {
        // A broken link does not pass the goods.
        if !case.breaks.iter().any(|chain_break| chain_break.link == Some(link.id)) {
            onward.entry(link.from).or_default().push(link.to);
        }
    }
    let mut paths = BTreeMap::from([(case.core, vec![case.core])]);
    let mut next = VecDeque::from([case.core]);
    while let Some(at) = next.pop_front() {
        let path = paths.get(&at).cloned().unwrap_or_default();
        for to in onward.get(&at).into_iter().flatten() {
            if !paths.contains_key(to) {
                paths.insert(*to, path.iter().copied().chain([*to]).collect());
                next.push_back(*to);
            }
        }
    }
    let ends = case.breaks.iter().filter_map(|chain_break| {
        let beyond = chain_break.link.and_then(|link| subgraph.links().get(&link)).map(|link| link.to);
        let path = paths.get(&chain_break.actor)?;
        Some(path.iter().copied().chain(beyond.filter(|to| !path.contains(to))).collect::<Vec<ActorId>>())
    });
    // Among equally long paths the first: its break is the nearest.
    ends.reduce(|best, path| if path.len() > best.len() { path } else { best })
}
