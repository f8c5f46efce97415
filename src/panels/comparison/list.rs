//! The rows of a comparison, walked through by the arrow keys or by clicks: each leads to its record on the map.

use egui::{
    EventFilter, FontFamily, FontId, Id, Key, Modifiers, Pos2, Rect, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo,
};

use super::state::OpenComparison;
use crate::canvas::{colour, paint_icon};
use crate::command::Command;
use crate::exchange::{ChangeKind, ComparedRecord, ComparisonRow};
use crate::language::{CompareText, Language};
use crate::map::RecordRef;
use crate::panels::widgets::{ROW_HEIGHT, elided_galley, paint_focus_ring, take_key};
use crate::scene::ChangeSign;
use crate::session::ViewContext;
use crate::theme::{Icon, Palette, Rgb, SEMIBOLD, font_size};

/// The part of the width that names take where there is something to say about their fields.
const NAME_PART: f32 = 0.36;
/// Width of the column of signs, in points.
const SIGN_WIDTH: f32 = 26.0;
/// Space between columns, in points.
const GAP: f32 = 10.0;

/// Draws the list; rows outside the view are not.
pub(super) fn list_ui(ui: &mut Ui, open: &mut OpenComparison, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let OpenComparison { shown, current, takes_focus, .. } = open;
    let Some(comparison) = shown else { return };
    let rows = &comparison.rows;
    let id = Id::unique("comparison list");
    let area = ui.available_rect_before_wrap();
    let list = ui.interact(area, id, Sense::focusable_noninteractive());
    list.widget_info(|| WidgetInfo::labeled(Role::List, true, CompareText::Title.text(context.language)));
    if std::mem::take(takes_focus) {
        list.request_focus();
    }
    let page = ((area.height() / (ROW_HEIGHT + 1.0)) as usize).max(2) - 1;
    let stepped = if list.has_focus() { stepped(ui, id, rows, *current, page) } else { None };
    let mut chosen = stepped;
    ui.spacing_mut().item_spacing.y = 1.0;
    let mut scroll = ScrollArea::vertical().id_salt("comparison").auto_shrink(false);
    if let Some(row) = stepped {
        scroll = scroll.vertical_scroll_offset(offset_to(ui, id, row, area.height()));
    }
    let output = scroll.show_rows(ui, ROW_HEIGHT, rows.len(), |ui, range| {
        let first = range.start;
        for (at, row) in rows.get(range).unwrap_or_default().iter().enumerate() {
            let at = first + at;
            match row {
                ComparisonRow::Title(title) => title_ui(ui, title, context.palette),
                ComparisonRow::Change(change) => {
                    let is_current = *current == Some(at);
                    if row_ui(ui, change, is_current, list.has_focus(), context) {
                        chosen = Some(at);
                        list.request_focus();
                    }
                }
            }
        }
    });
    ui.data_mut(|data| data.insert_temp(id.with("offset"), output.state.clamped_offset().y));
    if let Some(at) = chosen {
        *current = Some(at);
        if let Some(ComparisonRow::Change(change)) = rows.get(at) {
            commands.push(Command::ShowChange(change.record));
        }
    }
}

/// The row that a key leads to.
fn stepped(ui: &Ui, id: Id, rows: &[ComparisonRow], current: Option<usize>, page: usize) -> Option<usize> {
    ui.memory_mut(|memory| {
        let filter = EventFilter { tab: false, horizontal_arrows: false, vertical_arrows: true, escape: false };
        memory.set_focus_lock_filter(id, filter);
    });
    let is_row = |at: &usize| matches!(rows.get(*at), Some(ComparisonRow::Change(_)));
    let next = |from: usize| (from..rows.len()).find(is_row);
    let previous = |from: usize| (0..=from).rev().find(is_row);
    let last = rows.len().saturating_sub(1);
    let pressed = |key| ui.input_mut(|input| take_key(input, Modifiers::NONE, key));
    match current {
        None if pressed(Key::ArrowDown) || pressed(Key::ArrowUp) => next(0),
        Some(at) if pressed(Key::ArrowDown) => next(at + 1),
        Some(at) if pressed(Key::ArrowUp) => at.checked_sub(1).and_then(previous),
        Some(at) if pressed(Key::PageDown) => previous((at + page).min(last)),
        Some(at) if pressed(Key::PageUp) => next(at.saturating_sub(page)),
        Some(at) if pressed(Key::Enter) => Some(at),
        Some(_) if pressed(Key::Home) => next(0),
        Some(_) if pressed(Key::End) => previous(last),
        _ => None,
    }
}

/// How far to scroll so that a row is in sight, with the one above it, which may be its heading.
fn offset_to(ui: &Ui, id: Id, row: usize, height: f32) -> f32 {
    let pitch = ROW_HEIGHT + 1.0;
    let offset: f32 = ui.data(|data| data.get_temp(id.with("offset"))).unwrap_or_default();
    let (top, bottom) = (row.saturating_sub(1) as f32 * pitch, (row + 1) as f32 * pitch);
    offset.min(top).max(bottom - height)
}

fn title_ui(ui: &mut Ui, title: &str, palette: &Palette) {
    let (area, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW_HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, title));
    let font = FontId::new(font_size::SMALL, FontFamily::Name(SEMIBOLD.into()));
    let text = elided_galley(ui, title, font, colour(palette.text_muted), area.width());
    let at = Pos2::new(area.min.x + 4.0, area.max.y - text.size().y - 3.0);
    ui.painter().galley(at, text, colour(palette.text_muted));
}

/// The icon before a row, its colour, and what it says.
fn sign(change: &ComparedRecord, palette: &Palette) -> (Icon, Rgb, CompareText) {
    let (sign, text) = match (change.kind, change.record) {
        (Some(ChangeKind::Added), _) => (ChangeSign::Added, CompareText::Added),
        (Some(ChangeKind::Removed), _) => (ChangeSign::Removed, CompareText::Removed),
        (Some(ChangeKind::Changed), _) => (ChangeSign::Changed, CompareText::Changed),
        (None, RecordRef::Placement(_)) => (ChangeSign::Moved, CompareText::Moved),
        (None, _) => return (Icon::Model, palette.warning, CompareText::VerdictTurned),
    };
    (sign.icon(), sign.colour(palette), text)
}

/// Draws a row; whether it was clicked.
fn row_ui(ui: &mut Ui, change: &ComparedRecord, is_current: bool, has_focus: bool, context: &ViewContext<'_>) -> bool {
    let palette = context.palette;
    // The keyboard is the list's.
    let (area, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW_HEIGHT), Sense::CLICK);
    let (icon, tint, said) = sign(change, palette);
    response
        .widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_current, spoken(change, said, context.language)));
    if !ui.is_rect_visible(area) {
        return response.clicked();
    }
    let painter = ui.painter_at(area);
    if is_current {
        painter.rect_filled(area, 4.0, colour(palette.accent.mixed(palette.panel, 0.84)));
        if has_focus {
            painter.rect_stroke(area, 4.0, (1.5, colour(palette.accent)), egui::StrokeKind::Inside);
        }
    } else if response.hovered() {
        painter.rect_filled(area, 4.0, colour(palette.hover));
    }
    paint_focus_ring(&painter, area, 4.0, &response, palette);
    let left = area.min.x + SIGN_WIDTH;
    if !change.is_continued {
        let square = Rect::from_center_size(Pos2::new(area.min.x + 13.0, area.center().y), Vec2::splat(15.0));
        paint_icon(&painter, icon, square, colour(tint));
    }
    let width = area.max.x - left - 8.0;
    let name_width = if change.text.is_empty() { width } else { width * NAME_PART - GAP };
    let name_ink = if change.is_continued { palette.text_muted.mixed(palette.panel, 0.35) } else { palette.text };
    let font = FontId::proportional(font_size::BODY);
    let name = elided_galley(ui, &change.name, font.clone(), colour(name_ink), name_width);
    let text = elided_galley(ui, &change.text, font, colour(palette.text), width * (1.0 - NAME_PART));
    let is_complete = !name.elided && !text.elided;
    let centred = |x: f32, height: f32| Pos2::new(x, area.center().y - height / 2.0);
    painter.galley(centred(left, name.size().y), name, colour(name_ink));
    painter.galley(centred(left + width * NAME_PART, text.size().y), text, colour(palette.text));
    let clicked = response.clicked();
    if !is_complete {
        response.on_hover_text([change.name.as_str(), &change.text].join("\n"));
    }
    clicked
}

/// "HTX A, sửa, đến năm: nay 2023, trước 2021".
fn spoken(change: &ComparedRecord, said: CompareText, language: Language) -> String {
    let parts = [change.name.as_str(), said.text(language), &change.text];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
