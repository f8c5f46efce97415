//! System-wide preferences: reduced motion, contrast, text size. Queried in the background, as the system may answer
//! late or change them.

use std::sync::{Arc, Mutex, PoisonError};

use egui::Context;
use mundy::{Contrast, Interest, Preferences, ReducedMotion, Subscription};

use super::text_size;

/// The system's preferences. The program's own settings take precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SystemPreferences {
    /// Animations are off.
    pub reduced_motion: bool,
    /// High contrast is on.
    pub high_contrast: bool,
    /// Text size in per cent of the default.
    pub text_size: u16,
}

impl Default for SystemPreferences {
    fn default() -> Self {
        Self { reduced_motion: false, high_contrast: false, text_size: 100 }
    }
}

impl SystemPreferences {
    fn update(&mut self, preferences: Preferences) {
        self.reduced_motion = preferences.reduced_motion == ReducedMotion::Reduce;
        // Custom colours, such as Windows' contrast themes, count as high contrast.
        self.high_contrast = matches!(preferences.contrast, Contrast::More | Contrast::Custom);
    }
}

/// Follows the system's preferences until dropped.
pub(super) struct Listener {
    latest: Arc<Mutex<SystemPreferences>>,
    _subscription: Subscription,
}

impl Listener {
    /// Starts listening; repaints the window on every change.
    pub fn new(ctx: &Context) -> Self {
        let latest = Arc::new(Mutex::new(SystemPreferences::default()));
        let on_change = {
            let (latest, ctx) = (Arc::clone(&latest), ctx.clone());
            move |change: &dyn Fn(&mut SystemPreferences)| {
                change(&mut latest.lock().unwrap_or_else(PoisonError::into_inner));
                ctx.request_repaint();
            }
        };
        let on_text_size = on_change.clone();
        text_size::listen(move |size| on_text_size(&|system| system.text_size = size));
        let subscription = Preferences::subscribe(Interest::Contrast | Interest::ReducedMotion, move |preferences| {
            on_change(&|system| system.update(preferences));
        });
        Self { latest, _subscription: subscription }
    }

    /// The latest preferences.
    pub fn latest(&self) -> SystemPreferences {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
