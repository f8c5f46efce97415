//! Keys and dropped files, as commands.

use egui::{Context, Key, KeyboardShortcut, Modifiers};

use super::shell::Shell;
use crate::command::Command;
use crate::panels::is_field_pristine;

impl Shell {
    /// Shortcuts. While somebody types they wait until the field has told what was typed in this frame, so that nothing
    /// typed is lost to a save.
    pub(super) fn handle_keys(&mut self, ctx: &Context) {
        if self.has_prompt() {
            return;
        }
        let has_gesture = self.navigation.canvas(&self.derived, &self.document).has_gesture();
        // One Escape, one step back: a field or a list that is open takes it first.
        if ctx.input(|input| input.key_pressed(Key::Escape)) && !self.focus.wants_keyboard && !has_gesture {
            self.submit(Command::Escape);
        }
        let typing = ctx.text_edit_focused();
        for command in Command::WITH_SHORTCUTS {
            let Some(keys) = command.menu_entry().and_then(|face| face.shortcut) else { continue };
            let Some(key) = Key::from_name(keys.key) else { continue };
            let mut modifiers = Modifiers::NONE;
            modifiers.command = keys.ctrl;
            modifiers.alt = keys.alt;
            modifiers.shift = keys.shift;
            // Text fields own these keys, but there is nothing to undo where nothing was typed.
            let undoes = matches!(command, Command::Undo | Command::Redo);
            let owned = matches!(command, Command::Delete | Command::SelectAll) || undoes && !is_field_pristine(ctx);
            if typing && owned {
                continue;
            }
            let mut pressed = ctx.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key)));
            // Keys that other programs have for the same command.
            let other = match command {
                Command::ZoomIn => Some((modifiers, Key::Equals)),
                Command::Redo => Some((modifiers | Modifiers::SHIFT, Key::Z)),
                _ => None,
            };
            if let Some((modifiers, key)) = other {
                let other = KeyboardShortcut::new(modifiers, key);
                pressed |= ctx.input_mut(|input| input.consume_shortcut(&other));
            }
            if !pressed {
                continue;
            }
            if typing {
                self.deferred_commands.push(command);
                ctx.request_repaint();
            } else {
                self.submit(command);
            }
        }
    }

    /// A file dropped on the window is opened, unless something must be answered first.
    pub(super) fn handle_dropped_files(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped.filter(|_| !self.has_prompt()) {
            self.submit(Command::OpenPath(path));
        }
    }
}
