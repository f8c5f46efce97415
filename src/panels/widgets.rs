//! Widgets shared by the panels: list rows, text, headings, buttons; and helpers for layout and keyboard focus.

use egui::text::{CCursor, CCursorRange};
use egui::{
    Align, Color32, Context, Event, FontFamily, FontId, Id, InputState, Key, Layout, Modifiers, Pos2, Rect, Response,
    Role, Sense, Stroke, TextEdit, Ui, Vec2, WidgetInfo,
};

pub(super) use crate::canvas::scroll_to_focused;
use crate::canvas::{colour, paint_icon};
use crate::language::{Language, UiText};
use crate::theme::{Icon, Palette, Rgb, SEMIBOLD, font_size};

/// Height of a row, in points.
pub(super) const ROW_HEIGHT: f32 = 26.0;

/// A selectable list row: an icon, a name and a muted detail.
pub(super) struct ListRow<'a> {
    pub icon: Option<(Icon, Rgb)>,
    pub name: &'a str,
    pub detail: &'a str,
    pub selected: bool,
    /// What a screen reader says after the name, where otherwise only the icon shows it.
    pub accessible_text: &'a str,
}

impl ListRow<'_> {
    /// Draws the row over the whole width.
    pub fn show(&self, ui: &mut Ui, palette: &Palette) -> Response {
        self.draw(ui, palette, false)
    }

    /// Draws the row with the detail only if the name fits beside it.
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
            let detail_position =
                Pos2::new(rect.max.x - 8.0 - detail.size().x, rect.center().y - detail.size().y / 2.0);
            painter.galley(detail_position, detail, Color32::PLACEHOLDER);
        }
        if is_complete {
            return response;
        }
        let hover_text = [self.name, self.detail].into_iter().filter(|text| !text.is_empty());
        response.on_hover_text(hover_text.collect::<Vec<_>>().join(" · "))
    }
}

/// Outlines a widget that has keyboard focus, as buttons are: the hover background alone has too little contrast.
pub(super) fn paint_focus_ring(
    painter: &egui::Painter,
    rect: Rect,
    corner_radius: f32,
    response: &Response,
    palette: &Palette,
) {
    if response.has_focus() {
        painter.rect_stroke(rect, corner_radius, (1.5, colour(palette.accent)), egui::StrokeKind::Inside);
    }
}

/// Paints small text in one line, vertically centred in a box.
pub(super) fn paint_text(ui: &Ui, painter: &egui::Painter, area: Rect, text: &str, foreground: Rgb) {
    let font = FontId::proportional(font_size::SMALL);
    let text = elided_galley(ui, text, font, colour(foreground), area.width());
    painter.galley(Pos2::new(area.min.x, area.center().y - text.size().y / 2.0), text, Color32::PLACEHOLDER);
}

/// Text in one line, truncated at a width.
pub(super) fn elided_galley(
    ui: &Ui,
    text: &str,
    font: FontId,
    foreground: Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.chars().take(200).collect(), font, foreground);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(1.0));
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}

/// A clickable sentence, wrapped.
pub(super) fn clickable_text_ui(ui: &mut Ui, icon: (Icon, Rgb), text: &str, palette: &Palette) -> Response {
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
            ui.add(egui::Label::new(text).wrap().selectable(false).sense(Sense::click()))
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
pub(super) fn heading_ui(ui: &mut Ui, text: &str, palette: &Palette) {
    ui.add_space(10.0);
    ui.label(heading_text(text, palette));
    ui.add_space(2.0);
}

/// The text of a heading, for use beside other widgets.
pub(super) fn heading_text(text: &str, palette: &Palette) -> egui::RichText {
    egui::RichText::new(text)
        .font(FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into())))
        .color(colour(palette.text))
}

/// A muted sentence in small text.
pub(super) fn hint_ui(ui: &mut Ui, text: &str, palette: &Palette) {
    ui.add_space(6.0);
    ui.label(egui::RichText::new(text).size(font_size::SMALL).color(colour(palette.text_muted)));
}

/// Tells a screen reader what a widget with a short or repeated label is about.
pub(super) fn describe(response: &Response, words: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_description(words));
}

/// A small icon button; its label is its tooltip and what a screen reader says.
pub(super) fn icon_button_ui(ui: &mut Ui, icon: Icon, label: &str, enabled: bool, palette: &Palette) -> Response {
    ui.add_enabled_ui(enabled, |ui| {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(26.0), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 5.0, colour(palette.hover));
        }
        paint_focus_ring(ui.painter(), rect, 5.0, &response, palette);
        let foreground = if enabled { palette.text } else { palette.text_muted.mixed(palette.panel, 0.5) };
        paint_icon(ui.painter(), icon, Rect::from_center_size(rect.center(), Vec2::splat(17.0)), colour(foreground));
        response.on_hover_text(label).on_disabled_hover_text(label)
    })
    .inner
}

/// A row whose content takes the width that its button at the right leaves; returns whether the button was clicked.
pub(super) fn row_with_button_ui(
    ui: &mut Ui,
    content: impl FnOnce(&mut Ui),
    button: impl FnOnce(&mut Ui) -> bool,
) -> bool {
    const BUTTON_WIDTH: f32 = 26.0;
    ui.horizontal_top(|ui| {
        let width = (ui.available_width() - BUTTON_WIDTH - ui.spacing().item_spacing.x).max(40.0);
        ui.allocate_ui_with_layout(Vec2::new(width, 0.0), Layout::left_to_right(Align::Min), |ui| {
            ui.set_width(width);
            content(ui);
        });
        button(ui)
    })
    .inner
}

/// Lays out from right to left.
pub(super) fn right_to_left_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.with_layout(Layout::right_to_left(Align::Center), add).inner
}

/// Draws `trailing` so that it ends at the right edge, and `leading` into the width before it. Both are laid out from
/// left to right, so that keyboard focus moves through them in reading order.
pub(super) fn leading_and_trailing_ui<T>(
    ui: &mut Ui,
    leading: impl FnOnce(&mut Ui) -> T,
    trailing: impl FnOnce(&mut Ui),
) -> T {
    // The width of `trailing` in the previous frame.
    let id = ui.scope_id().with("last");
    let last_width: f32 = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let size =
        Vec2::new((ui.available_width() - last_width - ui.spacing().item_spacing.x).max(0.0), ui.available_height());
    let led = ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(size.x);
        leading(ui)
    });
    let width = ui.scope(trailing).response.rect.width();
    if (width - last_width).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_repaint();
    }
    led.inner
}

/// Draws an item of a scrolled list if it is visible or nearly so, so that keyboard focus can reach it, or if `force`
/// is set; otherwise only allocates space, as high as the item drawn last.
pub(super) fn lazy_ui(ui: &mut Ui, force: bool, add: impl FnOnce(&mut Ui)) {
    const PRELOAD_MARGIN: f32 = 200.0;
    let id = ui.scope_id().with("height");
    let last_height: Option<f32> = ui.data(|data| data.get_temp(id));
    let size = Vec2::new(ui.available_width(), last_height.unwrap_or_default());
    let top = ui.cursor().min;
    if last_height.is_none()
        || force
        || ui.clip_rect().expand(PRELOAD_MARGIN).intersects(Rect::from_min_size(top, size))
    {
        ui.scope(add);
        // Space at the end of an item counts; the spacing between items is added by the layout.
        let height = ui.cursor().min.y - top.y - ui.spacing().item_spacing.y;
        ui.data_mut(|data| data.insert_temp(id, height));
    } else {
        ui.allocate_space(size);
    }
}

/// Selects the text of a field from a character to its end.
pub fn select_text(ctx: &Context, id: Id, from: usize) {
    let mut edit = TextEdit::load_state(ctx, id).unwrap_or_default();
    edit.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(from), CCursor::new(usize::MAX))));
    edit.store(ctx, id);
}

/// Takes the presses of a key with exactly these modifiers, as they were when it was pressed; `InputState::consume_key` takes
/// those with Shift and Alt too.
pub(super) fn take_key(input: &mut InputState, modifiers: Modifiers, key: Key) -> bool {
    let before = input.events.len();
    input.events.retain(|event| {
        !matches!(event, Event::Key { key: pressed, modifiers: held, pressed: true, .. }
            if *pressed == key && held.matches_exact(modifiers))
    });
    input.events.len() < before
}

/// Restores the outline of the widget with keyboard focus in menus, whose style removes it.
pub(super) fn set_focus_outline(ui: &mut Ui) {
    let visuals = &mut ui.style_mut().visuals;
    visuals.widgets.active.bg_stroke = Stroke::new(1.0, visuals.selection.stroke.color);
}

/// Restores the outlines of check boxes in menus, whose style removes them.
pub(super) fn set_checkbox_outlines(ui: &mut Ui) {
    let visuals = &mut ui.style_mut().visuals;
    let outline = Stroke::new(1.0, visuals.weak_text_color());
    let widgets = &mut visuals.widgets;
    for widget in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active, &mut widgets.open] {
        widget.bg_stroke = outline;
    }
    set_focus_outline(ui);
}

/// Shown in place of a part of the window whose drawing panicked; true when the user wants to try again.
pub fn panic_fallback_ui(ui: &mut Ui, language: Language) -> bool {
    ui.vertical(|ui| {
        ui.add(egui::Label::new(UiText::PanelFailed.text(language)).wrap());
        ui.button(UiText::TryAgain.text(language)).clicked()
    })
    .inner
}
