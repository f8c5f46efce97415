//! The phases of a tidy layout, in sequence.

use super::incremental::layout_cost;
use super::order::{search, search_thoroughly};
use super::pipeline::Pipeline;
use super::placing::placements;
use super::progress::ProgressCallback;
use super::request::LayoutRequest;
use crate::map::Placement;

/// The fraction of the total work that the order search takes, in [`tidy`] and in [`tidy_thoroughly`].
const SEARCH_SHARE: f32 = 0.8;
const THOROUGH_SEARCH_SHARE: f32 = 0.95;
/// A layout is clearly better with fewer crossings than this factor times the baseline less this constant, or with
/// none.
const IMPROVEMENT_THRESHOLD: (f64, f64) = (0.97, 1.5);

/// Places every actor, in id order: in its stage's lane or below the lanes; pinned ones stay. The existing layout is
/// kept if it is good enough (`Pipeline::existing_if_good`). Deterministic. `None` when cancelled by `watch`.
pub fn tidy(request: &LayoutRequest, watch: ProgressCallback<'_>) -> Option<Vec<Placement>> {
    let pipeline = Pipeline::new(request);
    let fresh = pipeline.assign_coordinates(&search(&pipeline.graph, &|part| watch(part * SEARCH_SHARE))?);
    if !watch(f32::midpoint(SEARCH_SHARE, 1.0)) {
        return None;
    }
    let coordinates = pipeline.existing_if_good(&fresh).unwrap_or(fresh);
    watch(1.0).then(|| placements(request, &coordinates))
}

/// A layout with far fewer crossings than [`tidy`], at a hundred times the cost: a second for a small map, eight for
/// 2,000 actors, a minute for 100,000. Falls back to the result of [`tidy`] where nothing clearly better is found;
/// [`tidy`] leaves the result unchanged. `None` when cancelled by `watch`.
pub fn tidy_thoroughly(request: &LayoutRequest, watch: ProgressCallback<'_>) -> Option<Vec<Placement>> {
    let pipeline = Pipeline::new(request);
    let (quick, annealed) = search_thoroughly(&pipeline.graph, &|part| watch(part * THOROUGH_SEARCH_SHARE))?;
    let quick = pipeline.assign_coordinates(&quick);
    let mut best = pipeline.existing_if_good(&quick);
    let baseline = layout_cost(request, best.as_ref().unwrap_or(&quick)).0;
    // The existing layout is replaced only by a clearly better one; once drawn, links may cross once more.
    let mut least = (baseline * IMPROVEMENT_THRESHOLD.0 - IMPROVEMENT_THRESHOLD.1).max(baseline.min(0.5));
    for (done, layers) in (1_u8..).zip(&annealed) {
        let coordinates = pipeline.assign_coordinates(layers);
        let crossings = layout_cost(request, &coordinates).0;
        if crossings < least && pipeline.is_stable(&coordinates, &quick) {
            (best, least) = (Some(coordinates), crossings);
        }
        let part = f32::from(done) / (annealed.len() + 1) as f32;
        watch(THOROUGH_SEARCH_SHARE + part * (1.0 - THOROUGH_SEARCH_SHARE)).then_some(())?;
    }
    watch(1.0).then(|| placements(request, &best.unwrap_or(quick)))
}
