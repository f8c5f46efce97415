//! The status bar: size of the map, how many models reach a buyer, the running job, zoom and findings.

use egui::{Label, RichText, Ui};

use super::widgets::right_to_left_ui;
use crate::analysis::Severity;
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{UiText, finding_count, percent, status_line};
use crate::session::ViewContext;
use crate::theme::font_size;

/// Space for zoom and findings at the right end, in points.
const FINDINGS_WIDTH: f32 = 260.0;
/// The least width of a message, in points.
const MIN_NOTIFICATION_WIDTH: f32 = 40.0;

/// A background job.
#[derive(Clone, Copy, Debug)]
pub struct JobProgress {
    /// Its label.
    pub label: UiText,
    /// The completed part, from 0 to 1, if known.
    pub fraction: Option<f32>,
    /// Whether the user can cancel it.
    pub can_cancel: bool,
}

/// What the bar shows besides the map itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct StatusBarState<'a> {
    /// Screen points per map unit, while the map is visible.
    pub zoom: Option<f32>,
    /// The running job.
    pub job: Option<JobProgress>,
    /// Whether the shown results are of an earlier state of the map and no job is updating them.
    pub is_stale: bool,
    /// A short message on what was just done.
    pub notification: Option<&'a str>,
    /// Whether the findings panel is open.
    pub findings_open: bool,
}

/// Draws the bar.
pub fn status_bar_ui(ui: &mut Ui, context: &ViewContext<'_>, status: &StatusBarState<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let muted = |words: String| RichText::new(words).size(font_size::SMALL).color(colour(context.palette.text_muted));
    let right_id = ui.scope_id().with("right");
    ui.horizontal_centered(|ui| {
        // No button is taller than the line, so that all text is aligned.
        ui.spacing_mut().interact_size.y = 18.0;
        ui.spacing_mut().button_padding.y = 1.0;
        if context.what_if.is_some() {
            let words = RichText::new(UiText::WhatIf.text(language)).size(font_size::SMALL);
            ui.label(words.color(colour(context.palette.accent)));
        }
        ui.label(muted(status_line(context.map, context.assessment, language)));
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
            // The whole of a long one is its tooltip.
            let findings_width = ui.data(|data| data.get_temp(right_id)).unwrap_or(FINDINGS_WIDTH);
            let width = ui.available_width() - findings_width - ui.spacing().item_spacing.x;
            ui.scope(|ui| {
                ui.set_max_width(width.max(MIN_NOTIFICATION_WIDTH));
                let told = ui.add(Label::new(muted(notification.to_owned())).truncate());
                // Screen readers say it when it comes, as the verdicts that another year turned.
                told.ctx.accesskit_node_builder(told.id, |node| {
                    node.set_live(egui::accesskit::Live::Polite);
                });
            });
        }
        right_to_left_ui(ui, |ui| {
            let right = ui.max_rect().max.x;
            if let Some(zoom) = status.zoom {
                ui.label(muted(percent(f64::from((zoom * 100.0).round()), language)));
                ui.separator();
            }
            if let Some(assessment) = context.assessment {
                let words = [Severity::Error, Severity::Warning]
                    .map(|severity| finding_count(severity, assessment.count(severity), language))
                    .join(" · ");
                let words = format!("{}: {words}", UiText::Findings.text(language));
                if ui.selectable_label(status.findings_open, RichText::new(words).size(font_size::SMALL)).clicked() {
                    commands.push(Command::ToggleFindings);
                }
            }
            // What is told in the next frame ends before it.
            let width = right - ui.min_rect().min.x;
            ui.data_mut(|data| data.insert_temp(right_id, width));
        });
    });
}
