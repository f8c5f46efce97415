//! The strip of a trial: what is tried out, and which models change their verdict, before and after side by side.

use egui::{Align, Frame, Layout, Margin, Panel, RichText, ScrollArea, Ui, Vec2};

use super::widgets::{ListRow, hint_ui, icon_button_ui, right_to_left_ui, scroll_to_focused};
use crate::analysis::{Verdict, VerdictChange};
use crate::canvas::{colour, icon_ui};
use crate::command::Command;
use crate::language::{Localized, UiText, proposal_sentence, what_if_line};
use crate::scene::{verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext, WhatIf};
use crate::theme::{Icon, Palette, font_size};

/// So many models are listed; the tables have them all.
const MAX_CHANGES: usize = 200;
/// The height that the lists may take, in points.
const LIST_HEIGHT: f32 = 136.0;
/// The height of a change, which may need two lines.
const PROPOSAL_HEIGHT: f32 = 42.0;
/// The height of a model.
const CHANGE_HEIGHT: f32 = 28.0;
/// The height of the strip's own line, and of the titles of its lists.
const HEADER_HEIGHT: f32 = 40.0;
const TITLE_HEIGHT: f32 = 32.0;

/// What the strip remembers from frame to frame.
#[derive(Debug)]
pub struct WhatIfState {
    open: bool,
}

impl Default for WhatIfState {
    fn default() -> Self {
        Self { open: true }
    }
}

/// Draws the strip over the middle of the window, whatever stands there: what is tried out, and the models that change
/// their verdict with it, or none while that is worked out. Without a trial there is no strip.
pub fn what_if_ui(
    ui: &mut Ui,
    state: &mut WhatIfState,
    changes: Option<&[VerdictChange]>,
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let Some(what_if) = shown.what_if else { return };
    let palette = shown.palette;
    let background = palette.accent.mixed(palette.panel, 0.88);
    let frame = Frame::new().fill(colour(background)).inner_margin(Margin::symmetric(12, 6));
    let list_height = (what_if.proposals.len() as f32 * PROPOSAL_HEIGHT)
        .max(changes.map_or(0, <[VerdictChange]>::len) as f32 * CHANGE_HEIGHT)
        .clamp(CHANGE_HEIGHT, LIST_HEIGHT);
    // Said, not found out: what the strip took in the frame before would bound its list_height.
    let height = if state.open { HEADER_HEIGHT + TITLE_HEIGHT + list_height } else { HEADER_HEIGHT };
    Panel::top("trial").exact_size(height).resizable(false).frame(frame).show(ui, |ui| {
        header_ui(ui, state, what_if, changes, shown, commands);
        if state.open {
            ui.add_space(4.0);
            ui.columns(2, |columns| {
                let [left, right] = columns else { return };
                list_ui(left, "tried changes", UiText::WhatIfChanges, shown, |ui| {
                    proposals_ui(ui, what_if, shown, commands);
                });
                list_ui(right, "turns", UiText::ChangedVerdicts, shown, |ui| {
                    verdict_changes_ui(ui, changes, shown, commands)
                });
            });
        }
    });
}

fn header_ui(
    ui: &mut Ui,
    state: &mut WhatIfState,
    what_if: WhatIf<'_>,
    changes: Option<&[VerdictChange]>,
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = shown.language;
    ui.horizontal(|ui| {
        let words = changes.map_or_else(
            || UiText::Working.text(language).to_owned(),
            |changes| {
                let line = what_if_line(what_if.proposals.len(), changes.len(), language);
                format!("{line} · {}", UiText::WhatIfPages.text(language))
            },
        );
        right_to_left_ui(ui, |ui| {
            if ui.button(UiText::Discard.text(language)).clicked() {
                commands.push(Command::DiscardWhatIf);
            }
            if ui.button(UiText::Apply.text(language)).clicked() {
                commands.push(Command::ApplyWhatIf);
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
        scroll_to_focused(ui);
    });
}

fn proposals_ui(ui: &mut Ui, what_if: WhatIf<'_>, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    for (position, proposal) in what_if.proposals.iter().enumerate() {
        ui.horizontal_top(|ui| {
            let words = UiText::RemoveFromWhatIf.text(shown.language);
            if icon_button_ui(ui, Icon::Remove, words, true, shown.palette).clicked() {
                commands.push(Command::RemoveProposal(position));
            }
            let sentence = proposal_sentence(proposal, what_if.recorded, shown.year, shown.language);
            ui.vertical(|ui| {
                // Level with the icon of the button, which has more room around it than letters have.
                ui.add_space(5.0);
                ui.add(egui::Label::new(RichText::new(sentence).size(font_size::SMALL)).wrap());
            });
        });
    }
}

fn verdict_changes_ui(
    ui: &mut Ui,
    changes: Option<&[VerdictChange]>,
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let Some(changes) = changes else { return };
    if changes.is_empty() {
        hint_ui(ui, UiText::NoVerdictChanges.text(shown.language), shown.palette);
    }
    for change in changes.iter().take(MAX_CHANGES) {
        verdict_change_ui(ui, *change, shown, commands);
    }
}

/// One model: its name, its verdict before, its verdict after.
fn verdict_change_ui(ui: &mut Ui, change: VerdictChange, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let name = shown.map.models().get(&change.model).map_or("", |model| model.name.as_str());
    let (language, palette) = (shown.language, shown.palette);
    let accessible_text = [change.before, change.after].into_iter().flatten().map(|verdict| verdict.title(language));
    let accessible_text = accessible_text.collect::<Vec<_>>().join(" → ");
    ui.horizontal(|ui| {
        let badges = (ui.available_width() * 0.56).min(260.0);
        let width = (ui.available_width() - badges - 8.0).max(60.0);
        ui.allocate_ui(Vec2::new(width, super::widgets::ROW_HEIGHT), |ui| {
            let row = ListRow { icon: None, name, detail: "", selected: false, accessible_text: &accessible_text };
            if row.show(ui, palette).clicked() {
                commands.push(Command::GoTo(Subject::Model(change.model)));
            }
        });
        verdict_badge_ui(ui, change.before, language, palette);
        ui.label("→");
        verdict_badge_ui(ui, change.after, language, palette);
    });
}

fn verdict_badge_ui(ui: &mut Ui, verdict: Option<Verdict>, language: crate::language::Language, palette: &Palette) {
    let Some(verdict) = verdict else {
        ui.label("–");
        return;
    };
    let tint = colour(verdict_colour(verdict, palette));
    icon_ui(ui, verdict_icon(verdict), 14.0, tint);
    ui.label(RichText::new(verdict.title(language)).size(font_size::SMALL).color(tint));
}
