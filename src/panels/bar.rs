//! The bar at the top: menu, undo, title, year, product, find, language.

use egui::{FontFamily, FontId, RichText, Ui};

use super::fields::choice_ui;
use super::find::{FindState, find_ui};
use super::rows::{first_and_last, follow_keys, icon_button_ui, with_edges, with_ring};
use crate::canvas::colour;
use crate::command::{ColorScheme, Command, Page, SampleMap, UiScale};
use crate::language::{Language, Localized, UiText};
use crate::map::{Banding, Colouring, DrawingStyle, EditLabel, Selection, YEARS, Year};

use crate::session::ViewContext;
use crate::theme::{Icon, SEMIBOLD, font_size};

/// What the bar shows besides the map itself.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct BarState<'a> {
    /// What undo would take back.
    pub undo: Option<EditLabel>,
    /// Whether a field holds a text that it does not take: undo forgets that first.
    pub refused: bool,
    /// What redo would do again.
    pub redo: Option<EditLabel>,
    /// Whether the map differs from its file.
    pub dirty: bool,
    /// Maps that were open lately, the last one first.
    pub recent: &'a [std::path::PathBuf],
    /// Light, dark, or as the system is.
    pub look: ColorScheme,
    /// How large everything is.
    pub scale: UiScale,
    /// Whether the small map stands in the corner.
    pub overview: bool,
    /// Whether lists and details stand beside what is in the middle.
    pub sides: bool,
    /// Whether motion is to be calm.
    pub calm: bool,
    /// How maps are drawn.
    pub drawing: DrawingStyle,
    /// What stands in the middle of the window.
    pub page: Page,
}

/// From this width on, in points, all pages have room beside the title of the map.
const ROOMY: f32 = 1_100.0;

/// Below this width, in points, as with letters of twice their size on a small screen, the bar has no room for the title,
/// which the window's frame has too, nor for the languages, which stand in the menu.
const TIGHT: f32 = 820.0;

/// Draws the bar.
pub fn bar_ui(
    ui: &mut Ui,
    shown: &ViewContext<'_>,
    bar: &BarState<'_>,
    find: &mut FindState,
    wishes: &mut Vec<Command>,
) {
    let (language, palette) = (shown.language, shown.palette);
    let is_narrow = ui.available_width() < ROOMY;
    let is_tight = ui.available_width() < TIGHT;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let menu = icon_button_ui(ui, Icon::Menu, UiText::Menu.text(language), true, palette);
        egui::Popup::menu(&menu).show(|ui| {
            // With large letters on a small screen it is higher than that.
            let room = ui.ctx().content_rect().height() - 56.0;
            let list = egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room);
            list.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                menu_ui(ui, shown, bar, wishes);
                follow_keys(ui);
            });
        });
        ui.separator();
        let undo = bar.undo.filter(|_| !bar.refused);
        for (icon, word, label, is_possible, wish) in [
            (Icon::Undo, UiText::Undo, undo, bar.refused || undo.is_some(), Command::Undo),
            (Icon::Redo, UiText::Redo, bar.redo, bar.redo.is_some(), Command::Redo),
        ] {
            let words = match label {
                Some(label) => format!("{}: {}", word.text(language), label.text(language)),
                None => word.text(language).to_owned(),
            };
            if icon_button_ui(ui, icon, &words, is_possible, palette).clicked() {
                wishes.push(wish);
            }
        }
        ui.separator();
        if is_narrow {
            page_choice_ui(ui, bar.page, shown, wishes);
        } else {
            pages_ui(ui, bar.page, shown, wishes);
        }
        ui.separator();
        ui.add_space(4.0);
        let title = |ui: &mut Ui| {
            if !is_tight {
                title_ui(ui, shown, bar);
            }
        };
        first_and_last(ui, title, |ui| {
            ui.add_space(8.0);
            year_ui(ui, shown, wishes);
            product_ui(ui, shown, wishes);
            find_ui(ui, find, shown, wishes);
            if !is_tight {
                language_ui(ui, shown, wishes);
            }
        });
    });
}

/// The pages, one beside the other.
fn pages_ui(ui: &mut Ui, shown_page: Page, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    for page in Page::ALL {
        if ui.add(egui::Button::selectable(page == shown_page, page_name(page, shown))).clicked() {
            wishes.push(Command::ShowPage(page));
        }
    }
}

/// The pages as a list to choose from, for a bar without the room for all.
fn page_choice_ui(ui: &mut Ui, shown_page: Page, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let choices = Page::ALL.map(|page| (page, page_name(page, shown).to_owned()));
    let label = UiText::Page.text(shown.language);
    let size = egui::Vec2::new(116.0, 24.0);
    let chosen = ui.allocate_ui(size, |ui| {
        ui.set_width(size.x);
        choice_ui(ui, egui::Id::unique("page"), label, &shown_page, choices, page_name(shown_page, shown))
    });
    wishes.extend(chosen.inner.map(Command::ShowPage));
}

fn page_name(page: Page, shown: &ViewContext<'_>) -> &'static str {
    Command::ShowPage(page).label(shown.language)
}

fn title_ui(ui: &mut Ui, shown: &ViewContext<'_>, bar: &BarState<'_>) {
    let info = shown.map.info();
    let title = if info.title.is_empty() { UiText::Untitled.text(shown.language) } else { &info.title };
    if bar.dirty {
        let (rect, response) = ui.allocate_exact_size(egui::Vec2::splat(10.0), egui::Sense::hover());
        ui.painter().circle_filled(rect.center(), 4.0, colour(shown.palette.warning));
        response.on_hover_text(UiText::AskSaveText.text(shown.language));
    }
    let font = FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into()));
    ui.add(egui::Label::new(RichText::new(title).font(font).color(colour(shown.palette.text))).truncate());
}

fn year_ui(ui: &mut Ui, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    let mut step_ui = |ui: &mut Ui, icon: Icon, words: UiText, year: Year| {
        if icon_button_ui(ui, icon, words.text(language), YEARS.contains(&year), shown.palette).clicked() {
            wishes.push(Command::SetYear(year));
        }
    };
    step_ui(ui, Icon::Previous, UiText::PreviousYear, shown.year - 1);
    let words = RichText::new(shown.year.to_string())
        .font(FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into())))
        .color(colour(shown.palette.text));
    ui.label(words).on_hover_text(UiText::Year.text(language));
    step_ui(ui, Icon::Next, UiText::NextYear, shown.year + 1);
}

fn product_ui(ui: &mut Ui, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let all = UiText::AllProducts.text(shown.language);
    let name = shown.view.product.and_then(|id| shown.map.products().get(&id)).map_or(all, |product| &product.name);
    let products = shown.map.products().values().map(|product| (Some(product.id), product.name.clone()));
    let choices = std::iter::once((None, all.to_owned())).chain(products);
    let label = UiText::Products.text(shown.language);
    let size = egui::Vec2::new(130.0, 24.0);
    let chosen = ui.allocate_ui(size, |ui| {
        ui.set_width(size.x);
        choice_ui(ui, egui::Id::unique("product"), label, &shown.view.product, choices, name)
    });
    if let Some(product) = chosen.inner {
        wishes.push(Command::SetProduct(product));
    }
}

fn language_ui(ui: &mut Ui, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    for (language, short, word) in
        [(Language::Vietnamese, "VI", UiText::Vietnamese), (Language::English, "EN", UiText::English)]
    {
        let chosen = shown.language == language;
        if ui.selectable_label(chosen, short).on_hover_text(word.text(language)).clicked() && !chosen {
            wishes.push(Command::SetLanguage(language));
        }
    }
}

fn menu_ui(ui: &mut Ui, shown: &ViewContext<'_>, bar: &BarState<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    let any_actor = !shown.map.actors().is_empty();
    let any_chosen = shown.view.selection != Selection::None;
    let one_chosen = matches!(&shown.view.selection, Selection::Actors(actors) if actors.len() == 1);
    ui.set_min_width(250.0);
    with_ring(ui);
    item_ui(ui, Command::New, true, language, wishes);
    item_ui(ui, Command::Open, true, language, wishes);
    ui.menu_button(UiText::OpenRecent.text(language), |ui| {
        with_ring(ui);
        if bar.recent.is_empty() {
            ui.weak(UiText::Nothing.text(language));
        }
        for path in bar.recent {
            let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
            if ui.button(name).on_hover_text(path.to_string_lossy()).clicked() {
                wishes.push(Command::OpenPath(path.clone()));
            }
        }
    });
    ui.menu_button(UiText::OpenSamples.text(language), |ui| {
        with_ring(ui);
        for sample in SampleMap::ALL {
            item_ui(ui, Command::OpenSample(sample), true, language, wishes);
        }
    });
    ui.separator();
    item_ui(ui, Command::Save, true, language, wishes);
    item_ui(ui, Command::SaveAs, true, language, wishes);
    item_ui(ui, Command::ExportPicture(None), any_actor, language, wishes);
    if let Selection::Model(model) = shown.view.selection {
        item_ui(ui, Command::ExportPicture(Some(model)), true, language, wishes);
    }
    ui.separator();
    item_ui(ui, Command::AddActorHere, true, language, wishes);
    item_ui(ui, Command::LinkTo, one_chosen, language, wishes);
    item_ui(ui, Command::Delete, any_chosen, language, wishes);
    item_ui(ui, Command::SelectAll, any_actor, language, wishes);
    item_ui(ui, Command::Tidy, any_actor, language, wishes);
    item_ui(ui, Command::TidyThoroughly, any_actor, language, wishes);
    let bands = std::iter::once(None).chain(Banding::ALL.map(Some));
    let bands = bands.map(|bands| (Command::SetBands(bands), shown.map.info().bands == bands));
    choices_ui(ui, UiText::Bands, bands, language, wishes);
    ui.separator();
    item_ui(ui, Command::Fit, true, language, wishes);
    item_ui(ui, Command::FitSelection, any_chosen, language, wishes);
    let any_alone = !shown.view.scope.is_whole_map() || shown.view.selection != Selection::None;
    item_ui(ui, Command::ToggleIsolation, any_alone, language, wishes);
    item_ui(ui, Command::ZoomIn, true, language, wishes);
    item_ui(ui, Command::ZoomOut, true, language, wishes);
    item_ui(ui, Command::GoBack, true, language, wishes);
    item_ui(ui, Command::GoForward, true, language, wishes);
    switch_ui(ui, Command::ToggleSidePanels, bar.sides, language, wishes);
    switch_ui(ui, Command::ShowMinimap(!bar.overview), bar.overview, language, wishes);
    ui.separator();
    drawing_ui(ui, bar.drawing, language, wishes);
    switch_ui(ui, Command::SetReducedMotion(!bar.calm), bar.calm, language, wishes);
    let languages = [Language::Vietnamese, Language::English];
    let languages = languages.map(|choice| (Command::SetLanguage(choice), choice == language));
    choices_ui(ui, UiText::LanguageMenu, languages, language, wishes);
    let looks = ColorScheme::ALL.map(|look| (Command::SetColorScheme(look), bar.look == look));
    choices_ui(ui, UiText::AppearanceMenu, looks, language, wishes);
    let scales = UiScale::ALL.map(|scale| (Command::SetScale(scale), bar.scale == scale));
    choices_ui(ui, UiText::ScaleMenu, scales, language, wishes);
    ui.separator();
    item_ui(ui, Command::Quit, true, language, wishes);
}

/// What colours and widths stand for.
fn drawing_ui(ui: &mut Ui, drawing: DrawingStyle, language: Language, wishes: &mut Vec<Command>) {
    ui.menu_button(UiText::DrawMenu.text(language), |ui| {
        with_edges(ui);
        ui.weak(UiText::ColourMenu.text(language));
        for colouring in Colouring::ALL {
            let wish = Command::SetColouring(colouring);
            if ui.radio(drawing.colouring == colouring, wish.label(language)).clicked() {
                wishes.push(wish);
            }
        }
        ui.separator();
        switch_ui(ui, Command::ShowVolumes(!drawing.volumes), drawing.volumes, language, wishes);
    });
}

/// Wishes of which one is always the case, in a menu of their own; each with whether it is.
fn choices_ui(
    ui: &mut Ui,
    title: UiText,
    choices: impl IntoIterator<Item = (Command, bool)>,
    language: Language,
    wishes: &mut Vec<Command>,
) {
    ui.menu_button(title.text(language), |ui| {
        with_edges(ui);
        for (wish, chosen) in choices {
            if ui.radio(chosen, wish.label(language)).clicked() {
                if !chosen {
                    wishes.push(wish);
                }
                ui.close();
            }
        }
    });
}

/// A wish that turns something on or off, with whether it is on now.
fn switch_ui(ui: &mut Ui, wish: Command, mut is_on: bool, language: Language, wishes: &mut Vec<Command>) {
    let keys = wish.menu_entry().and_then(|face| face.shortcut);
    ui.scope(|ui| {
        with_edges(ui);
        let words = wish.label(language);
        // The keys stand where those of other wishes do.
        let words = match keys {
            Some(keys) => {
                egui::Checkbox::new(&mut is_on, (words, egui::Atom::grow(), RichText::new(keys.text()).weak()))
            }
            None => egui::Checkbox::new(&mut is_on, words),
        };
        if ui.add(words).clicked() {
            wishes.push(wish);
        }
    });
}

/// An item with its words and keys.
fn item_ui(ui: &mut Ui, wish: Command, enabled: bool, language: Language, wishes: &mut Vec<Command>) {
    let Some(face) = wish.menu_entry() else { return };
    let mut button = egui::Button::new(face.label.text(language));
    if let Some(shortcut) = face.shortcut {
        button = button.shortcut_text(shortcut.text());
    }
    if ui.add_enabled(enabled, button).clicked() {
        wishes.push(wish);
    }
}
