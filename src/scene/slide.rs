//! The scene of a slide: a part of a map, or all of it, laid out for the sides of the slide.

use std::collections::{BTreeMap, BTreeSet};

use super::build::build_with_paths;
use super::edge_paths::edge_paths;
use super::isolation::{isolated_highlight, routes_of};
use super::scene_graph::Scene;
use super::two_rows::two_row_scene;
use crate::language::kind_count;
use crate::layout;
use crate::map::{ActorId, LinkageMap};
use crate::session::{Highlight, ViewContext};

/// The most actors of a part of a map that is laid out for a slide; a larger one is shown as it stands: a slide has no room
/// for more names.
const MAX_ACTORS: usize = 240;
/// The same of a whole map.
pub const MAX_WHOLE_MAP: usize = 90;
/// With more actors than these, those that are alike share a card.
const MAX_SINGLE_CARDS: usize = 20;
/// The fewest alike actors that share a card.
const MIN_ALIKE: usize = 3;

/// The scene of the present scope on a slide whose map is `ratio` times as wide as high. `None` where the map is to be
/// shown as it stands: it is too large, filtered, or looked at through a camera of its own; or it is not assessed.
pub fn slide_scene(context: &ViewContext<'_>, ratio: f32) -> Option<Scene> {
    let assessment = context.assessment?;
    let view = context.view;
    let is_whole = view.scope.is_whole_map();
    if is_whole && (view.camera.is_some() || !view.filter.is_empty()) {
        return None;
    }
    let chain = if is_whole {
        if context.map.actors().len() > MAX_WHOLE_MAP {
            return None;
        }
        // Who only supports is on nobody's way to a buyer.
        let on_the_way = context.map.actors().values().filter(|actor| !actor.is_below_lanes());
        Highlight { actors: on_the_way.map(|actor| actor.id).collect(), ..Highlight::default() }
    } else {
        isolated_highlight(&view.scope, context)
    };
    if chain.actors.is_empty() || chain.actors.len() > MAX_ACTORS {
        return None;
    }
    let subgraph = context.map.subgraph(&chain.actors);
    let routes = routes_of(&view.scope, context, &subgraph);
    let named: BTreeSet<ActorId> = routes.iter().flatten().copied().collect();
    let shared = if is_whole { BTreeMap::new() } else { shared_cards(&subgraph, &named, context) };
    let left_out: BTreeSet<ActorId> = shared.values().flat_map(|others| others.iter().skip(1)).copied().collect();
    let kept: BTreeSet<ActorId> = chain.actors.difference(&left_out).copied().collect();
    let subgraph = if left_out.is_empty() { subgraph } else { context.map.subgraph(&kept) };
    let style = (context.language, view.drawing);
    let one_row = layout::tidy_slide(&subgraph, &routes, ratio);
    let two_rows = (!is_whole).then(|| layout::tidy_two_rows(&subgraph, &routes, ratio, &one_row)).flatten();
    let mut scene = if let Some(rows) = two_rows {
        two_row_scene(&subgraph, &rows, assessment, style)
    } else {
        let map = subgraph.with_placements(one_row);
        build_with_paths(&map, assessment.into(), style, edge_paths(&map, None))
    };
    for mark in &mut scene.actors {
        if let Some(others) = shared.get(&mark.id) {
            let actors = others.iter().filter_map(|id| context.map.actors().get(id));
            let count: usize = actors.map(|actor| actor.count as usize).sum();
            mark.name = kind_count(mark.kind, count, context.language).into();
            mark.detail = "".into();
            mark.is_multiple = true;
        }
    }
    Some(scene)
}

/// The actors that share a card, by the first of them; nothing where all have room.
fn shared_cards(
    map: &LinkageMap,
    named: &BTreeSet<ActorId>,
    context: &ViewContext<'_>,
) -> BTreeMap<ActorId, Vec<ActorId>> {
    if map.actors().len() <= MAX_SINGLE_CARDS {
        return BTreeMap::new();
    }
    let cores: BTreeSet<ActorId> = map.models().values().flat_map(|model| &model.core).copied().collect();
    let mut alike: BTreeMap<_, Vec<ActorId>> = BTreeMap::new();
    for actor in map.actors().values().filter(|actor| !named.contains(&actor.id) && !cores.contains(&actor.id)) {
        let links = map.links_of(actor.id).map(|link| {
            let (other, is_out) = if link.from == actor.id { (link.to, true) } else { (link.from, false) };
            (other, is_out, link.kind, link.form, map.is_in_force(link, context.year))
        });
        // Whom they are linked to, and how, in the same order for all.
        let links: BTreeSet<_> = links.collect();
        let key = (actor.stage, actor.kind_in(context.year), actor.is_present(context.year), links);
        alike.entry(key).or_default().push(actor.id);
    }
    let shared = alike.into_values().filter(|actors| actors.len() >= MIN_ALIKE);
    shared.filter_map(|actors| Some((*actors.first()?, actors))).collect()
}
