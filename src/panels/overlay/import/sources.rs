//! The tables that were found, what each is taken for, and the columns of one of them.

use egui::{Id, Label, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::ImportState;
use crate::canvas::colour;
use crate::exchange::{
    AmbiguousNumbers, ColumnMatch, HeaderChoice, ImportTable, NumberStyle, RecognisedColumn, RecognisedTable,
    TablePlace, table_fields,
};
use crate::language::{ImportText, Language, capitalised, import_above_line, import_row, import_rows_line};
use crate::panels::choices::combo_box_ui;
use crate::panels::widgets::{ROW_HEIGHT, elided_galley, heading_text, hint_ui, paint_focus_ring};
use crate::schema::places;
use crate::session::ViewContext;
use crate::theme::font_size;

/// Width of a list to choose from, in points.
const CHOICE_WIDTH: f32 = 170.0;
/// Of more columns only those in sight are drawn.
const MANY_COLUMNS: usize = 60;
/// Height of a column with its samples, in points.
const COLUMN_HEIGHT: f32 = 38.0;

/// What somebody has chosen in this frame.
enum Chosen {
    Shown(TablePlace),
    Table(TablePlace, Option<ImportTable>),
    Column(TablePlace, usize, Option<&'static str>),
    Numbers(TablePlace, NumberStyle),
    Header(TablePlace, HeaderChoice),
    Province(Option<&'static str>),
}

pub(super) fn sources_ui(ui: &mut Ui, state: &mut ImportState, context: &ViewContext<'_>) {
    let (language, palette) = (context.language, context.palette);
    unread_ui(ui, state, context);
    if state.tables().is_empty() {
        let is_read = state.preview().is_some() && !state.is_reading;
        let text = if is_read { ImportText::NoTables } else { ImportText::Reading };
        hint_ui(ui, text.text(language), palette);
        return;
    }
    let mut chosen = None;
    ui.add_enabled_ui(!state.is_importing, |ui| {
        ui.label(heading_text(ImportText::Files.text(language), palette));
        ui.add_space(2.0);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for table in state.tables() {
                chosen = table_ui(ui, table, state.shown == Some(table.place), context).or(chosen.take());
            }
        });
        // Communes are known by their province, which a map says once.
        if places().area(&context.map.info().region).is_none() {
            chosen = province_ui(ui, state, language).or(chosen.take());
        }
        if let Some(table) = state.shown_table() {
            ui.add_space(8.0);
            ui.label(heading_text(ImportText::Columns.text(language), palette));
            chosen = columns_ui(ui, table, context).or(chosen.take());
        }
    });
    match chosen {
        Some(Chosen::Shown(place)) => state.shown = Some(place),
        Some(Chosen::Table(place, table)) => state.choose_table(place, table),
        Some(Chosen::Column(place, at, field)) => state.choose_column(place, at, field),
        Some(Chosen::Header(place, header)) => state.choose_header(place, header),
        Some(Chosen::Province(province)) => state.choose_province(province),
        Some(Chosen::Numbers(place, numbers)) => state.choose_numbers(place, numbers),
        None => {}
    }
}

/// Why files could not be read.
pub(super) fn unread_ui(ui: &mut Ui, state: &ImportState, context: &ViewContext<'_>) {
    for sentence in &state.unread {
        ui.add(Label::new(RichText::new(sentence).color(colour(context.palette.error))).wrap());
    }
}

/// What the rows of a table may be, and that they are left out.
fn table_title(table: Option<ImportTable>, language: Language) -> &'static str {
    table.map_or(ImportText::LeftOut.text(language), |table| table.title().text(language))
}

/// A table, and what it is taken for.
fn table_ui(ui: &mut Ui, table: &RecognisedTable, is_shown: bool, context: &ViewContext<'_>) -> Option<Chosen> {
    let (language, palette) = (context.language, context.palette);
    let mut chosen = None;
    ui.horizontal(|ui| {
        let width = (ui.available_width() - CHOICE_WIDTH - 8.0).max(80.0);
        let (area, response) = ui.allocate_exact_size(Vec2::new(width, ROW_HEIGHT), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_shown, table.name.as_str()));
        let background = if is_shown {
            Some(palette.accent.mixed(palette.panel, 0.84))
        } else {
            response.hovered().then_some(palette.hover)
        };
        if let Some(background) = background {
            ui.painter().rect_filled(area, 4.0, colour(background));
        }
        paint_focus_ring(ui.painter(), area, 4.0, &response, palette);
        let foreground = if table.table.is_some() { palette.text } else { palette.text_muted };
        let font = egui::FontId::proportional(font_size::BODY);
        let galley = elided_galley(ui, &table.name, font, colour(foreground), width - 12.0);
        let is_elided = galley.elided;
        let at = egui::Pos2::new(area.min.x + 6.0, area.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, egui::Color32::PLACEHOLDER);
        let response = if is_elided { response.on_hover_text(&table.name) } else { response };
        if response.clicked() {
            chosen = Some(Chosen::Shown(table.place));
        }
        let tables = std::iter::once(None).chain(ImportTable::ALL.map(Some));
        let choices = tables.map(|table| (table, table_title(table, language).to_owned()));
        let label = format!("{}: {}", table.name, ImportText::TakenFor.text(language));
        let id = Id::unique(("import table", table.place));
        let now = table_title(table.table, language);
        if let Some(table_chosen) = choice_ui(ui, id, &label, &table.table, choices, now, language) {
            chosen = Some(Chosen::Table(table.place, table_chosen));
        }
    });
    chosen
}

/// A list to choose from, of the usual width.
fn choice_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: &T,
    choices: impl IntoIterator<Item = (T, String)>,
    now: &str,
    language: Language,
) -> Option<T> {
    let size = Vec2::new(CHOICE_WIDTH, 24.0);
    let chosen = ui.allocate_ui(size, |ui| {
        ui.set_width(size.x);
        combo_box_ui(ui, id, label, current, choices, now, language)
    });
    chosen.inner
}

/// The columns of a table, with some values and what each is taken for.
fn columns_ui(ui: &mut Ui, table: &RecognisedTable, context: &ViewContext<'_>) -> Option<Chosen> {
    let (language, palette) = (context.language, context.palette);
    let Some(of) = table.table else {
        hint_ui(ui, ImportText::LeftOutHint.text(language), palette);
        return None;
    };
    let mut chosen = header_ui(ui, table, language);
    let header = table.has_header.then_some(table.header_row);
    let mut lines = vec![import_rows_line(table.rows, header, language)];
    if !table.above.is_empty() {
        lines.push(import_above_line(&table.above, language));
    }
    let lines = RichText::new(lines.join(". ")).size(font_size::SMALL).color(colour(palette.text_muted));
    ui.add(Label::new(lines).wrap());
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    let are_many = table.columns.len() > MANY_COLUMNS;
    for column in &table.columns {
        chosen = column_ui(ui, table.place, of, (column, are_many), context).or(chosen.take());
    }
    chosen
}

/// Which row names the columns of a table.
fn header_ui(ui: &mut Ui, table: &RecognisedTable, language: Language) -> Option<Chosen> {
    if table.first_rows.is_empty() {
        return None;
    }
    let now = if table.has_header { HeaderChoice::Row(table.header_row) } else { HeaderChoice::NoRow };
    let words = |header: HeaderChoice| match header {
        HeaderChoice::NoRow => ImportText::NoHeaderRow.text(language).to_owned(),
        HeaderChoice::Row(number) => capitalised(&import_row(number, language)),
    };
    let row = |(number, text): &(usize, String)| {
        let header = HeaderChoice::Row(*number);
        (header, format!("{}: {text}", words(header)))
    };
    let rows = table.first_rows.iter().map(row);
    let choices = std::iter::once((HeaderChoice::NoRow, words(HeaderChoice::NoRow))).chain(rows);
    let title = ImportText::HeaderRow.text(language);
    let chosen = ui.horizontal(|ui| {
        title_ui(ui, title);
        let label = format!("{}: {title}", table.name);
        let id = Id::unique(("import header", table.place));
        choice_ui(ui, id, &label, &now, choices, &words(now), language)
    });
    chosen.inner.map(|header| Chosen::Header(table.place, header))
}

/// The province that the rows are in, by which their communes are known.
fn province_ui(ui: &mut Ui, state: &ImportState, language: Language) -> Option<Chosen> {
    let title = ImportText::Province.text(language);
    let unknown = ImportText::ProvinceUnknown.text(language);
    let current = state.province();
    let provinces = places().provinces.iter().map(|province| province.name.as_str());
    let choices = std::iter::once((None, unknown.to_owned()));
    let choices = choices.chain(provinces.map(|name| (Some(name), name.to_owned())));
    let chosen = ui.horizontal(|ui| {
        title_ui(ui, title);
        let now = current.unwrap_or(unknown);
        choice_ui(ui, Id::unique("import province"), title, &current, choices, now, language)
    });
    chosen.inner.map(Chosen::Province)
}

/// What is chosen in the list at the right.
fn title_ui(ui: &mut Ui, title: &str) {
    let width = (ui.available_width() - CHOICE_WIDTH - 8.0).max(80.0);
    let (area, _) = ui.allocate_exact_size(Vec2::new(width, ROW_HEIGHT), Sense::hover());
    let font = egui::FontId::proportional(font_size::BODY);
    let galley = elided_galley(ui, title, font, ui.visuals().text_color(), width - 8.0);
    let at = egui::Pos2::new(area.min.x + 6.0, area.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, egui::Color32::PLACEHOLDER);
}

fn column_ui(
    ui: &mut Ui,
    place: TablePlace,
    of: ImportTable,
    (column, is_one_of_many): (&RecognisedColumn, bool),
    context: &ViewContext<'_>,
) -> Option<Chosen> {
    let (language, palette) = (context.language, context.palette);
    let mut chosen = None;
    // Of very many columns only those in sight are drawn.
    let size = Vec2::new(ui.available_width(), COLUMN_HEIGHT);
    let is_in_sight = || ui.is_rect_visible(egui::Rect::from_min_size(ui.cursor().min, size));
    if is_one_of_many && column.numbers.is_none() && !is_in_sight() {
        ui.allocate_space(size);
        return None;
    }
    ui.horizontal(|ui| {
        let width = (ui.available_width() - CHOICE_WIDTH - 8.0).max(80.0);
        let (area, response) = ui.allocate_exact_size(Vec2::new(width, COLUMN_HEIGHT), Sense::hover());
        let header = if column.header.is_empty() { ImportText::NoHeader.text(language) } else { &column.header };
        let how = match column.matched_by {
            ColumnMatch::Content => Some(ImportText::ByContent),
            ColumnMatch::Memory => Some(ImportText::AsLastTime),
            ColumnMatch::RowNumbers => Some(ImportText::RowNumbers),
            ColumnMatch::ByYear => Some(ImportText::ByYear),
            ColumnMatch::Name | ColumnMatch::Choice | ColumnMatch::None => None,
        };
        let title = how.map_or_else(|| header.to_owned(), |how| format!("{header} ({})", how.text(language)));
        let samples = column.samples.join(" · ");
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{title}: {samples}")));
        let foreground = if column.field.is_some() { palette.text } else { palette.text_muted };
        let lines = [
            (&title, font_size::BODY, foreground, area.min.y + 2.0),
            (&samples, font_size::SMALL, palette.text_muted, area.min.y + 20.0),
        ];
        let mut is_elided = false;
        for (text, size, foreground, top) in lines {
            let galley = elided_galley(ui, text, egui::FontId::proportional(size), colour(foreground), width - 8.0);
            is_elided |= galley.elided;
            ui.painter().galley(egui::Pos2::new(area.min.x + 6.0, top), galley, egui::Color32::PLACEHOLDER);
        }
        if is_elided {
            response.on_hover_text(format!("{title}\n{}", column.samples.join("\n")));
        }
        ui.vertical(|ui| {
            ui.add_space(7.0);
            let left_out = ImportText::LeftOut.text(language).to_owned();
            let fields = table_fields(of, language).map(|(id, name)| (Some(id), capitalised(name)));
            let choices: Vec<(Option<&str>, String)> = std::iter::once((None, left_out)).chain(fields).collect();
            let now = choices.iter().find(|(field, _)| *field == column.field).map(|(_, name)| name.clone());
            let label = format!("{header}: {}", ImportText::ColumnMeans.text(language));
            let id = Id::unique(("import column", place, column.at));
            if let Some(field) = choice_ui(ui, id, &label, &column.field, choices, &now.unwrap_or_default(), language) {
                chosen = Some(Chosen::Column(place, column.at, field));
            }
        });
    });
    if let Some(numbers) = column.numbers {
        let current = match numbers {
            AmbiguousNumbers::Open => None,
            AmbiguousNumbers::Read(style) => Some(style),
        };
        chosen = numbers_ui(ui, place, column, current, context).or(chosen);
    }
    chosen
}

/// How the numbers of a column are written, where they can be read in two ways.
fn numbers_ui(
    ui: &mut Ui,
    place: TablePlace,
    column: &RecognisedColumn,
    current: Option<NumberStyle>,
    context: &ViewContext<'_>,
) -> Option<Chosen> {
    let language = context.language;
    let mut chosen = None;
    ui.horizontal(|ui| {
        let width = (ui.available_width() - CHOICE_WIDTH - 8.0).max(80.0);
        ui.allocate_ui_with_layout(
            Vec2::new(width, ROW_HEIGHT),
            egui::Layout::right_to_left(egui::Align::Center),
            |ui| {
                ui.set_width(width);
                let tint = if current.is_none() { context.palette.error } else { context.palette.text_muted };
                let text = RichText::new(ImportText::NumbersAre.text(language)).size(font_size::SMALL);
                ui.label(text.color(colour(tint)));
            },
        );
        let words = |style: NumberStyle| match style {
            NumberStyle::Vietnamese => ImportText::NumbersVietnamese.text(language),
            NumberStyle::English => ImportText::NumbersEnglish.text(language),
        };
        let choices = NumberStyle::ALL.map(|style| (Some(style), words(style).to_owned()));
        let now = current.map_or(ImportText::NumbersOpen.text(language), words);
        let label = format!("{}: {}", column.header, ImportText::NumbersAre.text(language));
        let id = Id::unique(("import numbers", place, column.at));
        if let Some(Some(style)) = choice_ui(ui, id, &label, &current, choices, now, language) {
            chosen = Some(Chosen::Numbers(place, style));
        }
    });
    chosen
}
