//! What of a map goes on paper: the whole of it, or the chain of one model, laid out anew with nothing else in
//! between.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use super::finish::tidy_map_watched;
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
const PLACED: f32 = 0.3;
const LINES: f32 = 0.9;

/// What a picture of a map is to show, and how.
#[derive(Clone, Debug)]
pub struct PictureWish {
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
    pub(super) wish: PictureWish,
    pub(super) palette: &'static Palette,
}

impl Picture {
    /// Works a picture out. A map of which not everybody has a place is laid out for it.
    ///
    /// # Errors
    /// A place that may not stand in a map; this does not happen with maps that are whole.
    pub fn of(map: &LinkageMap, wish: PictureWish) -> Result<Self, PictureError> {
        Self::of_watched(map, wish, &|_| true)
    }

    /// The same.
    ///
    /// # Errors
    /// As [`Picture::of`], and [`PictureError::Cancelled`] once `watch` says that it is wanted no more.
    pub fn of_watched(map: &LinkageMap, wish: PictureWish, watch: ProgressCallback<'_>) -> Result<Self, PictureError> {
        match wish.model {
            Some(model) => Self::of_model(map, model, wish, watch),
            None => Self::of_map(map, wish, watch),
        }
    }

    fn of_map(map: &LinkageMap, wish: PictureWish, watch: ProgressCallback<'_>) -> Result<Self, PictureError> {
        let mut map = map.clone();
        if map.placements().len() < map.actors().len() && !tidy_map_watched(&mut map, &|part| watch(part * PLACED))? {
            return Err(PictureError::Cancelled);
        }
        let (manner, palette) = ((wish.language, wish.drawing), Palette::standard(wish.dark));
        // Lines take longer than verdicts, so they say how much is done, and verdicts repeat it.
        let done = AtomicU32::new(PLACED.to_bits());
        let watch_lines = |part: f32| {
            let part = PLACED + part * (LINES - PLACED);
            done.store(part.to_bits(), Ordering::Relaxed);
            watch(part)
        };
        let watch_verdicts = |_| watch(f32::from_bits(done.load(Ordering::Relaxed)));
        let lines = || edge_paths_with_progress(&map, None, &watch_lines);
        let scene = if wish.drawing.volumes {
            let (assessment, ways) = rayon::join(|| assess_with_progress(&map, wish.year, &watch_verdicts), lines);
            let (assessment, ways) = assessment.zip(ways).ok_or(PictureError::Cancelled)?;
            build_with_paths(&map, (&assessment).into(), manner, ways)
        } else {
            // Findings are not shown, and take longer than verdicts.
            let (models, ways) = rayon::join(|| model_verdicts_with_progress(&map, wish.year, &watch_verdicts), lines);
            let (models, ways) = models.zip(ways).ok_or(PictureError::Cancelled)?;
            build_with_paths(&map, SceneAssessment { year: wish.year, models: &models, imbalances: &[] }, manner, ways)
        };
        if !watch(1.0) {
            return Err(PictureError::Cancelled);
        }
        Ok(Self { map, scene, breaks: Vec::new(), model: None, wish, palette })
    }

    fn of_model(
        map: &LinkageMap,
        model: ModelId,
        wish: PictureWish,
        watch: ProgressCallback<'_>,
    ) -> Result<Self, PictureError> {
        let palette = Palette::standard(wish.dark);
        let assessment =
            assess_with_progress(map, wish.year, &|part| watch(part * LINES)).ok_or(PictureError::Cancelled)?;
        let scope = Scope::of(&Selection::Model(model));
        let shown = ViewContext {
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
            year: wish.year,
            language: wish.language,
            palette,
        };
        let focus = isolated_highlight(&scope, &shown);
        let chain = isolated_map(&scope, &focus, &shown);
        let verdict = assessment.models.get(&model);
        let verdicts: BTreeMap<_, _> = verdict.map(|verdict| (model, verdict.clone())).into_iter().collect();
        let said = SceneAssessment { year: wish.year, models: &verdicts, imbalances: &assessment.volumes.imbalances };
        let ways = edge_paths_with_progress(&chain, None, &|_| watch(LINES)).ok_or(PictureError::Cancelled)?;
        let scene = build_with_paths(&chain, said, (wish.language, wish.drawing), ways);
        let name = map.models().get(&model).map_or_else(String::new, |model| model.name.clone());
        let model = Some((name, verdict.map(|verdict| verdict.verdict)));
        Ok(Self { map: chain, scene, breaks: focus.breaks, model, wish, palette })
    }

    /// What is to be seen in it.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }
}
