//! What of a map goes on paper: the whole of it, or the chain of one model, laid out anew with nothing else in
//! between.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use super::layout_import::tidy_map_with_progress;
use crate::analysis::{Break, ProgressCallback, Verdict, assess_with_progress, model_verdicts_with_progress};
use crate::language::Language;
use crate::map::{DrawingStyle, Filter, LinkageMap, ModelId, Scope, Selection, ViewState, Violation, Year};
use crate::scene::{
    Scene, SceneAssessment, build_with_paths, edge_paths_with_progress, isolated_highlight, isolated_map,
};
use crate::session::ViewContext;
use crate::theme::Palette;

/// The part of the time of a picture of the whole map after which its actors have places, and that after which lines are
/// found.
const LAYOUT_PROGRESS: f32 = 0.3;
const ROUTING_PROGRESS: f32 = 0.9;

/// What a picture of a map is to show, and how.
#[derive(Clone, Debug)]
pub struct PictureOptions {
    /// Only the chain of this model.
    pub model: Option<ModelId>,
    /// The year that the map is read at.
    pub year: Year,
    /// The language of everything that the map itself does not say.
    pub language: Language,
    /// How it is drawn, where there is a choice.
    pub drawing: DrawingStyle,
    /// Light on dark.
    pub dark: bool,
    /// The date in the title block, as it is to be read.
    pub date: String,
    /// What else the title block says, such as that the map is only supposed.
    pub remark: Option<String>,
}

/// Why there is no picture.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PictureError {
    /// A place that may not stand in a map; this does not happen with maps that are whole.
    #[error("{0}")]
    Violation(#[from] Violation),
    /// It is wanted no more.
    #[error("the picture is no longer wanted")]
    Cancelled,
}

/// A picture of a map, ready to be written.
#[derive(Clone, Debug)]
pub struct Picture {
    pub(super) map: LinkageMap,
    pub(super) scene: Scene,
    pub(super) breaks: Vec<Break>,
    /// The model whose chain it is, by name, and its verdict.
    pub(super) model: Option<(String, Option<Verdict>)>,
    pub(super) options: PictureOptions,
    pub(super) palette: &'static Palette,
}

impl Picture {
    /// Works a picture out. A map of which not everybody has a place is laid out for it.
    ///
    /// # Errors
    /// A place that may not stand in a map; this does not happen with maps that are whole.
    pub fn of(map: &LinkageMap, options: PictureOptions) -> Result<Self, PictureError> {
        Self::with_progress(map, options, &|_| true)
    }

    /// The same.
    ///
    /// # Errors
    /// As [`Picture::of`], and [`PictureError::Cancelled`] once `watch` says that it is wanted no more.
    pub fn with_progress(
        map: &LinkageMap,
        options: PictureOptions,
        progress: ProgressCallback<'_>,
    ) -> Result<Self, PictureError> {
        match options.model {
            Some(model) => Self::of_model(map, model, options, progress),
            None => Self::of_whole_map(map, options, progress),
        }
    }

    fn of_whole_map(
        map: &LinkageMap,
        options: PictureOptions,
        progress: ProgressCallback<'_>,
    ) -> Result<Self, PictureError> {
        let mut map = map.clone();
        if map.placements().len() < map.actors().len()
            && !tidy_map_with_progress(&mut map, &|part| progress(part * LAYOUT_PROGRESS))?
        {
            return Err(PictureError::Cancelled);
        }
        let (style, palette) = ((options.language, options.drawing), Palette::standard(options.dark));
        // Lines take longer than verdicts, so they say how much is done, and verdicts repeat it.
        let done = AtomicU32::new(LAYOUT_PROGRESS.to_bits());
        let routing_progress = |part: f32| {
            let part = LAYOUT_PROGRESS + part * (ROUTING_PROGRESS - LAYOUT_PROGRESS);
            done.store(part.to_bits(), Ordering::Relaxed);
            progress(part)
        };
        let verdict_progress = |_| progress(f32::from_bits(done.load(Ordering::Relaxed)));
        let route_edges = || edge_paths_with_progress(&map, None, &routing_progress);
        let scene = if options.drawing.volumes {
            let (assessment, edge_paths) =
                rayon::join(|| assess_with_progress(&map, options.year, &verdict_progress), route_edges);
            let (assessment, edge_paths) = assessment.zip(edge_paths).ok_or(PictureError::Cancelled)?;
            build_with_paths(&map, (&assessment).into(), style, edge_paths)
        } else {
            // Findings are not shown, and take longer than verdicts.
            let (models, edge_paths) =
                rayon::join(|| model_verdicts_with_progress(&map, options.year, &verdict_progress), route_edges);
            let (models, edge_paths) = models.zip(edge_paths).ok_or(PictureError::Cancelled)?;
            build_with_paths(
                &map,
                SceneAssessment { year: options.year, models: &models, imbalances: &[] },
                style,
                edge_paths,
            )
        };
        if !progress(1.0) {
            return Err(PictureError::Cancelled);
        }
        Ok(Self { map, scene, breaks: Vec::new(), model: None, options, palette })
    }

    fn of_model(
        map: &LinkageMap,
        model: ModelId,
        options: PictureOptions,
        progress: ProgressCallback<'_>,
    ) -> Result<Self, PictureError> {
        let palette = Palette::standard(options.dark);
        let assessment = assess_with_progress(map, options.year, &|part| progress(part * ROUTING_PROGRESS))
            .ok_or(PictureError::Cancelled)?;
        let scope = Scope::of(&Selection::Model(model));
        let context = ViewContext {
            map,
            map_generation: 0,
            what_if: None,
            assessment: Some(&assessment),
            study: None,
            analysis_generation: 0,
            assessment_generation: 0,
            view: &ViewState { selection: Selection::Model(model), ..ViewState::default() },
            highlight: &[],
            removed_filter: &Filter::default(),
            year: options.year,
            language: options.language,
            palette,
        };
        let highlight = isolated_highlight(&scope, &context);
        let model_map = isolated_map(&scope, &highlight, &context);
        let verdict = assessment.models.get(&model);
        let verdicts: BTreeMap<_, _> = verdict.map(|verdict| (model, verdict.clone())).into_iter().collect();
        let data =
            SceneAssessment { year: options.year, models: &verdicts, imbalances: &assessment.volumes.imbalances };
        let edge_paths = edge_paths_with_progress(&model_map, None, &|_| progress(ROUTING_PROGRESS))
            .ok_or(PictureError::Cancelled)?;
        let scene = build_with_paths(&model_map, data, (options.language, options.drawing), edge_paths);
        let name = map.models().get(&model).map_or_else(String::new, |model| model.name.clone());
        let model = Some((name, verdict.map(|verdict| verdict.verdict)));
        Ok(Self { map: model_map, scene, breaks: highlight.breaks, model, options, palette })
    }

    /// What is to be seen in it.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }
}
