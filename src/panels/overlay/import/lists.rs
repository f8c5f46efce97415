//! What an import changes, in lists that are opened one at a time.

use egui::{
    Button, Color32, FontFamily, FontId, Label, Pos2, Rect, RichText, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2,
    WidgetInfo,
};

use super::ImportState;
use super::doubts::doubts_ui;
use super::lines::{LISTS, Line};
use super::places::places_ui;
use crate::canvas::colour;
use crate::language::{ImportCount, ImportText, import_counted, unlisted_line};
use crate::panels::widgets::{elided_galley, heading_text, hint_ui, scroll_to_focused};
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// Height of a line, in points.
const LINE_HEIGHT: f32 = 22.0;
/// The most sentences that are listed.
const MAX_SENTENCES: usize = 300;
/// How far the values of a record are moved in, in points.
const INDENT: f32 = 16.0;

pub(super) fn lists_ui(ui: &mut Ui, state: &mut ImportState, context: &ViewContext<'_>) {
    let (language, palette) = (context.language, context.palette);
    ui.label(heading_text(ImportText::Preview.text(language), palette));
    ui.add_space(2.0);
    if state.preview().is_none() {
        let text = if state.is_importing { ImportText::Importing } else { ImportText::Reading };
        hint_ui(ui, text.text(language), palette);
        if let Some(progress) = state.progress {
            ui.add_space(6.0);
            ui.add(egui::ProgressBar::new(progress).desired_height(6.0));
        }
        return;
    }
    let list = tabs_ui(ui, state, context);
    if state.prepared().is_some_and(|prepared| prepared.patch.is_empty()) {
        hint_ui(ui, ImportText::NothingChanges.text(language), palette);
    }
    let Some(list) = list else { return };
    ui.add_space(2.0);
    let hint = match list {
        ImportCount::Errors => Some(ImportText::ErrorsHint),
        ImportCount::Doubtful => Some(ImportText::DoubtsHint),
        ImportCount::Missing => Some(ImportText::MissingHint),
        ImportCount::Added if state.prepared().is_some_and(|prepared| prepared.is_new_map) => {
            Some(ImportText::NewMapHint)
        }
        ImportCount::Places | ImportCount::Added | ImportCount::Changed | ImportCount::Notes => None,
    };
    if let Some(hint) = hint {
        hint_ui(ui, hint.text(language), palette);
    }
    ui.add_space(4.0);
    match list {
        ImportCount::Errors => sentences_ui(ui, &state.lines.errors, palette.error, context),
        ImportCount::Notes => sentences_ui(ui, &state.lines.notes, palette.text, context),
        ImportCount::Doubtful => doubts_ui(ui, state, context),
        ImportCount::Places => places_ui(ui, state, context),
        ImportCount::Added => lines_ui(ui, "new", &state.lines.added, context),
        ImportCount::Changed => lines_ui(ui, "changed", &state.lines.changed, context),
        ImportCount::Missing => lines_ui(ui, "missing", &state.lines.missing, context),
    }
}

/// The lists that have something, and the one that is open: the first one until somebody chooses.
fn tabs_ui(ui: &mut Ui, state: &mut ImportState, context: &ViewContext<'_>) -> Option<ImportCount> {
    let language = context.language;
    let has = |list: &ImportCount| state.lines.count(*list) > 0;
    let first = LISTS.into_iter().find(has)?;
    let open = state.list.filter(has).unwrap_or(first);
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for list in LISTS {
            let count = state.lines.count(list);
            let is_always_shown = matches!(list, ImportCount::Added | ImportCount::Changed | ImportCount::Missing);
            if count == 0 && !(is_always_shown && state.prepared().is_some()) {
                continue;
            }
            let mut text = RichText::new(import_counted(list, count, language));
            if list == ImportCount::Errors {
                text = text.color(colour(context.palette.error));
            } else if list == ImportCount::Doubtful && state.prepared().is_some_and(|it| it.has_open_doubts()) {
                text = text.color(colour(context.palette.warning));
            }
            if ui.add_enabled(count > 0, Button::selectable(list == open, text)).clicked() {
                clicked = Some(list);
            }
        }
    });
    state.list = clicked.or(state.list);
    Some(clicked.unwrap_or(open))
}

/// Sentences over as many lines as they need.
fn sentences_ui(ui: &mut Ui, sentences: &[String], tint: crate::theme::Rgb, context: &ViewContext<'_>) {
    ScrollArea::vertical().id_salt("import sentences").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        for sentence in sentences.iter().take(MAX_SENTENCES) {
            ui.add(Label::new(RichText::new(sentence).color(colour(tint))).wrap());
        }
        let rest = sentences.len().saturating_sub(MAX_SENTENCES);
        if rest > 0 {
            hint_ui(ui, &unlisted_line(rest, context.language), context.palette);
        }
        scroll_to_focused(ui);
    });
}

fn lines_ui(ui: &mut Ui, name: &'static str, lines: &[Line], context: &ViewContext<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().id_salt(("import lines", name)).auto_shrink(false);
    area.show_rows(ui, LINE_HEIGHT, lines.len(), |ui, range| {
        for line in lines.get(range).unwrap_or_default() {
            line_ui(ui, line, context);
        }
    });
}

/// Rows of one height below what stands above them in a scrolled area, with a line under each; only those in sight are drawn.
pub(super) fn rows_ui<T>(
    ui: &mut Ui,
    height: f32,
    rows: &[T],
    context: &ViewContext<'_>,
    mut row_ui: impl FnMut(&mut Ui, &T),
) {
    let size = Vec2::new(ui.available_width(), height * rows.len() as f32);
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let place = |y: f32| ((y - area.min.y) / height).max(0.0);
    let (first, last) = (place(ui.clip_rect().min.y) as usize, place(ui.clip_rect().max.y).ceil() as usize);
    let line = colour(context.palette.border.mixed(context.palette.panel, 0.6));
    let in_sight = rows.iter().enumerate().take(last).skip(first);
    for (at, row) in in_sight {
        let top = area.min.y + height * at as f32;
        let line_area = Rect::from_min_size(Pos2::new(area.min.x, top), Vec2::new(area.width(), height));
        let inner = line_area.shrink2(Vec2::new(4.0, 5.0));
        row_ui(&mut ui.new_child(UiBuilder::new().id_salt(at).max_rect(inner)), row);
        ui.painter().hline(line_area.x_range(), line_area.max.y - 1.0, (1.0, line));
    }
}

/// A record with what it is at the right, or a value of it behind its name.
fn line_ui(ui: &mut Ui, line: &Line, context: &ViewContext<'_>) {
    let palette = context.palette;
    let (area, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), LINE_HEIGHT), Sense::hover());
    let said = format!("{}: {}", line.name, line.detail);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.as_str()));
    let painter = ui.painter_at(area);
    let put = |galley: std::sync::Arc<egui::Galley>, left: f32| {
        let at = Pos2::new(left, area.center().y - galley.size().y / 2.0);
        painter.galley(at, galley, Color32::PLACEHOLDER);
    };
    let left = area.min.x + 4.0;
    let is_elided = if line.is_value {
        let font = FontId::proportional(font_size::BODY);
        let width = area.width() - INDENT - 8.0;
        let name =
            elided_galley(ui, &format!("{}:", line.name), font.clone(), colour(palette.text_muted), width * 0.42);
        let behind = INDENT + name.size().x + 6.0;
        let detail = elided_galley(ui, &line.detail, font, colour(palette.text), area.width() - behind - 8.0);
        let is_elided = name.elided || detail.elided;
        put(name, left + INDENT);
        put(detail, left + behind);
        is_elided
    } else {
        let small = FontId::proportional(font_size::SMALL);
        let detail = elided_galley(ui, &line.detail, small, colour(palette.text_muted), area.width() * 0.45);
        let right = area.max.x - 10.0 - detail.size().x;
        let font = FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()));
        let name = elided_galley(ui, &line.name, font, colour(palette.text), right - left - 8.0);
        let is_elided = name.elided || detail.elided;
        put(name, left);
        put(detail, right);
        let edge = Rect::from_min_size(area.min, Vec2::new(area.width(), 1.0));
        painter.rect_filled(edge, 0.0, colour(palette.border.mixed(palette.panel, 0.6)));
        is_elided
    };
    if is_elided {
        response.on_hover_text(said);
    }
}
