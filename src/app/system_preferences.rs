//! What the owner of this computer asks of all programs: less motion, more contrast, larger text. Heard beside the window, as the
//! system may take its time to answer, and whenever it changes.

use std::sync::{Arc, Mutex, PoisonError};

use egui::Context;
use mundy::{Contrast, Interest, Preferences, ReducedMotion, Subscription};

use super::text_size;

/// What the system asks for. A choice in the program's own settings comes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SystemPreferences {
    /// Things arrive at once instead of moving.
    pub reduced_motion: bool,
    /// Letters and lines stand out as far as may be.
    pub high_contrast: bool,
    /// How large text is beside its usual size, in per cent.
    pub text_size: u16,
}

impl Default for SystemPreferences {
    fn default() -> Self {
        Self { reduced_motion: false, high_contrast: false, text_size: 100 }
    }
}

impl SystemPreferences {
    fn update(&mut self, asked: Preferences) {
        self.reduced_motion = asked.reduced_motion == ReducedMotion::Reduce;
        // Whoever has chosen colours of their own, as Windows' contrast themes are, wants them clear.
        self.high_contrast = matches!(asked.contrast, Contrast::More | Contrast::Custom);
    }
}

/// Follows what the system asks for, until it is dropped.
pub(super) struct Listener {
    latest: Arc<Mutex<SystemPreferences>>,
    _subscription: Subscription,
}

impl Listener {
    /// Listens from now on, and wakes the window on every change.
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

    /// What the system asked for last.
    pub fn latest(&self) -> SystemPreferences {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
