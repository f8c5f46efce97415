//! What lies over the map's corner: what is hidden by the filter, and how far one looks from what is selected.

use std::collections::BTreeSet;

use egui::{Area, Button, Frame, Id, Margin, Order, Popup, PopupCloseBehavior, Rect, RichText, ScrollArea, Ui, Vec2};

use super::rows::icon_button_ui;
use crate::analysis::Verdict;
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{Language, Screen, Words, integer};
use crate::map::{ActorKind, LinkForm};
use crate::scene::{Filter, Reach, Scene, Selection, Shown};
use crate::theme::{Icon, text};

/// So many words stand in a chip; the rest is counted.
const NAMED: usize = 2;

/// What there is to tick, so that nothing is offered that nobody has.
#[derive(Debug, Default)]
pub struct SightState {
    made_for: Option<u64>,
    kinds: BTreeSet<ActorKind>,
    districts: BTreeSet<String>,
    verdicts: BTreeSet<Verdict>,
    forms: BTreeSet<Option<LinkForm>>,
}

impl SightState {
    fn arrange(&mut self, shown: &Shown<'_>, surveys: u64) {
        if self.made_for == Some(surveys) {
            return;
        }
        *self = Self { made_for: Some(surveys), ..Self::default() };
        for actor in shown.map.actors().values() {
            self.kinds.insert(actor.kind);
            if !self.districts.contains(&actor.district) {
                self.districts.insert(actor.district.clone());
            }
        }
        self.verdicts.extend(Verdict::ALL);
        self.forms.extend(LinkForm::ALL.into_iter().map(Some).chain([None]));
    }
}

/// What the canvas shows, under what is drawn here.
#[derive(Clone, Copy, Debug)]
pub struct Under<'a> {
    /// The part of the screen where the map is.
    pub area: Rect,
    /// What is left in sight.
    pub scene: &'a Scene,
    /// Whether anything of it stands out.
    pub lit: bool,
    /// Grows with every change of what is shown.
    pub surveys: u64,
}

/// Draws it over the corner of the map.
pub fn sight_ui(ui: &Ui, state: &mut SightState, under: Under<'_>, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    let Under { area: map, scene, lit, surveys } = under;
    if shown.map.actors().is_empty() {
        return;
    }
    state.arrange(shown, surveys);
    let palette = shown.palette;
    let frame = Frame::new()
        .fill(colour(palette.panel))
        .stroke((1.0, colour(palette.line)))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(6, 4));
    let whole = shown.sight.alone.is_none();
    let area = |name: &str| Area::new(Id::unique(("sight", name))).order(Order::Middle).movable(false);
    area("corner").fixed_pos(map.min + Vec2::splat(8.0)).constrain(false).show(ui.ctx(), |ui| {
        ui.set_max_width((map.width() - 24.0).max(120.0));
        ui.spacing_mut().item_spacing = Vec2::splat(4.0);
        let reaches = lit && (whole || matches!(shown.selection, Selection::Actors(_)));
        if !whole && !reaches {
            return;
        }
        // A single button needs no frame around it.
        let single = !reaches && shown.sight.filter.is_empty();
        if single { Frame::new() } else { frame }.show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                if whole {
                    filter_ui(ui, state, scene, shown, wishes);
                }
                if whole && reaches {
                    ui.separator();
                }
                if reaches {
                    reach_ui(ui, whole, shown, wishes);
                }
            });
        });
    });
    if whole && scene.actors.is_empty() && !shown.sight.filter.is_empty() {
        area("nothing").pivot(egui::Align2::CENTER_CENTER).fixed_pos(map.center()).show(ui.ctx(), |ui| {
            ui.vertical_centered(|ui| {
                let language = shown.language;
                ui.label(RichText::new(Screen::FilterNothing.text(language)).size(text::TITLE).strong());
                ui.label(RichText::new(Screen::FilterNothingHint.text(language)).color(colour(palette.ink_soft)));
                ui.add_space(6.0);
                if ui.button(Screen::FilterClear.text(language)).clicked() {
                    wishes.push(Command::SetFilter(Box::default()));
                }
            });
        });
    }
}

/// The button that opens the filter, and chips that say what it hides.
fn filter_ui(ui: &mut Ui, state: &SightState, scene: &Scene, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    let (language, filter) = (shown.language, &shown.sight.filter);
    let button = ui.button(Screen::Filter.text(language));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ScrollArea::vertical().max_height(440.0).show(ui, |ui| {
            let mut edited = filter.clone();
            facets_ui(ui, state, &mut edited, shown);
            if edited != *filter {
                wishes.push(Command::SetFilter(Box::new(edited)));
            }
        });
    });
    let mut edited = filter.clone();
    chip_ui(ui, &mut edited.kinds, &state.kinds, |kind| kind.text(language).to_owned(), shown);
    chip_ui(ui, &mut edited.districts, &state.districts, |name| district(name, language), shown);
    chip_ui(ui, &mut edited.verdicts, &state.verdicts, |verdict| verdict.text(language).to_owned(), shown);
    chip_ui(ui, &mut edited.forms, &state.forms, |form| form_name(*form, language), shown);
    if edited != *filter {
        wishes.push(Command::SetFilter(Box::new(edited)));
    }
    let hidden = shown.map.places().len().saturating_sub(scene.actors.len());
    if hidden > 0 {
        let words = format!("{} {}", integer(hidden as u64, language), Screen::FilterHidden.text(language));
        ui.label(RichText::new(words).size(text::SMALL).color(colour(shown.palette.ink_soft)));
    }
    if !filter.is_empty() && ui.button(Screen::FilterClear.text(language)).clicked() {
        wishes.push(Command::SetFilter(Box::default()));
    }
}

/// How far one looks from selected actors, and what becomes of the rest.
fn reach_ui(ui: &mut Ui, whole: bool, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    if matches!(shown.selection, Selection::Actors(_)) {
        for reach in Reach::ALL {
            let chosen = shown.sight.reach == reach;
            if ui.add(Button::selectable(chosen, reach_name(reach).text(language))).clicked() {
                wishes.push(Command::SetReach(reach));
            }
        }
    }
    if whole {
        let mut hidden = shown.sight.rest_hidden;
        if ui.checkbox(&mut hidden, Screen::HideRest.text(language)).clicked() {
            wishes.push(Command::HideRest(hidden));
        }
    }
}

fn reach_name(reach: Reach) -> Screen {
    match reach {
        Reach::Steps(0 | 1) => Screen::ReachOne,
        Reach::Steps(2) => Screen::ReachTwo,
        Reach::Steps(_) => Screen::ReachThree,
        Reach::Upstream => Screen::ReachUpstream,
        Reach::Downstream => Screen::ReachDownstream,
        Reach::Chain => Screen::ReachChain,
    }
}

fn form_name(form: Option<LinkForm>, language: Language) -> String {
    form.map_or(Screen::UnknownForm.text(language).to_lowercase(), |form| form.text(language).to_owned())
}

fn district(name: &str, language: Language) -> String {
    if name.is_empty() { Screen::BandNoDistrict.text(language).to_lowercase() } else { name.to_owned() }
}

fn facets_ui(ui: &mut Ui, state: &SightState, filter: &mut Filter, shown: &Shown<'_>) {
    let language = shown.language;
    ui.set_min_width(230.0);
    facet_ui(ui, Screen::Kind, &mut filter.kinds, &state.kinds, |kind| kind.title(language), shown);
    facet_ui(ui, Screen::Verdict, &mut filter.verdicts, &state.verdicts, |it| it.title(language), shown);
    facet_ui(ui, Screen::Form, &mut filter.forms, &state.forms, |form| form_name(*form, language), shown);
    facet_ui(ui, Screen::District, &mut filter.districts, &state.districts, |it| district(it, language), shown);
}

/// One list of ticks: what is ticked is seen.
fn facet_ui<T: Clone + Ord>(
    ui: &mut Ui,
    title: Screen,
    hidden: &mut BTreeSet<T>,
    all: &BTreeSet<T>,
    name: impl Fn(&T) -> String,
    shown: &Shown<'_>,
) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(title.text(shown.language)).strong());
        let words = if hidden.is_empty() { Screen::HideAll } else { Screen::ShowAll };
        if ui.link(words.text(shown.language)).clicked() {
            *hidden = if hidden.is_empty() { all.clone() } else { BTreeSet::new() };
        }
    });
    for value in all {
        let mut seen = !hidden.contains(value);
        if ui.checkbox(&mut seen, name(value)).clicked() && !hidden.remove(value) {
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
    shown: &Shown<'_>,
) {
    if hidden.is_empty() {
        return;
    }
    let language = shown.language;
    let left: Vec<&T> = all.difference(hidden).collect();
    let gone: Vec<&T> = hidden.iter().collect();
    let (word, told) = if !left.is_empty() && left.len() < gone.len() {
        (Screen::FilterOnly, left)
    } else {
        (Screen::FilterHides, gone)
    };
    let mut names: Vec<String> = told.iter().take(NAMED).map(|value| name(value)).collect();
    if told.len() > NAMED {
        names.push(format!("+{}", integer((told.len() - NAMED) as u64, language)));
    }
    let words = format!("{}: {}", word.text(language), names.join(", "));
    let frame = Frame::new()
        .fill(colour(shown.palette.accent.mixed(shown.palette.panel, 0.84)))
        .corner_radius(10)
        .inner_margin(Margin { left: 8, right: 0, top: 0, bottom: 0 });
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.label(RichText::new(&words).size(text::SMALL));
            let hint = format!("{} ({words})", Screen::ShowAll.text(language));
            if icon_button_ui(ui, Icon::Close, &hint, true, shown.palette).clicked() {
                hidden.clear();
            }
        });
    });
}
