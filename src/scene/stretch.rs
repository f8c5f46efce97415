//! A scene drawn wider: a tall map that is shown as it stands on a slide takes the width of the slide, so that lanes have
//! room for their names and boxes for their counts.

use super::geometry::{Area, Path, Point};
use super::marks::{ActorMark, LaneMark, LinkMark};
use super::scene_graph::{Scene, ScreenCache};

/// How much wider a scene is drawn at the most: with more, links between neighbours would be longer than a chain.
const MAX_STRETCH: f32 = 3.0;
/// The least that is worth it.
const MIN_STRETCH: f32 = 1.05;
/// The most actors of a scene that is stretched as its slide appears.
const MAX_ACTORS: usize = 30_000;
/// The part of a slide that the column of band names leaves to the map.
const BESIDE_BANDS: f32 = 0.8;

impl Scene {
    /// The same with its lanes so much wider that it is `ratio` times as wide as high: cards keep their size, links end
    /// where they did on them. `None` where it is as wide already, and where it is too large.
    pub fn stretched_to(&self, ratio: f32) -> Option<Self> {
        let ratio = if self.bands.is_empty() { ratio } else { ratio * BESIDE_BANDS };
        let factor = (ratio * self.area.height() / self.area.width().max(1.0)).min(MAX_STRETCH);
        if self.actors.len() > MAX_ACTORS || factor.is_nan() || factor <= MIN_STRETCH {
            return None;
        }
        let wider = |area: Area| {
            let by = area.middle().x * (factor - 1.0);
            Area { min: Point::new(area.min.x + by, area.min.y), max: Point::new(area.max.x + by, area.max.y) }
        };
        let actors: Vec<ActorMark> =
            self.actors.iter().map(|mark| ActorMark { area: wider(mark.area), ..mark.clone() }).collect();
        // How far what is fixed to a card is from where plain stretching would take it.
        let shift = |id, x: f32| {
            let middle = self.actor(id).map_or(x, |mark| mark.area.middle().x);
            (x - middle) * (1.0 - factor)
        };
        let links = self.links.iter().map(|mark| LinkMark {
            path: stretched(
                &mark.path,
                factor,
                (shift(mark.from, mark.path.start().x), shift(mark.to, mark.path.end().x)),
            ),
            ..mark.clone()
        });
        let lane = |lane: &LaneMark| LaneMark { left: lane.left * factor, right: lane.right * factor, ..lane.clone() };
        let area = self.area;
        let links: Vec<LinkMark> = links.collect();
        let stretched_area =
            Area { min: Point::new(area.min.x * factor, area.min.y), max: Point::new(area.max.x * factor, area.max.y) };
        Some(Self {
            lanes: self.lanes.iter().map(lane).collect(),
            actors,
            links,
            area: stretched_area,
            screen_cache: ScreenCache::default(),
            ..self.clone()
        })
    }
}

/// A path whose points lie `factor` times as far to the right, and moved by what its ends are moved: at each point by the
/// more of an end, the nearer it is to it along the path.
fn stretched(path: &Path, factor: f32, (start, end): (f32, f32)) -> Path {
    let last = path.points().len().saturating_sub(1).max(1) as f32;
    path.mapped(|at, point| {
        let part = at as f32 / last;
        Point::new(point.x * factor + start * (1.0 - part) + end * part, point.y)
    })
}
