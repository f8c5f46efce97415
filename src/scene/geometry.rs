//! Points, areas and curves on the map.

use std::sync::Arc;

/// A point on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Rightwards.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

impl Point {
    /// The point at these coordinates.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// Linear interpolation towards another point; `part` from 0 to 1.
    #[must_use]
    pub fn lerp(self, other: Self, t: f32) -> Self {
        Self::new(self.x + (other.x - self.x) * t, self.y + (other.y - self.y) * t)
    }

    /// Distance to another point.
    pub fn distance(self, other: Self) -> f32 {
        // Coordinates of maps cannot overflow or underflow when squared, which is what `hypot` guards against.
        ((self.x - other.x) * (self.x - other.x) + (self.y - other.y) * (self.y - other.y)).sqrt()
    }
}

/// A rectangle on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Upper left corner.
    pub min: Point,
    /// Lower right corner.
    pub max: Point,
}

impl Area {
    /// The empty area: the neutral element of [`union`](Self::union).
    pub const NOTHING: Self =
        Self { min: Point::new(f32::INFINITY, f32::INFINITY), max: Point::new(f32::NEG_INFINITY, f32::NEG_INFINITY) };

    /// The area between two corners, given in any order.
    pub fn from_corners(a: Point, b: Point) -> Self {
        Self { min: Point::new(a.x.min(b.x), a.y.min(b.y)), max: Point::new(a.x.max(b.x), a.y.max(b.y)) }
    }

    /// The area of this size around a centre.
    pub fn from_center_size(middle: Point, width: f32, height: f32) -> Self {
        Self {
            min: Point::new(middle.x - width / 2.0, middle.y - height / 2.0),
            max: Point::new(middle.x + width / 2.0, middle.y + height / 2.0),
        }
    }

    /// Whether it contains no point.
    pub fn is_empty(self) -> bool {
        self.min.x > self.max.x || self.min.y > self.max.y
    }

    /// Its centre.
    pub fn middle(self) -> Point {
        self.min.lerp(self.max, 0.5)
    }

    /// Its width.
    pub fn width(self) -> f32 {
        self.max.x - self.min.x
    }

    /// Its height.
    pub fn height(self) -> f32 {
        self.max.y - self.min.y
    }

    /// The smallest area that contains both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            min: Point::new(self.min.x.min(other.min.x), self.min.y.min(other.min.y)),
            max: Point::new(self.max.x.max(other.max.x), self.max.y.max(other.max.y)),
        }
    }

    /// This area with a margin on all sides.
    #[must_use]
    pub fn expanded(self, margin: f32) -> Self {
        Self {
            min: Point::new(self.min.x - margin, self.min.y - margin),
            max: Point::new(self.max.x + margin, self.max.y + margin),
        }
    }

    /// The whole plane.
    pub const EVERYTHING: Self = Self {
        min: Point { x: f32::NEG_INFINITY, y: f32::NEG_INFINITY },
        max: Point { x: f32::INFINITY, y: f32::INFINITY },
    };

    /// The bounding box of these points.
    pub fn bounding(points: &[Point]) -> Self {
        points.iter().fold(Self::NOTHING, |area, point| area.union(Self { min: *point, max: *point }))
    }

    /// Whether a point lies in it.
    pub fn contains(self, point: Point) -> bool {
        point.x >= self.min.x && point.x <= self.max.x && point.y >= self.min.y && point.y <= self.max.y
    }

    /// Distance of a point from it; 0 inside.
    pub fn distance(self, point: Point) -> f32 {
        let outside = |low: f32, at: f32, high: f32| (low - at).max(at - high).max(0.0);
        let x = outside(self.min.x, point.x, self.max.x);
        let y = outside(self.min.y, point.y, self.max.y);
        Point::new(x, y).distance(Point::default())
    }

    /// Whether another area lies in it.
    pub fn covers(self, other: Self) -> bool {
        self.contains(other.min) && self.contains(other.max)
    }

    /// Whether two areas share a point.
    pub fn intersects(self, other: Self) -> bool {
        self.min.x <= other.max.x && other.min.x <= self.max.x && self.min.y <= other.max.y && other.min.y <= self.max.y
    }
}

/// A cubic Bézier curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve(pub [Point; 4]);

impl Curve {
    /// The straight line between two points.
    pub fn straight(from: Point, to: Point) -> Self {
        Self([from, from.lerp(to, 1.0 / 3.0), from.lerp(to, 2.0 / 3.0), to])
    }

    /// The point at parameter `t`, 0 to 1.
    pub fn at(&self, t: f32) -> Point {
        let [a, b, c, d] = self.0;
        let (ab, bc, cd) = (a.lerp(b, t), b.lerp(c, t), c.lerp(d, t));
        ab.lerp(bc, t).lerp(bc.lerp(cd, t), t)
    }

    /// The part of it from its start to parameter `t` (de Casteljau).
    #[must_use]
    pub fn truncated(&self, t: f32) -> Self {
        let [a, b, c, d] = self.0;
        let (ab, bc, cd) = (a.lerp(b, t), b.lerp(c, t), c.lerp(d, t));
        let (first, second) = (ab.lerp(bc, t), bc.lerp(cd, t));
        Self([a, ab, first, first.lerp(second, t)])
    }

    /// Approximate offset curve at this distance: the control polygon with every leg shifted (Tiller and Hanson 1984);
    /// close where curvature is small compared with the distance.
    #[must_use]
    pub fn offset(&self, distance: f32) -> Self {
        let normal = |from: Point, to: Point| {
            let length = from.distance(to);
            (length > 0.01).then(|| Point::new(-(to.y - from.y) / length, (to.x - from.x) / length))
        };
        let [a, b, c, d] = self.0;
        let whole = normal(a, d).unwrap_or(Point::new(0.0, 1.0));
        let [first, second, third] = [(a, b), (b, c), (c, d)].map(|(from, to)| normal(from, to));
        let first = first.or(second).or(third).unwrap_or(whole);
        let third = third.or(second).unwrap_or(first);
        let second = second.unwrap_or(whole);
        let offset_point = |point: Point, n: Point, m: Point| {
            // Intersection of the two shifted legs; sharp corners are limited.
            let by = distance / (1.0 + n.x * m.x + n.y * m.y).max(0.5);
            Point::new(point.x + (n.x + m.x) * by, point.y + (n.y + m.y) * by)
        };
        Self([
            offset_point(a, first, first),
            offset_point(b, first, second),
            offset_point(c, second, third),
            offset_point(d, third, third),
        ])
    }

    /// Whether it is a straight line.
    pub fn is_straight(&self) -> bool {
        let area = self.bounds();
        area.width() <= 0.0 || area.height() <= 0.0
    }

    /// An area that it lies in.
    pub fn bounds(&self) -> Area {
        Area::bounding(&self.0)
    }

    /// About how far a point is from it; good to about a tenth of its length divided by the steps.
    pub fn distance(&self, point: Point) -> f32 {
        const STEPS: u8 = 24;
        let mut nearest = f32::INFINITY;
        let mut from = self.at(0.0);
        for step in 1..=STEPS {
            let to = self.at(f32::from(step) / f32::from(STEPS));
            nearest = nearest.min(distance_to_segment(point, from, to));
            from = to;
        }
        nearest
    }
}

/// At least one curve, each starting at the end of the one before. Clones share the points: a filtered scene uses the
/// paths of the whole one.
#[derive(Clone, Debug, PartialEq)]
pub struct Path(
    /// The start, then three points per curve, for memory: a country has millions of curves.
    Arc<[Point]>,
);

impl Path {
    /// A path of one curve and those that follow it.
    pub fn new(first: Curve, rest: impl IntoIterator<Item = Curve>) -> Self {
        let after = |Curve([_, b, c, d]): Curve| [b, c, d];
        Self(first.0.into_iter().chain(rest.into_iter().flat_map(after)).collect())
    }

    /// Its start, then three points a curve.
    pub(super) fn points(&self) -> &[Point] {
        &self.0
    }

    /// The path with each of these points at another place; they are numbered from its start.
    #[must_use]
    pub(super) fn mapped(&self, place: impl Fn(usize, Point) -> Point) -> Self {
        Self(self.0.iter().enumerate().map(|(at, point)| place(at, *point)).collect())
    }

    /// Its curves from start to end.
    pub fn curves(&self) -> impl Iterator<Item = Curve> + Clone {
        let (parts, _) = self.0.get(1..).unwrap_or_default().as_chunks();
        parts.iter().scan(self.start(), |at, &[b, c, d]| {
            let curve = Curve([*at, b, c, d]);
            *at = d;
            Some(curve)
        })
    }

    /// Its points up to the start of the last curve, and the last curve shortened by about `length`; `None` when
    /// nothing of it is left and it is not the only one.
    fn trim_parts(&self, length: f32) -> (&[Point], Option<Curve>) {
        let before = self.0.get(..self.0.len().saturating_sub(3)).unwrap_or_default();
        let last = self.0.last_chunk().map(|last| Curve(*last));
        (before, last.and_then(|last| trimmed_curve(&last, length, before.len() == 1)))
    }

    /// The path shortened at its end by about `length`; never empty.
    #[must_use]
    pub fn trimmed(&self, length: f32) -> Self {
        let (before, last) = self.trim_parts(length);
        let after = last.map(|Curve([_, b, c, d])| [b, c, d]);
        Self(before.iter().copied().chain(after.into_iter().flatten()).collect())
    }

    /// The end of [`trimmed`](Self::trimmed).
    pub fn trimmed_end(&self, length: f32) -> Point {
        let (before, last) = self.trim_parts(length);
        last.map(|Curve([.., end])| end).or(before.last().copied()).unwrap_or_default()
    }

    /// From its end to its start.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self(self.0.iter().rev().copied().collect())
    }

    /// Where it starts.
    pub fn start(&self) -> Point {
        self.0.first().copied().unwrap_or_default()
    }

    /// Where it ends.
    pub fn end(&self) -> Point {
        self.0.last().copied().unwrap_or_default()
    }

    /// The points just before and just after half of its length, measured along chords; good enough for a label.
    pub fn middle(&self) -> [Point; 2] {
        self.near(0.5)
    }

    /// Its length, measured along chords.
    pub fn chord_length(&self) -> f32 {
        self.curves().map(|Curve([start, .., end])| start.distance(end)).sum()
    }

    /// The points just before and just after a part of its length, from 0 to 1, measured along chords.
    pub fn near(&self, part: f32) -> [Point; 2] {
        let length = |Curve([start, .., end]): Curve| start.distance(end);
        let mut left = self.chord_length() * part;
        for curve in self.curves() {
            let own = length(curve);
            if left <= own {
                let t = if own > 0.0 { left / own } else { 0.5 };
                return [curve.at((t - 0.01).max(0.0)), curve.at((t + 0.01).min(1.0))];
            }
            left -= own;
        }
        [self.end(); 2]
    }

    /// Points along it from start to end, close enough that straight lines between them follow it.
    pub fn polyline(&self) -> Vec<Point> {
        const STEP_LENGTH: f32 = 9.0;
        const MAX_STEPS: usize = 40;
        let mut points = vec![self.start()];
        for curve in self.curves() {
            let Curve([a, b, c, d]) = curve;
            let length = a.distance(b) + b.distance(c) + c.distance(d);
            let is_level = (a.y - b.y).abs() + (b.y - c.y).abs() + (c.y - d.y).abs() <= 0.0;
            let steps = if is_level { 1 } else { ((length / STEP_LENGTH) as usize).clamp(2, MAX_STEPS) };
            points.extend((1..=steps).map(|step| curve.at(step as f32 / steps as f32)));
        }
        points
    }

    /// An area that it lies in.
    pub fn bounds(&self) -> Area {
        Area::bounding(&self.0)
    }

    /// Bounding boxes, one for every three curves: level and sloped curves alternate, so they are little larger than
    /// those of the curves.
    pub(super) fn chunk_bounds(&self) -> impl Iterator<Item = Area> {
        let starts = (0..self.0.len().saturating_sub(1)).step_by(9);
        starts.map(|start| Area::bounding(self.0.get(start..self.0.len().min(start + 10)).unwrap_or_default()))
    }

    /// Whether the bounding box of one of its curves touches this area.
    pub fn may_intersect(&self, area: Area) -> bool {
        self.curves().any(|curve| curve.bounds().intersects(area))
    }

    /// About how far a point is from it.
    pub fn distance(&self, point: Point) -> f32 {
        self.curves().map(|curve| curve.distance(point)).fold(f32::INFINITY, f32::min)
    }
}

/// A curve shortened at its end by about `length`; `None` when nothing is left and it is not the only one.
fn trimmed_curve(curve: &Curve, length: f32, is_only: bool) -> Option<Curve> {
    let Curve([start, .., end]) = *curve;
    // Distance from the end minus `length`; solved by regula falsi, as curves end nearly straight. Of an end that stays, half
    // counts (the Illinois algorithm), or curves that slow down at their end would take many steps.
    let excess = |t: f32| curve.at(t).distance(end) - length;
    let (mut low, mut high) = ((0.0, start.distance(end) - length), (1.0, -length));
    let (mut found, mut was_far) = (0.0, None);
    for _ in 0..5 {
        if low.1 <= 0.0 {
            break;
        }
        found = low.0 + (high.0 - low.0) * low.1 / (low.1 - high.1);
        let off = excess(found);
        let is_far = off > 0.0;
        let (moved, stays) = if is_far { (&mut low, &mut high) } else { (&mut high, &mut low) };
        *moved = (found, off);
        if was_far == Some(is_far) {
            stays.1 /= 2.0;
        }
        was_far = Some(is_far);
    }
    (found > 0.0 || is_only).then(|| curve.truncated(found.max(0.05)))
}

fn distance_to_segment(point: Point, from: Point, to: Point) -> f32 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length_squared = dx * dx + dy * dy;
    if length_squared == 0.0 {
        return point.distance(from);
    }
    let part = ((point.x - from.x) * dx + (point.y - from.y) * dy) / length_squared;
    point.distance(from.lerp(to, part.clamp(0.0, 1.0)))
}
