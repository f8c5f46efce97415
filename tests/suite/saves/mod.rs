//! The maps in `saves/`: built here through transactions, laid out, and compared with the files.
//! `UPDATE_SAVES=1 cargo test saves::` writes them anew.

mod can_tho;
mod draft;
mod mango;
mod rice;

use std::collections::BTreeMap;
use std::path::Path;

use lienket::analysis::{Verdict, assess};
use lienket::language::fold;
use lienket::map::LinkageMap;
use lienket::storage;

/// The maps that come with the program, by name; a lock file of a window that has one open is none.
pub fn saved_maps() -> Vec<LinkageMap> {
    let folder = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("saves")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "lienket"));
    paths.sort();
    assert!(paths.len() >= 3);
    paths.iter().map(|path| storage::open(path).unwrap()).collect()
}

/// Compares a map with its file, byte for byte, or writes the file.
#[track_caller]
fn stands_in(name: &str, map: &LinkageMap) {
    assert_eq!(map.violations(), []);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("saves").join(name);
    if std::env::var_os("UPDATE_SAVES").is_some() {
        storage::save(map, &path).unwrap();
    }
    let bytes = std::fs::read(&path).unwrap();
    assert!(storage::read(&bytes).unwrap() == *map, "{name} is not the map built here: UPDATE_SAVES=1 writes it anew");
    assert!(storage::write(map) == bytes, "{name} is not written as the program writes it");
}

#[test]
fn can_tho_shows_every_verdict() {
    let map = can_tho::map();
    stands_in("can-tho-2019.lienket", &map);
    assert!((35..=50).contains(&map.actors().len()), "{}", map.actors().len());
    let districts: std::collections::BTreeSet<&str> =
        map.actors().values().map(|actor| actor.district.as_str()).filter(|district| !district.is_empty()).collect();
    assert_eq!(districts.len(), 9, "{districts:?}");
    assert_eq!((map.models().len(), map.targets().len()), (15, 6));

    let assessment = assess(&map, 2019);
    let mut verdicts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for (model, verdict) in &assessment.models {
        *verdicts.entry(verdict.verdict).or_default() += 1;
        // Each model's note says what it is there to show.
        let note = fold(&map.models()[model].note);
        let word = fold(lienket::language::Localized::text(verdict.verdict, lienket::language::Language::Vietnamese));
        assert!(note.contains(&word), "{}: {:?} but {note}", map.models()[model].name, verdict.verdict);
    }
    let counts = [Verdict::Firm, Verdict::Loose, Verdict::StopsShort, Verdict::OnPaper, Verdict::NoBuyer];
    assert_eq!(counts.map(|verdict| verdicts[&verdict]), [5, 4, 2, 2, 2]);
    assert_eq!(assessment.summary.models - assessment.summary.flagged, 11);
    let left_out: Vec<&str> = assessment
        .models
        .values()
        .flat_map(|model| model.left_out.keys())
        .map(|member| map.actors()[member].name.as_str())
        .collect();
    assert_eq!(left_out, ["THT xoài Trường Long (ví dụ)"]);
}

#[test]
fn can_tho_is_different_in_other_years() {
    let map = can_tho::map();
    let verdicts = |year| assess(&map, year).models.into_values().map(|model| model.verdict).collect::<Vec<_>>();
    let [before, now, after] = [2018, 2019, 2020].map(verdicts);
    assert!(before != now && now != after, "{before:?} {after:?}");
}

#[test]
fn mango_has_seven_channels_over_eleven_links() {
    let map = mango::map();
    stands_in("mango-mekong-2015.lienket", &map);
    assert_eq!((map.channels().len(), map.links().len()), (7, 11));
    let broken = lienket::analysis::FindingCode::ChannelBroken;
    assert!(assess(&map, 2015).findings.iter().all(|finding| finding.code() != broken));
    // Every link is used by a channel: none was guessed.
    for link in map.links().values() {
        let used = |path: &[_]| path.windows(2).any(|pair| pair == [link.from, link.to]);
        assert!(map.channels().values().any(|channel| used(&channel.path)));
    }
}

#[test]
fn rice_reaches_markets_at_home_and_abroad() {
    let map = rice::map();
    stands_in("rice-mekong-2020.lienket", &map);
    assert!(map.actors().values().any(|actor| actor.count == 1_500_000));
    let shares: Vec<f64> = map.links().values().filter_map(|link| link.share).collect();
    assert_eq!(shares, [70.0, 30.0]);
    let broken = lienket::analysis::FindingCode::ChannelBroken;
    assert!(assess(&map, 2020).findings.iter().all(|finding| finding.code() != broken));
}
