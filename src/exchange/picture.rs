//! What of a map goes on paper: the whole of it, or the chain of one model, laid out anew with nothing else in
//! between.

use std::collections::BTreeMap;

use super::finish::tidy_map;
use crate::analysis::{Break, Verdict, assess, judge};
use crate::language::Language;
use crate::map::{Drawing, Filter, LinkageMap, ModelId, Scope, Selection, ViewState, Violation, Year};
use crate::scene::{Said, Scene, build_drawn, isolated_focus, isolated_map, ways};
use crate::session::ViewContext;
use crate::theme::Palette;

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
    pub drawing: Drawing,
    /// Light on dark.
    pub dark: bool,
    /// The date in the title block, as it is to be read.
    pub date: String,
    /// What else the title block says, such as that the map is only supposed.
    pub remark: Option<String>,
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
    pub fn of(map: &LinkageMap, wish: PictureWish) -> Result<Self, Violation> {
        let palette = Palette::of(wish.dark);
        let Some(model) = wish.model else {
            let mut map = map.clone();
            if map.places().len() < map.actors().len() {
                tidy_map(&mut map)?;
            }
            let manner = (wish.language, wish.drawing);
            let lines = || ways(&map, None);
            let scene = if wish.drawing.volumes {
                let (assessment, ways) = rayon::join(|| assess(&map, wish.year), lines);
                build_drawn(&map, (&assessment).into(), manner, ways)
            } else {
                // Findings are not shown, and take longer than verdicts.
                let (models, ways) = rayon::join(|| judge(&map, wish.year), lines);
                build_drawn(&map, Said { year: wish.year, models: &models, imbalances: &[] }, manner, ways)
            };
            return Ok(Self { map, scene, breaks: Vec::new(), model: None, wish, palette });
        };
        let assessment = assess(map, wish.year);
        let scope = Scope::of(&Selection::Model(model));
        let shown = ViewContext {
            map,
            edition: 0,
            what_if: None,
            assessment: Some(&assessment),
            study: None,
            view: &ViewState { selection: Selection::Model(model), ..ViewState::default() },
            highlight: &[],
            removed_filter: &Filter::default(),
            year: wish.year,
            language: wish.language,
            palette,
        };
        let focus = isolated_focus(&scope, &shown);
        let chain = isolated_map(&scope, &focus, &shown);
        let verdict = assessment.models.get(&model);
        let verdicts: BTreeMap<_, _> = verdict.map(|verdict| (model, verdict.clone())).into_iter().collect();
        let said = Said { year: wish.year, models: &verdicts, imbalances: &assessment.volumes.imbalances };
        let scene = build_drawn(&chain, said, (wish.language, wish.drawing), ways(&chain, None));
        let name = map.models().get(&model).map_or_else(String::new, |model| model.name.clone());
        let model = Some((name, verdict.map(|verdict| verdict.verdict)));
        Ok(Self { map: chain, scene, breaks: focus.breaks, model, wish, palette })
    }

    /// What is to be seen in it.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }
}
