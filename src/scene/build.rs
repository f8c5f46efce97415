//! Builds the scene of a map in a year.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::bands;
use super::colouring::{ColourKey, ColourScale};
use super::edge_paths::{EdgePaths, card_area, edge_paths};
use super::flow_widths::{FlowScale, FlowWidths};
use super::geometry::{Area, Path, Point};
use super::legend::build_legend;
use super::marker_places::place_markers;
use super::marks::{ActorMark, BandMark, LaneMark, LaneRow, LinkMark, SupportersMark};
use super::scene_graph::{Scene, ScreenCache};
use crate::analysis::{Assessment, Imbalance, ModelVerdict, ProgressCallback, Verdict};
use crate::language::{Language, Localized, capitalised, short_kind_count};
use crate::layout::{self, ACTOR_SIZE, Lanes, lanes};
use crate::map::{
    Actor, ActorId, DrawingStyle, IdIndex, Link, LinkKind, LinkStatus, LinkageMap, ModelId, Placement, Year,
};
use crate::schema::actor as fields;
use crate::session::VisibilityFilter;

/// Cards or lines per parallel task.
const CHUNK_SIZE: usize = 1_024;

/// Builds the scene of a map. Actors without a placement are left out.
pub fn build(map: &LinkageMap, assessment: &Assessment, language: Language) -> Scene {
    build_with_paths(map, assessment.into(), (language, DrawingStyle::default()), edge_paths(map, None)).precomputed()
}

/// The parts of an assessment that a scene shows.
#[derive(Clone, Copy, Debug)]
pub struct SceneAssessment<'a> {
    /// The year of the assessment.
    pub year: Year,
    /// The verdicts.
    pub models: &'a BTreeMap<ModelId, ModelVerdict>,
    /// Actors that sell more or less than they have available.
    pub imbalances: &'a [Imbalance],
}

impl<'a> From<&'a Assessment> for SceneAssessment<'a> {
    fn from(assessment: &'a Assessment) -> Self {
        let Assessment { year, models, volumes, .. } = assessment;
        Self { year: *year, models, imbalances: &volumes.imbalances }
    }
}

/// Builds the scene in this language and drawing style, with link paths from [`edge_paths`].
pub fn build_with_paths(
    map: &LinkageMap,
    SceneAssessment { year, models, imbalances }: SceneAssessment<'_>,
    (language, drawing): (Language, DrawingStyle),
    EdgePaths { paths, is_provisional }: EdgePaths,
) -> Scene {
    let flow_widths = drawing.volumes.then(|| FlowWidths::new(map));
    let imbalance_marks =
        flow_widths.as_ref().map(|flow_widths| flow_widths.imbalance_marks(map, imbalances)).unwrap_or_default();
    let verdicts = core_verdicts(map, models);
    let colour_scale = ColourScale::new(map, drawing.colouring, &verdicts, language);
    let mark = |placement: &Placement| {
        let actor = map.actors().get(&placement.actor)?;
        Some(ActorMark {
            id: actor.id,
            area: card_area(placement),
            kind: actor.kind_in(year),
            name: actor.name.as_str().into(),
            detail: detail_text(actor, language).into(),
            is_multiple: actor.count > 1,
            is_absent: !actor.is_present(year),
            is_pinned: placement.pinned,
            is_below_lanes: actor.is_below_lanes(),
            verdict: verdicts.get(&actor.id).copied(),
            verdict_label: verdicts.get(&actor.id).map_or("", |verdict| verdict.text(language)),
            colour_key: colour_scale.of_actor(actor.id, actor.kind_in(year)),
            imbalance: imbalance_marks.get(&actor.id).copied(),
        })
    };
    let cards = || {
        let placements: Vec<&Placement> = map.placements().values().collect();
        shrunk_to_fit(placements.into_par_iter().with_min_len(CHUNK_SIZE).filter_map(mark).collect())
    };
    let lines = || shrunk_to_fit(link_marks(map, year, (&colour_scale, flow_widths.as_ref()), paths));
    let background = || {
        let strips = lanes(map);
        let (lanes, supporters) = lane_marks(map, &strips);
        (lanes, bands::band_marks(map, &strips, language), supporters, (strips.top, strips.bottom))
    };
    // In parallel.
    let ((background, actors), mut links) = rayon::join(|| rayon::join(background, cards), lines);
    place_markers(&mut links, &actors);
    let scales = flow_widths.map(|flow_widths| flow_widths.scales(language)).unwrap_or_default();
    let scene = assemble(background, (actors, links), (drawing, colour_scale.labels, scales), language);
    Scene { is_provisional, ..scene }
}

/// The scene of a map in two rows, given as maps of their own, each with its own lanes.
pub(super) fn in_two_rows(scene: Scene, [above, below]: [&LinkageMap; 2], (top, head): (f32, f32)) -> Scene {
    let [mut upper, lower] = [above, below].map(|row| lane_marks(row, &lanes(row)).0);
    let second_row = Some(LaneRow { first: upper.len(), top, head });
    upper.extend(lower);
    let area = bounding_area(&scene.actors, &scene.links, &upper, scene.supporters);
    Scene { lanes: upper, second_row, area, ..scene }
}

/// Frees spare capacity: a scene is long-lived, and for a country this is 10 MB.
fn shrunk_to_fit<T>(mut marks: Vec<T>) -> Vec<T> {
    marks.shrink_to_fit();
    marks
}

/// The scene with only the marks that the filter shows: positions stay, and lanes and bands count what is left. `map`
/// is the map of the scene. `None` when `progress` cancels.
pub fn filtered(
    scene: &Scene,
    map: &LinkageMap,
    filter: &VisibilityFilter<'_>,
    language: Language,
    progress: ProgressCallback<'_>,
) -> Option<Scene> {
    let processed = AtomicUsize::new(0);
    let all = (scene.actors.len() + scene.links.len()).max(1) as f32;
    let report_marks = |marks: usize| {
        let done = processed.fetch_add(marks, Ordering::Relaxed) + marks;
        progress(done as f32 / all)
    };
    let is_visible = |mark: &ActorMark| map.actors().get(&mark.id).is_some_and(|actor| filter.shows_actor(actor));
    let actors = filter_marks(&scene.actors, is_visible, report_marks)?;
    let visible = IdIndex::new(actors.iter().map(|mark| mark.id));
    let is_link_visible = |mark: &LinkMark| {
        let ends = visible.index_of(mark.from).is_some() && visible.index_of(mark.to).is_some();
        ends && map.links().get(&mark.id).is_some_and(|link| filter.shows_link(link))
    };
    let links = filter_marks(&scene.links, is_link_visible, report_marks)?;
    let (mut in_lane, mut in_band) = (HashMap::new(), HashMap::new());
    let band_of = layout::bands(map).band_of;
    for mark in &actors {
        if let Some(actor) = map.actors().get(&mark.id).filter(|actor| !actor.is_below_lanes()) {
            *in_lane.entry(actor.stage).or_insert(0) += 1;
        }
        if let Some(band) = band_of.get(&mark.id) {
            *in_band.entry(*band).or_insert(0) += 1;
        }
    }
    let lane = |lane: &LaneMark| {
        let actors = in_lane.get(&Some(lane.stage)).copied().unwrap_or_default();
        LaneMark { actors, ..lane.clone() }
    };
    let band = |(at, band): (usize, &BandMark)| BandMark {
        actors: in_band.get(&at).copied().unwrap_or_default(),
        ..band.clone()
    };
    let lanes = scene.lanes.iter().map(lane).collect();
    let bands = scene.bands.iter().enumerate().map(band).collect();
    let encoding = (scene.drawing, scene.colour_labels.clone(), scene.flow_scales.clone());
    let left = assemble((lanes, bands, scene.supporters, scene.lane_extent), (actors, links), encoding, language);
    progress(1.0).then_some(Scene { is_provisional: scene.is_provisional, ..left })
}

/// The marks for which `is_left` holds. `progress` gets the size of each portion once it is processed; `None` when it
/// cancels.
fn filter_marks<T: Clone + Send + Sync>(
    marks: &[T],
    is_visible: impl Fn(&T) -> bool + Sync,
    progress: impl Fn(usize) -> bool + Sync,
) -> Option<Vec<T>> {
    let left = |portion: &[T]| {
        let left: Vec<T> = portion.iter().filter(|mark| is_visible(mark)).cloned().collect();
        progress(portion.len()).then_some(left)
    };
    let portions = marks.par_chunks(CHUNK_SIZE).map(left).collect::<Option<Vec<Vec<T>>>>()?;
    let mut all = Vec::with_capacity(portions.iter().map(Vec::len).sum());
    all.extend(portions.into_iter().flatten());
    Some(all)
}

/// Lanes, bands, the strip of supporters, and top and bottom of the lanes.
type Background = (Vec<LaneMark>, Vec<BandMark>, Option<SupportersMark>, (f32, f32));

/// Drawing style, labels of colours, and scales of link widths.
type VisualEncoding = (DrawingStyle, Vec<(ColourKey, String)>, Vec<FlowScale>);

fn assemble(
    (lanes, bands, supporters, lane_extent): Background,
    (actors, links): (Vec<ActorMark>, Vec<LinkMark>),
    (drawing, colour_labels, scales): VisualEncoding,
    language: Language,
) -> Scene {
    let area = bounding_area(&actors, &links, &lanes, supporters);
    let mut scene = Scene {
        is_provisional: false,
        screen_cache: ScreenCache::default(),
        actor_positions: IdIndex::new(actors.iter().map(|mark| mark.id)),
        link_positions: IdIndex::new(links.iter().map(|mark| mark.id)),
        lanes,
        second_row: None,
        bands,
        supporters,
        actors,
        links,
        area,
        lane_extent,
        drawing,
        colour_labels,
        flow_scales: scales,
        legend: Vec::new(),
    };
    scene.legend = build_legend(&scene, language);
    scene
}

fn core_verdicts(map: &LinkageMap, models: &BTreeMap<ModelId, ModelVerdict>) -> BTreeMap<ActorId, Verdict> {
    let mut verdicts = BTreeMap::new();
    for (id, model_verdict) in models {
        for core in map.models().get(id).into_iter().flat_map(|model| &model.core) {
            let worst = verdicts.entry(*core).or_insert(model_verdict.verdict);
            *worst = model_verdict.verdict.max(*worst);
        }
    }
    verdicts
}

fn detail_text(actor: &Actor, language: Language) -> String {
    let count = (actor.count > 1).then(|| short_kind_count(actor.kind, actor.count as usize, language));
    let outside = actor.outside_province.then(|| capitalised(fields::OUTSIDE_PROVINCE.name(language)));
    // A card has room for one place: the smallest.
    let place = if actor.commune.is_empty() { &actor.district } else { &actor.commune };
    let place = (!place.is_empty()).then(|| place.clone());
    let parts: Vec<String> = [count, place, outside].into_iter().flatten().collect();
    parts.join(" · ")
}

fn link_marks(
    map: &LinkageMap,
    year: Year,
    (colour_scale, flow_widths): (&ColourScale, Option<&FlowWidths<'_>>),
    paths: Vec<Option<Path>>,
) -> Vec<LinkMark> {
    let lane_of: HashMap<_, usize> =
        map.stages_in_order().iter().enumerate().map(|(lane, stage)| (stage.id, lane)).collect();
    // Looked up once per actor instead of once per link: whether it is present, and its lane. Actors below the lanes
    // have none.
    let lane = |actor: &Actor| lane_of.get(&actor.stage.filter(|_| !actor.is_below_lanes())?).copied();
    let actors: Vec<(bool, Option<usize>)> =
        map.actors().values().map(|actor| (actor.is_present(year), lane(actor))).collect();
    let actor_at = IdIndex::new(map.actors().keys().copied());
    let end = |id| actor_at.index_of(id).and_then(|at| actors.get(at).copied()).unwrap_or_default();
    let links: Vec<(&Link, Option<Path>)> = map.links().values().zip(paths).collect();
    links
        .into_par_iter()
        .with_min_len(CHUNK_SIZE)
        .filter_map(|(link, path)| {
            let ((from_present, from), (to_present, to)) = (end(link.from), end(link.to));
            let status = link.status(year, from_present && to_present);
            let in_force_widths = flow_widths.filter(|_| status == LinkStatus::InForce);
            Some(LinkMark {
                id: link.id,
                from: link.from,
                to: link.to,
                kind: link.kind,
                form: link.form,
                status,
                is_backward: link.kind == LinkKind::Product && from.zip(to).is_some_and(|(from, to)| from > to),
                colour_key: colour_scale.of_link(link),
                flow_width: in_force_widths.and_then(|flow_widths| flow_widths.of_link(map, link)),
                marker: 0.5,
                path: path?,
            })
        })
        .collect()
}

fn lane_marks(map: &LinkageMap, found: &Lanes) -> (Vec<LaneMark>, Option<SupportersMark>) {
    let mut counts: HashMap<_, usize> = HashMap::new();
    for actor in map.actors().values().filter(|actor| !actor.is_below_lanes()) {
        *counts.entry(actor.stage).or_default() += 1;
    }
    let marks = found
        .lanes
        .iter()
        .map(|lane| LaneMark {
            stage: lane.stage,
            name: map.stages().get(&lane.stage).map(|stage| stage.name.clone()).unwrap_or_default(),
            left: lane.left,
            right: lane.right,
            actors: counts.get(&Some(lane.stage)).copied().unwrap_or_default(),
        })
        .collect();
    let below = found.supporters_top.zip(found.supporters_bottom);
    (marks, below.map(|(top, bottom)| SupportersMark { top, bottom }))
}

fn bounding_area(
    actors: &[ActorMark],
    links: &[LinkMark],
    lanes: &[LaneMark],
    supporters: Option<SupportersMark>,
) -> Area {
    let cards = actors.iter().fold(Area::NOTHING, |area, mark| area.union(mark.area));
    let lines = links.par_iter().with_min_len(CHUNK_SIZE).map(|mark| mark.path.bounds());
    let mut area = cards.union(lines.reduce(|| Area::NOTHING, Area::union));
    if area.is_empty() {
        area = Area { min: Point::new(0.0, 0.0), max: Point::new(0.0, ACTOR_SIZE.1 * 6.0) };
    }
    for lane in lanes {
        area.min.x = area.min.x.min(lane.left);
        area.max.x = area.max.x.max(lane.right);
    }
    if let Some(supporters) = supporters {
        area.max.y = area.max.y.max(supporters.bottom);
    }
    area
}
