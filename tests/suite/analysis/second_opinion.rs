//! Every algorithm of our own answers as petgraph's does, on small maps of all kinds.

use lienket::analysis::second_opinion::comparisons;

use super::random::{YEAR, map, thicket};

#[test]
fn own_algorithms_answer_as_petgraphs_do() {
    let mut answers = std::collections::BTreeMap::<&str, std::collections::BTreeSet<u64>>::new();
    for seed in 0..400 {
        for map in [map(seed), thicket(seed)] {
            for comparison in comparisons(&map, YEAR) {
                let own = (comparison.own)();
                assert!(own.is_some(), "{} of map {seed}", comparison.name);
                assert_eq!(own, (comparison.library)(), "{} of map {seed}", comparison.name);
                answers.entry(comparison.name).or_default().extend(own.into_iter().flatten());
            }
        }
    }
    assert_eq!(answers.len(), 5);
    assert!(answers.values().all(|answers| answers.len() > 1), "nothing is always the same: {answers:?}");
}
