//! Where the goods of one starting product get to over links in force, and how much of them one unit has become.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use petgraph::graph::NodeIndex;

use super::trade::Trade;
use crate::analysis::goods::Good;
use crate::analysis::mixer::Mixer;
use crate::analysis::progress::Progress;

/// How often a place may be got to with a lesser factor. Beyond that the goods go round a circle of conversions that
/// loses some in every round, and the least factor is none.
const MOST_TURNS: u8 = 8;

/// Goods at an actor.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct Place {
    pub actor: NodeIndex,
    pub good: Good,
    /// The least that one unit of the starting product can have become when it stands here, in the unit of `good`;
    /// 0 when some yield on the way is unknown.
    pub factor: f64,
    turns: u8,
    /// Whether its steps are written down.
    spread: bool,
}

/// By what goods take a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum By {
    /// The passage of this number.
    Passage(u32),
    /// A conversion at the actor itself.
    Conversion,
}

/// A step of goods; `to` is none when it ends at a buyer.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct Step {
    pub from: u32,
    pub to: Option<u32>,
    pub by: By,
}

/// All places that goods get to, and the steps between them.
pub(in crate::analysis) struct Spread {
    pub places: Vec<Place>,
    pub steps: Vec<Step>,
    // Never iterated; the hasher has no random keys.
    index: HashMap<(NodeIndex, Good), u32, BuildHasherDefault<Mixer>>,
}

impl Spread {
    /// Spreads a product from where it starts; the first places are those of `starts`, in order. At a buyer goods
    /// stop, unless `past_buyers`.
    pub fn of(
        trade: &Trade<'_, '_>,
        good: Good,
        starts: &[NodeIndex],
        past_buyers: bool,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        // Goods get to about as many places as they start from, and a table that grows is filled anew each time.
        let most = 2 * starts.len();
        let index = HashMap::with_capacity_and_hasher(most, BuildHasherDefault::default());
        let mut spread = Self { places: Vec::with_capacity(most), steps: Vec::with_capacity(most), index };
        let mut open: Vec<u32> = starts.iter().map(|actor| spread.place(*actor, good, 1.0).0).collect();
        // First in, first out: the fewer conversions lie behind a place, the sooner its factor is final.
        // So many places are counted at once.
        const STRIDE: usize = 64;
        let mut next: usize = 0;
        while let Some(at) = open.get(next).copied() {
            next += 1;
            spread.expand(trade, at, past_buyers, &mut open);
            if next.is_multiple_of(STRIDE) {
                progress.step(STRIDE)?;
            }
        }
        Some(spread)
    }

    fn expand(&mut self, trade: &Trade<'_, '_>, at: u32, past_buyers: bool, open: &mut Vec<u32>) {
        let network = trade.network;
        let Some(place) = self.places.get_mut(at as usize) else { return };
        let fresh = !std::mem::replace(&mut place.spread, true);
        let Place { actor, good, factor, .. } = *place;
        let converts = if network.standing(actor).converts { network.graph[actor].converts.as_slice() } else { &[] };
        for conversion in converts {
            let taken = || network.goods.is_within(good, conversion.from);
            if let Some(made) = network.goods.good(conversion.to).filter(|made| *made != good && taken()) {
                let ratio = conversion.yield_ratio.unwrap_or(0.0);
                self.arrive(at, fresh, By::Conversion, (actor, made, factor * ratio), open);
            }
        }
        for (number, passage) in trade.out_of(actor) {
            if trade.carries(passage, good) {
                let by = By::Passage(number);
                if !past_buyers && passage.to_buyer {
                    if fresh {
                        self.steps.push(Step { from: at, to: None, by });
                    }
                } else {
                    self.arrive(at, fresh, by, (passage.to, good, factor), open);
                }
            }
        }
    }

    fn arrive(&mut self, from: u32, fresh: bool, by: By, to: (NodeIndex, Good, f64), open: &mut Vec<u32>) {
        let (actor, good, factor) = to;
        let (to, found) = self.place(actor, good, factor);
        if fresh {
            self.steps.push(Step { from, to: Some(to), by });
        }
        if found {
            open.push(to);
        } else if let Some(place) = self.places.get_mut(to as usize)
            && factor < place.factor * (1.0 - 1e-9)
        {
            place.turns = place.turns.saturating_add(1);
            place.factor = if place.turns > MOST_TURNS { 0.0 } else { factor };
            open.push(to);
        }
    }

    /// The place of goods at an actor, and whether it is a new one.
    fn place(&mut self, actor: NodeIndex, good: Good, factor: f64) -> (u32, bool) {
        let next = self.places.len() as u32;
        let at = *self.index.entry((actor, good)).or_insert(next);
        if at == next {
            self.places.push(Place { actor, good, factor, turns: 0, spread: false });
        }
        (at, at == next)
    }
}
