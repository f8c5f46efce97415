//! The slides of a meeting, while the map changes under them.

use lienket::map::{ModelId, ViewId};
use lienket::presentation::Deck;
use lienket::slides::Slide;
use proptest::prelude::*;

/// Some of the slides that a map may have, in the order in which it may have them.
fn slides() -> impl Strategy<Value = Vec<Slide>> {
    let models = prop::collection::btree_set(0..8_u32, 0..8).prop_shuffle_models();
    (models, prop::collection::btree_set(0..5_u32, 0..5)).prop_map(|(models, views)| {
        let mut slides = vec![Slide::Title, Slide::WholeMap];
        slides.extend(models.into_iter().map(|id| Slide::Model(ModelId(id))));
        slides.extend(views.into_iter().map(|id| Slide::View(ViewId(id))));
        slides
    })
}

trait Shuffled {
    /// The models in any order, as verdicts sort them.
    fn prop_shuffle_models(self) -> BoxedStrategy<Vec<u32>>;
}

impl<S: Strategy<Value = std::collections::BTreeSet<u32>> + 'static> Shuffled for S {
    fn prop_shuffle_models(self) -> BoxedStrategy<Vec<u32>> {
        self.prop_map(|set| set.into_iter().collect::<Vec<u32>>()).prop_shuffle().boxed()
    }
}

proptest! {
    #[test]
    fn the_deck_has_what_the_map_has_and_stays_where_it_is(
        first in slides(),
        then in prop::collection::vec((slides(), 0..20_usize), 1..6),
    ) {
        let mut deck = Deck::new(first);
        for (now, at) in then {
            deck.go_to(at);
            let (shown, before) = (deck.current(), deck.slides().to_vec());
            let is_gone = deck.follow(&now);
            let sorted = |slides: &[Slide]| {
                let mut sorted = slides.to_vec();
                sorted.sort();
                sorted
            };
            prop_assert_eq!(sorted(deck.slides()), sorted(&now));
            prop_assert_eq!(is_gone, !now.contains(&shown));
            if !is_gone {
                prop_assert_eq!(deck.current(), shown, "what is shown stays");
            }
            // Those that were there before keep their order, whatever a map says by now.
            let kept = |slides: &[Slide]| -> Vec<Slide> {
                slides.iter().filter(|slide| before.contains(slide) && now.contains(slide)).copied().collect()
            };
            prop_assert_eq!(kept(deck.slides()), kept(&before));
        }
    }
}
