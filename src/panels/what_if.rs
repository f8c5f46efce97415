//! The what-if panel: the proposals, and the models whose verdict they change, before and after side by side.

use egui::{Align, Frame, Layout, Margin, Panel, RichText, ScrollArea, Ui, Vec2};

use super::widgets::{ListRow, hint_ui, icon_button_ui, right_to_left_ui, scroll_to_focused};
use crate::analysis::{Verdict, VerdictChange};
use crate::canvas::{colour, icon_ui};
use crate::command::Command;
use crate::language::{Localized, UiText, proposal_sentence, what_if_line};
use crate::scene::{verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext, WhatIf};
use crate::theme::{Icon, Palette, font_size};

/// The most models that are listed; the tables show all.
const MAX_CHANGES: usize = 200;
/// The greatest height of the lists, in points.
const LIST_HEIGHT: f32 = 136.0;
/// The height of a proposal, which may need two lines.
const PROPOSAL_HEIGHT: f32 = 42.0;
/// The height of a changed verdict.
const CHANGE_HEIGHT: f32 = 28.0;
/// The height of the panel's header, and of the titles of its lists.
const HEADER_HEIGHT: f32 = 40.0;
const TITLE_HEIGHT: f32 = 32.0;

/// State kept between frames.
#[derive(Debug)]
pub struct WhatIfState {
    open: bool,
}

impl Default for WhatIfState {
    fn default() -> Self {
        Self { open: true }
    }
}

/// Draws the panel above the page: the proposals, and the models whose verdict they change; `changes` is `None` while
/// these are computed. Draws nothing unless a what-if is active.
pub fn what_if_ui(
    ui: &mut Ui,
    state: &mut WhatIfState,
    changes: Option<&[VerdictChange]>,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let Some(what_if) = context.what_if else { return };
    let palette = context.palette;
    let background = palette.accent.mixed(palette.panel, 0.88);
    let frame = Frame::new().fill(colour(background)).inner_margin(Margin::symmetric(12, 6));
    let list_height = (what_if.proposals.len() as f32 * PROPOSAL_HEIGHT)
        .max(changes.map_or(0, <[VerdictChange]>::len) as f32 * CHANGE_HEIGHT)
        .clamp(CHANGE_HEIGHT, LIST_HEIGHT);
    // Computed, not measured: the panel's height in the previous frame would limit that of its lists.
    let height = if state.open { HEADER_HEIGHT + TITLE_HEIGHT + list_height } else { HEADER_HEIGHT };
    Panel::top("trial").exact_size(height).resizable(false).frame(frame).show(ui, |ui| {
        header_ui(ui, state, what_if, changes, context, commands);
        if state.open {
            ui.add_space(4.0);
            ui.columns(2, |columns| {
                let [left, right] = columns else { return };
                list_ui(left, "tried changes", UiText::WhatIfChanges, context, |ui| {
                    proposals_ui(ui, what_if, context, commands);
                });
                list_ui(right, "turns", UiText::ChangedVerdicts, context, |ui| {
                    verdict_changes_ui(ui, changes, context, commands);
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
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = context.language;
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
                ui.add(egui::Label::new(RichText::new(words).strong().color(colour(context.palette.text))).truncate());
            });
        });
    });
}

fn list_ui(ui: &mut Ui, id: &str, title: UiText, context: &ViewContext<'_>, add: impl FnOnce(&mut Ui)) {
    let words =
        RichText::new(title.text(context.language)).size(font_size::SMALL).color(colour(context.palette.text_muted));
    ui.label(words);
    ScrollArea::vertical().id_salt(id).max_height(LIST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        add(ui);
        scroll_to_focused(ui);
    });
}

fn proposals_ui(ui: &mut Ui, what_if: WhatIf<'_>, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    for (position, proposal) in what_if.proposals.iter().enumerate() {
        ui.horizontal_top(|ui| {
            let words = UiText::RemoveFromWhatIf.text(context.language);
            if icon_button_ui(ui, Icon::Bin, words, true, context.palette).clicked() {
                commands.push(Command::RemoveProposal(position));
            }
            let sentence = proposal_sentence(proposal, what_if.recorded, context.year, context.language);
            ui.vertical(|ui| {
                // Aligns the text with the icon of the button, which has more padding.
                ui.add_space(5.0);
                ui.add(egui::Label::new(RichText::new(sentence).size(font_size::SMALL)).wrap());
            });
        });
    }
}

fn verdict_changes_ui(
    ui: &mut Ui,
    changes: Option<&[VerdictChange]>,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let Some(changes) = changes else { return };
    if changes.is_empty() {
        hint_ui(ui, UiText::NoVerdictChanges.text(context.language), context.palette);
    }
    for change in changes.iter().take(MAX_CHANGES) {
        verdict_change_ui(ui, *change, context, commands);
    }
}

/// One model: its name, its verdict before, its verdict after.
fn verdict_change_ui(ui: &mut Ui, change: VerdictChange, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let name = context.map.models().get(&change.model).map_or("", |model| model.name.as_str());
    let (language, palette) = (context.language, context.palette);
    let accessible_text = [change.before, change.after].into_iter().flatten().map(|verdict| verdict.title(language));
    let accessible_text = accessible_text.collect::<Vec<_>>().join(" → ");
    ui.horizontal(|ui| {
        let badges_width = (ui.available_width() * 0.56).min(260.0);
        let width = (ui.available_width() - badges_width - 8.0).max(60.0);
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
