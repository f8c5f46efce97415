//! What is worked out, and what each part of it holds for: its key.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::analysis::{
    Assessment, ProgressCallback, VerdictChange, assess_with_progress, model_verdicts_with_progress, verdict_changes,
};
use crate::app::document::MapKey;
use crate::language::Language;
use crate::map::{DrawingStyle, Filter, LinkageMap, Year};
use crate::scene::{Scene, build_with_paths, edge_paths_with_progress, filtered};
use crate::session::{Highlight, VisibilityFilter};

/// What an analysis holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct AnalysisKey {
    pub map: MapKey,
    pub year: Year,
}

/// What a scene holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct SceneKey {
    pub analysis: AnalysisKey,
    pub language: Language,
    pub drawing: DrawingStyle,
}

/// What a map says in a year.
#[derive(Debug)]
pub(in crate::app) struct Analysis {
    pub key: AnalysisKey,
    pub assessment: Assessment,
    /// The models whose verdict a what-if changes; none without one.
    pub turns: Vec<VerdictChange>,
}

/// What a map says and how it looks; the two belong together.
#[derive(Debug)]
pub(in crate::app) struct Results {
    pub key: SceneKey,
    pub analysis: Arc<Analysis>,
    pub scene: Arc<Scene>,
}

/// What results are worked out from, to hand to another thread.
pub(in crate::app) struct Request {
    pub(super) key: SceneKey,
    pub(super) map: Arc<LinkageMap>,
    /// The recorded map, where another one is tried.
    pub(super) recorded: Option<Arc<LinkageMap>>,
    /// The results before, of whatever map.
    pub(super) last: Option<Arc<Results>>,
}

impl Request {
    /// Works it out; for a large map this takes a while, nearly all of it for the lines of links that are not known from
    /// before. `None` when `watch` says that it is wanted no more.
    pub fn results(self, watch: ProgressCallback<'_>) -> Option<Results> {
        /// The part of the time that lines take.
        const LINES: f32 = 0.8;
        let Self { key, map, recorded, last } = self;
        let year = key.analysis.year;
        let known = last.as_deref().map(|last| &*last.scene);
        let analysed = last.as_deref().map(|last| &last.analysis).filter(|analysis| analysis.key == key.analysis);
        // Neither asks anything of the other. Lines say how much is done, and the assessment repeats it.
        let done = AtomicU32::new(0);
        let watch_lines = |part: f32| {
            done.store((part * LINES).to_bits(), Ordering::Relaxed);
            watch(part * LINES)
        };
        let watch_analysis = |_| watch(f32::from_bits(done.load(Ordering::Relaxed)));
        let analyse = || {
            if let Some(analysis) = analysed {
                return Some(Arc::clone(analysis));
            }
            let assessment = assess_with_progress(&map, year, &watch_analysis)?;
            let turns = match recorded.as_deref() {
                Some(recorded) => {
                    verdict_changes(&model_verdicts_with_progress(recorded, year, &watch_analysis)?, &assessment.models)
                }
                None => Vec::new(),
            };
            Some(Arc::new(Analysis { key: key.analysis, assessment, turns }))
        };
        let (analysis, ways) = rayon::join(analyse, || edge_paths_with_progress(&map, known, &watch_lines));
        let (analysis, ways) = analysis.zip(ways)?;
        let scene = build_with_paths(&map, (&analysis.assessment).into(), (key.language, key.drawing), ways);
        let scene = scene.precomputed_with_progress(&|part| watch(LINES + part * (1.0 - LINES)))?;
        Some(Results { key, analysis, scene: Arc::new(scene) })
    }
}

/// What is to be left of which scene.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) struct FilterKey {
    /// Of which results.
    pub(super) results: SceneKey,
    pub(super) filter: Filter,
    /// What else is hidden: all that is not lit, and which lighting that is.
    pub(super) only_lit: Option<u64>,
}

/// What is left of a scene.
#[derive(Debug)]
pub(in crate::app) struct Filtered {
    pub(super) of: FilterKey,
    pub scene: Arc<Scene>,
}

impl FilterKey {
    /// Does it; `highlight` is what is lit.
    pub(super) fn filtered(
        self,
        results: &Results,
        map: &LinkageMap,
        highlight: &Highlight,
        language: Language,
        watch: ProgressCallback<'_>,
    ) -> Option<Filtered> {
        let all = VisibilityFilter::new(map, &results.analysis.assessment, &self.filter);
        let visible = if self.only_lit.is_some() { all.restricted_to(highlight) } else { all };
        let scene = filtered(&results.scene, map, &visible, language, &|part| watch(part * 0.5))?;
        let scene = scene.precomputed_with_progress(&|part| watch(0.5 + part * 0.5))?;
        Some(Filtered { of: self, scene: Arc::new(scene) })
    }
}
