//! Keyboard focus between the canvas and fields: returns it to the canvas after a text field or a list that was opened from
//! it closes, and puts the cursor into the name of what was just added.

use egui::text::{CCursor, CCursorRange};
use egui::{Context, Id};

/// Where the focus is that the canvas had when something else was opened from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum FocusReturn {
    /// Where its user has put it.
    #[default]
    Idle,
    /// About to be taken by what opens.
    Requested,
    /// With what was opened, or with what its user went on to from there.
    Away,
}

/// Who has the keys.
#[derive(Debug, Default)]
pub(super) struct FocusState {
    return_state: FocusReturn,
    /// The field to put the cursor into, with all of its text selected.
    pub name_field: Option<Id>,
    /// Whether a text field or an open list was there for the keys of this frame: they come first.
    pub wants_keyboard: bool,
}

/// What stands there when it is decided who gets the keys.
#[derive(Clone, Copy, Debug)]
pub(super) struct FocusContext {
    /// Whether the canvas is in sight.
    pub is_map_visible: bool,
    /// Whether it has the keys.
    pub canvas_has_focus: bool,
    /// Whether something is about to open, or to be done.
    pub is_pending: bool,
}

impl FocusState {
    /// Something opens that takes the keys from the canvas, which has them.
    pub fn request_return(&mut self) {
        self.return_state = FocusReturn::Requested;
    }

    /// Whether the canvas is to have the keys again, as nothing else has them. Whoever takes the mouse no longer needs
    /// that.
    pub fn should_return(&mut self, context: FocusContext, ctx: &Context) -> bool {
        let FocusContext { is_map_visible, canvas_has_focus, is_pending } = context;
        if self.return_state == FocusReturn::Idle {
            return false;
        }
        if !is_map_visible || ctx.input(|input| input.pointer.any_pressed()) {
            self.return_state = FocusReturn::Idle;
        } else if canvas_has_focus {
            if self.return_state == FocusReturn::Away {
                self.return_state = FocusReturn::Idle;
            }
        } else if ctx.memory(|memory| memory.focused().is_some()) {
            self.return_state = FocusReturn::Away;
        } else if self.return_state == FocusReturn::Away && self.name_field.is_none() && !is_pending {
            self.return_state = FocusReturn::Idle;
            return true;
        }
        false
    }

    /// Puts the cursor into the name of what was just added, once its field has been drawn.
    pub fn focus_name_field(&mut self, ctx: &Context) {
        let Some(field) = self.name_field.filter(|field| ctx.read_response(*field).is_some()) else { return };
        self.name_field = None;
        let mut state = egui::TextEdit::load_state(ctx, field).unwrap_or_default();
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(usize::MAX));
        state.cursor.set_char_range(Some(all));
        state.store(ctx, field);
        ctx.memory_mut(|memory| memory.request_focus(field));
    }
}
