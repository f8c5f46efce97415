//! The filter in the corner of the map: check boxes in a menu, and chips that say what is hidden.

use std::collections::BTreeSet;

use egui::{Frame, Margin, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui, Vec2};

use crate::analysis::Verdict;
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{Language, Localized, UiText, capitalised, integer};
use crate::map::{ActorKind, Filter, LinkForm, ProductId};
use crate::panels::widgets::{icon_button_ui, scroll_to_focused, set_checkbox_outlines};
use crate::scene::Scene;
use crate::schema::{actor, link};
use crate::session::ViewContext;
use crate::theme::{Icon, font_size};

/// The most names in a chip; the rest is counted.
const MAX_NAMES: usize = 2;
/// Widths of the columns of check boxes, in points; the first contains a whole sentence.
const COLUMN_WIDTHS: [f32; 3] = [256.0, 190.0, 190.0];
/// Gap between two columns, in points.
const COLUMN_GAP: f32 = 16.0;

/// The cached values to choose from; kinds, districts and products only as far as the map has them.
#[derive(Debug, Default)]
pub struct ViewControlsState {
    cache_key: Option<u64>,
    kinds: BTreeSet<ActorKind>,
    districts: BTreeSet<String>,
    communes: BTreeSet<String>,
    verdicts: BTreeSet<Verdict>,
    forms: BTreeSet<Option<LinkForm>>,
    products: BTreeSet<ProductId>,
}

impl ViewControlsState {
    pub(super) fn update(&mut self, context: &ViewContext<'_>, generation: u64) {
        if self.cache_key == Some(generation) {
            return;
        }
        *self = Self { cache_key: Some(generation), ..Self::default() };
        for actor in context.map.actors().values() {
            self.kinds.insert(actor.kind);
            for (names, name) in [(&mut self.districts, &actor.district), (&mut self.communes, &actor.commune)] {
                if !names.contains(name) {
                    names.insert(name.clone());
                }
            }
        }
        self.verdicts.extend(Verdict::ALL);
        self.products.extend(context.map.products().keys());
        self.forms.extend(LinkForm::ALL.into_iter().map(Some).chain([None]));
    }
}

/// The button that opens the filter, and chips that say what it hides.
pub(super) fn filter_ui(
    ui: &mut Ui,
    state: &ViewControlsState,
    scene: &Scene,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let (language, filter) = (context.language, &context.view.filter);
    let button = ui.button(UiText::Filter.text(language));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        let available = ui.ctx().content_rect().size() - Vec2::new(40.0, 130.0);
        // With large text in a small window the columns are wider than the window.
        let scrolls_sideways = available.x < COLUMN_WIDTHS.iter().sum::<f32>() + 2.0 * COLUMN_GAP;
        let (max_height, available) = (available.y.max(160.0), available.x);
        let list = ScrollArea::new([scrolls_sideways, true])
            .max_height(max_height)
            .min_scrolled_height(max_height)
            .max_width(available);
        list.show(ui, |ui| {
            let mut edited = filter.clone();
            facets_ui(ui, state, &mut edited, context);
            scroll_to_focused(ui);
            if edited != *filter {
                commands.push(Command::SetFilter(Box::new(edited)));
            }
        });
    });
    let removed = context.removed_filter;
    if !removed.is_empty() && ui.button(UiText::RestoreFilter.text(language)).clicked() {
        commands.push(Command::SetFilter(Box::new(removed.clone())));
    }
    let mut edited = filter.clone();
    chip_ui(ui, &mut edited.products, &state.products, |id| product_name(*id, context), context);
    chip_ui(ui, &mut edited.kinds, &state.kinds, |kind| kind.text(language).to_owned(), context);
    chip_ui(
        ui,
        &mut edited.districts,
        &state.districts,
        |name| place_name(name, UiText::BandNoDistrict, language),
        context,
    );
    chip_ui(
        ui,
        &mut edited.communes,
        &state.communes,
        |name| place_name(name, UiText::BandNoCommune, language),
        context,
    );
    chip_ui(ui, &mut edited.verdicts, &state.verdicts, |verdict| verdict.text(language).to_owned(), context);
    chip_ui(ui, &mut edited.forms, &state.forms, |form| form_name(*form, language), context);
    if edited.out_of_force {
        edited.out_of_force = !removable_chip_ui(ui, &in_force_label(context), context);
    }
    if edited != *filter {
        commands.push(Command::SetFilter(Box::new(edited)));
    }
    let hidden = [
        (context.map.placements().len().saturating_sub(scene.actors.len()), UiText::FilterActors),
        (context.map.links().len().saturating_sub(scene.links.len()), UiText::FilterLinks),
    ];
    let hidden = hidden.into_iter().filter(|(count, _)| *count > 0);
    let hidden: Vec<String> =
        hidden.map(|(count, of)| format!("{} {}", integer(count as u64, language), of.text(language))).collect();
    if !hidden.is_empty() {
        let words = format!("{} {}", hidden.join(", "), UiText::FilterHidden.text(language));
        ui.label(RichText::new(words).size(font_size::SMALL).color(colour(context.palette.text_muted)));
    }
    if !filter.is_empty() && ui.button(UiText::FilterClear.text(language)).clicked() {
        commands.push(Command::SetFilter(Box::default()));
    }
}

fn form_name(form: Option<LinkForm>, language: Language) -> String {
    form.map_or(UiText::UnknownForm.text(language).to_lowercase(), |form| form.text(language).to_owned())
}

fn place_name(name: &str, unknown: UiText, language: Language) -> String {
    if name.is_empty() { unknown.text(language).to_lowercase() } else { name.to_owned() }
}

fn product_name(id: ProductId, context: &ViewContext<'_>) -> String {
    context.map.products().get(&id).map_or_else(String::new, |product| product.name.clone())
}

fn in_force_label(context: &ViewContext<'_>) -> String {
    UiText::FilterInForce.text(context.language).replace("{}", &context.year.to_string())
}

/// All facets, in columns of about equal height.
fn facets_ui(ui: &mut Ui, state: &ViewControlsState, filter: &mut Filter, context: &ViewContext<'_>) {
    let language = context.language;
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
            // In a row of its own, to align with the titles of the other columns.
            ui.horizontal(|ui| ui.label(RichText::new(UiText::Year.text(language)).strong()));
            let hint = UiText::FilterInForceHint.text(language);
            ui.checkbox(&mut filter.out_of_force, in_force_label(context)).on_hover_text(hint);
            facet_ui(
                ui,
                &actor::KIND.title(language),
                &mut filter.kinds,
                &state.kinds,
                |kind| kind.title(language),
                context,
            );
            facet_ui(
                ui,
                &link::FORM.title(language),
                &mut filter.forms,
                &state.forms,
                |it| capitalised(&form_name(*it, language)),
                context,
            );
        });
        column(ui, second, &mut |ui| {
            facet_ui(
                ui,
                UiText::Verdict.text(language),
                &mut filter.verdicts,
                &state.verdicts,
                |it| it.title(language),
                context,
            );
            // What no actor has needs no check box.
            let facets = [
                (&actor::DISTRICT, UiText::BandNoDistrict, &mut filter.districts, &state.districts),
                (&actor::COMMUNE, UiText::BandNoCommune, &mut filter.communes, &state.communes),
            ];
            for (field, unknown, hidden, all) in facets {
                if all.iter().any(|name| !name.is_empty()) || !hidden.is_empty() {
                    let name = |it: &String| capitalised(&place_name(it, unknown, language));
                    facet_ui(ui, &field.title(language), hidden, all, name, context);
                }
            }
        });
        if !state.products.is_empty() {
            column(ui, third, &mut |ui| {
                let name = |id: &ProductId| product_name(*id, context);
                facet_ui(ui, &link::PRODUCTS.title(language), &mut filter.products, &state.products, name, context);
            });
        }
    });
}

/// One facet, a list of check boxes: ticked values are visible.
fn facet_ui<T: Clone + Ord>(
    ui: &mut Ui,
    title: &str,
    hidden: &mut BTreeSet<T>,
    all: &BTreeSet<T>,
    name: impl Fn(&T) -> String,
    shown: &ViewContext<'_>,
) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).strong());
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

/// Names the values that a facet hides, or the only ones it shows; a click on its arrow clears the facet.
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

/// A chip with a text; returns whether its arrow was clicked.
fn removable_chip_ui(ui: &mut Ui, text: &str, context: &ViewContext<'_>) -> bool {
    let frame = Frame::new()
        .fill(colour(context.palette.accent.mixed(context.palette.panel, 0.84)))
        .corner_radius(10)
        .inner_margin(Margin { left: 8, right: 0, top: 0, bottom: 0 });
    let chip = frame.show(ui, |ui| {
        let row = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.label(RichText::new(text).size(font_size::SMALL));
            let hint = format!("{} ({text})", UiText::ShowAll.text(context.language));
            icon_button_ui(ui, Icon::Undo, &hint, true, context.palette).clicked()
        });
        row.inner
    });
    chip.inner
}
