//! A compact route: actors one below the other, and between them the line of each link, as on the map.

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

/// Height of a link between two actors, in points.
const LINK_HEIGHT: f32 = 22.0;
/// Offset of the line from the left, in points: under the centre of the actors' icons.
const LINE_X: f32 = 14.0;

/// Draws the route of a case to a buyer and onward, or the route on paper where there is no other.
pub(super) fn chain_ui(ui: &mut Ui, case: &Case, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(route) = case.route.as_ref().or(case.paper_route.as_ref()) else { return };
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    route_actors_ui(ui, route, context, commands);
    if let Some(onward) = &case.onward {
        route_actors_ui(ui, &after_buyer(onward), context, commands);
    }
    ui.spacing_mut().item_spacing.y = spacing;
}

/// The onward route without the buyer, which is drawn already.
fn after_buyer(onward: &Route) -> Route {
    Route { actors: onward.actors.get(1..).unwrap_or_default().to_vec(), links: onward.links.clone() }
}

/// Actors with the links before them; a route has one link fewer than actors, an onward route as many.
fn route_actors_ui(ui: &mut Ui, route: &Route, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let is_start = route.actors.len() > route.links.len();
    let incoming_links = is_start.then_some(None).into_iter().chain(route.links.iter().map(|link| Some(*link)));
    for (actor, link) in route.actors.iter().zip(incoming_links) {
        if let Some(link) = link {
            link_segment_ui(ui, link, context, commands);
        }
        actor_row_ui(ui, *actor, context, commands);
    }
}

/// The line of a link with its form; a click goes to the link.
fn link_segment_ui(ui: &mut Ui, id: LinkId, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(link) = context.map.links().get(&id) else { return };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), LINK_HEIGHT), Sense::click());
    let broken = !context.map.is_in_force(link, context.year);
    let caption = link_caption(link, context);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &caption));
    let painter = ui.painter_at(rect);
    let background_rect = rect.with_min_x(rect.min.x + 24.0);
    if response.hovered() || response.has_focus() {
        painter.rect_filled(background_rect, 4.0, colour(context.palette.hover));
    }
    paint_focus_ring(&painter, background_rect, 4.0, &response, context.palette);
    let foreground = if broken { context.palette.error } else { context.palette.link };
    let dash = link_dash(link.kind, link.form);
    let x = rect.min.x + LINE_X;
    let endpoints = [Pos2::new(x, rect.min.y - 2.0), Pos2::new(x, rect.max.y + 1.0)];
    let stroke = egui::Stroke::new(dash.width, colour(foreground));
    match dash.pattern {
        Some(pattern) => {
            let (dashes, gaps): (Vec<f32>, Vec<f32>) = pattern.iter().copied().unzip();
            painter.extend(Shape::dashed_line_with_offset(&endpoints, stroke, &dashes, &gaps, 0.0));
        }
        None if dash.double => {
            for side in [-1.5, 1.5] {
                painter.line_segment(endpoints.map(|end| end + Vec2::new(side, 0.0)), stroke);
            }
        }
        None => {
            painter.line_segment(endpoints, stroke);
        }
    }
    if broken {
        let square = Rect::from_center_size(Pos2::new(x, rect.center().y), Vec2::splat(14.0));
        painter.rect_filled(square.expand(1.0), 7.0, colour(context.palette.panel));
        paint_icon(&painter, Icon::Break, square, colour(context.palette.error));
    }
    let foreground = if broken { context.palette.error } else { context.palette.text_muted };
    paint_text(ui, &painter, rect.with_min_x(rect.min.x + 28.0), &caption, foreground);
    if response.clicked() {
        commands.push(Command::GoTo(Subject::Link(id)));
    }
}

/// The form or status of a link, and its years in force.
fn link_caption(link: &Link, context: &ViewContext<'_>) -> String {
    let years = match (link.from_year, link.to_year) {
        (Some(from), Some(to)) => format!(" · {from}–{to}"),
        (None, Some(to)) => format!(" · –{to}"),
        (Some(from), None) => format!(" · {from}–"),
        (None, None) => String::new(),
    };
    format!("{}{years}", link_detail(link, context))
}

/// The title of the chain; `None` if the case has no route.
pub(super) fn chain_title(case: &Case) -> Option<UiText> {
    if case.route.is_some() {
        Some(UiText::Route)
    } else if case.paper_route.is_some() {
        Some(UiText::RouteOnPaper)
    } else {
        None
    }
}
