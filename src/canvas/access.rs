//! What screen readers are told of the canvas: what is lit, actor by actor and link by link, and what is in sight.

use std::collections::{BTreeMap, HashSet};

use egui::accesskit::Action;
use egui::{Id, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo};

use super::displaced::Displaced;
use super::view::Canvas;
use super::{bands, far};
use crate::command::Command;
use crate::language::{Localized, UiText, link_sentence, omitted_sentence, relation_text, relations_line};
use crate::map::{ActorId, LinkId, Selection};
use crate::scene::{ActorMark, Area, LinkMark, Scene};
use crate::session::{Highlight, ViewContext};

/// How many actors are told one by one.
const ACTORS: usize = 300;
/// How many lit links are told one by one.
const LINKS: usize = 150;
/// How many relations are told of one actor; of the one that is selected more.
const RELATIONS: usize = 6;
/// How many relations are told of an actor that is selected.
const ALL_RELATIONS: usize = 40;

impl Canvas {
    /// Tells screen readers what is lit, with what it is and whom it trades with, and which actors are in sight while
    /// those are few enough to be told one by one; from afar, the boxes in their place. What is selected is what they
    /// read when the canvas has the keys.
    #[expect(clippy::too_many_arguments, reason = "one frame's worth of things, taken apart once")]
    pub(super) fn describe(
        &self,
        ui: &mut Ui,
        canvas: &Response,
        scene: &Scene,
        displaced: &Displaced,
        focus: &Highlight,
        shown: &ViewContext<'_>,
        wishes: &mut Vec<Command>,
    ) {
        let screen = canvas.rect;
        let help = UiText::KeyboardHelp.text(shown.language);
        if ui.ctx().accesskit_node_builder(canvas.id, |node| node.set_description(help)).is_none() {
            return;
        }
        bands::describe(ui, scene, self.travel.camera(), screen, shown.language);
        let ui = ui.new_child(UiBuilder::new().id_salt("told").max_rect(screen).accessibility_parent(canvas.id));
        let told = Told { ui: &ui, canvas, scene, shown, relations: relations(focus, shown) };
        let mut known = HashSet::new();
        let chosen: Vec<ActorId> = match &shown.view.selection {
            Selection::Actors(actors) => actors.iter().copied().collect(),
            _ => Vec::new(),
        };
        let others = focus.actors.iter().filter(|id| !shown.view.selection.has_actor(**id));
        let lit = chosen.iter().chain(others).filter_map(|id| scene.actor(*id));
        let mut untold = 0;
        for mark in lit {
            if known.len() >= ACTORS {
                untold += 1;
            } else {
                known.insert(mark.id);
                told.actor(mark, self.shown_at(displaced.area(mark), screen), wishes);
            }
        }
        let links: Vec<&LinkMark> = focus.links.iter().filter_map(|id| scene.link(*id)).collect();
        for mark in links.iter().take(LINKS) {
            told.link(mark, self.shown_at(mark.path.area(), screen), wishes);
        }
        let untold_links = links.len().saturating_sub(LINKS);
        if untold + untold_links > 0 {
            let words = omitted_sentence(untold, untold_links, shown.language);
            let node = ui.interact(Rect::from_min_size(screen.min, egui::Vec2::ZERO), told.id("more"), Sense::hover());
            node.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        }
        let in_sight: Vec<&ActorMark> = scene.actors_in(self.travel.camera().seen(screen)).take(ACTORS + 1).collect();
        if far::is_far(self.zoom()) {
            far::describe(&ui, scene, self.travel.camera(), screen, shown.language);
        } else if in_sight.len() <= ACTORS {
            for mark in in_sight.into_iter().filter(|mark| !known.contains(&mark.id)) {
                told.actor(mark, self.shown_at(displaced.area(mark), screen), wishes);
            }
        }
        let reads = match &shown.view.selection {
            Selection::Actors(actors) => actors.first().map(|id| told.id(("actor", id))),
            Selection::Link(id) => Some(told.id(("link", id))),
            _ => None,
        };
        if let Some(id) = reads.filter(|id| ui.ctx().has_accesskit_node(*id)) {
            ui.ctx().accesskit_node_builder(canvas.id, |node| node.set_active_descendant(id.accesskit_id()));
        }
    }

    /// Where a thing is on the screen; out of sight, the nearest place at the edge.
    fn shown_at(&self, area: Area, screen: Rect) -> Rect {
        let rect = self.travel.camera().screen_area(area, screen);
        Rect::from_min_max(screen.clamp(rect.min), screen.clamp(rect.max))
    }
}

/// What lit links say of their ends, in the order of the links.
fn relations(focus: &Highlight, shown: &ViewContext<'_>) -> BTreeMap<ActorId, Vec<LinkId>> {
    let mut relations: BTreeMap<ActorId, Vec<LinkId>> = BTreeMap::new();
    for link in focus.links.iter().filter_map(|id| shown.map.links().get(id)) {
        relations.entry(link.from).or_default().push(link.id);
        relations.entry(link.to).or_default().push(link.id);
    }
    relations
}

struct Told<'a> {
    ui: &'a Ui,
    canvas: &'a Response,
    scene: &'a Scene,
    shown: &'a ViewContext<'a>,
    relations: BTreeMap<ActorId, Vec<LinkId>>,
}

impl Told<'_> {
    fn id(&self, of: impl std::hash::Hash + std::fmt::Debug) -> Id {
        self.canvas.id.with(of)
    }

    fn actor(&self, mark: &ActorMark, at: Rect, wishes: &mut Vec<Command>) {
        let node = self.ui.interact(at, self.id(("actor", mark.id)), Sense::hover());
        let selected = self.shown.view.selection.has_actor(mark.id);
        node.widget_info(|| WidgetInfo::selected(Role::GraphicsObject, true, selected, &mark.name));
        self.finish(node.id, self.about(mark, selected), Selection::actor(mark.id), wishes);
    }

    fn link(&self, mark: &LinkMark, at: Rect, wishes: &mut Vec<Command>) {
        let (map, language) = (self.shown.map, self.shown.language);
        let Some(link) = map.links().get(&mark.id) else { return };
        let node = self.ui.interact(at, self.id(("link", mark.id)), Sense::hover());
        let selected = self.shown.view.selection == Selection::Link(mark.id);
        let words = link_sentence(link, map, self.shown.year, language);
        node.widget_info(|| WidgetInfo::selected(Role::GraphicsSymbol, true, selected, &words));
        self.finish(node.id, String::new(), Selection::Link(mark.id), wishes);
    }

    /// A description, and what a screen reader's click does.
    fn finish(&self, id: Id, words: String, selection: Selection, wishes: &mut Vec<Command>) {
        self.ui.ctx().accesskit_node_builder(id, |node| {
            if !words.is_empty() {
                node.set_description(words);
            }
            node.add_action(Action::Click);
        });
        if self.ui.input(|input| input.has_accesskit_action_request(id, Action::Click)) {
            wishes.push(Command::Select(selection));
        }
    }

    /// What an actor is, how its models stand, and its lit relations.
    fn about(&self, mark: &ActorMark, selected: bool) -> String {
        let (map, year, language) = (self.shown.map, self.shown.year, self.shown.language);
        let verdict = mark.verdict.map(|verdict| verdict.text(language));
        let absent = mark.absent.then(|| UiText::ActorAbsent.text(language));
        let detail = Some(&*mark.detail).filter(|detail| !detail.is_empty());
        let what = [Some(mark.kind.text(language)), detail, verdict, absent];
        let what = what.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let links = self.relations.get(&mark.id).into_iter().flatten();
        let links = links.filter(|id| self.scene.link(**id).is_some()).filter_map(|id| map.links().get(id));
        let relations: Vec<String> = links.map(|link| relation_text(link, mark.id, map, year, language)).collect();
        let most = if selected { ALL_RELATIONS } else { RELATIONS };
        if relations.is_empty() { what } else { format!("{what}; {}", relations_line(relations, most, language)) }
    }
}
