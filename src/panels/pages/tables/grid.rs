//! The table grid: visible rows under column headers that sort.

use egui::{
    Align, CursorIcon, FontFamily, FontId, Label, Layout, Pos2, Rect, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo,
};
use egui_extras::{Column, TableBuilder};

use super::super::super::findings::{finding_subjects, primary_subject};
use super::super::super::widgets::{ROW_HEIGHT, elided_galley, paint_focus_ring};
use super::TablesState;
use crate::canvas::{colour, paint_icon};
use crate::command::{Command, Page};
use crate::exchange::{TableColumn, TableRow, TableSource};
use crate::language::Heading;
use crate::map::Selection;
use crate::scene::{severity_icon, verdict_colour, verdict_icon};
use crate::schema::{Cell, Field, FieldType};
use crate::session::{Subject, ViewContext};
use crate::theme::{Icon, Rgb, SEMIBOLD, font_size};

/// Least width of a column, in points.
const MIN_COLUMN_WIDTH: f32 = 56.0;

/// Draws the table. A click selects, a double click goes to the map; on what is known, a click lists
/// the links of which it is not.
pub(super) fn grid_ui(
    ui: &mut Ui,
    state: &mut TablesState,
    source: TableSource<'_>,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let columns = state.kind.columns();
    ui.spacing_mut().item_spacing.x = 8.0;
    // The lines between columns are only resize handles.
    ui.visuals_mut().widgets.noninteractive.bg_stroke.color =
        colour(context.palette.border.mixed(context.palette.background, 0.6));
    ScrollArea::horizontal().id_salt(("columns", state.kind)).auto_shrink(false).show(ui, |ui| {
        let mut table = TableBuilder::new(ui)
            .id_salt(("rows", state.kind, context.language))
            .striped(true)
            .sense(Sense::click())
            .resizable(true)
            .auto_shrink(false)
            .cell_layout(Layout::left_to_right(Align::Center));
        for (at, heading) in columns.iter().enumerate() {
            let is_last = at + 1 == columns.len();
            let column = if is_last { Column::remainder() } else { Column::initial(initial_width(*heading)) };
            table = table
                .column(column.at_least(if is_last { initial_width(*heading) } else { MIN_COLUMN_WIDTH }).clip(true));
        }
        let (mut clicked_heading, mut clicked_detail, mut clicked_group) = (None, None, None);
        let table = table.header(ROW_HEIGHT, |mut header| {
            for heading in columns {
                let (_, cell) = header.col(|ui| column_header_ui(ui, *heading, state, context));
                // The whole cell is clickable, not only its text.
                if cell.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                    clicked_heading = Some(*heading);
                }
            }
        });
        table.body(|body| {
            body.rows(ROW_HEIGHT, state.len(), |mut table_row| {
                let Some(row) = state.row(table_row.index()) else { return };
                let subject = subject_of(row, source);
                let selected = subject.is_some_and(|subject| is_selected(subject, row, context));
                table_row.set_selected(selected);
                for heading in columns {
                    table_row.col(|ui| {
                        paint_focus_ring(ui.painter(), ui.max_rect(), 3.0, &ui.response(), context.palette);
                        if ui.response().gained_focus() {
                            ui.scroll_to_rect(ui.max_rect(), None);
                        }
                        cell_ui(ui, &row.cell(*heading, source), context);
                    });
                }
                let response = table_row.response();
                if let TableRow::Total(at) = row
                    && response.clicked()
                {
                    clicked_group = source.overview.and_then(|overview| overview.totals.get(at)).map(|it| &it.group);
                }
                if let TableRow::Completeness(at) = row
                    && response.clicked()
                {
                    clicked_detail =
                        source.overview.and_then(|overview| overview.completeness.get(at)).map(|it| it.detail);
                }
                let Some(subject) = subject else { return };
                if response.double_clicked() || response.triple_clicked() {
                    commands.push(Command::ShowPage(Page::Map));
                    commands.push(match row {
                        TableRow::Finding(at) => Command::Highlight(
                            source.assessment.findings.get(at).map(finding_subjects).unwrap_or_default(),
                        ),
                        _ => Command::GoTo(subject),
                    });
                } else if response.clicked() {
                    commands.push(Command::Select(selection(subject)));
                }
            });
        });
        if let Some(group) = clicked_group {
            state.list_actors_of(group, source.map, context.language);
            ui.ctx().request_repaint();
        }
        if let Some(detail) = clicked_detail {
            state.list_links_without(detail, context.language);
            ui.ctx().request_repaint();
        }
        if let Some(heading) = clicked_heading {
            state.cycle_sort(heading);
            ui.ctx().request_repaint();
        }
    });
}

/// A column header: its text, with an arrow if the rows are sorted by it.
fn column_header_ui(ui: &mut Ui, column: TableColumn, state: &TablesState, context: &ViewContext<'_>) {
    // The order of the displayed rows, which may lag behind the requested one.
    let arrow = match state.shown_order() {
        Some(order) if order.column == column && order.descending => " ↓",
        Some(order) if order.column == column => " ↑",
        _ => "",
    };
    let words = format!("{}{arrow}", column.title(context.language));
    let cell = ui.response();
    cell.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    let (area, foreground) = (ui.max_rect(), colour(context.palette.text));
    let font = FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()));
    let galley = elided_galley(ui, &words, font, foreground, area.width());
    let left = if column.is_numeric() { area.max.x - galley.size().x } else { area.min.x };
    let at = Pos2::new(left, area.center().y - galley.size().y / 2.0);
    paint_focus_ring(ui.painter(), area, 3.0, &cell, context.palette);
    if cell.hovered() {
        ui.painter().hline(area.x_range(), area.max.y - 1.0, (2.0, colour(context.palette.accent)));
    }
    let is_truncated = galley.elided;
    ui.painter().galley(at, galley, foreground);
    if is_truncated {
        cell.on_hover_text(words);
    }
}

fn cell_ui(ui: &mut Ui, cell: &Cell, context: &ViewContext<'_>) {
    let text = cell.display_text(context.language);
    let label = |text: &str| Label::new(text).selectable(false).truncate();
    match cell {
        Cell::Verdict(verdict) => cell_icon_ui(ui, verdict_icon(*verdict), verdict_colour(*verdict, context.palette)),
        Cell::Severity(severity) => {
            let (icon, tint) = severity_icon(*severity, context.palette);
            cell_icon_ui(ui, icon, tint);
        }
        Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Measured(..) | Cell::Year(_) => {}
    }
    if cell.is_number() {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add(label(&text));
        });
    } else if !text.is_empty() {
        ui.add(label(&text));
    }
}

fn cell_icon_ui(ui: &mut Ui, icon: Icon, tint: Rgb) {
    let (square, _) = ui.allocate_exact_size(Vec2::splat(16.0), Sense::hover());
    paint_icon(ui.painter(), icon, Rect::from_center_size(square.center(), Vec2::splat(14.0)), colour(tint));
}

/// The subject of a row; a target has none on the map.
fn subject_of(row: TableRow, source: TableSource<'_>) -> Option<Subject> {
    match row {
        TableRow::Model(id) => Some(Subject::Model(id)),
        TableRow::Actor(id) => Some(Subject::Actor(id)),
        TableRow::Link(id) => Some(Subject::Link(id)),
        TableRow::Finding(at) => source.assessment.findings.get(at).and_then(primary_subject),
        TableRow::MarketShare(at) => {
            Some(Subject::Actor(source.overview.and_then(|overview| overview.market_shares.get(at))?.buyer))
        }
        TableRow::Target(_) | TableRow::Total(_) | TableRow::Completeness(_) => None,
    }
}

fn selection(subject: Subject) -> Selection {
    match subject {
        Subject::Actor(id) => Selection::actor(id),
        Subject::Link(id) => Selection::Link(id),
        Subject::Model(id) => Selection::Model(id),
    }
}

/// Whether a row is shown as selected; never for findings and shares, of which several may have the same subject.
fn is_selected(subject: Subject, row: TableRow, context: &ViewContext<'_>) -> bool {
    match subject {
        _ if matches!(row, TableRow::Finding(_) | TableRow::MarketShare(_)) => false,
        Subject::Actor(id) => context.view.selection.has_actor(id),
        Subject::Link(id) => context.view.selection == Selection::Link(id),
        Subject::Model(id) => context.view.selection == Selection::Model(id),
    }
}

/// The initial width of a column, in points.
fn initial_width(column: TableColumn) -> f32 {
    match column {
        TableColumn::Actor(field) => field_width(field),
        TableColumn::Link(field) => field_width(field),
        TableColumn::Model(field) => field_width(field),
        TableColumn::Target(field) => field_width(field),
        TableColumn::Computed(heading) => match heading {
            Heading::Sentence => 420.0,
            Heading::Why => 300.0,
            Heading::LeftOut => 208.0,
            Heading::Model | Heading::Actor | Heading::Target | Heading::Group => 190.0,
            Heading::Detail => 260.0,
            Heading::Finding | Heading::Buyer | Heading::FlaggedModels | Heading::Hhi => 180.0,
            Heading::Verdict | Heading::State => 168.0,
            Heading::Grouping | Heading::Product | Heading::Supply | Heading::Bought => 132.0,
            Heading::MembersListed
            | Heading::Members
            | Heading::Organisations
            | Heading::OutsideProvince
            | Heading::ModelCount => 112.0,
            Heading::Severity
            | Heading::Reached
            | Heading::Missing
            | Heading::MarketShare
            | Heading::Known
            | Heading::Unknown
            | Heading::KnownShare => 104.0,
        },
    }
}

fn field_width<R>(field: &Field<R>) -> f32 {
    match field.kind {
        FieldType::Name(_) | FieldType::Actor(_) => 190.0,
        FieldType::Note(_) | FieldType::Actors(_) | FieldType::Path(_) | FieldType::Measure(_) => 180.0,
        FieldType::Supply(_) | FieldType::Conversions(_) | FieldType::LinkForm(_) => 168.0,
        FieldType::Line(_)
        | FieldType::Evidence(_)
        | FieldType::Sector(_)
        | FieldType::Stage(_)
        | FieldType::Product(_)
        | FieldType::Products(_) => 120.0,
        FieldType::Amount(_) | FieldType::Balance(_) | FieldType::Percent(_) => 132.0,
        FieldType::ActorKind(_) | FieldType::LinkKind(_) | FieldType::Banding(_) | FieldType::Goal(_) => 104.0,
        _ => 92.0,
    }
}
