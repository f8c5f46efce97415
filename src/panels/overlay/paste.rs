//! What a pasted block would change: its cells under their columns, with what is new, what is changed, and what is not right
//! and why. Nothing is pasted before that is said.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{
    Color32, FontFamily, FontId, Id, Key, Label, Modifiers, Pos2, Rect, RichText, Role, Sense, Ui, Vec2, WidgetInfo,
};
use egui_table::{CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate, TableState};

use super::{MAIN_WIDTH, ending_ui};
use crate::canvas::{colour, primary_ui};
use crate::command::Command;
use crate::exchange::{EditRow, PastePlan, PasteRequest};
use crate::language::{UiText, paste_counts, paste_names_line};
use crate::map::Violation;
use crate::panels::widgets::{ROW_HEIGHT, elided_galley, heading_ui, hint_ui};
use crate::schema::violation_sentence;
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// Width of the column that says what becomes of a row, in points.
const STATE_WIDTH: f32 = 96.0;
/// The narrowest and the widest that a column is at first, in points.
const COLUMN_WIDTHS: std::ops::RangeInclusive<f32> = 64.0..=240.0;
/// Width of a letter, about, in points.
const LETTER_WIDTH: f32 = 7.5;
/// So many rows tell how wide a column is.
const MEASURED_ROWS: usize = 200;

/// A block, and what it would change.
#[derive(Debug)]
pub struct PasteState {
    request: Arc<PasteRequest>,
    /// Of which state of the map the plan is, or is being worked out.
    planned: Option<u64>,
    /// `None` while it is worked out.
    plan: Option<Result<PastePlan, Violation>>,
    /// Why cells are refused, by row and column of the block.
    problems: BTreeMap<(usize, usize), String>,
    has_focus: bool,
}

impl PasteState {
    pub(super) fn new(request: PasteRequest) -> Self {
        Self { request: Arc::new(request), planned: None, plan: None, problems: BTreeMap::new(), has_focus: false }
    }

    /// The block, for another thread.
    pub fn request(&self) -> Arc<PasteRequest> {
        Arc::clone(&self.request)
    }

    /// Plans for the present state of the map: at once, or in the background where that takes longer.
    fn update(&mut self, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
        let generation = context.map_generation;
        if self.planned == Some(generation) {
            return;
        }
        (self.planned, self.plan) = (Some(generation), None);
        if self.request.is_large(context.recorded()) {
            commands.push(Command::PlanPaste(generation));
        } else {
            self.set_plan(self.request.plan(context.recorded()));
        }
    }

    /// Takes in what was worked out, unless it is of another block or of another state of the map.
    pub fn on_planned(&mut self, request: &Arc<PasteRequest>, generation: u64, plan: Result<PastePlan, Violation>) {
        if Arc::ptr_eq(request, &self.request) && self.planned == Some(generation) {
            self.set_plan(plan);
        }
    }

    fn set_plan(&mut self, plan: Result<PastePlan, Violation>) {
        self.problems = plan.as_ref().map(problems).unwrap_or_default();
        self.plan = Some(plan);
    }
}

/// The reasons of a plan by the cells of its block; of what a new row lacks, by its first cell.
fn problems(plan: &PastePlan) -> BTreeMap<(usize, usize), String> {
    let rows: BTreeMap<EditRow, usize> =
        plan.rows.iter().enumerate().filter_map(|(at, (row, _))| Some(((*row)?, at))).collect();
    let mut found = BTreeMap::new();
    for refused in &plan.refused {
        let Some(row) = rows.get(&refused.row) else { continue };
        let column = plan.columns.iter().position(|column| *column == Some(refused.column));
        found.insert((*row, column.unwrap_or_default()), refused.reason.clone());
    }
    found
}

/// Draws it; whether it stays open.
pub(super) fn paste_ui(
    ui: &mut Ui,
    state: &mut PasteState,
    height: f32,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    let (language, palette) = (context.language, context.palette);
    state.update(context, commands);
    let title = format!("{}: {}", UiText::PasteTitle.text(language), state.request.kind().title().text(language));
    heading_ui(ui, &title, palette);
    let plan = match &state.plan {
        Some(Ok(plan)) => plan,
        Some(Err(violation)) => {
            let problem = violation_sentence(violation, context.recorded(), language);
            ui.add(Label::new(RichText::new(problem).color(colour(palette.error))).wrap());
            return !ending_ui(ui, |ui| ui.button(UiText::Cancel.text(language)).clicked());
        }
        None => {
            hint_ui(ui, UiText::Working.text(language), palette);
            return !ending_ui(ui, |ui| ui.button(UiText::Cancel.text(language)).clicked());
        }
    };
    let doubtful = state.problems.len() + plan.row_problems.len();
    let counts = paste_counts(plan.new_rows.len(), plan.changed_rows.len(), doubtful, language);
    ui.label(RichText::new(counts).strong());
    let names = paste_names_line(&plan.edits.new_products, &plan.edits.new_stages, language);
    if !names.is_empty() {
        ui.add(Label::new(RichText::new(names).size(font_size::SMALL)).wrap());
    }
    ui.add_space(6.0);
    let size = Vec2::new(
        ui.available_width(),
        (height - 140.0).clamp(100.0, 460.0).min((plan.rows.len() + 1) as f32 * ROW_HEIGHT + 16.0),
    );
    ui.allocate_ui(size, |ui| {
        ui.set_min_size(size);
        preview_ui(ui, &state.request, plan, &state.problems, context);
    });
    let changes_any = !plan.new_rows.is_empty() || !plan.changed_rows.is_empty();
    let hint = match (changes_any, doubtful) {
        (false, 0) => Some(UiText::PasteNothing),
        (_, 0) => None,
        _ => Some(UiText::PasteHint),
    };
    if let Some(hint) = hint {
        hint_ui(ui, hint.text(language), palette);
    }
    let is_entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let (is_pasted, is_left) = ending_ui(ui, |ui| {
        let paste = ui.add_enabled_ui(changes_any, |ui| {
            primary_ui(ui, UiText::Paste.text(language), Vec2::new(MAIN_WIDTH, 0.0), palette)
        });
        let cancel = ui.button(UiText::Cancel.text(language));
        if !std::mem::replace(&mut state.has_focus, true) {
            // Keys are no longer for what lies below.
            if changes_any { &paste.inner } else { &cancel }.request_focus();
        }
        (paste.inner.clicked(), cancel.clicked())
    });
    if changes_any && (is_pasted || is_entered) {
        commands.push(Command::EditCells(Box::new(plan.edits.clone())));
        return false;
    }
    !is_left
}

fn preview_ui(
    ui: &mut Ui,
    request: &PasteRequest,
    plan: &PastePlan,
    problems: &BTreeMap<(usize, usize), String>,
    context: &ViewContext<'_>,
) {
    let titles: Vec<String> = (0..plan.columns.len()).map(|at| title(request, plan, at, context)).collect();
    let width = |at: usize| {
        let cells = plan.rows.iter().take(MEASURED_ROWS).filter_map(|(_, texts)| texts.get(at));
        let longest = cells.chain(titles.get(at)).map(|text| text.chars().count()).max().unwrap_or_default();
        (longest as f32 * LETTER_WIDTH + 16.0).clamp(*COLUMN_WIDTHS.start(), *COLUMN_WIDTHS.end()).round()
    };
    // No narrower than at first, as an overlay is measured with nothing in it.
    let columns: Vec<Column> =
        std::iter::once(Column::new(STATE_WIDTH).range(STATE_WIDTH..=STATE_WIDTH).resizable(false))
            .chain((0..plan.columns.len()).map(|at| Column::new(width(at)).range(width(at)..=600.0)))
            .collect();
    let palette = context.palette;
    ui.visuals_mut().widgets.noninteractive.bg_stroke.color = colour(palette.border.mixed(palette.panel, 0.6));
    let table = Table::new()
        .id_salt(("pasted block", plan.columns.iter().flatten().map(|column| column.id()).collect::<Vec<_>>()))
        .num_rows(plan.rows.len() as u64)
        .num_sticky_cols(1)
        .headers(vec![HeaderRow::new(ROW_HEIGHT)])
        .columns(columns.clone());
    let id = table.get_id(ui);
    if TableState::load(ui.ctx(), id).is_none() {
        let col_widths = columns.iter().enumerate().map(|(at, column)| (column.id_for(at), column.current)).collect();
        TableState { col_widths, parent_width: None }.store(ui.ctx(), id);
    }
    table.show(ui, &mut Preview { plan, titles: &titles, problems, context });
}

/// What stands over a column; over one that the table does not have, what stands there in the block, and that it is left
/// out.
fn title(request: &PasteRequest, plan: &PastePlan, at: usize, context: &ViewContext<'_>) -> String {
    let language = context.language;
    if let Some(column) = plan.columns.get(at).copied().flatten() {
        return column.title(language);
    }
    let left_out = UiText::PasteLeftOut.text(language);
    let given = request.cells.first().and_then(|header| header.get(at)).map_or("", |given| given.trim());
    if given.is_empty() { left_out.to_owned() } else { format!("{given} · {left_out}") }
}

struct Preview<'a> {
    plan: &'a PastePlan,
    titles: &'a [String],
    problems: &'a BTreeMap<(usize, usize), String>,
    context: &'a ViewContext<'a>,
}

impl Preview<'_> {
    /// What becomes of a row: a word, and why it is left out.
    fn row_state(&self, at: usize) -> (&'static str, Option<&str>) {
        let language = self.context.language;
        if let Some(problem) = self.plan.row_problems.get(&at) {
            return (UiText::PasteLeftOut.text(language), Some(problem));
        }
        let row = self.plan.rows.get(at).and_then(|(row, _)| *row);
        let word = match row {
            Some(row) if self.plan.new_rows.contains(&row) => UiText::PasteNew,
            Some(row) if self.plan.changed_rows.contains(&row) => UiText::PasteChanged,
            Some(EditRow::New(_)) => UiText::PasteLeftOut,
            Some(EditRow::Record(_)) => UiText::PasteSame,
            None => return ("", None),
        };
        (word.text(language), None)
    }

    fn paint(&self, ui: &Ui, text: &str, problem: Option<&str>, is_muted: bool, id: Id) {
        let (area, palette) = (ui.max_rect(), self.context.palette);
        if problem.is_some() {
            ui.painter().rect_filled(area, 0.0, colour(palette.error.mixed(palette.panel, 0.88)));
        }
        let foreground = if problem.is_some() {
            palette.error
        } else if is_muted {
            palette.text_muted
        } else {
            palette.text
        };
        let line = text.replace('\n', " ");
        let font = FontId::proportional(font_size::BODY);
        let galley = elided_galley(ui, &line, font, colour(foreground), area.width() - 8.0);
        let is_truncated = galley.elided;
        ui.painter().galley(
            Pos2::new(area.min.x + 4.0, area.center().y - galley.size().y / 2.0),
            galley,
            Color32::PLACEHOLDER,
        );
        let response = ui.interact(area, id, Sense::HOVER);
        let said = problem.map_or_else(|| text.to_owned(), |problem| format!("{text}: {problem}"));
        response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, &said));
        match problem {
            Some(problem) => drop(response.on_hover_text(problem)),
            None if is_truncated => drop(response.on_hover_text(text)),
            None => {}
        }
    }
}

impl TableDelegate for Preview<'_> {
    fn default_row_height(&self) -> f32 {
        ROW_HEIGHT
    }

    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let Some(at) = cell.col_range.start.checked_sub(1) else { return };
        let column = self.plan.columns.get(at).copied().flatten();
        let (area, palette) = (ui.max_rect(), self.context.palette);
        let text = self.titles.get(at).map_or("", String::as_str);
        let foreground = if column.is_some() { palette.text } else { palette.text_muted };
        let font = FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()));
        let galley = elided_galley(ui, text, font, colour(foreground), area.width() - 8.0);
        ui.painter().galley(
            Pos2::new(area.min.x + 4.0, area.center().y - galley.size().y / 2.0),
            galley,
            Color32::PLACEHOLDER,
        );
    }

    fn row_ui(&mut self, ui: &mut Ui, row_nr: u64) {
        let (area, palette) = (ui.max_rect(), self.context.palette);
        let line = Rect::from_min_max(Pos2::new(area.min.x, area.max.y - 1.0), area.max);
        if row_nr + 1 < self.plan.rows.len() as u64 {
            ui.painter().rect_filled(line, 0.0, colour(palette.border.mixed(palette.panel, 0.6)));
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let at = cell.row_nr as usize;
        let id = Id::unique(("pasted cell", at, cell.col_nr));
        let (state, problem) = self.row_state(at);
        let Some(column) = cell.col_nr.checked_sub(1) else {
            self.paint(ui, state, problem, true, id);
            return;
        };
        let text = self.plan.rows.get(at).and_then(|(_, texts)| texts.get(column)).map_or("", String::as_str);
        let is_left_out = problem.is_some() || self.plan.columns.get(column).copied().flatten().is_none();
        let reason = self.problems.get(&(at, column)).map(String::as_str);
        self.paint(ui, text, reason, is_left_out, id);
    }
}
