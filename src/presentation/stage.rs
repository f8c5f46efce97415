//! What is on the screen during a presentation: title, map or text, caption, foot. All sizes are in points of a screen that
//! is 360 of them high, whatever its pixels: so nothing is smaller on a slide than a twentieth part of its height.

use egui::{Align, FontFamily, FontId, Label, Layout, Pos2, Rect, RichText, Sense, Ui, UiBuilder, Vec2};

use super::pointer::spotlight;
use super::state::Presentation;
use super::{strip, text_slides};
use crate::canvas::{SLIDE_HEADER_HEIGHT, colour, icon_ui};
use crate::command::{Command, Presenting, PresentingAid};
use crate::language::{PresentText, UiText, integer};
use crate::scene::{verdict_colour, verdict_icon};
use crate::session::ViewContext;
use crate::slides::{Line, Slide, caption};
use crate::theme::{SEMIBOLD, font_size};

/// Sides of a slide, in points: of a screen of another shape as much as fits both.
const SIDES: Vec2 = Vec2::new(640.0, 360.0);
/// Heights of what is above and below the map, in points.
const HEAD_HEIGHT: f32 = 32.0;
const CAPTION_HEIGHT: f32 = 72.0;
const SHORT_CAPTION_HEIGHT: f32 = 36.0;
const FOOT_HEIGHT: f32 = 16.0;
const NOTES_HEIGHT: f32 = 62.0;
const MARGIN: f32 = 12.0;
/// Font sizes, in points: twice as many pixels on a screen of 720.
const TITLE_SIZE: f32 = 17.0;
const STRONG_SIZE: f32 = 13.5;
const CAPTION_SIZE: f32 = 12.5;
/// Sizes of the letters of counts, the first that has room; gaps behind an icon and behind a count.
const COUNT_SIZES: [f32; 4] = [CAPTION_SIZE, 11.5, 10.5, 9.5];
const COUNT_GAPS: (f32, f32) = (4.0, 14.0);
const FOOT_SIZE: f32 = 10.0;

/// How many pixels a point has on a slide, on a screen of these pixels.
pub fn stage_scale(pixels: Vec2) -> f32 {
    (pixels / SIDES).min_elem().max(0.5)
}

/// Width over height of what the boxes of a map can take on a slide.
pub fn stage_ratio(screen: Rect, presentation: &Presentation, context: &ViewContext<'_>) -> f32 {
    let mut area = map_area(screen, presentation, context);
    area.min.y += SLIDE_HEADER_HEIGHT;
    let inner = area.shrink2(Vec2::splat(MARGIN));
    // In steps, so that a pixel more or less lays nothing out anew.
    ((inner.width().max(1.0) / inner.height().max(1.0)).clamp(0.4, 8.0) * 20.0).round() / 20.0
}

/// The part of the screen that the map, or the page of text, has.
fn map_area(screen: Rect, presentation: &Presentation, context: &ViewContext<'_>) -> Rect {
    let slide = presentation.slide();
    let caption = match slide {
        _ if slide.model(context).is_some() => CAPTION_HEIGHT,
        _ if slide.has_map() => SHORT_CAPTION_HEIGHT,
        _ => 0.0,
    };
    let notes = if presentation.has(PresentingAid::Notes) { NOTES_HEIGHT } else { 0.0 };
    let head = if slide == Slide::Title { 0.0 } else { HEAD_HEIGHT };
    let below = caption + notes + FOOT_HEIGHT;
    Rect::from_min_max(
        Pos2::new(screen.min.x, screen.min.y + head),
        Pos2::new(screen.max.x, (screen.max.y - below).max(screen.min.y + head + 40.0)),
    )
}

/// What the stage is drawn from.
pub struct Stage<'a> {
    /// What the map is called.
    pub name: &'a str,
    /// The map and what is known of it.
    pub context: &'a ViewContext<'a>,
}

/// Draws the slide into the rest of `ui`; `draw_map` draws the map into the rest of its own. Returns the commands of
/// clicks.
pub fn stage_ui(
    ui: &mut Ui,
    stage: &Stage<'_>,
    presentation: &mut Presentation,
    draw_map: impl FnOnce(&mut Ui, &mut Vec<Command>),
    commands: &mut Vec<Command>,
) {
    let Stage { name, context } = *stage;
    let (screen, palette, slide) = (ui.available_rect_before_wrap(), context.palette, presentation.slide());
    ui.painter().rect_filled(screen, 0.0, colour(palette.background));
    let area = map_area(screen, presentation, context);
    if slide != Slide::Title {
        let head = Rect::from_min_max(screen.min, Pos2::new(screen.max.x, area.min.y));
        head_ui(ui, head.shrink2(Vec2::new(MARGIN, 0.0)), slide, name, context);
    }
    if !slide.has_map() && ui.interact(area, ui.scope_id().with("page"), Sense::click()).clicked() {
        commands.push(Command::Present(Presenting::Next));
    }
    let mut inside = ui.new_child(UiBuilder::new().max_rect(area).id_salt("slide"));
    inside.shrink_clip_rect(area);
    if slide.has_map() {
        draw_map(&mut inside, commands);
    } else {
        text_slides::text_slide_ui(&mut inside, area.shrink2(Vec2::new(MARGIN * 2.0, 4.0)), slide, name, context);
    }
    let notes = if presentation.has(PresentingAid::Notes) { NOTES_HEIGHT } else { 0.0 };
    let foot_top = screen.max.y - FOOT_HEIGHT;
    let below = Rect::from_min_max(
        Pos2::new(screen.min.x + MARGIN, area.max.y),
        Pos2::new(screen.max.x - MARGIN, foot_top - notes),
    );
    caption_ui(ui, below, &caption(slide, presentation.step(), context));
    if notes > 0.0 {
        let rect = Rect::from_min_max(Pos2::new(screen.min.x, below.max.y), Pos2::new(screen.max.x, foot_top));
        notes_ui(ui, rect, presentation, name, context);
    }
    let foot = Rect::from_min_max(Pos2::new(below.min.x, foot_top), Pos2::new(below.max.x, screen.max.y));
    foot_ui(ui, foot, presentation, context);
    if presentation.has(PresentingAid::Strip) {
        strip::strip_ui(ui, screen, presentation, name, context, commands);
    }
    aids_ui(ui, screen, presentation, context);
}

/// Paints what lies over everything.
fn aids_ui(ui: &Ui, screen: Rect, presentation: &mut Presentation, context: &ViewContext<'_>) {
    let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("aids")));
    if presentation.has(PresentingAid::Spotlight) {
        spotlight(ui, &painter, screen);
    }
    if presentation.has(PresentingAid::Laser) {
        presentation.trail.show(ui, &painter, colour(context.palette.error));
    }
    if let Some(number) = presentation.typed {
        let font = FontId::new(TITLE_SIZE * 2.0, FontFamily::Name(SEMIBOLD.into()));
        let galley = painter.layout_no_wrap(number.to_string(), font, colour(context.palette.text));
        let frame = Rect::from_center_size(screen.center(), galley.size() + Vec2::splat(2.0 * MARGIN));
        painter.rect_filled(frame, 6.0, colour(context.palette.panel));
        painter.galley(frame.min + Vec2::splat(MARGIN), galley, egui::Color32::PLACEHOLDER);
    }
    if presentation.has(PresentingAid::Black) {
        painter.rect_filled(screen, 0.0, egui::Color32::BLACK);
    }
}

/// Text in the heavier letters of the program.
pub(super) fn strong(text: impl Into<String>, size: f32) -> RichText {
    RichText::new(text).font(FontId::new(size, FontFamily::Name(SEMIBOLD.into())))
}

/// The title of a slide, with the verdict of a model before it and the year behind it.
fn head_ui(ui: &mut Ui, rect: Rect, slide: Slide, name: &str, context: &ViewContext<'_>) {
    let palette = context.palette;
    let mut head = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Center)));
    let year = strong(context.year.to_string(), TITLE_SIZE).color(colour(palette.accent));
    head.add(Label::new(year).selectable(false));
    head.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let known = slide.model(context).and_then(|id| context.assessment?.models.get(&id));
        if let Some(verdict) = known.map(|model| model.verdict) {
            icon_ui(ui, verdict_icon(verdict), 18.0, colour(verdict_colour(verdict, palette)));
        }
        let title = strong(slide.title(name, context), TITLE_SIZE).color(colour(palette.text));
        ui.add(Label::new(title).truncate().selectable(false));
    });
}

fn caption_ui(ui: &mut Ui, rect: Rect, lines: &[Line]) {
    if !lines.iter().any(|line| line.is_strong) {
        counts_ui(ui, rect, lines);
        return;
    }
    let mut below = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
    below.shrink_clip_rect(rect);
    below.spacing_mut().item_spacing = Vec2::new(6.0, 2.0);
    let all = lines.len();
    for line in lines {
        // A line that would leave no room for the others is cut; the last one has what is left.
        let rows = if line.is_strong { 1.0 } else { (4.0 / all.saturating_sub(1).max(1) as f32).floor().max(1.0) };
        below.horizontal_top(|ui| {
            let size = if line.is_strong { STRONG_SIZE } else { CAPTION_SIZE };
            if let Some((icon, tint)) = line.icon {
                icon_ui(ui, icon, size + 2.0, colour(tint));
            }
            let text = if line.is_strong { strong(&line.text, size) } else { RichText::new(&line.text).size(size) };
            let height = rows * (size * 1.3);
            let corner = ui.cursor().min;
            let max = Rect::from_min_max(corner, Pos2::new(rect.max.x, corner.y + height));
            let mut text_ui = ui.new_child(UiBuilder::new().max_rect(max).layout(Layout::top_down(Align::Min)));
            text_ui.shrink_clip_rect(max);
            let shown = text_ui.add(Label::new(text).wrap().selectable(false)).rect;
            ui.advance_cursor_after_rect(shown.intersect(max));
        });
    }
}

/// Verdicts with their counts, which say at the same time what the colours mean: in one row, in smaller letters where they
/// have no room otherwise.
fn counts_ui(ui: &mut Ui, rect: Rect, counts: &[Line]) {
    let width = |size: f32| -> f32 {
        let text = |line: &Line| {
            ui.painter()
                .layout_no_wrap(line.text.clone(), FontId::proportional(size), egui::Color32::PLACEHOLDER)
                .size()
                .x
        };
        counts.iter().map(|line| size + 2.0 + COUNT_GAPS.0 + text(line) + COUNT_GAPS.1).sum()
    };
    let size = COUNT_SIZES.into_iter().find(|size| width(*size) <= rect.width()).unwrap_or(font_size::MIN);
    let mut below = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
    below.shrink_clip_rect(rect);
    below.spacing_mut().item_spacing = Vec2::new(COUNT_GAPS.0, 1.0);
    for Line { icon, text, .. } in counts {
        if let Some((icon, tint)) = icon {
            icon_ui(&mut below, *icon, size + 2.0, colour(*tint));
        }
        below.add(Label::new(RichText::new(text).size(size)).extend().selectable(false));
        below.add_space(COUNT_GAPS.1 - COUNT_GAPS.0);
    }
}

/// The notes of the slide and which one comes next, for a speaker who has no second screen.
fn notes_ui(ui: &mut Ui, rect: Rect, presentation: &Presentation, name: &str, context: &ViewContext<'_>) {
    let (language, palette) = (context.language, context.palette);
    ui.painter().rect_filled(rect, 0.0, colour(palette.panel));
    let inner = rect.shrink2(Vec2::new(MARGIN, 4.0));
    let mut notes = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::top_down(Align::Min)));
    notes.shrink_clip_rect(inner);
    notes.spacing_mut().item_spacing.y = 2.0;
    let next = presentation.deck.next().map(|slide| slide.title(name, context));
    let next = next.map_or_else(
        || PresentText::LastSlide.text(language).to_owned(),
        |title| format!("{}: {title}", PresentText::Next.text(language)),
    );
    notes.add(Label::new(strong(next, FOOT_SIZE).color(colour(palette.text_muted))).truncate().selectable(false));
    let note = presentation.slide().note(context);
    let note = if note.is_empty() { PresentText::NoNote.text(language) } else { note };
    notes.add(Label::new(RichText::new(note).size(font_size::BODY)).wrap().selectable(false));
}

/// What happened to the slides; which one of how many, and for how long.
fn foot_ui(ui: &mut Ui, rect: Rect, presentation: &Presentation, context: &ViewContext<'_>) {
    let (language, palette) = (context.language, context.palette);
    let minutes = ((ui.input(|input| input.time) - presentation.started) / 60.0).max(0.0);
    // The number changes once a minute; nothing else does by itself.
    let rest = (1.0 - minutes.fract()) * 60.0;
    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(rest.clamp(0.5, 60.0)));
    let number = |count: usize| integer(count as u64, language);
    let (at, all) = (number(presentation.deck.position() + 1), number(presentation.deck.slides().len()));
    let place = format!("{at} / {all} · {} {}", number(minutes as usize), UiText::Minutes.text(language));
    let mut foot = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Center)));
    let muted = colour(palette.text_muted);
    foot.add(Label::new(RichText::new(place).size(FOOT_SIZE).color(muted)).selectable(false));
    let told = match &presentation.told {
        Some(told) => Some(RichText::new(told).size(FOOT_SIZE).color(colour(palette.warning))),
        None if presentation.slide() == Slide::Title => {
            Some(RichText::new(PresentText::Keys.text(language)).size(font_size::MIN).color(muted))
        }
        None => None,
    };
    if let Some(told) = told {
        foot.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(told).truncate().selectable(false));
        });
    }
}
