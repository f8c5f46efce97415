//! Fewer links for a picture that they would cover: of lines that lie beside each other, one is drawn.
//!
//! Each line takes as long to draw as it has points. Where all of them together have more points than the picture, none can
//! be followed by the eye any more, and drawing them all takes minutes.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::scene::{LinkMark, Point};

/// A picture may always have lines of this many points together, however small it is: they take about two seconds.
const LEAST_INK: f32 = 16_000_000.0;
/// Lines whose ends are this many points apart lie beside each other, at first; then twice as many, and so on.
const NEAREST: f32 = 2.0;

/// The links that are drawn at a zoom on a picture of so many points: all, or one of those of one look whose ends are near
/// each other, where the lines have more points than the picture.
pub(super) fn distinct_links(links: &[LinkMark], zoom: f32, picture_points: f32) -> Cow<'_, [LinkMark]> {
    let most_ink = picture_points.max(LEAST_INK);
    let mut drawn: Vec<&LinkMark> = links.iter().collect();
    if ink(&drawn, zoom) <= most_ink {
        return Cow::Borrowed(links);
    }
    let mut apart = NEAREST;
    // In the end all lie in one cell.
    while ink(&drawn, zoom) > most_ink && apart < f32::MAX / 2.0 {
        let cell = |point: Point| [point.x, point.y].map(|at| (at * zoom / apart).floor() as i32);
        let look = |mark: &LinkMark| (mark.kind, mark.form, mark.status, mark.is_backward, mark.colour_key);
        // Never iterated; the hasher has no random keys.
        let mut seen = FxHashSet::default();
        drawn.retain(|mark| seen.insert((cell(mark.path.start()), cell(mark.path.end()), look(mark))));
        apart *= 2.0;
    }
    Cow::Owned(drawn.into_iter().cloned().collect())
}

/// The points of lines at a zoom, where each is one point wide.
fn ink(links: &[&LinkMark], zoom: f32) -> f32 {
    let length = |mark: &&LinkMark| mark.path.curves().map(|curve| curve.0[0].distance(curve.0[3])).sum::<f32>();
    links.iter().map(length).sum::<f32>() * zoom
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{ActorId, LinkId, LinkKind, LinkStatus};
    use crate::scene::{Curve, Path};

    /// A line down to another place beside it.
    fn line(id: u32, (from, to): (f32, f32), is_backward: bool) -> LinkMark {
        LinkMark {
            id: LinkId(id),
            from: ActorId(1),
            to: ActorId(2),
            kind: LinkKind::Product,
            form: None,
            status: LinkStatus::InForce,
            is_backward,
            colour_key: None,
            flow_width: None,
            marker: 0.5,
            path: Path::new(Curve::straight(Point::new(from, 0.0), Point::new(to, 100_000.0)), []),
        }
    }

    #[test]
    fn lines_that_can_be_followed_are_all_drawn() {
        let links: Vec<LinkMark> = (0..160).map(|id| line(id, (0.0, 0.0), false)).collect();
        assert!(matches!(distinct_links(&links, 1.0, 1_000.0), Cow::Borrowed(all) if all.len() == 160));
        // A larger picture has room for more.
        let more: Vec<LinkMark> = (0..1_600).map(|id| line(id, (0.0, 0.0), false)).collect();
        assert_eq!(distinct_links(&more, 1.0, 160_000_000.0).len(), 1_600);
        assert_eq!(distinct_links(&more, 0.1, 1_000.0).len(), 1_600);
    }

    #[test]
    fn of_lines_beside_each_other_one_of_each_look_is_drawn() {
        let side = |id: u32| if id.is_multiple_of(2) { (0.5, 0.5) } else { (900.0, 300.0) };
        let links: Vec<LinkMark> = (0..400).map(|id| line(id, side(id), id < 4)).collect();
        let drawn: Vec<u32> = distinct_links(&links, 1.0, 1_000.0).iter().map(|mark| mark.id.0).collect();
        assert_eq!(drawn, [0, 1, 4, 5]);
    }

    #[test]
    fn the_bound_holds_wherever_lines_lie() {
        let links: Vec<LinkMark> = (0..5_000).map(|id| line(id, (id as f32 * 7.0, id as f32 * -3.0), false)).collect();
        for zoom in [0.01, 0.3, 1.0, 40.0] {
            let drawn = distinct_links(&links, zoom, 20_000_000.0);
            let drawn: Vec<&LinkMark> = drawn.iter().collect();
            assert!(!drawn.is_empty() && (drawn.len() == 1 || ink(&drawn, zoom) <= 20_000_000.0), "{zoom}");
        }
    }
}
