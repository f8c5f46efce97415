//! The user's own templates: lists them, one read after the other, while they are shown.

use std::path::Path;
use std::sync::Arc;

use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::panels::{Overlay, TemplateContents};
use crate::storage::{OpenError, OpenedMap, TemplateFiles, open_from};

impl Shell {
    /// Opens the list of templates.
    pub(super) fn show_templates(&mut self) {
        self.panels.overlay = Overlay::templates();
        self.list_templates();
    }

    /// Lists the user's own templates again, if they are shown.
    pub(super) fn list_templates(&mut self) {
        let Overlay::Templates(templates) = &mut self.panels.overlay else { return };
        let Some(store) = self.environment.template_store.clone() else {
            templates.on_listed(Ok(TemplateFiles::default()));
            return;
        };
        let disk = Arc::clone(&self.environment.disk);
        self.jobs.start(JobName::Templates, move |_| JobResult::TemplatesListed(store.list(&*disk)));
    }

    pub(super) fn on_templates_listed(&mut self, listed: Result<TemplateFiles, OpenError>) {
        if let Overlay::Templates(templates) = &mut self.panels.overlay {
            templates.on_listed(listed);
            self.read_next_template();
        }
    }

    pub(super) fn on_template_read(&mut self, path: &Path, contents: Result<TemplateContents, OpenError>) {
        if let Overlay::Templates(templates) = &mut self.panels.overlay {
            templates.on_read(path, contents);
            self.read_next_template();
        }
    }

    /// Reads what the next template holds. The reading is cancelled when the list closes.
    fn read_next_template(&mut self) {
        let Overlay::Templates(templates) = &mut self.panels.overlay else { return };
        let Some((path, progress)) = templates.next_unread() else { return };
        let disk = Arc::clone(&self.environment.disk);
        self.jobs.start(JobName::Templates, move |_| {
            let opened = open_from(&*disk, &path, &progress);
            let contents = opened
                .map(|OpenedMap { map, .. }| TemplateContents { actors: map.actors().len(), links: map.links().len() });
            JobResult::TemplateRead(path, contents)
        });
    }

    /// Asks under which name to keep the map as a template.
    pub(super) fn save_as_template(&mut self) {
        let (files, mut context) = self.files_with_context();
        let effect = files.ask_template_name(&mut context);
        self.apply_effects(effect.into_iter().collect());
    }
}
