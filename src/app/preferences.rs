//! What its user, and the owner of this computer, have chosen for all maps: language, look, size, motion. The program's own
//! settings come before what the system asks for.

use std::path::PathBuf;

use egui::Context;

use super::settings::Settings;
use super::system_preferences::{Listener, SystemPreferences};
use super::theme;
use crate::command::{ColorScheme, UiScale};
use crate::language::Language;
use crate::theme::Palette;

/// The preferences.
pub(super) struct Preferences {
    ctx: Context,
    pub settings: Settings,
    /// The language for this time, as the command line asks for; it is not kept.
    language_override: Option<Language>,
    system: SystemPreferences,
    listener: Option<Listener>,
}

impl Preferences {
    /// The window's, on a context that is given letters and colours.
    pub fn new(ctx: &Context, settings: Settings) -> Self {
        theme::apply_theme(ctx);
        let system = SystemPreferences::default();
        let preferences = Self { ctx: ctx.clone(), settings, language_override: None, system, listener: None };
        preferences.apply();
        preferences
    }

    /// Speaks this language for this time, whatever the settings say.
    pub fn override_language(&mut self, language: Option<Language>) {
        self.language_override = language;
    }

    /// The language of the screen.
    pub fn language(&self) -> Language {
        self.language_override.unwrap_or_else(|| self.settings.language())
    }

    /// Changes the settings. Gives the file that they stand in and its new text, where they are kept.
    pub fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) -> Option<(PathBuf, String)> {
        self.settings.change(change);
        self.apply();
        Some((self.settings.file.clone()?, self.settings.to_text()))
    }

    /// Follows what the system asks for, now and later.
    pub fn listen(&mut self) {
        self.listener = Some(Listener::new(&self.ctx));
    }

    /// Takes in what the system asks for now.
    pub fn update(&mut self) {
        if let Some(system) = self.listener.as_ref().map(Listener::latest) {
            self.set_system(system);
        }
    }

    /// Does what the system asks for, where the settings say nothing else.
    pub fn set_system(&mut self, system: SystemPreferences) {
        if system != self.system {
            self.system = system;
            self.apply();
        }
    }

    /// Gives the window its colours, its size and its manner of moving.
    fn apply(&self) {
        self.ctx.set_zoom_factor(self.zoom_factor());
        theme::apply_color_scheme(&self.ctx, self.color_scheme());
        theme::set_motion(&self.ctx, self.is_motion_reduced());
    }

    /// How it looks: as chosen, or else as the system asks for.
    fn color_scheme(&self) -> ColorScheme {
        match self.settings.color_scheme {
            ColorScheme::System if self.system.high_contrast => ColorScheme::HighContrast,
            color_scheme => color_scheme,
        }
    }

    /// How large everything is: as chosen, or else as the system asks for.
    fn zoom_factor(&self) -> f32 {
        match self.settings.scale {
            UiScale::Usual => f32::from(self.system.text_size) / 100.0,
            scale => scale.factor(),
        }
    }

    /// Whether things arrive at once instead of moving.
    pub fn is_motion_reduced(&self) -> bool {
        self.settings.less_motion.unwrap_or(self.system.reduced_motion)
    }

    /// The colours of the window.
    pub fn palette(&self) -> &'static Palette {
        theme::palette(self.color_scheme(), self.ctx.theme())
    }
}
