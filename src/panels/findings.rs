//! The findings at the bottom, by what there is to do; a click goes to the place.

use std::collections::BTreeSet;

use egui::{RichText, ScrollArea, Sense, Ui, Vec2};

use super::rows::{HEIGHT, Row, from_right, hint_ui, icon_button_ui, paint_words};
use crate::analysis::{Assessment, Finding, FindingCode, Severity, Task};
use crate::canvas::{colour, paint_icon};
use crate::command::Command;
use crate::language::{Screen, Words, finding_sentence, finding_tally, integer};
use crate::scene::{Shown, Subject, severity_icon};
use crate::theme::Icon;

/// Which findings are listed, and the lines in their order.
#[derive(Debug, Default)]
pub struct FindingsState {
    only: Option<Severity>,
    closed: BTreeSet<Task>,
    made_for: Option<(u64, Option<Severity>, BTreeSet<Task>)>,
    lines: Vec<Line>,
}

#[derive(Debug)]
enum Line {
    /// The heading of a group, with the number of its findings.
    Task(Task, usize),
    /// A finding, by its position in the assessment.
    Finding(usize),
}

impl FindingsState {
    fn arrange(&mut self, assessment: &Assessment, surveys: u64) {
        let wanted = Some((surveys, self.only, self.closed.clone()));
        if self.made_for == wanted {
            return;
        }
        self.made_for = wanted;
        self.lines.clear();
        for task in Task::ALL {
            let listed = assessment.findings.iter().enumerate().filter(|(_, finding)| {
                finding.code.task() == *task && self.only.is_none_or(|only| finding.severity == only)
            });
            let heading = self.lines.len();
            let open = !self.closed.contains(task);
            let mut count = 0;
            for (at, _) in listed {
                if count == 0 {
                    self.lines.push(Line::Task(*task, 0));
                }
                count += 1;
                if open {
                    self.lines.push(Line::Finding(at));
                }
            }
            if let Some(Line::Task(_, known)) = self.lines.get_mut(heading) {
                *known = count;
            }
        }
    }
}

/// Draws the list with its heading. `surveys` grows with every change of what is shown.
pub fn findings_ui(ui: &mut Ui, state: &mut FindingsState, shown: &Shown<'_>, surveys: u64, wishes: &mut Vec<Command>) {
    let language = shown.language;
    let Some(assessment) = shown.assessment else {
        hint_ui(ui, Screen::Working.text(language), shown.palette);
        return;
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(Screen::Findings.text(language)).strong());
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
    state.arrange(assessment, surveys);
    if state.lines.is_empty() {
        hint_ui(ui, Screen::NoFindings.text(language), shown.palette);
        return;
    }
    ui.spacing_mut().item_spacing.y = 1.0;
    let FindingsState { closed, lines, .. } = state;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, HEIGHT, lines.len(), |ui, range| {
        for line in lines.get(range).into_iter().flatten() {
            match line {
                Line::Task(task, count) => {
                    if task_ui(ui, *task, *count, !closed.contains(task), shown) && !closed.remove(task) {
                        closed.insert(*task);
                    }
                }
                Line::Finding(at) => {
                    if let Some(finding) = assessment.findings.get(*at) {
                        finding_ui(ui, finding, shown, wishes);
                    }
                }
            }
        }
    });
}

/// The heading of a group; tells whether it was clicked.
fn task_ui(ui: &mut Ui, task: Task, count: usize, open: bool, shown: &Shown<'_>) -> bool {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEIGHT), Sense::click());
    let words = format!("{} · {}", task.title(shown.language), integer(count as u64, shown.language));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, open, &words));
    let painter = ui.painter_at(rect);
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, 4.0, colour(shown.palette.hover));
    }
    let arrow = egui::Rect::from_center_size(egui::Pos2::new(rect.min.x + 14.0, rect.center().y), Vec2::splat(12.0));
    let icon = if open { Icon::Down } else { Icon::Next };
    paint_icon(&painter, icon, arrow, colour(shown.palette.ink_soft));
    paint_words(ui, &painter, rect.with_min_x(rect.min.x + 28.0), &words, shown.palette.ink_soft);
    response.clicked()
}

fn finding_ui(ui: &mut Ui, finding: &Finding, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    let sentence = finding_sentence(finding, shown.map, shown.year, shown.language);
    let row = Row {
        icon: Some(severity_icon(finding.severity, shown.palette)),
        name: &sentence,
        detail: "",
        selected: false,
        spoken: finding.severity.text(shown.language),
    };
    if row.show(ui, shown.palette).clicked()
        && let Some(subject) = subject(finding)
    {
        wishes.push(Command::GoTo(subject));
    }
}

/// Where a finding is: its model, or else its link, or else its first actor.
fn subject(finding: &Finding) -> Option<Subject> {
    let model = finding.models.first().map(|id| Subject::Model(*id));
    let link = finding.links.first().map(|id| Subject::Link(*id));
    let actor = finding.actors.first().map(|id| Subject::Actor(*id));
    match finding.code {
        // What hangs on it is named too, but the place is the link or the actor.
        FindingCode::ContractLapsed | FindingCode::ContractLapsing => link.or(actor).or(model),
        FindingCode::DependsOnOne | FindingCode::MemberLeftOut => actor.or(model),
        _ => model.or(link).or(actor),
    }
}
