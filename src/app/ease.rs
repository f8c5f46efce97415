//! What the owner of this computer asks of all programs: less motion, more contrast. Heard beside the window, as the
//! system may take its time to answer, and whenever it changes.

use std::sync::{Arc, Mutex, PoisonError};

use egui::Context;
use mundy::{Contrast, Interest, Preferences, ReducedMotion, Subscription};

/// What the system asks for. A choice in the program's own settings comes before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ease {
    /// Things arrive at once instead of moving.
    pub less_motion: bool,
    /// Letters and lines stand out as far as may be.
    pub more_contrast: bool,
}

impl From<Preferences> for Ease {
    fn from(told: Preferences) -> Self {
        Self {
            less_motion: told.reduced_motion == ReducedMotion::Reduce,
            // Whoever has chosen colours of their own, as Windows' contrast themes are, wants them clear.
            more_contrast: matches!(told.contrast, Contrast::More | Contrast::Custom),
        }
    }
}

/// Hears what the system asks for, until it is dropped.
pub(super) struct Listener {
    newest: Arc<Mutex<Ease>>,
    _subscription: Subscription,
}

impl Listener {
    /// Listens from now on, and wakes the window on every change.
    pub fn new(ctx: &Context) -> Self {
        let newest = Arc::new(Mutex::new(Ease::default()));
        let (told, ctx) = (Arc::clone(&newest), ctx.clone());
        let subscription = Preferences::subscribe(Interest::Contrast | Interest::ReducedMotion, move |preferences| {
            *told.lock().unwrap_or_else(PoisonError::into_inner) = preferences.into();
            ctx.request_repaint();
        });
        Self { newest, _subscription: subscription }
    }

    /// What was heard last.
    pub fn newest(&self) -> Ease {
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
