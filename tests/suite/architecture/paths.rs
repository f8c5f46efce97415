//! The paths that a source file names, read from its syntax tree: grouped imports, `super`, renames and macros included.

use std::collections::BTreeSet;
use std::path::Path;

use syn::visit::Visit;

/// The paths that a file at `at` (its path under `src`) names, from the root of the crate (`crate::map::Actor`) or of
/// another crate (`std::fs::read`), as far as names alone can tell.
pub fn paths_of(at: &Path, text: &str) -> BTreeSet<String> {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{}: {error}", at.display()));
    let mut module: Vec<String> =
        at.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    module.retain(|part| !["mod", "lib", "main"].contains(&part.as_str()));
    let mut collector = Collector { module, found: BTreeSet::new() };
    collector.visit_file(&file);
    collector.found
}

struct Collector {
    module: Vec<String>,
    found: BTreeSet<String>,
}

impl Collector {
    fn add(&mut self, segments: &[String]) {
        let supers = segments.iter().take_while(|part| ["self", "super"].contains(&part.as_str())).count();
        let ups = segments.iter().take(supers).filter(|part| *part == "super").count();
        let mut path: Vec<&str> = Vec::new();
        if supers > 0 {
            path.push("crate");
            let kept = self.module.len().checked_sub(ups).expect("super stays inside the crate");
            path.extend(self.module.iter().take(kept).map(String::as_str));
        }
        path.extend(segments.iter().skip(supers).map(String::as_str));
        self.found.insert(path.join("::"));
    }

    fn add_tree(&mut self, tree: &syn::UseTree, before: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.add_tree(&path.tree, before);
                before.pop();
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.add_tree(item, before)),
            syn::UseTree::Name(name) => self.add_leaf(before, &name.ident.to_string()),
            syn::UseTree::Rename(rename) => self.add_leaf(before, &rename.ident.to_string()),
            syn::UseTree::Glob(_) => self.add(before),
        }
    }

    fn add_leaf(&mut self, before: &[String], name: &str) {
        // `use a::{self}` names `a`.
        let own = (name != "self").then(|| name.to_owned());
        self.add(&before.iter().cloned().chain(own).collect::<Vec<_>>());
    }

    /// Macros are not parsed: their tokens are read for what looks like a path.
    fn add_tokens(&mut self, tokens: &str) {
        let glued = tokens.replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
        for word in glued.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':' || c == '$')) {
            let segments: Vec<String> =
                word.trim_start_matches('$').split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
            if segments.len() > 1 {
                self.add(&segments);
            }
        }
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&item.tree, &mut Vec::new());
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        syn::visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add(&segments);
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        self.add_tokens(&invocation.tokens.to_string());
        syn::visit::visit_macro(self, invocation);
    }

    // `pub(in crate::analysis)` is no use of anything.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}
}

#[test]
fn every_way_of_naming_a_module_is_read() {
    let text = "
        use crate::{map::{self, Actor as A}, theme::*};
        use super::{super::layout, sibling};
        mod inner { use super::super::upper; fn f() { let _ = format!(\"{}\", crate::panels::x()); } }
        pub(in crate::cli) struct S;
        fn g(of: &std::fs::File) -> egui::Rect { macro_of!(crate::app => of) }
    ";
    let found = paths_of(Path::new("canvas/tools.rs"), text);
    for path in [
        "crate::map",
        "crate::map::Actor",
        "crate::theme",
        "crate::layout",
        "crate::canvas::sibling",
        "crate::canvas::upper",
        "crate::panels::x",
        "std::fs::File",
        "egui::Rect",
        "crate::app",
    ] {
        assert!(found.contains(path), "{path} in {found:?}");
    }
    assert!(!found.iter().any(|path| path.starts_with("crate::cli")), "{found:?}");
}
