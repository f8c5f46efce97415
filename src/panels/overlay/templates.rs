//! The templates of new maps, to choose one of: the built-in ones, then the user's own with what they hold.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Label, Rect, RichText, ScrollArea, Sense, Ui, Vec2};

use crate::canvas::{colour, paint_icon};
use crate::command::Command;
use crate::exchange::{Template, open_sentence};
use crate::language::{UiText, map_size_line, sort_key};
use crate::panels::widgets::{ListRow, heading_ui, hint_ui, icon_button_ui, row_with_button_ui};
use crate::session::ViewContext;
use crate::storage::{OpenError, ReadProgress, TemplateFiles, file_title};
use crate::theme::{Icon, font_size};

/// What a template holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateContents {
    /// Number of actors.
    pub actors: usize,
    /// Number of links.
    pub links: usize,
}

/// The user's own templates, as far as they have been read. Dropping them cancels the reading.
#[derive(Debug, Default)]
pub struct OwnTemplates {
    /// `None` until they are listed; an error when the folder cannot be read.
    listed: Option<Result<Vec<OwnTemplate>, OpenError>>,
    /// Whether there are more.
    is_cut: bool,
    reading: Arc<ReadProgress>,
}

#[derive(Debug)]
struct OwnTemplate {
    path: PathBuf,
    name: String,
    /// `None` until it is read.
    contents: Option<Result<TemplateContents, OpenError>>,
}

impl Drop for OwnTemplates {
    fn drop(&mut self) {
        self.reading.cancel();
    }
}

impl OwnTemplates {
    /// Takes in the files of the templates, to be read.
    pub fn on_listed(&mut self, listed: Result<TemplateFiles, OpenError>) {
        self.listed = Some(listed.map(|files| {
            self.is_cut = files.is_cut;
            let templates = files.paths.into_iter();
            let templates = templates.map(|path| OwnTemplate { name: file_title(&path), path, contents: None });
            let mut templates: Vec<OwnTemplate> = templates.collect();
            templates.sort_by_cached_key(|template| sort_key(&template.name));
            templates
        }));
    }

    /// The first template that is not read yet, and the progress of its reading.
    pub fn next_unread(&self) -> Option<(PathBuf, Arc<ReadProgress>)> {
        let templates = self.listed.as_ref()?.as_ref().ok()?;
        let next = templates.iter().find(|template| template.contents.is_none())?;
        Some((next.path.clone(), Arc::clone(&self.reading)))
    }

    /// Takes in what a template holds, or why it cannot be read.
    pub fn on_read(&mut self, path: &Path, contents: Result<TemplateContents, OpenError>) {
        if let Some(Ok(templates)) = &mut self.listed
            && let Some(template) = templates.iter_mut().find(|template| template.path == path)
        {
            template.contents = Some(contents);
        }
    }
}

/// Draws the list; whether it stays open.
pub(super) fn templates_ui(
    ui: &mut Ui,
    own: &OwnTemplates,
    height: f32,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    let (language, palette) = (context.language, context.palette);
    let top = ui.cursor().min.y;
    heading_ui(ui, UiText::NewFromTemplate.text(language).trim_end_matches('…'), palette);
    hint_ui(ui, UiText::TemplateHint.text(language), palette);
    ui.add_space(4.0);
    let rest = (height - (ui.cursor().min.y - top)).max(60.0);
    let mut chosen = None;
    // An overlay remembers how high it was before its contents were known.
    ScrollArea::vertical().max_height(rest).min_scrolled_height(rest).show(ui, |ui| {
        for template in Template::ALL {
            let (name, detail) = texts(template);
            let row = ListRow {
                icon: None,
                name: name.text(language),
                detail: detail.text(language),
                selected: false,
                accessible_text: detail.text(language),
            };
            if row.show(ui, palette).clicked() {
                chosen = Some(Command::NewFromTemplate(template));
            }
        }
        heading_ui(ui, UiText::OwnTemplates.text(language), palette);
        chosen = own_ui(ui, own, context, commands).or(chosen.take());
    });
    let Some(command) = chosen else { return true };
    commands.push(command);
    false
}

/// Draws the user's own templates; the one that was chosen.
fn own_ui(ui: &mut Ui, own: &OwnTemplates, context: &ViewContext<'_>, commands: &mut Vec<Command>) -> Option<Command> {
    let (language, palette) = (context.language, context.palette);
    let mut chosen = None;
    match &own.listed {
        None => hint_ui(ui, UiText::TemplateReading.text(language), palette),
        Some(Err(error)) => {
            ui.colored_label(colour(palette.warning), open_sentence(error, language));
        }
        Some(Ok(templates)) if templates.is_empty() => {
            hint_ui(ui, UiText::OwnTemplatesNone.text(language), palette);
        }
        Some(Ok(templates)) => {
            for template in templates {
                let draw = |ui: &mut Ui| {
                    if own_row_ui(ui, template, context) {
                        chosen = Some(Command::NewFromOwnTemplate(template.path.clone()));
                    }
                };
                let label = format!("{}: {}", UiText::RemoveTemplate.text(language), template.name);
                let bin = |ui: &mut Ui| icon_button_ui(ui, Icon::Bin, &label, true, palette).clicked();
                if row_with_button_ui(ui, draw, bin) {
                    commands.push(Command::RemoveTemplate(template.path.clone()));
                }
            }
            if own.is_cut {
                hint_ui(ui, UiText::OwnTemplatesCut.text(language), palette);
            }
        }
    }
    chosen
}

/// Draws one of them, a damaged one with what to do about it; whether it was chosen.
fn own_row_ui(ui: &mut Ui, template: &OwnTemplate, context: &ViewContext<'_>) -> bool {
    let (language, palette) = (context.language, context.palette);
    let detail = match &template.contents {
        None => UiText::TemplateReading.text(language).to_owned(),
        Some(Ok(contents)) => map_size_line(contents.actors, contents.links, language),
        Some(Err(error)) => {
            let (square, _) = ui.allocate_exact_size(Vec2::new(22.0, 26.0), Sense::hover());
            let icon = Rect::from_center_size(square.center(), Vec2::splat(15.0));
            paint_icon(ui.painter(), Icon::Warning, icon, colour(palette.warning));
            ui.vertical(|ui| {
                ui.add_space(3.0);
                ui.label(RichText::new(&template.name).color(colour(palette.text)));
                let reason = RichText::new(open_sentence(error, language));
                ui.add(Label::new(reason.size(font_size::SMALL).color(colour(palette.text_muted))).wrap());
            });
            return false;
        }
    };
    let row = ListRow { icon: None, name: &template.name, detail: &detail, selected: false, accessible_text: &detail };
    row.show(ui, palette).clicked()
}

fn texts(template: Template) -> (UiText, UiText) {
    match template {
        Template::Blank => (UiText::TemplateBlank, UiText::TemplateBlankHint),
        Template::Rice => (UiText::TemplateRice, UiText::TemplateRiceHint),
        Template::Pangasius => (UiText::TemplatePangasius, UiText::TemplatePangasiusHint),
        Template::Fruit => (UiText::TemplateFruit, UiText::TemplateFruitHint),
        Template::Vegetables => (UiText::TemplateVegetables, UiText::TemplateVegetablesHint),
        Template::Handicraft => (UiText::TemplateHandicraft, UiText::TemplateHandicraftHint),
    }
}
