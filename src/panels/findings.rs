//! The findings at the bottom, by what there is to do; a click goes to the place.

use std::collections::BTreeSet;

use egui::{RichText, ScrollArea, Sense, Ui, Vec2};

use super::rows::{HEIGHT, Row, follow_keys, from_right, hint_ui, icon_button_ui, paint_words, ring_ui};
use crate::analysis::{Assessment, Finding, FindingCode, Severity, Task};
use crate::canvas::{colour, paint_icon};
use crate::command::Command;
use crate::language::{Localized, UiText, finding_count, finding_sentence, integer};
use crate::scene::severity_icon;
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// So many alike findings stand in a row; more are folded into one line.
const ALIKE: usize = 6;

/// The heading takes about as much as this in one row, in points.
const NARROW: f32 = 400.0;

/// Which findings are listed, and the lines in their order.
#[derive(Debug, Default)]
pub struct FindingsState {
    listed: Listed,
    made_for: Option<(u64, Listed)>,
    lines: Vec<Line>,
}

/// What of the findings is wanted.
#[derive(Clone, Debug, Default, PartialEq)]
struct Listed {
    only: Option<Severity>,
    closed: BTreeSet<Task>,
    /// The many alike findings that are unfolded.
    open: BTreeSet<FindingCode>,
}

#[derive(Clone, Copy, Debug)]
enum Line {
    /// The heading of a group, with the number of its findings.
    Task(Task, usize),
    /// Many alike findings, folded or not.
    Code(FindingCode, usize),
    /// A finding, by its position in the assessment.
    Finding(usize),
}

impl FindingsState {
    fn arrange(&mut self, assessment: &Assessment, surveys: u64) {
        if self.made_for.as_ref().is_some_and(|(known, listed)| *known == surveys && *listed == self.listed) {
            return;
        }
        self.made_for = Some((surveys, self.listed.clone()));
        self.lines.clear();
        let Listed { only, closed, open } = &self.listed;
        let mut listed: Vec<(usize, FindingCode)> = (assessment.findings.iter().enumerate())
            .filter(|(_, finding)| only.is_none_or(|only| finding.severity == only))
            .map(|(at, finding)| (at, finding.code))
            .collect();
        listed.sort_by_key(|(_, code)| code.task());
        for group in listed.chunk_by(|(_, one), (_, other)| one.task() == other.task()) {
            let Some(task) = group.first().map(|(_, code)| code.task()) else { continue };
            self.lines.push(Line::Task(task, group.len()));
            if closed.contains(&task) {
                continue;
            }
            for alike in group.chunk_by(|(_, one), (_, other)| one == other) {
                let Some((_, code)) = alike.first() else { continue };
                let many = alike.len() > ALIKE;
                if many {
                    self.lines.push(Line::Code(*code, alike.len()));
                }
                if !many || open.contains(code) {
                    self.lines.extend(alike.iter().map(|(at, _)| Line::Finding(*at)));
                }
            }
        }
    }
}

/// Draws the list with its heading. `surveys` grows with every change of what is shown.
pub fn findings_ui(
    ui: &mut Ui,
    state: &mut FindingsState,
    shown: &ViewContext<'_>,
    surveys: u64,
    wishes: &mut Vec<Command>,
) {
    let language = shown.language;
    let Some(assessment) = shown.assessment else {
        hint_ui(ui, UiText::Working.text(language), shown.palette);
        return;
    };
    let close = |ui: &mut Ui, wishes: &mut Vec<Command>| {
        if icon_button_ui(ui, Icon::Close, UiText::Close.text(language), true, shown.palette).clicked() {
            wishes.push(Command::ToggleFindings);
        }
    };
    // In a narrow window, or with large letters, the heading takes two rows rather than the room of its neighbours.
    let narrow = ui.available_width() < NARROW;
    let heading_ui = |ui: &mut Ui| {
        ui.label(RichText::new(UiText::Findings.text(language)).strong());
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let count = assessment.count(severity);
            let words = finding_count(severity, count, language);
            let chosen = state.listed.only == Some(severity);
            if ui.add_enabled(count > 0, egui::Button::selectable(chosen, words)).clicked() {
                state.listed.only = if chosen { None } else { Some(severity) };
            }
        }
        if narrow {
            close(ui, wishes);
        } else {
            from_right(ui, |ui| close(ui, wishes));
        }
    };
    if narrow {
        ui.horizontal_wrapped(heading_ui)
    } else {
        ui.horizontal(heading_ui)
    };
    state.arrange(assessment, surveys);
    if state.lines.is_empty() {
        hint_ui(ui, UiText::NoFindings.text(language), shown.palette);
        return;
    }
    ui.spacing_mut().item_spacing.y = 1.0;
    let FindingsState { listed: Listed { closed, open, .. }, lines, .. } = state;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, HEIGHT, lines.len(), |ui, range| {
        for line in lines.get(range).into_iter().flatten() {
            match *line {
                Line::Task(task, count) => {
                    let folds = fold_ui(ui, &task.title(language), count, !closed.contains(&task), 0.0, shown);
                    if folds && !closed.remove(&task) {
                        closed.insert(task);
                    }
                }
                Line::Code(code, count) => {
                    let folds = fold_ui(ui, &code.title(language), count, open.contains(&code), 14.0, shown);
                    if folds && !open.remove(&code) {
                        open.insert(code);
                    }
                }
                Line::Finding(at) => {
                    if let Some(finding) = assessment.findings.get(at) {
                        finding_ui(ui, finding, shown, wishes);
                    }
                }
            }
        }
        follow_keys(ui);
    });
}

/// The heading of lines that can be folded away; tells whether it was clicked.
fn fold_ui(ui: &mut Ui, words: &str, count: usize, open: bool, indent: f32, shown: &ViewContext<'_>) -> bool {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEIGHT), Sense::click());
    let words = format!("{words} · {}", integer(count as u64, shown.language));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, open, &words));
    let painter = ui.painter_at(rect);
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, 4.0, colour(shown.palette.hover));
    }
    ring_ui(&painter, rect, 4.0, &response, shown.palette);
    let middle = egui::Pos2::new(rect.min.x + 14.0 + indent, rect.center().y);
    let arrow = egui::Rect::from_center_size(middle, Vec2::splat(12.0));
    let icon = if open { Icon::Down } else { Icon::Next };
    paint_icon(&painter, icon, arrow, colour(shown.palette.text_muted));
    paint_words(ui, &painter, rect.with_min_x(rect.min.x + 28.0 + indent), &words, shown.palette.text_muted);
    response.clicked()
}

fn finding_ui(ui: &mut Ui, finding: &Finding, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let sentence = finding_sentence(finding, shown.map, shown.year, shown.language);
    let row = Row {
        icon: Some(severity_icon(finding.severity, shown.palette)),
        name: &sentence,
        detail: "",
        selected: false,
        spoken: finding.severity.text(shown.language),
    };
    if row.show(ui, shown.palette).clicked() {
        wishes.push(Command::Highlight(subjects(finding)));
    }
}

/// All that a finding is about, where it is first.
pub(super) fn subjects(finding: &Finding) -> Vec<Subject> {
    let models = finding.models.iter().map(|id| Subject::Model(*id));
    let links = finding.links.iter().map(|id| Subject::Link(*id));
    let actors = finding.actors.iter().map(|id| Subject::Actor(*id));
    let mut subjects: Vec<Subject> = subject(finding).into_iter().collect();
    for other in models.chain(links).chain(actors) {
        if !subjects.contains(&other) {
            subjects.push(other);
        }
    }
    subjects
}

/// Where a finding is: its model, or else its link, or else its first actor.
pub(super) fn subject(finding: &Finding) -> Option<Subject> {
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
