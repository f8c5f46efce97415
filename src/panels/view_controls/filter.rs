//! The filter over the corner of the map: what there is to tick, and chips that say what is hidden.

use std::collections::BTreeSet;

use egui::{Frame, Margin, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui, Vec2};

use crate::analysis::Verdict;
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{Language, Localized, UiText, capitalised, integer};
use crate::map::{ActorKind, Filter, LinkForm, ProductId};
use crate::panels::widgets::{icon_button_ui, scroll_to_focused, set_checkbox_outlines};
use crate::scene::Scene;
use crate::session::ViewContext;
use crate::theme::{Icon, font_size};

/// So many words stand in a chip; the rest is counted.
const MAX_NAMES: usize = 2;
/// Widths of the columns of ticks, in points; in the first a whole sentence stands.
const COLUMN_WIDTHS: [f32; 3] = [256.0, 190.0, 190.0];
/// Between two columns.
const COLUMN_GAP: f32 = 16.0;

/// What there is to tick, so that nothing is offered that nobody has.
#[derive(Debug, Default)]
pub struct ViewControlsState {
    cache_key: Option<u64>,
    kinds: BTreeSet<ActorKind>,
    districts: BTreeSet<String>,
    verdicts: BTreeSet<Verdict>,
    forms: BTreeSet<Option<LinkForm>>,
    products: BTreeSet<ProductId>,
}

impl ViewControlsState {
    pub(super) fn update(&mut self, shown: &ViewContext<'_>, edition: u64) {
        if self.cache_key == Some(edition) {
            return;
        }
        *self = Self { cache_key: Some(edition), ..Self::default() };
        for actor in shown.map.actors().values() {
            self.kinds.insert(actor.kind);
            if !self.districts.contains(&actor.district) {
                self.districts.insert(actor.district.clone());
            }
        }
        self.verdicts.extend(Verdict::ALL);
        self.products.extend(shown.map.products().keys());
        self.forms.extend(LinkForm::ALL.into_iter().map(Some).chain([None]));
    }
}

/// The button that opens the filter, and chips that say what it hides.
pub(super) fn filter_ui(
    ui: &mut Ui,
    state: &ViewControlsState,
    scene: &Scene,
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let (language, filter) = (shown.language, &shown.view.filter);
    let button = ui.button(UiText::Filter.text(language));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        let available = ui.ctx().content_rect().size() - Vec2::new(40.0, 130.0);
        // With large letters in a small window the columns are wider than it.
        let scrolls_sideways = available.x < COLUMN_WIDTHS.iter().sum::<f32>() + 2.0 * COLUMN_GAP;
        let (max_height, available) = (available.y.max(160.0), available.x);
        let list = ScrollArea::new([scrolls_sideways, true])
            .max_height(max_height)
            .min_scrolled_height(max_height)
            .max_width(available);
        list.show(ui, |ui| {
            let mut edited = filter.clone();
            facets_ui(ui, state, &mut edited, shown);
            scroll_to_focused(ui);
            if edited != *filter {
                commands.push(Command::SetFilter(Box::new(edited)));
            }
        });
    });
    let removed = shown.removed_filter;
    if !removed.is_empty() && ui.button(UiText::RestoreFilter.text(language)).clicked() {
        commands.push(Command::SetFilter(Box::new(removed.clone())));
    }
    let mut edited = filter.clone();
    chip_ui(ui, &mut edited.products, &state.products, |id| product_name(*id, shown), shown);
    chip_ui(ui, &mut edited.kinds, &state.kinds, |kind| kind.text(language).to_owned(), shown);
    chip_ui(ui, &mut edited.districts, &state.districts, |name| district_name(name, language), shown);
    chip_ui(ui, &mut edited.verdicts, &state.verdicts, |verdict| verdict.text(language).to_owned(), shown);
    chip_ui(ui, &mut edited.forms, &state.forms, |form| form_name(*form, language), shown);
    if edited.out_of_force {
        edited.out_of_force = !removable_chip_ui(ui, &in_force_label(shown), shown);
    }
    if edited != *filter {
        commands.push(Command::SetFilter(Box::new(edited)));
    }
    let hidden = [
        (shown.map.placements().len().saturating_sub(scene.actors.len()), UiText::FilterActors),
        (shown.map.links().len().saturating_sub(scene.links.len()), UiText::FilterLinks),
    ];
    let hidden = hidden.into_iter().filter(|(count, _)| *count > 0);
    let hidden: Vec<String> =
        hidden.map(|(count, of)| format!("{} {}", integer(count as u64, language), of.text(language))).collect();
    if !hidden.is_empty() {
        let words = format!("{} {}", hidden.join(", "), UiText::FilterHidden.text(language));
        ui.label(RichText::new(words).size(font_size::SMALL).color(colour(shown.palette.text_muted)));
    }
    if !filter.is_empty() && ui.button(UiText::FilterClear.text(language)).clicked() {
        commands.push(Command::SetFilter(Box::default()));
    }
}

fn form_name(form: Option<LinkForm>, language: Language) -> String {
    form.map_or(UiText::UnknownForm.text(language).to_lowercase(), |form| form.text(language).to_owned())
}

fn district_name(name: &str, language: Language) -> String {
    if name.is_empty() { UiText::BandNoDistrict.text(language).to_lowercase() } else { name.to_owned() }
}

fn product_name(id: ProductId, shown: &ViewContext<'_>) -> String {
    shown.map.products().get(&id).map_or_else(String::new, |product| product.name.clone())
}

fn in_force_label(shown: &ViewContext<'_>) -> String {
    UiText::FilterInForce.text(shown.language).replace("{}", &shown.year.to_string())
}

/// All lists, in columns of about one height.
fn facets_ui(ui: &mut Ui, state: &ViewControlsState, filter: &mut Filter, shown: &ViewContext<'_>) {
    let language = shown.language;
    let spacing = ui.spacing().item_spacing;
    let [first, second, third] = COLUMN_WIDTHS;
    let column = |ui: &mut Ui, width: f32, add: &mut dyn FnMut(&mut Ui)| {
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = spacing;
            add(ui);
        });
    };
    set_checkbox_outlines(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = COLUMN_GAP;
        column(ui, first, &mut |ui| {
            ui.add_space(4.0);
            // In a row of its own, as high as the titles beside it.
            ui.horizontal(|ui| ui.label(RichText::new(UiText::Year.text(language)).strong()));
            let hint = UiText::FilterInForceHint.text(language);
            ui.checkbox(&mut filter.out_of_force, in_force_label(shown)).on_hover_text(hint);
            facet_ui(ui, UiText::Kind, &mut filter.kinds, &state.kinds, |kind| kind.title(language), shown);
            facet_ui(
                ui,
                UiText::Form,
                &mut filter.forms,
                &state.forms,
                |it| capitalised(&form_name(*it, language)),
                shown,
            );
        });
        column(ui, second, &mut |ui| {
            facet_ui(ui, UiText::Verdict, &mut filter.verdicts, &state.verdicts, |it| it.title(language), shown);
            let name = |it: &String| capitalised(&district_name(it, language));
            facet_ui(ui, UiText::District, &mut filter.districts, &state.districts, name, shown);
        });
        if !state.products.is_empty() {
            column(ui, third, &mut |ui| {
                let name = |id: &ProductId| product_name(*id, shown);
                facet_ui(ui, UiText::Products, &mut filter.products, &state.products, name, shown);
            });
        }
    });
}

/// One list of ticks: what is ticked is seen.
fn facet_ui<T: Clone + Ord>(
    ui: &mut Ui,
    title: UiText,
    hidden: &mut BTreeSet<T>,
    all: &BTreeSet<T>,
    name: impl Fn(&T) -> String,
    shown: &ViewContext<'_>,
) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(title.text(shown.language)).strong());
        let words = if hidden.is_empty() { UiText::HideAll } else { UiText::ShowAll };
        if ui.link(words.text(shown.language)).clicked() {
            *hidden = if hidden.is_empty() { all.clone() } else { BTreeSet::new() };
        }
    });
    for value in all {
        let mut is_visible = !hidden.contains(value);
        if ui.checkbox(&mut is_visible, name(value)).clicked() && !hidden.remove(value) {
            hidden.insert(value.clone());
        }
    }
}

/// Says what one list hides, or what alone it leaves; a click on the cross ends that.
fn chip_ui<T: Clone + Ord>(
    ui: &mut Ui,
    hidden: &mut BTreeSet<T>,
    all: &BTreeSet<T>,
    name: impl Fn(&T) -> String,
    shown: &ViewContext<'_>,
) {
    if hidden.is_empty() {
        return;
    }
    let language = shown.language;
    let visible_values: Vec<&T> = all.difference(hidden).collect();
    let hidden_values: Vec<&T> = hidden.iter().collect();
    let (word, listed) = if !visible_values.is_empty() && visible_values.len() < hidden_values.len() {
        (UiText::FilterOnly, visible_values)
    } else {
        (UiText::FilterHides, hidden_values)
    };
    let mut names: Vec<String> = listed.iter().take(MAX_NAMES).map(|value| name(value)).collect();
    if listed.len() > MAX_NAMES {
        names.push(format!("+{}", integer((listed.len() - MAX_NAMES) as u64, language)));
    }
    let words = format!("{}: {}", word.text(language), names.join(", "));
    if removable_chip_ui(ui, &words, shown) {
        hidden.clear();
    }
}

/// A chip with these words; tells whether its cross was clicked.
fn removable_chip_ui(ui: &mut Ui, words: &str, shown: &ViewContext<'_>) -> bool {
    let frame = Frame::new()
        .fill(colour(shown.palette.accent.mixed(shown.palette.panel, 0.84)))
        .corner_radius(10)
        .inner_margin(Margin { left: 8, right: 0, top: 0, bottom: 0 });
    let chip = frame.show(ui, |ui| {
        let row = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.label(RichText::new(words).size(font_size::SMALL));
            let hint = format!("{} ({words})", UiText::ShowAll.text(shown.language));
            icon_button_ui(ui, Icon::Close, &hint, true, shown.palette).clicked()
        });
        row.inner
    });
    chip.inner
}
