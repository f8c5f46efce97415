//! The findings panel at the bottom, grouped by task; a click highlights what a finding is about.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Align, Layout, Response, RichText, ScrollArea, Sense, Ui, Vec2};

use super::explaining::explain_button_ui;
use super::list_selection::click_with_modifiers;
use super::widgets::{
    ListRow, ROW_HEIGHT, hint_ui, icon_button_ui, leading_and_trailing_ui, paint_focus_ring, paint_text,
    right_to_left_ui, scroll_to_focused,
};
use crate::analysis::{Assessment, Finding, FindingCode, Severity, Task};
use crate::canvas::{colour, paint_icon, row_menu};
use crate::command::Command;
use crate::language::{Language, Localized, UiText, finding_count, finding_sentence, integer, reference_page};
use crate::map::ActorId;
use crate::scene::severity_icon;
use crate::session::{Subject, ViewContext};
use crate::theme::{Icon, font_size};

/// More findings with the same code than this are folded into one row.
const FOLD_THRESHOLD: usize = 6;

/// Below this width, in points, the heading wraps, and the words of a button are short.
const NARROW_WIDTH: f32 = 400.0;

/// The list options, and the cached rows in their order.
#[derive(Debug, Default)]
pub struct FindingsState {
    options: ListOptions,
    cache_key: Option<(u64, ListOptions)>,
    rows: Vec<FindingsRow>,
    /// The row that was clicked last without Shift.
    anchor: Option<usize>,
}

/// Which findings are listed, and which groups are open.
#[derive(Clone, Debug, Default, PartialEq)]
struct ListOptions {
    severity: Option<Severity>,
    collapsed: BTreeSet<Task>,
    /// The codes whose folded findings are expanded.
    expanded: BTreeSet<FindingCode>,
}

#[derive(Clone, Copy, Debug)]
enum FindingsRow {
    /// The heading of a group, with the number of its findings.
    Task(Task, usize),
    /// The heading of many findings with the same code, with their number.
    Code(FindingCode, usize),
    /// A finding, by its index in the assessment.
    Finding(usize),
}

impl FindingsState {
    fn update(&mut self, assessment: &Assessment, generation: u64) {
        if self.cache_key.as_ref().is_some_and(|(known, entries)| *known == generation && *entries == self.options) {
            return;
        }
        self.cache_key = Some((generation, self.options.clone()));
        self.rows.clear();
        self.anchor = None;
        let ListOptions { severity, collapsed, expanded } = &self.options;
        let mut entries: Vec<(usize, FindingCode)> = (assessment.findings.iter().enumerate())
            .filter(|(_, finding)| severity.is_none_or(|severity| finding.severity() == severity))
            .map(|(at, finding)| (at, finding.code()))
            .collect();
        // What is most severe stands first, in its group too; notes are no reason to scroll for the only warning.
        let mut worst: BTreeMap<Task, Severity> = BTreeMap::new();
        for (_, code) in &entries {
            let of_task = worst.entry(code.task()).or_insert_with(|| code.severity());
            *of_task = code.severity().min(*of_task);
        }
        entries.sort_by_key(|(_, code)| (worst.get(&code.task()).copied(), code.task(), code.severity()));
        for group in entries.chunk_by(|(_, one), (_, other)| one.task() == other.task()) {
            let Some(task) = group.first().map(|(_, code)| code.task()) else { continue };
            self.rows.push(FindingsRow::Task(task, group.len()));
            if collapsed.contains(&task) {
                continue;
            }
            for same_code in group.chunk_by(|(_, one), (_, other)| one == other) {
                let Some((_, code)) = same_code.first() else { continue };
                let is_foldable = same_code.len() > FOLD_THRESHOLD;
                if is_foldable {
                    self.rows.push(FindingsRow::Code(*code, same_code.len()));
                }
                if !is_foldable || expanded.contains(code) {
                    self.rows.extend(same_code.iter().map(|(at, _)| FindingsRow::Finding(*at)));
                }
            }
        }
    }
}

/// Draws the list with its heading; its rows are rebuilt when the generation changes.
pub fn findings_ui(
    ui: &mut Ui,
    state: &mut FindingsState,
    context: &ViewContext<'_>,
    generation: u64,
    commands: &mut Vec<Command>,
) {
    let language = context.language;
    let Some(assessment) = context.assessment else {
        hint_ui(ui, UiText::Working.text(language), context.palette);
        return;
    };
    let close_button_ui = |ui: &mut Ui, commands: &mut Vec<Command>| {
        if icon_button_ui(ui, Icon::Close, UiText::Close.text(language), true, context.palette).clicked() {
            commands.push(Command::ToggleFindings);
        }
    };
    // In a narrow window, or with large text, the heading wraps instead of overlapping its neighbours.
    let is_narrow = ui.available_width() < NARROW_WIDTH;
    let heading_ui = |ui: &mut Ui| {
        ui.label(RichText::new(UiText::Findings.text(language)).strong());
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let count = assessment.count(severity);
            let words = finding_count(severity, count, language);
            let chosen = state.options.severity == Some(severity);
            if ui.add_enabled(count > 0, egui::Button::selectable(chosen, words)).clicked() {
                state.options.severity = if chosen { None } else { Some(severity) };
            }
        }
        if is_narrow {
            close_button_ui(ui, commands);
        } else {
            right_to_left_ui(ui, |ui| close_button_ui(ui, commands));
        }
    };
    if is_narrow {
        ui.horizontal_wrapped(heading_ui)
    } else {
        ui.horizontal(heading_ui)
    };
    state.update(assessment, generation);
    if state.rows.is_empty() {
        hint_ui(ui, UiText::NoFindings.text(language), context.palette);
        return;
    }
    ui.spacing_mut().item_spacing.y = 1.0;
    let FindingsState { options: ListOptions { collapsed, expanded, .. }, rows, anchor, .. } = state;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW_HEIGHT, rows.len(), |ui, range| {
        for at in range {
            match rows.get(at).copied() {
                None => {}
                Some(FindingsRow::Task(task, count)) => {
                    let is_toggled = collapsing_header_ui(
                        ui,
                        &task.title(language),
                        count,
                        !collapsed.contains(&task),
                        0.0,
                        context,
                    );
                    if is_toggled && !collapsed.remove(&task) {
                        collapsed.insert(task);
                    }
                }
                Some(FindingsRow::Code(code, count)) => {
                    let is_toggled =
                        collapsing_header_ui(ui, &code.title(language), count, expanded.contains(&code), 14.0, context);
                    if is_toggled && !expanded.remove(&code) {
                        expanded.insert(code);
                    }
                }
                Some(FindingsRow::Finding(index)) => {
                    let Some(finding) = assessment.findings.get(index) else { continue };
                    if finding_ui(ui, finding, context, commands).clicked() {
                        let modifiers = ui.input(|input| input.modifiers);
                        let selection = &context.view.selection;
                        let extended =
                            click_with_modifiers(modifiers, anchor, at, selection, |row| match rows.get(row) {
                                Some(FindingsRow::Finding(index)) => finding_actors(assessment.findings.get(*index)),
                                _ => Vec::new(),
                            });
                        commands.push(extended.unwrap_or_else(|| Command::Highlight(finding_subjects(finding))));
                    }
                }
            }
        }
        scroll_to_focused(ui);
    });
}

/// The heading of a collapsible group; returns whether it was clicked.
fn collapsing_header_ui(
    ui: &mut Ui,
    text: &str,
    count: usize,
    open: bool,
    indent: f32,
    context: &ViewContext<'_>,
) -> bool {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW_HEIGHT), Sense::click());
    let text = format!("{text} · {}", integer(count as u64, context.language));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, open, &text));
    let painter = ui.painter_at(rect);
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, 4.0, colour(context.palette.hover));
    }
    paint_focus_ring(&painter, rect, 4.0, &response, context.palette);
    let middle = egui::Pos2::new(rect.min.x + 14.0 + indent, rect.center().y);
    let arrow = egui::Rect::from_center_size(middle, Vec2::splat(12.0));
    let icon = if open { Icon::Down } else { Icon::Next };
    paint_icon(&painter, icon, arrow, colour(context.palette.text_muted));
    paint_text(ui, &painter, rect.with_min_x(rect.min.x + 28.0 + indent), &text, context.palette.text_muted);
    response.clicked()
}

/// The actors that a finding names.
fn finding_actors(finding: Option<&Finding>) -> Vec<ActorId> {
    finding.map_or_else(Vec::new, |finding| finding.actors().to_vec())
}

fn finding_ui(ui: &mut Ui, finding: &Finding, context: &ViewContext<'_>, commands: &mut Vec<Command>) -> Response {
    let sentence = finding_sentence(finding, context.map, context.year, context.language);
    let row = ListRow {
        icon: Some(severity_icon(finding.severity(), context.palette)),
        name: &sentence,
        detail: "",
        selected: false,
        accessible_text: finding.severity().text(context.language),
    };
    let merge = merging(finding);
    let response = row_with_buttons_ui(ui, &row, merge.as_ref(), finding.code(), context, commands);
    let response = response.on_hover_ui(|ui| explanation_ui(ui, finding, context.language));
    if let Some(subject) = primary_subject(finding) {
        row_menu(&response, subject, context, commands);
    }
    response
}

/// What a finding about actors that may be one offers.
fn merging(finding: &Finding) -> Option<Command> {
    let is_offered = finding.code() == FindingCode::DuplicateActor && finding.actors().len() > 1;
    is_offered.then(|| Command::ShowMerge(finding.actors().iter().copied().collect()))
}

/// A row with the button of a command at its right, if it has one, and the way to where the guide explains it.
fn row_with_buttons_ui(
    ui: &mut Ui,
    row: &ListRow<'_>,
    command: Option<&Command>,
    code: FindingCode,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> Response {
    let size = Vec2::new(ui.available_width(), ROW_HEIGHT);
    let is_narrow = size.x < NARROW_WIDTH;
    let row_ui = |ui: &mut Ui| row.show(ui, context.palette);
    let buttons_ui = |ui: &mut Ui| {
        if let Some(command) = command {
            let label = command.label(context.language);
            let words = if is_narrow { UiText::MergeShort.text(context.language) } else { label };
            let words = RichText::new(words).size(font_size::SMALL);
            let button = ui.add(egui::Button::new(words).min_size(Vec2::new(0.0, ROW_HEIGHT - 4.0)));
            let button = if is_narrow { button.on_hover_text(label) } else { button };
            if button.clicked() {
                commands.push(command.clone());
            }
        }
        explain_button_ui(ui, (code.code(), code), context, commands);
    };
    // The width of the buttons is that of the same ones in other rows.
    let id = command.map(|command| command.label(context.language));
    let whole_ui = |ui: &mut Ui| leading_and_trailing_ui(ui, row_ui, buttons_ui);
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| ui.push_id(id, whole_ui).inner).inner
}

/// What a finding says, its rule, where the rule comes from, and what to do.
fn explanation_ui(ui: &mut Ui, finding: &Finding, language: Language) {
    for paragraph in reference_page(finding.code().code(), language).into_iter().flatten().skip(1) {
        ui.label(paragraph);
    }
}

/// All subjects of a finding, the primary one first.
pub(super) fn finding_subjects(finding: &Finding) -> Vec<Subject> {
    let models = finding.models().iter().map(|id| Subject::Model(*id));
    let links = finding.links().iter().map(|id| Subject::Link(*id));
    let actors = finding.actors().iter().map(|id| Subject::Actor(*id));
    let mut subjects: Vec<Subject> = primary_subject(finding).into_iter().collect();
    for other in models.chain(links).chain(actors) {
        if !subjects.contains(&other) {
            subjects.push(other);
        }
    }
    subjects
}

/// The primary subject of a finding: for most codes its first model, or else its first link, or else its first actor.
pub(super) fn primary_subject(finding: &Finding) -> Option<Subject> {
    let model = finding.models().first().map(|id| Subject::Model(*id));
    let link = finding.links().first().map(|id| Subject::Link(*id));
    let actor = finding.actors().first().map(|id| Subject::Actor(*id));
    match finding.code() {
        // The affected models are listed too, but the primary subject is the link or the actor.
        FindingCode::ContractLapsed | FindingCode::ContractLapsing => link.or(actor).or(model),
        FindingCode::DependsOnOne | FindingCode::MemberLeftOut => actor.or(model),
        _ => model.or(link).or(actor),
    }
}
