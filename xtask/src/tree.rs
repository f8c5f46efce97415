//! What is installed: files by their place under a prefix such as `/usr`, in the order of their names.

use std::collections::{BTreeMap, BTreeSet};

/// A file to install.
#[derive(Clone, Debug)]
pub struct Installed {
    pub content: Vec<u8>,
    /// Whether it is a program.
    pub is_program: bool,
}

/// The files by their path under the prefix.
#[derive(Clone, Debug, Default)]
pub struct Tree(BTreeMap<String, Installed>);

impl Tree {
    /// Adds a file that is read.
    pub fn add(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), Installed { content: content.into(), is_program: false });
    }

    /// Adds a file that is run.
    pub fn add_program(&mut self, path: impl Into<String>, content: Vec<u8>) {
        self.0.insert(path.into(), Installed { content, is_program: true });
    }

    /// Every file, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Installed)> {
        self.0.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// The same tree in a folder.
    pub fn within(&self, folder: &str) -> Self {
        Self(self.0.iter().map(|(path, file)| (format!("{folder}/{path}"), file.clone())).collect())
    }

    /// Every folder that a file is in, outer ones first.
    pub fn folders(&self) -> BTreeSet<&str> {
        self.0.keys().flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end])).collect()
    }
}
