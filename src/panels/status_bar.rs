//! The line at the bottom: how large the map is, how many models reach a buyer, what is being worked on.

use egui::{RichText, Ui};

use super::widgets::right_to_left_ui;
use crate::analysis::Severity;
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{UiText, finding_count, percent, status_line};
use crate::session::ViewContext;
use crate::theme::font_size;

/// Work beside the window.
#[derive(Clone, Copy, Debug)]
pub struct JobProgress {
    /// What it is.
    pub label: UiText,
    /// How much of it is done, from 0 to 1, where that is known.
    pub fraction: Option<f32>,
    /// Whether a person may break it off.
    pub can_cancel: bool,
}

/// What the line shows besides the map itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct StatusBarState<'a> {
    /// Points of the screen for one map unit, where the map is seen.
    pub zoom: Option<f32>,
    /// What is being worked on.
    pub job: Option<JobProgress>,
    /// Whether what is shown is of an earlier state of the map, and nobody is working on that.
    pub is_stale: bool,
    /// A short word on what was just done.
    pub notification: Option<&'a str>,
    /// Whether the findings are open.
    pub findings_open: bool,
}

/// Draws the line.
pub fn status_bar_ui(ui: &mut Ui, shown: &ViewContext<'_>, status: &StatusBarState<'_>, commands: &mut Vec<Command>) {
    let language = shown.language;
    let muted = |words: String| RichText::new(words).size(font_size::SMALL).color(colour(shown.palette.text_muted));
    ui.horizontal_centered(|ui| {
        // No button is higher than the line, so that all words stand level.
        ui.spacing_mut().interact_size.y = 18.0;
        ui.spacing_mut().button_padding.y = 1.0;
        if shown.what_if.is_some() {
            let words = RichText::new(UiText::WhatIf.text(language)).size(font_size::SMALL);
            ui.label(words.color(colour(shown.palette.accent)));
        }
        ui.label(muted(status_line(shown.map, shown.assessment, language)));
        if let Some(JobProgress { label: words, fraction, can_cancel }) = status.job {
            ui.add_space(12.0);
            ui.add(egui::Spinner::new().size(14.0));
            let fraction = fraction.map(|fraction| percent(f64::from(fraction * 100.0).round(), language));
            ui.label(muted(
                [words.text(language), fraction.as_deref().unwrap_or_default()].join(" ").trim_end().to_owned(),
            ));
            if can_cancel && ui.small_button(UiText::Cancel.text(language)).clicked() {
                commands.push(Command::CancelJob);
            }
        } else if status.is_stale {
            ui.add_space(12.0);
            ui.label(muted(UiText::Outdated.text(language).to_owned()));
            if ui.small_button(UiText::Recompute.text(language)).clicked() {
                commands.push(Command::Recompute);
            }
        } else if let Some(notification) = status.notification {
            ui.add_space(12.0);
            ui.label(muted(notification.to_owned()));
        }
        right_to_left_ui(ui, |ui| {
            if let Some(zoom) = status.zoom {
                ui.label(muted(percent(f64::from((zoom * 100.0).round()), language)));
                ui.separator();
            }
            if let Some(assessment) = shown.assessment {
                let words = [Severity::Error, Severity::Warning]
                    .map(|severity| finding_count(severity, assessment.count(severity), language))
                    .join(" · ");
                let words = format!("{}: {words}", UiText::Findings.text(language));
                if ui.selectable_label(status.findings_open, RichText::new(words).size(font_size::SMALL)).clicked() {
                    commands.push(Command::ToggleFindings);
                }
            }
        });
    });
}
