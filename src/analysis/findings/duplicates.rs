//! Findings about actors that may be recorded twice.
//!
//! Only names with equal hashes of their folded letters are compared: sorting the names of a whole country costs more
//! than all verdicts.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::analysis::{Finding, FindingCode, FindingParts};
use crate::map::{Actor, ActorId, is_invisible, without_look_alike};

/// Actors not dissolved that share a code, or a kind, a district and a name, up to accents, case, runs of spaces, letters that
/// look alike and characters that are not seen. Two groups of the same actors are reported once.
pub(super) fn find(network: &Network<'_>, progress: &Progress<'_>, findings: &mut Vec<Finding>) -> Option<()> {
    let mut folder = AccentFolder::default();
    let mut by_code: Vec<(u64, &Actor)> = Vec::new();
    let mut by_name: Vec<(u64, &Actor)> = Vec::with_capacity(network.graph.node_count());
    for actor in network.graph.node_indices().filter(|node| !network.status(*node).is_dissolved) {
        progress.step(1)?;
        let actor = network.graph[actor];
        if !actor.code.is_empty() {
            let mut hasher = FxHasher::default();
            folder.for_each_letter(&actor.code, |letter| hasher.write_u32(letter.into()));
            by_code.push((hasher.finish(), actor));
        }
        let mut hasher = FxHasher::default();
        actor.kind.hash(&mut hasher);
        folder.for_each_letter(&actor.name, |letter| hasher.write_u32(letter.into()));
        hasher.write_u32(u32::MAX);
        folder.for_each_letter(&actor.district, |letter| hasher.write_u32(letter.into()));
        hasher.write_u32(u32::MAX);
        folder.for_each_letter(&actor.commune, |letter| hasher.write_u32(letter.into()));
        by_name.push((hasher.finish(), actor));
    }
    let mut groups: BTreeSet<Vec<ActorId>> = BTreeSet::new();
    progress.step(by_code.len())?;
    group_duplicates(by_code, |actor| folder.fold(&actor.code), &mut groups);
    progress.step(by_name.len())?;
    let key = |actor: &Actor| {
        (folder.fold(&actor.name), actor.kind, folder.fold(&actor.district), folder.fold(&actor.commune))
    };
    group_duplicates(by_name, key, &mut groups);
    let finding =
        |actors| Finding::new(FindingCode::DuplicateActor, FindingParts { actors, ..FindingParts::default() });
    findings.extend(groups.into_iter().map(finding));
    Some(())
}

/// Adds the groups of two or more actors with the same key, each in id order; equal hashes first narrow the search.
fn group_duplicates<'map, K: Ord>(
    mut hashed: Vec<(u64, &'map Actor)>,
    mut key: impl FnMut(&'map Actor) -> K,
    groups: &mut BTreeSet<Vec<ActorId>>,
) {
    hashed.sort_unstable_by_key(|(number, actor)| (*number, actor.id));
    for same in hashed.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1) {
        let mut by_key: BTreeMap<K, Vec<ActorId>> = BTreeMap::new();
        for (_, actor) in same {
            by_key.entry(key(actor)).or_default().push(actor.id);
        }
        groups.extend(by_key.into_values().filter(|actors| actors.len() > 1));
    }
}

/// Letters from here on are not cached; Vietnamese and related scripts come before.
const CACHE_SIZE: usize = 0x2000;
/// A letter not cached yet, and one that folds to several or none; no letter has such a number.
const UNCACHED: u32 = u32::MAX;
const NOT_SINGLE: u32 = u32::MAX - 1;

/// Removes case and accents of letters, and caches the results.
struct AccentFolder {
    cache: Vec<u32>,
}

impl Default for AccentFolder {
    fn default() -> Self {
        Self { cache: vec![UNCACHED; CACHE_SIZE] }
    }
}

impl AccentFolder {
    /// Emits every letter of a text without case and accents, and one space between words.
    fn for_each_letter(&mut self, text: &str, mut emit: impl FnMut(char)) {
        let (mut is_started, mut is_gap) = (false, false);
        let mut emit = |letter: char| {
            if letter.is_whitespace() {
                is_gap = true;
                return;
            }
            if is_gap && is_started {
                emit(' ');
            }
            (is_started, is_gap) = (true, false);
            emit(letter);
        };
        for letter in text.chars() {
            let Some(cached) = self.cache.get_mut(u32::from(letter) as usize) else {
                fold_letter(letter, &mut emit);
                continue;
            };
            if *cached == UNCACHED {
                let (mut count, mut last) = (0, NOT_SINGLE);
                fold_letter(letter, |part| {
                    count += 1;
                    last = part.into();
                });
                *cached = if count == 1 { last } else { NOT_SINGLE };
            }
            match char::from_u32(*cached) {
                Some(folded) => emit(folded),
                None => fold_letter(letter, &mut emit),
            }
        }
    }

    fn fold(&mut self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        self.for_each_letter(text, |letter| folded.push(letter));
        folded
    }
}

/// Emits a letter without case and accents. Text on a map is composed (NFC), so folding letter by letter is right, and
/// much faster than a stream.
fn fold_letter(letter: char, mut emit: impl FnMut(char)) {
    decompose_canonical(letter, |part| {
        if !is_combining_mark(part) && !is_invisible(part) {
            part.to_lowercase().for_each(|part| emit(if without_look_alike(part) == 'đ' { 'd' } else { part }));
        }
    });
}
