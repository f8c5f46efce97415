//! What the program is: version, licence, and where it keeps what belongs to the user.

use egui::{RichText, ScrollArea, Ui};

use crate::canvas::colour;
use crate::language::UiText;
use crate::panels::widgets::heading_ui;
use crate::session::ViewContext;
use crate::storage::OwnFolders;

/// Draws it; it stays open.
pub(super) fn about_ui(ui: &mut Ui, folders: Option<&OwnFolders>, height: f32, context: &ViewContext<'_>) -> bool {
    let (language, palette) = (context.language, context.palette);
    heading_ui(ui, UiText::About.text(language), palette);
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        ui.label(format!("{} {}", UiText::AboutVersion.text(language), env!("CARGO_PKG_VERSION")));
        for text in [UiText::AboutPurpose, UiText::AboutNetwork] {
            ui.label(text.text(language));
        }
        ui.add_space(6.0);
        for text in [UiText::AboutLicence, UiText::AboutFonts] {
            ui.label(text.text(language));
        }
        let Some(folders) = folders else { return };
        for (what, folder) in [(UiText::AboutSettings, &folders.settings), (UiText::AboutState, &folders.state)] {
            ui.add_space(6.0);
            ui.label(RichText::new(what.text(language)).color(colour(palette.text_muted)));
            ui.label(RichText::new(folder.to_string_lossy()).monospace());
        }
    });
    true
}
