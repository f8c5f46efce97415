//! All slides, small: to find one again, and to go there.

use egui::{Area, Id, Label, Layout, Order, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, Vec2};

use super::state::Presentation;
use crate::canvas::{colour, icon_ui};
use crate::command::{Command, Presenting};
use crate::scene::{verdict_colour, verdict_icon};
use crate::session::ViewContext;
use crate::slides::Slide;
use crate::theme::font_size;

/// Least width of a slide, in points; its height; the gap between two.
const WIDTH: f32 = 142.0;
const HEIGHT: f32 = 57.0;
const GAP: f32 = 8.0;
const MARGIN: f32 = 14.0;

/// Draws all slides over the one that is shown; a click goes to one.
pub(super) fn strip_ui(
    ui: &Ui,
    screen: Rect,
    presentation: &Presentation,
    name: &str,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let area = Area::new(Id::unique("slides")).order(Order::Foreground).fixed_pos(screen.min).sense(Sense::click());
    area.show(ui.ctx(), |ui| {
        ui.set_min_size(screen.size());
        ui.set_max_size(screen.size());
        ui.painter().rect_filled(screen, 0.0, colour(context.palette.background).gamma_multiply(0.97));
        let inner = screen.shrink(MARGIN);
        let mut inside = ui.new_child(UiBuilder::new().max_rect(inner));
        inside.spacing_mut().item_spacing = Vec2::splat(GAP);
        let columns = ((inner.width() + GAP) / (WIDTH + GAP)).floor().max(1.0) as usize;
        let width = (inner.width() - 10.0 - GAP * (columns - 1) as f32) / columns as f32;
        let slides = presentation.deck.slides();
        let rows = slides.len().div_ceil(columns);
        let current = presentation.deck.position();
        let to_current = (current / columns) as f32 * (HEIGHT + GAP);
        let scroll = ScrollArea::vertical().auto_shrink(false).id_salt("strip");
        // Opened where one is.
        let frame = ui.ctx().cumulative_frame_nr();
        let is_opened = ui.ctx().data_mut(|data| {
            let last: u64 = data.get_temp(Id::unique("strip frame")).unwrap_or_default();
            data.insert_temp(Id::unique("strip frame"), frame);
            last + 1 < frame
        });
        let scroll = if is_opened { scroll.vertical_scroll_offset((to_current - HEIGHT).max(0.0)) } else { scroll };
        scroll.show_rows(&mut inside, HEIGHT, rows, |ui, shown| {
            for row in shown {
                ui.horizontal(|ui| {
                    for at in (row * columns..slides.len()).take(columns) {
                        let Some(slide) = slides.get(at) else { continue };
                        if thumbnail_ui(ui, (at, *slide), width, at == current, name, context) {
                            commands.push(Command::Present(Presenting::GoTo(at)));
                        }
                    }
                });
            }
        });
    });
}

/// One small slide; whether it was clicked.
fn thumbnail_ui(
    ui: &mut Ui,
    (at, slide): (usize, Slide),
    width: f32,
    is_current: bool,
    name: &str,
    context: &ViewContext<'_>,
) -> bool {
    let palette = context.palette;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, HEIGHT), Sense::click());
    let title = slide.title(name, context);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_current, format!("{}. {title}", at + 1))
    });
    let edge = if is_current || response.hovered() { palette.accent } else { palette.border };
    let stroke = (if is_current { 2.0 } else { 1.0 }, colour(edge));
    ui.painter().rect(rect, 5.0, colour(palette.card), stroke, egui::StrokeKind::Inside);
    let head = Rect::from_min_size(rect.min + Vec2::new(7.0, 4.0), Vec2::new(rect.width() - 14.0, 18.0));
    let layout = Layout::left_to_right(egui::Align::Center);
    let mut inside = ui.new_child(UiBuilder::new().max_rect(head).layout(layout).id_salt(("number", at)));
    inside.scope(|ui| {
        let number = RichText::new((at + 1).to_string()).size(font_size::BODY).strong();
        ui.add(Label::new(number.color(colour(palette.text_muted))).selectable(false));
        let known = slide.model(context).and_then(|id| context.assessment?.models.get(&id));
        if let Some(verdict) = known.map(|model| model.verdict) {
            icon_ui(ui, verdict_icon(verdict), 14.0, colour(verdict_colour(verdict, palette)));
        }
    });
    let below = rect.min + Vec2::new(7.0, 24.0);
    let font = egui::FontId::proportional(font_size::SMALL);
    let mut job = egui::text::LayoutJob::simple(title, font, colour(palette.text), rect.width() - 14.0);
    job.wrap.max_rows = 2;
    job.wrap.overflow_character = Some('…');
    let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(below, galley, colour(palette.text));
    response.clicked()
}
