//! Derived results and their keys.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::analysis::{
    Assessment, ProgressCallback, VerdictChange, assess_with_progress, model_verdicts_with_progress, verdict_changes,
};
use crate::app::document::MapKey;
use crate::language::Language;
use crate::map::{DrawingStyle, Filter, LinkageMap, Year};
use crate::scene::{Scene, build_with_paths, edge_paths_with_progress, filtered, provisional_edge_paths};
use crate::session::{Highlight, VisibilityFilter};

/// Key of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct AnalysisKey {
    /// [`Document::content_key`](crate::app::document::Document::content_key).
    pub content: MapKey,
    pub year: Year,
}

/// Key of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct SceneKey {
    pub map: MapKey,
    pub analysis: AnalysisKey,
    pub language: Language,
    pub drawing: DrawingStyle,
}

/// Assessment of a map in a year.
#[derive(Debug)]
pub(in crate::app) struct Analysis {
    pub key: AnalysisKey,
    pub assessment: Assessment,
    /// Models whose verdict the what-if changes; empty without one.
    pub verdict_changes: Vec<VerdictChange>,
}

/// Analysis and scene of the same map state; provisional ones of an edited map have the analysis from before.
#[derive(Debug)]
pub(in crate::app) struct Results {
    /// Key of the scene.
    pub key: SceneKey,
    pub analysis: Arc<Analysis>,
    pub scene: Arc<Scene>,
}

impl Results {
    /// Whether they are not final: the analysis is of an earlier state, or links are not routed yet.
    pub fn is_provisional(&self) -> bool {
        self.analysis.key != self.key.analysis || self.scene.is_provisional
    }

    /// What can be shown of an edited map within a frame: its scene with the verdicts from before. `None` where those are
    /// of another document or year.
    pub(super) fn provisional(&self, key: SceneKey, map: &LinkageMap) -> Option<Self> {
        let before = self.analysis.key;
        if (before.content.document, before.year) != (key.map.document, key.analysis.year) {
            return None;
        }
        let paths = provisional_edge_paths(map, &self.scene);
        let assessment = (&self.analysis.assessment).into();
        let scene = build_with_paths(map, assessment, (key.language, key.drawing), paths).precomputed();
        Some(Self { key, analysis: Arc::clone(&self.analysis), scene: Arc::new(scene) })
    }
}

/// Input of the computation, for another thread.
pub(in crate::app) struct DeriveRequest {
    pub(super) key: SceneKey,
    pub(super) map: Arc<LinkageMap>,
    /// The recorded map, if `map` is a what-if map.
    pub(super) recorded: Option<Arc<LinkageMap>>,
    /// Previous results, of any map, for reuse.
    pub(super) previous: Option<Arc<Results>>,
}

impl DeriveRequest {
    /// Computes the results; for a large map nearly all of the time goes into edge paths that cannot be reused. `None`
    /// when cancelled.
    pub fn compute(self, on_progress: ProgressCallback<'_>) -> Option<Results> {
        /// Share of the time for edge paths.
        const PATHS_SHARE: f32 = 0.8;
        let Self { key, map, recorded, previous } = self;
        let year = key.analysis.year;
        let previous_scene = previous.as_deref().map(|previous| &*previous.scene);
        let previous_analysis =
            previous.as_deref().map(|previous| &previous.analysis).filter(|analysis| analysis.key == key.analysis);
        // Independent, so run in parallel. Progress is that of the paths; the assessment repeats it.
        let done = AtomicU32::new(0);
        let report_paths = |part: f32| {
            done.store((part * PATHS_SHARE).to_bits(), Ordering::Relaxed);
            on_progress(part * PATHS_SHARE)
        };
        let report_analysis = |_| on_progress(f32::from_bits(done.load(Ordering::Relaxed)));
        let analyse = || {
            if let Some(analysis) = previous_analysis {
                return Some(Arc::clone(analysis));
            }
            let assessment = assess_with_progress(&map, year, &report_analysis)?;
            let verdict_changes = match recorded.as_deref() {
                Some(recorded) => verdict_changes(
                    &model_verdicts_with_progress(recorded, year, &report_analysis)?,
                    &assessment.models,
                ),
                None => Vec::new(),
            };
            Some(Arc::new(Analysis { key: key.analysis, assessment, verdict_changes }))
        };
        let (analysis, edge_paths) =
            rayon::join(analyse, || edge_paths_with_progress(&map, previous_scene, &report_paths));
        let (analysis, edge_paths) = analysis.zip(edge_paths)?;
        let scene = build_with_paths(&map, (&analysis.assessment).into(), (key.language, key.drawing), edge_paths);
        let scene = scene.precomputed_with_progress(&|part| on_progress(PATHS_SHARE + part * (1.0 - PATHS_SHARE)))?;
        Some(Results { key, analysis, scene: Arc::new(scene) })
    }
}

/// Key of a filtered scene.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) struct FilterKey {
    /// Key of the unfiltered results, and whether they are provisional.
    pub(super) results: (SceneKey, bool),
    pub(super) filter: Filter,
    /// Set when everything not highlighted is hidden: the generation of that highlight.
    pub(super) highlight_generation: Option<u64>,
}

/// A filtered scene.
#[derive(Debug)]
pub(in crate::app) struct FilteredScene {
    pub(super) key: FilterKey,
    pub scene: Arc<Scene>,
}

impl FilterKey {
    /// Computes the filtered scene; `None` when cancelled.
    pub(super) fn compute(
        self,
        results: &Results,
        map: &LinkageMap,
        highlight: &Highlight,
        language: Language,
        on_progress: ProgressCallback<'_>,
    ) -> Option<FilteredScene> {
        let all = VisibilityFilter::new(map, &results.analysis.assessment, &self.filter);
        let visible = if self.highlight_generation.is_some() { all.restricted_to(highlight) } else { all };
        let scene = filtered(&results.scene, map, &visible, language, &|part| on_progress(part * 0.5))?;
        let scene = scene.precomputed_with_progress(&|part| on_progress(0.5 + part * 0.5))?;
        Some(FilteredScene { key: self, scene: Arc::new(scene) })
    }
}
