//! Findings about actors that may be written down twice.
//!
//! Only those are compared letter by letter that are alike in a number mixed from the same letters: comparing the
//! names of a whole country by sorting them costs more than all verdicts.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::analysis::mixer::Mixer;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::analysis::{Finding, FindingCode};
use crate::map::{Actor, ActorId};

/// Actors not dissolved that share a code, or a name but for accents and case, a kind and a district. Two groups of
/// the very same actors are said once.
pub(super) fn find(network: &Network<'_>, progress: &Progress<'_>, findings: &mut Vec<Finding>) -> Option<()> {
    let mut folder = Folder::default();
    let mut by_code: Vec<(u64, &Actor)> = Vec::new();
    let mut by_name: Vec<(u64, &Actor)> = Vec::with_capacity(network.graph.node_count());
    for actor in network.graph.node_indices().filter(|node| !network.standing(*node).is_dissolved) {
        progress.step(1)?;
        let actor = network.graph[actor];
        if !actor.code.is_empty() {
            let mut mixer = Mixer::default();
            actor.code.chars().for_each(|letter| mixer.write_u32(letter.into()));
            by_code.push((mixer.finish(), actor));
        }
        let mut mixer = Mixer::default();
        actor.kind.hash(&mut mixer);
        folder.each(&actor.name, |letter| mixer.write_u32(letter.into()));
        mixer.write_u32(u32::MAX);
        folder.each(&actor.district, |letter| mixer.write_u32(letter.into()));
        by_name.push((mixer.finish(), actor));
    }
    let mut groups: BTreeSet<Vec<ActorId>> = BTreeSet::new();
    progress.step(by_code.len())?;
    alike(by_code, |actor| actor.code.as_str(), &mut groups);
    progress.step(by_name.len())?;
    let key = |actor: &Actor| (folder.folded(&actor.name), actor.kind, folder.folded(&actor.district));
    alike(by_name, key, &mut groups);
    let finding = |actors| Finding { actors, ..Finding::new(FindingCode::DuplicateActor) };
    findings.extend(groups.into_iter().map(finding));
    Some(())
}

/// Adds the groups of two or more actors with the same key, each in the order of the ids, told by equal numbers first.
fn alike<'map, K: Ord>(
    mut numbered: Vec<(u64, &'map Actor)>,
    mut key: impl FnMut(&'map Actor) -> K,
    groups: &mut BTreeSet<Vec<ActorId>>,
) {
    numbered.sort_unstable_by_key(|(number, actor)| (*number, actor.id));
    for same in numbered.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1) {
        let mut by_key: BTreeMap<K, Vec<ActorId>> = BTreeMap::new();
        for (_, actor) in same {
            by_key.entry(key(actor)).or_default().push(actor.id);
        }
        groups.extend(by_key.into_values().filter(|actors| actors.len() > 1));
    }
}

/// Letters from here on are folded anew each time; Vietnamese and all of its neighbours stand before.
const REMEMBERED: usize = 0x2000;
/// A letter that was not met yet, and one that becomes several or none; no letter has such a number.
const UNMET: u32 = u32::MAX;
const NOT_ONE: u32 = u32::MAX - 1;

/// Takes case and accents off letters, and remembers what becomes of each.
struct Folder {
    known: Vec<u32>,
}

impl Default for Folder {
    fn default() -> Self {
        Self { known: vec![UNMET; REMEMBERED] }
    }
}

impl Folder {
    /// Tells every letter of a text, without case and accents.
    fn each(&mut self, text: &str, mut tell: impl FnMut(char)) {
        for letter in text.chars() {
            let Some(known) = self.known.get_mut(u32::from(letter) as usize) else {
                parts(letter, &mut tell);
                continue;
            };
            if *known == UNMET {
                let (mut count, mut last) = (0, NOT_ONE);
                parts(letter, |part| {
                    count += 1;
                    last = part.into();
                });
                *known = if count == 1 { last } else { NOT_ONE };
            }
            match char::from_u32(*known) {
                Some(folded) => tell(folded),
                None => parts(letter, &mut tell),
            }
        }
    }

    fn folded(&mut self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        self.each(text, |letter| folded.push(letter));
        folded
    }
}

/// What is left of a letter without case and accents. Text on a map is composed, so letter by letter is right, and
/// much faster than as a stream.
fn parts(letter: char, mut tell: impl FnMut(char)) {
    decompose_canonical(letter, |part| {
        if !is_combining_mark(part) {
            part.to_lowercase().for_each(|part| tell(if part == 'đ' { 'd' } else { part }));
        }
    });
}
