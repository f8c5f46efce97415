//! Keys that the map has lent: what is opened from the map without a mouse gives them back to it.

use egui::{Context, Popup};

use super::shell::Shell;
use crate::command::{Command, Page};

/// Where the keys are that the map had when something else was opened from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lent {
    /// Where their user has put them.
    #[default]
    No,
    /// About to be taken by what opens.
    Asked,
    /// With what was opened, or with what its user went on to from there.
    Out,
}

impl Shell {
    /// Notes that a wish opens something that takes the keys from the map.
    pub(super) fn lend_keys(&mut self, wish: &Command) {
        let opens = matches!(
            wish,
            Command::EditName(_) | Command::AddActorHere | Command::AddModel(_) | Command::LinkTo | Command::Find
        );
        if opens && self.page == Page::Map && self.canvas().has_keys() {
            self.lent = Lent::Asked;
        }
    }

    /// Lets the map have the keys again once nothing else has them. Whoever takes the mouse no longer needs that.
    pub(super) fn give_keys_back(&mut self, ctx: &Context) {
        if self.lent == Lent::No {
            return;
        }
        if self.page != Page::Map || ctx.input(|input| input.pointer.any_pressed()) {
            self.lent = Lent::No;
        } else if self.canvas().has_keys() {
            if self.lent == Lent::Out {
                self.lent = Lent::No;
            }
        } else if ctx.memory(|memory| memory.focused().is_some()) {
            self.lent = Lent::Out;
        } else {
            let opening = self.name_field.is_some() || Popup::is_any_open(ctx) || self.is_asking();
            if self.lent == Lent::Out && !opening && self.late.is_empty() && self.wishes.is_empty() {
                self.lent = Lent::No;
                self.canvas().take_keys();
                ctx.request_repaint();
            }
        }
    }
}
