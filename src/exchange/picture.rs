//! The content of an exported picture: the whole map, or the chain of one model, laid out by itself.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use super::layout_import::tidy_map_with_progress;
use super::svg::picture_size;
use crate::analysis::{
    Assessment, Break, Imbalance, ModelVerdict, ProgressCallback, Summary, Verdict, assess_with_progress,
    model_verdicts_with_progress,
};
use crate::language::Language;
use crate::layout;
use crate::map::{ActorId, DrawingStyle, LinkageMap, ModelId, Placement, Scope, Selection, ViewState, Violation, Year};
use crate::scene::{
    Scene, SceneAssessment, build_with_paths, edge_paths, edge_paths_with_progress, filtered, isolated_highlight,
    isolated_map, isolated_scene, routes_of, slide_scene,
};
use crate::session::{Highlight, ViewContext, VisibilityFilter};
use crate::theme::Palette;

/// Share of the progress of a whole-map picture at which the layout is done, and at which the edges are routed.
const LAYOUT_PROGRESS: f32 = 0.3;
const ROUTING_PROGRESS: f32 = 0.9;

/// What a picture of a map shows, and how.
#[derive(Clone, Debug)]
pub struct PictureOptions {
    /// Only the chain of this model.
    pub model: Option<ModelId>,
    /// The year that the map is assessed in.
    pub year: Year,
    /// The language of all text that does not come from the map.
    pub language: Language,
    /// Colouring and flow widths.
    pub drawing: DrawingStyle,
    /// Whether to use the dark palette.
    pub dark: bool,
    /// The date in the title block, already formatted; empty for none.
    pub date: String,
    /// Who hands it in, in the title block; empty for nobody.
    pub office: String,
    /// A remark in the title block, such as that the map shows a what-if scenario.
    pub remark: Option<String>,
}

/// Why a picture could not be made.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PictureError {
    /// A placement that the map rejects; does not happen with valid maps.
    #[error("{0}")]
    Violation(#[from] Violation),
    /// Cancelled by the progress callback.
    #[error("the picture is no longer wanted")]
    Cancelled,
}

/// What is around the map on a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// Title block and legend: it stands alone.
    #[default]
    Full,
    /// The legend: what it is part of has the title.
    Legend,
    /// Nothing but the heads of the lanes.
    Bare,
}

/// What a scene shows of an assessment.
#[derive(Clone, Debug)]
struct Assessed {
    models: BTreeMap<ModelId, ModelVerdict>,
    imbalances: Vec<Imbalance>,
    /// What runs level.
    routes: Vec<Vec<ActorId>>,
}

impl Assessed {
    fn of_year(&self, year: Year) -> SceneAssessment<'_> {
        SceneAssessment { year, models: &self.models, imbalances: &self.imbalances }
    }
}

/// A picture of a map, ready for export.
#[derive(Clone, Debug)]
pub struct Picture {
    pub(super) map: LinkageMap,
    pub(super) scene: Scene,
    pub(super) breaks: Vec<Break>,
    /// Name and verdict of the model whose chain is shown.
    pub(super) model: Option<(String, Option<Verdict>)>,
    /// How many actors there are, where a part of the map is shown that is no chain of a model.
    pub(super) part: Option<usize>,
    /// How many models of the whole map reach a buyer; `None` where only a part of it is shown.
    pub(super) summary: Option<Summary>,
    /// What the scene was built from beside the map; `None` where it was given.
    assessed: Option<Assessed>,
    pub(super) options: PictureOptions,
    pub(super) palette: &'static Palette,
    pub(super) frame: Frame,
}

impl Picture {
    /// Builds a picture. A map in which some actor has no placement is laid out first, on a copy.
    ///
    /// # Errors
    /// A placement that the map rejects; does not happen with valid maps.
    pub fn of(map: &LinkageMap, options: PictureOptions) -> Result<Self, PictureError> {
        Self::with_progress(map, options, &|_| true)
    }

    /// As [`Picture::of`], with a progress callback.
    ///
    /// # Errors
    /// As [`Picture::of`], and [`PictureError::Cancelled`] when `progress` returns `false`.
    pub fn with_progress(
        map: &LinkageMap,
        options: PictureOptions,
        progress: ProgressCallback<'_>,
    ) -> Result<Self, PictureError> {
        match options.model {
            Some(model) => {
                let view = ViewState { selection: Selection::Model(model), ..ViewState::default() };
                Self::of_chain(map, &view, options, progress)
            }
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
            && !tidy_map_with_progress(&mut map, &|fraction| progress(fraction * LAYOUT_PROGRESS))?
        {
            return Err(PictureError::Cancelled);
        }
        let (style, palette) = ((options.language, options.drawing), Palette::standard(options.dark));
        // Routing takes longer than the verdicts and runs beside them, so it sets the progress and verdicts repeat it.
        let progress_bits = AtomicU32::new(LAYOUT_PROGRESS.to_bits());
        let routing_progress = |fraction: f32| {
            let fraction = LAYOUT_PROGRESS + fraction * (ROUTING_PROGRESS - LAYOUT_PROGRESS);
            progress_bits.store(fraction.to_bits(), Ordering::Relaxed);
            progress(fraction)
        };
        let verdict_progress = |_| progress(f32::from_bits(progress_bits.load(Ordering::Relaxed)));
        let route_edges = || edge_paths_with_progress(&map, None, &routing_progress);
        let (models, imbalances, edge_paths) = if options.drawing.volumes {
            let (assessment, edge_paths) =
                rayon::join(|| assess_with_progress(&map, options.year, &verdict_progress), route_edges);
            let (assessment, edge_paths) = assessment.zip(edge_paths).ok_or(PictureError::Cancelled)?;
            (assessment.models, assessment.volumes.imbalances, edge_paths)
        } else {
            // Findings are not shown and take longer than verdicts, so they are not computed.
            let (models, edge_paths) =
                rayon::join(|| model_verdicts_with_progress(&map, options.year, &verdict_progress), route_edges);
            let (models, edge_paths) = models.zip(edge_paths).ok_or(PictureError::Cancelled)?;
            (models, Vec::new(), edge_paths)
        };
        let summary = Summary::of_verdicts(models.values().map(|model| model.verdict));
        let assessed = Assessed { models, imbalances, routes: Vec::new() };
        let scene = build_with_paths(&map, assessed.of_year(options.year), style, edge_paths);
        if !progress(1.0) {
            return Err(PictureError::Cancelled);
        }
        Ok(Self {
            map,
            scene,
            breaks: Vec::new(),
            model: None,
            part: None,
            summary: Some(summary),
            assessed: Some(assessed),
            options,
            palette,
            frame: Frame::Full,
        })
    }

    /// The chain of each model, laid out by itself; those first that need attention most.
    ///
    /// # Errors
    /// As [`Picture::with_progress`].
    pub fn of_models(
        map: &LinkageMap,
        options: &PictureOptions,
        progress: ProgressCallback<'_>,
    ) -> Result<Vec<Self>, PictureError> {
        let assessment = assess_with_progress(map, options.year, &|fraction| progress(fraction * LAYOUT_PROGRESS))
            .ok_or(PictureError::Cancelled)?;
        let verdict = |id: &ModelId| assessment.models.get(id).map(|model| model.verdict);
        let mut models: Vec<ModelId> = map.models().keys().copied().collect();
        models.sort_by_key(|id| std::cmp::Reverse(verdict(id)));
        let count = models.len() as f32;
        let picture = |(at, model): (usize, ModelId)| {
            let view = ViewState { selection: Selection::Model(model), ..ViewState::default() };
            let options = PictureOptions { model: Some(model), ..options.clone() };
            let done = LAYOUT_PROGRESS + (1.0 - LAYOUT_PROGRESS) * at as f32 / count;
            Self::of_highlight(map, (&view, None), options, &assessment, &|_| progress(done))
        };
        models.into_iter().enumerate().map(picture).collect()
    }

    /// The chain of what a view has selected, laid out by itself; a model with its verdict in the title.
    ///
    /// # Errors
    /// As [`Picture::with_progress`].
    pub fn of_chain(
        map: &LinkageMap,
        view: &ViewState,
        options: PictureOptions,
        progress: ProgressCallback<'_>,
    ) -> Result<Self, PictureError> {
        let assessment = assess_with_progress(map, options.year, &|fraction| progress(fraction * ROUTING_PROGRESS))
            .ok_or(PictureError::Cancelled)?;
        Self::of_highlight(map, (view, None), options, &assessment, progress)
    }

    /// What a view has selected, laid out by itself: several actors with the links between them, else the chain of what is
    /// selected.
    ///
    /// # Errors
    /// As [`Picture::with_progress`].
    pub fn of_selection(
        map: &LinkageMap,
        view: &ViewState,
        options: PictureOptions,
        progress: ProgressCallback<'_>,
    ) -> Result<Self, PictureError> {
        let assessment = assess_with_progress(map, options.year, &|fraction| progress(fraction * ROUTING_PROGRESS))
            .ok_or(PictureError::Cancelled)?;
        let of_actors = match &view.selection {
            Selection::Actors(actors) if actors.len() > 1 => {
                Some(Highlight { actors: actors.clone(), ..Highlight::default() })
            }
            _ => None,
        };
        Self::of_highlight(map, (view, of_actors), options, &assessment, progress)
    }

    /// A part of a map by itself: what is given, else what is highlighted with what a view has selected.
    fn of_highlight(
        map: &LinkageMap,
        (view, given): (&ViewState, Option<Highlight>),
        options: PictureOptions,
        assessment: &Assessment,
        progress: ProgressCallback<'_>,
    ) -> Result<Self, PictureError> {
        let palette = Palette::standard(options.dark);
        let scope = Scope::of(&view.selection);
        let context = ViewContext::of_map(map, assessment, None, view, options.language, palette);
        let highlight = given.unwrap_or_else(|| isolated_highlight(&scope, &context));
        let model_map = isolated_map(&scope, &highlight, &context);
        let model = scope.single_model();
        let part = model.is_none().then(|| model_map.actors().len());
        let verdict = model.and_then(|model| assessment.models.get(&model));
        // Beside the chain of a model, the verdicts of others would mislead.
        let verdicts: BTreeMap<_, _> = model.zip(verdict.cloned()).into_iter().collect();
        let assessed = Assessed {
            models: if model.is_some() { verdicts } else { assessment.models.clone() },
            imbalances: assessment.volumes.imbalances.clone(),
            routes: routes_of(&scope, &context, &model_map),
        };
        let edge_paths = edge_paths_with_progress(&model_map, None, &|_| progress(ROUTING_PROGRESS))
            .ok_or(PictureError::Cancelled)?;
        let scene = build_with_paths(
            &model_map,
            assessed.of_year(options.year),
            (options.language, options.drawing),
            edge_paths,
        );
        let model = model.map(|id| {
            let name = map.models().get(&id).map_or_else(String::new, |model| model.name.clone());
            (name, verdict.map(|verdict| verdict.verdict))
        });
        Ok(Self {
            map: model_map,
            scene,
            breaks: highlight.breaks,
            model,
            part,
            summary: None,
            assessed: Some(assessed),
            options,
            palette,
            frame: Frame::Full,
        })
    }

    /// A picture of a scene as it is; `map` has its records.
    pub fn of_scene(map: LinkageMap, scene: Scene, breaks: Vec<Break>, options: PictureOptions) -> Self {
        let palette = Palette::standard(options.dark);
        Self {
            map,
            scene,
            breaks,
            model: None,
            part: None,
            summary: None,
            assessed: None,
            options,
            palette,
            frame: Frame::Full,
        }
    }

    /// What the view of a context has in scope, laid out for sides of this ratio of width to height as on the screen of a
    /// meeting; as it stands in the map where it is too large, or filtered. `None` without an assessment.
    pub fn of_slide(context: &ViewContext<'_>, options: PictureOptions, ratio: f32) -> Option<Self> {
        let view = context.view;
        let part = Some(&view.scope).filter(|scope| !scope.is_whole_map());
        let breaks = part.map_or_else(Vec::new, |scope| isolated_highlight(scope, context).breaks);
        let alone = || isolated_scene(part?, context, view.drawing);
        let as_it_stands = || {
            let scene = scene_as_it_stands(context)?;
            let is_whole = part.is_none() && view.camera.is_none() && view.filter.is_empty();
            Some(if is_whole { scene.stretched_to(ratio).unwrap_or(scene) } else { scene })
        };
        let scene = slide_scene(context, ratio).or_else(alone).or_else(as_it_stands)?;
        Some(Self { frame: Frame::Bare, ..Self::of_scene(context.map.clone(), scene, breaks, options) })
    }

    /// The same picture with another frame.
    #[must_use]
    pub fn framed(self, frame: Frame) -> Self {
        Self { frame, ..self }
    }

    /// Width and height at 100 %.
    pub fn size(&self) -> (f32, f32) {
        picture_size(self)
    }

    /// The same, laid out for a page whose map is `ratio` times as wide as high. `None` where somebody has placed actors of
    /// the map, where it has bands, and where it is too large for that.
    pub(super) fn laid_out_for(&self, ratio: f32) -> Option<Self> {
        /// The most actors that are laid out for a page; more are not legible on a small one.
        const MAX_ACTORS: usize = 240;
        let assessed = self.assessed.as_ref()?;
        let is_placed = |placement: &Placement| placement.pinned || placement.by_hand;
        if self.map.actors().len() > MAX_ACTORS
            || self.map.info().bands.is_some()
            || self.map.placements().values().any(is_placed)
        {
            return None;
        }
        let placements = layout::tidy_slide(&self.map, &assessed.routes, ratio);
        let map = self.map.clone().with_placements(placements);
        let style = (self.options.language, self.options.drawing);
        let scene = build_with_paths(&map, assessed.of_year(self.options.year), style, edge_paths(&map, None));
        Some(Self { map, scene, ..self.clone() })
    }

    /// The scene that is drawn.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }
}

/// The scene of the whole map as it stands, without what the view's filter hides.
fn scene_as_it_stands(context: &ViewContext<'_>) -> Option<Scene> {
    let (map, assessment, language) = (context.map, context.assessment?, context.language);
    let style = (language, context.view.drawing);
    let scene = build_with_paths(map, assessment.into(), style, edge_paths(map, None));
    let filter = &context.view.filter;
    if filter.is_empty() {
        return Some(scene);
    }
    filtered(&scene, map, &VisibilityFilter::new(map, assessment, filter), language, &|_| true)
}
