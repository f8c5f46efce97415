//! Two actors made one: in the map as one edit, and wherever else the document keeps ids.

use super::document::Document;
use crate::editing::{self, ActorMerge};
use crate::map::{EditLabel, Redirect, Selection, Violation};

impl Document {
    /// Merges two actors, and selects the one that stays.
    pub fn merge_actors(&mut self, merge: &ActorMerge) -> Result<(), Violation> {
        let redirect = self.edit_places(EditLabel::MergeActors(merge.kept), |edit| editing::merge(edit, merge))?;
        if redirect != Redirect::default() {
            self.redirect(&redirect);
            self.session.view.selection = Selection::actor(merge.kept);
        }
        Ok(())
    }
}
