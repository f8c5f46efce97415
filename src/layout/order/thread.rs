//! Where ties pass layers whose vertices stand already: the points move, the vertices stay.

use rayon::prelude::*;

use super::Layers;
use crate::layout::Watch;
use crate::layout::neighbours::{Neighbours, change, set, value};

/// Places that moving all points once may try.
const WORK: usize = 40_000;
/// The least and the most places that a point is moved by at a time.
const WINDOW: (usize, usize) = (16, 1_000);
/// Times that all points are moved: the more, the fewer there are, as a long link gives way one layer at a time.
const TIMES: (usize, usize) = (3, 8);
/// Points that are moved together, over all times.
const MOVES: usize = 18_000;
/// More points than these are moved a time less: for a country that is a twentieth of the time of its picture, and a crossing
/// more in three hundred.
const VERY_MANY: usize = 200_000;

/// A tie on its way over layers: its ends, and for each layer between them where it would pass of itself.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::layout) struct Thread {
    /// The vertex in the lower layer, and that in the higher one.
    pub(in crate::layout) ends: (u32, u32),
    /// Per layer between: how many vertices stand above it there, and its height, which orders threads between the
    /// same two vertices.
    pub(in crate::layout) aims: Vec<(u32, f32)>,
}

/// Where everything stands in its layer, threads among the vertices.
#[derive(Debug)]
pub(in crate::layout) struct Threaded {
    /// Of each vertex.
    pub(in crate::layout) vertices: Vec<u32>,
    /// Of one thread after another for each layer between its ends: how many vertices stand above it, and its place.
    pub(in crate::layout) passes: Vec<(u32, u32)>,
    layers: Layers,
}

impl Threaded {
    /// How many threads cross.
    pub(in crate::layout) fn crossings(&self) -> u64 {
        self.layers.crossings()
    }
}

/// Leads threads through layers of vertices in a given order, so that few of them cross. `None` when `watch` says that it
/// is wanted no more.
pub(in crate::layout) fn thread(
    orders: &[Vec<u32>],
    layer_of: &[u32],
    threads: &[Thread],
    watch: Watch<'_>,
) -> Option<Threaded> {
    let vertices = layer_of.len() as u32;
    // Points go by layers, so that what is looked at together lies together in memory.
    let mut next = vec![0_u32; orders.len() + 1];
    for thread in threads {
        let first = value(layer_of, thread.ends.0) + 1;
        for passed in first..first + thread.aims.len() as u32 {
            change(&mut next, passed + 1, |count| count + 1);
        }
    }
    let mut sum = vertices;
    for next in &mut next {
        sum += *next;
        *next = sum;
    }
    let mut layer = layer_of.to_vec();
    layer.resize(sum as usize, 0);
    let mut points = Vec::with_capacity((sum - vertices) as usize);
    let mut steps = Vec::with_capacity(threads.iter().map(|thread| thread.aims.len() + 1).sum());
    // Of each layer what stands in it: how many vertices are above, points before the vertex below them.
    let mut keyed: Vec<Vec<(u32, bool, f32, u32)>> = orders
        .iter()
        .map(|order| order.iter().enumerate().map(|(place, &vertex)| (place as u32, true, 0.0, vertex)).collect())
        .collect();
    for thread in threads {
        let mut before = thread.ends.0;
        let first = value(layer_of, before) + 1;
        for (passed, &(above, height)) in (first..).zip(&thread.aims) {
            let point = value(&next, passed);
            change(&mut next, passed, |point| point + 1);
            set(&mut layer, point, passed);
            points.push(point);
            if let Some(keyed) = keyed.get_mut(passed as usize) {
                keyed.push((above, false, height, point));
            }
            steps.push((before, point, 1));
            before = point;
        }
        steps.push((before, thread.ends.1, 1));
    }
    let count = layer.len();
    let sort = || {
        keyed.par_iter_mut().for_each(|keyed| {
            keyed.par_sort_unstable_by(|a, b| {
                a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3))
            });
        });
    };
    let left = || Neighbours::new(count, steps.iter().map(|&(a, b, weight)| (b, a, weight)));
    let right = || Neighbours::new(count, steps.iter().copied());
    let ((), (left, right)) = rayon::join(sort, || rayon::join(left, right));
    let mut layers = Layers {
        orders: keyed.into_iter().map(|keyed| keyed.into_iter().map(|(.., vertex)| vertex).collect()).collect(),
        positions: vec![0; count],
        section: vec![0; count],
        left,
        right,
        names: Vec::new(),
        layer,
        members: Vec::new(),
        passing: Vec::new(),
    };
    layers.number();
    let aims = layers.positions.clone();
    let window = (WORK / points.len().max(1)).clamp(WINDOW.0, WINDOW.1);
    let least = TIMES.0 - usize::from(points.len() > VERY_MANY);
    let times = (MOVES / points.len().max(1)).clamp(least, TIMES.1);
    for time in 0..times {
        let watch = |part: f32| watch((time as f32 + part) / times as f32);
        let may_move = |vertex| vertex >= vertices;
        if points.is_empty() || layers.sift_watched(time % 2 == 0, window, may_move, &watch)? == 0 {
            break;
        }
    }
    layers.reroute(threads, &points, &aims);
    Some(read_off(layers, vertices, &points))
}

fn read_off(layers: Layers, vertices: u32, points: &[u32]) -> Threaded {
    let mut above = vec![0; layers.layer.len()];
    for order in &layers.orders {
        let mut passed = 0;
        for &vertex in order {
            if let Some(above) = above.get_mut(vertex as usize) {
                *above = passed;
            }
            passed += u32::from(vertex < vertices);
        }
    }
    let passes = points.iter().map(|&point| (value(&above, point), value(&layers.positions, point))).collect();
    Threaded { vertices: layers.positions.iter().take(vertices as usize).copied().collect(), passes, layers }
}
