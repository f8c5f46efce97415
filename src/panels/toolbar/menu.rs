//! The menu of the bar: all that can be asked for, with its keys.

use egui::{RichText, Ui};

use super::state::{ToolbarState, product_choices};
use crate::command::{ColorScheme, Command, ExportStart, Presenting, SampleMap, UiScale};
use crate::language::{Language, UiText};
use crate::map::{Banding, Colouring, DrawingStyle, Selection};
use crate::panels::widgets::{set_checkbox_outlines, set_focus_outline};
use crate::session::ViewContext;

/// Draws the menu, with the choice of a product where the bar has no room for it.
pub(super) fn menu_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    bar: &ToolbarState<'_>,
    has_products: bool,
    commands: &mut Vec<Command>,
) {
    let language = context.language;
    let has_actors = !context.map.actors().is_empty();
    let is_single_actor = matches!(&context.view.selection, Selection::Actors(actors) if actors.len() == 1);
    ui.set_min_width(250.0);
    set_focus_outline(ui);
    menu_item_ui(ui, Command::New, true, language, commands);
    menu_item_ui(ui, Command::ShowTemplates, true, language, commands);
    menu_item_ui(ui, Command::Open, true, language, commands);
    ui.menu_button(UiText::OpenRecent.text(language), |ui| {
        set_focus_outline(ui);
        if bar.recent.is_empty() {
            ui.weak(UiText::Nothing.text(language));
        }
        for path in bar.recent {
            let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
            if ui.button(name).on_hover_text(path.to_string_lossy()).clicked() {
                commands.push(Command::OpenPath(path.clone()));
            }
        }
    });
    ui.menu_button(UiText::OpenSamples.text(language), |ui| {
        set_focus_outline(ui);
        for sample in SampleMap::ALL {
            menu_item_ui(ui, Command::OpenSample(sample), true, language, commands);
        }
    });
    ui.separator();
    menu_item_ui(ui, Command::Save, true, language, commands);
    menu_item_ui(ui, Command::SaveAs, true, language, commands);
    menu_item_ui(ui, Command::ShowUnsaved, true, language, commands);
    menu_item_ui(ui, Command::SaveAsTemplate, true, language, commands);
    menu_item_ui(ui, Command::ShowHistory, true, language, commands);
    menu_item_ui(ui, Command::Compare, true, language, commands);
    menu_item_ui(ui, Command::ChooseMerged, true, language, commands);
    ui.separator();
    menu_item_ui(ui, Command::Import, true, language, commands);
    menu_item_ui(ui, Command::ExportWorkbook, true, language, commands);
    menu_item_ui(ui, Command::ExportResults, has_actors, language, commands);
    menu_item_ui(ui, Command::ShowExport(ExportStart::Report), has_actors, language, commands);
    menu_item_ui(ui, Command::ShowExport(ExportStart::Last), has_actors, language, commands);
    menu_item_ui(ui, Command::Print, has_actors, language, commands);
    ui.separator();
    menu_item_ui(ui, Command::QuickEntry, true, language, commands);
    menu_item_ui(ui, Command::AddActorHere, true, language, commands);
    menu_item_ui(ui, Command::LinkTo, is_single_actor, language, commands);
    edit_menu_ui(ui, context, commands);
    menu_item_ui(ui, Command::FindAndReplace, true, language, commands);
    menu_item_ui(ui, Command::Tidy, has_actors, language, commands);
    menu_item_ui(ui, Command::TidyThoroughly, has_actors, language, commands);
    let bands = std::iter::once(None).chain(Banding::ALL.map(Some));
    let bands = bands.map(|bands| (Command::SetBands(bands), context.map.info().bands == bands));
    radio_menu_ui(ui, UiText::Bands, bands, language, commands);
    ui.separator();
    menu_item_ui(ui, Command::Present(Presenting::Start), true, language, commands);
    let can_isolate = !context.view.scope.is_whole_map() || context.view.selection != Selection::None;
    menu_item_ui(ui, Command::ToggleIsolation, can_isolate, language, commands);
    view_menu_ui(ui, context, bar, commands);
    if has_products {
        product_menu_ui(ui, context, commands);
    }
    ui.separator();
    drawing_menu_ui(ui, bar.drawing, language, commands);
    toggle_ui(ui, Command::SetReducedMotion(!bar.reduced_motion), bar.reduced_motion, language, commands);
    let languages = [Language::Vietnamese, Language::English];
    let languages = languages.map(|choice| (Command::SetLanguage(choice), choice == language));
    radio_menu_ui(ui, UiText::LanguageMenu, languages, language, commands);
    let color_schemes =
        ColorScheme::ALL.map(|color_scheme| (Command::SetColorScheme(color_scheme), bar.color_scheme == color_scheme));
    radio_menu_ui(ui, UiText::AppearanceMenu, color_schemes, language, commands);
    let scales = UiScale::ALL.map(|scale| (Command::SetScale(scale), bar.scale == scale));
    radio_menu_ui(ui, UiText::ScaleMenu, scales, language, commands);
    ui.separator();
    menu_item_ui(ui, Command::Palette, true, language, commands);
    menu_item_ui(ui, Command::OpenGuide, true, language, commands);
    menu_item_ui(ui, Command::ShowKeys, true, language, commands);
    menu_item_ui(ui, Command::ShowTour, true, language, commands);
    menu_item_ui(ui, Command::ShowAbout, true, language, commands);
    menu_item_ui(ui, Command::Quit, true, language, commands);
}

/// The menu of the product that the map is looked at for.
fn product_menu_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    ui.menu_button(UiText::Products.text(context.language), |ui| {
        set_checkbox_outlines(ui);
        for (product, name) in product_choices(context) {
            let chosen = context.view.product == product;
            if ui.radio(chosen, name).clicked() {
                if !chosen {
                    commands.push(Command::SetProduct(product));
                }
                ui.close();
            }
        }
    });
}

/// The menu of how the map is looked at.
fn view_menu_ui(ui: &mut Ui, context: &ViewContext<'_>, bar: &ToolbarState<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let has_selection = context.view.selection != Selection::None;
    ui.menu_button(UiText::ViewMenu.text(language), |ui| {
        set_focus_outline(ui);
        menu_item_ui(ui, Command::Fit, true, language, commands);
        menu_item_ui(ui, Command::FitSelection, has_selection, language, commands);
        menu_item_ui(ui, Command::ZoomIn, true, language, commands);
        menu_item_ui(ui, Command::ZoomOut, true, language, commands);
        menu_item_ui(ui, Command::GoBack, true, language, commands);
        menu_item_ui(ui, Command::GoForward, true, language, commands);
        ui.separator();
        menu_item_ui(ui, Command::ToggleFullScreen, true, language, commands);
        toggle_ui(ui, Command::ToggleSidePanels, bar.side_panels, language, commands);
        toggle_ui(ui, Command::ShowMinimap(!bar.minimap), bar.minimap, language, commands);
    });
}

/// The menu of what is done with the selection and the clipboard, which all has keys and stands in the menus of boxes, too.
fn edit_menu_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let has_actors = !context.map.actors().is_empty();
    let has_selection = context.view.selection != Selection::None;
    ui.menu_button(UiText::EditMenu.text(language), |ui| {
        set_focus_outline(ui);
        menu_item_ui(ui, Command::Rename, has_selection, language, commands);
        let has_actor_selection = matches!(&context.view.selection, Selection::Actors(_));
        for command in [Command::Cut, Command::Copy, Command::Duplicate] {
            menu_item_ui(ui, command, has_actor_selection, language, commands);
        }
        let pair = match &context.view.selection {
            Selection::Actors(actors) if actors.len() == 2 => Some(actors.clone()),
            _ => None,
        };
        let can_merge = pair.is_some();
        menu_item_ui(ui, Command::ShowMerge(pair.unwrap_or_default()), can_merge, language, commands);
        menu_item_ui(ui, Command::RequestPaste, true, language, commands);
        menu_item_ui(ui, Command::CopyPicture, has_actors, language, commands);
        menu_item_ui(ui, Command::Delete, has_selection, language, commands);
        menu_item_ui(ui, Command::SelectAll, has_actors, language, commands);
    });
}

/// The menu of what colours and widths represent.
fn drawing_menu_ui(ui: &mut Ui, drawing: DrawingStyle, language: Language, commands: &mut Vec<Command>) {
    ui.menu_button(UiText::DrawMenu.text(language), |ui| {
        set_checkbox_outlines(ui);
        ui.weak(UiText::ColourMenu.text(language));
        for colouring in Colouring::ALL {
            let command = Command::SetColouring(colouring);
            if ui.radio(drawing.colouring == colouring, command.label(language)).clicked() {
                commands.push(command);
            }
        }
        ui.separator();
        toggle_ui(ui, Command::ShowVolumes(!drawing.volumes), drawing.volumes, language, commands);
        let labels = !drawing.labels_hidden;
        toggle_ui(ui, Command::ShowLinkLabels(!labels), labels, language, commands);
    });
}

/// A submenu of mutually exclusive commands, each with whether it is the current choice.
fn radio_menu_ui(
    ui: &mut Ui,
    title: UiText,
    choices: impl IntoIterator<Item = (Command, bool)>,
    language: Language,
    commands: &mut Vec<Command>,
) {
    ui.menu_button(title.text(language), |ui| {
        set_checkbox_outlines(ui);
        for (command, chosen) in choices {
            if ui.radio(chosen, command.label(language)).clicked() {
                if !chosen {
                    commands.push(command);
                }
                ui.close();
            }
        }
    });
}

/// A menu item for a command that turns something on or off, with a check box.
fn toggle_ui(ui: &mut Ui, command: Command, mut is_on: bool, language: Language, commands: &mut Vec<Command>) {
    let shortcut = command.menu_entry().and_then(|entry| entry.shortcut);
    ui.scope(|ui| {
        set_checkbox_outlines(ui);
        let words = command.label(language);
        // Aligns the shortcut with those of other commands.
        let words = match shortcut {
            Some(shortcut) => {
                egui::Checkbox::new(&mut is_on, (words, egui::Atom::grow(), RichText::new(shortcut.text()).weak()))
            }
            None => egui::Checkbox::new(&mut is_on, words),
        };
        if ui.add(words).clicked() {
            commands.push(command);
        }
    });
}

/// A menu item with its label and shortcut.
fn menu_item_ui(ui: &mut Ui, command: Command, enabled: bool, language: Language, commands: &mut Vec<Command>) {
    let Some(entry) = command.menu_entry() else { return };
    let mut button = egui::Button::new(entry.label.text(language));
    if let Some(shortcut) = entry.shortcut {
        button = button.shortcut_text(shortcut.text());
    }
    if ui.add_enabled(enabled, button).clicked() {
        commands.push(command);
        // A click closes the menu, a key does not.
        ui.close();
    }
}
