//! The isolated scope as a scene of its own, rebuilt whenever the displayed map or the scope changes.

use std::sync::Arc;

use super::{Derived, SceneKey};
use crate::app::document::Document;
use crate::canvas::Canvas;
use crate::language::Language;
use crate::map::{Neighborhood, Scope};
use crate::scene::{Scene, isolated_scene, slide_scene};
use crate::theme::Palette;

/// The scene of the isolated scope, with its own layout.
#[derive(Debug)]
pub(super) struct IsolatedView {
    /// What it was built for.
    key: (SceneKey, Scope, Neighborhood, Option<u32>, bool),
    pub scene: Arc<Scene>,
}

/// The canvases. The isolated view has its own, so that the map's camera is kept.
#[derive(Debug, Default)]
pub(in crate::app) struct Canvases {
    pub whole: Canvas,
    pub isolated: Canvas,
    /// That of slides, so that both others stay as they were.
    pub slide: Canvas,
}

/// Result of refreshing the isolated view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum IsolationChange {
    /// Same scope as before, or not isolated.
    Unchanged,
    /// Another scope is shown.
    Changed,
    /// Too many actors: isolation was left.
    TooMany,
}

impl Derived {
    /// The scene on the canvas: isolated, filtered or whole.
    pub fn scene(&self, document: &Document) -> Option<&Arc<Scene>> {
        let isolated = self.visible_isolated_view(document).map(|isolated| &isolated.scene);
        let whole = self.results.as_ref().map(|results| &results.scene);
        isolated.or(self.filtered_scene()).or(whole)
    }

    /// Whether the isolated view is shown.
    pub fn is_isolated(&self, document: &Document) -> bool {
        self.visible_isolated_view(document).is_some()
    }

    /// The scene of the isolated view.
    pub fn isolated_scene(&self) -> Option<&Arc<Scene>> {
        self.isolated.as_ref().map(|isolated| &isolated.scene)
    }

    fn visible_isolated_view(&self, document: &Document) -> Option<&IsolatedView> {
        let is_alone = !document.session.view.scope.is_whole_map() || self.slide_ratio.is_some();
        self.isolated.as_ref().filter(|_| is_alone)
    }

    /// Rebuilds the isolated scene if the map or scope has changed.
    pub(super) fn refresh_isolated(&mut self, document: &mut Document, language: Language) -> IsolationChange {
        let view = &document.session.view;
        if view.scope.is_whole_map() && self.slide_ratio.is_none() {
            self.isolated = None;
            return IsolationChange::Unchanged;
        }
        let is_as_it_stands = view.camera.is_some() || !view.filter.is_empty();
        let ratio = self.slide_ratio.map(f32::to_bits);
        let key = (Self::key(document, language), view.scope.clone(), view.neighborhood, ratio, is_as_it_stands);
        if self.isolated.as_ref().is_some_and(|isolated| isolated.key == key) || !self.is_current(document, language) {
            return IsolationChange::Unchanged;
        }
        let results = self.results.clone();
        let assessment = results.as_deref().map(|results| &results.analysis.assessment);
        let context = self.context(document, assessment, language, Palette::standard(false));
        let whole = results.as_ref().filter(|_| view.scope.is_whole_map() && !is_as_it_stands);
        let of_slide = self.slide_ratio.and_then(|ratio| {
            let stretched = || whole.and_then(|results| results.scene.stretched_to(ratio));
            slide_scene(&context, ratio).or_else(stretched)
        });
        if of_slide.is_none() && view.scope.is_whole_map() {
            // A slide of a map that is shown as it stands.
            if self.isolated.take().is_some() {
                self.scene_generation += 1;
            }
            return IsolationChange::Unchanged;
        }
        let scene = of_slide.or_else(|| isolated_scene(&view.scope, &context, view.drawing));
        let Some(scene) = scene else {
            self.isolated = None;
            document.session.view.scope = Scope::default();
            return IsolationChange::TooMany;
        };
        self.scene_generation += 1;
        let is_same_scope = self.isolated.as_ref().is_some_and(|last| last.key.1 == key.1);
        self.isolated = Some(IsolatedView { key, scene: Arc::new(scene) });
        if is_same_scope { IsolationChange::Unchanged } else { IsolationChange::Changed }
    }
}
