//! Whatever happens in whatever order, the journals on the disk give back what no file has, and nothing else.

use lienket::map::LinkageMap;
use lienket::storage::{self, JournalStore, RecoverError, Recovered, VersionStore};

use super::world::World;

pub fn journals() -> JournalStore {
    JournalStore::new("/state/journals".into(), VersionStore::new("/state/versions".into()))
}

/// A map but for the ids that it has issued: those of records that no step has may be issued again.
pub fn without_ledger(map: &LinkageMap) -> LinkageMap {
    map.clone().with_new_identity(lienket::map::MapId(0))
}

impl World {
    /// What the journals that have edits give back now.
    fn recovered(&self) -> Vec<Recovered> {
        let journals = journals();
        let names = journals.names(&self.disk).unwrap().into_iter();
        let names = names.filter(|name| journals.read(&self.disk, name).unwrap().has_edits());
        let recovered = names.map(|name| (journals.recover(&self.disk, &name), name));
        recovered
            .filter_map(|(found, name)| match found {
                // The job that failed may have been about to keep it.
                Err(RecoverError::NoBase) if self.journal_failed => None,
                found => Some(found.unwrap_or_else(|error| panic!("{name}: {error}"))),
            })
            .collect()
    }

    pub fn check_journals(&self) {
        // A save that runs makes the title dirty, though the map has not changed.
        if !self.shell.is_journal_current() || self.names().iter().any(|name| name.starts_with("write")) {
            return;
        }
        let recovered = self.recovered();
        let shown = without_ledger(self.shell.map());
        // What is typed makes the title dirty, too, and is not in the map.
        let in_file = self.shell.path().and_then(|path| storage::read(&self.disk.bytes(path)?).ok());
        let first = self.screens.get(&self.shell.document()).and_then(|screens| screens.first()).cloned();
        let known = in_file.or(first).map(|map| without_ledger(&map));
        if self.shell.history().is_dirty() && known.as_ref() != Some(&shown) && !self.shell.is_closing() {
            let kept = recovered.iter().any(|found| without_ledger(found.replayed.editor.map()) == shown);
            assert!(kept, "what no file has is in no journal: {:?} of {:?}", self.shell.document(), self.shell.path());
        }
        // A journal that could not be removed is told of at the next start.
        if self.journal_failed {
            return;
        }
        for found in recovered.iter().filter(|found| found.replayed.is_unsaved()) {
            let is_open = !self.shell.is_closing() && self.shell.map().identity() == Some(found.header.identity);
            assert!(is_open, "{}: what was saved or given up would be offered again", found.name);
        }
    }
}
