//! The toolbar at the top: menu, undo, pages, title, year, product, find, language. What has no room in it is in the menu.

mod menu;
mod state;

use egui::{FontFamily, FontId, Id, RichText, Ui};

pub use state::ToolbarState;
use state::product_choices;

use super::cache::cached;
use super::choices::combo_box_ui;
use super::find::{FindState, find_ui};
use super::overlay::{TourPlace, mark_place};
use super::widgets::{icon_button_ui, leading_and_trailing_ui, scroll_to_focused};
use crate::canvas::{colour, paint_icon};
use crate::command::{Command, Page, Presenting};
use crate::language::{Language, OutsideText, UiText, edit_text};
use crate::map::{YEARS, Year};
use crate::session::ViewContext;
use crate::theme::{Icon, SEMIBOLD, font_size};

/// From this width on, in points, the tabs of all pages fit beside the title of the map.
const NARROW_WIDTH: f32 = 1_100.0;

/// Below this width, in points, as with text of twice its size on a small screen, the bar omits the title, which the
/// window's frame shows too, and the languages, which are in the menu too.
const COMPACT_WIDTH: f32 = 820.0;

/// Below this width, in points, the choice of a product is in the menu alone.
const TINY_WIDTH: f32 = 620.0;

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
    let is_tiny = ui.available_width() < TINY_WIDTH;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let menu = icon_button_ui(ui, Icon::Menu, UiText::Menu.text(language), true, palette);
        egui::Popup::menu(&menu).show(|ui| {
            // With large text on a small screen the menu is taller than the window.
            let max_height = ui.ctx().content_rect().height() - 56.0;
            let list = egui::ScrollArea::vertical().max_height(max_height).min_scrolled_height(max_height);
            list.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                menu::menu_ui(ui, context, bar, is_tiny, commands);
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
            if !is_tiny {
                product_choice_ui(ui, context, commands);
            }
            find_ui(ui, find, context, commands);
            if !is_compact {
                let present = Command::Present(Presenting::Start);
                let words = format!("{} (F5)", present.label(language));
                let button = icon_button_ui(ui, Icon::Present, &words, true, palette);
                mark_place(ui.ctx(), TourPlace::Present, button.rect);
                if button.clicked() {
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
        let button = icon_button_ui(ui, icon, words.text(language), YEARS.contains(&year), context.palette);
        if button.clicked() {
            commands.push(Command::SetYear(year));
        }
        button.rect
    };
    let before = step_ui(ui, Icon::Previous, UiText::PreviousYear, context.year - 1);
    let words = RichText::new(context.year.to_string())
        .font(FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into())))
        .color(colour(context.palette.text));
    ui.label(words).on_hover_text(UiText::Year.text(language));
    let after = step_ui(ui, Icon::Next, UiText::NextYear, context.year + 1);
    mark_place(ui.ctx(), TourPlace::Year, before.union(after));
}

fn product_choice_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let all = UiText::AllProducts.text(context.language);
    let name = context.view.product.and_then(|id| context.map.products().get(&id)).map_or(all, |product| &product.name);
    let choices = product_choices(context);
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
