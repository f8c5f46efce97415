//! What screen readers are told of the canvas.

use egui::{Rect, Sense, Ui};

use super::view::Canvas;
use super::{bands, far};
use crate::language::Words;
use crate::scene::{ActorMark, Scene, Shown};

/// How many actors in sight screen readers are told of one by one.
const DESCRIBED: usize = 300;

impl Canvas {
    /// Tells screen readers which actors are in sight, while they are few enough to be told one by one; the outline
    /// has them all. From afar it is the boxes that they are told of.
    pub(super) fn describe(&self, ui: &Ui, screen: Rect, scene: &Scene, shown: &Shown<'_>) {
        bands::describe(ui, scene, self.travel.camera(), screen, shown.language);
        if far::is_far(self.zoom()) {
            far::describe(ui, scene, self.travel.camera(), screen, shown.language);
            return;
        }
        let seen: Vec<&ActorMark> = scene.actors_in(self.travel.camera().seen(screen)).take(DESCRIBED + 1).collect();
        if seen.len() > DESCRIBED {
            return;
        }
        for mark in seen {
            let card = self.travel.camera().screen_area(mark.area, screen).intersect(screen);
            let node = ui.interact(card, ui.scope_id().with(mark.id), Sense::hover());
            node.widget_info(|| {
                let selected = shown.selection.has_actor(mark.id);
                let mut info = egui::WidgetInfo::selected(egui::Role::GraphicsObject, true, selected, &mark.name);
                let verdict = mark.verdict.map(|verdict| verdict.text(shown.language));
                let words = [Some(mark.kind.text(shown.language)), verdict, Some(mark.detail.as_str())];
                info.hint_text = Some(words.into_iter().flatten().collect::<Vec<_>>().join(", "));
                info
            });
        }
    }
}
