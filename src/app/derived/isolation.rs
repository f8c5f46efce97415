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
pub(super) struct Isolated {
    /// What it was made for.
    of: (SceneKey, Scope, Neighborhood),
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
pub(in crate::app) enum Isolation {
    /// It is as it was, or there is none.
    Same,
    /// It is of something else now.
    Fresh,
    /// There are too many actors in it.
    TooMany,
}

impl Derived {
    /// The scene that is on the canvas: of what is alone, of what a filter leaves, or else of the whole map; and the
    /// revision of the map that it is of.
    pub fn scene(&self, document: &Document) -> Option<(&Arc<Scene>, u64)> {
        let isolated = self.isolated_in_sight(document).map(|it| (&it.scene, it.of.0.analysis.map.revision));
        let whole = self.results.as_ref().map(|results| (&results.scene, results.key.analysis.map.revision));
        isolated.or(self.filtered_scene()).or(whole)
    }

    /// Whether something is shown alone, and not just being left.
    pub fn is_isolated(&self, document: &Document) -> bool {
        self.isolated_in_sight(document).is_some()
    }

    /// The scene of what is shown alone.
    pub fn isolated_scene(&self) -> Option<&Arc<Scene>> {
        self.isolated.as_ref().map(|isolated| &isolated.scene)
    }

    fn isolated_in_sight(&self, document: &Document) -> Option<&Isolated> {
        self.isolated.as_ref().filter(|_| !document.session.view.scope.is_whole_map())
    }

    /// Makes the scene that is shown alone anew, where the map or the chain is another.
    pub(super) fn refresh_isolated(&mut self, document: &mut Document, language: Language) -> Isolation {
        let view = &document.session.view;
        if view.scope.is_whole_map() {
            self.isolated = None;
            return Isolation::Same;
        }
        let wanted = (Self::key(document, language), view.scope.clone(), view.neighborhood);
        if self.isolated.as_ref().is_some_and(|isolated| isolated.of == wanted) || !self.is_current(document, language)
        {
            return Isolation::Same;
        }
        let results = self.results.clone();
        let assessment = results.as_deref().map(|results| &results.analysis.assessment);
        let shown = self.context(document, assessment, language, Palette::standard(false));
        let Some(scene) = isolated_scene(&view.scope, &shown, view.drawing) else {
            self.isolated = None;
            document.session.view.scope = Scope::default();
            return Isolation::TooMany;
        };
        self.scenes += 1;
        let same = self.isolated.as_ref().is_some_and(|last| last.of.1 == wanted.1);
        self.isolated = Some(Isolated { of: wanted, scene: Arc::new(scene) });
        if same { Isolation::Same } else { Isolation::Fresh }
    }
}
