//! Accessibility nodes of the canvas: highlighted actors and links, and the visible actors.

use std::collections::{BTreeMap, HashSet};

use egui::accesskit::Action;
use egui::{Id, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo};

use super::camera::Camera;
use super::card_offsets::CardOffsets;
use super::frame_input::FrameInput;
use super::{bands, overview};
use crate::command::Command;
use crate::language::{Localized, UiText, link_sentence, omitted_sentence, relation_text, relations_line};
use crate::map::{ActorId, LinkId, Selection};
use crate::scene::{ActorMark, Area, LinkMark, Scene};
use crate::session::{Highlight, ViewContext};

/// Maximum number of actors with nodes of their own.
const MAX_ACTORS: usize = 300;
/// Maximum number of highlighted links with nodes of their own.
const MAX_LINKS: usize = 150;
/// Maximum number of relations in the description of an actor that is not selected.
const MAX_RELATIONS: usize = 6;
/// Maximum number of relations in the description of a selected actor.
const MAX_SELECTED_RELATIONS: usize = 40;

/// Adds nodes for what is highlighted, with descriptions and relations, and for the visible actors while they are
/// few enough; in the overview, for the cells instead. The selection is the active descendant, which screen readers
/// read when the canvas has keyboard focus.
pub(super) fn update_accessibility(
    ui: &mut Ui,
    canvas: &Response,
    input: FrameInput<'_>,
    camera: &Camera,
    offsets: &CardOffsets,
    commands: &mut Vec<Command>,
) {
    let FrameInput { scene, highlight, context, .. } = input;
    let is_overview = overview::is_overview(scene, input.detail_zoom(camera));
    let screen = canvas.rect;
    let help = UiText::KeyboardHelp.text(context.language);
    if ui.ctx().accesskit_node_builder(canvas.id, |node| node.set_description(help)).is_none() {
        return;
    }
    bands::add_accessibility_nodes(ui, scene, camera, screen, context.language);
    let visible_area = camera.visible_area(screen);
    let visible: Vec<&ActorMark> = scene.actors_in(visible_area).take(MAX_ACTORS + 1).collect();
    let is_told = !is_overview && visible.len() <= MAX_ACTORS;
    let further = if is_told { relations_in(scene, visible_area) } else { BTreeMap::new() };
    let ui = ui.new_child(UiBuilder::new().id_salt("told").max_rect(screen).accessibility_parent(canvas.id));
    let nodes =
        AccessibilityNodes { ui: &ui, canvas, scene, context, relations: relations(highlight, context), further };
    let mut described = HashSet::new();
    let chosen: Vec<ActorId> = match &context.view.selection {
        Selection::Actors(actors) => actors.iter().copied().collect(),
        _ => Vec::new(),
    };
    let others = highlight.actors.iter().filter(|id| !context.view.selection.has_actor(**id));
    let highlighted = chosen.iter().chain(others).filter_map(|id| scene.actor(*id));
    let mut omitted = 0;
    for mark in highlighted {
        if described.len() >= MAX_ACTORS {
            omitted += 1;
        } else {
            described.insert(mark.id);
            nodes.add_actor(mark, clamped_screen_rect(camera, offsets.area(mark), screen), commands);
        }
    }
    let links: Vec<&LinkMark> = highlight.links.iter().filter_map(|id| scene.link(*id)).collect();
    for mark in links.iter().take(MAX_LINKS) {
        nodes.add_link(mark, clamped_screen_rect(camera, mark.path.bounds(), screen), commands);
    }
    let omitted_links = links.len().saturating_sub(MAX_LINKS);
    if omitted + omitted_links > 0 {
        let words = omitted_sentence(omitted, omitted_links, context.language);
        let node =
            ui.interact(Rect::from_min_size(screen.min, egui::Vec2::ZERO), nodes.node_id("more"), Sense::hover());
        node.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    }
    if is_overview {
        overview::add_accessibility_nodes(&ui, scene, camera, screen, context.language);
    } else if is_told {
        for mark in visible.into_iter().filter(|mark| !described.contains(&mark.id)) {
            nodes.add_actor(mark, clamped_screen_rect(camera, offsets.area(mark), screen), commands);
        }
    }
    let active_descendant = match &context.view.selection {
        Selection::Actors(actors) => actors.first().map(|id| nodes.node_id(("actor", id))),
        Selection::Link(id) => Some(nodes.node_id(("link", id))),
        _ => None,
    };
    if let Some(id) = active_descendant.filter(|id| ui.ctx().has_accesskit_node(*id)) {
        ui.ctx().accesskit_node_builder(canvas.id, |node| node.set_active_descendant(id.accesskit_id()));
    }
}

/// The screen rectangle of an area; outside the screen, clamped to its edge.
fn clamped_screen_rect(camera: &Camera, area: Area, screen: Rect) -> Rect {
    let rect = camera.screen_rect(area, screen);
    Rect::from_min_max(screen.clamp(rect.min), screen.clamp(rect.max))
}

/// The highlighted links of each actor, in the order of the links.
fn relations(highlight: &Highlight, context: &ViewContext<'_>) -> BTreeMap<ActorId, Vec<LinkId>> {
    let mut relations: BTreeMap<ActorId, Vec<LinkId>> = BTreeMap::new();
    for link in highlight.links.iter().filter_map(|id| context.map.links().get(id)) {
        relations.entry(link.from).or_default().push(link.id);
        relations.entry(link.to).or_default().push(link.id);
    }
    relations
}

/// The links of each actor in an area, whether highlighted or not.
fn relations_in(scene: &Scene, area: Area) -> BTreeMap<ActorId, Vec<LinkId>> {
    let mut links: Vec<&LinkMark> = scene.links_in(area).collect();
    links.sort_unstable_by_key(|link| link.id);
    let mut relations: BTreeMap<ActorId, Vec<LinkId>> = BTreeMap::new();
    for link in links {
        relations.entry(link.from).or_default().push(link.id);
        relations.entry(link.to).or_default().push(link.id);
    }
    relations
}

struct AccessibilityNodes<'a> {
    ui: &'a Ui,
    canvas: &'a Response,
    scene: &'a Scene,
    context: &'a ViewContext<'a>,
    /// The highlighted links of actors.
    relations: BTreeMap<ActorId, Vec<LinkId>>,
    /// All links in view, of actors that have no highlighted one.
    further: BTreeMap<ActorId, Vec<LinkId>>,
}

impl AccessibilityNodes<'_> {
    fn node_id(&self, source: impl std::hash::Hash + std::fmt::Debug) -> Id {
        self.canvas.id.with(source)
    }

    fn add_actor(&self, mark: &ActorMark, rect: Rect, commands: &mut Vec<Command>) {
        let node = self.ui.interact(rect, self.node_id(("actor", mark.id)), Sense::hover());
        let selected = self.context.view.selection.has_actor(mark.id);
        node.widget_info(|| WidgetInfo::selected(Role::GraphicsObject, true, selected, &mark.name));
        self.finish_node(node.id, self.description(mark, selected), Selection::actor(mark.id), commands);
    }

    fn add_link(&self, mark: &LinkMark, rect: Rect, commands: &mut Vec<Command>) {
        let (map, language) = (self.context.map, self.context.language);
        let Some(link) = map.links().get(&mark.id) else { return };
        let node = self.ui.interact(rect, self.node_id(("link", mark.id)), Sense::hover());
        let selected = self.context.view.selection == Selection::Link(mark.id);
        let words = link_sentence(link, map, self.context.year, language);
        node.widget_info(|| WidgetInfo::selected(Role::GraphicsSymbol, true, selected, &words));
        self.finish_node(node.id, String::new(), Selection::Link(mark.id), commands);
    }

    /// Sets the description, and selects on a screen reader's click.
    fn finish_node(&self, id: Id, description: String, selection: Selection, commands: &mut Vec<Command>) {
        self.ui.ctx().accesskit_node_builder(id, |node| {
            if !description.is_empty() {
                node.set_description(description);
            }
            node.add_action(Action::Click);
        });
        if self.ui.input(|input| input.has_accesskit_action_request(id, Action::Click)) {
            commands.push(Command::Select(selection));
        }
    }

    /// Kind, detail, verdict and relations of an actor: the highlighted ones, where it has any.
    fn description(&self, mark: &ActorMark, selected: bool) -> String {
        let (map, year, language) = (self.context.map, self.context.year, self.context.language);
        let verdict = mark.verdict.map(|verdict| verdict.text(language));
        let absent = mark.is_absent.then(|| UiText::ActorAbsent.text(language));
        let detail = Some(&*mark.detail).filter(|detail| !detail.is_empty());
        let summary = [Some(mark.kind.text(language)), detail, verdict, absent];
        let summary = summary.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let links = self.relations.get(&mark.id).or_else(|| self.further.get(&mark.id)).into_iter().flatten();
        let links = links.filter(|id| self.scene.link(**id).is_some()).filter_map(|id| map.links().get(id));
        let relations: Vec<String> = links.map(|link| relation_text(link, mark.id, map, year, language)).collect();
        let max_relations = if selected { MAX_SELECTED_RELATIONS } else { MAX_RELATIONS };
        if relations.is_empty() {
            summary
        } else {
            format!("{summary}; {}", relations_line(relations, max_relations, language))
        }
    }
}
