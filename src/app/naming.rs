//! The field or list that a command goes on to: the name of a new record, the actors to link to.

use super::shell::Shell;
use crate::command::{Command, Page};
use crate::language::UiText;
use crate::map::{Selection, StageId, Violation};
use crate::panels::{link_popup_id, name_field_id, stage_name_id};

impl Shell {
    /// Requests that focus return to the canvas after what this command opens.
    pub(super) fn request_focus_return(&mut self, command: &Command) {
        let opens = matches!(
            command,
            Command::EditName(_)
                | Command::Rename
                | Command::TypeName(_)
                | Command::AddActor { .. }
                | Command::AddActorHere
                | Command::AddLinkedActor(_)
                | Command::AddModel(_)
                | Command::RenameStage(_)
                | Command::InsertStage { .. }
                | Command::LinkTo
                | Command::Find
                | Command::FindAndReplace
                | Command::QuickEntry
                | Command::ShowMerge(_)
                | Command::ShowExport(_)
                | Command::ShowTemplates
                | Command::ShowUnsaved
                | Command::Palette
                | Command::ShowKeys
                | Command::ShowAbout
                | Command::ShowTour
        );
        if opens && self.navigation.page == Page::Map && self.canvas().has_focus() {
            self.focus.request_return();
        }
    }

    /// Edits the name of what is selected: of an actor on the map in its card, else in its field.
    pub(super) fn edit_selected_name(&mut self) {
        let selection = &self.document.session.view.selection;
        match selection {
            Selection::Actors(actors) if actors.len() == 1 && self.navigation.page == Page::Map => {
                if let Some(actor) = actors.first() {
                    self.panels.name_box.open(*actor);
                }
            }
            _ => self.focus.name_field = name_field_id(selection),
        }
    }

    /// Puts the cursor into the name of a record that was added to a list of the map's own fields, if that is shown.
    pub(super) fn edit_added_name<I>(&mut self, added: Result<I, Violation>, name_id: impl FnOnce(I) -> egui::Id) {
        match added {
            Ok(id) if self.document.session.view.selection == Selection::None => {
                let field = name_id(id);
                self.focus.name_field = Some(field);
                // A row of a long list is drawn for the sake of its focus.
                self.ctx.memory_mut(|memory| memory.request_focus(field));
            }
            Ok(_) => {}
            Err(violation) => self.show_violation(&violation),
        }
    }

    /// Edits the name of a lane, among the fields of the map.
    pub(super) fn edit_stage_name(&mut self, stage: StageId) {
        self.document.session.view.selection = Selection::None;
        self.edit_added_name(Ok(stage), stage_name_id);
    }

    /// Opens the list of actors to link to, if exactly one actor is selected.
    pub(super) fn open_link_list(&mut self) {
        match &self.document.session.view.selection {
            Selection::Actors(actors) if actors.len() == 1 => {
                if let Some(actor) = actors.first() {
                    egui::Popup::open_id(&self.ctx, link_popup_id(*actor));
                }
            }
            _ => self.messages.status = Some(UiText::LinkNeedsOne),
        }
    }
}
