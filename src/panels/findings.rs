//! The findings at the bottom: one line each, gravest first; a click goes to the place.

use egui::{ScrollArea, Ui};

use super::rows::{HEIGHT, Row, from_right, hint_ui, icon_button_ui};
use crate::analysis::{Finding, Severity};
use crate::command::Command;
use crate::language::{Screen, Words, finding_sentence, finding_tally};
use crate::scene::{Shown, Subject, severity_icon};
use crate::theme::Icon;

/// Which findings are listed.
#[derive(Debug, Default)]
pub struct FindingsState {
    only: Option<Severity>,
}

/// Draws the list with its heading.
pub fn findings_ui(ui: &mut Ui, state: &mut FindingsState, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    let Some(assessment) = shown.assessment else {
        hint_ui(ui, Screen::Working.text(language), shown.palette);
        return;
    };
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new(Screen::Findings.text(language)).strong());
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let count = assessment.findings.iter().filter(|finding| finding.severity == severity).count();
            let words = finding_tally(severity, count, language);
            let chosen = state.only == Some(severity);
            if ui.add_enabled(count > 0, egui::Button::selectable(chosen, words)).clicked() {
                state.only = if chosen { None } else { Some(severity) };
            }
        }
        from_right(ui, |ui| {
            if icon_button_ui(ui, Icon::Close, Screen::Close.text(language), true, shown.palette).clicked() {
                wishes.push(Command::ToggleFindings);
            }
        });
    });
    let listed: Vec<&Finding> =
        assessment.findings.iter().filter(|finding| state.only.is_none_or(|only| finding.severity == only)).collect();
    if listed.is_empty() {
        hint_ui(ui, Screen::NoFindings.text(language), shown.palette);
        return;
    }
    ui.spacing_mut().item_spacing.y = 1.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, HEIGHT, listed.len(), |ui, range| {
        for finding in listed.get(range).into_iter().flatten() {
            let sentence = finding_sentence(finding, shown.map, shown.year, language);
            let row = Row {
                icon: Some(severity_icon(finding.severity, shown.palette)),
                name: &sentence,
                detail: "",
                selected: false,
                spoken: finding.severity.text(language),
            };
            if row.show(ui, shown.palette).clicked()
                && let Some(subject) = subject(finding)
            {
                wishes.push(Command::GoTo(subject));
            }
        }
    });
}

/// Where a finding is: its model, or else its link, or else its first actor.
fn subject(finding: &Finding) -> Option<Subject> {
    let model = finding.models.first().map(|id| Subject::Model(*id));
    let link = finding.links.first().map(|id| Subject::Link(*id));
    let actor = finding.actors.first().map(|id| Subject::Actor(*id));
    use crate::analysis::FindingCode as Code;
    match finding.code {
        // What hangs on it is named too, but the place is the link or the actor.
        Code::ContractLapsed | Code::ContractLapsing => link.or(actor).or(model),
        Code::DependsOnOne | Code::MemberLeftOut => actor.or(model),
        _ => model.or(link).or(actor),
    }
}
