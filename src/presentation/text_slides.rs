//! Slides without a map: the title, the board of targets, what lapses, what has turned.

use egui::{Align, Label, Layout, Rect, RichText, Ui, UiBuilder, Vec2};

use super::stage::strong;
use crate::canvas::{colour, icon_ui};
use crate::language::{UiText, integer, verdict_counts};
use crate::map::Target;
use crate::session::ViewContext;
use crate::slides::{Line, Slide, TargetLine, change_lines, lapse_lines, target_line};

/// Font sizes of lines: the larger one where all fit, else the smaller, in points.
const LINE_SIZES: [f32; 3] = [16.0, 13.5, 11.5];
/// Heights of a row of the board of targets, in points.
const TARGET_ROW: (f32, f32) = (50.0, 76.0);

/// Draws a slide without a map.
pub(super) fn text_slide_ui(ui: &mut Ui, area: Rect, slide: Slide, name: &str, context: &ViewContext<'_>) {
    match slide {
        Slide::Title => title_ui(ui, area, name, context),
        Slide::Targets => targets_ui(ui, area, context),
        Slide::Lapses => lines_ui(ui, area, &lapse_lines(context), context),
        Slide::Changes => lines_ui(ui, area, &change_lines(context), context),
        Slide::WholeMap | Slide::Model(_) | Slide::View(_) => {}
    }
}

fn title_ui(ui: &mut Ui, area: Rect, name: &str, context: &ViewContext<'_>) {
    let (language, palette, info) = (context.language, context.palette, context.map.info());
    let mut page = ui.new_child(UiBuilder::new().max_rect(area).layout(Layout::top_down(Align::Center)));
    page.add_space(area.height() * 0.24);
    page.spacing_mut().item_spacing.y = 10.0;
    let size = if name.chars().count() > 60 { 24.0 } else { 30.0 };
    page.add(Label::new(strong(name, size).color(colour(palette.text))).wrap().selectable(false));
    let place = [info.region.clone(), context.year.to_string()];
    let place = place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    page.add(Label::new(RichText::new(place).size(18.0).color(colour(palette.accent))).selectable(false));
    if let Some(known) = context.assessment {
        page.add_space(6.0);
        let counts = verdict_counts(known.summary, language);
        page.add(
            Label::new(RichText::new(counts).size(14.0).color(colour(palette.text_muted))).wrap().selectable(false),
        );
    }
}

/// The board: each target with its value, its goal and how far it is met.
fn targets_ui(ui: &mut Ui, area: Rect, context: &ViewContext<'_>) {
    let targets: Vec<&Target> = context.map.targets().values().collect();
    let fits = (area.height() / TARGET_ROW.0).floor().max(1.0) as usize;
    let columns = if targets.len() > fits { 2 } else { 1 };
    let gap = 28.0;
    let rows = targets.len().div_ceil(columns);
    let height = (area.height() / rows.max(1) as f32).clamp(TARGET_ROW.0, TARGET_ROW.1);
    let width = (area.width() - gap * (columns - 1) as f32) / columns as f32;
    for (at, target) in targets.iter().take(fits * columns).enumerate() {
        let (column, row) = (at % columns, at / columns);
        let corner = area.min + Vec2::new(column as f32 * (width + gap), row as f32 * height);
        target_ui(ui, Rect::from_min_size(corner, Vec2::new(width, height - 4.0)), target, context);
    }
    if let Some(more) = targets.len().checked_sub(fits * columns).filter(|more| *more > 0) {
        let more = format!("+{}", integer(more as u64, context.language));
        let tint = colour(context.palette.text_muted);
        ui.painter().text(area.max, egui::Align2::RIGHT_BOTTOM, more, egui::FontId::proportional(12.0), tint);
    }
}

/// Its name beside its value and goal; a bar; its state.
fn target_ui(ui: &mut Ui, rect: Rect, target: &Target, context: &ViewContext<'_>) {
    let palette = context.palette;
    let TargetLine { name, numbers, state, progress, icon, tint } = target_line(target, context);
    let line =
        |top: f32, height: f32| Rect::from_min_size(rect.min + Vec2::new(0.0, top), Vec2::new(rect.width(), height));
    let layout = Layout::right_to_left(Align::Center);
    let mut head = ui.new_child(UiBuilder::new().max_rect(line(0.0, 20.0)).layout(layout).id_salt(("name", target.id)));
    let numbers = strong(numbers, 14.0).color(colour(palette.text));
    head.add(Label::new(numbers).selectable(false));
    head.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let name = RichText::new(name).size(14.0).color(colour(palette.text));
        ui.add(Label::new(name).truncate().selectable(false));
    });
    let bar = line(22.0, 6.0);
    ui.painter().rect_filled(bar, 3.0, colour(palette.border));
    ui.painter().rect_filled(bar.with_max_x(bar.min.x + bar.width() * progress), 3.0, colour(tint));
    let layout = Layout::left_to_right(Align::Center);
    let mut below =
        ui.new_child(UiBuilder::new().max_rect(line(30.0, 16.0)).layout(layout).id_salt(("state", target.id)));
    icon_ui(&mut below, icon, 14.0, colour(tint));
    below.add(Label::new(RichText::new(state).size(12.0).color(colour(tint))).truncate().selectable(false));
}

/// Lines in as large letters as let all of them fit; what does not fit even so is counted.
fn lines_ui(ui: &mut Ui, area: Rect, lines: &[Line], context: &ViewContext<'_>) {
    const GAP: f32 = 5.0;
    let heights = |ui: &Ui, size: f32| -> Vec<f32> {
        let height = |line: &Line| {
            let indent = if line.is_strong { 0.0 } else { size };
            let font = egui::FontId::proportional(size);
            let wrap = area.width() - indent - size * 1.8;
            let galley = ui.ctx().fonts_mut(|fonts| fonts.layout(line.text.clone(), font, egui::Color32::WHITE, wrap));
            galley.size().y + GAP
        };
        lines.iter().map(height).collect()
    };
    let fits = |size: &&f32| heights(ui, **size).iter().sum::<f32>() <= area.height();
    let size = LINE_SIZES.iter().find(fits).or(LINE_SIZES.last()).copied().unwrap_or(12.0);
    let mut left = area.height();
    let heights = heights(ui, size);
    let shown = heights.iter().take_while(|height| {
        left -= **height;
        left >= if lines.len() > 1 { size } else { 0.0 }
    });
    let shown = shown.count().max(1);
    let shown = if heights.iter().sum::<f32>() <= area.height() { lines.len() } else { shown };
    let mut page = ui.new_child(UiBuilder::new().max_rect(area).layout(Layout::top_down(Align::Min)));
    page.shrink_clip_rect(area);
    page.spacing_mut().item_spacing = Vec2::new(6.0, GAP);
    for line in lines.iter().take(shown) {
        page.horizontal_top(|ui| {
            if !line.is_strong {
                ui.add_space(size);
            }
            if let Some((icon, tint)) = line.icon {
                icon_ui(ui, icon, size + 1.0, colour(tint));
            }
            let text = if line.is_strong { strong(&line.text, size) } else { RichText::new(&line.text).size(size) };
            ui.add(Label::new(text.color(colour(context.palette.text))).wrap().selectable(false));
        });
    }
    if shown < lines.len() {
        let more = format!(
            "+{} {}",
            integer((lines.len() - shown) as u64, context.language),
            UiText::MoreLines.text(context.language)
        );
        page.add(
            Label::new(RichText::new(more).size(size).color(colour(context.palette.text_muted))).selectable(false),
        );
    }
}
