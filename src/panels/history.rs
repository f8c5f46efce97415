//! The saved versions of the map, beside it, with what changed in each; and the banner over one that is shown.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{
    Align, Button, FontId, Frame, Label, Layout, Margin, Panel, Pos2, Rect, RichText, ScrollArea, Sense, Ui, Vec2,
};
use egui::{Role, WidgetInfo};
use jiff::civil::{Date, DateTime};

use super::widgets::scroll_to_focused;
use super::widgets::{elided_galley, heading_text, hint_ui, icon_button_ui, paint_focus_ring, right_to_left_ui};
use crate::analysis::ChangeSummary;
use crate::canvas::colour;
use crate::command::Command;
use crate::exchange::open_sentence;
use crate::language::{Language, UiText, changes_line, date_time, version_line};
use crate::map::LinkageMap;
use crate::session::ViewContext;
use crate::storage::{OpenError, Version};
use crate::theme::{Icon, Palette, font_size};

/// A version as it was listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedVersion {
    /// Its file.
    pub version: Version,
    /// When it was saved, in local time.
    pub at: DateTime,
    /// Who saved it.
    pub by: Option<String>,
}

/// A version that was read and compared with the next later one.
#[derive(Debug)]
pub struct ComparedVersion {
    /// The version.
    pub map: Arc<LinkageMap>,
    /// What changed from it to the later one.
    pub changes: ChangeSummary,
}

/// What is known of the changes of a version against the one before.
#[derive(Debug)]
enum Changes {
    Pending,
    Known(ChangeSummary),
    /// There is none before it.
    Oldest,
    Unreadable(OpenError),
}

#[derive(Debug)]
struct Row {
    listed: ListedVersion,
    changes: Changes,
}

#[derive(Debug, Default)]
enum Listed {
    #[default]
    Pending,
    Unavailable,
    Unreadable,
    /// The newest first.
    Rows(Vec<Row>),
}

/// The list of versions, open or not.
#[derive(Debug, Default)]
pub struct HistoryState {
    open: Option<OpenHistory>,
}

#[derive(Debug)]
struct OpenHistory {
    listed: Listed,
    today: Date,
    /// The revision of the map when the list was opened.
    revision: u64,
    /// What had changed from the newest version to the map then.
    now: Changes,
    /// The state that the next version is compared with, and its row; `None` for the map itself.
    later: (Option<usize>, Arc<LinkageMap>),
    /// How many versions have been read.
    read: usize,
    selected: Option<PathBuf>,
}

impl HistoryState {
    /// The list of the versions of a map in this revision, still to be read.
    pub fn open(map: Arc<LinkageMap>, revision: u64) -> Self {
        Self {
            open: Some(OpenHistory {
                listed: Listed::Pending,
                today: Date::default(),
                revision,
                now: Changes::Pending,
                later: (None, map),
                read: 0,
                selected: None,
            }),
        }
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// No versions are kept here.
    pub fn on_unavailable(&mut self) {
        if let Some(open) = &mut self.open {
            open.listed = Listed::Unavailable;
        }
    }

    /// Takes in the versions, the oldest first; `None` when they could not be listed.
    pub fn on_listed(&mut self, versions: Option<Vec<ListedVersion>>, today: Date) {
        let Some(open) = &mut self.open else { return };
        open.today = today;
        open.listed = versions.map_or(Listed::Unreadable, |versions| {
            let rows = versions.into_iter().rev();
            Listed::Rows(rows.map(|listed| Row { listed, changes: Changes::Pending }).collect())
        });
    }

    /// The next version to read, and the state to compare it with.
    pub fn next_comparison(&self) -> Option<(Version, Arc<LinkageMap>)> {
        let open = self.open.as_ref()?;
        let row = open.rows().get(open.read)?;
        Some((row.listed.version.clone(), Arc::clone(&open.later.1)))
    }

    /// Takes in what changed from a version to the later state, or why it cannot be read.
    pub fn on_compared(&mut self, path: &Path, compared: Result<ComparedVersion, OpenError>) {
        let Some(open) = &mut self.open else { return };
        let (Listed::Rows(rows), at) = (&mut open.listed, open.read) else { return };
        let is_last = at + 1 == rows.len();
        let Some(row) = rows.get_mut(at).filter(|row| row.listed.version.path == path) else { return };
        open.read += 1;
        match compared {
            Ok(ComparedVersion { map, changes }) => {
                let later = match open.later.0 {
                    None => Some(&mut open.now),
                    Some(later) => rows.get_mut(later).map(|row| &mut row.changes),
                };
                if let Some(later) = later {
                    *later = Changes::Known(changes);
                }
                open.later = (Some(at), map);
            }
            Err(error) => row.changes = Changes::Unreadable(error),
        }
        if is_last {
            let oldest = match open.later.0 {
                None => Some(&mut open.now),
                Some(oldest) => rows.get_mut(oldest).map(|row| &mut row.changes),
            };
            if let Some(oldest) = oldest {
                *oldest = Changes::Oldest;
            }
        }
    }

    /// Selects a version, and returns it; or the map.
    pub fn select(&mut self, path: Option<&Path>) -> Option<Version> {
        let open = self.open.as_mut()?;
        let found = open.rows().iter().find(|row| Some(row.listed.version.path.as_path()) == path);
        let version = found.map(|row| row.listed.version.clone());
        open.selected = version.as_ref().map(|version| version.path.clone());
        version
    }

    /// The file of the selected version.
    pub fn selected(&self) -> Option<&Path> {
        self.open.as_ref()?.selected.as_deref()
    }
}

impl OpenHistory {
    fn rows(&self) -> &[Row] {
        if let Listed::Rows(rows) = &self.listed { rows } else { &[] }
    }

    fn selected_row(&self) -> Option<&Row> {
        let path = self.selected.as_deref()?;
        self.rows().iter().find(|row| row.listed.version.path == path)
    }
}

/// Draws the list, in the place of the inspector; `revision` is that of the map now.
pub fn history_ui(
    ui: &mut Ui,
    state: &HistoryState,
    revision: u64,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let Some(open) = &state.open else { return };
    let (language, palette) = (context.language, context.palette);
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.label(heading_text(UiText::HistoryTitle.text(language), palette));
        right_to_left_ui(ui, |ui| {
            if icon_button_ui(ui, Icon::Close, UiText::Close.text(language), true, palette).clicked() {
                commands.push(Command::CloseHistory);
            }
        });
    });
    match &open.listed {
        Listed::Pending => hint_ui(ui, UiText::TemplateReading.text(language), palette),
        Listed::Unavailable => hint_ui(ui, UiText::HistoryUnavailable.text(language), palette),
        Listed::Unreadable => hint_ui(ui, UiText::HistoryUnreadable.text(language), palette),
        Listed::Rows(rows) if rows.is_empty() => hint_ui(ui, UiText::HistoryNone.text(language), palette),
        Listed::Rows(rows) => {
            hint_ui(ui, UiText::HistoryHint.text(language), palette);
            ui.add_space(4.0);
            ScrollArea::vertical().id_salt("history").auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                // What was edited since has not been compared.
                let now = if open.revision == revision { changes_text(&open.now, language) } else { String::new() };
                if row_ui(ui, (UiText::VersionNow.text(language), "", &now), open.selected.is_none(), palette) {
                    commands.push(Command::ShowVersion(None));
                }
                for row in rows {
                    let ListedVersion { version, at, by } = &row.listed;
                    let time = date_time(*at, Some(open.today), language);
                    let texts =
                        (time.as_str(), by.as_deref().unwrap_or_default(), &*changes_text(&row.changes, language));
                    if row_ui(ui, texts, open.selected.as_deref() == Some(&*version.path), palette) {
                        commands.push(Command::ShowVersion(Some(version.path.clone())));
                    }
                }
                scroll_to_focused(ui);
            });
        }
    }
}

fn changes_text(changes: &Changes, language: Language) -> String {
    match changes {
        Changes::Pending => UiText::TemplateReading.text(language).to_owned(),
        Changes::Known(summary) => changes_line(summary, language),
        Changes::Oldest => UiText::VersionOldest.text(language).to_owned(),
        Changes::Unreadable(error) => open_sentence(error, language),
    }
}

/// Draws a row: when and by whom, and below it what changed; whether it was clicked.
fn row_ui(ui: &mut Ui, (time, by, changes): (&str, &str, &str), is_selected: bool, palette: &Palette) -> bool {
    const PADDING: Vec2 = Vec2::new(8.0, 5.0);
    let width = ui.available_width();
    let text_width = (width - 2.0 * PADDING.x).max(1.0);
    let small = FontId::proportional(font_size::SMALL);
    let by = elided_galley(ui, by, small.clone(), colour(palette.text_muted), text_width * 0.45);
    let time_width = text_width - if by.size().x > 0.0 { by.size().x + 8.0 } else { 0.0 };
    let head = elided_galley(ui, time, FontId::proportional(font_size::BODY), colour(palette.text), time_width);
    let below = ui.painter().layout(changes.to_owned(), small, colour(palette.text_muted), text_width);
    let height = head.size().y + below.size().y + 2.0 * PADDING.y + 1.0;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, height), Sense::click());
    let spoken = [time, by.text(), changes].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), is_selected, &spoken));
    if ui.is_rect_visible(rect) {
        let background = if is_selected {
            Some(palette.accent.mixed(palette.panel, 0.84))
        } else {
            (response.hovered() || response.has_focus()).then_some(palette.hover)
        };
        let painter = ui.painter_at(rect);
        if let Some(background) = background {
            painter.rect_filled(rect, 4.0, colour(background));
        }
        paint_focus_ring(&painter, rect, 4.0, &response, palette);
        let inner = Rect::from_min_max(rect.min + PADDING, rect.max - PADDING);
        let below_at = Pos2::new(inner.min.x, inner.min.y + head.size().y + 1.0);
        let by_at = Pos2::new(inner.max.x - by.size().x, inner.min.y + (head.size().y - by.size().y) / 2.0);
        painter.galley(inner.min, head, colour(palette.text));
        painter.galley(by_at, by, colour(palette.text_muted));
        painter.galley(below_at, below, colour(palette.text_muted));
    }
    response.clicked()
}

/// Draws the banner over an earlier version: which one it is, and what can be done with it.
pub fn version_banner_ui(ui: &mut Ui, state: &HistoryState, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some((open, row)) = state.open.as_ref().and_then(|open| Some((open, open.selected_row()?))) else { return };
    let (language, palette) = (context.language, context.palette);
    let background = palette.accent.mixed(palette.panel, 0.88);
    let frame = Frame::new().fill(colour(background)).inner_margin(Margin::symmetric(12, 4));
    Panel::top("version").exact_size(40.0).resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            right_to_left_ui(ui, |ui| {
                let back = Button::new(UiText::BackToPresent.text(language)).shortcut_text("Esc");
                if ui.add(back).clicked() {
                    commands.push(Command::ShowVersion(None));
                }
                if ui.button(UiText::RestoreVersion.text(language)).clicked() {
                    commands.push(Command::RestoreVersion);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let time = date_time(row.listed.at, Some(open.today), language);
                    let words = version_line(&time, row.listed.by.as_deref(), language);
                    ui.add(Label::new(RichText::new(words).strong().color(colour(palette.text))).truncate());
                });
            });
        });
    });
}
