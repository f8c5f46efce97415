//! The legend: explains the symbols on the map, only those that occur on it. Open, it has a strip beside the map, and covers
//! nothing of it.

use egui::{Color32, FontFamily, FontId, Mesh, Painter, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2};

use super::cards::galley;
use super::icon::{add_icon, colour, paint_icon};
use super::{breaks, change_marks, lines, tessellation};
use crate::command::Command;
use crate::language::UiText;
use crate::map::{ActorKind, LinkForm, LinkKind, LinkStatus};
use crate::scene::{
    CardColours, ColourKey, Emphasis, LegendGroup, LegendSymbol, LineAttributes, card_layout, card_outline,
    key_colours, kind_icon, line_style, verdict_colour, verdict_icon,
};
use crate::session::ViewContext;
use crate::theme::{Icon, Palette, SEMIBOLD, font_size};

/// Distance from the edges of the canvas, in points.
pub(super) const MARGIN: f32 = 12.0;
/// Padding inside the frame, in points.
const PADDING: f32 = 10.0;
/// Height of a row.
const ROW_HEIGHT: f32 = 21.0;
/// Width of a symbol.
const SYMBOL_WIDTH: f32 = 38.0;
/// Gap between a symbol and its label.
const GAP: f32 = 7.0;
/// Gap between two columns.
const COLUMN_GAP: f32 = 18.0;
/// Maximum width of a label.
const MAX_LABEL_WIDTH: f32 = 170.0;
/// The most of the width that an open legend takes.
const MAX_DOCK_SHARE: f32 = 0.65;
/// Height of the title bar, the only part shown when folded.
pub(super) const HANDLE_HEIGHT: f32 = 26.0;
/// Size of the card that, scaled down, is the symbol of its kind.
const CARD_SIZE: (f32, f32) = (76.0, 42.0);
/// Scale of that card.
const CARD_SCALE: f32 = 0.4;

/// An open legend and the strip beside the map that it takes.
pub(super) struct LegendDock {
    area: Rect,
    columns: Vec<LegendColumn>,
}

impl LegendDock {
    /// The legend at the left end of a part of the window; `None` where it would leave the map too little of it.
    pub fn at_left(ui: &Ui, groups: &[LegendGroup], palette: &Palette, available: Rect) -> Option<Self> {
        let columns = columns(ui, groups, palette, available.height() - HANDLE_HEIGHT - PADDING);
        let inner: f32 = columns.iter().map(|column| column.width + COLUMN_GAP).sum();
        let width = inner - COLUMN_GAP + 2.0 * PADDING;
        let area = Rect::from_min_size(available.min, Vec2::new(width, available.height()));
        (!columns.is_empty() && width <= available.width() * MAX_DOCK_SHARE).then_some(Self { area, columns })
    }

    /// The right end of its strip.
    pub fn right(&self) -> f32 {
        self.area.max.x
    }
}

/// Draws the legend: in its strip where it is open, otherwise its folded handle in the corner of the map; gives its
/// rectangle.
pub(super) fn show(
    ui: &Ui,
    groups: &[LegendGroup],
    context: &ViewContext<'_>,
    map: Rect,
    dock: Option<LegendDock>,
    commands: &mut Vec<Command>,
) -> Option<Rect> {
    if groups.is_empty() {
        return None;
    }
    let (palette, open) = (context.palette, dock.is_some());
    let title = UiText::Legend.text(context.language);
    let font = FontId::new(font_size::SMALL, FontFamily::Name(SEMIBOLD.into()));
    let title_words = galley(ui, title, font, colour(palette.text), MAX_LABEL_WIDTH, 1);
    let size = Vec2::new(title_words.size().x + 2.0 * PADDING + 18.0, HANDLE_HEIGHT);
    let folded = Rect::from_min_size(Pos2::new(map.min.x + MARGIN, map.max.y - MARGIN - size.y), size);
    let frame = dock.as_ref().map_or(folded, |dock| dock.area);
    if !open && size.x > map.width() - 2.0 * MARGIN {
        return None;
    }
    // Clicks and drags do not reach what is behind it; keyboard focus skips it.
    let background = ui.interact(frame, ui.scope_id().with("legend"), Sense::CLICK | Sense::DRAG);
    if open {
        background.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, accessible_label(title, groups)));
    }
    let handle = Rect::from_min_size(frame.min, Vec2::new(frame.width(), HANDLE_HEIGHT));
    let button = ui.interact(handle, ui.scope_id().with("legend-handle"), Sense::click());
    button.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, open, title));
    if button.clicked() {
        commands.push(Command::ShowLegend(!open));
    }
    let edge = if button.hovered() || button.has_focus() { palette.accent } else { palette.border };
    let painter = ui.painter_at(frame);
    let rounding = if open { 0.0 } else { 6.0 };
    painter.rect(frame, rounding, colour(palette.panel), Stroke::new(1.0, colour(edge)), StrokeKind::Inside);
    let middle = handle.center().y;
    let at = Pos2::new(handle.min.x + PADDING, middle - title_words.size().y / 2.0);
    painter.galley(at, title_words, Color32::PLACEHOLDER);
    let arrow = Rect::from_center_size(Pos2::new(handle.max.x - PADDING - 4.0, middle), Vec2::splat(14.0));
    paint_icon(&painter, if open { Icon::Previous } else { Icon::Next }, arrow, colour(palette.text_muted));
    if let Some(dock) = dock {
        paint_columns(&painter, dock.columns, Pos2::new(frame.min.x + PADDING, handle.max.y), palette);
    }
    Some(frame)
}

/// Paints columns of symbols with their labels, from their upper left corner.
fn paint_columns(painter: &Painter, columns: Vec<LegendColumn>, corner: Pos2, palette: &Palette) {
    let mut mesh = Mesh::default();
    let mut left = corner.x;
    let mut labels = Vec::new();
    for column in columns {
        for (at, row) in column.rows.into_iter().enumerate() {
            let middle = corner.y + (at as f32 + 0.5) * ROW_HEIGHT;
            let start = match row.symbol {
                Some(symbol) => {
                    add_symbol(&mut mesh, symbol, Pos2::new(left, middle), palette);
                    left + SYMBOL_WIDTH + GAP
                }
                None => left,
            };
            labels.push((Pos2::new(start, middle - row.label.size().y / 2.0), row.label));
        }
        left += column.width + COLUMN_GAP;
    }
    painter.add(Shape::mesh(mesh));
    for (at, label) in labels {
        painter.galley(at, label, Color32::PLACEHOLDER);
    }
}

/// The accessible label of an open legend.
fn accessible_label(title: &str, groups: &[LegendGroup]) -> String {
    let group_text = |group: &LegendGroup| {
        let entries: Vec<&str> = group.entries.iter().map(|entry| entry.label.as_str()).collect();
        format!("{}: {}", group.title, entries.join(", "))
    };
    format!("{title}. {}", groups.iter().map(group_text).collect::<Vec<_>>().join(". "))
}

/// A symbol with its label, or the title of a group.
struct LegendRow {
    symbol: Option<LegendSymbol>,
    label: std::sync::Arc<egui::Galley>,
}

#[derive(Default)]
struct LegendColumn {
    rows: Vec<LegendRow>,
    width: f32,
}

/// The groups one below the other, in as few columns no higher than `height` as they take; a group that does not fit below
/// another one begins a column.
fn columns(ui: &Ui, groups: &[LegendGroup], palette: &Palette, height: f32) -> Vec<LegendColumn> {
    let max_rows = ((height / ROW_HEIGHT) as usize).max(3);
    let mut columns: Vec<LegendColumn> = Vec::new();
    let label = |words: &str, font: FontId, ink| galley(ui, words, font, colour(ink), MAX_LABEL_WIDTH, 1);
    for group in groups {
        let taken = columns.last().map_or(max_rows, |column| column.rows.len());
        if taken + 1 + group.entries.len() > max_rows {
            columns.push(LegendColumn::default());
        }
        let bold = FontId::new(font_size::SMALL, FontFamily::Name(SEMIBOLD.into()));
        let title = LegendRow { symbol: None, label: label(&group.title, bold, palette.text_muted) };
        let entries = group.entries.iter().map(|entry| LegendRow {
            symbol: Some(entry.symbol),
            label: label(&entry.label, FontId::proportional(font_size::SMALL), palette.text),
        });
        for row in std::iter::once(title).chain(entries) {
            if columns.last().is_none_or(|column| column.rows.len() >= max_rows) {
                columns.push(LegendColumn::default());
            }
            if let Some(column) = columns.last_mut() {
                let symbol = if row.symbol.is_some() { SYMBOL_WIDTH + GAP } else { 0.0 };
                column.width = column.width.max(symbol + row.label.size().x);
                column.rows.push(row);
            }
        }
    }
    columns
}

/// Adds a symbol with its left end at `left`.
fn add_symbol(mesh: &mut Mesh, symbol: LegendSymbol, left: Pos2, palette: &Palette) {
    let middle = left + Vec2::new(SYMBOL_WIDTH / 2.0, 0.0);
    let line = |kind, form, state, is_backward| LineAttributes {
        kind,
        form,
        status: state,
        is_backward,
        colour_key: None,
        flow_width: None,
    };
    let contract = Some(LinkForm::Contract);
    let add_disc = |mesh: &mut Mesh, icon: Icon, background: Color32| {
        tessellation::filled_polygon(mesh, &tessellation::circle(middle, 8.0), background);
        add_icon(mesh, icon, Rect::from_center_size(middle, Vec2::splat(12.0)), colour(palette.card));
    };
    match symbol {
        LegendSymbol::Kind(kind, colour_key) => {
            add_card(mesh, kind, &key_colours(colour_key, 0.0, palette), false, true, left);
        }
        LegendSymbol::Multiple => {
            add_card(mesh, ActorKind::Group, &key_colours(ColourKey::Other, 0.0, palette), true, false, left);
        }
        LegendSymbol::Absent => {
            add_card(mesh, ActorKind::Group, &key_colours(ColourKey::Other, 0.5, palette), false, false, left);
        }
        LegendSymbol::Colour(colour_key) => {
            tessellation::filled_polygon(mesh, &tessellation::circle(middle, 7.0), colour(colour_key.colour(palette)));
        }
        LegendSymbol::Line(kind, form) => add_line(mesh, line(kind, form, LinkStatus::InForce, false), left, palette),
        LegendSymbol::Status(state) => add_line(mesh, line(LinkKind::Product, contract, state, false), left, palette),
        LegendSymbol::Backward => {
            add_line(mesh, line(LinkKind::Product, contract, LinkStatus::InForce, true), left, palette);
        }
        LegendSymbol::FlowWidth(width) => {
            let band = LineAttributes {
                flow_width: Some(width),
                ..line(LinkKind::Product, contract, LinkStatus::InForce, false)
            };
            add_line(mesh, band, left, palette);
        }
        LegendSymbol::Imbalance => {
            let at = [left + Vec2::new(8.0, 0.0), left + Vec2::new(30.0, 0.0)];
            lines::add_imbalance(mesh, at, 10.0, 1.0, palette);
        }
        LegendSymbol::Verdict(verdict) => {
            add_disc(mesh, verdict_icon(verdict), colour(verdict_colour(verdict, palette)));
        }
        LegendSymbol::Break => breaks::add_break_marker(mesh, middle, 10.5, palette),
        LegendSymbol::Change(sign) => change_marks::add_sign(mesh, sign, middle, 7.5, palette),
    }
}

fn add_line(mesh: &mut Mesh, line: LineAttributes, left: Pos2, palette: &Palette) {
    let points: Vec<Pos2> = (0..=6).map(|step| left + Vec2::new(SYMBOL_WIDTH * step as f32 / 6.0, 0.0)).collect();
    let style = line_style(line, Emphasis::Plain, palette);
    lines::add_polyline(mesh, &points, true, &style, 1.0, lines::DetailLevel::Fine, &mut lines::Scratch::default());
    let middle = left.x + SYMBOL_WIDTH / 2.0;
    lines::add_mid_marker(mesh, [Pos2::new(middle - 0.5, left.y), Pos2::new(middle + 0.5, left.y)], &style, 1.0);
}

fn add_card(mesh: &mut Mesh, kind: ActorKind, colours: &CardColours, is_multiple: bool, icon: bool, left: Pos2) {
    let middle = left + Vec2::new(SYMBOL_WIDTH / 2.0, 0.0);
    let outline = |shift: Vec2| -> Vec<Pos2> {
        let points = card_outline(kind, CARD_SIZE.0, CARD_SIZE.1).into_iter();
        points.map(|(x, y)| middle + Vec2::new(x, y) * CARD_SCALE + shift).collect()
    };
    let edge = colour(colours.edge);
    if is_multiple {
        let stack = card_layout(kind, CARD_SIZE.0, CARD_SIZE.1).stack_offset;
        let behind = outline(Vec2::new(stack.x, stack.y) * CARD_SCALE);
        tessellation::filled_polygon(mesh, &behind, colour(colours.fill));
        tessellation::closed_line(mesh, &behind, 1.0, edge.gamma_multiply(0.6));
    }
    let front = outline(Vec2::ZERO);
    tessellation::filled_polygon(mesh, &front, colour(colours.fill));
    tessellation::closed_line(mesh, &front, 1.0, edge);
    if icon {
        tessellation::filled_polygon(mesh, &tessellation::circle(middle, 7.0), colour(colours.disc));
        add_icon(mesh, kind_icon(kind), Rect::from_center_size(middle, Vec2::splat(11.5)), edge);
    }
}
