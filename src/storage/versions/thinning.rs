//! Which versions go: all stay for an hour, one in ten minutes for a day, one a day for a month, one a month beyond.

use std::cmp::Reverse;
use std::collections::BTreeSet;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// What is known of a version when versions are thinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionAge {
    /// When it was the map's content, in seconds since 1970.
    pub at: i64,
    /// Bytes that it takes on the disk.
    pub size: u64,
    /// Whether a journal builds on it.
    pub is_needed: bool,
}

/// How much is kept of one map. The newest version, and those that are needed, are kept beyond it.
#[derive(Clone, Copy, Debug)]
pub struct VersionLimits {
    /// Versions.
    pub count: usize,
    /// Bytes that they take together.
    pub size: u64,
}

impl Default for VersionLimits {
    fn default() -> Self {
        Self { count: 300, size: 128 << 20 }
    }
}

impl VersionLimits {
    /// How much is kept of all maps together. The newest version of each, and those that are needed, are kept beyond it.
    pub const OF_ALL_MAPS: Self = Self { count: 5_000, size: 1 << 30 };
}

/// The versions that go of all maps together, each as the position of its map and its own: over the limits, the oldest, but
/// never the newest of a map, whose file may be gone.
pub fn superfluous_overall(maps: &[Vec<VersionAge>], limits: VersionLimits) -> Vec<(usize, usize)> {
    let all = maps.iter().flatten();
    let (mut count, mut size) =
        all.fold((0, 0), |(count, size): (usize, u64), version| (count + 1, size.saturating_add(version.size)));
    let mut free = Vec::new();
    for (map, versions) in maps.iter().enumerate() {
        let newest = (0..versions.len()).max_by_key(|position| versions.get(*position).map(|version| version.at));
        let others = versions.iter().enumerate();
        let others = others.filter(|(position, version)| !version.is_needed && Some(*position) != newest);
        free.extend(others.map(|(position, version)| (version.at, map, position, version.size)));
    }
    free.sort_unstable();
    let mut gone = Vec::new();
    for (_, map, position, bytes) in free {
        if count <= limits.count && size <= limits.size {
            break;
        }
        (count, size) = (count - 1, size.saturating_sub(bytes));
        gone.push((map, position));
    }
    gone
}

/// The positions of the versions that go, ascending. Of those that share a period the newest stays; over the limits, the
/// oldest go.
pub fn superfluous_versions(versions: &[VersionAge], now: i64, limits: VersionLimits) -> Vec<usize> {
    let mut newest_first: Vec<(usize, &VersionAge)> = versions.iter().enumerate().collect();
    newest_first.sort_by_key(|(position, version)| Reverse((version.at, *position)));
    let newest = newest_first.first().map(|(position, _)| *position);
    let must_stay = |position: usize, version: &VersionAge| version.is_needed || Some(position) == newest;
    let fixed = versions.iter().enumerate().filter(|(position, version)| must_stay(*position, version));
    let (mut count, mut size) =
        fixed.fold((0, 0), |(count, size): (usize, u64), (_, version)| (count + 1, size.saturating_add(version.size)));
    let (mut periods, mut is_full) = (BTreeSet::new(), false);
    let mut gone = Vec::new();
    for (position, version) in newest_first {
        let is_first = period(version.at, now).is_none_or(|period| periods.insert(period));
        if must_stay(position, version) {
            continue;
        }
        let larger = size.saturating_add(version.size);
        is_full |= is_first && (count >= limits.count || larger > limits.size);
        if is_first && !is_full {
            (count, size) = (count + 1, larger);
        } else {
            gone.push(position);
        }
    }
    gone.sort_unstable();
    gone
}

/// The period of which one version is kept, as its length and number; `None` for a time of which all are.
fn period(at: i64, now: i64) -> Option<(i64, i64)> {
    let length = match now.saturating_sub(at) {
        ..HOUR => return None,
        HOUR..DAY => 10 * MINUTE,
        age if age < 31 * DAY => DAY,
        _ => 30 * DAY,
    };
    Some((length, at.div_euclid(length)))
}
