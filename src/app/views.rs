//! The views of the map's own: made from what is looked at, and looked at again.

use super::shell::Shell;
use crate::command::{Change, Page};
use crate::language::SlideText;
use crate::map::{View, ViewId, ViewState};

impl Shell {
    /// What is looked at, as a view keeps it. A map that is shown whole is fitted anew wherever it is shown.
    fn looked_at(&self) -> ViewState {
        let is_fitted = self.navigation.canvas(&self.derived, &self.document).is_fitted();
        let view = self.view();
        ViewState { camera: view.camera.filter(|_| !is_fitted && !self.derived.is_isolated(&self.document)), ..view }
    }

    /// Keeps what is looked at as a view behind all others.
    pub(super) fn add_view(&mut self) {
        let language = self.language();
        let of_scope = self.document.session.view.scope.single_model();
        let model = of_scope.and_then(|id| self.document.map().models().get(&id));
        let title = model.map_or_else(|| SlideText::NewTitle.text(language).to_owned(), |model| model.name.clone());
        let view = View { title, state: self.looked_at(), ..View::default() };
        self.edit_and_tell(|document| document.add_view(view, None), SlideText::Added);
    }

    pub(super) fn duplicate_view(&mut self, id: ViewId) {
        if let Some(view) = self.document.editor.map().views().get(&id).cloned() {
            self.edit(|document| document.add_view(view, Some(id)));
        }
    }

    /// Lets a view show what is looked at now.
    pub(super) fn set_view_state(&mut self, id: ViewId) {
        let state = self.looked_at();
        if let Some(view) = self.document.editor.map().views().get(&id).cloned() {
            self.edit_and_tell(|document| document.set(Change::View(View { state, ..view })), SlideText::TakenOver);
        }
    }

    /// Looks at the map as a view does.
    pub(super) fn show_view(&mut self, id: ViewId) {
        let Some(view) = self.document.map().views().get(&id) else { return };
        let state = view.state.clone();
        self.navigation.page = Page::Map;
        self.document.session.set_highlight(Vec::new());
        let camera = state.camera;
        self.document.session.view = ViewState { camera: None, ..state };
        self.document.retain_existing();
        let canvas = &mut self.navigation.canvases.whole;
        match (camera, &self.derived.results) {
            (Some(camera), _) => canvas.look_at(camera),
            (None, Some(results)) => canvas.fly_to_fit(results.scene.area),
            (None, None) => {}
        }
        canvas.request_focus();
    }

    /// Edits the map, and tells in the status bar what has become of it.
    fn edit_and_tell(
        &mut self,
        change: impl FnOnce(&mut super::document::Document) -> Result<(), crate::map::Violation>,
        told: SlideText,
    ) {
        let revision = self.document.editor.revision();
        self.edit(change);
        if self.document.editor.revision() != revision {
            self.messages.told = Some(told.text(self.language()).to_owned());
        }
    }
}
