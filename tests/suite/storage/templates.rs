//! Templates of the user's own: what is saved as one comes back, under any name, and nothing outside their folder is
//! touched.

use std::fs;
use std::path::Path;

use lienket::exchange::sample_map;
use lienket::map::MapId;
use lienket::storage::{SaveError, SystemDisk, TEMPLATE_LIMIT, TemplateSaved, TemplateStore, file_title, open};
use proptest::prelude::*;

use super::golden::golden;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The new map has the same records, no matter what was deleted before, and is another one.
    #[test]
    fn a_map_of_a_template_has_the_records_that_were_saved(actors in 1_u32..60, seed in any::<u64>()) {
        let folder = tempfile::tempdir().unwrap();
        let store = TemplateStore::new(folder.path().join("templates"));
        let mut map = sample_map(actors, seed);
        map.ensure_identity(MapId(seed));
        let path = store.path("Mẫu").unwrap();
        TemplateStore::save(&SystemDisk, &map, &path, None).unwrap();
        let new = open(&path).unwrap().with_new_identity(MapId(!seed));
        prop_assert!(new == map && new.identity() == Some(MapId(!seed)));
        prop_assert_eq!(new.violations(), vec![]);
        let next = new.actors().keys().next_back().map_or(1, |id| id.0 + 1);
        prop_assert_eq!(new.ledger().actor.next, next, "only the ids in use are issued");
    }

    /// Whatever is typed as a name: one file, in the folder, which is listed and not hidden.
    #[test]
    fn any_name_gives_a_file_of_the_folder(name in r#"(\PC|[./\\:*?"<>|\x00-\x1f ]){0,40}|[ấđ]{200}|(con|NUL|com1)(\.x)?"#) {
        let folder = tempfile::tempdir().unwrap();
        let store = TemplateStore::new(folder.path().to_owned());
        let Some(path) = store.path(&name) else {
            prop_assert!(!name.chars().any(char::is_alphanumeric), "{:?} is a name", name);
            return Ok(());
        };
        prop_assert_eq!(path.parent(), Some(folder.path()));
        TemplateStore::save(&SystemDisk, &sample_map(1, 1), &path, None).unwrap();
        prop_assert_eq!(store.list(&SystemDisk).unwrap().paths, vec![path.clone()]);
        let shown = file_title(&path);
        prop_assert!(!shown.starts_with('.') && shown == shown.trim());
        prop_assert_eq!(store.path(&shown), Some(path), "the name that is shown is that of the file");
    }
}

#[test]
fn a_template_replaces_only_what_its_owner_has_seen() {
    let folder = tempfile::tempdir().unwrap();
    let store = TemplateStore::new(folder.path().to_owned());
    let path = store.path("Mẫu").unwrap();
    let save = |agreed| TemplateStore::save(&SystemDisk, &golden(), &path, agreed);
    fs::write(&path, "scribble").unwrap();
    let Ok(TemplateSaved::Exists(found)) = save(None) else { panic!("it is there") };
    assert!(matches!(save(Some(found)), Err(SaveError::Unrecognized { .. })), "what cannot be read is not replaced");
    fs::write(&path, lienket::storage::write(&sample_map(1, 1))).unwrap();
    assert!(matches!(save(Some(found)), Ok(TemplateSaved::Exists(_))), "it is another one by now");
    let Ok(TemplateSaved::Exists(found)) = save(None) else { panic!("it is there") };
    assert!(matches!(save(Some(found)), Ok(TemplateSaved::Written(_))));
    assert!(open(&path).unwrap() == golden());
}

#[test]
fn only_templates_are_listed_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let store = TemplateStore::new(folder.path().join("templates"));
    assert_eq!(store.list(&SystemDisk).unwrap().paths, Vec::<std::path::PathBuf>::new(), "there is no folder yet");
    for name in ["b", "a"] {
        TemplateStore::save(&SystemDisk, &golden(), &store.path(name).unwrap(), None).unwrap();
    }
    fs::write(folder.path().join("templates/notes.txt"), "").unwrap();
    let names = |store: &TemplateStore| {
        let files = store.list(&SystemDisk).unwrap();
        (files.paths.iter().map(|path| file_title(path)).collect::<Vec<_>>(), files.is_cut)
    };
    assert_eq!(names(&store), (vec!["a".to_owned(), "b".to_owned()], false));
    let outside = folder.path().join("other.lienket");
    fs::write(&outside, "").unwrap();
    store.remove(&SystemDisk, &outside).unwrap_err();
    store.remove(&SystemDisk, Path::new("templates/../other.lienket")).unwrap_err();
    store.remove(&SystemDisk, &store.path("a").unwrap()).unwrap();
    assert_eq!(names(&store), (vec!["b".to_owned()], false));
    assert!(outside.exists());
    for number in 0..TEMPLATE_LIMIT {
        fs::write(store.path(&number.to_string()).unwrap(), "").unwrap();
    }
    let (names, is_cut) = names(&store);
    assert_eq!((names.len(), is_cut), (TEMPLATE_LIMIT, true));
}

#[test]
fn a_folder_that_is_none_is_told_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("templates");
    fs::write(&file, "").unwrap();
    let store = TemplateStore::new(file);
    assert!(store.list(&SystemDisk).unwrap_err().to_string().contains("templates"));
    let path = store.path("a").unwrap();
    assert!(TemplateStore::save(&SystemDisk, &golden(), &path, None).unwrap_err().to_string().contains("a.lienket"));
}
