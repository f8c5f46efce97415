//! Shapes and colours of usvg as those of a PDF.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Paint, Stroke, StrokeDash};
use resvg::usvg;
use resvg::usvg::tiny_skia_path::PathSegment;

/// A transformation.
pub(super) fn transform(from: usvg::Transform) -> Transform {
    Transform::from_row(from.sx, from.ky, from.kx, from.sy, from.tx, from.ty)
}

/// An outline; `None` where it has no points.
pub(super) fn outline(path: &usvg::Path) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for segment in path.data().segments() {
        match segment {
            PathSegment::MoveTo(to) => builder.move_to(to.x, to.y),
            PathSegment::LineTo(to) => builder.line_to(to.x, to.y),
            PathSegment::QuadTo(by, to) => builder.quad_to(by.x, by.y, to.x, to.y),
            PathSegment::CubicTo(one, two, to) => builder.cubic_to(one.x, one.y, two.x, two.y, to.x, to.y),
            PathSegment::Close => builder.close(),
        }
    }
    builder.finish()
}

/// A fill in a plain colour.
pub(super) fn fill(from: &usvg::Fill) -> Option<Fill> {
    let rule = match from.rule() {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    };
    Some(Fill { paint: paint(from.paint())?, opacity: opacity(from.opacity()), rule })
}

/// A line in a plain colour.
pub(super) fn stroke(from: &usvg::Stroke) -> Option<Stroke> {
    let dash = from.dasharray().map(|array| StrokeDash { array: array.to_vec(), offset: from.dashoffset() });
    Some(Stroke {
        paint: paint(from.paint())?,
        width: from.width().get(),
        miter_limit: from.miterlimit().get(),
        line_cap: match from.linecap() {
            usvg::LineCap::Butt => LineCap::Butt,
            usvg::LineCap::Round => LineCap::Round,
            usvg::LineCap::Square => LineCap::Square,
        },
        line_join: match from.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
            usvg::LineJoin::Round => LineJoin::Round,
            usvg::LineJoin::Bevel => LineJoin::Bevel,
        },
        opacity: opacity(from.opacity()),
        dash,
    })
}

fn paint(from: &usvg::Paint) -> Option<Paint> {
    match from {
        usvg::Paint::Color(colour) => Some(rgb::Color::new(colour.red, colour.green, colour.blue).into()),
        usvg::Paint::LinearGradient(_) | usvg::Paint::RadialGradient(_) | usvg::Paint::Pattern(_) => None,
    }
}

fn opacity(from: usvg::Opacity) -> NormalizedF32 {
    NormalizedF32::new(from.get()).unwrap_or(NormalizedF32::ONE)
}
