//! The route of a link, as a value.

/// A horizontal segment of a route. One of zero length is a point that a route passes on a slope, as nothing is near.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RouteSegment {
    /// Its left end.
    pub left: f32,
    /// Its right end.
    pub right: f32,
    /// Its y.
    pub y: f32,
}

/// The route of a link, from its left end to its right one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EdgeRoute {
    /// Up to this x it is horizontal from its left end, or runs beside its block; the same for all routes out of a
    /// block.
    pub exit: f32,
    /// From this x on it is horizontal to its right end, or runs beside its block.
    pub entry: f32,
    /// Its horizontal segments, from left to right.
    pub segments: Vec<RouteSegment>,
}
