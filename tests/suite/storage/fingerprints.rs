//! Whatever somebody else does to a file is noticed before it is replaced, and nothing else is taken for that.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use lienket::map::LinkageMap;
use lienket::storage::{
    FileFingerprint, ReadProgress, SaveError, SystemDisk, fingerprint, hash_bytes, open_from, save, save_to, write,
};
use proptest::prelude::*;

use super::golden::golden;

fn set_modified(path: &Path, time: SystemTime) {
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

fn known(path: &Path) -> FileFingerprint {
    open_from(&SystemDisk, path, &ReadProgress::default()).unwrap().fingerprint
}

/// Stored hashes are compared by later versions of the program.
#[test]
fn the_hash_stays_as_it_is() {
    let mut long: Vec<u8> = (0..200_000_u32).map(|at| (at % 251) as u8).collect();
    let hashes = [hash_bytes(b""), hash_bytes(b"(format: 2)"), hash_bytes(&long)];
    long.push(0);
    let longer = hash_bytes(&long);
    assert_eq!(hashes, [0xcbf2_9ce4_8422_2325, 172_486_118_328_215_281, 10_322_051_562_515_484_962]);
    assert_ne!(hashes[2], longer);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// One changed byte, or one more, changes the hash, wherever it is.
    #[test]
    fn a_change_changes_the_hash(length in 1_usize..200_000, at in any::<prop::sample::Index>(), change in 1..=255_u8) {
        let mut bytes = vec![b'x'; length];
        let before = hash_bytes(&bytes);
        bytes[at.index(length)] ^= change;
        prop_assert_ne!(hash_bytes(&bytes), before);
        bytes[at.index(length)] ^= change;
        prop_assert_eq!(hash_bytes(&bytes), before);
        bytes.push(0);
        prop_assert_ne!(hash_bytes(&bytes), before);
    }
}

/// A file that is read piece by piece has the fingerprint of its bytes, also where a piece ends with the file.
#[test]
fn a_file_has_the_fingerprint_of_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    assert_eq!(fingerprint(&SystemDisk, &path).unwrap(), None);
    for length in [0, 1, 65_535, 65_536, 65_537, 131_072, 300_000] {
        let bytes: Vec<u8> = (0..length).map(|at| (at % 255) as u8).collect();
        fs::write(&path, &bytes).unwrap();
        let found = fingerprint(&SystemDisk, &path).unwrap().unwrap();
        assert_eq!(found, FileFingerprint::of(&bytes, SystemTime::UNIX_EPOCH), "{length} bytes");
        assert_eq!(found.modified, fs::metadata(&path).unwrap().modified().unwrap());
    }
}

#[test]
fn a_change_is_noticed_though_it_keeps_size_and_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    save(&golden(), &path).unwrap();
    let known = known(&path);
    let changed = String::from_utf8(write(&golden())).unwrap().replacen("2019", "2018", 1);
    fs::write(&path, &changed).unwrap();
    set_modified(&path, known.modified);
    let error = save_to(&SystemDisk, &LinkageMap::default(), &path, Some(known)).unwrap_err();
    assert!(matches!(error, SaveError::ChangedOutside { .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), changed);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_file_that_was_only_touched_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    let saved = save(&golden(), &path).unwrap();
    assert_eq!(saved.fingerprint, Some(known(&path)), "as it is when it is read again");
    set_modified(&path, SystemTime::now() + Duration::from_secs(100));
    let saved = save_to(&SystemDisk, &LinkageMap::default(), &path, saved.fingerprint).unwrap();
    let saved = save_to(&SystemDisk, &golden(), &path, saved.fingerprint).unwrap();
    let found = fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(saved.fingerprint.unwrap().modified, found, "so that it need not be read to be known");
}

/// A file that is gone is no reason to refuse the work of a day.
#[test]
fn a_file_that_is_gone_is_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    let saved = save(&golden(), &path).unwrap();
    fs::remove_file(&path).unwrap();
    save_to(&SystemDisk, &golden(), &path, saved.fingerprint).unwrap();
    assert_eq!(known(&path), saved.fingerprint.unwrap());
}
