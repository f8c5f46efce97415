//! Keyboard focus between canvas and fields: returns to the canvas after a text field or list that was opened from it
//! closes, and goes to the name field of a new record.

use egui::{Context, Id};

use crate::panels::select_text;

/// State of the focus that the canvas gave up to something opened from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum FocusReturn {
    /// No return is pending.
    #[default]
    Idle,
    /// A field or list is about to take the focus.
    Requested,
    /// The field or list, or one focused after it, has the focus.
    Away,
}

/// Focus requests of the window.
#[derive(Debug, Default)]
pub(super) struct FocusState {
    return_state: FocusReturn,
    /// The field to focus, with all of its text selected.
    pub name_field: Option<Id>,
    /// Whether a text field or an open popup gets the keys of this frame first.
    pub wants_keyboard: bool,
}

/// Input to the decision whether to return the focus.
#[derive(Clone, Copy, Debug)]
pub(super) struct FocusContext {
    /// Whether the map page is shown.
    pub is_map_visible: bool,
    /// Whether the canvas has the focus.
    pub canvas_has_focus: bool,
    /// Whether a popup or prompt is open or a command is pending.
    pub is_pending: bool,
}

impl FocusState {
    /// Called when something opens that takes the focus from the canvas.
    pub fn request_return(&mut self) {
        self.return_state = FocusReturn::Requested;
    }

    /// Whether the canvas is to get the keyboard back.
    pub fn is_return_pending(&self) -> bool {
        self.return_state != FocusReturn::Idle
    }

    /// Whether the canvas is to be focused now that nothing else is. A mouse click cancels the return.
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

    /// Focuses the name field of a new record, once it has been drawn.
    pub fn focus_name_field(&mut self, ctx: &Context) {
        let Some(field) = self.name_field.filter(|field| ctx.read_response(*field).is_some()) else { return };
        self.name_field = None;
        select_text(ctx, field, 0);
        ctx.memory_mut(|memory| memory.request_focus(field));
    }
}
