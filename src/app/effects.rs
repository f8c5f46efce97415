//! Applies the answers to notices and prompts, and the effects that file operations return.

use std::path::Path;

use super::files::Effect;
use super::messages::PromptId;
use super::settings::Settings;
use super::shell::Shell;
use crate::command::Command;
use crate::language::UiText;
use crate::panels::DialogAnswer;

impl Shell {
    /// Applies an answer, unless its prompt is no longer the current one.
    pub(super) fn on_answer(&mut self, id: PromptId, answer: DialogAnswer) {
        if self.prompt_id() != Some(id) {
            return;
        }
        if let Some((_, notice)) = self.messages.notices.pop_front() {
            if notice.open_another && answer == DialogAnswer::Yes {
                self.submit(Command::Open);
            }
            return;
        }
        // A save that follows includes the draft; what is given up need not be right.
        if answer == DialogAnswer::Yes {
            self.flush_draft();
        }
        let (files, mut context) = self.files_with_context();
        let effects = files.answer(answer, &mut context);
        self.apply_effects(effects);
    }

    /// Applies the effects that file operations return.
    pub(super) fn apply_effects(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Execute(command) => self.execute(command),
                Effect::ExecuteConfirmed(command) => self.execute_confirmed(command),
                Effect::ShowMap { opened, path, copy, history } => {
                    self.add_recent(&path);
                    self.show_file(
                        opened.map,
                        (path, Some(opened.fingerprint)),
                        &copy,
                        history.map(|history| *history),
                    );
                }
                Effect::ShowCopy(map) => self.show_copy(*map),
                Effect::TemplatesChanged => self.list_templates(),
                Effect::OpenFailed { failure, path, is_startup } => {
                    if is_startup {
                        self.set_startup_error(Some(failure.error.to_string()));
                    }
                    self.show_open_failure(*failure, path);
                }
                Effect::ShowRescued(rescued) => self.show_rescued(*rescued),
                Effect::Error { title, message } => self.messages.show_error(title, message, false),
                Effect::Status(status) => self.messages.status = Some(status),
                Effect::Saved(status) => {
                    self.refresh_history();
                    self.messages.status =
                        Some(if self.has_invalid_text() { UiText::SavedWithoutInvalid } else { status });
                }
                Effect::AddRecent(path) => self.add_recent(&path),
                Effect::LockLost(owner) => self.locks.lose_to(owner),
                Effect::TakeOver(path) => self.locks.claim_file(self.document.id, path),
                Effect::Reload => self.start_reload(),
                Effect::Close => {
                    self.is_closing = true;
                    self.handover = None;
                    self.close_journal();
                    self.close_lock();
                    self.close_window(&self.ctx.clone());
                }
            }
        }
    }

    /// Adds a map to the recent files.
    pub(super) fn add_recent(&mut self, path: &Path) {
        self.change_settings(|settings| settings.add_recent(path));
    }

    /// Changes the settings and saves them.
    pub(super) fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        if let Some((path, text)) = self.preferences.change_settings(change) {
            let (files, mut context) = self.files_with_context();
            files.write_settings(path, text, &mut context);
        }
    }
}
