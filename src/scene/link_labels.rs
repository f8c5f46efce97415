//! Labels on links: each stands on a free stretch of its own line, or just above or below it. None covers a card, a
//! line of another link, or another label; what finds no place is shortened, then left out, the least important first.

use std::cmp::Reverse;

use super::area_grid::AreaGrid;
use super::card::{BADGE_REACH, line_height, occupied_area};
use super::geometry::{Area, Point};
use super::labels::link_label_priority;
use super::line_index::{LineIndex, LineIndexBuilder, segment_meets};
use super::link_style::{ARROWHEAD_SIZE, DOUBLE_LINE_OFFSET, MID_MARKER_RADIUS, mid_marker};
use super::marks::LinkMark;
use super::scene_graph::Scene;
use super::text_metrics::{FontWeight, text_width};
use crate::language::{Language, link_labels};
use crate::map::{LinkId, LinkageMap};

/// Font size of a label at 100 %.
pub const LINK_LABEL_SIZE: f32 = 10.5;
/// Padding around the text of a label, by font size.
const PADDING: (f32, f32) = (0.38, 0.1);
/// A toolkit may set a text this much wider than it is measured.
const WIDTH_SLACK: f32 = 1.03;
/// Distance of a label from cards and from lines of other links.
const CARD_CLEARANCE: f32 = 4.0;
const LINE_CLEARANCE: f32 = 2.0;
/// How much of its line is seen before and behind a label on it.
const SEEN_BEFORE: f32 = 8.0;
const SEEN_BEHIND: f32 = ARROWHEAD_SIZE + 8.0;
/// Positions tried along a line, at most and by their distance.
const MAX_POSITIONS: usize = 48;
const POSITION_DISTANCE: f32 = 7.0;
/// A line that rises less than this under a label may have it above or below.
const LEVEL_RISE: f32 = 3.0;
/// What a slope, and a place beside the line instead of on it, cost: as a part of the line's length that a label stands
/// away from its middle.
const SLOPE_COST: f32 = 0.35;
const BESIDE_COST: [f32; 2] = [0.1, 0.14];
/// Segments of a line that are looked at together: most are far from a place.
const RUN: usize = 8;
/// The gap between labels.
const LABEL_GAP: f32 = 1.0;
/// Side of the squares that placed labels are looked up by, by font size.
const GRID_SIDE: f32 = 8.0;
/// How much farther than its own line all others are from a label beside it, so that nobody takes it for theirs.
const BESIDE_CLEARANCE: f32 = 7.0;

/// A label with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkLabel {
    /// The link.
    pub link: LinkId,
    /// Its rectangle, with padding.
    pub area: Area,
    /// Its text.
    pub rows: Vec<String>,
    /// Font size, in map units.
    pub size: f32,
}

impl LinkLabel {
    /// The middle of each row of text.
    pub fn row_middles(&self) -> impl Iterator<Item = (&str, Point)> {
        let height = line_height(self.size);
        let top = self.area.middle().y - height * self.rows.len() as f32 / 2.0;
        let x = self.area.middle().x;
        self.rows
            .iter()
            .zip(0_u8..)
            .map(move |(row, at)| (row.as_str(), Point::new(x, top + height * (f32::from(at) + 0.5))))
    }
}

/// Where labels may stand, and how large they are.
#[derive(Clone, Debug)]
pub struct LabelRequest<'a> {
    /// Font size, in map units.
    pub size: f32,
    /// Where labels may stand.
    pub within: Area,
    /// What they must not cover besides cards and lines.
    pub occupied: &'a [Area],
    /// The most links: among more, no label could be told apart.
    pub max_links: usize,
}

/// Places the labels of links, the most important first and otherwise in id order; `is_first` are placed before all
/// others.
pub fn place_link_labels(
    scene: &Scene,
    map: &LinkageMap,
    language: Language,
    request: &LabelRequest<'_>,
    is_first: impl Fn(&LinkMark) -> bool,
) -> Vec<LinkLabel> {
    let links: Vec<&LinkMark> = scene.links_in(request.within).collect();
    if links.len() > request.max_links {
        return Vec::new();
    }
    let lines = line_index(scene, &links, request);
    let taken = AreaGrid::new(request.size * GRID_SIDE);
    let mut placer = Placer { scene, lines, request, placed: Vec::new(), taken };
    let mut by_importance = links;
    by_importance.sort_by_key(|mark| (Reverse((is_first(mark), link_label_priority(mark))), mark.id));
    for mark in by_importance {
        let Some(link) = map.links().get(&mark.id) else { continue };
        let texts = link_labels(map, link, language);
        if !texts.is_empty() {
            placer.place(mark, texts);
        }
    }
    placer.placed
}

/// The lines that labels keep clear of, with all their markers.
fn line_index(scene: &Scene, links: &[&LinkMark], request: &LabelRequest<'_>) -> LineIndex<LinkId> {
    let mut lines = LineIndexBuilder::default();
    for mark in links {
        let half = (mark.flow_width.unwrap_or_default() / 2.0).max(double_line_offset(request.size)) + LINE_CLEARANCE;
        let points = mark.path.polyline();
        lines.add(mark.id, &points, half);
        let tip = mark.path.trimmed_end(ARROWHEAD_SIZE);
        lines.add(mark.id, &[tip, mark.path.end()], half + ARROWHEAD_SIZE / 2.0);
        if has_mid_marker(mark) {
            lines.add(mark.id, &mark.path.near(mark.marker), MID_MARKER_RADIUS + LINE_CLEARANCE);
        }
    }
    for mark in scene.actors_in(request.within) {
        if let Some(imbalance) = mark.imbalance {
            // No label belongs to it, so it is in the way of all.
            lines.add(LinkId(u32::MAX), &imbalance.ends(mark.area), imbalance.width / 2.0 + LINE_CLEARANCE);
        }
    }
    lines.build()
}

/// How far a double line reaches from its middle where labels have this size, in map units: from afar its lines are no
/// nearer to each other on the screen, and so farther apart on the map.
fn double_line_offset(size: f32) -> f32 {
    DOUBLE_LINE_OFFSET * (size / LINK_LABEL_SIZE).max(1.0)
}

pub(super) fn has_mid_marker(mark: &LinkMark) -> bool {
    mid_marker(mark.status, mark.is_backward).is_some()
}

/// Places one label after the other.
struct Placer<'a> {
    scene: &'a Scene,
    lines: LineIndex<LinkId>,
    request: &'a LabelRequest<'a>,
    placed: Vec<LinkLabel>,
    /// What the placed ones take up, with a gap around each.
    taken: AreaGrid,
}

impl Placer<'_> {
    /// Places the longest of these texts that has room.
    fn place(&mut self, mark: &LinkMark, texts: Vec<Vec<String>>) {
        let line = Line::of(mark);
        for rows in texts {
            let (width, height) = label_size(&rows, self.request.size);
            let places = line.places((width, height), double_line_offset(self.request.size), has_mid_marker(mark));
            if let Some(Place { area, .. }) = places.into_iter().find(|place| self.is_free(place, mark.id)) {
                self.taken.add(area.expanded(LABEL_GAP));
                self.placed.push(LinkLabel { link: mark.id, area, rows, size: self.request.size });
                return;
            }
        }
    }

    fn is_free(&self, Place { area, kept_clear, .. }: &Place, link: LinkId) -> bool {
        let area = *area;
        // Beyond it, lines in the way may be unknown.
        self.request.within.covers(area)
            && !self.request.occupied.iter().any(|other| other.intersects(area))
            && !self.taken.touches(area)
            && self.is_clear_of_cards(area)
            && self.lines.is_clear_of_others(*kept_clear, link)
    }

    fn is_clear_of_cards(&self, area: Area) -> bool {
        !self.scene.any_actor_in(area.expanded(CARD_CLEARANCE + BADGE_REACH), |mark| {
            occupied_area(mark, mark.area, CARD_CLEARANCE, BADGE_REACH).intersects(area)
        })
    }
}

/// Width and height of a label with its padding.
fn label_size(rows: &[String], size: f32) -> (f32, f32) {
    let width = rows.iter().map(|row| text_width(row, FontWeight::Regular, size)).fold(0.0, f32::max);
    let (beside, above) = PADDING;
    (width * WIDTH_SLACK + 2.0 * beside * size, line_height(size) * rows.len() as f32 + 2.0 * above * size)
}

/// The line of a link as a polyline, with the length up to each point.
struct Line {
    points: Vec<(Point, f32)>,
    /// The bounding boxes of each [`RUN`] of its segments.
    runs: Vec<Area>,
    /// Where its marker stands, if it has one.
    marker: Point,
}

impl Line {
    fn of(mark: &LinkMark) -> Self {
        let path = &mark.path;
        let mut length = 0.0;
        let mut last = path.start();
        let measured = |point: Point| {
            length += last.distance(point);
            last = point;
            (point, length)
        };
        let points: Vec<(Point, f32)> = path.polyline().into_iter().map(measured).collect();
        let bounds =
            |segments: &[(Point, f32)]| segments.iter().map(|(point, _)| *point).fold(Area::NOTHING, with_point);
        let runs = (0..points.len()).step_by(RUN).filter_map(|at| points.get(at..points.len().min(at + RUN + 1)));
        Self { runs: runs.map(bounds).collect(), points, marker: path.near(mark.marker)[0] }
    }

    /// Its segments near an area, in order.
    fn segments_near(&self, area: Area) -> impl Iterator<Item = [(Point, f32); 2]> {
        let near = self.runs.iter().enumerate().filter(move |(_, bounds)| bounds.intersects(area));
        let points = near.filter_map(move |(run, _)| {
            let from = run * RUN;
            self.points.get(from..self.points.len().min(from + RUN + 1))
        });
        points.flat_map(|points| points.windows(2)).filter_map(|pair| <[(Point, f32); 2]>::try_from(pair).ok())
    }

    fn length(&self) -> f32 {
        self.points.last().map_or(0.0, |(_, length)| *length)
    }

    /// The point at so much of its length.
    fn at(&self, length: f32) -> Point {
        let next = self.points.partition_point(|(_, so_far)| *so_far < length);
        let to = self.points.get(next).or(self.points.last());
        let from = next.checked_sub(1).and_then(|at| self.points.get(at)).or(to);
        match (from, to) {
            (Some((from, start)), Some((to, end))) if end > start => from.lerp(*to, (length - start) / (end - start)),
            (_, Some((to, _))) => *to,
            _ => self.marker,
        }
    }

    /// Rectangles of this size on, above and below the line, the best first; `line_offset` is how far the line reaches from
    /// its middle.
    fn places(&self, (width, height): (f32, f32), line_offset: f32, has_mid_marker: bool) -> Vec<Place> {
        let length = self.length();
        let mut places: Vec<Place> = Vec::new();
        let steps = ((length / POSITION_DISTANCE) as usize).clamp(1, MAX_POSITIONS);
        for step in 1..=steps {
            let along = length * (step as f32 - 0.5) / steps as f32;
            let centre = self.at(along);
            let area = Area::from_center_size(centre, width, height);
            let Some(covered) = self.covered(area) else { continue };
            let slope = covered.rise / width.max(1.0);
            let cost = (along / length.max(1.0) - 0.5).abs() + slope.min(1.0) * SLOPE_COST;
            let marker = Area::from_center_size(self.marker, 2.0 * MID_MARKER_RADIUS, 2.0 * MID_MARKER_RADIUS);
            let is_seen = covered.from >= SEEN_BEFORE && covered.to <= length - SEEN_BEHIND;
            if is_seen && !(has_mid_marker && area.intersects(marker)) {
                places.push(Place { cost, area, kept_clear: area });
            }
            if covered.rise <= LEVEL_RISE && !has_mid_marker {
                let by = f32::midpoint(height, covered.rise) + line_offset + LINE_CLEARANCE;
                for (offset, beside) in [-by, by].into_iter().zip(BESIDE_COST) {
                    let area = Area::from_center_size(Point::new(centre.x, covered.middle + offset), width, height);
                    let mut kept_clear = area;
                    if offset < 0.0 {
                        kept_clear.min.y -= BESIDE_CLEARANCE;
                    } else {
                        kept_clear.max.y += BESIDE_CLEARANCE;
                    }
                    places.push(Place { cost: cost + beside, area, kept_clear });
                }
            }
        }
        places.sort_by(|one, other| one.cost.total_cmp(&other.cost));
        places
    }

    /// The part of the line that lies in an area; `None` when it does not touch it.
    fn covered(&self, area: Area) -> Option<Covered> {
        let mut covered: Option<(f32, f32, f32, f32)> = None;
        for [from, to] in self.segments_near(area) {
            if Area::from_corners(from.0, to.0).intersects(area) && segment_meets(from.0, to.0, area) {
                let (high, low) = (from.0.y.min(to.0.y), from.0.y.max(to.0.y));
                let (start, _, top, bottom) = covered.unwrap_or((from.1, to.1, high, low));
                covered = Some((start, to.1, top.min(high), bottom.max(low)));
            }
        }
        covered.map(|(from, to, top, bottom)| Covered {
            from,
            to,
            rise: bottom - top,
            middle: f32::midpoint(top, bottom),
        })
    }
}

fn with_point(area: Area, point: Point) -> Area {
    area.union(Area { min: point, max: point })
}

/// Where a label could stand.
struct Place {
    cost: f32,
    area: Area,
    /// Where no other line may run.
    kept_clear: Area,
}

/// The part of a line under a label.
struct Covered {
    /// From so much of its length, and to so much.
    from: f32,
    to: f32,
    /// How much it rises or falls in it.
    rise: f32,
    /// The middle of that.
    middle: f32,
}
