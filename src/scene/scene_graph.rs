//! The scene: all marks of a map in one year and language, and how they are found by id, place or area.

use std::sync::OnceLock;

use super::colouring::ColourKey;
use super::flow_widths::FlowScale;
use super::geometry::{Area, Point};
use super::legend_symbols::LegendGroup;
use super::level_of_detail::{LodLevel, LodSource, lod_levels};
use super::marks::{ActorMark, BandMark, LaneMark, LaneRow, LinkMark, SupportersMark};
use super::rtree::RTree;
use crate::analysis::ProgressCallback;
use crate::map::{ActorId, DrawingStyle, IdIndex, LinkId};

/// Everything visible of a map in one year and language.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The lanes from left to right.
    pub lanes: Vec<LaneMark>,
    /// Where the second row of lanes begins, on a slide that has two.
    pub second_row: Option<LaneRow>,
    /// The bands across the lanes from top to bottom; empty when the map asks for none.
    pub bands: Vec<BandMark>,
    /// The strip of supporters, where there are any.
    pub supporters: Option<SupportersMark>,
    /// The actors in id order.
    pub actors: Vec<ActorMark>,
    /// The links in id order.
    pub links: Vec<LinkMark>,
    /// Bounding box of all marks.
    pub area: Area,
    /// Top and bottom of all lanes.
    pub(super) lane_extent: (f32, f32),
    /// How it is drawn.
    pub drawing: DrawingStyle,
    /// Names of the products or districts with a colour, where colours encode them.
    pub colour_labels: Vec<(ColourKey, String)>,
    /// Scales of link widths, where volumes are drawn: the greatest volume of each unit.
    pub flow_scales: Vec<FlowScale>,
    /// The legend.
    pub legend: Vec<LegendGroup>,
    /// Whether some links are led directly until all are routed, as just after an edit.
    pub is_provisional: bool,
    pub(super) screen_cache: ScreenCache,
    pub(super) actor_positions: IdIndex<ActorId>,
    pub(super) link_positions: IdIndex<LinkId>,
}

/// Data that only an interactive view needs, each computed on first use.
#[derive(Clone, Debug, Default)]
pub(super) struct ScreenCache {
    lod_levels: OnceLock<Vec<LodLevel>>,
    actor_tree: OnceLock<RTree>,
    link_tree: OnceLock<RTree>,
}

impl Scene {
    /// The levels of detail, the finest first; never empty.
    pub fn lod_levels(&self) -> &[LodLevel] {
        self.screen_cache.lod_levels.get_or_init(|| lod_levels(&self.lod_source(), &|_| true).unwrap_or_default())
    }

    /// Fills the screen cache in advance: for a country that takes a while, and exported pictures do not need it.
    #[must_use]
    pub fn precomputed(self) -> Self {
        rayon::join(|| (self.lod_levels(), self.actor_tree()), || self.link_tree());
        self
    }

    /// Like [`precomputed`](Self::precomputed); `None` when `progress` cancels.
    pub fn precomputed_with_progress(self, progress: ProgressCallback<'_>) -> Option<Self> {
        let cells_and_actors = || {
            if self.screen_cache.lod_levels.get().is_none() {
                let levels = lod_levels(&self.lod_source(), progress)?;
                self.screen_cache.lod_levels.get_or_init(|| levels);
            }
            progress(1.0).then(|| self.actor_tree())
        };
        let links = || progress(0.0).then(|| self.link_tree());
        let (one, other) = rayon::join(cells_and_actors, links);
        one.and(other)?;
        progress(1.0).then_some(self)
    }

    fn lod_source(&self) -> LodSource<'_> {
        LodSource {
            lanes: &self.lanes,
            bands: &self.bands,
            supporters: self.supporters,
            lane_extent: self.lane_extent,
            actors: &self.actors,
            links: &self.links,
            actor_positions: &self.actor_positions,
        }
    }

    fn actor_tree(&self) -> &RTree {
        let cards = self.actors.iter().map(|mark| mark.area).enumerate();
        self.screen_cache.actor_tree.get_or_init(|| RTree::new(self.actors.len(), cards))
    }

    fn link_tree(&self) -> &RTree {
        let lines = self.links.iter().enumerate();
        let lines = lines.flat_map(|(at, mark)| mark.path.chunk_bounds().map(move |area| (at, area)));
        self.screen_cache.link_tree.get_or_init(|| RTree::new(self.links.len(), lines))
    }

    /// The card of an actor.
    pub fn actor(&self, id: ActorId) -> Option<&ActorMark> {
        self.actor_positions.index_of(id).and_then(|at| self.actors.get(at))
    }

    /// The line of a link.
    pub fn link(&self, id: LinkId) -> Option<&LinkMark> {
        self.link_positions.index_of(id).and_then(|at| self.links.get(at))
    }

    /// The cards that touch an area, in id order.
    pub fn actors_in(&self, area: Area) -> impl Iterator<Item = &ActorMark> {
        self.actor_tree().intersecting(area).into_iter().filter_map(|at| self.actors.get(at))
    }

    /// Whether one of the cards that touch an area is wanted; they come in no order.
    pub fn any_actor_in(&self, area: Area, mut is_wanted: impl FnMut(&ActorMark) -> bool) -> bool {
        self.actor_tree().any_touching(area, |at| self.actors.get(at as usize).is_some_and(&mut is_wanted))
    }

    /// The links with a curve whose bounding box touches an area, in id order.
    pub fn links_in(&self, area: Area) -> impl Iterator<Item = &LinkMark> {
        let near = self.link_tree().intersecting(area).into_iter().filter_map(|at| self.links.get(at));
        near.filter(move |mark| mark.path.may_intersect(area))
    }

    /// The card under a point; of overlapping cards the topmost.
    pub fn actor_at_point(&self, point: Point) -> Option<&ActorMark> {
        self.actors_in(Area { min: point, max: point }).last()
    }

    /// The link nearest to a point, no farther than `reach`.
    pub fn nearest_link(&self, point: Point, max_distance: f32) -> Option<&LinkMark> {
        let around = Area { min: point, max: point }.expanded(max_distance);
        self.links_in(around)
            .map(|mark| (mark.path.distance(point), mark))
            .filter(|(distance, _)| *distance <= max_distance)
            .min_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, mark)| mark)
    }

    /// The lane at an x coordinate, or the nearest beyond the outer lanes.
    pub fn lane_at(&self, x: f32) -> Option<&LaneMark> {
        self.lanes.iter().find(|lane| x < lane.right).or(self.lanes.last())
    }

    /// The lanes of the first row and those of the second one.
    pub fn lane_rows(&self) -> (&[LaneMark], &[LaneMark]) {
        let first = self.second_row.map_or(self.lanes.len(), |row| row.first);
        self.lanes.split_at_checked(first).unwrap_or((&self.lanes, &[]))
    }

    /// The upper edge of the lanes.
    pub fn lanes_top(&self) -> f32 {
        self.lane_extent.0
    }

    /// The lower edge of the lanes.
    pub fn lanes_bottom(&self) -> f32 {
        self.lane_extent.1
    }

    /// The band at a y coordinate.
    pub fn band_at(&self, y: f32) -> Option<&BandMark> {
        self.bands.iter().find(|band| y >= band.top && y < band.bottom)
    }

    /// Bounding box of these actors' cards.
    pub fn area_of(&self, actors: impl IntoIterator<Item = ActorId>) -> Area {
        actors.into_iter().filter_map(|id| self.actor(id)).fold(Area::NOTHING, |area, mark| area.union(mark.area))
    }
}
