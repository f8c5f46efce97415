//! The maps whose edits no file has, each with what can be done with it.

use std::cmp::Reverse;
use std::path::PathBuf;

use egui::{ColorImage, Image, Label, RichText, ScrollArea, TextureHandle, TextureOptions, Ui, Vec2};
use jiff::civil::{Date, DateTime};

use crate::canvas::{colour, primary_ui};
use crate::command::Command;
use crate::exchange::{Pixels, damage_sentence, recover_sentence};
use crate::language::{Language, UiText, UnsavedText, discard_question, unsaved_line};
use crate::panels::widgets::{heading_ui, hint_ui};
use crate::session::ViewContext;
use crate::storage::{JournalDamage, JournalName, RecoverError};
use crate::theme::font_size;

/// The size of the pictures, in points.
const PICTURE: Vec2 = Vec2::new(144.0, 81.0);

/// How often it is asked whether to discard edits.
const QUESTIONS: u8 = 2;

/// A map whose edits no file has.
#[derive(Debug)]
pub struct UnsavedMap {
    /// Its journal.
    pub name: JournalName,
    /// Its title; empty if it has none.
    pub title: String,
    /// Its file, if it has one.
    pub path: Option<PathBuf>,
    /// The number of edits, and when the last one was made; or why they cannot be brought back.
    pub edits: Result<(usize, Option<DateTime>), RecoverError>,
    /// What of the journal could not be read.
    pub damage: Option<JournalDamage>,
    /// A small picture, unless the map is too large for one.
    pub picture: Option<Pixels>,
}

/// The maps that were found.
#[derive(Debug, Default)]
pub struct UnsavedState {
    /// `None` until they are looked for; an error where their folder cannot be read.
    found: Option<Result<Vec<Row>, ()>>,
    today: Option<Date>,
}

#[derive(Debug)]
struct Row {
    map: UnsavedMap,
    texture: Option<Texture>,
    /// How often it was asked whether to discard it.
    questions: u8,
}

/// The picture of a map, in the memory of the graphics.
struct Texture(TextureHandle);

impl std::fmt::Debug for Texture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.name())
    }
}

impl UnsavedState {
    /// Takes in what was found, the latest first; nothing where it could not be looked up.
    pub fn new(found: Option<Vec<UnsavedMap>>, today: Date) -> Self {
        let rows = |mut maps: Vec<UnsavedMap>| {
            maps.sort_by_key(|map| Reverse(map.edits.as_ref().ok().and_then(|(_, at)| *at)));
            maps.into_iter().map(|map| Row { map, texture: None, questions: 0 }).collect()
        };
        Self { found: Some(found.map(rows).ok_or(())), today: Some(today) }
    }
}

/// Draws the list; whether it stays open.
pub(super) fn unsaved_ui(
    ui: &mut Ui,
    state: &mut UnsavedState,
    height: f32,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    let (language, palette) = (context.language, context.palette);
    let top = ui.cursor().min.y;
    heading_ui(ui, UnsavedText::Title.text(language), palette);
    let mut is_open = true;
    match &mut state.found {
        None => hint_ui(ui, UnsavedText::Looking.text(language), palette),
        Some(Err(())) => hint_ui(ui, UnsavedText::CannotLookUp.text(language), palette),
        Some(Ok(rows)) if rows.is_empty() => hint_ui(ui, UnsavedText::None.text(language), palette),
        Some(Ok(rows)) => {
            hint_ui(ui, UnsavedText::Hint.text(language), palette);
            ui.add_space(8.0);
            let rest = (height - (ui.cursor().min.y - top) - 48.0).max(60.0);
            ScrollArea::vertical().max_height(rest).show(ui, |ui| {
                for (at, row) in rows.iter_mut().enumerate() {
                    if at > 0 {
                        ui.separator();
                    }
                    is_open &= row_ui(ui, row, state.today, context, commands);
                }
            });
        }
    }
    ui.add_space(8.0);
    let row = Vec2::new(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if ui.button(UnsavedText::NotNow.text(language)).clicked() {
            is_open = false;
        }
    });
    is_open
}

/// Draws one of them; whether the list stays open.
fn row_ui(
    ui: &mut Ui,
    row: &mut Row,
    today: Option<Date>,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    let (language, palette) = (context.language, context.palette);
    let title = match row.map.title.as_str() {
        "" => UiText::Untitled.text(language).to_owned(),
        title => title.to_owned(),
    };
    let before = commands.len();
    ui.horizontal_top(|ui| {
        picture_ui(ui, row, context);
        ui.add_space(8.0);
        ui.vertical(|ui| {
            ui.add(Label::new(RichText::new(&title).color(colour(palette.text)).strong()).truncate());
            let mut small = |text: String, tint| {
                ui.add(Label::new(RichText::new(text).size(font_size::SMALL).color(colour(tint))).wrap());
            };
            let place = row.map.path.as_ref().map(|path| path.display().to_string());
            small(place.unwrap_or_else(|| UnsavedText::NoFile.text(language).to_owned()), palette.text_muted);
            match &row.map.edits {
                Ok((edits, at)) => small(unsaved_line(*edits, *at, today, language), palette.text_muted),
                Err(error) => small(recover_sentence(error, language), palette.warning),
            }
            if let Some(damage) = row.map.damage {
                small(damage_sentence(damage, language), palette.warning);
            }
            ui.add_space(4.0);
            ui.horizontal_wrapped(|ui| actions_ui(ui, row, &title, context, commands));
        });
    });
    // What is discarded leaves the list; everything else opens the map.
    commands.get(before..).unwrap_or_default().iter().all(|command| matches!(command, Command::DiscardUnsaved(_)))
}

fn actions_ui(ui: &mut Ui, row: &mut Row, title: &str, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    let edits = row.map.edits.as_ref().map_or(0, |(edits, _)| *edits);
    // Each button says of which map it is, to who cannot see that.
    let named = |response: egui::Response, text: UnsavedText| {
        let label = accessible_label(text, title, language);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
        response.clicked()
    };
    if row.questions > 0 {
        ui.label(discard_question(edits, row.questions > 1, language));
        let yes = if row.questions > 1 { UnsavedText::DiscardForGood } else { UnsavedText::DiscardThem };
        if row.questions > QUESTIONS {
            // It leaves the list when that is done.
            ui.disable();
        }
        if named(ui.button(yes.text(language)), yes) {
            row.questions += 1;
            if row.questions > QUESTIONS {
                commands.push(Command::DiscardUnsaved(row.map.name.clone()));
            }
        }
        if named(ui.button(UnsavedText::Keep.text(language)), UnsavedText::Keep) {
            row.questions = 0;
        }
        return;
    }
    if row.map.edits.is_ok() {
        let text = UnsavedText::Continue;
        if named(primary_ui(ui, text.text(language), Vec2::ZERO, palette), text) {
            commands.push(Command::RecoverUnsaved { name: row.map.name.clone(), as_copy: false });
        }
        let text = UnsavedText::SaveCopy;
        if named(ui.button(text.text(language)), text) {
            commands.push(Command::RecoverUnsaved { name: row.map.name.clone(), as_copy: true });
        }
    }
    if named(ui.button(UnsavedText::Discard.text(language)), UnsavedText::Discard) {
        row.questions = 1;
    }
}

fn accessible_label(text: UnsavedText, title: &str, language: Language) -> String {
    format!("{}: {title}", text.text(language).trim_end_matches('…'))
}

fn picture_ui(ui: &mut Ui, row: &mut Row, context: &ViewContext<'_>) {
    let (space, _) = ui.allocate_exact_size(PICTURE, egui::Sense::hover());
    ui.painter().rect_filled(space, 4.0, colour(context.palette.field));
    if row.texture.is_none()
        && let Some(Pixels { width, height, rgba }) = &row.map.picture
    {
        let image = ColorImage::from_rgba_unmultiplied([*width as usize, *height as usize], rgba);
        let name = format!("unsaved {}", row.map.name);
        row.texture = Some(Texture(ui.ctx().load_texture(name, image, TextureOptions::LINEAR)));
    }
    if let Some(Texture(texture)) = &row.texture {
        let size = texture.size_vec2();
        let scale = (PICTURE.x / size.x).min(PICTURE.y / size.y);
        let place = egui::Rect::from_center_size(space.center(), size * scale);
        Image::new(texture).paint_at(ui, place);
    }
}
