//! The templates of new maps, to choose one of.

use egui::{ScrollArea, Ui};

use crate::command::Command;
use crate::exchange::Template;
use crate::language::UiText;
use crate::panels::widgets::{ListRow, heading_ui, hint_ui};
use crate::session::ViewContext;

/// Draws the list; whether it stays open.
pub(super) fn templates_ui(ui: &mut Ui, height: f32, context: &ViewContext<'_>, commands: &mut Vec<Command>) -> bool {
    let (language, palette) = (context.language, context.palette);
    heading_ui(ui, UiText::NewFromTemplate.text(language), palette);
    hint_ui(ui, UiText::TemplateHint.text(language), palette);
    ui.add_space(4.0);
    let mut chosen = None;
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
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
                chosen = Some(template);
            }
        }
    });
    let Some(template) = chosen else { return true };
    commands.push(Command::NewFromTemplate(template));
    false
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
