//! Persistent user settings; never part of a map.
//!
//! `text` parses and formats them; `file` reads and writes the file.

mod file;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use text::UnknownFields;

use crate::command::{ColorScheme, UiScale};
use crate::exchange::ExportChoices;
use crate::language::Language;
use crate::map::DrawingStyle;
use crate::storage::absolute;

/// Maximum number of recent maps.
const RECENT_LIMIT: usize = 10;

/// The settings. Missing or unknown fields are accepted: another version may have written them.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// The UI language; `None` follows the system.
    pub language: Option<Language>,
    /// Light, dark, high contrast, or as the system.
    pub color_scheme: ColorScheme,
    /// What high contrast was chosen after, whose light or dark it keeps.
    pub contrast_of: ColorScheme,
    /// UI scale.
    pub scale: UiScale,
    /// Whether the findings panel is open.
    pub findings_open: bool,
    /// Whether the minimap is shown.
    pub minimap: bool,
    /// Whether the fields of a record that are empty are shown too.
    pub all_fields: bool,
    /// How maps are drawn.
    pub drawing: DrawingStyle,
    /// Whether the legend of the map is open.
    pub legend: bool,
    /// Whether animations are off; `None` follows the system.
    pub less_motion: Option<bool>,
    /// The columns of tables that show others than the usual ones, by table.
    pub columns: BTreeMap<String, Vec<String>>,
    /// What was chosen for columns of imported tables, the latest first: the table, what stands over the column, and the field,
    /// empty where it was left out.
    pub import_columns: Vec<[String; 3]>,
    /// What was chosen for the last file that shows a map.
    pub export: ExportChoices,
    /// Whether the tour was shown; those who had settings before there was one know the program.
    pub tour_seen: bool,
    /// Recently open maps, the latest first.
    pub recent: Vec<PathBuf>,
    /// The settings file; `None` if they are not saved.
    pub file: Option<PathBuf>,
    /// Fields of the file that this version cannot read.
    pub unknown_fields: UnknownFields,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            color_scheme: ColorScheme::System,
            contrast_of: ColorScheme::System,
            scale: UiScale::Usual,
            findings_open: false,
            minimap: true,
            all_fields: false,
            drawing: DrawingStyle::default(),
            legend: false,
            less_motion: None,
            columns: BTreeMap::new(),
            import_columns: Vec::new(),
            export: ExportChoices::default(),
            tour_seen: true,
            recent: Vec::new(),
            file: None,
            unknown_fields: UnknownFields::default(),
        }
    }
}

impl Settings {
    /// The user's settings, or defaults if none can be read.
    pub fn for_user() -> Self {
        let folders = directories::ProjectDirs::from("vn", "", "lienket");
        let file = folders.map(|folders| folders.config_dir().join("settings.ron"));
        file.map(|file| Self::read(&file)).unwrap_or_default()
    }

    /// The UI language.
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(Language::of_system)
    }

    /// Chooses a colour scheme. High contrast stays light or dark, where one of the two was chosen before.
    pub fn set_color_scheme(&mut self, color_scheme: ColorScheme) {
        if color_scheme == ColorScheme::HighContrast && self.color_scheme != ColorScheme::HighContrast {
            self.contrast_of = self.color_scheme;
        }
        self.color_scheme = color_scheme;
    }

    /// Puts a map first in the recent ones.
    pub fn add_recent(&mut self, path: &Path) {
        let path = absolute(path.to_owned());
        self.recent.retain(|known| *known != path);
        self.recent.insert(0, path);
        self.recent.truncate(RECENT_LIMIT);
    }
}
