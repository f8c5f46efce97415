//! What the owner of this computer asks of all programs: less motion, more contrast, larger text. Heard beside the window, as the
//! system may take its time to answer, and whenever it changes.

use std::sync::{Arc, Mutex, PoisonError};

use egui::Context;
use mundy::{Contrast, Interest, Preferences, ReducedMotion, Subscription};

use super::look;
use super::shell::Shell;
use super::text_size;
use crate::command::{Look, Scale};
use crate::theme::Palette;

/// What the system asks for. A choice in the program's own settings comes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ease {
    /// Things arrive at once instead of moving.
    pub less_motion: bool,
    /// Letters and lines stand out as far as may be.
    pub more_contrast: bool,
    /// How large text is beside its usual size, in per cent.
    pub text_size: u16,
}

impl Default for Ease {
    fn default() -> Self {
        Self { less_motion: false, more_contrast: false, text_size: 100 }
    }
}

impl Ease {
    fn hear(&mut self, told: Preferences) {
        self.less_motion = told.reduced_motion == ReducedMotion::Reduce;
        // Whoever has chosen colours of their own, as Windows' contrast themes are, wants them clear.
        self.more_contrast = matches!(told.contrast, Contrast::More | Contrast::Custom);
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
        let told = {
            let (newest, ctx) = (Arc::clone(&newest), ctx.clone());
            move |hear: &dyn Fn(&mut Ease)| {
                hear(&mut newest.lock().unwrap_or_else(PoisonError::into_inner));
                ctx.request_repaint();
            }
        };
        let of_text = told.clone();
        text_size::listen(move |size| of_text(&|ease| ease.text_size = size));
        let subscription = Preferences::subscribe(Interest::Contrast | Interest::ReducedMotion, move |preferences| {
            told(&|ease| ease.hear(preferences));
        });
        Self { newest, _subscription: subscription }
    }

    /// What was heard last.
    pub fn newest(&self) -> Ease {
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shell {
    /// Follows what the system asks for, now and later.
    #[must_use]
    pub fn listening(mut self) -> Self {
        self.listener = Some(Listener::new(&self.ctx));
        self
    }

    /// Takes in what the system asks for now.
    pub(super) fn hear_system(&mut self) {
        if let Some(ease) = self.listener.as_ref().map(Listener::newest) {
            self.heed(ease);
        }
    }

    /// Does what the system asks for, where the settings say nothing else.
    pub fn heed(&mut self, ease: Ease) {
        if ease != self.ease {
            self.ease = ease;
            self.dress();
        }
    }

    /// Gives the window its colours, its size and its manner of moving.
    pub(super) fn dress(&self) {
        self.ctx.set_zoom_factor(self.factor());
        look::set_look(&self.ctx, self.look());
        look::set_motion(&self.ctx, self.is_calm());
    }

    /// How it looks: as chosen, or else as the system asks for.
    fn look(&self) -> Look {
        match self.settings.look {
            Look::System if self.ease.more_contrast => Look::HighContrast,
            look => look,
        }
    }

    /// How large everything is: as chosen, or else as the system asks for.
    fn factor(&self) -> f32 {
        match self.settings.scale {
            Scale::Usual => f32::from(self.ease.text_size) / 100.0,
            scale => scale.factor(),
        }
    }

    /// Whether things arrive at once instead of moving.
    pub(super) fn is_calm(&self) -> bool {
        self.settings.less_motion.unwrap_or(self.ease.less_motion)
    }

    /// The colours of the window.
    pub(super) fn palette(&self) -> &'static Palette {
        look::palette(self.look(), self.ctx.theme())
    }
}
