//! What is chosen for a file: only what its content and format have.

use egui::{Id, RichText, TextEdit, Ui, Vec2};

use super::state::ExportState;
use crate::canvas::colour;
use crate::exchange::{ExportChoices, ExportContent, ExportFormat, NetworkFormat, Orientation, PaperSize};
use crate::language::{ExportText, Language, UiText, sort_key};
use crate::panels::choices::combo_box_ui;
use crate::session::ViewContext;
use crate::theme::Palette;

/// Width of what stands before a choice, in points.
const LABEL_WIDTH: f32 = 116.0;
/// The most letters of the name of an office.
const MAX_OFFICE: usize = 200;

/// Draws them.
pub(super) fn choices_ui(ui: &mut Ui, state: &mut ExportState, context: &ViewContext<'_>) {
    let rows = Rows { language: context.language, palette: context.palette };
    let language = context.language;
    let shown =
        |state: &ExportState| (state.request.choices.content, state.request.choices.format, state.request.model);
    let before = shown(state);
    ui.spacing_mut().item_spacing.y = 8.0;
    content_ui(ui, state, &rows, context);
    let choices = &mut state.request.choices;
    let formats = choices.content.formats().iter();
    let formats = formats.map(|format| (*format, format_text(*format, language).to_owned()));
    rows.choose(ui, ExportText::Format, &mut choices.format, formats.collect());
    if choices.has_paper() {
        paper_ui(ui, choices, &rows);
    }
    let languages = [(Language::Vietnamese, UiText::Vietnamese), (Language::English, UiText::English)];
    let languages = languages.map(|(choice, name)| (choice, name.text(language).to_owned()));
    let mut chosen = choices.language.unwrap_or(language);
    rows.choose(ui, ExportText::Language, &mut chosen, languages.into());
    choices.language = (chosen != language || choices.language.is_some()).then_some(chosen);
    if choices.has_ground() {
        let grounds = [(false, ExportText::Light), (true, ExportText::Dark)];
        let grounds = grounds.map(|(is_dark, text)| (is_dark, text.text(language).to_owned()));
        rows.choose(ui, ExportText::Ground, &mut choices.is_dark, grounds.into());
    }
    if choices.has_office() {
        rows.row(ui, ExportText::Office, |ui, _| {
            let field = TextEdit::singleline(&mut choices.office).char_limit(MAX_OFFICE).desired_width(f32::INFINITY);
            let field = ui.add(field);
            field.widget_info(|| {
                let mut info = egui::WidgetInfo::text_edit(true, "", &choices.office, "");
                info.label = Some(ExportText::Office.text(language).to_owned());
                info
            });
        });
    }
    if shown(state) != before {
        state.page = 0;
    }
}

/// What is shown, and of which model.
fn content_ui(ui: &mut Ui, state: &mut ExportState, rows: &Rows<'_>, context: &ViewContext<'_>) {
    let language = context.language;
    let models = context.map.models();
    let contents = ExportContent::ALL.into_iter();
    let contents = contents.filter(|content| content.is_there(context.map, &state.request.selection));
    let contents = contents.map(|content| (content, content_text(content).text(language).to_owned())).collect();
    let mut content = state.request.choices.content;
    rows.choose(ui, ExportText::Content, &mut content, contents);
    state.request.choices.show(content);
    if content == ExportContent::Model {
        let chosen = state.request.model.and_then(|id| models.get(&id)).map_or("", |model| &model.name);
        // In order once the list is open.
        let named = std::iter::once_with(|| {
            let mut named: Vec<_> = models.values().map(|model| (Some(model.id), model.name.clone())).collect();
            named.sort_by_cached_key(|(_, name)| sort_key(name));
            named
        });
        rows.choose_from(ui, ExportText::Model, (&mut state.request.model, chosen), named.flatten());
    }
}

fn paper_ui(ui: &mut Ui, choices: &mut ExportChoices, rows: &Rows<'_>) {
    let language = rows.language;
    let fitting = (None, ExportText::FittingPaper.text(language).to_owned());
    let sizes = PaperSize::ALL.map(|size| (Some(size), size.name().to_owned()));
    rows.choose(ui, ExportText::Paper, &mut choices.size, std::iter::once(fitting).chain(sizes).collect());
    let orientations = [
        (None, ExportText::FittingOrientation),
        (Some(Orientation::Landscape), ExportText::Landscape),
        (Some(Orientation::Portrait), ExportText::Portrait),
    ];
    let orientations = orientations.map(|(orientation, text)| (orientation, text.text(language).to_owned()));
    rows.choose(ui, ExportText::Orientation, &mut choices.orientation, orientations.into());
    let sizes = ExportChoices::MIN_TEXTS.map(|size| (size, format!("{size} pt")));
    rows.choose(ui, ExportText::LeastText, &mut choices.min_text, sizes.into());
    ui.horizontal(|ui| {
        ui.add_space(LABEL_WIDTH + ui.spacing().item_spacing.x);
        ui.checkbox(&mut choices.is_tiled, ExportText::Tiled.text(language));
    });
}

/// Rows of what a choice is of and the choice.
struct Rows<'a> {
    language: Language,
    palette: &'a Palette,
}

impl Rows<'_> {
    fn row(&self, ui: &mut Ui, label: ExportText, add: impl FnOnce(&mut Ui, &str)) {
        let label = label.text(self.language);
        ui.horizontal(|ui| {
            let height = ui.spacing().interact_size.y;
            ui.allocate_ui_with_layout(
                Vec2::new(LABEL_WIDTH, height),
                egui::Layout::left_to_right(egui::Align::Center),
                |ui| {
                    ui.set_min_width(LABEL_WIDTH);
                    ui.add(egui::Label::new(RichText::new(label).color(colour(self.palette.text_muted))).wrap());
                },
            );
            add(ui, label);
        });
    }

    /// A list to choose from.
    fn choose<T: PartialEq + Clone>(&self, ui: &mut Ui, label: ExportText, value: &mut T, choices: Vec<(T, String)>) {
        let selected = choices.iter().find(|(choice, _)| choice == value).map(|(_, text)| text.clone());
        self.choose_from(ui, label, (value, &selected.unwrap_or_default()), choices);
    }

    /// A list to choose from, with the name of what is chosen.
    fn choose_from<T: PartialEq + Clone>(
        &self,
        ui: &mut Ui,
        label: ExportText,
        (value, selected): (&mut T, &str),
        choices: impl IntoIterator<Item = (T, String)>,
    ) {
        self.row(ui, label, |ui, text| {
            let id = Id::unique(("export", label));
            if let Some(chosen) = combo_box_ui(ui, id, text, value, choices, selected, self.language) {
                *value = chosen;
            }
        });
    }
}

fn content_text(content: ExportContent) -> ExportText {
    match content {
        ExportContent::Map => ExportText::WholeMap,
        ExportContent::Model => ExportText::OneModel,
        ExportContent::Selection => ExportText::Selection,
        ExportContent::Models => ExportText::EachModel,
        ExportContent::Slides => ExportText::Slides,
        ExportContent::Report => ExportText::Report,
    }
}

fn format_text(format: ExportFormat, language: Language) -> &'static str {
    let network = match format {
        ExportFormat::Pdf => return ExportText::Pdf.text(language),
        ExportFormat::Png => return ExportText::Png.text(language),
        ExportFormat::Svg => return ExportText::Svg.text(language),
        ExportFormat::Page => return ExportText::Page.text(language),
        ExportFormat::Deck => return ExportText::Deck.text(language),
        ExportFormat::Word => return ExportText::Word.text(language),
        ExportFormat::Network(network) => network,
    };
    let text = match network {
        NetworkFormat::GraphMl => UiText::GraphMlFilter,
        NetworkFormat::Gexf => UiText::GexfFilter,
        NetworkFormat::Dot => UiText::DotFilter,
        NetworkFormat::DrawIo => UiText::DrawIoFilter,
        NetworkFormat::Cx2 => UiText::Cx2Filter,
    };
    text.text(language)
}
