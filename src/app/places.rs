//! Where on the map something is: what to fly to, and where one more actor goes.

use super::shell::Shell;
use crate::layout;
use crate::map::{ActorId, StageId};
use crate::scene::{Area, Scene, Selection, Subject};

impl Shell {
    /// Selects things and brings them into sight, all of them lit: of several actors all are selected, of anything else
    /// the first.
    pub(super) fn point_at(&mut self, subjects: Vec<Subject>) {
        let Some(first) = subjects.first() else { return };
        let actors = subjects.iter().map(|subject| match subject {
            Subject::Actor(id) => Some(*id),
            Subject::Link(_) | Subject::Model(_) => None,
        });
        let actors: Option<_> = actors.collect();
        self.document.selection = actors.map_or_else(|| selection_of(*first), Selection::Actors);
        for subject in &subjects {
            self.follow(*subject);
        }
        self.fly_to(&subjects);
        let several = subjects.len() > 1;
        self.document.point_at(if several { subjects } else { Vec::new() });
    }

    /// Brings things into sight, all of them if that can be.
    pub(super) fn fly_to(&mut self, subjects: &[Subject]) {
        // The scene before any filter: one that was just taken off may have hidden them.
        let lone = self.document.lone_in_sight();
        let whole = self.document.survey.as_ref().map(|survey| &survey.scene);
        let Some(scene) = lone.map(|lone| &lone.scene).or(whole) else { return };
        let areas = subjects.iter().map(|subject| self.area_of(*subject, scene));
        let area = areas.fold(Area::NOTHING, Area::union);
        let canvas = self.canvases.in_sight_mut(&self.document);
        if !area.is_nothing() {
            canvas.fly_towards(area);
        }
    }

    /// What surrounds a thing in a scene; nothing where it is not in it.
    fn area_of(&self, subject: Subject, scene: &Scene) -> Area {
        match subject {
            Subject::Actor(id) => scene.area_of([id]),
            Subject::Link(id) => scene.link(id).map_or(Area::NOTHING, |mark| mark.path.area()),
            Subject::Model(id) => {
                let map = self.document.editor.map();
                let core = map.models().get(&id).into_iter().flat_map(|model| &model.core).copied();
                let judged = self.document.survey.as_ref().and_then(|survey| survey.assessment.models.get(&id));
                let routes = judged.into_iter().flat_map(|judged| &judged.cases).flat_map(|case| {
                    [&case.route, &case.onward, &case.paper_route].into_iter().flatten().flat_map(|route| &route.actors)
                });
                let actors: Vec<ActorId> = core.chain(routes.copied()).collect();
                scene.area_of(actors)
            }
        }
    }

    /// What surrounds all that the selection lights.
    pub(super) fn area_of_selection(&self) -> Area {
        let Some(scene) = self.scene() else { return Area::NOTHING };
        scene.area_of(self.document.focus().actors.iter().copied())
    }

    /// Where an actor is added that nobody has pointed a place out for: below the one that is selected, or else in the
    /// middle of what is in sight.
    pub(super) fn place_for_one_more(&self) -> (Option<StageId>, (f32, f32)) {
        let map = self.document.editor.map();
        let selected = match &self.document.selection {
            Selection::Actors(actors) if actors.len() == 1 => actors.first(),
            _ => None,
        };
        let beside = selected.and_then(|id| Some((map.actors().get(id)?, map.places().get(id)?)));
        if let Some((actor, place)) = beside {
            let stage = actor.stage.filter(|_| !actor.stands_below());
            return (stage, (place.x, place.y + layout::ACTOR_SIZE.1));
        }
        let middle = self.canvases.whole.middle();
        let lane = self.document.survey.as_ref().and_then(|survey| survey.scene.lane_at(middle.x));
        (lane.map(|lane| lane.stage), (middle.x, middle.y))
    }
}

/// The selection of one thing.
pub(super) fn selection_of(subject: Subject) -> Selection {
    match subject {
        Subject::Actor(id) => Selection::actor(id),
        Subject::Link(id) => Selection::Link(id),
        Subject::Model(id) => Selection::Model(id),
    }
}
