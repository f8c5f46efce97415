//! One row of a list: an icon, a name and a quieter word, selectable and known to screen readers.

use egui::{
    Align, Color32, FontFamily, FontId, Layout, Pos2, Rect, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
};

use crate::canvas::{colour, paint_icon};
use crate::language::{Language, UiText};
use crate::theme::{Icon, Palette, Rgb, SEMIBOLD, font_size};

/// Height of a row, in points.
pub(super) const ROW_HEIGHT: f32 = 26.0;

/// What a row shows.
pub(super) struct ListRow<'a> {
    pub icon: Option<(Icon, Rgb)>,
    pub name: &'a str,
    pub detail: &'a str,
    pub selected: bool,
    /// What a screen reader says after the name, where the icon alone would say it.
    pub accessible_text: &'a str,
}

impl ListRow<'_> {
    /// Draws the row over the whole width.
    pub fn show(&self, ui: &mut Ui, palette: &Palette) -> Response {
        self.draw(ui, palette, false)
    }

    /// Draws the row with the quieter word only where the name has room beside it.
    pub fn show_name_first(&self, ui: &mut Ui, palette: &Palette) -> Response {
        self.draw(ui, palette, true)
    }

    fn draw(&self, ui: &mut Ui, palette: &Palette, name_first: bool) -> Response {
        let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW_HEIGHT), Sense::click());
        response.widget_info(|| {
            WidgetInfo::selected(
                Role::Button,
                ui.is_enabled(),
                self.selected,
                [self.name, self.accessible_text].join(" "),
            )
        });
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let painter = ui.painter_at(rect);
        let background = if self.selected {
            Some(palette.accent.mixed(palette.panel, 0.84))
        } else if response.hovered() || response.has_focus() {
            Some(palette.hover)
        } else {
            None
        };
        if let Some(background) = background {
            painter.rect_filled(rect, 4.0, colour(background));
        }
        paint_focus_ring(&painter, rect, 4.0, &response, palette);
        let mut left = rect.min.x + 6.0;
        if let Some((icon, tint)) = self.icon {
            let square = Rect::from_center_size(Pos2::new(left + 8.0, rect.center().y), Vec2::splat(15.0));
            paint_icon(&painter, icon, square, colour(tint));
            left += 22.0;
        }
        let mut detail = (!self.detail.is_empty()).then(|| {
            elided_galley(
                ui,
                self.detail,
                FontId::proportional(font_size::SMALL),
                colour(palette.text_muted),
                rect.width() * 0.4,
            )
        });
        let family = if self.selected { FontFamily::Name(SEMIBOLD.into()) } else { FontFamily::Proportional };
        let font = FontId::new(font_size::BODY, family);
        let right = rect.max.x - 8.0;
        let name_right = right - detail.as_ref().map_or(0.0, |detail| detail.size().x + 8.0);
        let mut name = elided_galley(ui, self.name, font.clone(), colour(palette.text), name_right - left);
        if name_first && name.elided && detail.take().is_some() {
            name = elided_galley(ui, self.name, font, colour(palette.text), right - left);
        }
        let is_complete = !name.elided && (detail.is_some() || self.detail.is_empty());
        painter.galley(Pos2::new(left, rect.center().y - name.size().y / 2.0), name, Color32::PLACEHOLDER);
        if let Some(detail) = detail {
            let at = Pos2::new(rect.max.x - 8.0 - detail.size().x, rect.center().y - detail.size().y / 2.0);
            painter.galley(at, detail, Color32::PLACEHOLDER);
        }
        if is_complete {
            return response;
        }
        let hover_text = [self.name, self.detail].into_iter().filter(|words| !words.is_empty());
        response.on_hover_text(hover_text.collect::<Vec<_>>().join(" · "))
    }
}

/// The edge of what has the keys, as buttons have it: the ground of what the pointer is over does not stand out enough.
pub(super) fn paint_focus_ring(
    painter: &egui::Painter,
    rect: Rect,
    corners: f32,
    response: &Response,
    palette: &Palette,
) {
    if response.has_focus() {
        painter.rect_stroke(rect, corners, (1.5, colour(palette.accent)), egui::StrokeKind::Inside);
    }
}

/// Paints quiet words in one line, in the middle of a box's height.
pub(super) fn paint_text(ui: &Ui, painter: &egui::Painter, area: Rect, words: &str, foreground: Rgb) {
    let font = FontId::proportional(font_size::SMALL);
    let words = elided_galley(ui, words, font, colour(foreground), area.width());
    painter.galley(Pos2::new(area.min.x, area.center().y - words.size().y / 2.0), words, Color32::PLACEHOLDER);
}

/// Words in one line, cut where they take more room.
pub(super) fn elided_galley(
    ui: &Ui,
    words: &str,
    font: FontId,
    foreground: Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(words.chars().take(200).collect(), font, foreground);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(1.0));
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}

/// A sentence that can be clicked, in as many lines as it needs.
pub(super) fn clickable_text_ui(ui: &mut Ui, icon: (Icon, Rgb), words: &str, palette: &Palette) -> Response {
    let response = ui.scope(|ui| {
        ui.horizontal_top(|ui| {
            ui.add_space(6.0);
            let (square, _) = ui.allocate_exact_size(Vec2::new(16.0, 18.0), Sense::hover());
            paint_icon(
                ui.painter(),
                icon.0,
                Rect::from_center_size(square.center(), Vec2::splat(14.0)),
                colour(icon.1),
            );
            ui.add(egui::Label::new(words).wrap().selectable(false).sense(Sense::click()))
        })
        .inner
    });
    if response.inner.hovered() {
        let line = response.inner.rect;
        ui.painter().hline(line.x_range(), line.max.y, (1.0, colour(palette.border)));
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    response.inner
}

/// A heading inside a panel.
pub(super) fn heading_ui(ui: &mut Ui, words: &str, palette: &Palette) {
    ui.add_space(10.0);
    ui.label(heading_text(words, palette));
    ui.add_space(2.0);
}

/// The words of a heading, where something else stands beside them.
pub(super) fn heading_text(words: &str, palette: &Palette) -> egui::RichText {
    egui::RichText::new(words)
        .font(FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into())))
        .color(colour(palette.text))
}

/// A quiet sentence in an empty place.
pub(super) fn hint_ui(ui: &mut Ui, words: &str, palette: &Palette) {
    ui.add_space(6.0);
    ui.label(egui::RichText::new(words).size(font_size::SMALL).color(colour(palette.text_muted)));
}

/// A small button that is an icon; its words are its hint and what a screen reader says.
pub(super) fn icon_button_ui(ui: &mut Ui, icon: Icon, words: &str, enabled: bool, palette: &Palette) -> Response {
    ui.add_enabled_ui(enabled, |ui| {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(26.0), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, words));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 5.0, colour(palette.hover));
        }
        paint_focus_ring(ui.painter(), rect, 5.0, &response, palette);
        let foreground = if enabled { palette.text } else { palette.text_muted.mixed(palette.panel, 0.5) };
        paint_icon(ui.painter(), icon, Rect::from_center_size(rect.center(), Vec2::splat(17.0)), colour(foreground));
        response.on_hover_text(words).on_disabled_hover_text(words)
    })
    .inner
}

/// Lays out from the right.
pub(super) fn right_to_left_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.with_layout(Layout::right_to_left(Align::Center), add).inner
}

/// Draws `last` so that it ends at the right edge, and `first` into the room before it. Both go from left to right, so that
/// the keys walk through them as one reads.
pub(super) fn leading_and_trailing_ui(ui: &mut Ui, leading: impl FnOnce(&mut Ui), trailing: impl FnOnce(&mut Ui)) {
    // As wide as it was in the frame before.
    let id = ui.scope_id().with("last");
    let known: f32 = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let size = Vec2::new((ui.available_width() - known - ui.spacing().item_spacing.x).max(0.0), ui.available_height());
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(size.x);
        leading(ui);
    });
    let width = ui.scope(trailing).response.rect.width();
    if (width - known).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_repaint();
    }
}

/// Draws one of many alike that scroll, if it is in sight or nearly, so that the keys reach it, or if it `must` be there;
/// otherwise it but takes its room, as high as the last one that was drawn.
pub(super) fn lazy_ui(ui: &mut Ui, force: bool, add: impl FnOnce(&mut Ui)) {
    const PRELOAD_MARGIN: f32 = 200.0;
    let id = ui.scope_id().with("height");
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    let size = Vec2::new(ui.available_width(), known.unwrap_or_default());
    let top = ui.cursor().min;
    if known.is_none() || force || ui.clip_rect().expand(PRELOAD_MARGIN).intersects(Rect::from_min_size(top, size)) {
        ui.scope(add);
        // Free space at its end counts, too; that between two things comes by itself.
        let height = ui.cursor().min.y - top.y - ui.spacing().item_spacing.y;
        ui.data_mut(|data| data.insert_temp(id, height));
    } else {
        ui.allocate_space(size);
    }
}

/// Scrolls to what has just got the keys, where it lies out of sight; called at the end of what scrolls.
pub(super) fn scroll_to_focused(ui: &Ui) {
    let focused = ui.memory(egui::Memory::focused).and_then(|id| ui.ctx().read_response(id));
    let Some(at) = focused.filter(|at| at.gained_focus() && at.layer_id == ui.layer_id()) else { return };
    if ui.min_rect().contains(at.rect.center()) {
        ui.scroll_to_rect(at.rect.expand(8.0), None);
    }
}

/// Gives what has the keys an edge in menus, which take it from all that stands in them.
pub(super) fn set_focus_outline(ui: &mut Ui) {
    let visuals = &mut ui.style_mut().visuals;
    visuals.widgets.active.bg_stroke = Stroke::new(1.0, visuals.selection.stroke.color);
}

/// Gives boxes to tick an edge in menus, which take it from all that stands in them.
pub(super) fn set_checkbox_outlines(ui: &mut Ui) {
    let visuals = &mut ui.style_mut().visuals;
    let edge = Stroke::new(1.0, visuals.weak_text_color());
    let widgets = &mut visuals.widgets;
    for widget in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active, &mut widgets.open] {
        widget.bg_stroke = edge;
    }
    set_focus_outline(ui);
}

/// What stands in place of a part of the window that broke; true when it is to be drawn again.
pub fn panic_fallback_ui(ui: &mut Ui, language: Language) -> bool {
    ui.vertical(|ui| {
        ui.add(egui::Label::new(UiText::PanelFailed.text(language)).wrap());
        ui.button(UiText::TryAgain.text(language)).clicked()
    })
    .inner
}
