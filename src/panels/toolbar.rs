//! The toolbar at the top: menu, undo, pages, title, year, product, find, language.

use egui::{FontFamily, FontId, Id, RichText, Ui};

use super::cache::cached;
use super::choices::combo_box_ui;
use super::find::{FindState, find_ui};
use super::widgets::{
    icon_button_ui, leading_and_trailing_ui, scroll_to_focused, set_checkbox_outlines, set_focus_outline,
};
use crate::canvas::{colour, paint_icon};
use crate::command::{ColorScheme, Command, Page, Presenting, SampleMap, UiScale};
use crate::language::{Language, OutsideText, UiText, edit_text};
use crate::map::{Banding, Colouring, DrawingStyle, EditLabel, Patch, Selection, YEARS, Year};

use crate::session::ViewContext;
use crate::theme::{Icon, SEMIBOLD, font_size};

/// What the bar shows besides the map itself.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct ToolbarState<'a> {
    /// The edit that undo reverts.
    pub undo: Option<(EditLabel, &'a Patch)>,
    /// What is being typed: undo reverts that first.
    pub typed: Option<(EditLabel, &'a Patch)>,
    /// Whether a wrong value was typed after all edits: undo discards that first.
    pub is_invalid_text_latest: bool,
    /// The edit that redo repeats.
    pub redo: Option<(EditLabel, &'a Patch)>,
    /// What the map is called.
    pub name: &'a str,
    /// Whether the map differs from its file.
    pub dirty: bool,
    /// Whether the map's file cannot be written.
    pub is_write_protected: bool,
    /// Recently opened maps, the last one first.
    pub recent: &'a [std::path::PathBuf],
    /// Light, dark, or that of the system.
    pub color_scheme: ColorScheme,
    /// The scale of the user interface.
    pub scale: UiScale,
    /// Whether the minimap is shown.
    pub minimap: bool,
    /// Whether the side panels are shown.
    pub side_panels: bool,
    /// Whether motion is reduced.
    pub reduced_motion: bool,
    /// How maps are drawn.
    pub drawing: DrawingStyle,
    /// The page in the middle of the window.
    pub page: Page,
}

/// From this width on, in points, the tabs of all pages fit beside the title of the map.
const NARROW_WIDTH: f32 = 1_100.0;

/// Below this width, in points, as with text of twice its size on a small screen, the bar omits the title, which the
/// window's frame shows too, and the languages, which are in the menu too.
const COMPACT_WIDTH: f32 = 820.0;

/// Draws the bar.
pub fn toolbar_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    bar: &ToolbarState<'_>,
    find: &mut FindState,
    commands: &mut Vec<Command>,
) {
    let (language, palette) = (context.language, context.palette);
    let is_narrow = ui.available_width() < NARROW_WIDTH;
    let is_compact = ui.available_width() < COMPACT_WIDTH;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let menu = icon_button_ui(ui, Icon::Menu, UiText::Menu.text(language), true, palette);
        egui::Popup::menu(&menu).show(|ui| {
            // With large text on a small screen the menu is taller than the window.
            let max_height = ui.ctx().content_rect().height() - 56.0;
            let list = egui::ScrollArea::vertical().max_height(max_height).min_scrolled_height(max_height);
            list.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                menu_ui(ui, context, bar, commands);
                scroll_to_focused(ui);
            });
        });
        ui.separator();
        for (icon, word, edit, command) in
            [(Icon::Undo, UiText::Undo, bar.undo, Command::Undo), (Icon::Redo, UiText::Redo, bar.redo, Command::Redo)]
        {
            let is_undo = command == Command::Undo;
            let words = match bar.typed.filter(|_| is_undo) {
                _ if is_undo && bar.is_invalid_text_latest => Some(UiText::InvalidValueUndo.text(language).to_owned()),
                Some((label, patch)) => Some(edit_text(label, patch, context.recorded(), language)),
                None => edit.map(|(label, patch)| {
                    // An edit may be of very many records.
                    let key = (context.map_generation, label, language);
                    let id = Id::unique(("edit words", is_undo));
                    let words = cached(ui, id, key, || edit_text(label, patch, context.recorded(), language));
                    words.as_str().to_owned()
                }),
            };
            let is_possible = words.is_some();
            let words = match words {
                Some(words) => format!("{}: {words}", word.text(language)),
                None => word.text(language).to_owned(),
            };
            if icon_button_ui(ui, icon, &words, is_possible, palette).clicked() {
                commands.push(command);
            }
        }
        ui.separator();
        if is_narrow {
            page_choice_ui(ui, bar.page, context, commands);
        } else {
            page_tabs_ui(ui, bar.page, context, commands);
        }
        ui.separator();
        ui.add_space(4.0);
        let title = |ui: &mut Ui| {
            if !is_compact {
                title_ui(ui, context, bar);
            } else if bar.is_write_protected {
                write_protected_ui(ui, context);
            }
        };
        leading_and_trailing_ui(ui, title, |ui| {
            ui.add_space(8.0);
            year_stepper_ui(ui, context, commands);
            product_choice_ui(ui, context, commands);
            find_ui(ui, find, context, commands);
            if !is_compact {
                let present = Command::Present(Presenting::Start);
                let words = format!("{} (F5)", present.label(language));
                if icon_button_ui(ui, Icon::Present, &words, true, palette).clicked() {
                    commands.push(present);
                }
                language_ui(ui, context, commands);
            }
        });
    });
}

/// The pages as tabs.
fn page_tabs_ui(ui: &mut Ui, current_page: Page, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    for page in Page::ALL {
        if ui.add(egui::Button::selectable(page == current_page, page_name(page, context))).clicked() {
            commands.push(Command::ShowPage(page));
        }
    }
}

/// The pages as a combo box, for a bar too narrow for tabs.
fn page_choice_ui(ui: &mut Ui, current_page: Page, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let choices = Page::ALL.map(|page| (page, page_name(page, context).to_owned()));
    let label = UiText::Page.text(context.language);
    let size = egui::Vec2::new(116.0, 24.0);
    let chosen = ui.allocate_ui(size, |ui| {
        ui.set_width(size.x);
        let name = page_name(current_page, context);
        combo_box_ui(ui, Id::unique("page"), label, &current_page, choices, name, context.language)
    });
    commands.extend(chosen.inner.map(Command::ShowPage));
}

fn page_name(page: Page, context: &ViewContext<'_>) -> &'static str {
    Command::ShowPage(page).label(context.language)
}

fn title_ui(ui: &mut Ui, context: &ViewContext<'_>, bar: &ToolbarState<'_>) {
    if bar.dirty {
        let (rect, response) = ui.allocate_exact_size(egui::Vec2::splat(10.0), egui::Sense::hover());
        ui.painter().circle_filled(rect.center(), 4.0, colour(context.palette.warning));
        response.on_hover_text(UiText::AskSaveText.text(context.language));
    }
    if bar.is_write_protected {
        write_protected_ui(ui, context);
    }
    let font = FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into()));
    ui.add(egui::Label::new(RichText::new(bar.name).font(font).color(colour(context.palette.text))).truncate());
}

/// The mark of a map whose file cannot be written.
fn write_protected_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let words = OutsideText::WriteProtected.text(context.language);
    let (rect, response) = ui.allocate_exact_size(egui::Vec2::splat(18.0), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, words));
    let square = egui::Rect::from_center_size(rect.center(), egui::Vec2::splat(15.0));
    paint_icon(ui.painter(), Icon::Lock, square, colour(context.palette.text_muted));
    response.on_hover_text(words);
}

fn year_stepper_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let mut step_ui = |ui: &mut Ui, icon: Icon, words: UiText, year: Year| {
        if icon_button_ui(ui, icon, words.text(language), YEARS.contains(&year), context.palette).clicked() {
            commands.push(Command::SetYear(year));
        }
    };
    step_ui(ui, Icon::Previous, UiText::PreviousYear, context.year - 1);
    let words = RichText::new(context.year.to_string())
        .font(FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into())))
        .color(colour(context.palette.text));
    ui.label(words).on_hover_text(UiText::Year.text(language));
    step_ui(ui, Icon::Next, UiText::NextYear, context.year + 1);
}

fn product_choice_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let all = UiText::AllProducts.text(context.language);
    let name = context.view.product.and_then(|id| context.map.products().get(&id)).map_or(all, |product| &product.name);
    let products = context.map.products().values().map(|product| (Some(product.id), product.name.clone()));
    let choices = std::iter::once((None, all.to_owned())).chain(products);
    let label = UiText::Products.text(context.language);
    let size = egui::Vec2::new(130.0, 24.0);
    let chosen = ui.allocate_ui(size, |ui| {
        ui.set_width(size.x);
        let id = Id::unique("product");
        combo_box_ui(ui, id, label, &context.view.product, choices, name, context.language)
    });
    if let Some(product) = chosen.inner {
        commands.push(Command::SetProduct(product));
    }
}

fn language_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    for (language, short, word) in
        [(Language::Vietnamese, "VI", UiText::Vietnamese), (Language::English, "EN", UiText::English)]
    {
        let chosen = context.language == language;
        if ui.selectable_label(chosen, short).on_hover_text(word.text(language)).clicked() && !chosen {
            commands.push(Command::SetLanguage(language));
        }
    }
}

fn menu_ui(ui: &mut Ui, context: &ViewContext<'_>, bar: &ToolbarState<'_>, commands: &mut Vec<Command>) {
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
    menu_item_ui(ui, Command::ExportReport, has_actors, language, commands);
    menu_item_ui(ui, Command::ExportDeck, has_actors, language, commands);
    menu_item_ui(ui, Command::ExportPicture(None), has_actors, language, commands);
    if let Selection::Model(model) = context.view.selection {
        menu_item_ui(ui, Command::ExportPicture(Some(model)), true, language, commands);
    }
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
    menu_item_ui(ui, Command::ShowKeys, true, language, commands);
    menu_item_ui(ui, Command::Quit, true, language, commands);
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
    }
}
