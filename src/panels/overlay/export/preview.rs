//! The page that comes of what is chosen, and what is to be known of all pages.

use egui::{Color32, Label, Pos2, Rect, RichText, Sense, Ui, Vec2};

use super::state::ExportState;
use crate::canvas::colour;
use crate::exchange::ExportFigures;
use crate::language::{ExportText, Language, page_line, pages_line, pixels_line, sheets_line, slides_line};
use crate::panels::widgets::icon_button_ui;
use crate::session::ViewContext;
use crate::theme::Icon;

/// Height of what stands below a page, in points.
const LINE_HEIGHT: f32 = 36.0;
/// Space around a page, in points.
const MARGIN: f32 = 12.0;
/// The least side of a page, in points.
const MIN_SIDE: f32 = 40.0;

/// Draws it into a room of this size.
pub(super) fn preview_ui(ui: &mut Ui, state: &mut ExportState, size: Vec2, context: &ViewContext<'_>) {
    let (language, palette) = (context.language, context.palette);
    let height = (size.y - LINE_HEIGHT).max(MIN_SIDE);
    let (room, response) = ui.allocate_exact_size(Vec2::new(size.x, height), Sense::hover());
    ui.painter().rect_filled(room, 4.0, colour(palette.hover));
    let inner = room.shrink(MARGIN);
    let pixels_per_point = ui.ctx().pixels_per_point();
    state.room = Some([inner.width(), inner.height()].map(|side| (side.max(MIN_SIDE) * pixels_per_point) as u32));
    let mut said = state.problem().map(|reason| {
        if reason.is_empty() { ExportText::CannotPreview.text(language).to_owned() } else { reason.to_owned() }
    });
    let is_drawing = state.progress.is_some();
    if let Some(texture) = state.drawn.as_mut().and_then(|drawn| drawn.texture(ui.ctx())) {
        let [width, height] = texture.size().map(|side| side as f32);
        let scale = (inner.width() / width).min(inner.height() / height).min(2.0 / pixels_per_point);
        let page = Rect::from_center_size(inner.center(), Vec2::new(width, height) * scale);
        // What is no longer so is faded until the next one is there.
        let tint = if is_drawing { Color32::from_white_alpha(110) } else { Color32::WHITE };
        let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
        ui.painter().image(texture.id(), page, whole, tint);
        let border = (1.0, colour(palette.border));
        ui.painter().rect_stroke(page, 0.0, border, egui::StrokeKind::Outside);
    } else if is_drawing {
        said = said.or_else(|| Some(ExportText::Drawing.text(language).to_owned()));
    }
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Image, true, ExportText::Preview.text(language).to_owned())
    });
    if let Some(said) = &said {
        let width = (inner.width() - 2.0 * MARGIN).max(MIN_SIDE);
        let place = Rect::from_center_size(inner.center(), Vec2::new(width, 60.0));
        let text = RichText::new(said).color(colour(palette.text_muted));
        ui.put(place, Label::new(text).wrap());
    }
    line_ui(ui, state, context);
}

/// How many pages there are, and the way to the next one.
fn line_ui(ui: &mut Ui, state: &mut ExportState, context: &ViewContext<'_>) {
    let (language, palette) = (context.language, context.palette);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let pages = state.drawn.as_ref().map_or(1, |drawn| drawn.figures.pages());
        if pages > 1 {
            let (is_first, is_last) = (state.page == 0, state.page + 1 >= pages);
            let previous = ExportText::Previous.text(language);
            if icon_button_ui(ui, Icon::Previous, previous, !is_first, palette).clicked() {
                state.page = state.page.saturating_sub(1);
            }
            ui.label(page_line(state.page + 1, pages, language));
            if icon_button_ui(ui, Icon::Next, ExportText::Next.text(language), !is_last, palette).clicked() {
                state.page += 1;
            }
            ui.add_space(8.0);
        }
        if let Some(progress) = state.progress {
            ui.add(egui::ProgressBar::new(progress).desired_width(120.0).desired_height(6.0));
        } else if let Some(line) = state.figures().and_then(|figures| figures_line(figures, language)) {
            let text = RichText::new(line).color(colour(palette.text_muted));
            ui.add(Label::new(text).truncate());
        }
    });
}

/// How large a file comes out.
fn figures_line(figures: ExportFigures, language: Language) -> Option<String> {
    Some(match figures {
        ExportFigures::Unmeasured => return None,
        ExportFigures::Pixels(width, height, is_reduced) => pixels_line(width, height, is_reduced, language),
        ExportFigures::Sheets(pages, size, text_size) => sheets_line(pages, size.name(), text_size, language),
        ExportFigures::Slides(slides) => slides_line(slides, language),
        ExportFigures::Pages(pages) => pages_line(pages, language),
    })
}
