//! What of a map is to be drawn, as a file of which format, and how.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::exchange::network::NetworkFormat;
use crate::exchange::paper::{Orientation, PaperOptions, PaperSize};
use crate::language::Language;
use crate::map::{LinkageMap, ModelId, Selection};

/// What of a map a file shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportContent {
    /// The whole map.
    #[default]
    Map,
    /// The chain of one model, laid out by itself.
    Model,
    /// The selected actors with the links between them; of one actor or link what is highlighted with it.
    Selection,
    /// The chain of each model, a page each.
    Models,
    /// The slides of a meeting.
    Slides,
    /// A report on the map.
    Report,
}

impl ExportContent {
    /// All of them, as they are offered.
    pub const ALL: [Self; 6] = [Self::Map, Self::Model, Self::Selection, Self::Models, Self::Slides, Self::Report];

    /// Whether there is such a thing to be shown of a map with this selection.
    pub fn is_there(self, map: &LinkageMap, selection: &Selection) -> bool {
        match self {
            Self::Map | Self::Slides | Self::Report => true,
            Self::Model | Self::Models => !map.models().is_empty(),
            Self::Selection => matches!(selection, Selection::Actors(_) | Selection::Link(_)),
        }
    }

    /// Whether it has pages of its own, and is no picture.
    fn is_document(self) -> bool {
        matches!(self, Self::Slides | Self::Report)
    }

    /// The formats that it can have, the usual one first.
    pub fn formats(self) -> &'static [ExportFormat] {
        use ExportFormat::{Deck, Network, Page, Pdf, Png, Svg, Word};
        const PART: [ExportFormat; 8] = [
            Pdf,
            Png,
            Svg,
            Network(NetworkFormat::GraphMl),
            Network(NetworkFormat::Gexf),
            Network(NetworkFormat::Dot),
            Network(NetworkFormat::DrawIo),
            Network(NetworkFormat::Cx2),
        ];
        const PICTURE: [ExportFormat; 9] = [Pdf, Png, Svg, Page, PART[3], PART[4], PART[5], PART[6], PART[7]];
        match self {
            Self::Map | Self::Model => &PICTURE,
            Self::Selection => &PART,
            Self::Models => &[Pdf],
            Self::Slides => &[Deck, Pdf],
            Self::Report => &[Word, Pdf, Page],
        }
    }
}

/// The format of a file that shows a map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// Sheets of paper.
    #[default]
    Pdf,
    /// A picture in pixels.
    Png,
    /// A drawing.
    Svg,
    /// A page for browsers.
    Page,
    /// Slides for programs of Office.
    Deck,
    /// A document for programs of Office.
    Word,
    /// A network for other programs.
    Network(NetworkFormat),
}

impl ExportFormat {
    /// How its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Page => "html",
            Self::Deck => "pptx",
            Self::Word => "docx",
            Self::Network(format) => format.ending(),
        }
    }

    /// Whether files of it end so, in small or large letters.
    pub fn has_ending(self, ending: &str) -> bool {
        match self {
            Self::Network(format) => NetworkFormat::of_ending(ending) == Some(format),
            _ => ending.eq_ignore_ascii_case(self.ending()),
        }
    }
}

/// What is chosen for files that show a map, and kept for the next one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExportChoices {
    /// What they show.
    pub content: ExportContent,
    /// Their format.
    pub format: ExportFormat,
    /// The size of sheets; `None` is the smallest one on which names are large enough.
    pub size: Option<PaperSize>,
    /// How sheets lie; `None` is as names are larger.
    pub orientation: Option<Orientation>,
    /// Whether a picture is spread over several sheets even if it fits on one.
    pub is_tiled: bool,
    /// The least size of names on sheets, in points.
    pub min_text: f32,
    /// The language of what does not come from the map; `None` is that of the window.
    pub language: Option<Language>,
    /// Light letters on a dark ground.
    pub is_dark: bool,
    /// Who hands it in; empty where that is not to be said.
    pub office: String,
}

impl Default for ExportChoices {
    fn default() -> Self {
        Self {
            content: ExportContent::default(),
            format: ExportFormat::default(),
            size: None,
            orientation: None,
            is_tiled: false,
            min_text: PaperOptions::MIN_TEXT,
            language: None,
            is_dark: false,
            office: String::new(),
        }
    }
}

impl ExportChoices {
    /// The least sizes of names that are offered, in points.
    pub const MIN_TEXTS: [f32; 7] = [5.0, 6.0, PaperOptions::MIN_TEXT, 8.0, 9.0, 10.0, 12.0];

    /// Shows something else: pictures in the format chosen for others, slides and reports in their usual one.
    pub fn show(&mut self, content: ExportContent) {
        let is_other = self.content != content;
        let is_document = self.content.is_document() || content.is_document();
        self.content = content;
        let formats = content.formats();
        if is_other && is_document {
            self.format = formats.first().copied().unwrap_or_default();
        }
        self.format = self.possible_format();
    }

    /// The format, or the usual one where what is shown cannot have it.
    pub fn possible_format(&self) -> ExportFormat {
        let formats = self.content.formats();
        if formats.contains(&self.format) { self.format } else { formats.first().copied().unwrap_or_default() }
    }

    /// How pictures come onto sheets.
    pub fn paper(&self) -> PaperOptions {
        // A file of settings may have anything.
        let (least, most) = PaperOptions::MIN_TEXTS.into_inner();
        let min_text =
            if self.min_text.is_finite() { self.min_text.clamp(least, most) } else { PaperOptions::MIN_TEXT };
        PaperOptions { size: self.size, orientation: self.orientation, is_tiled: self.is_tiled, min_text }
    }

    /// Whether it comes onto sheets of a size that can be chosen.
    pub fn has_paper(&self) -> bool {
        self.possible_format() == ExportFormat::Pdf && !self.content.is_document()
    }

    /// Whether it can be dark.
    pub fn has_ground(&self) -> bool {
        self.content != ExportContent::Report && self.possible_format() != ExportFormat::Page
    }

    /// Whether it says who hands it in.
    pub fn has_office(&self) -> bool {
        match self.content {
            ExportContent::Report => true,
            ExportContent::Slides => false,
            _ => !matches!(self.possible_format(), ExportFormat::Network(_)),
        }
    }
}

/// A file that is to show a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportRequest {
    /// What, and how.
    pub choices: ExportChoices,
    /// The model whose chain is shown, where it is one.
    pub model: Option<ModelId>,
    /// What is shown of the map, where it is a selection.
    pub selection: Arc<Selection>,
}
