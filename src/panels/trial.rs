//! The strip of a trial: what is tried out, and which models change their verdict, before and after side by side.

use egui::{Align, Frame, Layout, Margin, Panel, RichText, ScrollArea, Ui, Vec2};

use super::rows::{Row, follow_keys, from_right, hint_ui, icon_button_ui};
use crate::analysis::{Verdict, VerdictChange};
use crate::canvas::{colour, icon_ui};
use crate::command::Command;
use crate::language::{Localized, UiText, proposal_sentence, what_if_line};
use crate::scene::{verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext, WhatIf};
use crate::theme::{Icon, Palette, font_size};

/// So many models are listed; the tables have them all.
const LISTED: usize = 200;
/// The height that the lists may take, in points.
const LIST_HEIGHT: f32 = 136.0;
/// The height of a change, which may need two lines.
const PROPOSAL_HEIGHT: f32 = 42.0;
/// The height of a model.
const TURN_HEIGHT: f32 = 28.0;
/// The height of the strip's own line, and of the titles of its lists.
const LINE_HEIGHT: f32 = 40.0;
const TITLE_HEIGHT: f32 = 32.0;

/// What the strip remembers from frame to frame.
#[derive(Debug)]
pub struct TrialState {
    open: bool,
}

impl Default for TrialState {
    fn default() -> Self {
        Self { open: true }
    }
}

/// Draws the strip over the middle of the window, whatever stands there: what is tried out, and the models that change
/// their verdict with it, or none while that is worked out. Without a trial there is no strip.
pub fn trial_ui(
    ui: &mut Ui,
    state: &mut TrialState,
    turns: Option<&[VerdictChange]>,
    shown: &ViewContext<'_>,
    wishes: &mut Vec<Command>,
) {
    let Some(supposed) = shown.what_if else { return };
    let palette = shown.palette;
    let ground = palette.accent.mixed(palette.panel, 0.88);
    let frame = Frame::new().fill(colour(ground)).inner_margin(Margin::symmetric(12, 6));
    let lists = (supposed.proposals.len() as f32 * PROPOSAL_HEIGHT)
        .max(turns.map_or(0, <[VerdictChange]>::len) as f32 * TURN_HEIGHT)
        .clamp(TURN_HEIGHT, LIST_HEIGHT);
    // Said, not found out: what the strip took in the frame before would bound its lists.
    let height = if state.open { LINE_HEIGHT + TITLE_HEIGHT + lists } else { LINE_HEIGHT };
    Panel::top("trial").exact_size(height).resizable(false).frame(frame).show(ui, |ui| {
        line_ui(ui, state, supposed, turns, shown, wishes);
        if state.open {
            ui.add_space(4.0);
            ui.columns(2, |columns| {
                let [left, right] = columns else { return };
                list_ui(left, "tried changes", UiText::WhatIfChanges, shown, |ui| {
                    proposals_ui(ui, supposed, shown, wishes);
                });
                list_ui(right, "turns", UiText::ChangedVerdicts, shown, |ui| turns_ui(ui, turns, shown, wishes));
            });
        }
    });
}

fn line_ui(
    ui: &mut Ui,
    state: &mut TrialState,
    supposed: WhatIf<'_>,
    turns: Option<&[VerdictChange]>,
    shown: &ViewContext<'_>,
    wishes: &mut Vec<Command>,
) {
    let language = shown.language;
    ui.horizontal(|ui| {
        let words = turns.map_or_else(
            || UiText::Working.text(language).to_owned(),
            |turns| {
                let line = what_if_line(supposed.proposals.len(), turns.len(), language);
                format!("{line} · {}", UiText::WhatIfPages.text(language))
            },
        );
        from_right(ui, |ui| {
            if ui.button(UiText::Discard.text(language)).clicked() {
                wishes.push(Command::DiscardWhatIf);
            }
            if ui.button(UiText::Apply.text(language)).clicked() {
                wishes.push(Command::ApplyWhatIf);
            }
            ui.toggle_value(&mut state.open, UiText::ShowWhatIf.text(language));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(words).strong().color(colour(shown.palette.text))).truncate());
            });
        });
    });
}

fn list_ui(ui: &mut Ui, id: &str, title: UiText, shown: &ViewContext<'_>, add: impl FnOnce(&mut Ui)) {
    let words =
        RichText::new(title.text(shown.language)).size(font_size::SMALL).color(colour(shown.palette.text_muted));
    ui.label(words);
    ScrollArea::vertical().id_salt(id).max_height(LIST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        add(ui);
        follow_keys(ui);
    });
}

fn proposals_ui(ui: &mut Ui, supposed: WhatIf<'_>, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    for (position, proposal) in supposed.proposals.iter().enumerate() {
        ui.horizontal_top(|ui| {
            let words = UiText::RemoveFromWhatIf.text(shown.language);
            if icon_button_ui(ui, Icon::Remove, words, true, shown.palette).clicked() {
                wishes.push(Command::RemoveProposal(position));
            }
            let told = proposal_sentence(proposal, supposed.recorded, shown.year, shown.language);
            ui.vertical(|ui| {
                // Level with the icon of the button, which has more room around it than letters have.
                ui.add_space(5.0);
                ui.add(egui::Label::new(RichText::new(told).size(font_size::SMALL)).wrap());
            });
        });
    }
}

fn turns_ui(ui: &mut Ui, turns: Option<&[VerdictChange]>, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let Some(turns) = turns else { return };
    if turns.is_empty() {
        hint_ui(ui, UiText::NoVerdictChanges.text(shown.language), shown.palette);
    }
    for turn in turns.iter().take(LISTED) {
        turn_ui(ui, *turn, shown, wishes);
    }
}

/// One model: its name, its verdict before, its verdict after.
fn turn_ui(ui: &mut Ui, turn: VerdictChange, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let name = shown.map.models().get(&turn.model).map_or("", |model| model.name.as_str());
    let (language, palette) = (shown.language, shown.palette);
    let spoken = [turn.before, turn.after].into_iter().flatten().map(|verdict| verdict.title(language));
    let spoken = spoken.collect::<Vec<_>>().join(" → ");
    ui.horizontal(|ui| {
        let badges = (ui.available_width() * 0.56).min(260.0);
        let width = (ui.available_width() - badges - 8.0).max(60.0);
        ui.allocate_ui(Vec2::new(width, super::rows::HEIGHT), |ui| {
            let row = Row { icon: None, name, detail: "", selected: false, spoken: &spoken };
            if row.show(ui, palette).clicked() {
                wishes.push(Command::GoTo(Subject::Model(turn.model)));
            }
        });
        badge_ui(ui, turn.before, language, palette);
        ui.label("→");
        badge_ui(ui, turn.after, language, palette);
    });
}

fn badge_ui(ui: &mut Ui, verdict: Option<Verdict>, language: crate::language::Language, palette: &Palette) {
    let Some(verdict) = verdict else {
        ui.label("–");
        return;
    };
    let tint = colour(verdict_colour(verdict, palette));
    icon_ui(ui, verdict_icon(verdict), 14.0, tint);
    ui.label(RichText::new(verdict.title(language)).size(font_size::SMALL).color(tint));
}
