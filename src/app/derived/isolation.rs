//! One chain alone on the canvas: made from the map that is shown, kept out of it, and made anew whenever that changes.

use std::sync::Arc;

use super::{Derived, SceneKey};
use crate::app::document::Document;
use crate::canvas::Canvas;
use crate::language::Language;
use crate::map::{Neighborhood, Scope};
use crate::scene::{Scene, isolated_scene};
use crate::theme::Palette;

/// What is shown alone, laid out.
#[derive(Debug)]
pub(super) struct IsolatedView {
    /// What it was made for.
    key: (SceneKey, Scope, Neighborhood),
    pub scene: Arc<Scene>,
}

/// The canvases. What is shown alone has one of its own, so that the map is found again as it was left.
#[derive(Debug, Default)]
pub(in crate::app) struct Canvases {
    pub whole: Canvas,
    pub isolated: Canvas,
}

/// What came of keeping a scene that is shown alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum IsolationChange {
    /// It is as it was, or there is none.
    Unchanged,
    /// It is of something else now.
    Changed,
    /// There are too many actors in it.
    TooMany,
}

impl Derived {
    /// The scene that is on the canvas: of what is alone, of what a filter leaves, or else of the whole map; and the
    /// revision of the map that it is of.
    pub fn scene(&self, document: &Document) -> Option<(&Arc<Scene>, u64)> {
        let isolated = self.visible_isolated_view(document).map(|it| (&it.scene, it.key.0.analysis.map.revision));
        let whole = self.results.as_ref().map(|results| (&results.scene, results.key.analysis.map.revision));
        isolated.or(self.filtered_scene()).or(whole)
    }

    /// Whether something is shown alone, and not just being left.
    pub fn is_isolated(&self, document: &Document) -> bool {
        self.visible_isolated_view(document).is_some()
    }

    /// The scene of what is shown alone.
    pub fn isolated_scene(&self) -> Option<&Arc<Scene>> {
        self.isolated.as_ref().map(|isolated| &isolated.scene)
    }

    fn visible_isolated_view(&self, document: &Document) -> Option<&IsolatedView> {
        self.isolated.as_ref().filter(|_| !document.session.view.scope.is_whole_map())
    }

    /// Makes the scene that is shown alone anew, where the map or the chain is another.
    pub(super) fn refresh_isolated(&mut self, document: &mut Document, language: Language) -> IsolationChange {
        let view = &document.session.view;
        if view.scope.is_whole_map() {
            self.isolated = None;
            return IsolationChange::Unchanged;
        }
        let key = (Self::key(document, language), view.scope.clone(), view.neighborhood);
        if self.isolated.as_ref().is_some_and(|isolated| isolated.key == key) || !self.is_current(document, language) {
            return IsolationChange::Unchanged;
        }
        let results = self.results.clone();
        let assessment = results.as_deref().map(|results| &results.analysis.assessment);
        let context = self.context(document, assessment, language, Palette::standard(false));
        let Some(scene) = isolated_scene(&view.scope, &context, view.drawing) else {
            self.isolated = None;
            document.session.view.scope = Scope::default();
            return IsolationChange::TooMany;
        };
        self.scene_generation += 1;
        let is_same_scope = self.isolated.as_ref().is_some_and(|last| last.key.1 == key.1);
        self.isolated = Some(IsolatedView { key: key, scene: Arc::new(scene) });
        if is_same_scope { IsolationChange::Unchanged } else { IsolationChange::Changed }
    }
}
