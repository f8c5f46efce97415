//! Moves one long edge after another to where it has the fewest crossings, all others fixed: exact for each, by dynamic
//! programming over its places in the layers it passes. Sifting moves one dummy at a time, and gets stuck where only
//! moving several at once helps.

use super::Layers;
use super::cheapest_path::{CheapestPath, NOWHERE};
use crate::layout::adjacency::{set, update, value};
use crate::layout::progress::ProgressCallback;

/// How far long edges are rerouted, in vertices from their ideal places.
const WINDOWS: [u32; 4] = [1_000_000, 64, 32, 16];
/// How often each long edge is inserted or rerouted at the most.
const ROUNDS: usize = 6;
/// How many long edges are rerouted before the next look at `watch`.
const WATCHED: usize = 16;

/// Long edges that can be rerouted.
pub(super) struct Rerouting {
    /// Each long edge: its lower end, its dummies, its higher end. Shorter ones come first.
    chains: Vec<Vec<u32>>,
    /// The vertices of each layer that are no dummies, from top to bottom.
    fixed: Vec<Vec<u32>>,
    /// For each dummy, how many of these are ideally above it.
    ideal: Vec<u32>,
    /// How many of these a dummy may be away from its ideal place.
    window: u32,
    path: CheapestPath,
    /// Where the dummies of the present one were.
    places: Vec<u32>,
}

impl Rerouting {
    /// The long edges of a graph, for these ideal places of its dummies.
    pub(super) fn new(layers: &Layers, is_dummy: impl Fn(u32) -> bool, ideal: Vec<u32>, window: u32) -> Self {
        let mut chains = Vec::new();
        let mut fixed = Vec::with_capacity(layers.orders.len());
        for order in &layers.orders {
            let own: Vec<u32> = order.iter().copied().filter(|&vertex| !is_dummy(vertex)).collect();
            for &vertex in &own {
                for &(mut next, _) in layers.right.of(vertex) {
                    let mut chain = vec![vertex];
                    while is_dummy(next) {
                        chain.push(next);
                        let Some(&(after, _)) = layers.right.of(next).first() else { break };
                        next = after;
                    }
                    chain.push(next);
                    if chain.len() > 2 {
                        chains.push(chain);
                    }
                }
            }
            fixed.push(own);
        }
        chains.sort_by_key(Vec::len);
        Self { chains, fixed, ideal, window, path: CheapestPath::default(), places: Vec::new() }
    }

    /// The same, where the present places are the ideal ones.
    pub(super) fn in_place(layers: &Layers, is_dummy: impl Fn(u32) -> bool, window: u32) -> Self {
        let mut ideal = vec![0; layers.layer.len()];
        for order in &layers.orders {
            let mut above = 0;
            for &vertex in order {
                set(&mut ideal, vertex, above);
                above += u32::from(!is_dummy(vertex));
            }
        }
        Self::new(layers, is_dummy, ideal, window)
    }

    /// How many vertices away from their places long edges can be looked for so that rerouting all of them costs at most
    /// so much, in edge ends examined; `None` when that is too few.
    pub(super) fn affordable_window(layers: &Layers, is_dummy: impl Fn(u32) -> bool, work: usize) -> Option<u32> {
        let counted = layers.orders.iter().map(|order| {
            let dummies = order.iter().filter(|&&vertex| is_dummy(vertex)).count();
            let ends: usize = order.iter().map(|&vertex| 1 + layers.left.of(vertex).len()).sum();
            (dummies, order.len() - dummies, ends)
        });
        let counted: Vec<(usize, usize, usize)> = counted.collect();
        let cost = |window: u32| -> usize {
            let of_layer = |&(dummies, fixed, ends): &(usize, usize, usize)| {
                let looked_at = (2 * window as usize + 1).min(fixed.max(1));
                dummies * (ends * looked_at / fixed.max(1))
            };
            counted.iter().map(of_layer).sum()
        };
        WINDOWS.into_iter().find(|window| cost(*window) <= work)
    }

    /// Reroutes all long edges in turn.
    pub(super) fn run(&mut self, layers: &mut Layers) {
        let chains = std::mem::take(&mut self.chains);
        for chain in &chains {
            self.reroute(layers, chain);
        }
        self.chains = chains;
    }

    /// Takes all dummies out of their layers, then puts one long edge after another where it crosses least, and goes on
    /// with all in turn until none moves. `None` when `watch`, which gets the fraction done, cancels.
    pub(super) fn insert_all(&mut self, layers: &mut Layers, watch: ProgressCallback<'_>) -> Option<()> {
        let chains = std::mem::take(&mut self.chains);
        for dummy in chains.iter().filter_map(|chain| chain.get(1..chain.len() - 1)).flatten() {
            layers.remove_dummy(*dummy);
        }
        let most = (chains.len() * ROUNDS) as f32;
        let mut unmoved = 0;
        for (done, chain) in chains.iter().cycle().take(chains.len() * ROUNDS).enumerate() {
            unmoved = if self.reroute(layers, chain) { 0 } else { unmoved + 1 };
            if done % WATCHED == 0 {
                watch(done as f32 / most).then_some(())?;
            }
            if unmoved >= chains.len() {
                break;
            }
        }
        self.chains = chains;
        Some(())
    }

    /// Whether it moved.
    fn reroute(&mut self, layers: &mut Layers, chain: &[u32]) -> bool {
        let [first, dummies @ .., last] = chain else { return false };
        self.places.clear();
        for &dummy in dummies {
            self.places.push(value(&layers.positions, dummy));
            layers.remove_dummy(dummy);
        }
        self.path.begin();
        for (step, &dummy) in dummies.iter().enumerate() {
            let places = self.places_of(layers, dummy);
            if step == 0 {
                self.path.leave(layers, *first, places);
            } else {
                self.path.pass(layers, value(&layers.layer, dummy), places);
            }
            self.add_deviation(layers, dummy, places.0);
        }
        let mut place = self.path.arrive(layers, *last);
        let mut moved = false;
        for (&dummy, before) in dummies.iter().zip(&self.places).rev() {
            moved |= place != *before;
            layers.insert_dummy(dummy, place);
            place = self.path.step_back(place);
        }
        moved
    }

    /// The first and the last place that a dummy may take: within its cluster, and its window.
    fn places_of(&self, layers: &Layers, dummy: u32) -> (u32, u32) {
        let layer = value(&layers.layer, dummy) as usize;
        let order = layers.orders.get(layer).map_or(&[][..], Vec::as_slice);
        let cluster = value(&layers.cluster, dummy);
        let of_cluster = (
            order.partition_point(|&other| value(&layers.cluster, other) < cluster) as u32,
            order.partition_point(|&other| value(&layers.cluster, other) <= cluster) as u32,
        );
        let fixed = self.fixed.get(layer).map_or(&[][..], Vec::as_slice);
        let ideal = value(&self.ideal, dummy);
        let place = |at: u32| fixed.get(at as usize).map(|&vertex| value(&layers.positions, vertex));
        let low = ideal.checked_sub(self.window + 1).and_then(place).map_or(0, |place| place + 1);
        let high = place(ideal.saturating_add(self.window)).unwrap_or(NOWHERE);
        let (low, high) = (low.max(of_cluster.0), high.min(of_cluster.1));
        if low <= high { (low, high) } else { of_cluster }
    }

    /// Adds to the cost of each place from `low` on how far it is from the ideal one.
    fn add_deviation(&mut self, layers: &Layers, dummy: u32, low: u32) {
        let layer = value(&layers.layer, dummy) as usize;
        let fixed = self.fixed.get(layer).map_or(&[][..], Vec::as_slice);
        let ideal = value(&self.ideal, dummy);
        let mut above = fixed.partition_point(|&vertex| value(&layers.positions, vertex) < low);
        for (place, cost) in (low..).zip(&mut self.path.costs) {
            while fixed.get(above).is_some_and(|&vertex| value(&layers.positions, vertex) < place) {
                above += 1;
            }
            *cost += i64::from((above as u32).abs_diff(ideal));
        }
    }
}

impl Layers {
    /// Takes a dummy out of its layer's order.
    pub(super) fn remove_dummy(&mut self, dummy: u32) {
        let place = value(&self.positions, dummy) as usize;
        if let Some(order) = self.orders.get_mut(value(&self.layer, dummy) as usize).filter(|order| place < order.len())
        {
            order.remove(place);
            for &moved in order.get(place..).unwrap_or_default() {
                update(&mut self.positions, moved, |place| place - 1);
            }
        }
        set(&mut self.positions, dummy, NOWHERE);
    }

    fn insert_dummy(&mut self, dummy: u32, place: u32) {
        if let Some(order) = self.orders.get_mut(value(&self.layer, dummy) as usize) {
            let place = (place as usize).min(order.len());
            order.insert(place, dummy);
            for (place, &moved) in (place as u32..).zip(order.get(place..).unwrap_or_default()) {
                set(&mut self.positions, moved, place);
            }
        }
    }
}
