//! Preferences for all maps: language, colours, size, motion. The program's settings take precedence over the system's.

use std::path::PathBuf;

use egui::Context;

use super::settings::Settings;
use super::system_preferences::{Listener, SystemPreferences};
use super::theme;
use crate::command::{ColorScheme, UiScale};
use crate::language::Language;
use crate::theme::Palette;

/// Settings combined with the system's preferences.
pub(super) struct Preferences {
    ctx: Context,
    pub settings: Settings,
    /// Language from the command line, for this run; not saved.
    language_override: Option<Language>,
    system: SystemPreferences,
    listener: Option<Listener>,
    /// How large everything is on a slide, whatever the preferences.
    stage_scale: Option<f32>,
}

impl Preferences {
    /// Applies theme and settings to `ctx`.
    pub fn new(ctx: &Context, settings: Settings) -> Self {
        theme::apply_theme(ctx);
        let system = SystemPreferences::default();
        let preferences =
            Self { ctx: ctx.clone(), settings, language_override: None, system, listener: None, stage_scale: None };
        preferences.apply();
        preferences
    }

    /// Overrides the language of the settings for this run.
    pub fn override_language(&mut self, language: Option<Language>) {
        self.language_override = language;
    }

    /// The UI language.
    pub fn language(&self) -> Language {
        self.language_override.unwrap_or_else(|| self.settings.language())
    }

    /// Changes the settings. Returns their file and its new text; `None` when they are not saved.
    pub fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) -> Option<(PathBuf, String)> {
        self.settings.change(change);
        self.apply();
        Some((self.settings.file.clone()?, self.settings.to_text()))
    }

    /// Starts following the system's preferences.
    pub fn listen(&mut self) {
        self.listener = Some(Listener::new(&self.ctx));
    }

    /// Applies the system's latest preferences.
    pub fn update(&mut self) {
        if let Some(system) = self.listener.as_ref().map(Listener::latest) {
            self.set_system(system);
        }
    }

    /// Sets the system's preferences.
    pub fn set_system(&mut self, system: SystemPreferences) {
        if system != self.system {
            self.system = system;
            self.apply();
        }
    }

    /// Applies zoom, colours and motion to egui.
    fn apply(&self) {
        self.ctx.set_zoom_factor(self.zoom_factor());
        theme::apply_color_scheme(&self.ctx, self.color_scheme(), self.settings.contrast_of);
        theme::set_motion(&self.ctx, self.is_motion_reduced());
    }

    /// Colour scheme: the chosen one, or high contrast if the system asks for it.
    fn color_scheme(&self) -> ColorScheme {
        match self.settings.color_scheme {
            ColorScheme::System if self.system.high_contrast => ColorScheme::HighContrast,
            color_scheme => color_scheme,
        }
    }

    /// Sets how large everything is on a slide; `None` once no slide is shown.
    pub fn set_stage_scale(&mut self, scale: Option<f32>) {
        let is_other = match (self.stage_scale, scale) {
            (Some(before), Some(now)) => (before - now).abs() > 0.01,
            (before, now) => before != now,
        };
        if is_other {
            self.stage_scale = scale;
            self.ctx.set_zoom_factor(self.zoom_factor());
        }
    }

    /// Sees to it that points have the size that they are to have; returns whether they have another one in this frame.
    /// Until then nothing is laid out that would keep its sizes.
    pub fn is_scale_pending(&self) -> bool {
        let (size, wanted) = (self.ctx.zoom_factor(), self.zoom_factor());
        let is_pending = (size - wanted).abs() > 0.001;
        if is_pending {
            // A size that was asked for and taken back within one frame may still be on its way.
            self.ctx.set_zoom_factor(wanted);
        }
        is_pending
    }

    /// Zoom factor: that of a slide, else the chosen one, or the system's text size.
    fn zoom_factor(&self) -> f32 {
        if let Some(scale) = self.stage_scale {
            return scale;
        }
        match self.settings.scale {
            UiScale::Usual => f32::from(self.system.text_size) / 100.0,
            scale => scale.factor(),
        }
    }

    /// How much larger text is than usual, where a map is looked at in the window.
    pub fn text_scale(&self) -> f32 {
        if self.stage_scale.is_some() { 1.0 } else { self.zoom_factor().max(1.0) }
    }

    /// Whether animations are off.
    pub fn is_motion_reduced(&self) -> bool {
        self.settings.less_motion.unwrap_or(self.system.reduced_motion)
    }

    /// The window's palette.
    pub fn palette(&self) -> &'static Palette {
        theme::palette(self.color_scheme(), self.ctx.theme())
    }
}
