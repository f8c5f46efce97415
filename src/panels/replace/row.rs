//! One text that would change: whose it is, what it is now, what it becomes or why it cannot.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Galley, Pos2, Rect, Response, Role, TextFormat, Ui, WidgetInfo};

use super::excerpt::excerpt;
use crate::canvas::colour;
use crate::editing::{HitPreview, TextHit, TextQuery};
use crate::language::{Language, UiText, capitalised};
use crate::map::{Actor, Channel, CoopModel, Info, Link, Product, RecordRef, Stage, Target, View};
use crate::panels::widgets::{elided_galley, paint_focus_ring};
use crate::schema::{TextSlot, record_name, record_word};
use crate::session::ViewContext;
use crate::theme::{Palette, Rgb, font_size};

/// How much of the panel's colour is in the mark behind what is replaced.
const MARK_MIX: f32 = 0.72;

/// Pieces of a text, with each whether it is what is replaced.
type Pieces = Vec<(String, bool)>;

/// The texts of a row.
pub(super) struct HitRow {
    record: String,
    field: String,
    now: Pieces,
    then: Result<Pieces, String>,
    /// The word for a text without anything in it.
    empty: &'static str,
}

impl HitRow {
    /// The row of a hit; `None` where the map no longer has it.
    pub(super) fn of(hit: &TextHit, query: &TextQuery, context: &ViewContext<'_>) -> Option<Self> {
        let (language, map) = (context.language, context.recorded());
        let HitPreview { before, places, after } = hit.preview(query, map)?;
        let word = capitalised(record_word(hit.record, language));
        let field = format!("{word} · {}", field_name(hit, language));
        let then = match after {
            Ok(_) => Ok(trimmed(excerpt(before, &places, Some(&query.by)))),
            Err(problem) => Err(problem.sentence(language)),
        };
        let record = record_name(hit.record, map).unwrap_or(word);
        let empty = UiText::ReplaceEmpty.text(language);
        Some(Self { record, field, now: excerpt(before, &places, None), then, empty })
    }

    /// Which text of which record it is.
    pub(super) fn title(&self) -> String {
        format!("{}, {}", self.record, self.field)
    }

    fn becomes(&self) -> String {
        match &self.then {
            Ok(pieces) if pieces.is_empty() => self.empty.to_owned(),
            Ok(pieces) => joined(pieces),
            Err(problem) => problem.clone(),
        }
    }

    /// Paints it into its columns, and gives its texts in full where they do not fit.
    pub(super) fn show(&self, ui: &Ui, response: Response, columns: [Rect; 4], palette: &Palette) -> Response {
        response.widget_info(|| {
            let text = format!("{}: {} → {}", self.title(), joined(&self.now), self.becomes());
            WidgetInfo::labeled(Role::Button, true, text)
        });
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(response.rect, 4.0, colour(palette.hover));
        }
        paint_focus_ring(ui.painter(), response.rect, 4.0, &response, palette);
        let plain = |text: &str, tint: Rgb, area: Rect| {
            let font = FontId::proportional(font_size::BODY);
            paint(ui, area, elided_galley(ui, text, font, colour(tint), area.width()))
        };
        let marked = |pieces: &Pieces, mark: Rgb, area: Rect| {
            let mark = colour(mark.mixed(palette.panel, MARK_MIX));
            paint(ui, area, marked_galley(ui, pieces, colour(palette.text), mark, area.width()))
        };
        let [record, field, before, after] = columns;
        let mut is_elided = plain(&self.record, palette.text, record);
        is_elided |= plain(&self.field, palette.text_muted, field);
        is_elided |= marked(&self.now, palette.warning, before);
        is_elided |= match &self.then {
            Ok(pieces) if pieces.is_empty() => plain(self.empty, palette.text_muted, after),
            Ok(pieces) => marked(pieces, palette.accent, after),
            Err(problem) => plain(problem, palette.error, after),
        };
        if !is_elided {
            return response;
        }
        response.on_hover_ui(|ui| {
            ui.set_max_width(460.0);
            ui.strong(format!("{} · {}", self.record, self.field));
            ui.label(joined(&self.now));
            ui.label(format!("→ {}", self.becomes()));
        })
    }
}

/// Without spaces at the start, as the field keeps it.
fn trimmed(mut pieces: Pieces) -> Pieces {
    if let Some((first, _)) = pieces.first_mut() {
        *first = first.trim_start().to_owned();
    }
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

fn joined(pieces: &Pieces) -> String {
    pieces.iter().map(|(piece, _)| piece.as_str()).collect()
}

fn field_name(hit: &TextHit, language: Language) -> &'static str {
    let name = match hit.record {
        RecordRef::Map => TextSlot::name::<Info>,
        RecordRef::Stage(_) => TextSlot::name::<Stage>,
        RecordRef::Product(_) => TextSlot::name::<Product>,
        RecordRef::Actor(_) | RecordRef::Placement(_) => TextSlot::name::<Actor>,
        RecordRef::Link(_) => TextSlot::name::<Link>,
        RecordRef::CoopModel(_) => TextSlot::name::<CoopModel>,
        RecordRef::Channel(_) => TextSlot::name::<Channel>,
        RecordRef::Target(_) => TextSlot::name::<Target>,
        RecordRef::View(_) => TextSlot::name::<View>,
    };
    name(hit.slot, language)
}

/// Paints text into a column; whether it was cut.
fn paint(ui: &Ui, area: Rect, galley: Arc<Galley>) -> bool {
    let is_elided = galley.elided;
    let place = Pos2::new(area.min.x, area.center().y - galley.size().y / 2.0);
    ui.painter().galley(place, galley, Color32::PLACEHOLDER);
    is_elided
}

/// Text in one line, with a mark behind what is replaced.
fn marked_galley(ui: &Ui, pieces: &Pieces, foreground: Color32, mark: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    for (piece, is_marked) in pieces {
        let background = if *is_marked { mark } else { Color32::TRANSPARENT };
        let format = TextFormat { background, ..TextFormat::simple(FontId::proportional(font_size::BODY), foreground) };
        job.append(piece, 0.0, format);
    }
    job.wrap = TextWrapping::truncate_at_width(width.max(1.0));
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}
