//! What the program remembers of its user from one day to the next; never a part of any map.
//!
//! `text` reads and writes them as text, purely; `file` has the file.

mod file;
mod text;

use std::path::{Path, PathBuf};

pub use text::UnknownFields;

use crate::command::{ColorScheme, UiScale};
use crate::language::Language;
use crate::map::DrawingStyle;
use crate::storage::absolute;

/// How many maps are remembered.
const RECENT_LIMIT: usize = 10;

/// The settings. Fields that are missing or unknown do no harm: another version may have written them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The language; none follows the system.
    pub language: Option<Language>,
    /// Light, dark, or as the system is.
    pub color_scheme: ColorScheme,
    /// How large everything is.
    pub scale: UiScale,
    /// Whether the findings are open.
    pub findings_open: bool,
    /// Whether the small map of the whole stands in the corner.
    pub minimap: bool,
    /// How maps are drawn.
    pub drawing: DrawingStyle,
    /// Whether the legend of the map is open.
    pub legend: bool,
    /// Whether the view arrives at once instead of flying and gliding; none follows the system.
    pub less_motion: Option<bool>,
    /// Maps that were open lately, the last one first.
    pub recent: Vec<PathBuf>,
    /// Where the settings stand; none keeps nothing.
    pub file: Option<PathBuf>,
    /// What stands in their text that this version cannot read.
    pub unknown_fields: UnknownFields,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            color_scheme: ColorScheme::System,
            scale: UiScale::Usual,
            findings_open: false,
            minimap: true,
            drawing: DrawingStyle::default(),
            legend: false,
            less_motion: None,
            recent: Vec::new(),
            file: None,
            unknown_fields: UnknownFields::default(),
        }
    }
}

impl Settings {
    /// The settings of this user, or fresh ones where there are none that can be read.
    pub fn for_user() -> Self {
        let folders = directories::ProjectDirs::from("vn", "", "lienket");
        let file = folders.map(|folders| folders.config_dir().join("settings.ron"));
        file.map(|file| Self::read(&file)).unwrap_or_default()
    }

    /// The language of the screen.
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(Language::of_system)
    }

    /// Remembers a map as the last one open.
    pub fn add_recent(&mut self, path: &Path) {
        let path = absolute(path.to_owned());
        self.recent.retain(|known| *known != path);
        self.recent.insert(0, path);
        self.recent.truncate(RECENT_LIMIT);
    }
}
