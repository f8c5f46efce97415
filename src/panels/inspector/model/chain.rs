//! A route drawn small: actors one below the other, and between them the line of each link, as on the map.

use egui::{Pos2, Rect, Sense, Shape, Ui, Vec2};

use super::super::super::widgets::{paint_focus_ring, paint_text};
use super::super::{actor_row_ui, link_detail};
use crate::analysis::{Case, Route};
use crate::canvas::{colour, paint_icon};
use crate::command::Command;
use crate::language::UiText;
use crate::map::{Link, LinkId};
use crate::scene::link_dash;
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// Height of the stretch between two actors.
const LINK_HEIGHT: f32 = 22.0;
/// Where the line runs: under the middle of the actors' icons.
const LINE_X: f32 = 14.0;

/// Draws how the goods of a case get to a buyer and on, or would, if what is on paper held.
pub(super) fn chain_ui(ui: &mut Ui, case: &Case, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(route) = case.route.as_ref().or(case.paper_route.as_ref()) else { return };
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    route_actors_ui(ui, route, shown, commands);
    if let Some(onward) = &case.onward {
        route_actors_ui(ui, &after_buyer(onward), shown, commands);
    }
    ui.spacing_mut().item_spacing.y = spacing;
}

/// The way on from the buyer, without the buyer, who is drawn already.
fn after_buyer(onward: &Route) -> Route {
    Route { actors: onward.actors.get(1..).unwrap_or_default().to_vec(), links: onward.links.clone() }
}

/// Actors with the links before them; a route has one link fewer than actors, a way on as many.
fn route_actors_ui(ui: &mut Ui, route: &Route, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let is_start = route.actors.len() > route.links.len();
    let before = is_start.then_some(None).into_iter().chain(route.links.iter().map(|link| Some(*link)));
    for (actor, link) in route.actors.iter().zip(before) {
        if let Some(link) = link {
            link_segment_ui(ui, link, shown, commands);
        }
        actor_row_ui(ui, *actor, shown, commands);
    }
}

/// The line of a link with its form; a click goes to the link.
fn link_segment_ui(ui: &mut Ui, id: LinkId, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(link) = shown.map.links().get(&id) else { return };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), LINK_HEIGHT), Sense::click());
    let broken = !shown.map.is_in_force(link, shown.year);
    let words = link_caption(link, shown);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
    let painter = ui.painter_at(rect);
    let ground = rect.with_min_x(rect.min.x + 24.0);
    if response.hovered() || response.has_focus() {
        painter.rect_filled(ground, 4.0, colour(shown.palette.hover));
    }
    paint_focus_ring(&painter, ground, 4.0, &response, shown.palette);
    let foreground = if broken { shown.palette.error } else { shown.palette.link };
    let dash = link_dash(link.kind, link.form);
    let x = rect.min.x + LINE_X;
    let ends = [Pos2::new(x, rect.min.y - 2.0), Pos2::new(x, rect.max.y + 1.0)];
    let stroke = egui::Stroke::new(dash.width, colour(foreground));
    match dash.pattern {
        Some((on, off)) => painter.extend(Shape::dashed_line(&ends, stroke, on, off)),
        None if dash.double => {
            for side in [-1.5, 1.5] {
                painter.line_segment(ends.map(|end| end + Vec2::new(side, 0.0)), stroke);
            }
        }
        None => {
            painter.line_segment(ends, stroke);
        }
    }
    if broken {
        let square = Rect::from_center_size(Pos2::new(x, rect.center().y), Vec2::splat(14.0));
        painter.rect_filled(square.expand(1.0), 7.0, colour(shown.palette.panel));
        paint_icon(&painter, Icon::Break, square, colour(shown.palette.error));
    }
    let foreground = if broken { shown.palette.error } else { shown.palette.text_muted };
    paint_text(ui, &painter, rect.with_min_x(rect.min.x + 28.0), &words, foreground);
    if response.clicked() {
        commands.push(Command::GoTo(Subject::Link(id)));
    }
}

/// Form or state, and the years that it holds for.
fn link_caption(link: &Link, shown: &ViewContext<'_>) -> String {
    let years = match (link.from_year, link.to_year) {
        (Some(from), Some(to)) => format!(" · {from}–{to}"),
        (None, Some(to)) => format!(" · –{to}"),
        (Some(from), None) => format!(" · {from}–"),
        (None, None) => String::new(),
    };
    format!("{}{years}", link_detail(link, shown))
}

/// What stands above the chain.
pub(super) fn chain_title(case: &Case) -> Option<UiText> {
    if case.route.is_some() {
        Some(UiText::Route)
    } else if case.paper_route.is_some() {
        Some(UiText::RouteOnPaper)
    } else {
        None
    }
}
