//! Navigation: the canvases, the current page, camera moves, and the position for a new actor.

use super::derived::{Canvases, Derived, scope_selection};
use super::document::Document;
use crate::canvas::Canvas;
use crate::command::Page;
use crate::language::UiText;
use crate::layout;
use crate::map::{ActorId, Filter, Scope, Selection, StageId};
use crate::scene::{Area, Scene};
use crate::session::Subject;

/// Navigation state.
#[derive(Debug)]
pub(super) struct Navigation {
    pub canvases: Canvases,
    /// Page in the central area.
    pub page: Page,
    /// Whether outline and inspector are shown.
    pub side_panels: bool,
    /// Fit the whole map when its scene is ready.
    pub fit_next: bool,
}

impl Default for Navigation {
    fn default() -> Self {
        Self { canvases: Canvases::default(), page: Page::Map, side_panels: true, fit_next: true }
    }
}

impl Navigation {
    /// The visible canvas.
    pub fn canvas(&self, derived: &Derived, document: &Document) -> &Canvas {
        if derived.slide_ratio.is_some() {
            &self.canvases.slide
        } else if derived.is_isolated(document) {
            &self.canvases.isolated
        } else {
            &self.canvases.whole
        }
    }

    /// The visible canvas, mutable.
    pub fn canvas_mut(&mut self, derived: &Derived, document: &Document) -> &mut Canvas {
        if derived.slide_ratio.is_some() {
            &mut self.canvases.slide
        } else if derived.is_isolated(document) {
            &mut self.canvases.isolated
        } else {
            &mut self.canvases.whole
        }
    }

    /// Puts the panels at the sides away, so that the map has their room, or brings them back.
    pub fn toggle_side_panels(&mut self, derived: &Derived, document: &Document) {
        self.side_panels = !self.side_panels;
        self.canvas_mut(derived, document).take_room();
    }

    /// Isolates the selection, or returns to the whole map.
    pub fn toggle_scope(&mut self, document: &mut Document) -> Option<UiText> {
        self.page = Page::Map;
        let session = &mut document.session;
        session.set_highlight(Vec::new());
        if !session.view.scope.is_whole_map() {
            session.view.scope = Scope::default();
            return None;
        }
        session.view.scope = Scope::of(&session.view.selection);
        session.view.scope.is_whole_map().then_some(UiText::IsolationNeedsSelection)
    }

    /// One step back: resets the selection, then isolation or product, and last the filter, which a button restores.
    pub fn step_back(&self, document: &mut Document) -> Option<UiText> {
        let session = &mut document.session;
        let base = scope_selection(session).filter(|_| self.page == Page::Map);
        let view = &mut session.view;
        match base {
            Some(base) if view.selection != base && view.selection != Selection::None => view.selection = base,
            Some(base) => (view.selection, view.scope) = (base, Scope::default()),
            None if view.selection != Selection::None => view.selection = Selection::None,
            None if view.product.is_some() => view.product = None,
            None if self.page == Page::Map && !view.filter.is_empty() => {
                session.set_filter(Filter::default());
                return Some(UiText::FilterCleared);
            }
            None => {}
        }
        None
    }

    /// Selects and reveals subjects, highlighting several: selects all if all are actors, otherwise the first.
    pub fn select_and_reveal(
        &mut self,
        subjects: Vec<Subject>,
        document: &mut Document,
        derived: &Derived,
    ) -> Option<UiText> {
        let first = *subjects.first()?;
        let actors = subjects.iter().map(|subject| match subject {
            Subject::Actor(id) => Some(*id),
            Subject::Link(_) | Subject::Model(_) => None,
        });
        let actors: Option<_> = actors.collect();
        document.session.view.selection = actors.map_or_else(|| first.selection(), Selection::Actors);
        let mut status = None;
        for subject in &subjects {
            status = ensure_visible(*subject, document, derived).or(status);
        }
        self.fly_to(&subjects, document, derived);
        let several = subjects.len() > 1;
        document.session.set_highlight(if several { subjects } else { Vec::new() });
        status
    }

    /// Moves the camera to show the subjects.
    pub fn fly_to(&mut self, subjects: &[Subject], document: &Document, derived: &Derived) {
        // The unfiltered scene: a filter just cleared may have hidden them.
        let isolated = derived.isolated_scene().filter(|_| derived.is_isolated(document));
        let whole = derived.results.as_ref().map(|results| &results.scene);
        let Some(scene) = isolated.or(whole) else { return };
        let areas = subjects.iter().map(|subject| area_of(*subject, scene, document, derived));
        let area = areas.fold(Area::NOTHING, Area::union);
        if !area.is_empty() {
            self.canvas_mut(derived, document).fly_to(area);
        }
    }

    /// Position for an actor added without a pointer: below the selected actor, or at the centre of the view.
    pub fn new_actor_position(&self, document: &Document, derived: &Derived) -> (Option<StageId>, (f32, f32)) {
        let map = document.editor.map();
        let selected = match &document.session.view.selection {
            Selection::Actors(actors) if actors.len() == 1 => actors.first(),
            _ => None,
        };
        let beside = selected.and_then(|id| Some((map.actors().get(id)?, map.placements().get(id)?)));
        if let Some((actor, placement)) = beside {
            let stage = actor.stage.filter(|_| !actor.is_below_lanes());
            return (stage, (placement.x, placement.y + layout::ACTOR_SIZE.1));
        }
        let middle = self.canvases.whole.visible_center();
        let lane = derived.results.as_ref().and_then(|results| results.scene.lane_at(middle.x));
        (lane.map(|lane| lane.stage), (middle.x, middle.y))
    }
}

/// Bounds of a subject in a scene; empty where it has none.
fn area_of(subject: Subject, scene: &Scene, document: &Document, derived: &Derived) -> Area {
    match subject {
        Subject::Actor(id) => scene.area_of([id]),
        Subject::Link(id) => scene.link(id).map_or(Area::NOTHING, |mark| mark.path.bounds()),
        Subject::Model(id) => {
            let core = document.editor.map().models().get(&id).into_iter().flat_map(|model| &model.core).copied();
            let results = derived.results.as_ref();
            let assessment = results.and_then(|results| results.analysis.assessment.models.get(&id));
            let routes = assessment.into_iter().flat_map(|assessment| {
                let routes = assessment.routes().chain(assessment.onward_routes()).chain(assessment.paper_routes());
                routes.flat_map(|route| &route.actors)
            });
            let actors: Vec<ActorId> = core.chain(routes.copied()).collect();
            scene.area_of(actors)
        }
    }
}

/// Makes a subject visible: clears a filter that hides it, and changes the isolated model or leaves isolation if it is
/// not in the isolated scene.
pub(super) fn ensure_visible(subject: Subject, document: &mut Document, derived: &Derived) -> Option<UiText> {
    let mut status = None;
    if derived.is_filtered_out(subject, document) {
        document.session.set_filter(Filter::default());
        status = Some(UiText::FilterClearedToReveal);
    }
    let Some(scene) = derived.isolated_scene() else { return status };
    let scope = &mut document.session.view.scope;
    let is_in_scope = match subject {
        Subject::Model(id) => {
            if scope.single_model().is_some() {
                *scope = Scope::of(&Selection::Model(id));
                return status;
            }
            scope.models.contains(&id)
        }
        Subject::Actor(id) => scene.actor(id).is_some(),
        Subject::Link(id) => scene.link(id).is_some(),
    };
    if !is_in_scope {
        *scope = Scope::default();
    }
    status
}
