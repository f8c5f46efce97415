//! Cards shown in place of a map, or with one that is nearly empty: the situation, and what to do next.

use egui::{Align2, Area, FontFamily, FontId, Frame, Id, Order, Pos2, Rect, RichText, Sense, Ui, Vec2};

use super::button::primary_ui;
use super::icon::{colour, icon_ui};
use crate::command::{Command, SampleMap};
use crate::language::{Language, UiText, percent};
use crate::map::Selection;
use crate::scene::Scene;
use crate::session::ViewContext;
use crate::theme::{Icon, Palette, SEMIBOLD, font_size};

/// Width of a card with text and buttons, in points.
const WIDTH: f32 = 420.0;
/// Minimum size of a button in such a card.
const MIN_BUTTON_SIZE: Vec2 = Vec2::new(220.0, 30.0);
/// Distance of the hint for a single actor from the lower edge, in points: above the legend.
const HINT_OFFSET: f32 = 56.0;
/// Height of a progress bar, in points.
const BAR_HEIGHT: f32 = 6.0;

/// An empty map, or one with a single actor: what to do next.
pub(super) fn empty_state_ui(
    ui: &Ui,
    screen: Rect,
    scene: &Scene,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    // Of the map, not of the filtered scene.
    match context.map.actors().len() {
        0 => empty_map_ui(ui, screen, context, commands),
        // What is selected is being worked on.
        1 if scene.links.is_empty() && context.view.selection == Selection::None => {
            single_actor_ui(ui, screen, context, commands);
        }
        _ => {}
    }
}

fn empty_map_ui(ui: &Ui, screen: Rect, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    card(ui, "empty map", screen, palette, |ui| {
        icon_ui(ui, Icon::Model, 34.0, colour(palette.accent));
        ui.add_space(4.0);
        title_ui(ui, UiText::EmptyMapTitle.text(language), palette);
        ui.label(RichText::new(UiText::EmptyMapHint.text(language)).color(colour(palette.text_muted)));
        ui.add_space(10.0);
        let actions = [
            (UiText::AddActor, Command::AddActorHere),
            (UiText::QuickEntry, Command::QuickEntry),
            (UiText::NewFromTemplate, Command::ShowTemplates),
            (UiText::OpenAMap, Command::Open),
            (UiText::SeeSample, Command::OpenSample(SampleMap::CanTho2019)),
        ];
        actions_ui(ui, actions, language, palette, commands);
    });
}

/// Buttons in a column, the first one primary.
fn actions_ui<const N: usize>(
    ui: &mut Ui,
    actions: [(UiText, Command); N],
    language: Language,
    palette: &Palette,
    commands: &mut Vec<Command>,
) {
    for (at, (words, command)) in actions.into_iter().enumerate() {
        let words = words.text(language);
        let button = if at == 0 {
            primary_ui(ui, words, MIN_BUTTON_SIZE, palette)
        } else {
            ui.add(egui::Button::new(words).min_size(MIN_BUTTON_SIZE))
        };
        if button.clicked() {
            commands.push(command);
        }
    }
}

/// Shown when the user cancelled the computation of the findings.
pub fn not_computed_ui(ui: &Ui, screen: Rect, language: Language, palette: &Palette, commands: &mut Vec<Command>) {
    card(ui, "unknown", screen, palette, |ui| {
        title_ui(ui, UiText::NotComputed.text(language), palette);
        ui.add_space(4.0);
        ui.label(RichText::new(UiText::NotComputedHint.text(language)).color(colour(palette.text_muted)));
        ui.add_space(10.0);
        let actions = [(UiText::Recompute, Command::Recompute), (UiText::OpenAMap, Command::Open)];
        actions_ui(ui, actions, language, palette, commands);
    });
}

fn single_actor_ui(ui: &Ui, screen: Rect, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    let place = Pos2::new(screen.center().x, screen.max.y - HINT_OFFSET);
    let frame = Frame::popup(ui.style()).inner_margin(10.0).fill(colour(palette.panel));
    let area = Area::new(Id::unique("single actor")).order(Order::Middle).pivot(Align2::CENTER_BOTTOM).fixed_pos(place);
    area.constrain_to(screen).show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_max_width((screen.width() - 60.0).min(560.0));
            ui.label(RichText::new(UiText::SingleActorHint.text(language)).color(colour(palette.text)));
            ui.add_space(4.0);
            if primary_ui(ui, UiText::AddActor.text(language), Vec2::ZERO, palette).clicked() {
                commands.push(Command::AddActorHere);
            }
        });
    });
}

/// Shows a running task and its progress, 0 to 1 where known. True when the user cancels it.
pub fn progress_ui(
    ui: &Ui,
    screen: Rect,
    text: &str,
    fraction: Option<f32>,
    may_cancel: bool,
    language: Language,
    palette: &Palette,
) -> bool {
    let mut cancelled = false;
    card(ui, "waiting", screen, palette, |ui| {
        title_ui(ui, text, palette);
        ui.add_space(4.0);
        match fraction {
            Some(fraction) => bar_ui(ui, fraction, text, language, palette),
            None => drop(ui.spinner()),
        }
        if may_cancel {
            ui.add_space(10.0);
            cancelled = ui.button(UiText::Cancel.text(language)).clicked();
        }
    });
    cancelled
}

fn bar_ui(ui: &mut Ui, fraction: f32, words: &str, language: Language, palette: &Palette) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), BAR_HEIGHT), Sense::hover());
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, words);
        info.value = Some(f64::from(fraction * 100.0).round());
        info
    });
    ui.painter().rect_filled(rect, BAR_HEIGHT / 2.0, colour(palette.field.mixed(palette.border, 0.6)));
    let done = Rect::from_min_size(rect.min, Vec2::new(rect.width() * fraction, BAR_HEIGHT));
    ui.painter().rect_filled(done, BAR_HEIGHT / 2.0, colour(palette.accent));
    ui.add_space(4.0);
    let percent = percent(f64::from(fraction * 100.0).round(), language);
    ui.label(RichText::new(percent).size(font_size::SMALL).color(colour(palette.text_muted)));
}

/// A card in the middle of the canvas.
fn card(ui: &Ui, name: &str, screen: Rect, palette: &Palette, add_contents: impl FnOnce(&mut Ui)) {
    let frame = Frame::popup(ui.style()).inner_margin(22.0).fill(colour(palette.panel));
    let area = Area::new(Id::unique(name)).order(Order::Middle).pivot(Align2::CENTER_CENTER).fixed_pos(screen.center());
    area.constrain_to(screen).show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width((screen.width() - 80.0).clamp(160.0, WIDTH));
            ui.vertical_centered(add_contents);
        });
    });
}

fn title_ui(ui: &mut Ui, words: &str, palette: &Palette) {
    let font = FontId::new(font_size::TITLE, FontFamily::Name(SEMIBOLD.into()));
    ui.label(RichText::new(words).font(font).color(colour(palette.text)));
}
