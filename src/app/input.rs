//! Translates shortcuts and dropped files into commands.

use std::path::PathBuf;

use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

use super::importing::has_tables;
use super::shell::Shell;
use crate::command::{Command, Page};
use crate::panels::{Overlay, is_field_pristine, tables_have_focus};

impl Shell {
    /// Shortcuts. While a text field has focus they are deferred until it has reported this frame's text, so that a
    /// save includes it.
    pub(super) fn handle_keys(&mut self, ctx: &Context) {
        if self.has_prompt() {
            return;
        }
        let has_gesture = self.navigation.canvas(&self.derived, &self.document).has_gesture();
        // One Escape is one step back: an open field, list or gesture consumes it first.
        if ctx.input(|input| input.key_pressed(Key::Escape)) && !self.focus.wants_keyboard && !has_gesture {
            self.submit(Command::Escape);
        }
        let typing = ctx.text_edit_focused();
        // The system's keys for the clipboard come as events of their own.
        let in_cells = tables_have_focus(ctx);
        let is_importing = matches!(self.panels.overlay, Overlay::Import(_));
        if !typing && (is_importing || self.navigation.page != Page::Tables) {
            let is_map = self.navigation.page == Page::Map;
            let events = ctx.input(|input| input.events.clone());
            for event in events {
                match event {
                    Event::Copy if is_map => self.submit(Command::Copy),
                    Event::Cut if is_map => self.submit(Command::Cut),
                    Event::Paste(text) => self.submit(Command::Paste(text)),
                    _ => {}
                }
            }
        }
        for command in Command::WITH_SHORTCUTS {
            let Some(keys) = command.menu_entry().and_then(|entry| entry.shortcut) else { continue };
            let Some(key) = Key::from_name(keys.key) else { continue };
            let mut modifiers = Modifiers::NONE;
            modifiers.command = keys.ctrl;
            modifiers.alt = keys.alt;
            modifiers.shift = keys.shift;
            // Text fields and the cells of tables handle these keys, except undo when nothing was typed.
            let is_undo = matches!(command, Command::Undo | Command::Redo);
            let is_cell_key = matches!(
                command,
                Command::Delete
                    | Command::SelectAll
                    | Command::QuickEntry
                    | Command::Rename
                    | Command::Copy
                    | Command::Cut
                    | Command::RequestPaste
                    | Command::Duplicate
            );
            // On their page they turn to the next table, as in every spreadsheet.
            if matches!(command, Command::StepYear(_)) && self.navigation.page == Page::Tables {
                continue;
            }
            if in_cells && is_cell_key || typing && (is_cell_key || is_undo && !is_field_pristine(ctx)) {
                continue;
            }
            let mut pressed = ctx.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key)));
            // Common alternative keys for the same command.
            let alternative = match command {
                Command::ZoomIn => Some((modifiers, Key::Equals)),
                Command::Redo => Some((modifiers | Modifiers::SHIFT, Key::Z)),
                Command::SaveAs => Some((Modifiers::NONE, Key::F12)),
                Command::Fit if !typing && self.navigation.page == Page::Map => Some((Modifiers::NONE, Key::Home)),
                _ => None,
            };
            if let Some((modifiers, key)) = alternative {
                let alternative = KeyboardShortcut::new(modifiers, key);
                pressed |= ctx.input_mut(|input| input.consume_shortcut(&alternative));
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

    /// Opens a map dropped on the window, or imports the tables of files, unless a prompt is open.
    pub(super) fn handle_dropped_files(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        let Some(first) = dropped.first().filter(|_| !self.has_prompt()) else { return };
        if has_tables(first) {
            self.submit(Command::ImportFiles(dropped.into_iter().filter(|path| has_tables(path)).collect()));
        } else {
            self.submit(Command::OpenPath(first.clone()));
        }
    }
}
