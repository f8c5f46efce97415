//! Somebody who watches a layout come about, and may stop it.

use std::cell::{Cell, RefCell};

use lienket::layout::{LayoutRequest, ProgressCallback};
use lienket::map::Placement;

/// A way to find places.
pub type Tidying = fn(&LayoutRequest, ProgressCallback<'_>) -> Option<Vec<Placement>>;

/// The parts done that it tells until it is ready: they grow up to the whole.
pub fn parts_told(tidying: Tidying, request: &LayoutRequest) -> Vec<f32> {
    let parts = RefCell::new(Vec::new());
    let watch = |part: f32| {
        parts.borrow_mut().push(part);
        true
    };
    assert!(tidying(request, &watch).is_some());
    let parts = parts.into_inner();
    assert!(parts.is_sorted() && parts[0] > 0.0 && parts.last() == Some(&1.0));
    parts
}

/// What it finds when it is stopped the time that it tells how far it is.
pub fn stopped(tidying: Tidying, request: &LayoutRequest, time: usize) -> Option<Vec<Placement>> {
    let left = Cell::new(time);
    let watch = |_: f32| {
        left.set(left.get() - 1);
        left.get() > 0
    };
    tidying(request, &watch)
}
