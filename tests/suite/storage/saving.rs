//! A saved file is the old one or the new one, and what must not be replaced is not.

use std::fs;
use std::io;
use std::path::Path;

use lienket::map::LinkageMap;
use lienket::storage::{SaveError, SystemDisk, open, replace_file, replace_file_with, save};

use super::golden::golden;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    save(&LinkageMap::default(), &path).unwrap();
    save(&golden(), &path).unwrap();
    assert_eq!(open(&path).unwrap(), golden());
    assert_eq!(names(folder.path()), ["a.lienket"]);
}

/// Whatever breaks while it is written: at the start, half way, at the end.
#[test]
fn a_failure_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    for old in [None, Some("old")] {
        if let Some(old) = old {
            fs::write(&path, old).unwrap();
        }
        for written in [0, 1, 100_000] {
            let failed = replace_file_with(&SystemDisk, &path, |file| {
                file.write_all(&vec![b'x'; written])?;
                Err(io::ErrorKind::StorageFull.into())
            });
            assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
            assert_eq!(fs::read_to_string(&path).ok().as_deref(), old);
            assert_eq!(names(folder.path()).len(), usize::from(old.is_some()));
        }
    }
}

/// Whoever opened the old file before keeps reading the old one.
#[test]
fn a_reader_meanwhile_sees_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "old").unwrap();
    replace_file_with(&SystemDisk, &path, |file| {
        file.write_all(b"ne")?;
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        file.write_all(b"w")
    })
    .unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
}

/// The temporary file of a save is not taken for one that was left.
#[test]
fn two_saves_into_one_folder_leave_each_other_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("a"), folder.path().join("b"));
    replace_file_with(&SystemDisk, &first, |file| {
        replace_file(&SystemDisk, &second, b"second")?;
        file.write_all(b"first")
    })
    .unwrap();
    assert_eq!((fs::read(&first).unwrap(), fs::read(&second).unwrap()), (b"first".to_vec(), b"second".to_vec()));
    assert_eq!(names(folder.path()), ["a", "b"]);
}

/// A map that stands where another one is to be saved.
const OLD: &str = "(format: 1)";

/// Whatever it is: who knows what would be lost.
#[test]
fn what_cannot_be_read_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    let utf_16: Vec<u8> = OLD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [&b"old"[..], b"(format: 2, actors: [(id: 1,", b"\x89PNG\r\n\x1a\n", &utf_16] {
        fs::write(&path, bytes).unwrap();
        let error = save(&golden(), &path).unwrap_err();
        assert!(matches!(error, SaveError::Unrecognized { .. }), "{error}");
        let message = error.to_string();
        assert!(message.contains("a.lienket") && message.contains("not replaced"), "{message}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    fs::write(&path, "").unwrap();
    save(&golden(), &path).unwrap();
    assert_eq!(open(&path).unwrap(), golden());
}

#[test]
fn a_newer_format_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    let newer = "\u{feff}// một\n(format: 3, other: true)";
    fs::write(&path, newer).unwrap();
    let error = save(&golden(), &path).unwrap_err();
    assert!(matches!(error, SaveError::NewerFormat { found: 3, supported: 2, .. }));
    let message = error.to_string();
    assert!(message.contains("newer format 3") && message.contains("another name"), "{message}");
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn where_nothing_can_be_saved() {
    let folder = tempfile::tempdir().unwrap();
    let says = |path: &Path, reason: &str| {
        let message = save(&golden(), path).unwrap_err().to_string();
        assert!(message.starts_with(&path.display().to_string()), "{message}");
        assert!(message.contains(reason) && !message.contains('\n'), "{message}");
    };
    says(&folder.path().join("không có").join("a.lienket"), "there is no such file or folder");
    says(folder.path(), "it is a folder");
    says(&folder.path().join("x".repeat(300)), "choose another");
    says(Path::new(""), "cannot be saved");
    fs::write(folder.path().join("file"), "").unwrap();
    says(&folder.path().join("file").join("a.lienket"), "not a folder");
    assert_eq!(names(folder.path()), ["file"]);
}

#[test]
fn a_read_only_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    fs::write(&path, OLD).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let message = save(&golden(), &path).unwrap_err().to_string();
    assert!(message.contains("permission"), "{message}");
    assert_eq!(fs::read_to_string(&path).unwrap(), OLD);
    assert_eq!(names(folder.path()), ["a.lienket"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn permissions_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lienket");
        fs::write(&path, OLD).unwrap();
        for mode in [0o600, 0o640, 0o664, 0o755] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            save(&golden(), &path).unwrap();
            assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, mode);
        }
    }

    /// What is kept in them is of maps that may be private.
    #[test]
    fn folders_that_are_made_are_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/copies/a.ron");
        lienket::storage::create_parent(&SystemDisk, &path).unwrap();
        lienket::storage::create_parent(&SystemDisk, &path).unwrap();
        for made in path.ancestors().skip(1).take(2) {
            assert_eq!(fs::metadata(made).unwrap().mode() & 0o7777, 0o700);
        }
    }

    /// Not even while it is written may others read what they may not read.
    #[test]
    fn a_private_file_is_never_readable_by_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lienket");
        fs::write(&path, OLD).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        replace_file_with(&SystemDisk, &path, |file| {
            let modes =
                names(folder.path()).into_iter().map(|name| fs::metadata(folder.path().join(name)).unwrap().mode());
            assert_eq!(modes.map(|mode| mode & 0o7777).collect::<Vec<_>>(), [0o600, 0o600]);
            file.write_all(b"new")
        })
        .unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o600);
    }

    /// As a file has that any other program makes.
    #[test]
    fn a_new_file_has_the_usual_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, usual) = (folder.path().join("a.lienket"), folder.path().join("b"));
        save(&golden(), &ours).unwrap();
        fs::write(&usual, "").unwrap();
        assert_eq!(fs::metadata(&ours).unwrap().mode(), fs::metadata(&usual).unwrap().mode());
    }

    #[test]
    fn a_symbolic_link_stays_and_its_target_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("trong");
        fs::create_dir(&inner).unwrap();
        let target = inner.join("thật.lienket");
        fs::write(&target, OLD).unwrap();
        let (first, second) = (folder.path().join("first"), folder.path().join("second"));
        // Relative to the folder of the link, and a link to a link.
        symlink("trong/thật.lienket", &first).unwrap();
        symlink(&first, &second).unwrap();
        save(&golden(), &second).unwrap();
        assert!(fs::symlink_metadata(&first).unwrap().is_symlink());
        assert!(fs::symlink_metadata(&second).unwrap().is_symlink());
        assert_eq!(open(&target).unwrap(), golden());
        assert_eq!(names(&inner), ["thật.lienket"]);
        // A link to nothing yet: what it points to is made.
        let dangling = folder.path().join("dangling");
        symlink("trong/mới.lienket", &dangling).unwrap();
        save(&golden(), &dangling).unwrap();
        assert_eq!(open(&inner.join("mới.lienket")).unwrap(), golden());
        // A circle.
        symlink("b", folder.path().join("a")).unwrap();
        symlink("a", folder.path().join("b")).unwrap();
        assert!(save(&golden(), &folder.path().join("a")).is_err());
    }

    /// A device is written to, not replaced by a file.
    #[test]
    fn a_device_stays_a_device() {
        replace_file(&SystemDisk, Path::new("/dev/null"), b"x").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        let full = replace_file(&SystemDisk, Path::new("/dev/full"), b"x").unwrap_err();
        assert_eq!(full.kind(), io::ErrorKind::StorageFull);
    }
}

#[test]
fn a_path_without_a_folder_is_here() {
    // The tests share their working folder, so only what cannot be made is tried.
    assert!(replace_file(&SystemDisk, Path::new(".."), b"x").is_err());
    assert!(replace_file(&SystemDisk, Path::new("/"), b"x").is_err());
}
