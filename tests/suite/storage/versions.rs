//! Earlier contents of maps: which are kept, for how long, and that none is lost that somebody needs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lienket::exchange::sample_map;
use lienket::map::{LinkageMap, MapId, Transaction};
use lienket::storage::{
    JournalStore, SystemDisk, VersionAge, VersionContent, VersionKeeper, VersionKind, VersionLimits, VersionStore,
    hash_bytes, save_with_versions, superfluous_overall, superfluous_versions, write,
};
use proptest::prelude::*;
use tempfile::TempDir;

const DAY: i64 = 86_400;
const NOW: i64 = 1_795_824_000;
const MAP: MapId = MapId(0x1234);

fn age() -> impl Strategy<Value = VersionAge> {
    let age = prop_oneof![0..3_600_i64, 0..DAY, 0..(40 * DAY), 0..(800 * DAY), -DAY..0];
    let version = (age, 0..2_000_000_u64, prop::bool::weighted(0.1));
    version.prop_map(|(age, size, is_needed)| VersionAge { at: NOW - age, size, is_needed })
}

fn ages() -> impl Strategy<Value = Vec<VersionAge>> {
    prop::collection::vec(age(), 0..400)
}

fn limits() -> impl Strategy<Value = VersionLimits> {
    prop_oneof![
        Just(VersionLimits::default()),
        (1..60_usize, 0..20_000_000_u64).prop_map(|(count, size)| VersionLimits { count, size }),
    ]
}

fn without(versions: &[VersionAge], gone: &[usize]) -> Vec<VersionAge> {
    let stays = |(position, version): (usize, &VersionAge)| (!gone.contains(&position)).then_some(*version);
    versions.iter().enumerate().filter_map(stays).collect()
}

proptest! {
    #[test]
    fn of_all_maps_together_the_oldest_go_first_and_no_map_loses_its_last(
        maps in prop::collection::vec(prop::collection::vec(age(), 0..30), 0..8),
        limits in limits(),
    ) {
        let gone = superfluous_overall(&maps, limits);
        let of = |map: usize| gone.iter().filter(|gone| gone.0 == map).map(|gone| gone.1).collect::<Vec<_>>();
        let left: Vec<Vec<VersionAge>> = maps.iter().enumerate().map(|(map, all)| without(all, &of(map))).collect();
        let newest = |versions: &[VersionAge]| versions.iter().map(|version| version.at).max();
        for (before, after) in maps.iter().zip(&left) {
            prop_assert_eq!(newest(before), newest(after));
        }
        prop_assert!(gone.iter().all(|(map, position)| !maps[*map][*position].is_needed));
        let is_within = |maps: &[Vec<VersionAge>]| {
            let all = || maps.iter().flatten();
            all().count() <= limits.count && all().map(|version| version.size).sum::<u64>() <= limits.size
        };
        let latest_gone = gone.iter().map(|(map, position)| maps[*map][*position].at).max();
        let mut free = left.iter().flat_map(|versions| {
            let newest = newest(versions);
            versions.iter().filter(move |version| !version.is_needed && Some(version.at) != newest)
        });
        prop_assert!(free.clone().all(|version| latest_gone.is_none_or(|gone| gone <= version.at)));
        prop_assert!(is_within(&left) || free.next().is_none());
        prop_assert!(gone.is_empty() || !is_within(&maps));
    }

    #[test]
    fn what_is_newest_or_needed_stays(versions in ages(), limits in limits()) {
        let gone = superfluous_versions(&versions, NOW, limits);
        let newest = versions.iter().map(|version| version.at).max();
        let left = without(&versions, &gone);
        prop_assert_eq!(left.iter().map(|version| version.at).max(), newest);
        prop_assert!(gone.iter().all(|position| !versions[*position].is_needed));
        prop_assert!(gone.is_sorted());
    }

    #[test]
    fn number_and_bytes_are_bounded(versions in ages(), limits in limits()) {
        let left = without(&versions, &superfluous_versions(&versions, NOW, limits));
        let newest = left.iter().map(|version| version.at).max();
        let free = left.iter().filter(|version| !version.is_needed && Some(version.at) != newest);
        let fixed = left.len() - free.clone().count();
        prop_assert!(left.len() <= limits.count.max(fixed));
        if free.count() > 0 {
            prop_assert!(left.iter().map(|version| version.size).sum::<u64>() <= limits.size);
        }
    }

    #[test]
    fn the_last_hour_stays_whole_and_every_day_of_a_month_has_one(versions in ages()) {
        let ample = VersionLimits { count: usize::MAX, size: u64::MAX };
        let left = without(&versions, &superfluous_versions(&versions, NOW, ample));
        let is_of_hour = |version: &&VersionAge| NOW - version.at < 3_600;
        prop_assert_eq!(
            versions.iter().filter(is_of_hour).count(),
            left.iter().filter(is_of_hour).count()
        );
        let days = |of: &[VersionAge]| -> BTreeSet<i64> {
            let recent = of.iter().filter(|version| NOW - version.at < 30 * DAY);
            recent.map(|version| version.at.div_euclid(DAY)).collect()
        };
        prop_assert_eq!(days(&versions), days(&left));
        // Each month keeps one that is at most a month away.
        for version in &versions {
            prop_assert!(left.iter().any(|kept| kept.at >= version.at && kept.at - version.at <= 30 * DAY));
        }
        // Beyond the last hour, as many as there are periods.
        let old = left.iter().filter(|version| NOW - version.at >= 3_600 && !version.is_needed).count();
        prop_assert!(old <= 144 + 33 + 29, "{} stay", old);
    }

    #[test]
    fn thinning_again_takes_nothing_more_and_time_only_takes(versions in ages(), later in 0..(90 * DAY), limits in limits()) {
        let left = without(&versions, &superfluous_versions(&versions, NOW, limits));
        prop_assert_eq!(superfluous_versions(&left, NOW, limits), Vec::<usize>::new());
        let then = without(&left, &superfluous_versions(&left, NOW + later, limits));
        prop_assert!(then.iter().all(|version| left.contains(version)));
    }
}

/// A folder with a map's file, and another one with the state.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("stick/a.lienket")
    }

    fn versions(&self) -> VersionStore {
        VersionStore::new(self.folder.path().join("state/versions"))
    }

    fn journals(&self) -> JournalStore {
        JournalStore::new(self.folder.path().join("state/journals"), self.versions())
    }

    fn save(
        &self,
        map: &LinkageMap,
        known: Option<lienket::storage::FileFingerprint>,
        now: i64,
    ) -> lienket::storage::FileFingerprint {
        std::fs::create_dir_all(self.file().parent().unwrap()).unwrap();
        let journals = self.journals();
        let keeper = VersionKeeper { journals: &journals, by: Some("Nguyễn Thị Đào"), now };
        save_with_versions(&SystemDisk, map, &self.file(), known, keeper).unwrap().fingerprint.unwrap()
    }

    /// The titles of the versions of a map with who saved them, the oldest first.
    fn titles(&self, identity: MapId) -> Vec<(String, Option<String>)> {
        let versions = self.versions();
        let list = versions.list(&SystemDisk, identity).unwrap().into_iter();
        list.map(|version| {
            let title = versions.read(&SystemDisk, &version).unwrap().info().title.clone();
            (title, versions.saved_by(&SystemDisk, &version))
        })
        .collect()
    }
}

fn titled(title: &str) -> LinkageMap {
    let mut map = sample_map(12, 1).with_new_identity(MAP);
    let mut transaction = Transaction::begin(&mut map);
    let info = lienket::map::Info { title: title.to_owned(), ..transaction.map().info().clone() };
    transaction.set_info(info).unwrap();
    transaction.finish();
    map
}

fn names(titles: &[(String, Option<String>)]) -> Vec<&str> {
    titles.iter().map(|(title, _)| title.as_str()).collect()
}

#[test]
fn every_save_keeps_what_the_file_had_and_what_it_has_now() {
    let place = Place::new();
    let first = place.save(&titled("one"), None, NOW);
    let second = place.save(&titled("two"), Some(first), NOW);
    assert_eq!(names(&place.titles(MAP)), ["one", "two"], "in order, though of one second");
    // Somebody else writes, and that is overwritten on purpose.
    std::fs::write(place.file(), write(&titled("theirs"))).unwrap();
    assert_ne!(second.hash, hash_bytes(&write(&titled("theirs"))));
    place.save(&titled("three"), None, NOW + 60);
    let titles = place.titles(MAP);
    assert_eq!(names(&titles), ["one", "two", "theirs", "three"]);
    assert_eq!(titles[2].1, None, "nobody knows who wrote that");
    assert_eq!(titles[3].1.as_deref(), Some("Nguyễn Thị Đào"));
}

#[test]
fn the_same_content_is_kept_once_in_a_row_and_again_when_it_returns() {
    let place = Place::new();
    let (one, two) = (titled("one"), titled("two"));
    let first = place.save(&one, None, NOW);
    let same = place.save(&one, Some(first), NOW + 60);
    let other = place.save(&two, Some(same), NOW + 120);
    place.save(&one, Some(other), NOW + 180);
    assert_eq!(names(&place.titles(MAP)), ["one", "two", "one"]);
}

#[test]
fn another_map_that_stood_there_is_kept_as_its_own() {
    let place = Place::new();
    let other = titled("other").with_new_identity(MapId(7));
    place.save(&other, None, NOW);
    std::fs::remove_dir_all(place.folder.path().join("state")).unwrap();
    place.save(&titled("mine"), None, NOW + 60);
    assert_eq!(names(&place.titles(MapId(7))), ["other"]);
    assert_eq!(names(&place.titles(MAP)), ["mine"]);
}

#[test]
fn nothing_is_left_beside_the_file_and_only_its_owner_may_read_a_version() {
    let place = Place::new();
    place.save(&titled("one"), None, NOW);
    let beside = std::fs::read_dir(place.file().parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let version = &place.versions().list(&SystemDisk, MAP).unwrap()[0];
        assert_eq!(std::fs::metadata(&version.path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_day_of_saves_is_thinned_a_month_later() {
    let place = Place::new();
    let mut known = None;
    for minute in 0..100 {
        known = Some(place.save(&titled(&minute.to_string()), known, NOW + minute * 60));
    }
    place.save(&titled("later"), known, NOW + 40 * DAY);
    let titles = place.titles(MAP);
    assert_eq!(names(&titles), ["99", "later"], "one of that month, its last");
}

#[test]
fn the_versions_of_all_maps_are_bounded_together() {
    let place = Place::new();
    let (disk, versions) = (SystemDisk, place.versions());
    let keep = |map: u64, at: i64| {
        let bytes = write(&titled(&format!("{map} {at}")));
        let content =
            VersionContent { at: NOW + at, hash: hash_bytes(&bytes), bytes: &bytes, kind: VersionKind::Saved(None) };
        versions.keep(&disk, MapId(map), content).unwrap();
        hash_bytes(&bytes)
    };
    // An old map of which there is one version, and two others.
    let [_, needed, ..] = [(1, 0), (2, 100), (2, 200), (2, 300), (3, 150), (3, 250)].map(|(map, at)| keep(map, at));
    let times = |map: u64| versions.list(&disk, MapId(map)).unwrap().iter().map(|it| it.at - NOW).collect::<Vec<_>>();
    let is_needed = |map: MapId, version: &lienket::storage::Version| map == MapId(2) && version.hash == needed;
    versions.thin_overall(&disk, VersionLimits { count: 4, size: u64::MAX }, is_needed).unwrap();
    assert_eq!([times(1), times(2), times(3)], [vec![0], vec![100, 300], vec![250]]);
    versions.thin_overall(&disk, VersionLimits { count: 0, size: 0 }, is_needed).unwrap();
    assert_eq!(
        [times(1), times(2), times(3)],
        [vec![0], vec![100, 300], vec![250]],
        "the newest of each, and what is needed"
    );
    place.journals().thin_all_versions(&disk, VersionLimits { count: 0, size: 0 }, NOW).unwrap();
    assert_eq!(times(2), [300], "no journal needs it");
}

#[test]
fn a_save_counts_though_no_version_can_be_kept() {
    let place = Place::new();
    std::fs::write(place.folder.path().join("state"), "no folder").unwrap();
    place.save(&titled("one"), None, NOW);
    assert_eq!(lienket::storage::open(&place.file()).unwrap().info().title, "one");
}

#[test]
fn what_no_file_had_is_marked_and_goes_when_nobody_needs_it() {
    let place = Place::new();
    let (versions, bytes) = (place.versions(), write(&titled("never saved")));
    let hash = hash_bytes(&bytes);
    let content = VersionContent { at: NOW, hash, bytes: &bytes, kind: VersionKind::Unsaved };
    versions.keep(&SystemDisk, MAP, content).unwrap();
    let list = versions.list(&SystemDisk, MAP).unwrap();
    assert!(matches!(list.as_slice(), [version] if !version.is_saved));
    versions.thin(&SystemDisk, MAP, &BTreeSet::new(), NOW + 400 * DAY).unwrap();
    versions.remove_unsaved(&SystemDisk, MAP, &BTreeSet::from([hash])).unwrap();
    assert_eq!(versions.list(&SystemDisk, MAP).unwrap(), list);
    // A save of the same content is a version of its own.
    place.save(&titled("never saved"), None, NOW + 60);
    assert_eq!(versions.list(&SystemDisk, MAP).unwrap().len(), 2);
    versions.remove_unsaved(&SystemDisk, MAP, &BTreeSet::new()).unwrap();
    assert_eq!(names(&place.titles(MAP)), ["never saved"]);
}

#[test]
fn files_that_are_no_versions_are_passed_over() {
    let place = Place::new();
    place.save(&titled("one"), None, NOW);
    let folder = place.versions().list(&SystemDisk, MAP).unwrap()[0].path.parent().unwrap().to_owned();
    for name in ["x.lienket.gz", "12-zz.lienket.gz", "-.lienket.gz", "a-b-unsaved.lienket.gz", "0000000001-00.gz"] {
        std::fs::write(folder.join(name), "junk").unwrap();
    }
    let damaged = folder.join(format!("{:010}-{:016x}.lienket.gz", 5, 5));
    std::fs::write(&damaged, "no gzip").unwrap();
    let versions = place.versions().list(&SystemDisk, MAP).unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0].path.as_path(), Path::new(&damaged));
    assert!(place.versions().read(&SystemDisk, &versions[0]).is_err());
    assert_eq!(place.versions().saved_by(&SystemDisk, &versions[0]), None);
}
